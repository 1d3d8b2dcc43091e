import PlanLang

/// A result as comma-separated values (RFC 4180, lines ended by a line feed): all columns under a header, unknown empty,
/// none `none`, an empty set `[]`, digits as programs read them.
public struct CSVText {
  private let table: ResultTable
  private let values: ValueText
  /// Makes a text fit to be printed; programs that show CSV to people write out what a terminal would obey.
  private let printable: (String) -> String

  public init(_ table: ResultTable, printable: @escaping (String) -> String = { $0 }) {
    self.table = table
    self.printable = printable
    values = ValueText(catalog: table.catalog, snapshot: table.snapshot)
  }

  public func text() -> String {
    var result = ""
    write(table.columns.map(\.name), to: &result)
    for row in table.rows.indices where !Interrupt.isRequested {
      write(table.columns.indices.map { cell(table.rows[row][$0], table.type(row: row, column: $0)) }, to: &result)
    }
    return result
  }

  private func write(_ cells: [String], to result: inout String) {
    // A line with nothing on it is passed over by most readers; quotes keep the row.
    if cells.count == 1, cells[0].isEmpty {
      result += "\"\"\n"
      return
    }
    for (index, cell) in cells.enumerated() {
      if index > 0 { result += "," }
      result += field(cell)
    }
    result += "\n"
  }

  private func field(_ text: String) -> String { CSVText.field(printable(text)) }

  /// One field, in quotes where the comma, a quote or a line break asks for them.
  public static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result += "\"" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  private func cell(_ value: Value, _ type: ValueType) -> String {
    switch value {
    case .unknown: return ""
    case .thing(let thing) where !table.snapshot.isAlive(thing): return ""
    case .values(let members):
      // Known to be empty is not unknown.
      if members.isEmpty { return "[]" }
      let element: ValueType = if case .set(let inner) = type { inner } else { type }
      return members.map { values.display($0, element) }.joined(separator: ", ")
    default: return values.display(value, type)
    }
  }
}
