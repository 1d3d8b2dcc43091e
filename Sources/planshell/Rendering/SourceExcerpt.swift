import PlanLang

/// The part of one source line around a place, as it can be printed, and where each byte of it stands.
///
/// Reads only as many bytes as it shows, however long the line is.
struct SourceExcerpt {
  /// The most columns of a source line that are shown, however wide the terminal; more would hide the place.
  static let widest = 240
  /// Less than this shows nothing, however narrow the terminal.
  static let narrowest = 16
  private static let bytesBefore = 400
  private static let bytesAfter = 800

  private struct Cell {
    var start: Int
    var text: String
    var width: Int
  }

  let line: Int
  let lineStart: Int
  /// The bytes shown, without the line's end.
  let bytes: Range<Int>
  /// Printable, with `…` where the line goes on.
  let text: String
  /// The column at which each shown cell starts, by its first byte.
  private let columns: [(start: Int, column: Int)]
  /// The column after the last cell.
  let endColumn: Int
  private let isCutBefore: Bool
  private let isCutAfter: Bool

  /// - Parameters:
  ///   - place: the place of a byte offset on the line.
  ///   - focus: the bytes that should be seen.
  ///   - room: the columns there are for it.
  init(_ source: SourceText, _ place: SourcePlaces.Place, focus: Range<Int>, room: Int = widest) {
    let widest = min(max(room, Self.narrowest), Self.widest)
    // What stays visible before the place when the start of its line is cut.
    let lead = min(30, widest / 3)
    line = place.line
    lineStart = place.lineStart
    let all = source.bytes
    let lowerFocus = min(max(focus.lowerBound, lineStart), all.count)
    var first = max(lineStart, lowerFocus - Self.bytesBefore)
    while first < lowerFocus, all[first] & 0xC0 == 0x80 { first += 1 }
    var end = lowerFocus
    let limit = min(all.count, lowerFocus + Self.bytesAfter)
    while end < limit, all[end] != 0x0A { end += 1 }
    let reachesEnd = end == all.count || all[end] == 0x0A
    if reachesEnd, end > first, all[end - 1] == 0x0D { end -= 1 }
    if !reachesEnd { while end > lowerFocus, all[end] & 0xC0 == 0x80 { end -= 1 } }

    let cells = Self.cells(Array(all[first..<end]), offset: first)
    var starts: [Int] = []
    var column = 0
    for cell in cells {
      starts.append(column)
      column += cell.width
    }
    var from = 0
    var upTo = cells.count
    if column > widest || first > lineStart || !reachesEnd {
      let focused = cells.firstIndex { $0.start >= lowerFocus } ?? cells.count
      let focusColumn = focused < cells.count ? starts[focused] : column
      let wanted = min(max(focus.upperBound - focus.lowerBound, 1), min(40, widest / 2))
      if focusColumn + wanted > widest - 2 || first > lineStart {
        from = starts.firstIndex { $0 >= focusColumn - lead } ?? 0
      }
      let origin = from < starts.count ? starts[from] : column
      let room = widest - 2
      upTo = cells.indices.dropFirst(from).first { starts[$0] + cells[$0].width - origin > room } ?? cells.count
    }
    isCutBefore = first > lineStart || from > 0
    isCutAfter = !reachesEnd || upTo < cells.count
    var text = isCutBefore ? "…" : ""
    var columns: [(Int, Int)] = []
    var used = isCutBefore ? 1 : 0
    for cell in cells[from..<upTo] {
      columns.append((cell.start, used))
      text += cell.text
      used += cell.width
    }
    if isCutAfter { text += "…" }
    self.text = text
    self.columns = columns
    endColumn = used
    bytes = (from < cells.count ? cells[from].start : end)..<(upTo < cells.count ? cells[upTo].start : end)
  }

  /// Whether a place on the same line can be seen here.
  func shows(_ offset: Int) -> Bool {
    if offset < bytes.lowerBound { return !isCutBefore }
    return offset < bytes.upperBound || !isCutAfter
  }

  /// The column at which a byte stands; the end for one behind the last.
  func column(of offset: Int) -> Int {
    var low = 0
    var high = columns.count
    while low < high {
      let middle = (low + high) / 2
      if columns[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low < columns.count ? columns[low].column : endColumn
  }

  /// The first byte that is no blank.
  func firstVisible(in source: SourceText) -> Int {
    bytes.first { source.bytes[$0] != 0x20 && source.bytes[$0] != 0x09 } ?? bytes.lowerBound
  }

  /// Bytes as printable cells, a tab as blanks up to the next multiple of four columns.
  ///
  /// Bytes that are no UTF-8 become the replacement character, one each, so that places stay where they are.
  private static func cells(_ bytes: [UInt8], offset: Int) -> [Cell] {
    var text = String.UnicodeScalarView()
    var starts: [Int] = []
    var decoder = ScalarDecoder(bytes)
    while let (scalar, start) = decoder.next() {
      text.append(scalar)
      starts.append(start)
    }
    var cells: [Cell] = []
    var scalar = 0
    var column = 0
    for character in String(text) {
      var cell = Cell(start: offset + starts[scalar], text: "", width: 0)
      if character == "\t" {
        cell.width = 4 - column % 4
        cell.text = String(repeating: " ", count: cell.width)
      } else {
        let glyph = VisibleText.glyph(for: character)
        (cell.text, cell.width) = (glyph.text, glyph.width)
      }
      column += cell.width
      scalar += character.unicodeScalars.count
      cells.append(cell)
    }
    return cells
  }
}

/// Reads UTF-8 that may be broken, scalar by scalar, with the byte each starts at.
private struct ScalarDecoder {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> (Unicode.Scalar, Int)? {
    guard index < bytes.count else { return nil }
    let start = index
    let lead = bytes[index]
    let length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0
    let end = start + length
    if length > 0, end <= bytes.count,
      let scalar = String(validating: bytes[start..<end], as: UTF8.self)?.unicodeScalars.first
    {
      index += length
      return (scalar, start)
    }
    index += 1
    return ("\u{FFFD}", start)
  }
}
