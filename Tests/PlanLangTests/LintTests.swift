import Testing

@testable import PlanLang

/// What `lint` finds, where, and what it leaves alone.
struct LintTests {
  /// A small shop with every kind of declaration the rules look at.
  static let declarations = """
    scale warmth { cold "Cold"; mild "Mild"; warm "Warm" }
    choice colour { red "Red"; blue "Blue" }
    entity shop plural shops { region text; tier warmth }
    entity clerk plural clerks in shop {
      title text; mood warmth; power number 0..10; pace integer; since date; boss clerk; friends set of clerk; colour colour
    }
    entity goal plural goals in clerk { rank integer; due date; worth money; owner clerk }
    let stars = clerks | where mood = warm
    let everyone = clerks
    check tidy on shop { test named "Named" { pass when region is known } }
    """

  private func findings(_ text: String, withCatalog: Bool = true, today: String = "2026-11-21") -> [Diagnostic] {
    let tree = parse(text)
    #expect(tree.diagnostics.map(brief) == [])
    var builder = CatalogBuilder(Catalog())
    builder.add([parse(LintTests.declarations), tree])
    let clock = CalendarDate(today) ?? CalendarDate(days: 0)
    return Linter(today: clock, catalog: withCatalog ? builder.catalog : nil).lint([tree])
  }

  private func lint(_ text: String, withCatalog: Bool = true, today: String = "2026-11-21") -> [String] {
    let found = findings(text, withCatalog: withCatalog, today: today)
    #expect(found.allSatisfy { $0.severity == .warning })
    return found.map(brief)
  }

  private func test(_ condition: String) -> String {
    "check c on clerk { test t \"T\" { pass when \(condition) } }"
  }

  // MARK: The rules

  @Test func unusedScenarios() {
    #expect(lint("scenario \"A\" { clerks | set pace = 1 }") == ["P0701 1:10 \"A\""])
    for use in [
      "compare baseline, \"A\" on stars", "use scenario \"A\"", "diff \"A\"", "adopt \"A\"", "drop scenario \"A\"",
      "scenario \"B\" from \"A\" {}\ndiff \"B\"", "param which text\nuse scenario which",
    ] {
      #expect(lint("scenario \"A\" { clerks | set pace = 1 }\n\(use)") == [], "\(use)")
    }
    #expect(lint("scenario \"A\" {}\nreach stars >= 2 as scenario \"A\"") == ["P0701 1:10 \"A\""])
  }

  @Test func scenariosUsedInAnotherFile() {
    let data = parse("scenario \"A\" {}\nscenario \"B\" {}")
    let script = parse("compare baseline, \"A\" on stars")
    let found = Linter(today: CalendarDate(days: 0)).lint([data, script])
    #expect(found.map(brief) == ["P0701 2:10 \"B\""])
  }

  @Test func countedTests() {
    #expect(lint(test("count(goals where rank = 1) > 0")) == ["P0702 1:43 count(goals where rank = 1)"])
    #expect(lint(test("count(friends) in 1..3")) == ["P0702 1:43 count(friends)"])
    #expect(lint(test("2 <= stars")) == ["P0702 1:48 stars"])
    #expect(
      lint("check c on clerk { test t \"T\" { pass when yes; fail when count(goals where rank = 1) * 2 = 4 } }")
        == ["P0702 1:58 count(goals where rank = 1)"])
    // Counting every thing of a kind is certain, and so are the functions made for it.
    for condition in [
      "count(goals) > 0", "count(boss.goals) > 0", "count(all clerks) = 1", "any(goals where rank = 1)", "everyone > 3",
      "at_least(2, goals where rank = 1)", "pace > 3 and any(goals where count(boss.goals) > 1)",
    ] {
      #expect(lint(test(condition)) == [], "\(condition)")
    }
    // Outside tests a count is what it says.
    #expect(lint("if count(stars where pace = 1) > 0 { print 1 }") == [])
  }

  @Test(arguments: [
    ("count(goals where rank = 1) > 0", "any(goals where rank = 1)"),
    ("count(goals where rank = 1) >= 2", "at_least(2, goals where rank = 1)"),
    ("count(goals where rank = 1) = 0", "not any(goals where rank = 1)"),
    ("count(goals where rank = 1) != 0", "any(goals where rank = 1)"),
    ("count(goals where rank = 1) < 1", "not any(goals where rank = 1)"),
    ("count(goals where rank = 1) <= 1", "not at_least(2, goals where rank = 1)"),
    ("count(goals where rank = 1) = 1", "(any(goals where rank = 1) and not at_least(2, goals where rank = 1))"),
  ]) func countedTestsHaveRepairs(_ condition: String, _ repair: String) throws {
    let found = findings(test(condition))
    let fixIt = try #require(found.first?.fixIts.first?.replacements.first)
    #expect(fixIt.text == repair)
    #expect(fixIt.range.text == condition)
    #expect(lint(test(repair)) == [])
  }

  @Test(arguments: [
    "no", "no and pace > 1", "yes and not yes", "pace = 1 and pace = 2", "pace > 3 and power = 1 and pace < 2",
    "pace >= 3 and pace < 3", "power > 10", "power < 0", "power in 11..12", "mood > warm", "mood < cold",
    "boss.power > 10",
    "clerk.power > 10", "colour = red and colour = blue", "mood = warm and (mood = cold and pace = 1)",
    "pace is unknown and pace = 1", "title is none and title is some", "title is unknown and title is known",
    "since > 2026-01-01 and since < 2025-01-01", "(no or no)", "if pace = 1 then no else no",
    "pace in 5..3", "mood <= mild and mood >= warm", "not (pace = 1 or yes)",
  ]) func testsThatNeverPass(_ condition: String) {
    let found = findings(test(condition))
    #expect(found.map(\.code) == [.neverPasses], "\(condition): \(found.map(brief))")
    #expect(found.first?.primary?.range.text == condition)
  }

  @Test(arguments: [
    "yes", "pace = 1 or pace = 2", "pace > 3 and pace < 5", "power >= 10", "mood = warm", "mood >= warm",
    "pace = 1 and boss.pace = 2", "pace is unknown or pace = 1", "not (pace = 1 and pace = 2)",
    "title is known and title is none",
    "pace in 1..3 and pace = 3", "any(goals where rank = 1) and any(goals where rank = 2)", "pace != 3 and pace != 4",
    "if pace = 1 then no else yes", "unknown or yes", "colour = red and mood = warm", "pace not in 5..3",
    "worth > 3 EUR and worth < 2 USD",
  ]) func testsThatMayPass(_ condition: String) {
    #expect(lint(test(condition)) == [])
  }

  @Test func verdictsAndRowsThatNeverCome() {
    let two = "test a \"A\" { pass when yes }; advisory test b \"B\" { pass when yes }"
    #expect(
      lint("check c on clerk { \(two); verdict x when passed = 2; verdict y otherwise }") == ["P0703 1:104 passed = 2"])
    #expect(
      lint("check c on clerk { \(two); verdict x when failed > 1 and passed = 0; verdict y otherwise }").count == 1)
    #expect(
      lint("check c on clerk { \(two); verdict x when passed = 1; verdict y when passed >= 1; verdict z otherwise }")
        == [])
    #expect(lint("check c on clerk { \(two); verdict x when a fails and no; verdict y otherwise }").count == 1)
    #expect(lint("check c on clerk where power > 12 { \(two) }") == ["P0703 1:24 power > 12"])
    #expect(
      lint("check c on clerk each goal where rank = 1 and rank = 2 { \(two) }") == ["P0703 1:34 rank = 1 and rank = 2"])
    // Bare names are the goal's in an `each` check; the clerk's are written with its name.
    #expect(lint("check c on clerk each goal { test a \"A\" { pass when clerk.power > 12 } }").count == 1)
  }

  @Test func shadowedNames() {
    #expect(
      lint("param tier text\nshops | where tier = tier | show name")
        == ["P0704 2:15 tier", "P0704 2:22 tier"])
    #expect(lint("param wanted text\nshops | where region = wanted | show name") == [])
    #expect(lint("param tier text\nprint tier") == [])
    #expect(lint("param rank integer\nclerks | where any(goals where rank = 1)") == ["P0704 2:32 rank"])
    #expect(lint("for each c in clerks { for each c in shops { print c.name } }") == ["P0704 1:33 c"])
    #expect(lint("for each stars in clerks { print stars.name }") == ["P0704 1:10 stars"])
    #expect(lint("param clerks text") == ["P0704 1:7 clerks"])
    #expect(lint("for each clerk in clerks { print clerk.name }") == [])
    #expect(lint("clerks | with pace = pace * 2 | show name, pace") == ["P0704 1:15 pace"])
    #expect(lint("stars | boss | goals | with rank = 1") == ["P0704 1:29 rank"])
    #expect(lint("clerks | show pace = pace * 2, title") == [])
    #expect(lint("clerks | count by mood | with mood = 1") == [])
    #expect(
      lint(
        "check c on clerk { setting pace integer = 3; field mood text = \"x\"; field fine text = \"x\"; test a \"A\" { pass when yes } }"
      )
        == ["P0704 1:28 pace", "P0704 1:52 mood"])
    #expect(
      lint("for each c in clerks { for each c in shops { print c.name } }", withCatalog: false) == ["P0704 1:33 c"])
  }

  @Test func oldEvidence() {
    func shop(_ evidence: String) -> String { "shop \"A\" { region = \"N\" \(evidence) }" }
    #expect(lint(shop("per \"call\" on 2025-11-20")) == ["P0705 1:39 2025-11-20"])
    #expect(lint(shop("per \"call\" on 2025-11-21")) == [])
    #expect(lint(shop("per \"call\" on 2020-01-01 assumed per \"mail\" on 2026-05-01")) == [])
    #expect(lint(shop("per \"call\" on 2020-01-01 per \"mail\" on 2021-01-01")) == ["P0705 1:64 2021-01-01"])
    #expect(lint(shop("per \"call\"")) == [])
    #expect(lint(shop("per \"call\" on today")) == [])
    #expect(lint("per \"call\" on 2020-01-01 { shop \"A\" { region = \"N\" } }") == ["P0705 1:15 2020-01-01"])
    #expect(
      lint("table shops {\n name | region\n \"A\" | \"N\" per \"x\" on 2020-01-01\n}") == ["P0705 3:23 2020-01-01"])
    #expect(lint("shops | set region = \"N\" per \"x\" on 2020-01-01") == ["P0705 1:37 2020-01-01"])
    // The last day of February has no counterpart in most years.
    #expect(lint(shop("per \"call\" on 2023-02-28"), today: "2024-02-29") == [])
    #expect(lint(shop("per \"call\" on 2023-02-27"), today: "2024-02-29").count == 1)
  }

  // MARK: Allowing

  @Test func commentsAllowWhatStandsBelowOrBesideThem() {
    #expect(lint("# lint: allow unused_scenario — shown in the workshop\nscenario \"A\" {}") == [])
    #expect(lint("scenario \"A\" {}  # lint: allow unused_scenario: shown in the workshop") == [])
    #expect(lint("## Doc\n# lint: allow unused_scenario - later\n\n# more\nscenario \"A\" {}") == [])
    // A comment above a block speaks for all of it, one in it for its own line or member only.
    let block = "shop \"A\" {\n  region = \"N\" per \"x\" on 2020-01-01\n  tier = warm per \"x\" on 2020-01-01\n}"
    #expect(lint("# lint: allow old_evidence — kept for the story\n" + block) == [])
    #expect(
      lint(block.replacing("  region", with: "  # lint: allow old_evidence — story\n  region")) == [
        "P0705 4:26 2020-01-01"
      ])
    #expect(
      lint(block.replacing("\n  tier", with: "  # lint: allow old_evidence — story\n  tier"))
        == ["P0705 3:26 2020-01-01"])
    #expect(
      lint(
        "# lint: allow unused_scenario, old_evidence — both\nscenario \"A\" { clerks | set pace = 1 per \"x\" on 2020-01-01 }"
      ) == [])
    #expect(
      lint(
        "table shops {\n name | region\n # lint: allow old_evidence — story\n \"A\" | \"N\" per \"x\" on 2020-01-01\n}")
        == [])
  }

  @Test func commentsThatAllowNothingAreTold() {
    #expect(lint("# lint: allow unused_scenario — why\nclerks") == ["P0706 1:1 # lint: allow unused_scenario — why"])
    #expect(
      lint("scenario \"A\" {}\ndiff \"A\"\n# lint: allow unused_scenario — why") == [
        "P0706 3:1 # lint: allow unused_scenario — why"
      ])
    #expect(
      lint("# lint: allow old_evidence — why\nscenario \"A\" {}") == [
        "P0706 1:1 # lint: allow old_evidence — why", "P0701 2:10 \"A\"",
      ])
    let both = findings("# lint: allow unused_scenario, old_evidence — why\nscenario \"A\" {}")
    #expect(both.map(\.code) == [.idleSuppression])
    #expect(both[0].fixIts.isEmpty)
    // What a rule can't see without the declarations is not held against the comment.
    #expect(lint("# lint: allow never_passes — why\n" + test("power > 12"), withCatalog: false) == [])
  }

  @Test func commentsNeedAReason() {
    for comment in [
      "# lint: allow unused_scenario", "# lint: allow unused_scenario —", "#lint: allow unused_scenario -  ",
    ] {
      let found = findings("\(comment)\nscenario \"A\" {}")
      #expect(found.map(\.code) == [.unexplainedSuppression])
    }
    #expect(findings("# lint: allow unused_scenario\nclerks").map(\.code) == [.idleSuppression])
  }

  @Test func commentsWithUnknownRulesAreTold() throws {
    let found = findings("# lint: allow unused_scenari — why\nscenario \"A\" {}")
    #expect(found.map(\.code) == [.unknownRule, .unusedScenario])
    let fixIt = try #require(found[0].fixIts.first?.replacements.first)
    #expect(fixIt.range.text == "unused_scenari" && fixIt.text == "unused_scenario")
    #expect(findings("# lint: ignore everything\nclerks").map(\.code) == [.unknownRule])
    #expect(findings("# lint\n# lint it later\nclerks").map(\.code) == [])
  }

  @Test func onlyTheChosenRulesAreApplied() {
    let tree = parse("scenario \"A\" {}\n# lint: allow old_evidence — why\nclerks")
    #expect(Linter(today: CalendarDate(days: 0), rules: [.oldEvidence]).lint([tree]).map(\.code) == [.idleSuppression])
    #expect(Linter(today: CalendarDate(days: 0), rules: []).lint([tree]).isEmpty)
  }

  @Test func textsWithErrorsAreLeftOut() {
    #expect(Linter(today: CalendarDate(days: 0)).lint([parse("scenario \"A\" {")]).isEmpty)
  }

  @Test func everyRuleSaysWhatItFindsAndHowToKeepIt() {
    for rule in LintRule.allCases {
      #expect(!rule.summary.isEmpty)
      #expect(rule.code.severity == .warning)
    }
    #expect(
      findings("scenario \"A\" {}")[0].notes.last
        == "if it is meant so, say why: `# lint: allow unused_scenario — REASON`")
  }

  @Test func anyTextIsLintedWithoutTrapping() {
    var dice = Dice(seed: 8)
    var builder = CatalogBuilder(Catalog())
    builder.add([parse(LintTests.declarations)])
    let linter = Linter(today: CalendarDate(days: 20_000), catalog: builder.catalog)
    for text in Samples.all {
      _ = linter.lint([parse(text)])
      for _ in 0..<6 { _ = linter.lint([Parser.parse(mutated(SourceText(text), changes: 2, dice: &dice))]) }
    }
  }
}
