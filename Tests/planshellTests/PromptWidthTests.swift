import PlanLang
import Testing

@testable import planshell

@Suite struct PromptWidths {
  @Test(
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("Ł", 1), ("ß", 1), ("·", 1), ("…", 1), ("田", 2), ("한", 2),
      ("\u{1112}\u{1161}\u{11AB}", 2), ("ｶ", 1), ("ア", 2), ("！", 2), ("￦", 2), ("\u{3000}", 2), ("𠮷", 2), ("𝔸", 1),
      ("🚀", 2), ("👍🏽", 2), ("👩‍🚀", 2), ("👨‍👩‍👧‍👦", 2), ("🇯🇵", 2), ("🇯", 1), ("❤", 1), ("❤\u{FE0F}", 2), ("☎\u{FE0E}", 1),
      ("⌚", 2), ("1\u{FE0F}\u{20E3}", 2), ("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", 2), ("🏳️‍🌈", 2),
      ("กำ", 2), ("नि", 2), ("ก้", 1), ("א", 1), ("ش", 1), ("Z\u{334}\u{335}\u{336}", 1), ("\u{7}", 0), ("\u{AD}", 0),
      ("\u{200B}", 0), ("⠿", 1), ("─", 1), ("█", 1), ("①", 1), ("㊙", 2), ("〰", 2), ("⚠", 1), ("⚡", 2),
    ] as [(Character, Int)])
  func widthOfACharacter(character: Character, width: Int) {
    #expect(DisplayWidth.of(character) == width)
  }

  @Test func widthOfATextIsTheSum() {
    #expect(DisplayWidth.of("José 田中 👩‍🚀") == 12)
    #expect(DisplayWidth.of("") == 0)
    #expect(DisplayWidth.of("plain ASCII only") == 16)
  }

  /// What is measured by its bytes is as wide, and as safe to print, as its characters are one by one.
  @Test func plainTextIsWhatItsCharactersAre() {
    var plain = 0
    for scalar in (UInt32(0)...0x600).compactMap(Unicode.Scalar.init) {
      for text in ["\(scalar)", "a\(scalar)b", "é\(scalar)", "\(scalar)\(scalar)", "\(scalar)\u{301}"] {
        let byCharacter = text.reduce(0) { $0 + DisplayWidth.of($1) }
        #expect(DisplayWidth.of(text) == byCharacter)
        guard let width = text.plainWidth else { continue }
        plain += 1
        #expect(width == byCharacter)
        #expect(
          text.allSatisfy { VisibleText.glyph(for: $0).text == String($0) }, "U+\(String(scalar.value, radix: 16))")
      }
    }
    #expect(plain > 4 * 0x260)
    for text in ["José Benítez", "Ångström Łódź", ""] { #expect(text.plainWidth == text.count) }
    for text in ["a\u{AD}b", "tab\t", "\u{85}", "e\u{301}", "田", "Ω"] { #expect(text.plainWidth == nil) }
  }

  /// Wherever a sign that is not plain stands among plain ones, whole words of eight bytes or not.
  @Test func plainWidthLooksAtEveryByte() {
    for length in 0..<26 {
      let plain = String(repeating: "~ ", count: length / 2) + (length % 2 == 1 ? "x" : "")
      #expect(plain.plainWidth == length)
      for place in 0..<length {
        for sign in ["\u{1F}", "\u{7F}", "\u{80}", "Ω", "é"] as [Character] {
          var characters = Array(plain)
          characters[place] = sign
          #expect(String(characters).plainWidth == (sign == "é" ? length : nil))
        }
      }
    }
  }

  @Test func terminalsAgreeOnSimpleCharactersOnly() {
    for character in ["a", "é", "e\u{301}", "田", "🚀"] as [Character] { #expect(DisplayWidth.isAgreed(character)) }
    for character in ["👩‍🚀", "🇯🇵", "❤\u{FE0F}", "👍🏽", "नि"] as [Character] { #expect(!DisplayWidth.isAgreed(character)) }
  }

  @Test(
    arguments: [
      ("\t", "\\u{9}"), ("\u{1B}", "\\u{1B}"), ("\u{7F}", "\\u{7F}"), ("\u{85}", "\\u{85}"), ("\u{202E}", "\\u{202E}"),
      ("\u{2066}", "\\u{2066}"), ("\u{200E}", "\\u{200E}"), ("\u{61C}", "\\u{61C}"), ("\u{200B}", "\\u{200B}"),
      ("\u{FEFF}", "\\u{FEFF}"), ("\u{2028}", "\\u{2028}"), ("\u{AD}", "\\u{AD}"), ("\r\n", "\\u{D}\\u{A}"),
      ("\u{200D}", "\\u{200D}"), ("\u{FE0F}", "\\u{FE0F}"), ("\u{3164}", "\\u{3164}"), ("\u{115F}", "\\u{115F}"),
      ("\u{301}", "\u{25CC}\u{301}"), ("👩‍🚀", "👩‍🚀"), ("é", "é"), ("❤\u{FE0F}", "❤\u{FE0F}"), ("\u{A0}", "\u{A0}"),
    ] as [(Character, String)])
  func whatIsShown(character: Character, shown: String) {
    let glyph = VisibleText.glyph(for: character)
    #expect(glyph.text == shown)
    #expect(glyph.width == DisplayWidth.of(shown))
  }

  @Test func noCharacterReachesTheTerminalRaw() {
    for value in UInt32(0)...0x2_FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = VisibleText.visible("a" + String(scalar) + "b")
      let isHarmless = shown.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control && !$0.properties.isBidiControl
      }
      #expect(isHarmless, "U+\(String(value, radix: 16))")
    }
  }
}
