import PlanLang
import Testing

@testable import PlanRuntime

/// How much a statement may look at, and that what stops halfway leaves the facts alone.
@Suite struct WorkMeterTests {
  private static let facts = """
    entity firm plural firms { size number }
    entity person plural persons in firm { power number; boss person }
    entity link plural links in firm unlabelled { a person; b person }
    check strong on person { test power "Power" { pass when power > 1 } }
    """
    + (0..<20).map { firm in
      "\nfirm \"F\(firm)\" { size = \(firm) " + (0..<30).map { "; person \"P\($0)\" { power = \($0 % 5) }" }.joined()
        + " }"
    }.joined()

  private func stopped(_ text: String, budget: Int) throws -> Diagnostic? {
    let fixture = try ChangeFixture(WorkMeterTests.facts)
    fixture.session.work.budget = budget
    let before = fixture.everything
    do { try fixture.run(text) } catch let failure as SessionFailure {
      #expect(failure.exitStatus == 3)
      #expect(fixture.everything == before)
      // The next statement has a budget of its own.
      fixture.session.work.budget = 1_000
      #expect(try fixture.lines("firms | count") == ["count", "20"])
      return failure.diagnostics.first
    }
    return nil
  }

  @Test(arguments: [
    "persons | where count(all persons where power > this.power) > 3",
    "persons | where power > 1 | sort power | show name",
    "persons | set power = 3", "persons | remove", "check strong", "check all", "persons | matrix power by firm",
    "for each p in persons { print p.name }", "compare baseline, baseline on sum(power of persons), strong.passing",
    "persons | summarize median(power) by firm", "persons | show rank, name",
    "path from persons to persons along link",
    "why sum(power of persons)", "require any(persons where power > 40) else \"weak\"",
  ])
  func aStatementThatLooksAtTooMuchIsStopped(_ text: String) throws {
    let diagnostic = try #require(try stopped(text, budget: 100))
    #expect(diagnostic.code == .stepBudget, "\(text): \(diagnostic.message)")
    #expect(diagnostic.message == "this looks at more than 100 rows, which is its budget")
    #expect(diagnostic.notes.last == "nothing was changed")
    #expect(diagnostic.primary?.range.text == text)
  }

  @Test func whatFitsRuns() throws {
    let fixture = try ChangeFixture(WorkMeterTests.facts)
    fixture.session.work.budget = 5_000
    #expect(try fixture.lines("persons | where power > 3 | count") == ["count", "120"])
    // Each statement begins anew.
    for _ in 0..<20 { try fixture.run("persons | where power > 3 | count") }
    let used = fixture.session.work.rowsSoFar
    #expect(used > 0 && used <= 5_000)
    // The same work is the same number of rows, whoever does it when.
    try fixture.run("persons | where power > 3 | count")
    #expect(fixture.session.work.rowsSoFar == used)
    fixture.session.work.budget = used
    try fixture.run("persons | where power > 3 | count")
    fixture.session.work.budget = used - 1
    #expect(throws: SessionFailure.self) { try fixture.run("persons | where power > 3 | count") }
  }

  @Test func whatWasChangedBeforeStaysAndIsSaid() throws {
    let fixture = try ChangeFixture(WorkMeterTests.facts)
    fixture.session.work.budget = 100
    do {
      try fixture.run("firm \"F1\" | set size = 99\npersons | set power = 1")
      Issue.record("not stopped")
    } catch let failure as SessionFailure {
      #expect(
        failure.diagnostics.first?.notes.last
          == "what was changed before that stays: `changes` lists it, `undo` takes it back")
    }
    #expect(try fixture.lines("changes | count") == ["count", "1"])
  }
}
