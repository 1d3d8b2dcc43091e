// Queries: a source and the steps after it.

extension Parser {
  /// `query = ('all' NAME | expr) ('|' step)*`
  mutating func parseQuery() {
    let start = mark()
    if at(word: "all"), isName(peek()), !peek().startsLine {
      parseAllNoun()
    } else {
      parseExpression()
    }
    parseSteps()
    finish(.query, start)
  }

  mutating func parseSteps() {
    while at(.bar) {
      advance()
      parseStep()
      if isRecovering { recoverStep() }
    }
  }

  /// Goes on with the next step of the same pipeline, so that each step's slips are told.
  private mutating func recoverStep() {
    let skipped = mark()
    var open = 0
    while !at(.endOfFile) {
      if open == 0, at(.bar) || at(.semicolon) || at(.rightBrace) || (current.startsLine && openParens == 0) { break }
      if open == 0, openParens > 0, at(.rightParen) { break }
      switch kind {
      case .leftParen, .leftBracket, .leftBrace: open += 1
      case .rightParen, .rightBracket, .rightBrace: open -= 1
      default: break
      }
      if open < 0 { break }
      advance()
    }
    finish(.unexpected, skipped)
    if at(.bar) { isRecovering = false }
  }

  private mutating func parseStep() {
    guard at(.name) || at(.quotedName) else { return parseNamelessStep() }
    itemStart = -1
    if at(word: "where") {
      let start = mark()
      advance()
      parseExpression()
      finish(.whereStep, start)
    } else if at(word: "with") {
      let start = mark()
      advance()
      parseColumns(namesRequired: true)
      finish(.withStep, start)
    } else {
      parseOtherStep()
    }
  }

  private mutating func parseNamelessStep() {
    let start = mark()
    if let word = foreignStep() {
      reportForeignStep(word)
      finish(.missing, start)
      return
    }
    missing("a step", note: "steps are \(stepExamples)")
  }

  private mutating func parseOtherStep() {
    let start = mark()
    let word = at(.name) ? text() : ""
    switch word {
    case "show":
      advance()
      parseColumns()
      finish(.showStep, start)
    case "sort":
      advance()
      commaSeparated { $0.parseSortKey() }
      finish(.sortStep, start)
    case "take", "skip":
      advance()
      parseExpression()
      finish(word == "take" ? .takeStep : .skipStep, start)
    case "distinct":
      advance()
      finish(.distinctStep, start)
    case "count":
      advance()
      parseByClause()
      finish(.countStep, start)
    case "summarize":
      advance()
      parseColumns()
      parseByClause()
      finish(.summarizeStep, start)
    case "matrix":
      advance()
      inCommaPlace { $0.parseExpression() }
      expect(word: "by")
      inCommaPlace { $0.parseExpression() }
      if consume(word: "of") { inCommaPlace { $0.parseExpression() } }
      finish(.matrixStep, start)
    case "set":
      advance()
      parseAssignments()
      finish(.setStep, start)
    case "remove":
      advance()
      finish(.removeStep, start)
    case "as":
      advance()
      expectName("a format: \(Vocabulary.formats.joined(separator: ", "))")
      if consume(word: "for") { expectName("an audience, such as `customer`") }
      finish(.asStep, start)
    case "to":
      advance()
      expectText("a file name in quotes")
      if consume(word: "for") { expectName("an audience, such as `customer`") }
      finish(.toStep, start)
    case "tree":
      advance()
      expect(word: "by")
      expectName("a reference field")
      finish(.treeStep, start)
    case "bars":
      advance()
      if !atEnd, !at(.bar), !at(.rightParen) { inCommaPlace { $0.parseExpression() } }
      finish(.barsStep, start)
    case "heat":
      advance()
      finish(.heatStep, start)
    default:
      if goesOnAfterWord {
        if let foreign = foreignStep() {
          reportForeignStep(foreign)
          return finish(.missing, start)
        }
        if at(.name), let step = Suggestions.nearest(to: word, among: Vocabulary.steps.sorted()) {
          reportForeignStep((word, step))
          return finish(.missing, start)
        }
      }
      advance()
      finish(.nounStep, start)
    }
  }

  /// Whether the current word is followed by something that could only belong to a step: a noun stands alone.
  private var goesOnAfterWord: Bool {
    let next = peek()
    guard continuesLine(next) else { return false }
    switch next.kind {
    case .bar, .endOfFile, .semicolon, .rightParen, .rightBrace, .leftBrace, .comma: return false
    default: return true
    }
  }

  private var stepExamples: String {
    "`where`, `show`, `sort`, `take`, `count by`, `matrix`, a noun, and others (`help steps`)"
  }

  /// What other query languages call our steps.
  private func foreignStep() -> (String, String)? {
    let word = text()
    switch word.lowercased() {
    case "select", "project", "return", "columns": return (word, "show")
    case "filter", "having", "whre", "wehre", "were", "only": return (word, "where")
    case "order", "orderby", "order_by", "sortby", "sort_by": return (word, "sort")
    case "limit", "top", "head": return (word, "take")
    case "offset": return (word, "skip")
    case "group", "groupby", "group_by", "aggregate", "summarise":
      return (word, word == "summarise" || word == "aggregate" ? "summarize" : "count by")
    case "unique", "uniq": return (word, "distinct")
    case "pivot", "crosstab": return (word, "matrix")
    case "delete": return (word, "remove")
    case "update": return (word, "set")
    case "extend", "derive", "mutate", "let": return (word, "with")
    case "shwo", "sohw", "shw", "hsow": return (word, "show")
    case "srot", "sotr": return (word, "sort")
    default: return nil
    }
  }

  private mutating func reportForeignStep(_ foreign: (String, String)) {
    var place = range(ofToken: position)
    let first = foreign.0.lowercased()
    if (first == "order" || first == "group"), text(1).lowercased() == "by" {
      place = place.joined(to: range(ofToken: position + 1))
    }
    report(
      Diagnostic(
        .unknownWord, "there is no step `\(place.text)`", at: place, label: "did you mean `\(foreign.1)`?",
        notes: ["steps are \(stepExamples)"],
        fixIts: [.init("write `\(foreign.1)`", replace: place, with: foreign.1)]))
  }

  mutating func commaSeparated(_ item: (inout Parser) -> Void) {
    let outer = allowsCompositeLabels
    allowsCompositeLabels = false
    repeat { item(&self) } while consume(.comma)
    allowsCompositeLabels = outer
  }

  /// Runs a rule in a place where a comma separates, so labels take one part.
  mutating func inCommaPlace(_ body: (inout Parser) -> Void) {
    let outer = allowsCompositeLabels
    allowsCompositeLabels = false
    body(&self)
    allowsCompositeLabels = outer
  }

  private mutating func parseColumns(namesRequired: Bool = false) {
    commaSeparated { parser in
      let start = parser.mark()
      if parser.isName(parser.current), parser.peek().kind == .equal {
        parser.advance()
        parser.advance()
      } else if namesRequired {
        parser.missing(
          "`NAME = EXPRESSION`", note: "`with` adds columns by name: `with gap = importance - performance`")
        parser.finish(.column, start)
        return
      }
      parser.parseExpression()
      parser.finish(.column, start)
    }
  }

  private mutating func parseSortKey() {
    let start = mark()
    if at(word: "by"), isName(peek()) {
      let place = range(ofToken: position)
      report(
        Diagnostic(
          .unexpected, "`sort` takes its keys without `by`", at: place, label: "remove `by`",
          fixIts: [
            .init("remove it", replace: SourceRange(source: source, start: place.start, end: place.end + 1), with: "")
          ]))
      advance()
    }
    parseExpression()
    if at(word: "desc") || at(word: "asc") {
      advance()
    } else if at(word: "descending") || at(word: "ascending") || at(word: "DESC") || at(word: "ASC") {
      let place = range(ofToken: position)
      let word = text().lowercased().hasPrefix("desc") ? "desc" : "asc"
      report(
        Diagnostic(
          .unexpected, "the direction is written `\(word)`", at: place, label: "write `\(word)`",
          fixIts: [.init("write `\(word)`", replace: place, with: word)]))
      advance()
    }
    finish(.sortKey, start)
  }

  private mutating func parseByClause() {
    guard at(word: "by") else { return }
    let start = mark()
    advance()
    commaSeparated { parser in
      if parser.isName(parser.current), parser.peek().kind == .equal {
        let column = parser.mark()
        parser.advance()
        parser.advance()
        parser.parseExpression()
        parser.finish(.column, column)
      } else {
        parser.parseExpression()
      }
    }
    finish(.byClause, start)
  }

  mutating func parseAssignments() {
    commaSeparated { parser in
      let start = parser.mark()
      parser.expectName("the name of a field to set")
      if parser.at(.equal) {
        parser.advance()
      } else {
        parser.missing("`=`", note: "a change is written `set FIELD = VALUE`")
      }
      parser.parseExpression()
      parser.parseEvidence()
      parser.finish(.assignment, start)
    }
  }

  /// `(per TEXT (on DATE|today)? (assumed|confirmed)?)*`
  mutating func parseEvidence() {
    // At the start of a `per` group the word stands on a line of its own.
    guard at(word: "per"), continuesLine(current) || position == itemStart else { return }
    let start = mark()
    parseEvidenceItem()
    while at(word: "per"), continuesLine(current) { parseEvidenceItem() }
    finish(.evidence, start)
  }

  private mutating func parseEvidenceItem() {
    let start = mark()
    advance()
    expectText("the source in quotes after `per`")
    if at(word: "on"), continuesLine(current) {
      advance()
      if at(.date) || at(word: "today") { advance() } else { missing("a date such as 2026-11-21 or `today`") }
    }
    if at(word: "assumed") || at(word: "confirmed"), continuesLine(current) { advance() }
    finish(.evidenceItem, start)
  }
}
