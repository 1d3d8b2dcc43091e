// Reports: what each one looks at, and the columns it answers with.

extension Resolver {
  func measures(_ node: SyntaxNode?) -> [ColumnDefinition] {
    guard let node else { return [] }
    return node.children.filter { $0.kind != .missing }.map { item in
      let value = resolve(item)
      return ColumnDefinition(name: value.text, value: value)
    }
  }

  /// What a comparison without measures looks at: every named query's count or value, and how often each check comes to
  /// each verdict.
  private func everyMeasure(_ range: SourceRange) -> [ColumnDefinition] {
    var found: [ColumnDefinition] = []
    for (id, query) in catalog.queries.enumerated() {
      if let value = queryValue(id, at: range) { found.append(ColumnDefinition(name: query.name, value: value)) }
    }
    for (id, declared) in catalog.checks.enumerated() {
      for (code, verdict) in catalog.scales[declared.verdictScale].values.enumerated() {
        if let count = verdictCount(id, code, at: range) {
          found.append(ColumnDefinition(name: "\(declared.name).\(verdict.name)", value: count))
        }
      }
    }
    // For a customer nothing internal is among what is looked at.
    return audience == nil ? found : found.filter { internalFlow().path(showing: $0.value) == nil }
  }

  private func scenarioName(_ node: SyntaxNode) -> String? {
    node.ownToken(.text).map { Literals.text(ofToken: $0, in: node.tree) { report($0) } }
  }

  /// The columns of `ask`.
  public static let columnsOfAsk: [Column] = [
    .things("thing"), Column(name: "field", type: .text), Column(name: "settles", type: .integer),
    Column(name: "checks", type: .set(.text)), Column(name: "ask", type: .text),
  ]

  /// A report and what its rows are: internal all of them where it may not go to a customer.
  func resolveReport(_ node: SyntaxNode) -> (ReportPlan, RowShape)? {
    guard let (report, rows) = reportParts(node) else { return nil }
    var shape = rows
    shape.internalPath = shape.internalPath ?? secret(of: report).map { [$0.what] + $0.path }
    return (report, shape)
  }

  private func reportParts(_ node: SyntaxNode) -> (ReportPlan, RowShape)? {
    func plain(_ names: [(String, ValueType)]) -> RowShape {
      RowShape(columns: names.map { Column(name: $0.0, type: $0.1) })
    }
    switch node.kind {
    case .compareReport:
      let names = node.children(of: .scenarioName).map { scenarioName($0) }
      let isWhole = node.child(of: .measures) == nil
      let measures = isWhole ? everyMeasure(node.range) : measures(node.child(of: .measures))
      let because = node.ownToken("because") != nil
      return (
        .compare(scenarios: names, measures: measures, because: because, isWhole: isWhole),
        RowShape(columns: Resolver.comparisonColumns(names, measures, because: because, catalog))
      )
    case .diffReport:
      let names = node.ownTokens.filter { node.tokenKind($0) == .text }.map {
        Literals.text(ofToken: $0, in: node.tree) { report($0) }
      }
      guard let first = names.first else { return nil }
      return (.diff(first, names.count > 1 ? names[1] : nil), RowShape(columns: Resolver.columns(of: .changes)))
    case .changesReport: return (.changes, RowShape(columns: Resolver.columns(of: .changes)))
    case .scenariosReport: return (.scenarios, RowShape(columns: Resolver.columns(of: .scenarios)))
    case .checksReport: return (.checks, RowShape(columns: Resolver.columns(of: .checks)))
    case .frameworksReport: return (.frameworks, RowShape(columns: Resolver.columns(of: .frameworks)))
    case .askReport:
      // Whom to ask is what the library says in this field.
      for (id, entity) in catalog.entities.enumerated() {
        if let field = entity.field(named: "whom_to_ask") { _ = formula(entity: id, field: field, usedAt: node.range) }
      }
      let own = node.ownTokens
      let shape = RowShape(columns: Resolver.columnsOfAsk)
      // The report reads these formulas without the text naming them.
      for (entity, declared) in catalog.entities.enumerated() {
        guard let field = declared.field(named: Resolver.whomToAskField), declared.fields[field].isComputed else {
          continue
        }
        _ = formula(entity: entity, field: field, usedAt: node.range)
      }
      if own.count > 1 {
        guard let id = checkID(own[1], node) else { return nil }
        return (.ask(check: id), shape)
      }
      for id in catalog.checks.indices { _ = check(id, usedAt: node.range) }
      return (.ask(check: nil), shape)
    case .staleReport:
      guard let token = node.ownToken(.duration),
        let age = Literals.duration(node.tokenText(token), at: node.tree.range(ofToken: token), report: { report($0) })
      else { return nil }
      for id in catalog.checks.indices { _ = check(id, usedAt: node.range) }
      return (
        .stale(age),
        plain([
          ("check", .text), ("thing", .text), ("verdict", .text), ("field", .text), ("of", .text), ("age", .duration),
          ("source", .text), ("assumed", .yesNo),
        ])
      )
    case .pathReport: return resolvePathReport(node)
    case .sweepReport: return resolveSweep(node)
    case .sensitivityReport: return resolveSensitivity(node)
    case .simulateReport: return resolveSimulate(node)
    case .reachReport, .breakReport: return resolveSearch(node)
    default: return nil
    }
  }

  private func resolvePathReport(_ node: SyntaxNode) -> (ReportPlan, RowShape)? {
    let parts = node.children.filter { $0.kind != .missing }
    guard parts.count >= 2, let along = node.ownToken("along"), along + 1 < node.endTokenIndex else { return nil }
    let (from, fromShape) = sourceRows(parts[0])
    let (to, toShape) = sourceRows(parts[1])
    let name = node.tree.name(ofToken: along + 1)
    let place = node.tree.range(ofToken: along + 1)
    guard let entity = catalog.entity(named: name) ?? catalog.entity(plural: name) else {
      report(unknownNoun(name, at: place))
      return nil
    }
    let references = catalog.entities[entity].fields.compactMap { field -> Int? in
      if case .entity(let target) = field.type { return target }
      return nil
    }
    guard references.count >= 2, references[0] == references[1] else {
      report(
        Diagnostic(
          .typeMismatch, "`\(name)` does not link two things of one kind", at: place,
          label: "`along` needs an entity with two references, such as influence"))
      return nil
    }
    guard let from, let to else { return nil }
    for (shape, part) in [(fromShape, parts[0]), (toShape, parts[1])] where shape.entity != references[0] {
      report(
        Diagnostic(
          .typeMismatch, "the ends of the path must be \(catalog.entities[references[0]].plural)", at: part.range,
          label: shape.entity.map { "these are \(catalog.entities[$0].plural)" } ?? "these are plain rows"))
      return nil
    }
    return (
      .path(from: from, to: to, along: entity),
      RowShape(columns: [
        Column(name: "from", type: .entity(references[0])), Column(name: "to", type: .entity(references[0])),
        Column(name: "reaches", type: .yesNo), Column(name: "steps", type: .integer),
        Column(name: "path", type: .set(.entity(references[0]))),
        Column(name: "always_through", type: .set(.entity(references[0]))),
      ])
    )
  }
}
