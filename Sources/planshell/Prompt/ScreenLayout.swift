import PlanLang

/// One place on a row of the screen.
struct ScreenCell: Equatable, Sendable {
  var text: String
  var width: Int
  var style: Style
  /// Whether terminals agree on the width.
  var isAgreed = true
}

/// One row of the screen, as wide as the window or less.
struct ScreenRow: Equatable, Sendable {
  var cells: [ScreenCell] = []
  var width = 0
  /// Whether the text goes on in the next row only because this one is full. The terminal is left to wrap there itself, so
  /// that it copies and reflows the two as one line.
  var wraps = false

  mutating func append(_ cell: ScreenCell) {
    cells.append(cell)
    width += cell.width
  }
}

/// Text laid out in rows of a given width, by the terminal's own rule: a character that does not fit goes to the next row.
struct ScreenLayout: Equatable, Sendable {
  private(set) var rows: [ScreenRow] = [ScreenRow()]
  let columns: Int
  private var column = 0
  private var cursor: Place?
  private var awaitsCursor = false

  /// A row and a column, counted from 0.
  struct Place: Equatable, Sendable {
    var row: Int
    var column: Int
  }

  init(columns: Int) {
    self.columns = max(columns, 1)
  }

  /// Adds one character. A line break starts a row and shows `continuation` in it.
  mutating func add(_ character: Character, style: Style, continuation: StyledText?) {
    if character.isRowEnd {
      if character == "\r\n" { add(VisibleText.glyph(for: "\r"), style: .dim, isAgreed: true) }
      settleCursor()
      breakRow()
      if let continuation { add(continuation) }
      return
    }
    let glyph = VisibleText.glyph(for: character)
    add(glyph, style: glyph.isEscaped ? .dim : style, isAgreed: DisplayWidth.isAgreed(character))
  }

  mutating func add(_ text: StyledText) {
    for piece in text.pieces {
      for character in piece.text {
        add(VisibleText.glyph(for: character), style: piece.style, isAgreed: DisplayWidth.isAgreed(character))
      }
    }
  }

  /// Puts the cursor on the character that is added next, or after the last one.
  mutating func markCursor() {
    awaitsCursor = true
  }

  /// The place of the marked cursor, or of the end without one.
  mutating func cursorPlace() -> Place {
    if cursor == nil { awaitsCursor = true }
    settleCursor()
    return cursor ?? Place(row: 0, column: 0)
  }

  mutating func breakRow() {
    rows.append(ScreenRow())
    column = 0
  }

  /// Gives a cursor that stands behind everything so far its place. After a full row that is a row of its own.
  private mutating func settleCursor() {
    guard awaitsCursor else { return }
    if column >= columns { breakRow() }
    cursor = Place(row: rows.count - 1, column: column)
    awaitsCursor = false
  }

  private mutating func add(_ glyph: VisibleText.Glyph, style: Style, isAgreed: Bool) {
    if glyph.isEscaped || glyph.width > columns {
      // A code is plain text and may be split between rows.
      for character in glyph.isEscaped ? glyph.text : String(repeating: "?", count: glyph.width) {
        addCell(ScreenCell(text: String(character), width: 1, style: style))
      }
    } else {
      addCell(ScreenCell(text: glyph.text, width: glyph.width, style: style, isAgreed: isAgreed))
    }
  }

  private mutating func addCell(_ cell: ScreenCell) {
    if column + cell.width > columns {
      // After a sign of doubtful width the terminal may stand elsewhere than expected, so the break is made, not awaited.
      rows[rows.count - 1].wraps = rows[rows.count - 1].cells.allSatisfy(\.isAgreed)
      breakRow()
    }
    settleCursor()
    rows[rows.count - 1].append(cell)
    column += cell.width
  }
}
