/// A TextMate grammar for editors and code hosts, made from the table of the language.
public enum LanguageTableTextMate {
  /// The grammar as JSON.
  public static var json: String {
    """
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
        "code": {
          "patterns": [
            { "include": "#comment" },
            { "include": "#text" },
    \(rules.map { rule($0) }.joined(separator: ",\n"))
          ]
        },
        "comment": {
          "patterns": [
            { "name": "comment.line.documentation.plan", "match": "##.*$" },
            { "name": "comment.line.number-sign.plan", "match": "#.*$" }
          ]
        },
        "text": {
          "patterns": [
            {
              "name": "string.quoted.triple.plan",
              "begin": "\\"\\"\\"",
              "end": "\\"\\"\\"",
              "patterns": [ { "include": "#escape" }, { "include": "#interpolation" } ]
            },
            {
              "name": "string.quoted.double.plan",
              "begin": "\\"",
              "end": "\\"|$",
              "patterns": [ { "include": "#escape" }, { "include": "#interpolation" } ]
            }
          ]
        },
        "escape": {
          "name": "constant.character.escape.plan",
          "match": "\\\\\\\\(?:u\\\\{[0-9A-Fa-f]+\\\\}|[^(])"
        },
        "interpolation": {
          "name": "meta.interpolation.plan",
          "begin": "\\\\\\\\\\\\(",
          "end": "\\\\)",
          "patterns": [ { "include": "#group" }, { "include": "#code" } ]
        },
        "group": {
          "begin": "\\\\(",
          "end": "\\\\)",
          "patterns": [ { "include": "#group" }, { "include": "#code" } ]
        }
      }
    }

    """
  }

  /// A stretch of text with its colour's name.
  public struct Rule: Sendable {
    public let scope: String
    public let pattern: String
  }

  /// The single patterns, in the order they are tried; the longer of two that begin alike stands first.
  public static let rules: [Rule] = {
    let number = #"[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?(?:[kMB](?![\p{L}\p{N}_]))?"#
    let end = #"(?![\p{L}\p{N}_])"#
    let start = #"(?<![\p{L}\p{N}_])"#
    func words(_ names: [String]) -> String { "(?:" + names.sorted().joined(separator: "|") + ")" }
    let statements = LanguageTable.names(of: .statement) + LanguageTable.names(of: .report)
    let constants = ["yes", "no", "true", "false", "unknown", "none"]
    return [
      Rule(scope: "variable.other.quoted.plan", pattern: "`[^`\\n]+`"),
      Rule(
        scope: "constant.numeric.date.plan", pattern: start + "[0-9]{4}-(?:[0-9]{2}-[0-9]{2}|Q[1-4]|[0-9]{2})" + end),
      Rule(scope: "constant.numeric.money.plan", pattern: start + number + "[ \\t]+[A-Z]{3}" + end),
      Rule(scope: "constant.numeric.duration.plan", pattern: start + number + "[ \\t]+(?:day|week|month|year)s?" + end),
      Rule(scope: "constant.numeric.percent.plan", pattern: start + number + "%"),
      Rule(scope: "constant.numeric.plan", pattern: start + number + end),
      Rule(scope: "constant.language.plan", pattern: start + words(constants) + end),
      Rule(
        scope: "keyword.operator.word.plan",
        pattern: start + words(LanguageTable.names(of: .reserved).filter { !constants.contains($0) }) + end),
      Rule(
        scope: "support.function.plan",
        pattern: start
          + words(
            Array(
              Set(
                LanguageTable.names(of: .aggregate) + LanguageTable.names(of: .window)
                  + LanguageTable.names(of: .function)))) + "(?=\\()"),
      Rule(
        scope: "keyword.control.step.plan", pattern: #"(?<=\|)[ \t]*"# + words(LanguageTable.names(of: .step)) + end),
      Rule(
        scope: "storage.type.declaration.plan",
        pattern: #"^[ \t]*"# + words(LanguageTable.names(of: .declaration)) + #"(?=[ \t]+[\p{L}_`])"#),
      Rule(
        scope: "keyword.control.statement.plan",
        pattern: #"^[ \t]*"# + words(statements.filter { !LanguageTable.names(of: .reserved).contains($0) })
          + #"(?![\p{L}\p{N}_.])(?![ \t]*=)"#),
      Rule(
        scope: "keyword.other.member.plan",
        pattern: start + words(LanguageTable.names(of: .member)) + #"(?=[ \t]+["\p{L}_])"#),
      Rule(
        scope: "support.type.plan",
        pattern: #"(?<=[\p{L}\p{N}_][ \t])(?:set[ \t]+of[ \t]+)?"# + words(Vocabulary.types) + end
          + #"(?![ \t]*[=.|,)\]](?!=))"#),
      Rule(
        scope: "keyword.other.clause.plan",
        pattern: #"^[ \t]*"# + words(LanguageTable.names(of: .clause)) + #"(?=[ \t]+["\p{L}_]|[ \t]*\{)"#),
      Rule(scope: "keyword.operator.plan", pattern: #"\.\.|->|\?\?|!=|<=|>=|[|=<>~+\-*/]"#),
      Rule(scope: "variable.other.plan", pattern: #"[\p{L}_][\p{L}\p{N}_]*"#),
    ]
  }()

  private static func rule(_ rule: Rule) -> String {
    "        { \"name\": \"\(rule.scope)\", \"match\": \"\(escaped(rule.pattern))\" }"
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
