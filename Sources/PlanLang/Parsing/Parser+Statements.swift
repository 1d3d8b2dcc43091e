// Statements, reports and commands. The first word decides (R1).

extension Parser {
  /// `item = declaration | block | table | 'per' ... | statement`
  mutating func parseItem() {
    itemStart = position
    guard at(.name) else { return parseNamelessItem() }
    let next = peek()
    // A word followed by `=` is an assignment slip, whatever the word: `x = 5`.
    switch text() {
    case "scale": if isName(next) { return parseScale(.scaleDeclaration) }
    case "choice": if isName(next) { return parseScale(.choiceDeclaration) }
    case "entity": return parseEntity()
    case "extend": return parseExtend()
    case "worksheet": return parseWorksheet()
    case "check":
      if isName(next), ["on"].contains(text(2)) { return parseCheck() }
      return parseCheckCommand()
    case "move", "loss": return parseMove()
    case "chance": return parseChance()
    case "rate": return parseRate()
    case "define": return parseDefine()
    case "let": return parseLet()
    case "param": return parseParam()
    case "table": return parseTable()
    case "per": if isText(next) { return parsePerGroup() }
    default: break
    }
    if parseStatementWord() { return }
    parseQueryOrBlock()
  }

  private mutating func parseNamelessItem() {
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
    if isName(current), isLabelStart(peek()), !peek().startsLine {
      parseThing()
      if at(.leftBrace), !current.startsLine {
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
      // A path or an operator follows: read it again as an expression.
      position = start.firstToken
      while pending.count > start.pendingCount { pending.removeLast() }
    }
    if skipForeignStatement() {
      parseSteps()
      return
    }
    parseQuery()
    finish(.queryStatement, start)
  }

  /// Skips the head of a statement of another language, saying what to write instead; its steps are read as far as they
  /// can be, so that their names are looked at too.
  private mutating func skipForeignStatement() -> Bool {
    guard let suggestion = foreignStatement() else { return false }
    report(suggestion)
    let skipped = mark()
    // The word itself starts the line.
    repeat { advance() } while !atEnd && !at(.bar)
    finish(.unexpected, skipped)
    return true
  }

  /// Statement words of other languages, and misspellings that can't be names followed by what follows here.
  private func foreignStatement() -> Diagnostic? {
    guard at(.name), position == itemStart else { return nil }
    let word = text()
    let place = range(ofToken: position)
    let next = peek()
    switch word.uppercased() {
    case "SELECT":
      return selectHint(place)
    case "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER":
      guard !next.startsLine, isName(next) else { return nil }
      let hints = [
        "INSERT": "things are added with `add stakeholder \"Name\" of account \"X\" { ... }`",
        "UPDATE": "values are changed with `stakeholder \"Name\" | set alignment = supporter`",
        "DELETE": "things are removed with `stakeholder \"Name\" | remove`",
        "CREATE": "things are added with `add`, a list of things is declared with `entity`",
        "ALTER": "an entity gets more fields with `extend account { ... }`",
      ]
      return Diagnostic(
        .unknownWord, "there is no statement `\(word)`", at: place, label: "this is SQL",
        notes: [hints[word.uppercased()] ?? ""])
    default:
      // Two names in a row start no query (but for `all NOUN`): the first one is a misspelt word.
      guard word != "all", !next.startsLine,
        isName(next) || next.kind == .number || isText(next) && !Vocabulary.statements.contains(word),
        isName(next) || next.kind == .number
      else { return nil }
      if Vocabulary.steps.contains(text(1)), isName(next) { return nil }
      let words = Vocabulary.statements.union(Vocabulary.declarations)
      let nearest = Suggestions.nearest(to: word, among: Array(words))
      return Diagnostic(
        .unknownWord, "there is no statement `\(shown(word))`", at: place,
        label: nearest.map { "did you mean `\($0)`?" } ?? "not a word that starts a statement",
        notes: ["`help` lists the statements"],
        fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? [])
    }
  }

  /// `SELECT a, b FROM nouns WHERE x ORDER BY y LIMIT n` as the pipeline it means.
  private func selectHint(_ place: SourceRange) -> Diagnostic {
    var parts: [(String, [String])] = [("select", [])]
    var index = position + 1
    var last = position
    while index < tokens.count, tokens[index].kind != .endOfFile,
      !(tokens[index].startsLine && openParens == 0
        && !["from", "where", "order", "group", "limit"].contains(
          source.text(Int(tokens[index].start), Int(tokens[index].end)).lowercased())),
      tokens[index].kind != .semicolon, tokens[index].kind != .rightBrace, tokens[index].kind != .bar
    {
      let word = source.text(Int(tokens[index].start), Int(tokens[index].end))
      switch word.lowercased() {
      case "from", "where", "limit": parts.append((word.lowercased(), []))
      case "order", "group": parts.append((word.lowercased(), []))
      case "by" where parts.last?.0 == "order" || parts.last?.0 == "group": break
      case "and", "or", "not", "in", "is", "desc", "asc", "like":
        parts[parts.count - 1].1.append(word.lowercased() == "like" ? "~" : word.lowercased())
      default:
        let isKnown = word == "==" ? "=" : word == "<>" ? "!=" : word
        if tokens[index].kind == .text, word.hasPrefix("'") {
          parts[parts.count - 1].1.append("\"\(word.dropFirst().dropLast())\"")
        } else {
          parts[parts.count - 1].1.append(isKnown)
        }
      }
      last = index
      index += 1
    }
    func joined(_ name: String) -> String? {
      guard let words = parts.first(where: { $0.0 == name })?.1, !words.isEmpty else { return nil }
      return words.joined(separator: " ").split(separator: " , ").joined(separator: ", ")
        .replacing(" . ", with: ".").replacing("( ", with: "(").replacing(" )", with: ")").replacing(" (", with: "(")
    }
    let whole = place.joined(to: range(ofToken: last))
    guard let noun = joined("from") else {
      return Diagnostic(
        .unknownWord, "there is no statement `\(place.text)`", at: place, label: "start with the noun instead",
        notes: ["a query starts with what you look at: `stakeholders | where role = approver | show name, title`"])
    }
    var pipeline = noun
    if let condition = joined("where") { pipeline += " | where \(condition)" }
    if let keys = joined("group") {
      pipeline += " | count by \(keys)"
    } else if let columns = joined("select"), columns != "*" {
      pipeline += columns.lowercased() == "count(*)" ? " | count" : " | show \(columns)"
    }
    if let keys = joined("order") { pipeline += " | sort \(keys)" }
    if let count = joined("limit") { pipeline += " | take \(count)" }
    return Diagnostic(
      .unknownWord, "there is no statement `\(place.text)`", at: place, label: "start with the noun: `\(pipeline)`",
      notes: ["a query starts with what you look at and narrows it step by step"],
      fixIts: [.init("write it as a pipeline", replace: whole, with: pipeline)])
  }

  /// Parses a statement that starts with a statement word; false when the current word starts none here.
  private mutating func parseStatementWord() -> Bool {
    let word = text()
    guard Vocabulary.statements.contains(word) else { return false }
    let next = peek()
    // `changes | where ...` and `checks | ...` are reports with steps; a word before `.` or an operator is a name.
    if next.kind == .dot || next.kind == .equal { return false }
    let start = mark()
    switch word {
    case "load": simple(.loadCommand) { $0.parseExpression() }
    case "include": simple(.includeCommand) { $0.expectText("a file name in quotes") }
    case "import": parseImport()
    case "use": parseUse()
    case "scenario":
      parseScenario()
    case "adopt": simple(.adoptCommand) { $0.expectText("the scenario's name in quotes") }
    case "drop":
      simple(.dropCommand) {
        $0.expect(word: "scenario")
        $0.expectText("the scenario's name in quotes")
      }
    case "why": parseWhy()
    case "add": parseAdd()
    case "undo", "redo":
      simple(word == "undo" ? .undoCommand : .redoCommand) {
        if $0.at(.number), $0.continuesLine($0.current) { $0.advance() }
      }
    case "revert": simple(.revertCommand) { _ in }
    case "save": simple(.saveCommand) { _ in }
    case "reload": simple(.reloadCommand) { _ in }
    case "blame": simple(.blameCommand) { $0.expectThing() }
    case "print": simple(.printCommand) { $0.parseExpression() }
    case "expect": simple(.expectCommand) { $0.parseExpression() }
    case "require":
      simple(.requireCommand) {
        $0.parseExpression()
        if $0.at(.else) {
          $0.advance()
          $0.expectText("the message in quotes")
        } else {
          $0.missing(
            "`else \"message\"`",
            note: "a requirement says what to tell when it fails: `require CONDITION else \"...\"`")
        }
      }
    case "for": parseFor()
    case "describe":
      simple(.describeCommand) {
        if $0.at(.endOfFile) || $0.atEnd { $0.missing("the name of what to describe") } else { $0.advance() }
      }
    case "help": simple(.helpCommand) { while !$0.atEnd { $0.advance() } }
    case "path":
      guard at(word: "from", offset: 1) else { return false }
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

  private mutating func parseReportSteps(_ start: Mark) {
    guard at(.bar) else { return }
    parseSteps()
    finish(.reportPipeline, start)
  }

  private mutating func simple(_ kind: SyntaxKind, _ rest: (inout Parser) -> Void) {
    let start = mark()
    advance()
    rest(&self)
    finish(kind, start)
  }

  mutating func expectThing() {
    if isName(current), continuesLine(current) {
      parseThing()
    } else {
      missing("a thing: `NOUN \"Label\"`", note: "for example `stakeholder \"Dana Li\"`")
    }
  }

  mutating func parseBody() {
    braces(.body) { $0.parseItem() }
  }

  private mutating func parseUse() {
    simple(.useCommand) { parser in
      if parser.at(word: "all") || parser.at(word: "baseline"),
        parser.peek().startsLine || parser.peek().kind == .endOfFile || parser.peek().kind == .semicolon
          || parser.peek().kind == .rightBrace
      {
        parser.advance()
      } else if parser.expectName("`account \"...\"`, `scenario \"...\"`, `date ...`, `all` or `baseline`") {
        parser.allowsCompositeLabels = true
        parser.parseExpression()
      }
    }
  }

  private mutating func parseScenario() {
    simple(.scenarioStatement) { parser in
      parser.expectText("the scenario's name in quotes")
      if parser.consume(word: "from") { parser.parseScenarioName() }
      parser.parseBody()
    }
  }

  mutating func parseScenarioName() {
    let start = mark()
    if at(word: "baseline") || at(.text) {
      advance()
    } else if at(.textHead) {
      interpolationNotAllowed()
    } else {
      missing("`baseline` or a scenario's name in quotes")
    }
    finish(.scenarioName, start)
  }

  private mutating func parseCheckCommand() {
    simple(.checkCommand) { parser in
      parser.expectName("the name of a check, or `all`")
      if parser.at(word: "for"), parser.continuesLine(parser.current) {
        parser.advance()
        parser.expectThing()
      }
    }
  }

  private mutating func parseWhy() {
    simple(.whyCommand) { parser in
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

  private mutating func parseAdd() {
    simple(.addCommand) { parser in
      let inner = parser.mark()
      if parser.isName(parser.current), parser.isLabelStart(parser.peek()) {
        parser.parseThing()
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

  private mutating func parseFor() {
    simple(.forStatement) { parser in
      parser.expect(word: "each")
      parser.expectName("a name for each row")
      if parser.at(.in) { parser.advance() } else { parser.missing("`in`") }
      parser.parseQuery()
      parser.parseBody()
    }
  }

  /// `if CONDITION { ... } else { ... }`, or an expression statement `if a then b else c`.
  private mutating func parseIf() {
    let start = mark()
    advance()
    parseExpression()
    if at(.then) {
      advance()
      parseExpression()
      if at(.else) { advance() } else { missing("`else`") }
      parseExpression()
      finish(.conditional, start)
      parseSteps()
      finish(.query, start)
      finish(.queryStatement, start)
      return
    }
    parseBody()
    if at(.else) {
      advance()
      if at(.if) { nested { $0.parseIf() } } else { parseBody() }
    }
    finish(.ifStatement, start)
  }

  private mutating func parseMeasures() {
    let start = mark()
    commaSeparated { $0.parseExpression() }
    finish(.measures, start)
  }

  private mutating func parseReport(_ word: String) {
    let start = mark()
    advance()
    switch word {
    case "compare":
      inCommaPlace { parser in
        parser.parseScenarioName()
        while parser.consume(.comma) { parser.parseScenarioName() }
        parser.expect(word: "on")
        parser.parseMeasures()
        _ = parser.consume(word: "because")
      }
      finish(.compareReport, start)
    case "sweep":
      parseExpression()
      expect(word: "over")
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
      expectText("a scenario's name in quotes")
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
      if at(.duration) { advance() } else { missing("a time such as `60 days`") }
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
      if isLabelStart(peek()) {
        parseThing(expression: true)
      } else {
        let name = mark()
        advance()
        finish(.nameExpression, name)
      }
      while at(.dot) {
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

  private mutating func parsePath() {
    let start = mark()
    advance()
    advance()
    parseExpression()
    expect(word: "to")
    parseExpression()
    expect(word: "along")
    expectName("an entity whose rows link two things")
    finish(.pathReport, start)
  }

  /// `import NOUN from "FILE" { NAME = ... } evidence? preview?`
  private mutating func parseImport() {
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

  private mutating func parseImportMapping() {
    let start = mark()
    expectName("a field to fill")
    expect(.equal, "`=`")
    if at(word: "case"), isText(peek()) {
      let inner = mark()
      advance()
      advance()
      braces(.body) { parser in
        let column = parser.mark()
        if parser.at(.else) || parser.at(.text) {
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
