/// How many columns text takes in an editor or a terminal, so that what is lined up looks lined up for José and 田中 alike.
enum ColumnWidth {
  /// The columns a piece of text on one line takes.
  static func of(_ bytes: ArraySlice<UInt8>) -> Int {
    // Nearly all text is plain.
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return bytes.count }
    return String(decoding: bytes, as: UTF8.self).reduce(0) { $0 + of($1) }
  }

  /// The columns one character takes: what a reader sees as one sign, with its marks.
  static func of(_ character: Character) -> Int {
    if let ascii = character.asciiValue { return ascii >= 0x20 && ascii != 0x7F ? 1 : 0 }
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.count > 1, isRegionalIndicator(first) || isSquareEmoji(scalars, first) { return 2 }
    return scalars.reduce(0) { $0 + of($1) }
  }

  /// Whether a joined or marked sign is drawn as one square picture.
  private static func isSquareEmoji(_ scalars: Character.UnicodeScalarView, _ first: Unicode.Scalar) -> Bool {
    first.properties.isEmojiPresentation || first.properties.isEmoji && scalars.contains { $0.value == 0xFE0F }
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: return 0
    default: break
    }
    let value = scalar.value
    // The vowels and final consonants of Hangul stand on the syllable's first letter, which is wide already.
    if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value) { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x1100 || isRegionalIndicator(scalar) { return false }
    return wideRanges.contains { $0.contains(value) } || scalar.properties.isEmojiPresentation
  }

  /// The characters East Asian type sets in full width; emoji are known by their own property.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x4E00...0xA4C6, 0xAC00...0xD7A3, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x1100...0x115F, 0xA960...0xA97C, 0x2329...0x232A, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6B, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]
}
