/// Decides, token by token, what stands before each: nothing, blanks, or a new line with its indentation.
///
/// The tree is walked once in the order of the text. How wide a stretch is on one line is known beforehand, so asking
/// whether it still fits costs nothing, and a group is broken from the outside in: what does not fit is opened up, what
/// is inside it may fit again. Only four things of the old layout count: comments, blank lines, blocks written on one
/// line, and pipelines written over several.
///
/// It can't be copied: unoptimised builds would copy it onto the stack at each question asked of it.
struct Layout: ~Copyable {
  let tree: SyntaxTree
  let width: Int
  let spacing: Spacing
  var comments: Comments

  /// The columns of a step inwards.
  static let step = 2
  /// How far a line that goes on stands in from where its statement or step starts.
  static let continuation = 4

  /// For each token, the indentation of the new line it starts, or -1.
  private(set) var lineBreak: ContiguousArray<Int32>
  /// Blanks before a token beyond what spacing asks for, to line it up.
  var padding: ContiguousArray<Int32>
  /// Where comments before a token stand, if not where the token does: those before a closing brace.
  private(set) var commentIndent: [Int: Int] = [:]
  /// Tokens that may keep a blank line above them.
  private(set) var mayFollowBlankLine: ContiguousArray<Bool>
  /// The `;` that stay: those inside blocks on one line, and one before a line that starts with `|`.
  private(set) var keptSemicolons: Set<Int> = []

  /// The columns taken on the line being filled.
  private(set) var column = 0
  /// The indentation of the line being filled.
  private(set) var lineIndent = 0

  // Sums over tokens, so that a stretch is measured by one subtraction.
  private var widthBefore: ContiguousArray<Int32>
  private var commentsBefore: ContiguousArray<Int32>
  /// The next token at or after each that spans lines, or the number of tokens.
  private var nextTall: ContiguousArray<Int32>
  /// The columns after the last line break inside tokens that span lines.
  private var lastLineWidth: [Int: Int] = [:]

  init(_ tree: SyntaxTree, width: Int) {
    self.tree = tree
    self.width = width
    let tokens = tree.tokens
    spacing = Spacing(tree.root)
    comments = Comments(tree) { tokens[$0].kind != .semicolon }
    lineBreak = ContiguousArray(repeating: -1, count: tokens.count)
    padding = ContiguousArray(repeating: 0, count: tokens.count)
    mayFollowBlankLine = ContiguousArray(repeating: false, count: tokens.count)
    widthBefore = ContiguousArray(repeating: 0, count: tokens.count + 1)
    commentsBefore = ContiguousArray(repeating: 0, count: tokens.count + 1)
    nextTall = ContiguousArray(repeating: Int32(tokens.count), count: tokens.count + 1)
    moveCommentsBeforeOperators()
    for index in tokens.indices {
      widthBefore[index + 1] = widthBefore[index] + Int32(tokenWidth(index) + (spacing.isGlued(index) ? 0 : 1))
      commentsBefore[index + 1] = commentsBefore[index] + (comments.beforeToken[index] == nil ? 0 : 1)
    }
    for index in tokens.indices.reversed() {
      nextTall[index] = lastLineWidth[index] == nil ? nextTall[index + 1] : Int32(index)
    }
  }

  /// The columns of a token, or of its first line; notes how a token of several lines ends.
  private mutating func tokenWidth(_ index: Int) -> Int {
    let token = tree.tokens[index]
    let bytes = tree.source.bytes[Int(token.start)..<Int(token.end)]
    switch token.kind {
    case .multilineText, .textHead, .textMiddle, .textTail:
      guard let newline = bytes.firstIndex(of: 0x0A) else { break }
      let last = bytes.lastIndex(of: 0x0A).map { bytes.index(after: $0) } ?? bytes.startIndex
      lastLineWidth[index] = DisplayWidth.of(bytes[last...])
      return DisplayWidth.of(bytes[..<newline])
    default: break
    }
    return DisplayWidth.of(bytes)
  }

  // MARK: Measuring

  /// The columns of a stretch of tokens on one line, without the blank before its first.
  func flatWidth(_ first: Int, _ last: Int) -> Int {
    guard last >= first else { return 0 }
    // What comes after the first line of a tall token does not widen this line.
    let end = min(last, Int(nextTall[first]))
    return Int(widthBefore[end + 1] - widthBefore[first]) - (spacing.isGlued(first) ? 0 : 1)
  }

  /// Whether a comment stands between the tokens of a stretch: then it can't be on one line.
  func hasComments(_ first: Int, _ last: Int) -> Bool {
    last > first && commentsBefore[last + 1] > commentsBefore[first + 1]
  }

  func hasComments(before index: Int) -> Bool { commentsBefore[index + 1] > commentsBefore[index] }

  func isTall(_ first: Int, _ last: Int) -> Bool { nextTall[first] <= Int32(last) }

  /// Whether a stretch fits on the line being filled, with `tail` more columns after it.
  func fits(_ first: Int, _ last: Int, tail: Int = 0) -> Bool {
    if hasComments(first, last) { return false }
    let start: Int
    if lineBreak[first] >= 0 {
      start = Int(lineBreak[first])
    } else {
      start = column + (spacing.isGlued(first) ? 0 : 1)
    }
    return start + flatWidth(first, last) + (isTall(first, last) ? 0 : tail) <= width
  }

  /// Whether the text had a line break between two tokens, or inside those between them.
  func wasBroken(_ first: Int, _ last: Int) -> Bool {
    if isTall(first, last) { return true }
    guard last > first else { return false }
    for index in (first + 1)...last where tree.tokens[index].startsLine { return true }
    return false
  }

  // MARK: Placing

  /// Puts a token at the end of the line, or at the start of the next where that was decided or a comment asks for it.
  mutating func put(_ index: Int) {
    if lineBreak[index] < 0, hasComments(before: index) {
      startLine(index, indent: lineIndent + Layout.continuation)
    }
    if lineBreak[index] >= 0 {
      lineIndent = Int(lineBreak[index])
      column = lineIndent
    } else {
      column += spacing.isGlued(index) ? 0 : 1
    }
    column += Int(padding[index])
    if nextTall[index] == Int32(index), let lastLine = lastLineWidth[index] {
      column = lastLine
    } else {
      column += flatWidth(index, index)
    }
  }

  /// Puts a stretch of tokens without deciding any break.
  mutating func put(_ first: Int, through last: Int) {
    guard last >= first else { return }
    for index in first...last where tree.tokens[index].kind != .semicolon || keptSemicolons.contains(index) {
      put(index)
    }
  }

  mutating func put(_ node: SyntaxNode) { put(node.firstTokenIndex, through: node.lastTokenIndex) }

  /// Has a token start a new line.
  mutating func startLine(_ index: Int, indent: Int) { lineBreak[index] = Int32(indent) }

  mutating func keepSemicolon(_ index: Int) { keptSemicolons.insert(index) }

  mutating func allowBlankLine(before index: Int) { mayFollowBlankLine[index] = true }

  mutating func indentComments(before index: Int, by indent: Int) { commentIndent[index] = indent }

  // MARK: Comments and operators

  /// Where a line is broken at an operator, the operator starts the new line; a comment after it would then cut it off
  /// from its operand, so it goes before the operator.
  private mutating func moveCommentsBeforeOperators() {
    if comments.beforeToken.isEmpty { return }
    var waiting = [(node: tree.root, inBrackets: false)]
    while let (node, inBrackets) = waiting.popLast() {
      var inside = inBrackets
      switch node.kind {
      case .parenthesized, .subquery, .call, .list, .valueList: inside = true
      case .members, .body: inside = false
      case .query, .reportPipeline:
        for child in node.children.dropFirst() where child.firstTokenIndex > 0 {
          comments.move(from: child.firstTokenIndex, to: child.firstTokenIndex - 1)
        }
      case .binary where inBrackets:
        if let right = node.child(1) { comments.move(from: right.firstTokenIndex, to: right.firstTokenIndex - 1) }
      default: break
      }
      for child in node.children { waiting.append((child, inside)) }
    }
  }
}

/// A part of a node in the order of the text: one of its own tokens, or a child.
enum Element {
  case token(Int)
  case node(SyntaxNode)

  var firstToken: Int {
    switch self {
    case .token(let index): index
    case .node(let node): node.firstTokenIndex
    }
  }

  var lastToken: Int {
    switch self {
    case .token(let index): index
    case .node(let node): node.lastTokenIndex
    }
  }
}

extension SyntaxNode {
  /// The node's own tokens and its children in the order of the text; children without tokens are left out.
  var elements: [Element] {
    var result: [Element] = []
    var token = firstTokenIndex
    for child in children where child.endTokenIndex > child.firstTokenIndex {
      while token < child.firstTokenIndex {
        result.append(.token(token))
        token += 1
      }
      result.append(.node(child))
      token = child.endTokenIndex
    }
    while token < endTokenIndex {
      result.append(.token(token))
      token += 1
    }
    return result
  }
}
