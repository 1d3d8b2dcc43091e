import PlanLang
import PlanRuntime
import Testing

@testable import planshell

/// Trees, bars, heat and prose.
@Suite struct RenderingStyleTests {
  let fixture = RenderingFixture()

  private func tree(_ depths: [Int]) -> [String] {
    let prefixes = TreePrefixes(depths: depths)
    return depths.indices.map { prefixes.prefix($0) }
  }

  @Test func treeLines() {
    #expect(tree([0, 1, 2, 2, 1, 0, 1]) == ["", "├─ ", "│  ├─ ", "│  └─ ", "└─ ", "", "└─ "])
    #expect(tree([0, 1, 2, 3, 1]) == ["", "├─ ", "│  └─ ", "│     └─ ", "└─ "])
    #expect(tree([]) == [])
  }

  @Test func aVeryDeepTreeStaysReadable() {
    let prefixes = tree(Array(0..<5_000))
    #expect(prefixes[4_999].hasSuffix("└─ (+4969) "))
    #expect(prefixes.allSatisfy { $0.count < 110 })
  }

  @Test func treeTable() {
    var table = fixture.table(
      [("name", .text), ("power", .integer)],
      [
        [.text("Ngozi"), .integer(9)], [.text("Dana"), .integer(7)], [.text("田中"), .unknown],
      ])
    table.style = .tree(depths: [0, 1, 2])
    #expect(
      table.written(.table) == """
        name          power
        ──────────  ───────
        Ngozi             9
        └─ Dana           7
           └─ 田中  unknown

        """)
    #expect(table.written(.csv) == "name,power\nNgozi,9\nDana,7\n田中,\n")
  }

  @Test func barsAreAsLongAsTheFigures() {
    var table = fixture.table(
      [("name", .text), ("n", .integer)],
      [
        [.text("a"), .integer(80)], [.text("b"), .integer(40)], [.text("c"), .integer(0)], [.text("d"), .unknown],
        [.text("e"), .integer(1)],
      ])
    table.style = .bars(column: nil)
    let bars = BarColumn(table, room: nil)?.bars
    // Twenty columns for 80, so that 1 is a quarter of a column.
    #expect(bars == [String(repeating: "█", count: 20), String(repeating: "█", count: 10), "", "", "▎"])
    #expect(table.written(.table).split(separator: "\n")[3] == "b          40  ██████████")
    #expect(table.written(.csv) == "name,n\na,80\nb,40\nc,0\nd,\ne,1\n")
    let narrow = table.shown(width: 24).split(separator: "\n")
    #expect(narrow[2] == Substring("a          80  █████████"))
  }

  @Test func longTextsLeaveRoomForBars() {
    var table = fixture.table(
      [("note", .text), ("n", .integer)], [[.text(String(repeating: "long ", count: 30)), .integer(2)]])
    table.style = .bars(column: nil)
    let lines = table.shown(width: 50).split(separator: "\n")
    #expect(lines[2].contains("…  2  ████████████"))
    #expect(DisplayWidth.of(lines[2]) == 50)
  }

  @Test func barsBelowZero() {
    var table = fixture.table([("n", .integer)], [[.integer(30)], [.integer(-10)], [.integer(0)]])
    table.style = .bars(column: nil)
    let bars = BarColumn(table, room: 9)?.bars
    #expect(bars == ["  │██████", "██│", "  │"])
  }

  @Test func noBarsWhereTheyWouldMislead() {
    var table = fixture.table([("m", .money)], [[.money(10_000, "USD")], [.money(20_000, "EUR")]])
    table.style = .bars(column: nil)
    #expect(BarColumn(table, room: nil) == nil)
    var texts = fixture.texts(["a"])
    texts.style = .bars(column: nil)
    #expect(BarColumn(texts, room: nil) == nil)
    #expect(texts.written(.table) == "text\n────\na\n")
  }

  @Test func heatShadesWhereThereAreColours() {
    var table = fixture.table(
      [("role", .text), ("x", .integer), ("unknown", .integer)],
      [
        [.text("a"), .integer(10), .integer(99)], [.text("b"), .integer(1), .integer(0)],
        [.text("c"), .integer(0), .integer(0)],
      ])
    table.style = .heat
    table.columnsHiddenWhenZero = [2]
    let heat = HeatScale(table)
    let strongest = heat?.shade(.integer(10), column: 1)
    #expect(strongest != nil)
    #expect(heat?.shade(.integer(1), column: 1) != nil)
    #expect(heat?.shade(.integer(1), column: 1) != strongest)
    #expect(heat?.shade(.integer(0), column: 1) == nil)
    #expect(heat?.shade(.integer(99), column: 2) == nil)
    #expect(table.shown(width: 80, colors: true).contains("\u{1B}[48;5;25;38;5;231m10\u{1B}[0m"))
    #expect(!table.shown(width: 80).contains("\u{1B}"))
  }

  @Test func prose() {
    var table = fixture.texts(["row"])
    table.prose = [
      .init("growth is blocked", tone: .heading), .init("able fails", indent: 1, tone: .bad), .init(""),
      .init("because a\nb", indent: 2),
    ]
    table.leftOutUnknown = 2
    #expect(table.written(.table) == "growth is blocked\n  able fails\n\n    because a↵b\n")
    let coloured = table.shown(width: 80, colors: true)
    #expect(coloured.hasPrefix("\u{1B}[1mgrowth is blocked\u{1B}[0m\n  \u{1B}[31mable fails\u{1B}[0m\n"))
    #expect(table.shown(width: 80).hasSuffix("because a↵b\n2 left out because unknown\n"))
    #expect(table.written(.csv) == "text\nrow\n")
  }

  @Test func proseWrapsUnderItself() {
    var table = fixture.texts(["row"])
    table.prose = [.init("Dana Li has not said whether she is able to align", indent: 1)]
    #expect(table.shown(width: 30) == "  Dana Li has not said whether\n    she is able to align\n")
    #expect(table.written(.table) == "  Dana Li has not said whether she is able to align\n")
  }

  @Test func wrapping() {
    #expect(WordWrap.lines("one two", width: 7, hanging: 0) == ["one two"])
    #expect(WordWrap.lines("one two", width: 6, hanging: 0) == ["one", "two"])
    #expect(WordWrap.lines("abcdefghij", width: 4, hanging: 1) == ["abcd", "efg", "hij"])
    #expect(WordWrap.lines("a abcdefgh", width: 4, hanging: 0) == ["a", "abcd", "efgh"])
    #expect(WordWrap.lines("田中田中", width: 4, hanging: 0) == ["田中", "田中"])
    #expect(WordWrap.lines("x", width: nil, hanging: 0) == ["x"])
  }
}
