// Expressions as other languages write them: each habit is read by a function of its own, away from the functions that
// call one another for nested text, so that those keep small frames.

extension Parser {
  /// How many tokens a look ahead for a closing bracket goes at most, so that unclosed brackets cost little.
  static let maximumLookAhead = 512

  // MARK: Comparisons

  func isComparison(_ kind: TokenKind) -> Bool {
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
    case "starts", "begins", "ends":
      guard at(word: "with", offset: 1), peek(2).kind == .text else { return nil }
      return (place.joined(to: range(ofToken: position + 1)), "~")
    case "like", "ilike", "contains", "matches", "includes", "containing", "startswith", "endswith": return (place, "~")
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

  var isForeignComparison: Bool { isBetween || isNullTest != nil || foreignComparison != nil }

  /// How many tokens `IS NULL` or `IS NOT NULL` takes, as other languages shout it.
  private var isNullTest: Int? {
    guard at(word: "IS") || at(word: "Is"), !atEnd else { return nil }
    let isNegated = peek().kind == .not || text(1) == "NOT"
    return text(isNegated ? 2 : 1).lowercased() == "null" ? (isNegated ? 3 : 2) : nil
  }

  private var isBetween: Bool {
    (at(word: "between") || at(word: "BETWEEN")) && peek(2).kind == .and && !atEnd && peek(3).kind != .endOfFile
  }

  /// `x like "%y%"`, `x equals y`, `x between 1 and 2`
  mutating func parseForeignComparison(_ start: Mark) {
    if let count = isNullTest {
      let place = range(ofToken: position).joined(to: range(ofToken: position + count - 1))
      foreignOperator(place, count == 3 ? "is known" : "is unknown")
      for _ in 0..<count { advance() }
    } else if isBetween {
      reportBetween()
      for _ in 0..<4 { advance() }
    } else {
      let isTwoWords = at(word: "with", offset: 1) && peek(2).kind == .text
      reportForeignComparison()
      advance()
      if isTwoWords { advance() }
      parseSum()
    }
    finish(.missing, start)
  }

  private mutating func reportBetween() {
    let place = range(ofToken: position).joined(to: range(ofToken: position + 3))
    forgetLexical(in: place)
    foreignOperator(place, "in \(text(1))..\(text(3))")
  }

  private mutating func reportForeignComparison() {
    guard let (place, meant) = foreignComparison else { return }
    guard meant == "~", peek().kind == .text, text(1).contains("%") else { return foreignOperator(place, meant) }
    let pattern = range(ofToken: position + 1)
    var meantText = pattern.text.filter { $0 != "%" }
    if !meantText.hasPrefix("\""), meantText.count >= 2 {
      meantText = "\"\(meantText.dropFirst().dropLast())\""
      forgetLexical(in: pattern)
    }
    report(
      Diagnostic(
        .foreignOperator, "`\(place.text)` is not an operator here", at: place, label: "write `~`",
        notes: ["`~` looks for a text anywhere in another, so it needs no `%`"],
        fixIts: [.init("write `~`", [.init(place, "~"), .init(pattern, meantText)])]))
  }

  /// A comparison without its left side; in `x > 3 and < 7` the one of the comparison before is meant.
  mutating func missingLeftSide() {
    guard let text = leftSideBefore else { return missing("a value") }
    missing("a value", note: "each comparison names both of its sides", fixIts: [insertion(text)])
  }

  private var leftSideBefore: String? {
    guard !isRecovering, position > 0, let last = pending.last else { return nil }
    let before = tokens[position - 1].kind
    let node = nodes[Int(last)]
    guard before == .and || before == .or, node.kind == .binary, node.firstChild >= 0 else { return nil }
    var left = nodes[Int(node.firstChild)]
    // `a and b > 3 and < 7`: the comparison is the last part.
    let joint = tokens[Int(left.endToken)].kind
    if joint == .and || joint == .or, left.nextSibling >= 0 {
      let comparison = nodes[Int(left.nextSibling)]
      guard comparison.kind == .binary, comparison.firstChild >= 0 else { return nil }
      left = nodes[Int(comparison.firstChild)]
    }
    return source.text(Int(tokens[Int(left.firstToken)].start), Int(tokens[Int(left.endToken) - 1].end))
  }

  /// `1 < x < 5`; `right` is where the right side of the first comparison starts.
  mutating func reportChain(_ right: Int) {
    if isRecovering { return }
    let middle = source.text(Int(tokens[right].start), Int(tokens[max(position - 1, right)].end))
    report(
      Diagnostic(
        .chainedComparison, "comparisons can't be chained", at: range(ofToken: position),
        label: "a second comparison starts here",
        notes: ["join two comparisons with `and`, or write a range: `x in 1..5`"],
        fixIts: [insertion("and \(middle)", "join them with `and`")]))
  }

  /// `title =~ "x"`
  mutating func skipEqualBeforeTilde() {
    let place = range(ofToken: position).joined(to: range(ofToken: position + 1))
    foreignOperator(place, "~")
    isRecovering = false
    advance()
  }

  /// `title !~ "x"`
  mutating func reportNegatedMatch(_ start: Mark) {
    let place = range(ofToken: position)
    let first = Int(tokens[start.firstToken].start)
    let before = SourceRange(source: source, start: first, end: first)
    report(
      Diagnostic(
        .foreignOperator, "`!~` is not an operator here", at: place, label: "write `not ... ~`",
        fixIts: [.init("write it with `not`", [.init(before, "not "), .init(place, "~")])]))
    isRecovering = false
  }

  /// `power > 5 and where role = approver`
  var isRepeatedWhere: Bool {
    at(word: "where") && position > 0 && [.and, .or].contains(tokens[position - 1].kind) && !peek().startsLine
      && isName(peek()) && !Parser.wordsAfterNames.contains(text(1))
  }

  /// `x not known`, `x not unknown`, `x not none`
  var isNotKnown: Bool {
    peek().kind == .unknown || peek().kind == .none || at(word: "known", offset: 1)
  }

  mutating func parseNotKnown(_ start: Mark) {
    let place = range(ofToken: position).joined(to: range(ofToken: position + 1))
    let meant = peek().kind == .unknown ? "is known" : peek().kind == .none ? "is some" : "is unknown"
    report(
      Diagnostic(
        .unexpected, "`\(place.text)` is written `\(meant)`", at: place, label: "write `\(meant)`",
        fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
    advance()
    advance()
    finish(.isTest, start)
  }

  /// `is not unknown`, `is null` and their like; false when something else follows the `is`.
  mutating func skipForeignState() -> Bool {
    let isNegated = at(.not)
    let state = isNegated ? peek() : current
    let word = text(isNegated ? 1 : 0)
    let isNull = state.kind == .name && ["null", "nil", "empty", "missing", "undefined"].contains(word.lowercased())
    let place = range(ofToken: position)
    if isNegated {
      let meant =
        state.kind == .unknown || isNull ? "known" : word == "known" ? "unknown" : state.kind == .none ? "some" : nil
      guard let meant else { return false }
      let whole = place.joined(to: range(ofToken: position + 1))
      report(
        Diagnostic(
          .unexpected, "`is not \(word)` is written `is \(meant)`", at: whole, label: "write `is \(meant)`",
          fixIts: [.init("write `\(meant)`", replace: whole, with: meant)]))
      advance()
    } else if state.kind == .name, ["defined", "given", "filled", "present", "recorded"].contains(word.lowercased()) {
      report(
        Diagnostic(
          .unexpected, "what is recorded is `known`", at: place, label: "write `known`",
          fixIts: [.init("write `known`", replace: place, with: "known")]))
    } else {
      guard isNull else { return false }
      report(
        Diagnostic(
          .unexpected, "PlanLang has no `\(word)`", at: place,
          label: "not recorded is `unknown`, known to be absent is `none`",
          fixIts: [.init("ask whether it is unknown", replace: place, with: "unknown")]))
    }
    advance()
    return true
  }

  /// `role is approver`, `role is not approver`; the current token is the one after `is`.
  mutating func reportEquality() {
    var place = range(ofToken: position - 1)
    if at(.not) { place = place.joined(to: range(ofToken: position)) }
    let meant = at(.not) ? "!=" : "="
    report(
      Diagnostic(
        .unexpected, "`\(place.text)` asks only what is known, unknown, none or some", at: place,
        label: "write `\(meant)`", fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
  }

  /// `if(a, b, c)`, as in a spreadsheet; the current token is the one after `if`.
  mutating func skipCallOfIf(_ first: Int) -> Bool {
    guard let closing = closingOfCommas else { return false }
    var commas: [Int] = []
    var open = 0
    for index in (position + 1)..<closing {
      switch tokens[index].kind {
      case .leftParen, .leftBracket: open += 1
      case .rightParen, .rightBracket: open -= 1
      case .comma: if open == 0 { commas.append(index) }
      default: break
      }
    }
    guard commas.count == 2 else { return false }
    func part(_ from: Int, _ to: Int) -> String { source.text(Int(tokens[from].start), Int(tokens[to - 1].end)) }
    guard commas[0] > position + 1, commas[1] > commas[0] + 1, closing > commas[1] + 1 else { return false }
    let meant =
      "if \(part(position + 1, commas[0])) then \(part(commas[0] + 1, commas[1])) else \(part(commas[1] + 1, closing))"
    let place = range(ofToken: first).joined(to: range(ofToken: closing))
    report(
      Diagnostic(
        .expected, "a choice is written `if CONDITION then A else B`", at: place, label: "write `\(shown(meant))`",
        fixIts: [.init("write it in words", replace: place, with: meant)]))
    isRecovering = false
    position = closing + 1
    return true
  }

  // MARK: Paths and brackets

  /// `accounts.where ...`
  var isStepAfterDot: Bool { isName(peek()) && Vocabulary.steps.contains(text(1)) && stepCanFollowDot }

  mutating func reportDotForBar() {
    let place = range(ofToken: position).joined(to: range(ofToken: position + 1))
    report(
      Diagnostic(
        .unexpected, "a step starts with `|`", at: place, label: "write ` | \(text(1))`",
        fixIts: [.init("write `|`", replace: place, with: " | \(text(1))")]))
  }

  /// Whether what stands after `.where` and its like can only be the rest of a step.
  private var stepCanFollowDot: Bool {
    let after = peek(2)
    guard !after.startsLine else { return false }
    switch after.kind {
    case .name: return !Vocabulary.clauses.contains(text(2)) && !["per", "as", "with", "where"].contains(text(2))
    case .number, .text, .leftParen: return true
    default: return false
    }
  }

  /// Whether a comma stands between two parts of one label: `visit 2026-01-02, "Ana"`.
  private func isInLabel(_ comma: Int) -> Bool {
    guard isLabelStart(tokens[comma + 1]) else { return false }
    var part = comma - 1
    while part > position, isLabelStart(tokens[part]) {
      if isName(tokens[part - 1]) { return true }
      guard tokens[part - 1].kind == .comma else { return false }
      part -= 2
    }
    return false
  }

  /// Where the `)` of the `(` at the current token stands, if there is a comma right inside it.
  private var closingOfCommas: Int? {
    guard at(.leftParen) else { return nil }
    var index = position + 1
    var open = 0
    var hasComma = false
    while index - position < Parser.maximumLookAhead {
      switch tokens[index].kind {
      case .endOfFile, .rightBrace, .leftBrace: return nil
      case .bar where open == 0: return nil
      case .leftParen, .leftBracket: open += 1
      case .rightParen, .rightBracket:
        if open == 0 { return hasComma && tokens[index].kind == .rightParen ? index : nil }
        open -= 1
      case .comma:
        if open == 0, !isInLabel(index) { hasComma = true }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// `in (a, b)` or `show (a, b)`: a list in round brackets; `list` says whether `[` `]` are meant. False when none stands here.
  mutating func parseRoundList(asList: Bool) -> Bool {
    guard let closing = closingOfCommas,
      asList || closing + 1 >= tokens.count || tokens[closing + 1].startsLine
        || [.bar, .endOfFile, .semicolon, .rightBrace].contains(tokens[closing + 1].kind)
    else { return false }
    let start = mark()
    var place = range(ofToken: position).joined(to: range(ofToken: closing))
    var word = ""
    if asList, position > 0, tokens[position - 1].kind == .in, self.word(ofToken: position - 1) != "in" {
      // `IN (a, b)`: both slips are one habit.
      place = range(ofToken: position - 1).joined(to: place)
      forgetLexical(in: range(ofToken: position - 1))
      word = "in "
    }
    let inner = source.text(Int(tokens[position + 1].start), Int(tokens[closing - 1].end))
    report(
      Diagnostic(
        .expected, asList ? "a list stands in square brackets" : "columns stand without brackets", at: place,
        label: asList ? "write `[...]`" : "leave the brackets out",
        fixIts: [
          .init(
            asList ? "write square brackets" : "leave them out", replace: place,
            with: asList ? "\(word)[\(inner)]" : inner)
        ]))
    while position <= closing { advance() }
    finish(.missing, start)
    return true
  }

  /// `[1..5]`: a range needs no brackets, which stand from `open` on.
  mutating func rangeInBrackets(_ open: Int, since first: Int) {
    advance()
    parseSum()
    guard !isRecovering else { return }
    guard at(.rightBracket), first == open + 1 else {
      report(
        Diagnostic(
          .unexpected, "a list holds values, and no range",
          at: range(ofToken: first).joined(to: range(ofToken: position - 1)),
          label: "ask for it by itself", notes: ["join the questions with `or`: `x in 1..3 or x = 5`"]))
      isRecovering = false
      return finish(.missing, mark())
    }
    let inner = source.text(Int(tokens[first].start), Int(tokens[position - 1].end))
    let place = range(ofToken: open).joined(to: range(ofToken: position))
    report(
      Diagnostic(
        .unexpected, "a range stands without brackets", at: place, label: "write `\(shown(inner))`",
        fixIts: [.init("leave the brackets out", replace: place, with: inner)]))
    isRecovering = false
    finish(.missing, mark())
  }

  /// `.5`: the digit before the point is missing.
  mutating func takeBareDecimal(_ start: Mark) {
    let place = range(ofToken: position).joined(to: range(ofToken: position + 1))
    report(
      Diagnostic(
        .malformedNumber, "a number starts with a digit", at: place, label: "write `0\(place.text)`",
        fixIts: [.init("write `0\(place.text)`", replace: place, with: "0\(place.text)")]))
    isRecovering = false
    advance()
    advance()
    finish(.missing, start)
  }

  /// `5.`: true after a report.
  mutating func numberEndsInPoint() -> Bool {
    guard position > 1, tokens[position - 2].kind == .number, !isRecovering else { return false }
    let number = range(ofToken: position - 2)
    let place = number.joined(to: range(ofToken: position - 1))
    report(
      Diagnostic(
        .malformedNumber, "a number ends in a digit", at: place, label: "write `\(number.text)`",
        fixIts: [.init("leave the point out", replace: place, with: number.text)]))
    isRecovering = false
    return true
  }

  /// Whether another value follows in a list without its comma, which is said.
  mutating func commaIsMissing(since before: Int) -> Bool {
    guard position > before, !isRecovering else { return false }
    switch kind {
    case .name, .quotedName, .text, .number, .money, .percent, .date:
      if current.startsLine { return false }
      report(
        Diagnostic(
          .expected, "a comma stands between the values of a list", at: range(ofToken: position),
          label: "expected `,` before this",
          fixIts: [.init("put a comma between", replace: placeAfterPrevious, with: ",")]))
      return true
    default: return false
    }
  }

  /// `[a, b)` and `(a]`: the other closing bracket, taken for the one that fits.
  mutating func closeWithOther(_ closing: TokenKind, _ opened: String, _ closed: String) -> Bool {
    guard openParens == 1, closing == .rightBracket && at(.rightParen) || closing == .rightParen && at(.rightBracket)
    else { return false }
    let place = range(ofToken: position)
    report(
      Diagnostic(
        .expected, "expected `\(closed)`, found `\(place.text)`", at: place,
        label: "the bracket that was opened is `\(opened)`",
        fixIts: [.init("write `\(closed)`", replace: place, with: closed)]))
    advance()
    return true
  }

  // MARK: Aggregates

  /// `count(stakeholders | where power > 5)`: rows with steps stand in parentheses of their own; what they start with
  /// was read already.
  mutating func stepsWithoutParentheses(_ start: Mark) {
    guard at(.bar), !isRecovering, position > start.firstToken else { return }
    let bar = position
    let first = Int(tokens[start.firstToken].start)
    let before = SourceRange(source: source, start: first, end: first)
    parseSteps()
    finish(.query, start)
    finish(.subquery, start)
    guard !isRecovering, position > bar + 1 else { return }
    let rows = SourceRange(source: source, start: first, end: Int(tokens[position - 1].end))
    report(
      Diagnostic(
        .expected, "rows with steps stand in parentheses of their own", at: rows,
        label: "write `(\(shown(rows.text)))`",
        fixIts: [.init("put them in parentheses", [.init(before, "("), .init(placeAfterPrevious, ")")])]))
    isRecovering = false
  }

  /// `count(*)`
  mutating func skipStar() {
    let place = range(ofToken: position)
    report(
      Diagnostic(
        .unexpected, "rows are counted by their noun", at: place, label: "no `*` is needed",
        notes: ["`count()` counts the rows of a group, `count(stakeholders)` those of a noun"],
        fixIts: [.init("leave it out", replace: place, with: "")]))
    isRecovering = false
    let skipped = mark()
    advance()
    finish(.missing, skipped)
  }

  /// Whether a call of an unknown function is written like an aggregate: `avg(value of opportunities)`.
  var callLooksLikeAggregate: Bool {
    let name = tokens[position - 2]
    let word = source.text(Int(name.start), Int(name.end))
    if Vocabulary.functions.contains(word) || Vocabulary.windows.contains(word) { return false }
    var index = position
    var open = 0
    while index - position < Parser.maximumLookAhead {
      switch tokens[index].kind {
      case .endOfFile, .leftBrace, .rightBrace, .comma: return false
      case .leftParen, .leftBracket: open += 1
      case .rightParen, .rightBracket:
        if open == 0 { return false }
        open -= 1
      case .name:
        let word = source.text(Int(tokens[index].start), Int(tokens[index].end))
        // After a dot it is a field of that name.
        if open == 0, word == "of" || word == "where", tokens[index - 1].kind != .dot {
          return !(word == "of" && index > position && isLabelStart(tokens[index - 1]))
        }
      default: break
      }
      index += 1
    }
    return false
  }

  func word(ofToken index: Int) -> String { source.text(Int(tokens[index].start), Int(tokens[index].end)) }

  /// `sum(value, opportunities)`, `count(stakeholders, power > 5)`: a separator of other languages; `name` is the token
  /// of the function, and what was read so far starts at `start`.
  ///
  /// True where only an `of` is missing before the rows, which stand here then.
  mutating func parseForeignAggregate(_ name: Int, from start: Int) -> Bool {
    guard !isRecovering, continuesLine(current), !at(.rightParen) else { return false }
    let function = word(ofToken: name)
    guard let separator = foreignSeparator(function) else { return missingSeparator(function) }
    if function == "at_least", [.text, .minus, .percent, .money].contains(tokens[start].kind) {
      report(
        Diagnostic(
          .expected, "`at_least` says first how many", at: range(ofToken: start), label: "a whole number is needed",
          notes: ["as in `at_least(2, sponsors where power >= 7)`"]))
      return false
    }
    rewriteAggregate(function, separator, from: start)
    return false
  }

  private mutating func rewriteAggregate(_ function: String, _ separator: String, from start: Int) {
    let firstStart = Int(tokens[start].start)
    let first = source.text(firstStart, Int(tokens[position - 1].end))
    let place = range(ofToken: position)
    let rest = position + 1
    var end = rest
    var open = 0
    while tokens[end].kind != .endOfFile, !(open == 0 && tokens[end].kind == .rightParen),
      tokens[end].kind != .rightBrace
    {
      if tokens[end].kind == .leftParen { open += 1 }
      if tokens[end].kind == .rightParen { open -= 1 }
      end += 1
    }
    guard end > rest, tokens[end].kind == .rightParen else { return }
    let second = source.text(Int(tokens[rest].start), Int(tokens[end - 1].end))
    let inner: String
    switch separator {
    // Rows are plural: in `sum(opportunities, value)` they stand first.
    case "of":
      inner = first.hasSuffix("s") && !second.hasSuffix("s") ? "\(second) of \(first)" : "\(first) of \(second)"
    case "where": inner = function == "all" ? "\(second) of \(first)" : "\(first) where \(second)"
    default: inner = "\(second), \(first)"
    }
    let whole = SourceRange(source: source, start: firstStart, end: Int(tokens[end - 1].end))
    report(
      Diagnostic(
        .expected, "`\(function)` is written `\(function)(\(inner))`", at: place, label: "not `\(place.text)`",
        fixIts: [.init("write `\(function)(\(inner))`", replace: whole, with: inner)]))
    while position < end { advance() }
  }

  /// `sum(value opportunities)`, `any(stakeholders role = approver)`: the word between is missing.
  private mutating func missingSeparator(_ function: String) -> Bool {
    guard at(.name), !atEnd, !Vocabulary.reserved.contains(text()), !at(word: "where"), !at(word: "of"), !at(word: "by")
    else { return false }
    let isOf = !["count", "any", "at_least"].contains(function)
    report(
      Diagnostic(
        .expected, "expected `\(isOf ? "of" : "where")`, found `\(shown(text()))`", at: range(ofToken: position),
        label: isOf ? "the rows stand after `of`" : "a condition stands after `where`",
        fixIts: [insertion(isOf ? "of" : "where")]))
    isRecovering = false
    if isOf { return true }
    let rest = mark()
    parseExpression()
    finish(.missing, rest)
    return false
  }

  /// `sum(value in opportunities)`: skips to the `in`, which an expression would take for its own.
  mutating func skipToForeignIn(_ name: Int) -> Bool {
    guard isName(current), peek().kind == .in, isName(peek(2)), peek(3).kind == .rightParen else { return false }
    guard ["sum", "min", "max", "average", "median"].contains(word(ofToken: name)) else { return false }
    let skipped = mark()
    advance()
    finish(.missing, skipped)
    return true
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
}
