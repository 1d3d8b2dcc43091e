// Reports that try changes out: sweep, sensitivity, reach and break.

extension Resolver {
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

  func resolveSweep(_ node: SyntaxNode) -> (ReportPlan, RowShape)? {
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
    for value in values + [low, high].compactMap({ $0 }) {
      // What the field can't be is no value to try.
      if let bounds = declared.bounds, case .constant(let constant) = value.kind,
        let problem = BoundsCheck.problem(
          constant, bounds, at: value.range, field: declared.name, catalog: catalog, type: declared.type)
      {
        report(problem)
      }
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

  func resolveSensitivity(_ node: SyntaxNode) -> (ReportPlan, RowShape)? {
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

  func resolveSearch(_ node: SyntaxNode) -> (ReportPlan, RowShape)? {
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
        if let id = catalog.move(named: name) {
          report(
            Diagnostic(
              .unknownName, "`\(name)` is a \(isBreak ? "move" : "loss")", at: spec.firstTokenRange,
              label: isBreak ? "`break` looks at losses" : "`reach` looks at moves",
              labels: [.init(catalog.moves[id].range, "declared here")],
              notes: ["`\(isBreak ? "reach" : "break")` looks at \(isBreak ? "moves" : "losses")"]))
          continue
        }
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
