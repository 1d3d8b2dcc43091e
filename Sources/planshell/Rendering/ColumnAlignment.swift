import PlanLang
import PlanRuntime

/// On which side a column's cells stand.
enum ColumnAlignment {
  /// Whether a column holds only figures (and what is unknown or none), which are compared by their last digits.
  static func isRight(_ table: ResultTable, _ column: Int) -> Bool {
    var sawFigure = false
    for row in table.rows {
      if Interrupt.isRequested { break }
      switch row[column] {
      case .number, .money, .percent: sawFigure = true
      case .unknown, .absent: continue
      default: return false
      }
    }
    if sawFigure { return true }
    switch table.columns[column].type {
    case .number, .integer, .money, .percent: return true
    default: return false
    }
  }
}
