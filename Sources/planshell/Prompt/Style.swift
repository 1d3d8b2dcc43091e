/// How a piece of text looks: one of the terminal's own colours and plain attributes, so that it fits every theme.
struct Style: Hashable, Sendable {
  /// The eight colours every terminal has, in its user's own shades.
  enum Colour: Int, Sendable {
    case black, red, green, yellow, blue, magenta, cyan, white
  }

  var colour: Colour?
  var isBold = false
  var isDim = false
  var isUnderlined = false
  var isReversed = false

  static let plain = Style()
  /// What stands in the background: a hint, a description, a continuation prompt.
  static let dim = Style(isDim: true)
  static let bold = Style(isBold: true)
  static let underlined = Style(isUnderlined: true)
  /// The chosen one of several.
  static let reversed = Style(isReversed: true)

  /// The sequence that turns this style on, from plain.
  var sequence: String {
    var codes: [Int] = []
    if isBold { codes.append(1) }
    if isDim { codes.append(2) }
    if isUnderlined { codes.append(4) }
    if isReversed { codes.append(7) }
    if let colour { codes.append(30 + colour.rawValue) }
    return codes.isEmpty ? "" : "\u{1B}[\(codes.map(String.init).joined(separator: ";"))m"
  }

  /// The sequence that returns to plain.
  static let reset = "\u{1B}[0m"
}
