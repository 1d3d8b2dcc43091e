/// Which tokens stand right next to each other on a line; all others have one space between them.
struct Spacing {
  /// The first token looked at.
  private let first: Int
  /// For each token from the first on, whether it stands right after the one before it.
  private var glued: [Bool]

  /// The spacing of the tokens of a node.
  init(_ node: SyntaxNode) {
    let tokens = node.tree.tokens
    let range = node.firstTokenIndex..<max(node.firstTokenIndex, node.endTokenIndex)
    first = range.lowerBound
    // Separators that say nothing are left out, so an empty block may hold some.
    var previous: TokenKind?
    glued = range.map { index in
      let kind = tokens[index].kind
      let isGlued = index > 0 && Spacing.isGlued(kind, after: previous ?? tokens[index - 1].kind)
      if kind != .semicolon { previous = kind }
      return isGlued
    }
    var waiting = [node]
    while let next = waiting.popLast() {
      markException(next)
      for child in next.children { waiting.append(child) }
    }
  }

  /// Whether a token stands right after the one before it.
  func isGlued(_ index: Int) -> Bool { glued[index - first] }

  private static func isGlued(_ kind: TokenKind, after previous: TokenKind) -> Bool {
    switch kind {
    case .comma, .semicolon, .rightParen, .rightBracket, .dot, .dotDot, .textMiddle, .textTail: return true
    case .rightBrace: return previous == .leftBrace
    default: break
    }
    switch previous {
    case .leftParen, .leftBracket, .dot, .dotDot, .textHead, .textMiddle: return true
    default: return false
    }
  }

  private mutating func glue(_ index: Int) { glued[index - first] = true }

  /// What the kinds of two tokens alone don't tell.
  private mutating func markException(_ node: SyntaxNode) {
    let first = node.firstTokenIndex
    switch node.kind {
    case .call:
      glue(first + 1)
    case .defineDeclaration:
      if let open = node.ownToken(.leftParen) { glue(open) }
    case .unary where node.tokenKind(first) == .minus && node.tokenKind(first + 1) != .minus:
      // Two signs together would be a comment's beginning elsewhere, and are told as one.
      glue(first + 1)
    case .helpCommand:
      // Words, however they are written: `help ...` asks about three points.
      for index in (first + 1)..<max(first + 1, node.endTokenIndex) {
        glued[index - self.first] = node.tree.tokens[index].start == node.tree.tokens[index - 1].end
      }
    case .sensitivityReport:
      if let plus = node.ownToken(.plus), node.tokenKind(plus + 1) == .minus {
        glue(plus + 1)
      }
    default: break
    }
  }
}

extension SyntaxNode {
  /// The node's text on one line, spaced as the formatter spaces it: the same however the text was laid out.
  public var canonicalText: String {
    let spacing = Spacing(self)
    var result = ""
    for index in firstTokenIndex..<max(firstTokenIndex, endTokenIndex) {
      if index > firstTokenIndex, !spacing.isGlued(index) { result += " " }
      result += tokenText(index)
    }
    return result
  }
}
