/// The text being edited and the place of the cursor, in whole characters.
///
/// libedit holds the same text as code points. Commands of our own work on this value instead, because a person thinks of
/// é as one sign however many code points it has, and of a row as a row.
struct EditBuffer: Equatable, Sendable {
  private(set) var characters: [Character]
  /// Between 0 (before the first character) and `characters.count`.
  private(set) var cursor: Int

  init(_ text: String = "", cursor: Int? = nil) {
    characters = Array(text)
    self.cursor = max(0, min(cursor ?? characters.count, characters.count))
  }

  var text: String { String(characters) }
  var isEmpty: Bool { characters.isEmpty }
  var isAtEnd: Bool { cursor == characters.count }
  /// The text up to the cursor.
  var textBeforeCursor: String { String(characters[..<cursor]) }

  // MARK: - Changing

  mutating func insert(_ text: String) {
    replace(cursor..<cursor, with: text)
  }

  /// Replaces a range and leaves the cursor after the new text.
  @discardableResult
  mutating func replace(_ range: Range<Int>, with text: String) -> String {
    let range = range.clamped(to: 0..<characters.count)
    let removed = String(characters[range])
    // What comes together may form one character (an accent after its letter), so the characters are counted anew.
    let before = String(characters[..<range.lowerBound]) + text
    characters = Array(before + String(characters[range.upperBound...]))
    cursor = min(before.count, characters.count)
    return removed
  }

  @discardableResult
  mutating func delete(_ range: Range<Int>) -> String {
    replace(range, with: "")
  }

  mutating func swapAroundCursor() {
    let right = isAtEnd ? cursor - 1 : cursor
    guard right >= 1 else { return }
    characters.swapAt(right - 1, right)
    self = EditBuffer(text, cursor: right + 1)
  }

  // MARK: - Moving

  mutating func move(to position: Int) {
    cursor = max(0, min(position, characters.count))
  }

  /// The start of the row with the cursor.
  var rowStart: Int {
    characters[..<cursor].lastIndex(where: \.isRowEnd).map { $0 + 1 } ?? 0
  }

  /// The end of the row with the cursor, before its line break.
  var rowEnd: Int {
    characters[cursor...].firstIndex(where: \.isRowEnd) ?? characters.count
  }

  var isOnFirstRow: Bool { rowStart == 0 }
  var isOnLastRow: Bool { rowEnd == characters.count }

  /// The display column of the cursor in its row.
  var column: Int {
    characters[rowStart..<cursor].reduce(0) { $0 + VisibleText.glyph(for: $1).width }
  }

  /// Goes one row up, to the place nearest `goal`. False on the first row.
  mutating func moveUp(toward goal: Int) -> Bool {
    guard !isOnFirstRow else { return false }
    cursor = rowStart - 1
    settle(inRowFrom: rowStart, toward: goal)
    return true
  }

  /// Goes one row down, to the place nearest `goal`. False on the last row.
  mutating func moveDown(toward goal: Int) -> Bool {
    guard !isOnLastRow else { return false }
    let start = rowEnd + 1
    cursor = start
    settle(inRowFrom: start, toward: goal)
    return true
  }

  private mutating func settle(inRowFrom start: Int, toward goal: Int) {
    cursor = start
    let end = rowEnd
    var column = 0
    while cursor < end {
      let width = VisibleText.glyph(for: characters[cursor]).width
      if column + width > goal { break }
      column += width
      cursor += 1
    }
  }

  // MARK: - Words

  /// The start of the word at or before the cursor. A word is a run of letters, digits and underscores.
  var wordStart: Int {
    var index = cursor
    while index > 0, !characters[index - 1].isPartOfWord { index -= 1 }
    while index > 0, characters[index - 1].isPartOfWord { index -= 1 }
    return index
  }

  /// The end of the word at or after the cursor.
  var wordEnd: Int {
    var index = cursor
    while index < characters.count, !characters[index].isPartOfWord { index += 1 }
    while index < characters.count, characters[index].isPartOfWord { index += 1 }
    return index
  }

  /// The start of the run without spaces before the cursor.
  var spacedWordStart: Int {
    var index = cursor
    while index > 0, characters[index - 1].isWhitespace { index -= 1 }
    while index > 0, !characters[index - 1].isWhitespace { index -= 1 }
    return index
  }
}

extension Character {
  /// Whether a row of the buffer ends here.
  var isRowEnd: Bool { self == "\n" || self == "\r\n" }
  fileprivate var isPartOfWord: Bool { isLetter || isNumber || self == "_" }
}

// MARK: - Code points

extension EditBuffer {
  /// The buffer for libedit's code points. A cursor inside a character goes to that character's start, or to its end when
  /// it came there moving right.
  init(scalars: some Collection<Unicode.Scalar>, cursor offset: Int, movingRight: Bool) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    characters = Array(String(view))
    cursor = 0
    var passed = 0
    while cursor < characters.count, passed < offset {
      let length = characters[cursor].unicodeScalars.count
      if passed + length > offset, !movingRight { break }
      passed += length
      cursor += 1
    }
  }

  /// The cursor counted in code points.
  var scalarCursor: Int {
    characters[..<cursor].reduce(0) { $0 + $1.unicodeScalars.count }
  }
}
