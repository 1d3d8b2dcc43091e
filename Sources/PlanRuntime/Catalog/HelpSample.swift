import PlanLang

/// A few rows of a result as plain lines, for the examples in help.
enum HelpSample {
  static let maximumRows = 8

  /// The table's head and first rows, in columns; columns that do not fit are left out.
  static func lines(of table: ResultTable, width: Int) -> [String] {
    let shown = min(table.rows.count, maximumRows)
    var columns: [[String]] = []
    var room = width
    for (index, column) in table.columns.enumerated() {
      if table.mayDropUnknownColumns, table.rows.allSatisfy({ $0[index] == .unknown }) { continue }
      let cells =
        [column.name] + (0..<shown).map { HelpLayout.cut(plain(table.display(row: $0, column: index)), to: 26) }
      let size = cells.map(\.count).max() ?? 0
      guard size <= room else { break }
      room -= size + 2
      columns.append(cells.map { $0 + String(repeating: " ", count: size - $0.count) })
    }
    var lines = (0...shown).map { row in trimmed(columns.map { $0[row] }.joined(separator: "  ")) }
    if table.rows.count > shown { lines.append("... \(table.rows.count - shown) more") }
    return lines
  }

  /// A value without line breaks and other signs that would spoil the columns.
  private static func plain(_ text: String) -> String {
    String(
      text.unicodeScalars.map { $0.value < 0x20 || $0.properties.generalCategory == .format ? " " : Character($0) })
  }

  private static func trimmed(_ text: String) -> String {
    var view = text[...]
    while view.last == " " { view.removeLast() }
    return String(view)
  }
}
