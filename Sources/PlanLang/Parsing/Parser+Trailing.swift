// What is said where a statement or a member goes on and should have ended.

extension Parser {
  /// Says that a statement or member goes on where it should have ended.
  mutating func reportTrailing() {
    isMemberPlace = memberDepth > 0 && memberDepth == depth
    let place = range(ofToken: position)
    let word = text()
    if (kind == .name || kind == .in), Vocabulary.steps.contains(word), position > 0,
      !(word == "as" && isName(peek()) && !Vocabulary.formats.contains(text(1)))
    {
      let before = SourceRange(source: source, start: place.start, end: place.start)
      report(
        Diagnostic(
          .unexpected, "`\(word)` needs a `|` before it", at: place, label: "a step starts with `|`",
          fixIts: [.init("put `|` before it", replace: before, with: "| ")]))
      return
    }
    switch kind {
    case .rightParen, .rightBracket:
      report(
        Diagnostic(
          .unexpected, "this `\(word)` closes nothing", at: place, label: "no opening bracket fits it",
          fixIts: [.init("remove it", replace: place, with: "")]))
    case .comma: if !listWithoutBrackets() { reportTrailingComma(place) }
    case .dotDot, .not: if !comparisonOfElsewhere() { reportRest(place, word) }
    case .name where ["fails", "passes"].contains(word) && position > 0 && isName(tokens[position - 1]):
      reportOutcomeOutside(place)
    case .arrow where Vocabulary.steps.contains(text(1)):
      report(
        Diagnostic(
          .unexpected, "steps are joined with `|`", at: place, label: "write `|`",
          fixIts: [.init("write `|`", replace: place, with: "|")]))
    default: reportRest(place, word)
    }
  }

  private mutating func reportRest(_ place: SourceRange, _ word: String) {
    var fixIts: [Diagnostic.FixIt] = []
    var label = "expected the end of the line here"
    if isLiteral(kind), position > 1, isName(tokens[position - 1]), tokens[position - 2].kind != .bar {
      label = "is a `=` missing before this?"
      fixIts = [insertion("=")]
    } else if position > 0, tokens[position - 1].kind == .rightBrace, isName(current), continuesLine(peek()) {
      label = "what follows a block on its line stands after `;`"
      fixIts = [.init("put `;` between", replace: placeAfterPrevious, with: ";")]
    } else if !isMemberPlace, isName(current), peek().kind == .equal, isText(tokens[max(position - 1, 0)]),
      position > 1, isName(tokens[position - 2])
    {
      label = "a change begins with `| set`"
      fixIts = [insertion("| set")]
    } else if isMemberPlace, isName(current), [.equal, .leftBrace].contains(peek().kind) || isLabelStart(peek()) {
      label = "a new member starts here"
      fixIts = [.init("put `;` between", replace: placeAfterPrevious, with: ";")]
    }
    report(
      Diagnostic(
        .unexpected, "`\(shown(word))` does not continue what stands before it", at: place, label: label,
        notes: ["a new statement starts on a new line or after `;`"], fixIts: fixIts))
  }

  private func isLiteral(_ kind: TokenKind) -> Bool {
    switch kind {
    case .text, .number, .money, .percent, .date, .duration, .yes, .no, .true, .false: true
    default: false
    }
  }

  /// A comma after something complete: in a block a new member follows, in a condition `and` is meant.
  private mutating func reportTrailingComma(_ place: SourceRange) {
    let next = peek()
    let isLast = next.startsLine || next.kind == .endOfFile || next.kind == .rightBrace
    var label = "the list ended before this"
    var fixIts: [Diagnostic.FixIt] = []
    if position > 0, tokens[position - 1].kind == .number, next.kind == .number,
      tokens[position - 1].end == current.start,
      current.end == next.start
    {
      let whole = range(ofToken: position - 1).joined(to: range(ofToken: position + 1))
      let parts = whole.text.split(separator: ",")
      let plain = whole.text.replacing(",", with: "")
      // `1,200` may be twelve hundred or a little more than one; `1.200,50` has groups before its decimals.
      let isGrouped = parts.count == 2 && parts[1].count == 3 && parts[0].count <= 3 && !parts[0].contains(".")
      let hasGroups = parts.count == 2 && parts[0].split(separator: ".").dropFirst().first?.count == 3
      let meant =
        hasGroups
        ? "\(parts[0].replacing(".", with: "")).\(parts[1])" : whole.text.replacing(",", with: ".")
      let readings = isGrouped && !parts[1].contains(".") ? [plain, meant] : isGrouped ? [plain] : [meant]
      report(
        Diagnostic(
          .malformedNumber,
          isGrouped
            ? "digits are not grouped, and decimals stand after a point"
            : "decimals stand after a point", at: whole,
          label: "write \(readings.map { "`\($0)`" }.joined(separator: " or "))",
          fixIts: readings.map { .init("write `\($0)`", replace: whole, with: $0) }))
      return
    }
    if isMemberPlace {
      label = isLast ? "members need no comma" : "members are separated by a new line or `;`"
      fixIts = [.init(isLast ? "remove it" : "write `;`", replace: place, with: isLast ? "" : ";")]
    } else if isLast {
      fixIts = [.init("remove it", replace: place, with: "")]
    } else if Vocabulary.steps.contains(text(1)) {
      label = "steps are joined with `|`"
      fixIts = [.init("write `|`", replace: place, with: " |")]
    } else if lastStepIsCondition {
      label = "conditions are joined with `and`"
      fixIts = [.init("write `and`", replace: place, with: " and")]
    }
    report(Diagnostic(.unexpected, "a `,` can't stand here", at: place, label: label, fixIts: fixIts))
  }

  /// Whether the step being read is a `where`.
  private var lastStepIsCondition: Bool {
    var index = position - 1
    while index > itemFirst, tokens[index].kind != .bar { index -= 1 }
    guard tokens[index].kind == .bar, index + 1 < tokens.count else { return false }
    return source.text(Int(tokens[index + 1].start), Int(tokens[index + 1].end)) == "where"
  }
}
