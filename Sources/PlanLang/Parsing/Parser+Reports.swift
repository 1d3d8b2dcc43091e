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
        } else {
          parser.expect(word: "on", orInsert: true)
        }
        parser.parseMeasures()
        _ = parser.consume(word: "because")
      }
      finish(.compareReport, start)
    case "sweep":
      parseExpression()
      if at(word: "from") || at(.in) || at(word: "between") {
        replaceWord(with: "over")
      } else {
        expect(word: "over", orInsert: true)
      }
      if at(.leftBracket) { parseExpression() } else { parseRangeOrSum() }
      if consume(word: "step") { parseExpression() }
      expect(word: "on")
      parseMeasures()
      finish(.sweepReport, start)
    case "sensitivity":
      expect(word: "on")
      parseMeasures()
      expect(word: "by")
      parseSpreadable()
      finish(.sensitivityReport, start)
    case "simulate":
      if at(.number) { advance() } else { missing("the number of runs") }
      expect(word: "on")
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

  /// An expression that may end in a spread `+- 10%` (R7).
  private mutating func parseSpreadable() {
    parseFieldPath()
    if at(.plus), peek().kind == .minus, peek(2).kind == .percent {
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
    if at(.dot) {
      advance()
      expectName("a field")
      if at(word: "up") || at(word: "down") {
        advance()
        if at(.number) { advance() } else { missing("a number of steps") }
      } else if consume(word: "to") {
        parseExpression()
      } else {
        missing("`up 1`, `down 1` or `to VALUE`")
      }
    }
    if consume(word: "cost") { if at(.number) { advance() } else { missing("a number") } }
    finish(.moveSpec, start)
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
