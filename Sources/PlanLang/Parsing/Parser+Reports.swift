// Reports and imports: statements that answer with rows, and the one that reads rows from elsewhere.

extension Parser {
  private mutating func parseMeasures() {
    let start = mark()
    commaSeparated { $0.parseExpression() }
    finish(.measures, start)
  }

  /// `baseline and "A"`: scenarios are separated by commas.
  private mutating func commaForWord() {
    let place = range(ofToken: position)
    let whole = SourceRange(source: source, start: placeAfterPrevious.start, end: place.end)
    report(
      Diagnostic(
        .expected, "a comma stands between the scenarios", at: place, label: "write `,`",
        fixIts: [.init("write `,`", replace: whole, with: ",")]))
    isRecovering = false
    advance()
  }

  mutating func parseReport(_ word: String) {
    let start = mark()
    advance()
    switch word {
    case "compare":
      inCommaPlace { parser in
        let first = parser.position
        parser.parseScenarioName()
        var count = 1
        while true {
          if parser.consume(.comma) {
            parser.parseScenarioName()
          } else if parser.at(.and) || parser.at(word: "vs") || parser.at(word: "with"),
            parser.peek().kind == .text || parser.at(word: "baseline", offset: 1), !parser.atEnd
          {
            parser.commaForWord()
            parser.parseScenarioName()
          } else if parser.isPlainText || parser.at(word: "baseline"), parser.continuesLine(parser.current) {
            let place = parser.range(ofToken: parser.position)
            let end = parser.placeAfterPrevious
            parser.report(
              Diagnostic(
                .expected, "a comma stands between the scenarios", at: place, label: "expected `,` before this",
                fixIts: [.init("put a comma between", replace: end, with: ",")]))
            parser.parseScenarioName()
          } else {
            break
          }
          count += 1
        }
        if count == 1, parser.tokens[first].kind == .text, !parser.isRecovering {
          let place = parser.range(ofToken: first)
          parser.report(
            Diagnostic(
              .expected, "`compare` needs something to compare with", at: place, label: "only one scenario is named",
              fixIts: [
                .init(
                  "compare it with the baseline",
                  replace: SourceRange(source: parser.source, start: place.start, end: place.start), with: "baseline, ")
              ]))
        }
        if parser.at(word: "by") || parser.at(word: "of") || parser.at(word: "over") {
          parser.replaceWord(with: "on")
          parser.parseMeasures()
        } else if !parser.isRecovering, parser.atEnd || parser.at(.bar) || parser.at(word: "because") {
          // Without measures: every figure that moves.
        } else {
          parser.expect(word: "on", orInsert: true)
          parser.parseMeasures()
        }
        _ = parser.consume(word: "because")
      }
      finish(.compareReport, start)
    case "sweep":
      parseExpression()
      parseSwept()
      if consume(word: "step") { parseExpression() }
      expectOn()
      parseMeasures()
      finish(.sweepReport, start)
    case "sensitivity":
      expectOn()
      parseMeasures()
      expect(word: "by")
      parseSpreadable()
      finish(.sensitivityReport, start)
    case "simulate":
      if at(.number) {
        advance()
        if at(word: "times") || at(word: "runs") { skipSurplus("the number alone says how often") }
      } else {
        missing("the number of runs", fixIts: atEnd ? [] : [insertion("10000")])
      }
      expectOn()
      parseMeasures()
      if consume(word: "seed") { if at(.number) { advance() } else { missing("a whole number") } }
      finish(.simulateReport, start)
    case "reach", "break":
      parseExpression()
      if consume(word: "with") { commaSeparated { $0.parseMoveSpec() } }
      if consume(word: "within") {
        if at(.number) { advance() } else { missing("a number of changes") }
        if !consume(word: "changes") { _ = consume(word: "change") }
      }
      if at(word: "as"), at(word: "scenario", offset: 1) {
        advance()
        advance()
        expectText("a name in quotes")
      }
      finish(word == "reach" ? .reachReport : .breakReport, start)
    case "diff":
      expectText(
        "a scenario's name in quotes", note: "`changes` lists what was changed here, `scenarios` lists the scenarios")
      if consume(.comma) { expectText("a scenario's name in quotes") }
      finish(.diffReport, start)
    case "changes": finish(.changesReport, start)
    case "scenarios": finish(.scenariosReport, start)
    case "checks": finish(.checksReport, start)
    case "frameworks": finish(.frameworksReport, start)
    case "ask":
      if isName(current), continuesLine(current) { advance() }
      finish(.askReport, start)
    default:
      if at(.duration) {
        advance()
      } else if at(.number), continuesLine(current) {
        let place = range(ofToken: position)
        report(
          Diagnostic(
            .expected, "a stretch of time has a unit", at: place, label: "write `\(place.text) days`",
            fixIts: [.init("write `\(place.text) days`", replace: place, with: "\(place.text) days")]))
        advance()
      } else {
        missing("a time such as `60 days`", fixIts: atEnd ? [insertion("60 days")] : [])
      }
      finish(.staleReport, start)
    }
  }

  /// The values of a sweep: `over LOW..HIGH`, `over [A, B]`.
  private mutating func parseSwept() {
    let isOver = at(word: "over")
    if isOver || at(word: "from") || at(word: "between"), !peek(2).startsLine, !peek(3).startsLine,
      isSingleValue(peek()),
      at(word: "to", offset: 2) || peek(2).kind == .and
    {
      return parseRangeInWords(isOver)
    }
    if at(word: "from") || at(.in) || at(word: "between") {
      replaceWord(with: "over")
    } else if !consume(word: "over") {
      missing("`over`", note: "the values to try stand after it: `over LOW..HIGH` or `over [A, B]`")
    }
    parseRangeOrSum()
  }

  private func isSingleValue(_ token: Token) -> Bool {
    switch token.kind {
    case .name, .number, .money, .percent, .date, .duration, .text: true
    default: false
    }
  }

  /// `over 0 to 10`, `between 0 and 10`
  private mutating func parseRangeInWords(_ isOver: Bool) {
    let word = range(ofToken: position)
    let low = range(ofToken: position + 1)
    let divider = range(ofToken: position + 2)
    let high = range(ofToken: position + 3)
    let gap = SourceRange(source: source, start: low.end, end: high.start)
    var changes: [Diagnostic.FixIt.Replacement] = [.init(gap, "..")]
    if !isOver { changes.insert(.init(word, "over"), at: 0) }
    report(
      Diagnostic(
        .expected, "a range is written with two dots", at: isOver ? divider : word.joined(to: divider),
        label: "write `over \(shown(low.text))..\(shown(high.text))`", fixIts: [.init("write a range", changes)]))
    isRecovering = false
    advance()
    let start = mark()
    parseSum()
    advance()
    parseSum()
    finish(.range, start)
  }

  /// An expression that may end in a spread `+- 10%` (R7).
  private mutating func parseSpreadable() {
    parseFieldPath()
    if at(.plus), peek().kind == .percent, text() == "±" {
      // One foreign sign for both; it was told of.
      advance()
      advance()
    } else if at(.plus), peek().kind == .minus, peek(2).kind == .percent {
      advance()
      advance()
      advance()
    }
  }

  /// A field of an entity or a thing; a sum here would swallow the spread.
  private mutating func parseFieldPath() {
    let start = mark()
    if isName(current) {
      if startsThing {
        parseThing(expression: true)
      } else {
        let name = mark()
        advance()
        finish(.nameExpression, name)
      }
      while at(.dot), continuesLine(current) {
        advance()
        expectName("a field")
        finish(.path, start)
      }
    } else {
      missing("a field such as `opportunity.probability`")
    }
  }

  private mutating func parseMoveSpec() {
    let start = mark()
    expectName("a move")
    if at(.text), peek().kind == .dot, continuesLine(current) { skipMovedLabel() }
    if at(.dot), continuesLine(current) {
      advance()
      expectName("a field")
      if at(word: "up") || at(word: "down") {
        advance()
        if at(.number) { advance() } else { missing("a number of steps", fixIts: [insertion("1")]) }
      } else if consume(word: "to") {
        parseExpression()
      } else if at(.equal) {
        replaceWord(with: "to")
        isRecovering = false
        parseExpression()
      } else {
        missing("`up 1`, `down 1` or `to VALUE`")
      }
    }
    if consume(word: "cost") { if at(.number) { advance() } else { missing("a number") } }
    finish(.moveSpec, start)
  }

  /// `with objective "A".rank to 1`: a search tries a move on each of its kind.
  private mutating func skipMovedLabel() {
    let place = range(ofToken: position)
    let removed = SourceRange(source: source, start: placeAfterPrevious.start, end: place.end)
    report(
      Diagnostic(
        .unexpected, "a move is tried on every one of its kind, not on one alone", at: place, label: "leave it out",
        notes: ["to change one thing and look at the difference, write a `scenario` and `compare`"],
        fixIts: [.init("leave it out", replace: removed, with: "")]))
    isRecovering = false
    advance()
  }

  mutating func parsePath() {
    let start = mark()
    advance()
    expect(word: "from")
    parseExpression()
    expect(word: "to")
    parseExpression()
    expect(word: "along")
    expectName("an entity whose rows link two things")
    finish(.pathReport, start)
  }

  /// `import NOUN from "FILE" { NAME = ... } evidence? preview?`
  mutating func parseImport() {
    simple(.importCommand) { parser in
      parser.expectName("the noun of the rows")
      parser.expect(word: "from")
      parser.expectText("a file name in quotes")
      if parser.at(.leftBrace) {
        parser.braces(.body) { $0.parseImportMapping() }
      }
      parser.parseEvidence()
      if parser.at(word: "preview"), parser.continuesLine(parser.current) { parser.advance() }
    }
  }

  mutating func parseImportMapping() {
    let start = mark()
    expectName("a field to fill")
    expect(.equal, "`=`")
    if at(word: "case"), isText(peek()) {
      let inner = mark()
      advance()
      advance()
      braces(.body) { parser in
        let column = parser.mark()
        if parser.at(.else) || parser.isPlainText {
          parser.advance()
        } else {
          parser.missing("a text in quotes or `else`")
        }
        parser.expect(.arrow, "`->`")
        parser.parseValue()
        parser.finish(.importColumn, column)
      }
      finish(.importCase, inner)
    } else {
      itemStart = position
      parseValue()
    }
    finish(.importMapping, start)
  }
}
