import PlanLang

extension BatchCompiler {
  /// Two nodes of one kind: constants that are unknown, none or a plain 0 take the other's.
  func matched(_ a: BatchNode, _ b: BatchNode, forArithmetic: Bool = false) throws -> (BatchNode, BatchNode) {
    if a.kind == b.kind { return (a, b) }
    if let fitted = fitted(b, to: a.kind) { return (a, fitted) }
    if let fitted = fitted(a, to: b.kind) { return (fitted, b) }
    let pair = (codes(a), codes(b))
    if pair.0.kind == pair.1.kind { return pair }
    // Other mixtures are a matter of the operation: money by a number, a percentage of a number.
    if forArithmetic { return (a, b) }
    throw BatchRefusal()
  }

  private func fitted(_ node: BatchNode, to kind: BatchKind) -> BatchNode? {
    guard let scalar = node.constant else { return nil }
    if node.kind == .nothing {
      // As truth, none and unknown are the same; as values they are not.
      if kind == .truth, scalar.isAbsent(.nothing) { return nil }
      return BatchConstantNode(kind, scalar.isAbsent(.nothing) ? .absent(kind) : .unknown(kind), slot: slot())
    }
    if kind == .money, node.kind == .number, scalar.raw == 0 {
      return BatchConstantNode(.money, BatchScalar(raw: 0, currency: BatchCode.noCurrency), slot: slot())
    }
    return nil
  }

  func compare(_ op: ComparisonOperator, _ left: BatchNode, _ right: BatchNode) throws -> BatchNode {
    if left.kind == .nothing || right.kind == .nothing { throw BatchRefusal() }
    let (a, b): (BatchNode, BatchNode)
    switch (left.kind, right.kind) {
    case (.percent, .number), (.number, .percent):
      // Of numbers only 0 equals a percentage, and only on its right side.
      guard op != .equal, op != .notEqual else { throw BatchRefusal() }
      (a, b) = (left, right)
    case (.date, .period), (.period, .date): return try compareDate(op, left, right)
    default: (a, b) = try matched(codes(left), codes(right))
    }
    switch a.kind {
    case .code, .yesNo:
      if let scalar = b.constant, !scalar.isUnknown(b.kind), !scalar.isAbsent(b.kind) {
        return codeTest(op, a, UInt8(truncatingIfNeeded: scalar.raw))
      }
    case .thing where op != .equal && op != .notEqual: throw BatchRefusal()
    case .text where op != .equal && op != .notEqual: return try orderedBy(op, a, b, textOrder())
    case .duration where op != .equal && op != .notEqual:
      return try orderedBy(op, a, b) { x, y in
        Comparison.order(.duration(BatchScalar.duration(x)), .duration(BatchScalar.duration(y))) ?? 0
      }
    case .period where op != .equal && op != .notEqual:
      return try orderedBy(op, a, b) { x, y in
        let (p, q) = (BatchScalar.period(x), BatchScalar.period(y))
        return p < q ? -1 : p > q ? 1 : 0
      }
    default: break
    }
    return BatchCompareNode(op, a, b, slot: slot())
  }

  private func textOrder() -> @Sendable (Int64, Int64) -> Int {
    let texts = texts
    return { x, y in TextOrder.order(texts[Int(x)], texts[Int(y)]) }
  }

  /// A comparison with a constant of a kind whose order is not its numbers'.
  private func orderedBy(
    _ op: ComparisonOperator, _ a: BatchNode, _ b: BatchNode, _ order: @escaping @Sendable (Int64, Int64) -> Int
  ) throws -> BatchNode {
    let isFlipped = b.constant == nil
    guard let scalar = isFlipped ? a.constant : b.constant else { throw BatchRefusal() }
    let operand = isFlipped ? b : a
    let kind = operand.kind
    if scalar.isUnknown(kind) || scalar.isAbsent(kind) { throw BatchRefusal() }
    return BatchScalarTestNode(operand, slot: slot()) { value in
      if value.isUnknown(kind) || value.isAbsent(kind) { return BatchCode.open }
      let sign = isFlipped ? order(scalar.raw, value.raw) : order(value.raw, scalar.raw)
      return BatchCompiler.holds(op, sign) ? BatchCode.yes : BatchCode.no
    }
  }

  static func holds(_ op: ComparisonOperator, _ order: Int) -> Bool {
    switch op {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessEqual: order <= 0
    case .greater: order > 0
    case .greaterEqual: order >= 0
    }
  }

  /// A date against a fixed period: before its first day, until its last, and so on.
  private func compareDate(_ op: ComparisonOperator, _ left: BatchNode, _ right: BatchNode) throws -> BatchNode {
    let isFlipped = left.kind == .period
    let (date, period) = isFlipped ? (right, left) : (left, right)
    guard let scalar = period.constant, op != .equal, op != .notEqual else { throw BatchRefusal() }
    let range = BatchScalar.period(scalar.raw)
    let meant: ComparisonOperator =
      isFlipped
      ? [.less: .greater, .lessEqual: .greaterEqual, .greater: .less, .greaterEqual: .lessEqual][op] ?? op : op
    let bound = meant == .less || meant == .greaterEqual ? range.start : range.end
    return BatchCompareNode(
      meant, date, BatchConstantNode(.date, BatchScalar(raw: Int64(bound.days)), slot: slot()), slot: slot())
  }

  private func codeTest(_ op: ComparisonOperator, _ operand: BatchNode, _ constant: UInt8) -> BatchNode {
    if operand is BatchGatherNode, (operand as? BatchGatherNode)?.isOwn == true {
      // A column's own codes are never none.
      switch op {
      case .equal, .notEqual:
        return BatchCodeRangeNode(operand, low: constant, high: constant, isInside: op == .equal, slot: slot())
      case .less: return BatchCodeRangeNode(operand, low: constant, high: 254, isInside: false, slot: slot())
      case .lessEqual: return BatchCodeRangeNode(operand, low: 1, high: constant, isInside: true, slot: slot())
      case .greater: return BatchCodeRangeNode(operand, low: 1, high: constant, isInside: false, slot: slot())
      case .greaterEqual: return BatchCodeRangeNode(operand, low: constant, high: 254, isInside: true, slot: slot())
      }
    }
    return BatchByteNode(.truth, operand, slot: slot()) { code in
      if code == BatchCode.unknown8 { return BatchCode.open }
      if code == BatchCode.absent8 {
        return op == .equal ? BatchCode.no : op == .notEqual ? BatchCode.yes : BatchCode.open
      }
      return BatchCompiler.holds(op, Int(code) - Int(constant)) ? BatchCode.yes : BatchCode.no
    }
  }

  func test(_ test: KnowledgeTest, _ operand: Expression, _ around: Surroundings) throws -> BatchNode {
    if case .set = operand.type {
      let count = try setCount(operand, around)
      guard test == .known || test == .unknown else { throw BatchRefusal() }
      return BatchScalarTestNode(count, slot: slot()) {
        ($0.raw == BatchCode.unknown64) == (test == .unknown) ? BatchCode.yes : BatchCode.no
      }
    }
    let node = try compile(operand, around)
    let kind = node.kind
    @Sendable func outcome(_ isUnknown: Bool, _ isAbsent: Bool) -> UInt8 {
      switch test {
      case .known: isUnknown ? BatchCode.no : BatchCode.yes
      case .unknown: isUnknown ? BatchCode.yes : BatchCode.no
      case .none: isUnknown ? BatchCode.open : isAbsent ? BatchCode.yes : BatchCode.no
      case .some: isUnknown ? BatchCode.open : isAbsent ? BatchCode.no : BatchCode.yes
      }
    }
    if kind == .truth { return BatchByteNode(.truth, node, slot: slot()) { outcome($0 == BatchCode.open, false) } }
    if kind.width == .byte {
      return BatchByteNode(.truth, node, slot: slot()) { outcome($0 == BatchCode.unknown8, $0 == BatchCode.absent8) }
    }
    return BatchScalarTestNode(node, slot: slot()) { outcome($0.isUnknown(kind), $0.isAbsent(kind)) }
  }

  func isIn(_ item: BatchNode, _ list: Expression, _ around: Surroundings) throws -> BatchNode {
    guard let value = try fixedValue(list, around) else { throw BatchRefusal() }
    if case .period(let period) = value {
      guard item.kind == .date else { throw BatchRefusal() }
      let (low, high) = (Int64(period.start.days), Int64(period.end.days))
      return BatchScalarTestNode(item, slot: slot()) { scalar in
        if scalar.isUnknown(.date) || scalar.isAbsent(.date) { return BatchCode.open }
        return scalar.raw >= low && scalar.raw <= high ? BatchCode.yes : BatchCode.no
      }
    }
    guard case .values(let values) = value, item.kind != .nothing else { throw BatchRefusal() }
    let node = codes(item)
    let kind = node.kind
    var members: [BatchScalar] = []
    var isOpen = false
    for value in values {
      if value == .unknown { isOpen = true }
      guard let (found, scalar) = BatchScalar.of(value, snapshot.pool) else {
        if case .text = value { continue }
        throw BatchRefusal()
      }
      if found == kind {
        members.append(scalar)
      } else if kind == .money, value == .number(0) {
        members.append(BatchScalar(raw: 0, currency: BatchCode.noCurrency))
      }
    }
    let missing = isOpen ? BatchCode.open : BatchCode.no
    let unknown = values.isEmpty ? BatchCode.no : BatchCode.open
    let known = members
    if kind.width == .byte {
      return BatchByteNode(.truth, node, slot: slot()) { code in
        if code == BatchCode.unknown8 { return unknown }
        if code == BatchCode.absent8 { return BatchCode.no }
        return known.contains { $0.raw == Int64(code) } ? BatchCode.yes : missing
      }
    }
    return BatchScalarTestNode(node, slot: slot()) { scalar in
      if scalar.isUnknown(kind) { return unknown }
      if scalar.isAbsent(kind) { return BatchCode.no }
      return known.contains(scalar) ? BatchCode.yes : missing
    }
  }

  /// `~` with a fixed part: each text is looked at once, however many rows have it.
  func matches(_ whole: BatchNode, _ part: BatchNode) throws -> BatchNode {
    guard whole.kind == .text, part.kind == .text, let scalar = part.constant else { throw BatchRefusal() }
    let texts = texts
    return BatchMatchNode(whole, TextFold.folded(texts[Int(scalar.raw)]), texts, slot: slot())
  }

  func negated(_ node: BatchNode) throws -> BatchNode {
    switch node.kind {
    case .number, .percent: BatchScalarNode(node.kind, node, slot: slot(), mayFail: false) { BatchScalar(raw: -$0.raw) }
    case .money:
      BatchScalarNode(.money, node, slot: slot(), mayFail: false) { BatchScalar(raw: -$0.raw, currency: $0.currency) }
    default: throw BatchRefusal()
    }
  }

  func call(_ function: Function, _ arguments: [Expression], _ expression: Expression, _ around: Surroundings) throws
    -> BatchNode
  {
    guard let first = arguments.first, arguments.count == 1 else { throw BatchRefusal() }
    let operand = try compile(first, around)
    switch (function, operand.kind) {
    case (.quarter, .date), (.month, .date), (.year, .date):
      let kind: Period.Kind = function == .quarter ? .quarter : function == .month ? .month : .year
      return BatchScalarNode(.period, operand, slot: slot(), mayFail: false) { scalar in
        BatchScalar(
          raw: BatchScalar.raw(Period(kind, containing: CalendarDate(days: Int32(truncatingIfNeeded: scalar.raw)))))
      }
    case (.abs, .number), (.abs, .percent), (.abs, .money):
      return BatchScalarNode(operand.kind, operand, slot: slot(), mayFail: false) {
        BatchScalar(raw: $0.raw < 0 ? -$0.raw : $0.raw, currency: $0.currency)
      }
    case (.amount, .money):
      return BatchScalarNode(.number, operand, slot: slot()) { scalar in
        if scalar.currency == BatchCode.noCurrency { return BatchScalar(raw: scalar.raw) }
        let (number, overflow) = scalar.raw.multipliedReportingOverflow(by: Fixed.numberScale / Fixed.moneyScale)
        if overflow || Fixed.isBeyondLimit(number) { throw BatchRefusal() }
        return BatchScalar(raw: number)
      }
    case (.next, .code), (.previous, .code):
      guard case .scale(let id) = expression.type else { throw BatchRefusal() }
      let highest = catalog.scales[id].values.count
      return BatchByteNode(.code, operand, slot: slot()) { code in
        if code == BatchCode.unknown8 || code == BatchCode.absent8 { return code }
        let moved = Int(code) + (function == .next ? 1 : -1)
        return moved >= 1 && moved <= highest ? UInt8(moved) : BatchCode.unknown8
      }
    default: throw BatchRefusal()
    }
  }
}
