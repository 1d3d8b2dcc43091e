import PlanLang

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
  /// The first amount of money and the row it came from, and the first in another currency.
  private var money: Money?
  private var moneyRow: Frame?
  private var other: Money?
  private var otherRow: Frame?

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
        if money.currency != amount.currency, other == nil {
          other = amount
          otherRow = evaluator?.place.frames.last
        }
      } else {
        money = amount
        moneyRow = evaluator?.place.frames.last
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
      var rows: [String]?
      if let moneyRow, let otherRow {
        rows = [(moneyRow, money), (otherRow, other)].map { row, amount in
          "\(ValueSum.describe(row, evaluator)) has \(evaluator.text.display(.money(amount), .money))"
        }
      }
      return try evaluator.mixed(money, other, expression, rows: rows)
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

  /// A row in words: the thing it is, or the first thing in it.
  static func describe(_ row: Frame, _ evaluator: Evaluator) -> String {
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
      if let money { return .money(Money(amount: amount, currency: money.currency)) }
      if case .percent = first { return .percent(amount) }
      return .number(amount)
    } catch {
      throw Arithmetic.overflow(expression)
    }
  }
}
