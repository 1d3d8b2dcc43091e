import PlanLang

/// An expression no other node knows, computed row by row by the row evaluator, each thread with one of its own.
///
/// One part of a query that is unusual does not make the rest of it slow.
final class BatchRowwiseNode: BatchNode, @unchecked Sendable {
  /// A row around the expression, as far as it is read.
  struct Row {
    let thing: BatchNode?
    let columns: [BatchNode]
  }
  private let expression: Expression
  private let base: Evaluator
  /// What stands around all rows.
  private let place: Evaluator.Place
  /// Outermost first.
  private let rows: [Row]
  private let ambient: BatchNode?
  private let locals: [(slot: Int, node: BatchNode)]

  init(
    _ kind: BatchKind, _ expression: Expression, _ base: Evaluator, at place: Evaluator.Place, rows: [Row],
    ambient: BatchNode?, locals: [(slot: Int, node: BatchNode)], counts: Bool, slot: Int
  ) {
    self.expression = expression
    self.base = base
    self.place = place
    self.rows = rows
    self.ambient = ambient
    self.locals = locals
    let operands = rows.flatMap { ($0.thing.map { [$0] } ?? []) + $0.columns } + locals.map(\.node)
    super.init(
      kind, slot: slot, from: operands + (ambient.map { [$0] } ?? []), mayFail: true, counts: counts, isCostly: true)
  }

  private struct Values {
    let kind: BatchKind
    let vector: BatchVector
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let mask = worker.mask
    func values(_ node: BatchNode) throws -> Values { Values(kind: node.kind, vector: try node.vector(worker)) }
    let things = try rows.map { try $0.thing.map(values) }
    let columns = try rows.map { try $0.columns.map(values) }
    let around = try ambient.map(values)
    let arguments = try locals.map { (slot: $0.slot, values: try values($0.node)) }
    let evaluator = worker.rowEvaluator(like: base)
    let texts = BatchTexts(lookingUpIn: base.snapshot.pool)
    func value(_ values: Values, _ index: Int) -> Value {
      BatchScalar(values.vector, index, values.kind.width).value(values.kind, texts)
    }
    func thing(_ values: Values?, _ index: Int) -> ThingReference? {
      guard let values, case .thing(let thing) = value(values, index) else { return nil }
      return thing
    }
    let before = evaluator.counters
    let output = BatchOutput(kind, worker, slot)
    for index in 0..<worker.count {
      if let mask, mask[index] == 0 {
        output.put(index, .unknown(kind))
        continue
      }
      var place = place
      for (row, columns) in zip(things, columns) {
        place.frames.append(Frame(thing: thing(row, index), columns: columns.map { value($0, index) }))
      }
      if let around { place.ambient = thing(around, index) }
      for argument in arguments { place.locals[argument.slot] = Frame(columns: [value(argument.values, index)]) }
      output.put(index, try scalar(try result(evaluator, place)))
    }
    try evaluator.work.passOn()
    let after = evaluator.counters
    // What a check leaves out counts once in a statement, which a thread can't know.
    if after.checks.count != before.checks.count { throw BatchRefusal() }
    worker.leftOut += after.leftOut - before.leftOut
    worker.skipped += after.skipped - before.skipped
    return output.vector
  }

  /// What goes wrong here is for the row evaluator to tell, in the order of the rows.
  private func result(_ evaluator: Evaluator, _ place: Evaluator.Place) throws -> Value {
    do {
      let value = try evaluator.evaluate(expression, at: place)
      if evaluator.hasWarned { throw BatchRefusal() }
      return value
    } catch let problem as Diagnostic {
      if problem.code == .interrupted || problem.code == .stepBudget { throw problem }
      throw BatchRefusal()
    }
  }

  private func scalar(_ value: Value) throws -> BatchScalar {
    switch (value, kind) {
    case (.unknown, _): return .unknown(kind)
    case (.absent, _): return .absent(kind)
    case (.text(let text), .text): return BatchScalar(raw: Int64(base.snapshot.pool.number(of: text)))
    case (.number(0), .money): return BatchScalar(raw: 0, currency: BatchCode.noCurrency)
    default:
      guard let (found, scalar) = BatchScalar.of(value, base.snapshot.pool), found == kind else { throw BatchRefusal() }
      return scalar
    }
  }
}

extension BatchCompiler {
  /// A node that computes an expression row by row; nil where what it reads is out of reach or has no vector.
  func rowwise(_ expression: Expression, _ around: Surroundings) -> BatchNode? {
    guard let kind = kind(of: expression.type) else { return nil }
    let reach = ExpressionReach(expression)
    guard reach.isKnown, around.reachesOut || reach.locals.allSatisfy({ around.locals[$0] != nil }) else { return nil }
    var place = Evaluator.Place()
    if around.reachesOut {
      place = evaluator.place
    } else if reach.readsRows > around.rows.count || reach.readsColumns > around.rows.count {
      return nil
    }
    var rows: [BatchRowwiseNode.Row] = []
    for (depth, row) in around.rows.enumerated() {
      let isRead = (thing: depth < reach.readsRows, columns: depth < reach.readsColumns)
      if row.isOpaque, isRead.thing && row.thing == nil || isRead.columns { return nil }
      rows.append(.init(thing: isRead.thing ? row.thing : nil, columns: isRead.columns ? row.columns : []))
    }
    var ambient: BatchNode?
    if reach.readsSurroundings {
      if let row = around.ambient {
        guard let thing = row.thing else { return nil }
        ambient = thing
      }
    }
    if !around.reachesOut { place.ambient = nil }
    let locals = around.locals.filter { reach.locals.contains($0.key) }.map { (slot: $0.key, node: $0.value) }.sorted {
      $0.slot < $1.slot
    }
    let read = rows.flatMap { ($0.thing.map { [$0] } ?? []) + $0.columns } + locals.map(\.node)
    for node in read + (ambient.map { [$0] } ?? []) where !(node is BatchRowNode) { node.isShared = true }
    return BatchRowwiseNode(
      kind, expression, evaluator, at: place, rows: rows.reversed(), ambient: ambient, locals: locals,
      counts: reach.mayCount, slot: slot())
  }

  private func kind(of type: ValueType) -> BatchKind? {
    switch type {
    case .yesNo, .outcome: .yesNo
    case .scale(let id): catalog.scales[id].values.count < 250 ? .code : nil
    case .number, .integer: .number
    case .percent: .percent
    case .money: .money
    case .date: .date
    case .period: .period
    case .duration: .duration
    case .text: .text
    case .entity(let entity): .thing(entity)
    case .set, .absent, .invalid: nil
    }
  }
}
