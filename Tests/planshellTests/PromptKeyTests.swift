import Testing

@testable import planshell

@Suite struct PromptKeys {
  private func keys(_ bytes: String, vi: Bool = false) -> [Key] {
    var decoder = KeyDecoder()
    decoder.joinsEscape = !vi
    decoder.feed(bytes.utf8)
    var keys: [Key] = []
    while let key = decoder.next(isQuiet: true) { keys.append(key) }
    return keys
  }

  @Test(
    arguments: [
      ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[1;2A", .up), ("\u{1B}[1;5C", .wordRight),
      ("\u{1B}[1;3D", .wordLeft),
      ("\u{1B}[1;3A", .altUp), ("\u{1B}[H", .home), ("\u{1B}OH", .home), ("\u{1B}[1~", .home), ("\u{1B}[7~", .home),
      ("\u{1B}[4~", .end), ("\u{1B}OF", .end), ("\u{1B}[3~", .delete), ("\u{1B}[Z", .backTab), ("\u{1B}[5~", .pageUp),
      ("\u{1B}\r", .altEnter), ("\u{1B}[13;3u", .altEnter),
    ] as [(String, Key.Name)])
  func oneNameForEachSpelling(bytes: String, name: Key.Name) {
    #expect(keys(bytes) == [.named(name)])
  }

  @Test func escapeIsALetterWithAltOrTwoKeys() {
    #expect(keys("\u{1B}f") == [.meta("f")])
    #expect(keys("\u{1B}é") == [.meta("é")])
    #expect(keys("\u{1B}f", vi: true) == [.escape, .scalar("f")])
    #expect(keys("\u{1B}\u{1B}[A") == [.escape, .named(.up)])
    #expect(keys("\u{1B}") == [.escape])
  }

  @Test func anEscapeWaitsForTheRest() {
    var decoder = KeyDecoder()
    for (index, byte) in "\u{1B}[1;5".utf8.enumerated() {
      decoder.feed([byte])
      // Once it is certain that this is a longer key, no pause can end it.
      #expect(decoder.isInDoubt == (index < 2))
      #expect(decoder.next(isQuiet: index >= 2) == nil)
    }
    decoder.feed("C".utf8)
    #expect(decoder.next(isQuiet: false) == .named(.wordRight))
  }

  @Test func aCharacterWaitsForItsBytes() {
    var decoder = KeyDecoder()
    let bytes = Array("田".utf8)
    decoder.feed(bytes[..<2])
    #expect(decoder.next(isQuiet: true) == nil)
    decoder.feed(bytes[2...])
    #expect(decoder.next(isQuiet: false) == .scalar("田"))
  }

  @Test func badBytesBecomeReplacementCharacters() {
    var decoder = KeyDecoder()
    decoder.feed([0xFF, 0x61, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0xC0, 0xAF, 0x62])
    var shown = ""
    while case .scalar(let scalar)? = decoder.next(isQuiet: true) { shown.unicodeScalars.append(scalar) }
    #expect(shown.filter { $0 != "\u{FFFD}" } == "a(b")
    #expect(shown.hasPrefix("\u{FFFD}a\u{FFFD}(\u{FFFD}"))
  }

  @Test func everyByteSequenceIsWorkedOff() {
    var dice = Dice(seed: 11)
    let alphabet: [UInt8] = [0x1B, 0x5B, 0x4F, 0x3B, 0x31, 0x32, 0x30, 0x7E, 0x41, 0xE7, 0x94, 0xB0, 0xFF, 0x0D]
    for _ in 0..<5000 {
      var decoder = KeyDecoder()
      decoder.joinsEscape = dice.roll(2) == 0
      decoder.feed((0..<dice.roll(12)).map { _ in alphabet[dice.roll(alphabet.count)] })
      var count = 0
      while decoder.next(isQuiet: true) != nil { count += 1 }
      #expect(count <= 12)
    }
  }

  @Test func aPasteIsOneKey() {
    let pressed = keys("a\u{1B}[200~x\r\ny\u{1B}[A\u{0}z\u{1B}[201~b")
    #expect(pressed == [.scalar("a"), .paste("x\ny\u{1B}[Az"), .scalar("b")])
  }
}

@Suite struct PromptBuffers {
  @Test func scalarsAndCharactersAgree() {
    let text = "e\u{301}👩‍🚀田"
    let scalars = Array(text.unicodeScalars)
    let buffer = EditBuffer(scalars: scalars, cursor: 3, movingRight: true)
    #expect(buffer.cursor == 2)
    #expect(EditBuffer(scalars: scalars, cursor: 3, movingRight: false).cursor == 1)
    #expect(buffer.scalarCursor == 5)
    #expect(buffer.text == text)
  }

  @Test func insertedMarksJoinTheirLetter() {
    var buffer = EditBuffer("e", cursor: 1)
    buffer.insert("\u{301}")
    #expect(buffer.characters == ["e\u{301}"])
    #expect(buffer.cursor == 1)
  }
}

@Suite struct PromptUndo {
  @Test func typingIsOneStepPerWord() {
    var undo = UndoHistory()
    var buffer = EditBuffer()
    for character in "ab cd" {
      buffer.insert(String(character))
      undo.note(buffer)
    }
    #expect(undo.undo()?.text == "ab ")
    #expect(undo.undo()?.text == "")
    #expect(undo.undo() == nil)
    #expect(undo.redo()?.text == "ab ")
  }

  @Test func aNewChangeForgetsWhatWasUndone() {
    var undo = UndoHistory()
    undo.note(EditBuffer("abc"))
    _ = undo.undo()
    undo.note(EditBuffer("xyz"))
    #expect(undo.redo() == nil)
    #expect(undo.undo()?.text == "")
  }
}
