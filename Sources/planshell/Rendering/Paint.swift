/// Puts styles on text, or leaves it alone when there are no colours.
struct Paint: Sendable {
  let isOn: Bool

  /// The text in a style; it must be printable already.
  func callAsFunction(_ text: String, _ style: Style) -> String {
    let sequence = style.sequence
    return isOn && !sequence.isEmpty && !text.isEmpty ? sequence + text + Style.reset : text
  }
}

extension Style {
  static let good = Style(colour: .green)
  static let bad = Style(colour: .red)
  static let open = Style(colour: .yellow)
}
