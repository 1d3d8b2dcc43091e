import PlanLang

/// The same numbers read as another kind: a fraction as a percentage.
final class BatchRelabelNode: BatchNode, @unchecked Sendable {
  private let operand: BatchNode

  init(_ kind: BatchKind, _ operand: BatchNode, slot: Int) {
    self.operand = operand
    super.init(kind, slot: slot, from: [operand])
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector { try operand.vector(worker) }
}

/// A function of single values, for what is rarely computed for many rows: periods of dates, signs, amounts.
final class BatchScalarNode: BatchNode, @unchecked Sendable {
  private let operand: BatchNode
  private let function: @Sendable (BatchScalar) throws -> BatchScalar

  /// - Parameter function: takes known values only.
  init(
    _ kind: BatchKind, _ operand: BatchNode, slot: Int, mayFail: Bool = true,
    _ function: @escaping @Sendable (BatchScalar) throws -> BatchScalar
  ) {
    self.operand = operand
    self.function = function
    super.init(kind, slot: slot, from: [operand], mayFail: mayFail)
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let values = try operand.vector(worker)
    let width = operand.kind.width
    let output = BatchOutput(kind, worker, slot)
    for index in 0..<worker.count {
      let scalar = BatchScalar(values, index, width)
      if scalar.isUnknown(operand.kind) {
        output.put(index, .unknown(kind))
      } else if scalar.isAbsent(operand.kind) {
        output.put(index, .absent(kind))
      } else {
        output.put(index, try function(scalar))
      }
    }
    return output.vector
  }
}

/// Scratch space written one value at a time.
struct BatchOutput {
  let vector: BatchVector
  private let raw: UnsafeMutableRawPointer
  private let currencies: UnsafeMutablePointer<UInt8>?
  private let width: BatchKind.Width

  init(_ kind: BatchKind, _ worker: BatchWorker, _ slot: Int) {
    width = kind.width
    raw = UnsafeMutableRawPointer(worker.longs(slot))
    currencies = width == .money ? worker.currencies(slot) : nil
    switch width {
    case .byte: vector = BatchVector(worker.bytes(slot))
    case .word: vector = BatchVector(worker.words(slot))
    case .long: vector = BatchVector(worker.longs(slot))
    case .money: vector = BatchVector(UnsafePointer(worker.longs(slot)), UnsafePointer(worker.currencies(slot)))
    }
  }

  @inline(__always) func put(_ index: Int, _ scalar: BatchScalar) {
    switch width {
    case .byte: raw.assumingMemoryBound(to: UInt8.self)[index] = UInt8(truncatingIfNeeded: scalar.raw)
    case .word: raw.assumingMemoryBound(to: Int32.self)[index] = Int32(truncatingIfNeeded: scalar.raw)
    case .long: raw.assumingMemoryBound(to: Int64.self)[index] = scalar.raw
    case .money:
      raw.assumingMemoryBound(to: Int64.self)[index] = scalar.raw
      currencies?[index] = scalar.currency
    }
  }
}

/// Arithmetic on numbers, percentages and money, exact as the row evaluator's.
final class BatchArithmeticNode: BatchNode, @unchecked Sendable {
  private let op: ArithmeticOperator
  private let left: BatchNode
  private let right: BatchNode

  /// Nil where the two kinds have no such operation here.
  init?(_ op: ArithmeticOperator, _ left: BatchNode, _ right: BatchNode, slot: Int) {
    self.op = op
    self.left = left
    self.right = right
    let kind: BatchKind
    switch (op, left.kind, right.kind) {
    case (_, .number, .number): kind = .number
    case (.add, .percent, .percent), (.subtract, .percent, .percent), (.multiply, .percent, .percent),
      (.multiply, .percent, .number),
      (.multiply, .number, .percent), (.divide, .percent, .number):
      kind = .percent
    case (.divide, .percent, .percent), (.divide, .number, .percent): kind = .number
    case (.add, .money, .money), (.subtract, .money, .money), (.multiply, .money, .number),
      (.multiply, .number, .money),
      (.multiply, .money, .percent), (.multiply, .percent, .money), (.divide, .money, .number),
      (.divide, .money, .percent):
      kind = .money
    case (.divide, .money, .money): kind = .number
    case (.subtract, .code, .code): kind = .number
    case (.subtract, .date, .date): kind = .duration
    default: return nil
    }
    super.init(kind, slot: slot, from: [left, right], mayFail: true)
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let a = try left.vector(worker)
    let b = try right.vector(worker)
    if kind == .money || left.kind == .money { return try withMoney(a, b, worker) }
    if left.kind.width != .long { return difference(a, b, worker) }
    let result = worker.longs(slot)
    let (x, y) = (a.longs, b.longs)
    let count = worker.count
    var isTooLarge = false
    @inline(__always) func each(_ body: (Int64, Int64) throws -> Int64) rethrows {
      for index in 0..<count {
        let (p, q) = (x[index], y[index])
        if p == BatchCode.unknown64 || q == BatchCode.unknown64 {
          result[index] = BatchCode.unknown64
        } else if p == BatchCode.absent64 || q == BatchCode.absent64 {
          result[index] = BatchCode.absent64
        } else {
          result[index] = try body(p, q)
        }
      }
    }
    switch op {
    case .add:
      each {
        let (sum, overflow) = $0.addingReportingOverflow($1)
        if overflow || Fixed.isBeyondLimit(sum) { isTooLarge = true }
        return sum
      }
    case .subtract:
      each {
        let (difference, overflow) = $0.subtractingReportingOverflow($1)
        if overflow || Fixed.isBeyondLimit(difference) { isTooLarge = true }
        return difference
      }
    case .multiply: try each { try BatchArithmeticNode.product($0, $1) }
    case .divide: try each { try BatchArithmeticNode.quotient($0, $1) ?? BatchCode.unknown64 }
    }
    if isTooLarge { throw BatchRefusal() }
    return BatchVector(result)
  }

  /// `a * b` with 6 decimals in each.
  @inline(__always) static func product(_ a: Int64, _ b: Int64) throws -> Int64 {
    let (whole, overflow) = a.multipliedReportingOverflow(by: b)
    if !overflow {
      let scale = Fixed.numberScale
      let quotient = whole / scale
      let rest = whole - quotient * scale
      // Half and more away from zero.
      return rest >= scale / 2 ? quotient + 1 : rest <= -(scale / 2) ? quotient - 1 : quotient
    }
    guard let exact = try? Fixed.multiply(a, b, over: Fixed.numberScale) else { throw BatchRefusal() }
    return exact
  }

  static func quotient(_ a: Int64, _ b: Int64) throws -> Int64? {
    do { return try Fixed.divide(a, b, times: Fixed.numberScale) } catch { throw BatchRefusal() }
  }

  /// Scale values apart in steps, dates apart in days.
  private func difference(_ a: BatchVector, _ b: BatchVector, _ worker: BatchWorker) -> BatchVector {
    let result = worker.longs(slot)
    let width = left.kind.width
    for index in 0..<worker.count {
      let x = BatchScalar(a, index, width)
      let y = BatchScalar(b, index, width)
      if x.isUnknown(left.kind) || y.isUnknown(right.kind) {
        result[index] = BatchCode.unknown64
      } else if x.isAbsent(left.kind) || y.isAbsent(right.kind) {
        result[index] = BatchCode.absent64
      } else if width == .byte {
        result[index] = (x.raw - y.raw) * Fixed.numberScale
      } else {
        result[index] = BatchScalar.raw(CalendarDuration(days: Int32(truncatingIfNeeded: x.raw - y.raw)))
      }
    }
    return BatchVector(result)
  }

  private func withMoney(_ a: BatchVector, _ b: BatchVector, _ worker: BatchWorker) throws -> BatchVector {
    let output = BatchOutput(kind, worker, slot)
    let (leftKind, rightKind) = (left.kind, right.kind)
    for index in 0..<worker.count {
      let x = BatchScalar(a, index, leftKind.width)
      let y = BatchScalar(b, index, rightKind.width)
      if x.isUnknown(leftKind) || y.isUnknown(rightKind) {
        output.put(index, .unknown(kind))
      } else if x.isAbsent(leftKind) || y.isAbsent(rightKind) {
        output.put(index, .absent(kind))
      } else {
        output.put(index, try result(x, y, leftKind, rightKind))
      }
    }
    return output.vector
  }

  private func result(_ x: BatchScalar, _ y: BatchScalar, _ leftKind: BatchKind, _ rightKind: BatchKind) throws
    -> BatchScalar
  {
    let plain = BatchCode.noCurrency
    func amount(_ raw: Int64, _ currency: UInt8) -> BatchScalar { BatchScalar(raw: raw, currency: currency) }
    if leftKind == .money, rightKind == .money {
      switch op {
      case .add, .subtract:
        if x.currency == plain || y.currency == plain {
          // 0 and money: the money, its sign turned where 0 is lessened by it.
          if x.currency == plain, y.currency == plain { throw BatchRefusal() }
          if y.currency == plain { return x }
          return op == .add ? y : amount(-y.raw, y.currency)
        }
        guard x.currency == y.currency else { throw BatchRefusal() }
        let (sum, overflow) =
          op == .add ? x.raw.addingReportingOverflow(y.raw) : x.raw.subtractingReportingOverflow(y.raw)
        if overflow || Fixed.isBeyondLimit(sum) { throw BatchRefusal() }
        return amount(sum, x.currency)
      default:
        if x.currency == plain, y.currency != plain { return y.raw == 0 ? .unknown(.number) : BatchScalar(raw: 0) }
        guard x.currency == y.currency, x.currency != plain else { throw BatchRefusal() }
        return BatchScalar(raw: try BatchArithmeticNode.quotient(x.raw, y.raw) ?? BatchCode.unknown64)
      }
    }
    // A plain 0 times or over a number is another kind of value than money: the row evaluator says which.
    let money = leftKind == .money ? x : y
    let factor = leftKind == .money ? y : x
    if money.currency == plain { throw BatchRefusal() }
    if op == .multiply { return amount(try BatchArithmeticNode.product(money.raw, factor.raw), money.currency) }
    guard let quotient = try BatchArithmeticNode.quotient(money.raw, factor.raw) else { return .unknown(.money) }
    return amount(quotient, money.currency)
  }
}
