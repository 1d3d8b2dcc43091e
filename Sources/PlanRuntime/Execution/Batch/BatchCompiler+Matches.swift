import PlanLang

extension BatchCompiler {
  /// An aggregate over the same rows everywhere, tied to each row by an equality of references: its rows are folded once by
  /// what they refer to. Nil where it is nothing of the kind.
  func matched(_ aggregate: Aggregate, _ expression: Expression, _ around: Surroundings) throws -> BatchNode? {
    guard let match = EqualityMatch(aggregate), !match.isMembership, case .entity(let target) = match.own.type,
      let (rows, child) = freeRows(aggregate.source, around)
    else { return nil }
    let inside = Surroundings(
      rows: [child] + around.rows.map { _ in .opaque }, ambient: around.ambient.map { _ in .opaque },
      reachesOut: around.reachesOut)
    let key = try compile(match.own, inside)
    // It is written inside, one row further out.
    var outside = around
    outside.rows.insert(.opaque, at: 0)
    let base = try compile(match.outside, outside)
    guard key.kind == .thing(target), base.kind == .thing(target), !base.counts, !base.mayFail else {
      throw BatchRefusal()
    }
    let value = EqualityMatch.mergesValue(aggregate) ? nil : aggregate.value
    let recipe = try self.recipe(
      Aggregate(
        function: aggregate.function, source: aggregate.source, value: value, filter: match.remaining,
        threshold: aggregate.threshold), expression.type, inside)
    guard !recipe.operands.contains(where: { $0.counts }) else { throw BatchRefusal() }
    let count = snapshot.table(target).count
    let groups = BatchTieGroupNode(key, count, slot: slot())
    // Three more groups: rows of which nobody knows what they refer to, rows that refer to nobody, and no row at all.
    let (fold, _) = try folded(rows, [], recipe, by: groups, count + 3)
    let (unknown, nothing) = (count, count + 2)
    var whenUnknown = recipe.empty
    switch recipe.function {
    case .any, .atLeast, .all:
      whenUnknown = fold.openResult(of: count + 2)
      for group in 0..<count { fold.leaveOpen(by: unknown, group) }
      fold.leaveOpen(by: unknown, nothing)
    default: break
    }
    let column = BatchColumn(kind: recipe.kind, count: count)
    var skipped: BatchArray<Int32>?
    for group in 0..<count {
      column.set(group, try fold.result(group))
      let number = fold.skipped(group)
      if number > 0 {
        if skipped == nil { skipped = BatchArray(0, count: count) }
        skipped?.pointer[group] = Int32(truncatingIfNeeded: number)
      }
    }
    if !(base is BatchRowNode) { base.isShared = true }
    return BatchTieNode(
      column, skipped: skipped, of: base, whenUnknown: whenUnknown, whenAbsent: try fold.result(nothing), slot: slot())
  }

  /// The rows of a source that has the same everywhere, with the row they are read by; nil for others.
  private func freeRows(_ source: RowSource, _ around: Surroundings) -> (rows: BatchRows, row: Row)? {
    let entity: Int
    var chosen: [Int]?
    switch source {
    case .everything(let all): entity = all
    case .noun(let noun):
      entity = noun
      if let ambient = around.ambient {
        guard case .thing(let owner)? = ambient.thing?.kind, !catalog.entity(noun, isBelow: owner) else { return nil }
        chosen = evaluator.rowsInScope(noun)
      } else {
        chosen = around.reachesOut ? evaluator.narrowedRows(noun) : evaluator.rowsInScope(noun)
      }
    default: return nil
    }
    let table = snapshot.table(entity)
    guard evaluator.batchThreshold == 0 || rowsAhead >= table.count / 64 else { return nil }
    let row = tableRow(entity)
    var rows = BatchRows(entity: entity, size: table.count, row: row)
    if let chosen {
      rows.order = chosen.map { Int32($0) }
    } else if table.liveCount != table.count {
      rows.order = snapshot.rows(of: entity).map { Int32($0) }
    }
    return (rows, row)
  }
}

/// Numbers rows by what they refer to: the thing's own row, or one of two numbers behind the last thing for those that
/// refer to nobody knows what and to nobody.
private final class BatchTieGroupNode: BatchNode, @unchecked Sendable {
  private let key: BatchNode
  private let things: Int

  init(_ key: BatchNode, _ things: Int, slot: Int) {
    self.key = key
    self.things = things
    super.init(.thing(0), slot: slot, from: [key])
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let keys = try key.vector(worker).words
    let groups = worker.words(slot)
    let (unknown, absent) = (Int32(things), Int32(things + 1))
    for index in 0..<worker.count {
      let row = keys[index]
      groups[index] = row >= 0 ? row : row == BatchCode.absent32 ? absent : unknown
    }
    return BatchVector(groups)
  }
}

/// Results by the thing rows refer to, looked up for each row's own.
private final class BatchTieNode: BatchNode, @unchecked Sendable {
  private let column: BatchColumn
  private let skipped: BatchArray<Int32>?
  private let base: BatchNode
  private let whenUnknown: BatchScalar
  private let whenAbsent: BatchScalar

  init(
    _ column: BatchColumn, skipped: BatchArray<Int32>?, of base: BatchNode, whenUnknown: BatchScalar,
    whenAbsent: BatchScalar, slot: Int
  ) {
    self.column = column
    self.skipped = skipped
    self.base = base
    self.whenUnknown = whenUnknown
    self.whenAbsent = whenAbsent
    super.init(column.kind, slot: slot, from: [base], counts: skipped != nil)
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let things = try base.vector(worker).words
    let output = BatchOutput(kind, worker, slot)
    for index in 0..<worker.count {
      let row = Int(things[index])
      output.put(
        index, row >= 0 ? column.scalar(row) : row == Int(BatchCode.absent32) ? whenAbsent : whenUnknown)
      if row >= 0, let skipped, worker.mask.map({ $0[index] != 0 }) ?? true {
        worker.skipped += Int(skipped.pointer[row])
      }
    }
    return output.vector
  }
}
