/// What stands on the screen below and including the prompt: the rows, and where the cursor is.
struct ScreenFrame: Equatable, Sendable {
  var rows: [ScreenRow] = [ScreenRow()]
  var cursor = ScreenLayout.Place(row: 0, column: 0)
}

/// Turns one frame into the next with as little output as is safe, and knows nothing of what the rows mean.
///
/// The painter never goes above the first row it wrote and never asks the terminal anything. Rows come into being only by
/// writing; the cursor moves only within rows that exist.
struct ScreenPainter: Sendable {
  /// Whether sequences for colours and attributes may be written.
  let usesStyle: Bool
  private(set) var shown = ScreenFrame()
  private var columns: Int
  /// Whether the rows on the screen may differ from `shown` in detail, so that all have to be written again.
  private var isStale = false

  init(usesStyle: Bool, columns: Int) {
    self.usesStyle = usesStyle
    self.columns = columns
  }

  /// Forgets the frame: what comes next starts on a fresh row.
  mutating func startOver(columns: Int) {
    shown = ScreenFrame()
    self.columns = columns
  }

  /// The bytes that change the screen from the frame shown to `frame`.
  mutating func paint(_ frame: ScreenFrame) -> String {
    var output = ""
    if isStale || frame.rows != shown.rows {
      let start = isStale ? 0 : min(firstChange(in: frame), shown.rows.count - 1, frame.rows.count - 1)
      output += moved(from: shown.cursor, to: .init(row: start, column: 0))
      var style = Style.plain
      // Clearing from the very corner of the screen makes some terminals (tmux) keep a copy of it to scroll back to, one for
      // each key. So what is old goes away just after the first character is written.
      var isCleared = false
      if frame.rows[start].cells.isEmpty {
        output += "\u{1B}[K"
        if shown.rows.count > start + 1 { output += "\u{1B}[B\u{1B}[J\u{1B}[A" }
        isCleared = true
      }
      for index in start..<frame.rows.count {
        let row = frame.rows[index]
        for cell in row.cells {
          if usesStyle, cell.style != style {
            if style != .plain { output += Style.reset }
            output += cell.style.sequence
            style = cell.style
          }
          output += cell.text
          if !isCleared {
            output += "\u{1B}[J"
            isCleared = true
          }
        }
        if index + 1 < frame.rows.count {
          // Only a row with text can be reached by wrapping.
          if !row.wraps || frame.rows[index + 1].cells.isEmpty { output += "\r\n" }
        }
      }
      if style != .plain { output += Style.reset }
      // A full row leaves the cursor hanging behind its last column; the return brings it to a place all terminals agree on.
      output += "\r"
      output += moved(from: .init(row: frame.rows.count - 1, column: 0), to: frame.cursor)
    } else if frame.cursor != shown.cursor {
      output += moved(from: shown.cursor, to: frame.cursor)
    }
    shown = frame
    isStale = false
    return output.isEmpty ? "" : "\u{1B}[?2026h" + output + "\u{1B}[?2026l"
  }

  /// The bytes that take everything shown away and leave the cursor where it began.
  mutating func erase() -> String {
    var output = moved(from: shown.cursor, to: .init(row: 0, column: 0))
    let below = shown.rows.count - 1
    output += "\u{1B}[2K" + String(repeating: "\u{1B}[B\u{1B}[2K", count: below)
    if below > 0 { output += "\u{1B}[\(below)A" }
    shown = ScreenFrame()
    return output
  }

  /// The bytes that leave the frame standing and go to a fresh row below it.
  mutating func leave() -> String {
    let output = moved(from: shown.cursor, to: .init(row: shown.rows.count - 1, column: 0)) + "\r\n"
    shown = ScreenFrame()
    return output
  }

  /// Accounts for a window of another width. Terminals of today lay the rows out anew when that happens, so the rows
  /// shown are laid out the same way here, to know where the first of them is now.
  mutating func resize(columns newColumns: Int) {
    guard newColumns != columns, newColumns > 0 else { return }
    columns = newColumns
    var rows: [ScreenRow] = []
    var cursor = ScreenLayout.Place(row: 0, column: 0)
    var joined = ScreenRow()
    var cursorOffset: Int?
    for (index, row) in shown.rows.enumerated() {
      if index == shown.cursor.row { cursorOffset = joined.width + shown.cursor.column }
      joined.cells += row.cells
      joined.width += row.width
      if row.wraps, index + 1 < shown.rows.count { continue }
      let first = rows.count
      rows += Self.reflowed(joined, columns: newColumns)
      if let offset = cursorOffset {
        cursor = Self.place(ofColumn: offset, in: rows[first...])
        cursorOffset = nil
      }
      joined = ScreenRow()
    }
    cursor.column = min(cursor.column, newColumns - 1)
    shown = ScreenFrame(rows: rows, cursor: cursor)
    isStale = true
  }

  private static func reflowed(_ row: ScreenRow, columns: Int) -> [ScreenRow] {
    var rows = [ScreenRow()]
    for cell in row.cells {
      if rows[rows.count - 1].width + cell.width > columns {
        rows[rows.count - 1].wraps = true
        rows.append(ScreenRow())
      }
      rows[rows.count - 1].append(cell)
    }
    return rows
  }

  private static func place(ofColumn offset: Int, in rows: ArraySlice<ScreenRow>) -> ScreenLayout.Place {
    var rest = offset
    for index in rows.indices.dropLast() {
      if rest < rows[index].width { return .init(row: index, column: rest) }
      rest -= rows[index].width
    }
    return .init(row: rows.endIndex - 1, column: rest)
  }

  private func firstChange(in frame: ScreenFrame) -> Int {
    let common = min(frame.rows.count, shown.rows.count)
    return (0..<common).first { frame.rows[$0] != shown.rows[$0] } ?? common
  }

  private func moved(from: ScreenLayout.Place, to: ScreenLayout.Place) -> String {
    var output = ""
    if to.row < from.row { output += "\u{1B}[\(from.row - to.row)A" }
    if to.row > from.row { output += "\u{1B}[\(to.row - from.row)B" }
    if to.column == 0 {
      output += "\r"
    } else if to.column != from.column || to.row != from.row {
      output += "\r\u{1B}[\(to.column)C"
    }
    return output
  }
}
