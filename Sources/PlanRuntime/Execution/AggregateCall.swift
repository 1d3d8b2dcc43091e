import PlanLang

/// The functions over rows, with their rules for unknown.
enum AggregateCall {
  static func apply(_ aggregate: Aggregate, _ expression: Expression, _ evaluator: Evaluator) throws -> Value {
    guard let rows = try evaluator.rowList(of: aggregate.source) else { return .unknown }
    try evaluator.tellAnswersRead(aggregate, rows)
    switch aggregate.function {
    case .count: return try count(rows, aggregate, evaluator)
    case .any: return try atLeast(1, rows, aggregate, evaluator)
    case .atLeast: return try atLeast(aggregate.threshold, rows, aggregate, evaluator)
    case .all: return try all(rows, aggregate, evaluator)
    case .list: return try list(rows, aggregate, evaluator)
    case .first: return try first(rows, aggregate, evaluator)
    default: return try overValues(rows, aggregate, expression, evaluator)
    }
  }

  /// Whether a condition holds in the innermost row; without one it does.
  private static func holds(_ condition: Expression?, _ evaluator: Evaluator) throws -> Bool? {
    guard let condition else { return true }
    return try evaluator.evaluate(condition).truth
  }

  private static func count(_ rows: RowList, _ aggregate: Aggregate, _ evaluator: Evaluator) throws -> Value {
    if aggregate.filter == nil && aggregate.value == nil { return .integer(rows.count) }
    var count = 0
    try evaluator.forEachRow(rows) {
      guard try holds(aggregate.filter, evaluator) == true else { return true }
      if let value = aggregate.value {
        // Of what is true or not it counts what is true (none is neither), of everything else what is known.
        let found = try evaluator.evaluate(value)
        if value.type.isTruth ? found.truth != true : found.isUnknown { return true }
      }
      count += 1
      return true
    }
    return .integer(count)
  }

  private static func atLeast(_ threshold: Int, _ rows: RowList, _ aggregate: Aggregate, _ evaluator: Evaluator) throws
    -> Value
  {
    var certain = 0
    var open = 0
    if threshold <= 0 { return .yesNo(true) }
    try evaluator.forEachRow(rows) {
      let inside = try holds(aggregate.filter, evaluator)
      if inside == false { return true }
      let meets = try holds(aggregate.value, evaluator)
      if meets == false { return true }
      if inside == true && meets == true { certain += 1 } else { open += 1 }
      return certain < threshold
    }
    if certain >= threshold { return .yesNo(true) }
    return certain + open >= threshold ? .unknown : .yesNo(false)
  }

  private static func all(_ rows: RowList, _ aggregate: Aggregate, _ evaluator: Evaluator) throws -> Value {
    var isOpen = false
    var isBroken = false
    try evaluator.forEachRow(rows) {
      let inside = try holds(aggregate.filter, evaluator)
      if inside == false { return true }
      let meets = try holds(aggregate.value, evaluator)
      if meets == true { return true }
      isBroken = inside == true && meets == false
      isOpen = true
      return !isBroken
    }
    return isBroken ? .yesNo(false) : isOpen ? .unknown : .yesNo(true)
  }

  private static func list(_ rows: RowList, _ aggregate: Aggregate, _ evaluator: Evaluator) throws -> Value {
    var values: [Value] = []
    var listed: Set<Value> = []
    try evaluator.forEachRow(rows) {
      guard try holds(aggregate.filter, evaluator) == true else { return true }
      let value = try aggregate.value.map { try evaluator.evaluate($0) } ?? .unknown
      if !value.isUnknown, !value.isAbsent, listed.insert(value).inserted { values.append(value) }
      return true
    }
    return .values(values)
  }

  private static func first(_ rows: RowList, _ aggregate: Aggregate, _ evaluator: Evaluator) throws -> Value {
    var found = Value.unknown
    try evaluator.forEachRow(rows) {
      guard try holds(aggregate.filter, evaluator) == true else { return true }
      found = try aggregate.value.map { try evaluator.evaluate($0) } ?? .unknown
      return false
    }
    return found
  }

  private static func overValues(
    _ rows: RowList, _ aggregate: Aggregate, _ expression: Expression, _ evaluator: Evaluator
  ) throws -> Value {
    var sum = ValueSum(aggregate.function)
    var skipped = 0
    try evaluator.forEachRow(rows) {
      guard try holds(aggregate.filter, evaluator) == true else { return true }
      let value = try aggregate.value.map { try evaluator.evaluate($0) } ?? .unknown
      if value.isUnknown || value.isAbsent { skipped += 1 } else { sum.add(value, evaluator) }
      return true
    }
    if skipped > 0, sum.count > 0 { evaluator.noteSkipped(skipped) }
    if sum.count == 0 {
      if aggregate.function == .sum && skipped == 0 {
        return expression.type == .percent
          ? .percent(0) : expression.type == .duration ? .duration(CalendarDuration()) : .number(0)
      }
      return .unknown
    }
    return try sum.result(expression, evaluator)
  }

  /// One value of many known ones.
  static func combine(
    _ function: AggregateFunction, _ values: [Value], _ expression: Expression, _ evaluator: Evaluator
  ) throws -> Value {
    var sum = ValueSum(function)
    for value in values { sum.add(value, nil) }
    return try sum.result(expression, evaluator)
  }
}

/// What known values come to, put together one by one: their sum, average, least, greatest or median.
struct ValueSum {
  private let function: AggregateFunction
  private(set) var count = 0
  private var first = Value.unknown
  private var best = Value.unknown
  private var total = Int128(0)
  private var months = Int128(0)
  private var days = Int128(0)
  /// For the median, which needs them all.
  private var values: [Value] = []
  /// The first amount of money, and the first in another currency, with the rows they came from.
  private var money: (value: Money, row: Frame?)?
  private var other: (value: Money, row: Frame?)?

  init(_ function: AggregateFunction) { self.function = function }

  /// - Parameter evaluator: whose innermost row the value comes from, where it comes from one.
  mutating func add(_ value: Value, _ evaluator: Evaluator?) {
    if count == 0 {
      first = value
      best = value
    }
    count += 1
    if case .money(let amount) = value {
      if let money {
        if money.value.currency != amount.currency, other == nil { other = (amount, evaluator?.place.frames.last) }
      } else {
        money = (amount, evaluator?.place.frames.last)
      }
    }
    switch function {
    case .min, .max:
      guard let order = Comparison.order(value, best) else { return }
      if function == .min ? order < 0 : order > 0 { best = value }
    case .median: values.append(value)
    default: take(value)
    }
  }

  private mutating func take(_ value: Value) {
    total += Int128(ValueSum.raw(value))
    if case .duration(let duration) = value {
      months += Int128(duration.months)
      days += Int128(duration.days)
    }
  }

  /// What the values come to; there is at least one.
  func result(_ expression: Expression, _ evaluator: Evaluator) throws -> Value {
    if let money, let other {
      var rows: [String] = []
      if let one = money.row, let another = other.row {
        rows = [(one, money.value), (another, other.value)].map { row, amount in
          "\(ValueSum.describe(row, evaluator)) has \(evaluator.text.display(.money(amount), .money))"
        }
      }
      throw Arithmetic.mixed(money.value.currency, other.value.currency, expression, rows: rows)
    }
    switch function {
    case .min, .max: return best
    case .median:
      let sorted = try StoppableSort.sorted(values) { (Comparison.order($0, $1) ?? 0) < 0 }
      let middle = sorted.count / 2
      if sorted.count % 2 == 1 { return sorted[middle] }
      var two = ValueSum(.average)
      two.add(sorted[middle - 1], nil)
      two.add(sorted[middle], nil)
      two.money = two.money ?? money
      return try two.part(over: 2, expression)
    case .average: return try part(over: Int128(count), expression)
    default: return try part(over: 1, expression)
    }
  }

  private static func describe(_ row: Frame, _ evaluator: Evaluator) -> String {
    if let thing = row.thing { return evaluator.finder.short(thing) }
    for case .thing(let thing) in row.columns { return evaluator.finder.short(thing) }
    return "a row"
  }

  private static func raw(_ value: Value) -> Int64 {
    switch value {
    case .number(let raw), .percent(let raw): raw
    case .money(let money): money.amount
    case .duration(let duration): Int64(duration.days)
    default: 0
    }
  }

  /// The sum divided, rounded once.
  private func part(over divisor: Int128, _ expression: Expression) throws -> Value {
    do {
      if case .duration = first {
        return .duration(try CalendarDuration(months: months, days: days, over: divisor))
      }
      let amount = try Fixed.narrow(Fixed.rounded(total, over: divisor))
      if let money { return .money(Money(amount: amount, currency: money.value.currency)) }
      if case .percent = first { return .percent(amount) }
      return .number(amount)
    } catch {
      throw Arithmetic.overflow(expression)
    }
  }
}
