// Assignments, and the evidence that may follow a value.

extension Parser {
  mutating func parseAssignments() {
    commaSeparated { parser in
      let start = parser.mark()
      if parser.peek().kind == .dot, parser.isName(parser.peek(2)), parser.peek(3).kind == .equal { parser.skipOwner() }
      parser.expectName("the name of a field to set")
      if !parser.consume(.equal) { parser.missingEqualSign() }
      let value = parser.position
      parser.parseExpression()
      parser.assignmentsJoinedByAnd(since: value)
      parser.parseEvidence()
      parser.finish(.assignment, start)
      while !parser.isRecovering, !parser.atEnd, parser.isName(parser.current), parser.peek().kind == .equal {
        parser.nextAssignmentWithoutComma()
      }
    }
  }

  /// `set stakeholder.power = 5`: the rows are what is changed.
  private mutating func skipOwner() {
    let place = range(ofToken: position).joined(to: range(ofToken: position + 2))
    let removed = range(ofToken: position).joined(to: range(ofToken: position + 1))
    report(
      Diagnostic(
        .expected, "`set` changes fields of its rows", at: place, label: "write `\(text(2))`",
        fixIts: [.init("write `\(text(2))`", replace: removed, with: "")]))
    isRecovering = false
    let skipped = mark()
    advance()
    advance()
    finish(.missing, skipped)
  }

  /// `set a = 1 b = 2`
  private mutating func nextAssignmentWithoutComma() {
    let start = mark()
    report(
      Diagnostic(
        .unexpected, "changes are separated by commas", at: range(ofToken: position), label: "expected `,` before this",
        fixIts: [.init("put a comma between", replace: placeAfterPrevious, with: ",")]))
    isRecovering = false
    advance()
    advance()
    parseExpression()
    parseEvidence()
    finish(.assignment, start)
  }

  /// `set a to 1`, `set a 1`
  private mutating func missingEqualSign() {
    if at(word: "to") || at(.is) || at(word: "as") || at(.arrow) { return replaceWord(with: "=") }
    if [.plus, .minus, .star, .slash].contains(kind), peek().kind == .equal, position > 0 {
      let place = range(ofToken: position).joined(to: range(ofToken: position + 1))
      let meant = "= \(word(ofToken: position - 1)) \(text())"
      report(
        Diagnostic(
          .foreignOperator, "`\(place.text)` is not an operator here", at: place, label: "write `\(meant) ...`",
          fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
      isRecovering = false
      advance()
      return advance()
    }
    missing("`=`", note: "a change is written `set FIELD = VALUE`", fixIts: atEnd ? [] : [insertion("=")])
  }

  /// `set a = 1 and b = 2`: changes are separated by commas.
  private mutating func assignmentsJoinedByAnd(since value: Int) {
    guard !isRecovering, let joint = (value..<position).first(where: { tokens[$0].kind == .and }), joint + 2 < position,
      isName(tokens[joint + 1]), tokens[joint + 2].kind == .equal
    else { return }
    let place = range(ofToken: joint)
    let blank = SourceRange(source: source, start: Int(tokens[joint - 1].end), end: place.end)
    report(
      Diagnostic(
        .unexpected, "changes are separated by commas", at: place, label: "write `,`",
        fixIts: [.init("write `,`", replace: blank, with: ",")]))
  }

  /// `(per TEXT (on DATE|today)? (assumed|confirmed)?)*`
  mutating func parseEvidence() {
    // At the start of a `per` group the word stands on a line of its own.
    if at(.name), !atEnd, !at(word: "per") { foreignEvidence() }
    guard at(word: "per"), continuesLine(current) || position == itemStart else { return }
    let start = mark()
    parseEvidenceItem()
    while at(word: "per"), continuesLine(current) { parseEvidenceItem() }
    finish(.evidence, start)
  }

  /// `on DATE per "..."`, `from "..."`: evidence in another order or with another word.
  private mutating func foreignEvidence() {
    if ["from", "source", "via", "by", "cf"].contains(text()), peek().kind == .text, !peek().startsLine {
      let place = range(ofToken: position)
      report(
        Diagnostic(
          .unexpected, "a source stands after `per`", at: place, label: "write `per`",
          fixIts: [.init("write `per`", replace: place, with: "per")]))
      isRecovering = false
      let skipped = mark()
      advance()
      advance()
      finish(.missing, skipped)
    } else if at(word: "on"), peek().kind == .date, at(word: "per", offset: 2), peek(3).kind == .text {
      let place = range(ofToken: position).joined(to: range(ofToken: position + 3))
      let meant = "per \(text(3)) on \(text(1))"
      report(
        Diagnostic(
          .unexpected, "the day of a source stands behind it", at: place, label: "write `\(shown(meant))`",
          fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
      isRecovering = false
      let skipped = mark()
      for _ in 0..<4 { advance() }
      finish(.missing, skipped)
    } else if at(word: "on") && (peek().kind == .date || at(word: "today", offset: 1)) || isStanding {
      report(
        Diagnostic(
          .expected, "evidence starts with its source", at: range(ofToken: position), label: "whose word is it?",
          notes: [
            "write `per \"SOURCE\" on 2026-11-21 confirmed`; the day and `assumed` or `confirmed` may be left out"
          ]))
      let skipped = mark()
      if at(word: "on") { advance() }
      advance()
      if !atEnd, isStanding { advance() }
      finish(.missing, skipped)
    }
  }

  /// `assumed` or `confirmed` alone, with nothing after it that it could be part of.
  private var isStanding: Bool {
    guard at(word: "assumed") || at(word: "confirmed") else { return false }
    let next = peek()
    return next.startsLine || [.comma, .semicolon, .bar, .rightBrace, .endOfFile].contains(next.kind)
  }

  /// `assumed on DATE`: the day stands before it.
  private mutating func dayAfterStanding() {
    guard at(word: "on"), peek().kind == .date, continuesLine(current) else { return }
    let place = range(ofToken: position - 1).joined(to: range(ofToken: position + 1))
    let meant = "on \(text(1)) \(word(ofToken: position - 1))"
    report(
      Diagnostic(
        .unexpected, "the day of a source stands before `\(word(ofToken: position - 1))`", at: place,
        label: "write `\(meant)`", fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
    isRecovering = false
    advance()
    advance()
  }

  private mutating func parseEvidenceItem() {
    let start = mark()
    advance()
    if isName(current), !atEnd, let fix = quotedWords() {
      let place = range(ofToken: position)
      report(
        Diagnostic(
          .expected, "a source stands in quotes", at: place, label: "write `per \(fix.replacements[0].text)`",
          fixIts: [fix]))
      let end = fix.replacements[0].range.end
      while Int(current.start) < end, !at(.endOfFile) { advance() }
    } else {
      expectText("the source in quotes after `per`")
    }
    if at(word: "at") || at(word: "from") || at(word: "dated"), peek().kind == .date, !atEnd {
      let place = range(ofToken: position)
      report(
        Diagnostic(
          .unexpected, "the day of a source stands after `on`", at: place, label: "write `on`",
          fixIts: [.init("write `on`", replace: place, with: "on")]))
      advance()
      advance()
    } else if at(.date), !atEnd {
      let place = range(ofToken: position)
      report(
        Diagnostic(
          .unexpected, "the day of a source stands after `on`", at: place, label: "expected `on` before this",
          fixIts: [insertion("on")]))
      advance()
    }
    if at(word: "on"), continuesLine(current) {
      advance()
      if at(.date) || at(word: "today") { advance() } else { missing("a date such as 2026-11-21 or `today`") }
    }
    if at(word: "assumed") || at(word: "confirmed"), continuesLine(current) {
      advance()
      dayAfterStanding()
    } else if at(.name), !atEnd, peek().kind != .equal,
      let meant = Suggestions.nearest(to: text(), among: ["assumed", "confirmed"])
    {
      let place = range(ofToken: position)
      report(
        Diagnostic(
          .unexpected, "a source is `assumed` or `confirmed`", at: place, label: "did you mean `\(meant)`?",
          fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
      advance()
    }
    finish(.evidenceItem, start)
  }
}
