/// A syntax tree as plain memory, for work that visits all of it: nodes and tokens by number, nothing counted or copied.
///
/// The tree must outlive it. A node's number is its `SyntaxNode.id`; -1 is no node.
public struct TreeReader {
  @usableFromInline let nodes: UnsafeBufferPointer<SyntaxTree.Node>
  @usableFromInline let tokens: UnsafeBufferPointer<Token>
  @usableFromInline let bytes: UnsafeBufferPointer<UInt8>

  /// Reads a tree, which the caller keeps. Trees never change, so their memory stays where it is.
  public init(_ tree: SyntaxTree) {
    nodes = tree.nodes.withUnsafeBufferPointer { $0 }
    tokens = tree.tokens.withUnsafeBufferPointer { $0 }
    bytes = tree.source.bytes.withUnsafeBufferPointer { $0 }
  }

  // MARK: Nodes

  @inlinable public func kind(_ node: Int32) -> SyntaxKind { nodes[Int(node)].kind }
  @inlinable public func firstToken(_ node: Int32) -> Int { Int(nodes[Int(node)].firstToken) }
  @inlinable public func endToken(_ node: Int32) -> Int { Int(nodes[Int(node)].endToken) }
  @inlinable public func firstChild(_ node: Int32) -> Int32 { nodes[Int(node)].firstChild }
  @inlinable public func next(_ node: Int32) -> Int32 { nodes[Int(node)].nextSibling }

  /// The first child of a kind, or -1.
  @inlinable public func child(_ node: Int32, of kind: SyntaxKind) -> Int32 {
    var child = firstChild(node)
    while child >= 0, self.kind(child) != kind { child = next(child) }
    return child
  }

  // MARK: Tokens

  @inlinable public func tokenKind(_ token: Int) -> TokenKind { tokens[token].kind }
  @inlinable public func start(ofToken token: Int) -> Int { Int(tokens[token].start) }

  /// The text of a token.
  @inlinable public func bytes(ofToken token: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[Int(tokens[token].start)..<Int(tokens[token].end)])
  }

  /// The text of a node without the trivia around it; empty for a missing one.
  @inlinable public func bytes(ofNode node: Int32) -> UnsafeBufferPointer<UInt8> {
    let (first, end) = (firstToken(node), endToken(node))
    guard end > first else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(rebasing: bytes[Int(tokens[first].start)..<Int(tokens[end - 1].end)])
  }

  /// What stands from one token to another, the trivia between included.
  @inlinable public func bytes(fromToken first: Int, through last: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[Int(tokens[first].start)..<Int(tokens[max(first, last)].end)])
  }

  /// What stands between the quotes of a text token; nil where it is more than its bytes say (escapes, several lines,
  /// foreign quotes).
  @inlinable public func plainText(ofToken token: Int) -> UnsafeBufferPointer<UInt8>? {
    guard tokens[token].kind == .text else { return nil }
    let whole = bytes(ofToken: token)
    let length = whole.count - 2
    guard length >= 0, whole[0] == 0x22, whole[length + 1] == 0x22 else { return nil }
    for index in 1..<(length + 1) where whole[index] == 0x5C { return nil }
    return UnsafeBufferPointer(rebasing: whole[1..<(length + 1)])
  }
}
