import PlanLang

/// Runs one step of a query over its rows.
struct StepRunner {
  let evaluator: Evaluator
  /// Whether shown rows remember their things, to be arranged in a tree.
  var keepsThings = false

  func run(_ step: QueryStep, _ frames: [Frame]) throws -> [Frame] {
    switch step {
    case .filter(let condition): return try filter(.frames(frames), condition).frames
    case .project(let definitions, let windows): return try columns(definitions, windows, frames, extends: false)
    case .extend(let definitions, let windows): return try columns(definitions, windows, frames, extends: true)
    case .sort(let keys): return try sort(keys, frames)
    case .take(let amount): return Array(frames.prefix(try number(amount, of: frames.count)))
    case .skip(let amount): return Array(frames.dropFirst(try number(amount, of: frames.count)))
    case .distinct:
      var seen: Set<Frame> = []
      return try frames.filter { frame in
        try evaluator.pulse()
        return seen.insert(frame).inserted
      }
    case .group(let keys, let aggregates): return try group(keys, aggregates, frames)
    case .children(let entity):
      var seen: Set<ThingReference> = []
      var result: [Frame] = []
      for case let thing? in frames.map(\.thing) {
        try evaluator.pulse()
        for row in evaluator.descendants(of: thing, entity) {
          let child = ThingReference(entity: entity, row: row)
          if seen.insert(child).inserted { result.append(Frame(thing: child)) }
        }
      }
      return result
    case .parent(let entity):
      var seen: Set<ThingReference> = []
      return try frames.compactMap { frame in
        try evaluator.pulse()
        guard let thing = frame.thing, let owner = evaluator.snapshot.ancestor(thing, entity: entity),
          seen.insert(owner).inserted
        else { return nil }
        return Frame(thing: owner)
      }
    case .reference(let value, _):
      var seen: Set<ThingReference> = []
      var result: [Frame] = []
      for frame in frames {
        try evaluator.pulse()
        let found = try evaluator.withFrame(frame) { try evaluator.evaluate(value) }
        let members: [Value] = if case .values(let values) = found { values } else { [found] }
        for case .thing(let thing) in members where evaluator.snapshot.isAlive(thing) && seen.insert(thing).inserted {
          result.append(Frame(thing: thing))
        }
      }
      return result
    case .matrix, .set, .remove: return frames
    }
  }

  /// The rows for which a condition holds.
  func filter(_ rows: RowList, _ condition: Expression) throws -> RowList {
    var index = 0
    switch rows {
    case .things(let entity, let things):
      var kept: [Int] = []
      kept.reserveCapacity(things.count)
      try evaluator.forEachRow(rows) {
        if try holds(condition) { kept.append(things[index]) }
        index += 1
        return true
      }
      return .things(entity: entity, kept)
    case .frames(let frames):
      var kept: [Frame] = []
      try evaluator.forEachRow(rows) {
        if try holds(condition) { kept.append(frames[index]) }
        index += 1
        return true
      }
      return .frames(kept)
    }
  }

  /// Whether a condition holds in the innermost row; where that is unknown the row is counted as left out.
  private func holds(_ condition: Expression) throws -> Bool {
    let truth = try evaluator.evaluate(condition).truth
    if truth == nil { evaluator.noteLeftOut() }
    return truth == true
  }

  /// Whether a step leaves the columns as they are.
  static func keepsShape(_ step: QueryStep) -> Bool {
    switch step {
    case .filter, .sort, .take, .skip, .distinct: true
    default: false
    }
  }

  /// Whether nothing of a type is 0 of it.
  private static func isAddable(_ type: ValueType) -> Bool {
    switch type {
    case .number, .integer, .money, .percent: true
    default: false
    }
  }

  func number(_ amount: Expression, of count: Int) throws -> Int {
    switch try evaluator.evaluate(amount) {
    case .number(let raw): return max(0, min(count, Int(raw / Fixed.numberScale)))
    // A share of the rows, rounded up so that some are taken of few.
    case .percent(let fraction):
      let share = (Int128(count) * Int128(fraction) + Int128(Fixed.numberScale) - 1) / Int128(Fixed.numberScale)
      return max(0, min(count, Int(share)))
    default: return count
    }
  }

  // MARK: Columns

  private func columns(_ definitions: [ColumnDefinition], _ windows: [WindowCall], _ frames: [Frame], extends: Bool)
    throws -> [Frame]
  {
    if windows.isEmpty {
      return try frames.map { frame in
        try evaluator.pulse()
        var row = frame
        row.columns.reserveCapacity(row.columns.count + definitions.count)
        for definition in definitions {
          row.columns.append(try evaluator.withFrame(row) { try evaluator.evaluate(definition.value) })
        }
        return extends ? row : shown(row, definitions.count)
      }
    }
    // Column by column, so that a window function sees the columns to its left in every row.
    var rows = frames
    evaluator.place.windowValues = Array(repeating: [], count: windows.count)
    defer { evaluator.place.windowValues = [] }
    var computed = 0
    for definition in definitions {
      let needed = highestWindow(definition.value)
      while computed <= needed {
        evaluator.place.windowValues[computed] = try windowValues(windows[computed], rows)
        computed += 1
      }
      for index in rows.indices {
        try evaluator.pulse()
        evaluator.place.windowRow = index
        rows[index].columns.append(try evaluator.withFrame(rows[index]) { try evaluator.evaluate(definition.value) })
      }
    }
    return extends ? rows : rows.map { shown($0, definitions.count) }
  }

  /// What `show` leaves of a row: the columns it computed, the last ones.
  private func shown(_ row: Frame, _ count: Int) -> Frame {
    Frame(
      thing: keepsThings ? row.thing : nil,
      columns: row.columns.count == count ? row.columns : Array(row.columns.suffix(count)))
  }

  private func highestWindow(_ expression: Expression) -> Int {
    switch expression.kind {
    case .window(let slot): slot
    case .not(let a), .negate(let a), .fraction(let a), .test(_, let a), .label(let a): highestWindow(a)
    case .and(let a, let b), .or(let a, let b), .arithmetic(_, let a, let b), .compare(_, let a, let b),
      .matches(let a, let b),
      .isIn(let a, let b), .coalesce(let a, let b):
      max(highestWindow(a), highestWindow(b))
    case .isBetween(let a, let b, let c), .conditional(let a, let b, let c):
      max(highestWindow(a), highestWindow(b), highestWindow(c))
    case .call(_, let items), .list(let items), .text(let items), .apply(_, let items):
      items.map { highestWindow($0) }.max() ?? -1
    default: -1
    }
  }

  private func windowValues(_ window: WindowCall, _ rows: [Frame]) throws -> [Value] {
    guard let expression = window.value else { return rows.indices.map { .integer($0 + 1) } }
    let values = try rows.map { row in
      try evaluator.pulse()
      return try evaluator.withFrame(row) { try evaluator.evaluate(expression) }
    }
    switch window.kind {
    case .rank:
      // The largest first; equal values share a rank, unknown ones have none.
      let known = values.indices.filter { values[$0] != .unknown && values[$0] != .absent }
      // Amounts of several currencies have no largest; the aggregate says which rows they are.
      var largest = ValueSum(.max)
      for index in known { evaluator.withFrame(rows[index]) { largest.add(values[index], evaluator) } }
      if !known.isEmpty { _ = try largest.result(expression, evaluator) }
      let sorted = try StoppableSort.sorted(known) { (Comparison.order(values[$0], values[$1]) ?? 0) > 0 }
      var ranks = [Value](repeating: .unknown, count: values.count)
      for (place, index) in sorted.enumerated() {
        let isEqual = place > 0 && Comparison.order(values[sorted[place - 1]], values[index]) == 0
        ranks[index] = isEqual ? ranks[sorted[place - 1]] : .integer(place + 1)
      }
      return ranks
    case .share:
      let known = values.filter { $0 != .unknown && $0 != .absent }
      guard !known.isEmpty else { return values.map { _ in .unknown } }
      let total = try AggregateCall.combine(.sum, known, expression, evaluator)
      return try values.map { value in
        let ratio = try Arithmetic.apply(.divide, value, total, expression, evaluator)
        if case .number(let fraction) = ratio { return .percent(fraction) }
        return .unknown
      }
    case .running:
      var total: Value?
      return try values.map { value in
        guard value != .unknown, value != .absent else { return .unknown }
        total = try total.map { try Arithmetic.apply(.add, $0, value, expression, evaluator) } ?? value
        return total ?? .unknown
      }
    }
  }

  // MARK: Sorting and grouping

  private func sort(_ keys: [(key: Expression, descending: Bool)], _ frames: [Frame]) throws -> [Frame] {
    var keyed: [(index: Int, frame: Frame, keys: [Value])] = []
    keyed.reserveCapacity(frames.count)
    defer { Leftovers.keep(keyed) }
    for (index, frame) in frames.enumerated() {
      try evaluator.pulse()
      let keys = try keys.map { key in try evaluator.withFrame(frame) { try sortable(evaluator.evaluate(key.key)) } }
      keyed.append((index, frame, keys))
    }
    let sorted = try StoppableSort.sorted(keyed) { a, b in
      for (position, key) in keys.enumerated() {
        let order = StepRunner.order(a.keys[position], b.keys[position], descending: key.descending)
        if order != 0 { return order < 0 }
      }
      return a.index < b.index
    }
    for (a, b) in zip(sorted, sorted.dropFirst()) {
      guard let position = keys.indices.first(where: { a.keys[$0] != b.keys[$0] }) else { continue }
      if case (.money(let x), .money(let y)) = (a.keys[position], b.keys[position]), x.currency != y.currency {
        evaluator.warn(StepRunner.ordersCurrencies(x.currency, y.currency, keys[position].key))
      }
    }
    return sorted.map(\.frame)
  }

  /// What is told where the currency, not the amount, decides which row comes first.
  static func ordersCurrencies(_ a: Currency, _ b: Currency, _ key: Expression) -> Diagnostic {
    let text = key.range.text
    return Diagnostic(
      .mixedCurrenciesInData, "these rows stand by currency first, then by amount", at: key.range,
      label: "\(min(a, b)) and \(max(a, b)) are among them", severity: .warning,
      notes: ["with rates on file, `sort convert(\(text))` puts all amounts into one order"],
      fixIts: [.init("write `convert(\(text))`", replace: key.range, with: "convert(\(text))")])
  }

  /// Things sort by their labels.
  private func sortable(_ value: Value) -> Value {
    if case .thing(let thing) = value { return .text(evaluator.finder.label(of: thing)) }
    return value
  }

  /// Unknown comes last and none before it, whichever the direction.
  static func order(_ a: Value, _ b: Value, descending: Bool) -> Int {
    func rank(_ value: Value) -> Int { value == .unknown ? 2 : value == .absent ? 1 : 0 }
    if rank(a) != 0 || rank(b) != 0 { return rank(a) - rank(b) }
    let order = Comparison.order(a, b) ?? 0
    return descending ? -order : order
  }

  private func group(_ keys: [ColumnDefinition], _ aggregates: [ColumnDefinition], _ frames: [Frame]) throws -> [Frame]
  {
    var order: [[Value]] = []
    var groups: [[Value]: [Frame]] = [:]
    defer {
      Leftovers.keep(order)
      Leftovers.keep(groups)
    }
    for frame in frames {
      try evaluator.pulse()
      let key = try keys.map { key in try evaluator.withFrame(frame) { try evaluator.evaluate(key.value) } }
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(frame)
    }
    if keys.isEmpty, order.isEmpty {
      order = [[]]
      groups[[]] = []
    }
    order = try sortedKeys(order)
    let outer = evaluator.place.group
    defer { evaluator.place.group = outer }
    return try order.map { key in
      try evaluator.pulse()
      let rows = groups[key] ?? []
      evaluator.place.group = rows
      let values = try aggregates.map { aggregate in
        try evaluator.withFrame(rows.first ?? Frame()) { try evaluator.evaluate(aggregate.value) }
      }
      return Frame(columns: key + values)
    }
  }

  /// Groups stand in the order of their keys: scales low to high, texts alphabetically, unknown last.
  func sortedKeys(_ keys: [[Value]]) throws -> [[Value]] {
    try StoppableSort.sorted(keys.map { key in (key, key.map { sortable($0) }) }) { a, b in
      for (x, y) in zip(a.1, b.1) {
        let order = StepRunner.order(x, y, descending: false)
        if order != 0 { return order < 0 }
      }
      return false
    }.map(\.0)
  }

  // MARK: Matrix

  func matrix(_ step: QueryStep, _ frames: [Frame]) throws -> (frames: [Frame], shape: RowShape) {
    guard case .matrix(let row, let column, let cell, _) = step else { return (frames, RowShape()) }
    var rowKeys: [Value] = []
    var columnKeys: Set<Value> = []
    var cells: [Value: [Value: [Frame]]] = [:]
    defer { Leftovers.keep(cells) }
    for frame in frames {
      try evaluator.pulse()
      let (r, c) = try evaluator.withFrame(frame) {
        (try evaluator.evaluate(row.value), try evaluator.evaluate(column))
      }
      if cells[r] == nil { rowKeys.append(r) }
      cells[r, default: [:]][c, default: []].append(frame)
      columnKeys.insert(c)
    }
    let outer = evaluator.place.group
    defer { evaluator.place.group = outer }
    return try grid(step, rowKeys, columnKeys) { r, c in
      guard let members = cells[r]?[c] else { return nil }
      guard let cell else { return .integer(members.count) }
      evaluator.place.group = members
      return try evaluator.withFrame(members[0]) { try evaluator.evaluate(cell) }
    }
  }

  /// A matrix's rows and columns in their order, each cell asked for once; a cell without rows is 0.
  func grid(_ step: QueryStep, _ found: [Value], _ columnKeys: Set<Value>, _ cellValue: (Value, Value) throws -> Value?)
    throws
    -> (frames: [Frame], shape: RowShape)
  {
    guard case .matrix(let row, let column, let cell, let scale) = step else { return ([], RowShape()) }
    let rowKeys = try sortedKeys(found.map { [$0] }).map { $0[0] }
    var ordered: [Value]
    if let scale {
      ordered = evaluator.catalog.scales[scale].values.indices.map { .code($0) }
    } else if column.type == .yesNo || column.type == .outcome {
      ordered = [.yesNo(false), .yesNo(true)]
    } else {
      ordered = try sortedKeys(columnKeys.filter { $0 != .unknown }.map { [$0] }).map { $0[0] }
    }
    // What only the data knows stands behind `unknown`, which later steps may name.
    let isOpen = scale == nil && column.type != .yesNo && column.type != .outcome
    ordered.insert(.unknown, at: isOpen ? 0 : ordered.count)
    let cellType = cell?.type ?? .integer
    let names = ordered.map { $0 == .unknown ? "unknown" : evaluator.text.display($0, column.type) }
    let shape = RowShape(
      columns: [Column(name: row.name, type: row.value.type)] + names.map { Column(name: $0, type: cellType) },
      hasOpenColumns: isOpen)
    let empty: Value = cell == nil || StepRunner.isAddable(cellType) ? .number(0) : .unknown
    let rows = try rowKeys.map { key in
      try evaluator.pulse()
      return Frame(columns: [key] + (try ordered.map { try cellValue(key, $0) ?? empty }))
    }
    return (rows, shape)
  }
}
