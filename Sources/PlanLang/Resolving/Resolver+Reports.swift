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
    return audience == nil ? found : found.filter { internalFlow().path(of: $0.value) == nil }
  }

  private func scenarioName(_ node: SyntaxNode) -> String? {
    node.ownToken(.text).map { Literals.text(ofToken: $0, in: node.tree) { report($0) } }
  }

  /// The columns of `ask`.
  public static let columnsOfAsk: [Column] = [
    .things("thing"), Column(name: "field", type: .text), Column(name: "settles", type: .integer),
    Column(name: "checks", type: .set(.text)), Column(name: "ask", type: .text),
  ]

  func resolveReport(_ node: SyntaxNode) -> (ReportPlan, RowShape)? {
    func plain(_ names: [(String, ValueType)]) -> RowShape {
      RowShape(columns: names.map { Column(name: $0.0, type: $0.1) })
    }
    switch node.kind {
    case .compareReport:
      let names = node.children(of: .scenarioName).map { scenarioName($0) }
      let isWhole = node.child(of: .measures) == nil
      let measures = isWhole ? everyMeasure(node.range) : measures(node.child(of: .measures))
      let because = node.ownToken("because") != nil
      var columns: [(String, ValueType)] = [("measure", .text)] + names.map { ($0 ?? "baseline", .invalid) }
      if names.count == 2 { columns.append(("delta", .invalid)) }
      if because { columns.append(("because", .set(.text))) }
      return (
        .compare(scenarios: names, measures: measures, because: because, isWhole: isWhole), plain(columns)
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

  /// The stored field a path names, with the thing before it.
  private func storedField(_ node: SyntaxNode) -> (Expression, entity: Int, field: Int)? {
    let value = resolve(node)
    guard case .field(let thing, let entity, let field) = value.kind else {
      if value.type != .invalid {
        report(
          Diagnostic(
            .typeMismatch, "a stored field of a thing is needed here", at: node.range,
            label: "as in `stakeholder \"Dana Li\".alignment`"))
      }
      return nil
    }
    return (thing, entity, field)
  }

  private func resolveSweep(_ node: SyntaxNode) -> (ReportPlan, RowShape)? {
    let parts = node.children.filter { $0.kind != .missing }
    guard parts.count >= 3, let (thing, entity, field) = storedField(parts[0]) else {
      _ = measures(node.child(of: .measures))
      return nil
    }
    let declared = catalog.entities[entity].fields[field]
    var values: [Expression] = []
    var low: Expression?
    var high: Expression?
    if parts[1].kind == .range, let lowNode = parts[1].child(0), let highNode = parts[1].child(1) {
      low = resolve(lowNode, expecting: declared.type)
      high = resolve(highNode, expecting: declared.type)
      for bound in [low, high].compactMap({ $0 }) { _ = converted(bound, to: declared.type) }
    } else if parts[1].kind == .list {
      values = parts[1].children.filter { $0.kind != .missing }.map {
        converted(resolve($0, expecting: declared.type), to: declared.type)
      }
    } else {
      report(
        Diagnostic(
          .typeMismatch, "`over` needs a range or a list", at: parts[1].range, label: "as in `over neutral..sponsor`"))
    }
    let step = parts.count > 3 ? resolve(parts[2]) : nil
    let measures = measures(node.child(of: .measures))
    let columns =
      [Column(name: declared.name, type: declared.type)] + measures.map { Column(name: $0.name, type: $0.value.type) }
    return (
      .sweep(
        SweepPlan(
          thing: thing, entity: entity, field: field, values: values, low: low, high: high, step: step,
          measures: measures)),
      RowShape(columns: columns)
    )
  }

  /// `ENTITY.FIELD` as entity and stored field.
  private func entityField(_ node: SyntaxNode) -> (entity: Int, field: Int)? {
    guard node.kind == .path, let base = node.child(0), base.kind == .nameExpression,
      let entity = catalog.entity(named: base.firstName)
    else {
      report(
        Diagnostic(
          .unknownField, "an entity's field is needed here", at: node.range, label: "as in `opportunity.probability`"))
      return nil
    }
    let name = node.tree.name(ofToken: node.lastTokenIndex)
    return entityField(entity, name, node.lastTokenRange)
  }

  private func entityField(_ entity: Int, _ name: String, _ place: SourceRange) -> (entity: Int, field: Int)? {
    let declared = catalog.entities[entity]
    guard let field = declared.field(named: name), !declared.fields[field].isComputed else {
      let nearest = Suggestions.nearest(to: name, among: declared.fields.filter { !$0.isComputed }.map(\.name))
      report(
        Diagnostic(
          .unknownField, "\(declared.name) has no stored field `\(name)`", at: place,
          label: nearest.map { "did you mean `\($0)`?" } ?? "not a stored field",
          fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
      return nil
    }
    return (entity, field)
  }

  private func resolveSensitivity(_ node: SyntaxNode) -> (ReportPlan, RowShape)? {
    let measures = measures(node.child(of: .measures))
    guard let fieldNode = node.children.first(where: { $0.kind != .measures && $0.kind != .missing }),
      let (entity, field) = entityField(fieldNode)
    else { return nil }
    switch catalog.entities[entity].fields[field].type {
    case .number, .integer, .money, .percent: break
    default:
      report(
        Diagnostic(
          .typeMismatch, "only numbers, money and percentages can be varied", at: fieldNode.range,
          label: "this is \(described(catalog.entities[entity].fields[field].type))"))
    }
    let spread =
      node.ownToken(.percent).flatMap { Fixed.parse(node.tokenText($0).dropLast(), scale: Fixed.numberScale / 100) }
      ?? 100_000
    let shape = RowShape(columns: [
      Column(name: "thing", type: .text), Column(name: "measure", type: .text), Column(name: "low", type: .invalid),
      Column(name: "base", type: .invalid), Column(name: "high", type: .invalid), Column(name: "swing", type: .invalid),
    ])
    return (.sensitivity(measures: measures, entity: entity, field: field, spread: spread), shape)
  }

  private func resolveSimulate(_ node: SyntaxNode) -> (ReportPlan, RowShape)? {
    let numbers = node.ownTokens.filter { node.tokenKind($0) == .number }
    let runs = numbers.first.flatMap { count(at: $0, in: node) }
    if let token = numbers.first, let runs, runs < 1 || runs > 10_000_000 {
      report(
        Diagnostic(
          .outOfRange, "the number of runs is between 1 and 10 million", at: node.tree.range(ofToken: token),
          label: "\(runs) is outside"))
    }
    let seed = numbers.count > 1 ? count(at: numbers[1], in: node) ?? 0 : 0
    // Chances are fields of their entity inside the measures.
    let measures = measures(node.child(of: .measures))
    let shape = RowShape(
      columns: [Column(name: "measure", type: .text)]
        + ["mean", "p10", "p50", "p90", "least", "most"].map { Column(name: $0, type: .invalid) })
    return (.simulate(runs: runs ?? 0, measures: measures, seed: UInt64(seed)), shape)
  }

  private func resolveSearch(_ node: SyntaxNode) -> (ReportPlan, RowShape)? {
    let isBreak = node.kind == .breakReport
    guard let goalNode = node.child(0) else { return nil }
    let goal = condition(goalNode)
    var moves: [SearchPlan.MoveChoice] = []
    for spec in node.children(of: .moveSpec) {
      let name = spec.firstName
      var cost: Int64?
      if let token = spec.ownToken("cost"), token + 1 < spec.endTokenIndex {
        cost = Fixed.parse(spec.tokenText(token + 1), scale: Fixed.numberScale)
      }
      if let dot = spec.ownToken(.dot), dot + 1 < spec.endTokenIndex {
        guard let entity = catalog.entity(named: name) else {
          report(unknownNoun(name, at: spec.firstTokenRange))
          continue
        }
        guard let (_, field) = entityField(entity, node.tree.name(ofToken: dot + 1), node.tree.range(ofToken: dot + 1))
        else { continue }
        let type = catalog.entities[entity].fields[field].type
        if let valueNode = spec.child(0) {
          moves.append(
            .assigned(
              entity: entity, field: field, value: converted(resolve(valueNode, expecting: type), to: type),
              cost: cost ?? Fixed.numberScale))
        } else {
          let up = spec.ownToken("up") != nil
          let steps =
            spec.ownTokens.first { node.tokenKind($0) == .number }.map { count(at: $0, in: node) ?? 1 } ?? 1
          if case .scale(let id) = type, !catalog.scales[id].isOrdered {
            report(
              Diagnostic(
                .unorderedChoice, "the values of \(catalog.scales[id].name) have no order", at: spec.range,
                label: "`up` and `down` need an ordered scale"))
          }
          moves.append(
            .stepped(entity: entity, field: field, steps: up ? steps : -steps, cost: cost ?? Fixed.numberScale))
        }
        continue
      }
      guard let id = catalog.move(named: name), catalog.moves[id].isLoss == isBreak else {
        let names = catalog.moves.filter { $0.isLoss == isBreak }.map(\.name)
        let nearest = Suggestions.nearest(to: name, among: names)
        report(
          Diagnostic(
            .unknownName, "there is no \(isBreak ? "loss" : "move") `\(name)`", at: spec.firstTokenRange,
            label: nearest.map { "did you mean `\($0)`?" }
              ?? (names.isEmpty ? "none is declared" : "there are \(names.joined(separator: ", "))"),
            fixIts: nearest.map { [.init("write `\($0)`", replace: spec.firstTokenRange, with: $0)] } ?? []))
        continue
      }
      move(id)
      moves.append(.declared(id, cost: cost))
    }
    if node.children(of: .moveSpec).isEmpty {
      for (id, declared) in catalog.moves.enumerated() where declared.isLoss == isBreak {
        move(id)
        moves.append(.declared(id, cost: nil))
      }
    }
    var limit = 3
    if let within = node.ownToken("within"), within + 1 < node.endTokenIndex {
      limit = count(at: within + 1, in: node) ?? limit
    }
    var scenario: String?
    if let token = node.ownTokens.last, node.tokenKind(token) == .text {
      scenario = Literals.text(ofToken: token, in: node.tree) { report($0) }
    }
    let shape = RowShape(columns: [
      Column(name: "rank", type: .integer), Column(name: "cost", type: .number), Column(name: "size", type: .integer),
      Column(name: "changes", type: .set(.text)),
    ])
    return (.search(SearchPlan(isBreak: isBreak, goal: goal, moves: moves, limit: limit, scenario: scenario)), shape)
  }
}
