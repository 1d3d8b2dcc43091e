import PlanLang

extension BatchExecutor {
  /// The rows' order by sort keys, or its first `limit` rows; nil where a key is none for batches.
  func sorted(_ keys: [(key: Expression, descending: Bool)], _ rows: BatchRows, _ limit: Int?) throws -> [Int32]? {
    let around = surroundings(rows.row)
    let nodes = try compiled { try keys.map { key in try self.sortKey(key.key, around) } }
    guard let nodes else { return nil }
    let columns = try materialized(nodes, rows)
    var numbers: [[Int64]] = []
    var currencyKeys: [Int: (column: BatchColumn, key: Expression)] = [:]
    for (column, key) in zip(columns, keys) {
      let own = try self.numbers(column, rows.count, descending: key.descending)
      if own.count > 1 { currencyKeys[numbers.count] = (column, key.key) }
      numbers += own
    }
    let order = try BatchExecutor.order(numbers, rows.count, limit)
    if !currencyKeys.isEmpty {
      for (a, b) in zip(order, order.dropFirst()) {
        guard let first = numbers.indices.first(where: { numbers[$0][Int(a)] != numbers[$0][Int(b)] }),
          let (column, key) = currencyKeys[first]
        else { continue }
        let currencies = [a, b].map { column.scalar(Int($0)) }.filter { !$0.isUnknown(.money) && !$0.isAbsent(.money) }
          .map { Currency(index: $0.currency) }
        if currencies.count == 2 { evaluator.warn(StepRunner.ordersCurrencies(currencies[0], currencies[1], key)) }
      }
    }
    return rows.order.map { old in order.map { old[Int($0)] } } ?? order
  }

  /// Things sort by their labels.
  private func sortKey(_ expression: Expression, _ around: BatchCompiler.Surroundings) throws -> BatchNode {
    if case .entity = expression.type {
      return try compiler.compile(Expression(.label(expression), .text, expression.range), around)
    }
    let node = try compiler.compile(expression, around)
    if case .thing = node.kind { throw BatchRefusal() }
    return compiler.codes(node)
  }

  /// A column as lists of numbers whose ascending order is the rows': unknown last and none before it.
  private func numbers(_ column: BatchColumn, _ count: Int, descending: Bool) throws -> [[Int64]] {
    let kind = column.kind
    var ranks: [Int64: Int64] = [:]
    if kind == .text {
      let texts = compiler.texts
      let used = Array(Set((0..<count).map { column.scalar($0).raw }).filter { $0 >= 0 })
      let order = try TextOrder.sortedPositions(used.map { texts[Int($0)] })
      for (rank, position) in order.enumerated() { ranks[used[position]] = Int64(rank) }
    }
    var result = [Int64](repeating: 0, count: count)
    var currencies: Set<UInt8> = []
    for index in 0..<count {
      let scalar = column.scalar(index)
      if scalar.isUnknown(kind) {
        result[index] = .max
      } else if scalar.isAbsent(kind) {
        result[index] = .max - 1
      } else {
        let number: Int64
        switch kind {
        case .text: number = ranks[scalar.raw] ?? 0
        case .period:
          let period = BatchScalar.period(scalar.raw)
          number = Int64(period.start.days) << 8 | Int64(period.kind.rawValue)
        // A month counts as 30.4375 days, which is 487 sixteenths.
        case .duration:
          let duration = BatchScalar.duration(scalar.raw)
          number = Int64(duration.months) * 487 + Int64(duration.days) * 16
        default: number = scalar.raw
        }
        result[index] = descending ? ~number : number
        if result[index] >= .max - 1 { throw BatchRefusal() }
        if kind == .money { currencies.insert(scalar.currency) }
      }
    }
    guard currencies.subtracting([BatchCode.noCurrency]).count > 1 else { return [result] }
    // A plain 0 among several currencies has no one place.
    if currencies.contains(BatchCode.noCurrency) { throw BatchRefusal() }
    var first = result
    for index in 0..<count where result[index] < .max - 1 {
      let currency = Int64(column.scalar(index).currency)
      first[index] = descending ? ~currency : currency
    }
    return [first, result]
  }

  /// The positions in ascending order of the numbers, equal ones as they stood.
  private static func order(_ keys: [[Int64]], _ count: Int, _ limit: Int?) throws -> [Int32] {
    guard let first = keys.first else { return (0..<Int32(count)).map { $0 } }
    func precedes(_ a: Int32, _ b: Int32) -> Bool {
      for key in keys {
        let (x, y) = (key[Int(a)], key[Int(b)])
        if x != y { return x < y }
      }
      return a < b
    }
    guard let limit, limit < count / 8 else {
      var order: [Int32]
      if keys.count == 1 {
        var pairs = first.enumerated().map { (key: $1, position: Int32($0)) }
        try StoppableSort.sort(&pairs) { $0.key != $1.key ? $0.key < $1.key : $0.position < $1.position }
        order = pairs.map(\.position)
      } else {
        order = (0..<Int32(count)).map { $0 }
        try StoppableSort.sort(&order, by: precedes)
      }
      if let limit, limit < count { order.removeLast(count - limit) }
      return order
    }
    guard limit > 0 else { return [] }
    // The best so far, in order; most rows do not come before the last of them.
    var best: [Int32] = []
    best.reserveCapacity(limit * 2 + 1)
    var bound: Int32?
    for position in 0..<Int32(count) {
      if let bound, !precedes(position, bound) { continue }
      best.append(position)
      if best.count >= limit * 2 {
        best.sort(by: precedes)
        best.removeLast(best.count - limit)
        bound = best.last
      }
    }
    best.sort(by: precedes)
    if best.count > limit { best.removeLast(best.count - limit) }
    return best
  }
}
