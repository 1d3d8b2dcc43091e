// Steps as other query languages write them, and sentences whose steps come before their rows.

extension Parser {
  /// `map(.name)`, `select(.power > 5)`, `sum(value)`, `join stakeholders`: told with the step that is meant; false for any
  /// other.
  mutating func takeStepOfElsewhere() -> Bool {
    let word = text().lowercased()
    let isCall = peek().kind == .leftParen && !peek().startsLine
    guard Parser.stepsOfElsewhere.contains(word), isCall || word != "count" else { return false }
    guard let meant = meantStep(word, isCall: isCall) else { return false }
    let start = mark()
    let place = range(ofToken: position).joined(to: range(ofToken: meant.last))
    report(
      Diagnostic(
        .unknownWord, "there is no step `\(shown(isCall ? word : place.text))`", at: place,
        label: "write `\(shown(meant.text))`",
        fixIts: [.init("write `\(meant.text)`", replace: place, with: meant.text)]))
    isRecovering = false
    position = meant.last + 1
    finish(.missing, start)
    return true
  }

  private static let stepsOfElsewhere: Set<String> = [
    "select", "filter", "map", "pluck", "sort_by", "sortby", "order_by", "orderby", "group_by", "groupby", "count",
    "length", "size", "export", "save", "write", "join", "pivot", "sum", "average", "avg", "min", "max", "median",
    "mean",
  ]

  private func isEndOfStep(_ index: Int) -> Bool {
    let token = tokens[index]
    return token.startsLine && openParens == 0
      || [.bar, .endOfFile, .semicolon, .rightParen, .rightBrace].contains(token.kind)
  }

  /// The last token of the step that starts at the current one.
  private var endOfThisStep: Int {
    var index = position
    var open = 0
    while index - position < Parser.maximumLookAhead {
      let next = tokens[index + 1]
      if open == 0, isEndOfStep(index + 1) { return index }
      if next.kind == .endOfFile { return index }
      if [.leftParen, .leftBracket].contains(next.kind) { open += 1 }
      if [.rightParen, .rightBracket].contains(next.kind) { open -= 1 }
      index += 1
    }
    return index
  }

  private func meantStep(_ word: String, isCall: Bool) -> (text: String, last: Int)? {
    let end = endOfThisStep
    /// What stands in the parentheses of a call that is the whole step, without the dots of `.field`.
    func inside() -> String? {
      guard isCall, end > position + 2, tokens[end].kind == .rightParen else { return nil }
      return withoutLeadingDots(position + 2, end)
    }
    switch word {
    case "select", "filter":
      guard isCall, let condition = inside() else { return nil }
      return ("where \(condition)", end)
    case "map", "pluck":
      guard let columns = inside() else { return nil }
      return ("show \(columns)", end)
    case "sort_by", "sortby", "order_by", "orderby":
      guard let keys = inside() else { return nil }
      return ("sort \(keys)", end)
    case "group_by", "groupby":
      guard let keys = inside() else { return nil }
      return ("count by \(keys)", end)
    case "count" where isCall && end <= position + 3: return ("count", end)
    case "length", "size": return isCall && end == position + 2 ? ("count", end) : nil
    case "export", "save", "write":
      guard peek().kind == .text, isEndOfStep(position + 2) else { return nil }
      return ("to \(text(1))", position + 1)
    case "join":
      guard isName(peek()), isEndOfStep(position + 2) else { return nil }
      return (text(1), position + 1)
    case "pivot":
      guard isName(peek()), isName(peek(2)), isEndOfStep(position + 3) else { return nil }
      return ("matrix \(text(1)) by \(text(2))", position + 2)
    case "sum", "average", "avg", "min", "max", "median", "mean":
      let function = ["avg": "average", "mean": "average"][word] ?? word
      if let value = inside() { return ("summarize \(function)(\(value))", end) }
      guard isName(peek()), isEndOfStep(position + 2) else { return nil }
      return ("summarize \(function)(\(text(1)))", position + 1)
    default: return nil
    }
  }

  /// The text of some tokens, without the dot before a name that begins a value.
  private func withoutLeadingDots(_ from: Int, _ to: Int) -> String {
    var result = ""
    var place = Int(tokens[from].start)
    for index in from..<to where tokens[index].kind == .dot && isName(tokens[index + 1]) {
      let isFirst =
        index == from || !(isName(tokens[index - 1]) || [.rightParen, .text].contains(tokens[index - 1].kind))
      guard isFirst else { continue }
      result += source.text(place, Int(tokens[index].start))
      place = Int(tokens[index].end)
    }
    return result + source.text(place, Int(tokens[to - 1].end))
  }

  /// `| .name`, `| .name, .title`: columns as a step; false where none stand here.
  mutating func skipFieldsAsStep() -> Bool {
    guard at(.dot), isName(peek()), !peek().startsLine, !isRecovering else { return false }
    let start = mark()
    let end = endOfThisStep
    let place = range(ofToken: position).joined(to: range(ofToken: end))
    let meant = "show \(withoutLeadingDots(position, end + 1))"
    report(
      Diagnostic(
        .unexpected, "columns are chosen with `show`", at: place, label: "write `\(shown(meant))`",
        fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
    isRecovering = false
    position = end + 1
    finish(.missing, start)
    return true
  }

  /// Whether a step stands after a long dash, which word processors put for a short one.
  var stepFollowsDash: Bool { at(.name) && Vocabulary.steps.contains(text()) && !peek().startsLine && depth <= 2 }

  /// `stakeholders – where power > 5`
  mutating func dashForBar() {
    let place = range(ofToken: position - 1)
    forgetLexical(in: place)
    report(
      Diagnostic(
        .unexpected, "steps are joined with `|`", at: place, label: "write `|`",
        fixIts: [.init("write `|`", replace: place, with: "|")]))
    // What follows is read as steps, whose names are looked at when the `|` stands there.
    let skipped = mark()
    position = endOfThisStep + 1
    finish(.missing, skipped)
    // The operand that a minus would have is not missed.
  }

  /// `take 3 rows`
  mutating func surplusUnit(_ message: String) {
    let place = range(ofToken: position)
    let removed = SourceRange(source: source, start: placeAfterPrevious.start, end: place.end)
    report(
      Diagnostic(
        .unexpected, message, at: place, label: "leave it out",
        fixIts: [.init("leave it out", replace: removed, with: "")]))
    isRecovering = false
    advance()
  }

  // MARK: Rows at the end

  /// `where alignment = sponsor | stakeholders`: the rows stand behind their steps.
  func rowsLast(_ end: Int) -> ForeignSentence? {
    guard isName(peek()), Vocabulary.steps.contains(text()), end - position >= 4, tokens[end - 2].kind == .bar,
      isName(tokens[end - 1]), !Vocabulary.steps.contains(word(ofToken: end - 1)),
      !(position..<(end - 2)).contains(where: { tokens[$0].kind == .bar })
    else { return nil }
    let whole = range(ofToken: position).joined(to: range(ofToken: end - 1))
    let steps = source.text(Int(current.start), Int(tokens[end - 3].end))
    let meant = "\(word(ofToken: end - 1)) | \(steps)"
    return ForeignSentence(
      diagnostic: Diagnostic(
        .unknownWord, "a question starts with what it is about", at: range(ofToken: position),
        label: "write `\(shown(meant))`",
        notes: ["start with the noun and narrow it step by step"],
        fixIts: [.init("put the noun first", replace: whole, with: meant)]), end: end)
  }

  /// `sponsors of account "Acme"`: rows that belong to a thing.
  func rowsOfThing(_ end: Int) -> ForeignSentence? {
    // Rows have a plural; `title of stakeholder "Dana Li"` is looked at once the names are known.
    guard text().hasSuffix("s"), !Vocabulary.statements.contains(text()), at(word: "of", offset: 1), isName(peek(2)),
      isLabelStart(peek(3)),
      tokens[position + 4].kind == .bar || end == position + 4
    else { return nil }
    let thing = range(ofToken: position + 1).joined(to: range(ofToken: position + 3))
    let meant = "| where \(text(2)) = \(text(3))"
    return ForeignSentence(
      diagnostic: Diagnostic(
        .unexpected, "rows are narrowed with a step", at: thing, label: "write `\(shown(meant))`",
        notes: ["`use \(text(2)) \(text(3))` looks at that one alone from then on"],
        fixIts: [.init("narrow them with `where`", replace: thing, with: meant)]), end: end)
  }

  /// `who are the sponsors`, `how many stakeholders`: a question as one asks a person.
  func askedAloud(_ end: Int) -> ForeignSentence? {
    let words = (position..<end).map { word(ofToken: $0).lowercased() }
    guard let first = words.first, ["who", "what", "which", "how", "whose"].contains(first), words.count > 1,
      isName(peek()) || peek().kind == .is && !["known", "unknown", "none", "some"].contains(text(2))
    else { return nil }
    let place = range(ofToken: position).joined(to: range(ofToken: end - 1))
    var fixIts: [Diagnostic.FixIt] = []
    let rest = words.dropFirst().drop { ["are", "is", "the", "my", "our", "many"].contains($0) }
    if rest.count == 1, isName(tokens[end - 1]) {
      let meant = first == "how" ? "count(\(word(ofToken: end - 1)))" : word(ofToken: end - 1)
      fixIts = [.init("write `\(meant)`", replace: place, with: meant)]
    }
    // A longer one is looked at once the names are known.
    if fixIts.isEmpty { return nil }
    return ForeignSentence(
      diagnostic: Diagnostic(
        .unknownWord, "a question starts with what it is about", at: range(ofToken: position),
        label: fixIts.first.map { "write `\(shown($0.replacements[0].text))`" } ?? "begin with a noun",
        notes: [
          "start with the noun and narrow it step by step: `stakeholders | where role = approver | show name`",
          "`help nouns` lists what there is to look at",
        ], fixIts: fixIts), end: end)
  }

  /// `export opportunities to csv`
  func exported(_ end: Int) -> ForeignSentence? {
    guard text().lowercased() == "export", isName(peek()), end > position + 1 else { return nil }
    let place = range(ofToken: position).joined(to: range(ofToken: end - 1))
    var meant = source.text(Int(peek().start), Int(tokens[end - 1].end))
    if end == position + 4, ["to", "as", "in"].contains(text(2)), Vocabulary.formats.contains(text(3).lowercased()) {
      meant = "\(text(1)) | as \(text(3).lowercased())"
    } else if end == position + 4, text(2) == "to", peek(3).kind == .text {
      meant = "\(text(1)) | to \(text(3))"
    }
    return ForeignSentence(
      diagnostic: Diagnostic(
        .unknownWord, "there is no statement `export`", at: range(ofToken: position),
        label: "write `\(shown(meant))`",
        notes: ["`| as csv` writes an answer in another form, `| to \"FILE.csv\"` into a file"],
        fixIts: [.init("write it as a step", replace: place, with: meant)]), end: end)
  }

  /// `opportunities > "deals.csv"`, as in a shell.
  func redirected(_ end: Int) -> ForeignSentence? {
    guard end - position >= 3, tokens[end - 1].kind == .text, tokens[end - 2].kind == .greater,
      [".csv", ".json", ".jsonl", ".md", ".txt"].contains(where: { word(ofToken: end - 1).dropLast().hasSuffix($0) })
    else { return nil }
    let sign = range(ofToken: end - 2)
    return ForeignSentence(
      diagnostic: Diagnostic(
        .unexpected, "an answer goes into a file with a step", at: sign, label: "write `| to`",
        fixIts: [.init("write `| to`", replace: sign, with: "| to")]), end: end)
  }
}
