/// Puts styles on text, or leaves it alone when there are no colours.
struct Paint: Sendable {
  let isOn: Bool

  /// The text in a style; it must be printable already.
  func callAsFunction(_ text: String, _ style: Style) -> String {
    guard isOn, !text.isEmpty else { return text }
    let sequence = style.sequence
    return sequence.isEmpty ? text : sequence + text + Style.reset
  }
}

extension Style {
  static let good = Style(colour: .green)
  static let bad = Style(colour: .red)
  static let open = Style(colour: .yellow)
}
