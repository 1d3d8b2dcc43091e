/// How many columns text takes in a terminal or an editor.
///
/// The unit is the `Character`, what a reader sees as one sign: a letter with its combining marks, a flag, a family
/// emoji. Alignment in tables and in formatted files, and the cursor at the prompt, all rest on these numbers.
public enum DisplayWidth {
  /// The columns one character takes: 0, 1, 2, or rarely more (a consonant cluster drawn as several letters).
  public static func of(_ character: Character) -> Int {
    if let ascii = character.asciiValue {
      return ascii >= 0x20 && ascii != 0x7F ? 1 : 0
    }
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.count == 1 { return of(first) }
    if isRegionalIndicator(first) { return scalars.count > 1 ? 2 : 1 }
    // U+FE0F asks for the colourful, square form of a sign that also has a plain one. U+FE0E asks for the plain form;
    // terminals change the picture and keep the cell, so it changes no width here.
    if first.properties.isEmoji, scalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
    if first.properties.isEmojiPresentation { return 2 }
    return scalars.reduce(0) { $0 + of($1) }
  }

  /// The columns a piece of text takes on one row.
  @inlinable public static func of(_ text: some StringProtocol) -> Int {
    // Nearly all text is plain.
    text.plainWidth ?? ofCharacters(text)
  }

  @usableFromInline static func ofCharacters(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  /// The columns a piece of text on one line takes, given as its UTF-8.
  static func of(_ bytes: ArraySlice<UInt8>) -> Int {
    // Nearly all text is plain.
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return bytes.count }
    return of(String(decoding: bytes, as: UTF8.self))
  }

  /// The first columns of a printable text, ended with `…` when something is left out.
  public static func cut(_ text: String, to width: Int) -> String {
    if of(text) <= width { return text }
    if width < 1 { return "" }
    var result = ""
    var used = 0
    for character in text {
      let columns = of(character)
      if used + columns > width - 1 { break }
      result.append(character)
      used += columns
    }
    return result + "…"
  }

  /// The last columns of a printable text, after `…` when something is left out: of a path the end is what one looks for.
  public static func cutAtStart(_ text: String, to width: Int) -> String {
    if of(text) <= width { return text }
    if width < 1 { return "" }
    var kept: [Character] = []
    var used = 0
    for character in text.reversed() {
      let columns = of(character)
      if used + columns > width - 1 { break }
      kept.append(character)
      used += columns
    }
    return "…" + String(kept.reversed())
  }

  /// Whether terminals agree on this character. They differ over joined emoji, flags and picture selectors, and what is
  /// drawn after one of those must not rely on where the terminal thinks the cursor is.
  public static func isAgreed(_ character: Character) -> Bool {
    if character.asciiValue != nil { return true }
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return true }
    if isRegionalIndicator(first) { return false }
    var rest = scalars.dropFirst()
    while let scalar = rest.popFirst() {
      // Marks that take no column are agreed on; a second scalar with a width of its own is not.
      if scalar.value == 0x200D || scalar.value == 0xFE0E || scalar.value == 0xFE0F || of(scalar) > 0 { return false }
    }
    return true
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 {
      return value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD ? 0 : 1
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: return 0
    default: break
    }
    // The vowels and final consonants of Hangul stack onto the syllable's first letter, which is already wide.
    if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value) { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x1100 { return false }
    if isRegionalIndicator(scalar) { return false }
    if wideRanges.contains(where: { $0.contains(value) }) { return true }
    return scalar.properties.isEmojiPresentation
  }

  /// East Asian Wide and Fullwidth (Unicode 15.1), without the emoji, which Swift knows by their own property.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x4E00...0xA4C6,  // Chinese characters, Yi
    0xAC00...0xD7A3,  // Hangul syllables
    0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF,  // radicals, kana, enclosed letters, rare characters
    0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
    0x1100...0x115F, 0xA960...0xA97C,  // first letters of Hangul syllables
    0x2329...0x232A, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B,
    0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265,
    0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]
}

extension StringProtocol {
  /// Whether every character is a letter, figure or sign of ASCII, or a blank: one column each, and safe to print.
  @inlinable public var isPrintableASCII: Bool {
    utf8.withContiguousStorageIfAvailable { bytes in bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
      ?? utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  /// The columns of text that is printable ASCII and further Latin letters and signs (U+00A0 to U+02FF) alone: each takes
  /// one, stands by itself and is safe to print. nil for any other text.
  @inlinable public var plainWidth: Int? {
    utf8.withContiguousStorageIfAvailable { Self.plainWidth($0) } ?? Self.plainWidth(utf8)
  }

  /// Eight bytes at a time as long as they are printable ASCII, which nearly all text is.
  @inlinable static func plainWidth(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let high: UInt64 = 0x8080_8080_8080_8080
    let raw = UnsafeRawBufferPointer(bytes)
    var position = 0
    while position + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      // Below 0x80, adding 0x60 reaches 0x80 from 0x20 on, and adding 1 from 0x7F on: no byte carries into the next.
      guard word & high == 0, (word &+ 0x6060_6060_6060_6060) & high == high,
        (word &+ 0x0101_0101_0101_0101) & high == 0
      else { break }
      position += 8
    }
    guard let rest = plainWidth(bytes[position...]) else { return nil }
    return position + rest
  }

  @inlinable static func plainWidth(_ bytes: some Sequence<UInt8>) -> Int? {
    var width = 0
    var first: UInt8 = 0
    for byte in bytes {
      if byte < 0x80 {
        if byte < 0x20 || byte == 0x7F { return nil }
        width += 1
      } else if byte < 0xC0 {
        // Controls and the soft hyphen are not plain.
        if first == 0xC2, byte < 0xA0 || byte == 0xAD { return nil }
      } else if byte <= 0xCB {
        first = byte
        width += 1
      } else {
        return nil
      }
    }
    return width
  }
}
