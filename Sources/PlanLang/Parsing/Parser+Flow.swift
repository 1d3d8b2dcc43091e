// `for` and `if`, and the bodies that belong to them.

extension Parser {
  mutating func parseFor() {
    simple(.forStatement) { parser in
      parser.expect(word: "each", orInsert: true)
      parser.expectName("a name for each row")
      if !parser.consume(.in) { parser.missingIn() }
      parser.parseQuery()
      parser.skipColon()
      if parser.at(word: "do"), parser.peek().kind == .leftBrace {
        parser.skipSurplus("a block stands without `do`")
      }
      parser.bodyOrStatement("what is done for each stands in `{ }`")
    }
  }

  /// `if CONDITION { ... } else { ... }`, or an expression statement `if a then b else c`.
  mutating func parseIf() {
    let start = mark()
    advance()
    parseExpression()
    if at(.then), peek().kind == .leftBrace { skipThen() }
    if at(.then), isThenStatement {
      thenStatement()
      return finish(.ifStatement, start)
    }
    if at(.then) {
      advance()
      parseExpression()
      if !consume(.else) { missingElse() }
      parseExpression()
      finish(.conditional, start)
      parseSteps()
      finish(.query, start)
      finish(.queryStatement, start)
      return
    }
    bodyOrStatement("what `if` does stands in `{ }`")
    if at(word: "elif") || at(word: "elseif") || at(word: "elsif"), !current.startsLine {
      reportElseIf()
      nested { $0.parseIf() }
    } else if at(word: "otherwise"), peek().kind == .leftBrace, !current.startsLine {
      let place = range(ofToken: position)
      report(
        Diagnostic(
          .unexpected, "there is no `otherwise` here", at: place, label: "write `else`",
          fixIts: [.init("write `else`", replace: place, with: "else")]))
      isRecovering = false
      advance()
      parseBody()
    } else if at(.else) {
      joinLine()
      advance()
      if at(.if) { nested { $0.parseIf() } } else { parseBody() }
    }
    finish(.ifStatement, start)
  }

  /// Whether a statement follows the `then` here; a name of its spelling would be followed by an operator.
  private var isThenStatement: Bool {
    if current.startsLine || peek(2).startsLine || !Vocabulary.statements.contains(text(1)) { return false }
    return isText(peek(2)) || isName(peek(2)) || peek(2).kind == .number
  }

  /// Whether the line ends after a token.
  private func atLineEnd(after index: Int) -> Bool {
    let next = tokens[min(index + 1, tokens.count - 1)]
    return next.startsLine || next.kind == .endOfFile || next.kind == .semicolon
  }

  /// `if c then print "x"`: a statement as in other languages, whose place is a block.
  private mutating func thenStatement() {
    let body = mark()
    let then = range(ofToken: position)
    var last = position
    var other: Int?
    while !atLineEnd(after: last), tokens[last + 1].kind != .rightBrace {
      last += 1
      if tokens[last].kind == .else, other == nil { other = last }
    }
    let end = range(ofToken: last).end
    var changes: [Diagnostic.FixIt.Replacement] = [.init(then, "{")]
    if let other { changes.append(.init(range(ofToken: other), "} else {")) }
    changes.append(.init(SourceRange(source: source, start: end, end: end), " }"))
    report(
      Diagnostic(
        .unexpected, "what `if` does stands in `{ }`", at: then, label: "write `{`",
        notes: ["`if CONDITION then A else B` is a value; `if CONDITION { ... }` runs statements"],
        fixIts: [.init("put it in braces", changes)]))
    while position <= last, !at(.endOfFile) { advance() }
    finish(.missing, body)
  }

  /// `for each x of rows`
  private mutating func missingIn() {
    if at(word: "of") || at(word: "from") { return replaceWord(with: "in") }
    missing("`in`", fixIts: [insertion("in")])
  }

  /// `if c then { ... }`
  private mutating func skipThen() {
    let place = range(ofToken: position)
    let removed = SourceRange(source: source, start: place.start, end: Int(peek().start))
    report(
      Diagnostic(
        .unexpected, "a block follows its condition without `then`", at: place, label: "leave `then` out",
        notes: ["`if CONDITION then A else B` is a value; `if CONDITION { ... }` runs statements"],
        fixIts: [.init("leave it out", replace: removed, with: "")]))
    advance()
  }

  private mutating func reportElseIf() {
    let place = range(ofToken: position)
    report(
      Diagnostic(
        .unexpected, "there is no `\(place.text)`", at: place, label: "write `else if`",
        fixIts: [.init("write `else if`", replace: place, with: "else if")]))
  }

  /// `if c print "x"`: one statement where a block is wanted.
  mutating func bodyOrStatement(_ message: String) {
    if !at(.leftBrace), !atEnd, !isRecovering {
      unbracedBody(message)
    } else {
      parseBody()
    }
  }

  private mutating func unbracedBody(_ message: String) {
    let body = mark()
    let place = range(ofToken: position)
    var last = position
    while tokens[last + 1].kind != .endOfFile, !tokens[last + 1].startsLine, tokens[last + 1].kind != .semicolon {
      last += 1
    }
    let end = range(ofToken: last).end
    report(
      Diagnostic(
        .expected, message, at: place, label: "expected `{` before this",
        fixIts: [
          .init(
            "put it in braces",
            [
              .init(SourceRange(source: source, start: place.start, end: place.start), "{ "),
              .init(SourceRange(source: source, start: end, end: end), " }"),
            ])
        ]))
    while !atEnd { advance() }
    finish(.missing, body)
  }
}
