/// What the reader shows: prompt, text, hint, and what stands below them.
extension TerminalLineReader {
  /// Brings the screen up to date.
  func draw() {
    // The window may have changed before word of it has come.
    windowChanged()
    device.write(painter.paint(search.map { frame(for: $0) } ?? editingFrame()))
  }

  /// Draws the whole text for the last time, without hint or listing.
  func drawFinished(mark: String) {
    windowChanged()
    var layout = layout(of: buffer, cursor: nil)
    layout.add(StyledText(mark))
    layout.markCursor()
    let place = layout.cursorPlace()
    // A text taller than the window scrolls by whole, so that it can be read later.
    device.write(painter.paint(ScreenFrame(rows: layout.rows, cursor: place)))
  }

  /// How the text might go on, where the cursor is at its end.
  var hint: String? {
    // Without a style of its own a hint could not be told from the text.
    guard settings.usesStyle, buffer.isAtEnd, !buffer.isEmpty, menu == nil else { return nil }
    let text = buffer.text
    if let hint = assistant.hint(for: text), !hint.isEmpty { return hint }
    guard let line = history.continuation(of: text) else { return nil }
    return String(line.dropFirst(buffer.characters.count))
  }

  private func editingFrame() -> ScreenFrame {
    var layout = layout(of: buffer, cursor: buffer.cursor)
    if let hint {
      let firstRow = hint.prefix { !$0.isRowEnd }
      layout.add(StyledText(firstRow.count == hint.count ? hint : firstRow + " ...", .dim))
    }
    let place = layout.cursorPlace()
    return windowed(layout.rows, cursor: place) { space in
      guard let menu else { return [] }
      return CompletionListing.rows(for: menu, columns: size.columns, maximum: space)
    }
  }

  private func frame(for search: IncrementalSearch) -> ScreenFrame {
    let found = EditBuffer(search.line ?? buffer.text)
    let marked = search.line.flatMap { History.position(of: search.pattern, in: $0) }
    let upper = layout(of: found, cursor: marked?.lowerBound ?? found.cursor, marking: marked)
    var status = ScreenLayout(columns: size.columns)
    status.add(StyledText(search.hasFailed ? "not in the history: " : "search the history: ", .dim))
    status.add(StyledText(search.pattern))
    status.markCursor()
    let place = status.cursorPlace()
    var top = upper
    var result = windowed(top.rows, cursor: top.cursorPlace()) { _ in status.rows }
    result.cursor = .init(row: max(0, result.rows.count - status.rows.count + place.row), column: place.column)
    return result
  }

  /// The part of the rows that fits the window, around the cursor, with the rows that belong below it.
  private func windowed(
    _ rows: [ScreenRow], cursor: ScreenLayout.Place, below: (_ space: Int) -> [ScreenRow]
  ) -> ScreenFrame {
    // However low the window, a row is left for the line itself.
    let lower = below(max(size.rows - rows.count, size.rows / 2)).suffix(size.rows - 1)
    let space = max(1, size.rows - lower.count)
    windowTop = min(windowTop, cursor.row, max(0, rows.count - space))
    windowTop = max(windowTop, cursor.row - space + 1)
    let upper = rows[windowTop..<min(rows.count, windowTop + space)]
    var shown = Array(upper)
    // A row cut off here cannot go on in the row that is now below it.
    shown[shown.count - 1].wraps = false
    return ScreenFrame(rows: shown + lower, cursor: .init(row: cursor.row - windowTop, column: cursor.column))
  }

  private func layout(of buffer: EditBuffer, cursor: Int?, marking marked: Range<Int>? = nil) -> ScreenLayout {
    var layout = ScreenLayout(columns: size.columns)
    layout.add(prompt.first)
    let styles = styles(of: buffer)
    for (index, character) in buffer.characters.enumerated() {
      if index == cursor { layout.markCursor() }
      var style = styles.isEmpty ? .plain : styles[index]
      if let marked, marked.contains(index) { style.isUnderlined = true }
      layout.add(character, style: style, continuation: prompt.continuation)
    }
    if cursor == buffer.characters.count { layout.markCursor() }
    return layout
  }

  private func styles(of buffer: EditBuffer) -> [Style] {
    guard settings.usesStyle, !buffer.isEmpty else { return [] }
    let spans = assistant.highlight(buffer.text)
    guard !spans.isEmpty else { return [] }
    let all = 0..<buffer.characters.count
    var styles = [Style](repeating: .plain, count: all.count)
    for (range, style) in spans {
      for index in range.clamped(to: all) { styles[index] = style }
    }
    return styles
  }
}
