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
