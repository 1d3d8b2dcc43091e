/// The lossless syntax tree of one source text: every token belongs to it, and tokens with the gaps between them are the text.
///
/// Nodes live in one array; a node knows its first child and its next sibling. Trees never change once parsed.
public final class SyntaxTree: Sendable {
  @usableFromInline struct Node: Sendable {
    @usableFromInline var kind: SyntaxKind
    /// How many levels of nodes are below this one.
    var height: UInt16 = 0
    @usableFromInline var firstToken: Int32
    @usableFromInline var endToken: Int32
    @usableFromInline var firstChild: Int32 = -1
    @usableFromInline var nextSibling: Int32 = -1
  }

  public let source: SourceText
  public let tokens: ContiguousArray<Token>
  let nodes: ContiguousArray<Node>
  let rootID: Int32
  /// What the lexer and the parser had to say.
  public let diagnostics: [Diagnostic]

  init(
    source: SourceText, tokens: ContiguousArray<Token>, nodes: ContiguousArray<Node>, rootID: Int32,
    diagnostics: [Diagnostic]
  ) {
    self.source = source
    self.tokens = tokens
    self.nodes = nodes
    self.rootID = rootID
    self.diagnostics = diagnostics
  }

  /// The `program` node.
  public var root: SyntaxNode { SyntaxNode(tree: self, id: rootID) }

  /// The node with a number.
  public func node(_ id: Int32) -> SyntaxNode { SyntaxNode(tree: self, id: id) }

  /// The tree's text, put together again from its tokens and the gaps between them by walking the nodes.
  public func printed() -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.bytes.count)
    var position = 0
    func put(tokensUpTo end: Int, from start: inout Int) {
      while start < end {
        let tokenEnd = Int(tokens[start].end)
        bytes.append(contentsOf: source.bytes[position..<tokenEnd])
        position = tokenEnd
        start += 1
      }
    }
    // The nodes being walked, with the next child of each: a list of our own, because trees may be higher than the stack.
    var path: [(end: Int, child: Int32)] = [(root.endTokenIndex, nodes[Int(rootID)].firstChild)]
    var token = root.firstTokenIndex
    while let node = path.last {
      if node.child >= 0 {
        let child = nodes[Int(node.child)]
        path[path.count - 1].child = child.nextSibling
        put(tokensUpTo: Int(child.firstToken), from: &token)
        path.append((Int(child.endToken), child.firstChild))
      } else {
        put(tokensUpTo: node.end, from: &token)
        path.removeLast()
      }
    }
    bytes.append(contentsOf: source.bytes[position...])
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of a token.
  public func text(ofToken index: Int) -> String {
    let token = tokens[index]
    return source.text(Int(token.start), Int(token.end))
  }

  /// The place of a token.
  public func range(ofToken index: Int) -> SourceRange {
    let token = tokens[index]
    return SourceRange(source: source, start: Int(token.start), end: Int(token.end))
  }

  /// Whether a token's text is exactly `word`.
  public func token(_ index: Int, is word: StaticString) -> Bool {
    let token = tokens[index]
    let length = Int(token.end - token.start)
    guard length == word.utf8CodeUnitCount else { return false }
    return source.bytes.withUnsafeBufferPointer { bytes in
      for k in 0..<length where bytes[Int(token.start) + k] != word.utf8Start[k] { return false }
      return true
    }
  }

  /// The name a name token stands for: its text without backticks.
  public func name(ofToken index: Int) -> String {
    let token = tokens[index]
    if token.kind == .quotedName { return source.text(Int(token.start) + 1, Int(token.end) - 1) }
    return source.text(Int(token.start), Int(token.end))
  }
}

/// A node of a syntax tree, seen with its tree.
public struct SyntaxNode: Sendable, Equatable {
  public let tree: SyntaxTree
  public let id: Int32

  public static func == (left: SyntaxNode, right: SyntaxNode) -> Bool {
    left.tree === right.tree && left.id == right.id
  }

  private var raw: SyntaxTree.Node { tree.nodes[Int(id)] }
  public var kind: SyntaxKind { raw.kind }
  public var firstTokenIndex: Int { Int(raw.firstToken) }
  public var endTokenIndex: Int { Int(raw.endToken) }
  public var lastTokenIndex: Int { Int(raw.endToken) - 1 }
  public var isMissing: Bool { kind == .missing }

  /// The node's children, in the order of the text.
  public var children: Children { Children(tree: tree, following: raw.firstChild) }

  public struct Children: Sequence, IteratorProtocol {
    /// The last child, or nil.
    public var last: SyntaxNode? { reduce(nil) { $1 } }
    let tree: SyntaxTree
    var following: Int32

    public mutating func next() -> SyntaxNode? {
      guard following >= 0 else { return nil }
      let node = SyntaxNode(tree: tree, id: following)
      following = tree.nodes[Int(following)].nextSibling
      return node
    }
  }

  /// The child at a position, or nil.
  public func child(_ index: Int) -> SyntaxNode? {
    var rest = children
    for _ in 0..<index { guard rest.next() != nil else { return nil } }
    return rest.next()
  }

  /// The first child of a kind, or nil.
  public func child(of kind: SyntaxKind) -> SyntaxNode? { children.first { $0.kind == kind } }

  /// Every child of a kind.
  public func children(of kind: SyntaxKind) -> [SyntaxNode] { children.filter { $0.kind == kind } }

  /// The place of the node, from its first token to its last; for a missing one, the place where it should stand.
  public var range: SourceRange {
    let tokens = tree.tokens
    if endTokenIndex <= firstTokenIndex {
      let at = firstTokenIndex == 0 ? 0 : Int(tokens[firstTokenIndex - 1].end)
      return SourceRange(source: tree.source, start: at, end: at)
    }
    return SourceRange(
      source: tree.source, start: Int(tokens[firstTokenIndex].start), end: Int(tokens[lastTokenIndex].end))
  }

  /// The node's text without the trivia around it.
  public var text: String { range.text }

  public func tokenText(_ index: Int) -> String { tree.text(ofToken: index) }
  public func tokenKind(_ index: Int) -> TokenKind { tree.tokens[index].kind }

  /// The name the node's first token stands for.
  public var firstName: String { tree.name(ofToken: firstTokenIndex) }
  /// The place of the node's first token.
  public var firstTokenRange: SourceRange { tree.range(ofToken: firstTokenIndex) }
  /// The place of the node's last token.
  public var lastTokenRange: SourceRange { tree.range(ofToken: lastTokenIndex) }

  /// The indices of the node's own tokens: those that belong to none of its children.
  public var ownTokens: [Int] {
    var result: [Int] = []
    var token = firstTokenIndex
    for child in children {
      while token < child.firstTokenIndex {
        result.append(token)
        token += 1
      }
      token = max(token, child.endTokenIndex)
    }
    while token < endTokenIndex {
      result.append(token)
      token += 1
    }
    return result
  }

  /// The first of the node's own tokens with a kind, or nil.
  public func ownToken(_ kind: TokenKind) -> Int? { ownTokens.first { tree.tokens[$0].kind == kind } }

  /// The first of the node's own tokens with exactly this text, or nil.
  public func ownToken(_ word: StaticString) -> Int? { ownTokens.first { tree.token($0, is: word) } }
}
