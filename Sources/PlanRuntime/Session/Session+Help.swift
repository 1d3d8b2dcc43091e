import PlanLang

extension Session {
  /// Help over what is loaded now, with examples on its data.
  var helpText: HelpText {
    let resolver = Resolver(
      catalog: catalog, definitions: definitions, directory: ThingFinder(snapshot: snapshot, catalog: catalog))
    return HelpText(
      catalog: catalog,
      sample: { [unowned self] text in self.sample(text) },
      count: { [unowned self] entity in entity < self.snapshot.tables.count ? self.snapshot.count(of: entity) : 0 },
      internalPath: { resolver.internalPath(of: $0) })
  }

  /// The rows a query finds, for an example; nil when it can't be run here. Leaves the session as it is.
  private func sample(_ text: String) -> ResultTable? {
    guard let checked = try? check(SourceText(text)), checked.statements.count == 1,
      case .query(let plan)? = checked.statements.first?.kind
    else { return nil }
    let evaluator = evaluator()
    evaluator.onWarning = { _ in }
    guard let result = try? evaluator.run(plan) else { return nil }
    return try? ResultBuilder(evaluator: evaluator).table(result, plan)
  }
}
