// Statements, reports and commands. The first word decides (R1).

extension Parser {
  /// `item = declaration | block | table | 'per' ... | statement`
  mutating func parseItem() {
    itemStart = position
    guard at(.name) else { return parseNamelessItem() }
    let next = peek()
    // A word before a dot is a name; one before `=` is an assignment slip, whatever the word: `x = 5`.
    if next.kind == .dot || next.kind == .equal && Vocabulary.statements.contains(text()) { return parseQueryOrBlock() }
    switch text() {
    case "scale": return parseScale(.scaleDeclaration)
    case "choice": return parseScale(.choiceDeclaration)
    case "entity": return parseEntity()
    case "extend": return parseExtend()
    case "worksheet": return parseWorksheet()
    case "check": return declaresCheck ? parseCheck() : parseCheckCommand()
    case "move", "loss": return parseMove()
    case "chance": return parseChance()
    case "rate": return parseRate()
    case "define": return parseDefine()
    case "let": return parseLet()
    case "param": return parseParam()
    case "table": return parseTable()
    case "per": return parseTopGroup()
    default: break
    }
    if parseStatementWord() { return }
    parseQueryOrBlock()
  }

  /// Whether `check NAME on ENTITY` stands here; with a thing after it, it is one to look at: `check growth on account "A"`.
  private var declaresCheck: Bool {
    let name = peek()
    if name.kind == .text { return text(2) == "on" && !name.startsLine }
    guard isName(name) else { return false }
    if text(2) == "on" { return !isLabelStart(peek(4)) }
    return ["for", "of", "about"].contains(text(2)) && peek(4).kind == .leftBrace
  }

  /// Where something can be put before the current token, or at the end of a line that stops too early.
  func insertion(_ text: String, _ message: String? = nil) -> Diagnostic.FixIt {
    let previous = placeAfterPrevious
    let isAtEnd = atEnd
    let start = isAtEnd ? previous.start : Int(current.start)
    let place = SourceRange(source: source, start: start, end: start)
    return .init(message ?? "write `\(text)`", replace: place, with: isAtEnd ? " \(text)" : "\(text) ")
  }

  /// Names that follow one another, as the one text they were meant to be; nil where there are none.
  func quotedWords() -> Diagnostic.FixIt? {
    guard isName(current), !atEnd else { return nil }
    var last = position
    while isName(tokens[last + 1]) || tokens[last + 1].kind.isReservedWord, !tokens[last + 1].startsLine,
      !["on", "per", "from", "assumed", "confirmed", "for"].contains(
        source.text(Int(tokens[last + 1].start), Int(tokens[last + 1].end)))
    { last += 1 }
    let place = range(ofToken: position).joined(to: range(ofToken: last))
    return .init("put it in quotes", replace: place, with: "\"\(place.text)\"")
  }

  /// A statement that starts with a sign, as in a spreadsheet, in JSON or in YAML; false where one of ours is to be read.
  private mutating func takeForeignStart() -> Bool {
    switch kind {
    case .equal:
      guard text() == "=", !peek().startsLine, peek().kind != .endOfFile, peek().kind != .equal else { return false }
      skipSignOfFormula()
      itemStart = position
      return false
    case .leftBrace: return skipObject()
    case .minus: return skipListItem()
    case .invalid:
      guard text() == "?", peek().startsLine || peek().kind == .endOfFile else { return false }
      forgetLexical(in: range(ofToken: position))
      replaceUnknown(word: "help")
      return true
    default: return false
    }
  }

  private mutating func parseNamelessItem() {
    // Bodies in bodies come through here: what a foreign start takes is looked at in a frame of its own.
    if takeForeignStart() { return }
    switch kind {
    case .if: parseIf()
    case .bar:
      // At the prompt a line starting with `|` goes on from the last result.
      let start = mark()
      let query = mark()
      finish(.lastResult, mark())
      parseSteps()
      finish(.query, query)
      finish(.queryStatement, start)
    default: parseQueryOrBlock()
    }
  }

  /// `account "X" { ... }` is a block, everything else that begins so a query.
  private mutating func parseQueryOrBlock() {
    let start = mark()
    if skipForeignSentence() { return }
    if isThingWithSign {
      let thing = mark()
      let part = mark()
      advance()
      skipSign()
      parseLabel()
      finish(.thingPart, part)
      finish(.thing, thing)
      parseMembers()
      return finish(.block, start)
    }
    if isMisspeltScenario {
      replaceUnknown(word: "scenario")
      return parseScenario(start)
    }
    if isName(current), isLabelStart(peek()), !peek().startsLine {
      parseThing()
      if at(.leftBrace), current.startsLine { braceOnNextLine() }
      if at(.leftBrace), openParens == 0 {
        parseMembers()
        finish(.block, start)
        return
      }
      if at(.bar) {
        parseSteps()
        finish(.query, start)
        finish(.queryStatement, start)
        return
      }
      if atEnd {
        finish(.query, start)
        finish(.queryStatement, start)
        return
      }
      if skipChangeWithoutStep(start) { return }
      // A path or an operator follows: read it again as an expression.
      position = start.firstToken
      while pending.count > start.pendingCount { pending.removeLast() }
    }
    parseQuery()
    finish(.queryStatement, start)
  }

  /// `stakeholder "Pia" power = 5`, `stakeholder "Pia" set power = 5`: a change without the `|` and `set` before it.
  private mutating func skipChangeWithoutStep(_ start: Mark) -> Bool {
    guard at(.name), continuesLine(current) else { return false }
    if skipChangeInWords(start) { return true }
    let hasWord = at(word: "set") && isName(peek()) && continuesLine(peek())
    guard hasWord || peek().kind == .equal && continuesLine(peek()) else { return false }
    let place = range(ofToken: position)
    let before = SourceRange(source: source, start: place.start, end: place.start)
    report(
      Diagnostic(
        .unexpected, "a value is changed with the step `set`", at: place,
        label: hasWord ? "a step starts with `|`" : "write `| set \(place.text) = ...`",
        fixIts: [.init("change it with `set`", replace: before, with: hasWord ? "| " : "| set ")]))
    isRecovering = false
    if hasWord { advance() }
    parseAssignments()
    finish(.missing, start)
    return true
  }

  /// `stakeholder "Pia" alignment sponsor`, `stakeholder "Pia" alignment to sponsor`: a change without its signs.
  private mutating func skipChangeInWords(_ start: Mark) -> Bool {
    let hasWord = at(word: "to", offset: 1) || at(word: "as", offset: 1) || peek().kind == .is
    let value = peek(hasWord ? 2 : 1)
    let next = peek(hasWord ? 3 : 2)
    guard [.name, .number, .text, .percent, .date, .money].contains(value.kind), continuesLine(value),
      !continuesLine(next) || [.endOfFile, .semicolon, .rightBrace].contains(next.kind),
      !Vocabulary.steps.contains(text())
    else { return false }
    let field = text()
    let place = range(ofToken: position)
    let whole = place.joined(to: range(ofToken: position + (hasWord ? 2 : 1)))
    let meant = "| set \(field) = \(text(hasWord ? 2 : 1))"
    report(
      Diagnostic(
        .unexpected, "a value is changed with the step `set`", at: place, label: "write `\(shown(meant))`",
        fixIts: [.init("change it with `set`", replace: whole, with: meant)]))
    isRecovering = false
    while !atEnd { advance() }
    finish(.missing, start)
    return true
  }

  /// A block whose `{` stands on the next line.
  private mutating func braceOnNextLine() {
    let gap = SourceRange(source: source, start: placeAfterPrevious.start, end: Int(current.start))
    report(
      Diagnostic(
        .unexpected, "a `{` stands on the line it belongs to", at: range(ofToken: position),
        label: "move it to the end of the line before", fixIts: [.init("move it up", replace: gap, with: " ")]))
    isRecovering = false
  }

  /// Skips a sentence of another language, saying what to write instead.
  private mutating func skipForeignSentence() -> Bool {
    guard let foreign = foreignSentence() else { return false }
    report(foreign.diagnostic)
    let skipped = mark()
    while position < foreign.end { advance() }
    finish(.unexpected, skipped)
    return true
  }

  /// Parses a statement that starts with a statement word; false when the current word starts none here.
  private mutating func parseStatementWord() -> Bool {
    let word = text()
    guard Vocabulary.statements.contains(word) else { return false }
    let start = mark()
    switch word {
    case "load":
      simple(.loadCommand) {
        if $0.isName($0.current), !$0.atEnd, $0.startsUnquotedPath {
          $0.unquotedPath()
        } else {
          $0.parseExpression()
        }
      }
    case "include": simple(.includeCommand) { $0.expectText("a file name in quotes") }
    case "import": parseImport()
    case "use": parseUse()
    case "scenario":
      advance()
      parseScenario(start)
    case "adopt": simple(.adoptCommand) { $0.expectText("the scenario's name in quotes") }
    case "drop":
      simple(.dropCommand) {
        $0.expect(word: "scenario", orInsert: true)
        $0.expectText("the scenario's name in quotes")
      }
    case "why": parseWhy()
    case "add": parseAdd()
    case "undo", "redo":
      simple(word == "undo" ? .undoCommand : .redoCommand) {
        if $0.at(.number), $0.continuesLine($0.current) { $0.advance() }
        if !$0.atEnd, !$0.isRecovering { $0.reportRestOfUndo(word) }
      }
    case "revert": simple(.revertCommand) { _ in }
    case "save": simple(.saveCommand) { _ in }
    case "reload": simple(.reloadCommand) { _ in }
    case "blame": parseBlame()
    case "print": simple(.printCommand) { $0.parseExpression() }
    case "expect": simple(.expectCommand) { $0.parseExpression() }
    case "require":
      simple(.requireCommand) {
        $0.parseExpression()
        if $0.at(.else) {
          $0.advance()
          $0.expectFilledText("the message in quotes")
        } else {
          $0.missing(
            "`else \"message\"`",
            note: "a requirement says what to tell when it fails: `require CONDITION else \"...\"`",
            fixIts: [$0.at(.text) ? $0.insertion("else") : $0.insertion("else \"this must hold\"")])
        }
      }
    case "for": parseFor()
    case "describe":
      simple(.describeCommand) {
        if $0.at(.endOfFile) || $0.atEnd { return $0.missing("the name of what to describe") }
        $0.advance()
        if $0.at(.dot), $0.continuesLine($0.current) {
          $0.advance()
          $0.expectName("a field, a test or a question")
        }
      }
    case "help":
      // Whatever is asked about stands on one line; a comma at its end carries nothing on.
      simple(.helpCommand) { while !$0.atEnd, !$0.current.startsLine { $0.advance() } }
    case "path":
      parsePath()
      parseReportSteps(start)
    case "compare", "sweep", "sensitivity", "simulate", "reach", "break", "diff", "changes", "scenarios", "checks",
      "frameworks", "ask", "stale":
      parseReport(word)
      parseReportSteps(start)
    default: return false
    }
    return true
  }

  private mutating func reportRestOfUndo(_ word: String) {
    let place = range(ofToken: position)
    // All of the rest: a part of it would make another number.
    var last = position
    while last + 1 < tokens.count, continuesLine(tokens[last + 1]),
      ![.semicolon, .endOfFile, .rightBrace].contains(tokens[last + 1].kind)
    {
      last += 1
    }
    let removed = SourceRange(source: source, start: placeAfterPrevious.start, end: range(ofToken: last).end)
    report(
      Diagnostic(
        .unexpected, "`\(word)` is followed by a number or nothing", at: place, label: "leave it out",
        notes: ["`\(word) 3` takes three changes"], fixIts: [.init("leave it out", replace: removed, with: "")]))
  }

  /// Whether `accounts/north.plan` stands here: a `/` between blanks divides, and a dot leads to a field.
  private var startsUnquotedPath: Bool {
    var last = position
    while !tokens[last + 1].startsLine, tokens[last + 1].kind != .endOfFile, tokens[last + 1].kind != .semicolon {
      last += 1
    }
    switch peek().kind {
    case .slash: return peek().start == current.end || last == position + 1
    case .dot:
      return ["plan", "md", "csv", "txt"].contains(source.text(Int(tokens[last].start), Int(tokens[last].end)))
    default: return false
    }
  }

  /// `load accounts/`: a path without its quotes.
  mutating func unquotedPath() {
    let start = mark()
    let first = range(ofToken: position)
    while !atEnd { advance() }
    let place = first.joined(to: range(ofToken: position - 1))
    report(
      Diagnostic(
        .expected, "a path stands in quotes", at: place, label: "write `\"\(place.text)\"`",
        fixIts: [.init("put it in quotes", replace: place, with: "\"\(place.text)\"")]))
    finish(.missing, start)
  }

  private mutating func parseReportSteps(_ start: Mark) {
    guard at(.bar) else { return }
    parseSteps()
    finish(.reportPipeline, start)
  }

  mutating func simple(_ kind: SyntaxKind, _ rest: (inout Parser) -> Void) {
    let start = mark()
    advance()
    rest(&self)
    finish(kind, start)
  }

  mutating func expectThing() {
    if isName(current), continuesLine(current) {
      parseThing()
    } else if isLabelStart(current), continuesLine(current) {
      // A label without its noun: what the noun must be depends on what is asked, which is known later.
      let start = mark()
      let part = mark()
      parseLabel()
      finish(.thingPart, part)
      finish(.thing, start)
    } else {
      missing("a thing: `NOUN \"Label\"`", note: "for example `stakeholder \"Dana Li\"`")
    }
  }

  mutating func parseBody() {
    bodyHoldsStatements = true
    braces(.body) { $0.parseItem() }
  }

  private mutating func parseUse() {
    simple(.useCommand) { parser in
      if parser.at(word: "all") || parser.at(word: "baseline"),
        parser.peek().startsLine || parser.peek().kind == .endOfFile || parser.peek().kind == .semicolon
          || parser.peek().kind == .rightBrace
      {
        parser.advance()
      } else if parser.isLabelStart(parser.current), parser.continuesLine(parser.current) {
        // Which kind of thing has this name is known later.
        parser.parseExpression()
      } else if parser.expectName("`account \"...\"`, `scenario \"...\"`, `date ...`, `all` or `baseline`") {
        parser.allowsCompositeLabels = true
        if parser.atEnd, !parser.isRecovering {
          let noun = parser.word(ofToken: parser.position - 1)
          parser.missing(
            "which one, as in `use \(noun) \"...\"`",
            note: "`use` looks at one thing and what belongs to it; `use all` ends that")
        } else {
          parser.parseExpression()
        }
      }
    }
  }

  private mutating func parseScenario(_ start: Mark) {
    if !skipUnquotedScenario() { expectText("the scenario's name in quotes") }
    if consume(word: "from") { parseScenarioName() }
    bodyOrStatement("what a scenario changes stands in `{ }`")
    finish(.scenarioStatement, start)
  }

  /// `scenaro "Better" { ... }`: a word that is nearly `scenario`, before a block of statements.
  private var isMisspeltScenario: Bool {
    // Blocks are many, so what is cheap to see is looked at first.
    guard at(.name), (7...9).contains(current.end - current.start), isText(peek()), !peek().startsLine,
      source.bytes[Int(current.start)] | 0x20 == UInt8(ascii: "s"), text() != "scenario",
      peek(2).kind == .leftBrace || at(word: "from", offset: 2)
    else { return false }
    return Suggestions.nearest(to: text(), among: ["scenario"]) != nil
  }

  /// Takes a word for the one it nearly is.
  private mutating func replaceUnknown(word meant: String) {
    let place = range(ofToken: position)
    report(
      Diagnostic(
        .unknownWord, "there is no statement `\(shown(place.text))`", at: place, label: "did you mean `\(meant)`?",
        fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
    isRecovering = false
    advance()
  }

  /// `scenario Best case { ... }`: a name without its quotes.
  private mutating func skipUnquotedScenario() -> Bool {
    guard isName(current), continuesLine(current), let fix = quotedWords() else { return false }
    let place = fix.replacements[0].range
    report(
      Diagnostic(
        .expected, "a scenario's name stands in quotes", at: place, label: "write `\(fix.replacements[0].text)`",
        fixIts: [fix]))
    while Int(current.start) < place.end, !at(.endOfFile) { advance() }
    return true
  }

  mutating func parseScenarioName() {
    let start = mark()
    if at(word: "baseline") || isPlainText {
      advance()
    } else if at(.textHead) {
      interpolationNotAllowed()
    } else if isName(current), !atEnd,
      let meant = Suggestions.nearest(to: text(), among: ["baseline"])
        ?? (text() == "base" ? "baseline" : nil)
    {
      replaceWord(with: meant)
    } else if isName(current), !atEnd, let fix = quotedWords() {
      missing("`baseline` or a scenario's name in quotes", fixIts: [fix])
    } else {
      missing("`baseline` or a scenario's name in quotes")
    }
    finish(.scenarioName, start)
  }

  private mutating func parseCheckCommand() {
    simple(.checkCommand) { parser in
      if parser.atEnd {
        parser.missing("the name of a check, or `all`", fixIts: [parser.insertion("all", "check everything")])
      } else {
        parser.expectName("the name of a check, or `all`")
      }
      if parser.at(word: "of") || parser.at(word: "on"), parser.continuesLine(parser.current) {
        parser.replaceWord(with: "for")
      }
      // Without a name there is nothing before the bar to take the steps of.
      if parser.at(.bar), parser.continuesLine(parser.current), parser.position > 1, parser.text(-2) == "check" {
        parser.checkBeforeSteps()
      }
      if parser.at(word: "for"), parser.continuesLine(parser.current) {
        parser.advance()
        parser.expectThing()
      } else if parser.isRecovering, parser.isName(parser.current), parser.isLabelStart(parser.peek()) {
        parser.parseThing()
      }
    }
  }

  /// `check growth | take 3`: the rows of a check are asked for by its name alone.
  private mutating func checkBeforeSteps() {
    let word = range(ofToken: position - 2)
    let removed = SourceRange(source: source, start: word.start, end: range(ofToken: position - 1).start)
    report(
      Diagnostic(
        .unexpected, "`check` tells what a check comes to, and has no rows for a step", at: word,
        label: "leave it out: `\(text(-1)) | ...`",
        fixIts: [.init("leave it out", replace: removed, with: "")]))
    isRecovering = false
    let rest = mark()
    parseSteps()
    finish(.missing, rest)
  }

  private mutating func parseWhy() {
    simple(.whyCommand) { parser in
      if parser.at(.is), parser.continuesLine(parser.current), parser.isName(parser.peek()) {
        parser.skipSurplus("`why` is followed by what is to be explained")
      }
      let isCheck =
        parser.isName(parser.current)
        && (parser.at(word: "for", offset: 1) && parser.continuesLine(parser.peek())
          || parser.peek().kind == .not && parser.at(word: "for", offset: 3))
      if isCheck {
        parser.advance()
        if parser.consume(.not) { parser.expectName("a verdict") }
        parser.expect(word: "for")
        parser.expectThing()
      } else {
        parser.parseExpression()
      }
    }
  }

  /// `blame THING`, `blame THING.field`
  private mutating func parseBlame() {
    simple(.blameCommand) { parser in
      if parser.isName(parser.current), parser.at(word: "of", offset: 1), parser.isName(parser.peek(2)),
        parser.isLabelStart(parser.peek(3)), !parser.peek(2).startsLine
      {
        return parser.fieldOfThing()
      }
      let start = parser.mark()
      parser.expectThing()
      guard parser.at(.dot), parser.continuesLine(parser.current) else { return }
      parser.advance()
      parser.expectName("a field")
      parser.finish(.path, start)
    }
  }

  /// `blame rank of objective "A"`: the field after its thing is meant.
  private mutating func fieldOfThing() {
    let field = range(ofToken: position)
    advance()
    advance()
    let start = mark()
    parseThing()
    let thing = SourceRange(source: source, start: Int(tokens[start.firstToken].start), end: placeAfterPrevious.start)
    report(
      Diagnostic(
        .unexpected, "a field stands after its thing", at: field, label: "write `\(shown(thing.text)).\(field.text)`",
        fixIts: [
          .init("write it after its thing", replace: field.joined(to: thing), with: "\(thing.text).\(field.text)")
        ]))
    isRecovering = false
    finish(.missing, start)
  }

  private mutating func parseAdd() {
    simple(.addCommand) { parser in
      let inner = parser.mark()
      if parser.isName(parser.current), parser.isLabelStart(parser.peek()) {
        parser.parseThing()
        if parser.at(.in) || parser.at(word: "to"), parser.isName(parser.peek()), parser.isLabelStart(parser.peek(2)) {
          parser.replaceWord(with: "of")
          parser.isRecovering = false
          parser.parseThing()
        }
      } else if parser.isUnquotedThing {
        parser.skipUnquotedThing()
      } else {
        parser.expectName("a noun to add, such as `stakeholder`")
        parser.finish(.nameExpression, inner)
        if parser.consume(word: "of") { parser.expectThing() }
      }
      if parser.at(.leftBrace) {
        parser.parseMembers()
      } else if parser.atEnd, !parser.isRecovering {
        let end = parser.placeAfterPrevious
        parser.missing(
          "`{`", note: "an addition has a block, even an empty one",
          fixIts: [.init("add an empty block", replace: end, with: " {}")])
      } else {
        parser.missing("`{`")
      }
    }
  }

  /// `add stakeholder Bo Ek of ...`, `add stakeholder Bo {`
  private var isUnquotedThing: Bool {
    guard isName(current), isName(peek()), !peek().startsLine, !at(word: "of", offset: 1) else { return false }
    var index = position + 1
    while isName(tokens[index]), !tokens[index].startsLine, word(ofToken: index) != "of" { index += 1 }
    return tokens[index].kind == .leftBrace || word(ofToken: index) == "of"
  }

  private mutating func skipUnquotedThing() {
    let skipped = mark()
    advance()
    var last = position
    while isName(tokens[last + 1]), word(ofToken: last + 1) != "of", !tokens[last + 1].startsLine { last += 1 }
    let place = range(ofToken: position).joined(to: range(ofToken: last))
    report(
      Diagnostic(
        .expected, "a name stands in quotes", at: place, label: "write `\"\(place.text)\"`",
        fixIts: [.init("put it in quotes", replace: place, with: "\"\(place.text)\"")]))
    while position <= last { advance() }
    if consume(word: "of") { expectThing() }
    finish(.missing, skipped)
  }
}
