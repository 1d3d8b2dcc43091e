import PlanLang
import Testing

@testable import PlanRuntime

/// Many checks computed on two threads give what they give one after the other: rows, warnings and errors, each in order.
@Suite struct CheckPassTests {
  private struct Outcome: Equatable {
    var rows: [[Value]] = []
    var warnings: [String] = []
    var error: String?
  }

  private func outcome(_ session: Session, twoThreads: Bool) -> Outcome {
    let evaluator = session.evaluator()
    evaluator.checkPassThreshold = twoThreads ? 0 : .max
    var outcome = Outcome()
    evaluator.onWarning = { outcome.warnings.append($0.message) }
    do {
      outcome.rows = try CheckReporter(evaluator: evaluator).overview(within: nil).rows
    } catch {
      outcome.error = (error as? Diagnostic)?.message ?? "\(error)"
    }
    return outcome
  }

  private func loaded(_ text: String) throws -> Session {
    let session = Session(catalog: Catalog(), today: CalendarDate(days: 20_700), output: SilentOutput())
    try session.load(trees: [Parser.parse(SourceText(text))])
    let resolver = Resolver(
      catalog: session.catalog, definitions: session.definitions,
      directory: ThingFinder(snapshot: session.snapshot, catalog: session.catalog))
    for check in session.catalog.checks { resolver.resolveCheckNamed(check.name) }
    try #require(!resolver.diagnostics.contains { $0.severity == .error })
    return session
  }

  @Test func twoThreadsGiveWhatOneGives() throws {
    var plans = 0
    var withRows = 0
    var withErrors = 0
    for seed in 1...120 {
      let plan = RandomPlan(seed: UInt64(seed))
      let checks = RandomChecks(plan, seed: UInt64(seed))
      guard let session = try? loaded(plan.declarations + checks.declarations + plan.facts) else { continue }
      plans += 1
      let expected = outcome(session, twoThreads: false)
      if !expected.rows.isEmpty { withRows += 1 }
      if expected.error != nil { withErrors += 1 }
      #expect(outcome(session, twoThreads: true) == expected, "plan \(seed)")
    }
    #expect(plans > 60 && withRows > 20, "\(plans) plans, \(withRows) with rows, \(withErrors) with errors")
  }

  private func checks(_ tests: [String]) -> String {
    "entity firm plural firms { size number; cost money }\n"
      + tests.enumerated().map { "check c\($0) on firm { test t \"T\" { pass when \($1) } }\n" }.joined()
      + (0..<40).map { "firm \"F\($0)\" { size = \($0); cost = \($0) \($0 % 2 == 0 ? "NOK" : "PLN") }\n" }.joined()
  }

  @Test func warningsAreToldOnceAndInOrder() throws {
    let session = try loaded(
      checks((0..<12).map { "convert(cost, \(["EUR", "USD", "SEK", "DKK"][$0 % 4])) > 0 or size > \($0)" }))
    let expected = outcome(session, twoThreads: false)
    #expect(expected.warnings.count > 1)
    for _ in 0..<20 { #expect(outcome(session, twoThreads: true) == expected) }
  }

  @Test func theFirstErrorIsTheOneTold() throws {
    let session = try loaded(
      checks((0..<12).map { $0 < 5 ? "size > \($0)" : "size * 900000000000 > \($0) or size > \($0)" }))
    let expected = outcome(session, twoThreads: false)
    #expect(expected.error != nil)
    for _ in 0..<20 { #expect(outcome(session, twoThreads: true) == expected) }
  }
}
