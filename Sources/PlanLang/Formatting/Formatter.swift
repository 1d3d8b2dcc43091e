/// Lays out PlanLang text in its one canonical form.
///
/// The same tokens come out in the same order (only `;` and line breaks between statements and members change), comments
/// stay, and formatting what was formatted changes nothing. The manual's page on formatting tells the rules.
public struct Formatter: Sendable {
  /// The columns a line should not exceed.
  public let width: Int

  public init(width: Int = 100) {
    self.width = max(20, width)
  }

  /// The text of a tree in canonical form; a text with syntax errors comes back unchanged.
  public func format(_ tree: SyntaxTree) -> String {
    guard !tree.diagnostics.contains(where: { $0.severity == .error }) else { return tree.source.text }
    let bytes = formattedBytes(tree)
    // A person's data is worth a second look: should the result not read as the same tokens, nothing is changed.
    guard Formatter.sameTokens(tree, SourceText(name: nil, bytes: bytes)) else { return tree.source.text }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The formatted text, not yet looked at again.
  func formattedBytes(_ tree: SyntaxTree) -> [UInt8] {
    var layout = Layout(tree, width: width)
    layout.placeProgram()
    return layout.written()
  }

  /// Whether a text has the tokens of a tree, separators apart.
  static func sameTokens(_ tree: SyntaxTree, _ text: SourceText) -> Bool {
    let lexer = Lexer(text)
    guard lexer.diagnostics.isEmpty else { return false }
    var index = 0
    for token in lexer.tokens where token.kind != .semicolon {
      while index < tree.tokens.count, tree.tokens[index].kind == .semicolon { index += 1 }
      guard index < tree.tokens.count else { return false }
      let other = tree.tokens[index]
      guard token.kind == other.kind, token.end - token.start == other.end - other.start,
        text.bytes[Int(token.start)..<Int(token.end)]
          == tree.source.bytes[Int(other.start)..<Int(other.end)]
      else { return false }
      index += 1
    }
    while index < tree.tokens.count, tree.tokens[index].kind == .semicolon { index += 1 }
    return index == tree.tokens.count
  }
}
