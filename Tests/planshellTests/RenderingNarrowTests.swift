import PlanLang
import Testing

@testable import planshell

/// Diagnostics on a terminal: however narrow it is, the marks stand under what they are about.
@Suite("Diagnostics on a narrow terminal")
struct RenderingNarrowTests {
  private static let line =
    "stakeholders | where role = approver and alignmnt >= supporter and power > 5 | show name, title, powre"

  private func range(_ piece: String, in source: SourceText) throws -> SourceRange {
    let start = try #require(source.text.range(of: piece))
    let offset = source.text.utf8.distance(from: source.text.startIndex, to: start.lowerBound)
    return SourceRange(source: source, start: offset, end: offset + piece.utf8.count)
  }

  private func rendered(_ text: String, _ piece: String, width: Int?, label: String, others: [String] = []) throws
    -> [Substring]
  {
    let source = SourceText(name: "r.plan", text)
    let labels = try others.map { Diagnostic.Label(try range($0, in: source), "there") }
    let diagnostic = Diagnostic(
      .unknownField, "odd", at: try range(piece, in: source), label: label, labels: labels)
    return DiagnosticRenderer(colors: false, json: false, width: width).render([diagnostic])
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test func theUsualCase() throws {
    let lines = try rendered(Self.line, "alignmnt", width: 40, label: "did you mean `alignment`?")
    #expect(
      lines.dropFirst(3).joined(separator: "\n") == """
        1 | …pprover and alignmnt >= supporter …
          |              ^^^^^^^^
          |              |
          |             did you mean
          |             `alignment`?

        """)
  }

  @Test func whatFitsIsLeftAsItIs() throws {
    let lines = try rendered("accounts | sohw name", "sohw", width: 39, label: "did you mean `show`?")
    #expect(lines[3] == "1 | accounts | sohw name")
    #expect(lines[5] == "  |            |")
    #expect(lines[6] == "  |            did you mean `show`?")
    let wide = try rendered("accounts | sohw name", "sohw", width: 40, label: "did you mean `show`?")
    #expect(wide[4] == "  |            ^^^^ did you mean `show`?")
  }

  /// A pipe and a file take lines as long as they are; only one that nobody could read is cut.
  @Test func aPipeKeepsWholeLines() throws {
    let lines = try rendered(Self.line, "powre", width: nil, label: "did you mean `power`?")
    #expect(lines[3] == Substring("1 | " + Self.line))
    let long = String(repeating: "x ", count: 100) + "HERE"
    #expect(try rendered(long, "HERE", width: nil, label: "this")[3] == Substring("1 | " + long))
    let absurd = String(repeating: "x ", count: 1_000) + "HERE"
    #expect(try rendered(absurd, "HERE", width: nil, label: "this")[3].count < 260)
  }

  /// For every place of a line and every width: no row is wider than the terminal, and the carets stand under the place.
  @Test(arguments: [20, 24, 31, 40, 57, 80, 120, 200])
  func everyPlaceAtEveryWidth(width: Int) throws {
    let texts = [
      Self.line, "  田中 太郎 | where role = 承認者 and alignmnt = スポンサー | show 名前, タイトル, power",
      "\talignment\t= neutral per \"a long source, page 12\" on 2026-09-12 assumed", "x",
    ]
    for text in texts {
      let source = SourceText(name: "r.plan", text)
      let bytes = source.bytes
      for start in bytes.indices where bytes[start] & 0xC0 != 0x80 && bytes[start] > 0x20 {
        var end = start + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 || bytes[end] > 0x20, end < start + 12 { end += 1 }
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let place = SourceRange(source: source, start: start, end: end)
        let diagnostic = Diagnostic(
          .unknownField, "odd", at: place, label: "a label of many words, which does not fit beside the carets")
        let lines = DiagnosticRenderer(colors: false, json: false, width: width).render([diagnostic])
          .split(separator: "\n", omittingEmptySubsequences: false).dropFirst(3)
        guard let code = lines.first, let marks = lines.dropFirst().first else {
          Issue.record("no excerpt")
          continue
        }
        for line in lines where line.hasPrefix("1 |") || line.hasPrefix("  |") {
          #expect(DisplayWidth.of(line) <= width, "\(line)")
        }
        let column = DisplayWidth.of(marks.prefix { $0 != "^" })
        #expect(sign(at: column, in: code) == source.text(start, end).first, "\(code)\n\(marks)")
      }
    }
  }

  /// The sign at a column of a printed row.
  private func sign(at wanted: Int, in line: Substring) -> Character? {
    var column = 0
    for character in line {
      if column == wanted { return character }
      column += DisplayWidth.of(character)
    }
    return nil
  }

  @Test func otherPlacesAreShownOnRowsOfTheirOwn() throws {
    let lines = try rendered(Self.line, "powre", width: 40, label: "this", others: ["stakeholders"])
    let rows = lines.filter { $0.hasPrefix("1 |") }
    #expect(rows.count == 2)
    #expect(rows[0].hasPrefix("1 | stakeholders | where"))
    #expect(rows[1].hasSuffix("title, powre"))
  }
}
