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
