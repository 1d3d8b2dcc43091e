/// A terminal as far as the prompt uses one: a grid of cells that obeys what is written to it.
///
/// It knows only the sequences the prompt is meant to send. Anything else, a raw control character above all, is noted in
/// `surprises`, which every test expects to stay empty.
struct TerminalScreen {
  struct Row: Equatable {
    var cells: [String]
    /// The text goes on in the next row because this one was full.
    var wraps = false

    init(columns: Int) { cells = Array(repeating: " ", count: columns) }

    /// The row as text. The right half of a wide character is an empty cell.
    var text: String {
      var text = cells.joined()
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  private(set) var rows: [Row]
  private(set) var above: [Row] = []
  private(set) var columns: Int
  private(set) var cursor = (row: 0, column: 0)
  private(set) var surprises: [String] = []
  /// The last thing said by an application program command, which tests use as a mark.
  private(set) var lastMark = ""
  private(set) var marksPaste = false
  /// The style sequence in force, and the style of each styled stretch in the order written.
  private(set) var style = ""
  private(set) var styled: [(style: String, text: String)] = []
  private(set) var bytesSeen = 0

  /// The last column has been written and the next character goes to the next row.
  private var isFull = false
  private var joinsNext = false
  private var input: [UInt8] = []
  /// The cell written last, for marks that join it.
  private var last: (row: Int, column: Int)?

  init(rows: Int, columns: Int) {
    self.columns = columns
    self.rows = Array(repeating: Row(columns: columns), count: rows)
  }

  /// The rows in use, without the empty ones below.
  var text: [String] {
    var lines = rows.map(\.text)
    while lines.count > cursor.row + 1, lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Everything printed since the start, scrolled off or not; rows the terminal wrapped are one line.
  var transcript: [String] {
    var lines: [String] = []
    var isOpen = false
    for row in above + rows {
      if isOpen { lines[lines.count - 1] += row.text } else { lines.append(row.text) }
      isOpen = row.wraps
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  // MARK: - What is written

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    input += Array(bytes)
    bytesSeen += input.count
    while let length = step() { input.removeFirst(length) }
  }

  /// Works off one character or sequence; nil when it has not come whole.
  private mutating func step() -> Int? {
    guard let first = input.first else { return nil }
    if first == 0x1B { return escape() }
    if first < 0x20 || first == 0x7F {
      control(first)
      return 1
    }
    let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard input.count >= length else { return nil }
    for scalar in String(decoding: input[..<length], as: UTF8.self).unicodeScalars { print(scalar) }
    return length
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x0D:
      cursor.column = 0
      isFull = false
    case 0x0A: lineFeed()
    default: surprises.append("control character \(byte)")
    }
  }

  private mutating func escape() -> Int? {
    guard input.count >= 2 else { return nil }
    if input[1] == UInt8(ascii: "_") {
      guard let end = input.firstIndex(of: UInt8(ascii: "\\")) else { return nil }
      lastMark = String(decoding: input[2..<(end - 1)], as: UTF8.self)
      return end + 1
    }
    guard input[1] == UInt8(ascii: "[") else {
      surprises.append("escape \(input[1])")
      return 2
    }
    guard let end = input.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
    let parameters = String(decoding: input[2..<end], as: UTF8.self)
    sequence(Character(Unicode.Scalar(input[end])), parameters)
    return end + 1
  }

  private mutating func sequence(_ final: Character, _ parameters: String) {
    let count = max(1, Int(parameters) ?? 1)
    switch final {
    case "A": move(rowsBy: -count)
    case "B": move(rowsBy: count)
    case "C":
      cursor.column = min(columns - 1, cursor.column + count)
      isFull = false
    case "H" where parameters.isEmpty:
      cursor = (0, 0)
      isFull = false
    case "J" where parameters.isEmpty || parameters == "0":
      clear(row: cursor.row, from: cursor.column)
      for row in rows.indices where row > cursor.row { clear(row: row, from: 0) }
    case "J" where parameters == "2": for row in rows.indices { clear(row: row, from: 0) }
    case "K" where parameters.isEmpty || parameters == "0": clear(row: cursor.row, from: cursor.column)
    case "K" where parameters == "2": clear(row: cursor.row, from: 0)
    case "m": style = parameters == "0" || parameters.isEmpty ? "" : parameters
    case "h" where parameters == "?2004": marksPaste = true
    case "l" where parameters == "?2004": marksPaste = false
    case "h" where parameters == "?2026", "l" where parameters == "?2026": break
    default: surprises.append("sequence \(parameters)\(final)")
    }
  }

  private mutating func move(rowsBy count: Int) {
    if !rows.indices.contains(cursor.row + count) { surprises.append("moved \(count) rows from row \(cursor.row)") }
    cursor.row = max(0, min(rows.count - 1, cursor.row + count))
    isFull = false
  }

  private mutating func clear(row: Int, from column: Int) {
    // A terminal that hangs behind its last column clears that column, which is why the prompt never clears there.
    if isFull, row == cursor.row { surprises.append("cleared behind a full row") }
    for index in column..<columns { rows[row].cells[index] = " " }
    rows[row].wraps = false
  }

  private mutating func lineFeed() {
    isFull = false
    if cursor.row + 1 < rows.count {
      cursor.row += 1
    } else {
      above.append(rows.removeFirst())
      rows.append(Row(columns: columns))
      if let place = last { last = (place.row - 1, place.column) }
    }
  }

  private mutating func print(_ scalar: Unicode.Scalar) {
    guard let width = Self.width(of: scalar) else {
      surprises.append("character U+\(String(scalar.value, radix: 16))")
      return
    }
    if width == 0 || joinsNext {
      joinsNext = scalar.value == 0x200D
      if let last, rows.indices.contains(last.row) { rows[last.row].cells[last.column] += String(scalar) }
      return
    }
    if isFull || cursor.column + width > columns {
      rows[cursor.row].wraps = true
      lineFeed()
      cursor.column = 0
    }
    rows[cursor.row].cells[cursor.column] = String(scalar)
    if width == 2 { rows[cursor.row].cells[cursor.column + 1] = "" }
    if styled.last?.style == style {
      styled[styled.count - 1].text += String(scalar)
    } else {
      styled.append((style, String(scalar)))
    }
    last = (cursor.row, cursor.column)
    cursor.column += width
    if cursor.column >= columns {
      cursor.column = columns - 1
      isFull = true
    }
  }

  /// The characters the tests use, and no others, with their widths written out: a second opinion on `DisplayWidth`.
  private static func width(of scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case " "..."~", "é", "ł", "Ł", "ö", "…", "◌", "ñ", "·": 1
    case "田", "中", "株", "한", "語", "！": 2
    case "👩", "🚀", "🎉", "👍": 2
    case "\u{301}", "\u{308}", "\u{323}", "\u{200D}", "\u{FE0F}": 0
    default: nil
    }
  }

  // MARK: - A window of another size

  /// Lays the lines out anew, as terminals do, keeping the cursor on its character.
  mutating func resize(rows newRows: Int, columns newColumns: Int) {
    var lines = above + rows
    let position = above.count + cursor.row
    while lines.count > position + 1, lines.last?.text == "" { lines.removeLast() }
    var result: [Row] = []
    var newCursor = (row: 0, column: 0)
    var index = 0
    while index < lines.count {
      var cells: [String] = []
      var offset: Int?
      while true {
        let row = lines[index]
        let used = row.wraps ? row.cells : Array(row.cells.prefix(row.usedColumns))
        if index == position { offset = cells.count + cursor.column }
        // A wide character that did not fit left a gap at the end of the row, which is no part of the text.
        let hasGap = row.wraps && row.cells.last == " " && lines[index + 1].cells.dropFirst().first == ""
        cells += hasGap ? used.dropLast() : used[...]
        index += 1
        if !row.wraps || index >= lines.count { break }
      }
      let split = Self.split(cells, columns: newColumns)
      if let offset {
        var rest = offset
        var row = 0
        while row + 1 < split.count, rest >= split[row].count {
          rest -= split[row].count
          row += 1
        }
        newCursor = (result.count + row, min(rest, newColumns - 1))
      }
      for (number, part) in split.enumerated() {
        var row = Row(columns: newColumns)
        row.cells.replaceSubrange(0..<part.count, with: part)
        row.wraps = number + 1 < split.count
        result.append(row)
      }
    }
    let hidden = max(0, result.count - newRows)
    above = Array(result[..<hidden])
    rows = Array(result[hidden...])
    while rows.count < newRows { rows.append(Row(columns: newColumns)) }
    cursor = (max(0, newCursor.row - hidden), newCursor.column)
    columns = newColumns
    isFull = false
  }

  private static func split(_ cells: [String], columns: Int) -> [[String]] {
    var parts: [[String]] = [[]]
    for (index, cell) in cells.enumerated() {
      let isWide = index + 1 < cells.count && cells[index + 1] == ""
      if parts[parts.count - 1].count + (isWide ? 2 : 1) > columns, cell != "" { parts.append([]) }
      parts[parts.count - 1].append(cell)
    }
    return parts
  }
}

extension TerminalScreen.Row {
  fileprivate var usedColumns: Int { (cells.lastIndex { $0 != " " } ?? -1) + 1 }
}
