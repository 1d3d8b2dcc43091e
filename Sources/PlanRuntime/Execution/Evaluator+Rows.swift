import PlanLang

// The rows of a source, and going over them.

extension Evaluator {
  /// The rows a source has; nil when it is unknown which.
  ///
  /// - Parameter columns: the places of the columns somebody reads; nil for all.
  func rows(of source: RowSource, reading columns: Set<Int>? = nil) throws -> [Frame]? {
    try rowList(of: source, reading: columns)?.frames
  }

  /// The same, as things where they are that.
  func rowList(of source: RowSource, reading columns: Set<Int>? = nil) throws -> RowList? {
    switch source {
    case .noun(let entity): return .things(entity: entity, narrowed(entity))
    case .everything(let entity): return .things(entity: entity, snapshot.rows(of: entity))
    case .below(let base, let entity):
      switch try evaluate(base) {
      case .thing(let thing): return .things(entity: entity, descendants(of: thing, entity))
      case .values(let values):
        var rows: [Int] = []
        for case .thing(let thing) in values { rows += descendants(of: thing, entity) }
        return .things(entity: entity, rows)
      case .absent: return .things(entity: entity, [])
      default: return nil
      }
    case .named(let id, let within):
      guard let plan = definitions.query(id) else { return nil }
      guard let within else { return try isolated(within: ambient) { try rowList(of: plan) } }
      switch try evaluate(within) {
      case .thing(let thing): return try isolated(within: thing) { try rowList(of: plan) }
      case .absent: return .frames([])
      default: return nil
      }
    case .query(let plan): return try rowList(of: plan)
    default: return try otherRows(of: source, reading: columns).map { .frames($0) }
    }
  }

  /// The rows of a query. Where it only leaves out things, there is nothing to be made of those that stay.
  private func rowList(of plan: QueryPlan) throws -> RowList? {
    guard isChoice(plan), !usesBatches || onRead != nil || plan.steps.isEmpty || !mayHaveManyRows(plan.source) else {
      let result = try run(plan)
      return result.isUnknown ? nil : .frames(result.frames)
    }
    guard var rows = try rowList(of: plan.source) else { return nil }
    for case .filter(let condition) in plan.steps {
      rows = try StepRunner(evaluator: self).filter(rows, condition)
      try pulse()
    }
    return rows
  }

  /// Whether a query only says which things of a kind there are.
  private func isChoice(_ plan: QueryPlan) -> Bool {
    let isFilters = plan.steps.allSatisfy { if case .filter = $0 { true } else { false } }
    guard isFilters else { return false }
    switch plan.source {
    case .noun, .everything, .below: return true
    case .named(let id, _): return definitions.query(id).map(isChoice) ?? false
    default: return false
    }
  }

  /// Calls `body` for each row, which is the innermost one meanwhile, until it says that it has seen enough.
  func forEachRow(_ rows: RowList, _ body: () throws -> Bool) throws {
    switch rows {
    case .things(let entity, let rows):
      let depth = place.frames.count
      place.frames.append(Frame())
      defer { place.frames.removeLast() }
      for row in rows {
        try pulse()
        place.frames[depth].thing = ThingReference(entity: entity, row: row)
        guard try body() else { return }
      }
    case .frames(let frames):
      for frame in frames {
        try pulse()
        guard try withFrame(frame, body) else { return }
      }
    }
  }
}
