// Statements: what each one does, with everything in it checked.

extension Resolver {
  /// The field `ask` reads to name somebody beside an unknown fact, where a library declares one.
  public static var whomToAskField: String { "whom_to_ask" }

  /// Checks the items of a text in order.
  public func resolve(items: [SyntaxNode]) -> [CheckedStatement] {
    items.compactMap { item in
      switch item.kind {
      case .unexpected:
        plainSentence(item)
        return nil
      case .missing: return nil
      default: return resolveStatement(item)
      }
    }
  }

  /// Checks the statements of a body; what `use` says in it ends with it.
  private func resolve(body node: SyntaxNode?) -> [CheckedStatement] {
    let saved = (scopeEntity, scopeThing, locals, tracesInUse)
    defer { (scopeEntity, scopeThing, locals, tracesInUse) = saved }
    let items = node.map { Array($0.children) } ?? []
    for item in items where CatalogBuilder.isDeclaration(item.kind) || item.kind == .paramDeclaration {
      report(declaredInBody(item))
      // What uses it below is no mistake of its own.
      let own = item.ownTokens
      if own.count > 1, [.name, .quotedName].contains(item.tokenKind(own[1])) {
        bind(item.tree.name(ofToken: own[1]), type: .invalid)
      }
    }
    return resolve(items: items)
  }

  /// What is declared belongs to the whole text, and so do the names in it: inside braces it would see nothing of the row.
  private func declaredInBody(_ item: SyntaxNode) -> Diagnostic {
    let word = item.firstName
    return Diagnostic(
      .notAllowedHere, "`\(word)` stands at the top of a text, not inside braces", at: item.firstTokenRange,
      label: "nothing is declared here",
      notes: word == "let"
        ? [
          "write the query where it is needed, as in `print count(ROWS where CONDITION)`",
          "what doesn't use the names of the braces can be declared above them",
        ] : ["declare it above, outside the braces"])
  }

  /// A word of the language that this version understands and can't do.
  private func notBuilt(_ node: SyntaxNode) -> Diagnostic? {
    let statement = node.kind == .reportPipeline ? node.child(0) ?? node : node
    switch statement.kind {
    case .queryStatement, .block, .table, .perGroup, .unexpected, .missing: return nil
    default: break
    }
    guard let word = LanguageTable.unbuilt.first(where: { $0.name == statement.firstName }) else { return nil }
    return Diagnostic(
      .notBuilt, "this version can't `\(word.name)` yet", at: statement.firstTokenRange,
      label: "understood, but not done",
      notes: word.instead.isEmpty ? [] : [word.instead])
  }

  private func resolveStatement(_ node: SyntaxNode) -> CheckedStatement {
    if let problem = notBuilt(node) { report(problem) }
    if bringsThings(node) { allowsMissingThings = true }
    let kind = statementKind(node)
    confine(kind, at: node.range)
    trace(kind)
    return CheckedStatement(kind, node.range)
  }

  private func statementKind(_ node: SyntaxNode) -> CheckedStatement.Kind {
    switch node.kind {
    case .queryStatement:
      guard let inner = node.child(0) else { return .nothing }
      let plan = resolveQuery(inner)
      if !plan.isSilent { lastShape = plan.shape }
      return .query(plan)
    case .block:
      if let slip = changeAsBlock(node) { report(slip) }
      return .data(node)
    case .table, .perGroup: return .data(node)
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
      let message = node.children.dropFirst().first { $0.kind == .textLiteral }
      return .require(condition(value), message: message.map { resolve($0) })
    case .forStatement: return resolveFor(node)
    case .ifStatement:
      let parts = node.children.filter { $0.kind != .missing && $0.kind != .unexpected }
      guard let test = parts.first else { return .nothing }
      let condition = condition(test)
      let path = internalFlow().path(of: condition)
      let before = lastShape
      let yes = branch(path, otherwise: before) { resolve(body: parts.dropFirst().first) }
      var no: [CheckedStatement] = []
      if let other = parts.dropFirst(2).first {
        no = branch(path, otherwise: lastShape) {
          other.kind == .ifStatement ? [resolveStatement(other)] : resolve(body: other)
        }
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
    case .blameCommand: return resolveBlame(node)
    case .describeCommand:
      let own = node.ownTokens
      return own.count > 1 ? .describe(own.dropFirst().map { node.tree.name(ofToken: $0) }.joined()) : .nothing
    case .helpCommand: return .help(node.ownTokens.dropFirst().map { node.tokenText($0) })
    case .reportPipeline:
      guard let first = node.child(0), let (report, shape) = resolveReport(first) else { return .nothing }
      let plan = resolveSteps(
        Array(node.children.dropFirst(1)), source: .last, shape: shape, range: node.range, isNested: false)
      lastShape = plan.shape
      return .reportQuery(report, plan)
    case .compareReport, .sweepReport, .sensitivityReport, .simulateReport, .reachReport, .breakReport, .diffReport,
      .changesReport, .scenariosReport, .checksReport, .frameworksReport, .askReport, .staleReport, .pathReport:
      guard let (report, shape) = resolveReport(node) else { return .nothing }
      lastShape = shape
      return .report(report, shape)
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

  /// Whether a statement may bring things nobody can know of before it runs: from there on, and in a loop from its start on,
  /// names are looked up when they are met.
  private func bringsThings(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case .importCommand: true
    case .loadCommand: !knowsLoad(node)
    case .forStatement, .ifStatement, .scenarioStatement, .body:
      node.children.contains { $0.kind == .loadCommand || bringsThings($0) }
    default: false
    }
  }

  /// Whether a file to be loaded is named by literal, so that what is in it is known.
  private func knowsLoad(_ node: SyntaxNode) -> Bool {
    guard let value = node.child(0), value.kind == .textLiteral else { return false }
    return value.endTokenIndex - value.firstTokenIndex == 1
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
        return .useAll
      }
      if word == "baseline" { return .useBaseline }
      let place = node.tree.range(ofToken: own[1])
      if catalog.entity(plural: word) != nil || Resolver.wordsForAll.contains(word) {
        report(everythingMeant(at: place))
      } else if let entity = catalog.entity(named: word) {
        report(
          Diagnostic(
            .expected, "`use \(word)` needs the name of \(word.withArticle)", at: place,
            label: "which \(word)?",
            notes: [
              "`\(catalog.entities[entity].plural) | show name` lists them; `use all` ends what `use \(word)` began"
            ]))
      }
      return .nothing
    }
    if value.kind == .wordLiteral, [.none, .unknown].contains(value.tokenKind(value.firstTokenIndex)), word != "date" {
      report(everythingMeant(at: node.tree.range(ofToken: own[1]).joined(to: value.range)))
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
      return .useDate(date)
    case "scenario":
      if let slip = unquotedScenario(value) {
        report(slip)
        return .nothing
      }
      return .useScenario(resolve(value))
    default:
      guard let entity = catalog.entity(named: word) else {
        let place = node.tree.range(ofToken: own[1])
        let whole = place.joined(to: value.range)
        if let thing = thingMeant(by: whole.text), thing.length == whole.text.count {
          report(
            Diagnostic(
              .unknownNoun, "there is no noun `\(word)`", at: place, label: "write `\(thing.text)`",
              fixIts: [.init("name it with its noun", replace: whole, with: thing.text)]))
          return .nothing
        }
        let slip = value.kind == .nameExpression ? useWithoutNounAndQuotes(whole) : nil
        report(slip ?? unknownNoun(word, at: place, inThing: true))
        return .nothing
      }
      if value.kind == .wordLiteral {
        report(
          Diagnostic(
            .typeMismatch, "`use \(word)` needs the name of \(word.withArticle)", at: value.range,
            label: "to look at everything again write `use all`",
            fixIts: [
              .init(
                "write `use all`", replace: node.tree.range(ofToken: own[1]).joined(to: value.range), with: "all")
            ]))
        return .nothing
      }
      if let slip = unquotedName(value, of: entity) {
        report(slip)
        return .nothing
      }
      let thing = resolve(value, expecting: .entity(entity))
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

  /// What people call everything there is.
  private static let wordsForAll: Set<String> = [
    "everything", "portfolio", "none", "nothing", "everyone", "world", "global", "company",
  ]

  /// `use accounts`, `use account none`: nothing is to narrow the nouns any more.
  private func everythingMeant(at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .expected, "`use all` looks at everything again", at: place, label: "write `all`",
      fixIts: [.init("look at everything", replace: place, with: "all")])
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
    let (body, traces) = traced(name, base: base) { resolve(body: node.child(of: .body)) }
    return .scenario(name: name, base: base, body: body, traces: traces)
  }

  func checkID(_ token: Int, _ node: SyntaxNode) -> Int? {
    let name = node.tree.name(ofToken: token)
    guard let id = catalog.check(named: name) else {
      let nearest = Suggestions.nearest(to: name, among: catalog.checks.map(\.name))
      let isAll = node.kind == .checkCommand && (name == "checks" || Resolver.wordsForAll.contains(name))
      report(
        Diagnostic(
          .unknownCheck, "there is no check `\(name)`", at: node.tree.range(ofToken: token),
          label: nearest.map { "did you mean `\($0)`?" } ?? "`checks` lists them",
          fixIts: (nearest ?? (isAll ? "all" : nil)).map {
            [.init("write `\($0)`", replace: node.tree.range(ofToken: token), with: $0)]
          } ?? []))
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
    let body = branch(path, otherwise: lastShape) { resolve(body: node.child(of: .body)) }
    locals = saved
    return .forEach(slot: slot, name: name, query: plan, body: body)
  }

  /// Warnings of parameters nothing uses.
  public func unused(parameters: [(name: String, range: SourceRange)]) -> [Diagnostic] {
    parameters.filter { !usedLocals.contains($0.name) }.map {
      Diagnostic(
        .unusedParameter, "the parameter `\($0.name)` is never used", at: $0.range, label: "nothing below reads it")
    }
  }
}
