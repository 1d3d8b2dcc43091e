import PlanLang
import PlanRuntime

/// A result as aligned columns under a header.
struct TableText: Sendable {
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
    var line = TableLine()
    for column in block { columns[column].putHeader(in: &line, width: widths[column], paint) }
    line.end(&result)
    for column in block { line.put(paint(String(repeating: "─", count: widths[column]), .dim)) }
    line.end(&result)
    for row in table.rows.indices {
      if Interrupt.isRequested { break }
      for column in block { columns[column].putCell(row, in: &line, width: widths[column], paint) }
      if let bar = bars?.bars[row], !bar.isEmpty { line.put(paint(bar, Style(colour: .cyan))) }
      line.end(&result)
    }
  }
}

/// One column of a table for people: its cells as printable text, and how they stand.
struct TableColumn: Sendable {
  private struct Cell: Sendable {
    var text: String
    var width: Int
    /// The columns from the decimal point on.
    var tail: Int
    var style: Style
    var shade: HeatScale.Shade?
  }

  private let title: String
  /// Whether its texts are paths, of which the end says more than the beginning.
  private let isPath: Bool
  private let isTree: Bool
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

  /// The column that tells rows apart, to stand beside each further block: the first text that is different in every row,
  /// or else the one with most different texts. In a tree the first, where its lines are.
  static func key(of columns: [TableColumn]) -> Int {
    var best = (column: 0, count: 0)
    for (index, column) in columns.enumerated() where !column.isRight {
      if column.isTree { return index }
      let count = Set(column.cells.lazy.map(\.text)).count
      if count == column.cells.count { return index }
      if count > best.count { best = (index, count) }
    }
    return best.column
  }

  private init(_ table: ResultTable, _ column: Int, _ text: CellText, prefixes: TreePrefixes?, heat: HeatScale?) {
    title = CellText.oneLine(table.columns[column].name)
    isPath = table.columns[column].name == "file" && table.columns[column].type == .text
    isTree = prefixes != nil
    isRight = prefixes == nil && ColumnAlignment.isRight(table, column)
    // Once it is stopped nobody reads it.
    let rows = Interrupt.isRequested ? [] : table.rows
    let decimals = CellText.commonDecimals(rows.lazy.map { $0[column] })
    var cells: [Cell] = []
    cells.reserveCapacity(rows.count)
    var tail = 0
    var headWidth = 0
    var wholeWidth = 0
    var before: (value: Value, type: ValueType)?
    for (row, values) in rows.enumerated() {
      if Interrupt.isRequested { break }
      let value = values[column]
      let type = table.type(row: row, column: column)
      // In long tables one row after the other often says the same.
      if let before, let last = cells.last, prefixes == nil, before.value == value, before.type == type {
        cells.append(last)
        continue
      }
      before = (value, type)
      var shown = text.text(value, type, in: table.columns[column], decimals: decimals)
      var width = shown.plainWidth
      if width == nil { shown = CellText.oneLine(shown) }
      if let prefixes {
        shown = prefixes.prefix(row) + shown
        width = nil
      }
      var cell = Cell(
        text: shown, width: width ?? DisplayWidth.of(shown), tail: 0, style: CellStyle.of(value, type),
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

  /// Puts the title in a number of columns.
  func putHeader(in line: inout TableLine, width: Int, _ paint: Paint) {
    let shown = DisplayWidth.cut(title, to: width)
    let blanks = max(0, width - DisplayWidth.of(shown))
    line.put(paint(shown, .bold), before: isRight ? blanks : 0, after: isRight ? 0 : blanks)
  }

  /// Puts a cell in a number of columns: figures with their decimal points under one another, texts from the left.
  func putCell(_ row: Int, in line: inout TableLine, width: Int, _ paint: Paint) {
    let cell = cells[row]
    var shown = cell.text
    var used = cell.width
    if used > width {
      shown = isPath ? DisplayWidth.cutAtStart(shown, to: width) : DisplayWidth.cut(shown, to: width)
      used = DisplayWidth.of(shown)
    }
    let afterPoint = cell.tail >= 0 && isRight ? min(tail - cell.tail, width - used) : 0
    let right = isRight ? afterPoint : max(0, width - used)
    let left = isRight ? max(0, width - used - afterPoint) : 0
    if let shade = cell.shade {
      line.put(shade.painted(String(repeating: " ", count: left) + shown + String(repeating: " ", count: right)))
    } else {
      line.put(paint(shown, cell.style), before: left, after: right)
    }
  }
}

/// One line of a table while its cells are put side by side; blanks at its end are left out.
struct TableLine {
  private var text: [UInt8] = []
  /// The blanks that stand before whatever comes next.
  private var blanks = 0
  private var isEmpty = true

  /// Puts a printable text with blanks around it.
  mutating func put(_ shown: String, before: Int = 0, after: Int = 0) {
    if !isEmpty { blanks += TableFit.gap }
    isEmpty = false
    blanks += before
    if !shown.isEmpty {
      text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: blanks))
      text.append(contentsOf: shown.utf8)
      blanks = 0
    }
    blanks += after
  }

  /// Adds the line to a text and begins the next.
  mutating func end(_ result: inout String) {
    while text.last == UInt8(ascii: " ") { text.removeLast() }
    text.append(UInt8(ascii: "\n"))
    result += String(decoding: text, as: UTF8.self)
    text.removeAll(keepingCapacity: true)
    blanks = 0
    isEmpty = true
  }
}
