import PlanLang

/// Text as it may be shown: signs that a terminal would obey instead of print are written out as `\u{..}`.
///
/// A customer's name may come from anywhere. Control characters could move the cursor or recolour the screen, and
/// direction marks could make a line read as something it is not, so neither reaches a terminal raw.
enum VisibleText {
  /// One character ready to be printed.
  struct Glyph: Equatable, Sendable {
    /// What to print: the character itself, or its code.
    var text: String
    /// The columns that takes.
    var width: Int
    /// Whether `text` is the code, not the character.
    var isEscaped: Bool
  }

  /// The printable form of a character. A line break is written out too; who lays out rows handles it before.
  static func glyph(for character: Character) -> Glyph {
    if let ascii = character.asciiValue, ascii >= 0x20, ascii != 0x7F {
      return Glyph(text: String(character), width: 1, isEscaped: false)
    }
    guard needsCode(character) else {
      let width = DisplayWidth.of(character)
      // A mark with nothing to sit on would sit on whatever stands before it; the dotted circle carries it instead.
      if width == 0 { return Glyph(text: "\u{25CC}\(character)", width: 1, isEscaped: false) }
      return Glyph(text: String(character), width: width, isEscaped: false)
    }
    var text = ""
    for scalar in character.unicodeScalars { text += code(of: scalar) }
    return Glyph(text: text, width: text.utf8.count, isEscaped: true)
  }

  /// The whole text in printable form, line breaks included.
  static func visible(_ text: some StringProtocol) -> String {
    if text.plainWidth != nil { return String(text) }
    return text.reduce(into: "") { $0 += glyph(for: $1).text }
  }

  /// The written-out form of one code point, as PlanLang's own text literals write it.
  static func code(of scalar: Unicode.Scalar) -> String {
    "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  }

  private static func needsCode(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    var hasVisibleBase = false
    for (index, scalar) in scalars.enumerated() {
      switch scalar.properties.generalCategory {
      case .control, .surrogate, .lineSeparator, .paragraphSeparator: return true
      case .format:
        // A joiner or an emoji tag belongs to the sign before it; standing first, or anything else, it is invisible.
        let isJoining = scalar.value == 0x200D || scalar.value == 0x200C || (0xE0020...0xE007F).contains(scalar.value)
        if !isJoining || index == 0 { return true }
      case .nonspacingMark:
        // A picture selector alone is invisible, unlike an accent alone.
        if index == 0, scalar.properties.isVariationSelector { return true }
      default: hasVisibleBase = true
      }
      if scalar.properties.isBidiControl { return true }
    }
    // Letters that are defined to show nothing (such as the Hangul fillers) would make two different names look equal.
    return hasVisibleBase && scalars.allSatisfy { $0.properties.isDefaultIgnorableCodePoint }
  }
}
