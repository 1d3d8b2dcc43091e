import PlanLang
import PlanRuntime

/// Bars beside a table, as long as the figures in its last numeric column are large.
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
    guard case .bars = table.style, !table.rows.isEmpty else { return nil }
    guard let column = ShownColumns(table).shown.last(where: { ColumnAlignment.isRight(table, $0) }) else { return nil }
    var currency: Currency?
    var figures: [Int64] = []
    for row in table.rows {
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
    let left = down > 0 ? min(length - 1, max(1, Int((Double(length - 1) * down / (up + down)).rounded()))) : 0
    let right = down > 0 ? length - 1 - left : length
    bars = figures.map { figure in
      let eighths = Int((Double(figure.magnitude) / (up + down) * Double(left + right) * 8).rounded())
      if down == 0 { return Self.blocks(max(eighths, figure > 0 ? 1 : 0)) }
      if figure < 0 {
        let whole = min(left, max(1, (eighths + 4) / 8))
        return String(repeating: " ", count: left - whole) + String(repeating: "█", count: whole) + "│"
      }
      return String(repeating: " ", count: left) + "│" + Self.blocks(max(eighths, figure > 0 ? 1 : 0))
    }
  }

  /// A bar of a length in eighths of a column.
  private static func blocks(_ eighths: Int) -> String {
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + part
  }
}
