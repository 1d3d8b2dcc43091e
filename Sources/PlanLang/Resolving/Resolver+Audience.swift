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
    if let path = scopeReach { return refuse("whose this is", path, at: range) }
    if let path = dayReach { return refuse("the day it is told for", path, at: range) }
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
    guard audience == "customer" else { return }
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
    case .report(let plan, _):
      if let found = internalReach(of: plan) { refuse(found.what, found.path, at: range) }
    default: break
    }
  }

  /// What of a report tells of internal facts, and how they come there; nil where nothing does. Its rows carry that on
  /// into `_`.
  func internalReach(of plan: ReportPlan) -> (what: String, path: [String])? {
    switch plan {
    case .compare(_, let measures, let because):
      because ? ("`because`", ["the facts a scenario changes"]) : internalReach(of: measures)
    case .simulate(_, let measures, _), .sensitivity(let measures, _, _, _): internalReach(of: measures)
    case .sweep(let plan): internalReach(of: plan.measures)
    case .diff, .changes: ("a list of changes", ["the facts it names"])
    case .search: ("a list of moves", ["the facts it names"])
    case .ask, .stale: ("this report", ["the evidence of facts"])
    case .path(let from, let to, _):
      (internalFlow().path(of: from) ?? internalFlow().path(of: to)).map { ("where it starts or ends", $0) }
    case .scenarios, .checks, .frameworks: nil
    }
  }

  private func internalReach(of measures: [ColumnDefinition]) -> (what: String, path: [String])? {
    let flow = internalFlow()
    return measures.lazy.compactMap { measure in
      flow.path(of: measure.value).map { ("`\(measure.name)`", $0) }
    }.first
  }

  private func confine(_ expression: Expression, _ what: String, at range: SourceRange) {
    if let path = internalFlow().path(of: expression) ?? scopeReach ?? dayReach { refuse(what, path, at: range) }
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

extension RowShape {
  /// The same rows, where something internal decides what they say.
  func reached(by reach: (what: String, path: [String])?) -> RowShape {
    guard let reach else { return self }
    var shape = self
    shape.internalPath = shape.internalPath ?? [reach.what] + reach.path
    return shape
  }
}
