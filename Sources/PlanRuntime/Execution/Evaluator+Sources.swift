import PlanLang

// What sources have, as far as that is known before their rows are.

extension Evaluator {
  /// The rows of a noun within the thing in use alone; nil for all of them.
  func rowsInScope(_ entity: Int) -> [Int]? {
    guard let scope, hierarchy.entity(entity, isBelow: scope.entity) else { return nil }
    return descendants(of: scope, entity)
  }

  /// Whether a query's source promises enough rows for batches.
  func mayHaveManyRows(_ source: RowSource) -> Bool {
    switch source {
    case .noun(let entity):
      if batchThreshold > 0, holder(of: entity) != nil { return false }
      return snapshot.count(of: entity) >= batchThreshold
    case .everything(let entity): return snapshot.count(of: entity) >= batchThreshold
    case .named(let id, let within):
      // Narrowed to a row there are few.
      if batchThreshold > 0, within != nil || ambient != nil { return false }
      return definitions.query(id).map { mayHaveManyRows($0.source) } ?? false
    case .check(let id, let within):
      if batchThreshold > 0, within != nil || ambient != nil || scope != nil { return false }
      return snapshot.count(of: catalog.checks[id].subject) >= batchThreshold
    default: return false
    }
  }

  /// The things a check or worksheet is about: those below a thing, the thing itself, or all in scope.
  func subjects(_ entity: Int, within: ThingReference?) -> [ThingReference] {
    for holder in [within, ambient, scope].compactMap({ $0 }) {
      if holder.entity == entity { return [holder] }
      if hierarchy.entity(entity, isBelow: holder.entity) {
        return descendants(of: holder, entity).map { ThingReference(entity: entity, row: $0) }
      }
      if let owner = snapshot.ancestor(holder, entity: entity) { return [owner] }
    }
    return snapshot.rows(of: entity).map { ThingReference(entity: entity, row: $0) }
  }
}
