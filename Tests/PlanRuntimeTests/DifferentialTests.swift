import Glibc
import PlanLang
import Testing

@testable import PlanRuntime

/// Batches give what the row evaluator gives: values, order, unknowns, errors and the counts of the footer.
///
/// Every run asks the same questions. `PLANSHELL_DIFFERENTIAL=100000` asks so many, `PLANSHELL_SEED=7` others.
@Suite struct DifferentialTests {
  private static func setting(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }

  @Test func batchesGiveWhatTheRowEvaluatorGives() throws {
    let wanted = DifferentialTests.setting("PLANSHELL_DIFFERENTIAL") ?? 4_000
    let seed = DifferentialTests.setting("PLANSHELL_SEED") ?? 1
    var asked = 0
    var tally = Tally()
    var plan = seed * 1_000_000
    while asked < wanted {
      plan += 1
      var random = RandomPlan(seed: UInt64(plan))
      let session = Session(catalog: Catalog(), today: CalendarDate(days: 20_700), output: SilentOutput())
      // Things before what is declared with them would be an error; a text is checked as a whole.
      do { try session.run(SourceText(random.declarations + random.facts)) } catch {
        tally.badPlans += 1
        tally.lastRefusal =
          "\((error as? SessionFailure)?.diagnostics.first?.message ?? "") \((error as? SessionFailure)?.diagnostics.first?.primary?.range.text ?? "")"
        if getenv("PLANSHELL_SHOW_REFUSALS") != nil { print(tally.lastRefusal) }
        try #require(tally.badPlans < 50 + wanted / 20, "too few invented plans are accepted: \(error)")
        continue
      }
      for _ in 0..<40 {
        asked += 1
        let question = random.question()
        guard let difference = try compare(question, session, &tally) else { continue }
        Issue.record("plan \(plan), `\(question)`: \(difference)")
        if tally.differences >= 5 { return }
      }
    }
    #expect(tally.answered > wanted / 3, "most questions should be answered: \(tally)")
    #expect(tally.batched > wanted / 3, "most answers should come from batches: \(tally)")
    print("asked \(asked): \(tally)")
  }

  struct Tally {
    var badPlans = 0
    var refused = 0
    var answered = 0
    var failed = 0
    var batched = 0
    var differences = 0
    var lastRefusal = ""
  }

  private struct Outcome: Equatable {
    var frames: [Frame] = []
    var columns: [String] = []
    var leftOut = 0
    var skipped = 0
    var problem = ""
  }

  private func compare(_ question: String, _ session: Session, _ tally: inout Tally) throws -> String? {
    let checked: Session.CheckedText
    do { checked = try session.check(SourceText(question)) } catch let failure as SessionFailure {
      tally.refused += 1
      tally.lastRefusal = "\(question): \(failure.diagnostics.first?.message ?? "")"
      return nil
    }
    guard case .query(let plan)? = checked.statements.first?.kind else { return "no query" }
    let slow = outcome(plan, session, checked, batches: false)
    let fast = outcome(plan, session, checked, batches: true)
    if slow.problem.isEmpty { tally.answered += 1 } else { tally.failed += 1 }
    let evaluator = self.evaluator(session, checked)
    if let result = try? BatchExecutor.run(plan, evaluator), result.steps == plan.steps.count { tally.batched += 1 }
    if slow == fast { return nil }
    tally.differences += 1
    return "\(describe(slow)) but batches give \(describe(fast))"
  }

  private func evaluator(_ session: Session, _ checked: Session.CheckedText) -> Evaluator {
    let evaluator = Evaluator(
      catalog: checked.catalog, definitions: checked.definitions, snapshot: session.snapshot, today: session.today,
      scope: session.scope)
    evaluator.batchThreshold = 0
    return evaluator
  }

  private func outcome(_ plan: QueryPlan, _ session: Session, _ checked: Session.CheckedText, batches: Bool) -> Outcome
  {
    let evaluator = self.evaluator(session, checked)
    evaluator.usesBatches = batches
    var outcome = Outcome()
    do {
      let result = try evaluator.run(plan)
      outcome.frames = result.frames
      outcome.columns = result.shape.columns.map(\.name)
      outcome.leftOut = evaluator.leftOutUnknown
      outcome.skipped = evaluator.skippedUnknown
    } catch let problem as Diagnostic {
      outcome.problem =
        "\(problem.code) \(problem.message) \(problem.notes) \(problem.primary.map { "\($0.range.start)-\($0.range.end)" } ?? "")"
    } catch {
      outcome.problem = "\(error)"
    }
    return outcome
  }

  private func describe(_ outcome: Outcome) -> String {
    if !outcome.problem.isEmpty { return "the error \(outcome.problem)" }
    let rows = outcome.frames.prefix(12).map { frame in "\(frame.thing.map { "#\($0.row)" } ?? "") \(frame.columns)" }
    return
      "\(outcome.frames.count) rows, \(outcome.leftOut) left out, \(outcome.skipped) skipped, \(outcome.columns): \(rows)"
  }
}

/// Shows nothing.
final class SilentOutput: SessionOutput {
  func show(_ table: ResultTable, _ presentation: Presentation) throws {}
  func show(text: String) {}
  func note(_ text: String) {}
  func report(_ diagnostics: [Diagnostic]) {}
  func confirm(_ question: String) -> Bool { true }
}
