import PlanLang

/// Turns money into another currency by the declared rates.
struct CurrencyConverter {
  let rates: [Rate]
  let today: CalendarDate

  /// The currency that most currencies' rates are told in; of equals, the one named first. Nil without rates.
  static func common(_ rates: [Rate]) -> Currency? {
    var told: [(target: Currency, sources: Set<Currency>)] = []
    for rate in rates {
      if let index = told.firstIndex(where: { $0.target == rate.value.currency }) {
        told[index].sources.insert(rate.currency)
      } else {
        told.append((rate.value.currency, [rate.currency]))
      }
    }
    return told.reduce(nil as (target: Currency, sources: Set<Currency>)?) { best, next in
      guard let best else { return next }
      return next.sources.count > best.sources.count ? next : best
    }?.target
  }

  /// The currency of the first amount on file, for a portfolio that needs no rates because it has one currency.
  static func first(_ snapshot: Snapshot, _ catalog: Catalog) -> Currency? {
    for (entity, declared) in catalog.entities.enumerated() {
      let amounts = declared.fields.indices.filter {
        declared.fields[$0].type == .money && !declared.fields[$0].isComputed
      }
      if amounts.isEmpty { continue }
      for row in snapshot.rows(of: entity) {
        for field in amounts {
          if case .money(let money) = snapshot.value(ThingReference(entity: entity, row: row), field: field) {
            return money.currency
          }
        }
      }
    }
    return nil
  }

  func convert(_ money: Money, to target: Currency, at expression: Expression) throws -> Money {
    if money.currency == target { return money }
    do {
      if let direct = try step(money, to: target) { return direct }
      for middle in Set(rates.flatMap { [$0.currency, $0.value.currency] }).sorted()
      where middle != target && middle != money.currency {
        if let first = try step(money, to: middle), let second = try step(first, to: target) { return second }
      }
    } catch {
      throw Arithmetic.overflow(expression)
    }
    throw Diagnostic(
      .missingRate, "there is no rate from \(money.currency) to \(target)", at: expression.range,
      label: "unknown without a rate",
      severity: .warning,
      notes: ["declare one: `rate \(money.currency) = 1.08 \(target) on \(today)`"])
  }

  /// Whether the rates lead from one currency to another.
  func leads(from source: Currency, to target: Currency) -> Bool {
    func meet(_ a: Currency, _ b: Currency) -> Bool { rate(from: a, to: b) != nil || rate(from: b, to: a) != nil }
    return meet(source, target)
      || rates.flatMap { [$0.currency, $0.value.currency] }.contains { meet(source, $0) && meet($0, target) }
  }

  /// The latest rate that is not in the future; undated ones count as old.
  private func rate(from: Currency, to: Currency) -> Rate? {
    rates.filter { $0.currency == from && $0.value.currency == to && ($0.date.map { $0 <= today } ?? true) }
      .max { ($0.date?.days ?? .min) < ($1.date?.days ?? .min) }
  }

  private func step(_ money: Money, to target: Currency) throws -> Money? {
    if let rate = rate(from: money.currency, to: target) {
      return Money(
        amount: try Fixed.multiply(money.amount, rate.value.amount, over: Fixed.moneyScale), currency: target)
    }
    if let rate = rate(from: target, to: money.currency),
      let amount = try Fixed.divide(money.amount, rate.value.amount, times: Fixed.moneyScale)
    {
      return Money(amount: amount, currency: target)
    }
    return nil
  }
}
