// Queries: a source and the steps after it.

extension Parser {
  /// `query = ('all' NAME | expr) ('|' step)*`
  mutating func parseQuery() {
    let start = mark()
    if at(word: "all"), isName(peek()), continuesLine(peek()) {
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
    guard at(.name) || at(.quotedName) else { return missingStep() }
    if at(.name), takeStepOfElsewhere() { return }
    itemStart = -1
    if at(word: "where") {
      let start = mark()
      advance()
      if isStepEnd { return emptyStep(start, "a condition") }
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

  private mutating func parseOtherStep() {
    let start = mark()
    let word = at(.name) ? text() : ""
    switch word {
    case "show":
      if skipStarOfShow() { return finish(.missing, start) }
      advance()
      if isStepEnd { return emptyStep(start, "columns") }
      if parseRoundList(asList: false) {
        finish(.showStep, start)
        return
      }
      parseColumns()
      finish(.showStep, start)
    case "sort":
      advance()
      if isStepEnd { return emptyStep(start, "a column") }
      commaSeparated { $0.parseSortKey() }
      finish(.sortStep, start)
    case "take", "skip":
      advance()
      if atEnd || at(.bar) {
        missing("how many", note: "`\(word) 10` takes a number", fixIts: [insertion("10")])
      } else {
        if at(word: "first") || at(word: "top") || at(word: "the"), peek().kind == .number {
          skipSurplus("`\(word)` takes a number alone")
        }
        parseExpression()
        if at(word: "rows") || at(word: "items") || at(word: "records") || at(word: "results"), !atEnd, !isRecovering {
          surplusUnit("`\(word)` takes a number alone")
        }
      }
      finish(word == "take" ? .takeStep : .skipStep, start)
    case "distinct":
      advance()
      finish(.distinctStep, start)
    case "count":
      advance()
      if groupsWithoutBy {
        reportMissingBy()
        commaSeparated { $0.parseExpression() }
        return finish(.missing, start)
      }
      parseByClause()
      finish(.countStep, start)
    case "summarize":
      if at(word: "by", offset: 1), isName(peek(2)), !peek(2).startsLine {
        replaceWord(with: "count")
        isRecovering = false
        parseByClause()
        return finish(.countStep, start)
      }
      advance()
      parseColumns()
      parseByClause()
      finish(.summarizeStep, start)
    case "matrix":
      advance()
      inCommaPlace { $0.parseExpression() }
      if at(.comma) {
        commaForBy()
      } else if ["x", "vs", "against", "and", "per"].contains(text()), !atEnd, isName(peek()) {
        replaceWord(with: "by")
        isRecovering = false
      } else {
        expect(word: "by", orInsert: true)
      }
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
      if continuesLine(current), consume(word: "for") { expectName("an audience, such as `customer`") }
      finish(.asStep, start)
    case "to":
      advance()
      if !skipUnquotedFile() { expectFilledText("a file name in quotes") }
      if continuesLine(current), consume(word: "for") { expectName("an audience, such as `customer`") }
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
      if Vocabulary.aggregates.contains(word), peek().kind == .leftParen { return parseFigureAsStep(start) }
      if let foreign = foreignStep(), goesOnAfterWord || ["distinct", "remove"].contains(foreign.1) {
        reportForeignStep(foreign)
        return finish(.missing, start)
      }
      if at(.name), goesOnAfterWord, let meant = misspeltStep {
        reportForeignStep((text(), meant))
        finish(.missing, start)
        return
      }
      advance()
      finish(.nounStep, start)
    }
  }

  /// `opportunities | sum(value)`: figures over the rows are made by `summarize`.
  private mutating func parseFigureAsStep(_ start: Mark) {
    let place = range(ofToken: position)
    let before = SourceRange(source: source, start: place.start, end: place.start)
    report(
      Diagnostic(
        .unknownWord, "there is no step `\(place.text)`", at: place, label: "figures over rows are made by `summarize`",
        fixIts: [.init("write `summarize`", replace: before, with: "summarize ")]))
    parseColumns()
    parseByClause()
    finish(.missing, start)
  }

  /// `to review/opportunities.csv`: a path without its quotes.
  private mutating func skipUnquotedFile() -> Bool {
    guard !isText(current), !atEnd, !at(.bar) else { return false }
    let skipped = mark()
    let first = range(ofToken: position)
    var end = first.end
    while !atEnd, !at(.bar), !(at(word: "for") && Int(current.start) > end) {
      end = Int(current.end)
      advance()
    }
    let place = SourceRange(source: source, start: first.start, end: end)
    report(
      Diagnostic(
        .expected, "a path stands in quotes", at: place, label: "write `\"\(shown(place.text))\"`",
        fixIts: [.init("put it in quotes", replace: place, with: "\"\(place.text)\"")]))
    isRecovering = false
    finish(.missing, skipped)
    return true
  }

  /// Whether the step ends where its first part should stand.
  private var isStepEnd: Bool {
    at(.bar) || at(.endOfFile) || at(.semicolon) || at(.rightBrace) || at(.rightParen)
      || current.startsLine && openParens == 0
  }

  /// A step without what it needs.
  private mutating func emptyStep(_ start: Mark, _ what: String) {
    let word = range(ofToken: position - 1)
    var fixIts: [Diagnostic.FixIt] = []
    if start.firstToken > 1 {
      let removed = SourceRange(source: source, start: Int(tokens[start.firstToken - 2].end), end: word.end)
      fixIts = [.init("leave the step out", replace: removed, with: "")]
    }
    report(
      Diagnostic(
        .expected, "expected \(what) after `\(word.text)`", at: word, label: "\(what) is missing after this",
        fixIts: fixIts))
    finish(.missing, start)
  }

  /// `show *`: every column is shown without it.
  private mutating func skipStarOfShow() -> Bool {
    guard peek().kind == .star, position > 1 else { return false }
    switch peek(2).kind {
    case .endOfFile, .bar, .semicolon, .rightBrace, .rightParen: break
    default: guard peek(2).startsLine else { return false }
    }
    let place = range(ofToken: position + 1)
    let step = SourceRange(source: source, start: Int(tokens[position - 2].end), end: place.end)
    report(
      Diagnostic(
        .unexpected, "all columns are shown anyway", at: place, label: "leave `show *` out",
        fixIts: [.init("leave `show *` out", replace: step, with: "")]))
    advance()
    advance()
    return true
  }

  /// Whether `count` is followed by a column and no `by`.
  private var groupsWithoutBy: Bool {
    isName(current) && !at(word: "by") && !atEnd && !Vocabulary.steps.contains(text())
  }

  private mutating func reportMissingBy() {
    report(
      Diagnostic(
        .unexpected, "`count` groups with `by`", at: range(ofToken: position), label: "expected `by` before this",
        fixIts: [insertion("by")]))
  }

  /// `matrix a, b`
  private mutating func commaForBy() {
    let place = range(ofToken: position)
    report(
      Diagnostic(
        .expected, "expected `by`, found `,`", at: place, label: "rows and columns are joined with `by`",
        fixIts: [.init("write `by`", replace: place, with: " by")]))
    advance()
  }

  /// A `|` with no step after it.
  private mutating func missingStep() {
    let bar = range(ofToken: position - 1)
    let note = "steps are \(stepExamples)"
    if at(.and) || at(.or), !atEnd, position > 1 {
      let place = range(ofToken: position)
      let before = SourceRange(source: source, start: bar.start, end: place.end)
      report(
        Diagnostic(
          .expected, "expected a step, found `\(place.text)`", at: place, label: "a condition goes on without `|`",
          fixIts: [.init("leave the `|` out", replace: before, with: place.text)]))
      finish(.missing, mark())
      return
    }
    if at(.greater), Int(current.start) == bar.end {
      let place = bar.joined(to: range(ofToken: position))
      report(
        Diagnostic(
          .unexpected, "steps are joined with `|`", at: place, label: "write `|`",
          fixIts: [.init("write `|`", replace: place, with: "|")]))
      finish(.missing, mark())
      return
    }
    if at(.bar) {
      let place = range(ofToken: position)
      let removed = SourceRange(source: source, start: bar.end, end: place.end)
      report(
        Diagnostic(
          .expected, "expected a step, found `|`", at: place, label: "there is one `|` too many", notes: [note],
          fixIts: [.init("remove it", replace: removed, with: "")]))
      finish(.missing, mark())
      return
    }
    if skipFieldsAsStep() { return }
    var fixIts: [Diagnostic.FixIt] = []
    if atEnd, position > 1 {
      fixIts = [
        .init(
          "leave the `|` out", replace: SourceRange(source: source, start: Int(tokens[position - 2].end), end: bar.end),
          with: "")
      ]
    }
    missing("a step", note: note, fixIts: fixIts)
  }

  private var stepExamples: String {
    "`where`, `show`, `sort`, `take`, `count by`, `matrix`, a noun, and others (`help steps`)"
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

  /// The step a word with something after it was probably meant to be.
  private var misspeltStep: String? {
    let word = text()
    return Vocabulary.steps.first { $0 == word.lowercased() }
      ?? Suggestions.nearest(to: word, among: Vocabulary.steps.sorted())
  }

  /// What other query languages call our steps.
  private func foreignStep() -> (String, String)? {
    let word = text()
    switch word.lowercased() {
    case "select", "project", "return", "columns": return (word, "show")
    case "filter", "having", "whre", "wehre", "were", "only": return (word, "where")
    case "order", "orderby", "order_by", "sortby", "sort_by", "rank", "ranked": return (word, "sort")
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
    if ["order", "group", "rank", "ranked"].contains(first), text(1).lowercased() == "by" {
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
    repeat {
      if at(.comma), position > 0, tokens[position - 1].kind == .comma { surplusComma() }
      item(&self)
    } while consume(.comma) && !endsWithComma()
    allowsCompositeLabels = outer
  }

  /// `a,, b`
  private mutating func surplusComma() {
    let place = range(ofToken: position)
    report(
      Diagnostic(
        .expected, "expected a value, found `,`", at: place, label: "there is one `,` too many",
        fixIts: [.init("remove it", replace: place, with: "")]))
    advance()
  }

  /// `a, b,`: whether the list just ended with a comma, which is said.
  private mutating func endsWithComma() -> Bool {
    guard [.endOfFile, .bar, .semicolon, .rightBrace].contains(kind) else { return false }
    let place = range(ofToken: position - 1)
    report(
      Diagnostic(
        .expected, "expected a value after `,`", at: place, label: "a value is missing after this",
        fixIts: [.init("remove the comma", replace: place, with: "")]))
    finish(.missing, mark())
    return true
  }

  /// Runs a rule in a place where a comma separates, so labels take one part.
  mutating func inCommaPlace(_ body: (inout Parser) -> Void) { allowingLongLabels(false, body) }

  /// Runs a rule where labels may, or may not, have more than one part.
  mutating func allowingLongLabels(_ allowed: Bool, _ body: (inout Parser) -> Void) {
    let outer = allowsCompositeLabels
    allowsCompositeLabels = allowed
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
        let next = parser.peek()
        let isNamed = parser.isName(parser.current) && !next.startsLine && (parser.isName(next) || next.kind == .number)
        let end = parser.range(ofToken: parser.position).end
        parser.missing(
          "`NAME = EXPRESSION`", note: "`with` adds columns by name: `with gap = importance - performance`",
          fixIts: isNamed
            ? [.init("write `=`", replace: SourceRange(source: parser.source, start: end, end: end), with: " =")] : [])
        parser.finish(.column, start)
        return
      }
      if parser.at(.equal), !parser.peek().startsLine, !parser.isRecovering {
        parser.skipSurplus("a formula stands without `=` before it")
      }
      let valueStart = parser.position
      parser.parseExpression()
      parser.slipAfterColumn(valueStart, isNamed: valueStart > start.firstToken)
      parser.finish(.column, start)
    }
  }

  /// `show name as person`, `show name title`: what follows a column in other languages.
  private mutating func slipAfterColumn(_ valueStart: Int, isNamed: Bool) {
    guard !atEnd, !isRecovering, isName(current), position > valueStart else { return }
    if columnWithoutParentheses(valueStart) { return }
    let place = range(ofToken: position)
    if at(word: "as") || at(word: "AS"), peek().kind == .text, !isNamed {
      let value = range(ofToken: valueStart).joined(to: range(ofToken: position - 1))
      let bare = String(text(1).dropFirst().dropLast())
      let isPlain =
        bare.first?.isLetter == true && bare.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        && !Vocabulary.reserved.contains(bare)
      let meant = "\(isPlain ? bare : "`\(bare)`") = \(value.text)"
      report(
        Diagnostic(
          .unexpected, "a column is named before its value", at: place, label: "write `\(shown(meant))`",
          fixIts: bare.isEmpty
            ? [] : [.init("name it first", replace: value.joined(to: range(ofToken: position + 1)), with: meant)]))
      advance()
      advance()
      isRecovering = false
      return
    }
    if at(word: "as") || at(word: "AS"), isName(peek()),
      !Vocabulary.formats.contains(text(1)) || [.comma].contains(peek(2).kind) || at(word: "by", offset: 2), !isNamed
    {
      let value = range(ofToken: valueStart).joined(to: range(ofToken: position - 1))
      let whole = value.joined(to: range(ofToken: position + 1))
      report(
        Diagnostic(
          .unexpected, "a column is named before its value", at: place,
          label: "write `\(text(1)) = \(shown(value.text))`",
          fixIts: [.init("name it first", replace: whole, with: "\(text(1)) = \(value.text)")]))
      advance()
      advance()
      isRecovering = false
      return
    }
    guard !Vocabulary.steps.contains(text()), !["by", "desc", "asc", "of", "on", "per", "for"].contains(text()) else {
      return
    }
    report(
      Diagnostic(
        .unexpected, "columns are separated by commas", at: place, label: "expected `,` before this",
        fixIts: [.init("put a comma between", replace: placeAfterPrevious, with: ",")]))
  }

  private mutating func parseSortKey() {
    let start = mark()
    if at(word: "by"), isName(peek()), !["asc", "desc"].contains(text(1)) { skipByOfSort() }
    if at(word: "desc") || at(word: "asc"), peek().kind == .name, !peek().startsLine, !at(word: "desc", offset: 1),
      !at(word: "asc", offset: 1)
    {
      directionFirst()
      return finish(.missing, start)
    }
    parseExpression()
    if at(word: "desc") || at(word: "asc"), continuesLine(current) {
      advance()
    } else if at(.name), !atEnd {
      foreignDirection()
    }
    finish(.sortKey, start)
  }

  /// `sort desc power`
  private mutating func directionFirst() {
    let place = range(ofToken: position)
    let meant = "\(text(1)) \(place.text)"
    report(
      Diagnostic(
        .unexpected, "the direction stands after its column", at: place, label: "write `\(meant)`",
        fixIts: [.init("write `\(meant)`", replace: place.joined(to: range(ofToken: position + 1)), with: meant)]))
    isRecovering = false
    advance()
    advance()
  }

  /// `sort by a`
  private mutating func skipByOfSort() {
    let place = range(ofToken: position)
    report(
      Diagnostic(
        .unexpected, "`sort` takes its keys without `by`", at: place, label: "remove `by`",
        fixIts: [
          .init("remove it", replace: SourceRange(source: source, start: place.start, end: place.end + 1), with: "")
        ]))
    advance()
  }

  /// `sort a descending`
  private mutating func foreignDirection() {
    let meant: String
    switch text().lowercased() {
    case "ascending", "asc", "up": meant = "asc"
    case "descending", "desc", "down", "reverse", "reversed": meant = "desc"
    default: return
    }
    let place = range(ofToken: position)
    report(
      Diagnostic(
        .unexpected, "the direction is written `\(meant)`", at: place, label: "write `\(meant)`",
        fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
    advance()
  }

  private mutating func parseByClause() {
    guard at(word: "by"), continuesLine(current) else { return }
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
}
