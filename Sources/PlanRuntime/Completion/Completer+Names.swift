import PlanLang

// The names of things and scenarios, and texts that are in the data already.

extension Completer {
  private static let mostNames = 200

  var scenarioLabels: [Candidate] { scenarios.map { Candidate("\"\($0)\"", "scenario") } }

  /// What a scenario can start from, or be compared with.
  var bases: [Candidate] { terms("baseline") + scenarioLabels }

  func labels(ofNoun name: String) -> [Candidate] { catalog.entity(named: name).map { labels(of: $0) } ?? [] }

  /// The labels of an entity's things within the scope, in quotes.
  func labels(of entity: Int) -> [Candidate] {
    names(of: entity).map { Candidate("\"\($0)\"", catalog.entities[entity].name) }
  }

  /// What fits inside a text whose quote is open.
  func texts(at cursor: CompletionCursor) -> [Candidate] {
    let words = cursor.words
    guard let last = words.last else { return [] }
    let first = words.first?.text ?? ""
    if last.text == "scenario" || ["diff", "adopt", "compare"].contains(first) && !words.contains("on")
      || first == "scenario" && last.text == "from"
    {
      // A new scenario has no name yet.
      if first == "scenario", last.text == "scenario" { return [] }
      return scenarios.map { Candidate($0, "scenario") }
    }
    if let entity = catalog.entity(named: last.text) {
      return names(of: entity).map { Candidate($0, catalog.entities[entity].name) }
    }
    guard let place = field(before: words, cursor) else { return [] }
    switch place.type {
    case .entity(let id), .set(.entity(let id)):
      return names(of: id).map { Candidate($0, catalog.entities[id].name) }
    case .text: return known(place.entity, place.field).map { Candidate($0, "as in the plan") }
    default: return []
    }
  }

  /// The field a text is compared with or stored in.
  private func field(before words: [Word], _ cursor: CompletionCursor) -> (entity: Int, field: Int, type: ValueType)? {
    // Back over a list to what stands before it.
    var index = words.count - 1
    if words[index].kind == .comma || words[index].kind == .leftBracket {
      while index >= 0, words[index].kind != .leftBracket { index -= 1 }
      index -= 1
    }
    guard index >= 1, [.equal, .notEqual, .tilde, .in].contains(words[index].kind), words[index - 1].kind == .name
    else { return nil }
    let name = words[index - 1].text
    var owners: [Int] = []
    if let block = cursor.blocks.last(where: { $0.first?.text != "per" }) {
      owners += block.prefix(2).compactMap { catalog.entity(named: $0.text) }
    }
    let noun = words.last { catalog.entity(plural: $0.text) != nil || catalog.entity(named: $0.text) != nil }
    owners += [noun.flatMap { catalog.entity(plural: $0.text) ?? catalog.entity(named: $0.text) }, scope?.entity]
      .compactMap { $0 }
    for owner in owners {
      if let field = catalog.entities[owner].field(named: name) {
        return (owner, field, catalog.entities[owner].fields[field].type)
      }
    }
    return nil
  }

  /// The labels of an entity's things within the scope, each once, in order.
  private func names(of entity: Int) -> [String] {
    guard catalog.entities[entity].isNamed else { return [] }
    var seen: Set<String> = []
    for row in rows(of: entity) {
      let name = snapshot.name(ThingReference(entity: entity, row: row))
      if !name.isEmpty { seen.insert(name) }
      if seen.count >= Completer.mostNames * 10 { break }
    }
    return seen.sorted()
  }

  /// The texts a field has somewhere.
  private func known(_ entity: Int, _ field: Int) -> [String] {
    guard !catalog.entities[entity].fields[field].isComputed else { return [] }
    var seen: Set<String> = []
    for row in snapshot.rows(of: entity) {
      if case .text(let text) = snapshot.value(ThingReference(entity: entity, row: row), field: field) {
        seen.insert(text)
      }
      if seen.count >= Completer.mostNames { break }
    }
    return seen.sorted()
  }

  private func rows(of entity: Int) -> [Int] {
    if let scope, catalog.entity(entity, isBelow: scope.entity) {
      return snapshot.descendants(of: scope, entity: entity, catalog: catalog)
    }
    return snapshot.rows(of: entity)
  }
}
