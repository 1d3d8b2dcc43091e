// Declarations: scales, entities, worksheets, checks, moves, rates, functions, named queries, parameters.

extension Parser {
  mutating func parseScale(_ kind: SyntaxKind) {
    let start = mark()
    advance()
    expectName("the scale's name")
    skipColon()
    if at(.equal), peek().kind == .leftBrace { skipSurplus("no `=` stands here") }
    braces(.body) { parser in
      parser.parseScaleValue()
      while !parser.atEnd, parser.at(.name), !parser.isRecovering {
        let before = parser.placeAfterPrevious
        parser.report(
          Diagnostic(
            .unexpected, "values are separated by a new line or `;`", at: parser.range(ofToken: parser.position),
            label: "a new value starts here", fixIts: [.init("put `;` between", replace: before, with: ";")]))
        parser.isRecovering = false
        parser.parseScaleValue()
      }
    }
    finish(kind, start)
  }

  private mutating func parseScaleValue() {
    let value = mark()
    if at(.text), continuesLine(current) || position == itemStart {
      let name = Parser.name(for: text())
      let place = range(ofToken: position)
      missing(
        "the name of a value", note: "a value has a name, and then the words it is shown with",
        fixIts: name.isEmpty
          ? []
          : [
            .init(
              "name it `\(name)`", replace: SourceRange(source: source, start: place.start, end: place.start),
              with: "\(name) ")
          ])
      isRecovering = false
    } else {
      expectName("the name of a value")
      if at(.equal), peek().kind == .text { skipSurplus("no `=` stands here") }
    }
    if isPlainText, continuesLine(current) {
      advance()
    } else if at(.textHead) {
      interpolationNotAllowed()
    }
    finish(.scaleValue, value)
  }

  /// A name made of the words of a text.
  private static func name(for text: String) -> String {
    let words = text.dropFirst().dropLast().lowercased().split { !($0.isLetter || $0.isNumber) }
    let name = words.joined(separator: "_")
    return name.first?.isLetter == true && !Vocabulary.reserved.contains(name) ? name : ""
  }

  /// The plural an English noun most likely has.
  private static func plural(of noun: String) -> String {
    if noun.hasSuffix("y"), let before = noun.dropLast().last, !"aeiou".contains(before) {
      return noun.dropLast() + "ies"
    }
    if ["s", "x", "ch", "sh"].contains(where: { noun.hasSuffix($0) }) { return noun + "es" }
    return noun + "s"
  }

  /// The `plural` of an entity, or what stands in its place.
  private mutating func expectPlural() {
    if consume(word: "plural") { return expectPluralName() }
    let noun = position > 0 ? word(ofToken: position - 1) : ""
    if isName(current), isName(peek()), !atEnd, Suggestions.nearest(to: text(), among: ["plural"]) != nil {
      replaceWord(with: "plural")
      isRecovering = false
      return expectPluralName()
    }
    if isName(current), !atEnd {
      missing("`plural`", fixIts: [insertion("plural")])
      isRecovering = false
      return expectPluralName()
    }
    missing(
      "`plural`", note: "an entity says what several of it are called",
      fixIts: [insertion("plural \(Parser.plural(of: noun))")])
    isRecovering = false
  }

  private mutating func expectPluralName() { expectName("the plural") }

  mutating func parseEntity() {
    let start = mark()
    advance()
    expectName("the entity's name")
    expectPlural()
    let parents = mark()
    if at(word: "of") || at(word: "under") || at(word: "within") || at(word: "inside"), isName(peek()), !atEnd {
      replaceWord(with: "in")
      isRecovering = false
      expectName("the entity it belongs to")
    }
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
    _ = consume(word: "internal")
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
    skipColon()
    if atEnd, position > start.firstToken, !isRecovering {
      let name = range(ofToken: position - 1)
      report(
        Diagnostic(
          .expected, "the field `\(name.text)` needs a type", at: name, label: "a type is missing after this",
          notes: ["types are \(Vocabulary.types.joined(separator: ", ")), a scale, an entity, or `set of` one"],
          fixIts: [.init("make it a text", replace: placeAfterPrevious, with: " text")]))
      finish(.missing, mark())
      return finish(.fieldDeclaration, start)
    }
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
          note: "a field is written `NAME TYPE`, as in `title text`", fixIts: modifierMeant)
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

  /// What other languages call our modifiers, and ours misspelt.
  private var modifierMeant: [Diagnostic.FixIt] {
    let place = range(ofToken: position)
    if at(.comma), isName(peek()) { return [.init("write `;`", replace: place, with: ";")] }
    if at(.not), at(word: "null", offset: 1) {
      return [.init("write `required`", replace: place.joined(to: range(ofToken: position + 1)), with: "required")]
    }
    let foreign = ["mandatory": "required", "private": "internal", "secret": "internal", "confidential": "internal"]
    let meant =
      foreign[text().lowercased()] ?? Suggestions.nearest(to: text(), among: ["required", "internal", "default"])
    return meant.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []
  }

  /// `0 to 10`, `0-10`: the sign between the ends of a range.
  private mutating func expectRangeSign() {
    if at(.dotDot), continuesLine(current) { return advance() }
    if at(.minus) || at(word: "to") || at(word: "through"), !atEnd {
      let place = range(ofToken: position)
      let whole = SourceRange(source: source, start: placeAfterPrevious.start, end: Int(peek().start))
      report(
        Diagnostic(
          .expected, "a range is written with `..`", at: place, label: "write `..`",
          fixIts: [.init("write `..`", replace: whole, with: "..")]))
      isRecovering = false
      return advance()
    }
    missing("`..`")
  }

  private mutating func parseRangeModifier() {
    let start = mark()
    parseConstant()
    expectRangeSign()
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
  mutating func parseConstant() {
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
    if at(word: "list") || at(word: "array") || at(word: "many"), at(word: "of", offset: 1), isName(peek(2)) {
      replaceWord(with: "set")
      isRecovering = false
      advance()
    } else if at(word: "set"), at(word: "of", offset: 1) {
      advance()
      advance()
    }
    expectName(
      "a type", orNote: "types are \(Vocabulary.types.joined(separator: ", ")), a scale, an entity, or `set of` one")
    finish(.typeName, start)
  }

  mutating func expectName(_ what: String, orNote note: String) {
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
    expectOn()
    expectName("the entity it is about")
    if at(word: "answer") { replaceWord(with: "answers"); isRecovering = false } else { expect(word: "answers") }
    repeat {
      let answer = mark()
      // `rating integer 1..7` has a name, `yes_no` alone has none.
      let endsWithModifier = at(word: "internal", offset: 1) && peek(2).kind == .leftBrace
      if isName(current), isName(peek()), !peek().startsLine, !startsUnnamedSet, !endsWithModifier { advance() }
      parseType()
      if startsRange { parseRangeModifier() }
      finish(.worksheetAnswer, answer)
    } while consume(.comma)
    _ = consume(word: "internal")
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

  /// The `on` before what a declaration is about.
  mutating func expectOn() {
    if at(word: "for") || at(word: "of") || at(word: "about"), isName(peek()), !atEnd {
      replaceWord(with: "on")
      isRecovering = false
    } else {
      expect(word: "on")
    }
  }

  // MARK: The others

  mutating func parseMove() {
    let start = mark()
    let kind: SyntaxKind = at(word: "move") ? .moveDeclaration : .lossDeclaration
    advance()
    let name = position
    expectName("the move's name")
    expectOn()
    expectName("the entity it changes")
    if at(.leftBrace), isName(tokens[name]) {
      let title = word(ofToken: name).replacing("_", with: " ")
      missing("what it is, in quotes", fixIts: [insertion("\"\(title.prefix(1).uppercased())\(title.dropFirst())\"")])
      isRecovering = false
    } else {
      expectText("what it is, in quotes")
    }
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
      } else if parser.isName(parser.current), parser.peek().kind == .equal {
        parser.missing("`set`", fixIts: [parser.insertion("set")])
        parser.isRecovering = false
        parser.parseAssignments()
        parser.finish(.moveSet, part)
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
    if at(.equal) {
      missing("`on`", note: "a chance is one of an entity's things: `chance NAME on ENTITY = 20%`")
    } else {
      expectOn()
      expectName("an entity")
    }
    expectEqualSign()
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
      missing(
        "money, such as `1.08 USD`",
        fixIts: at(.number) ? [.init("add a currency", replace: range(ofToken: position), with: "\(text()) USD")] : [])
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
        skipColon()
        if at(.rightParen) || at(.comma), position > parameter.firstToken {
          missing(
            "a type", note: "an argument is written `NAME TYPE`",
            fixIts: [.init("make it a number", replace: placeAfterPrevious, with: " number")])
        } else {
          parseType()
        }
        finish(.defineParameter, parameter)
        if !consume(.comma) { break }
      }
      closeGroup(open, .rightParen, "(", ")")
    } else {
      missing("`(`")
    }
    if at(.leftBrace), continuesLine(current), !isRecovering {
      bracedFormula()
    } else {
      expectEqualSign()
      parseExpression()
    }
    finish(.defineDeclaration, start)
  }

  /// `define half(a number) { a / 2 }`
  private mutating func bracedFormula() {
    let open = position
    advance()
    if at(word: "return") { advance() }
    let first = position
    parseExpression()
    let isClosed = at(.rightBrace)
    let place = range(ofToken: open)
    let head = SourceRange(source: source, start: place.start, end: Int(tokens[first].start))
    let tail = SourceRange(source: source, start: placeAfterPrevious.start, end: range(ofToken: position).end)
    // A formula of its own statement may be read to its end or not at all.
    if isClosed || atEnd {
      report(
        Diagnostic(
          .expected, "what a function computes stands after `=`", at: place, label: "write `=`",
          fixIts: isClosed ? [.init("write it after `=`", [.init(head, "= "), .init(tail, "")])] : []))
    }
    isRecovering = false
    if isClosed { advance() }
  }

  mutating func parseLet() {
    let start = mark()
    advance()
    expectName("a name")
    if at(.minus) { hyphenatedName(start.firstToken + 1) }
    expectEqualSign()
    parseQuery()
    finish(.letDeclaration, start)
  }

  /// `let key-people = ...`
  private mutating func hyphenatedName(_ first: Int) {
    var last = position
    while tokens[last].kind == .minus, isName(tokens[last + 1]), tokens[last].end == tokens[last + 1].start {
      last += 2
    }
    guard last > position else { return }
    let place = range(ofToken: first).joined(to: range(ofToken: last - 1))
    let joined = place.text.replacing("-", with: "_")
    report(
      Diagnostic(
        .expected, "a name has no hyphens", at: place, label: "write `\(joined)`",
        fixIts: [.init("write `\(joined)`", replace: place, with: joined)]))
    isRecovering = false
    position = last
  }

  /// The type a parameter's default has.
  var typeOfDefault: String? {
    switch peek().kind {
    case .text, .multilineText: "text"
    case .number: "number"
    case .money: "money"
    case .percent: "percent"
    case .date: "date"
    case .duration: "duration"
    case .yes, .no, .true, .false: "yes_no"
    default: nil
    }
  }

  mutating func parseParam() {
    let start = mark()
    advance()
    expectName("the parameter's name")
    skipColon()
    if at(.equal), let type = typeOfDefault {
      missing("a type", note: "a parameter is written `NAME TYPE = DEFAULT`", fixIts: [insertion(type)])
      isRecovering = false
    } else {
      parseType()
    }
    if at(.equal) {
      advance()
      parseConstant()
    }
    if isPlainText, continuesLine(current) { advance() }
    finish(.paramDeclaration, start)
  }
}
