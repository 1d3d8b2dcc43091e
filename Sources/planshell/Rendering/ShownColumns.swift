import PlanLang
import PlanRuntime

/// The columns a person is shown. Machine formats have them all.
struct ShownColumns {
  /// The positions of the columns to show.
  let shown: [Int]
  /// Columns left out because they are unknown in every row and nobody asked for them.
  let dropped: [Int]

  init(_ table: ResultTable) {
    var shown: [Int] = []
    var dropped: [Int] = []
    for column in table.columns.indices {
      let hidesZero = table.columnsHiddenWhenZero.contains(column)
      if hidesZero, table.rows.allSatisfy({ Self.isNothing($0[column]) }) { continue }
      let mayDrop = table.mayDropUnknownColumns && !table.rows.isEmpty && column > 0
      if mayDrop, table.rows.allSatisfy(\.[column].isUnknown) {
        dropped.append(column)
      } else {
        shown.append(column)
      }
    }
    self.shown = shown
    self.dropped = dropped
  }

  /// Zero of any kind, or unknown.
  private static func isNothing(_ value: Value) -> Bool {
    switch value {
    case .unknown, .number(0), .percent(0): true
    case .money(let money): money.amount == 0
    default: false
    }
  }
}
