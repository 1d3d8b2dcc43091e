import PlanLang

extension Evaluator {
  /// What an aggregate has to look at where an index has found the rows.
  struct MatchingRows {
    let rows: RowList
    /// From which of them on nobody knows whether they match.
    var firstOpen = Int.max
    /// How many rows beside these leave the answer open.
    var open = 0

    init(rows: RowList) { self.rows = rows }

    init(rows: [Frame], firstOpen: Int = .max, open: Int = 0) {
      self.rows = .frames(rows)
      self.firstOpen = firstOpen
      self.open = open
    }
  }

  /// The rows an aggregate's equality with the row outside leaves, where its source has the same rows everywhere; nil where
  /// no index helps. Not for `why`, which wants to see every fact that is read.
  func matchingRows(_ aggregate: Aggregate, _ expression: Expression) throws -> MatchingRows? {
    guard usesBatches, onRead == nil, aggregate.filter != nil || aggregate.value != nil,
      hasSameRowsEverywhere(aggregate.source),
      let index = try matchIndexes.index(aggregate, expression, self)
    else { return nil }
    // It is written inside, one row further out.
    let value = try withFrame(Frame()) { try evaluate(index.match.outside) }
    return index.candidates(for: value, aggregate.function)
  }

  /// Whether a source has the same rows wherever it is asked.
  private func hasSameRowsEverywhere(_ source: RowSource) -> Bool {
    switch source {
    case .everything: return true
    case .noun(let entity):
      guard let ambient = place.ambient else { return true }
      return !hierarchy.entity(entity, isBelow: ambient.entity)
    default: return false
    }
  }
}
