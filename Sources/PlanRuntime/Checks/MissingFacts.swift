import PlanLang

/// A field of a thing that somebody could look up or ask for.
struct OpenFact: Hashable {
  let thing: ThingReference
  let field: String
  let index: Int
}

/// The facts nobody recorded that keep a test open.
struct MissingFacts {
  let evaluator: Evaluator

  /// Those a test reads on a row of its check.
  func facts(of test: ResolvedCheck.Test, on row: Frame, _ check: Check) throws -> Set<OpenFact> {
    var missing: Set<OpenFact> = []
    evaluator.onRead = { thing, field, index, value in
      if value == .unknown { missing.insert(OpenFact(thing: thing, field: field, index: index)) }
    }
    defer { evaluator.onRead = nil }
    _ = try evaluator.on(row, of: check) { try evaluator.outcome(of: test) }
    return missing
  }

  /// The facts in one line, those of the row's own things by their names alone: `zones, power of 3 stakeholders`.
  func text(_ facts: Set<OpenFact>, on row: Frame) -> String {
    let own = Set(row.things + (row.thing.map { [$0] } ?? []))
    var parts: [String] = []
    var others: [(field: String, things: [ThingReference])] = []
    for fact in facts.sorted(by: { ($0.thing, $0.index, $0.field) < ($1.thing, $1.index, $1.field) }) {
      if own.contains(fact.thing) {
        parts.append(fact.field)
      } else if let place = others.firstIndex(where: {
        $0.field == fact.field && $0.things.first?.entity == fact.thing.entity
      }) {
        others[place].things.append(fact.thing)
      } else {
        others.append((fact.field, [fact.thing]))
      }
    }
    parts += others.map { field, things in
      guard let first = things.first else { return field }
      return things.count == 1
        ? "\(field) of \(evaluator.finder.short(first))"
        : "\(field) of \(things.count) \(evaluator.catalog.entities[first.entity].plural)"
    }
    return parts.joined(separator: ", ")
  }
}
