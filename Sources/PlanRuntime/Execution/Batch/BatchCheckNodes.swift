import PlanLang

/// What a test with a `fail when` comes to: passed, else failed where it says so, else open.
final class BatchOutcomeNode: BatchNode, @unchecked Sendable {
  private let pass: BatchNode
  private let fail: BatchNode

  init(_ pass: BatchNode, _ fail: BatchNode, slot: Int) {
    self.pass = pass
    self.fail = fail
    super.init(.truth, slot: slot, from: [pass, fail])
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let passes = try pass.vector(worker).bytes
    let count = worker.count
    let outer = worker.mask
    if fail.wantsMask {
      // Whether it fails is asked only where it does not pass.
      let mask = worker.currencies(slot)
      for index in 0..<count { mask[index] = passes[index] == BatchCode.yes ? 0 : outer.map { $0[index] } ?? 1 }
      worker.mask = UnsafePointer(mask)
    }
    defer { worker.mask = outer }
    let fails = try fail.vector(worker).bytes
    let result = worker.bytes(slot)
    for index in 0..<count {
      let rest = fails[index] == BatchCode.yes ? BatchCode.no : BatchCode.open
      result[index] = passes[index] == BatchCode.yes ? BatchCode.yes : rest
    }
    return BatchVector(result)
  }
}

/// How many of some tests came to an outcome.
final class BatchTallyNode: BatchNode, @unchecked Sendable {
  private let tests: [BatchNode]
  private let outcome: UInt8

  init(_ tests: [BatchNode], _ outcome: UInt8, slot: Int) {
    self.tests = tests
    self.outcome = outcome
    super.init(.number, slot: slot, from: tests)
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let result = worker.longs(slot)
    let count = worker.count
    result.update(repeating: 0, count: count)
    for test in tests {
      let truths = try test.vector(worker).bytes
      for index in 0..<count { result[index] &+= truths[index] == outcome ? Fixed.numberScale : 0 }
    }
    return BatchVector(result)
  }
}

/// The verdict of the first rule that holds.
final class BatchVerdictNode: BatchNode, @unchecked Sendable {
  /// A verdict's code and its condition; without one it takes everything left.
  typealias Rule = (verdict: Int, condition: BatchNode?)
  private let rules: [Rule]

  init(_ rules: [Rule], slot: Int) {
    self.rules = rules
    super.init(.code, slot: slot, from: rules.compactMap(\.condition))
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let count = worker.count
    let result = worker.bytes(slot)
    result.update(repeating: BatchCode.unknown8, count: count)
    let outer = worker.mask
    defer { worker.mask = outer }
    for rule in rules {
      let code = UInt8(truncatingIfNeeded: rule.verdict + 1)
      guard let condition = rule.condition else {
        for index in 0..<count where result[index] == BatchCode.unknown8 { result[index] = code }
        break
      }
      if condition.wantsMask {
        let mask = worker.currencies(slot)
        for index in 0..<count {
          mask[index] = result[index] == BatchCode.unknown8 ? outer.map { $0[index] } ?? 1 : 0
        }
        worker.mask = UnsafePointer(mask)
      }
      let truths = try condition.vector(worker).bytes
      worker.mask = outer
      for index in 0..<count {
        let isFirst = result[index] == BatchCode.unknown8 && truths[index] == BatchCode.yes
        result[index] = isFirst ? code : result[index]
      }
    }
    return BatchVector(result)
  }
}
