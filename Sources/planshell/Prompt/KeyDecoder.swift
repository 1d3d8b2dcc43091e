/// A key as the person pressed it.
enum Key: Equatable, Sendable {
  /// A character, control characters included.
  case scalar(Unicode.Scalar)
  /// Alt (or Escape just before) with a character.
  case meta(Unicode.Scalar)
  /// A key that has a name.
  case named(Name)
  /// Text that the terminal says was pasted.
  case paste(String)
  /// The Escape key by itself.
  case escape

  enum Name: String, Sendable, CaseIterable {
    case up = "A"
    case down = "B"
    case right = "C"
    case left = "D"
    case end = "F"
    case home = "H"
    case backTab = "Z"
    case wordRight = "1;5C"
    case wordLeft = "1;5D"
    case altUp = "1;3A"
    case altDown = "1;3B"
    case insert = "2~"
    case delete = "3~"
    case pageUp = "5~"
    case pageDown = "6~"
    case altEnter = "13;3u"
  }
}

/// Turns the bytes a terminal sends into keys.
///
/// The same key is sent in several ways, and a lone Escape looks like the start of another key until nothing follows it.
/// Sorting that out here means that libedit only ever sees one spelling of each key.
struct KeyDecoder: Sendable {
  private var bytes: [UInt8] = []
  private var pasted: [UInt8]?

  /// In vi mode Escape then a letter is two keys; elsewhere the pair is the letter with Alt.
  var joinsEscape = true

  /// Whether what has come may be a whole key or the start of a longer one, which only time can tell.
  var isInDoubt: Bool { bytes.first == 0x1B && bytes.count <= 2 }

  mutating func feed(_ more: some Sequence<UInt8>) {
    bytes.append(contentsOf: more)
  }

  /// The next whole key, if there is one. With `isQuiet`, nothing more is coming soon, so an Escape is an Escape.
  mutating func next(isQuiet: Bool) -> Key? {
    while true {
      if pasted != nil {
        guard let key = nextPaste() else { return nil }
        return key
      }
      guard let first = bytes.first else { return nil }
      if first == 0x1B {
        switch nextEscape(isQuiet: isQuiet) {
        case .key(let key): return key
        case .dropped: continue
        case .incomplete: return nil
        }
      }
      guard let scalar = nextScalar(at: 0) else { return nil }
      bytes.removeFirst(scalar.length)
      return .scalar(scalar.value)
    }
  }

  private enum Step {
    case key(Key)
    case dropped
    case incomplete
  }

  private mutating func nextEscape(isQuiet: Bool) -> Step {
    guard bytes.count > 1 else {
      guard isQuiet else { return .incomplete }
      bytes.removeFirst()
      return .key(.escape)
    }
    switch bytes[1] {
    case UInt8(ascii: "["): return nextSequence(isQuiet: isQuiet)
    case UInt8(ascii: "O"):
      guard bytes.count > 2 else {
        if !isQuiet { return .incomplete }
        break
      }
      if let name = Self.name(final: bytes[2], parameters: []) {
        bytes.removeFirst(3)
        return .key(.named(name))
      }
    case 0x1B:
      // Escape pressed twice, or Alt with an arrow on some terminals: the first one stands alone.
      bytes.removeFirst()
      return .key(.escape)
    default: break
    }
    guard joinsEscape else {
      bytes.removeFirst()
      return .key(.escape)
    }
    guard let scalar = nextScalar(at: 1) else { return .incomplete }
    bytes.removeFirst(1 + scalar.length)
    if scalar.value == "\r" || scalar.value == "\n" { return .key(.named(.altEnter)) }
    return .key(.meta(scalar.value))
  }

  /// `ESC [ parameters final`.
  private mutating func nextSequence(isQuiet: Bool) -> Step {
    guard let end = bytes.dropFirst(2).firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
      // A sequence that has begun is waited for, however slow the line; Escape and a bracket alone may be two keys.
      guard isQuiet && bytes.count == 2 || bytes.count > 64 else { return .incomplete }
      bytes.removeAll()
      return .dropped
    }
    let parameters = bytes[2..<end]
    let final = bytes[end]
    guard (0x40...0x7E).contains(final) else {
      bytes.removeFirst(end)
      return .dropped
    }
    bytes.removeFirst(end + 1)
    if final == UInt8(ascii: "~"), parameters.elementsEqual("200".utf8) {
      pasted = []
      return .dropped
    }
    let numbers = String(decoding: parameters, as: UTF8.self).split(separator: ";").map { Int($0) ?? 0 }
    guard let name = Self.name(final: final, parameters: numbers) else { return .dropped }
    return .key(.named(name))
  }

  private static func name(final: UInt8, parameters: [Int]) -> Key.Name? {
    let modifier = parameters.count > 1 ? parameters[1] : 1
    let isControl = modifier == 5 || modifier == 6
    let isAlt = modifier == 3 || modifier == 4
    switch Character(Unicode.Scalar(final)) {
    case "A": return isAlt || isControl ? .altUp : .up
    case "B": return isAlt || isControl ? .altDown : .down
    case "C": return isControl || isAlt ? .wordRight : .right
    case "D": return isControl || isAlt ? .wordLeft : .left
    case "F": return .end
    case "H": return .home
    case "Z": return .backTab
    case "u": return parameters.first == 13 && isAlt ? .altEnter : nil
    case "~":
      switch parameters.first {
      case 1, 7: return .home
      case 4, 8: return .end
      case 2: return .insert
      case 3: return .delete
      case 5: return .pageUp
      case 6: return .pageDown
      default: return nil
      }
    default: return nil
    }
  }

  private mutating func nextPaste() -> Key? {
    let mark = Array("\u{1B}[201~".utf8)
    // Only the tail of what was already looked at can belong to the mark.
    let start = max(0, (pasted?.count ?? 0) - mark.count)
    pasted?.append(contentsOf: bytes)
    bytes.removeAll(keepingCapacity: true)
    guard let text = pasted, text.count >= mark.count else { return nil }
    var index = start
    while index + mark.count <= text.count {
      if text[index] == 0x1B, text[index..<(index + mark.count)].elementsEqual(mark) {
        bytes = Array(text[(index + mark.count)...])
        pasted = nil
        return .paste(Self.cleanPaste(text[..<index]))
      }
      index += 1
    }
    return nil
  }

  /// Line ends as the buffer has them; no NUL, which libedit takes for the end of the text.
  private static func cleanPaste(_ bytes: ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var wasReturn = false
    for byte in bytes {
      if byte == 0x0D {
        text.append(0x0A)
      } else if byte != 0, !(byte == 0x0A && wasReturn) {
        text.append(byte)
      }
      wasReturn = byte == 0x0D
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// One character in UTF-8 at `index`, nil while its end has not come. Bytes that are none become U+FFFD, one at a time.
  private func nextScalar(at index: Int) -> (value: Unicode.Scalar, length: Int)? {
    let first = bytes[index]
    let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    let available = bytes[index...].prefix(length)
    if available.count < length, first >= 0xC2, available.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) { return nil }
    var decoder = UTF8()
    var iterator = available.makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&iterator), UTF8.width(scalar) == length {
      return (scalar, length)
    }
    return ("\u{FFFD}", 1)
  }
}
