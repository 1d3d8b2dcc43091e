import PlanLang

extension BatchCompiler {
  /// The rows an aggregate is over, for each row around it: what belongs to a thing, and the filters of the queries between.
  struct ChildSource {
    let entity: Int
    let base: BatchNode
    let isSure: Bool
    /// The check whose rows they are; `entity` is its subject.
    var check: Int?
    /// Filters with whether they stand inside a definition of their own; those of `where` steps count what they leave out.
    var filters: [(condition: Expression, isDefinition: Bool)] = []
  }

  /// What an aggregate computes, in the surroundings of its rows.
  func recipe(_ aggregate: Aggregate, _ type: ValueType, _ around: Surroundings) throws -> BatchFold.Recipe {
    let filter = try aggregate.filter.map { try truth($0, around) }
    var value: BatchNode?
    var kind: BatchKind
    var empty = BatchScalar.unknown(.nothing)
    switch aggregate.function {
    case .count:
      value = try aggregate.value.map { try compile($0, around) }
      kind = .number
      empty = BatchScalar(raw: 0)
    case .any, .atLeast, .all:
      value = try aggregate.value.map { try truth($0, around) }
      kind = .truth
      let isMet = aggregate.function == .all || aggregate.function == .atLeast && aggregate.threshold <= 0
      empty = BatchScalar(raw: Int64(isMet ? BatchCode.yes : BatchCode.no))
    case .sum, .average:
      let node = try aggregate.value.map { try compile($0, around) }
      guard let node, node.kind == .number || node.kind == .percent || node.kind == .money else { throw BatchRefusal() }
      (value, kind) = (node, node.kind)
      empty = .unknown(kind)
      if aggregate.function == .sum {
        // No rows sum to a plain 0, of a percentage to 0%.
        if type == .duration || (type == .percent) != (kind == .percent) { throw BatchRefusal() }
        empty = BatchScalar(raw: 0, currency: kind == .money ? BatchCode.noCurrency : 0)
      }
    case .min, .max:
      let node = try aggregate.value.map { codes(try compile($0, around)) }
      guard let node else { throw BatchRefusal() }
      switch node.kind {
      case .code, .yesNo, .date, .number, .percent, .money: break
      default: throw BatchRefusal()
      }
      (value, kind) = (node, node.kind)
      empty = .unknown(kind)
    case .first:
      let node = try aggregate.value.map { try compile($0, around) }
      guard let node, node.kind != .nothing else { throw BatchRefusal() }
      (value, kind) = (node, node.kind)
      empty = .unknown(kind)
    case .median, .list: throw BatchRefusal()
    }
    return BatchFold.Recipe(
      function: aggregate.function, threshold: aggregate.threshold, filter: filter, value: value, kind: kind,
      empty: empty)
  }

  /// An aggregate over what belongs to each row's thing, computed for all things in one pass.
  func childAggregate(_ aggregate: Aggregate, _ expression: Expression, _ around: Surroundings) throws -> BatchNode {
    if case .things(let set, _) = aggregate.source { return try overSet(aggregate, set, around) }
    if let node = try matched(aggregate, expression, around) { return node }
    guard let source = try childSource(aggregate.source, around) else { return try whole(expression, around) }
    if let check = source.check { return try overCheck(check, source, aggregate, expression, around) }
    guard case .thing(let owner) = source.base.kind, owner != source.entity,
      catalog.entity(source.entity, isBelow: owner), isWorthwhile(owner)
    else {
      throw BatchRefusal()
    }
    let owners = try ownerRows(of: source.entity, owner: owner)
    let child = tableRow(source.entity)
    let ownerThing = BatchGatherNode(.thing(owner), .words(owners.reader), of: nil, owner: owners, slot: slot())
    ownerThing.isShared = true
    let ownerRow = Row(thing: ownerThing, isSure: true, isOpaque: true)
    // Further out only the row whose own things these are can be told from here.
    let outer = around.rows.map { row in row.thing === source.base && row.isSure ? ownerRow : Row.opaque }
    var inside = Surroundings(rows: [child] + outer, ambient: nil, locals: [:], reachesOut: around.reachesOut)
    if let ambient = around.ambient {
      inside.ambient = ambient.thing === source.base && ambient.isSure ? ownerRow : Row.opaque
    }
    var rows = BatchRows(entity: source.entity, size: snapshot.table(source.entity).count, row: child)
    if snapshot.table(source.entity).liveCount != rows.size {
      rows.order = snapshot.rows(of: source.entity).map { Int32($0) }
    }
    var filters: [BatchNode] = []
    for (condition, isDefinition) in source.filters {
      let own = isDefinition ? Surroundings(rows: [child], ambient: ownerRow, reachesOut: false) : inside
      filters.append(try truth(condition, own))
    }
    let recipe = try self.recipe(aggregate, expression.type, inside)
    guard !(filters + recipe.operands).contains(where: { $0.counts }) else { throw BatchRefusal() }
    return try table(rows, filters, recipe, owners: owners, ownerCount: snapshot.table(owner).count, base: source.base)
  }

  /// Computes the aggregate for every owner.
  func table(
    _ rows: BatchRows, _ filters: [BatchNode], _ recipe: BatchFold.Recipe, owners: BatchArray<Int32>, ownerCount: Int,
    base: BatchNode
  ) throws -> BatchNode {
    let groups = BatchGatherNode(.thing(0), .words(owners.reader), of: nil, owner: owners, slot: slot())
    let (fold, leftOut) = try folded(rows, filters, recipe, by: groups, ownerCount)
    let column = BatchColumn(kind: recipe.kind, count: ownerCount)
    var skipped: BatchArray<Int32>?
    for owner in 0..<ownerCount {
      column.set(owner, try fold.result(owner))
      let count = fold.skipped(owner)
      if count > 0 {
        if skipped == nil { skipped = BatchArray(0, count: ownerCount) }
        skipped?.pointer[owner] = Int32(truncatingIfNeeded: count)
      }
    }
    return BatchLookupNode(column, empty: recipe.empty, leftOut: leftOut, skipped: skipped, of: base, slot: slot())
  }

  /// Folds rows by the groups a node gives them, in one pass; with how many rows of each group the filters left out.
  func folded(
    _ rows: BatchRows, _ filters: [BatchNode], _ recipe: BatchFold.Recipe, by groups: BatchNode, _ groupCount: Int
  ) throws -> (fold: BatchFold, leftOut: BatchArray<Int32>?) {
    let leftOut = filters.isEmpty ? nil : BatchArray<Int32>(0, count: groupCount)
    let chosen = slot()
    var counters = BatchCounters()
    // Many owners make states too large to have twice.
    var rows = rows
    let isSplit = groupCount <= 65_536 && leftOut == nil
    let size = rows.count
    let fold = BatchFold(recipe)
    fold.reserve(groupCount)
    func work(_ worker: BatchWorker, _ fold: BatchFold) throws {
      var ids = try groups.vector(worker).words
      if let leftOut {
        // Filters leave rows out by taking away their group.
        let left = worker.words(chosen)
        left.update(from: ids, count: worker.count)
        for filter in filters {
          let truths = try filter.vector(worker).bytes
          for index in 0..<worker.count where left[index] >= 0 && truths[index] != BatchCode.yes {
            if truths[index] == BatchCode.open { leftOut.pointer[Int(left[index])] += 1 }
            left[index] = -1
          }
        }
        ids = UnsafePointer(left)
      }
      try fold.add(ids, worker)
    }
    if isSplit {
      let parts = try BatchScan.run(rows, self, &counters) {
        let part = BatchFold(recipe)
        part.reserve(groupCount)
        return part
      } _: { worker, state in
        try work(worker, state)
      }
      for part in parts { for group in 0..<groupCount { try fold.merge(part, group, into: group) } }
    } else {
      // One thread: blocks in order, the state kept once.
      let worker = BatchWorker(slots: slots)
      let list = rows.order
      rows.order = nil
      for start in stride(from: 0, to: size, by: BatchWorker.blockSize) {
        let count = min(BatchWorker.blockSize, size - start)
        try evaluator.work.count(count)
        if let list {
          try list.withUnsafeBufferPointer { buffer in
            guard let first = buffer.baseAddress else { return }
            worker.begin(rows: first + start, count: count)
            try work(worker, fold)
          }
        } else {
          worker.begin(start: start, count: count)
          try work(worker, fold)
        }
      }
      guard worker.leftOut == 0, worker.skipped == 0 else { throw BatchRefusal() }
    }
    return (fold, leftOut)
  }

  private func childSource(_ source: RowSource, _ around: Surroundings) throws -> ChildSource? {
    switch source {
    case .below(let base, let entity):
      let node = try compile(base, around)
      guard case .thing = node.kind else { throw BatchRefusal() }
      return ChildSource(entity: entity, base: node, isSure: isSure(base, around))
    case .noun(let entity):
      guard let ambient = around.ambient else { return nil }
      guard let thing = ambient.thing, case .thing(let owner) = thing.kind, ambient.isSure,
        catalog.entity(entity, isBelow: owner)
      else {
        throw BatchRefusal()
      }
      return ChildSource(entity: entity, base: thing, isSure: true)
    case .named(let id, let within):
      guard let plan = evaluator.definitions.query(id) else { throw BatchRefusal() }
      guard let holder = try holder(within, around) else { return nil }
      return try childSource(plan, Surroundings(rows: [], ambient: holder, reachesOut: false), isDefinition: true)
    case .check(let id, let within):
      guard let holder = try holder(within, around) else { return nil }
      guard let thing = holder.thing else { throw BatchRefusal() }
      return ChildSource(entity: catalog.checks[id].subject, base: thing, isSure: true, check: id)
    case .query(let plan): return try childSource(plan, around, isDefinition: false)
    default: throw BatchRefusal()
    }
  }

  /// The row that narrows what a definition is over; nil where none does.
  private func holder(_ within: Expression?, _ around: Surroundings) throws -> Row? {
    var row = around.ambient
    if let within {
      let node = try compile(within, around)
      guard isSure(within, around) else { throw BatchRefusal() }
      row = Row(thing: node, isSure: true)
    }
    if let row, row.thing == nil || !row.isSure { throw BatchRefusal() }
    return row
  }

  private func childSource(_ plan: QueryPlan, _ around: Surroundings, isDefinition: Bool) throws -> ChildSource? {
    guard var source = try childSource(plan.source, around) else { return nil }
    for step in plan.steps {
      guard case .filter(let condition) = step else { throw BatchRefusal() }
      source.filters.append((condition, isDefinition))
    }
    return source
  }

  /// `any(set)`, `count(set)`, `at_least(2, set)` of a stored set.
  private func overSet(_ aggregate: Aggregate, _ set: Expression, _ around: Surroundings) throws -> BatchNode {
    guard aggregate.filter == nil, aggregate.value == nil else { throw BatchRefusal() }
    let members = try setCount(set, around)
    let wanted: Int64
    switch aggregate.function {
    case .count: return members
    case .any: wanted = Fixed.numberScale
    case .atLeast: wanted = Int64(aggregate.threshold) * Fixed.numberScale
    default: throw BatchRefusal()
    }
    return BatchScalarTestNode(members, slot: slot()) { count in
      count.raw == BatchCode.unknown64 ? BatchCode.open : count.raw >= wanted ? BatchCode.yes : BatchCode.no
    }
  }

  /// An aggregate over a whole noun, the same in every row; the row evaluator computes it, by a batch of its own.
  private func whole(_ expression: Expression, _ around: Surroundings) throws -> BatchNode {
    guard around.ambient == nil, isFree(expression) else { throw BatchRefusal() }
    let before = evaluator.counters
    defer { evaluator.counters = before }
    let value: Value
    do { value = try evaluator.evaluate(expression) } catch let problem as Diagnostic {
      if problem.code == .interrupted || problem.code == .stepBudget { throw problem }
      throw BatchRefusal()
    }
    let after = evaluator.counters
    // What a check leaves out counts once, not for each row.
    if after.checks.count != before.checks.count { throw BatchRefusal() }
    let node = try constant(value)
    let (leftOut, skipped) = (after.leftOut - before.leftOut, after.skipped - before.skipped)
    if leftOut == 0, skipped == 0 { return node }
    return BatchCountingNode(node, leftOut: leftOut, skipped: skipped, slot: slot())
  }

  /// Whether an aggregate over a noun looks at nothing of the rows around it.
  private func isFree(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .aggregate(let aggregate):
      isFree(aggregate.source) && (aggregate.filter.map { staysWithin($0, 1) } ?? true)
        && (aggregate.value.map { staysWithin($0, 1) } ?? true)
    case .rowCount(let source): isFree(source)
    default: false
    }
  }

  private func isFree(_ source: RowSource) -> Bool {
    switch source {
    case .noun, .everything, .named(_, nil): true
    case .query(let plan):
      isFree(plan.source)
        && plan.steps.allSatisfy { step in
          if case .filter(let condition) = step { staysWithin(condition, 1) } else { false }
        }
    default: false
    }
  }

  /// Whether an expression reads only rows fewer than `depth` frames out.
  private func staysWithin(_ expression: Expression, _ depth: Int) -> Bool {
    switch expression.kind {
    case .constant, .setting, .scopeThing, .thing: true
    case .row(let out), .column(let out, _): out < depth
    case .field(let a, _, _), .formula(let a, _, _), .label(let a), .ancestor(let a, _), .not(let a), .negate(let a),
      .fraction(let a), .test(_, let a):
      staysWithin(a, depth)
    case .and(let a, let b), .or(let a, let b), .arithmetic(_, let a, let b), .compare(_, let a, let b),
      .matches(let a, let b), .isIn(let a, let b),
      .coalesce(let a, let b):
      staysWithin(a, depth) && staysWithin(b, depth)
    case .isBetween(let a, let b, let c), .conditional(let a, let b, let c):
      staysWithin(a, depth) && staysWithin(b, depth) && staysWithin(c, depth)
    case .call(_, let items), .list(let items): items.allSatisfy { staysWithin($0, depth) }
    default: false
    }
  }
}

/// A constant whose computation counts unknown values, once for each row that asks for it.
final class BatchCountingNode: BatchNode, @unchecked Sendable {
  private let node: BatchNode
  private let leftOut: Int
  private let skipped: Int

  init(_ node: BatchNode, leftOut: Int, skipped: Int, slot: Int) {
    self.node = node
    self.leftOut = leftOut
    self.skipped = skipped
    super.init(node.kind, slot: slot, from: [node], counts: true)
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    var asked = worker.count
    if let mask = worker.mask {
      asked = 0
      for index in 0..<worker.count where mask[index] != 0 { asked += 1 }
    }
    worker.leftOut += asked * leftOut
    worker.skipped += asked * skipped
    return try node.vector(worker)
  }
}

/// Results computed for every thing of an entity, looked up for each row's thing.
final class BatchLookupNode: BatchNode, @unchecked Sendable {
  private let gather: BatchGatherNode
  private let empty: BatchScalar
  private let leftOut: BatchArray<Int32>?
  private let skipped: BatchArray<Int32>?
  private let base: BatchNode

  init(
    _ column: BatchColumn, empty: BatchScalar, leftOut: BatchArray<Int32>?, skipped: BatchArray<Int32>?,
    of base: BatchNode, slot: Int
  ) {
    gather = BatchGatherNode(column, of: base is BatchRowNode ? nil : base, slot: slot)
    self.empty = empty
    self.leftOut = leftOut
    self.skipped = skipped
    self.base = base
    if !(base is BatchRowNode) { base.isShared = true }
    super.init(column.kind, slot: slot, from: [base], counts: leftOut != nil || skipped != nil)
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let vector = try gather.vector(worker)
    if base is BatchRowNode, leftOut == nil, skipped == nil { return vector }
    let rows = try base.vector(worker).words
    let output = BatchOutput(kind, worker, slot)
    for index in 0..<worker.count {
      let row = Int(rows[index])
      // Nothing belongs to nobody; what belongs to an unknown thing is unknown, as the gathering has it.
      if row == Int(BatchCode.absent32) { if !(base is BatchRowNode) { output.put(index, empty) } }
      guard row >= 0, worker.mask.map({ $0[index] != 0 }) ?? true else { continue }
      if let leftOut { worker.leftOut += Int(leftOut.pointer[row]) }
      if let skipped { worker.skipped += Int(skipped.pointer[row]) }
    }
    return vector
  }
}
