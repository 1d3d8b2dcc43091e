/// Small texts that together use every construct of the language; each must parse without a word of complaint.
enum Samples {
  /// One declaration form each.
  static let declarations = [
    "## How warm the tie is (cold to warm)\nscale warmth { cold \"Cold\"; mild; warm \"Warm\" }",
    "choice colour {\n  red \"Red\"\n  blue \"Blue\"\n}",
    "entity shop plural shops { region text }",
    "entity clerk plural clerks in shop { title text; boss clerk; skills set of skill; notes text internal }",
    "entity goal plural goals in shop or clerk { rank integer 1..7 required; due date default 2026-12-31; worth money default -3 EUR }",
    "entity visit plural visits in shop labelled day, clerk { day date; clerk clerk }",
    "entity tie plural ties in shop unlabelled { from clerk; to clerk }",
    "entity a plural bs in c or\n  d labelled x,\n  y { x text; y text }",
    "extend shop { margin percent = profit / revenue; seats number 0..10 internal; mood warmth default mild }",
    "extend shop {\n  best money = max(\n    worth of goals\n    where rank = 1\n  )\n}",
    "worksheet pulse on shop answers rating integer 1..7 {\n  people \"People\" { cheer \"Do they greet you?\"; pace \"Is the queue short?\" }\n  room { light \"Is it bright?\" }\n}",
    "worksheet wishes on shop answers importance integer 1..5, performance integer 1..5 { all_of_it { price \"Price\" } }",
    "worksheet ready on shop answers yes_no { one { keys \"Keys handed over\" } }",
    "worksheet notes_kept on shop answers text,\n  mood warmth { one { first_day \"First day\" } }",
    """
    ## Can this clerk grow
    check growing on clerk where title is known or any(goals where rank = 1)
      each goal where due > today {
      cites "shop floor guide"
      setting limit percent = 80% "How much is enough"
      setting word text = "x"
      setting low number = -3
      test first_one "There is a first goal" {
        pass when rank = 1
        fail when rank is unknown and not any(goals)
        because "\\(clerk.name): \\(goal.name), \\(rank)"
        advice "Ask."
      }
      advisory test mild_enough "Mild at least" { pass when clerk.mood >= mild }
      verdict fine when passed = 2
      verdict stuck when first_one fails and not (mild_enough passes) or failed > 0
      verdict open otherwise
      field step warmth = if rank = 1 then warm else mild
    }
    """,
    "check tidy on shop { test clean \"Clean\" { pass when yes } }",
    "extend check growing { limit = 70%; word = \"y\" }",
    "move cheer_up on clerk \"Cheer up\" { when any(shop.goals where owner = this); set mood = next(mood), pace = 3 per \"plan\" on today assumed; cost 3 }",
    "loss quits on clerk \"Quits\" { remove }",
    "chance lands on goal = likelihood",
    "rate EUR = 1.08 USD on 2026-11-20 per \"bank\" on 2026-11-20 confirmed",
    "rate GBP = 1.27 USD",
    "define ratio(a number, b set of skill) = a / count(b)",
    "define answer() = 42",
    "let stars = clerks | where mood = warm",
    "let worth_all = sum(worth of goals)",
    "param shop_name text = \"Corner\" \"The shop to look at\"",
    "param depth integer = -2",
    "param since date",
  ]

  /// One form of data each.
  static let data = [
    "shop \"Corner\" {}",
    "shop \"Corner\" { region = \"North\"; open = yes; since = 2019-03-04 }",
    "shop \"Corner\" {\n  region = none\n  margin = -2.5%\n  debt = -1.2M EUR\n  period = 2026-Q4\n  month = 2026-11\n  wait = 90 days\n  skills = []\n  people = [\"A\", \"B\",]\n  long = [\n    \"A\",\n    \"B\"\n  ]\n}",
    "extend shop \"Corner\" of chain \"Blue\" { clerk \"Ana\" { title = \"Head\" } }",
    "shop \"Corner\" {\n  clerk \"Ana\" {\n    mood = warm per \"visit\" on 2026-09-12 assumed per \"call\"\n    boss = \"Bo\" of \"Main\"\n    goal \"Grow\" {}\n    lead = clerk \"Bo\" of shop \"Main\"\n    seen = [(visit 2026-01-02, \"Ana\"), \"B\" of \"C\", warm]\n    last = (visit 2026-01-02, \"Ana\")\n  }\n}",
    "shop \"Corner\" {\n  visit 2026-01-02, \"Ana\" { note = \"Fine\" }\n  tie { from = \"Ana\"; to = \"Bo\" }\n  pulse 2026-09-15 { cheer = 4; pace = 5 }\n}",
    "table shops {\n  name | region\n  \"A\" | \"North\"\n  \"B\" |\n  | \"South\"\n}",
    "shop \"Corner\" {\n  table clerks {\n    name  | mood per_cent\n  }\n}".replacing(" per_cent", with: ""),
    "shop \"Corner\" {\n  table wishes 2026-09-15 { \n    question | importance | performance\n    price    | 5          | 3\n    pace     |            | 4 per \"call\" on 2026-01-01 confirmed\n  }\n}",
    "per \"review\" on 2026-09-15 {\n  shop \"Corner\" { open = yes }\n  table shops {\n    name | region\n    \"C\" | \"West\"\n  }\n}",
    "shop \"Corner\" {\n  per \"review\" on 2026-09-15 confirmed per \"call\" on today {\n    mood = warm\n    per \"inner\" { pace = 1 }\n  }\n}",
    "shop \"Corner\" {\n  quote = \"\"\"\n    Two lines,\n    as they were.\n    \"\"\"\n}",
    "shop \"Jos\u{e9} \u{7530}\u{4e2d} \u{1F600}\" { name = \"\\\"Big\\\" \\\\ \\n \\t \\u{1F600}\" }",
  ]

  /// One statement form each.
  static let statements = [
    "load \"shops/\"", "load folder + \"x\"", "include \"common.plan\"",
    "import clerks from \"c.csv\" {\n  name = \"Full Name\"\n  mood = case \"Feeling\" { \"Happy\" -> warm; else -> unknown }\n  shop = \"Shop\"\n  pace = 3\n  colour = red\n} per \"export\" on 2026-01-01 preview",
    "import clerks from \"c.csv\"",
    "use shop \"Corner\"", "use shop shop_name", "use all", "use all; clerks", "use baseline", "use date 2026-11-21",
    "use scenario \"Better\"",
    "scenario \"Better\" { clerk \"Ana\" | set mood = warm }",
    "scenario \"Best\" from \"Better\" {\n  clerk \"Ana\" | set mood = warm, pace = 2\n  add clerk \"Cy\" of shop \"Corner\" { pace = 1 }\n}",
    "scenario \"Base\" from baseline {}",
    "adopt \"Better\"", "drop scenario \"Better\"",
    "check all", "check growing", "check growing for clerk \"Ana\" of shop \"Corner\"",
    "why growing for clerk \"Ana\"", "why growing not fine for goal \"Grow\" of clerk \"Ana\"",
    "why sum(worth of goals)",
    "why pace > 3",
    "add clerk \"Ana\" of shop \"Corner\" { pace = 1 }", "add tie of shop \"Corner\" { from = \"A\"; to = \"B\" }",
    "add tie { from = \"A\" }", "undo", "undo 3", "redo", "redo 2", "revert", "save", "reload",
    "blame clerk \"Ana\" of shop \"Corner\"",
    "print \"\\(count(clerks)) clerks, \\(\"in \\(pace) text\")\"", "print pace",
    "expect count(clerks) = 4", "expect \"\"\"\n  name,mood\n  Ana,warm\n  \"\"\"",
    "require any(clerks where pace >= 7) else \"Nobody is quick\"",
    "for each c in clerks | where pace > 2 { print \"\\(c.name): \\(c.mood)\" }",
    "if count(clerks) = 0 { print \"None\" } else { print \"Some\" }",
    "if a { print 1 } else if b { print 2 } else { print 3 }",
    "if pace > 3 then \"quick\" else \"slow\"",
    "describe clerk", "describe `odd name`", "help", "help growing", "help P0203",
    "compare baseline, \"Better\", \"Best\" on stars, growing.fine because", "compare baseline, \"Better\" on stars",
    "compare baseline,\n  \"Better\"\n  on stars".replacing("\n  on", with: " on"),
    "sweep clerk \"Ana\".mood over cold..warm on growing.fine",
    "sweep shop \"Corner\".worth over 0 EUR..1M EUR step 100 EUR on sum(worth of goals), stars",
    "sweep clerk \"Ana\".pace over [1, 3, 5] on stars",
    "sensitivity on worth_all by goal.likelihood +- 10%", "sensitivity on worth_all, stars by goal.likelihood",
    "simulate 10000 on sum(worth of goals where lands) seed 7", "simulate 100 on stars",
    "reach growing.fine >= 2",
    "reach growing.fine >= 2 with cheer_up, goal.ready to yes cost 1, clerk.mood up 1, clerk.pace down 2 cost 3 within 4 changes as scenario \"Cheap\"",
    "break growing.fine >= 1 with quits within 1 changes", "diff \"Better\"", "diff \"Better\", \"Best\"", "changes",
    "scenarios", "checks",
    "frameworks", "ask", "ask growing", "stale 60 days", "path from stars to deciders along ties",
    "changes | where field = \"pace\" | show thing, from, to", "checks | count",
  ]

  /// Queries with every step.
  static let queries = [
    "clerks", "all clerks", "clerk \"Ana\"", "clerk \"Ana\" of shop \"Corner\"", "_", "(clerks | take 3) | count",
    "today",
    "1.2M USD * 20%", "growing", "growing.fine", "this.mood", "warmth.mild",
    "clerks | where mood >= mild and pace < 3 or not (title is known) | show name, extra = pace * 2, title",
    "clerks | with gap = pace - 1, twice = gap * 2 | sort gap desc, name, pace asc | take 20% | skip 2 | distinct",
    "clerks\n  | where pace in 1..5\n  | where mood not in [cold, mild] and pace not in 3..4\n  | show name",
    "clerks |\n  where pace = 1 |\n  count by mood, title",
    "clerks | count", "clerks | summarize n = count(), total = sum(pace) by mood, q = quarter(since)",
    "clerks | summarize count(where mood = warm)",
    "clerks | matrix mood by title", "clerks | matrix mood by title of sum(pace)",
    "shop \"Corner\" | clerks | boss | goals",
    "clerks | where pace > 2 | set mood = warm per \"plan\" on today assumed, boss = clerk \"Bo\" of shop \"Main\",\n  pace = pace + 1",
    "clerks | where name = \"Ana\" | remove", "clerks | tree by boss", "clerks | bars",
    "clerks | count by mood | bars count",
    "clerks | matrix mood by title | heat", "clerks | as csv", "clerks | as markdown for customer",
    "clerks | to \"out.csv\"", "clerks | to \"out.md\" for customer", "| where pace > 2",
    "clerks | sort `unknown` desc", "visit (2026-01-02, \"Ana\")".replacing("(", with: "").replacing(")", with: ""),
    "clerks | show x = (visit 2026-01-02, \"Ana\"), y = visit 2026-01-02",
    "clerks | where title ~ \"head\" and boss is none and boss is some and boss is unknown",
    "clerks | where pace = pace ?? 0 - 1 and - pace = 3 and a != b",
    "clerks | show total = sum(worth of (goals | sort worth desc | take 20%)), n = at_least(2, goals where rank = 1)",
    "clerks | show all(done is known of goals where due < today), any(mood = warm of boss), first(name of goals), count(), list(all shops)",
    "clerks | show evidence(boss).on, mood.source, sources(mood), mood.on, rank, share(pace), running(pace), rank",
    "clerks | show start(2026-Q4), end(2026-11), convert(worth, USD), next(mood), under(boss, clerk \"Ana\")",
    "clerks | where objective \"X\" of clerk \"Ana\" = goal",
    "print if a then b else if c then d else e", "pulse | where trend = down",
    "shop.pulse.cheer", "shop.wishes.price.importance",
    "clerks | where (\n  pace > 1\n  and pace < 5\n)",
    "clerks | where pace = 1 or\n  pace = 2 or\n  pace = 3 |\n  show name,\n    title",
  ]

  static var all: [String] { declarations + data + statements + queries }
}
