/// Whether a value is within the range its field declares.
public enum BoundsCheck {
  /// What a value and its bounds are compared by; nil for values without bounds.
  public static func key(_ value: Value) -> Int64? {
    switch value {
    case .number(let number), .percent(let number): number
    case .money(let money): money.amount
    case .date(let date): Int64(date.days)
    default: nil
    }
  }

  public static func problem(
    _ value: Value, _ bounds: (low: Value, high: Value), at range: SourceRange, field: String, catalog: Catalog,
    type: ValueType
  ) -> Diagnostic? {
    guard let number = key(value), let low = key(bounds.low), let high = key(bounds.high), number < low || number > high
    else { return nil }
    func shown(_ value: Value) -> String {
      switch value {
      case .number(let number): Fixed.text(number, scale: Fixed.numberScale)
      case .percent(let number): Fixed.text(number * 100, scale: Fixed.numberScale) + "%"
      case .money(let money): Fixed.text(money.amount, scale: Fixed.moneyScale) + " \(money.currency)"
      case .date(let date): date.description
      default: ""
      }
    }
    return Diagnostic(
      .outOfRange, "`\(field)` runs from \(shown(bounds.low)) to \(shown(bounds.high))", at: range,
      label: "\(shown(value)) is outside",
      fixIts: [.init("write the nearest", replace: range, with: shown(number < low ? bounds.low : bounds.high))])
  }
}
