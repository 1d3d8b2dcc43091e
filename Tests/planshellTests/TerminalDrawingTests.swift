import Testing

@testable import planshell

/// Everything that needs a terminal runs one after the other: libedit shares some state among its users.
@Suite(.serialized) enum TerminalTests {}

/// Where text stands on a screen, worked out in the plainest way, as a second opinion on the layout.
struct ExpectedScreen {
  var rows: [String] = []
  var cursor = (row: 0, column: 0)

  init(
    _ characters: [Character], cursor place: Int, columns: Int, prompt: String = "> ", continuation: String = "... "
  ) {
    var row = ""
    var column = 0
    func put(_ character: Character) {
      let width = Self.width(character)
      if column + width > columns {
        rows.append(row)
        row = ""
        column = 0
      }
      row.append(character)
      column += width
    }
    for character in prompt { put(character) }
    for index in 0...characters.count {
      let next: Character? = index < characters.count ? characters[index] : nil
      if index == place {
        // The cursor stands where the next character will be printed, which may be the next row.
        let width = next.map { $0 == "\n" ? 1 : Self.width($0) } ?? 1
        if column + width > columns {
          rows.append(row)
          row = ""
          column = 0
        }
        cursor = (rows.count, column)
      }
      guard let next else { break }
      if next == "\n" {
        rows.append(row)
        row = ""
        column = 0
        for character in continuation { put(character) }
      } else {
        put(next)
      }
    }
    rows.append(row)
    rows = rows.map { row in
      var row = row
      while row.last == " " { row.removeLast() }
      return row
    }
    while rows.count > cursor.row + 1, rows.last == "" { rows.removeLast() }
  }

  private static func width(_ character: Character) -> Int {
    ["田", "中", "🚀", "👩‍🚀"].contains(character) ? 2 : 1
  }
}

/// A small generator, so that a failing sequence can be run again from its seed.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func roll(_ sides: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(sides))
  }
}

/// Text editing in its plainest form, to compare with what the keys did.
struct EditModel: CustomStringConvertible {
  var text: [Character] = []
  var cursor = 0

  var description: String { "\(String(text).debugDescription) at \(cursor)" }

  mutating func press(_ dice: inout Dice) -> String {
    let letters: [Character] = ["a", "b", "w", "é", "田", "中", "e\u{301}", "🚀", "👩‍🚀", " ", "x"]
    switch dice.roll(20) {
    case 0..<10 where text.count < 150:
      let letter = letters[dice.roll(letters.count)]
      text.insert(letter, at: cursor)
      cursor += 1
      return String(letter)
    case 10:
      text.insert("\n", at: cursor)
      cursor += 1
      return PressedKey.altEnter.rawValue
    case 11, 12:
      cursor = max(0, cursor - 1)
      return PressedKey.left.rawValue
    case 13:
      cursor = min(text.count, cursor + 1)
      return PressedKey.right.rawValue
    case 14:
      if cursor > 0 {
        text.remove(at: cursor - 1)
        cursor -= 1
      }
      return PressedKey.backspace.rawValue
    case 15:
      if cursor < text.count { text.remove(at: cursor) }
      return PressedKey.delete.rawValue
    case 16:
      cursor = rowStart
      return PressedKey.home.rawValue
    case 17:
      cursor = text[cursor...].firstIndex(of: "\n") ?? text.count
      return PressedKey.end.rawValue
    case 18:
      let piece: [Character] = ["p", "田", "\n", "q"]
      text.insert(contentsOf: piece, at: cursor)
      cursor += piece.count
      return String(piece).pasted
    default:
      let start = rowStart
      text.removeSubrange(start..<cursor)
      cursor = start
      return PressedKey.controlU.rawValue
    }
  }

  private var rowStart: Int { text[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0 }
}

extension TerminalTests {
  @Suite struct Drawing {
    @Test(arguments: [9, 23, 40, 80], [1, 2, 3] as [UInt64])
    func randomKeysLeaveTheTextOnTheScreen(columns: Int, seed: UInt64) throws {
      let session = try PromptSession(rows: 60, columns: columns)
      var dice = Dice(seed: seed &+ UInt64(columns))
      var model = EditModel()
      for step in 0..<200 {
        try session.send(model.press(&dice))
        let expected = ExpectedScreen(model.text, cursor: model.cursor, columns: columns)
        let trace = Comment("step \(step), \(columns) columns, \(model), screen \(session.screen.cursor)")
        try #require(session.screen.text == expected.rows, trace)
        try #require(session.screen.cursor == expected.cursor, trace)
      }
      #expect(session.screen.surprises == [])
      try session.send(.enter)
      #expect(session.outcomes == [.line(String(model.text))])
    }

    @Test(arguments: [5, 8], [4, 5] as [UInt64])
    func aTextTallerThanTheWindowShowsThePartAroundTheCursor(height: Int, seed: UInt64) throws {
      let session = try PromptSession(rows: height, columns: 20)
      var dice = Dice(seed: seed)
      var model = EditModel()
      for step in 0..<300 {
        try session.send(model.press(&dice))
        let expected = ExpectedScreen(model.text, cursor: model.cursor, columns: 20)
        let shown = session.screen.rows.map(\.text)
        let top = expected.cursor.row - session.screen.cursor.row
        let trace = Comment("step \(step), text \(String(model.text).debugDescription), screen \(shown)")
        try #require(top >= 0 && session.screen.cursor.column == expected.cursor.column, trace)
        let visible = expected.rows.dropFirst(top).prefix(height)
        try #require(Array(shown.prefix(visible.count)) == Array(visible), trace)
      }
      #expect(session.screen.surprises == [])
    }

    @Test func aTallTextScrollsByWholeWhenItIsRun() throws {
      let session = try PromptSession(rows: 5, columns: 20)
      let rows = (1...12).map { "row \($0)" }
      try session.send(rows.joined(separator: "\n").pasted)
      try session.send(.enter)
      let transcript = session.screen.transcript
      let expected = ["> row 1"] + rows.dropFirst().map { "... " + $0 } + [">"]
      #expect(Array(transcript.suffix(13)) == expected)
    }

    @Test func rowsThatLookTheSameScrollByToo() throws {
      let session = try PromptSession(rows: 5, columns: 20, prompt: Prompt("> ", continuation: "> "))
      try session.send(Array(repeating: "x", count: 12).joined(separator: "\n").pasted)
      try session.send(.enter)
      #expect(session.screen.transcript == Array(repeating: "> x", count: 12) + [">"])
    }

    @Test func typingRepaintsOnlyTheChangedLine() throws {
      let session = try PromptSession(rows: 30, columns: 40)
      try session.send((1...20).map { "row number \($0)" }.joined(separator: "\n").pasted)
      let before = session.screen.bytesSeen
      try session.send("x")
      #expect(session.screen.bytesSeen - before < 120)
    }

    @Test func aWideWindowLineIsOneLineToTheTerminal() throws {
      let session = try PromptSession(columns: 20)
      let text = "a line of text that is longer than the window"
      try session.send(text)
      #expect(session.screen.transcript == ["> " + text])
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func resizingKeepsTheScreenInOrder(seed: UInt64) throws {
      let session = try PromptSession(rows: 40, columns: 40)
      var dice = Dice(seed: seed)
      var model = EditModel()
      var columns = 40
      for step in 0..<120 {
        if dice.roll(4) == 0 {
          columns = 12 + dice.roll(60)
          try session.resize(rows: 40, columns: columns)
        } else {
          try session.send(model.press(&dice))
        }
        let expected = ExpectedScreen(model.text, cursor: model.cursor, columns: columns)
        let trace = Comment("step \(step), \(columns) columns, \(model), screen \(session.screen.cursor)")
        try #require(session.screen.text == expected.rows, trace)
        try #require(session.screen.cursor == expected.cursor, trace)
      }
      #expect(session.screen.surprises == [])
    }

    @Test func linesAlreadyThereSurviveAResize() throws {
      let session = try PromptSession(rows: 10, columns: 30)
      try session.send("first")
      try session.send(.enter)
      try session.send("the second line is long enough to wrap")
      for columns in [20, 50, 15, 30] {
        try session.resize(rows: 10, columns: columns)
        #expect(session.screen.transcript == ["> first", "> the second line is long enough to wrap"])
      }
    }

    @Test func controlAndDirectionCharactersAreWrittenOut() throws {
      let session = try PromptSession()
      try session.send("a\tb\u{1B}[31mc\u{202E}d\u{200B}".pasted)
      #expect(session.screen.text == ["> a\\u{9}b\\u{1B}[31mc\\u{202E}d\\u{200B}"])
      #expect(session.screen.surprises == [])
      try session.send(.enter)
      #expect(session.outcomes == [.line("a\tb\u{1B}[31mc\u{202E}d\u{200B}")])
    }

    @Test func aPromptMayHoldAnyText() throws {
      let session = try PromptSession(prompt: Prompt("田中\u{202E}> "))
      try session.send("x")
      #expect(session.screen.text == ["田中\\u{202E}> x"])
    }

    @Test(arguments: [1, 2, 3]) func aVeryLowWindowIsNeverLeft(height: Int) throws {
      let session = try PromptSession(rows: height, columns: 12, assistant: FakeLanguage(), style: true)
      try session.send("show a\nshow b".pasted)
      try session.send(.enter)
      try session.send("s")
      try session.send(.tab, times: 4)
      try session.send(.controlR)
      try session.send("show a long pattern")
      #expect(session.screen.surprises == [])
      try session.send(.controlG)
      try session.send(.controlL)
      try session.post("news")
      try session.send("x\n\ny".pasted)
      #expect(session.screen.surprises == [])
      #expect(session.screen.text.last == "... y")
    }

    @Test func messagesAppearAboveTheLine() throws {
      let session = try PromptSession(columns: 20)
      try session.send("some text that is longer than a row")
      try session.send(.left, times: 3)
      try session.post("loaded 3 files\n\u{7}and more")
      #expect(
        session.screen.text == ["loaded 3 files", "\\u{7}and more", "> some text that is", "longer than a row"])
      #expect(session.screen.cursor == (3, 14))
      #expect(session.screen.surprises == [])
    }

    @Test func clearingTheScreenKeepsTheLine() throws {
      let session = try PromptSession()
      try session.send("one")
      try session.send(.enter)
      try session.send("two")
      try session.send(.controlL)
      #expect(session.screen.text == ["> two"])
    }

    @Test func stylesAppearOnlyWhenAllowed() throws {
      let styled = try PromptSession(assistant: FakeLanguage(), style: true)
      try styled.send("where x")
      #expect(styled.screen.styled.contains { $0.style == "1;34" && $0.text == "where" })
      let plain = try PromptSession(assistant: FakeLanguage(), style: false)
      try plain.send("where x")
      #expect(plain.screen.styled.allSatisfy { $0.style.isEmpty })
    }

    @Test func pastesAreMarkedOnlyWhileReading() throws {
      let session = try PromptSession()
      #expect(session.screen.marksPaste)
      try session.send(.controlD)
      #expect(session.outcomes == [.endOfFile])
      #expect(!session.screen.marksPaste)
    }
  }
}
