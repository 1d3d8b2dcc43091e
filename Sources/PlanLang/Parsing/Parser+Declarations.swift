// Declarations: scales, entities, worksheets, checks, moves, rates, functions, named queries, parameters.

extension Parser {
  mutating func parseScale(_ kind: SyntaxKind) {
    let start = mark()
    advance()
    expectName("the scale's name")
    braces(.body) { parser in
      let value = parser.mark()
      parser.expectName("the name of a value")
      if parser.isPlainText, parser.continuesLine(parser.current) {
        parser.advance()
      } else if parser.at(.textHead) {
        parser.interpolationNotAllowed()
      }
      parser.finish(.scaleValue, value)
    }
    finish(kind, start)
  }

  mutating func parseEntity() {
    let start = mark()
    advance()
    expectName("the entity's name")
    expect(word: "plural")
    expectName("the plural")
    let parents = mark()
    if at(.in) {
      advance()
      expectName("the entity it belongs to")
      while at(.or) {
        advance()
        expectName("another entity it may belong to")
      }
    }
    finish(.nameList, parents)
    let labels = mark()
    if consume(word: "labelled") {
      expectName("a field of its label")
      while consume(.comma) { expectName("a field of its label") }
    } else {
      _ = consume(word: "unlabelled")
    }
    finish(.nameList, labels)
    braces(.body) { $0.parseField() }
    finish(.entityDeclaration, start)
  }

  /// `extend check NAME {`, `extend NOUN "Label" {` or `extend NAME { fields }`
  mutating func parseExtend() {
    let start = mark()
    if isName(peek()), isLabelStart(peek(2)) {
      return parseBlock()
    }
    advance()
    if at(word: "check"), isName(peek()) {
      advance()
      advance()
      braces(.body) { parser in
        let setting = parser.mark()
        parser.expectName("a setting of the check")
        parser.expect(.equal, "`=`")
        parser.parseConstant()
        parser.finish(.settingValue, setting)
      }
      finish(.extendCheck, start)
      return
    }
    expectName("the entity to extend, or `check NAME`")
    braces(.body) { $0.parseField() }
    finish(.extendEntity, start)
  }

  /// `field = NAME type modifier* ('=' expr)?`
  private mutating func parseField() {
    let start = mark()
    expectName("a field's name")
    parseType()
    while !atEnd, !at(.equal), !isRecovering {
      let modifier = mark()
      if at(word: "required") || at(word: "internal") {
        advance()
        finish(.plainModifier, modifier)
      } else if at(word: "default") {
        advance()
        parseConstant()
        finish(.defaultModifier, modifier)
      } else if startsRange {
        parseRangeModifier()
      } else {
        missing(
          "`required`, `internal`, `default`, a range, or `=`",
          note: "a field is written `NAME TYPE`, as in `title text`")
      }
    }
    if at(.equal), continuesLine(current) {
      let formula = mark()
      advance()
      parseExpression()
      finish(.fieldFormula, formula)
    }
    finish(.fieldDeclaration, start)
  }

  private mutating func parseRangeModifier() {
    let start = mark()
    parseConstant()
    if at(.dotDot), continuesLine(current) { advance() } else { missing("`..`") }
    if isRangeValue { parseConstant() } else { missing("the highest value") }
    finish(.rangeModifier, start)
  }

  /// Whether the range of a field's or an answer's values begins here.
  private var startsRange: Bool { isRangeValue && continuesLine(current) }

  private var isRangeValue: Bool {
    switch kind {
    case .number, .minus, .money, .percent, .duration, .date, .month, .quarter: true
    default: false
    }
  }

  /// A value a declaration gives. A name in it is a word of a scale or a choice, never the noun of a thing, so that a
  /// text may follow: `setting enough warmth = warm "How warm is warm enough"`.
  private mutating func parseConstant() {
    itemStart = position
    guard isName(current), continuesLine(current) || justAfterOperator else {
      allowingLongLabels(false) { $0.parseValue() }
      return
    }
    let start = mark()
    advance()
    finish(.nameExpression, start)
  }

  mutating func parseType() {
    let start = mark()
    if at(word: "set"), at(word: "of", offset: 1) {
      advance()
      advance()
    }
    expectName(
      "a type", orNote: "types are \(Vocabulary.types.joined(separator: ", ")), a scale, an entity, or `set of` one")
    finish(.typeName, start)
  }

  private mutating func expectName(_ what: String, orNote note: String) {
    if isName(current), continuesLine(current) || justAfterOperator {
      advance()
    } else {
      missing(what, note: note)
    }
  }

  mutating func parseWorksheet() {
    let start = mark()
    advance()
    expectName("the worksheet's name")
    expect(word: "on")
    expectName("the entity it is about")
    expect(word: "answers")
    repeat {
      let answer = mark()
      // `rating integer 1..7` has a name, `yes_no` alone has none.
      if isName(current), isName(peek()), !peek().startsLine, !startsUnnamedSet { advance() }
      parseType()
      if startsRange { parseRangeModifier() }
      finish(.worksheetAnswer, answer)
    } while consume(.comma)
    braces(.body) { parser in
      let group = parser.mark()
      parser.expectName("a group's name")
      if parser.isPlainText, parser.continuesLine(parser.current) { parser.advance() }
      parser.braces(.body) { inner in
        let question = inner.mark()
        inner.expectName("a question's name")
        inner.expectText("the question in quotes")
        inner.finish(.worksheetQuestion, question)
      }
      parser.finish(.worksheetGroup, group)
    }
    finish(.worksheetDeclaration, start)
  }

  /// Whether `set of TYPE` stands here, which is a type and no name with its type.
  private var startsUnnamedSet: Bool { at(word: "set") && at(word: "of", offset: 1) && isName(peek(2)) }

  // MARK: Checks

  mutating func parseCheck() {
    let start = mark()
    advance()
    expectName("the check's name")
    let subject = mark()
    expect(word: "on")
    expectName("the entity to check")
    parseSubjectWhere()
    if at(word: "each"), isName(peek()) {
      let each = mark()
      advance()
      expectName("the entity of each row")
      parseSubjectWhere()
      finish(.eachClause, each)
    }
    finish(.checkSubject, subject)
    braces(.body) { $0.parseCheckMember() }
    finish(.checkDeclaration, start)
  }

  private mutating func parseSubjectWhere() {
    guard at(word: "where") else { return }
    let start = mark()
    advance()
    parseExpression()
    finish(.subjectWhere, start)
  }

  /// Words that start a member of a check or of a test.
  static let checkMembers: Set<String> = [
    "cites", "setting", "test", "advisory", "verdict", "field", "pass", "fail", "because", "advice",
  ]

  private mutating func parseCheckMember() {
    let start = mark()
    guard at(.name) else {
      missing("`test`, `verdict`, `field`, `setting` or `cites`")
      return
    }
    switch text() {
    case "cites":
      advance()
      expectText("the source in quotes")
      finish(.citesMember, start)
    case "setting":
      advance()
      expectName("the setting's name")
      parseType()
      expect(.equal, "`=`")
      parseConstant()
      if isPlainText, continuesLine(current) { advance() }
      finish(.settingMember, start)
    case "advisory", "test":
      if at(word: "advisory") { advance() }
      expect(word: "test")
      expectName("the test's name")
      expectText("what the test asks, in quotes")
      braces(.body) { $0.parseTestRule() }
      finish(.testMember, start)
    case "verdict":
      advance()
      expectName("the verdict's name")
      if consume(word: "otherwise") {
        finish(.verdictMember, start)
        return
      }
      if consume(word: "when") {
        allowsOutcomes = true
        parseExpression()
        allowsOutcomes = false
      } else {
        missing("`when CONDITION` or `otherwise`")
      }
      finish(.verdictMember, start)
    case "field":
      advance()
      expectName("the field's name")
      parseType()
      expect(.equal, "`=`")
      parseExpression()
      finish(.checkField, start)
    default:
      let place = range(ofToken: position)
      let words = ["cites", "setting", "test", "advisory", "verdict", "field"]
      let nearest = Suggestions.nearest(to: text(), among: words)
      report(
        Diagnostic(
          .unknownWord, "a check has no `\(shown(text()))`", at: place,
          label: nearest.map { "did you mean `\($0)`?" } ?? "expected `test`, `verdict`, `field`, `setting` or `cites`",
          fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
      finish(.missing, start)
    }
  }

  private mutating func parseTestRule() {
    let start = mark()
    if at(word: "pass") || at(word: "fail") {
      let kind: SyntaxKind = at(word: "pass") ? .passRule : .failRule
      advance()
      expect(word: "when")
      parseExpression()
      finish(kind, start)
    } else if at(word: "because") {
      advance()
      // The reason is a text that may be filled in.
      if isText(current) { parseExpression() } else { missing("a text in quotes") }
      finish(.becauseRule, start)
    } else if at(word: "advice") {
      advance()
      if isText(current) { parseExpression() } else { missing("a text in quotes") }
      finish(.adviceRule, start)
    } else {
      missing("`pass when`, `fail when`, `because` or `advice`")
    }
  }

  // MARK: The others

  mutating func parseMove() {
    let start = mark()
    let kind: SyntaxKind = at(word: "move") ? .moveDeclaration : .lossDeclaration
    advance()
    expectName("the move's name")
    expect(word: "on")
    expectName("the entity it changes")
    expectText("what it is, in quotes")
    braces(.body) { parser in
      let part = parser.mark()
      if parser.consume(word: "when") {
        parser.parseExpression()
        parser.finish(.moveWhen, part)
      } else if parser.consume(word: "set") {
        parser.parseAssignments()
        parser.finish(.moveSet, part)
      } else if parser.consume(word: "remove") {
        parser.finish(.moveRemove, part)
      } else if parser.consume(word: "cost") {
        if parser.at(.number) { parser.advance() } else { parser.missing("a number") }
        parser.finish(.moveCost, part)
      } else {
        parser.missing("`when`, `set`, `remove` or `cost`")
      }
    }
    finish(kind, start)
  }

  mutating func parseChance() {
    let start = mark()
    advance()
    expectName("the chance's name")
    expect(word: "on")
    expectName("an entity")
    expect(.equal, "`=`")
    parseExpression()
    finish(.chanceDeclaration, start)
  }

  mutating func parseRate() {
    let start = mark()
    advance()
    expectName("a currency code")
    expect(.equal, "`=`")
    let amount = mark()
    if at(.money) {
      advance()
      finish(.moneyLiteral, amount)
    } else {
      missing("money, such as `1.08 USD`")
    }
    if at(word: "on"), continuesLine(current) {
      advance()
      let date = mark()
      if at(.date) {
        advance()
        finish(.dateLiteral, date)
      } else {
        missing("a date")
      }
    }
    parseEvidence()
    finish(.rateDeclaration, start)
  }

  mutating func parseDefine() {
    let start = mark()
    advance()
    expectName("the function's name")
    let open = position
    if at(.leftParen), continuesLine(current) {
      advance()
      openParens += 1
      while !at(.rightParen), !at(.endOfFile) {
        let parameter = mark()
        expectName("an argument's name")
        parseType()
        finish(.defineParameter, parameter)
        if !consume(.comma) { break }
      }
      closeGroup(open, .rightParen, "(", ")")
    } else {
      missing("`(`")
    }
    expect(.equal, "`=`")
    parseExpression()
    finish(.defineDeclaration, start)
  }

  mutating func parseLet() {
    let start = mark()
    advance()
    expectName("a name")
    expect(.equal, "`=`")
    parseQuery()
    finish(.letDeclaration, start)
  }

  mutating func parseParam() {
    let start = mark()
    advance()
    expectName("the parameter's name")
    parseType()
    if at(.equal) {
      advance()
      parseConstant()
    }
    if isPlainText, continuesLine(current) { advance() }
    finish(.paramDeclaration, start)
  }
}
