/// Builds the syntax tree of a source text by recursive descent; never fails.
///
/// What is needed and not written becomes a `missing` node, what fits nowhere an `unexpected` one, each with one diagnostic;
/// after a slip the parser goes on at the next statement or block member, so every slip of a file is told once.
///
/// It can't be copied: unoptimised builds would copy it at each look at a token, onto the stack that nested text needs.
public struct Parser: ~Copyable {
  let source: SourceText
  let tokens: ContiguousArray<Token>
  var nodes: ContiguousArray<SyntaxTree.Node> = []
  /// Finished nodes waiting for a parent.
  var pending: [Int32] = []
  var position = 0
  /// How many `(` and `[` are open: inside them a line break ends nothing.
  var openParens = 0
  /// How deep expressions and bodies are nested here.
  var depth = 0
  /// Set by the first slip of a statement or member: further ones before its end are consequences and not told.
  var isRecovering = false
  /// Whether the members being read are those of a `per` at the top, where `extend` may stand.
  var membersAtTop = false
  /// Whether `A, B` after a noun is one composite label here (not in comma-separated places).
  var allowsCompositeLabels = true
  /// Whether `NAME fails` and `NAME passes` are expressions here (verdict rules).
  var allowsOutcomes = false
  /// The first token of the item being read: a value may start there though it starts a line.
  var itemStart = 0
  /// The first token of the statement or member being read.
  var itemFirst = 0
  /// Set just before a block of statements is read.
  var bodyHoldsStatements = false
  /// How deep the innermost block of members lies; 0 outside of all.
  var memberDepth = 0
  /// Whether the slip being told stands among members of a block rather than among statements.
  var isMemberPlace = false
  var diagnostics: [Diagnostic] = []

  /// The deepest nesting the parser follows; beyond it the text is skipped with a diagnostic.
  static let maximumDepth = 60
  /// The longest chain of operators without parentheses.
  static let maximumChain = 256
  /// The highest a subtree may be for another operator to be put on top: whoever walks the tree needs stack for it.
  static let maximumHeight = 320

  /// The syntax tree of a source text.
  ///
  /// - Parameter isStopped: asked before each item whether the tree is no longer wanted; then only a part is made.
  public static func parse(_ source: SourceText, isStopped: () -> Bool = { false }) -> SyntaxTree {
    let lexer = Lexer(source, isStopped: isStopped)
    var parser = Parser(source: source, tokens: lexer.tokens)
    parser.diagnostics = lexer.diagnostics
    parser.lexicalErrors = lexer.diagnostics.compactMap { $0.primary?.range.start }.sorted()
    let root = parser.parseProgram(isStopped)
    return SyntaxTree(
      source: source, tokens: parser.tokens, nodes: parser.nodes, rootID: root,
      diagnostics: parser.diagnostics.sortedByPlace())
  }

  /// Where the lexer complained, sorted: a syntax slip at the same place would be the same slip told twice.
  private var lexicalErrors: [Int] = []
  /// Whether a value of several words is one that lacks its quotes (in blocks and tables).
  var allowsSpacedValues = false

  mutating func forgetLexicalErrors(from start: Int, to end: Int) {
    lexicalErrors.removeAll { $0 >= start && $0 < end }
  }

  private init(source: SourceText, tokens: ContiguousArray<Token>) {
    self.source = source
    self.tokens = tokens
    nodes.reserveCapacity(tokens.count + 8)
  }

  // MARK: Looking

  var current: Token { tokens[position] }
  var kind: TokenKind { tokens[position].kind }

  func peek(_ offset: Int = 1) -> Token { tokens[min(position + offset, tokens.count - 1)] }

  func at(_ kind: TokenKind) -> Bool { tokens[position].kind == kind }

  /// Whether the current token is a name spelled `word`.
  func at(word: StaticString, offset: Int = 0) -> Bool {
    let token = peek(offset)
    guard token.kind == .name, Int(token.end - token.start) == word.utf8CodeUnitCount else { return false }
    return source.bytes.withUnsafeBufferPointer { bytes in
      for k in 0..<word.utf8CodeUnitCount where bytes[Int(token.start) + k] != word.utf8Start[k] { return false }
      return true
    }
  }

  func text(_ offset: Int = 0) -> String {
    let token = peek(offset)
    return source.text(Int(token.start), Int(token.end))
  }

  func isName(_ token: Token) -> Bool { token.kind == .name || token.kind == .quotedName }
  func isText(_ token: Token) -> Bool { token.kind == .text || token.kind == .multilineText || token.kind == .textHead }
  /// Whether a text stands here that has nothing to fill in.
  var isPlainText: Bool { at(.text) || at(.multilineText) }
  func isLabelStart(_ token: Token) -> Bool { isText(token) || token.kind == .date }

  /// Whether a token stands on the line of the one before it, as far as statements are concerned.
  func continuesLine(_ token: Token) -> Bool { openParens > 0 || !token.startsLine }

  /// Whether the statement or member ends here.
  var atEnd: Bool {
    switch kind {
    case .endOfFile, .semicolon, .rightBrace: true
    default: !continuesLine(current)
    }
  }

  func range(ofToken index: Int) -> SourceRange {
    SourceRange(source: source, start: Int(tokens[index].start), end: Int(tokens[index].end))
  }

  /// The place right after the token before this one.
  var placeAfterPrevious: SourceRange {
    let end = position == 0 ? 0 : Int(tokens[position - 1].end)
    return SourceRange(source: source, start: end, end: end)
  }

  // MARK: Building

  /// A mark to give to `finish`: where the children of the node begun here start.
  struct Mark {
    let pendingCount: Int
    let firstToken: Int
  }

  func mark() -> Mark { Mark(pendingCount: pending.count, firstToken: position) }

  mutating func finish(_ kind: SyntaxKind, _ mark: Mark) {
    let id = Int32(nodes.count)
    var node = SyntaxTree.Node(kind: kind, firstToken: Int32(mark.firstToken), endToken: Int32(position))
    if pending.count > mark.pendingCount {
      node.firstChild = pending[mark.pendingCount]
      node.firstToken = min(node.firstToken, nodes[Int(node.firstChild)].firstToken)
      var height = nodes[Int(pending[pending.count - 1])].height
      for index in mark.pendingCount..<(pending.count - 1) {
        let child = Int(pending[index])
        nodes[child].nextSibling = pending[index + 1]
        height = max(height, nodes[child].height)
      }
      node.height = height + 1
      pending.removeLast(pending.count - mark.pendingCount)
    }
    nodes.append(node)
    pending.append(id)
  }

  /// How high the subtree of the node finished last is.
  var lastHeight: Int { pending.isEmpty ? 0 : Int(nodes[Int(pending[pending.count - 1])].height) }

  /// The kind of the node finished last.
  var lastKind: SyntaxKind { nodes[Int(pending[pending.count - 1])].kind }

  mutating func advance() {
    if !at(.endOfFile) { position += 1 }
  }

  mutating func consume(_ kind: TokenKind) -> Bool {
    guard at(kind) else { return false }
    advance()
    return true
  }

  mutating func consume(word: StaticString) -> Bool {
    guard at(word: word) else { return false }
    advance()
    return true
  }

  // MARK: Telling

  mutating func report(_ diagnostic: Diagnostic) {
    if isRecovering { return }
    isRecovering = true
    guard diagnostics.count < 2 * Lexer.maximumDiagnostics else { return }
    if let place = diagnostic.primary?.range, hasLexicalError(from: place.start, to: place.end) { return }
    diagnostics.append(diagnostic)
  }

  private func hasLexicalError(from start: Int, to end: Int) -> Bool {
    var low = 0
    var high = lexicalErrors.count
    while low < high {
      let middle = (low + high) / 2
      if lexicalErrors[middle] < start { low = middle + 1 } else { high = middle }
    }
    return low < lexicalErrors.count && lexicalErrors[low] <= end
  }

  /// Puts a `missing` node and says what was expected here.
  mutating func missing(_ what: String, note: String? = nil, fixIts: [Diagnostic.FixIt] = []) {
    reportExpected(what, note: note, fixIts: fixIts)
    finish(.missing, mark())
  }

  mutating func reportExpected(_ what: String, note: String? = nil, fixIts: [Diagnostic.FixIt] = []) {
    if isRecovering { return }
    let notes = note.map { [$0] } ?? []
    if atEnd && !(at(.rightBrace) && !current.startsLine) && !at(.semicolon) {
      // The line stops too early: the place to look at is its end.
      let previous = position > 0 ? range(ofToken: position - 1) : placeAfterPrevious
      let after = position > 0 ? " after `\(shown(previous.text))`" : ""
      report(
        Diagnostic(
          .expected, "expected \(what)\(after)", at: previous, label: "\(what) is missing after this", notes: notes,
          fixIts: fixIts))
      return
    }
    if current.kind.isReservedWord && (what == "a name" || what.hasPrefix("the name")) {
      report(
        Diagnostic(
          .reservedWord, "`\(text())` is a reserved word and can't be a name", at: range(ofToken: position),
          label: "expected \(what)", notes: ["reserved words are \(Parser.reservedWords)"],
          fixIts: [.init("write `\(text())_`", replace: range(ofToken: position), with: "\(text())_")]))
      return
    }
    report(
      Diagnostic(
        .expected, "expected \(what), found `\(shown(text()))`", at: range(ofToken: position),
        label: "expected \(what)", notes: notes, fixIts: fixIts))
  }

  private static let reservedWords = "`and or not in is if then else yes no true false unknown none`"

  /// A token's text as a message shows it: one line, not too long.
  func shown(_ text: String) -> String {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    return line.count > 40 ? String(line.prefix(37)) + "..." : line
  }

  mutating func expect(_ kind: TokenKind, _ what: String) {
    if !consume(kind) { missing(what) }
  }

  /// Takes the `=` of a declaration, or offers to put it before the value that stands here.
  mutating func expectEqualSign() {
    if consume(.equal) { return }
    if at(.arrow) || at(.is) || at(word: "as") || at(word: "to") { return replaceWord(with: "=") }
    missing("`=`", fixIts: atEnd || at(.leftBrace) ? [] : [insertion("=")])
  }

  /// Takes a word, or says that it is missing; `orInsert` offers to put it before what stands here.
  mutating func expect(word: StaticString, orInsert: Bool = false) {
    if !consume(word: word) { missing("`\(word)`", fixIts: orInsert && !atEnd ? [insertion("\(word)")] : []) }
  }

  /// Takes the current word in place of the one that was meant, and says so.
  mutating func replaceWord(with meant: String) {
    let place = range(ofToken: position)
    report(
      Diagnostic(
        .expected, "expected `\(meant)`, found `\(shown(place.text))`", at: place, label: "did you mean `\(meant)`?",
        fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
    advance()
  }

  /// A name token; `what` says whose.
  @discardableResult mutating func expectName(_ what: String = "a name") -> Bool {
    if isName(current), continuesLine(current) || position == itemStart || justAfterOperator {
      advance()
      return true
    }
    missing(what)
    return false
  }

  @discardableResult mutating func expectText(_ what: String, note: String? = nil) -> Bool {
    if at(.text) || at(.multilineText), continuesLine(current) || justAfterOperator {
      advance()
      return true
    }
    if at(.textHead) {
      interpolationNotAllowed()
      return true
    }
    missing(what, note: note)
    return false
  }

  /// Skips a text with interpolations where only a plain one may stand, saying so.
  mutating func interpolationNotAllowed() {
    let start = position
    var open = 0
    repeat {
      if at(.textHead) { open += 1 }
      if at(.textTail) { open -= 1 }
      if at(.endOfFile) { break }
      advance()
    } while open > 0
    report(
      Diagnostic(
        .interpolationInLabel, "`\\(` can't stand in a name or a stored value",
        at: range(ofToken: start).joined(to: range(ofToken: position - 1)), label: "write the text out",
        notes: ["texts are filled in only in expressions, such as `print` and `show`"]))
  }

  /// Skips to the end of the statement or member, keeping what is skipped in the tree. Brackets are skipped as wholes.
  mutating func recover() {
    guard !atEndAfterRecovery else {
      isRecovering = false
      return
    }
    let start = mark()
    var open = 0
    while !at(.endOfFile) {
      if open == 0 && atEndAfterRecovery { break }
      switch kind {
      case .leftBrace, .leftParen, .leftBracket: open += 1
      case .rightBrace, .rightParen, .rightBracket: open -= 1
      default: break
      }
      advance()
      if open < 0 { open = 0 }
    }
    finish(.unexpected, start)
    isRecovering = false
  }

  private var atEndAfterRecovery: Bool {
    switch kind {
    case .endOfFile, .semicolon, .rightBrace: true
    case .leftBrace: false
    default: current.startsLine && !at(.bar)
    }
  }

  /// Runs a nested construct one level deeper; beyond the limit it is skipped with a diagnostic.
  mutating func nested(_ body: (inout Parser) -> Void) {
    if depth >= Parser.maximumDepth { return skipTooDeep() }
    depth += 1
    body(&self)
    depth -= 1
  }

  private mutating func reportTooDeep() {
    report(
      Diagnostic(
        .tooDeep, "this is nested more than \(Parser.maximumDepth) levels deep", at: range(ofToken: position),
        label: "too deep from here on", notes: ["name inner parts with `let` or `define`"]))
  }

  mutating func skipTooDeep() {
    reportTooDeep()
    let start = mark()
    skipBalanced()
    finish(.missing, start)
  }

  /// Skips what stands between a brace and its partner.
  private mutating func skipTooDeepBody() {
    reportTooDeep()
    let start = mark()
    var open = 0
    while !at(.endOfFile), open > 0 || !at(.rightBrace) {
      if at(.leftBrace) { open += 1 }
      if at(.rightBrace) { open -= 1 }
      advance()
    }
    finish(.missing, start)
  }

  /// Skips one token, or a whole bracketed group.
  private mutating func skipBalanced() {
    var open = 0
    repeat {
      switch kind {
      case .leftBrace, .leftParen, .leftBracket: open += 1
      case .rightBrace, .rightParen, .rightBracket: open -= 1
      case .endOfFile: return
      default: break
      }
      if open < 0 { return }
      advance()
    } while open > 0
  }

  /// Reads items between newlines or `;` until a closing brace (or the end of the text).
  mutating func separated(until closes: Bool, _ item: (inout Parser) -> Void) {
    while true {
      while consume(.semicolon) {}
      if at(.endOfFile) { return }
      if at(.rightBrace) {
        if closes { return }
        let start = mark()
        isRecovering = false
        reportStrayBrace()
        advance()
        finish(.unexpected, start)
        isRecovering = false
        continue
      }
      isRecovering = false
      let before = position
      itemStart = position
      itemFirst = position
      item(&self)
      if !atEnd {
        if !isRecovering {
          reportTrailing()
        }
        recover()
      }
      isRecovering = false
      if position == before {
        // Nothing was taken: keep the token as unexpected and go on.
        let start = mark()
        advance()
        finish(.unexpected, start)
      }
    }
  }

  private mutating func reportStrayBrace() {
    report(
      Diagnostic(
        .unexpected, "this `}` closes nothing", at: range(ofToken: position), label: "no `{` is open here",
        fixIts: [.init("remove it", replace: range(ofToken: position), with: "")]))
  }

  /// `{ items }`, with a message on the opening brace when it never closes.
  mutating func braces(_ kind: SyntaxKind, _ item: (inout Parser) -> Void) {
    let start = mark()
    guard at(.leftBrace) else {
      missing("`{`")
      return
    }
    joinLine()
    let open = position
    advance()
    let outerParens = openParens
    let outerComposite = allowsCompositeLabels
    let outerOutcomes = allowsOutcomes
    let isStatementBody = bodyHoldsStatements
    bodyHoldsStatements = false
    openParens = 0
    allowsCompositeLabels = true
    allowsOutcomes = false
    let outerMembers = memberDepth
    let outerFirst = itemFirst
    memberDepth = kind == .members || !isStatementBody ? depth + 1 : 0
    if depth >= Parser.maximumDepth {
      skipTooDeepBody()
    } else {
      depth += 1
      separated(until: true, item)
      depth -= 1
    }
    memberDepth = outerMembers
    itemFirst = outerFirst
    if !consume(.rightBrace) {
      isRecovering = false
      reportUnclosedBrace(open)
    }
    openParens = outerParens
    allowsCompositeLabels = outerComposite
    allowsOutcomes = outerOutcomes
    finish(kind, start)
  }

  /// Says that the current token stands on the line it belongs to, when it starts one of its own.
  mutating func joinLine() {
    if !continuesLine(current), !justAfterOperator { reportOwnLine() }
  }

  private mutating func reportOwnLine() {
    let place = range(ofToken: position)
    let gap = SourceRange(source: source, start: placeAfterPrevious.start, end: place.start)
    // A comment between the two would be lost.
    let isBlank = gap.text.allSatisfy(\.isWhitespace)
    report(
      Diagnostic(
        .unexpected, "`\(place.text)` stands on the line it belongs to", at: place,
        label: "a line break ends what is before it",
        fixIts: isBlank ? [.init("put it on the line before", replace: gap, with: " ")] : []))
  }

  private mutating func reportUnclosedBrace(_ open: Int) {
    let end = SourceRange(source: source, start: source.bytes.count, end: source.bytes.count)
    report(
      Diagnostic(
        .unclosed, "this `{` is never closed", at: range(ofToken: open),
        label: "opened here, and the text ends without its `}`",
        fixIts: [.init("close it at the end", replace: end, with: "\n}")]))
  }

  // MARK: Programs

  mutating func parseProgram(_ isStopped: () -> Bool) -> Int32 {
    let start = mark()
    if tokens.count > Int(Int32.max) - 8 {
      diagnostics.append(Diagnostic(.tooLarge, "this text is too large to read"))
    } else {
      separated(until: false) { if isStopped() { $0.position = $0.tokens.count - 1 } else { $0.parseItem() } }
    }
    position = tokens.count - 1
    position += 1
    finish(.program, start)
    return pending[pending.count - 1]
  }
}
