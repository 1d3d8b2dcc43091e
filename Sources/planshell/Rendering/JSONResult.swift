import PlanLang
import PlanRuntime

/// A result as JSON: all columns, in their order, with exact digits.
struct JSONResult {
  private let table: ResultTable
  private let values: ValueText
  private let keys: [String]

  init(_ table: ResultTable) {
    self.table = table
    values = ValueText(catalog: table.catalog, snapshot: table.snapshot)
    keys = table.columns.map { JSONText.string($0.name) + ": " }
  }

  /// The rows as one array on one line, so that several results can be told apart by their lines.
  func array() -> String {
    var result = "["
    for row in table.rows.indices where !Interrupt.isRequested {
      if row > 0 { result += ", " }
      write(row, to: &result)
    }
    return result + "]\n"
  }

  /// The rows, each on a line of its own.
  func lines() -> String {
    var result = ""
    for row in table.rows.indices where !Interrupt.isRequested {
      write(row, to: &result)
      result += "\n"
    }
    return result
  }

  private func write(_ row: Int, to result: inout String) {
    result += "{"
    for column in table.columns.indices {
      if column > 0 { result += ", " }
      result += keys[column]
      result += json(table.rows[row][column], table.type(row: row, column: column))
    }
    result += "}"
  }

  private func json(_ value: Value, _ type: ValueType) -> String {
    switch value {
    case .unknown: return "null"
    case .absent: return "\"\""
    case .number(let number): return Fixed.text(number, scale: Fixed.numberScale)
    case .percent(let fraction): return Fixed.text(fraction, scale: Fixed.numberScale)
    case .money(let money):
      return "{\"amount\": \(Fixed.text(money.amount, scale: Fixed.moneyScale)), \"currency\": \"\(money.currency)\"}"
    case .yesNo(let truth): return truth ? "true" : "false"
    case .duration(let duration): return "\"\(duration.iso)\""
    case .values(let members):
      let element: ValueType = if case .set(let inner) = type { inner } else { type }
      return JSONText.array(members.map { json($0, element) })
    case .thing(let thing) where !table.snapshot.isAlive(thing): return "null"
    case .text, .date, .period, .code, .thing: return JSONText.string(values.display(value, type))
    }
  }
}
