import PlanLang
import PlanRuntime

/// A result as comma-separated values: all columns under a header, digits as programs read them.
struct CSVResult {
  private let table: ResultTable

  init(_ table: ResultTable) { self.table = table }

  func text() -> String { CSVText(table, printable: Self.printable).text() }

  /// The text with its line breaks, which CSV can carry, and everything else a terminal would obey as `\u{..}`.
  static func printable(_ text: String) -> String {
    if text.isPrintableASCII { return text }
    var result = ""
    for character in text {
      result += character == "\n" || character == "\r\n" ? "\n" : VisibleText.glyph(for: character).text
    }
    return result
  }
}
