import PlanLang
import PlanRuntime

/// A result as comma-separated values: all columns under a header, digits as programs read them.
struct CSVResult {
  private let table: ResultTable
  private let values: ValueText

  init(_ table: ResultTable) {
    self.table = table
    values = ValueText(catalog: table.catalog, snapshot: table.snapshot)
  }

  func text() -> String {
    var result = ""
    write(table.columns.map(\.name), to: &result)
    for row in table.rows.indices {
      let cells = table.columns.indices.map { text(table.rows[row][$0], table.type(row: row, column: $0)) }
      write(cells, to: &result)
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
      result += Self.field(cell)
    }
    result += "\n"
  }

  /// One field, in quotes where the comma, a quote or a line break asks for them.
  static func field(_ text: String) -> String {
    let text = printable(text)
    let needsQuotes = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A }
    guard needsQuotes else { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result += "\"" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  /// The text with its line breaks, which CSV can carry, and everything else a terminal would obey as `\u{..}`.
  private static func printable(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = ""
    for character in text {
      result += character == "\n" || character == "\r\n" ? "\n" : VisibleText.glyph(for: character).text
    }
    return result
  }

  private func text(_ value: Value, _ type: ValueType) -> String {
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
