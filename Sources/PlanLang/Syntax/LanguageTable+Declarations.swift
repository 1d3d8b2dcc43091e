// Declarations, and the words that start a line of a block.

extension LanguageTable {
  static let declarations: [LanguageWord] = [
    LanguageWord(
      "scale", .declaration, "scale NAME { value \"Label\"; ... }", "values in order, low to high",
      "scale warmth { cold \"Cold\"; mild \"Mild\"; warm \"Warm\" }"),
    LanguageWord(
      "choice", .declaration, "choice NAME { value \"Label\"; ... }", "values without an order",
      "choice channel { phone \"Phone\"; mail \"Mail\" }"),
    LanguageWord(
      "entity", .declaration, "entity NAME plural NAMES [in PARENT] { field type; ... }", "a new kind of thing",
      "entity workshop plural workshops in account {\n  held date\n  guests set of stakeholder\n}"),
    LanguageWord(
      "extend", .declaration, "extend ENTITY { ... } | extend check NAME { ... }", "adds fields, or changes a setting",
      "extend account {\n  headroom money = spend_in_category - revenue\n}"),
    LanguageWord(
      "worksheet", .declaration, "worksheet NAME on ENTITY answers TYPE { ... }", "a dated list of questions",
      """
      worksheet pulse on account answers rating integer 1..5 {
        service { speed "Are we quick?"; care "Do we care?" }
      }
      """),
    LanguageWord(
      "check", .declaration, "check NAME on ENTITY [where ...] { test ... }", "named tests with a verdict",
      """
      check greeted on stakeholder where role >= decision_maker {
        test seen "Somebody of ours met them this year" {
          pass when last_contact >= 2026-01-01
          because "\\(name), last seen \\(last_contact)"
          advice "Ask for half an hour."
        }
        verdict fine when passed = 1
        verdict open otherwise
      }
      """),
    LanguageWord(
      "move", .declaration, "move NAME on ENTITY \"TITLE\" { when ...; set ...; cost N }", "a change we could make",
      """
      move win_over on stakeholder "Raise alignment one step" {
        when alignment is known
        set alignment = next(alignment)
        cost 3
      }
      """),
    LanguageWord(
      "loss", .declaration, "loss NAME on ENTITY \"TITLE\" { remove }", "a loss we could suffer",
      "loss leaves on stakeholder \"Leaves the company\" { remove }"),
    LanguageWord(
      "chance", .declaration, "chance NAME on ENTITY = PROBABILITY", "how likely something is",
      "chance won on opportunity = probability"),
    LanguageWord(
      "rate", .declaration, "rate CODE = MONEY [on DATE]", "what one unit of a currency is worth",
      "rate EUR = 1.08 USD on 2026-11-20"),
    LanguageWord(
      "define", .declaration, "define NAME(A TYPE, ...) = EXPRESSION", "a function of your own",
      "define ratio(a number, b number) = a / b\nratio(3, 4)"),
    LanguageWord(
      "let", .declaration, "let NAME = QUERY", "a name for a query",
      "let allies = stakeholders | where alignment >= supporter\nallies | count by role"),
    LanguageWord(
      "param", .declaration, "param NAME TYPE [= DEFAULT] [\"TEXT\"]", "a value the caller of a script may give",
      "param least integer = 7 \"How much weight counts\"\nstakeholders | where power >= least"),
  ]

  static let members: [LanguageWord] = [
    LanguageWord(
      "per", .member, "per \"SOURCE\" [on DATE] [assumed] { ... }",
      "says where a fact, or a group of facts, comes from",
      """
      extend account "Northwind Health" {
        per "QBR" on 2026-11-15 { loyalty_segment = accessible }
      }
      """),
    LanguageWord(
      "table", .member, "table NOUNS { header; rows }", "many things at once, a row each",
      """
      extend account "Northwind Health" {
        table stakeholders {
          name         | title         | role
          "Ida Storm"  | "Controller"  | recommender
          "Per Skog"   | "IT director" |
        }
      }
      """),
  ]
}
