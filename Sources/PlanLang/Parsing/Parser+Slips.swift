// Slips in names, blocks and tables: words that should be one, signs of other notations, tables pasted from elsewhere.

extension Parser {
  // MARK: Names of several words

  /// Names that may follow another one: every word of the language, and the words of others that are told elsewhere.
  static let wordsAfterNames: Set<String> = Set(LanguageTable.words.map(\.name)).union([
    "at", "between", "dated", "elif", "elseif", "elsif", "like", "ilike", "contains", "matches", "includes",
    "containing", "equals", "eq", "equal", "ne", "neq", "gt", "above", "lt", "below", "gte", "ge", "lte", "le",
    "ascending", "descending", "reverse", "reversed", "when", "having", "filter", "null", "otherwise", "do", "order",
    "group", "limit", "select", "source",
    "startswith", "endswith", "starts", "has", "contain", "include",
  ])

  /// The last of the names that were written for one from `first` on, as in `last contact`; nil where there is one alone.
  private func endOfSpacedName(_ first: Int) -> Int? {
    guard tokens[first].kind == .name, !Parser.wordsAfterNames.contains(word(ofToken: first)) else { return nil }
    // `matrix role alignment` and `sum(value opportunities)` lack a word of their own.
    if stepWord == "matrix" { return nil }
    if first > 1, tokens[first - 1].kind == .leftParen, Vocabulary.aggregates.contains(word(ofToken: first - 2)) {
      return nil
    }
    var index = first + 1
    while index - first < 4, tokens[index].kind == .name, !tokens[index].startsLine {
      if Parser.wordsAfterNames.contains(word(ofToken: index).lowercased()) { return nil }
      index += 1
    }
    guard index > first + 1 else { return nil }
    if tokens[index].startsLine { return index - 1 }
    switch tokens[index].kind {
    case .bar, .comma, .rightParen, .rightBracket, .rightBrace, .semicolon, .endOfFile, .less, .lessEqual, .greater,
      .greaterEqual, .notEqual, .tilde, .is, .in, .not, .and, .or, .then, .else, .plus, .minus, .star, .slash:
      return index - 1
    case .equal where stepWord == "where": return index - 1
    default: return nil
    }
  }

  /// The word of the step being read; empty before the first `|`.
  private var stepWord: String {
    guard position > 0 else { return "" }
    var index = position - 1
    while index > itemFirst, tokens[index].kind != .bar { index -= 1 }
    guard tokens[index].kind == .bar, index + 1 < tokens.count else { return "" }
    return word(ofToken: index + 1)
  }

  /// `close < next quarter`, `close this month`: a stretch of time as people say it; true when it was one.
  private mutating func takeRelativePeriod(_ first: Int) -> Bool {
    let shifts = ["this": "", "current": "", "next": " + 1", "last": " - 1", "previous": " - 1"]
    let periods: Set<String> = ["quarter", "month", "year"]
    let isOwn = shifts[word(ofToken: first)] != nil && periods.contains(text())
    let start = isOwn ? first : position
    guard let shift = shifts[word(ofToken: start)], start + 1 < tokens.count, !tokens[start + 1].startsLine else {
      return false
    }
    let unit = word(ofToken: start + 1)
    guard periods.contains(unit), tokens[start + 2].kind != .leftParen else { return false }
    let place = range(ofToken: start).joined(to: range(ofToken: start + 1))
    let meant = (isOwn ? "" : "in ") + "\(unit)(today)\(shift)"
    report(
      Diagnostic(
        .unexpected, "PlanLang has no `\(place.text)`", at: place, label: "write `\(meant)`",
        fixIts: [.init("write `\(meant)`", replace: place, with: meant)]))
    while position < start + 2 { advance() }
    isRecovering = false
    return true
  }

  /// Takes the further words of a name; which name is meant is known later.
  mutating func takeSpacedName(_ first: Int) {
    guard !isRecovering, !takeRelativePeriod(first), let last = endOfSpacedName(first) else { return }
    let place = range(ofToken: first).joined(to: range(ofToken: last))
    let isColumn = stepWord == "show" || openParens > 0
    let between = SourceRange(source: source, start: range(ofToken: first).end, end: range(ofToken: first).end)
    report(
      Diagnostic(
        .unexpected, "`\(word(ofToken: first + 1))` does not continue what stands before it", at: place,
        label: isColumn ? "columns are separated by commas" : "a name is one word, and a text stands in quotes",
        fixIts: isColumn && last == first + 1 ? [.init("put a comma between", replace: between, with: ",")] : []))
    position = last + 1
    isRecovering = false
  }

  /// Whether the two names that begin a sentence may be one noun.
  var startsWithSpacedName: Bool { endOfSpacedName(position) != nil }

  /// Takes the further words of a value in a block or a table: `decision maker`, `trusted-advisor`, `n/a`.
  mutating func takeSpacedValue(_ first: Int) {
    guard allowsSpacedValues, !isRecovering, !at(.bar), !current.startsLine || at(.dot) else { return }
    if at(.dot), isName(peek()), !peek().startsLine {
      let place = range(ofToken: first).joined(to: range(ofToken: position + 1))
      report(
        Diagnostic(
          .unexpected, "a value stands alone in a field", at: place, label: "write `\(text(1))`",
          fixIts: [.init("write `\(text(1))`", replace: place, with: text(1))]))
      isRecovering = false
      advance()
      return advance()
    }
    var index = position
    while index - first < 12 {
      let token = tokens[index]
      if token.startsLine { break }
      if token.kind == .minus || token.kind == .slash {
        // Only what hangs together is one word.
        guard tokens[index - 1].end == token.start, token.end == tokens[index + 1].start,
          isName(tokens[index + 1])
        else { break }
        index += 2
      } else if token.kind == .name || token.kind == .in || token.kind == .and || token.kind == .or {
        if ["per", "on", "assumed", "confirmed", "from", "source"].contains(word(ofToken: index)) { break }
        index += 1
      } else {
        break
      }
    }
    // A new member begins with the last of the names.
    guard index > position,
      ![.equal, .leftBrace, .text, .leftParen].contains(tokens[index].kind) || tokens[index].startsLine
    else { return }
    let place = range(ofToken: first).joined(to: range(ofToken: index - 1))
    report(
      Diagnostic(
        .unexpected, "a text of several words stands in quotes", at: place, label: "write `\"\(shown(place.text))\"`",
        fixIts: [.init("put it in quotes", replace: place, with: "\"\(place.text)\"")]))
    position = index
    isRecovering = false
  }

  // MARK: Members of blocks

  private func isOnLine(_ offset: Int) -> Bool { !peek(offset).startsLine }

  /// What a member of a block looks like in other notations; true when it was read here.
  mutating func parseForeignMember() -> Bool {
    if at(.minus), isName(peek()), isOnLine(1) {
      skipSurplus("a member stands without `-`")
      return false
    }
    if at(.text), peek().kind == .equal, isOnLine(1) { return parseQuotedField() }
    guard isName(current) else { return false }
    let verbs = ["add", "set", "let", "new", "create", "var", "field", "put"]
    if isName(peek()), isOnLine(1), verbs.contains(text()), isOnLine(2),
      [.equal, .leftBrace].contains(peek(2).kind) || isLabelStart(peek(2))
    {
      skipSurplus("a member of a block stands without `\(text())`")
      return false
    }
    if isThingWithSign {
      let start = mark()
      advance()
      skipSign()
      parseLabel()
      parseMembers()
      finish(.childBlock, start)
      return true
    }
    if isTableWithoutWord {
      let start = Int(current.start)
      report(
        Diagnostic(
          .expected, "a table begins with `table`", at: range(ofToken: position), label: "expected `table` before this",
          fixIts: [
            .init(
              "write `table`", replace: SourceRange(source: source, start: start, end: start), with: "table ")
          ]))
      isRecovering = false
      parseTable(hasWord: false)
      return true
    }
    return parseSpacedMember()
  }

  /// Skips a token that is too much, saying so and offering to take it out.
  mutating func skipSurplus(_ message: String) {
    let place = range(ofToken: position)
    report(
      Diagnostic(
        .unexpected, message, at: place, label: "leave it out",
        fixIts: [
          .init(
            "leave it out", replace: SourceRange(source: source, start: place.start, end: Int(peek().start)), with: "")
        ]))
    isRecovering = false
    advance()
  }

  /// `"industry": "Retail"`, as in JSON.
  private mutating func parseQuotedField() -> Bool {
    let start = mark()
    let label = range(ofToken: position)
    let sign = range(ofToken: position + 1)
    let name = String(label.text.dropFirst().dropLast()).replacing(" ", with: "_")
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return false }
    forgetLexical(in: sign)
    var replacements: [Diagnostic.FixIt.Replacement] = [.init(label, name)]
    if sign.text != "=" { replacements.append(.init(sign, label.end == sign.start ? " =" : "=")) }
    report(
      Diagnostic(
        .expected, "a field's name stands without quotes", at: label, label: "write `\(name)`",
        fixIts: [.init("write it as a field", replacements)]))
    isRecovering = false
    advance()
    advance()
    parseValue()
    parseEvidence()
    finish(.missing, start)
    return true
  }

  /// `stakeholder: "Pia" {` or `stakeholder = "Pia" {`
  var isThingWithSign: Bool {
    isName(current) && peek().kind == .equal && isLabelStart(peek(2)) && peek(3).kind == .leftBrace
      && (1...3).allSatisfy { isOnLine($0) }
  }

  /// Skips a `=` or `:` between a noun and its label, saying so.
  mutating func skipSign() {
    let sign = range(ofToken: position)
    forgetLexical(in: sign)
    let previous = placeAfterPrevious
    let hugs = previous.end == sign.start
    let removed = hugs ? sign : SourceRange(source: source, start: sign.start, end: Int(peek().start))
    report(
      Diagnostic(
        sign.text == "=" ? .unexpected : .foreignOperator, "a name follows its noun without `\(sign.text)`", at: sign,
        label: "leave it out", fixIts: [.init("leave it out", replace: removed, with: "")]))
    isRecovering = false
    advance()
  }

  /// Skips a `:` that other notations have here, saying so.
  mutating func skipColon() {
    guard at(.equal), text() == ":", !current.startsLine else { return }
    let place = range(ofToken: position)
    forgetLexical(in: place)
    report(
      Diagnostic(
        .foreignOperator, "no `:` stands here", at: place, label: "leave it out",
        fixIts: [.init("leave it out", replace: place, with: "")]))
    isRecovering = false
    advance()
  }

  /// Takes back what the lexer said of a place where more is known now.
  mutating func forgetLexical(in place: SourceRange) {
    // Nothing is told while an earlier slip is being recovered from; then what the lexer said stays.
    if isRecovering { return }
    diagnostics.removeAll { diagnostic in
      guard let own = diagnostic.primary?.range else { return false }
      return own.start >= place.start && own.end <= place.end
    }
    forgetLexicalErrors(from: place.start, to: place.end)
  }

  private var isTableWithoutWord: Bool {
    !at(word: "table") && peek().kind == .leftBrace && isOnLine(1) && isName(peek(2)) && peek(3).kind == .bar
  }

  /// `last contact = ...`, `team member "Al" {`, `stakeholder Pia Moe {`: names in a row at the start of a member.
  private mutating func parseSpacedMember() -> Bool {
    var last = position
    while last - position < 4 {
      let next = tokens[last + 1]
      if next.startsLine { return false }
      if isName(next) {
        last += 1
      } else if next.kind == .minus, next.end == tokens[last + 2].start, tokens[last].end == next.start,
        isName(tokens[last + 2])
      {
        last += 2
      } else {
        break
      }
    }
    guard last > position, !at(word: "table"), !at(word: "per") else { return false }
    let start = mark()
    let place = range(ofToken: position).joined(to: range(ofToken: last))
    let joined = String(place.text.map { $0 == "-" || $0.isWhitespace ? "_" : $0 }).lowercased()
    if last == position + 1, at(word: "on", offset: 1), tokens[last + 1].kind == .date {
      advance()
      skipSurplus("the day of answers stands without `on`")
      parseLabel()
      if at(.leftBrace) { parseMembers() }
      finish(.missing, start)
      return true
    }
    switch tokens[last + 1].kind {
    case .equal, .text, .date:
      report(
        Diagnostic(
          .unexpected, "a name is one word", at: place, label: "write `\(joined)`",
          fixIts: [.init("write `\(joined)`", replace: place, with: joined)]))
      while position <= last { advance() }
      if consume(.equal) {
        parseValue()
        parseEvidence()
      } else {
        parseLabel()
        if at(.leftBrace) { parseMembers() }
      }
      isRecovering = false
      finish(.missing, start)
      return true
    case .leftBrace:
      if last == position + 1, Suggestions.nearest(to: text(), among: ["table"]) != nil {
        let word = range(ofToken: position)
        report(
          Diagnostic(
            .unknownWord, "there is no `\(word.text)` here", at: word, label: "did you mean `table`?",
            fixIts: [.init("write `table`", replace: word, with: "table")]))
        isRecovering = false
        parseTable()
        return true
      }
      let label = range(ofToken: position + 1).joined(to: range(ofToken: last))
      report(
        Diagnostic(
          .expected, "a name stands in quotes", at: label, label: "write `\"\(label.text)\"`",
          fixIts: [.init("put it in quotes", replace: label, with: "\"\(label.text)\"")]))
      while position <= last { advance() }
      isRecovering = false
      parseMembers()
      finish(.missing, start)
      return true
    default: return false
    }
  }

  /// `industry => "Retail"`, `industry is "Retail"`, `industry -> "Retail"`: other signs for `=`.
  mutating func parseFieldWithOtherSign() -> Bool {
    let sign = peek()
    guard isName(current), !sign.startsLine, isOnLine(2) else { return false }
    switch sign.kind {
    case .is, .arrow: break
    case .greaterEqual where text(1) == "=>": forgetLexical(in: range(ofToken: position + 1))
    default: return false
    }
    let start = mark()
    advance()
    let place = range(ofToken: position)
    report(
      Diagnostic(
        sign.kind == .greaterEqual ? .foreignOperator : .expected, "a field is given with `=`", at: place,
        label: "write `=`", fixIts: [.init("write `=`", replace: place, with: "=")]))
    isRecovering = false
    advance()
    parseValue()
    parseEvidence()
    finish(.fieldMember, start)
    return true
  }

  // MARK: Tables of other kinds

  /// A table in another notation, told once with all of it rewritten; false when it is one of ours.
  mutating func skipForeignTable() -> Bool {
    let first = position
    let close = endOfTable(first)
    guard close > first else { return false }
    let next = tokens[first + 1]
    let gap =
      isName(tokens[first]) && !next.startsLine ? source.text(Int(tokens[first].end), Int(next.start)) : ""
    let place: SourceRange
    let what: String
    let cells: (Substring) -> [String]
    if at(.bar), !peek().startsLine {
      place = range(ofToken: first)
      what = "the rows of a table don't begin with `|`"
      cells = { line in
        var parts = line.split(separator: "|", omittingEmptySubsequences: false).map { Parser.trimmed($0) }
        if parts.first == "" { parts.removeFirst() }
        if parts.last == "" { parts.removeLast() }
        return parts
      }
    } else if gap.contains("\t") {
      place = SourceRange(source: source, start: Int(tokens[first].end), end: Int(next.start))
      what = "cells are separated by `|`, not by tabs"
      cells = { $0.split(separator: "\t", omittingEmptySubsequences: false).map { Parser.trimmed($0) } }
    } else if isName(tokens[first]), next.kind == .comma, !next.startsLine {
      place = range(ofToken: first + 1)
      what = "cells are separated by `|`, not by commas"
      cells = { Parser.commaSeparatedCells($0) }
    } else {
      return false
    }
    let body = SourceRange(source: source, start: Int(tokens[first].start), end: Int(tokens[close - 1].end))
    report(
      Diagnostic(
        .tableShape, what, at: place, label: "write `name | title`",
        fixIts: [.init("write the table with `|`", replace: body, with: Parser.table(of: body.text, cells))]))
    isRecovering = false
    let skipped = mark()
    position = close
    finish(.missing, skipped)
    return true
  }

  /// Columns named in quotes or in several words, told once; false when all are names.
  mutating func skipForeignHeader() -> Bool {
    let first = position
    var index = first
    var replacements: [Diagnostic.FixIt.Replacement] = []
    while index == first || !tokens[index].startsLine {
      let start = index
      // A row ends at a `;` as at the end of its line.
      while ![.bar, .semicolon, .endOfFile].contains(tokens[index].kind), index == first || !tokens[index].startsLine {
        index += 1
      }
      let cell = start..<index
      let isText = cell.count == 1 && tokens[start].kind == .text
      if isText || cell.count > 1 && cell.allSatisfy({ tokens[$0].kind == .name }) {
        let place = range(ofToken: start).joined(to: range(ofToken: index - 1))
        let words = isText ? String(place.text.dropFirst().dropLast()) : place.text
        let name = String(words.map { $0 == " " || $0 == "-" ? "_" : $0 }).lowercased()
        guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }), !name.isEmpty else { return false }
        replacements.append(.init(place, name))
      }
      guard tokens[index].kind == .bar, index == first || !tokens[index].startsLine else { break }
      index += 1
    }
    let close = endOfTable(first)
    guard let slip = replacements.first, close > first else { return false }
    report(
      Diagnostic(
        .tableShape, "a column has the name of its field", at: slip.range, label: "write `\(slip.text)`",
        fixIts: [.init("write the names of the fields", replacements)]))
    isRecovering = false
    let skipped = mark()
    position = close
    finish(.missing, skipped)
    return true
  }

  /// The token that closes the table whose header begins at `first`.
  private func endOfTable(_ first: Int) -> Int {
    var index = first
    while tokens[index].kind != .endOfFile, tokens[index].kind != .rightBrace, index - first < 20_000 { index += 1 }
    return tokens[index].kind == .rightBrace ? index : first
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var view = Substring(text)
    while let first = view.first, first == " " || first == "\t" || first == "\r" { view.removeFirst() }
    while let last = view.last, last == " " || last == "\t" || last == "\r" { view.removeLast() }
    return String(view)
  }

  private static func commaSeparatedCells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" { isQuoted.toggle() }
      if character == ",", !isQuoted { cells.append("") } else { cells[cells.count - 1].append(character) }
    }
    return cells.map { trimmed($0) }
  }

  /// A table's lines with `|` between the cells; a line under the header that only separates is left out.
  private static func table(of text: String, _ cells: (Substring) -> [String]) -> String {
    var lines: [String] = []
    var header: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let indent = index == 0 ? "" : String(line.prefix { $0 == " " || $0 == "\t" && false })
      var parts = cells(line.drop { $0 == " " })
      if index == 0 { header = parts }
      if !parts.isEmpty, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0 == "-" || $0 == ":" } }) { continue }
      if index > 0 {
        for column in parts.indices
        where needsQuotes(parts[column], isName: column < header.count && header[column] == "name") {
          parts[column] = "\"\(parts[column])\""
        }
      }
      lines.append(indent + parts.joined(separator: " | "))
    }
    return lines.joined(separator: "\n")
  }

  /// Whether a cell is a text without its quotes: a name, or several words that are no number with its unit.
  private static func needsQuotes(_ cell: String, isName: Bool) -> Bool {
    guard let first = cell.first, first != "\"", first != "[", !first.isNumber, first != "-" else { return false }
    return isName || cell.contains(" ")
  }
}
