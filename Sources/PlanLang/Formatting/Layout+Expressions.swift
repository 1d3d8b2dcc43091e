// Expressions that do not fit on their line: opened from the outside in.

extension Layout {
  /// `a op b op c`: one operand to a line. Inside brackets the operators stand in front, elsewhere at the ends of the
  /// lines, because only there does the statement go on.
  mutating func placeBinary(_ node: SyntaxNode, _ place: Place, tail: Int) {
    guard let chain = Chain(node) else { return placeParts(node, place, tail: tail) }
    if chain.binding == Binding.comparison { return placeComparison(chain, place, tail: tail) }
    let inner = place.deeper
    self.place(chain.operands[0], inner, tail: place.inBrackets ? 0 : operatorTail(chain.operators[0]))
    for (position, sign) in chain.operators.enumerated() {
      let operand = chain.operands[position + 1]
      let isLast = position + 1 == chain.operators.count
      if place.inBrackets {
        startLine(sign, indent: place.continuation)
        put(sign)
        self.place(operand, inner, tail: isLast ? tail : 0)
      } else {
        put(sign)
        if mayStartLine(operand.firstTokenIndex) { startLine(operand.firstTokenIndex, indent: place.continuation) }
        self.place(operand, inner, tail: isLast ? tail : operatorTail(chain.operators[position + 1]))
      }
    }
  }

  private func operatorTail(_ sign: Int) -> Int { flatWidth(sign, sign) + 1 }

  private mutating func placeComparison(_ chain: Chain, _ place: Place, tail: Int) {
    self.place(chain.operands[0], place, tail: operatorTail(chain.operators[0]))
    put(chain.operators[0])
    let right = chain.operands[1]
    let first = right.firstTokenIndex
    let needed = flatWidth(first, right.lastTokenIndex) + tail
    if !fits(first, right.lastTokenIndex, tail: tail), !hasComments(first, right.lastTokenIndex), mayStartLine(first),
      place.continuation + needed <= width, right.kind != .call, right.kind != .parenthesized
    {
      startLine(first, indent: place.continuation)
    }
    self.place(right, place, tail: tail)
  }

  /// Whether a token may be the first of a line where only the operator before it says that the statement goes on: a
  /// word that could start a statement would be read as one.
  private func mayStartLine(_ index: Int) -> Bool {
    guard tree.tokens[index].kind == .name else { return true }
    let word = tree.text(ofToken: index)
    return !Vocabulary.statements.contains(word) && !Vocabulary.declarations.contains(word)
      && !Parser.checkMembers.contains(word)
  }

  /// `if a then b else c`: inside brackets a line for each case, elsewhere on the line it began on.
  mutating func placeConditional(_ node: SyntaxNode, _ place: Place, tail: Int) {
    guard place.inBrackets else { return placeParts(node, place, tail: tail) }
    let elements = node.elements
    for (position, element) in elements.enumerated() {
      switch element {
      case .token(let index):
        if tree.tokens[index].kind == .else { startLine(index, indent: place.continuation) }
        if tree.tokens[index].kind == .then, position + 1 < elements.count {
          let value = elements[position + 1]
          if !fits(index, value.lastToken) { startLine(index, indent: place.continuation + Layout.step) }
        }
        put(index)
      case .node(let child):
        let isLast = position + 1 == elements.count
        if isLast, child.kind == .conditional {
          // A further `if` after `else` is one more case of the same choice.
          placeConditional(child, place, tail: tail)
        } else {
          self.place(child, place.deeper, tail: isLast ? tail : 0)
        }
      }
    }
  }

  /// The least columns inside brackets that are worth lines of their own.
  private static let leastOpened = 12

  /// Brackets around something: the inside on lines of its own, one step in.
  mutating func placeBracketed(_ node: SyntaxNode, tail: Int) {
    let elements = node.elements
    guard let opening = elements.firstIndex(where: { isOpening($0) }), case .token(let close)? = elements.last,
      opening + 1 < elements.count - 1
    else { return put(node) }
    let content = Array(elements[(opening + 1)..<(elements.count - 1)])
    for element in elements[...opening] { put(element.firstToken, through: element.lastToken) }
    let first = content[0].firstToken
    let last = content[content.count - 1].lastToken
    if flatWidth(first, last) < Layout.leastOpened, !hasComments(first, close), !hasComments(before: first) {
      put(first, through: close)
      return
    }
    let outer = lineIndent
    let inner = outer + Layout.step
    startLine(first, indent: inner)
    placeContent(content, Place(indent: inner, continuation: inner, inBrackets: true))
    placeClosing(close, indent: outer)
  }

  private func isOpening(_ element: Element) -> Bool {
    guard case .token(let index) = element else { return false }
    return tree.tokens[index].kind == .leftParen || tree.tokens[index].kind == .leftBracket
  }

  private mutating func placeContent(_ content: [Element], _ place: Place) {
    let first = content[0].firstToken
    let last = content[content.count - 1].lastToken
    if fits(first, last) { return put(first, through: last) }
    if content.count == 1, case .node(let only) = content[0] {
      switch only.kind {
      case .aggregate: placeAggregate(only, place)
      case .query: placePipeline(only, place, tail: 0, keepsLines: false)
      default: self.place(only, place)
      }
      return
    }
    // Elements with commas: plain ones side by side, others one below the other.
    let arePlain = content.allSatisfy { $0.firstToken == $0.lastToken }
    for (position, element) in content.enumerated() {
      switch element {
      case .token(let index):
        put(index)
        guard tree.tokens[index].kind == .comma, position + 1 < content.count else { continue }
        let next = content[position + 1]
        if !arePlain || !fits(next.firstToken, next.lastToken, tail: 1) {
          startLine(next.firstToken, indent: place.continuation)
        }
      case .node(let child): self.place(child, place.deeper, tail: 1)
      }
    }
  }

  /// `value of source where condition`, in lines that start with `of` and `where`.
  private mutating func placeAggregate(_ node: SyntaxNode, _ place: Place) {
    for element in node.elements {
      switch element {
      case .token(let index):
        if tree.token(index, is: "of") { startLine(index, indent: place.continuation) }
        put(index)
      case .node(let child):
        if child.kind == .aggregateWhere, !fits(child.firstTokenIndex, child.lastTokenIndex) {
          startLine(child.firstTokenIndex, indent: place.continuation)
        }
        self.place(child, child.kind == .aggregateWhere ? place.deeper : place)
      }
    }
  }

  /// Operands joined by operators that bind equally: `a - b + c`.
  private struct Chain {
    var operands: [SyntaxNode] = []
    /// The operators, by their tokens.
    var operators: [Int] = []
    let binding: Int

    init?(_ node: SyntaxNode) {
      guard let (left, sign, right) = Chain.parts(node), let binding = Binding.of(node.tokenKind(sign)) else {
        return nil
      }
      self.binding = binding
      if binding == Binding.fallback {
        operands = [left]
        operators = [sign]
        var rest = right
        while rest.kind == .binary, let (next, sign, right) = Chain.parts(rest),
          Binding.of(node.tokenKind(sign)) == binding
        {
          operands.append(next)
          operators.append(sign)
          rest = right
        }
        operands.append(rest)
      } else {
        operands = [right]
        operators = [sign]
        var rest = left
        while binding != Binding.comparison, rest.kind == .binary, let (left, sign, right) = Chain.parts(rest),
          Binding.of(node.tokenKind(sign)) == binding
        {
          operands.append(right)
          operators.append(sign)
          rest = left
        }
        operands.append(rest)
        operands.reverse()
        operators.reverse()
      }
    }

    private static func parts(_ node: SyntaxNode) -> (SyntaxNode, Int, SyntaxNode)? {
      guard let left = node.child(0), let right = node.child(1) else { return nil }
      return (left, left.endTokenIndex, right)
    }
  }
}
