import PlanLang

/// Numbers groups of rows by their keys, in the order they first appear.
final class BatchGrouper {
  private let keys: [BatchNode]
  private let slot: Int
  /// Keys of few possible values are numbered by them directly.
  private let isDirect: Bool
  /// The highest codes that were seen of direct keys.
  private var highest: (UInt8, UInt8) = (0, 0)
  private var known: [[BatchScalar]: Int32] = [:]
  /// The keys of each group; empty where keys number groups directly.
  private(set) var groups: [[BatchScalar]] = []
  private var byRow: [Int32] = []

  init(_ keys: [BatchNode], slot: Int) {
    self.keys = keys
    self.slot = slot
    isDirect = keys.count <= 2 && keys.allSatisfy { $0.kind.width == .byte }
  }

  /// How many numbers groups may have, as far as rows were seen.
  var count: Int {
    guard isDirect else { return groups.count }
    switch keys.count {
    case 0: return 1
    case 1: return Int(highest.0) + 1
    default: return (Int(highest.0) + 1) << 8
    }
  }

  /// Whether all rows make one group.
  var isSingle: Bool { keys.isEmpty }

  /// The numbers of all groups there may be rows of.
  var numbersInUse: [Int] {
    guard isDirect else { return Array(groups.indices) }
    switch keys.count {
    case 0: return [0]
    case 1: return Array(0...Int(highest.0))
    default: return (0...Int(highest.0)).flatMap { high in (0...Int(highest.1)).map { high << 8 | $0 } }
    }
  }

  /// The codes that direct keys have in the rows of the worker's block, the second's as well where there is one; nil where
  /// keys don't number groups directly.
  func codes(_ worker: BatchWorker) throws -> (UnsafePointer<UInt8>, UnsafePointer<UInt8>?)? {
    guard isDirect, let first = try keys.first?.vector(worker).bytes else { return nil }
    highest.0 = BatchGrouper.highest(first, worker.count, highest.0)
    guard keys.count > 1 else { return (first, nil) }
    let second = try keys[1].vector(worker).bytes
    highest.1 = BatchGrouper.highest(second, worker.count, highest.1)
    return (first, second)
  }

  private static func highest(_ codes: UnsafePointer<UInt8>, _ count: Int, _ before: UInt8) -> UInt8 {
    var most = before
    for index in 0..<count { most = max(most, codes[index]) }
    return most
  }

  /// The group of each row of the worker's block.
  func numbers(_ worker: BatchWorker) throws -> UnsafePointer<Int32> {
    let result = worker.words(slot)
    let count = worker.count
    if isDirect {
      switch try codes(worker) {
      case nil: result.update(repeating: 0, count: count)
      case (let codes, nil)?: for index in 0..<count { result[index] = Int32(codes[index]) }
      case (let a, let b?)?: for index in 0..<count { result[index] = Int32(a[index]) << 8 | Int32(b[index]) }
      }
      return UnsafePointer(result)
    }
    let vectors = try keys.map { try $0.vector(worker) }
    if keys.count == 1, keys[0].kind.width == .word {
      let words = vectors[0].words
      for index in 0..<count { result[index] = group(ofWord: words[index]) }
      return UnsafePointer(result)
    }
    let widths = keys.map(\.kind.width)
    for index in 0..<count {
      var key: [BatchScalar] = []
      key.reserveCapacity(vectors.count)
      for (vector, width) in zip(vectors, widths) { key.append(BatchScalar(vector, index, width)) }
      result[index] = group(of: key)
    }
    return UnsafePointer(result)
  }

  /// Things and texts are numbers already: a list by them finds the group.
  private func group(ofWord word: Int32) -> Int32 {
    guard word >= 0 else { return group(of: [BatchScalar(raw: Int64(word))]) }
    let index = Int(word)
    if index >= byRow.count {
      if index > 50_000_000 { return group(of: [BatchScalar(raw: Int64(word))]) }
      byRow += repeatElement(-1, count: max(index + 1 - byRow.count, byRow.count))
    }
    if byRow[index] < 0 { byRow[index] = group(of: [BatchScalar(raw: Int64(word))]) }
    return byRow[index]
  }

  func group(of key: [BatchScalar]) -> Int32 {
    if let number = known[key] { return number }
    let number = Int32(groups.count)
    known[key] = number
    groups.append(key)
    return number
  }

  /// The key of a group.
  func key(_ group: Int) -> [BatchScalar] {
    guard isDirect else { return groups[group] }
    switch keys.count {
    case 0: return []
    case 1: return [BatchScalar(raw: Int64(group))]
    default: return [BatchScalar(raw: Int64(group >> 8)), BatchScalar(raw: Int64(group & 255))]
    }
  }

  /// The number here of another grouper's group.
  func number(of group: Int, from other: BatchGrouper) -> Int {
    guard isDirect else { return Int(self.group(of: other.groups[group])) }
    highest = (max(highest.0, other.highest.0), max(highest.1, other.highest.1))
    return group
  }
}

/// A thread's groups with the aggregates over them.
private final class BatchGroups {
  let grouper: BatchGrouper
  let folds: [BatchFold]
  private var seen: [Bool] = []

  init(_ grouper: BatchGrouper, _ recipes: [BatchFold.Recipe]) {
    self.grouper = grouper
    folds = recipes.map { BatchFold($0) }
    reserve()
  }

  private func reserve() { for fold in folds { fold.reserve(max(grouper.count, 1)) } }

  func add(_ worker: BatchWorker) throws {
    if grouper.isSingle, folds.allSatisfy({ $0.recipe.countsRows }) {
      for fold in folds { fold.addRows(worker.count) }
      return
    }
    if folds.count == 1, folds[0].recipe.countsRows, let (first, second) = try grouper.codes(worker) {
      reserve()
      folds[0].addRows(first, second, worker.count)
      return
    }
    let numbers = try grouper.numbers(worker)
    reserve()
    for fold in folds { try fold.add(numbers, worker) }
  }

  func merge(_ part: BatchGroups) throws {
    for group in part.grouper.numbersInUse where !part.isEmpty(group) {
      let own = grouper.number(of: group, from: part.grouper)
      reserve()
      for (fold, other) in zip(folds, part.folds) { try fold.merge(other, group, into: own) }
    }
  }

  /// Whether no row belongs to a group: the first fold counts them.
  func isEmpty(_ group: Int) -> Bool { (try? folds[0].result(group).raw == 0) ?? true }
}

extension BatchExecutor {
  /// An expression over a group: an aggregate, or operations on aggregates done group by group.
  private struct GroupColumn {
    let expression: Expression
    /// The recipes of its aggregates, by their number in the fold list.
    var folds: [Int] = []
  }

  private static let rowCount = BatchFold.Recipe(
    function: .count, threshold: 0, filter: nil, value: nil, kind: .number, empty: BatchScalar(raw: 0))

  func grouped(_ keys: [ColumnDefinition], _ aggregates: [ColumnDefinition], _ rows: BatchRows) throws -> [Frame]? {
    let around = surroundings(rows.row)
    var recipes = [BatchExecutor.rowCount]
    let prepared = try compiled { () -> ([BatchNode], [GroupColumn]) in
      let nodes = try keys.map { key in try self.compiler.compile(key.value, around) }
      let columns = try aggregates.map { try self.groupColumn($0.value, around, &recipes) }
      return (nodes, columns)
    }
    guard let (nodes, columns) = prepared, !recipes.contains(where: { $0.operands.contains { $0.counts } }) else {
      return nil
    }
    let groups = try self.groups(nodes, recipes, rows)
    let texts = compiler.texts
    var numbers: [[Value]: Int] = [:]
    var order: [[Value]] = []
    for group in groups.grouper.numbersInUse where keys.isEmpty || !groups.isEmpty(group) {
      let key = zip(groups.grouper.key(group), nodes).map { $0.value($1.kind, texts) }
      numbers[key] = group
      order.append(key)
    }
    return try StepRunner(evaluator: evaluator).sortedKeys(order).map { key in
      let group = numbers[key] ?? 0
      return Frame(columns: key + (try columns.map { try value($0, group, groups, recipes, texts) }))
    }
  }

  func matrix(_ step: QueryStep, _ rows: BatchRows) throws -> ([Frame], RowShape)? {
    guard case .matrix(let row, let column, let cell, _) = step else { return nil }
    let around = surroundings(rows.row)
    var recipes = [BatchExecutor.rowCount]
    let prepared = try compiled { () -> ([BatchNode], GroupColumn?) in
      let nodes = [try self.compiler.compile(row.value, around), try self.compiler.compile(column, around)]
      return (nodes, try cell.map { try self.groupColumn($0, around, &recipes) })
    }
    guard let (nodes, cellColumn) = prepared, !recipes.contains(where: { $0.operands.contains { $0.counts } }) else {
      return nil
    }
    let groups = try self.groups(nodes, recipes, rows)
    let texts = compiler.texts
    var rowKeys: [Value] = []
    var cells: [Value: [Value: Int]] = [:]
    var columnKeys: Set<Value> = []
    for group in groups.grouper.numbersInUse where !groups.isEmpty(group) {
      let key = groups.grouper.key(group)
      let (r, c) = (key[0].value(nodes[0].kind, texts), key[1].value(nodes[1].kind, texts))
      if cells[r] == nil { rowKeys.append(r) }
      cells[r, default: [:]][c] = group
      columnKeys.insert(c)
    }
    return try StepRunner(evaluator: evaluator).grid(step, rowKeys, columnKeys) { r, c in
      guard let group = cells[r]?[c] else { return nil }
      if let cellColumn { return try value(cellColumn, group, groups, recipes, texts) }
      return try groups.folds[0].result(group).value(.number, texts)
    }
  }

  private func groups(_ keys: [BatchNode], _ recipes: [BatchFold.Recipe], _ rows: BatchRows) throws -> BatchGroups {
    let slot = compiler.slot()
    let parts = try scan(rows, { BatchGroups(BatchGrouper(keys, slot: slot), recipes) }) { worker, groups in
      try groups.add(worker)
    }
    for part in parts.dropFirst() { try parts[0].merge(part) }
    return parts[0]
  }

  /// Takes an expression over a group apart into aggregates and what is done with them.
  private func groupColumn(
    _ expression: Expression, _ around: BatchCompiler.Surroundings, _ recipes: inout [BatchFold.Recipe]
  ) throws -> GroupColumn {
    var column = GroupColumn(expression: expression)
    try collect(expression, around, &column, &recipes)
    return column
  }

  private func collect(
    _ expression: Expression, _ around: BatchCompiler.Surroundings, _ column: inout GroupColumn,
    _ recipes: inout [BatchFold.Recipe]
  ) throws {
    switch expression.kind {
    case .aggregate(let aggregate):
      guard case .group = aggregate.source else { throw BatchRefusal() }
      var inside = around
      // Further out stands the group's first row, which is not known yet.
      inside.rows.append(.opaque)
      recipes.append(try compiler.recipe(aggregate, expression.type, inside))
      column.folds.append(recipes.count - 1)
    case .rowCount(.group): column.folds.append(0)
    case .arithmetic(_, let a, let b), .compare(_, let a, let b):
      try collect(a, around, &column, &recipes)
      try collect(b, around, &column, &recipes)
    case .negate(let a), .fraction(let a): try collect(a, around, &column, &recipes)
    default:
      let nothing = BatchCompiler.Surroundings(rows: [], ambient: nil)
      guard try compiler.fixedValue(expression, nothing) != nil else { throw BatchRefusal() }
    }
  }

  private func value(
    _ column: GroupColumn, _ group: Int, _ groups: BatchGroups, _ recipes: [BatchFold.Recipe], _ texts: BatchTexts
  ) throws -> Value {
    var values: [Value] = []
    for fold in column.folds {
      counters.skipped += groups.folds[fold].skipped(group)
      values.append(try groups.folds[fold].result(group).value(recipes[fold].kind, texts))
    }
    switch column.expression.kind {
    case .aggregate, .rowCount: return values[0]
    default:
      var rest = values[...]
      return try evaluator.evaluate(filled(column.expression, &rest))
    }
  }

  /// An expression with its aggregates' results in their places, in the order they were taken out.
  private func filled(_ expression: Expression, _ values: inout ArraySlice<Value>) -> Expression {
    let kind: Expression.Kind
    switch expression.kind {
    case .aggregate, .rowCount: kind = .constant(values.popFirst() ?? .unknown)
    case .arithmetic(let op, let a, let b):
      let left = filled(a, &values)
      kind = .arithmetic(op, left, filled(b, &values))
    case .compare(let op, let a, let b):
      let left = filled(a, &values)
      kind = .compare(op, left, filled(b, &values))
    case .negate(let a): kind = .negate(filled(a, &values))
    case .fraction(let a): kind = .fraction(filled(a, &values))
    default: return expression
    }
    return Expression(kind, expression.type, expression.range)
  }
}
