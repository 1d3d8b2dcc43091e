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
    if !consume(.then) { missing("`then`", note: "a choice is written `if CONDITION then A else B`", fixIts: [insertion("then")]) }
    parseExpression()
    if at(.else) {
      advance()
      parseExpression()
    } else if at(.comma), continuesLine(peek()) {
      let place = range(ofToken: position)
      report(
        Diagnostic(
          .expected, "expected `else`, found `,`", at: place, label: "did you mean `else`?",
          notes: ["a choice is written `if CONDITION then A else B`"], fixIts: [.init("write `else`", replace: place, with: " else")]))
      advance()
      parseExpression()
    } else {
      missing("`else`", note: "a choice always has both sides: `if CONDITION then A else B`", fixIts: [insertion("else unknown")])
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

  private func isComparison(_ kind: TokenKind) -> Bool {
    switch kind {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .tilde: true
    default: false
    }
  }

  /// What other languages call our comparisons.
  private var foreignComparison: (range: SourceRange, meant: String)? {
    guard at(.name), !atEnd, !peek().startsLine else { return nil }
    let place = range(ofToken: position)
    switch text().lowercased() {
    case "like", "ilike", "contains", "matches", "includes", "containing": return (place, "~")
    case "equals", "eq", "equal": return (place, "=")
    case "ne", "neq": return (place, "!=")
    case "gt", "over", "above": return text() == "over" ? nil : (place, ">")
    case "lt", "below": return (place, "<")
    case "gte", "ge": return (place, ">=")
    case "lte", "le": return (place, "<=")
    default: return nil
    }
  }

  private mutating func foreignOperator(_ place: SourceRange, _ meant: String, in whole: SourceRange? = nil) {
    report(
      Diagnostic(
        .foreignOperator, "`\(place.text)` is not an operator here", at: whole ?? place, label: "write `\(meant)`",
        fixIts: [.init("write `\(meant)`", replace: whole ?? place, with: meant)]))
  }

  /// `x like "%y%"`, `x equals y`; false when no such word stands here.
  private mutating func parseForeignComparison(_ start: Mark) -> Bool {
    if at(word: "between") || at(word: "BETWEEN"), peek(2).kind == .and, !atEnd {
      let place = range(ofToken: position).joined(to: range(ofToken: position + 3))
      foreignOperator(place, "in \(text(1))..\(text(3))")
      for _ in 0..<4 { advance() }
      finish(.missing, start)
      return true
    }
    guard let (place, meant) = foreignComparison else { return false }
    if meant == "~", peek().kind == .text, text(1).contains("%") {
      let pattern = range(ofToken: position + 1)
      report(
        Diagnostic(
          .foreignOperator, "`\(place.text)` is not an operator here", at: place, label: "write `~`", notes: ["`~` looks for a text anywhere in another, so it needs no `%`"],
          fixIts: [.init("write `~`", [.init(place, "~"), .init(pattern, pattern.text.filter { $0 != "%" })])]))
    } else {
      foreignOperator(place, meant)
    }
    advance()
    parseSum()
    finish(.missing, start)
    return true
  }

  /// `x > 3 and < 7`: the left side of the comparison before is meant again.
  private mutating func repeatLeftSide() {
    guard isComparison(kind), position > 0, let last = pending.last else { return }
    let before = tokens[position - 1].kind
    let node = nodes[Int(last)]
    guard before == .and || before == .or, node.kind == .binary, node.firstChild >= 0 else { return }
    var left = nodes[Int(node.firstChild)]
    // `a and b > 3 and < 7`: the comparison is the last part.
    var comparison = node
    if tokens[Int(left.endToken)].kind == .and || tokens[Int(left.endToken)].kind == .or, left.nextSibling >= 0 {
      comparison = nodes[Int(left.nextSibling)]
      guard comparison.kind == .binary, comparison.firstChild >= 0 else { return }
      left = nodes[Int(comparison.firstChild)]
    }
    let text = source.text(Int(tokens[Int(left.firstToken)].start), Int(tokens[Int(left.endToken) - 1].end))
    missing("a value", note: "each comparison names both of its sides", fixIts: [insertion(text)])
  }

  private mutating func parseComparison() {
    let start = mark()
    repeatLeftSide()
    let first = position
    if !isRecovering || !isComparison(kind) { parseSum() }
    guard operatorContinues else { return }
    if parseForeignComparison(start) { return }
    switch kind {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .tilde:
      advance()
      let right = position
      parseSum()
      finish(.binary, start)
      while isComparison(kind), operatorContinues {
        let middle = source.text(Int(tokens[right].start), Int(tokens[max(position - 1, right)].end))
        _ = first
        report(
          Diagnostic(
            .chainedComparison, "comparisons can't be chained", at: range(ofToken: position), label: "a second comparison starts here",
            notes: ["join two comparisons with `and`, or write a range: `x in 1..5`"],
            fixIts: [insertion("and \(middle)", "join them with `and`")]))
        advance()
        parseSum()
        finish(.missing, start)
      }
    case .is:
      advance()
      parseIsTail(start)
    case .not where peek().kind == .unknown || peek().kind == .none || text(1) == "known":
      // `x not known`
      let place = range(ofToken: position).joined(to: range(ofToken: position + 1))
      let meant = peek().kind == .unknown ? "is known" : peek().kind == .none ? "is some" : "is unknown"
      report(
        Diagnostic(
          .unexpected, "`\(place.text)` is written `\(meant)`", at: place, label: "write `\(meant)`",
          fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
      advance()
      advance()
      finish(.isTest, start)
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
      let isNull = ["null", "nil", "empty", "missing", "undefined"].contains(text(1).lowercased())
      let operand = next.kind == .unknown || isNull ? "known" : text(1) == "known" ? "unknown" : next.kind == .none ? "some" : nil
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
    } else if position > 0, !atEnd {
      // `role is approver`, `role is not approver`
      let isNegated = at(.not)
      var place = range(ofToken: position - 1)
      if isNegated { place = place.joined(to: range(ofToken: position)) }
      let meant = isNegated ? "!=" : "="
      report(
        Diagnostic(
          .unexpected, "`\(place.text)` asks only what is known, unknown, none or some", at: place, label: "write `\(meant)`",
          fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
      if isNegated { advance() }
      parseSum()
      finish(.missing, start)
      return
    } else {
      missing("`known`, `unknown`, `none` or `some`")
    }
    finish(.isTest, start)
  }

  /// Where the `)` of the `(` at the current token stands, if there is a comma right inside it.
  private var closingOfCommas: Int? {
    guard at(.leftParen) else { return nil }
    var index = position + 1
    var open = 0
    var hasComma = false
    while true {
      switch tokens[index].kind {
      case .endOfFile, .rightBrace, .leftBrace: return nil
      case .leftParen, .leftBracket: open += 1
      case .rightParen, .rightBracket:
        if open == 0 { return hasComma && tokens[index].kind == .rightParen ? index : nil }
        open -= 1
      case .comma: if open == 0 { hasComma = true }
      default: break
      }
      index += 1
    }
  }

  /// `in (a, b)` or `show (a, b)`: a list in round brackets; `list` says whether `[` `]` are meant. False when none stands here.
  mutating func parseRoundList(asList: Bool) -> Bool {
    guard let closing = closingOfCommas, asList || closing + 1 >= tokens.count || tokens[closing + 1].startsLine || [.bar, .endOfFile, .semicolon, .rightBrace].contains(tokens[closing + 1].kind)
    else { return false }
    let start = mark()
    let place = range(ofToken: position).joined(to: range(ofToken: closing))
    let inner = source.text(Int(tokens[position + 1].start), Int(tokens[closing - 1].end))
    report(
      Diagnostic(
        .expected, asList ? "a list stands in square brackets" : "columns stand without brackets", at: place,
        label: asList ? "write `[...]`" : "leave the brackets out",
        fixIts: [.init(asList ? "write square brackets" : "leave them out", replace: place, with: asList ? "[\(inner)]" : inner)]))
    while position <= closing { advance() }
    finish(.missing, start)
    return true
  }

  mutating func parseRangeOrSum() {
    let start = mark()
    if parseRoundList(asList: true) { return }
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
      if isName(peek()), Vocabulary.steps.contains(text(1)), stepCanFollowDot {
        let place = range(ofToken: position).joined(to: range(ofToken: position + 1))
        report(
          Diagnostic(
            .unexpected, "a step starts with `|`", at: place, label: "write ` | \(text(1))`",
            fixIts: [.init("write `|`", replace: place, with: " | \(text(1))")]))
        return
      }
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

  /// Whether what stands after `.where` and its like can only be the rest of a step.
  private var stepCanFollowDot: Bool {
    let after = peek(2)
    guard !after.startsLine else { return false }
    switch after.kind {
    case .name: return !["on", "by", "of", "desc", "asc", "over", "to", "up", "down", "per"].contains(text(2))
    case .number, .text, .leftParen: return true
    default: return false
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

  /// Whether another value follows in a list without its comma, which is said.
  mutating func commaIsMissing(since before: Int) -> Bool {
    guard position > before, !isRecovering else { return false }
    switch kind {
    case .name, .quotedName, .text, .number, .money, .percent, .date:
      if current.startsLine { return false }
      report(
        Diagnostic(
          .expected, "a comma stands between the values of a list", at: range(ofToken: position), label: "expected `,` before this",
          fixIts: [.init("put a comma between", replace: placeAfterPrevious, with: ",")]))
      return true
    default: return false
    }
  }

  mutating func closeGroup(_ open: Int, _ closing: TokenKind, _ opened: String, _ closed: String) {
    if !consume(closing) {
      if closing == .rightBracket && at(.rightParen) || closing == .rightParen && at(.rightBracket), openParens == 1 {
        let place = range(ofToken: position)
        report(
          Diagnostic(
            .expected, "expected `\(closed)`, found `\(place.text)`", at: place, label: "the bracket that was opened is `\(opened)`",
            fixIts: [.init("write `\(closed)`", replace: place, with: closed)]))
        advance()
        openParens -= 1
        return
      }
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
      let before = position
      parseExpression()
      if !consume(.comma), !commaIsMissing(since: before) { break }
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
    if isAggregate || callLooksLikeAggregate {
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

  /// Whether a call of an unknown function is written like an aggregate: `avg(value of opportunities)`.
  private var callLooksLikeAggregate: Bool {
    let name = tokens[position - 2]
    let word = source.text(Int(name.start), Int(name.end))
    if Vocabulary.functions.contains(word) || Vocabulary.windows.contains(word) { return false }
    var index = position
    var open = 0
    while true {
      switch tokens[index].kind {
      case .endOfFile, .leftBrace, .rightBrace, .comma: return false
      case .leftParen, .leftBracket: open += 1
      case .rightParen, .rightBracket:
        if open == 0 { return false }
        open -= 1
      case .name:
        let word = source.text(Int(tokens[index].start), Int(tokens[index].end))
        if open == 0, word == "of" || word == "where" { return !(word == "of" && index > position && isText(tokens[index - 1])) }
      default: break
      }
      index += 1
    }
  }

  /// `sum(value, opportunities)`, `count(stakeholders, power > 5)`: a separator of other languages; false when none stands here.
  private mutating func parseForeignAggregate(_ function: String, _ first: String) -> Bool {
    guard !isRecovering, continuesLine(current), !at(.rightParen), let separator = foreignSeparator(function) else { return false }
    let place = range(ofToken: position)
    let rest = position + 1
    var end = rest
    var open = 0
    while tokens[end].kind != .endOfFile, !(open == 0 && tokens[end].kind == .rightParen), tokens[end].kind != .rightBrace {
      if tokens[end].kind == .leftParen { open += 1 }
      if tokens[end].kind == .rightParen { open -= 1 }
      end += 1
    }
    guard end > rest, tokens[end].kind == .rightParen else { return false }
    let second = source.text(Int(tokens[rest].start), Int(tokens[end - 1].end))
    let inner: String
    switch separator {
    case "of": inner = "\(first) of \(second)"
    case "where": inner = function == "all" ? "\(second) of \(first)" : "\(first) where \(second)"
    default: inner = "\(second), \(first)"
    }
    let firstStart = Int(tokens[position - 1].end) - first.utf8.count
    report(
      Diagnostic(
        .expected, "`\(function)` is written `\(function)(\(inner))`", at: place, label: "not `\(place.text)`",
        fixIts: [.init("write `\(function)(\(inner))`", replace: SourceRange(source: source, start: firstStart, end: Int(tokens[end - 1].end)), with: inner)]))
    while position < end { advance() }
    return true
  }

  /// `sum(value in opportunities)`: where the `in` stands, which an expression would take for its own.
  private func foreignIn(_ function: String) -> Int? {
    guard ["sum", "min", "max", "average", "median"].contains(function), isName(current), peek().kind == .in, isName(peek(2)),
      peek(3).kind == .rightParen
    else { return nil }
    return position + 1
  }

  /// What stands between the parts of an aggregate where another word stands now.
  private func foreignSeparator(_ function: String) -> String? {
    switch kind {
    case .comma:
      switch function {
      case "sum", "min", "max", "average", "median", "list", "first": return "of"
      case "at_least": return peek().kind == .number ? "swap" : "where"
      default: return "where"
      }
    case .in, .name:
      if ["with", "when", "having", "filter"].contains(text()) { return "where" }
      guard ["in", "from", "over"].contains(text()) else { return nil }
      return ["sum", "min", "max", "average", "median", "list", "first"].contains(function) ? "of" : nil
    case .if: return "where"
    default: return nil
    }
  }

  private mutating func parseAggregate() {
    let start = mark()
    let function = position >= 2 ? source.text(Int(tokens[position - 2].start), Int(tokens[position - 2].end)) : ""
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
          let firstToken = position
          if let inPlace = foreignIn(function) {
            while position < inPlace { advance() }
            finish(.missing, mark())
          } else {
            parseExpression()
          }
          if !at(word: "of"), position > firstToken {
            _ = parseForeignAggregate(function, source.text(Int(tokens[firstToken].start), Int(tokens[position - 1].end)))
          }
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
