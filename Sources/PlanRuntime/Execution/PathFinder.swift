import PlanLang

/// Finds who reaches whom along the rows of an entity that links two things, such as influence, and on whom it hangs.
struct PathFinder {
  let evaluator: Evaluator

  /// One row for each pair of a start and a goal: whether and how it is reached, by the fewest steps, and who stands on
  /// every way there is.
  func table(from: RowSource, to: RowSource, along entity: Int) throws -> ResultTable {
    let catalog = evaluator.catalog
    let fields = catalog.entities[entity].fields.indices.filter {
      if case .entity = catalog.entities[entity].fields[$0].type { true } else { false }
    }
    let starts = try (evaluator.rows(of: from) ?? []).compactMap(\.thing)
    // One stays within what stands at the top: a customer's people reach nobody at another customer.
    let goals = Dictionary(grouping: try (evaluator.rows(of: to) ?? []).compactMap(\.thing), by: top)
    var links: [ThingReference: [ThingReference]] = [:]
    for row in try evaluator.rows(of: .noun(entity: entity)) ?? [] {
      try evaluator.pulse()
      guard let thing = row.thing, case .thing(let a) = evaluator.snapshot.value(thing, field: fields[0]),
        case .thing(let b) = evaluator.snapshot.value(thing, field: fields[1])
      else { continue }
      links[a, default: []].append(b)
    }
    var rows: [[Value]] = []
    for start in starts {
      let paths = try shortest(start, links)
      var without: [ThingReference: Set<ThingReference>] = [:]
      for goal in goals[top(start)] ?? [] where goal != start {
        try evaluator.pulse()
        if let path = paths[goal] {
          var needed: [Value] = []
          for middle in path.dropFirst().dropLast() {
            let others = try without[middle] ?? Set(shortest(start, links, avoiding: middle).keys)
            without[middle] = others
            if !others.contains(goal) { needed.append(.thing(middle)) }
          }
          rows.append([
            .thing(start), .thing(goal), .yesNo(true), .integer(path.count - 1), .values(path.map { .thing($0) }),
            .values(needed),
          ])
        } else {
          rows.append([.thing(start), .thing(goal), .yesNo(false), .unknown, .values([]), .values([])])
        }
      }
    }
    let target: ValueType = starts.first.map { .entity($0.entity) } ?? .text
    return ResultTable(
      columns: [
        Column(name: "from", type: target), Column(name: "to", type: target), Column(name: "reaches", type: .yesNo),
        Column(name: "steps", type: .integer), Column(name: "path", type: .set(target)),
        Column(name: "always_through", type: .set(target)),
      ], rows: rows, catalog: catalog, snapshot: evaluator.snapshot)
  }

  private func top(_ thing: ThingReference) -> ThingReference {
    var current = thing
    while let parent = evaluator.snapshot.parent(current) { current = parent }
    return current
  }

  /// Breadth first, so that the first way found is a shortest one; a circle is met once.
  private func shortest(
    _ start: ThingReference, _ links: [ThingReference: [ThingReference]], avoiding: ThingReference? = nil
  ) throws -> [ThingReference: [ThingReference]] {
    var paths: [ThingReference: [ThingReference]] = [start: [start]]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let current = queue[next]
      next += 1
      try evaluator.pulse()
      for neighbour in links[current] ?? [] where paths[neighbour] == nil && neighbour != avoiding {
        paths[neighbour] = (paths[current] ?? []) + [neighbour]
        queue.append(neighbour)
      }
    }
    return paths
  }
}
