import PlanRuntime

/// What a terminal shows of rows whose columns nobody chose and that are too wide for it: one thing as a record, several
/// with as many of their first columns as there is room for.
struct FirstLook {
  /// The table with the columns that fit; nil when it is best shown as a record.
  let table: ResultTable?
  /// The names of the columns left out.
  let more: [String]

  /// Texts are cut to this many columns at most to make room for others.
  private static let text = 14

  /// nil when everything fits, or the columns were chosen.
  init?(_ table: ResultTable, lineWidth: Int?) {
    guard let lineWidth, table.mayDropUnknownColumns, table.columnsHiddenWhenZero.isEmpty, !table.rows.isEmpty else {
      return nil
    }
    let columns = TableColumn.all(of: table, colors: false)
    defer { Leftovers.keep(columns) }
    guard TableFit(columns, lineWidth: lineWidth).blocks.count > 1 else { return nil }
    let shown = ShownColumns(table).shown
    if table.rows.count == 1 {
      self.table = nil
      more = []
      return
    }
    var used = 0
    var kept = 0
    for (position, column) in columns.enumerated() {
      let most = position == 0 ? lineWidth / 3 : Self.text
      used += min(column.naturalWidth, max(column.leastWidth, most)) + (position == 0 ? 0 : TableFit.gap)
      if used > lineWidth, position > 1 { break }
      kept += 1
    }
    self.table = table.keeping(Array(shown.prefix(kept)))
    more = shown.dropFirst(kept).map { VisibleText.visible(table.columns[$0].name) }
  }
}

extension ResultTable {
  /// The same rows with some of the columns.
  fileprivate func keeping(_ kept: [Int]) -> ResultTable {
    var result = self
    result.columns = kept.map { columns[$0] }
    result.rows = Interrupt.isRequested ? [] : rows.map { row in kept.map { row[$0] } }
    result.cellTypes = cellTypes.map { $0.map { types in kept.map { types[$0] } } }
    result.mayDropUnknownColumns = false
    return result
  }
}
