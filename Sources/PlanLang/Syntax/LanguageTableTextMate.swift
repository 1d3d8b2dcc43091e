/// A TextMate grammar for editors and code hosts, made from the table of the language.
///
/// A word is coloured by its place: what begins a line in an entity's block is a field, whatever it is called, and what
/// begins one in a check's block is a member of the check.
public enum LanguageTableTextMate {
  /// The grammar as JSON.
  public static var json: String {
    let places = repository.map {
      "    \"\($0.name)\": {\n      \"patterns\": [\n\(list($0.patterns, 8))\n      ]\n    }"
    }
    return """
      {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "PlanLang",
        "scopeName": "source.plan",
        "fileTypes": ["plan"],
        "firstLineMatch": "^#!.*\\\\bplanshell\\\\b",
        "patterns": [
          { "include": "#code" }
        ],
        "repository": {
      \(places.joined(separator: ",\n"))
        }
      }

      """
  }

  /// Every regular expression of the grammar.
  public static var expressions: [String] {
    func all(_ pattern: Pattern) -> [String] {
      [pattern.match, pattern.begin, pattern.end].compactMap { $0 } + pattern.patterns.flatMap(all)
    }
    return repository.flatMap(\.patterns).flatMap(all)
  }

  /// One pattern: a match, a region from one match to another, or a place of the repository.
  struct Pattern: Sendable {
    var name: String?
    var match: String?
    var begin: String?
    var end: String?
    /// The colours of the groups of `match` or `begin`.
    var captures: [String] = []
    var include: String?
    var patterns: [Pattern] = []
  }

  // MARK: Pieces of expressions

  private static let signs = #"\p{L}\p{N}_"#
  private static let letter = #"[\p{L}_]"#
  private static let part = "[\(signs)]"
  private static let anyName = "(?:\(letter)\(part)*|`[^`\\n]+`)"
  private static let start = "(?<!\(part))"
  private static let end = "(?!\(part))"
  /// The start of a line, or of a member or statement that shares its line.
  private static let fresh = "(?:^|(?<=[{;]))[ \\t]*"
  /// What follows a word that is used as a name.
  private static let notNamed = #"(?![ \t]*(?:=|\.|[<>!~),\]|]))"#

  private static func words(_ names: [String]) -> String { "(?:" + names.sorted().joined(separator: "|") + ")" }
  private static func include(_ place: String) -> Pattern { Pattern(include: "#\(place)") }
  private static func word(_ scope: String, _ names: [String], after: String = "", before: String = "") -> Pattern {
    Pattern(name: scope, match: after + start + words(names) + end + before)
  }

  private static let declaration = "storage.type.declaration.plan"
  private static let clause = "keyword.other.clause.plan"
  private static let statement = "keyword.control.statement.plan"
  private static let type = "support.type.plan"

  private static let types = "(?:set[ \\t]+of[ \\t]+)?" + words(Vocabulary.types)
  private static let constants = ["yes", "no", "true", "false", "unknown", "none"]

  // MARK: Places

  private static var repository: [(name: String, patterns: [Pattern])] {
    [
      ("code", code), ("comment", comment), ("text", text), ("escape", [escape]),
      ("interpolation", [interpolation]), ("group", [group]), ("expression", expression), ("fields", fields),
      ("values", values), ("rules", rules),
    ]
  }

  private static var code: [Pattern] {
    [include("comment")] + declarations + [table] + statements + [
      Pattern(name: "keyword.other.member.plan", match: fresh + "per(?=[ \\t]+\")"),
      Pattern(name: "keyword.other.member.plan", match: "(?<=[ \\t])per(?=[ \\t]+\")"),
      Pattern(name: clause, match: "(?<=\"[ \\t])on(?=[ \\t]+(?:[0-9]|today\(end)))"),
      word(clause, ["assumed", "confirmed"], after: "(?<=[\"0-9y][ \\t])", before: notNamed),
      include("expression"),
    ]
  }

  private static let comment = [
    Pattern(name: "comment.line.documentation.plan", match: "##.*$"),
    Pattern(name: "comment.line.number-sign.plan", match: "#.*$"),
  ]

  private static let text = [
    Pattern(
      name: "string.quoted.triple.plan", begin: "\"\"\"", end: "\"\"\"",
      patterns: [include("escape"), include("interpolation")]),
    Pattern(
      name: "string.quoted.double.plan", begin: "\"", end: "\"|$",
      patterns: [include("escape"), include("interpolation")]),
  ]

  private static let escape = Pattern(
    name: "constant.character.escape.plan", match: #"\\(?:u\{[0-9A-Fa-f]+\}|[^(])"#)

  private static let interpolation = Pattern(
    name: "meta.interpolation.plan", begin: #"\\\("#, end: #"\)"#,
    patterns: [include("group"), include("expression")])

  private static let group = Pattern(
    begin: #"\("#, end: #"\)"#, patterns: [include("comment"), include("group"), include("expression")])

  /// What may stand wherever a value may.
  private static var expression: [Pattern] {
    let number = "[0-9]+(?:_[0-9]+)*(?:\\.[0-9]+(?:_[0-9]+)*)?(?:[kMB]\(end))?"
    let functions = Set(
      LanguageTable.names(of: .aggregate) + LanguageTable.names(of: .window) + LanguageTable.names(of: .function))
    return [
      include("text"),
      Pattern(name: "variable.other.quoted.plan", match: "`[^`\\n]+`"),
      Pattern(
        name: "constant.numeric.date.plan",
        match: start + "[0-9]{4}-(?:[0-9]{2}-[0-9]{2}|Q[1-4]|[0-9]{2})" + end),
      Pattern(name: "constant.numeric.money.plan", match: start + number + "[ \\t]+[A-Z]{3}" + end),
      Pattern(
        name: "constant.numeric.duration.plan", match: start + number + "[ \\t]+(?:day|week|month|year)s?" + end),
      Pattern(name: "constant.numeric.percent.plan", match: start + number + "%"),
      Pattern(name: "constant.numeric.plan", match: start + number + end),
      word("constant.language.plan", constants),
      word("keyword.operator.word.plan", LanguageTable.names(of: .reserved).filter { !constants.contains($0) }),
      Pattern(name: "support.function.plan", match: start + words(Array(functions)) + "(?=\\()"),
      Pattern(
        name: "keyword.control.step.plan", match: "(?<=\\|)[ \\t]*" + words(LanguageTable.names(of: .step)) + end),
      // Between the parts of an aggregate, a group or a thing; never where an operator follows.
      word(clause, ["of", "where", "by"], after: "(?<=[\(signs)\"`)\\]*][ \\t])", before: notNamed),
      word(clause, ["of", "where"], after: "^[ \\t]+", before: "(?=[ \\t]+[\"(\\p{L}_])"),
      word(
        clause, ["asc", "desc"], after: "(?<=[\(signs)`)\\]][ \\t])(?<!sort[ \\t])",
        before: "(?=[ \\t]*(?:[,|)#]|$))"),
      Pattern(name: clause, match: "(?<=is[ \\t])(?:known|some)\(end)"),
      Pattern(name: "keyword.operator.plan", match: #"\.\.|->|\?\?|!=|<=|>=|[|=<>~+\-*/]"#),
      Pattern(name: "variable.other.plan", match: "\(letter)\(part)*"),
    ]
  }

  /// A declaration with a block: its first word, the rest of its head, and what stands in its braces.
  private static func block(_ begin: String, head: [Pattern], body: [Pattern]) -> Pattern {
    Pattern(
      begin: begin, end: "\\}", captures: [declaration],
      patterns: [include("comment")] + head + [Pattern(begin: "\\{", end: "(?=\\})", patterns: body)])
  }

  private static var declarations: [Pattern] {
    let name = "(?=[ \\t]+\(anyName))"
    return [
      block(
        "^[ \\t]*(entity)\(name)",
        head: [
          word("keyword.operator.word.plan", ["in", "or"]), word(clause, ["plural", "labelled", "unlabelled"]),
          include("expression"),
        ], body: [include("fields")]),
      block(
        "^[ \\t]*(extend)(?=[ \\t]+(?!check\(end))\(anyName)[ \\t]*\\{)", head: [include("expression")],
        body: [include("fields")]),
      Pattern(name: declaration, match: "^[ \\t]*extend[ \\t]+check(?=[ \\t])"),
      block("^[ \\t]*(scale|choice)\(name)", head: [include("expression")], body: [include("values")]),
      block(
        "^[ \\t]*(worksheet)\(name)",
        head: [
          word(clause, ["on", "answers"]), Pattern(name: type, match: start + types + end), include("expression"),
        ], body: [include("values")]),
      block(
        "^[ \\t]*(check)(?=[ \\t]+\(anyName)[ \\t]+on\(end))",
        head: [word(clause, ["on", "each", "where"], before: notNamed), include("group"), include("expression")],
        body: [include("rules")]),
      block(
        "^[ \\t]*(move|loss)\(name)", head: [word(clause, ["on"]), include("expression")],
        body: [
          include("comment"),
          Pattern(name: clause, match: fresh + words(["when", "set", "remove", "cost"]) + end + notNamed),
          include("group"), include("expression"),
        ]),
      Pattern(
        begin: "^[ \\t]*(define)\(name)", end: "(?==)|$", captures: [declaration],
        patterns: [Pattern(name: type, match: "(?<=[\(signs)][ \\t])" + types + end), include("expression")]),
      Pattern(
        match: "^[ \\t]*(param)[ \\t]+(\(anyName))[ \\t]+(\(types)|\(anyName))" + end,
        captures: [declaration, "variable.other.plan", type]),
      Pattern(
        match: "^[ \\t]*(chance)[ \\t]+(\(anyName))[ \\t]+(on)" + end,
        captures: [declaration, "variable.other.plan", clause]),
      Pattern(name: declaration, match: "^[ \\t]*" + words(LanguageTable.names(of: .declaration)) + name),
    ]
  }

  /// The fields of an entity: a name, its type, what else is said of it, and the formula of a computed one.
  private static let fields = [
    include("comment"),
    Pattern(match: fresh + "(\(anyName))(?=[ \\t])", captures: ["variable.other.member.plan"]),
    Pattern(
      begin: "(=)", end: "(?=[;}]|$)", captures: ["keyword.operator.plan"],
      patterns: [include("comment"), include("group"), include("expression")]),
    Pattern(name: type, match: start + types + end), Pattern(name: type, match: start + "set[ \\t]+of" + end),
    word(clause, ["required", "internal", "default"]),
    include("expression"),
  ]

  /// The values of a scale, the questions of a worksheet: names with texts, in groups.
  private static let values = [
    include("comment"), include("text"),
    Pattern(begin: "\\{", end: "\\}", patterns: [include("values")]),
    Pattern(name: "variable.other.member.plan", match: anyName),
  ]

  /// The members of a check, and those of its tests.
  private static var rules: [Pattern] {
    let members = ["cites", "setting", "test", "verdict", "field", "because", "advice", "pass", "fail"]
    return [
      include("comment"),
      Pattern(
        match: fresh + "(setting|field)[ \\t]+(\(anyName))[ \\t]+(\(types))" + end,
        captures: [clause, "variable.other.member.plan", type]),
      Pattern(name: clause, match: fresh + "(?:advisory[ \\t]+)?" + words(members) + end + "(?=[ \\t])" + notNamed),
      word(clause, ["when", "otherwise", "fails", "passes"], after: "(?<=[\(signs)][ \\t])", before: notNamed),
      Pattern(begin: "\\{", end: "\\}", patterns: [include("rules")]),
      include("group"), include("expression"),
    ]
  }

  /// A table's cells are values; its header has names between bars, which are no steps.
  private static let table = Pattern(
    begin: "^[ \\t]*(table)(?=[ \\t]+\(anyName))", end: "\\}", captures: ["keyword.other.member.plan"],
    patterns: [
      include("comment"),
      Pattern(
        begin: "\\{", end: "(?=\\})",
        patterns: [
          include("comment"), Pattern(name: "keyword.operator.plan", match: "\\|"),
          Pattern(
            name: "variable.other.plan",
            match: "(?<=\\|)[ \\t]*(?!\(words(constants))\(end))\(letter)\(part)*(?=[ \\t]*(?:[|}]|$))"),
          include("expression"),
        ]),
      include("expression"),
    ])

  private static var statements: [Pattern] {
    let reports = LanguageTable.names(of: .report).filter { !LanguageTable.names(of: .reserved).contains($0) }
    let alone = ["save", "reload", "revert", "undo", "redo", "help"]
    let others = LanguageTable.names(of: .statement).filter { !LanguageTable.names(of: .reserved).contains($0) }
    let withClauses = [
      "compare", "sweep", "sensitivity", "simulate", "reach", "break", "path", "for", "use", "import", "scenario",
      "drop",
    ]
    let clauses = [
      "on", "because", "over", "step", "by", "seed", "with", "within", "changes", "change", "up", "down", "to", "as",
      "scenario", "from", "along", "each", "baseline", "date", "all", "preview", "cost", "case",
    ]
    let before = #"(?![ \t]*[=.])"#
    return [
      Pattern(
        begin: fresh + "(\(words(withClauses)))" + end + #"(?![ \t]*[=.|])(?=[ \t])"#, end: "(?=[{};|]|$)",
        captures: [statement],
        patterns: [
          include("comment"),
          word(clause, clauses, after: "(?<=[ \\t])", before: #"(?![ \t]*[=.(])"#),
          include("group"), include("expression"),
        ]),
      // What needs nothing after it may stand alone.
      Pattern(name: statement, match: fresh + words(alone) + end + #"(?![ \t]*[=.|])"#),
      Pattern(name: statement, match: fresh + words(others) + end + #"(?=[ \t]+[^ \t=.|])"#),
      Pattern(name: statement, match: fresh + words(reports) + end + before),
    ]
  }

  // MARK: JSON

  private static func list(_ patterns: [Pattern], _ indent: Int) -> String {
    patterns.map { String(repeating: " ", count: indent) + object($0, indent) }.joined(separator: ",\n")
  }

  private static func object(_ pattern: Pattern, _ indent: Int) -> String {
    if let include = pattern.include { return "{ \"include\": \"\(include)\" }" }
    var parts: [String] = []
    for (key, value) in [
      ("name", pattern.name), ("match", pattern.match), ("begin", pattern.begin), ("end", pattern.end),
    ] {
      if let value { parts.append("\"\(key)\": \"\(escaped(value))\"") }
    }
    if !pattern.captures.isEmpty {
      let groups = pattern.captures.enumerated().map { "\"\($0.offset + 1)\": { \"name\": \"\($0.element)\" }" }
      parts.append(
        "\"\(pattern.match == nil ? "beginCaptures" : "captures")\": { \(groups.joined(separator: ", ")) }")
    }
    guard !pattern.patterns.isEmpty else { return "{ \(parts.joined(separator: ", ")) }" }
    let blank = String(repeating: " ", count: indent)
    return "{\n"
      + (parts + ["\"patterns\": [\n\(list(pattern.patterns, indent + 4))\n\(blank)  ]"]).map { "\(blank)  \($0)" }
      .joined(separator: ",\n") + "\n\(blank)}"
  }

  private static func escaped(_ pattern: String) -> String {
    var result = ""
    for character in pattern {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      default: result.append(character)
      }
    }
    return result
  }
}
