import PlanLang

extension Session {
  /// The tests that fail (with `strict`, also the unknown ones), a row for each; empty when all is well.
  ///
  /// - Parameter only: names of checks; none means all.
  public func failingChecks(only: [String], strict: Bool) throws -> ResultTable {
    var wanted: [Int] = []
    for name in only {
      guard let id = catalog.check(named: name) else {
        let nearest = Suggestions.nearest(to: name, among: catalog.checks.map(\.name))
        throw SessionFailure.text([
          Diagnostic(
            .unknownCheck, "there is no check `\(name)`",
            notes: [nearest.map { "did you mean `\($0)`?" } ?? "`planshell -c checks` lists them"])
        ])
      }
      wanted.append(id)
    }
    let resolver = Resolver(
      catalog: catalog, definitions: definitions, directory: ThingFinder(snapshot: snapshot, catalog: catalog))
    for id in catalog.checks.indices where wanted.isEmpty || wanted.contains(id) {
      resolver.resolveCheckNamed(catalog.checks[id].name)
    }
    if resolver.diagnostics.contains(where: { $0.severity == .error }) {
      throw SessionFailure.run(resolver.diagnostics.sortedByPlace())
    }
    work.begin()
    do {
      return try CheckReporter(evaluator: evaluator()).failures(
        wanted.isEmpty ? Array(catalog.checks.indices) : wanted, strict: strict)
    } catch let diagnostic as Diagnostic {
      throw SessionFailure(diagnostic)
    }
  }
}

extension CheckReporter {
  /// The counted tests that fail, or with `strict` are unknown, of some checks.
  func failures(_ checks: [Int], strict: Bool) throws -> ResultTable {
    let rows = try CheckPass(evaluator: evaluator).rows(of: checks) { try $0.failureRows(of: $1, strict: strict) }
    return ResultTable(
      columns: [
        Column(name: "check", type: .text), Column(name: "thing", type: .text), Column(name: "verdict", type: .text),
        Column(name: "test", type: .text), Column(name: "outcome", type: .outcome), Column(name: "advice", type: .text),
      ], rows: rows, catalog: evaluator.catalog, snapshot: evaluator.snapshot)
  }

  private func failureRows(of id: Int, strict: Bool) throws -> [[Value]] {
    guard let resolved = evaluator.definitions.check(id) else { return [] }
    let check = evaluator.catalog.checks[id]
    var rows: [[Value]] = []
    for frame in try evaluator.rows(ofCheck: id, within: nil) {
      let verdict = evaluator.text.display(frame.columns[resolved.verdictColumn], .scale(check.verdictScale))
      for (index, test) in check.tests.enumerated() where !test.isAdvisory {
        let outcome = frame.columns[resolved.firstTest + index]
        guard outcome == .yesNo(false) || strict && outcome == .unknown else { continue }
        var advice: Value = .unknown
        if let expression = resolved.tests[index].advice {
          let inner = evaluator.checkFrame(check, frame)
          advice = try sentence(expression, check, inner) ?? .unknown
        }
        rows.append([
          .text(check.name), .text(subject(frame, check)), .text(verdict), .text(test.title), outcome, advice,
        ])
      }
    }
    return rows
  }
}
