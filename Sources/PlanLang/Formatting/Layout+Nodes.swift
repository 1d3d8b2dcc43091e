// Statements, declarations and members: their parts in order, broken where the grammar allows and the width asks.

extension Layout {
  /// Lays out a node from the current column on; `tail` columns must stay free on its last line.
  mutating func place(_ node: SyntaxNode, _ place: Place, tail: Int = 0) {
    guard node.endTokenIndex > node.firstTokenIndex else { return }
    switch node.kind {
    case .body, .members: return placeBody(node, indent: place.indent, tail: tail)
    case .table: return placeTable(node, indent: place.indent)
    case .ifStatement: return placeIf(node, indent: place.indent)
    case .query, .reportPipeline: return placePipeline(node, place, tail: tail, keepsLines: true)
    default: break
    }
    if !Layout.mayHoldLines(node.kind), fits(node.firstTokenIndex, node.lastTokenIndex, tail: tail) {
      put(node)
    } else {
      placeOpened(node, place, tail: tail)
    }
  }

  /// Whether a node may hold a block or a pipeline, whose lines a person chose.
  private static func mayHoldLines(_ kind: SyntaxKind) -> Bool {
    switch kind {
    case .queryStatement, .letDeclaration, .forStatement, .scenarioStatement, .addCommand, .importCommand,
      .importMapping,
      .importCase, .block, .childBlock, .perGroup, .checkDeclaration, .checkSubject, .testMember, .moveDeclaration,
      .lossDeclaration, .scaleDeclaration, .choiceDeclaration, .entityDeclaration, .extendEntity, .worksheetDeclaration,
      .worksheetGroup, .extendCheck:
      true
    default: false
    }
  }

  /// Lays out the parts of a node that does not fit on the line, or holds lines of its own.
  private mutating func placeOpened(_ node: SyntaxNode, _ place: Place, tail: Int) {
    switch node.kind {
    case .binary: placeBinary(node, place, tail: tail)
    case .conditional: placeConditional(node, place, tail: tail)
    case .parenthesized, .subquery, .list, .valueList, .call: placeBracketed(node, tail: tail)
    case .thing, .label, .reference, .textLiteral, .helpCommand: put(node)
    default: placeParts(node, place, tail: tail)
    }
  }

  /// The parts of a node one after the other. A line is broken after a comma where the next part does not fit.
  mutating func placeParts(_ node: SyntaxNode, _ place: Place, tail: Int, breaksAtEveryComma: Bool = false) {
    let elements = node.elements
    for (position, element) in elements.enumerated() {
      let rest = tailWidth(elements, after: position, tail: tail)
      switch element {
      case .token(let index):
        guard tree.tokens[index].kind != .semicolon else { continue }
        put(index)
        if tree.tokens[index].kind == .comma, position + 1 < elements.count {
          let next = elements[position + 1]
          let after = tailWidth(elements, after: position + 1, tail: tail)
          if breaksAtEveryComma || !fits(next.firstToken, next.lastToken, tail: after) {
            startLine(next.firstToken, indent: place.continuation)
          }
        }
      case .node(let child):
        if child.kind == .eachClause, isOnItsOwnLine(child, place, tail: rest) {
          startLine(child.firstTokenIndex, indent: place.indent + Layout.step)
        }
        self.place(child, place, tail: rest)
      }
    }
  }

  /// The `each` of a check may stand on a line of its own; it does where it was put there, does not fit, or where what
  /// stands before it takes several lines.
  private func isOnItsOwnLine(_ clause: SyntaxNode, _ place: Place, tail: Int) -> Bool {
    tree.tokens[clause.firstTokenIndex].startsLine || lineIndent > place.indent
      || !fits(clause.firstTokenIndex, clause.lastTokenIndex, tail: tail)
  }

  /// The columns that what follows a part takes on the part's last line, up to where a break is possible.
  private func tailWidth(_ elements: [Element], after position: Int, tail: Int) -> Int {
    var result = 0
    for element in elements[(position + 1)...] {
      switch element {
      case .token(let index):
        result += flatWidth(index, index) + (spacing.isGlued(index) ? 0 : 1)
        if tree.tokens[index].kind == .comma { return result }
      case .node(let child):
        switch child.kind {
        case .evidence, .typeName, .scenarioName, .plainModifier:
          result += flatWidth(child.firstTokenIndex, child.lastTokenIndex) + 1
        default:
          // The next part is broken where it needs to be; only its first token must stand here.
          return result + flatWidth(child.firstTokenIndex, child.firstTokenIndex) + 1
        }
      }
    }
    return result + tail
  }

  // MARK: Pipelines

  /// A source and its steps: on one line if it was and fits, else each step on its own line.
  mutating func placePipeline(_ node: SyntaxNode, _ place: Place, tail: Int, keepsLines: Bool) {
    var steps = Array(node.children)
    guard let source = steps.first, steps.count > 1 else {
      if let source = steps.first { self.place(source, place, tail: tail) }
      return
    }
    steps.removeFirst()
    let wasOpened = steps.contains { step in
      let bar = step.firstTokenIndex - 1
      return bar > node.firstTokenIndex && tree.tokens[bar].startsLine || tree.tokens[bar + 1].startsLine
    }
    if !(keepsLines && wasOpened), fits(node.firstTokenIndex, node.lastTokenIndex, tail: tail) {
      put(node)
      return
    }
    self.place(source, place)
    for step in steps {
      let bar = step.firstTokenIndex - 1
      let isFirst = bar == node.firstTokenIndex
      let indent = isFirst ? place.indent : place.indent + Layout.step
      if !isFirst { startLine(bar, indent: indent) }
      put(bar)
      let isLast = step.endTokenIndex == node.endTokenIndex
      placeStep(step, Place(indent: indent, inBrackets: place.inBrackets), tail: isLast ? tail : 0)
    }
  }

  private mutating func placeStep(_ step: SyntaxNode, _ place: Place, tail: Int) {
    if fits(step.firstTokenIndex, step.lastTokenIndex, tail: tail) {
      put(step)
      return
    }
    // Columns with formulas read best one below the other, plain ones side by side.
    let named = step.children.contains { child in
      child.kind == .assignment || child.kind == .column && child.elements.count > 1
    }
    placeParts(step, place, tail: tail, breaksAtEveryComma: named)
  }
}
