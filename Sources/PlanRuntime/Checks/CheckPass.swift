import PlanLang
import Synchronization

/// One pass over many checks: each is computed by itself, two at a time where there is enough to do.
///
/// The rows stand in the order of the checks and what is warned of is told in that order, whichever thread was first.
struct CheckPass {
  let evaluator: Evaluator

  /// What there is to say of a check, for a reporter on any thread.
  typealias Answer = (_ reporter: CheckReporter, _ check: Int) throws -> [[Value]]

  func rows(of checks: [Int], _ answer: @escaping Answer) throws -> [[Value]] {
    guard paysForTwo(checks) else {
      let reporter = CheckReporter(evaluator: evaluator)
      return try checks.flatMap { try answer(reporter, $0) }
    }
    let queue = CheckQueue(checks)
    let here = CheckWorker(queue, sharing: evaluator, answer)
    let there = CheckWorker(queue, sharing: evaluator, answer)
    BatchThread.both({ there.work() }, { here.work() })
    var found: [CheckWorker.Outcome?] = Array(repeating: nil, count: checks.count)
    for (place, outcome) in here.outcomes + there.outcomes { found[place] = outcome }
    var rows: [[Value]] = []
    for case let outcome? in found {
      outcome.warnings.forEach(evaluator.warn)
      if let error = outcome.error { throw error }
      rows += outcome.rows
    }
    if let error = here.error ?? there.error { throw error }
    return rows
  }

  /// Whether a second thread has enough to do. What is read for `ask` and `why` is told in order, and a budget is used up at
  /// the same row each time, so those go one after the other; of very many rows each check takes both threads by itself.
  private func paysForTwo(_ checks: [Int]) -> Bool {
    guard evaluator.onRead == nil, evaluator.work.budget == nil, evaluator.ambient == nil, checks.count > 1 else {
      return false
    }
    var count = 0
    for id in checks {
      let rows = evaluator.snapshot.count(of: evaluator.catalog.checks[id].rowEntity)
      if rows >= evaluator.parallelThreshold { return false }
      count += rows
    }
    return count >= evaluator.checkPassThreshold
  }
}

/// The checks of a pass that nobody has begun yet.
private final class CheckQueue: Sendable {
  private let checks: [Int]
  private let next = Atomic<Int>(0)

  init(_ checks: [Int]) { self.checks = checks }

  func take() -> (place: Int, check: Int)? {
    let place = next.add(1, ordering: .relaxed).oldValue
    return place < checks.count ? (place, checks[place]) : nil
  }

  /// No further check is begun; those before are on their way.
  func close() { next.store(checks.count, ordering: .relaxed) }
}

/// One thread's share of a pass.
private final class CheckWorker: @unchecked Sendable {
  struct Outcome {
    var rows: [[Value]] = []
    var warnings: [Diagnostic] = []
    var error: (any Error)?
  }

  private let queue: CheckQueue
  private let evaluator: Evaluator
  private let answer: CheckPass.Answer
  private(set) var outcomes: [(place: Int, outcome: Outcome)] = []
  /// What went wrong outside of any check.
  private(set) var error: (any Error)?

  init(_ queue: CheckQueue, sharing evaluator: Evaluator, _ answer: @escaping CheckPass.Answer) {
    self.queue = queue
    self.evaluator = Evaluator(sharing: evaluator)
    self.answer = answer
  }

  func work() {
    let reporter = CheckReporter(evaluator: evaluator)
    while let (place, check) = queue.take() {
      var outcome = Outcome()
      evaluator.onWarning = { outcome.warnings.append($0) }
      do {
        outcome.rows = try answer(reporter, check)
      } catch {
        outcome.error = error
        queue.close()
      }
      outcomes.append((place, outcome))
    }
    evaluator.onWarning = nil
    do { try evaluator.work.passOn() } catch { self.error = error }
  }
}
