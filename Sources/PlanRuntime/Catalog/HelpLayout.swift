/// Lays out the lines of help so that they fit a terminal of 80 columns.
struct HelpLayout {
  static let width = 80
  private(set) var lines: [String] = []

  var text: String { lines.joined(separator: "\n") }

  /// Adds a line as it stands, for text of the language that must not be broken.
  mutating func line(_ text: String = "") { lines.append(text) }

  /// Adds a paragraph, broken between words.
  mutating func paragraph(_ text: String, indent: Int = 0) {
    guard !text.isEmpty else { return }
    lines += HelpLayout.wrapped(text, width: HelpLayout.width - indent).map {
      String(repeating: " ", count: indent) + $0
    }
  }

  /// Adds a heading after an empty line.
  mutating func heading(_ text: String) {
    if lines.last?.isEmpty == false { line() }
    line(text)
  }

  /// Adds a text of the language, indented.
  mutating func example(_ text: String) {
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) { line(part.isEmpty ? "" : "  \(part)") }
  }

  /// Adds names with what they are, the latter in a column of its own.
  mutating func pairs(_ pairs: [(String, String)], indent: Int = 2) {
    let widest = pairs.map(\.0.count).max() ?? 0
    let column = min(widest, 34)
    for (name, meaning) in pairs {
      let lead = String(repeating: " ", count: indent)
      let room = HelpLayout.width - indent - column - 2
      let parts = HelpLayout.wrapped(meaning, width: room)
      guard let first = parts.first else {
        line(lead + name)
        continue
      }
      if name.count > column {
        line(lead + name)
        line(lead + String(repeating: " ", count: column + 2) + first)
      } else {
        line(lead + name + String(repeating: " ", count: column - name.count + 2) + first)
      }
      for part in parts.dropFirst() { line(lead + String(repeating: " ", count: column + 2) + part) }
    }
  }

  /// Adds names side by side, as many in a line as fit.
  mutating func names(_ names: [String], indent: Int = 2) {
    paragraph(names.joined(separator: ", "), indent: indent)
  }

  /// A text broken between words; a single word that is too long keeps its line.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    var length = 0
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" }) {
      let size = word.count
      if length > 0, length + 1 + size > width {
        lines.append(current)
        current = ""
        length = 0
      }
      if length > 0 {
        current += " "
        length += 1
      }
      current += word
      length += size
    }
    if length > 0 { lines.append(current) }
    return lines
  }

  /// A text cut to a width, with `...` where something is missing.
  static func cut(_ text: String, to width: Int) -> String {
    text.count <= width ? text : String(text.prefix(max(0, width - 3))) + "..."
  }
}
