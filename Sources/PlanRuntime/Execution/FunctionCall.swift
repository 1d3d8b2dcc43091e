import PlanLang

/// The functions of values.
enum FunctionCall {
  static func apply(_ function: Function, _ arguments: [Expression], _ expression: Expression, _ evaluator: Evaluator)
    throws -> Value
  {
    if function == .today { return .date(evaluator.today) }
    if function == .under { return try under(arguments, evaluator) }
    let values = try arguments.map { try evaluator.evaluate($0) }
    guard let first = values.first else { return .unknown }
    if first.isUnknown || first.isAbsent { return first }
    switch (function, first) {
    case (.quarter, .date(let date)): return .period(Period(.quarter, containing: date))
    case (.month, .date(let date)): return .period(Period(.month, containing: date))
    case (.year, .date(let date)): return .period(Period(.year, containing: date))
    case (.quarter, .period(let period)): return .period(Period(.quarter, containing: period.start))
    case (.month, .period(let period)): return .period(Period(.month, containing: period.start))
    case (.year, .period(let period)): return .period(Period(.year, containing: period.start))
    case (.start, .period(let period)): return .date(period.start)
    case (.end, .period(let period)): return .date(period.end)
    case (.round, _): return try round(first, values.count > 1 ? values[1] : .integer(0), expression)
    case (.abs, .number(let number)): return .number(number < 0 ? -number : number)
    case (.abs, .percent(let number)): return .percent(number < 0 ? -number : number)
    case (.abs, .money(let money)):
      return .money(Money(amount: money.amount < 0 ? -money.amount : money.amount, currency: money.currency))
    case (.abs, .duration(let duration)):
      return .duration(CalendarDuration(months: Swift.abs(duration.months), days: Swift.abs(duration.days)))
    case (.amount, .money(let money)):
      guard let number = try? Fixed.narrow(Int128(money.amount) * Int128(Fixed.numberScale / Fixed.moneyScale)) else {
        throw Arithmetic.overflow(expression)
      }
      return .number(number)
    case (.amount, .number): return first
    case (.currency, .money(let money)): return .text(money.currency.description)
    case (.convert, .money(let money)):
      let target: Currency
      if values.count == 1 {
        target = evaluator.commonCurrency ?? money.currency
      } else if case .text(let code) = values[1], let named = Currency(code) {
        target = named
      } else {
        return .unknown
      }
      do {
        return .money(
          try CurrencyConverter(rates: evaluator.catalog.rates, today: evaluator.today).convert(
            money, to: target, at: expression))
      } catch let diagnostic as Diagnostic where diagnostic.code == .missingRate {
        // What it would be in the other currency is not known; that is an answer, and worth a word.
        evaluator.warn(diagnostic)
        return .unknown
      }
    case (.convert, .number(0)): return first
    case (.next, .code(let code)), (.previous, .code(let code)):
      guard case .scale(let id) = expression.type else { return .unknown }
      let moved = function == .next ? code + 1 : code - 1
      return evaluator.catalog.scales[id].values.indices.contains(moved) ? .code(moved) : .unknown
    case (.next, .period(let period)): return period.advanced(by: 1).map { .period($0) } ?? .unknown
    case (.previous, .period(let period)): return period.advanced(by: -1).map { .period($0) } ?? .unknown
    case (.length, .text(let text)): return .integer(text.count)
    case (.length, .values(let values)): return .integer(values.count)
    default: return .unknown
    }
  }

  private static func round(_ value: Value, _ digits: Value, _ expression: Expression) throws -> Value {
    guard case .number(let scaled) = digits else { return .unknown }
    let count = Int(scaled / Fixed.numberScale)
    func rounded(_ raw: Int64, _ scale: Int64) throws -> Int64 {
      guard count > -13, count < 13 else { return raw }
      var unit = Int128(scale)
      if count >= 0 { for _ in 0..<count { unit /= 10 } } else { for _ in 0..<(-count) { unit *= 10 } }
      if unit <= 1 { return raw }
      do { return try Fixed.narrow(Fixed.rounded(Int128(raw), over: unit) * unit) } catch {
        throw Arithmetic.overflow(expression)
      }
    }
    switch value {
    case .number(let raw): return .number(try rounded(raw, Fixed.numberScale))
    // Decimals of a percentage are those a person sees: round(12.345%, 1) is 12.3%.
    case .percent(let raw): return .percent(try rounded(raw, Fixed.numberScale / 100))
    case .money(let money):
      return .money(Money(amount: try rounded(money.amount, Fixed.moneyScale), currency: money.currency))
    default: return value
    }
  }

  /// Whether following a reference from the row reaches a thing; a circle ends the walk.
  private static func under(_ arguments: [Expression], _ evaluator: Evaluator) throws -> Value {
    guard arguments.count == 2, case .field(let base, _, let field) = arguments[0].kind else { return .unknown }
    let top = try evaluator.evaluate(arguments[1])
    guard case .thing(let start) = try evaluator.evaluate(base), case .thing(let goal) = top else { return .unknown }
    var seen: Set<ThingReference> = [start]
    var current = start
    while true {
      switch evaluator.snapshot.value(current, field: field) {
      case .thing(let next):
        if next == goal { return .yesNo(true) }
        if !seen.insert(next).inserted { return .yesNo(false) }
        current = next
      case .absent: return .yesNo(false)
      default: return .unknown
      }
    }
  }
}
