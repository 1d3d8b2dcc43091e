import PlanLang

/// `and`, `or`: the lesser or the greater of no, unknown and yes.
final class BatchConnectiveNode: BatchNode, @unchecked Sendable {
  private let isAnd: Bool
  private let left: BatchNode
  private let right: BatchNode

  init(isAnd: Bool, _ left: BatchNode, _ right: BatchNode, slot: Int) {
    self.isAnd = isAnd
    self.left = left
    self.right = right
    super.init(.truth, slot: slot, from: [left, right])
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let a = try left.vector(worker).bytes
    let count = worker.count
    let outer = worker.mask
    if right.wantsMask {
      // Right is asked only where left leaves the matter open.
      let settled = isAnd ? BatchCode.no : BatchCode.yes
      let mask = worker.currencies(slot)
      for index in 0..<count { mask[index] = a[index] == settled ? 0 : outer.map { $0[index] } ?? 1 }
      worker.mask = UnsafePointer(mask)
    }
    let b = try right.vector(worker).bytes
    worker.mask = outer
    let result = worker.bytes(slot)
    if isAnd {
      for index in 0..<count { result[index] = min(a[index], b[index]) }
    } else {
      for index in 0..<count { result[index] = max(a[index], b[index]) }
    }
    return BatchVector(result)
  }
}

/// A function of one byte, by a table of all bytes: `not`, tests of codes, comparisons of codes with a constant.
final class BatchByteNode: BatchNode, @unchecked Sendable {
  private let table: [UInt8]
  private let operand: BatchNode

  init(_ kind: BatchKind, _ operand: BatchNode, slot: Int, _ function: (UInt8) -> UInt8) {
    table = (0...255).map { function(UInt8($0)) }
    self.operand = operand
    super.init(kind, slot: slot, from: [operand])
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let values = try operand.vector(worker).bytes
    let result = worker.bytes(slot)
    let count = worker.count
    table.withUnsafeBufferPointer { table in
      for index in 0..<count { result[index] = table[Int(values[index])] }
    }
    return BatchVector(result)
  }
}

/// Whether codes lie within a stretch: comparisons of scale values with a constant, without a table.
final class BatchCodeRangeNode: BatchNode, @unchecked Sendable {
  private let operand: BatchNode
  private let low: UInt8
  private let span: UInt8
  private let inside: UInt8

  /// - Parameter isInside: whether codes in the stretch give yes, or those outside.
  init(_ operand: BatchNode, low: UInt8, high: UInt8, isInside: Bool, slot: Int) {
    self.operand = operand
    self.low = low
    span = high &- low
    inside = isInside ? BatchCode.yes : BatchCode.no
    super.init(.truth, slot: slot, from: [operand])
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let values = try operand.vector(worker).bytes
    let result = worker.bytes(slot)
    let (low, span, inside, outside, count) = (low, span, inside, BatchCode.yes &- inside, worker.count)
    for index in 0..<count {
      let value = values[index]
      let truth = value &- low <= span ? inside : outside
      result[index] = value == BatchCode.unknown8 ? BatchCode.open : truth
    }
    return BatchVector(result)
  }
}

/// A comparison of two computed values of one kind.
final class BatchCompareNode: BatchNode, @unchecked Sendable {
  private let op: ComparisonOperator
  private let left: BatchNode
  private let right: BatchNode

  init(_ op: ComparisonOperator, _ left: BatchNode, _ right: BatchNode, slot: Int) {
    self.op = op
    self.left = left
    self.right = right
    super.init(
      .truth, slot: slot, from: [left, right],
      mayFail: left.kind.width == .money && op != .equal && op != .notEqual)
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let a = try left.vector(worker)
    let result = worker.bytes(slot)
    let count = worker.count
    if let constant = right.constant, left.kind.width != .money, !constant.isUnknown(right.kind),
      !constant.isAbsent(right.kind)
    {
      switch left.kind.width {
      case .byte:
        against(a.bytes, UInt8(truncatingIfNeeded: constant.raw), BatchCode.unknown8, BatchCode.absent8, result, count)
      case .word:
        against(
          a.words, Int32(truncatingIfNeeded: constant.raw), BatchCode.unknown32, BatchCode.absent32, result, count)
      default: against(a.longs, constant.raw, BatchCode.unknown64, BatchCode.absent64, result, count)
      }
      return BatchVector(result)
    }
    let b = try right.vector(worker)
    switch left.kind.width {
    case .byte: between(a.bytes, b.bytes, BatchCode.unknown8, BatchCode.absent8, result, count)
    case .word: between(a.words, b.words, BatchCode.unknown32, BatchCode.absent32, result, count)
    case .long: between(a.longs, b.longs, BatchCode.unknown64, BatchCode.absent64, result, count)
    case .money: try amounts(a, b, result, count)
    }
    return BatchVector(result)
  }

  /// What a comparison with none gives.
  private var withNone: UInt8 { op == .equal ? BatchCode.no : op == .notEqual ? BatchCode.yes : BatchCode.open }

  @inline(__always) private func each<T: Comparable>(_ body: ((T, T) -> Bool) -> Void) {
    switch op {
    case .equal: body { $0 == $1 }
    case .notEqual: body { $0 != $1 }
    case .less: body { $0 < $1 }
    case .lessEqual: body { $0 <= $1 }
    case .greater: body { $0 > $1 }
    case .greaterEqual: body { $0 >= $1 }
    }
  }

  /// Puts a truth wherever a code stands. One plain loop after the other: what data decides at random, a processor
  /// guesses wrong half the time, and plain loops need no guesses.
  @inline(__always) private func mark<T: FixedWidthInteger>(
    _ code: T, in values: UnsafePointer<T>, as truth: UInt8, _ result: UnsafeMutablePointer<UInt8>, _ count: Int
  ) {
    for index in 0..<count { result[index] = values[index] == code ? truth : result[index] }
  }

  @inline(__always) private func against<T: FixedWidthInteger>(
    _ a: UnsafePointer<T>, _ constant: T, _ unknown: T, _ absent: T, _ result: UnsafeMutablePointer<UInt8>, _ count: Int
  ) {
    // The code of unknown is the lowest there is, so it is never equal to a constant and never above it.
    @inline(__always) func fill(isNegated: Bool, _ holds: (T, T) -> Bool) {
      if isNegated {
        for index in 0..<count { result[index] = 2 &- bit(holds(a[index], constant)) &* 2 &- bit(a[index] == unknown) }
      } else {
        for index in 0..<count { result[index] = bit(holds(a[index], constant)) &* 2 &+ bit(a[index] == unknown) }
      }
    }
    switch op {
    case .equal: fill(isNegated: false) { $0 == $1 }
    case .notEqual: fill(isNegated: true) { $0 == $1 }
    case .greater: fill(isNegated: false) { $0 > $1 }
    case .lessEqual: fill(isNegated: true) { $0 > $1 }
    case .greaterEqual: fill(isNegated: false) { $0 >= $1 }
    case .less: fill(isNegated: true) { $0 >= $1 }
    }
    // Numbers and codes of a column are never none.
    let isOwn = (left as? BatchGatherNode)?.isOwn ?? false
    if !isOwn || left.kind.width == .word { mark(absent, in: a, as: withNone, result, count) }
  }

  @inline(__always) private func bit(_ condition: Bool) -> UInt8 { condition ? 1 : 0 }

  @inline(__always) private func between<T: FixedWidthInteger>(
    _ a: UnsafePointer<T>, _ b: UnsafePointer<T>, _ unknown: T, _ absent: T, _ result: UnsafeMutablePointer<UInt8>,
    _ count: Int
  ) {
    let none = withNone
    each { (holds: (T, T) -> Bool) in
      for index in 0..<count { result[index] = holds(a[index], b[index]) ? BatchCode.yes : BatchCode.no }
    }
    mark(absent, in: a, as: none, result, count)
    mark(absent, in: b, as: none, result, count)
    mark(unknown, in: a, as: BatchCode.open, result, count)
    mark(unknown, in: b, as: BatchCode.open, result, count)
  }

  /// Amounts of two currencies are unequal and have no order: to ask for one is an error, which the row evaluator words. A
  /// plain 0 compares with any.
  private func amounts(
    _ a: BatchVector, _ b: BatchVector, _ result: UnsafeMutablePointer<UInt8>, _ count: Int
  ) throws {
    let none = withNone
    let mixed = op == .notEqual ? BatchCode.yes : BatchCode.no
    let hasOrder = op != .equal && op != .notEqual
    var isMixed = false
    guard let c = a.currencies, let d = b.currencies else { return }
    let (x, y) = (a.longs, b.longs)
    each { (holds: (Int64, Int64) -> Bool) in
      for index in 0..<count {
        let (p, q) = (c[index], d[index])
        if p == BatchCode.unknownCurrency || q == BatchCode.unknownCurrency {
          result[index] = BatchCode.open
        } else if p == BatchCode.absentCurrency || q == BatchCode.absentCurrency {
          result[index] = none
        } else if p == q || p == BatchCode.noCurrency || q == BatchCode.noCurrency {
          result[index] = holds(x[index], y[index]) ? BatchCode.yes : BatchCode.no
        } else {
          result[index] = mixed
          isMixed = true
        }
      }
    }
    if isMixed, hasOrder { throw BatchRefusal() }
  }
}

/// A test or comparison of single values that no faster node knows: dates with periods, stretches of time, texts.
final class BatchScalarTestNode: BatchNode, @unchecked Sendable {
  private let operand: BatchNode
  private let test: @Sendable (BatchScalar) -> UInt8

  init(_ operand: BatchNode, slot: Int, _ test: @escaping @Sendable (BatchScalar) -> UInt8) {
    self.operand = operand
    self.test = test
    super.init(.truth, slot: slot, from: [operand])
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let values = try operand.vector(worker)
    let result = worker.bytes(slot)
    let width = operand.kind.width
    for index in 0..<worker.count { result[index] = test(BatchScalar(values, index, width)) }
    return BatchVector(result)
  }
}

/// `if ... then ... else ...`, and with `??` the value that is known.
final class BatchChoiceNode: BatchNode, @unchecked Sendable {
  private let test: BatchNode?
  private let yes: BatchNode
  private let no: BatchNode

  /// A choice by a test or, without one, of `yes` unless it is unknown.
  init(_ test: BatchNode?, _ yes: BatchNode, _ no: BatchNode, slot: Int) {
    self.test = test
    self.yes = yes
    self.no = no
    super.init(yes.kind, slot: slot, from: (test.map { [$0] } ?? []) + [yes, no])
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let count = worker.count
    let outer = worker.mask
    // One byte for each row: 2 takes the first, 0 the second, 1 neither.
    let choice: UnsafePointer<UInt8>
    let first: BatchVector
    let mask = UnsafeMutablePointer<UInt8>.allocate(capacity: max(count, 1))
    defer {
      mask.deallocate()
      worker.mask = outer
    }
    func restrict(to wanted: UInt8, _ choice: UnsafePointer<UInt8>) {
      for index in 0..<count { mask[index] = choice[index] == wanted ? outer.map { $0[index] } ?? 1 : 0 }
      worker.mask = UnsafePointer(mask)
    }
    if let test {
      choice = try test.vector(worker).bytes
      if yes.wantsMask { restrict(to: BatchCode.yes, choice) }
      first = try yes.vector(worker)
      worker.mask = outer
    } else {
      first = try yes.vector(worker)
      let known = UnsafeMutablePointer<UInt8>.allocate(capacity: max(count, 1))
      BatchChoiceNode.markKnown(first, yes.kind, count, known)
      choice = UnsafePointer(known)
    }
    defer { if test == nil { choice.deallocate() } }
    if no.wantsMask { restrict(to: BatchCode.no, choice) }
    let second = try no.vector(worker)
    func pick<T>(_ a: UnsafePointer<T>, _ b: UnsafePointer<T>, _ unknown: T, _ result: UnsafeMutablePointer<T>) {
      for index in 0..<count {
        let which = choice[index]
        result[index] = which == BatchCode.yes ? a[index] : which == BatchCode.no ? b[index] : unknown
      }
    }
    switch kind.width {
    case .byte:
      let result = worker.bytes(slot)
      pick(first.bytes, second.bytes, kind == .truth ? BatchCode.open : BatchCode.unknown8, result)
      return BatchVector(result)
    case .word:
      let result = worker.words(slot)
      pick(first.words, second.words, BatchCode.unknown32, result)
      return BatchVector(result)
    case .long:
      let result = worker.longs(slot)
      pick(first.longs, second.longs, BatchCode.unknown64, result)
      return BatchVector(result)
    case .money:
      guard let a = first.currencies, let b = second.currencies else { throw BatchRefusal() }
      let result = worker.longs(slot)
      let currencies = worker.currencies(slot)
      pick(first.longs, second.longs, 0, result)
      pick(a, b, BatchCode.unknownCurrency, currencies)
      return BatchVector(result, currencies)
    }
  }

  /// 2 for each known value, 0 for each unknown one.
  private static func markKnown(
    _ vector: BatchVector, _ kind: BatchKind, _ count: Int, _ result: UnsafeMutablePointer<UInt8>
  ) {
    switch kind.width {
    case .byte:
      let unknown = kind == .truth ? BatchCode.open : BatchCode.unknown8
      for index in 0..<count { result[index] = vector.bytes[index] == unknown ? BatchCode.no : BatchCode.yes }
    case .word:
      for index in 0..<count {
        result[index] = vector.words[index] == BatchCode.unknown32 ? BatchCode.no : BatchCode.yes
      }
    case .long:
      for index in 0..<count {
        result[index] = vector.longs[index] == BatchCode.unknown64 ? BatchCode.no : BatchCode.yes
      }
    case .money:
      for index in 0..<count {
        result[index] = vector.currency(index) == BatchCode.unknownCurrency ? BatchCode.no : BatchCode.yes
      }
    }
  }
}

/// Whether texts contain a part, folded; each text is looked at once, however many rows have it.
final class BatchMatchNode: BatchNode, @unchecked Sendable {
  private let operand: BatchNode
  private let part: String
  private let texts: BatchTexts

  init(_ operand: BatchNode, _ part: String, _ texts: BatchTexts, slot: Int) {
    self.operand = operand
    self.part = part
    self.texts = texts
    super.init(.truth, slot: slot, from: [operand])
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let values = try operand.vector(worker).words
    let result = worker.bytes(slot)
    let found = worker.table(slot, count: texts.count)
    for index in 0..<worker.count {
      let text = Int(values[index])
      guard text >= 0 else {
        result[index] = BatchCode.open
        continue
      }
      guard text < texts.count else {
        result[index] = TextFold.folded(texts[text]).contains(part) ? BatchCode.yes : BatchCode.no
        continue
      }
      // 0 is not looked at yet; no and yes are kept one higher.
      if found[text] == 0 {
        found[text] = 1 + (TextFold.folded(texts[text]).contains(part) ? BatchCode.yes : BatchCode.no)
      }
      result[index] = found[text] - 1
    }
    return BatchVector(result)
  }
}
