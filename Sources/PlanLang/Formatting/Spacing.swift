/// Which tokens stand right next to each other on a line; all others have one space between them.
struct Spacing {
  /// For each token, whether it stands right after the one before it.
  private(set) var isGlued: [Bool]

  /// The spacing of the tokens below a node; tokens elsewhere are left alone.
  init(_ node: SyntaxNode) {
    let tree = node.tree
    let tokens = tree.tokens
    isGlued = Array(repeating: false, count: tokens.count)
    for index in node.firstTokenIndex..<max(node.firstTokenIndex, node.endTokenIndex) where index > 0 {
      isGlued[index] = Spacing.isGlued(tokens[index].kind, after: tokens[index - 1].kind)
    }
    var waiting = [node]
    while let next = waiting.popLast() {
      markException(next)
      for child in next.children { waiting.append(child) }
    }
  }

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

  /// What the kinds of two tokens alone don't tell.
  private mutating func markException(_ node: SyntaxNode) {
    let first = node.firstTokenIndex
    switch node.kind {
    case .call:
      isGlued[first + 1] = true
    case .defineDeclaration:
      if let open = node.ownToken(.leftParen) { isGlued[open] = true }
    case .unary where node.tokenKind(first) == .minus:
      isGlued[first + 1] = true
    case .sensitivityReport:
      if let plus = node.ownToken(.plus), node.tokenKind(plus + 1) == .minus {
        isGlued[plus + 1] = true
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
      if index > firstTokenIndex, !spacing.isGlued[index] { result += " " }
      result += tokenText(index)
    }
    return result
  }
}
