// Checks: their subject, their members and what they test.

extension Parser {
  mutating func parseCheck() {
    let start = mark()
    advance()
    expectName("the check's name")
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
      parseType()
      expect(.equal, "`=`")
      parseConstant()
      if isPlainText, continuesLine(current) { advance() }
      finish(.settingMember, start)
    case "advisory", "test":
      if at(word: "advisory") { advance() }
      expect(word: "test")
      expectName("the test's name")
      if at(.leftBrace), position > 0 {
        let name = word(ofToken: position - 1).replacing("_", with: " ")
        missing("what the test asks, in quotes", fixIts: [insertion("\"\(name)\"", "say what it asks")])
        isRecovering = false
      } else {
        expectText("what the test asks, in quotes")
      }
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
      if isText(current) { parseExpression() } else { missing("a text in quotes") }
      finish(.becauseRule, start)
    } else if at(word: "advice") {
      advance()
      if isText(current) { parseExpression() } else { missing("a text in quotes") }
      finish(.adviceRule, start)
    } else if at(word: "when") {
      missing("`pass when`, `fail when`, `because` or `advice`", fixIts: [insertion("pass")])
    } else if isName(current), let meant = Parser.testRuleMeant(text()) {
      replaceWord(with: meant)
    } else {
      missing("`pass when`, `fail when`, `because` or `advice`")
    }
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
