/// The states the buffer went through since the line was begun.
struct UndoHistory: Sendable {
  private var states: [EditBuffer] = [EditBuffer()]
  private var current = 0
  /// Whether the latest change was a typed character that further typing may join.
  private var isTyping = false

  /// Notes the buffer after a command. Typing joins into one step per word; anything else is a step of its own.
  mutating func note(_ buffer: EditBuffer) {
    let previous = states[current]
    guard buffer.characters != previous.characters else {
      if buffer.cursor != previous.cursor {
        states[current].move(to: buffer.cursor)
        isTyping = false
      }
      return
    }
    let typed = Self.typedCharacter(from: previous, to: buffer)
    states.removeSubrange((current + 1)...)
    let startsWord = previous.cursor > 0 && previous.characters[previous.cursor - 1].isWhitespace
    if isTyping, let typed, typed.isWhitespace || !startsWord {
      states[current] = buffer
    } else {
      states.append(buffer)
      current += 1
    }
    isTyping = typed != nil
  }

  /// The buffer one step back, or nil at the beginning.
  mutating func undo() -> EditBuffer? {
    guard current > 0 else { return nil }
    current -= 1
    isTyping = false
    return states[current]
  }

  /// The buffer one step forward again, or nil when nothing was undone.
  mutating func redo() -> EditBuffer? {
    guard current + 1 < states.count else { return nil }
    current += 1
    isTyping = false
    return states[current]
  }

  private static func typedCharacter(from old: EditBuffer, to new: EditBuffer) -> Character? {
    guard new.characters.count == old.characters.count + 1, new.cursor == old.cursor + 1,
      new.characters[..<old.cursor] == old.characters[..<old.cursor],
      new.characters[new.cursor...] == old.characters[old.cursor...]
    else { return nil }
    return new.characters[old.cursor]
  }
}
