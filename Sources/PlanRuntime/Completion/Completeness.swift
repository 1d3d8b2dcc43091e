import PlanLang

/// Whether a text typed at the prompt is finished, or plainly goes on on the next line.
public enum Completeness {
  public static func isComplete(_ text: String) -> Bool {
    let lexer = Lexer(SourceText(text))
    var open = 0
    var previous: TokenKind = .endOfFile
    for token in lexer.tokens {
      switch token.kind {
      case .leftParen, .leftBracket, .leftBrace: open += 1
      case .rightParen, .rightBracket, .rightBrace: open -= 1
      default: break
      }
      if token.kind != .endOfFile { previous = token.kind }
    }
    // A `"""` that is still open goes on; a text that misses its quote on one line is a slip to be told.
    if lexer.diagnostics.contains(where: {
      $0.code == .unterminatedText && $0.primary?.range.text.hasPrefix("\"\"\"") == true
    }) {
      return false
    }
    if open > 0 { return false }
    return !goesOn(after: previous)
  }

  /// Whether a statement goes on in the next line after a token of this kind.
  static func goesOn(after kind: TokenKind) -> Bool {
    switch kind {
    case .bar, .comma, .arrow, .and, .or, .plus, .minus, .star, .slash, .questionQuestion, .equal, .notEqual, .less,
      .lessEqual, .greater, .greaterEqual, .tilde:
      true
    default: false
    }
  }
}
