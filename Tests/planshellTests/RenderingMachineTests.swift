import PlanLang
import PlanRuntime
import Testing

@testable import planshell

/// JSON, JSON lines and CSV: what programs read.
@Suite struct RenderingMachineTests {
  let fixture = RenderingFixture()

  /// A value of every kind, with how it is written as JSON and as CSV.
  static let kinds: [(Value, ValueType, json: String, csv: String)] = [
    (.text("Dana Li"), .text, #""Dana Li""#, "Dana Li"),
    (.number(1_500_000), .number, "1.5", "1.5"),
    (.number(-1), .number, "-0.000001", "-0.000001"),
    (.number(.max), .number, "9223372036854.775807", "9223372036854.775807"),
    (.number(.min), .number, "-9223372036854.775808", "-9223372036854.775808"),
    (.integer(1_200_000), .integer, "1200000", "1200000"),
    (.money(12_000_000_000, "USD"), .money, #"{"amount": 1200000, "currency": "USD"}"#, "1200000 USD"),
    (.money(-5_001, "EUR"), .money, #"{"amount": -0.5001, "currency": "EUR"}"#, "-0.5001 EUR"),
    (.fraction(20), .percent, "0.2", "20%"),
    (.percent(333_333), .percent, "0.333333", "33.3333%"),
    (.date(CalendarDate(days: 0)), .date, #""1970-01-01""#, "1970-01-01"),
    (.period(Period(kind: .quarter, index: 2026 * 4 + 3)), .period, #""2026-Q4""#, "2026-Q4"),
    (.period(Period(kind: .month, index: 2026 * 12 + 10)), .period, #""2026-11""#, "2026-11"),
    (.duration(CalendarDuration(days: 10)), .duration, #""P10D""#, "10 days"),
    (.duration(CalendarDuration(months: 3)), .duration, #""P3M""#, "3 months"),
    (.yesNo(true), .yesNo, "true", "yes"),
    (.yesNo(false), .yesNo, "false", "no"),
    (.yesNo(true), .outcome, "true", "pass"),
    (.yesNo(false), .outcome, "false", "fail"),
    (.code(2), RenderingFixture.alignment, #""sponsor""#, "sponsor"),
    (.values([]), .set(RenderingFixture.alignment), "[]", "[]"),
    (.values([.code(0), .code(2)]), .set(RenderingFixture.alignment), #"["enemy", "sponsor"]"#, "\"enemy, sponsor\""),
    (.unknown, .outcome, "null", ""),
    (.unknown, .money, "null", ""),
    (.absent, .text, #""""#, "none"),
    (.absent, .date, #""""#, "none"),
  ]

  @Test(arguments: kinds.indices) func everyKindOfValue(_ index: Int) {
    let (value, type, json, csv) = Self.kinds[index]
    let table = fixture.table([("a", .text), ("b", type)], [[.text("x"), value]])
    #expect(table.written(.json) == "[{\"a\": \"x\", \"b\": \(json)}]\n")
    #expect(table.written(.jsonl) == "{\"a\": \"x\", \"b\": \(json)}\n")
    #expect(table.written(.csv) == "a,b\nx,\(csv)\n")
  }

  @Test func references() {
    let table = fixture.table(
      [("who", RenderingFixture.person), ("where", RenderingFixture.field), ("all", .set(RenderingFixture.person))],
      [
        [.thing(fixture.tanaka), .thing(fixture.cell), .values([.thing(fixture.dana), .thing(fixture.tanaka)])],
        [.thing(fixture.gone), .unknown, .unknown],
      ])
    #expect(
      table.written(.json) == """
        [{"who": "田中 太郎", "where": "Beds, Hospitals", "all": ["Dana Li", "田中 太郎"]}, {"who": null, "where": null, "all": null}]

        """)
    #expect(
      table.written(.csv) == """
        who,where,all
        田中 太郎,"Beds, Hospitals","Dana Li, 田中 太郎"
        ,,

        """)
  }

  @Test func noRows() {
    let table = fixture.table([("name", .text), ("n", .integer)], [])
    #expect(table.written(.json) == "[]\n")
    #expect(table.written(.jsonl) == "")
    #expect(table.written(.csv) == "name,n\n")
  }

  @Test func columnsOfOneNameAreKeptInOrder() {
    let table = fixture.table(
      [("b", .integer), ("a", .integer), ("b", .integer)], [[.integer(1), .integer(2), .integer(3)]])
    #expect(table.written(.json) == "[{\"b\": 1, \"a\": 2, \"b\": 3}]\n")
    #expect(table.written(.csv) == "b,a,b\n1,2,3\n")
  }

  @Test func oneArrayALineWhateverTheTextHolds() {
    let table = fixture.texts(["one\ntwo", "three\r\nfour", "\u{2028}\u{85}\u{B}\u{C}"])
    #expect(table.written(.json).split(whereSeparator: \.isNewline).count == 1)
    #expect(table.written(.jsonl).split(separator: "\n").count == 3)
  }

  @Test(arguments: [
    ("say \"hi\"", #""say \"hi\"""#), ("back\\slash", #""back\\slash""#), ("a\nb\r\tc", #""a\nb\r\tc""#),
    ("\u{1B}[31mred\u{7}", #""\u001b[31mred\u0007""#), ("\u{9B}31m\u{7F}", #""\u009b31m\u007f""#),
    ("abc\u{202E}def\u{2066}\u{200B}\u{FEFF}", #""abc\u202edef\u2066\u200b\ufeff""#), ("\u{2028}", #""\u2028""#),
    ("José Łukasz 田中", "\"José Łukasz 田中\""), ("👩‍👩‍👧", "\"👩‍👩‍👧\""), ("\u{E0001}", #""\udb40\udc01""#), ("/", "\"/\""),
  ]) func jsonText(_ text: String, _ json: String) {
    #expect(JSONText.string(text) == json)
  }

  @Test func keysAreEscapedToo() {
    let table = fixture.table([("say \"a\"\u{1B}", .integer)], [[.integer(1)]])
    #expect(table.written(.json) == "[{\"say \\\"a\\\"\\u001b\": 1}]\n")
    #expect(table.written(.csv) == "\"say \"\"a\"\"\\u{1B}\"\n1\n")
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("one\ntwo", "\"one\ntwo\""),
    ("one\r\ntwo", "\"one\ntwo\""), ("one\rtwo", "one\\u{D}two"), ("a\tb", "a\\u{9}b"), (" blank ", " blank "),
    ("\u{1B}[2J", "\\u{1B}[2J"), ("é", "é"),
  ]) func csvField(_ text: String, _ csv: String) {
    #expect(CSVText.field(CSVResult.printable(text)) == csv)
  }

  @Test func anUnknownAloneOnItsRowIsStillARow() {
    let table = fixture.table([("tier", .text)], [[.unknown], [.text("key")]])
    #expect(table.written(.csv) == "tier\n\"\"\nkey\n")
  }

  @Test func machinesSeeEveryColumnAndNoFooter() {
    var table = fixture.table(
      [("role", .text), ("n", .integer), ("unknown", .integer), ("x", .text)],
      [
        [.text("buyer"), .integer(1), .integer(0), .unknown]
      ])
    table.mayDropUnknownColumns = true
    table.columnsHiddenWhenZero = [2]
    table.leftOutUnknown = 3
    table.prose = [.init("A sentence")]
    for isTerminal in [true, false] {
      func text(_ format: OutputFormat) -> String {
        ResultRenderer(format: format, isTerminal: isTerminal, width: 20, colors: true).render(table)
      }
      #expect(text(.json) == "[{\"role\": \"buyer\", \"n\": 1, \"unknown\": 0, \"x\": null}]\n")
      #expect(text(.jsonl) == "{\"role\": \"buyer\", \"n\": 1, \"unknown\": 0, \"x\": null}\n")
      #expect(text(.csv) == "role,n,unknown,x\nbuyer,1,0,\n")
    }
  }

  @Test func cellsMayHaveTypesOfTheirOwn() {
    var table = fixture.table(
      [("on", .text), ("baseline", .invalid)],
      [
        [.text("growth"), .yesNo(true)], [.text("alignment"), .code(1)],
      ])
    table.cellTypes = [[.text, .outcome], [.text, RenderingFixture.alignment]]
    #expect(table.written(.csv) == "on,baseline\ngrowth,pass\nalignment,neutral\n")
    #expect(
      table.written(.json)
        == "[{\"on\": \"growth\", \"baseline\": true}, {\"on\": \"alignment\", \"baseline\": \"neutral\"}]\n")
  }
}
