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

/// Text in pieces, each with its style.
struct StyledText: Equatable, Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  struct Piece: Equatable, Sendable {
    var text: String
    var style: Style
  }

  var pieces: [Piece]

  init(_ text: String = "", _ style: Style = .plain) {
    pieces = text.isEmpty ? [] : [Piece(text: text, style: style)]
  }

  init(stringLiteral text: String) { self.init(text) }

  /// The text without its looks.
  var text: String { pieces.map(\.text).joined() }

  static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum.pieces += right.pieces
    return sum
  }
}

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

/// Whether output may carry colours and attributes.
enum ColourChoice: String, Sendable {
  case auto, always, never

  /// Settles `auto`: colours on a terminal that can show them, unless `NO_COLOR` is set to anything.
  func allowsStyle(isTerminal: Bool, environment: (String) -> String? = environmentValue) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if let refusal = environment("NO_COLOR"), !refusal.isEmpty { return false }
      return isTerminal && environment("TERM") != "dumb"
    }
  }
}
