// Sentences of other languages: recognised as a whole, so that one message can offer the sentence that was meant.

extension Parser {
  /// A foreign sentence: what is said about it and the token it ends before.
  struct ForeignSentence {
    let diagnostic: Diagnostic
    let end: Int
  }

  /// Words people start a question with; the noun after them is all that is needed.
  private static let askingWords: Set<String> = [
    "show", "list", "get", "find", "display", "fetch", "from", "view", "give", "print_all", "return",
  ]
  /// First words of other languages and what ours is called.
  private static let startingWords: [String: String] = [
    "var": "let", "const": "let", "val": "let", "auto": "let", "dim": "let", "function": "define", "func": "define",
    "def": "define",
    "fn": "define", "foreach": "for each", "enum": "choice", "class": "entity", "struct": "entity", "type": "entity",
    "create": "add",
    "new": "add", "insert": "add", "assert": "expect", "echo": "print", "puts": "print", "say": "print", "log": "print",
    "write": "print",
    "import_plan": "include", "require_file": "include", "source": "include", "open": "load", "explain": "why",
    "rollback": "undo",
  ]

  /// A statement of another language, or one whose first word is misspelt in a way that can't be a name.
  func foreignSentence() -> ForeignSentence? {
    guard at(.name), position == itemStart else { return nil }
    let word = text()
    let next = peek()
    switch word.lowercased() {
    case "select" where [.name, .quotedName, .star, .number].contains(next.kind) && continuesOnLine(next):
      return selectSentence()
    case "delete" where text(1).lowercased() == "from": return deleteSentence()
    case "update" where isName(next) && text(2).lowercased() == "set": return updateSentence()
    case "insert" where text(1).lowercased() == "into", "create" where text(1).lowercased() == "table",
      "alter" where text(1).lowercased() == "table":
      let hints = [
        "insert": "things are added with `add stakeholder \"Name\" of account \"X\" { ... }`",
        "create": "a list of things is declared with `entity`",
        "alter": "an entity gets more fields with `extend account { ... }`",
      ]
      return ForeignSentence(
        diagnostic: Diagnostic(
          .unknownWord, "there is no statement `\(word)`", at: range(ofToken: position),
          label: "PlanLang says this in another way",
          notes: [hints[word.lowercased()] ?? ""]), end: endOfSentence())
    default: break
    }
    guard continuesOnLine(next) else { return nil }
    return changeSentence(word) ?? sentenceOfElsewhere(next) ?? startingSentence(word)
  }

  /// Sentences that only what follows the first word tells from ours; what cannot be one costs a look at two tokens.
  private func sentenceOfElsewhere(_ next: Token) -> ForeignSentence? {
    switch next.kind {
    case .name, .is, .greater: break
    default: return nil
    }
    let end = endOfSentence()
    return rowsLast(end) ?? rowsOfThing(end) ?? askedAloud(end) ?? exported(end) ?? redirected(end)
  }

  private func continuesOnLine(_ token: Token) -> Bool { !token.startsLine && token.kind != .endOfFile }

  /// The token after the current sentence: the end of the line, a `;`, or a `}` that closes something around it.
  private func endOfSentence() -> Int {
    var index = position + 1
    var open = 0
    while tokens[index].kind != .endOfFile {
      switch tokens[index].kind {
      case .leftBrace, .leftParen, .leftBracket: open += 1
      case .rightBrace, .rightParen, .rightBracket:
        if open == 0 { return index }
        open -= 1
      case .semicolon: if open == 0 { return index }
      default: if open == 0, tokens[index].startsLine { return index }
      }
      index += 1
    }
    return index
  }

  private func source(_ from: Int, _ to: Int) -> String {
    from < to && to <= tokens.count ? source.text(Int(tokens[from].start), Int(tokens[to - 1].end)) : ""
  }

  /// `set THING ...`, `remove THING`: a step where a statement is wanted.
  private func changeSentence(_ word: String) -> ForeignSentence? {
    let lower = word.lowercased()
    let end = endOfSentence()
    let place = range(ofToken: position)
    if ["remove", "delete"].contains(lower), isName(peek()),
      [.bar, .endOfFile].contains(peek(2).kind) || peek(2).startsLine
    {
      let meant = "\(source(position + 1, end)) | remove"
      return ForeignSentence(
        diagnostic: Diagnostic(
          .unknownWord, "there is no statement `\(word)`", at: place, label: "name the things first: `\(shown(meant))`",
          notes: ["a change starts with what it changes"],
          fixIts: [.init("start with the things", replace: place.joined(to: range(ofToken: end - 1)), with: meant)]),
        end: end)
    }
    let isThing = isName(peek()) && isLabelStart(peek(2))
    if isThing, let slip = sentenceAboutThing(lower, end) { return slip }
    guard isThing, ["set", "update", "change", "remove", "delete", "drop"].contains(lower),
      !(lower == "drop" && text(1) == "scenario")
    else {
      return nil
    }
    var last = position + 3
    while last + 2 < end, source(last, last + 1) == "of", isName(tokens[last + 1]) { last += 3 }
    let thing = source(position + 1, min(last, end))
    let rest = source(min(last, end), end)
    let isRemoval = ["remove", "delete", "drop"].contains(lower)
    guard isRemoval == rest.isEmpty else { return nil }
    let change = rest.hasPrefix(".") ? String(rest.dropFirst()) : rest
    let meant = isRemoval ? "\(thing) | remove" : "\(thing) | set \(change)"
    return ForeignSentence(
      diagnostic: Diagnostic(
        .unknownWord, "there is no statement `\(word)`", at: place, label: "name the thing first: `\(shown(meant))`",
        notes: ["a change starts with what it changes"],
        fixIts: [.init("start with the thing", replace: place.joined(to: range(ofToken: end - 1)), with: meant)]),
      end: end)
  }

  /// `open account "Acme"`, `whatif stakeholder "Pia" power = 9`: what other programs call turning to a thing, or trying a
  /// change out.
  private func sentenceAboutThing(_ word: String, _ end: Int) -> ForeignSentence? {
    var last = position + 3
    while last + 2 < end, source(last, last + 1) == "of", isName(tokens[last + 1]) { last += 3 }
    let thing = source(position + 1, min(last, end))
    let rest = source(min(last, end), end)
    let meant: String
    if ["open", "switch", "select", "enter", "goto", "focus", "choose", "cd"].contains(word), rest.isEmpty {
      meant = "use \(thing)"
    } else if ["whatif", "suppose", "imagine", "assume", "try"].contains(word), !rest.isEmpty {
      meant = "scenario \"What if\" { \(thing) | set \(rest) }"
    } else {
      return nil
    }
    let place = range(ofToken: position)
    return ForeignSentence(
      diagnostic: Diagnostic(
        .unknownWord, "there is no statement `\(place.text)`", at: place, label: "write `\(shown(meant))`",
        fixIts: [.init("write `\(meant)`", replace: place.joined(to: range(ofToken: end - 1)), with: meant)]), end: end)
  }

  /// A first word that is no statement here, followed by something no name can be followed by.
  private func startingSentence(_ word: String) -> ForeignSentence? {
    let place = range(ofToken: position)
    let next = peek()
    let lower = word.lowercased()
    let end = endOfSentence()
    if let slip = stepBeforeNoun(end) ?? exportSentence(lower, end) ?? labelledNoun(end) { return slip }
    if PlainWords.asking.contains(lower), !Vocabulary.statements.contains(word),
      isName(next) || next.kind.isReservedWord || next.kind == .number
    {
      return ForeignSentence(
        diagnostic: Diagnostic(
          .unknownWord, "there is no statement `\(shown(word))`", at: place, label: "start with what it is about",
          notes: ["a question starts with a noun and narrows it: `stakeholders | where role = approver | show name`"]),
        end: end)
    }
    if Parser.askingWords.contains(lower), isName(next), !isLabelStart(peek(2)) || lower != "show" {
      let removed = SourceRange(source: source, start: place.start, end: Int(next.start))
      // What follows is a query of its own; only the word is too much.
      return ForeignSentence(
        diagnostic: Diagnostic(
          .unknownWord, "a question starts with what it is about", at: place, label: "leave `\(word)` out",
          notes: ["start with the noun and narrow it step by step: `stakeholders | where role = approver | show name`"],
          fixIts: [.init("leave it out", replace: removed, with: "")]), end: end)
    }
    if Vocabulary.aggregates.contains(lower), isName(next), at(word: "of", offset: 2) || at(word: "of", offset: 1) {
      let rest = source(at(word: "of", offset: 1) ? position + 2 : position + 1, end)
      let meant = "\(lower)(\(rest))"
      return ForeignSentence(
        diagnostic: Diagnostic(
          .unknownWord, "what is computed stands in parentheses", at: place.joined(to: range(ofToken: end - 1)),
          label: "write `\(shown(meant))`",
          fixIts: [.init("write `\(meant)`", replace: place.joined(to: range(ofToken: end - 1)), with: meant)]),
        end: end)
    }
    if lower == "count", isName(next) {
      let rest = source(position + 1, end)
      var meant = "\(rest) | count"
      if let split = (position + 2..<max(end, position + 2)).first(where: { source($0, $0 + 1) == "where" }) {
        meant = "\(source(position + 1, split)) | \(source(split, end)) | count"
      }
      return ForeignSentence(
        diagnostic: Diagnostic(
          .unknownWord, "a question starts with what it is about", at: place, label: "write `\(shown(meant))`",
          notes: ["`count(...)` with parentheses is one number"],
          fixIts: [.init("write it as steps", replace: place.joined(to: range(ofToken: end - 1)), with: meant)]),
        end: end)
    }
    if let ours = Parser.startingWords[lower], !Vocabulary.statements.contains(word),
      isName(next) || isText(next) || next.kind == .number
    {
      if isText(next), ours != "print", ours != "include", ours != "load" { return nil }
      if isName(next), ours == "include" || ours == "load", peek(2).kind != .slash, peek(2).kind != .dot { return nil }
      // A label that goes on, or is asked for something, is a thing's: of an entity of this name.
      if isText(next), at(word: "of", offset: 2) || [.bar, .dot, .leftBrace].contains(peek(2).kind) { return nil }
      return ForeignSentence(
        diagnostic: Diagnostic(
          .unknownWord, "there is no statement `\(word)`", at: place, label: "did you mean `\(ours)`?",
          fixIts: (ours == "why" ? [ours, "describe"] : [ours]).map {
            .init("write `\($0)`", replace: place, with: $0)
          }), end: end)
    }
    // Two names in a row start no query (but for `all NOUN`): the first one is a misspelt word.
    guard word != "all", isName(next) || next.kind == .number, !Vocabulary.statements.contains(word) else { return nil }
    if isName(next), Vocabulary.steps.contains(text(1)), peek(2).kind != .leftParen { return nil }
    if isName(next), peek(2).kind == .leftBrace,
      Suggestions.nearest(to: word, among: ["scale", "choice", "entity"]) == nil
    {
      return unquotedThing()
    }
    let nearest = Parser.misspeltStart(word)
    if nearest == nil, startsWithSpacedName, !isPlainSentence(end) { return nil }
    return ForeignSentence(
      diagnostic: Diagnostic(
        .unknownWord, "there is no statement `\(shown(word))`", at: place,
        label: nearest.map { "did you mean `\($0)`?" } ?? "not a word that starts a statement",
        notes: ["`help` lists the statements"],
        fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []), end: end)
  }

  /// The word that starts a statement which a first word was most likely meant to be. Short words are near to many.
  static func misspeltStart(_ word: String) -> String? {
    let words = Vocabulary.statements.union(Vocabulary.declarations)
    if let same = words.first(where: { $0 == word.lowercased() }) { return same }
    guard let nearest = Suggestions.nearest(to: word, among: words.sorted()) else { return nil }
    if word.utf8.count > 6 { return nearest }
    return Suggestions.distance(Array(word.lowercased().utf8), Array(nearest.utf8), limit: 2) < 2 ? nearest : nil
  }

  /// Three words or more with nothing but words up to the end of the line: no sentence of ours.
  private func isPlainSentence(_ end: Int) -> Bool {
    guard end - position > 2 else { return false }
    return (position..<end).allSatisfy {
      tokens[$0].kind == .name || tokens[$0].kind.isReservedWord || tokens[$0].kind == .number
    }
  }

  /// `where power > 5 | stakeholders`: the noun belongs to the front.
  private func stepBeforeNoun(_ end: Int) -> ForeignSentence? {
    let isStep = Vocabulary.steps.contains(text()) || ["filter", "select"].contains(text())
    guard isStep, !Vocabulary.statements.contains(text()), end - position > 3, tokens[end - 2].kind == .bar,
      isName(tokens[end - 1]),
      !Vocabulary.steps.contains(source(end - 1, end))
    else { return nil }
    let meant = "\(source(end - 1, end)) | \(source(position, end - 2))"
    let whole = range(ofToken: position).joined(to: range(ofToken: end - 1))
    return ForeignSentence(
      diagnostic: Diagnostic(
        .unknownWord, "a question starts with what it is about", at: range(ofToken: position),
        label: "the noun stands first: `\(shown(meant))`",
        fixIts: [.init("put the noun first", replace: whole, with: meant)]), end: end)
  }

  /// `export opportunities to csv`, `save sponsors as "x.md"`: a step where a statement is wanted.
  private func exportSentence(_ word: String, _ end: Int) -> ForeignSentence? {
    guard ["export", "download", "dump", "save", "output"].contains(word), isName(peek()), end - position >= 4,
      ["to", "as", "in", "into"].contains(source(end - 2, end - 1).lowercased())
    else { return nil }
    let last = tokens[end - 1]
    let target = source(end - 1, end)
    let step: String
    if isText(last) {
      step = "to \(target)"
    } else if isName(last) {
      let format = ["excel": "csv", "spreadsheet": "csv", "xlsx": "csv", "md": "markdown"][target.lowercased()]
      step = "as \(format ?? target.lowercased())"
    } else {
      return nil
    }
    let meant = "\(source(position + 1, end - 2)) | \(step)"
    let place = range(ofToken: position)
    return ForeignSentence(
      diagnostic: Diagnostic(
        .unknownWord, "a question starts with what it is about", at: place, label: "write `\(shown(meant))`",
        notes: ["`as FORMAT` shows a result in another form, `to \"FILE\"` writes it into a file"],
        fixIts: [.init("write it as steps", replace: place.joined(to: range(ofToken: end - 1)), with: meant)]), end: end
    )
  }

  /// `sponsors of account "Acme"`, `title of stakeholder "Pia"`: what belongs to a thing stands after its name.
  private func labelledNoun(_ end: Int) -> ForeignSentence? {
    guard ["of", "for", "in", "at"].contains(text(1)), isName(peek(2)), isLabelStart(peek(3)),
      !Vocabulary.statements.contains(text()), !Vocabulary.declarations.contains(text()),
      position + 4 == end || tokens[position + 4].kind == .bar
    else { return nil }
    let thing = source(position + 2, position + 4)
    let meant = "\(thing).\(text())"
    let whole = range(ofToken: position).joined(to: range(ofToken: position + 3))
    return ForeignSentence(
      diagnostic: Diagnostic(
        .unexpected, "what belongs to a thing stands after its name", at: range(ofToken: position + 1),
        label: "write `\(shown(meant))`", notes: ["`use \(thing)` narrows all that follows to it"],
        fixIts: [.init("name the thing first", replace: whole, with: meant)]), end: end)
  }

  /// `account Acme { ... }`: a thing's label without its quotes.
  private func unquotedThing() -> ForeignSentence? {
    let label = range(ofToken: position + 1)
    return ForeignSentence(
      diagnostic: Diagnostic(
        .expected, "a name stands in quotes", at: label, label: "write `\"\(label.text)\"`",
        fixIts: [.init("put it in quotes", replace: label, with: "\"\(label.text)\"")]), end: endOfSentence())
  }

  // MARK: SQL

  private static let clauseWords: Set<String> = ["from", "where", "order", "group", "limit", "having", "set"]

  /// The clauses of an SQL sentence from the current token on, each as our words; and the token after the sentence.
  private func clauses(first: String) -> (parts: [(name: String, words: [String])], end: Int) {
    var parts: [(name: String, words: [String])] = [(first, [])]
    var index = position + 1
    var isDistinct = false
    func lower(_ index: Int) -> String { source(index, index + 1).lowercased() }
    while tokens[index].kind != .endOfFile, tokens[index].kind != .semicolon, tokens[index].kind != .rightBrace,
      tokens[index].kind != .bar
    {
      let word = lower(index)
      if tokens[index].startsLine, !Parser.clauseWords.contains(word), !(["and", "or"].contains(word)) { break }
      if Parser.clauseWords.contains(word), tokens[index].kind == .name {
        parts.append((word, []))
        index += 1
        if ["order", "group"].contains(word), lower(index) == "by" { index += 1 }
        continue
      }
      var ours = source(index, index + 1)
      var used = 1
      switch word {
      case "and", "or", "not", "in", "desc", "asc": ours = word
      case "like", "ilike": ours = "~"
      case "is":
        let isNot = lower(index + 1) == "not"
        if lower(index + (isNot ? 2 : 1)) == "null" {
          ours = isNot ? "is known" : "is unknown"
          used = isNot ? 3 : 2
        } else {
          ours = isNot ? "!=" : "="
          used = isNot ? 2 : 1
        }
      case "between" where lower(index + 2) == "and":
        ours = "in \(source(index + 1, index + 2))..\(source(index + 3, index + 4))"
        used = 4
      case "count", "sum", "min", "max": if lower(index + 1) == "(" { ours = word }
      case "avg": ours = "average"
      case "==": ours = "="
      case "<>": ours = "!="
      default:
        if tokens[index].kind == .text {
          var text = String(ours.dropFirst().dropLast())
          if parts[parts.count - 1].words.last == "~" { text = text.filter { $0 != "%" } }
          ours = "\"\(text)\""
        }
      }
      if word == "distinct" {
        isDistinct = true
      } else {
        parts[parts.count - 1].words.append(ours)
      }
      index += used
    }
    if isDistinct { parts.append(("distinct", [])) }
    return (parts, index)
  }

  private func joined(_ words: [String]) -> String {
    var text = ""
    var isList = false
    for (index, word) in words.enumerated() {
      var word = word
      if word == "(", index > 0, words[index - 1] == "in" {
        isList = true
        word = "["
      } else if word == ")", isList {
        isList = false
        word = "]"
      }
      let hugs =
        [",", ")", "]", "."].contains(word) || text.hasSuffix("(") || text.hasSuffix("[") || text.hasSuffix(".")
      let isCall =
        word == "(" && index > 0 && words[index - 1].last?.isLetter == true
        && !["and", "or", "not"].contains(words[index - 1])
      text += text.isEmpty || hugs || isCall ? word : " " + word
    }
    return text
  }

  private func pipeline(_ message: String, _ meant: String, end: Int) -> ForeignSentence {
    let place = range(ofToken: position)
    return ForeignSentence(
      diagnostic: Diagnostic(
        .unknownWord, "there is no statement `\(place.text)`", at: place,
        label: "start with the noun: `\(shown(meant))`", notes: [message],
        fixIts: [
          .init("write it as steps", replace: place.joined(to: range(ofToken: max(end - 1, position))), with: meant)
        ]), end: end)
  }

  /// `SELECT a, b FROM nouns WHERE x ORDER BY y LIMIT n` as the steps it means.
  private func selectSentence() -> ForeignSentence {
    let (parts, end) = clauses(first: "select")
    func clause(_ name: String) -> String? {
      parts.first { $0.name == name && !$0.words.isEmpty }.map { joined($0.words) }
    }
    guard let noun = clause("from") else {
      return ForeignSentence(
        diagnostic: Diagnostic(
          .unknownWord, "there is no statement `\(text())`", at: range(ofToken: position),
          label: "start with the noun instead",
          notes: ["a query starts with what you look at: `stakeholders | where role = approver | show name, title`"]),
        end: end)
    }
    var meant = noun
    if let condition = clause("where") { meant += " | where \(condition)" }
    let columns = clause("select").flatMap { $0 == "*" ? nil : $0 }
    let items = (columns ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
    let aggregates = items.filter { $0.contains("(") }
    var shows = columns
    if let keys = clause("group") {
      let counts = aggregates.allSatisfy { $0 == "count(*)" || $0 == "count()" }
      meant +=
        counts
        ? " | count by \(keys)"
        : " | summarize \(aggregates.map { $0.replacing("(*)", with: "()") }.joined(separator: ", ")) by \(keys)"
      shows = nil
    } else if !aggregates.isEmpty, aggregates.count == items.count {
      meant +=
        columns == "count(*)"
        ? " | count" : " | summarize \(aggregates.map { $0.replacing("(*)", with: "()") }.joined(separator: ", "))"
      shows = nil
    }
    if let condition = clause("having") { meant += " | where \(condition)" }
    if let keys = clause("order") { meant += " | sort \(keys.replacing("count(*)", with: "count"))" }
    if let count = clause("limit") { meant += " | take \(count)" }
    if let shows { meant += " | show \(shows)" }
    if parts.contains(where: { $0.name == "distinct" }) { meant += " | distinct" }
    return pipeline("a query starts with what you look at and narrows it step by step", meant, end: end)
  }

  private func deleteSentence() -> ForeignSentence {
    let (parts, end) = clauses(first: "delete")
    let noun = parts.first { $0.name == "from" }.map { joined($0.words) } ?? ""
    let condition = parts.first { $0.name == "where" }.map { " | where \(joined($0.words))" } ?? ""
    return pipeline("things are removed at the end of a query for them", "\(noun)\(condition) | remove", end: end)
  }

  private func updateSentence() -> ForeignSentence {
    let (parts, end) = clauses(first: "update")
    let noun = joined(parts.first?.words ?? [])
    let condition = parts.first { $0.name == "where" }.map { " | where \(joined($0.words))" } ?? ""
    let changes = parts.first { $0.name == "set" }.map { joined($0.words) } ?? ""
    return pipeline(
      "values are changed at the end of a query for them", "\(noun)\(condition) | set \(changes)", end: end)
  }
}
