// Expressions, loosest first: if-then-else, or, and, not, comparison, + -, * /, ??, unary -, path.

/// How tightly an operator binds; `not` stands between `and` and the comparisons.
enum Binding {
  static let or = 1
  static let and = 2
  static let not = 3
  static let comparison = 4
  static let sum = 5
  static let term = 6
  static let fallback = 7

  /// How tightly the operator a token is binds, or nil when it is none.
  static func of(_ kind: TokenKind) -> Int? {
    switch kind {
    case .or: or
    case .and: and
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .tilde, .is, .in, .not: comparison
    case .plus, .minus: sum
    case .star, .slash: term
    case .questionQuestion: fallback
    default: nil
    }
  }
}

extension Parser {
  /// One level of `nested`, written out: nested text takes two frames less for each.
  mutating func parseExpression() {
    if depth >= Parser.maximumDepth { return skipTooDeep() }
    depth += 1
    if at(.if) {
      parseConditional()
    } else {
      let start = mark()
      parseOperators(from: Binding.or)
      if isTernary { skipTernary(start.firstToken, start) }
    }
    depth -= 1
  }

  private mutating func parseConditional() {
    let start = mark()
    advance()
    if skipCallOfIf(start.firstToken) { return finish(.missing, start) }
    parseExpression()
    if at(.then) { joinLine() }
    if !consume(.then) { missingThen() }
    parseExpression()
    if at(.else) { joinLine() }
    if !consume(.else), !commaForElse() {
      missingElse(note: "a choice always has both sides: `if CONDITION then A else B`")
    } else {
      parseExpression()
    }
    finish(.conditional, start)
  }

  private mutating func missingThen() {
    missing("`then`", note: "a choice is written `if CONDITION then A else B`", fixIts: [insertion("then")])
  }

  mutating func missingElse(note: String? = nil) {
    missing("`else`", note: note, fixIts: [insertion("else unknown")])
  }

  /// `if a then b, c`
  private mutating func commaForElse() -> Bool {
    guard at(.comma), continuesLine(peek()) else { return false }
    let place = range(ofToken: position)
    report(
      Diagnostic(
        .expected, "expected `else`, found `,`", at: place, label: "did you mean `else`?",
        notes: ["a choice is written `if CONDITION then A else B`"],
        fixIts: [.init("write `else`", replace: place, with: " else")]))
    advance()
    return true
  }

  mutating func parseSum() { parseOperators(from: Binding.sum) }

  /// Operands joined by operators that bind at least as tightly as `loosest`. One function for all levels, so that
  /// nesting costs little stack.
  private mutating func parseOperators(from loosest: Int) {
    let start = mark()
    // After a comparison only looser operators may follow: comparisons are never chained.
    var tightest = Binding.fallback
    if at(.not), loosest <= Binding.not {
      parseNot()
      tightest = Binding.and
    } else if at(.minus) {
      parseMinus()
    } else if isComparison(kind) {
      missingLeftSide()
    } else {
      parsePostfix()
    }
    var length = 0
    while let binding = binding, binding >= loosest, binding <= tightest, continuesLine(current) {
      length += 1
      if length > Parser.maximumChain || lastHeight > Parser.maximumHeight { return reportTooManyOperators() }
      if binding == Binding.comparison {
        if at(.not), peek().kind != .in, !isNotKnown { return }
        parseComparison(start)
        tightest = Binding.and
      } else {
        parseRightSide(binding, start)
        // What binds tighter belonged to the right side: `a or b is known = c` is a chain and no `(a or ...) = c`.
        tightest = min(tightest, binding)
      }
    }
  }

  /// How tightly the operator here binds: one of ours, or a word other languages compare with.
  private var binding: Int? {
    if at(.name) { return isForeignComparison ? Binding.comparison : nil }
    // `for each s in rows: {` ends before its colon.
    if at(.equal), peek().kind == .leftBrace { return nil }
    return Binding.of(kind)
  }

  private mutating func parseRightSide(_ binding: Int, _ start: Mark) {
    let isDash = kind == .minus && current.end - current.start > 1 || kind == .or && text() == "||"
    advance()
    if isDash, stepFollowsDash { dashForBar() }
    if isRepeatedWhere { skipSurplus("a condition goes on without another `where`") }
    if binding == Binding.fallback {
      nested { $0.parseOperators(from: Binding.fallback) }
    } else {
      parseOperators(from: binding + 1)
    }
    finish(.binary, start)
  }

  // The functions that call one another for nested text build no diagnostics themselves: what a function may build takes
  // stack in every call of it, and nested text makes many.

  private mutating func reportTooManyOperators() {
    report(
      Diagnostic(
        .tooDeep, "more than \(Parser.maximumChain) operators follow one another", at: range(ofToken: position),
        label: "too many from here on", notes: ["use `x in [..]` or name parts with `let`"]))
  }

  private mutating func reportLongPath() {
    report(Diagnostic(.tooDeep, "this path is too long", at: range(ofToken: position)))
  }

  /// A comparison from its operator on; its left side was read already.
  private mutating func parseComparison(_ start: Mark) {
    switch kind {
    case .is:
      advance()
      parseIsTail(start)
    case .not where isNotKnown: parseNotKnown(start)
    case .not, .in:
      _ = consume(.not)
      advance()
      parseRangeOrSum()
      finish(.inTest, start)
    case .name: parseForeignComparison(start)
    default:
      if at(.tilde), text() == "!~" { reportNegatedMatch(start) }
      if at(.equal), peek().kind == .tilde, current.end == peek().start { skipEqualBeforeTilde() }
      advance()
      let right = position
      parseSum()
      finish(.binary, start)
      while isComparison(kind), continuesLine(current), lastHeight <= Parser.maximumHeight {
        reportChain(right)
        advance()
        parseSum()
        finish(.missing, start)
      }
    }
  }

  private mutating func parseIsTail(_ start: Mark) {
    if at(.unknown) || at(.none) || at(word: "known") || at(word: "some") {
      advance()
    } else if skipForeignState() {
      // Told already.
    } else if position > 0, !atEnd {
      reportEquality()
      _ = consume(.not)
      parseSum()
      return finish(.missing, start)
    } else {
      missing("`known`, `unknown`, `none` or `some`")
    }
    finish(.isTest, start)
  }

  mutating func parseRangeOrSum() {
    let start = mark()
    if parseRoundList(asList: true) { return }
    parseSum()
    if at(.dotDot), continuesLine(current) {
      advance()
      parseSum()
      finish(.range, start)
    }
  }

  private mutating func parseNot() {
    let start = mark()
    advance()
    nested { $0.parseOperators(from: Binding.not) }
    finish(.unary, start)
  }

  private mutating func parseMinus() {
    let start = mark()
    advance()
    nested { $0.at(.minus) ? $0.parseMinus() : $0.parsePostfix() }
    finish(.unary, start)
  }

  private mutating func parsePostfix() {
    let start = mark()
    if hasNoValue {
      missing("a value")
    } else if at(.leftParen) {
      parseParenthesized()
    } else if isCaseWhen {
      skipCaseWhen()
    } else if isName(current) {
      parseNamed()
      if isIndexed { skipIndex(start) }
    } else if at(.leftBracket) {
      parseList()
    } else if at(.if) {
      parseExpression()
    } else {
      parseLiteral()
    }
    if at(.dot) { parsePath(from: start) }
  }

  private mutating func parsePath(from start: Mark) {
    var length = 0
    while at(.dot), continuesLine(current) {
      length += 1
      if isCountedByDot {
        skipCountByDot(start)
        continue
      }
      if isStepAfterDot { return reportDotForBar() }
      advance()
      if isName(current) || kind.isReservedWord, continuesLine(current) {
        advance()
      } else {
        if !numberEndsInPoint() { missing("a field after `.`") }
        return
      }
      finish(.path, start)
      if length > Parser.maximumDepth { return reportLongPath() }
    }
  }

  /// Whether the line ends, or a new statement begins, where a value should stand.
  private var hasNoValue: Bool {
    !continuesLine(current) && position != itemStart && (!justAfterOperator || startsStatement)
  }

  mutating func parseLiteral() {
    let start = mark()
    switch kind {
    case .text, .multilineText: take(.textLiteral, start)
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
    case .dot where peek().kind == .number && peek().start == current.end: takeBareDecimal(start)
    case .dot where isName(peek()) && !peek().startsLine && !isRecovering:
      skipSurplus("a field stands without a dot before it")
      parseNamed()
    default: missing("a value")
    }
  }

  /// Whether the token before the current one is an operator, a comma, a keyword and so on, after which a value may
  /// stand on the next line.
  var justAfterOperator: Bool {
    guard position > 0 else { return true }
    // A field may be called as an operator is: `x.not` is whole.
    if position > 1, tokens[position - 1].kind.isReservedWord, tokens[position - 2].kind == .dot { return false }
    switch tokens[position - 1].kind {
    case .and, .or, .plus, .minus, .star, .slash, .questionQuestion, .equal, .notEqual, .less, .lessEqual, .greater,
      .greaterEqual, .tilde, .comma, .bar, .arrow, .in, .leftParen, .leftBracket, .dotDot, .then, .else, .not:
      return true
    default: return false
    }
  }

  /// Whether a new statement or member plainly begins here: after a dangling operator it must not be taken for the
  /// operand.
  var startsStatement: Bool {
    guard at(.name), !peek().startsLine,
      !(allowsOutcomes && (at(word: "fails", offset: 1) || at(word: "passes", offset: 1)))
    else { return false }
    switch peek().kind {
    case .name, .quotedName, .text, .textHead, .multilineText, .number, .money, .percent, .date, .month, .quarter,
      .duration:
      break
    default: return false
    }
    let word = text()
    return Vocabulary.statements.contains(word) || Vocabulary.declarations.contains(word)
      || Parser.checkMembers.contains(word) && (!isLabelStart(peek()) || ["cites", "because", "advice"].contains(word))
  }

  /// A text that may be filled in, for people to read or for a file's name.
  mutating func expectFilledText(_ what: String) {
    if at(.text) || at(.multilineText) || at(.textHead), continuesLine(current) || justAfterOperator {
      parseLiteral()
    } else {
      missing(what)
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
    if !consume(closing), !closeWithOther(closing, opened, closed) {
      reportUnclosedGroup(open, opened, closed)
      finish(.missing, mark())
    }
    openParens -= 1
  }

  private mutating func reportUnclosedGroup(_ open: Int, _ opened: String, _ closed: String) {
    let fixIt = Diagnostic.FixIt("close it", replace: placeAfterPrevious, with: closed)
    if at(.endOfFile) || at(.rightBrace) || current.startsLine {
      report(
        Diagnostic(
          .unclosed, "this `\(opened)` is never closed", at: range(ofToken: open), label: "its `\(closed)` is missing",
          fixIts: [fixIt]))
    } else {
      reportExpected("`\(closed)`", fixIts: [fixIt])
    }
  }

  private mutating func parseList() {
    let start = mark()
    let open = position
    advance()
    openParens += 1
    let outerComposite = allowsCompositeLabels
    allowsCompositeLabels = false
    while !at(.rightBracket), !at(.endOfFile) {
      let before = position
      parseExpression()
      if at(.dotDot) { rangeInBrackets(open, since: before) }
      if !consume(.comma), !commaIsMissing(since: before) { break }
    }
    closeGroup(open, .rightBracket, "[", "]")
    allowsCompositeLabels = outerComposite
    finish(.list, start)
  }

  /// A name alone, a call, or a thing by its label.
  private mutating func parseNamed() {
    if startsThing {
      parseThing(expression: true)
    } else if startsCall {
      parseCall()
    } else {
      parseName()
    }
  }

  /// Within parentheses a label may stand on the next line.
  var startsThing: Bool { isLabelStart(peek()) && (!peek().startsLine || openParens > 0) }

  private var startsCall: Bool {
    let next = peek()
    return next.kind == .leftParen && continuesLine(next)
  }

  private mutating func parseName() {
    let start = mark()
    advance()
    if at(.name), !current.startsLine {
      if isSpokenPeriod { return skipSpokenPeriod(start) }
      takeSpacedName(start.firstToken)
    }
    if allowsOutcomes, at(word: "fails") || at(word: "passes"), continuesLine(current) {
      advance()
      return finish(.outcomeTest, start)
    }
    finish(.nameExpression, start)
  }

  private var isAggregateCall: Bool { at(.name) && Vocabulary.aggregates.contains(text()) }

  private mutating func parseCall() {
    let start = mark()
    let isAggregate = isAggregateCall
    advance()
    let open = position
    advance()
    openParens += 1
    let outerComposite = allowsCompositeLabels
    let outerOutcomes = allowsOutcomes
    allowsCompositeLabels = false
    if isAggregate || callLooksLikeAggregate {
      allowsOutcomes = false
      parseAggregate()
    } else {
      parseExpressions(upTo: .rightParen)
    }
    closeGroup(open, .rightParen, "(", ")")
    allowsCompositeLabels = outerComposite
    allowsOutcomes = outerOutcomes
    finish(.call, start)
  }

  private mutating func parseExpressions(upTo end: TokenKind) {
    while !at(end), !at(.endOfFile) {
      parseExpression()
      if !consume(.comma) { break }
    }
  }

  private mutating func parseAggregate() {
    let start = mark()
    let function = max(position - 2, 0)
    if !at(.rightParen) {
      if at(.number), peek().kind == .comma { parseAggregateCount() }
      let rows = position
      if !at(word: "where") { parseAggregateRows(of: function) }
      if at(.bar), !isRecovering { stepsInAggregate(rows) }
      if at(word: "where") { parseAggregateWhere() }
    }
    finish(.aggregate, start)
  }

  private mutating func parseAggregateCount() {
    let start = mark()
    advance()
    finish(.numberLiteral, start)
    finish(.aggregateCount, start)
    advance()
  }

  /// `VALUE of ROWS` or `ROWS`; `function` is the token of the aggregate's name.
  private mutating func parseAggregateRows(of function: Int) {
    let start = mark()
    if at(word: "all"), isName(peek()) {
      parseAllNoun()
    } else if at(.star), peek().kind == .rightParen {
      skipStar()
      return
    } else {
      if !skipToForeignIn(function) { parseExpression() }
      if !at(word: "of"), position > start.firstToken, parseForeignAggregate(function, from: start.firstToken) {
        return parseAggregateSource(start)
      }
    }
    guard at(word: "of") else {
      stepsWithoutParentheses(start)
      return finish(.aggregateSource, start)
    }
    parseAggregateSource(start)
  }

  /// The rows of an aggregate; its value, from `start` on, was read already.
  private mutating func parseAggregateSource(_ start: Mark) {
    finish(.aggregateValue, start)
    _ = consume(word: "of")
    let rows = mark()
    parseSource()
    stepsWithoutParentheses(rows)
    finish(.aggregateSource, rows)
  }

  private mutating func parseSource() {
    if at(word: "all"), isName(peek()) { parseAllNoun() } else { parseExpression() }
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
    while at(word: "of"), continuesLine(current) || expression && openParens > 0, isName(peek()), isLabelStart(peek(2))
    {
      advance()
      parseThingPart()
    }
    if at(word: "of"), continuesLine(current), isLabelStart(peek()), !peek().startsLine {
      // The noun of the outer thing is left out; which one is meant is known later.
      advance()
      let part = mark()
      parseLabel()
      finish(.thingPart, part)
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
