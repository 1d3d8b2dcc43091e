import PlanLang
import PlanRuntime

/// Values in the words and figures a person reads: long numbers in groups, everything else as the language writes it.
struct CellText {
  private let plain: ValueText
  /// Whether a list may be one of reasons, of which there are simply none where nothing is different.
  private let hasReasons: Bool

  init(_ table: ResultTable) {
    hasReasons = table.cellTypes != nil
    plain = ValueText(catalog: table.catalog, snapshot: table.snapshot)
  }

  /// A value's text, not yet safe to print.
  ///
  /// - Parameter decimals: the fewest decimals an amount of money is written with, so that a column agrees.
  func text(_ value: Value, _ type: ValueType, decimals: Int = 0) -> String {
    switch value {
    case .number(let number):
      let (whole, rest) = number.quotientAndRemainder(dividingBy: Fixed.numberScale)
      if rest == 0, whole.magnitude < 10_000 { return String(whole) }
      // Four digits stay together: a year among the numbers must not become `2,026`.
      return DigitGroups.grouped(Fixed.text(number, scale: Fixed.numberScale), from: 5)
    case .percent(let fraction):
      return DigitGroups.grouped(String(ValueText.percent(fraction).dropLast()), from: 5) + "%"
    case .money(let money):
      var digits = Fixed.text(money.amount, scale: Fixed.moneyScale)
      let written = Self.decimals(of: money)
      if written < decimals {
        digits += (written == 0 ? "." : "") + String(repeating: "0", count: decimals - written)
      }
      return DigitGroups.grouped(digits) + " \(money.currency)"
    case .values(let values):
      let element: ValueType = if case .set(let inner) = type { inner } else { type }
      if values.isEmpty { return hasReasons && element == .text ? "" : "[]" }
      return values.map { text($0, element) }.joined(separator: ", ")
    default: return plain.display(value, type)
    }
  }

  /// A cell of a table's column, not yet safe to print: the outcome of a test that is not counted stands in parentheses.
  func text(_ value: Value, _ type: ValueType, in column: Column, decimals: Int = 0) -> String {
    let shown = text(value, type, decimals: decimals)
    return column.isAdvisory && type == .outcome && value != .unknown ? "(\(shown))" : shown
  }

  /// The decimals a column of amounts is written with: none if all are whole, else at least two.
  static func commonDecimals(_ values: some Sequence<Value>) -> Int {
    var most = 0
    for case .money(let money) in values where !Interrupt.isRequested { most = max(most, decimals(of: money)) }
    return most == 0 ? 0 : max(2, most)
  }

  private static func decimals(of money: Money) -> Int {
    var fraction = money.amount.magnitude % UInt64(Fixed.moneyScale)
    if fraction == 0 { return 0 }
    var count = 4
    while fraction % 10 == 0 {
      fraction /= 10
      count -= 1
    }
    return count
  }

  /// Text on one row, safe to print: a line break shows as `↵`, what a terminal would obey as `\u{..}`.
  static func oneLine(_ text: String) -> String {
    if text.plainWidth != nil { return text }
    var result = ""
    for character in text {
      result += character == "\n" || character == "\r\n" ? "↵" : VisibleText.glyph(for: character).text
    }
    return result
  }
}
