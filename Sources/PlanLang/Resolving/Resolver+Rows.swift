// Where rows come from: nouns, named queries, checks, worksheets, sets, things, queries in parentheses.

extension Resolver {
  /// Whether a node names rows rather than one value.
  func isRowsNode(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case .allNoun, .subquery, .lastResult: return true
    case .parenthesized: return node.child(0).map { isRowsNode($0) } ?? false
    case .nameExpression:
      let name = node.firstName
      if let found = column(named: name, depth: 0, at: node.range) {
        if case .set = found.type { return true }
        return false
      }
      if locals[name] != nil { return false }
      return catalog.entity(plural: name) != nil || catalog.query(named: name) != nil
        || catalog.check(named: name) != nil
        || catalog.worksheet(named: name) != nil || CatalogList(rawValue: name) != nil
    case .path:
      let name = node.tree.name(ofToken: node.lastTokenIndex)
      return catalog.entity(plural: name) != nil || ownedRows(node) != nil
    default: return false
    }
  }

  /// The rows a node names and what they are; nil (after a report) when it names none.
  func rows(_ node: SyntaxNode) -> (RowSource?, RowShape) {
    switch node.kind {
    case .parenthesized: return node.child(0).map { rows($0) } ?? (nil, RowShape())
    case .lastResult:
      guard let lastShape else {
        report(noLastResult(node))
        return (nil, RowShape())
      }
      return (.last, lastShape)
    case .allNoun: return allRows(node)
    case .subquery:
      guard let inner = node.child(of: .query) else { return (nil, RowShape()) }
      let plan = resolveQuery(inner, isNested: true)
      return (.query(plan), plan.shape)
    case .nameExpression: return namedRows(node)
    case .path: return pathRows(node)
    case .missing: return (nil, RowShape())
    default: return valueRows(resolve(node), node)
    }
  }

  private func allRows(_ node: SyntaxNode) -> (RowSource?, RowShape) {
    guard node.endTokenIndex - node.firstTokenIndex > 1 else { return (nil, RowShape()) }
    let name = node.tree.name(ofToken: node.lastTokenIndex)
    if let entity = catalog.entity(plural: name) { return (.everything(entity: entity), RowShape(entity: entity)) }
    if catalog.query(named: name) != nil || catalog.check(named: name) != nil || catalog.worksheet(named: name) != nil {
      report(
        Diagnostic(
          .unknownNoun, "`all` stands before a plural noun", at: node.range, label: "`\(name)` is no noun of its own",
          notes: ["after `use all` it means everybody's"],
          fixIts: [.init("leave `all` out", replace: node.range, with: name)]))
      return (nil, RowShape())
    }
    report(unknownRows(name, at: node.lastTokenRange, "`all` stands before a plural noun"))
    return (nil, RowShape())
  }

  private func namedRows(_ node: SyntaxNode) -> (RowSource?, RowShape) {
    let name = node.firstName
    if let found = column(named: name, depth: 0, at: node.range) {
      switch found.type {
      case .set, .entity: return valueRows(found, node)
      default:
        // A noun of the same name as a field of one value: the rows are meant where rows are wanted.
        if catalog.entity(plural: name) == nil && catalog.query(named: name) == nil && catalog.check(named: name) == nil
        {
          return valueRows(found, node)
        }
      }
    }
    if name == "this", let depth = thisDepth, let entity = scopes[scopes.count - 1 - depth].entity {
      return (
        .things(Expression(.row(depth: depth), .entity(entity), node.range), entity: entity), RowShape(entity: entity)
      )
    }
    if let local = locals[name] {
      usedLocals.insert(name)
      if case .entity(let entity) = local.type {
        return (
          .things(value(of: local, at: node.range), entity: entity),
          RowShape(entity: entity)
        )
      }
      return valueRows(resolve(node), node)
    }
    if let entity = catalog.entity(plural: name) { return nounRows(entity, node.range) }
    let within = innermostThing(node.range)
    if let id = catalog.query(named: name) {
      guard let plan = query(id, usedAt: node.range) else { return (nil, RowShape()) }
      return (.named(id, within: within), plan.shape)
    }
    if let id = catalog.check(named: name) {
      guard let resolved = check(id, usedAt: node.range) else { return (nil, RowShape()) }
      return (
        .check(id, within: within), RowShape(columns: resolved.columns, check: id, internalPath: resolved.internalPath)
      )
    }
    if let id = catalog.worksheet(named: name) {
      return (.worksheet(id, within: within), RowShape(columns: worksheetColumns(id)))
    }
    if let list = CatalogList(rawValue: name) {
      return (.list(list, within: within), RowShape(columns: Resolver.columns(of: list)))
    }
    if let entity = catalog.entity(named: name) {
      report(
        Diagnostic(
          .unknownNoun, "`\(name)` alone names no rows", at: node.range,
          label: "write `\(catalog.entities[entity].plural)` for all of them, `\(name) \"Label\"` for one",
          fixIts: [
            .init(
              "write `\(catalog.entities[entity].plural)`", replace: node.range, with: catalog.entities[entity].plural)
          ]))
      return (nil, RowShape())
    }
    if scopes.isEmpty, name == "today" { return valueRows(resolve(node), node) }
    report(unknownRows(name, at: node.range, nil))
    return (nil, RowShape())
  }

  /// The columns of the lists the program keeps.
  public static func columns(of list: CatalogList) -> [Column] {
    func texts(_ names: String...) -> [Column] { names.map { Column(name: $0, type: .text) } }
    switch list {
    case .facts:
      return [.things("thing")] + texts("field", "value", "source") + [
        Column(name: "on", type: .date), Column(name: "age", type: .duration),
      ]
        + texts("file") + [Column(name: "line", type: .integer)]
    case .changes: return [.things("thing")] + texts("field", "from", "to")
    case .scenarios:
      // How many changes there are tells of the facts they were made from.
      return texts("scenario", "base")
        + [Column(name: "changes", type: .integer, internalPath: ["what scenarios change"])]
    case .checks: return texts("check", "subject", "title", "cites") + [Column(name: "tests", type: .integer)]
    case .frameworks: return texts("framework", "title", "declares")
    }
  }

  /// The things of an entity: those below the innermost row, or all within the scope.
  private func nounRows(_ entity: Int, _ range: SourceRange) -> (RowSource?, RowShape) {
    if let scope = scopes.last, let own = scope.entity, catalog.entity(entity, isBelow: own) {
      return (.below(Expression(.row(depth: 0), .entity(own), range), entity: entity), RowShape(entity: entity))
    }
    return (.noun(entity: entity), RowShape(entity: entity))
  }

  private func unknownRows(_ name: String, at range: SourceRange, _ note: String?) -> Diagnostic {
    let nouns =
      catalog.entities.filter { $0.role == .stored }.map(\.plural) + catalog.queries.map(\.name)
      + catalog.checks.map(\.name) + catalog.worksheets.map(\.name) + CatalogList.allCases.map(\.rawValue)
    let nearest = Suggestions.nearest(
      to: name, among: nouns + catalog.entities.filter { $0.role == .stored }.map(\.name))
    let meant = nearest.flatMap { catalog.entity(named: $0).map { catalog.entities[$0].plural } } ?? nearest
    if catalog.entity(named: name) == nil, let field = fieldInPlaceOfRows(name, at: range, note) { return field }
    if meant == nil, note == nil, let answer = plainAnswer(range, at: range, .unknownNoun) { return answer }
    return Diagnostic(
      .unknownNoun, "there is nothing called `\(name)` to look at", at: range,
      label: meant.map { "did you mean `\($0)`?" } ?? "not a noun, a query, a check or a worksheet",
      notes: (note.map { [$0] } ?? []) + (meant == nil ? ["`help nouns` lists what there is to look at"] : []),
      fixIts: meant.map { [.init("write `\($0)`", replace: range, with: $0)] } ?? [])
  }

  /// What is said when a field stands where rows are wanted: whose field it is, and how to ask for it.
  private func fieldInPlaceOfRows(_ name: String, at range: SourceRange, _ note: String?) -> Diagnostic? {
    let owners = catalog.entities.filter { $0.role == .stored && $0.field(named: name) != nil }
    guard let owner = owners.first(where: \.isTopLevel) ?? owners.first else { return nil }
    let query = "\(owner.plural) | show \(owner.isNamed ? "name, " : "")\(name)"
    let others = owners.count > 1 ? ", among others" : ""
    return Diagnostic(
      .unknownNoun, "`\(name)` is a field of \(owner.name)\(others), and there is no row to read it from", at: range,
      label: "of which \(owner.name)?",
      notes: (note.map { [$0] } ?? []) + [
        owner.isTopLevel
          ? "`\(query)` shows it for all; after `use \(owner.name) \"...\"` the name alone is enough"
          : "`\(query)` shows it for all"
      ],
      fixIts: isInsideAggregate
        ? [.init("say of which rows", replace: range, with: "\(name) of \(owner.plural)")]
        : [.init("ask for all of them", replace: range, with: query)])
  }

  private func pathRows(_ node: SyntaxNode) -> (RowSource?, RowShape) {
    guard let base = node.child(0) else { return (nil, RowShape()) }
    let name = node.tree.name(ofToken: node.lastTokenIndex)
    if let owned = ownedRows(node) { return owned }
    guard let entity = catalog.entity(plural: name) else { return valueRows(resolve(node), node) }
    let owner: Expression
    if base.kind == .nameExpression, base.firstName == "this", let depth = thisDepth,
      let own = scopes[scopes.count - 1 - depth].entity
    {
      owner = Expression(.row(depth: depth), .entity(own), base.range)
    } else {
      if base.kind == .nameExpression, catalog.entity(plural: base.firstName) != nil,
        column(named: base.firstName, depth: 0, at: base.range) == nil
      {
        report(
          Diagnostic(
            .pathThroughPlural, "a path can't go through many rows", at: node.range, label: "go step by step",
            fixIts: [.init("write it as steps", replace: node.range, with: "(\(base.text) | \(name))")]))
        return (nil, RowShape())
      }
      owner = resolve(base)
    }
    if owner.type == .invalid { return (nil, RowShape()) }
    // A field of this name on the thing comes first.
    if case .entity(let own) = owner.type, catalog.entities[own].field(named: name) != nil {
      return valueRows(resolve(node), node)
    }
    guard case .entity(let own) = owner.type, catalog.entity(entity, isBelow: own) else {
      report(
        Diagnostic(
          .wrongParent, "\(name) do not belong to this", at: node.lastTokenRange,
          label: "\(catalog.entities[entity].name.withArticle) belongs to \(parentNames(entity))"))
      return (nil, RowShape())
    }
    return (.below(owner, entity: entity), RowShape(entity: entity))
  }

  /// Whether a named query has rows, of an entity, that can belong to a thing of another.
  func isOwn(_ plan: QueryPlan, of entity: Int) -> Bool {
    if case .value = plan.source { return false }
    return plan.shape.entity.map { catalog.entity($0, isBelow: entity) } ?? false
  }

  /// `account.impact_factors`, `this.growth`, `a.sponsors`: the rows of a worksheet, a check or a named query about one
  /// thing; nil when it is no such path.
  private func ownedRows(_ node: SyntaxNode) -> (RowSource?, RowShape)? {
    guard let base = node.child(0) else { return nil }
    let name = node.tree.name(ofToken: node.lastTokenIndex)
    let worksheet = catalog.worksheet(named: name)
    let check = worksheet == nil ? catalog.check(named: name) : nil
    let query = worksheet == nil && check == nil ? catalog.query(named: name) : nil
    guard worksheet != nil || check != nil || query != nil else { return nil }
    let before = diagnostics.count
    let owner = resolve(base)
    guard case .entity(let entity) = owner.type else {
      diagnostics.removeLast(diagnostics.count - before)
      return nil
    }
    if catalog.entities[entity].field(named: name) != nil { return nil }
    if let worksheet {
      guard
        catalog.worksheets[worksheet].entity == entity
          || catalog.entity(catalog.worksheets[worksheet].entity, isBelow: entity)
      else { return nil }
      return (.worksheet(worksheet, within: owner), RowShape(columns: worksheetColumns(worksheet)))
    }
    if let query {
      guard let plan = self.query(query, usedAt: node.range), isOwn(plan, of: entity) else { return nil }
      return (.named(query, within: owner), plan.shape)
    }
    guard let check, let resolved = self.check(check, usedAt: node.range) else { return (nil, RowShape()) }
    return (
      .check(check, within: owner),
      RowShape(columns: resolved.columns, check: check, internalPath: resolved.internalPath)
    )
  }

  /// Rows from a value: a thing, a set of things or values, or one row with one column.
  private func valueRows(_ value: Expression, _ node: SyntaxNode) -> (RowSource?, RowShape) {
    switch value.type {
    case .invalid: return (nil, RowShape())
    case .entity(let entity): return (.things(value, entity: entity), RowShape(entity: entity))
    case .set(.entity(let entity)): return (.things(value, entity: entity), RowShape(entity: entity))
    case .set(let element): return (.values(value), RowShape(columns: [Column(name: "value", type: element)]))
    default:
      let flow = internalFlow()
      return (
        .value(value),
        RowShape(columns: [Column(name: value.text, type: value.type, internalPath: flow.path(showing: value))])
      )
    }
  }

  /// The rows a statement starts with; a value that is no rows is one row with one column named by its text.
  func sourceRows(_ node: SyntaxNode) -> (RowSource?, RowShape) {
    switch node.kind {
    case .nameExpression:
      let name = node.firstName
      let isNoun =
        catalog.entity(plural: name) != nil || catalog.query(named: name) != nil || catalog.check(named: name) != nil
        || catalog.worksheet(named: name) != nil || CatalogList(rawValue: name) != nil
      if scopes.isEmpty, isNoun, locals[name] == nil {
        // At the start of a statement a noun means its rows even if the thing in use has such a field.
        let saved = scopeEntity
        scopeEntity = nil
        defer { scopeEntity = saved }
        return rows(node)
      }
      if !isNoun, let found = column(named: name, depth: 0, at: node.range) { return scalarRows(found) }
      if !isNoun, locals[name] != nil || name == "today" || name == "this" {
        if let local = locals[name], case .entity = local.type { return rows(node) }
        return scalarRows(resolve(node))
      }
      return rows(node)
    case .thing, .allNoun, .subquery, .lastResult: return rows(node)
    case .path:
      if isRowsNode(node) { return rows(node) }
      return scalarRows(resolve(node))
    case .parenthesized: return node.child(0).map { sourceRows($0) } ?? (nil, RowShape())
    default: return scalarRows(resolve(node))
    }
  }

  private func scalarRows(_ value: Expression) -> (RowSource?, RowShape) {
    if value.type == .invalid { return (nil, RowShape()) }
    if case .set(.entity(let entity)) = value.type { return (.things(value, entity: entity), RowShape(entity: entity)) }
    let flow = internalFlow()
    return (
      .value(value),
      RowShape(columns: [Column(name: value.text, type: value.type, internalPath: flow.path(showing: value))])
    )
  }
}
