/// What a token is; the parser decides by this and, for contextual words, by the token's text.
public enum TokenKind: UInt8, Sendable {
  case endOfFile
  case name, quotedName, underscore
  // Texts. A text with interpolations comes as head, the tokens of the expression, middle or tail.
  case text, textHead, textMiddle, textTail, multilineText
  case number, percent, money, duration, date, month, quarter
  // Reserved words.
  case and, or, not, `in`, `is`, `if`, then, `else`, yes, no, `true`, `false`, unknown, none
  // Punctuation and operators.
  case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, semicolon, bar, arrow, dot, dotDot
  case equal, notEqual, less, lessEqual, greater, greaterEqual, tilde
  case plus, minus, star, slash, questionQuestion
  /// A character no rule of the language takes.
  case invalid

  /// Whether the token is one of the reserved words, which can't be names.
  public var isReservedWord: Bool { rawValue >= TokenKind.and.rawValue && rawValue <= TokenKind.none.rawValue }
}

/// One token: its kind and its place. White space and comments (trivia) are the gaps between tokens,
/// so that tokens and gaps together are the source text byte for byte.
public struct Token: Sendable {
  public let kind: TokenKind
  /// Whether a line break stands between the token before and this one.
  public let startsLine: Bool
  public let start: UInt32
  public let end: UInt32
}
