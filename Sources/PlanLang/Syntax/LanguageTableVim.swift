/// A syntax file for Vim, made from the table of the language.
///
/// A word is coloured by its place, as in `LanguageTableTextMate`: the blocks of declarations are regions of their own.
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
    " A text over several lines may have begun above what is seen.
    syn sync minlines=300

    " What may stand wherever a value may.
    syn cluster planExpression contains=planConstant,planOperatorWord,planFunction,planStep,planRowWord,planDirection,planState,planNumber,planDate,planQuotedName,planText,planGroup,planComment,planDocComment
    \(keywords("planConstant", constants))
    \(keywords("planOperatorWord", LanguageTable.names(of: .reserved).filter { !constants.contains($0) }))
    \(matches("planFunction", "<", functions, #">\(@="#))
    " Steps, after a bar.
    \(matches("planStep", #"(\|\s*)@<="#, LanguageTable.names(of: .step), ">"))
    " Between the parts of an aggregate, a group or a thing; never where an operator follows.
    \(matches("planRowWord", #"([[:alnum:]_"`)\]*]\s)@<="#, ["of", "where", "by"], ">" + notNamed))
    \(matches("planRowWord", #"^\s+"#, ["of", "where"], #">(\s+["([:alpha:]_])@="#))
    \(matches("planDirection", #"([[:alnum:]_`)\]]\s)@<=(sort\s)@<!"#, ["asc", "desc"], #">(\s*([,|)#]|$))@="#))
    \(matches("planState", #"(<is\s)@<="#, ["known", "some"], ">"))
    syn match planNumber "\\v<\\d+(_\\d+)*(\\.\\d+(_\\d+)*)?[kMB]?(\\%|\\s+\\u\\u\\u>|\\s+(day|week|month|year)s?>)?"
    syn match planDate "\\v<\\d{4}-(\\d\\d-\\d\\d|Q[1-4]|\\d\\d)>"
    syn match planQuotedName "`[^`]\\+`"

    " Statements, at the start of a line or of a member; some have words of their own.
    \(matches("planStatement", fresh, alone, #">(\s*[=.|])@!"#))
    \(matches("planStatement", fresh, needy, #">(\s+[^ \t=.|])@="#))
    \(matches("planStatement", fresh, reports, #">(\s*[=.])@!"#))
    syn region planClauses matchgroup=planStatement start="\\v\(fresh)\\zs<(\(withClauses.joined(separator: "|")))>(\\s*[=.|])@!(\\s)@=" end="\\v[{};|]@=|$" contains=planClause,@planExpression
    \(matches("planClause contained", #"(\s)@<="#, clauses, #">(\s*[=.(])@!"#))
    \(matches("planMember", fresh, ["per"], #">(\s+")@="#))
    \(matches("planMember", #"(\s)@<="#, ["per"], #">(\s+")@="#))
    \(matches("planEvidence", #"("\s)@<="#, ["on"], #">(\s+(\d|today>))@="#))
    \(matches("planEvidence", #"(["0-9y]\s)@<="#, ["assumed", "confirmed"], ">" + notNamed))

    " Declarations: a first word, the rest of the head, and a block with rules of its own.
    \(matches("planDeclaration", #"^\s*"#, LanguageTable.names(of: .declaration), #">(\s+[[:alpha:]_`])@="#))
    syn match planDeclaration "\\v^\\s*\\zsextend\\s+check>(\\s)@="
    \(block("Entity", "entity>", head: ["plural", "labelled", "unlabelled"], body: "planFields"))
    \(block("Extension", #"extend>(\s+(check>)@![[:alpha:]_`][[:alnum:]_]*`?\s*\{)@="#, head: [], body: "planFields"))
    \(block("Scale", "(scale|choice)>", head: [], body: "planValues"))
    \(block("Worksheet", "worksheet>", head: ["on", "answers"], body: "planValues", types: true))
    \(block("Check", #"check>(\s+[[:alpha:]_`][[:alnum:]_]*`?\s+on>)@="#, head: ["on", "each", "where"], body: "planRules"))
    \(block("Move", "(move|loss)>", head: ["on"], body: "planMove"))
    syn match planDeclaration "\\v^\\s*\\zsdefine>(\\s)@=" nextgroup=planArguments
    syn region planArguments contained start="\\v\\s" end="\\v\\=@=|$" contains=planType,planComment
    syn match planDeclaration "\\v^\\s*\\zsparam>(\\s)@=" nextgroup=planParameter
    syn match planParameter contained "\\v\\s+\\k+\\s+(set\\s+of\\s+)?\\k+" contains=planParameterType
    syn match planParameterType contained "\\v(<param\\s+\\k+\\s+)@<=(set\\s+of\\s+)?\\k+"
    syn match planDeclaration "\\v^\\s*\\zschance>(\\s+\\k+\\s+on>)@=" nextgroup=planChance
    syn match planChance contained "\\v\\s+\\k+\\s+on>" contains=planChanceWord
    syn match planChanceWord contained "\\v(<chance\\s+\\k+\\s+)@<=on>"

    syn region planFields contained start="{" end="}" contains=planFieldName,planFormula,planType,planModifier,@planExpression
    syn match planFieldName contained "\\v([{;]\\s*|^\\s*)\\zs<\\k+>(\\s)@="
    syn region planFormula contained start="=" end="\\v[;}]@=|$" contains=@planExpression
    syn match planType contained "\\v<set\\s+of>"
    syn match planType contained "\\v<(set\\s+of\\s+)?(\(Vocabulary.types.sorted().joined(separator: "|")))>"
    \(keywords("planModifier contained", ["required", "internal", "default"]))
    syn region planValues contained start="{" end="}" contains=planValueName,planValues,planText,planComment,planDocComment
    syn match planValueName contained "\\v<\\k+>"
    syn region planRules contained start="{" end="}" contains=planRule,planRuleWord,planRules,@planExpression
    \(matches("planRule contained", fresh, ["cites", "test", "advisory\\s+test", "verdict", "because", "advice", "pass", "fail"], #">(\s)@="# + notNamed))
    \(matches("planRule contained", fresh, ["setting", "field"], #">(\s+\k)@="#) + " nextgroup=planRuleHead")
    syn match planRuleHead contained "\\v\\s+\\k+\\s+(set\\s+of\\s+)?(\(Vocabulary.types.sorted().joined(separator: "|")))>" contains=planRuleType
    syn match planRuleType contained "\\v(<(setting|field)\\s+\\k+\\s+)@<=(set\\s+of\\s+)?\\k+"
    \(matches("planRuleWord contained", #"([[:alnum:]_]\s)@<="#, ["when", "otherwise", "fails", "passes"], ">" + notNamed))
    syn region planMove contained start="{" end="}" contains=planMoveWord,@planExpression
    \(matches("planMoveWord contained", fresh, ["when", "set", "remove", "cost"], ">" + notNamed))

    " A table's header has names between bars, which are no steps.
    syn match planMember "\\v^\\s*\\zstable>(\\s+[[:alpha:]_`])@=" nextgroup=planTableHead
    syn region planTableHead contained start="\\v\\s" end="\\v\\{@=" contains=planText nextgroup=planTable
    syn region planTable contained start="{" end="}" contains=planCell,planConstant,planNumber,planDate,planQuotedName,planText,planMember,planEvidence,planComment,planDocComment
    syn match planCell contained "\\v(\\|\\s*)@<=<[[:alpha:]_]\\k*>(\\s*([|}]|$))@="

    syn match planEscape contained "\\v\\\\(u\\{\\x+\\}|[^(])"
    syn region planInterpolation contained matchgroup=planEscape start="\\\\(" end=")" contains=@planExpression
    syn region planGroup start="(" end=")" transparent contains=@planExpression
    syn region planText start=+"+ skip=+\\\\\\\\\\|\\\\"+ end=+"\\|$+ contains=planEscape,planInterpolation
    syn region planText start=+\"\"\"+ end=+\"\"\"+ contains=planEscape,planInterpolation

    syn match planComment "#.*$"
    syn match planDocComment "##.*$"

    hi def link planConstant Constant
    hi def link planOperatorWord Operator
    hi def link planStep Keyword
    hi def link planRowWord Keyword
    hi def link planDirection Keyword
    hi def link planState Constant
    hi def link planStatement Statement
    hi def link planClause Statement
    hi def link planEvidence Statement
    hi def link planMember Statement
    hi def link planDeclaration Structure
    hi def link planHeadWord Structure
    hi def link planChanceWord Structure
    hi def link planModifier StorageClass
    hi def link planRule Statement
    hi def link planRuleWord Statement
    hi def link planMoveWord Statement
    hi def link planFunction Function
    hi def link planType Type
    hi def link planParameterType Type
    hi def link planRuleType Type
    hi def link planFieldName Identifier
    hi def link planValueName Identifier
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

  private static let constants = ["yes", "no", "true", "false", "unknown", "none"]
  /// The start of a line, or of a member or statement that shares its line.
  private static let fresh = #"(^|[{;]\s*)\s*"#
  /// What does not follow a word that is used as one.
  private static let notNamed = #"(\s*(\=|\.|[<>!~),|\]]))@!"#

  private static let reserved = LanguageTable.names(of: .reserved)
  private static let reports = LanguageTable.names(of: .report).filter { !reserved.contains($0) }
  private static let alone = ["save", "reload", "revert", "undo", "redo", "help"]
  private static let needy = LanguageTable.names(of: .statement).filter { !reserved.contains($0) }
  private static let withClauses = [
    "compare", "sweep", "sensitivity", "simulate", "reach", "break", "path", "for", "use", "import", "scenario", "drop",
  ]
  private static let clauses = [
    "on", "because", "over", "step", "by", "seed", "with", "within", "changes", "change", "up", "down", "to", "as",
    "scenario", "from", "along", "each", "baseline", "date", "all", "preview", "cost", "case",
  ]

  private static let functions = Array(
    Set(LanguageTable.names(of: .aggregate) + LanguageTable.names(of: .window) + LanguageTable.names(of: .function)))

  private static func keywords(_ group: String, _ names: [String]) -> String {
    "syn keyword \(group) \(names.joined(separator: " "))"
  }

  /// A declaration with a block: its first word leads to its head, and that to the block.
  private static func block(
    _ name: String, _ first: String, head: [String], body: String, types: Bool = false
  ) -> String {
    let words =
      head.isEmpty
      ? "" : "\n" + matches("planHeadWord contained", #"(\s)@<="#, head, ">" + notNamed)
    return """
      syn match planDeclaration "\\v^\\s*\\zs\(quoted(first))(\\s)@=" nextgroup=plan\(name)Head
      syn region plan\(name)Head contained start="\\v\\s" end="\\v\\{@=" contains=planHeadWord,\(types ? "planType," : "")@planExpression nextgroup=\(body)\(words)
      """
  }

  /// A match of any of the words between two patterns; `\\zs` leaves what stands before them uncoloured.
  private static func matches(_ group: String, _ before: String, _ names: [String], _ after: String) -> String {
    "syn match \(group) \"\\v\(quoted(before))\\zs<(\(names.sorted().joined(separator: "|")))\(quoted(after))\""
  }

  /// A quote inside a pattern in quotes.
  private static func quoted(_ pattern: String) -> String { pattern.replacing("\"", with: "\\\"") }
}
