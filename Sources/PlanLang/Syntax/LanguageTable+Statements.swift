// Statements and reports.

extension LanguageTable {
  static let statements: [LanguageWord] = [
    LanguageWord(
      "load", .statement, "load \"PATH\"", "reads a file or a folder of plans, all or nothing", "load \"accounts/\""),
    LanguageWord(
      "include", .statement, "include \"FILE\"", "brings in another script's statements", "include \"common.plan\""),
    LanguageWord(
      "import", .statement, "import NOUN from \"FILE\" { FIELD = \"COLUMN\"; ... } [preview]",
      "adds and updates things from a table file",
      """
      import stakeholders from "contacts.csv" {
        name = "Full Name"
        account = "Account"
        role = case "Buying Role" { "Economic Buyer" -> approver; else -> unknown }
      } preview
      """, isUnbuilt: true, instead: "write the rows into a plan file as a `table NOUN { ... }`, which `load` reads"),
    LanguageWord(
      "use", .statement, "use THING | scenario \"S\" | baseline | date DATE | all",
      "narrows what follows to one thing, scenario or day", "use account \"Northwind Health\"\nstakeholders | count"),
    LanguageWord(
      "scenario", .statement, "scenario \"NAME\" [from \"BASE\"] { CHANGES }", "writes down changes to try out",
      "scenario \"Win the CFO\" {\n  stakeholder \"Dana Li\" | set alignment = supporter\n}"),
    LanguageWord(
      "adopt", .statement, "adopt \"SCENARIO\"", "makes a scenario's changes for good",
      "scenario \"Win\" { stakeholder \"Dana Li\" | set power = 9 }\nadopt \"Win\""),
    LanguageWord(
      "drop", .statement, "drop scenario \"NAME\"", "forgets a scenario",
      "scenario \"Win\" { stakeholder \"Dana Li\" | set power = 9 }\ndrop scenario \"Win\""),
    LanguageWord(
      "check", .statement, "check NAME [for THING] | check all", "runs a check and lists its verdicts",
      "check growth for account \"Northwind Health\""),
    LanguageWord(
      "why", .statement, "why CHECK [not VERDICT] for THING | why EXPRESSION",
      "traces a verdict or a number to its facts",
      "why growth for stakeholder \"Dana Li\""),
    LanguageWord(
      "add", .statement, "add NOUN \"NAME\" [of THING] { ... }", "adds a thing",
      "add stakeholder \"Ana Ruiz\" of account \"Northwind Health\" {\n  role = recommender\n}"),
    LanguageWord(
      "undo", .statement, "undo [N]", "takes back the last change, or the last N",
      "stakeholder \"Dana Li\" | set power = 9\nundo"),
    LanguageWord(
      "redo", .statement, "redo [N]", "does again what was undone",
      "stakeholder \"Dana Li\" | set power = 9\nundo\nredo"),
    LanguageWord("revert", .statement, "revert", "goes back to what was loaded", "revert"),
    LanguageWord(
      "save", .statement, "save", "writes the changes into the plan files", "save", isUnbuilt: true,
      instead: "changes last as long as the session: copy them from `changes` into the files"),
    LanguageWord(
      "reload", .statement, "reload", "reads the files again", "reload", isUnbuilt: true,
      instead: "leave and start planshell again to read files that were changed"),
    LanguageWord(
      "blame", .statement, "blame THING[.FIELD]", "shows where each fact of a thing comes from",
      "blame stakeholder \"Dana Li\""
    ),
    LanguageWord(
      "print", .statement, "print VALUE", "shows a text or a value", "print \"\\(count(sponsors)) sponsors\""),
    LanguageWord(
      "expect", .statement, "expect CONDITION | expect \"\"\"CSV\"\"\"",
      "counts a failure if it does not hold, and goes on",
      "expect count(sponsors) > 0"),
    LanguageWord(
      "require", .statement, "require CONDITION else \"MESSAGE\"", "stops the script if it does not hold",
      "require any(sponsors) else \"Nobody speaks for us\""),
    LanguageWord(
      "for", .statement, "for each NAME in QUERY { ... }", "does something for each row",
      "for each s in sponsors | take 3 {\n  print \"\\(s.name): \\(s.title)\"\n}"),
    LanguageWord(
      "if", .statement, "if CONDITION { ... } [else { ... }]", "does something only if the condition is yes",
      "if count(sponsors) = 0 {\n  print \"No sponsor\"\n} else {\n  print \"ok\"\n}"),
    LanguageWord(
      "describe", .statement, "describe NAME", "explains an entity, scale, check or query", "describe stakeholder"),
    LanguageWord("help", .statement, "help [NAME]", "explains a word of the language, or anything named", "help where"),
  ]

  static let reports: [LanguageWord] = [
    LanguageWord(
      "compare", .report, "compare baseline, \"S\", ... [on MEASURE, ...] [because]",
      "puts scenarios side by side; without measures, every figure that moves",
      "scenario \"Win\" { stakeholder \"Dana Li\" | set alignment = sponsor }\ncompare baseline, \"Win\" on sponsors because"
    ),
    LanguageWord(
      "diff", .report, "diff \"S\" [, \"T\"]", "lists what a scenario changes",
      "scenario \"Win\" { stakeholder \"Dana Li\" | set power = 9 }\ndiff \"Win\""),
    LanguageWord("changes", .report, "changes", "lists the changes of this session", "changes"),
    LanguageWord("scenarios", .report, "scenarios", "lists the scenarios", "scenarios"),
    LanguageWord("checks", .report, "checks", "lists the checks there are", "checks | take 5"),
    LanguageWord("frameworks", .report, "frameworks", "lists the files of the library", "frameworks | take 5"),
    LanguageWord(
      "ask", .report, "ask [CHECK]", "ranks what to find out next, and from whom", "ask growth | take 5"),
    LanguageWord(
      "stale", .report, "stale DURATION", "lists verdicts that rest on old or assumed facts", "stale 90 days | take 5"),
    LanguageWord(
      "path", .report, "path from ROWS to ROWS along ENTITY", "finds who reaches whom, and through whom",
      "path from facilitators to deciders along influences"),
    LanguageWord(
      "sweep", .report, "sweep FIELD over FROM..TO [step X] on MEASURE, ...", "tries every value of one fact",
      "sweep stakeholder \"Dana Li\".alignment over neutral..sponsor on sponsors", isUnbuilt: true,
      instead: "`scenario` and `compare` try changes out one by one"),
    LanguageWord(
      "sensitivity", .report, "sensitivity on MEASURE, ... by FIELD [+- PERCENT]",
      "asks which facts move a figure most",
      "sensitivity on count(sponsors) by opportunity.probability +- 10%", isUnbuilt: true,
      instead: "`scenario` and `compare` try changes out one by one"),
    LanguageWord(
      "simulate", .report, "simulate N on MEASURE, ... [seed N]", "plays chances through many times",
      "chance won on opportunity = probability\nsimulate 1000 on count(opportunities where won) seed 7",
      isUnbuilt: true,
      instead: "`scenario` and `compare` try changes out one by one"),
    LanguageWord(
      "reach", .report, "reach CONDITION [with MOVE, ...] [within N changes]",
      "finds the fewest changes that make it so",
      "reach count(sponsors) >= 2 with stakeholder.alignment up 1", isUnbuilt: true,
      instead: "`scenario` and `compare` try changes out one by one"),
    LanguageWord(
      "break", .report, "break CONDITION [with LOSS, ...] [within N changes]", "finds the fewest losses that undo it",
      "loss leaves on stakeholder \"Leaves\" { remove }\nbreak count(sponsors) >= 1 with leaves", isUnbuilt: true,
      instead: "`scenario` and `compare` try changes out one by one"),
  ]
}
