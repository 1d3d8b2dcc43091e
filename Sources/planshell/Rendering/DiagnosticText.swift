import PlanLang

/// A diagnostic for people: what is wrong, the lines it is about with marks below, why, and what to try.
struct DiagnosticText {
  /// More of a text than this is noise; the whole of it is in the JSON form.
  private static let longestText = 1_000

  private let diagnostic: Diagnostic
  private let places: SourcePlaces
  private let paint: Paint
  /// The columns of the terminal; nil where there is none and lines are as long as they are.
  private let width: Int?

  init(_ diagnostic: Diagnostic, _ places: SourcePlaces, _ paint: Paint, width: Int? = nil) {
    self.diagnostic = diagnostic
    self.places = places
    self.paint = paint
    self.width = width
  }

  private var primaryStyle: Style {
    Style(colour: diagnostic.severity == .error ? .red : .yellow, isBold: true)
  }
  private static let secondaryStyle = Style(colour: .blue, isBold: true)
  private static let frameStyle = Style(colour: .blue)
  private static let helpStyle = Style(colour: .cyan, isBold: true)

  func text() -> String {
    let head = "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]"
    var result = paint(head, primaryStyle) + paint(": " + printable(diagnostic.message), .bold) + "\n"
    let groups = excerpts()
    let lastLine = groups.flatMap(\.rows).map(\.excerpt.line).max() ?? 1
    let margin = String(repeating: " ", count: String(lastLine).utf8.count)
    let gutter = margin + " " + paint("|", Self.frameStyle)
    for (index, group) in groups.enumerated() {
      let arrow = index == 0 && diagnostic.primary != nil ? "-->" : ":::"
      result += margin + paint(arrow, Self.frameStyle) + " " + CellText.oneLine(places.name(of: group.start)) + "\n"
      result += gutter + "\n"
      var previous: Int?
      for row in group.rows {
        if let previous, row.excerpt.line > previous + 1 { result += paint("...", Self.frameStyle) + "\n" }
        previous = row.excerpt.line
        let number = String(row.excerpt.line)
        let blanks = String(repeating: " ", count: margin.utf8.count - number.utf8.count)
        result += line(blanks + paint(number + " |", Self.frameStyle), row.excerpt.text)
        for marks in row.rows(paint, primary: primaryStyle, secondary: Self.secondaryStyle, room: room) {
          result += line(gutter, marks)
        }
      }
    }
    let notes = diagnostic.notes.filter { !$0.isEmpty }.map { ("help", [printable($0)]) }
    let tries = diagnostic.fixIts.map { ("try", CorrectedText($0, places).lines) }
    for (word, lines) in notes + tries {
      for (index, text) in lines.enumerated() {
        let hanging = String(repeating: " ", count: margin.utf8.count + 1 + "= : ".count + word.count)
        let start = index == 0 ? margin + " " + paint("= \(word):", Self.helpStyle) + " " : hanging
        result += start + text + "\n"
      }
    }
    return result
  }

  private func line(_ gutter: String, _ text: String) -> String { (text.isEmpty ? gutter : gutter + " " + text) + "\n" }

  private func printable(_ text: String) -> String { DisplayWidth.cut(CellText.oneLine(text), to: Self.longestText) }

  // MARK: Excerpts

  /// The columns beside the gutter, which is as wide as the last line's number.
  private var room: Int? {
    guard let width else { return nil }
    let ranges = (diagnostic.primary.map { [$0.range] } ?? []) + diagnostic.labels.map(\.range)
    let last = ranges.map { lastPlace(of: $0).place.line }.max() ?? 1
    return max(width - String(last).utf8.count - 3, SourceExcerpt.narrowest)
  }

  private struct Group {
    let start: SourceRange
    var rows: [ExcerptRow]
  }

  /// The lines to show, by source text, that of the problem first.
  private func excerpts() -> [Group] {
    var groups: [Group] = []
    let primary = diagnostic.primary.map { [(label: $0, isPrimary: true)] } ?? []
    for (label, isPrimary) in primary + diagnostic.labels.map({ (label: $0, isPrimary: false) }) {
      let index = groups.firstIndex { $0.start.source === label.range.source } ?? groups.count
      if index == groups.count { groups.append(Group(start: label.range, rows: [])) }
      add(label, isPrimary: isPrimary, to: &groups[index].rows)
    }
    for index in groups.indices {
      groups[index].rows.sort {
        ($0.excerpt.line, $0.excerpt.bytes.lowerBound) < ($1.excerpt.line, $1.excerpt.bytes.lowerBound)
      }
    }
    return groups
  }

  private func add(_ label: Diagnostic.Label, isPrimary: Bool, to rows: inout [ExcerptRow]) {
    let range = label.range
    let source = range.source
    let start = places.place(range.start, in: source)
    let last = lastPlace(of: range)
    let text = printable(label.text)
    if last.place.lineStart == start.lineStart {
      let index = row(source, start, focus: range.start..<max(range.start, last.offset), in: &rows)
      rows[index].mark(range.start..<max(range.start, last.offset), isPrimary: isPrimary, text: text)
      return
    }
    // A stretch of lines: its first line from where it starts, its last up to where it ends.
    let first = row(source, start, focus: range.start..<range.start + 1, in: &rows)
    let lineEnd = max(rows[first].excerpt.bytes.upperBound, range.start)
    rows[first].mark(range.start..<lineEnd, isPrimary: isPrimary, text: "")
    let focus = max(last.place.lineStart, last.offset - 1)
    let final = row(source, last.place, focus: focus..<last.offset, in: &rows)
    let lineStart = min(rows[final].excerpt.firstVisible(in: source), last.offset)
    rows[final].mark(lineStart..<last.offset, isPrimary: isPrimary, text: text)
  }

  /// Where a range ends; one that takes in a line's end ends before it and not at the start of the next line.
  private func lastPlace(of range: SourceRange) -> (place: SourcePlaces.Place, offset: Int) {
    let end = places.place(range.end, in: range.source)
    guard range.end > range.start, end.lineStart == range.end, range.end <= range.source.bytes.count else {
      return (end, range.end)
    }
    let offset = range.end - 1
    let start = places.place(range.start, in: range.source)
    if start.line == end.line - 1 { return (start, offset) }
    return (SourcePlaces.Place(line: end.line - 1, column: 1, lineStart: lineStart(before: offset, range)), offset)
  }

  private func lineStart(before offset: Int, _ range: SourceRange) -> Int {
    var index = offset
    while index > range.start, range.source.bytes[index - 1] != 0x0A { index -= 1 }
    return index
  }

  /// The row that shows a place, made when there is none.
  private func row(
    _ source: SourceText, _ place: SourcePlaces.Place, focus: Range<Int>, in rows: inout [ExcerptRow]
  ) -> Int {
    let known = rows.firstIndex { $0.excerpt.lineStart == place.lineStart && $0.excerpt.shows(focus.lowerBound) }
    if let known { return known }
    rows.append(ExcerptRow(SourceExcerpt(source, place, focus: focus, room: room ?? SourceExcerpt.widest)))
    return rows.count - 1
  }
}
