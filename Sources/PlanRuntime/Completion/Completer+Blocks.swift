import PlanLang

// What can stand in a block: statements, facts of a thing, or the lines of a declaration.

extension Completer {
  func member(of block: [Word], outer: [[Word]], _ cursor: CompletionCursor) -> [Candidate] {
    let head = block.first?.text ?? ""
    switch head {
    case "scenario", "for", "if", "else", "}": return statement(cursor.words, cursor)
    case "per": return outer.last.map { member(of: $0, outer: Array(outer.dropLast()), cursor) } ?? facts(nil, cursor)
    case "add": return facts(block.dropFirst().first.flatMap { catalog.entity(named: $0.text) }, cursor)
    case "table": return header(block, cursor)
    case "extend" where block.count == 2:
      return declaredField(cursor, block.dropFirst().first.flatMap { catalog.entity(named: $0.text) })
    case "extend" where block.dropFirst().first?.text == "check": return settings(block.last?.text ?? "", cursor)
    case "extend": return facts(block.dropFirst().first.flatMap { catalog.entity(named: $0.text) }, cursor)
    case "entity": return declaredField(cursor, nil)
    case "check": return checkLine(block, cursor)
    case "test", "advisory":
      return testLine(subject(of: outer), cursor)
    case "move", "loss": return moveLine(block, cursor)
    case "import": return imported(block, cursor)
    default: break
    }
    if let id = catalog.entity(named: head) { return facts(id, cursor) }
    if let id = catalog.worksheet(named: head) { return answers(id, cursor) }
    return []
  }

  /// `field = value` and the things inside, in the block of a thing.
  private func facts(_ entity: Int?, _ cursor: CompletionCursor) -> [Candidate] {
    guard let first = cursor.words.first else {
      guard let entity else { return nouns(plural: false) }
      let stored = catalog.entities[entity].fields.filter { !$0.isComputed }
      return stored.map { Candidate($0.name, describe($0)) }
        + catalog.children(of: entity).filter { catalog.entities[$0].role == .stored }.map {
          Candidate(catalog.entities[$0].name, catalog.entities[$0].documentation)
        } + catalog.worksheets.filter { $0.entity == entity }.map { Candidate($0.name, $0.documentation) }
        + terms(of: .member)
    }
    if first.text == "table", cursor.words.count == 1 {
      return entity.map { id in
        catalog.children(of: id).map { Candidate(catalog.entities[$0].plural, catalog.entities[$0].documentation) }
      } ?? nouns(plural: true)
    }
    if let evidence = evidence(cursor.words) { return evidence }
    guard let entity, let field = catalog.entities[entity].field(named: first.text) else { return [] }
    guard cursor.words.count > 1 else { return [Candidate("= ", "what is known")] }
    let last = cursor.words[cursor.words.count - 1].kind
    if last == .equal || last == .leftBracket || last == .comma {
      return constants(of: catalog.entities[entity].fields[field].type, isStored: true)
    }
    return terms("per")
  }

  /// After `per "SOURCE"`: when it was, and how sure.
  func evidence(_ words: [Word]) -> [Candidate]? {
    guard let per = words.lastIndex(where: { $0.text == "per" }) else { return nil }
    let rest = words[(per + 1)...]
    guard rest.count > 0 else { return [] }
    if rest.last?.text == "on" { return terms("today") }
    return (rest.contains { $0.text == "on" } ? [] : terms("on")) + terms("assumed", "confirmed", "per")
  }

  /// The first row of a `table`: names of fields.
  private func header(_ block: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    guard let noun = block.dropFirst().first, let entity = catalog.entity(plural: noun.text) else { return [] }
    return [Candidate("name", "text")] + storedFields(of: entity)
  }

  /// The line of a field in `entity` and `extend`: a name, a type, what else holds of it.
  private func declaredField(_ cursor: CompletionCursor, _ entity: Int?) -> [Candidate] {
    let words = cursor.words
    if let formula = words.firstIndex(where: { $0.kind == .equal }) {
      return expression(Array(words[(formula + 1)...]), Rows(entity: entity), cursor)
    }
    switch words.count {
    case 0: return []
    case 1: return types
    default:
      if words.last?.text == "of" { return scales + nouns(plural: false) }
      if words.last?.text == "set" { return terms("of") }
      return terms("required", "internal", "default")
    }
  }

  private func settings(_ check: String, _ cursor: CompletionCursor) -> [Candidate] {
    guard cursor.words.isEmpty, let id = catalog.check(named: check) else { return [] }
    return catalog.checks[id].settings.map { Candidate($0.name, $0.documentation) }
  }

  private func checkLine(_ block: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    guard let first = cursor.words.first else {
      return terms("test", "advisory", "verdict", "field", "setting", "cites")
    }
    let subject = subject(of: [block])
    if first.text == "verdict", cursor.words.count == 2 { return terms("when", "otherwise") }
    if let start = cursor.words.firstIndex(where: { $0.text == "when" || $0.kind == .equal }) {
      let own = ["passed", "failed", "unknown"].map { Candidate($0, "how many tests") }
      let value = Array(cursor.words[(start + 1)...])
      return expression(value, subject, cursor) + (first.text == "verdict" && value.isEmpty ? own : [])
    }
    return first.text != "verdict" && cursor.words.count == 2 ? types : []
  }

  private func testLine(_ subject: Rows, _ cursor: CompletionCursor) -> [Candidate] {
    guard let first = cursor.words.first else { return terms("pass", "fail", "because", "advice") }
    guard let start = cursor.words.firstIndex(where: { $0.text == "when" }) else {
      return first.text == "pass" || first.text == "fail" ? terms("when") : []
    }
    return expression(Array(cursor.words[(start + 1)...]), subject, cursor)
  }

  /// The rows a check's conditions speak of, from the head of its block.
  private func subject(of outer: [[Word]]) -> Rows {
    guard let head = outer.last(where: { $0.first?.text == "check" }) else { return .none }
    let noun =
      head.lastIndex { $0.text == "each" }.map { head[$0...] }
      ?? head.firstIndex { $0.text == "on" }.map { head[$0...] }
    return Rows(entity: noun?.dropFirst().first.flatMap { catalog.entity(named: $0.text) })
  }

  private func moveLine(_ block: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    let noun = block.drop { $0.text != "on" }.dropFirst().first
    let rows = Rows(entity: noun.flatMap { catalog.entity(named: $0.text) })
    switch cursor.words.first?.text {
    case nil: return terms("when", "set", "remove", "cost")
    case "when": return expression(Array(cursor.words.dropFirst()), rows, cursor)
    case "set": return assignment(Array(cursor.words.dropFirst()), rows, cursor)
    default: return []
    }
  }

  private func imported(_ block: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    guard let noun = block.dropFirst().first, let entity = catalog.entity(plural: noun.text) else { return [] }
    if cursor.words.isEmpty {
      return [Candidate("name", "text")] + storedFields(of: entity)
        + catalog.ancestors(of: entity).map { Candidate(catalog.entities[$0].name, "in which it stands") }
    }
    return cursor.words.last?.kind == .equal ? terms("case") : []
  }

  /// The questions of a worksheet, and what can be answered.
  private func answers(_ id: Int, _ cursor: CompletionCursor) -> [Candidate] {
    let sheet = catalog.worksheets[id]
    if cursor.words.isEmpty { return sheet.questions.map { Candidate($0.name, $0.text) } }
    guard cursor.words.last?.kind == .equal, let answer = sheet.answers.first else { return [] }
    return constants(of: answer.type, isStored: true)
  }
}
