import PlanLang
import PlanRuntime
import Testing

@testable import planshell

/// The formats people read: tables, records, pages.
@Suite struct RenderingTableTests {
  let fixture = RenderingFixture()

  @Test func columnsAlignByWhatTheEyeSees() {
    let table = fixture.table(
      [("name", .text), ("title", .text), ("power", .integer)],
      [
        [.text("José"), .text("CFO"), .integer(9)], [.text("田中 太郎"), .text("部長"), .integer(10)],
        [.text("👩‍👩‍👧"), .text("e\u{301}"), .unknown],
      ])
    #expect(
      table.written(.table) == """
        name       title    power
        ─────────  ─────  ───────
        José       CFO          9
        田中 太郎  部長        10
        👩‍👩‍👧         e\u{301}      unknown

        """)
  }

  @Test func figuresStandUnderOneAnother() {
    let table = fixture.table(
      [("m", .money), ("n", .number), ("p", .percent)],
      [
        [.money(12_000_000_000, "USD"), .number(1_500_000), .percent(333_333)],
        [.money(-25_000, "USD"), .number(12_000_000), .fraction(20)],
        [.unknown, .unknown, .unknown], [.money(0, "USD"), .number(123_450_000), .fraction(5)],
      ])
    #expect(
      table.written(.table) == """
                       m        n         p
        ────────────────  ───────  ────────
        1,200,000.00 USD     1.5   33.3333%
               -2.50 USD    12     20%
                 unknown  unknown   unknown
                0.00 USD   123.45   5%

        """)
  }

  @Test func columnsNobodyChoseAreCutOffOnATerminal() {
    var table = fixture.table(
      [("name", .text), ("title", .text), ("function", .text), ("region", .text)],
      [
        [.text("Ola Berg"), .text("Controller of all plants"), .text("Finance"), .text("North")],
        [.text("Mia Sandal"), .text("IT director"), .text("IT"), .text("South")],
      ])
    table.mayDropUnknownColumns = true
    let renderer = ResultRenderer(format: .table, isTerminal: true, width: 40, colors: false)
    #expect(
      renderer.render(table) == """
        name        title               function
        ──────────  ──────────────────  ────────
        Ola Berg    Controller of all…  Finance
        Mia Sandal  IT director         IT
        2 rows
        more columns: region
        `| show` chooses columns, `| as record`
        shows them all

        """)
    #expect(
      ResultRenderer(format: .table, isTerminal: true, width: 80, colors: false).render(table).hasSuffix("2 rows\n"))
    #expect(!ResultRenderer(format: .table, isTerminal: false, width: 40, colors: false).render(table).contains("more"))
    table.mayDropUnknownColumns = false
    #expect(!renderer.render(table).contains("more columns"), "chosen columns are all shown")
  }

  @Test func onlyTheFirstOfManyColumnsLeftOutAreNamed() {
    #expect(
      ResultFooter(fixture.texts(["a", "b"]), more: (1...9).map { "c\($0)" }).lines[1]
        == "more columns: c1, c2, c3, c4, c5, c6, c7, c8, c9")
    #expect(
      ResultFooter(fixture.texts(["a", "b"]), more: (1...12).map { "c\($0)" }).lines[1]
        == "more columns: c1, c2, c3, c4, c5, c6, c7, c8 and 4 others")
  }

  @Test func oneThingWithManyFieldsIsARecordOnATerminal() {
    var table = fixture.table(
      [("name", .text), ("title", .text), ("function", .text), ("region", .text)],
      [[.text("Ola Berg"), .text("Controller of all plants"), .text("Finance"), .text("North and everywhere")]])
    table.mayDropUnknownColumns = true
    #expect(
      ResultRenderer(format: .table, isTerminal: true, width: 40, colors: false).render(table) == """
        name:     Ola Berg
        title:    Controller of all plants
        function: Finance
        region:   North and everywhere
        1 row

        """)
  }

  @Test(arguments: [
    (Value.integer(2026), "2026"), (.integer(12_000), "12,000"), (.integer(-12_345_678), "-12,345,678"),
    (.integer(-999), "-999"), (.number(12_345_678_900), "12,345.6789"), (.number(1_234_567_000), "1234.567"),
    (.money(12_000_000_000, "USD"), "1,200,000 USD"), (.money(12_000_000, "EUR"), "1,200 EUR"),
    (.money(-9_990_000, "EUR"), "-999 EUR"), (.money(12_345_678, "EUR"), "1,234.5678 EUR"), (.fraction(20), "20%"),
    (.fraction(1_234_500), "1,234,500%"),
  ]) func digitsInGroups(_ value: Value, _ text: String) {
    #expect(CellText(fixture.table([], [])).text(value, .number) == text)
  }

  @Test func wordsForWhatIsNotAFigure() {
    let table = fixture.table(
      [("a", .text), ("b", RenderingFixture.alignment), ("c", .set(.text)), ("d", .outcome)],
      [
        [.absent, .code(1), .values([]), .yesNo(true)],
        [.unknown, .unknown, .values([.text("x"), .text("y")]), .unknown],
      ])
    #expect(
      table.written(.table) == """
        a        b        c     d
        ───────  ───────  ────  ───────
        none     neutral  []    pass
        unknown  unknown  x, y  unknown

        """)
  }

  @Test func colours() {
    let table = fixture.table(
      [("a", .outcome), ("b", .text)],
      [
        [.yesNo(true), .text("x")], [.yesNo(false), .unknown], [.unknown, .text("unknown")],
      ])
    let lines = table.shown(width: 80, colors: true).split(separator: "\n")
    #expect(lines[0] == "\u{1B}[1ma\u{1B}[0m        \u{1B}[1mb\u{1B}[0m")
    #expect(lines[2] == "\u{1B}[32mpass\u{1B}[0m     x")
    #expect(lines[3] == "\u{1B}[31mfail\u{1B}[0m     \u{1B}[2munknown\u{1B}[0m")
    #expect(lines[4] == "\u{1B}[33munknown\u{1B}[0m  unknown")
    #expect(!table.shown(width: 80).contains("\u{1B}"))
  }

  @Test func emptyTable() {
    let table = fixture.table([("name", .text), ("power", .integer)], [])
    #expect(table.written(.table) == "name  power\n────  ─────\n(no rows)\n")
    #expect(table.shown(width: 80) == "name  power\n────  ─────\n(no rows)\n")
    #expect(table.written(.record) == "(no rows)\n")
    #expect(table.written(.markdown) == "| name | power |\n| --- | ---: |\n")
    #expect(fixture.table([], []).written(.table) == "(no rows)\n")
  }

  // MARK: Widths

  @Test func longTextIsCutOnATerminalOnly() {
    let long = String(repeating: "ab ", count: 20) + "end"
    let table = fixture.table([("note", .text), ("m", .money)], [[.text(long), .money(12_000_000_000, "USD")]])
    #expect(table.written(.table).contains(long))
    let lines = table.shown(width: 40).split(separator: "\n")
    #expect(lines[2] == "ab ab ab ab ab ab ab ab …  1,200,000 USD")
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 40 })
    #expect(ResultRenderer(format: .table, isTerminal: true, width: 0, colors: false).render(table).contains(long))
  }

  @Test func titlesOfFiguresAreCutAndFiguresAreNot() {
    let title = "sum(value of opportunities where stage = proposal)"
    let table = fixture.table(
      [("name", .text), (title, .money)], [[.text("Dana Li"), .money(12_000_000_000, "USD")], [.text("B"), .unknown]])
    #expect(
      table.shown(width: 30)
        == """
        name     sum(value of opportu…
        ───────  ─────────────────────
        Dana Li          1,200,000 USD
        B                      unknown
        2 rows

        """)
    let narrow = table.shown(width: 20).split(separator: "\n")
    #expect(narrow[0] == "name     sum(value of…")
    #expect(narrow[2] == "Dana Li  1,200,000 USD")
  }

  @Test func wideSignsAreCutWhole() {
    let table = fixture.texts([String(repeating: "田", count: 30)])
    let lines = table.shown(width: 20).split(separator: "\n")
    #expect(lines[2] == Substring(String(repeating: "田", count: 9) + "…"))
    #expect(DisplayWidth.cut("田中", to: 4) == "田中")
    #expect(DisplayWidth.cut("田中", to: 3) == "田…")
    #expect(DisplayWidth.cut("田中", to: 2) == "…")
    #expect(DisplayWidth.cut("ab", to: 0) == "")
  }

  @Test func theWidestTextsGiveWayFirst() {
    let fit = TableFit(natural: [10, 50, 30, 8], least: [10, 12, 12, 8], lineWidth: 74)
    #expect(fit.widths == [10, 25, 25, 8])
    #expect(fit.blocks == [[0, 1, 2, 3]])
    let loose = TableFit(natural: [10, 50], least: [10, 12], lineWidth: 62)
    #expect(loose.widths == [10, 50])
    #expect(TableFit(natural: [10, 50], least: [10, 12], lineWidth: nil).widths == [10, 50])
  }

  @Test func whatHasNoRoomContinuesBelowWithTheFirstColumnAgain() {
    let columns = (0..<6).map { ("column\($0)", ValueType.integer) }
    let table = fixture.table(
      [("name", .text)] + columns,
      [
        [.text("Dana Li")] + (0..<6).map { .integer($0) }
      ])
    #expect(
      table.shown(width: 30) == """
        name     column0  column1
        ───────  ───────  ───────
        Dana Li        0        1

        name     column2  column3
        ───────  ───────  ───────
        Dana Li        2        3

        name     column4  column5
        ───────  ───────  ───────
        Dana Li        4        5
        1 row

        """)
  }

  @Test(arguments: [1, 5, 20, 33, 80, 200]) func everyColumnIsInSomeBlock(_ width: Int) {
    let natural = [3, 70, 12, 9, 40, 1, 25, 8, 15]
    let fit = TableFit(natural: natural, least: natural.map { min($0, 12) }, lineWidth: width)
    #expect(Set(fit.blocks.flatMap { $0 }) == Set(natural.indices))
    #expect(fit.blocks.allSatisfy { $0.first == 0 })
    if width >= 33 {
      for block in fit.blocks {
        #expect(block.reduce(0) { $0 + fit.widths[$1] } + 2 * (block.count - 1) <= width)
      }
    }
  }

  // MARK: What a person is not shown

  @Test func emptyColumnsNobodyAskedFor() {
    var table = fixture.table(
      [("name", .text), ("title", .text), ("n", .integer), ("unknown", .integer)],
      [
        [.text("A"), .unknown, .integer(1), .integer(0)], [.text("B"), .unknown, .integer(2), .integer(0)],
      ])
    #expect(table.written(.table).hasPrefix("name  title    n  unknown\n"))
    table.mayDropUnknownColumns = true
    table.columnsHiddenWhenZero = [3]
    #expect(table.written(.table) == "name  n\n────  ─\nA     1\nB     2\n")
    #expect(table.shown(width: 80).hasSuffix("\n2 rows\nunknown in every row: title\n"))
    #expect(table.written(.record) == "name: A\nn:    1\n\nname: B\nn:    2\n")
    #expect(table.written(.markdown) == "| name | n |\n| --- | ---: |\n| A | 1 |\n| B | 2 |\n")
    table.rows[0][3] = .integer(4)
    #expect(table.written(.table).hasPrefix("name  n  unknown\n"))
  }

  @Test(arguments: [Value.money(0, "USD"), .integer(0), .fraction(0), .unknown])
  func aMatrixHidesItsEmptyUnknowns(_ nothing: Value) {
    var table = fixture.table([("role", .text), ("unknown", .invalid)], [[.text("buyer"), nothing]])
    table.columnsHiddenWhenZero = [1]
    #expect(table.written(.table) == "role\n─────\nbuyer\n")
    table.rows.append([.text("gatekeeper"), .money(1, "USD")])
    #expect(table.written(.table).hasPrefix("role "))
    #expect(table.written(.table).contains("0.0001 USD"))
  }

  @Test func aTableOfUnknownsKeepsItsFirstColumn() {
    var table = fixture.table([("a", .text), ("b", .text)], [[.unknown, .unknown]])
    table.mayDropUnknownColumns = true
    #expect(table.written(.table) == "a\n───────\nunknown\n")
  }

  @Test func footer() {
    var table = fixture.texts(["a", "b"])
    #expect(table.shown(width: 80).hasSuffix("\nb\n2 rows\n"))
    #expect(table.shown(.record, width: 80).hasSuffix("text: b\n2 rows\n"))
    table.leftOutUnknown = 1_200
    table.skippedUnknown = 1
    #expect(table.shown(width: 80).hasSuffix("\n2 rows · 1,200 left out because unknown · 1 unknown value skipped\n"))
    #expect(table.written(.table).hasSuffix("\nb\n"))
    #expect(fixture.texts(["alone"]).shown(width: 80).hasSuffix("\nalone\n"))
  }

  // MARK: Safety

  @Test(arguments: [OutputFormat.table, .record, .csv, .markdown, .json, .jsonl])
  func nothingATerminalObeysGetsOut(_ format: OutputFormat) {
    let evil = "a\u{1B}]0;title\u{7}b\u{9B}2Jc\u{202E}d\u{2066}e\u{200B}\r\u{8}\u{7F}\u{85}\u{2028}\t\u{0}\u{FEFF}"
    var table = fixture.table([("x" + evil, .text), ("y", .set(.text))], [[.text(evil), .values([.text(evil)])]])
    for prose in [nil, [ResultTable.ProseLine(evil, tone: .heading)]] {
      table.prose = prose
      for isTerminal in [true, false] {
        let text = ResultRenderer(format: format, isTerminal: isTerminal, width: 60, colors: false).render(table)
        let raw = text.unicodeScalars.filter {
          $0 != "\n"
            && ($0.properties.generalCategory == .control || $0.properties.generalCategory == .format
              || $0.properties.isBidiControl || $0.value == 0x2028)
        }
        #expect(raw.isEmpty, "\(format)")
        if isTerminal == false { #expect(text.contains(format == .json || format == .jsonl ? "\\u202e" : "\\u{202E}")) }
      }
    }
  }

  @Test func aLineBreakIsAMarkInATable() {
    let table = fixture.texts(["one\ntwo\r\nthree"])
    #expect(table.written(.table) == "text\n─────────────\none↵two↵three\n")
  }

  @Test func joinedEmojiAreNotTakenApart() {
    #expect(fixture.texts(["👩‍👩‍👧 🇵🇱"]).written(.csv) == "text\n👩‍👩‍👧 🇵🇱\n")
  }

  // MARK: Record and Markdown

  @Test func record() {
    let table = fixture.table(
      [("name", .text), ("relationship", .text), ("sales", .money)],
      [
        [.text("田中"), .text("one\nsales: 5 USD"), .money(12_000_000_000, "USD")], [.text("B"), .unknown, .absent],
      ])
    #expect(
      table.written(.record) == """
        name:         田中
        relationship: one
                      sales: 5 USD
        sales:        1,200,000 USD

        name:         B
        relationship: unknown
        sales:        none

        """)
  }

  @Test func recordWrapsBetweenWordsOnATerminal() {
    let table = fixture.texts(["the quick brown fox jumps over the lazy dog"])
    #expect(
      table.shown(.record, width: 30) == """
        text: the quick brown fox
              jumps over the lazy dog

        """)
    #expect(table.written(.record) == "text: the quick brown fox jumps over the lazy dog\n")
  }

  @Test func markdown() {
    let table = fixture.table(
      [("name | x", .text), ("sales", .money)],
      [
        [.text("a|b\nc\\d"), .money(12_000_000_000, "USD")],
        [.text("<b> *x* `y` [z] _u_ snake_case &amp; A & B ~"), .unknown],
      ])
    #expect(
      table.written(.markdown) == #"""
        | name \| x | sales |
        | --- | ---: |
        | a\|b<br>c\\d | 1,200,000 USD |
        | \<b> \*x\* \`y\` \[z] \_u\_ snake_case &amp;amp; A & B \~ | unknown |

        """#)
  }
}
