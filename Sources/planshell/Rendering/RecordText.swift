import PlanLang
import PlanRuntime

/// A result as one field a line, for things with many or long fields.
struct RecordText {
  private let table: ResultTable
  private let lineWidth: Int?
  private let paint: Paint

  init(_ table: ResultTable, lineWidth: Int?, paint: Paint) {
    self.table = table
    self.lineWidth = lineWidth
    self.paint = paint
  }

  func text() -> String {
    if table.rows.isEmpty { return "(no rows)\n" }
    let cells = CellText(table)
    let columns = ShownColumns(table).shown
    let names = columns.map { CellText.oneLine(table.columns[$0].name) + ":" }
    let nameWidth = names.reduce(0) { max($0, DisplayWidth.of($1)) }
    let indent = String(repeating: " ", count: nameWidth + 1)
    let space = lineWidth.map { max($0 - nameWidth - 1, 20) }
    var result = ""
    for (row, values) in table.rows.enumerated() where !Interrupt.isRequested {
      if row > 0 { result += "\n" }
      for (index, column) in columns.enumerated() {
        let padding = String(repeating: " ", count: nameWidth + 1 - DisplayWidth.of(names[index]))
        let type = table.type(row: row, column: column)
        let style = CellStyle.of(values[column], type)
        // Lines of a text stand under one another; the indentation keeps them from passing for fields.
        let paragraphs = cells.text(values[column], type, in: table.columns[column])
          .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        let lines = paragraphs.flatMap { WordWrap.lines(CellText.oneLine(String($0)), width: space, hanging: 0) }
        let text = lines.map { paint($0, style) }.joined(separator: "\n" + indent)
        let line = names[index] + padding + text
        result += (lines.allSatisfy(\.isEmpty) ? names[index] : line) + "\n"
      }
    }
    return result
  }
}

/// How a cell looks where there are colours.
enum CellStyle {
  static func of(_ value: Value, _ type: ValueType) -> Style {
    switch (value, type) {
    case (.yesNo(true), .outcome): .good
    case (.yesNo(false), .outcome): .bad
    case (.unknown, .outcome): .open
    case (.unknown, _): .dim
    default: .plain
    }
  }
}
