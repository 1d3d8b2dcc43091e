// Words inside statements, steps and declarations; and the reserved words.

extension LanguageTable {
  /// Reserved words, the only ones that can never be names.
  static let reserved: [LanguageWord] = [
    LanguageWord(
      "and", .reserved, "A and B", "yes if both are", "stakeholders | where role = approver and alignment = neutral"),
    LanguageWord(
      "or", .reserved, "A or B", "yes if one of them is", "stakeholders | where role is unknown or alignment is unknown"
    ),
    LanguageWord("not", .reserved, "not A", "turns yes and no round", "accounts | where not any(contracts)"),
    LanguageWord(
      "in", .reserved, "X in [A, B] | X in A..B", "one of several, or within a range",
      "stakeholders | where alignment in neutral..supporter"),
    LanguageWord(
      "is", .reserved, "X is known | unknown | none | some", "asks whether something is known",
      "stakeholders | where last_contact is unknown"),
    LanguageWord(
      "if", .reserved, "if C then A else B", "one value or the other",
      "stakeholders | show name, side = if alignment >= supporter then \"ours\" else \"open\""),
    LanguageWord(
      "then", .reserved, "if C then A else B", "what holds if the condition does",
      "if count(sponsors) > 3 then \"many\" else \"few\""),
    LanguageWord(
      "else", .reserved, "if C then A else B", "what holds otherwise",
      "if count(sponsors) > 3 then \"many\" else \"few\""),
    LanguageWord("yes", .reserved, "yes", "the answer yes", "accounts | where considers_us_strategic = yes"),
    LanguageWord("no", .reserved, "no", "the answer no", "accounts | where considers_us_strategic = no"),
    LanguageWord(
      "true", .reserved, "true", "another way to write yes", "accounts | where considers_us_strategic = true"),
    LanguageWord(
      "false", .reserved, "false", "another way to write no", "accounts | where considers_us_strategic = false"),
    LanguageWord(
      "unknown", .reserved, "X is unknown", "what nobody wrote down", "stakeholders | where role is unknown"),
    LanguageWord(
      "none", .reserved, "X is none", "known to be nobody or nothing", "stakeholders | where reports_to is none"),
  ]

  static let clauses: [LanguageWord] = queryClauses + statementClauses + declarationClauses

  private static let queryClauses: [LanguageWord] = [
    LanguageWord(
      "facts", .clause, "facts | STEPS", "every fact with its source, its date, its file and line",
      "facts | where age > 90 days | count by thing | take 5"),
    LanguageWord(
      "all", .clause, "all NOUNS", "everything, whatever `use` says",
      "use account \"Northwind Health\"\nall stakeholders | count"),
    LanguageWord(
      "of", .clause, "NOUN \"A\" of NOUN \"B\"", "says in what a thing stands",
      "count(stakeholders)\nsum(power of stakeholders)"),
    LanguageWord("by", .clause, "count by KEY", "what to group by", "accounts | count by tier"),
    LanguageWord("desc", .clause, "sort KEY desc", "largest first", "stakeholders | sort power desc"),
    LanguageWord("asc", .clause, "sort KEY asc", "smallest first, as without it", "stakeholders | sort power asc"),
    LanguageWord("known", .clause, "X is known", "yes if somebody wrote it down", "stakeholders | where role is known"),
    LanguageWord("some", .clause, "X is some", "known, and not none", "stakeholders | where reports_to is some"),
    LanguageWord(
      "on", .clause, "per \"SOURCE\" on DATE", "the day of a source; what a statement is about",
      "stakeholder \"Dana Li\" | set power = 8 per \"call\" on 2026-11-12"),
    LanguageWord(
      "assumed", .clause, "per \"SOURCE\" assumed", "somebody believes it",
      "stakeholder \"Dana Li\" | set power = 8 per \"our guess\" assumed"),
    LanguageWord(
      "confirmed", .clause, "per \"SOURCE\" confirmed", "the customer said so",
      "stakeholder \"Dana Li\" | set power = 8 per \"steering call\" confirmed"),
  ]

  private static let statementClauses: [LanguageWord] = [
    LanguageWord("baseline", .clause, "use baseline", "the plan without any scenario", "use baseline"),
    LanguageWord(
      "from", .clause, "scenario \"B\" from \"A\" { ... }", "what something starts from",
      "path from facilitators to deciders along influences"),
    LanguageWord(
      "along", .clause, "path from A to B along ENTITY", "the things that link others",
      "path from facilitators to deciders along influences"),
    LanguageWord(
      "because", .clause, "compare ... because", "with reasons; in a test, what we see",
      "scenario \"Win\" { stakeholder \"Dana Li\" | set alignment = sponsor }\ncompare baseline, \"Win\" on sponsors because"
    ),
    LanguageWord(
      "over", .clause, "sweep FIELD over A..B", "the values to try",
      "sweep stakeholder \"Dana Li\".alignment over neutral..sponsor on sponsors"),
    LanguageWord(
      "step", .clause, "over A..B step X", "how far apart the values are",
      "sweep stakeholder \"Dana Li\".power over 0..10 step 2 on sponsors"),
    LanguageWord(
      "seed", .clause, "simulate N on X seed N", "makes chance repeatable",
      "chance won on opportunity = probability\nsimulate 100 on count(opportunities where won) seed 7"),
    LanguageWord(
      "within", .clause, "reach X within N changes", "how many changes at most",
      "reach count(sponsors) >= 2 with stakeholder.alignment up 1 within 2 changes"),
    LanguageWord(
      "changes", .clause, "within N changes", "how many changes at most",
      "reach count(sponsors) >= 2 with stakeholder.alignment up 1 within 2 changes"),
    LanguageWord(
      "change", .clause, "within 1 change", "how many changes at most",
      "reach count(sponsors) >= 2 with stakeholder.alignment up 1 within 1 change"),
    LanguageWord(
      "up", .clause, "ENTITY.FIELD up N", "a change by so many steps",
      "reach count(sponsors) >= 2 with stakeholder.alignment up 1"),
    LanguageWord(
      "down", .clause, "ENTITY.FIELD down N", "a change back by so many steps",
      "reach count(sponsors) < 2 with stakeholder.alignment down 1"),
    LanguageWord(
      "case", .clause, "FIELD = case \"COLUMN\" { \"TEXT\" -> VALUE; ... }", "turns texts of a column into values",
      "import stakeholders from \"contacts.csv\" {\n  role = case \"Role\" { \"Boss\" -> approver; else -> unknown }\n}"
    ),
    LanguageWord(
      "preview", .clause, "import ... preview", "shows what would change, and changes nothing",
      "import stakeholders from \"contacts.csv\" { name = \"Name\" } preview"),
    LanguageWord(
      "each", .clause, "for each NAME in QUERY | each ENTITY", "one row after another",
      "for each a in accounts | take 2 { print a.name }"),
  ]

  private static let declarationClauses: [LanguageWord] = [
    LanguageWord(
      "plural", .clause, "entity NAME plural NAMES", "how many of them are called",
      "entity visit plural visits { held date }"),
    LanguageWord(
      "labelled", .clause, "labelled FIELD, ...", "things known by the values of fields",
      "entity visit plural visits in account labelled held { held date }"),
    LanguageWord(
      "unlabelled", .clause, "unlabelled", "things that need no name",
      "entity visit plural visits in account unlabelled { held date }"),
    LanguageWord(
      "required", .clause, "FIELD TYPE required", "a field every thing should have",
      "entity visit plural visits { held date required }"),
    LanguageWord(
      "internal", .clause, "FIELD TYPE internal | entity/worksheet ... internal { ... }",
      "never in a paper for the customer",
      "entity visit plural visits { gossip text internal }"),
    LanguageWord(
      "default", .clause, "FIELD TYPE default VALUE", "the value when nobody gives one",
      "entity visit plural visits { guests integer default 2 }"),
    LanguageWord(
      "answers", .clause, "worksheet NAME on ENTITY answers TYPE", "how a worksheet is answered",
      "worksheet pulse on account answers yes_no {\n  care { calls \"Do we call back?\" }\n}"),
    LanguageWord(
      "cites", .clause, "cites \"SOURCE\"", "where a check comes from", checkExample),
    LanguageWord("setting", .clause, "setting NAME TYPE = VALUE \"TEXT\"", "a figure a user may change", checkExample),
    LanguageWord("test", .clause, "test NAME \"QUESTION\" { ... }", "one question of a check", checkExample),
    LanguageWord(
      "advisory", .clause, "advisory test NAME \"QUESTION\" { ... }", "a test that is shown, not counted", checkExample),
    LanguageWord("pass", .clause, "pass when CONDITION", "when a test passes", checkExample),
    LanguageWord("fail", .clause, "fail when CONDITION", "when a test fails, if not just otherwise", checkExample),
    LanguageWord("advice", .clause, "advice \"TEXT\"", "what to do when a test fails", checkExample),
    LanguageWord("verdict", .clause, "verdict NAME when CONDITION", "what the tests come to", checkExample),
    LanguageWord("when", .clause, "pass when CONDITION", "leads in a condition", checkExample),
    LanguageWord("otherwise", .clause, "verdict NAME otherwise", "the verdict when no rule before fits", checkExample),
    LanguageWord("fails", .clause, "verdict NAME when TEST fails", "whether a test of the check failed", checkExample),
    LanguageWord(
      "passes", .clause, "verdict NAME when TEST passes", "whether a test of the check passed", checkExample),
    LanguageWord("field", .clause, "field NAME TYPE = EXPRESSION", "one more column of a check", checkExample),
    LanguageWord(
      "cost", .clause, "cost N", "what a move costs, in points you choose",
      "move call on stakeholder \"Call them\" {\n  set last_contact = today\n  cost 1\n}"),
  ]

  /// A check with every word a check can have.
  private static let checkExample = """
    check greeted on stakeholder {
      cites "our own habits"
      setting weight number = 7 "From here on a person counts as powerful"
      test seen "Somebody of ours met them" {
        pass when last_contact is some
        fail when last_contact is none
        because "\\(name), last seen \\(last_contact)"
        advice "Ask for half an hour."
      }
      advisory test strong "They have weight" { pass when power >= weight }
      verdict fine when seen passes
      verdict cold when seen fails
      verdict open otherwise
      field heavy yes_no = power >= weight
    }
    """
}
