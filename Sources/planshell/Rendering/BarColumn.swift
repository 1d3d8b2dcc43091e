import PlanLang
import PlanRuntime

/// Bars beside a table, as long as the figures in one of its columns are large.
struct BarColumn {
  private static let most = 40
  private static let usual = 20
  private static let least = 5
  /// The room a table leaves for bars before they take what is left over.
  static let wanted = 12

  /// A bar for each row.
  let bars: [String]

  /// Nil when the result asks for no bars, has no figures, or has amounts in several currencies, which bars would
  /// compare wrongly.
  ///
  /// - Parameter room: the columns left on the line, or nil when there is no limit.
  init?(_ table: ResultTable, room: Int?) {
    guard case .bars(let name) = table.style, !table.rows.isEmpty else { return nil }
    let shown = ShownColumns(table).shown
    guard
      let column = name.map({ name in shown.first { table.columns[$0].name == name } })
        ?? shown.last(where: { ColumnAlignment.isRight(table, $0) })
    else { return nil }
    var currency: Currency?
    var figures: [Int64] = []
    for row in table.rows {
      if Interrupt.isRequested { return nil }
      switch row[column] {
      case .number(let figure), .percent(let figure): figures.append(figure)
      case .money(let money):
        if let currency, currency != money.currency { return nil }
        currency = money.currency
        figures.append(money.amount)
      default: figures.append(0)
      }
    }
    let length = room.map { min($0, Self.most) } ?? Self.usual
    let up = figures.reduce(0) { max($0, Double($1)) }
    let down = figures.reduce(0) { max($0, -Double($1)) }
    guard length >= Self.least, up + down > 0 else { return nil }
    // Figures below zero grow to the left of a line, the others to the right of it, both in the same measure.
    let sides = length - 1
    let share = down > 0 ? Int((Double(sides) * down / (up + down)).rounded()) : 0
    let left = down > 0 ? max(1, min(share, up > 0 ? sides - 1 : sides)) : 0
    let right = down > 0 ? sides - left : length
    // Columns for one unit: the most with which neither side grows past its end.
    let measure = min(up > 0 ? Double(right) / up : .infinity, down > 0 ? Double(left) / down : .infinity)
    bars = figures.map { figure in
      let columns = Double(figure.magnitude) * measure
      if figure < 0 {
        let whole = max(1, Int(columns.rounded()))
        return String(repeating: " ", count: left - whole) + String(repeating: "█", count: whole) + "│"
      }
      let start = down > 0 ? String(repeating: " ", count: left) + "│" : ""
      return start + Self.blocks(max(Int((columns * 8).rounded()), figure > 0 ? 1 : 0))
    }
  }

  /// A bar of a length in eighths of a column.
  private static func blocks(_ eighths: Int) -> String {
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + part
  }
}
