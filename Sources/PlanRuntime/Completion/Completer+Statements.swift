import PlanLang

// What can follow in a statement, by the word it starts with.

extension Completer {
  func statement(_ words: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    guard let first = words.first else { return starts }
    let rest = Array(words.dropFirst())
    switch first.text {
    case "use": return use(rest)
    case "check" where !rest.contains("on"): return check(rest)
    case "why": return why(rest, cursor)
    case "ask": return rest.isEmpty ? checks : report(rest, cursor)
    case "describe": return rest.isEmpty ? declared : []
    case "help":
      guard rest.isEmpty else { return [] }
      return HelpText.topics.map { Candidate($0.name, $0.summary) } + declared + language
        + ErrorPages.codes.map { Candidate($0, ErrorPages.title(of: $0)) }
    case "add": return add(rest)
    case "blame": return rest.isEmpty ? nouns(plural: false) : thing(rest)
    case "scenario": return rest.count == 1 ? terms("from") : rest.last?.text == "from" ? bases : []
    case "adopt": return rest.isEmpty ? scenarioLabels : []
    case "drop": return rest.isEmpty ? terms("scenario") : rest.count == 1 ? scenarioLabels : []
    case "diff":
      return rest.isEmpty || rest.last?.kind == .comma ? scenarioLabels : report(rest, cursor)
    case "compare": return compare(rest, cursor)
    case "path": return path(rest, cursor)
    case "for": return forEach(rest, cursor)
    case "let", "param", "define", "rate", "chance": return declaration(first.text, rest, cursor)
    case "extend":
      if rest.isEmpty { return nouns(plural: false) + terms("check") }
      return rest.last?.text == "check" ? checks : rest.count == 1 ? labels(ofNoun: rest[0].text) : []
    case "print", "require", "expect", "if", "reach", "break": return expression(rest, .none, cursor)
    case "sweep":
      return rest.isEmpty ? nouns(plural: false) : rest.contains("on") ? measures(rest, cursor) : thing(rest)
    case "sensitivity", "simulate":
      if rest.contains("by") { return rest.last?.kind == .dot ? members(rest, .none) : nouns(plural: false) }
      return rest.contains("on") ? measures(rest, cursor) : terms("on")
    case "import": return rest.isEmpty ? nouns(plural: true) : rest.count == 1 ? terms("from") : []
    case "load", "include", "undo", "redo", "revert", "save", "reload": return []
    case "scale", "choice", "entity", "worksheet", "check", "move", "loss", "test":
      return heading(first.text, rest, cursor)
    case "changes", "scenarios", "checks", "frameworks", "stale": return report(rest, cursor)
    default: return pipeline(words, cursor)
    }
  }

  /// What a line can start with.
  var starts: [Candidate] {
    nouns(plural: true) + queries + checks + terms(of: .statement) + terms(of: .report) + terms(of: .declaration)
      + worksheets + nouns(plural: false) + terms(of: .aggregate) + terms("all", "facts")
  }

  /// What an empty line offers: the whole vocabulary would be too much to read.
  var firstSteps: [Candidate] {
    let filled = catalog.entities.indices.filter { catalog.entities[$0].role == .stored && count($0) > 0 }
    let things = nouns(plural: true).prefix(filled.count)
    return Array(things) + terms(of: .statement) + terms(of: .report) + terms("let")
  }

  /// Everything declared.
  private var declared: [Candidate] {
    nouns(plural: false) + checks + queries + worksheets + scales + nouns(plural: true)
      + catalog.frameworks.filter { !$0.declarations.isEmpty }.map { Candidate($0.name, "framework") }
  }

  /// The words of the language, for `help`.
  private var language: [Candidate] { LanguageTable.words.map { Candidate($0.name, $0.summaryWithState) } }

  private func use(_ rest: [Word]) -> [Candidate] {
    guard let first = rest.first else {
      let tops = catalog.entities.filter { $0.role == .stored && $0.isTopLevel }
      return tops.map { Candidate($0.name, "look at one of these only") } + [
        Candidate("scenario", "make changes in a scenario"), Candidate("baseline", "back from a scenario"),
        Candidate("date", "another day counts as today"), Candidate("all", "look at everything again"),
      ]
    }
    guard rest.count == 1 else { return [] }
    if first.text == "scenario" { return scenarioLabels }
    return first.text == "date" ? terms("today") : labels(ofNoun: first.text)
  }

  private func check(_ rest: [Word]) -> [Candidate] {
    guard let name = rest.first else { return checks + [Candidate("all", "every check")] }
    // A name nobody knows may be that of a check about to be declared.
    if rest.count == 1 { return terms("for") + (catalog.check(named: name.text) == nil ? terms("on") : []) }
    return subjects(of: name.text, Array(rest.drop { $0.text != "for" }.dropFirst()))
  }

  private func why(_ rest: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    guard let first = rest.first else { return checks + sources + terms(of: .aggregate) }
    guard let check = catalog.check(named: first.text), rest.dropFirst().first?.kind != .dot else {
      return expression(rest, .none, cursor)
    }
    guard let last = rest.last, rest.count > 1 else { return terms("for", "not") }
    if last.kind == .not { return verdicts(of: check) }
    guard rest.contains("for") else { return terms("for") }
    return subjects(of: first.text, Array(rest.drop { $0.text != "for" }.dropFirst()))
  }

  /// The things a check can be asked about, as far as they are typed.
  private func subjects(of check: String, _ words: [Word]) -> [Candidate] {
    guard words.isEmpty else { return thing(words) }
    guard let id = catalog.check(named: check).map({ catalog.checks[$0] }) else { return nouns(plural: false) }
    let own = [id.each, id.subject].compactMap { $0 }
    return (own + catalog.ancestors(of: id.subject)).map {
      Candidate(catalog.entities[$0].name, catalog.entities[$0].documentation)
    }
  }

  /// `NOUN "A" of NOUN "B"`, as far as it is typed: a noun's labels, then `of` and what it stands in.
  func thing(_ words: [Word]) -> [Candidate] {
    guard let last = words.last else { return nouns(plural: false) }
    switch last.kind {
    case .name where last.text == "of":
      let noun = words.reversed().first { catalog.entity(named: $0.text) != nil }
      guard let id = noun.flatMap({ catalog.entity(named: $0.text) }) else { return nouns(plural: false) }
      return catalog.ancestors(of: id).map { Candidate(catalog.entities[$0].name, "in which it stands") }
    case .name: return labels(ofNoun: last.text)
    case .text: return terms("of")
    case .dot: return members(words, .none)
    default: return []
    }
  }

  private func add(_ rest: [Word]) -> [Candidate] {
    guard let noun = rest.first else { return nouns(plural: false) }
    guard let last = rest.last, rest.count > 1 else { return [] }
    if last.text == "of" || rest.contains("of") { return thing(rest) }
    let isInside = catalog.entity(named: noun.text).map { !catalog.entities[$0].isTopLevel } ?? true
    return isInside ? terms("of") + [Candidate("{ ", "its facts")] : [Candidate("{ ", "its facts")]
  }

  private func compare(_ rest: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    if let split = rest.firstIndex(where: { $0.text == "on" }) {
      return measures(Array(rest[(split + 1)...]), cursor)
    }
    guard let last = rest.last, last.kind != .comma else { return bases }
    return terms("on")
  }

  /// Figures to compare: counts, verdicts, sums, and the fields of the thing in use.
  private func measures(_ words: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    let part = words.parts(by: .comma).last ?? []
    if part.isEmpty || part.last?.text == "on" {
      return queries + checks + fields(of: scope?.entity) + terms(of: .aggregate)
    }
    return expression(part, .none, cursor) + terms("because")
  }

  private func path(_ rest: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    guard let last = rest.last else { return terms("from") }
    switch last.text {
    case "from": return queries + nouns(plural: true)
    case "to": return queries + nouns(plural: true)
    case "along": return nouns(plural: true)
    default:
      if rest.contains("along") { return [Completer.bar] }
      return rest.contains("to") ? terms("along") : [Candidate("to", "whom they should reach")]
    }
  }

  private func forEach(_ rest: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    guard let start = rest.firstIndex(where: { $0.kind == .in }) else {
      return rest.isEmpty ? terms("each") : rest.count == 2 ? terms("in") : []
    }
    let query = Array(rest[(start + 1)...])
    return query.isEmpty ? sources : pipeline(query, cursor)
  }

  /// A report with steps after it.
  private func report(_ rest: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    rest.contains { $0.kind == .bar } ? pipeline(cursor.words, cursor) : [Completer.bar]
  }

  private func declaration(_ kind: String, _ rest: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    if kind == "param" { return rest.count == 1 ? types : [] }
    if kind == "chance" {
      if rest.count == 1 { return terms("on") }
      if rest.last?.text == "on" { return nouns(plural: false) }
    }
    guard let start = rest.firstIndex(where: { $0.kind == .equal }) else { return [] }
    let value = Array(rest[(start + 1)...])
    if kind == "let" { return value.isEmpty ? sources : pipeline(value, cursor) }
    let entity = kind == "chance" ? rest.dropFirst(2).first.flatMap { catalog.entity(named: $0.text) } : nil
    return expression(value, Rows(entity: entity), cursor)
  }

  /// The types a field can have.
  var types: [Candidate] {
    terms(of: .type) + scales + nouns(plural: false)
  }

  /// The head of a declaration with a block.
  private func heading(_ kind: String, _ rest: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    guard let last = rest.last else { return [] }
    switch (kind, last.text) {
    case (_, "on"), (_, "in"), (_, "or"), (_, "each"): return nouns(plural: false)
    case ("worksheet", "answers"): return types
    case ("check", _) where rest.contains("where"):
      let noun = rest.drop { $0.text != "on" && $0.text != "each" }.dropFirst().first
      let condition = rest.reversed().prefix { $0.text != "where" }.reversed()
      return expression(Array(condition), Rows(entity: noun.flatMap { catalog.entity(named: $0.text) }), cursor)
    case ("check", _) where rest.contains("on"): return terms("where", "each")
    case ("worksheet", _) where rest.contains("on"): return terms("answers")
    case ("entity", _) where rest.count == 1: return terms("plural")
    case ("entity", _) where rest.count == 3: return terms("in", "labelled", "unlabelled")
    case ("check", _), ("worksheet", _), ("move", _), ("loss", _): return rest.count == 1 ? terms("on") : []
    default: return []
    }
  }
}
