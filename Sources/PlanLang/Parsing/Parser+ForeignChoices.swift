// Choices, counts and places of rows as other languages write them.

extension Parser {
  /// Whether `? A : B` follows what was read, as in many languages.
  var isTernary: Bool { at(.invalid) && text() == "?" && continuesLine(current) }

  /// `power > 5 ? "high" : "low"`; what was read so far starts at the token `first`.
  mutating func skipTernary(_ first: Int, _ start: Mark) {
    let end = endOfPart(position)
    guard let colon = (position..<end).first(where: { tokens[$0].kind == .equal && word(ofToken: $0) == ":" }),
      colon > position + 1, end > colon + 1, first < position, !isRecovering
    else { return }
    func part(_ from: Int, _ to: Int) -> String { source.text(Int(tokens[from].start), Int(tokens[to - 1].end)) }
    let meant =
      "if \(part(first, position)) then \(part(position + 1, colon)) else \(part(colon + 1, end))"
    let place = range(ofToken: first).joined(to: range(ofToken: end - 1))
    forgetLexical(in: place)
    report(
      Diagnostic(
        .foreignOperator, "a choice is written `if CONDITION then A else B`", at: place,
        label: "write `\(shown(meant))`", fixIts: [.init("write it in words", replace: place, with: meant)]))
    isRecovering = false
    position = end
    finish(.missing, start)
  }

  /// The token that ends a column, an argument or a step: a comma, a bracket that was not opened since, or the line's end.
  private func endOfPart(_ from: Int) -> Int {
    var index = from
    var open = 0
    while index - from < Parser.maximumLookAhead {
      let token = tokens[index]
      if token.startsLine, index > from, openParens == 0 { return index }
      switch token.kind {
      case .endOfFile, .semicolon, .leftBrace, .rightBrace: return index
      case .comma, .bar: if open == 0 { return index }
      case .leftParen, .leftBracket: open += 1
      case .rightParen, .rightBracket:
        if open == 0 { return index }
        open -= 1
      default: break
      }
      index += 1
    }
    return index
  }

  /// Whether `case when ... end` stands here.
  var isCaseWhen: Bool {
    at(.name) && current.end - current.start == 4 && peek().kind == .name && !peek().startsLine
      && text().lowercased() == "case" && text(1).lowercased() == "when"
  }

  /// `case when C then A when D then B else E end`
  mutating func skipCaseWhen() {
    let start = mark()
    let first = position
    let end = endOfPart(position)
    var parts: [(word: String, start: Int, end: Int)] = []
    for index in (first + 1)..<max(end, first + 1) {
      let word = word(ofToken: index).lowercased()
      guard ["when", "then", "else", "end"].contains(word) else { continue }
      if let last = parts.indices.last { parts[last].end = index }
      parts.append((word, index + 1, end))
    }
    var meant = ""
    var isWhole = parts.allSatisfy { $0.word == "end" || $0.end > $0.start }
    for (index, part) in parts.enumerated() where part.word != "end" && isWhole {
      let text = source.text(Int(tokens[part.start].start), Int(tokens[part.end - 1].end))
      let before = index > 0 ? parts[index - 1].word : ""
      switch part.word {
      case "when" where before.isEmpty: meant += "if \(text)"
      case "when" where before == "then": meant += " else if \(text)"
      case "then" where before == "when": meant += " then \(text)"
      case "else" where before == "then": meant += " else \(text)"
      default: isWhole = false
      }
    }
    if !parts.contains(where: { $0.word == "else" }) { meant += " else unknown" }
    let last = parts.last { $0.word == "end" }.map { $0.start } ?? end
    let place = range(ofToken: first).joined(to: range(ofToken: max(last - 1, first)))
    report(
      Diagnostic(
        .unexpected, "a choice is written `if CONDITION then A else B`", at: place,
        label: isWhole ? "write `\(shown(meant))`" : "write it in words",
        fixIts: isWhole && parts.contains { $0.word == "then" }
          ? [.init("write it in words", replace: place, with: meant)] : []))
    isRecovering = false
    position = max(last, first + 1)
    finish(.missing, start)
  }

  // MARK: Calls and places of other languages

  /// `stakeholders.count()`, `accounts.length()`
  var isCountedByDot: Bool {
    peek(2).kind == .leftParen && peek(3).kind == .rightParen && !peek(2).startsLine && isName(peek())
      && ["count", "length", "size"].contains(text(1).lowercased())
  }

  mutating func skipCountByDot(_ start: Mark) {
    let rows = SourceRange(source: source, start: Int(tokens[start.firstToken].start), end: placeAfterPrevious.start)
    let whole = rows.joined(to: range(ofToken: position + 3))
    report(
      Diagnostic(
        .pathThroughPlural, "what is counted stands in parentheses", at: whole,
        label: "write `count(\(shown(rows.text)))`",
        fixIts: [.init("count them", replace: whole, with: "count(\(rows.text))")]))
    isRecovering = false
    for _ in 0..<4 { advance() }
    finish(.missing, start)
  }

  /// `stakeholders[0]`: right behind its name.
  var isIndexed: Bool {
    at(.leftBracket) && position > 0 && tokens[position - 1].end == current.start && isName(tokens[position - 1])
      && peek().kind == .number && peek(2).kind == .rightBracket
  }

  mutating func skipIndex(_ start: Mark) {
    let place = range(ofToken: position).joined(to: range(ofToken: position + 2))
    let number = text(1)
    let meant = number == "0" ? "take 1" : "skip \(number) | take 1"
    report(
      Diagnostic(
        .unexpected, "rows are taken with steps", at: place, label: "write `| \(meant)`",
        fixIts: [.init("take it with a step", replace: place, with: " | \(meant)")]))
    isRecovering = false
    for _ in 0..<3 { advance() }
    finish(.missing, start)
  }

  /// `sum value of opportunities` where a column stands; `first` is the token of the function's name.
  mutating func columnWithoutParentheses(_ first: Int) -> Bool {
    guard position == first + 1, Vocabulary.aggregates.contains(word(ofToken: first)), isName(current), !atEnd,
      at(word: "of") || at(word: "of", offset: 1)
    else { return false }
    let end = endOfPart(position)
    let rest = at(word: "of") ? position + 1 : position
    guard end > rest else { return false }
    let place = range(ofToken: first).joined(to: range(ofToken: end - 1))
    let meant =
      "\(word(ofToken: first))(\(source.text(Int(tokens[rest].start), Int(tokens[end - 1].end))))"
    report(
      Diagnostic(
        .unexpected, "what is computed stands in parentheses", at: place, label: "write `\(shown(meant))`",
        fixIts: [.init("put it in parentheses", replace: place, with: meant)]))
    isRecovering = false
    let skipped = mark()
    position = end
    finish(.missing, skipped)
    return true
  }

  // MARK: Periods

  /// Whether the two words before and at the current token are `next month` and the like.
  var isSpokenPeriod: Bool {
    ["month", "quarter", "year"].contains(text()) && ["next", "last", "this", "previous"].contains(text(-1))
      && !atLineEndOfName
  }

  /// Whether what follows makes a member, a call or a label of the word here.
  private var atLineEndOfName: Bool { [.equal, .leftParen, .dot].contains(peek().kind) }

  mutating func skipSpokenPeriod(_ start: Mark) {
    let place = range(ofToken: position - 1).joined(to: range(ofToken: position))
    let now = "\(text())(today)"
    let meant = ["next": "next(\(now))", "this": now][text(-1)] ?? "previous(\(now))"
    report(
      Diagnostic(
        .unexpected, "a \(text()) counted from today is computed", at: place, label: "write `\(meant)`",
        fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
    isRecovering = false
    advance()
    finish(.missing, start)
  }

  // MARK: Steps inside an aggregate

  /// `count(deals | where big)`: a condition needs no bar; other steps stand in parentheses of their own. The rows begin
  /// at the token `first`.
  mutating func stepsInAggregate(_ first: Int) {
    let bar = range(ofToken: position)
    if at(word: "where", offset: 1) {
      let removed = SourceRange(source: source, start: bar.start, end: Int(peek().start))
      report(
        Diagnostic(
          .expected, "a condition in an aggregate needs no `|`", at: bar, label: "leave it out",
          fixIts: [.init("leave it out", replace: removed, with: "")]))
      isRecovering = false
      return advance()
    }
    var end = position
    var open = 0
    while tokens[end].kind != .endOfFile, end - position < Parser.maximumLookAhead,
      !(open == 0 && tokens[end].kind == .rightParen)
    {
      if tokens[end].kind == .leftParen { open += 1 }
      if tokens[end].kind == .rightParen { open -= 1 }
      end += 1
    }
    guard tokens[end].kind == .rightParen, end > position + 1 else { return }
    let rows = (first..<position).last { word(ofToken: $0) == "of" }.map { $0 + 1 } ?? first
    let start = Int(tokens[rows].start)
    let close = Int(tokens[end - 1].end)
    report(
      Diagnostic(
        .expected, "rows with steps stand in parentheses of their own", at: bar, label: "put the rows in parentheses",
        fixIts: [
          .init(
            "put the rows in parentheses",
            [
              .init(SourceRange(source: source, start: start, end: start), "("),
              .init(SourceRange(source: source, start: close, end: close), ")"),
            ])
        ]))
    isRecovering = false
    let skipped = mark()
    position = end
    finish(.missing, skipped)
  }

  // MARK: Comparisons that go on

  /// `role = approver, influencer`, `role in approver, influencer`: one of several; false where it is no such list.
  mutating func listWithoutBrackets() -> Bool {
    guard position >= 2, isName(tokens[position - 1]), [.equal, .in].contains(tokens[position - 2].kind) else {
      return false
    }
    var last = position - 1
    while tokens[last + 1].kind == .comma, isName(tokens[last + 2]), !tokens[last + 2].startsLine { last += 2 }
    let next = tokens[last + 1]
    guard last > position,
      next.startsLine || [.bar, .endOfFile, .rightParen, .semicolon, .rightBrace].contains(next.kind)
    else { return false }
    let whole = range(ofToken: position - 2).joined(to: range(ofToken: last))
    let values = source.text(Int(tokens[position - 1].start), Int(tokens[last].end))
    report(
      Diagnostic(
        .unexpected, "several values stand in a list", at: whole, label: "write `in [\(shown(values))]`",
        fixIts: [.init("write a list", replace: whole, with: "in [\(values)]")]))
    return true
  }

  /// `power = 5..7`, `power not 5`; false where neither stands here.
  mutating func comparisonOfElsewhere() -> Bool {
    let place = range(ofToken: position)
    if at(.dotDot), position >= 2, tokens[position - 2].kind == .equal {
      let sign = range(ofToken: position - 2)
      report(
        Diagnostic(
          .unexpected, "a range is asked for with `in`", at: sign.joined(to: place), label: "write `in`",
          fixIts: [.init("write `in`", replace: sign, with: "in")]))
      return true
    }
    guard at(.not), !peek().startsLine,
      isName(peek()) || [.number, .text, .money, .percent, .date].contains(peek().kind)
    else { return false }
    report(
      Diagnostic(
        .unexpected, "another value is asked for with `!=`", at: place, label: "write `!=`",
        fixIts: [.init("write `!=`", replace: place, with: "!=")]))
    return true
  }
}
