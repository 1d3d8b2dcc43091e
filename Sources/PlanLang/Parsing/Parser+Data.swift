// Data: blocks, members, tables, evidence groups.

extension Parser {
  /// `block = 'extend'? thing members`
  mutating func parseBlock() {
    let start = mark()
    _ = consume(word: "extend")
    parseThing()
    parseInnerMembers()
    finish(.block, start)
  }

  mutating func parseMembers() {
    braces(.members) { $0.parseMember() }
  }

  private mutating func parseMember() {
    let start = mark()
    itemStart = position
    // `NAME = VALUE`, as most members are.
    if isName(current), peek().kind == .equal, peek(3).kind != .leftBrace { return parseFieldMember() }
    if membersAtTop, at(word: "extend"), isName(peek()), isLabelStart(peek(2)) { return parseBlock() }
    if parseForeignMember() || parseFieldWithOtherSign() { return }
    guard isName(current) else {
      return missingMember()
    }
    let next = peek()
    if next.kind == .equal {
      parseFieldMember()
      return
    }
    if at(word: "table") { return parseTable() }
    if at(word: "per"), isText(next) || isName(next) && !next.startsLine { return parsePerGroup() }
    if next.kind == .leftBrace {
      advance()
      parseInnerMembers()
      finish(.childBlock, start)
      return
    }
    if isLabelStart(next), !next.startsLine {
      advance()
      parseLabel()
      if at(.leftBrace), !current.startsLine {
        parseInnerMembers()
      } else if atEnd, !at(.leftBrace) {
        missingBlock(of: start)
      } else {
        missing("`{`")
      }
      finish(.childBlock, start)
      return
    }
    advance()
    reportLoneName(start)
    finish(.missing, start)
  }

  private mutating func missingMember() {
    if isText(current) {
      reportExpected(
        "a field or a noun before this text",
        note: "a thing inside is written `NOUN \"Label\" { ... }`, a field `NAME = VALUE`")
      finish(.missing, mark())
    } else {
      missing("a field or a thing", note: "a field is written `NAME = VALUE`, a thing inside `NOUN \"Label\" { ... }`")
    }
  }

  /// A thing with nothing known but its name.
  private mutating func missingBlock(of start: Mark) {
    let end = placeAfterPrevious
    report(
      Diagnostic(
        .expected, "expected `=` or `{` here",
        at: range(ofToken: start.firstToken).joined(to: range(ofToken: position - 1)),
        label: "a thing has a block, even an empty one",
        fixIts: [.init("add an empty block", replace: end, with: " {}")]))
    finish(.missing, mark())
  }

  /// A name with neither `=` nor a block after it.
  private mutating func reportLoneName(_ start: Mark) {
    if !isRecovering {
      let name = range(ofToken: start.firstToken)
      let startsValue = continuesLine(current) && !atEnd
      let insertion = SourceRange(source: source, start: name.end, end: name.end)
      report(
        Diagnostic(
          .expected, "expected `=` or `{` after `\(shown(name.text))`",
          at: startsValue ? range(ofToken: position) : name,
          label: startsValue ? "expected `=` before this" : "a field needs `= VALUE`, a thing a label and `{ ... }`",
          fixIts: startsValue ? [.init("put `=` between", replace: insertion, with: " =")] : []))
    }
  }

  private mutating func parseFieldMember() {
    let start = mark()
    advance()
    advance()
    let outer = allowsSpacedValues
    allowsSpacedValues = true
    parseValue()
    allowsSpacedValues = outer
    parseEvidence()
    finish(.fieldMember, start)
  }

  /// What stands in a thing, also in one that a `per` at the top goes round.
  private mutating func parseInnerMembers() {
    let outer = membersAtTop
    membersAtTop = false
    parseMembers()
    membersAtTop = outer
  }

  /// `per "..." { ... }` at the top: it may go round more that is said about things, too.
  mutating func parseTopGroup() {
    membersAtTop = true
    parsePerGroup()
    membersAtTop = false
  }

  mutating func parsePerGroup() {
    let start = mark()
    itemStart = position
    parseEvidence()
    parseMembers()
    finish(.perGroup, start)
  }

  /// `value = const | NAME | ref | '(' thing ')' | '[' values ']'`
  mutating func parseValue() {
    if at(.leftBracket), continuesLine(current) || position == itemStart || justAfterOperator {
      parseValueList()
    } else {
      parseSingleValue()
    }
  }

  private mutating func parseSingleValue() {
    let start = mark()
    if position != itemStart, !continuesLine(current), !justAfterOperator {
      missing("a value")
      return
    }
    switch kind {
    case .minus:
      advance()
      let literal = mark()
      switch kind {
      case .number: advance(); finish(.numberLiteral, literal)
      case .money: advance(); finish(.moneyLiteral, literal)
      case .percent: advance(); finish(.percentLiteral, literal)
      case .duration: advance(); finish(.durationLiteral, literal)
      default: missing("a number after `-`")
      }
      finish(.unary, start)
    case .text, .multilineText:
      advance()
      if at(word: "of"), continuesLine(current), isText(peek()) {
        while at(word: "of"), isText(peek()) {
          advance()
          if !expectText("a label") { break }
        }
        finish(.reference, start)
      } else if allowsCompositeLabels, at(.comma), isLabelStart(peek()) {
        while at(.comma), isLabelStart(peek()) {
          advance()
          advance()
        }
        finish(.label, start)
      } else {
        finish(.textLiteral, start)
      }
    case .textHead:
      interpolationNotAllowed()
      finish(.textLiteral, start)
    case .number: advance(); finish(.numberLiteral, start)
    case .money: advance(); finish(.moneyLiteral, start)
    case .percent: advance(); finish(.percentLiteral, start)
    case .duration: advance(); finish(.durationLiteral, start)
    case .date:
      advance()
      if allowsCompositeLabels, at(.comma), isLabelStart(peek()) {
        while at(.comma), isLabelStart(peek()) {
          advance()
          advance()
        }
        finish(.label, start)
      } else {
        finish(.dateLiteral, start)
      }
    case .month: advance(); finish(.monthLiteral, start)
    case .quarter: advance(); finish(.quarterLiteral, start)
    case .yes, .no, .true, .false, .unknown, .none: advance(); finish(.wordLiteral, start)
    case .name, .quotedName:
      if startsThing {
        parseThing()
      } else {
        advance()
        takeSpacedValue(start.firstToken)
        finish(.nameExpression, start)
      }
    case .leftParen:
      let open = position
      advance()
      openParens += 1
      let outer = allowsCompositeLabels
      allowsCompositeLabels = true
      if isName(current), isLabelStart(peek()) {
        parseThing()
      } else if isLabelStart(current) {
        parseLabel()
      } else {
        missing("a thing: `NOUN \"Label\"`")
      }
      closeGroup(open, .rightParen, "(", ")")
      allowsCompositeLabels = outer
      finish(.parenthesized, start)
    case .tilde where [.number, .money, .percent].contains(peek().kind) && !peek().startsLine:
      let place = range(ofToken: position)
      let removed = SourceRange(source: source, start: place.start, end: Int(peek().start))
      report(
        Diagnostic(
          .expected, "a value is written as it is", at: place, label: "leave `~` out",
          notes: ["to say that it is not sure add where it comes from, and `assumed`"],
          fixIts: [.init("leave it out", replace: removed, with: "")]))
      isRecovering = false
      advance()
      parseSingleValue()
    default: missing("a value")
    }
  }

  private mutating func parseValueList() {
    let start = mark()
    let open = position
    advance()
    openParens += 1
    let outer = allowsCompositeLabels
    let outerSpaced = allowsSpacedValues
    allowsCompositeLabels = false
    allowsSpacedValues = false
    nested { parser in
      while !parser.at(.rightBracket), !parser.at(.endOfFile) {
        let before = parser.position
        parser.parseValue()
        if !parser.consume(.comma), !parser.commaIsMissing(since: before) { break }
      }
    }
    allowsSpacedValues = outerSpaced
    closeGroup(open, .rightBracket, "[", "]")
    allowsCompositeLabels = outer
    finish(.valueList, start)
  }

  /// `'table' NAME label? '{' header lines(row) '}'`; a newline always ends a row.
  mutating func parseTable(hasWord: Bool = true) {
    let start = mark()
    if hasWord { advance() }
    expectName("the noun of the table's rows, such as `stakeholders`")
    if isLabelStart(current), !current.startsLine { parseLabel() }
    guard at(.leftBrace) else {
      missing("`{`")
      finish(.table, start)
      return
    }
    joinLine()
    let open = position
    advance()
    if skipForeignTable() || skipForeignHeader() {
      _ = consume(.rightBrace)
      return finish(.table, start)
    }
    parseTableHeader()
    while !at(.rightBrace), !at(.endOfFile) {
      if consume(.semicolon) { continue }
      isRecovering = false
      parseTableRow()
    }
    if !consume(.rightBrace) {
      isRecovering = false
      report(
        Diagnostic(
          .unclosed, "this table's `{` is never closed", at: range(ofToken: open), label: "its `}` is missing",
          fixIts: [
            .init(
              "close it at the end",
              replace: SourceRange(source: source, start: source.bytes.count, end: source.bytes.count), with: "\n}")
          ]))
    }
    finish(.table, start)
  }

  private mutating func parseTableHeader() {
    let start = mark()
    if !isName(current) {
      missing("the table's column names", note: "the first line of a table names its columns: `name | title | role`")
      finish(.tableHeader, start)
      recoverRow()
      return
    }
    advance()
    while at(.bar), !current.startsLine {
      advance()
      if current.startsLine {
        missing("a column name")
      } else if kind.isReservedWord {
        reservedColumn()
      } else {
        expectName("a column name")
      }
    }
    let ended = atRowEnd
    if !ended, !isRecovering { reportExpected("`|` or the end of the line") }
    finish(.tableHeader, start)
    if !ended { recoverRow() }
    isRecovering = false
  }

  /// A column with the name of a reserved word is written in backticks.
  private mutating func reservedColumn() {
    let place = range(ofToken: position)
    report(
      Diagnostic(
        .reservedWord, "`\(text())` is a reserved word", at: place, label: "as a name it stands in backticks",
        fixIts: [.init("write it in backticks", replace: place, with: "`\(text())`")]))
    isRecovering = false
    let skipped = mark()
    advance()
    finish(.missing, skipped)
  }

  private var atRowEnd: Bool { current.startsLine || at(.semicolon) || at(.rightBrace) || at(.endOfFile) }

  private mutating func recoverRow() {
    guard !atRowEnd else { return }
    let start = mark()
    while !atRowEnd { advance() }
    finish(.unexpected, start)
  }

  /// A `-` alone in a cell: nothing stands in an empty one.
  private mutating func skipDashCell() -> Bool {
    guard at(.minus), peek().startsLine || [.bar, .rightBrace, .semicolon].contains(peek().kind) else { return false }
    let place = range(ofToken: position)
    report(
      Diagnostic(
        .expected, "an empty cell stays empty", at: place, label: "leave it out",
        fixIts: [.init("leave it out", replace: place, with: "")]))
    isRecovering = false
    advance()
    return true
  }

  /// `---|---`: the line Markdown has under a table's header.
  private mutating func skipRule() -> Bool {
    guard at(.minus), peek().kind == .minus, !peek().startsLine else { return false }
    var last = position
    while !tokens[last + 1].startsLine, [.minus, .bar, .plus, .equal].contains(tokens[last + 1].kind) { last += 1 }
    guard tokens[last + 1].startsLine else { return false }
    let place = range(ofToken: position).joined(to: range(ofToken: last))
    let line = SourceRange(
      source: source, start: position > 0 ? range(ofToken: position - 1).end : place.start, end: place.end)
    report(
      Diagnostic(
        .tableShape, "no line stands under the columns", at: place, label: "leave it out",
        fixIts: [.init("leave it out", replace: line, with: "")]))
    isRecovering = false
    while position <= last { advance() }
    return true
  }

  private mutating func parseTableRow() {
    let start = mark()
    let outer = allowsCompositeLabels
    allowsCompositeLabels = false
    allowsSpacedValues = true
    defer { allowsSpacedValues = false }
    if skipRule() { return finish(.missing, start) }
    var first = true
    while true {
      let cell = mark()
      if at(.bar) && !(current.startsLine && !first) {
        // An empty cell.
      } else if !first && atRowEnd {
        // A trailing empty cell.
      } else {
        itemStart = position
        if !skipDashCell() {
          parseValue()
          parseEvidence()
        }
      }
      finish(.cell, cell)
      first = false
      if at(.bar), !current.startsLine || position == start.firstToken {
        advance()
        if atRowEnd {
          finish(.cell, mark())
          break
        }
        continue
      }
      break
    }
    if !atRowEnd {
      if !isRecovering {
        let start = SourceRange(source: source, start: Int(current.start), end: Int(current.start))
        let isCell = isText(current) || isName(current) || at(.number) || at(.date) || at(.money) || at(.percent)
        reportExpected(
          "`|` or the end of the row",
          fixIts: isCell ? [.init("put `|` between", replace: start, with: "| ")] : [])
      }
      recoverRow()
    }
    allowsCompositeLabels = outer
    finish(.tableRow, start)
    isRecovering = false
    if position == start.firstToken { advance() }
  }
}
