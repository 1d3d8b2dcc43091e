import PlanLang

extension BatchCompiler {
  /// An aggregate over the rows a check has within each row's thing: the check is computed once for everybody, and its
  /// rows are folded by the thing their subject belongs to.
  func overCheck(
    _ id: Int, _ source: ChildSource, _ aggregate: Aggregate, _ expression: Expression, _ around: Surroundings
  ) throws -> BatchNode {
    let subject = catalog.checks[id].subject
    guard case .thing(let owner) = source.base.kind, owner == subject || catalog.entity(subject, isBelow: owner),
      isWorthwhile(owner)
    else { throw BatchRefusal() }
    let ahead = rowsAhead
    defer { rowsAhead = ahead }
    let executor = BatchExecutor(evaluator, self)
    guard let rows = try executor.computedRows(ofCheck: id, within: nil), rows.order == nil, rows.filters.isEmpty else {
      throw BatchRefusal()
    }
    // What a check leaves out counts once for each thing that is asked, which the row evaluator knows.
    guard executor.counters.leftOut == 0, executor.counters.skipped == 0 else { throw BatchRefusal() }
    let subjects = try executor.materialized([rows.row.columns[0]], rows)[0]
    let above = owner == subject ? nil : try ownerRows(of: subject, owner: owner)
    let owners = BatchArray<Int32>(BatchCode.unknown32, count: rows.size)
    for index in 0..<rows.size {
      let row = Int(subjects.scalar(index).raw)
      guard row >= 0 else { throw BatchRefusal() }
      owners.pointer[index] = above.map { $0.pointer[row] } ?? Int32(row)
    }
    // Further out nothing can be told from here.
    let inside = Surroundings(
      rows: [rows.row] + around.rows.map { _ in Row.opaque }, ambient: around.ambient.map { _ in Row.opaque },
      reachesOut: around.reachesOut)
    rowsAhead = rows.size
    let filters = try source.filters.map { filter in
      try truth(
        filter.condition,
        filter.isDefinition ? Surroundings(rows: [rows.row], ambient: Row.opaque, reachesOut: false) : inside)
    }
    let recipe = try self.recipe(aggregate, expression.type, inside)
    guard !(filters + recipe.operands).contains(where: { $0.counts }) else { throw BatchRefusal() }
    return try table(
      rows, filters, recipe, owners: owners, ownerCount: snapshot.table(owner).count, base: source.base)
  }
}
