import PlanLang
import Testing

@testable import planshell

/// Diagnostics as people and programs read them.
@Suite struct RenderingDiagnosticTests {
  /// The stretch of a source text that a piece of it takes.
  private func range(_ piece: String, in source: SourceText, after offset: Int = 0) -> SourceRange {
    let bytes = source.bytes
    let wanted = Array(piece.utf8)
    for start in offset...max(offset, bytes.count - wanted.count)
    where Array(bytes[start...].prefix(wanted.count)) == wanted {
      return SourceRange(source: source, start: start, end: start + wanted.count)
    }
    Issue.record("no \(piece)")
    return SourceRange(source: source, start: 0, end: 0)
  }

  private func text(_ diagnostics: Diagnostic...) -> String {
    DiagnosticRenderer(colors: false, json: false).render(diagnostics)
  }

  private func json(_ diagnostics: Diagnostic...) -> String {
    DiagnosticRenderer(colors: false, json: true).render(diagnostics)
  }

  private static let elevenLines = String(repeating: "accounts\n", count: 11)

  private var misspelt: Diagnostic {
    let source = SourceText(
      name: "review.plan", Self.elevenLines + "stakeholders | where alignmnt = sponsor\naccounts\n")
    let place = range("alignmnt", in: source)
    return Diagnostic(
      .unknownField, "stakeholder has no field `alignmnt`", at: place, label: "did you mean `alignment`?",
      notes: ["`describe stakeholder` lists its fields"],
      fixIts: [.init("write `alignment`", replace: place, with: "alignment")])
  }

  // MARK: Plain

  @Test func theUsualForm() {
    #expect(
      text(misspelt) == """
        error[P0203]: stakeholder has no field `alignmnt`
          --> review.plan:12:22
           |
        12 | stakeholders | where alignmnt = sponsor
           |                      ^^^^^^^^ did you mean `alignment`?
           = help: `describe stakeholder` lists its fields
           = try: stakeholders | where alignment = sponsor

        """)
  }

  @Test func typedTextHasNoFileName() {
    let source = SourceText("accouts")
    #expect(
      text(Diagnostic(.unknownNoun, "nothing is called `accouts`", at: range("accouts", in: source))) == """
        error[P0202]: nothing is called `accouts`
         --> <input>:1:1
          |
        1 | accouts
          | ^^^^^^^

        """)
  }

  @Test func severalWithABlankLineBetweenAndSomeWithoutAPlace() {
    let lost = Diagnostic(
      .noSuchPath, "there is no folder `acounts`", severity: .warning, notes: ["the folder here is `accounts`", ""])
    #expect(
      text(lost, lost) == """
        warning[P0602]: there is no folder `acounts`
          = help: the folder here is `accounts`

        warning[P0602]: there is no folder `acounts`
          = help: the folder here is `accounts`

        """)
    #expect(text() == "")
  }

  @Test func tabsAndWideSigns() {
    let source = SourceText(name: "a.plan", "\towner\t= \"田中 太郎\" of Łukasz\r\nx")
    #expect(
      text(
        Diagnostic(
          .thingNotFound, "nobody", at: range("田中 太郎", in: source), label: "nobody of this name",
          labels: [.init(range("Łukasz", in: source), "here")])) == """
          error[P0211]: nobody
           --> a.plan:1:11
            |
          1 |     owner   = "田中 太郎" of Łukasz
            |                ^^^^^^^^^     ------ here
            |                |
            |                nobody of this name

          """)
  }

  @Test func placesBehindTheEnd() {
    let source = SourceText(name: "a.plan", "let x =\n")
    let end = SourceRange(source: source, start: 7, end: 7)
    #expect(
      text(Diagnostic(.expected, "a value is missing", at: end, label: "expected a value")) == """
        error[P0110]: a value is missing
         --> a.plan:1:8
          |
        1 | let x =
          |        ^ expected a value

        """)
    let afterAll = SourceRange(source: source, start: 8, end: 8)
    #expect(
      text(Diagnostic(.expected, "a value is missing", at: afterAll)) == """
        error[P0110]: a value is missing
         --> a.plan:2:1
          |
        2 |
          | ^

        """)
    let beyond = SourceRange(source: source, start: 50, end: 60)
    #expect(text(Diagnostic(.expected, "odd", at: beyond)).contains("^"))
    let empty = SourceText(name: "e.plan", "")
    #expect(
      text(Diagnostic(.expected, "empty", at: SourceRange(source: empty, start: 0, end: 0))).contains("e.plan:1:1"))
  }

  @Test func severalLinesAndTheWayBetweenThem() {
    let lines = (1...12).map { "  line \($0)" }
    let source = SourceText(name: "a.plan", "check growth {\n" + lines.joined(separator: "\n") + "\n")
    let whole = SourceRange(source: source, start: 6, end: source.bytes.count)
    #expect(
      text(Diagnostic(.unclosed, "`{` is not closed", at: whole, label: "up to here")) == """
        error[P0112]: `{` is not closed
          --> a.plan:1:7
           |
         1 | check growth {
           |       ^^^^^^^^
        ...
        13 |   line 12
           |   ^^^^^^^ up to here

        """)
  }

  @Test func aRangeThatTakesInTheLineEndStaysOnItsLine() {
    let source = SourceText(name: "a.plan", "one two\r\nthree")
    let place = SourceRange(source: source, start: 4, end: 9)
    #expect(
      text(Diagnostic(.unexpected, "odd", at: place, label: "this")) == """
        error[P0111]: odd
         --> a.plan:1:5
          |
        1 | one two
          |     ^^^ this

        """)
  }

  @Test func otherPlacesInOtherLinesAndFiles() {
    let source = SourceText(name: "b.plan", "account \"A\" {\n  tier = key\n  tier = key\n}\n")
    let other = SourceText(name: "a.plan", "scale tier { key \"Key\" }")
    let first = range("tier", in: source)
    #expect(
      text(
        Diagnostic(
          .duplicateField, "`tier` is given twice", at: range("tier", in: source, after: first.end),
          label: "again here",
          labels: [.init(first, "first here"), .init(range("key", in: other), "declared here")])) == """
          error[P0402]: `tier` is given twice
           --> b.plan:3:3
            |
          2 |   tier = key
            |   ---- first here
          3 |   tier = key
            |   ^^^^ again here
           ::: a.plan:1:14
            |
          1 | scale tier { key "Key" }
            |              --- declared here

          """)
  }

  @Test func threeLabelsOnALineAndOneInsideAnother() {
    let source = SourceText("a + b + c")
    func at(_ start: Int, _ end: Int) -> SourceRange { SourceRange(source: source, start: start, end: end) }
    #expect(
      text(
        Diagnostic(
          .typeMismatch, "no", at: at(4, 5), label: "percent",
          labels: [.init(at(0, 1), "money"), .init(at(8, 9), "number")]
        )) == """
          error[P0301]: no
           --> <input>:1:5
            |
          1 | a + b + c
            | -   ^   - number
            | |   |
            | |   percent
            | money

          """)
    #expect(
      text(Diagnostic(.typeMismatch, "no", at: at(4, 5), label: "inner", labels: [.init(at(0, 9), "outer")])) == """
        error[P0301]: no
         --> <input>:1:5
          |
        1 | a + b + c
          | ----^---- outer
          |     |
          |     inner

        """)
  }

  @Test func whatATerminalObeysIsWrittenOut() {
    let source = SourceText(name: "a\u{1B}[2J.plan", "x = \"\u{1B}[31m\u{202E}\" + y")
    let rendered = text(
      Diagnostic(
        .typeMismatch, "bad \u{1B}[0m\nforged", at: range("y", in: source), label: "\u{7}l", notes: ["\u{9B}n"],
        fixIts: [.init("m", replace: range("y", in: source), with: "\u{8}z")]))
    #expect(
      rendered == """
        error[P0301]: bad \\u{1B}[0m↵forged
         --> a\\u{1B}[2J.plan:1:16
          |
        1 | x = "\\u{1B}[31m\\u{202E}" + y
          |                            ^ \\u{7}l
          = help: \\u{9B}n
          = try: x = "\\u{1B}[31m\\u{202E}" + \\u{8}z

        """)
  }

  @Test func bytesThatAreNoUTF8() {
    let source = SourceText(name: "latin.plan", bytes: Array("name = \"Jos".utf8) + [0xE9] + Array("\" oops".utf8))
    let start = source.bytes.count - 4
    let place = SourceRange(source: source, start: start, end: start + 4)
    #expect(
      text(Diagnostic(.notUTF8, "not UTF-8", at: place, label: "here")) == """
        error[P0109]: not UTF-8
         --> latin.plan:1:15
          |
        1 | name = "Jos\u{FFFD}" oops
          |               ^^^^ here

        """)
  }

  @Test func anAbsurdlyLongLineIsCutAroundThePlace() {
    let source = SourceText(String(repeating: "word ", count: 200) + "HERE" + String(repeating: " more", count: 200))
    let place = range("HERE", in: source)
    let lines = text(Diagnostic(.unexpected, "odd", at: place, label: "this")).split(separator: "\n")
    #expect(lines[1] == " --> <input>:1:1001")
    #expect(lines[3].hasPrefix("1 | …word word") && lines[3].hasSuffix("…") && lines[3].count <= 246)
    let shown = Array(lines[3])
    let caret = Array(lines[4]).firstIndex(of: "^") ?? 0
    #expect(String(shown[caret..<caret + 4]) == "HERE")
    #expect(lines[4].hasSuffix("^^^^ this"))
  }

  @Test func labelsFarApartOnALongLineAreBothSeen() {
    let source = SourceText("FIRST" + String(repeating: " x", count: 1_000) + " SECOND")
    let rendered = text(
      Diagnostic(
        .unexpected, "odd", at: range("SECOND", in: source), label: "again",
        labels: [.init(range("FIRST", in: source), "before")]))
    let lines = rendered.split(separator: "\n")
    #expect(lines[3].hasPrefix("1 | FIRST x x"))
    #expect(lines[4] == "  | ----- before")
    #expect(lines[5].hasPrefix("1 | …") && lines[5].hasSuffix("x SECOND"))
    #expect(lines[6].hasSuffix("^^^^^^ again"))
  }

  /// One pass over the text takes a moment even unoptimised; one for each diagnostic would take many minutes.
  @Test(.timeLimit(.minutes(1))) func aHugeLineCostsLittle() {
    let size = 20_000_000
    let source = SourceText(name: nil, bytes: [UInt8](repeating: UInt8(ascii: "("), count: size))
    let diagnostics = (0..<200).map { index in
      let start = size - 1 - index * 90_000
      let place = SourceRange(source: source, start: start, end: size)
      return Diagnostic(
        .tooDeep, "too deep", at: place, label: "from here",
        fixIts: [.init("remove it", replace: SourceRange(source: source, start: start, end: start + 1), with: "")])
    }
    let rendered = DiagnosticRenderer(colors: false, json: false).render(diagnostics)
    #expect(rendered.utf8.count < 200 * 1_500)
    #expect(DiagnosticRenderer(colors: false, json: true).render(diagnostics).utf8.count < 200 * 500)
  }

  @Test func manyMarksOnOneSign() {
    let source = SourceText("e" + String(repeating: "\u{301}", count: 5_000) + " x")
    let place = SourceRange(source: source, start: source.bytes.count - 1, end: source.bytes.count)
    #expect(text(Diagnostic(.unexpected, "odd", at: place)).utf8.count < 3_000)
  }

  // MARK: Try

  private func tries(_ text: String, _ replacements: [(String, String)]) -> [Substring] {
    let source = SourceText(text)
    let fixIt = Diagnostic.FixIt("MESSAGE", replacements.map { .init(range($0.0, in: source), $0.1) })
    let rendered = self.text(Diagnostic(.unexpected, "odd", fixIts: [fixIt]))
    return rendered.split(separator: "\n").dropFirst().map { $0 }
  }

  @Test func correctedText() {
    #expect(tries("a == b", [("==", "=")]) == ["  = try: a = b"])
    #expect(tries("  \ta == 'b' # c\nnext", [("'b'", "\"b\""), ("==", "=")]) == ["  = try: a = \"b\" # c"])
    #expect(tries("one\nodd\nthree", [("odd", "")]) == ["  = try: MESSAGE"])
    #expect(
      tries("check x {\n  test", [("  test", "  test\n}")]) == ["  = try:   test", "         }"])
    #expect(tries("a b", [("a", "x"), ("a", "y")]) == ["  = try: MESSAGE"])
    #expect(tries("a", [("a", String(repeating: "x", count: 5_000))]) == ["  = try: MESSAGE"])
    let long = tries(String(repeating: "a", count: 300) + "BAD" + String(repeating: "z", count: 300), [("BAD", "good")])
    #expect(
      long == [
        Substring("  = try: …" + String(repeating: "a", count: 80) + "good" + String(repeating: "z", count: 80) + "…")
      ])
  }

  // MARK: Colours and JSON

  @Test func colours() {
    let rendered = DiagnosticRenderer(colors: true, json: false).render([misspelt])
    let lines = rendered.split(separator: "\n")
    #expect(lines[0] == "\u{1B}[1;31merror[P0203]\u{1B}[0m\u{1B}[1m: stakeholder has no field `alignmnt`\u{1B}[0m")
    #expect(lines[4].hasSuffix("\u{1B}[1;31m^^^^^^^^\u{1B}[0m \u{1B}[1;31mdid you mean `alignment`?\u{1B}[0m"))
    let plain = rendered.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(plain == text(misspelt))
  }

  @Test func jsonLines() {
    #expect(
      json(misspelt) == #"{"code": "P0203", "severity": "error", "message": "stakeholder has no field `alignmnt`", "#
        + #""file": "review.plan", "line": 12, "column": 22, "end_line": 12, "end_column": 30, "#
        + #""notes": ["did you mean `alignment`?", "`describe stakeholder` lists its fields"], "#
        + #""fix_its": [{"message": "write `alignment`", "replacements": [{"line": 12, "column": 22, "end_line": 12, "#
        + #""end_column": 30, "text": "alignment"}]}]}"# + "\n")
  }

  @Test func jsonWithoutAPlaceOrAName() {
    #expect(
      json(Diagnostic(.noSuchPath, "no \"x\"\n"))
        == #"{"code": "P0602", "severity": "error", "message": "no \"x\"\n", "#
        + #""file": null, "line": null, "column": null, "end_line": null, "end_column": null, "notes": [], "fix_its": []}"#
        + "\n")
    let source = SourceText("é 田 x\ny")
    let place = SourceRange(source: source, start: 7, end: source.bytes.count)
    let line = json(Diagnostic(.unexpected, "m", at: place, labels: [.init(range("é", in: source), "there")]))
    #expect(line.contains(#""file": null, "line": 1, "column": 5, "end_line": 2, "end_column": 2"#))
    #expect(line.contains(#""notes": ["<input>:1:1: there"]"#))
    #expect(json(misspelt, misspelt).split(separator: "\n").count == 2)
  }

  @Test func placesAgreeWithTheSourceText() {
    let source = SourceText("é\n\n田中 x\r\n\tend\n")
    let offsets = Array(0...source.bytes.count)
    let diagnostics = offsets.map { Diagnostic(.unexpected, "", at: SourceRange(source: source, start: $0, end: $0)) }
    let places = SourcePlaces(diagnostics)
    for offset in offsets {
      let place = places.place(offset, in: source)
      let expected = source.position(of: offset)
      #expect((place.line, place.column) == (expected.line, expected.column))
    }
  }
}
