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

  @Test func everyPatternCompilesAndEveryIncludeIsThere() throws {
    let grammar = try EditorTokenizer.Grammar(file("editors/plan.tmLanguage.json"))
    func look(_ pattern: EditorTokenizer.Pattern) throws {
      for text in [pattern.match, pattern.begin, pattern.end].compactMap({ $0 }) {
        _ = try NSRegularExpression(pattern: text)
      }
      if let include = pattern.include { #expect(grammar.repository[String(include.dropFirst())] != nil, "\(include)") }
      for inner in pattern.patterns ?? [] { try look(inner) }
    }
    for pattern in grammar.patterns + grammar.repository.values { try look(pattern) }
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
        "plural": "keyword.other.clause.plan", "body": "variable.other.member.plan",
        "# what was said": "comment.line.number-sign.plan",
      ]
    ),
    (
      "  alignment = neutral per \"steering | where\" on 2026-09-12",
      [
        "per": "keyword.other.member.plan", "steering | where": "string.quoted.double.plan",
        "2026-09-12": "constant.numeric.date.plan", "neutral": "variable.other.plan",
      ]
    ),
    (
      "check big on deal where live { test worth \"Worth it\" { pass when value >= 1.2M USD and age < 90 days } }",
      [
        "check": "storage.type.declaration.plan", "on": "keyword.other.clause.plan",
        "where": "keyword.other.clause.plan",
        "test": "keyword.other.clause.plan", "when": "keyword.other.clause.plan",
        "pass": "keyword.other.clause.plan", "1.2M USD": "constant.numeric.money.plan",
        "90 days": "constant.numeric.duration.plan", "value": "variable.other.plan",
      ]
    ),
    // Words of the language as names: fields, values, questions, columns.
    (
      "entity pet plural pets { use text; count integer; set of; from date }",
      [
        "use": "variable.other.member.plan", "count": "variable.other.member.plan",
        "from": "variable.other.member.plan",
        "date": "support.type.plan",
      ]
    ),
    (
      "scale way { up \"Up\"; down \"Down\"; help \"Help\" }",
      ["up": "variable.other.member.plan", "down": "variable.other.member.plan", "help": "variable.other.member.plan"]
    ),
    (
      "worksheet w on account answers rating integer 1..7 { why { use \"Use\"; when \"When\" } }",
      [
        "why": "variable.other.member.plan", "use": "variable.other.member.plan", "when": "variable.other.member.plan",
        "integer": "support.type.plan", "answers": "keyword.other.clause.plan",
      ]
    ),
    ("table risks { name | count | tree }", ["count": "variable.other.plan", "tree": "variable.other.plan"]),
    ("accounts | sort count desc, desc", ["count": "variable.other.plan", "sort": "keyword.control.step.plan"]),
    (
      "  count = 3; use = 4; where = 5",
      [
        "count": "variable.other.plan", "use": "variable.other.plan",
        "where": "variable.other.plan",
      ]
    ),
    (
      "stakeholders | show why, count, on",
      [
        "why": "variable.other.plan", "count": "variable.other.plan",
        "on": "variable.other.plan",
      ]
    ),
    (
      "move call on person \"Call\" { when met; set last = today; cost 3 }",
      ["when": "keyword.other.clause.plan", "set": "keyword.other.clause.plan", "cost": "keyword.other.clause.plan"]
    ),
    ("param least number = 3", ["param": "storage.type.declaration.plan", "number": "support.type.plan"]),
    ("define half(a number) = a / 2", ["number": "support.type.plan", "half": "variable.other.plan"]),
    (
      "compare baseline, \"A\" on sponsors because",
      [
        "compare": "keyword.control.statement.plan",
        "on": "keyword.other.clause.plan", "because": "keyword.other.clause.plan", "sponsors": "variable.other.plan",
      ]
    ),
    (
      "print \"where \\(count(deals where big)) | take 3\"",
      ["count": "support.function.plan", "where": "keyword.other.clause.plan", "big": "variable.other.plan"]
    ),
    ("undo 2", ["undo": "keyword.control.statement.plan", "2": "constant.numeric.plan"]),
    ("count(stakeholders)", ["count": "support.function.plan", "stakeholders": "variable.other.plan"]),
    ("x is unknown", ["is": "keyword.operator.word.plan", "unknown": "constant.language.plan"]),
  ]

  @Test(arguments: lines)
  func aLineIsColoured(line: String, wanted: [String: String]) throws {
    let tokens = try EditorTokenizer(file("editors/plan.tmLanguage.json")).tokens(line)
    for (piece, scope) in wanted {
      let found = tokens.filter { $0.text.trimmingCharacters(in: .whitespaces) == piece }.map(\.scope)
      #expect(found.contains(scope), "`\(piece)` in `\(line)` is \(found)")
    }
  }

  /// What the program itself takes for a text, a comment, a number or a reserved word has that colour, in every file of the
  /// library and every sample; and what it takes for a field, a value or a question has none of a keyword.
  @Test func coloursAgreeWithTheProgram() throws {
    let tokenizer = try EditorTokenizer(file("editors/plan.tmLanguage.json"))
    var texts: [(String, String)] = []
    for folder in ["Sources/PlanRuntime/Library", "scripts/examples/accounts", "scripts/examples"] {
      let path = "\(SpecPagesTests.root)/\(folder)"
      for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted() where name.hasSuffix(".plan") {
        texts.append((name, try file("\(folder)/\(name)")))
      }
    }
    #expect(texts.count > 60)
    for (name, text) in texts {
      let tree = Parser.parse(SourceText(name: name, text))
      let colours = try tokenizer.colours(text)
      var problems: [String] = []
      for index in tree.tokens.indices {
        let range = tree.range(ofToken: index)
        guard range.end > range.start else { continue }
        let scope = colours[range.start]
        if !Self.fits(scope, tree.tokens[index].kind) { problems.append("\(range.text) is \(scope)") }
      }
      for node in Self.names(in: tree.root) {
        let scope = colours[node.range.start]
        if !scope.hasPrefix("variable") { problems.append("the name \(node.firstName) is \(scope)") }
      }
      #expect(problems.isEmpty, "\(name): \(problems.prefix(10))")
    }
  }

  private static func fits(_ scope: String, _ kind: TokenKind) -> Bool {
    switch kind {
    case .text, .multilineText, .textHead, .textMiddle, .textTail:
      scope.hasPrefix("string") || scope.hasPrefix("meta.interpolation")
    case .number: scope == "constant.numeric.plan"
    case .money: scope == "constant.numeric.money.plan"
    case .percent: scope == "constant.numeric.percent.plan"
    case .date, .month, .quarter: scope == "constant.numeric.date.plan"
    case .duration: scope == "constant.numeric.duration.plan"
    case .yes, .no, .true, .false, .unknown, .none: scope == "constant.language.plan"
    case .and, .or, .not, .in, .is, .if, .then, .else: scope == "keyword.operator.word.plan"
    case .name, .quotedName:
      !scope.hasPrefix("string") && !scope.hasPrefix("comment") && !scope.hasPrefix("constant.numeric")
    default: !scope.hasPrefix("string") && !scope.hasPrefix("comment")
    }
  }

  /// The fields, values and questions of a text: what begins with a name of the writer's own.
  private static func names(in root: SyntaxNode) -> [SyntaxNode] {
    var found: [SyntaxNode] = []
    var waiting = [root]
    while let node = waiting.popLast() {
      switch node.kind {
      case .fieldDeclaration, .fieldMember, .scaleValue, .worksheetQuestion: found.append(node)
      default: break
      }
      waiting += node.children
    }
    return found
  }

  /// Every word of the table is in the grammar, so that none is forgotten when a kind of word is added.
  @Test(arguments: [LanguageWord.Kind.statement, .declaration, .step, .reserved, .member, .aggregate, .function])
  func everyWordIsColoured(kind: LanguageWord.Kind) throws {
    let patterns = LanguageTableTextMate.expressions
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
