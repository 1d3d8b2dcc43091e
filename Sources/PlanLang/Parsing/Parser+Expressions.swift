// Expressions, loosest first: if-then-else, or, and, not, comparison, + -, * /, ??, unary -, path.

extension Parser {
  mutating func parseExpression() {
    nested("expression") { parser in
      if parser.at(.if) {
        parser.parseConditional()
      } else {
        parser.parseOr()
      }
    }
  }

  private mutating func parseConditional() {
    let start = mark()
    advance()
    parseExpression()
    if !consume(.then) { missing("`then`", note: "a choice is written `if CONDITION then A else B`") }
    parseExpression()
    if at(.else) {
      advance()
      parseExpression()
    } else {
      missing("`else`", note: "a choice always has both sides: `if CONDITION then A else B`")
    }
    finish(.conditional, start)
  }

  /// Whether a binary operator at the current token belongs to this expression: it must stand on the same line.
  private var operatorContinues: Bool { continuesLine(current) }

  private mutating func parseChain(
    _ operators: (TokenKind) -> Bool, _ operand: (inout Parser) -> Void
  ) {
    let start = mark()
    operand(&self)
    var length = 0
    while operators(kind), operatorContinues {
      length += 1
      if length > Parser.maximumChain {
        report(
          Diagnostic(
            .tooDeep, "more than \(Parser.maximumChain) operators follow one another", at: range(ofToken: position),
            label: "too many from here on", notes: ["use `x in [..]` or name parts with `let`"]))
        return
      }
      advance()
      operand(&self)
      finish(.binary, start)
    }
  }

  mutating func parseOr() {
    parseChain({ $0 == .or }) { $0.parseAnd() }
  }

  private mutating func parseAnd() {
    parseChain({ $0 == .and }) { $0.parseNot() }
  }

  private mutating func parseNot() {
    guard at(.not) else { return parseComparison() }
    let start = mark()
    advance()
    nested("expression") { $0.parseNot() }
    finish(.unary, start)
  }

  private mutating func parseComparison() {
    let start = mark()
    parseSum()
    guard operatorContinues else { return }
    switch kind {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .tilde:
      advance()
      parseSum()
      finish(.binary, start)
    case .is:
      advance()
      parseIsTail(start)
    case .not where peek().kind == .in:
      advance()
      advance()
      parseRangeOrSum()
      finish(.inTest, start)
    case .in:
      advance()
      parseRangeOrSum()
      finish(.inTest, start)
    default: break
    }
  }

  private mutating func parseIsTail(_ start: Mark) {
    if at(.not) {
      let place = range(ofToken: position)
      let next = peek()
      let operand = next.kind == .unknown ? "known" : text(1) == "known" ? "unknown" : next.kind == .none ? "some" : nil
      if let operand {
        let whole = place.joined(to: range(ofToken: position + 1))
        report(
          Diagnostic(
            .unexpected, "`is not \(text(1))` is written `is \(operand)`", at: whole, label: "write `is \(operand)`",
            fixIts: [.init("write `\(operand)`", replace: whole, with: operand)]))
        advance()
        advance()
        finish(.isTest, start)
        return
      }
    }
    if at(.unknown) || at(.none) || at(word: "known") || at(word: "some") {
      advance()
    } else if at(.name), ["null", "nil", "empty", "missing", "undefined", "NULL"].contains(text()) {
      let place = range(ofToken: position)
      report(
        Diagnostic(
          .unexpected, "PlanLang has no `\(text())`", at: place, label: "not recorded is `unknown`, known to be absent is `none`",
          fixIts: [.init("ask whether it is unknown", replace: place, with: "unknown")]))
      advance()
    } else {
      missing("`known`, `unknown`, `none` or `some`")
    }
    finish(.isTest, start)
  }

  mutating func parseRangeOrSum() {
    let start = mark()
    parseSum()
    if at(.dotDot), operatorContinues {
      advance()
      parseSum()
      finish(.range, start)
    }
  }

  mutating func parseSum() {
    parseChain({ $0 == .plus || $0 == .minus }) { $0.parseTerm() }
  }

  private mutating func parseTerm() {
    parseChain({ $0 == .star || $0 == .slash }) { $0.parseDefault() }
  }

  private mutating func parseDefault() {
    let start = mark()
    parseUnary()
    if at(.questionQuestion), operatorContinues {
      advance()
      nested("expression") { $0.parseDefault() }
      finish(.binary, start)
    }
  }

  private mutating func parseUnary() {
    guard at(.minus) else { return parsePostfix() }
    let start = mark()
    advance()
    nested("expression") { $0.parseUnary() }
    finish(.unary, start)
  }

  private mutating func parsePostfix() {
    let start = mark()
    parsePrimary()
    var length = 0
    while at(.dot), operatorContinues {
      length += 1
      advance()
      if isName(current) || kind.isReservedWord && !current.startsLine {
        advance()
      } else {
        missing("a field after `.`")
        return
      }
      finish(.path, start)
      if length > Parser.maximumDepth {
        report(Diagnostic(.tooDeep, "this path is too long", at: range(ofToken: position)))
        return
      }
    }
  }

  private mutating func parsePrimary() {
    let start = mark()
    if !continuesLine(current), position != itemStart, !justAfterOperator {
      missing("a value")
      return
    }
    switch kind {
    case .text, .multilineText:
      advance()
      finish(.textLiteral, start)
    case .textHead: parseInterpolatedText()
    case .number: take(.numberLiteral, start)
    case .money: take(.moneyLiteral, start)
    case .percent: take(.percentLiteral, start)
    case .duration: take(.durationLiteral, start)
    case .date: take(.dateLiteral, start)
    case .month: take(.monthLiteral, start)
    case .quarter: take(.quarterLiteral, start)
    case .yes, .no, .true, .false, .unknown, .none: take(.wordLiteral, start)
    case .underscore: take(.lastResult, start)
    case .leftParen: parseParenthesized()
    case .leftBracket: parseList()
    case .name, .quotedName: parseNamed()
    case .if:
      parseExpression()
    default: missing("a value")
    }
  }

  /// Whether the token before the current one is an operator, a comma, a keyword and so on, after which a value may
  /// stand on the next line.
  var justAfterOperator: Bool {
    guard position > 0 else { return true }
    switch tokens[position - 1].kind {
    case .and, .or, .plus, .minus, .star, .slash, .questionQuestion, .equal, .notEqual, .less, .lessEqual, .greater,
      .greaterEqual, .tilde, .comma, .bar, .arrow, .in, .leftParen, .leftBracket, .dotDot, .then, .else, .not:
      return true
    default: return false
    }
  }

  private mutating func take(_ kind: SyntaxKind, _ start: Mark) {
    advance()
    finish(kind, start)
  }

  private mutating func parseInterpolatedText() {
    let start = mark()
    advance()
    let outerParens = openParens
    let outerComposite = allowsCompositeLabels
    openParens += 1
    allowsCompositeLabels = false
    while true {
      parseExpression()
      if at(.textMiddle) {
        advance()
        continue
      }
      if consume(.textTail) { break }
      // Something stands between the expression and the `)`: skip to the text's end.
      if !isRecovering { reportExpected("`)`") }
      let skipped = mark()
      while !at(.textTail), !at(.textMiddle), !at(.endOfFile) { advance() }
      finish(.unexpected, skipped)
      if at(.textMiddle) {
        advance()
        continue
      }
      if !consume(.textTail) { break }
      break
    }
    openParens = outerParens
    allowsCompositeLabels = outerComposite
    finish(.textLiteral, start)
  }

  private mutating func parseParenthesized() {
    let start = mark()
    let open = position
    advance()
    openParens += 1
    let outerComposite = allowsCompositeLabels
    allowsCompositeLabels = true
    if at(word: "all"), isName(peek()) || at(.rightParen) {
      parseQuery()
      closeParen(open)
      finish(.subquery, start)
    } else {
      let inner = mark()
      parseExpression()
      if at(.bar) {
        parseSteps()
        finish(.query, inner)
        closeParen(open)
        finish(.subquery, start)
      } else {
        closeParen(open)
        finish(.parenthesized, start)
      }
    }
    allowsCompositeLabels = outerComposite
  }

  private mutating func closeParen(_ open: Int) {
    closeGroup(open, .rightParen, "(", ")")
  }

  mutating func closeGroup(_ open: Int, _ closing: TokenKind, _ opened: String, _ closed: String) {
    if !consume(closing) {
      if at(.endOfFile) || at(.rightBrace) || current.startsLine {
        report(
          Diagnostic(
            .unclosed, "this `\(opened)` is never closed", at: range(ofToken: open), label: "its `\(closed)` is missing",
            fixIts: [.init("close it", replace: placeAfterPrevious, with: closed)]))
      } else {
        reportExpected("`\(closed)`", fixIts: [.init("close it", replace: placeAfterPrevious, with: closed)])
      }
      finish(.missing, mark())
    }
    openParens -= 1
  }

  private mutating func parseList() {
    let start = mark()
    let open = position
    advance()
    openParens += 1
    let outerComposite = allowsCompositeLabels
    allowsCompositeLabels = false
    while !at(.rightBracket), !at(.endOfFile) {
      parseExpression()
      if !consume(.comma) { break }
    }
    closeGroup(open, .rightBracket, "[", "]")
    allowsCompositeLabels = outerComposite
    finish(.list, start)
  }

  /// A name alone, a call, or a thing by its label.
  private mutating func parseNamed() {
    let next = peek()
    if isLabelStart(next), !next.startsLine || openParens > 0 {
      // Within parentheses a label may stand on the next line only when it plainly is one.
      parseThing(expression: true)
      return
    }
    if next.kind == .leftParen, !next.startsLine, current.end == next.start || isFunctionName {
      parseCall()
      return
    }
    let start = mark()
    advance()
    if allowsOutcomes, at(word: "fails") || at(word: "passes"), continuesLine(current) {
      advance()
      finish(.outcomeTest, start)
      return
    }
    finish(.nameExpression, start)
  }

  private var isFunctionName: Bool {
    let word = text()
    return Vocabulary.aggregates.contains(word) || Vocabulary.functions.contains(word) || Vocabulary.windows.contains(word)
  }

  private mutating func parseCall() {
    let start = mark()
    let isAggregate = at(.name) && Vocabulary.aggregates.contains(text())
    advance()
    let open = position
    advance()
    openParens += 1
    let outerComposite = allowsCompositeLabels
    let outerOutcomes = allowsOutcomes
    allowsCompositeLabels = false
    if isAggregate {
      allowsOutcomes = false
      parseAggregate()
    } else {
      while !at(.rightParen), !at(.endOfFile) {
        parseExpression()
        if !consume(.comma) { break }
      }
    }
    closeGroup(open, .rightParen, "(", ")")
    allowsCompositeLabels = outerComposite
    allowsOutcomes = outerOutcomes
    finish(.call, start)
  }

  private mutating func parseAggregate() {
    let start = mark()
    if !at(.rightParen) {
      if at(.number), peek().kind == .comma {
        let count = mark()
        let literal = mark()
        advance()
        finish(.numberLiteral, literal)
        finish(.aggregateCount, count)
        advance()
      }
      if at(word: "where") {
        parseAggregateWhere()
      } else {
        let first = mark()
        if at(word: "all"), isName(peek()) {
          parseAllNoun()
          finish(.aggregateSource, first)
        } else {
          parseExpression()
          if at(word: "of") {
            finish(.aggregateValue, first)
            advance()
            let rows = mark()
            if at(word: "all"), isName(peek()) { parseAllNoun() } else { parseExpression() }
            finish(.aggregateSource, rows)
          } else {
            finish(.aggregateSource, first)
          }
        }
        if at(word: "where") { parseAggregateWhere() }
      }
    }
    finish(.aggregate, start)
  }

  private mutating func parseAggregateWhere() {
    let condition = mark()
    advance()
    parseExpression()
    finish(.aggregateWhere, condition)
  }

  mutating func parseAllNoun() {
    let start = mark()
    advance()
    expectName("a noun after `all`")
    finish(.allNoun, start)
  }

  /// `NOUN label (of NOUN label)*`
  mutating func parseThing(expression: Bool = false) {
    let start = mark()
    parseThingPart()
    while at(word: "of"), continuesLine(current) || expression && openParens > 0, isName(peek()), isLabelStart(peek(2)) {
      advance()
      parseThingPart()
    }
    finish(.thing, start)
  }

  private mutating func parseThingPart() {
    let start = mark()
    expectName("a noun")
    parseLabel()
    finish(.thingPart, start)
  }

  mutating func parseLabel() {
    let start = mark()
    parseLabelPart()
    while allowsCompositeLabels, at(.comma), isLabelStart(peek()) {
      advance()
      parseLabelPart()
    }
    finish(.label, start)
  }

  private mutating func parseLabelPart() {
    if at(.text) || at(.multilineText) || at(.date) {
      advance()
    } else if at(.textHead) {
      interpolationNotAllowed()
    } else {
      missing("a label in quotes")
    }
  }
}
