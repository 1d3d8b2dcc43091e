import PlanLang

// Reports: diff, changes, lists, ask, stale, path; `compare` has a file of its own.

extension Session {
  func table(of report: ReportPlan, _ range: SourceRange) throws -> ResultTable {
    switch report {
    case .compare(let names, let measures, let because, let isWhole):
      return try compare(names, measures, because, isWhole: isWhole, range)
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
        .notBuilt, "this version can't `\(word)` yet", at: range, label: "understood, but not done")
    }
  }

  private func list(_ list: CatalogList, _ rows: [[Value]]) -> ResultTable {
    ResultTable(columns: Resolver.columns(of: list), rows: rows, catalog: catalog, snapshot: snapshot)
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
