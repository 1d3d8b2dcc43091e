import PlanLang

// Reports: compare, diff, changes, lists, ask, stale, path.

extension Session {
  func table(of report: ReportPlan, _ range: SourceRange) throws -> ResultTable {
    switch report {
    case .compare(let names, let measures, let because): return try compare(names, measures, because, range)
    case .diff(let first, let second): return try diff(first, second, range)
    case .changes: return list(.changes, changeRows())
    case .scenarios:
      return list(
        .scenarios,
        scenarios.map { [.text($0.name), .text($0.base ?? "baseline"), .integer($0.changes.edits.count)] })
    case .checks: return list(.checks, CatalogTables.checks(catalog))
    case .frameworks: return list(.frameworks, CatalogTables.frameworks(catalog))
    case .ask(let check): return try OpenFacts(evaluator: evaluator()).ask(check)
    case .stale(let age): return try OpenFacts(evaluator: evaluator()).stale(age)
    case .path(let from, let to, let along):
      return try PathFinder(evaluator: evaluator()).table(from: from, to: to, along: along)
    case .sweep, .sensitivity, .simulate, .search:
      let word = range.text.split { $0 == " " || $0 == "\n" }.first.map(String.init) ?? "this"
      throw Diagnostic(
        .notAllowedHere, "this version can't `\(word)` yet", at: range, label: "checked, but not done",
        notes: ["`scenario` and `compare` try changes out one by one"])
    }
  }

  private func list(_ list: CatalogList, _ rows: [[Value]]) -> ResultTable {
    ResultTable(columns: Resolver.columns(of: list), rows: rows, catalog: catalog, snapshot: snapshot)
  }

  // MARK: Compare

  private func values(_ measures: [ColumnDefinition], in snapshot: Snapshot) throws -> [Value] {
    let evaluator = evaluator(snapshot)
    return try measures.map { try evaluator.evaluate($0.value) }
  }

  private func compare(_ names: [String?], _ measures: [ColumnDefinition], _ because: Bool, _ range: SourceRange) throws
    -> ResultTable
  {
    let snapshots = try names.map { try snapshot(of: $0, at: range) }
    let columnsOfValues = try snapshots.map { try values(measures, in: $0) }
    var rows: [[Value]] = []
    var types: [[ValueType]] = []
    for (index, measure) in measures.enumerated() {
      let values = columnsOfValues.map { $0[index] }
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
    var columns = [Column(name: "measure", type: .text)] + names.map { Column(name: $0 ?? "baseline", type: .invalid) }
    if names.count == 2 { columns.append(Column(name: "delta", type: .invalid)) }
    if because { columns.append(Column(name: "because", type: .set(.text))) }
    var table = ResultTable(columns: columns, rows: rows, catalog: catalog, snapshot: snapshots[0])
    table.cellTypes = types
    return table
  }

  /// What lies between two values: a difference where there is one, else whether they differ.
  private func delta(_ from: Value, _ to: Value, _ expression: Expression) throws -> (Value, ValueType) {
    switch expression.type {
    case .number, .integer, .money, .percent, .duration:
      if case .number(0) = from, case .money = to { return (to, .money) }
      return (try Arithmetic.apply(.subtract, to, from, expression, evaluator()), expression.type)
    case .date: return (try Arithmetic.apply(.subtract, to, from, expression, evaluator()), .duration)
    case .scale(let id) where catalog.scales[id].isOrdered:
      return (try Arithmetic.apply(.subtract, to, from, expression, evaluator()), .integer)
    default: return (.unknown, expression.type)
    }
  }

  /// The smallest sets of changes that by themselves lead from a value to one of a scenario that builds on it.
  private func causes(
    from first: String?, _ start: Value, to name: String?, _ target: Value, _ measure: ColumnDefinition,
    _ range: SourceRange
  ) throws -> [String] {
    guard start != target, let name, let edits = try edits(from: first, to: name, range) else { return [] }
    let base = try layer(of: first, at: range)
    let units = ChangeUnits(edits, before: base.snapshot, base.added).units
    func outcome(_ chosen: [Int]) throws -> Value {
      try work.countRow()
      var editor = SnapshotEditor(base.snapshot, catalog: catalog, records: false)
      var added = base.added
      let part = Scenario(
        name: name, base: first, changes: ChangeSet(edits: chosen.sorted().flatMap { units[$0].edits }))
      _ = try part.apply(to: &editor, &added)
      return try evaluator(editor.snapshot).evaluate(measure.value)
    }
    let last = try layer(of: name, at: range)
    let text = ChangeText(catalog: catalog, before: base.snapshot, after: last.snapshot)
    var found: [[Int]] = []
    search: for size in 1...max(1, min(units.count, 3)) where size <= units.count {
      var combinations = 0
      try Combinations.each(units.count, size) { chosen in
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
      var kept = Array(units.indices)
      for index in units.indices.reversed() {
        let without = kept.filter { $0 != index }
        if try outcome(without) == target { kept = without }
      }
      found = [kept]
    }
    return found.map {
      $0.map { text.text(units[$0].edits.map { $0.mappingThings(last.added.here) }) }.joined(separator: " and ")
    }
  }

  /// The edits that lead from one to a scenario that builds on it, however many stand between; nil where none do.
  private func edits(from first: String?, to name: String, _ range: SourceRange) throws -> [Edit]? {
    var edits: [Edit] = []
    var current: String? = name
    while let step = current, step != first {
      let scenario = try scenario(named: step, at: range)
      edits = scenario.changes.edits + edits
      current = scenario.base
    }
    return current == first ? edits : nil
  }

  private func diff(_ first: String, _ second: String?, _ range: SourceRange) throws -> ResultTable {
    let columns = ["thing", "field", "from", "to"].map { Column(name: $0, type: .text) }
    if let second {
      let before = try layer(of: first, at: range)
      let after = try layer(of: second, at: range)
      let rows = SnapshotDifference(catalog: catalog).rows(before, after)
      return ResultTable(columns: columns, rows: rows, catalog: catalog, snapshot: after.snapshot)
    }
    let scenario = try scenario(named: first, at: range)
    let base = try layer(of: scenario.base, at: range)
    let before = base.snapshot
    var added = base.added
    // The edits are done again on the base as it is now, so that what they replace is today's.
    var editor = SnapshotEditor(before, catalog: catalog)
    tell(try scenario.apply(to: &editor, &added), of: first, at: range)
    let rows = ChangeRows(catalog: catalog).rows(editor.edits, before: before, after: editor.snapshot)
    return ResultTable(columns: columns, rows: rows, catalog: catalog, snapshot: editor.snapshot)
  }
}
