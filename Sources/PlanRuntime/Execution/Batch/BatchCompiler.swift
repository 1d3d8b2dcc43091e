import PlanLang

/// Turns expressions into nodes that compute them for many rows at once; throws `BatchRefusal` at what it does not know.
///
/// Belongs to one statement: it keeps owner lists and texts, and hands out scratch slots.
final class BatchCompiler {
  let evaluator: Evaluator
  private(set) var slots = 0
  private var owners: [Pair: BatchArray<Int32>] = [:]
  private var knownTexts: BatchTexts?
  /// How many rows, at most, the expressions compiled next are for.
  var rowsAhead = 0

  private struct Pair: Hashable {
    let entity: Int
    let owner: Int
  }

  init(_ evaluator: Evaluator) { self.evaluator = evaluator }

  var catalog: Catalog { evaluator.catalog }
  var snapshot: Snapshot { evaluator.snapshot }
  /// The texts by number.
  var texts: BatchTexts {
    if let knownTexts { return knownTexts }
    let all = BatchTexts(snapshot.pool)
    knownTexts = all
    return all
  }

  /// Whether so many rows are asked about things of an entity that computing all of them is cheaper than one by one.
  func isWorthwhile(_ owner: Int) -> Bool {
    evaluator.batchThreshold == 0 || rowsAhead >= snapshot.table(owner).count / 64
  }

  func slot() -> Int {
    slots += 1
    return slots - 1
  }

  // MARK: What stands around an expression

  /// A row around an expression, as nodes.
  struct Row {
    /// The thing the row stands for; nil where it stands for none or nobody can say here which.
    var thing: BatchNode?
    /// Whether every row has its thing.
    var isSure = false
    var columns: [BatchNode] = []
    /// Whether something is known of this row outside that no node can say.
    var isOpaque = false

    static let opaque = Row(thing: nil, isOpaque: true)
  }

  struct Surroundings {
    /// Innermost first.
    var rows: [Row]
    /// By what nouns of definitions are narrowed; an opaque row where that can't be said.
    var ambient: Row?
    var locals: [Int: BatchNode] = [:]
    /// Whether the evaluator's own frames stand further out.
    var reachesOut = true
  }

  /// The row a scan over an entity's table stands at.
  func tableRow(_ entity: Int) -> Row { Row(thing: BatchRowNode(.thing(entity), slot: slot()), isSure: true) }

  // MARK: Constants

  func constant(_ value: Value) throws -> BatchNode {
    if case .text(let text) = value {
      let number = snapshot.pool.number(of: text)
      return BatchConstantNode(.text, BatchScalar(raw: Int64(number)), slot: slot())
    }
    guard let (kind, scalar) = BatchScalar.of(value, snapshot.pool) else { throw BatchRefusal() }
    return BatchConstantNode(kind, scalar, slot: slot())
  }

  /// The value of an expression that is the same in every row, or nil.
  func fixedValue(_ expression: Expression, _ around: Surroundings) throws -> Value? {
    guard isFixed(expression, around) else { return nil }
    // What goes wrong here goes wrong only if there are rows; the row evaluator knows.
    do { return try evaluator.evaluate(expression) } catch { throw BatchRefusal() }
  }

  private func isFixed(_ expression: Expression, _ around: Surroundings) -> Bool {
    switch expression.kind {
    case .constant, .setting: true
    case .scopeThing, .thing: true
    case .local(let slot), .localColumn(let slot, _): around.reachesOut && around.locals[slot] == nil
    case .call(.today, _): true
    case .call(let function, let items): function != .under && items.allSatisfy { isFixed($0, around) }
    case .list(let items): items.allSatisfy { isFixed($0, around) }
    case .not(let a), .negate(let a), .fraction(let a), .test(_, let a): isFixed(a, around)
    case .arithmetic(_, let a, let b), .compare(_, let a, let b), .and(let a, let b), .or(let a, let b),
      .coalesce(let a, let b):
      isFixed(a, around) && isFixed(b, around)
    default: false
    }
  }

  // MARK: Expressions

  /// A node for an expression; what has none of its own kind is computed row by row.
  func compile(_ expression: Expression, _ around: Surroundings) throws -> BatchNode {
    do { return try direct(expression, around) } catch let refusal as BatchRefusal {
      guard let node = rowwise(expression, around) else { throw refusal }
      return node
    }
  }

  private func direct(_ expression: Expression, _ around: Surroundings) throws -> BatchNode {
    switch expression.kind {
    case .list: throw BatchRefusal()
    default:
      if let value = try fixedValue(expression, around) { return try constant(value) }
    }
    switch expression.kind {
    case .row(let depth):
      if depth < around.rows.count {
        guard let thing = around.rows[depth].thing else {
          if around.rows[depth].isOpaque { throw BatchRefusal() }
          return try constant(.unknown)
        }
        return thing
      }
      return try constant(outerFrame(depth, around).thing.map { .thing($0) } ?? .unknown)
    case .column(let depth, let index):
      if depth < around.rows.count {
        guard !around.rows[depth].isOpaque else { throw BatchRefusal() }
        return index < around.rows[depth].columns.count ? around.rows[depth].columns[index] : try constant(.unknown)
      }
      let columns = try outerFrame(depth, around).columns
      return try constant(index < columns.count ? columns[index] : .unknown)
    case .local(let slot):
      guard let node = around.locals[slot] else { throw BatchRefusal() }
      return node
    case .field(let base, let entity, let field): return try self.field(try compile(base, around), entity, field)
    case .formula(let base, let entity, let field):
      return try formula(try compile(base, around), entity, field, isSure: isSure(base, around))
    case .label(let base): return try label(try compile(base, around))
    case .ancestor(let base, let entity): return try ancestor(try compile(base, around), entity)
    case .not(let operand):
      return BatchByteNode(.truth, try truth(operand, around), slot: slot()) { 2 &- $0 }
    case .and(let left, let right):
      return BatchConnectiveNode(isAnd: true, try truth(left, around), try truth(right, around), slot: slot())
    case .or(let left, let right):
      return BatchConnectiveNode(isAnd: false, try truth(left, around), try truth(right, around), slot: slot())
    case .negate(let operand): return try negated(try compile(operand, around))
    case .fraction(let operand):
      let node = try compile(operand, around)
      return node.kind == .number ? BatchRelabelNode(.percent, node, slot: slot()) : node
    case .arithmetic(let op, let left, let right):
      var (a, b) = (try compile(left, around), try compile(right, around))
      if op == .add || op == .subtract || op == .divide { (a, b) = try matched(a, b, forArithmetic: true) }
      guard let node = BatchArithmeticNode(op, a, b, slot: slot()) else { throw BatchRefusal() }
      return node
    case .compare(let op, let left, let right):
      return try compare(op, try compile(left, around), try compile(right, around))
    case .matches(let left, let right): return try matches(try compile(left, around), try compile(right, around))
    case .test(let test, let operand): return try self.test(test, operand, around)
    case .isIn(let item, let list): return try isIn(try compile(item, around), list, around)
    case .isBetween(let item, let low, let high):
      let value = try compile(item, around)
      value.isShared = true
      return BatchConnectiveNode(
        isAnd: true, try compare(.greaterEqual, value, try compile(low, around)),
        try compare(.lessEqual, value, try compile(high, around)),
        slot: slot())
    case .conditional(let test, let yes, let no):
      let (a, b) = try matched(try compile(yes, around), try compile(no, around))
      return BatchChoiceNode(try truth(test, around), a, b, slot: slot())
    case .coalesce(let left, let right):
      let (a, b) = try matched(try compile(left, around), try compile(right, around))
      return BatchChoiceNode(nil, a, b, slot: slot())
    case .call(let function, let arguments): return try call(function, arguments, expression, around)
    case .apply(let id, let arguments):
      guard let body = evaluator.definitions.body(ofDefinition: id) else { throw BatchRefusal() }
      var inside = Surroundings(rows: [], reachesOut: false)
      for (slot, argument) in arguments.enumerated() {
        let node = try compile(argument, around)
        if node.counts || node.mayFail { throw BatchRefusal() }
        node.isShared = true
        inside.locals[slot] = node
      }
      return try compile(body, inside)
    case .aggregate(let aggregate): return try childAggregate(aggregate, expression, around)
    case .rowCount(let source):
      let count = Aggregate(function: .count, source: source, value: nil, filter: nil)
      return try childAggregate(count, expression, around)
    default: throw BatchRefusal()
    }
  }

  /// A node whose values are the logic's.
  func truth(_ expression: Expression, _ around: Surroundings) throws -> BatchNode {
    try truth(try compile(expression, around))
  }

  func truth(_ node: BatchNode) throws -> BatchNode {
    switch node.kind {
    case .truth: return node
    case .yesNo:
      return BatchByteNode(.truth, node, slot: slot()) {
        $0 == 2 ? BatchCode.yes : $0 == 1 ? BatchCode.no : BatchCode.open
      }
    // Whatever is no yes and no no counts as unknown.
    case .nothing:
      // It may count unknowns all the same, which must not get lost.
      if node.counts { throw BatchRefusal() }
      return BatchConstantNode(.truth, .unknown(.truth), slot: slot())
    default: throw BatchRefusal()
    }
  }

  /// The logic's values as a column holds them.
  func codes(_ node: BatchNode) -> BatchNode {
    guard node.kind == .truth else { return node }
    return BatchByteNode(.yesNo, node, slot: slot()) { $0 == BatchCode.yes ? 2 : $0 == BatchCode.no ? 1 : 0 }
  }

  private func outerFrame(_ depth: Int, _ around: Surroundings) throws -> Frame {
    let index = evaluator.frames.count - 1 - (depth - around.rows.count)
    guard around.reachesOut, evaluator.frames.indices.contains(index) else { throw BatchRefusal() }
    return evaluator.frames[index]
  }

  func isSure(_ base: Expression, _ around: Surroundings) -> Bool {
    if case .row(let depth) = base.kind, depth < around.rows.count { return around.rows[depth].isSure }
    return false
  }

  // MARK: Facts of things

  func field(_ base: BatchNode, _ entity: Int, _ field: Int) throws -> BatchNode {
    if base.kind == .nothing { return base }
    guard base.kind == .thing(entity), let column = snapshot.table(entity).columns[field] else { throw BatchRefusal() }
    let row = base is BatchRowNode ? nil : base
    let kind: BatchKind
    let source: BatchGatherNode.Source
    switch (column.storage, column.type) {
    case (.codes(let array), .scale(let id)):
      guard catalog.scales[id].values.count < 250 else { throw BatchRefusal() }
      (kind, source) = (.code, .bytes(BatchReader(array)))
    case (.codes(let array), _): (kind, source) = (.yesNo, .bytes(BatchReader(array)))
    case (.narrow(let array), .entity(let target)): (kind, source) = (.thing(target), .words(BatchReader(array)))
    case (.narrow(let array), _): (kind, source) = (.date, .words(BatchReader(array)))
    case (.wide(let array), .percent): (kind, source) = (.percent, .longs(BatchReader(array)))
    case (.wide(let array), .duration): (kind, source) = (.duration, .longs(BatchReader(array)))
    case (.wide(let array), .period): (kind, source) = (.period, .longs(BatchReader(array)))
    case (.wide(let array), _): (kind, source) = (.number, .longs(BatchReader(array)))
    case (.money(let amounts, let codes), _):
      (kind, source) = (.money, .money(BatchReader(amounts), BatchReader(codes)))
    case (.texts(let array), _): (kind, source) = (.text, .texts(BatchReader(array)))
    case (.sets, _): throw BatchRefusal()
    }
    return BatchGatherNode(kind, source, of: row, alive: alive(entity), slot: slot())
  }

  /// Which rows are there, where some are not.
  private func alive(_ entity: Int) -> BatchReader<UInt8>? {
    let table = snapshot.table(entity)
    return table.liveCount == table.count ? nil : BatchReader(table.alive)
  }

  private func formula(_ base: BatchNode, _ entity: Int, _ field: Int, isSure: Bool) throws -> BatchNode {
    if base.kind == .nothing { return base }
    guard base.kind == .thing(entity), let body = evaluator.definitions.formula(entity: entity, field: field) else {
      throw BatchRefusal()
    }
    if !(base is BatchRowNode) { base.isShared = true }
    let row = Row(thing: base, isSure: isSure)
    let node = try compile(body, Surroundings(rows: [row], ambient: row, reachesOut: false))
    if isSure { return node }
    // Without its thing a formula is not computed at all, so it must neither fail nor count there.
    if node.mayFail || node.counts || node.kind == .nothing { throw BatchRefusal() }
    return BatchGuardNode(base, codes(node), slot: slot())
  }

  private func label(_ base: BatchNode) throws -> BatchNode {
    guard case .thing(let entity) = base.kind, catalog.entities[entity].isNamed else { throw BatchRefusal() }
    // A name is kept for removed things as well, so they need no looking at.
    return BatchGatherNode(
      .text, .names(BatchReader(snapshot.table(entity).names)), of: base is BatchRowNode ? nil : base, slot: slot())
  }

  func ancestor(_ base: BatchNode, _ entity: Int) throws -> BatchNode {
    if base.kind == .nothing { return base }
    guard case .thing(let own) = base.kind else { throw BatchRefusal() }
    if own == entity { return base }
    guard catalog.entity(own, isBelow: entity) else { throw BatchRefusal() }
    let list = try ownerRows(of: own, owner: entity)
    return BatchGatherNode(
      .thing(entity), .words(list.reader), of: base is BatchRowNode ? nil : base, owner: list, slot: slot())
  }

  /// For each row of an entity's table the row of the thing of another entity it stands in, at any depth.
  func ownerRows(of entity: Int, owner: Int) throws -> BatchArray<Int32> {
    let key = Pair(entity: entity, owner: owner)
    if let known = owners[key] { return known }
    guard !isCircular(entity) else { throw BatchRefusal() }
    let table = snapshot.table(entity)
    let result = BatchArray<Int32>(BatchCode.unknown32, count: table.count)
    var above: [Int: BatchArray<Int32>] = [:]
    for parent in catalog.entities[entity].parents where parent != owner && catalog.entity(parent, isBelow: owner) {
      above[parent] = try ownerRows(of: parent, owner: owner)
    }
    var base = 0
    // Neighbours mostly have a parent of one kind: its list is looked up when another kind comes.
    var kind = -1
    var list: UnsafeMutablePointer<Int32>?
    withExtendedLifetime(above) {
      for (entities, rows) in zip(table.parentEntity.chunks, table.parentRow.chunks) {
        for index in entities.indices {
          let parent = Int(entities[index])
          if parent == owner {
            result.pointer[base + index] = rows[index]
          } else if parent >= 0 {
            if parent != kind { (kind, list) = (parent, above[parent]?.pointer) }
            if let list { result.pointer[base + index] = list[Int(rows[index])] }
          }
        }
        base += entities.count
      }
    }
    owners[key] = result
    return result
  }

  /// Whether things of an entity may stand, at some depth, in things of the same entity.
  func isCircular(_ entity: Int) -> Bool {
    var seen: Set<Int> = []
    var open = catalog.entities[entity].parents
    while let next = open.popLast() {
      if next == entity { return true }
      if seen.insert(next).inserted { open += catalog.entities[next].parents }
    }
    return false
  }

  /// How many members a stored set has.
  func setCount(_ expression: Expression, _ around: Surroundings) throws -> BatchNode {
    guard case .field(let base, let entity, let field) = expression.kind else { throw BatchRefusal() }
    let owner = try compile(base, around)
    guard owner.kind == .thing(entity), let column = snapshot.table(entity).columns[field],
      case .sets(let array) = column.storage
    else {
      throw BatchRefusal()
    }
    return BatchSetCountNode(
      BatchReader(array), of: owner is BatchRowNode ? nil : owner, alive: alive(entity), slot: slot())
  }
}
