// Whatever is meant for a customer must rest on nothing internal: rows, lines of text, reports.

extension Resolver {
  /// Rows for the customer must hold nothing internal.
  func confine(_ shape: RowShape, choosesColumns: Bool, for chosen: String?, at range: SourceRange) {
    guard let audience = chosen ?? audience else { return }
    guard audience == "customer" else {
      if chosen != nil {
        report(
          Diagnostic(
            .unknownName, "there is no audience `\(audience)`", at: range, label: "audiences are `customer`"))
      }
      return
    }
    if chosen != nil, let path = reachedBy { return refuse("whether this is shown", path, at: range) }
    if let path = traces.everything ?? tracesInUse.everything { return refuse("what is in force", path, at: range) }
    if let path = shape.internalPath { return refuse("which rows are here", path, at: range) }
    let flow = internalFlow()
    for column in shape.columns {
      if let path = column.internalPath ?? flow.path(showing: column.type) {
        return refuse("`\(column.name)`", path, at: range)
      }
    }
    guard let entity = shape.entity, !choosesColumns else { return }
    // Without `show` there are the label, what the thing stands in, and its stored fields.
    let declared = catalog.entities[entity]
    for (index, field) in declared.fields.enumerated() where !field.isComputed {
      if let path = flow.path(ofField: index, of: entity) ?? flow.path(showing: field.type) {
        return refuse("`\(field.name)`", path, at: range)
      }
    }
    for seen in [entity] + catalog.ancestors(of: entity) {
      if let path = flow.path(showing: .entity(seen)) {
        return refuse("`\(catalog.entities[seen].name)`", path, at: range)
      }
    }
  }

  /// A statement of a text for the customer must tell nothing internal, in whatever form it speaks.
  func confine(_ statement: CheckedStatement.Kind, at range: SourceRange) {
    guard audience == "customer" else { return }
    switch statement {
    case .query(let plan): confine(plan, at: range)
    case .forEach(_, _, let plan, _):
      if let path = plan.shape.internalPath { refuse("how often this is done", path, at: range) }
    case .print(let value): confine(value, "the line", at: range)
    case .require(let condition, let message):
      confine(condition, "the condition", at: range)
      if let message { confine(message, "the message", at: range) }
    case .ifElse(let condition, _, _), .expectExpression(let condition):
      confine(condition, "the condition", at: range)
    case .check(let id?, let thing):
      let path = definitions.check(id)?.internalPath ?? internalFlow().path(of: .check(id, within: thing))
      if let path { refuse("`\(catalog.checks[id].name)`", path, at: range) }
    case .check(nil, _): refuse("`check all`", ["what our own checks read"], at: range)
    case .whyCheck, .whyExpression: refuse("`why`", ["the evidence of facts"], at: range)
    case .blame: refuse("`blame`", ["the evidence of facts"], at: range)
    case .describe: refuse("`describe`", ["how our plans are kept, and rows of them"], at: range)
    case .help: refuse("`help`", ["how our plans are kept, and rows of them"], at: range)
    case .report(let report, let shape):
      if !confine(report, at: range) { confine(shape, choosesColumns: true, for: nil, at: range) }
    case .reportQuery(let report, let plan): if !confine(report, at: range) { confine(plan, at: range) }
    case .useThing(let value), .useDate(let value), .load(let value):
      confine(value, "what is in use from here on", at: range)
    case .useScenario(let value):
      confine(value, "what is in use from here on", at: range)
      if case .constant(.text(let name)) = value.kind { return confine(scenario: name, at: range) }
      if let path = traces(ofScenario: value).any { refuse("a scenario", path, at: range) }
    case .adopt(let name): confine(scenario: name, at: range)
    default: break
    }
  }

  private func confine(_ plan: QueryPlan, at range: SourceRange) {
    switch plan.steps.last {
    case .set(let assignments)?:
      if let path = plan.shape.internalPath { return refuse("which rows are changed", path, at: range) }
      for assignment in assignments {
        guard let entity = plan.shape.entity, let path = internalPath(assignment.value, plan.shape) else { continue }
        let field = assignment.field < 0 ? "name" : catalog.entities[entity].fields[assignment.field].name
        return refuse("what `\(field)` is set to", path, at: range)
      }
    case .remove?: if let path = plan.shape.internalPath { refuse("which rows are removed", path, at: range) }
    default: confine(plan.shape, choosesColumns: plan.choosesColumns, for: plan.presentation.audience, at: range)
    }
  }

  /// A scenario that was written from internal facts shows them in whatever it changes.
  private func confine(scenario name: String, at range: SourceRange) {
    if let path = secret(ofScenario: name) { refuse("the scenario \"\(name)\"", path, at: range) }
  }

  private func secret(ofScenario name: String) -> [String]? {
    if let traces = scenarioTraces[name] { return traces.any }
    // Where nothing can bring scenarios unseen, that there is none of this name is told anyway.
    return allowsMissingThings ? ["changes nobody has read yet"] : nil
  }

  /// Refuses a report that tells something internal; whether it did.
  private func confine(_ report: ReportPlan, at range: SourceRange) -> Bool {
    guard let (what, path) = secret(of: report) else { return false }
    refuse(what, path, at: range)
    return true
  }

  /// What of a report is internal, and how that comes.
  func secret(of report: ReportPlan) -> (what: String, path: [String])? {
    let flow = internalFlow()
    switch report {
    case .compare(let scenarios, let measures, let because, _):
      if because { return ("`because`", ["the facts a scenario changes"]) }
      for name in scenarios.compactMap({ $0 }) {
        if let path = secret(ofScenario: name) { return ("the scenario \"\(name)\"", path) }
      }
      return secret(of: measures)
    case .simulate(_, let measures, _):
      for (id, chance) in catalog.chances.enumerated() {
        if let path = definitions.chance(id).flatMap({ flow.path(of: $0) }) ?? flow.path(ofThings: chance.entity) {
          return ("the chance `\(chance.name)`", path)
        }
      }
      return secret(of: measures)
    case .sensitivity(let measures, let entity, let field, _):
      if let path = flow.path(ofField: field, of: entity) { return ("what is varied", path) }
      return secret(of: measures)
    case .sweep(let plan):
      let read = [plan.thing, plan.low, plan.high, plan.step].compactMap { $0 } + plan.values
      if let path = flow.path(ofField: plan.field, of: plan.entity)
        ?? read.lazy.compactMap({ flow.path(of: $0) }).first
      {
        return ("what is tried", path)
      }
      return secret(of: plan.measures)
    case .diff, .changes: return ("a list of changes", ["the facts it names"])
    case .search: return ("a list of moves", ["the facts it names"])
    case .ask, .stale: return ("this report", ["the evidence of facts"])
    case .path(let from, let to, let along):
      if let path = flow.path(of: from) ?? flow.path(of: to) { return ("where it starts or ends", path) }
      let fields = catalog.entities[along].fields
      let links = fields.indices.filter { if case .entity = fields[$0].type { true } else { false } }
      if let path = flow.path(ofThings: along) ?? links.lazy.compactMap({ flow.path(ofField: $0, of: along) }).first {
        return ("what links them", path)
      }
      return nil
    case .scenarios, .checks, .frameworks: return nil
    }
  }

  private func secret(of measures: [ColumnDefinition]) -> (what: String, path: [String])? {
    let flow = internalFlow()
    return measures.lazy.compactMap { measure in
      flow.path(showing: measure.value).map { ("`\(measure.name)`", $0) }
    }.first
  }

  func confine(_ expression: Expression, _ what: String, at range: SourceRange) {
    if let path = internalFlow().path(showing: expression) { refuse(what, path, at: range) }
  }

  /// Follows internal facts from where the resolver stands.
  func internalFlow(inside columns: [[Column]] = []) -> InternalFlow {
    let bound = locals.values.compactMap { local in local.shape.map { (local.slot, $0) } }
    return InternalFlow(
      catalog: catalog, definitions: definitions, rows: scopes.map(\.columns) + columns, windows: windows ?? [],
      boundRows: Dictionary(bound, uniquingKeysWith: { first, _ in first }), last: lastShape,
      traces: traces.merged(with: tracesInUse))
  }

  private func refuse(_ what: String, _ path: [String], at range: SourceRange) {
    report(
      Diagnostic(
        .confidential, "this result rests on internal facts and can't go to a customer", at: range,
        label: "\(what) shows something internal",
        notes: ["the way there: \(([what] + path).joined(separator: " <- "))"]))
  }
}
