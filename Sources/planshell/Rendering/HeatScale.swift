import PlanLang
import PlanRuntime

/// Shades for the figures of a table: the larger, the darker.
struct HeatScale {
  /// A background with writing that can be read on it, whatever the terminal's own colours are.
  struct Shade: Equatable, Sendable {
    fileprivate let background: Int
    fileprivate let writing: Int

    func painted(_ text: String) -> String { "\u{1B}[48;5;\(background);38;5;\(writing)m\(text)\(Style.reset)" }
  }

  private static let shades = [
    Shade(background: 195, writing: 16), Shade(background: 153, writing: 16), Shade(background: 111, writing: 16),
    Shade(background: 32, writing: 231), Shade(background: 25, writing: 231),
  ]

  /// What figures are compared with one another: amounts only within their currency.
  private enum Measure: Hashable { case number, percent, money(Currency) }

  private let table: ResultTable
  private var largest: [Measure: Int64] = [:]

  /// Nil when the result asks for no shades.
  init?(_ table: ResultTable) {
    guard case .heat = table.style else { return nil }
    self.table = table
    for row in table.rows where !Interrupt.isRequested {
      for (column, value) in row.enumerated() where isShaded(column) {
        if let (measure, figure) = Self.figure(value) { largest[measure] = max(largest[measure] ?? 0, figure) }
      }
    }
  }

  /// The shade of a cell; nil for nothing, for what is no figure, and for what lies below zero.
  func shade(_ value: Value, column: Int) -> Shade? {
    guard isShaded(column), let (measure, figure) = Self.figure(value), figure > 0, let most = largest[measure] else {
      return nil
    }
    let step = Int((Double(figure) / Double(most) * Double(Self.shades.count)).rounded(.up))
    return Self.shades[min(max(step, 1), Self.shades.count) - 1]
  }

  /// A matrix's first column names its rows, and how much is unknown is no part of the pattern.
  private func isShaded(_ column: Int) -> Bool { column > 0 && !table.columnsHiddenWhenZero.contains(column) }

  private static func figure(_ value: Value) -> (Measure, Int64)? {
    switch value {
    case .number(let figure): (.number, figure)
    case .percent(let figure): (.percent, figure)
    case .money(let money): (.money(money.currency), money.amount)
    default: nil
    }
  }
}
