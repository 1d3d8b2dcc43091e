// Statements: what each one does, with everything in it checked.

extension Resolver {
  /// The field `ask` reads to name somebody beside an unknown fact, where a library declares one.
  public static var whomToAskField: String { "whom_to_ask" }

  /// Checks the items of a text in order.
  public func resolve(items: [SyntaxNode]) -> [CheckedStatement] {
    items.compactMap { item in
      switch item.kind {
      case .unexpected, .missing: nil
      default: resolveStatement(item)
      }
    }
  }

  /// Checks the statements of a body; what `use` says in it ends with it.
  private func resolve(body node: SyntaxNode?) -> [CheckedStatement] {
    let saved = (scopeEntity, scopeThing, locals)
    let reach = (dayReach, scopeReach)
    defer {
      (scopeEntity, scopeThing, locals) = saved
      (dayReach, scopeReach) = reach
    }
    return resolve(items: node.map { Array($0.children) } ?? [])
  }

  private func resolveStatement(_ node: SyntaxNode) -> CheckedStatement {
    let kind = statementKind(node)
    confine(kind, at: node.range)
    return CheckedStatement(kind, node.range)
  }

  private func statementKind(_ node: SyntaxNode) -> CheckedStatement.Kind {
    switch node.kind {
    case .queryStatement:
      guard let inner = node.child(0) else { return .nothing }
      let plan = resolveQuery(inner)
      if !plan.isSilent { lastShape = plan.shape }
      return .query(plan)
    case .block, .table, .perGroup: return .data(node)
    case .addCommand: return .add(node)
    case .useCommand: return resolveUse(node)
    case .scenarioStatement: return resolveScenario(node)
    case .adoptCommand: return .adopt(text(node) ?? "")
    case .dropCommand: return .dropScenario(text(node) ?? "")
    case .checkCommand: return resolveCheckCommand(node)
    case .whyCommand: return resolveWhy(node)
    case .printCommand:
      guard let value = node.child(0) else { return .nothing }
      return .print(resolve(value, expecting: .text))
    case .expectCommand:
      guard let value = node.child(0) else { return .nothing }
      if value.kind == .textLiteral { return .expectText(plainText(value)) }
      return .expectExpression(condition(value))
    case .requireCommand:
      guard let value = node.child(0) else { return .nothing }
      return .require(condition(value), message: text(node) ?? "")
    case .forStatement: return resolveFor(node)
    case .ifStatement:
      let parts = node.children.filter { $0.kind != .missing && $0.kind != .unexpected }
      guard let test = parts.first else { return .nothing }
      let condition = condition(test)
      let path = internalFlow().path(of: condition)
      let yes = reached(by: path) { resolve(body: parts.dropFirst().first) }
      var no: [CheckedStatement] = []
      if let other = parts.dropFirst(2).first {
        no = reached(by: path) { other.kind == .ifStatement ? [resolveStatement(other)] : resolve(body: other) }
      }
      return .ifElse(condition, yes, no)
    case .loadCommand: return node.child(0).map { .load(resolve($0, expecting: .text)) } ?? .nothing
    case .importCommand: return .importRows(node)
    case .undoCommand, .redoCommand:
      let count = node.ownToken(.number).map { self.count(at: $0, in: node) ?? 0 } ?? 1
      return node.kind == .undoCommand ? .undo(count) : .redo(count)
    case .revertCommand: return .revert
    case .saveCommand: return .save
    case .reloadCommand: return .reload
    case .blameCommand: return node.child(of: .thing).map { .blame(resolve($0)) } ?? .nothing
    case .describeCommand:
      let own = node.ownTokens
      return own.count > 1 ? .describe(node.tree.name(ofToken: own[1])) : .nothing
    case .helpCommand: return .help(node.ownTokens.dropFirst().map { node.tokenText($0) })
    case .reportPipeline:
      guard let first = node.child(0), let (report, rows) = resolveReport(first) else { return .nothing }
      let shape = rows.reached(by: internalReach(of: report))
      let plan = resolveSteps(
        Array(node.children.dropFirst(1)), source: .last, shape: shape, range: node.range, isNested: false)
      lastShape = plan.shape
      return .reportQuery(report, plan)
    case .compareReport, .sweepReport, .sensitivityReport, .simulateReport, .reachReport, .breakReport, .diffReport,
      .changesReport, .scenariosReport, .checksReport, .frameworksReport, .askReport, .staleReport, .pathReport:
      guard let (report, shape) = resolveReport(node) else { return .nothing }
      let path = internalReach(of: report)
      lastShape = shape.reached(by: path)
      return .report(report, internalPath: lastShape?.internalPath)
    case .includeCommand:
      report(
        Diagnostic(
          .notAllowedHere, "`include` stands at the top of a script", at: node.range, label: "not inside braces"))
      return .nothing
    default: return .nothing
    }
  }

  /// The last own text token of a node.
  private func text(_ node: SyntaxNode) -> String? {
    node.ownTokens.last { node.tokenKind($0) == .text || node.tokenKind($0) == .multilineText }.map {
      Literals.text(ofToken: $0, in: node.tree) { report($0) }
    }
  }

  private func plainText(_ node: SyntaxNode) -> String {
    Literals.text(ofToken: node.firstTokenIndex, in: node.tree) { report($0) }
  }

  private func resolveUse(_ node: SyntaxNode) -> CheckedStatement.Kind {
    let own = node.ownTokens
    guard own.count > 1 else {
      if let value = node.child(0), value.kind == .textLiteral { report(useWithoutNoun(value)) }
      return .nothing
    }
    let word = node.tree.name(ofToken: own[1])
    guard let value = node.child(0), value.kind != .missing else {
      if word == "all" {
        scopeEntity = nil
        scopeThing = nil
        scopeReach = nil
        return .useAll
      }
      if word == "baseline" { return .useBaseline }
      return .nothing
    }
    switch word {
    case "date":
      let date = resolve(value)
      if date.type != .date, date.type != .invalid {
        report(
          Diagnostic(
            .typeMismatch, "`use date` needs a date", at: value.range, label: "this is \(described(date.type))",
            fixIts: ConstantReader.unquoted(value, as: .date).map {
              [.init("write it without quotes", replace: value.range, with: $0)]
            } ?? []))
      }
      dayReach = internalFlow().path(of: date)
      return .useDate(date)
    case "scenario": return .useScenario(resolve(value))
    default:
      guard let entity = catalog.entity(named: word) else {
        report(unknownNoun(word, at: node.tree.range(ofToken: own[1]), inThing: true))
        return .nothing
      }
      if let slip = unquotedName(value, of: entity) {
        report(slip)
        return .nothing
      }
      let thing = resolve(value, expecting: .entity(entity))
      scopeReach = internalFlow().path(of: thing)
      scopeEntity = entity
      scopeThing = nil
      switch thing.type {
      case .entity(entity):
        if case .thing(let path) = thing.kind, case .found(let found) = directory.find(path, within: nil) {
          scopeThing = found
        }
        return .useThing(thing)
      case .text: return .useThing(Expression(.thingNamed(thing, entity: entity), .entity(entity), thing.range))
      case .invalid: return .nothing
      default:
        report(
          Diagnostic(
            .typeMismatch, "`use \(word)` needs the name of \(word.withArticle)", at: value.range,
            label: "this is \(described(thing.type))"))
        return .nothing
      }
    }
  }

  private func resolveScenario(_ node: SyntaxNode) -> CheckedStatement.Kind {
    let name =
      node.ownTokens.first { node.tokenKind($0) == .text }.map {
        Literals.text(ofToken: $0, in: node.tree) { report($0) }
      } ?? ""
    var base: String?
    if let from = node.child(of: .scenarioName), let token = from.ownToken(.text) {
      base = Literals.text(ofToken: token, in: node.tree) { report($0) }
    }
    return .scenario(name: name, base: base, body: resolve(body: node.child(of: .body)))
  }

  private func checkID(_ token: Int, _ node: SyntaxNode) -> Int? {
    let name = node.tree.name(ofToken: token)
    guard let id = catalog.check(named: name) else {
      let nearest = Suggestions.nearest(to: name, among: catalog.checks.map(\.name))
      report(
        Diagnostic(
          .unknownCheck, "there is no check `\(name)`", at: node.tree.range(ofToken: token),
          label: nearest.map { "did you mean `\($0)`?" } ?? "`checks` lists them",
          fixIts: nearest.map { [.init("write `\($0)`", replace: node.tree.range(ofToken: token), with: $0)] } ?? []))
      return nil
    }
    _ = check(id, usedAt: node.tree.range(ofToken: token))
    return id
  }

  private func resolveCheckCommand(_ node: SyntaxNode) -> CheckedStatement.Kind {
    let own = node.ownTokens
    guard own.count > 1 else { return .nothing }
    let thing = node.child(of: .thing).map { resolve($0) }
    if node.tree.token(own[1], is: "all"), catalog.check(named: "all") == nil {
      for id in catalog.checks.indices { _ = check(id, usedAt: node.range) }
      return .check(check: nil, thing: thing)
    }
    guard let id = checkID(own[1], node) else { return .nothing }
    if let thing { requireSubject(thing, id) }
    if let resolved = definitions.check(id) {
      lastShape = RowShape(columns: resolved.columns, check: id, internalPath: resolved.internalPath)
    }
    return .check(check: id, thing: thing)
  }

  /// A check is asked for its subject, what its subject belongs to, or the things its rows are of.
  private func requireSubject(_ thing: Expression, _ id: Int) {
    guard case .entity(let entity) = thing.type else { return }
    let check = catalog.checks[id]
    let fits = [check.subject, check.each].compactMap { $0 }.contains {
      $0 == entity || catalog.entity($0, isBelow: entity)
    }
    if !fits {
      report(
        Diagnostic(
          .wrongParent, "the check `\(check.name)` is not about \(catalog.entities[entity].name.withArticle)",
          at: thing.range,
          label: "it looks at each \(catalog.entities[check.rowEntity].name)"))
    }
  }

  private func resolveWhy(_ node: SyntaxNode) -> CheckedStatement.Kind {
    if let thingNode = node.child(of: .thing), node.ownToken("for") != nil {
      let own = node.ownTokens
      guard own.count > 1, let id = checkID(own[1], node) else { return .nothing }
      var verdict: Int?
      if node.tokenKind(own[2]) == .not, own.count > 3 {
        let name = node.tree.name(ofToken: own[3])
        let scale = catalog.scales[catalog.checks[id].verdictScale]
        guard let code = scale.code(of: name) else {
          let nearest = Suggestions.nearest(to: name, among: scale.values.map(\.name))
          report(
            Diagnostic(
              .unknownVerdict, "the check `\(catalog.checks[id].name)` has no verdict `\(name)`",
              at: node.tree.range(ofToken: own[3]),
              label: nearest.map { "did you mean `\($0)`?" }
                ?? "it has \(scale.values.map(\.name).joined(separator: ", "))",
              fixIts: nearest.map { [.init("write `\($0)`", replace: node.tree.range(ofToken: own[3]), with: $0)] }
                ?? []))
          return .nothing
        }
        verdict = code
      }
      let thing = resolve(thingNode)
      requireSubject(thing, id)
      return .whyCheck(check: id, notVerdict: verdict, thing: thing)
    }
    guard let value = node.child(0) else { return .nothing }
    return .whyExpression(resolve(value))
  }

  private func resolveFor(_ node: SyntaxNode) -> CheckedStatement.Kind {
    guard let queryNode = node.child(of: .query) else { return .nothing }
    let plan = resolveQuery(queryNode)
    let own = node.ownTokens
    guard own.count > 2, node.tokenKind(own[2]) == .name || node.tokenKind(own[2]) == .quotedName else {
      return .nothing
    }
    let name = node.tree.name(ofToken: own[2])
    let saved = locals
    let path = plan.shape.internalPath
    let slot = bindRow(
      name, shape: plan.choosesColumns ? RowShape(columns: plan.shape.columns, internalPath: path) : plan.shape)
    let body = reached(by: path) { resolve(body: node.child(of: .body)) }
    locals = saved
    return .forEach(slot: slot, name: name, query: plan, body: body)
  }

  // MARK: Reports

  func measures(_ node: SyntaxNode?) -> [ColumnDefinition] {
    guard let node else { return [] }
    return node.children.filter { $0.kind != .missing }.map { item in
      let value = resolve(item)
      return ColumnDefinition(name: value.text, value: value)
    }
  }

  private func scenarioName(_ node: SyntaxNode) -> String? {
    node.ownToken(.text).map { Literals.text(ofToken: $0, in: node.tree) { report($0) } }
  }

  private func resolveReport(_ node: SyntaxNode) -> (ReportPlan, RowShape)? {
    func plain(_ names: [(String, ValueType)]) -> RowShape {
      RowShape(columns: names.map { Column(name: $0.0, type: $0.1) })
    }
    func texts(_ names: String...) -> RowShape { plain(names.map { ($0, .text) }) }
    switch node.kind {
    case .compareReport:
      let names = node.children(of: .scenarioName).map { scenarioName($0) }
      let measures = measures(node.child(of: .measures))
      let because = node.ownToken("because") != nil
      var columns: [(String, ValueType)] = [("measure", .text)] + names.map { ($0 ?? "baseline", .invalid) }
      if names.count == 2 { columns.append(("delta", .invalid)) }
      if because { columns.append(("because", .set(.text))) }
      return (.compare(scenarios: names, measures: measures, because: because), plain(columns))
    case .diffReport:
      let names = node.ownTokens.filter { node.tokenKind($0) == .text }.map {
        Literals.text(ofToken: $0, in: node.tree) { report($0) }
      }
      guard let first = names.first else { return nil }
      return (.diff(first, names.count > 1 ? names[1] : nil), texts("thing", "field", "from", "to"))
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
      let shape = plain([
        ("thing", .text), ("field", .text), ("settles", .integer), ("checks", .set(.text)), ("ask", .text),
      ])
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

  /// Warnings of parameters nothing uses.
  public func unused(parameters: [(name: String, range: SourceRange)]) -> [Diagnostic] {
    parameters.filter { !usedLocals.contains($0.name) }.map {
      Diagnostic(
        .unusedParameter, "the parameter `\($0.name)` is never used", at: $0.range, label: "nothing below reads it")
    }
  }
}
