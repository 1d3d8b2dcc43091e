import PlanLang

/// Values as people and programs read them.
public struct ValueText {
  let catalog: Catalog
  let snapshot: Snapshot

  public init(catalog: Catalog, snapshot: Snapshot) {
    self.catalog = catalog
    self.snapshot = snapshot
  }

  /// A value for a table, a text or CSV: `1200000 USD`, `20%`, `decision_maker`, `unknown`.
  public func display(_ value: Value, _ type: ValueType) -> String {
    switch value {
    case .unknown: return "unknown"
    case .absent: return "none"
    case .text(let text): return text
    case .number(let number): return Fixed.text(number, scale: Fixed.numberScale)
    case .money(let money): return Fixed.text(money.amount, scale: Fixed.moneyScale) + " \(money.currency)"
    case .percent(let fraction): return ValueText.percent(fraction)
    case .date(let date): return date.description
    case .period(let period): return period.description
    case .duration(let duration): return duration.description
    case .yesNo(let truth): return type == .outcome ? (truth ? "pass" : "fail") : (truth ? "yes" : "no")
    case .code(let code): return scaleValue(code, type)
    case .thing(let thing):
      return snapshot.isAlive(thing) ? ThingFinder(snapshot: snapshot, catalog: catalog).label(of: thing) : "unknown"
    case .values(let values):
      let element: ValueType = if case .set(let inner) = type { inner } else { type }
      return values.map { display($0, element) }.joined(separator: ", ")
    }
  }

  /// A value as it is written in a file: a set known to be empty is `[]`.
  public func stored(_ value: Value, _ type: ValueType) -> String {
    value == .values([]) ? "[]" : display(value, type)
  }

  /// A fraction in millionths as a percentage.
  public static func percent(_ fraction: Int64) -> String {
    // Millionths of the fraction are ten-thousandths of a percent.
    Fixed.text(fraction, scale: Fixed.numberScale / 100) + "%"
  }

  func scaleValue(_ code: Int, _ type: ValueType) -> String {
    guard case .scale(let id) = type, catalog.scales[id].values.indices.contains(code) else { return "?" }
    return catalog.scales[id].values[code].name
  }

  /// A value as PlanLang writes it in data: texts in quotes, sets in brackets.
  public func source(_ value: Value, _ type: ValueType) -> String {
    switch value {
    case .text(let text): return ValueText.quoted(text)
    case .thing(let thing): return ValueText.quoted(ThingFinder(snapshot: snapshot, catalog: catalog).label(of: thing))
    case .values(let values):
      let element: ValueType = if case .set(let inner) = type { inner } else { type }
      return "[" + values.map { source($0, element) }.joined(separator: ", ") + "]"
    default: return display(value, type)
    }
  }

  /// A text in quotes with escapes.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
