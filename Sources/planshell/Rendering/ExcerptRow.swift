import PlanLang

/// A source line with marks below it: carets for the place of the problem, hyphens for others, and what is said there.
struct ExcerptRow {
  struct Mark {
    var start: Int
    var end: Int
    var isPrimary: Bool
    /// Printable.
    var text: String
  }

  let excerpt: SourceExcerpt
  private var marks: [Mark] = []

  init(_ excerpt: SourceExcerpt) { self.excerpt = excerpt }

  /// Marks bytes of the line; at least one column, also behind the last character.
  mutating func mark(_ bytes: Range<Int>, isPrimary: Bool, text: String) {
    let start = excerpt.column(of: bytes.lowerBound)
    let end = max(start + 1, bytes.isEmpty ? start + 1 : excerpt.column(of: bytes.upperBound))
    marks.append(Mark(start: start, end: end, isPrimary: isPrimary, text: text))
  }

  /// The rows below the source line, without the gutter.
  ///
  /// - Parameter room: the columns there are, by which texts are broken; nil leaves them whole.
  func rows(_ paint: Paint, primary: Style, secondary: Style, room: Int? = nil) -> [String] {
    func style(_ mark: Mark) -> Style { mark.isPrimary ? primary : secondary }
    let end = marks.map(\.end).max() ?? 0
    var signs = [Mark?](repeating: nil, count: end)
    for mark in marks.filter({ !$0.isPrimary }) + marks.filter(\.isPrimary) {
      for column in mark.start..<mark.end { signs[column] = mark }
    }
    var line = PaintedLine(paint)
    for (column, mark) in signs.enumerated() {
      if let mark { line.put(mark.isPrimary ? "^" : "-", at: column, style(mark)) }
    }
    // One text stands on the line of marks, after the mark that reaches furthest; the others hang below their marks.
    let inline = marks.indices.filter { !marks[$0].text.isEmpty && marks[$0].end == end }
      .max { (marks[$0].start, marks[$0].isPrimary ? 1 : 0) < (marks[$1].start, marks[$1].isPrimary ? 1 : 0) }
      .flatMap { index in room.map { end + 1 + DisplayWidth.of(marks[index].text) > $0 } == true ? nil : index }
    if let inline { line.put(marks[inline].text, at: end + 1, style(marks[inline])) }
    var rows = [line.text]
    var hanging = marks.indices.filter { $0 != inline && !marks[$0].text.isEmpty }
      .sorted { (marks[$0].start, $0) < (marks[$1].start, $1) }.map { marks[$0] }
    if !hanging.isEmpty { rows.append(connectors(hanging, paint, style)) }
    while let mark = hanging.popLast() {
      let (lines, column) = Self.broken(mark.text, below: mark.start, room: room)
      for text in lines {
        var line = PaintedLine(paint)
        for other in hanging where other.start < column { line.put("|", at: other.start, style(other)) }
        line.put(text, at: column, style(mark))
        rows.append(line.text)
      }
    }
    return rows
  }

  /// A text in lines that fit below a mark, and the column they start at: the mark's, or one further left where little is
  /// left to the right of it.
  private static func broken(_ text: String, below column: Int, room: Int?) -> (lines: [String], column: Int) {
    let width = DisplayWidth.of(text)
    guard let room, column + width > room else { return ([text], column) }
    let start = max(0, min(column, room - min(width, leastText)))
    var lines: [String] = []
    var current = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !current.isEmpty, DisplayWidth.of(current) + 1 + DisplayWidth.of(word) > room - start {
        lines.append(current)
        current = ""
      }
      current += current.isEmpty ? String(word) : " " + word
    }
    return (lines + [current], start)
  }

  /// The columns a text that has to be broken gets at least.
  private static let leastText = 24

  private func connectors(_ marks: [Mark], _ paint: Paint, _ style: (Mark) -> Style) -> String {
    var line = PaintedLine(paint)
    for mark in marks { line.put("|", at: mark.start, style(mark)) }
    return line.text
  }
}

/// A line put together from pieces at columns, from left to right.
private struct PaintedLine {
  private let paint: Paint
  private var finished = ""
  private var piece = ""
  private var pieceStyle = Style.plain
  private var column = 0

  init(_ paint: Paint) { self.paint = paint }

  /// Puts a piece at a column; nothing where something stands already.
  mutating func put(_ text: String, at target: Int, _ style: Style) {
    guard target >= column else { return }
    if target > column || style != pieceStyle {
      close()
      finished += String(repeating: " ", count: target - column)
      pieceStyle = style
    }
    piece += text
    column = target + DisplayWidth.of(text)
  }

  private mutating func close() {
    finished += paint(piece, pieceStyle)
    piece = ""
  }

  var text: String { finished + paint(piece, pieceStyle) }
}
