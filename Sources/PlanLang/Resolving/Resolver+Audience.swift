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
    if let path = shape.internalPath { return refuse("which rows are here", path, at: range) }
    for column in shape.columns {
      if let path = column.internalPath { return refuse("`\(column.name)`", path, at: range) }
    }
    if let entity = shape.entity, !choosesColumns,
      let field = catalog.entities[entity].fields.first(where: { $0.isInternal && !$0.isComputed })
    {
      refuse("`\(field.name)`", ["\(catalog.entities[entity].name).\(field.name)"], at: range)
    }
  }

  /// A statement of a text for the customer must tell nothing internal, in whatever form it speaks.
  func confine(_ statement: CheckedStatement.Kind, at range: SourceRange) {
    let chosen: String? = if case .reportQuery(_, let plan) = statement { plan.presentation.audience } else { nil }
    guard audience == "customer" || chosen == "customer" else { return }
    switch statement {
    case .print(let value): confine(value, "the line", at: range)
    case .require(let condition, _), .ifElse(let condition, _, _): confine(condition, "the condition", at: range)
    case .check(let id?, _):
      let resolved = definitions.check(id)
      let path = resolved?.internalPath ?? resolved?.columns.lazy.compactMap(\.internalPath).first
      if let path { refuse("`\(catalog.checks[id].name)`", path, at: range) }
    case .check(nil, _): refuse("`check all`", ["what our own checks read"], at: range)
    case .whyCheck, .whyExpression: refuse("`why`", ["the evidence of facts"], at: range)
    case .blame: refuse("`blame`", ["the evidence of facts"], at: range)
    case .report(let plan), .reportQuery(let plan, _): confine(plan, at: range)
    default: break
    }
  }

  private func confine(_ plan: ReportPlan, at range: SourceRange) {
    switch plan {
    case .compare(_, let measures, let because, _):
      if because { return refuse("`because`", ["the facts a scenario changes"], at: range) }
      confine(measures, at: range)
    case .simulate(_, let measures, _), .sensitivity(let measures, _, _, _): confine(measures, at: range)
    case .sweep(let plan): confine(plan.measures, at: range)
    case .diff, .changes: refuse("a list of changes", ["the facts it names"], at: range)
    case .search: refuse("a list of moves", ["the facts it names"], at: range)
    case .ask, .stale: refuse("this report", ["the evidence of facts"], at: range)
    case .path(let from, let to, _):
      let flow = internalFlow()
      if let path = flow.path(of: from) ?? flow.path(of: to) { refuse("where it starts or ends", path, at: range) }
    case .scenarios, .checks, .frameworks: break
    }
  }

  private func confine(_ measures: [ColumnDefinition], at range: SourceRange) {
    for measure in measures { confine(measure.value, "`\(measure.name)`", at: range) }
  }

  private func confine(_ expression: Expression, _ what: String, at range: SourceRange) {
    if let path = internalFlow().path(of: expression) { refuse(what, path, at: range) }
  }

  /// Follows internal facts from where the resolver stands.
  func internalFlow(inside columns: [[Column]] = []) -> InternalFlow {
    let bound = locals.values.compactMap { local in local.shape.map { (local.slot, $0) } }
    return InternalFlow(
      catalog: catalog, definitions: definitions, rows: scopes.map(\.columns) + columns, windows: windows ?? [],
      boundRows: Dictionary(bound, uniquingKeysWith: { first, _ in first }), last: lastShape)
  }

  /// Resolves what is only reached when something holds or is there: that it is shown tells of it.
  func reached<T>(by path: [String]?, _ body: () -> T) -> T {
    let saved = reachedBy
    reachedBy = reachedBy ?? path
    defer { reachedBy = saved }
    return body()
  }

  private func refuse(_ what: String, _ path: [String], at range: SourceRange) {
    report(
      Diagnostic(
        .confidential, "this result rests on internal facts and can't go to a customer", at: range,
        label: "\(what) shows something internal",
        notes: ["the way there: \(([what] + path).joined(separator: " <- "))"]))
  }
}
