import PlanLang
import PlanRuntime

/// A result that is best read as sentences: indented lines, wrapped between words where the terminal ends.
struct ProseText {
  private let lines: [ResultTable.ProseLine]
  private let lineWidth: Int?
  private let paint: Paint

  init(_ lines: [ResultTable.ProseLine], lineWidth: Int?, paint: Paint) {
    self.lines = lines
    self.lineWidth = lineWidth
    self.paint = paint
  }

  func text() -> String {
    var result = ""
    for line in lines where !Interrupt.isRequested {
      let indent = String(repeating: " ", count: min(max(line.indent, 0), 20) * 2)
      let space = lineWidth.map { max($0 - indent.count, 20) }
      for (index, piece) in WordWrap.lines(CellText.oneLine(line.text), width: space, hanging: 2).enumerated() {
        let hang = index == 0 ? "" : "  "
        result += piece.isEmpty ? "\n" : indent + hang + paint(piece, Self.style(of: line.tone)) + "\n"
      }
    }
    return result
  }

  private static func style(of tone: ResultTable.ProseLine.Tone) -> Style {
    switch tone {
    case .plain: .plain
    case .heading: .bold
    case .good: .good
    case .bad: .bad
    case .open: .open
    case .faint: .dim
    }
  }
}

/// Breaks printable text into lines between words.
enum WordWrap {
  /// - Parameters:
  ///   - width: the columns of a line, or nil for one line.
  ///   - hanging: by how much lines after the first are shorter, because they will be indented.
  static func lines(_ text: String, width: Int?, hanging: Int) -> [String] {
    guard let width, DisplayWidth.of(text) > width else { return [text] }
    var lines: [String] = []
    var line = ""
    var used = 0
    func space() -> Int { lines.isEmpty ? width : max(width - hanging, 1) }
    for word in text.split(separator: " ", omittingEmptySubsequences: false) where !Interrupt.isRequested {
      var word = word
      var columns = DisplayWidth.of(word)
      if used > 0, used + 1 + columns > space() {
        lines.append(line)
        line = ""
        used = 0
      } else if !line.isEmpty {
        line += " "
        used += 1
      }
      // A word longer than a line is broken where it has to be.
      while used + columns > space(), let part = head(of: word, width: space() - used) {
        lines.append(line + part)
        word = word.dropFirst(part.count)
        columns = DisplayWidth.of(word)
        line = ""
        used = 0
      }
      line += word
      used += columns
    }
    lines.append(line)
    return lines
  }

  /// The characters of a word that fit; at least one, unless the word is empty.
  private static func head(of word: Substring, width: Int) -> String? {
    var result = ""
    var used = 0
    for character in word {
      let columns = DisplayWidth.of(character)
      if !result.isEmpty, used + columns > width { break }
      result.append(character)
      used += columns
    }
    return result.isEmpty ? nil : result
  }
}
