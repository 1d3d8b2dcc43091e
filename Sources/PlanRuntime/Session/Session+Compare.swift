import PlanLang

// `compare`: answers side by side, and which changes make them differ.

extension Session {
  /// What measures come to; where each is looked at that there is, one that can't be computed says nothing.
  private func values(_ measures: [ColumnDefinition], in snapshot: Snapshot, skippingErrors: Bool) throws -> [Value] {
    let evaluator = evaluator(snapshot)
    if skippingErrors { evaluator.onWarning = { _ in } }
    return try measures.map { measure in
      do { return try evaluator.evaluate(measure.value) } catch let problem as Diagnostic
        where skippingErrors && problem.code != .interrupted && problem.code != .stepBudget
      {
        return .unknown
      }
    }
  }

  func compare(
    _ names: [String?], _ measures: [ColumnDefinition], _ because: Bool, isWhole: Bool, _ range: SourceRange
  ) throws -> ResultTable {
    let snapshots = try names.map { try snapshot(of: $0, at: range) }
    let columnsOfValues = try snapshots.map { try values(measures, in: $0, skippingErrors: isWhole) }
    var rows: [[Value]] = []
    var types: [[ValueType]] = []
    for (index, measure) in measures.enumerated() {
      let values = columnsOfValues.map { $0[index] }
      if isWhole, values.allSatisfy({ $0 == values[0] }) { continue }
      var row: [Value] = [.text(measure.name)] + values
      var rowTypes: [ValueType] = [.text] + values.map { _ in measure.value.type }
      if names.count == 2 {
        let (delta, type) = try delta(values[0], values[1], measure.value)
        row.append(delta)
        rowTypes.append(type)
      }
      if because {
        var texts: [String] = []
        for (name, value) in zip(names, values).dropFirst() {
          let causes = try causes(from: names[0], values[0], to: name, value, measure, range)
          texts += names.count == 2 ? causes : causes.map { "\(name ?? "baseline"): \($0)" }
        }
        row.append(.values(texts.map { .text($0) }))
        rowTypes.append(.set(.text))
      }
      rows.append(row)
      types.append(rowTypes)
    }
    let columns = Resolver.comparisonColumns(names, measures, because: because, catalog)
    var table = ResultTable(columns: columns, rows: rows, catalog: catalog, snapshot: snapshots[0])
    table.cellTypes = types
    return table
  }

  /// What lies between two values; unknown where a type has no difference.
  private func delta(_ from: Value, _ to: Value, _ expression: Expression) throws -> (Value, ValueType) {
    let type = expression.type.difference(in: catalog)
    switch expression.type {
    case .number, .integer, .money, .percent, .duration, .date, .scale:
      if case .scale(let id) = expression.type, !catalog.scales[id].isOrdered { return (.unknown, type) }
      if case .number(0) = from, case .money = to { return (to, type) }
      return (try Arithmetic.apply(.subtract, to, from, expression, evaluator()), type)
    default: return (.unknown, type)
    }
  }

  /// The smallest sets of changes that by themselves lead from a value of one scenario to that of another.
  private func causes(
    from first: String?, _ start: Value, to name: String?, _ target: Value, _ measure: ColumnDefinition,
    _ range: SourceRange
  ) throws -> [String] {
    guard start != target else { return [] }
    let fork = try sharedBase(of: first, and: name, range)
    let base = try layer(of: fork, at: range)
    let switches = ChangeSwitches(
      leaving: try edits(from: fork, to: first, range), entering: try edits(from: fork, to: name, range),
      before: base.snapshot, base.added)
    func outcome(_ chosen: [Int]) throws -> Value {
      try work.countRow()
      var editor = SnapshotEditor(base.snapshot, catalog: catalog, records: false)
      var added = base.added
      let part = Scenario(name: name ?? "", base: fork, changes: ChangeSet(edits: switches.edits(turning: Set(chosen))))
      _ = try part.apply(to: &editor, &added)
      return try evaluator(editor.snapshot).evaluate(measure.value)
    }
    let count = switches.count
    var found: [[Int]] = []
    search: for size in 1...max(1, min(count, 3)) where size <= count {
      var combinations = 0
      try Combinations.each(count, size) { chosen in
        combinations += 1
        if combinations > 5_000 { return false }
        if found.contains(where: { Set($0).isSubset(of: chosen) }) { return true }
        if try outcome(chosen) == target { found.append(chosen) }
        return true
      }
      if !found.isEmpty { break search }
    }
    if found.isEmpty {
      // No few changes do it alone: leave out, one by one, what is not needed.
      var kept = Array(0..<count)
      for index in kept.reversed() {
        let without = kept.filter { $0 != index }
        if try outcome(without) == target { kept = without }
      }
      found = [kept]
    }
    let before = try layer(of: first, at: range)
    let after = try layer(of: name, at: range)
    let text = ChangeText(catalog: catalog, before: before.snapshot, after: after.snapshot)
    return found.map {
      $0.map { switches.text($0, text, before.added, after.added) }.joined(separator: " and ")
    }
  }

  /// The nearest scenario that both stand on, or one of the two; nil for the baseline.
  private func sharedBase(of first: String?, and second: String?, _ range: SourceRange) throws -> String? {
    var below: Set<String> = []
    var current = first
    while let step = current {
      below.insert(step)
      current = try scenario(named: step, at: range).base
    }
    current = second
    while let step = current, !below.contains(step) { current = try scenario(named: step, at: range).base }
    return current
  }

  /// The edits that lead from a scenario to one that stands on it, however many are between.
  private func edits(from fork: String?, to name: String?, _ range: SourceRange) throws -> [Edit] {
    var edits: [Edit] = []
    var current = name
    while let step = current, step != fork {
      let scenario = try scenario(named: step, at: range)
      edits = scenario.changes.edits + edits
      current = scenario.base
    }
    return edits
  }
}
