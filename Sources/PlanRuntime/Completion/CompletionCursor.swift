import PlanLang

/// What stands before the cursor: the words of the statement being typed, and the blocks it is in.
struct CompletionCursor {
  /// A token as completion needs it.
  struct Word {
    let kind: TokenKind
    let text: String
    /// The text from the statement's begin up to this word can be read from here.
    let start: Int
  }

  /// The words of the statement or block member so far, without the one being typed.
  private(set) var words: [Word] = []
  /// The beginnings of the blocks around it, outermost first: `scenario "A"`, `account "B"`.
  private(set) var blocks: [[Word]] = []
  /// What is typed of the word at the cursor; empty between words.
  private(set) var typed = ""
  /// Whether the cursor is inside a text whose quote is still open; `typed` is then the text so far.
  private(set) var isInText = false
  /// The text before the word being typed.
  let before: String

  init(_ text: String) {
    let lexer = Lexer(SourceText(text))
    let bytes = Array(text.utf8)
    var tokens = Array(lexer.tokens.dropLast())
    func content(_ token: Token) -> String {
      String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
    }
    // A text that breaks off inside `\\(` is given an end of no length, which nobody typed.
    if let last = tokens.last, last.kind == .textTail, last.start == last.end { tokens.removeLast() }
    var end = bytes.count
    if let last = tokens.last, Int(last.end) == bytes.count {
      let isOpen = lexer.diagnostics.contains { $0.code == .unterminatedText }
      if last.kind == .text, isOpen {
        typed = String(content(last).dropFirst())
        isInText = true
      } else if last.kind == .name || last.kind.isReservedWord || last.kind == .underscore {
        typed = content(last)
      } else if last.kind == .quotedName {
        typed = String(content(last).drop { $0 == "`" })
      }
      if isInText || !typed.isEmpty {
        tokens.removeLast()
        end = Int(last.start)
      }
    }
    before = String(decoding: bytes[..<end], as: UTF8.self)
    let startsLine = before.hasEndOfLine(after: tokens.last)
    walk(tokens.map { ($0, Word(kind: $0.kind, text: content($0), start: Int($0.start))) }, endsLine: startsLine)
  }

  /// Finds the statement the cursor is in.
  private mutating func walk(_ tokens: [(token: Token, word: Word)], endsLine: Bool) {
    // What is open: a block with the words before it, or a parenthesis or bracket, in which lines go on.
    var open: [(block: [Word]?, outer: [Word])] = []
    func endsStatement() -> Bool {
      if case .some(let last) = open.last, last.block == nil { return false }
      return words.last.map { !Completeness.goesOn(after: $0.kind) } ?? true
    }
    for (token, word) in tokens {
      if token.startsLine, token.kind != .bar, token.kind != .else, endsStatement() { words = [] }
      switch token.kind {
      case .leftBrace:
        open.append((words, words))
        words = []
      case .rightBrace:
        if let last = open.popLast() { words = last.outer + [word] }
      case .leftParen, .leftBracket:
        open.append((nil, []))
        words.append(word)
      case .rightParen, .rightBracket:
        if case .some(let last) = open.last, last.block == nil { open.removeLast() }
        words.append(word)
      case .semicolon: words = []
      default: words.append(word)
      }
    }
    if endsLine, endsStatement() { words = [] }
    blocks = open.compactMap(\.block)
  }
}

extension String {
  /// Whether a line ends after the token.
  fileprivate func hasEndOfLine(after token: Token?) -> Bool {
    utf8.dropFirst(Int(token?.end ?? 0)).contains(UInt8(ascii: "\n"))
  }
}

extension [CompletionCursor.Word] {
  /// The part after the innermost parenthesis that is still open, with what stands before it.
  var innermost: (head: Self, content: Self)? {
    var depth = 0
    for index in indices.reversed() {
      switch self[index].kind {
      case .rightParen, .rightBracket: depth += 1
      case .leftParen where depth == 0: return (Array(self[..<index]), Array(self[(index + 1)...]))
      case .leftParen, .leftBracket: depth -= 1
      default: break
      }
    }
    return nil
  }

  /// The parts between separators that stand in no parenthesis.
  func parts(by separator: TokenKind) -> [Self] {
    var result: [Self] = [[]]
    var depth = 0
    for word in self {
      switch word.kind {
      case .leftParen, .leftBracket: depth += 1
      case .rightParen, .rightBracket: depth -= 1
      default: break
      }
      if word.kind == separator, depth <= 0 {
        result.append([])
      } else {
        result[result.count - 1].append(word)
      }
    }
    return result
  }

  func contains(_ text: String) -> Bool { contains { $0.text == text } }
}
