import PlanLang

/// What the prompt prints before a line and before each further row of it.
struct Prompt: Equatable, Sendable {
  var first: StyledText
  var continuation: StyledText

  /// - Parameter continuation: nil for dots as wide as the first prompt, so that the rows line up.
  init(_ first: StyledText, continuation: StyledText? = nil) {
    self.first = first
    self.continuation = continuation ?? Self.dots(asWideAs: first.text)
  }

  private static func dots(asWideAs prompt: String) -> StyledText {
    let width = DisplayWidth.of(VisibleText.visible(prompt))
    let dots = String(repeating: ".", count: min(3, max(1, width - 1)))
    return StyledText(String(repeating: " ", count: max(0, width - 1 - dots.count)) + dots + " ", .dim)
  }
}
