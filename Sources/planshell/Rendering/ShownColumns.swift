import PlanLang
import PlanRuntime

/// The columns a person is shown. Machine formats have them all.
struct ShownColumns {
  /// The positions of the columns to show.
  let shown: [Int]
  /// Columns left out because they are unknown in every row and nobody asked for them.
  let dropped: [Int]

  init(_ table: ResultTable) {
    // The columns nothing was found in so far: most are settled by the first rows, and the rest are looked at no more.
    var zero = table.columns.indices.filter { table.columnsHiddenWhenZero.contains($0) }
    var unknown =
      table.mayDropUnknownColumns && !table.rows.isEmpty ? table.columns.indices.filter { $0 > 0 } : []
    for row in table.rows {
      if zero.isEmpty && unknown.isEmpty || Interrupt.isRequested { break }
      zero.removeAll { !Self.isNothing(row[$0]) }
      unknown.removeAll { !row[$0].isUnknown }
    }
    let (hidden, dropped) = (Set(zero), Set(unknown).subtracting(zero))
    shown = table.columns.indices.filter { !hidden.contains($0) && !dropped.contains($0) }
    self.dropped = dropped.sorted()
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
