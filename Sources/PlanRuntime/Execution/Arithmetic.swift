import PlanLang

/// Exact arithmetic on values; unknown stays unknown, none stays none.
enum Arithmetic {
  static func apply(_ op: ArithmeticOperator, _ a: Value, _ b: Value, _ expression: Expression, _ evaluator: Evaluator)
    throws -> Value
  {
    if a.isUnknown || b.isUnknown { return .unknown }
    if a.isAbsent || b.isAbsent { return .absent }
    do {
      let result = try compute(op, a, b, expression, evaluator)
      // The plain 0 that stands for money of any currency stays one: a share of it is no percentage.
      if expression.type == .money, case .percent(let share) = result { return .number(share) }
      return result
    } catch is ArithmeticOverflow {
      throw overflow(expression)
    }
  }

  static func overflow(_ expression: Expression) -> Diagnostic {
    Diagnostic(
      .overflow, "the result is too large to keep exactly", at: expression.range, label: "overflows here",
      notes: ["numbers keep about 12 digits before the point, money about 14"])
  }

  private static func compute(
    _ op: ArithmeticOperator, _ a: Value, _ b: Value, _ expression: Expression, _ evaluator: Evaluator
  ) throws -> Value {
    let one = Fixed.numberScale
    switch (op, a, b) {
    case (.add, .number(let x), .number(let y)): return .number(try Fixed.add(x, y))
    case (.subtract, .number(let x), .number(let y)): return .number(try Fixed.subtract(x, y))
    case (.multiply, .number(let x), .number(let y)): return .number(try Fixed.multiply(x, y, over: one))
    case (.divide, .number(let x), .number(let y)):
      return try Fixed.divide(x, y, times: one).map { .number($0) } ?? .unknown
    case (.add, .percent(let x), .percent(let y)): return .percent(try Fixed.add(x, y))
    case (.subtract, .percent(let x), .percent(let y)): return .percent(try Fixed.subtract(x, y))
    case (.add, .percent, .number(0)), (.subtract, .percent, .number(0)): return a
    case (.multiply, .percent(let x), .percent(let y)), (.multiply, .percent(let x), .number(let y)),
      (.multiply, .number(let x), .percent(let y)):
      return .percent(try Fixed.multiply(x, y, over: one))
    case (.divide, .percent(let x), .percent(let y)):
      return try Fixed.divide(x, y, times: one).map { .number($0) } ?? .unknown
    case (.divide, .percent(let x), .number(let y)):
      return try Fixed.divide(x, y, times: one).map { .percent($0) } ?? .unknown
    case (.divide, .number(let x), .percent(let y)):
      return try Fixed.divide(x, y, times: one).map { .number($0) } ?? .unknown
    case (.add, .money(let x), .money(let y)), (.subtract, .money(let x), .money(let y)):
      guard x.currency == y.currency else { return try evaluator.mixed(x, y, expression) }
      return .money(
        Money(
          amount: op == .add ? try Fixed.add(x.amount, y.amount) : try Fixed.subtract(x.amount, y.amount),
          currency: x.currency))
    case (.add, .money, .number(0)), (.subtract, .money, .number(0)), (.add, .number(0), .money):
      return op == .add && a == .number(0) ? b : a
    case (.subtract, .number(0), .money(let y)): return .money(Money(amount: -y.amount, currency: y.currency))
    case (.multiply, .money(let x), .number(let y)), (.multiply, .number(let y), .money(let x)),
      (.multiply, .money(let x), .percent(let y)), (.multiply, .percent(let y), .money(let x)):
      return .money(Money(amount: try Fixed.multiply(x.amount, y, over: one), currency: x.currency))
    case (.divide, .money(let x), .money(let y)):
      guard x.currency == y.currency else { return try evaluator.mixed(x, y, expression) }
      return try Fixed.divide(x.amount, y.amount, times: one).map { .number($0) } ?? .unknown
    case (.divide, .money(let x), .number(let y)), (.divide, .money(let x), .percent(let y)):
      return try Fixed.divide(x.amount, y, times: one).map { .money(Money(amount: $0, currency: x.currency)) }
        ?? .unknown
    // A sum over no rows is 0 of any currency.
    case (.divide, .number(0), .money(let y)): return y.amount == 0 ? .unknown : .number(0)
    case (.add, .date(let date), .duration(let duration)), (.add, .duration(let duration), .date(let date)):
      return date.adding(duration).map { .date($0) } ?? .unknown
    case (.subtract, .date(let date), .duration(let duration)):
      return date.adding(CalendarDuration(months: -duration.months, days: -duration.days)).map { .date($0) } ?? .unknown
    case (.subtract, .date(let x), .date(let y)): return .duration(CalendarDuration(days: x.days - y.days))
    case (.add, .duration(let x), .duration(let y)):
      return .duration(try x.adding(y))
    case (.subtract, .duration(let x), .duration(let y)):
      return .duration(try x.subtracting(y))
    case (.multiply, .duration(let x), .number(let y)), (.multiply, .number(let y), .duration(let x)),
      (.multiply, .duration(let x), .percent(let y)), (.multiply, .percent(let y), .duration(let x)):
      return .duration(
        try CalendarDuration(months: Int128(x.months) * Int128(y), days: Int128(x.days) * Int128(y), over: Int128(one)))
    case (.divide, .duration(let x), .number(let y)):
      if y == 0 { return .unknown }
      return .duration(
        try CalendarDuration(
          months: Int128(x.months) * Int128(one), days: Int128(x.days) * Int128(one), over: Int128(y)))
    case (.divide, .duration(let x), .duration(let y)):
      if x.months == 0, y.months == 0 {
        return try Fixed.divide(Int64(x.days), Int64(y.days), times: one).map { .number($0) } ?? .unknown
      }
      if x.days == 0, y.days == 0 {
        return try Fixed.divide(Int64(x.months), Int64(y.months), times: one).map { .number($0) } ?? .unknown
      }
      return .unknown
    case (.add, .period(let period), .number(let count)):
      return period.advanced(by: try Fixed.multiply(count, 1, over: one)).map { .period($0) } ?? .unknown
    case (.subtract, .period(let period), .number(let count)):
      return period.advanced(by: try Fixed.multiply(-count, 1, over: one)).map { .period($0) } ?? .unknown
    case (.subtract, .code(let x), .code(let y)): return .integer(x - y)
    default: return .unknown
    }
  }
}

/// Comparisons with the rules for unknown and none.
enum Comparison {
  static func apply(_ op: ComparisonOperator, _ a: Value, _ b: Value, _ evaluator: Evaluator, _ expression: Expression)
    throws -> Value
  {
    // What rows are asked for most: scale values and numbers.
    switch (a, b) {
    case (.code(let x), .code(let y)): return .yesNo(holds(op, x, y))
    case (.number(let x), .number(let y)): return .yesNo(holds(op, x, y))
    default: break
    }
    if a.isUnknown || b.isUnknown { return .unknown }
    if a.isAbsent || b.isAbsent {
      switch op {
      case .equal: return .yesNo(false)
      case .notEqual: return .yesNo(true)
      default: return .unknown
      }
    }
    switch (a, b) {
    case (.date(let date), .period(let period)): return .yesNo(compare(op, date, period))
    case (.period(let period), .date(let date)): return .yesNo(compare(flipped(op), date, period))
    case (.money(let x), .money(let y)) where x.currency != y.currency:
      guard op == .equal || op == .notEqual else { return try evaluator.mixed(x, y, expression) }
      return .yesNo(op == .notEqual)
    default: break
    }
    if op == .equal || op == .notEqual {
      let equal: Bool
      switch (a, b) {
      case (.money(let x), .number(0)): equal = x.amount == 0
      case (.number(0), .money(let y)): equal = y.amount == 0
      case (.percent(let x), .number(0)): equal = x == 0
      case (.values(let x), .values(let y)): equal = Set(x) == Set(y)
      default: equal = a == b
      }
      return .yesNo(equal == (op == .equal))
    }
    guard let order = order(a, b) else { return .unknown }
    switch op {
    case .less: return .yesNo(order < 0)
    case .lessEqual: return .yesNo(order <= 0)
    case .greater: return .yesNo(order > 0)
    default: return .yesNo(order >= 0)
    }
  }

  private static func holds<T: Comparable>(_ op: ComparisonOperator, _ a: T, _ b: T) -> Bool {
    switch op {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessEqual: a <= b
    case .greater: a > b
    case .greaterEqual: a >= b
    }
  }

  private static func flipped(_ op: ComparisonOperator) -> ComparisonOperator {
    switch op {
    case .less: .greater
    case .lessEqual: .greaterEqual
    case .greater: .less
    case .greaterEqual: .lessEqual
    default: op
    }
  }

  private static func compare(_ op: ComparisonOperator, _ date: CalendarDate, _ period: Period) -> Bool {
    switch op {
    case .less: date < period.start
    case .lessEqual: date <= period.end
    case .greater: date > period.end
    case .greaterEqual: date >= period.start
    default: false
    }
  }

  /// -1, 0 or 1 for two known values of one kind; nil when they have no order.
  static func order(_ a: Value, _ b: Value) -> Int? {
    func sign<T: Comparable>(_ x: T, _ y: T) -> Int { x < y ? -1 : x > y ? 1 : 0 }
    switch (a, b) {
    case (.number(let x), .number(let y)), (.percent(let x), .percent(let y)): return sign(x, y)
    case (.percent(let x), .number(let y)), (.number(let x), .percent(let y)): return sign(x, y)
    case (.money(let x), .money(let y)):
      return x.currency == y.currency ? sign(x.amount, y.amount) : sign(x.currency, y.currency)
    case (.money(let x), .number(let y)): return sign(x.amount, y)
    case (.number(let x), .money(let y)): return sign(x, y.amount)
    case (.text(let x), .text(let y)): return TextOrder.order(x, y)
    case (.date(let x), .date(let y)): return sign(x, y)
    case (.period(let x), .period(let y)): return sign(x, y)
    case (.duration(let x), .duration(let y)):
      if x == y { return 0 }
      if x.months == y.months { return sign(x.days, y.days) }
      return sign(x.approximateDays, y.approximateDays)
    case (.duration(let x), .number(let y)): return sign(x.approximateDays, Double(y))
    case (.yesNo(let x), .yesNo(let y)): return sign(x ? 1 : 0, y ? 1 : 0)
    case (.code(let x), .code(let y)): return sign(x, y)
    case (.thing(let x), .thing(let y)): return sign(x, y)
    default: return nil
    }
  }

  /// Membership: yes if a known member matches, else unknown if anything is.
  static func isIn(_ item: Value, _ list: Value) -> Value {
    if case .period(let period) = list {
      switch item {
      case .date(let date): return .yesNo(date >= period.start && date <= period.end)
      case .period(let inner): return .yesNo(inner.start >= period.start && inner.end <= period.end)
      default: return .unknown
      }
    }
    guard case .values(let values) = list else { return list.isAbsent ? .yesNo(false) : .unknown }
    if item.isUnknown { return values.isEmpty ? .yesNo(false) : .unknown }
    if item.isAbsent { return .yesNo(false) }
    if values.contains(item) { return .yesNo(true) }
    return values.contains(.unknown) ? .unknown : .yesNo(false)
  }
}
