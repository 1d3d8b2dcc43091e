/// A syntax file for Vim, made from the table of the language.
public enum LanguageTableVim {
  /// The file's text.
  public static var script: String {
    """
    " Vim syntax file for PlanLang, made by `planshell reference --vim`.
    if exists("b:current_syntax")
      finish
    endif

    syn case match
    syn iskeyword @,48-57,_,192-255

    syn match planName "\\v[[:alpha:]_]\\k*" contains=NONE transparent
    \(keywords("planConstant", ["yes", "no", "true", "false", "unknown", "none"]))
    \(keywords("planOperatorWord", LanguageTable.names(of: .reserved).filter { !["yes", "no", "true", "false", "unknown", "none"].contains($0) }))

    " Steps, after a bar.
    \(matches("planStep", #"(\|\s*)@<="#, LanguageTable.names(of: .step), #">"#))
    " Statements and declarations, at the start of a line.
    \(matches("planStatement", #"^\s*"#, statements, #">(\s*[.=])@!"#))
    \(matches("planDeclaration", #"^\s*"#, LanguageTable.names(of: .declaration), #">(\s+[[:alpha:]_`])@="#))
    " Lines of a block, and words in their place.
    \(matches("planMember", "<", LanguageTable.names(of: .member), #">(\s+["[:alpha:]_])@="#))
    \(matches("planClause", #"^\s*"#, LanguageTable.names(of: .clause), #">(\s+["[:alpha:]_]|\s*\{)@="#))
    " Functions, before a bracket.
    \(matches("planFunction", "<", functions, #">\(@="#))
    " Types, after a field's name.
    \(matches("planType", #"(\k\s)@<="#, Vocabulary.types, #">(\s*[=.|,)\]])@!"#))

    syn match planNumber "\\v<\\d+(_\\d+)*(\\.\\d+(_\\d+)*)?[kMB]?(\\%|\\s+\\u\\u\\u>|\\s+(day|week|month|year)s?>)?"
    syn match planDate "\\v<\\d{4}-(\\d\\d-\\d\\d|Q[1-4]|\\d\\d)>"
    syn match planQuotedName "`[^`]\\+`"

    syn match planEscape contained "\\v\\\\(u\\{\\x+\\}|[^(])"
    syn region planInterpolation contained matchgroup=planEscape start="\\\\(" end=")" contains=TOP
    syn region planGroup start="(" end=")" transparent contains=TOP
    syn region planText start=+"+ skip=+\\\\\\\\\\|\\\\"+ end=+"\\|$+ contains=planEscape,planInterpolation
    syn region planText start=+\"\"\"+ end=+\"\"\"+ contains=planEscape,planInterpolation

    syn match planComment "#.*$"
    syn match planDocComment "##.*$"

    hi def link planConstant Constant
    hi def link planOperatorWord Operator
    hi def link planStep Keyword
    hi def link planStatement Statement
    hi def link planDeclaration Structure
    hi def link planMember Statement
    hi def link planClause Statement
    hi def link planFunction Function
    hi def link planType Type
    hi def link planNumber Number
    hi def link planDate Number
    hi def link planQuotedName Identifier
    hi def link planEscape SpecialChar
    hi def link planText String
    hi def link planComment Comment
    hi def link planDocComment SpecialComment

    let b:current_syntax = "plan"

    """
  }

  private static let statements = (LanguageTable.names(of: .statement) + LanguageTable.names(of: .report))
    .filter { !LanguageTable.names(of: .reserved).contains($0) }

  private static let functions = Array(
    Set(LanguageTable.names(of: .aggregate) + LanguageTable.names(of: .window) + LanguageTable.names(of: .function)))

  private static func keywords(_ group: String, _ names: [String]) -> String {
    "syn keyword \(group) \(names.joined(separator: " "))"
  }

  /// A match of any of the words between two patterns; `\\zs` and `\\ze` leave blanks uncoloured.
  private static func matches(_ group: String, _ before: String, _ names: [String], _ after: String) -> String {
    "syn match \(group) \"\\v\(quoted(before))\\zs<(\(names.sorted().joined(separator: "|")))\(quoted(after))\""
  }

  /// A quote inside a pattern in quotes.
  private static func quoted(_ pattern: String) -> String { pattern.replacing("\"", with: "\\\"") }
}
