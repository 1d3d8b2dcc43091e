// Checks: their subject, their members and what they test.

extension Parser {
  mutating func parseCheck() {
    let start = mark()
    advance()
    nameWithoutQuotes("the check's name")
    let subject = mark()
    expectOn()
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
      if at(.equal), let type = typeOfDefault {
        missing("a type", note: "a setting is written `setting NAME TYPE = VALUE \"TEXT\"`", fixIts: [insertion(type)])
        isRecovering = false
      } else {
        parseType()
      }
      expect(.equal, "`=`")
      parseConstant()
      if isPlainText, continuesLine(current) { advance() }
      finish(.settingMember, start)
    case "advisory", "test":
      if at(word: "advisory") { advance() }
      expect(word: "test")
      if at(.text), peek().kind == .leftBrace {
        missing("the test's name", note: "a test is written `test NAME \"QUESTION\" { ... }`", fixIts: [nameForTitle()])
        isRecovering = false
      } else {
        expectName("the test's name")
      }
      if at(.leftBrace), position > 0 {
        let name = word(ofToken: position - 1).replacing("_", with: " ")
        missing("what the test asks, in quotes", fixIts: [insertion("\"\(name)\"", "say what it asks")])
        isRecovering = false
      } else {
        expectText("what the test asks, in quotes")
      }
      if at(word: "pass") || at(word: "fail"), !current.startsLine {
        bodyOrStatement("when a test passes stands in `{ }`")
      } else {
        braces(.body) { $0.parseTestRule() }
      }
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
      } else if at(.if) {
        replaceWord(with: "when")
        isRecovering = false
        allowsOutcomes = true
        parseExpression()
        allowsOutcomes = false
      } else if at(.else), peek().startsLine || [.rightBrace, .semicolon].contains(peek().kind) {
        replaceWord(with: "otherwise")
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
      if at(.if) {
        replaceWord(with: "when")
        isRecovering = false
      } else {
        expect(word: "when", orInsert: true)
      }
      parseExpression()
      finish(kind, start)
    } else if at(word: "because") {
      advance()
      // The reason is a text that may be filled in.
      reasonText()
      finish(.becauseRule, start)
    } else if at(word: "advice") {
      advance()
      reasonText()
      finish(.adviceRule, start)
    } else if at(word: "when") {
      missing("`pass when`, `fail when`, `because` or `advice`", fixIts: [insertion("pass")])
    } else if isName(current), let meant = Parser.testRuleMeant(text()) {
      replaceWord(with: meant)
    } else if isName(current),
      isComparison(peek().kind) || [.is, .in].contains(peek().kind) || peek().kind == .leftParen
    {
      // A condition alone says when the test passes.
      missing("`pass when`, `fail when`, `because` or `advice`", fixIts: [insertion("pass when")])
      isRecovering = false
      parseExpression()
      finish(.passRule, start)
    } else {
      missing("`pass when`, `fail when`, `because` or `advice`")
    }
  }

  /// The text of a reason or an advice; a value alone is filled into one.
  private mutating func reasonText() {
    if isText(current) { return parseExpression() }
    guard isName(current), !atEnd else { return missing("a text in quotes") }
    let first = position
    let skipped = mark()
    while !atEnd, !at(.rightBrace) { advance() }
    let place = range(ofToken: first).joined(to: range(ofToken: position - 1))
    let meant = "\"\\(\(place.text))\""
    report(
      Diagnostic(
        .expected, "expected a text in quotes, found `\(shown(place.text))`", at: place,
        label: "write `\(shown(meant))`", notes: ["values are filled into a text with `\\(...)`"],
        fixIts: [.init("fill it into a text", replace: place, with: meant)]))
    isRecovering = false
    finish(.missing, skipped)
  }

  /// A name for a test that has only its question: `"Is it big?"` becomes `is_it_big`.
  private func nameForTitle() -> Diagnostic.FixIt {
    let title = text().dropFirst().dropLast().lowercased()
    var name = ""
    for character in title where name.count < 24 {
      if character.isLetter || character.isNumber && !name.isEmpty {
        name.append(character)
      } else if !name.isEmpty, name.last != "_" {
        name.append("_")
      }
    }
    while name.last == "_" { name.removeLast() }
    let isName = !name.isEmpty && !Vocabulary.reserved.contains(name)
    return insertion(isName ? name : "\(name)_1".first == "_" ? "test_1" : "\(name)_1", "name it")
  }

  /// A declared name, which stands without quotes.
  private mutating func nameWithoutQuotes(_ what: String) {
    guard at(.text), !current.startsLine else {
      expectName(what)
      return
    }
    let place = range(ofToken: position)
    let name = place.text.dropFirst().dropLast().lowercased().replacing(" ", with: "_")
    let isName = name.first?.isLetter == true && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    report(
      Diagnostic(
        .expected, "a declared name stands without quotes", at: place, label: isName ? "write `\(name)`" : "not a name",
        fixIts: isName ? [.init("write `\(name)`", replace: place, with: name)] : []))
    isRecovering = false
    advance()
  }

  private static func testRuleMeant(_ word: String) -> String? {
    switch word.lowercased() {
    case "passes", "passed", "ok": "pass"
    case "fails", "failed": "fail"
    case "reason": "because"
    case "hint": "advice"
    default: Suggestions.nearest(to: word, among: ["pass", "fail", "because", "advice"])
    }
  }

  /// `alarms | where budget fails`: outside its check a test is a column.
  mutating func reportOutcomeOutside(_ place: SourceRange) {
    let meant = place.text == "fails" ? "= fail" : "= pass"
    report(
      Diagnostic(
        .unexpected, "`\(place.text)` stands only in the verdicts of a check", at: place, label: "write `\(meant)`",
        fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
  }
}
