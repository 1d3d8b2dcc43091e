import Glibc
import PlanLang
import Testing

@testable import PlanRuntime

/// Checks computed over columns give what the row evaluator gives: rows and their order, outcomes, verdicts, fields,
/// errors and the counts of the footer.
///
/// Every run asks the same questions. `PLANSHELL_DIFFERENTIAL=100000` asks so many, `PLANSHELL_SEED=7` others.
@Suite struct DifferentialCheckTests {
  @Test func columnsGiveWhatTheRowEvaluatorGives() throws {
    let wanted = DifferentialSettings.number("PLANSHELL_DIFFERENTIAL") ?? 2_000
    let seed = DifferentialSettings.number("PLANSHELL_SEED") ?? 1
    var tally = Tally()
    var number = seed * 1_000_000
    while tally.asked < wanted {
      number += 1
      let plan = RandomPlan(seed: UInt64(number))
      var checks = RandomChecks(plan, seed: UInt64(number))
      let session = Session(catalog: Catalog(), today: CalendarDate(days: 20_700), output: SilentOutput())
      do {
        try session.load(trees: [Parser.parse(SourceText(plan.declarations + checks.declarations + plan.facts))])
      } catch {
        tally.badPlans += 1
        if getenv("PLANSHELL_SHOW_REFUSALS") != nil {
          print(
            (error as? SessionFailure)?.diagnostics.first.map { "\($0.message): \($0.primary?.range.text ?? "")" } ?? ""
          )
        }
        try #require(tally.badPlans < 50 + wanted / 10, "too few invented plans are accepted: \(error)")
        continue
      }
      for place in 0..<20 {
        tally.asked += 1
        let difference: String?
        if place < checks.checks.count {
          difference = compareRows(of: checks.checks[place].name, session, &tally)
        } else {
          difference = compare(checks.question(), session, &tally)
        }
        guard let difference else { continue }
        tally.differences += 1
        Issue.record("plan \(number): \(difference)")
        if tally.differences >= 5 { return }
      }
    }
    #expect(tally.answered > wanted / 3, "most questions should be answered: \(tally)")
    #expect(tally.computed > tally.answered / 3, "most checks should be computed over columns: \(tally)")
    print("asked \(tally.asked): \(tally)")
  }

  private struct Tally {
    var asked = 0
    var badPlans = 0
    var refused = 0
    var answered = 0
    var failed = 0
    /// Questions whose rows came from columns.
    var computed = 0
    var differences = 0
  }

  private struct Outcome: Equatable {
    var frames: [Frame] = []
    var columns: [String] = []
    var leftOut = 0
    var skipped = 0
    var problem = ""

    var description: String {
      if !problem.isEmpty { return "the error \(problem)" }
      return "\(frames.count) rows, \(leftOut) left out, \(skipped) skipped: \(frames.prefix(8).map(\.columns))"
    }
  }

  private func evaluator(_ session: Session, _ definitions: Definitions, batches: Bool) -> Evaluator {
    let evaluator = Evaluator(
      catalog: session.catalog, definitions: definitions, snapshot: session.snapshot, today: session.today,
      scope: session.scope)
    evaluator.batchThreshold = 0
    evaluator.usesBatches = batches
    return evaluator
  }

  private func outcome(_ evaluator: Evaluator, _ body: (Evaluator) throws -> (frames: [Frame], columns: [String]))
    -> Outcome
  {
    var outcome = Outcome()
    do {
      (outcome.frames, outcome.columns) = try body(evaluator)
      (outcome.leftOut, outcome.skipped) = (evaluator.leftOutUnknown, evaluator.skippedUnknown)
    } catch let problem as Diagnostic {
      let place = problem.primary.map { "\($0.range.start)-\($0.range.end)" } ?? ""
      outcome.problem = "\(problem.code) \(problem.message) \(problem.notes) \(place)"
    } catch { outcome.problem = "\(error)" }
    return outcome
  }

  /// The rows of a check, for everything and for a thing of its subjects.
  private func compareRows(of name: String, _ session: Session, _ tally: inout Tally) -> String? {
    guard let id = session.catalog.check(named: name) else { return "no check \(name)" }
    let subject = session.catalog.checks[id].subject
    let things = session.snapshot.rows(of: subject).prefix(3).map { ThingReference(entity: subject, row: $0) }
    for within in [nil] + things.map({ Optional($0) }) {
      func rows(_ evaluator: Evaluator) throws -> (frames: [Frame], columns: [String]) {
        let first = try evaluator.rows(ofCheck: id, within: within)
        // Asked twice its unknowns still count once.
        return (first + (try evaluator.rows(ofCheck: id, within: within)), [])
      }
      let slow = outcome(evaluator(session, session.definitions, batches: false), rows)
      let fast = outcome(evaluator(session, session.definitions, batches: true), rows)
      if slow.problem.isEmpty { tally.answered += 1 } else { tally.failed += 1 }
      let again = evaluator(session, session.definitions, batches: true)
      if (try? BatchExecutor.rows(ofCheck: id, within: within, again)) ?? nil != nil { tally.computed += 1 }
      if slow != fast {
        return
          "`\(name)` for \(within.map { "#\($0.row)" } ?? "all"): \(slow.description) but columns give \(fast.description)"
      }
    }
    return nil
  }

  private func compare(_ question: String, _ session: Session, _ tally: inout Tally) -> String? {
    guard let checked = try? session.check(SourceText(question)),
      case .query(let plan)? = checked.statements.first?.kind
    else {
      tally.refused += 1
      return nil
    }
    func answer(_ evaluator: Evaluator) throws -> (frames: [Frame], columns: [String]) {
      let result = try evaluator.run(plan).asShown
      return (result.frames, result.shape.columns.map(\.name))
    }
    let slow = outcome(evaluator(session, checked.definitions, batches: false), answer)
    let fast = outcome(evaluator(session, checked.definitions, batches: true), answer)
    if slow.problem.isEmpty { tally.answered += 1 } else { tally.failed += 1 }
    let result = try? BatchExecutor.run(plan, evaluator(session, checked.definitions, batches: true))
    if result?.steps == plan.steps.count { tally.computed += 1 }
    return slow == fast ? nil : "`\(question)`: \(slow.description) but columns give \(fast.description)"
  }
}
