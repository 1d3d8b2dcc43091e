import PlanLang

/// The functions over rows, with their rules for unknown.
enum AggregateCall {
  static func apply(_ aggregate: Aggregate, _ expression: Expression, _ evaluator: Evaluator) throws -> Value {
    guard let rows = try evaluator.rows(of: aggregate.source) else { return .unknown }
    try evaluator.tellAnswersRead(aggregate, rows)
    switch aggregate.function {
    case .count: return try count(rows, aggregate, evaluator)
    case .any: return try atLeast(1, rows, aggregate, evaluator)
    case .atLeast: return try atLeast(aggregate.threshold, rows, aggregate, evaluator)
    case .all: return try all(rows, aggregate, evaluator)
    default: return try overValues(rows, aggregate, expression, evaluator)
    }
  }

  private static func holds(_ condition: Expression?, _ row: Frame, _ evaluator: Evaluator) throws -> Bool? {
    guard let condition else { return true }
    return try evaluator.withFrame(row) { try evaluator.evaluate(condition).truth }
  }

  private static func count(_ rows: [Frame], _ aggregate: Aggregate, _ evaluator: Evaluator) throws -> Value {
    if aggregate.filter == nil && aggregate.value == nil { return .integer(rows.count) }
    var count = 0
    for row in rows {
      try evaluator.pulse()
      guard try holds(aggregate.filter, row, evaluator) == true else { continue }
      if let value = aggregate.value {
        // Of what is true or not it counts what is true (none is neither), of everything else what is known.
        let found = try evaluator.withFrame(row) { try evaluator.evaluate(value) }
        if value.type.isTruth ? found != .yesNo(true) : found.isUnknown { continue }
      }
      count += 1
    }
    return .integer(count)
  }

  private static func atLeast(_ threshold: Int, _ rows: [Frame], _ aggregate: Aggregate, _ evaluator: Evaluator) throws
    -> Value
  {
    var certain = 0
    var open = 0
    if threshold <= 0 { return .yesNo(true) }
    for row in rows {
      try evaluator.pulse()
      let inside = try holds(aggregate.filter, row, evaluator)
      if inside == false { continue }
      let meets = try holds(aggregate.value, row, evaluator)
      if meets == false { continue }
      if inside == true && meets == true { certain += 1 } else { open += 1 }
      if certain >= threshold { return .yesNo(true) }
    }
    return certain + open >= threshold ? .unknown : .yesNo(false)
  }

  private static func all(_ rows: [Frame], _ aggregate: Aggregate, _ evaluator: Evaluator) throws -> Value {
    var isOpen = false
    for row in rows {
      try evaluator.pulse()
      let inside = try holds(aggregate.filter, row, evaluator)
      if inside == false { continue }
      let meets = try holds(aggregate.value, row, evaluator)
      if meets == true { continue }
      if inside == true && meets == false { return .yesNo(false) }
      isOpen = true
    }
    return isOpen ? .unknown : .yesNo(true)
  }

  private static func overValues(
    _ rows: [Frame], _ aggregate: Aggregate, _ expression: Expression, _ evaluator: Evaluator
  ) throws -> Value {
    var values: [Value] = []
    var sources: [Frame] = []
    var skipped = 0
    var listed: Set<Value> = []
    for row in rows {
      try evaluator.pulse()
      guard try holds(aggregate.filter, row, evaluator) == true else { continue }
      let value =
        try aggregate.value.map { value in try evaluator.withFrame(row) { try evaluator.evaluate(value) } } ?? .unknown
      if aggregate.function == .list {
        if !value.isUnknown, !value.isAbsent, listed.insert(value).inserted { values.append(value) }
        continue
      }
      if aggregate.function == .first { return value }
      if value.isUnknown || value.isAbsent {
        skipped += 1
        continue
      }
      values.append(value)
      sources.append(row)
    }
    if aggregate.function == .list { return .values(values) }
    if aggregate.function == .first { return .unknown }
    if skipped > 0, !values.isEmpty { evaluator.noteSkipped(skipped) }
    if values.isEmpty {
      if aggregate.function == .sum && skipped == 0 {
        return expression.type == .percent
          ? .percent(0) : expression.type == .duration ? .duration(CalendarDuration()) : .number(0)
      }
      return .unknown
    }
    return try combine(aggregate.function, values, sources, expression, evaluator)
  }

  /// One value of many known ones.
  static func combine(
    _ function: AggregateFunction, _ values: [Value], _ sources: [Frame], _ expression: Expression,
    _ evaluator: Evaluator
  ) throws -> Value {
    let currency = try onlyCurrency(values, sources, expression, evaluator)
    switch function {
    case .min, .max:
      var best = values[0]
      for value in values.dropFirst() {
        guard let order = Comparison.order(value, best) else { continue }
        if function == .min ? order < 0 : order > 0 { best = value }
      }
      return best
    case .median:
      let sorted = try StoppableSort.sorted(values) { (Comparison.order($0, $1) ?? 0) < 0 }
      let middle = sorted.count / 2
      if sorted.count % 2 == 1 { return sorted[middle] }
      return try average([sorted[middle - 1], sorted[middle]], currency, expression)
    case .average: return try average(values, currency, expression)
    default: return try sum(values, currency, expression)
    }
  }

  /// The currency of the amounts among some values; two are not put together, which is told with the first row of each.
  @discardableResult static func onlyCurrency(
    _ values: [Value], _ sources: [Frame], _ expression: Expression, _ evaluator: Evaluator
  ) throws -> Currency? {
    var first: (index: Int, currency: Currency)?
    for (index, value) in values.enumerated() {
      guard case .money(let money) = value else { continue }
      guard let known = first else {
        first = (index, money.currency)
        continue
      }
      guard known.currency != money.currency else { continue }
      let rows =
        sources.count == values.count
        ? [known.index, index].map {
          "\(describe(sources[$0], evaluator)) has \(evaluator.text.display(values[$0], .money))"
        } : []
      throw Arithmetic.mixed(known.currency, money.currency, expression, rows: rows)
    }
    return first?.currency
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

  private static func rebuilt(_ raw: Int64, like value: Value, _ currency: Currency?) -> Value {
    if let currency { return .money(Money(amount: raw, currency: currency)) }
    switch value {
    case .percent: return .percent(raw)
    default: return .number(raw)
    }
  }

  private static func total(_ values: [Value]) -> Int128 { values.reduce(Int128(0)) { $0 + Int128(raw($1)) } }

  private static func sum(_ values: [Value], _ currency: Currency?, _ expression: Expression) throws -> Value {
    try part(values, over: 1, currency, expression)
  }

  private static func average(_ values: [Value], _ currency: Currency?, _ expression: Expression) throws -> Value {
    try part(values, over: Int128(values.count), currency, expression)
  }

  /// The sum of values divided, rounded once.
  private static func part(_ values: [Value], over divisor: Int128, _ currency: Currency?, _ expression: Expression)
    throws -> Value
  {
    do {
      if case .duration = values[0] {
        var (months, days): (Int128, Int128) = (0, 0)
        for case .duration(let duration) in values {
          months += Int128(duration.months)
          days += Int128(duration.days)
        }
        return .duration(try CalendarDuration(months: months, days: days, over: divisor))
      }
      return rebuilt(try Fixed.narrow(Fixed.rounded(total(values), over: divisor)), like: values[0], currency)
    } catch {
      throw Arithmetic.overflow(expression)
    }
  }
}
