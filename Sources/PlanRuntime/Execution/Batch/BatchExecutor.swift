import PlanLang

/// Runs the steps of a query over columns, as far as it knows them; the row evaluator goes on from there.
///
/// What it computes is what the row evaluator would: where it can't be sure of that it refuses.
final class BatchExecutor {
  /// What was reached: rows after some steps.
  struct Result {
    var frames: [Frame]
    /// What the rows are, where the step decided it.
    var shape: RowShape?
    /// How many steps are done.
    var steps: Int
  }

  let evaluator: Evaluator
  let compiler: BatchCompiler
  var counters = BatchCounters()

  /// - Parameter compiler: the one of the statement at hand, for rows that are part of it.
  init(_ evaluator: Evaluator, _ compiler: BatchCompiler? = nil) {
    self.evaluator = evaluator
    self.compiler = compiler ?? BatchCompiler(evaluator)
  }

  /// The rows of a query after as many steps as can be done this way; nil when the row evaluator should do it all.
  static func run(_ plan: QueryPlan, _ evaluator: Evaluator) throws -> Result? {
    guard evaluator.usesBatches, evaluator.onRead == nil else { return nil }
    switch plan.source {
    case .noun, .everything, .named, .check: break
    default: return nil
    }
    guard !plan.steps.isEmpty, evaluator.mayHaveManyRows(plan.source) else { return nil }
    let executor = BatchExecutor(evaluator)
    let before = evaluator.counters
    do {
      let result = try executor.run(plan)
      guard let result else {
        evaluator.counters = before
        return nil
      }
      executor.addCounters(to: evaluator, before)
      return result
    } catch is BatchRefusal {
      evaluator.counters = before
      return nil
    }
  }

  /// Adds what was counted here; what the evaluator counted while it helped is among it.
  func addCounters(to evaluator: Evaluator, _ before: BatchCounters) {
    evaluator.counters = BatchCounters(
      leftOut: before.leftOut + counters.leftOut, skipped: before.skipped + counters.skipped,
      checks: evaluator.countedChecks)
  }

  private enum Outcome {
    case rows(BatchRows, steps: Int)
    case frames([Frame], RowShape?)
  }

  private func run(_ plan: QueryPlan) throws -> Result? {
    guard var rows = try source(plan.source) else { return nil }
    var done = 0
    while done < plan.steps.count {
      let next = done + 1 < plan.steps.count ? plan.steps[done + 1] : nil
      guard let outcome = try attempt(plan.steps[done], next, &rows) else { break }
      switch outcome {
      case .rows(let following, let steps):
        rows = following
        done += steps
      case .frames(let frames, let shape): return Result(frames: frames, shape: shape, steps: done + 1)
      }
    }
    if done == 0 { return nil }
    return Result(frames: try frames(of: rows), shape: nil, steps: done)
  }

  /// The rows of a whole query, when all of it can be done this way.
  private func rows(of plan: QueryPlan) throws -> BatchRows {
    guard var rows = try source(plan.source) else { throw BatchRefusal() }
    var done = 0
    while done < plan.steps.count {
      let next = done + 1 < plan.steps.count ? plan.steps[done + 1] : nil
      guard case .rows(let following, let steps)? = try attempt(plan.steps[done], next, &rows) else {
        throw BatchRefusal()
      }
      rows = following
      done += steps
    }
    return rows
  }

  // MARK: Sources

  private func source(_ source: RowSource) throws -> BatchRows? {
    switch source {
    case .noun(let entity): return table(entity, evaluator.narrowedRows(entity))
    case .everything(let entity): return table(entity, nil)
    case .named(let id, let within):
      guard let plan = evaluator.definitions.query(id) else { return nil }
      let thing = try evaluator.narrowing(within)
      do { return try evaluator.isolated(within: thing) { try rows(of: plan) } } catch is BatchRefusal { return nil }
    case .check(let id, let within): return try check(id, within: evaluator.narrowing(within))
    default: return nil
    }
  }

  /// Rows of a table: those listed or, without a list, all that are there.
  func table(_ entity: Int, _ listed: [Int]?) -> BatchRows {
    let table = evaluator.snapshot.table(entity)
    var rows = BatchRows(entity: entity, size: table.count, row: compiler.tableRow(entity))
    if let listed {
      rows.order = listed.map { Int32($0) }
    } else if table.liveCount != table.count {
      rows.order = evaluator.snapshot.rows(of: entity).map { Int32($0) }
    }
    return rows
  }

  /// What stands around the expressions of a step.
  func surroundings(_ row: BatchCompiler.Row) -> BatchCompiler.Surroundings {
    BatchCompiler.Surroundings(rows: [row], ambient: nil)
  }

  // MARK: Steps

  /// Does a step (and perhaps the next along with it); nil when it is none for batches, perhaps with the rows settled.
  private func attempt(_ step: QueryStep, _ next: QueryStep?, _ rows: inout BatchRows) throws -> Outcome? {
    compiler.rowsAhead = rows.count
    switch step {
    case .filter(let condition):
      if !rows.filters.isEmpty, BatchExecutor.asksChildren(condition) { rows = try settled(rows) }
      compiler.rowsAhead = rows.count
      guard let node = try compiled({ try self.compiler.truth(condition, self.surroundings(rows.row)) }) else {
        return nil
      }
      var following = rows
      following.filters.append(node)
      return .rows(following, steps: 1)
    case .project(let definitions, let windows), .extend(let definitions, let windows):
      guard windows.isEmpty else { return nil }
      let extends = if case .extend = step { true } else { false }
      rows = try settled(rows)
      compiler.rowsAhead = rows.count
      guard let following = try columns(definitions, rows, extends: extends) else { return nil }
      return .rows(following, steps: 1)
    case .sort(let keys):
      rows = try settled(rows)
      compiler.rowsAhead = rows.count
      var limit: Int?
      if case .take(let amount)? = next { limit = try StepRunner(evaluator: evaluator).number(amount, of: rows.count) }
      guard let order = try sorted(keys, rows, limit) else { return nil }
      var following = rows
      following.order = order
      return .rows(following, steps: limit == nil ? 1 : 2)
    case .take(let amount):
      rows = try settled(rows)
      let count = try StepRunner(evaluator: evaluator).number(amount, of: rows.count)
      rows.order = rows.order.map { Array($0.prefix(count)) } ?? (0..<Int32(count)).map { $0 }
      return .rows(rows, steps: 1)
    case .skip(let amount):
      rows = try settled(rows)
      let count = try StepRunner(evaluator: evaluator).number(amount, of: rows.count)
      rows.order = rows.order.map { Array($0.dropFirst(count)) } ?? (Int32(count)..<Int32(rows.size)).map { $0 }
      return .rows(rows, steps: 1)
    case .group(let keys, let aggregates):
      guard let frames = try grouped(keys, aggregates, rows) else { return nil }
      return .frames(frames, nil)
    case .matrix:
      guard let (frames, shape) = try matrix(step, rows) else { return nil }
      return .frames(frames, shape)
    case .children(let entity):
      rows = try settled(rows)
      return try children(entity, rows).map { .rows($0, steps: 1) }
    case .parent(let entity):
      guard let thing = rows.row.thing, rows.row.isSure else { return nil }
      guard let node = try compiled({ try self.compiler.ancestor(thing, entity) }) else { return nil }
      rows = try settled(rows)
      return .rows(try things(node, entity, rows), steps: 1)
    case .reference(let value, let entity):
      guard let node = try compiled({ try self.compiler.compile(value, self.surroundings(rows.row)) }),
        node.kind == .thing(entity)
      else { return nil }
      rows = try settled(rows)
      return .rows(try things(node, entity, rows), steps: 1)
    case .distinct, .set, .remove: return nil
    }
  }

  /// What a compilation gives, or nil when there is something in it batches do not know.
  func compiled<T>(_ body: () throws -> T) throws -> T? {
    do { return try body() } catch is BatchRefusal { return nil }
  }

  /// Whether an expression looks at what belongs to a row.
  private static func asksChildren(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .aggregate, .rowCount, .formula, .apply: true
    case .not(let a), .negate(let a), .fraction(let a), .test(_, let a): asksChildren(a)
    case .and(let a, let b), .or(let a, let b), .arithmetic(_, let a, let b), .compare(_, let a, let b),
      .isIn(let a, let b), .coalesce(let a, let b):
      asksChildren(a) || asksChildren(b)
    case .isBetween(let a, let b, let c), .conditional(let a, let b, let c):
      asksChildren(a) || asksChildren(b) || asksChildren(c)
    default: false
    }
  }

  func scan<State>(
    _ rows: BatchRows, _ makeState: () -> State, _ body: @escaping (BatchWorker, inout State) throws -> Void
  ) throws -> [State] {
    try BatchScan.run(rows, compiler, &counters, makeState: makeState, body)
  }

  /// The rows with their filters applied.
  func settled(_ rows: BatchRows) throws -> BatchRows {
    guard !rows.filters.isEmpty else { return rows }
    let parts = try scan(rows, { [Int32]() }) { worker, list in
      if let listed = worker.rows {
        list.append(contentsOf: UnsafeBufferPointer(start: listed, count: worker.count))
      } else {
        let start = Int32(worker.start)
        list.append(contentsOf: start..<start + Int32(worker.count))
      }
    }
    var result = rows
    result.order = parts.count == 1 ? parts[0] : parts.flatMap { $0 }
    result.filters = []
    return result
  }

  /// Computes nodes for all rows.
  func materialized(_ nodes: [BatchNode], _ rows: BatchRows) throws -> [BatchColumn] {
    let columns = nodes.map { BatchColumn(kind: $0.kind, count: rows.count) }
    _ = try scan(rows, { () }) { worker, _ in
      for (node, column) in zip(nodes, columns) {
        column.store(try node.vector(worker), worker.count, at: worker.position)
      }
    }
    return columns
  }

  /// Rows that stand by themselves, with what was computed for them.
  func rows(entity: Int?, things: BatchColumn?, isSure: Bool = true, columns: [BatchColumn], count: Int) -> BatchRows {
    var row = BatchCompiler.Row(
      thing: things.map { BatchGatherNode($0, of: nil, slot: compiler.slot()) }, isSure: things != nil && isSure)
    row.thing?.isShared = true
    row.columns = columns.map { BatchGatherNode($0, of: nil, slot: compiler.slot()) }
    return BatchRows(entity: entity, size: count, things: things, columns: columns, row: row)
  }

  private func columns(_ definitions: [ColumnDefinition], _ rows: BatchRows, extends: Bool) throws -> BatchRows? {
    var around = surroundings(rows.row)
    let nodes = try compiled { () -> [BatchNode] in
      try definitions.map { definition in
        let node = try self.compiler.compile(definition.value, around)
        if extends {
          node.isShared = true
          around.rows[0].columns.append(node)
        }
        return node
      }
    }
    guard let nodes else { return nil }
    if !extends {
      return self.rows(entity: nil, things: nil, columns: try materialized(nodes, rows), count: rows.count)
    }
    let own = rows.row.thing.map { [$0] } ?? []
    var computed = try materialized(own + rows.row.columns + nodes, rows)
    let things = own.isEmpty ? nil : computed.removeFirst()
    return self.rows(entity: rows.entity, things: things, isSure: rows.row.isSure, columns: computed, count: rows.count)
  }

  // MARK: Other things

  /// What belongs to the rows' things, in the order of the rows.
  private func children(_ entity: Int, _ rows: BatchRows) throws -> BatchRows? {
    guard let thing = rows.row.thing, rows.row.isSure, case .thing(let owner) = thing.kind, !compiler.isCircular(entity)
    else { return nil }
    let column = try materialized([thing], rows)[0]
    var order: [Int32] = []
    for index in 0..<rows.count {
      if index & 0x3FF == 0 { try Interrupt.check() }
      let holder = ThingReference(entity: owner, row: Int(column.scalar(index).raw))
      for row in evaluator.descendants(of: holder, entity) {
        order.append(Int32(row))
      }
    }
    var result = table(entity, nil)
    result.order = order
    return result
  }

  /// The things a node names, each once, in the order of the rows.
  private func things(_ node: BatchNode, _ entity: Int, _ rows: BatchRows) throws -> BatchRows {
    let column = try materialized([node], rows)[0]
    let snapshot = evaluator.snapshot
    var seen = [Bool](repeating: false, count: snapshot.table(entity).count)
    var order: [Int32] = []
    for index in 0..<rows.count {
      let row = Int(column.scalar(index).raw)
      if row >= 0, !seen[row], snapshot.isAlive(ThingReference(entity: entity, row: row)) {
        seen[row] = true
        order.append(Int32(row))
      }
    }
    var result = table(entity, nil)
    result.order = order
    return result
  }

  // MARK: Results

  /// The rows as the row evaluator holds them.
  func frames(of rows: BatchRows) throws -> [Frame] {
    let settled = try settled(rows)
    if settled.columns.isEmpty, settled.things == nil, let entity = settled.entity {
      if let order = settled.order { return order.map { Frame(thing: ThingReference(entity: entity, row: Int($0))) } }
      return (0..<settled.size).map { Frame(thing: ThingReference(entity: entity, row: $0)) }
    }
    if settled.columns.isEmpty, !settled.row.columns.isEmpty {
      let columns = try materialized(settled.row.columns, settled)
      return try frames(of: self.rows(entity: nil, things: nil, columns: columns, count: settled.count))
    }
    let texts = BatchTexts(evaluator.snapshot.pool)
    return try (0..<settled.count).map { position in
      if position & 0x3FF == 0 { try Interrupt.check() }
      let index = settled.order.map { Int($0[position]) } ?? position
      var frame = Frame()
      if let entity = settled.entity, let things = settled.things {
        let row = things.scalar(index)
        if row.raw >= 0 { frame.thing = ThingReference(entity: entity, row: Int(row.raw)) }
      }
      frame.columns.reserveCapacity(settled.columns.count)
      for column in settled.columns { frame.columns.append(column.scalar(index).value(column.kind, texts)) }
      return frame
    }
  }
}
