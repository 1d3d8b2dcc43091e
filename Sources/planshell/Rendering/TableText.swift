import PlanLang
import PlanRuntime

/// A result as aligned columns under a header.
struct TableText {
  private let table: ResultTable
  private let lineWidth: Int?
  private let paint: Paint
  private let columns: [TableColumn]

  /// - Parameter lineWidth: the columns to fit into, or nil to cut and wrap nothing.
  init(_ table: ResultTable, lineWidth: Int?, paint: Paint) {
    self.table = table
    self.lineWidth = lineWidth
    self.paint = paint
    columns = TableColumn.all(of: table, colors: paint.isOn)
  }

  func text() -> String {
    // Bars need room of their own, or long texts would take it all.
    let reserved = BarColumn(table, room: nil) == nil ? 0 : TableFit.gap + BarColumn.wanted
    let fit = TableFit(columns, lineWidth: lineWidth.map { $0 - reserved })
    let bars = BarColumn(table, room: lineWidth.map { $0 - fit.firstBlockWidth - TableFit.gap })
    var result = ""
    for (index, block) in fit.blocks.enumerated() {
      if index > 0 { result += "\n" }
      write(block, fit.widths, bars: fit.blocks.count == 1 ? bars : nil, to: &result)
    }
    if table.rows.isEmpty { result += "(no rows)\n" }
    return result
  }

  private func write(_ block: [Int], _ widths: [Int], bars: BarColumn?, to result: inout String) {
    if block.isEmpty { return }
    let gap = String(repeating: " ", count: TableFit.gap)
    func line(_ cells: [String]) {
      var line = cells.joined(separator: gap)
      while line.last == " " { line.removeLast() }
      result += line + "\n"
    }
    line(block.map { columns[$0].header(width: widths[$0], paint) })
    line(block.map { paint(String(repeating: "─", count: widths[$0]), .dim) })
    for row in table.rows.indices {
      var cells = block.map { columns[$0].cell(row, width: widths[$0], paint) }
      if let bar = bars?.bars[row], !bar.isEmpty { cells.append(paint(bar, Style(colour: .cyan))) }
      line(cells)
    }
  }
}

/// One column of a table for people: its cells as printable text, and how they stand.
struct TableColumn {
  private struct Cell {
    var text: String
    var width: Int
    /// The columns from the decimal point on.
    var tail: Int
    var style: Style
    var shade: HeatScale.Shade?
  }

  private let title: String
  private let isRight: Bool
  private let cells: [Cell]
  private let tail: Int
  /// The columns it takes when nothing is cut.
  let naturalWidth: Int
  /// The columns it takes at least: figures are never cut, their title may be.
  let leastWidth: Int

  static func all(of table: ResultTable, colors: Bool) -> [TableColumn] {
    let text = CellText(table)
    let heat = colors ? HeatScale(table) : nil
    var tree: TreePrefixes?
    if case .tree(let depths) = table.style { tree = TreePrefixes(depths: depths) }
    return ShownColumns(table).shown.enumerated().map { position, column in
      TableColumn(table, column, text, prefixes: position == 0 ? tree : nil, heat: heat)
    }
  }

  private init(_ table: ResultTable, _ column: Int, _ text: CellText, prefixes: TreePrefixes?, heat: HeatScale?) {
    title = CellText.oneLine(table.columns[column].name)
    isRight = prefixes == nil && ColumnAlignment.isRight(table, column)
    let decimals = CellText.commonDecimals(table.rows.lazy.map { $0[column] })
    var cells: [Cell] = []
    cells.reserveCapacity(table.rows.count)
    var tail = 0
    var headWidth = 0
    var wholeWidth = 0
    for (row, values) in table.rows.enumerated() {
      let value = values[column]
      let type = table.type(row: row, column: column)
      let shown = (prefixes?.prefix(row) ?? "") + CellText.oneLine(text.text(value, type, decimals: decimals))
      var cell = Cell(
        text: shown, width: DisplayWidth.of(shown), tail: 0, style: CellStyle.of(value, type),
        shade: heat?.shade(value, column: column))
      if isRight, let tailOfCell = Self.tail(of: value, shown) {
        cell.tail = tailOfCell
        tail = max(tail, tailOfCell)
        headWidth = max(headWidth, cell.width - tailOfCell)
      } else {
        cell.tail = -1
        wholeWidth = max(wholeWidth, cell.width)
      }
      cells.append(cell)
    }
    self.cells = cells
    self.tail = tail
    naturalWidth = max(DisplayWidth.of(title), wholeWidth, headWidth + tail, 1)
    leastWidth = isRight ? max(wholeWidth, headWidth + tail, 3) : min(naturalWidth, TableFit.leastText)
  }

  /// The columns a figure takes from its decimal point (or its unit) on; nil for what is no figure.
  private static func tail(of value: Value, _ text: String) -> Int? {
    switch value {
    case .number, .percent, .money:
      let utf8 = text.utf8
      let whole = utf8.firstIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: " ") }
      return utf8.distance(from: whole ?? utf8.endIndex, to: utf8.endIndex)
    default: return nil
    }
  }

  /// The title in a number of columns.
  func header(width: Int, _ paint: Paint) -> String {
    let shown = CellText.cut(title, to: width)
    let blanks = String(repeating: " ", count: max(0, width - DisplayWidth.of(shown)))
    return isRight ? blanks + paint(shown, .bold) : paint(shown, .bold) + blanks
  }

  /// A cell in a number of columns: figures with their decimal points under one another, texts from the left.
  func cell(_ row: Int, width: Int, _ paint: Paint) -> String {
    let cell = cells[row]
    var shown = cell.text
    var used = cell.width
    if used > width {
      shown = CellText.cut(shown, to: width)
      used = DisplayWidth.of(shown)
    }
    let after = cell.tail >= 0 && isRight ? min(tail - cell.tail, width - used) : 0
    let right = String(repeating: " ", count: isRight ? after : max(0, width - used))
    let left = String(repeating: " ", count: isRight ? max(0, width - used - after) : 0)
    if let shade = cell.shade { return shade.painted(left + shown + right) }
    return left + paint(shown, cell.style) + right
  }
}
