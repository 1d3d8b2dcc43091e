import PlanLang
import PlanRuntime

/// A result as a pipe table for a page. Cells are not padded, so that one changed value changes one line.
struct MarkdownResult {
  private let table: ResultTable

  init(_ table: ResultTable) { self.table = table }

  func text() -> String {
    let columns = ShownColumns(table).shown
    let cells = CellText(table)
    var result = line(columns.map { Self.escaped(table.columns[$0].name) })
    result += line(columns.map { ColumnAlignment.isRight(table, $0) ? "---:" : "---" })
    let decimals = columns.map { column in CellText.commonDecimals(table.rows.lazy.map { $0[column] }) }
    for (row, values) in table.rows.enumerated() where !Interrupt.isRequested {
      result += line(
        columns.enumerated().map { index, column in
          Self.escaped(cells.text(values[column], table.type(row: row, column: column), decimals: decimals[index]))
        })
    }
    return result
  }

  private func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }

  /// Text that a Markdown reader shows as it is.
  static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    let characters = Array(text)
    var result = ""
    for (index, character) in characters.enumerated() {
      switch character {
      case "\n", "\r\n": result += "<br>"
      case "\\", "|", "*", "`", "<", "[", "~": result += "\\\(character)"
      case "_":
        // Inside a word an underscore is only itself, and names are full of them.
        let before = index > 0 ? characters[index - 1] : " "
        let after = index + 1 < characters.count ? characters[index + 1] : " "
        result += isWordCharacter(before) && isWordCharacter(after) ? "_" : "\\_"
      case "&":
        let after = index + 1 < characters.count ? characters[index + 1] : " "
        let startsEntity = after == "#" || after.isLetter
        result += startsEntity ? "&amp;" : "&"
      default:
        let glyph = VisibleText.glyph(for: character)
        result += glyph.isEscaped ? "\\" + glyph.text : glyph.text
      }
    }
    return result
  }

  /// Letters, digits, and signs that mean nothing to Markdown inside a cell.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "%"): true
    default: false
    }
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }
}
