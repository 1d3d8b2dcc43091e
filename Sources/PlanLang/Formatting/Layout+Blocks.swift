// Programs, blocks and their members: one to a line, unless a block was on one line and still fits there.

extension Layout {
  /// Where a part of the text stands, and so where its lines go on.
  struct Place {
    /// The indentation of the statement, member or step.
    var indent: Int
    /// The indentation of its further lines.
    var continuation: Int
    /// Whether it stands inside round or square brackets, where a line may break anywhere.
    var inBrackets = false

    init(indent: Int, continuation: Int? = nil, inBrackets: Bool = false) {
      self.indent = indent
      self.continuation = continuation ?? indent + Layout.continuation
      self.inBrackets = inBrackets
    }

    /// The same place with its further lines one step in.
    var deeper: Place { Place(indent: indent, continuation: continuation + Layout.step, inBrackets: inBrackets) }
  }

  mutating func placeProgram() {
    placeItems(tree.root.children, indent: 0)
    if let end = tree.tokens.indices.last {
      startLine(end, indent: 0)
      allowBlankLine(before: end)
    }
  }

  /// Statements, declarations or members, each on a line of its own.
  mutating func placeItems(_ items: some Sequence<SyntaxNode>, indent: Int) {
    var previous: SyntaxNode?
    for item in items where item.endTokenIndex > item.firstTokenIndex {
      let first = item.firstTokenIndex
      startLine(first, indent: indent)
      allowBlankLine(before: first)
      // On a new line a `|` would go on with the statement before it.
      if previous != nil, tree.tokens[first].kind == .bar, tree.tokens[first - 1].kind == .semicolon {
        keepSemicolon(first - 1)
      }
      place(item, Place(indent: indent))
      previous = item
    }
  }

  /// `{ ... }`
  mutating func placeBody(_ node: SyntaxNode, indent: Int, tail: Int = 0, isOpen: Bool = false) {
    let open = node.firstTokenIndex
    let close = node.lastTokenIndex
    if !isOpen, staysOnOneLine(node, tail: tail) {
      keepSemicolons(in: node)
      put(node)
      return
    }
    put(open)
    let items = Array(node.children)
    alignEqualSigns(items, indent: indent + Layout.step)
    placeItems(items, indent: indent + Layout.step)
    if items.isEmpty, !hasComments(before: close) {
      put(close)
    } else {
      placeClosing(close, indent: indent)
    }
  }

  /// A closing brace or bracket on a line of its own; comments above it belong to what it closes.
  mutating func placeClosing(_ close: Int, indent: Int) {
    startLine(close, indent: indent)
    indentComments(before: close, by: indent + Layout.step)
    put(close)
  }

  /// Whether a block was written on one line, and fits there.
  private func staysOnOneLine(_ node: SyntaxNode, tail: Int) -> Bool {
    !wasBroken(node.firstTokenIndex, node.lastTokenIndex)
      && fits(node.firstTokenIndex, node.lastTokenIndex, tail: tail) && !holdsTable(node)
  }

  /// Rows end with their lines, so a table never stands on one.
  private func holdsTable(_ node: SyntaxNode) -> Bool {
    node.kind == .table || node.children.contains { holdsTable($0) }
  }

  /// Keeps the separators between the members of blocks that stay on one line.
  mutating func keepSemicolons(in node: SyntaxNode) {
    if node.kind == .body || node.kind == .members {
      var previous: SyntaxNode?
      for item in node.children {
        if let previous, previous.endTokenIndex < item.firstTokenIndex { keepSemicolon(previous.endTokenIndex) }
        previous = item
      }
    }
    for child in node.children { keepSemicolons(in: child) }
  }

  /// `if ... { ... } else ...`: either all of it is on one line, or every part is open.
  mutating func placeIf(_ node: SyntaxNode, indent: Int) {
    if !wasBroken(node.firstTokenIndex, node.lastTokenIndex), fits(node.firstTokenIndex, node.lastTokenIndex) {
      keepSemicolons(in: node)
      put(node)
      return
    }
    for element in node.elements {
      switch element {
      case .token(let index): put(index)
      case .node(let child):
        switch child.kind {
        case .body: placeBody(child, indent: indent, isOpen: true)
        case .ifStatement: placeIf(child, indent: indent)
        default: place(child, Place(indent: indent), tail: 2)
        }
      }
    }
  }

  // MARK: Lining up

  /// The most blanks a name gets to line up its `=` with the neighbours'.
  private static let widestGap = 10

  /// Lines up the `=` of neighbouring fields: at least two lines one below the other, no blank line or comment line
  /// between them, each short enough for its line, their names not too different in length.
  private mutating func alignEqualSigns(_ items: [SyntaxNode], indent: Int) {
    var run: [SyntaxNode] = []
    for item in items {
      if !run.isEmpty, !isNeighbour(item) || !isSimpleField(item, indent: indent) {
        alignRun(run, indent: indent)
        run = []
      }
      if isSimpleField(item, indent: indent) { run.append(item) }
    }
    alignRun(run, indent: indent)
  }

  private mutating func alignRun(_ run: [SyntaxNode], indent: Int) {
    let names = run.map { flatWidth($0.firstTokenIndex, $0.firstTokenIndex) }
    guard run.count > 1, let longest = names.max(), let shortest = names.min(), longest > shortest,
      longest - shortest <= Layout.widestGap
    else { return }
    for (item, name) in zip(run, names) where mayBreak(item) {
      if indent + longest - name + flatWidth(item.firstTokenIndex, item.lastTokenIndex) > width { return }
    }
    for (item, name) in zip(run, names) where name < longest {
      padding[item.firstTokenIndex + 1] = Int32(longest - name)
    }
  }

  /// Whether a field is a name, `=` and something short enough for the line.
  private func isSimpleField(_ item: SyntaxNode, indent: Int) -> Bool {
    let first = item.firstTokenIndex
    let last = item.lastTokenIndex
    switch item.kind {
    case .fieldMember, .settingValue: break
    case .importMapping where item.child(of: .importCase) == nil: break
    default: return false
    }
    return tree.tokens[first + 1].kind == .equal && !hasComments(first, last) && !isTall(first, last)
      && (indent + flatWidth(first, last) <= width || !mayBreak(item))
  }

  /// Whether a field's value would be laid out over several lines if it didn't fit on one.
  private func mayBreak(_ item: SyntaxNode) -> Bool {
    item.children.contains { $0.kind == .valueList || $0.kind == .parenthesized }
  }

  /// Whether nothing but the line break, and a comment at the end of the line, stands between an item and the one before.
  private func isNeighbour(_ item: SyntaxNode) -> Bool {
    let first = item.firstTokenIndex
    return !comments.blankLineBefore.contains(first)
      && !(comments.beforeToken[first]?.contains { !$0.isTrailing || $0.followsBlankLine } ?? false)
  }
}
