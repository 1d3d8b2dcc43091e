import Synchronization

/// A text with declarations; its syntax tree is made when something first asks for it.
///
/// A session uses little of the standard library, so most of its texts are never parsed.
final class DeclarationSource: Sendable {
  let source: SourceText
  private let parsed = AtomicLazyReference<SyntaxTree>()

  init(_ source: SourceText) { self.source = source }

  init(_ tree: SyntaxTree) {
    source = tree.source
    _ = parsed.storeIfNil(tree)
  }

  var tree: SyntaxTree { parsed.load() ?? parsed.storeIfNil(Parser.parse(source)) }
}

/// A piece of a declaration's syntax, known by its place in a tree that need not have been made yet.
struct DeclaredNode: Sendable {
  let origin: DeclarationSource
  let id: Int32

  var node: SyntaxNode { SyntaxNode(tree: origin.tree, id: id) }
}

/// A text of a declaration, read from its place only when somebody asks.
struct DeclaredText: Sendable {
  enum Content: Sendable {
    /// Between two quotes, without escapes.
    case plain(SourceRange)
    case fixed(String)
  }
  let content: Content

  init(_ content: Content) { self.content = content }

  init(_ text: String) { content = .fixed(text) }

  /// The text of a token; one that is more than letters between quotes is read at once, so that a mistake is told.
  init(token: Int, in tree: SyntaxTree, report: (Diagnostic) -> Void) {
    let start = Int(tree.tokens[token].start)
    let end = Int(tree.tokens[token].end)
    let bytes = tree.source.bytes[start..<end]
    let quote = UInt8(ascii: "\"")
    let isPlain =
      tree.tokens[token].kind == .text && bytes.count > 1 && bytes.first == quote && bytes.last == quote
      && !bytes.contains(UInt8(ascii: "\\"))
    content =
      isPlain
      ? .plain(SourceRange(source: tree.source, start: start + 1, end: end - 1))
      : .fixed(Literals.text(ofToken: token, in: tree, report: report))
  }

  var text: String {
    switch content {
    case .plain(let range): range.text
    case .fixed(let text): text
    }
  }
}

/// A declaration's documentation comment, read from the text only when somebody asks.
struct Documentation: Sendable {
  enum Content: Sendable {
    case none
    /// The `##` lines of a stretch of text.
    case comment(SourceRange)
    /// The comment lines a file begins with.
    case head(SourceRange)
    case fixed(String)
  }
  let content: Content

  static let none = Documentation(content: .none)

  /// The documentation comment that stands right above a node.
  static func above(_ node: SyntaxNode) -> Documentation {
    let tokens = node.tree.tokens
    guard node.firstTokenIndex < tokens.count else { return none }
    let end = Int(tokens[node.firstTokenIndex].start)
    let start = node.firstTokenIndex == 0 ? 0 : Int(tokens[node.firstTokenIndex - 1].end)
    // Something has to be between two tokens: without a mark there is no comment.
    guard node.tree.source.bytes[start..<end].contains(UInt8(ascii: "#")) else { return none }
    return Documentation(content: .comment(SourceRange(source: node.tree.source, start: start, end: end)))
  }

  /// The comment at the head of a file.
  static func head(of tree: SyntaxTree) -> Documentation {
    let end = tree.tokens.first.map { Int($0.start) } ?? 0
    return Documentation(content: .head(SourceRange(source: tree.source, start: 0, end: end)))
  }

  static func text(_ text: String) -> Documentation { Documentation(content: .fixed(text)) }

  var text: String {
    switch content {
    case .none: ""
    case .fixed(let text): text
    case .comment(let range): Documentation.lines(range.text) { $0.hasPrefix("##") ? $0.dropFirst(2) : nil }
    case .head(let range): Documentation.headLines(range.text)
    }
  }

  /// The lines that are comments of a kind, without their marks, joined.
  private static func lines(_ text: String, _ content: (Substring) -> Substring?) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      content(line.drop { $0 == " " || $0 == "\t" }).map { trimmedBlanks(String($0)) }
    }.joined(separator: " ")
  }

  /// The comment lines before anything else, without their marks; an empty one begins a new paragraph.
  private static func headLines(_ text: String) -> String {
    var paragraphs: [[String]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = trimmedBlanks(String(line))
      guard trimmed.hasPrefix("#"), !trimmed.hasPrefix("#!") else { break }
      let line = trimmedBlanks(String(trimmed.drop { $0 == "#" }))
      if line.isEmpty {
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(line)
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }.joined(separator: "\n\n")
  }
}

/// A text without the blanks at its ends.
func trimmedBlanks(_ text: String) -> String {
  var view = text[...]
  while let first = view.first, first == " " || first == "\t" || first == "\r" { view.removeFirst() }
  while let last = view.last, last == " " || last == "\t" || last == "\r" { view.removeLast() }
  return String(view)
}
