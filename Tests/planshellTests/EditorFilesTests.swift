import Foundation
import PlanLang
import Testing

/// What is made from the table of the language is what stands in the files, and colours what it should.
@Suite("Editor files and reference")
struct EditorFilesTests {
  private func file(_ path: String) throws -> String {
    try String(contentsOfFile: "\(SpecPagesTests.root)/\(path)", encoding: .utf8)
  }

  /// `planshell reference`, with `--textmate` and `--vim`, writes them anew.
  @Test func filesAreWhatTheTableMakes() throws {
    #expect(try file("editors/plan.tmLanguage.json") == LanguageTableTextMate.json)
    #expect(try file("editors/vim/syntax/plan.vim") == LanguageTableVim.script)
    #expect(try file("docs/manual/reference.md") == LanguageTableReference.markdown)
  }

  private struct Grammar: Decodable {
    struct Pattern: Decodable {
      let name: String?
      let match: String?
      let begin: String?
      let end: String?
      let include: String?
      let patterns: [Pattern]?
    }
    let scopeName: String
    let patterns: [Pattern]
    let repository: [String: Pattern]
  }

  private func grammar() throws -> Grammar {
    try JSONDecoder().decode(Grammar.self, from: Data(try file("editors/plan.tmLanguage.json").utf8))
  }

  @Test func everyPatternCompilesAndEveryIncludeIsThere() throws {
    let grammar = try grammar()
    func look(_ pattern: Grammar.Pattern) throws {
      for text in [pattern.match, pattern.begin, pattern.end].compactMap({ $0 }) {
        _ = try NSRegularExpression(pattern: text)
      }
      if let include = pattern.include { #expect(grammar.repository[String(include.dropFirst())] != nil, "\(include)") }
      for inner in pattern.patterns ?? [] { try look(inner) }
    }
    for pattern in grammar.patterns + grammar.repository.values { try look(pattern) }
  }

  /// The pieces of a line with their scopes, as an editor takes them: the pattern that matches first, the earlier one of two.
  private func pieces(_ line: String, _ grammar: Grammar) throws -> [String: String] {
    var rules: [(scope: String, expression: NSRegularExpression)] = []
    for pattern in (grammar.repository["comment"]?.patterns ?? []) + (grammar.repository["code"]?.patterns ?? []) {
      guard let scope = pattern.name, let match = pattern.match else { continue }
      rules.append((scope, try NSRegularExpression(pattern: match)))
    }
    let text = try NSRegularExpression(pattern: #""(?:\\.|[^"\\])*""#)
    rules.insert(("string.quoted.double.plan", text), at: 0)
    var found: [String: String] = [:]
    var position = 0
    let whole = NSString(string: line)
    while position < whole.length {
      let rest = NSRange(location: position, length: whole.length - position)
      var best: (scope: String, range: NSRange)?
      for rule in rules {
        // What stands before counts for the pattern, though it is taken already.
        let match = rule.expression.firstMatch(
          in: line, options: [.withTransparentBounds, .withoutAnchoringBounds], range: rest)
        guard let range = match?.range, range.length > 0, best.map({ range.location < $0.range.location }) ?? true
        else {
          continue
        }
        best = (rule.scope, range)
      }
      guard let best else { break }
      found[whole.substring(with: best.range).trimmingCharacters(in: .whitespaces)] = best.scope
      position = best.range.location + best.range.length
    }
    return found
  }

  static let lines: [(String, [String: String])] = [
    (
      "stakeholders | where alignment = sponsor and power >= 7 | take 20%",
      [
        "where": "keyword.control.step.plan", "take": "keyword.control.step.plan", "and": "keyword.operator.word.plan",
        "sponsor": "variable.other.plan", "7": "constant.numeric.plan", "20%": "constant.numeric.percent.plan",
        "|": "keyword.operator.plan",
      ]
    ),
    (
      "entity note plural notes { body text }  # what was said",
      [
        "entity": "storage.type.declaration.plan", "note": "variable.other.plan", "text": "support.type.plan",
        "# what was said": "comment.line.number-sign.plan",
      ]
    ),
    (
      "  alignment = neutral per \"steering | where\" on 2026-09-12",
      [
        "per": "keyword.other.member.plan", "\"steering | where\"": "string.quoted.double.plan",
        "2026-09-12": "constant.numeric.date.plan", "neutral": "variable.other.plan",
      ]
    ),
    (
      "  pass when value >= 1.2M USD and age < 90 days",
      [
        "pass": "keyword.other.clause.plan", "1.2M USD": "constant.numeric.money.plan",
        "90 days": "constant.numeric.duration.plan", "value": "variable.other.plan",
      ]
    ),
    ("undo 2", ["undo": "keyword.control.statement.plan", "2": "constant.numeric.plan"]),
    ("count(stakeholders)", ["count": "support.function.plan", "stakeholders": "variable.other.plan"]),
    ("x is unknown", ["is": "keyword.operator.word.plan", "unknown": "constant.language.plan"]),
  ]

  @Test(arguments: lines)
  func aLineIsColoured(line: String, wanted: [String: String]) throws {
    let found = try pieces(line, try grammar())
    for (piece, scope) in wanted { #expect(found[piece] == scope, "`\(piece)` in `\(line)`") }
  }

  /// Every word of the table is in the grammar, so that none is forgotten when a kind of word is added.
  @Test(arguments: [LanguageWord.Kind.statement, .declaration, .step, .reserved, .member, .aggregate, .function])
  func everyWordIsColoured(kind: LanguageWord.Kind) throws {
    let patterns = LanguageTableTextMate.rules.map(\.pattern)
    let script = LanguageTableVim.script
    for name in LanguageTable.names(of: kind) {
      let word = try NSRegularExpression(
        pattern: "(?<![\\p{L}_])\(NSRegularExpression.escapedPattern(for: name))(?![\\p{L}_])")
      func holds(_ text: String) -> Bool {
        word.firstMatch(in: text, range: NSRange(location: 0, length: NSString(string: text).length)) != nil
      }
      #expect(patterns.contains(where: holds), "TextMate: \(name)")
      #expect(holds(script), "Vim: \(name)")
    }
  }
}
