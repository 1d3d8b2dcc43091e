// Statements as other files have them: a spreadsheet's formula, an object of JSON, an item of a YAML list.

extension Parser {
  /// `=SUM(value of opportunities)`, as in a cell of a spreadsheet.
  mutating func skipSignOfFormula() {
    let sign = range(ofToken: position)
    let next = range(ofToken: position + 1)
    let lower = next.text.lowercased()
    let isCall = peek(2).kind == .leftParen && lower != next.text
    let isFunction = Vocabulary.aggregates.contains(lower) || Vocabulary.functions.contains(lower)
    report(
      Diagnostic(
        .unexpected, "a formula is asked without `=` before it", at: sign, label: "leave it out",
        fixIts: [
          isCall && isFunction
            ? .init("write `\(lower)`", replace: sign.joined(to: next), with: lower)
            : .init(
              "leave it out", replace: SourceRange(source: source, start: sign.start, end: next.start), with: "")
        ]))
    isRecovering = false
    advance()
  }

  /// Whether `KEY: "LABEL"` stands `offset` tokens on.
  private func isPair(_ offset: Int) -> Bool {
    (isName(peek(offset)) || peek(offset).kind == .text) && peek(offset + 1).kind == .equal && text(offset + 1) == ":"
  }

  /// The name a key of another notation would have here; nil when it can be none.
  private func name(ofKey key: String) -> String? {
    let bare = key.filter { $0 != "\"" }.trimmingBlanks.lowercased()
    let name = String(bare.map { $0 == " " || $0 == "-" ? "_" : $0 })
    guard let first = name.first, first.isLetter || first == "_",
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    else { return nil }
    return name
  }

  private func value(_ from: Int, _ to: Int) -> String? {
    guard from < to else { return nil }
    let text = source.text(Int(tokens[from].start), Int(tokens[to - 1].end))
    if text.contains("\n") { return nil }
    // Words that follow one another are a text without its quotes.
    return to - from > 1 && (from..<to).allSatisfy { isName(tokens[$0]) || tokens[$0].kind.isReservedWord }
      ? "\"\(text)\"" : text
  }

  /// `{ "account": "Acme", "tier": "key" }`, as in JSON; false when none stands here.
  mutating func skipObject() -> Bool {
    guard peek().kind == .text, isPair(1) else { return false }
    var end = position + 1
    var open = 1
    while open > 0, tokens[end].kind != .endOfFile, end - position < Parser.maximumLookAhead {
      if [.leftBrace, .leftBracket].contains(tokens[end].kind) { open += 1 }
      if [.rightBrace, .rightBracket].contains(tokens[end].kind) { open -= 1 }
      end += 1
    }
    guard open == 0 else { return false }
    let start = mark()
    let place = range(ofToken: position)
    let whole = place.joined(to: range(ofToken: end - 1))
    var fields: [(name: String, value: String)] = []
    var isSimple = true
    var index = position + 1
    while index < end - 1 {
      let isKey = tokens[index].kind == .text && tokens[index + 1].kind == .equal
      let ends = index + 3 == end - 1 || index + 3 < end && tokens[index + 3].kind == .comma
      guard isKey, ends, let name = name(ofKey: word(ofToken: index)), let value = value(index + 2, index + 3) else {
        isSimple = false
        break
      }
      fields.append((name, value))
      index += 4
    }
    reportForeignThing(place, whole, isSimple ? fields : [])
    position = end
    finish(.missing, start)
    return true
  }

  /// `- account: "Acme"` with the lines below it that stand further in, as in YAML; false when none stands here.
  mutating func skipListItem() -> Bool {
    guard isPair(1), !peek().startsLine, !peek(3).startsLine, peek(3).kind != .endOfFile else { return false }
    let start = mark()
    let place = range(ofToken: position)
    let indent = column(of: Int(current.start))
    var fields: [(name: String, value: String)] = []
    var isSimple = true
    var index = position + 1
    while index - position < Parser.maximumLookAhead {
      guard isName(tokens[index]) || tokens[index].kind == .text, tokens[index + 1].kind == .equal,
        word(ofToken: index + 1) == ":", !tokens[index + 1].startsLine
      else { break }
      var end = index + 2
      while tokens[end].kind != .endOfFile, !tokens[end].startsLine, end - index < Parser.maximumLookAhead { end += 1 }
      if let name = name(ofKey: word(ofToken: index)), let value = value(index + 2, end) {
        fields.append((name, value))
      } else {
        isSimple = false
      }
      index = end
      if tokens[index].kind == .endOfFile || column(of: Int(tokens[index].start)) <= indent { break }
    }
    guard index > position + 1 else { return false }
    reportForeignThing(place, place.joined(to: range(ofToken: index - 1)), isSimple ? fields : [])
    position = index
    finish(.missing, start)
    return true
  }

  private func column(of offset: Int) -> Int {
    var start = offset
    while start > 0, source.bytes[start - 1] != 0x0A { start -= 1 }
    return offset - start
  }

  /// Says how a thing is written here; the first of its fields names it.
  private mutating func reportForeignThing(
    _ place: SourceRange, _ whole: SourceRange, _ fields: [(name: String, value: String)]
  ) {
    var meant: String?
    // `name: Acme` says what it is called, and not what it is.
    if let first = fields.first, first.name != "name" {
      let label = first.value.hasPrefix("\"") ? first.value : "\"\(first.value)\""
      let rest = fields.dropFirst().map { "\($0.name) = \($0.value)" }.joined(separator: "; ")
      meant = "\(first.name) \(label) " + (rest.isEmpty ? "{}" : "{ \(rest) }")
    }
    forgetLexical(in: whole)
    report(
      Diagnostic(
        .expected, "a thing begins with its noun and its name", at: place,
        label: meant.map { "write `\(shown($0))`" } ?? "expected a noun here",
        notes: ["things are written `NOUN \"Name\" { field = value }`"],
        fixIts: meant.map { [.init("write it as a block", replace: whole, with: $0)] } ?? []))
    isRecovering = false
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var view = self[...]
    while view.first == " " { view.removeFirst() }
    while view.last == " " { view.removeLast() }
    return String(view)
  }
}
