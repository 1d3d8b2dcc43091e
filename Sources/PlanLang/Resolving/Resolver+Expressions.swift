// Expressions: meaning and type.

extension Resolver {
  /// Resolves an expression; `expected` is the type wanted, whose scale values can be named bare.
  func resolve(_ node: SyntaxNode, expecting expected: ValueType? = nil) -> Expression {
    switch node.kind {
    case .missing, .unexpected: return invalid(node)
    case .parenthesized: return node.child(0).map { resolve($0, expecting: expected) } ?? invalid(node)
    case .textLiteral: return resolveText(node, expecting: expected)
    case .numberLiteral, .moneyLiteral, .percentLiteral, .durationLiteral, .dateLiteral, .monthLiteral, .quarterLiteral,
      .wordLiteral:
      guard let (value, type) = Literals.value(of: node, report: { report($0) }) else { return invalid(node) }
      return Expression(.constant(value), type, node.range)
    case .nameExpression: return resolveName(node, expecting: expected)
    case .path: return resolvePath(node, expecting: expected)
    case .thing:
      guard let path = thingPath(node) else { return invalid(node) }
      lookUp(path)
      return Expression(.thing(path), .entity(path.entity), node.range)
    case .lastResult:
      guard lastShape != nil else {
        report(noLastResult(node))
        return invalid(node)
      }
      return Expression(.rowCount(.last), .integer, node.range)
    case .unary: return resolveUnary(node)
    case .binary: return resolveBinary(node, expecting: expected)
    case .isTest: return resolveKnowledgeTest(node)
    case .inTest: return resolveIn(node)
    case .conditional: return resolveConditional(node, expecting: expected)
    case .list: return resolveList(node, expecting: expected)
    case .call: return resolveCall(node, expecting: expected)
    case .outcomeTest: return resolveOutcome(node)
    case .subquery:
      let (source, _) = rows(node)
      guard let source else { return invalid(node) }
      if case .query(let plan) = source, plan.shape.columns.count == 1, plan.shape.entity == nil, isSingleRow(plan) {
        let value = Expression(.column(depth: 0, index: 0), plan.shape.columns[0].type, node.range)
        return Expression(
          .aggregate(Aggregate(function: .first, source: source, value: value, filter: nil)), value.type, node.range)
      }
      return Expression(.rowCount(source), .integer, node.range)
    case .range:
      report(
        Diagnostic(
          .typeMismatch, "a range can stand only after `in`", at: node.range, label: "write `x in \(node.text)`"))
      return invalid(node)
    default: return invalid(node)
    }
  }

  func noLastResult(_ node: SyntaxNode) -> Diagnostic {
    Diagnostic(
      .noLastResult, "there is no result yet for `_` to mean", at: node.range, label: "the result before this one",
      notes: ["run a query first"])
  }

  private func isSingleRow(_ plan: QueryPlan) -> Bool {
    if case .group(let keys, _)? = plan.steps.last { return keys.isEmpty }
    return false
  }

  /// A condition: yes, no or unknown.
  func condition(_ node: SyntaxNode) -> Expression {
    if let slip = rowsForCondition(node) {
      report(slip)
      return invalid(node)
    }
    let expression = resolve(node, expecting: .yesNo)
    requireTruth(expression, node)
    return expression
  }

  private func requireTruth(_ expression: Expression, _ node: SyntaxNode) {
    guard !expression.type.isTruth, node.kind != .missing else { return }
    var notes: [String] = []
    if case .scale(let id) = expression.type {
      notes = ["compare it: `\(node.text) = \(catalog.scales[id].values.first?.name ?? "...")`"]
    }
    var fixIts: [Diagnostic.FixIt] = []
    if expression.type.isNumeric {
      notes = ["compare it: `\(node.text) > 0`"]
      if [.nameExpression, .path, .call].contains(node.kind) {
        let end = SourceRange(source: node.range.source, start: node.range.end, end: node.range.end)
        fixIts = [.init("ask whether there is any", replace: end, with: " > 0")]
      }
    } else if [.nameExpression, .path].contains(node.kind), expression.type != .invalid {
      let end = SourceRange(source: node.range.source, start: node.range.end, end: node.range.end)
      fixIts = [.init("ask whether it is known", replace: end, with: " is known")]
    }
    report(
      Diagnostic(
        .typeMismatch, "a condition is needed here", at: node.range,
        label: "this is \(catalog.name(of: expression.type).withArticle), not yes or no", notes: notes,
        fixIts: fixIts))
  }

  // MARK: Texts

  private func resolveText(_ node: SyntaxNode, expecting expected: ValueType?) -> Expression {
    let own = node.ownTokens.filter {
      switch node.tokenKind($0) {
      case .text, .multilineText, .textHead, .textMiddle, .textTail: true
      default: false
      }
    }
    let pieces = Literals.pieces(ofTokens: own, in: node.tree) { report($0) }
    if own.count <= 1 {
      let text = pieces.first ?? ""
      if case .entity(let entity)? = expected {
        let path = ThingPath(parts: [.init(entity: entity, labels: [text])], range: node.range)
        lookUp(path)
        return Expression(.thing(path), .entity(entity), node.range)
      }
      if case .scale(let id)? = expected,
        let member = catalog.scales[id].values.first(where: {
          $0.label.lowercased() == text.lowercased() || $0.name == text
        })
      {
        report(
          Diagnostic(
            .unknownScaleValue, "values of \(catalog.scales[id].name) stand without quotes", at: node.range,
            label: "write `\(member.name)`",
            fixIts: [.init("write `\(member.name)`", replace: node.range, with: member.name)]))
        return invalid(node)
      }
      return Expression(.constant(.text(text)), .text, node.range)
    }
    var parts: [Expression] = []
    let inner = node.children.filter { $0.kind != .unexpected }
    for (index, piece) in pieces.enumerated() {
      if !piece.isEmpty { parts.append(Expression(.constant(.text(piece)), .text, node.range)) }
      if index < inner.count { parts.append(resolve(inner[index])) }
    }
    return Expression(.text(parts), .text, node.range)
  }

  // MARK: Names

  private func resolveName(_ node: SyntaxNode, expecting expected: ValueType?) -> Expression {
    if node.endTokenIndex - node.firstTokenIndex > 1 { return resolveSpacedName(node, expecting: expected) }
    let name = node.firstName
    let isQuoted = node.tokenKind(node.firstTokenIndex) == .quotedName
    let column = column(named: name, depth: 0, at: node.range)
    if !isQuoted, case .scale(let id)? = elementType(expected), let code = catalog.scales[id].code(of: name) {
      if let column, column.type == .scale(id) {
        report(
          Diagnostic(
            .ambiguousName, "`\(name)` is both a value of \(catalog.scales[id].name) and a column here", at: node.range,
            label: "which is meant?",
            notes: ["write `\(catalog.scales[id].name).\(name)` for the value, `this.\(name)` for the column"],
            fixIts: [
              .init("the value", replace: node.range, with: "\(catalog.scales[id].name).\(name)"),
              .init("the column", replace: node.range, with: "this.\(name)"),
            ]))
        return invalid(node)
      }
      return Expression(.constant(.code(code)), .scale(id), node.range)
    }
    if !isQuoted, expected == .outcome, name == "pass" || name == "fail", column == nil {
      return Expression(.constant(.yesNo(name == "pass")), .outcome, node.range)
    }
    if let column { return column }
    if name == "this", !isQuoted { return resolveThis(node) }
    if let local = local(named: name, at: node) { return local }
    if let check = currentCheck, let index = catalog.checks[check].settings.firstIndex(where: { $0.name == name }) {
      return Expression(.setting(check: check, index: index), catalog.checks[check].settings[index].type, node.range)
    }
    if name == "today", !isQuoted { return Expression(.call(.today, []), .date, node.range) }
    if Vocabulary.windows.contains(name), windows != nil, name == "rank" { return window(.rank, nil, node.range) }
    if let id = catalog.query(named: name) { return queryValue(id, node) }
    if let unit = catalog.entity(plural: name) {
      let entity = catalog.entities[unit]
      report(
        Diagnostic(
          .typeMismatch, "one value is needed here, and `\(name)` are many rows", at: node.range,
          label: "did you mean `count(\(name))`?",
          fixIts: [.init("count them", replace: node.range, with: "count(\(entity.plural))")]))
      return invalid(node)
    }
    if let id = catalog.check(named: name) {
      let verdicts = catalog.scales[catalog.checks[id].verdictScale].values.map(\.name)
      report(
        Diagnostic(
          .typeMismatch, "one value is needed here, and `\(name)` is a check with many rows", at: node.range,
          label: "count one of its verdicts: `\(name).\(verdicts.first ?? "failing")`",
          notes: ["its verdicts are \(verdicts.joined(separator: ", "))"]))
      return invalid(node)
    }
    report(unknownName(node, expecting: expected))
    return invalid(node)
  }

  private func elementType(_ type: ValueType?) -> ValueType? {
    if case .set(let element)? = type { return element }
    return type
  }

  private func resolveThis(_ node: SyntaxNode) -> Expression {
    guard let depth = thisDepth else {
      report(
        Diagnostic(.noRow, "there is no row here for `this` to mean", at: node.range, label: "stands outside every row")
      )
      return invalid(node)
    }
    guard let entity = scopes[scopes.count - 1 - depth].entity else {
      report(
        Diagnostic(
          .typeMismatch, "the row outside is no thing", at: node.range, label: "name one of its columns: `this.COLUMN`")
      )
      return invalid(node)
    }
    return Expression(.row(depth: depth), .entity(entity), node.range)
  }

  /// How far out `this` is: the row outside an aggregate, or the row itself where there is no aggregate.
  var thisDepth: Int? {
    guard let last = scopes.last else { return nil }
    if !last.isInner { return 0 }
    return scopes.count >= 2 ? 1 : nil
  }

  /// A column, field or ancestor of the row `depth` frames out; nil when it has none of this name.
  func column(named name: String, depth: Int, at range: SourceRange) -> Expression? {
    guard scopes.indices.contains(scopes.count - 1 - depth) else {
      // Outside every row, the thing `use` chose is the row.
      guard depth == 0, scopes.isEmpty, let entity = scopeEntity else { return nil }
      return field(named: name, of: Expression(.scopeThing, .entity(entity), range), entity: entity, at: range)
    }
    let scope = scopes[scopes.count - 1 - depth]
    func fromColumns() -> Expression? {
      for index in scope.columns.indices.reversed() where scope.columns[index].name == name {
        if let visible = scope.visible, !visible.contains(name) { return nil }
        return Expression(.column(depth: depth, index: index), scope.columns[index].type, range)
      }
      return nil
    }
    func fromThing() -> Expression? {
      guard let entity = scope.entity else { return nil }
      return field(named: name, of: Expression(.row(depth: depth), .entity(entity), range), entity: entity, at: range)
    }
    if scope.columnsFirst {
      if let found = fromColumns() ?? fromThing() { return found }
    } else {
      if scope.entity != nil, let found = ownField(named: name, scope: scope, depth: depth, at: range) { return found }
      if let found = fromColumns() ?? fromThing() { return found }
    }
    // A check's rows also know what their subjects stand in.
    if scope.entity == nil, let check = scope.check {
      let subjects = catalog.checks[check].each == nil ? 1 : 2
      for index in 0..<min(subjects, scope.columns.count) {
        guard case .entity(let entity) = scope.columns[index].type, let ancestor = catalog.entity(named: name),
          catalog.entity(entity, isBelow: ancestor)
        else { continue }
        return Expression(
          .ancestor(Expression(.column(depth: depth, index: index), .entity(entity), range), entity: ancestor),
          .entity(ancestor), range)
      }
    }
    return nil
  }

  /// A field of the row's thing itself, without its ancestors.
  private func ownField(named name: String, scope: Scope, depth: Int, at range: SourceRange) -> Expression? {
    guard let entity = scope.entity,
      catalog.entities[entity].field(named: name) != nil || name == "name" && catalog.entities[entity].isNamed
    else { return nil }
    return field(named: name, of: Expression(.row(depth: depth), .entity(entity), range), entity: entity, at: range)
  }

  /// What a name means on a thing: a field, its name, the thing itself, or what it stands in.
  func field(named name: String, of thing: Expression, entity: Int, at range: SourceRange) -> Expression? {
    let declared = catalog.entities[entity]
    if let index = declared.field(named: name) {
      let field = declared.fields[index]
      if field.isComputed {
        guard formula(entity: entity, field: index, usedAt: range) != nil else {
          return Expression(.constant(.unknown), .invalid, range)
        }
        return Expression(.formula(thing, entity: entity, field: index), field.type, range)
      }
      return Expression(.field(thing, entity: entity, field: index), field.type, range)
    }
    if name == "name" {
      return Expression(.label(thing), .text, range)
    }
    if declared.name == name { return Expression(thing.kind, thing.type, range) }
    if let ancestor = catalog.entity(named: name), catalog.entity(entity, isBelow: ancestor) {
      return Expression(.ancestor(thing, entity: ancestor), .entity(ancestor), range)
    }
    return nil
  }

  private func local(named name: String, at node: SyntaxNode) -> Expression? {
    guard let local = locals[name] else { return nil }
    usedLocals.insert(name)
    if let shape = local.shape, shape.entity == nil, shape.columns.count == 1 {
      return Expression(.localColumn(slot: local.slot, index: 0), shape.columns[0].type, node.range)
    }
    if let shape = local.shape, shape.entity == nil {
      report(
        Diagnostic(
          .typeMismatch, "`\(name)` is a whole row", at: node.range,
          label: "name one of its columns: `\(name).\(shape.columns.first?.name ?? "COLUMN")`"))
      return invalid(node)
    }
    return Expression(.local(slot: local.slot), local.type, node.range)
  }

  /// A named query where one value is wanted: its value when it is one, else its count.
  private func queryValue(_ id: Int, _ node: SyntaxNode) -> Expression {
    guard let plan = query(id, usedAt: node.range) else { return invalid(node) }
    if case .value(let value) = plan.source, plan.steps.isEmpty {
      return Expression(
        .aggregate(
          Aggregate(
            function: .first, source: .named(id, within: innermostThing(node.range)),
            value: Expression(.column(depth: 0, index: 0), value.type, node.range), filter: nil)), value.type,
        node.range)
    }
    return Expression(.rowCount(.named(id, within: innermostThing(node.range))), .integer, node.range)
  }

  /// The thing of the innermost row, by which library definitions are narrowed.
  func innermostThing(_ range: SourceRange) -> Expression? {
    guard let scope = scopes.last else { return nil }
    if let entity = scope.entity { return Expression(.row(depth: 0), .entity(entity), range) }
    return nil
  }

  func unknownName(_ node: SyntaxNode, expecting expected: ValueType?) -> Diagnostic {
    let name = node.firstName
    if let slip = foreignName(name, expecting: expected, at: node.range) { return slip }
    var candidates: [String] = []
    var what = "a name known here"
    var notes: [String] = []
    if case .scale(let id)? = elementType(expected) {
      let scale = catalog.scales[id]
      candidates = scale.values.map(\.name)
      let nearest = nearestIgnoringLabels(name, scale)
      let nearestColumn = scopes.last.flatMap { Suggestions.nearest(to: name, among: columnNames($0)) }
      if nearest != nil || nearestColumn == nil {
        return ConstantReader(catalog: catalog).unknownScaleValue(name, scale, at: node.range)
      }
      what = "a value of \(scale.name)"
      notes.append("values of \(scale.name): \(scale.values.prefix(12).map(\.name).joined(separator: ", "))")
    }
    if let scope = scopes.last, let entity = scope.entity {
      let own = columnNames(scope)
      if elementScale(expected) == nil {
        let nearest = Suggestions.nearest(
          to: name, among: own + Array(locals.keys.sorted()) + catalog.queries.map(\.name))
        let owner = nearest == nil ? foreignOwner(of: name, besides: entity) : nil
        if let owner {
          notes.append("\(catalog.entities[owner].name.withArticle) has it")
        }
        let meant = nearest ?? owner.map { "\(catalog.entities[$0].name).\(name)" } ?? textMeant(node, expected)
        return Diagnostic(
          .unknownField, "\(catalog.entities[entity].name) has no field `\(name)`", at: node.range,
          label: meant.map { "did you mean `\($0)`?" } ?? "not a field of \(catalog.entities[entity].name)",
          notes: scaleHint(name) + notes + ["`describe \(catalog.entities[entity].name)` lists its fields"],
          fixIts: meant.map { [.init("write `\($0)`", replace: node.range, with: $0)] } ?? [])
      }
      candidates += own
    } else if let scope = scopes.last {
      candidates += columnNames(scope)
      if elementScale(expected) == nil {
        let nearest =
          Suggestions.nearest(to: name, among: candidates + Array(locals.keys.sorted())) ?? textMeant(node, expected)
        return Diagnostic(
          .unknownField, "these rows have no column `\(name)`", at: node.range,
          label: nearest.map { "did you mean `\($0)`?" } ?? "not a column here",
          notes: ["the columns are \(scope.columns.map(\.name).filter { !$0.isEmpty }.joined(separator: ", "))"],
          fixIts: nearest.map { [.init("write `\($0)`", replace: node.range, with: $0)] } ?? [])
      }
    }
    candidates +=
      Array(locals.keys.sorted()) + catalog.queries.map(\.name)
      + catalog.entities.filter { $0.role == .stored }.map(\.plural) + catalog.checks.map(\.name)
      + catalog.worksheets.map(\.name)
    let nearest = Suggestions.nearest(to: name, among: candidates) ?? textMeant(node, expected)
    if nearest == nil { notes = scaleHint(name) + notes }
    if catalog.entity(named: name) != nil, let id = catalog.entity(named: name) {
      return Diagnostic(
        .unknownName, "`\(name)` alone names no thing", at: node.range,
        label: "write `\(name) \"Label\"` for one, `\(catalog.entities[id].plural)` for all",
        fixIts: [.init("all of them", replace: node.range, with: catalog.entities[id].plural)])
    }
    return Diagnostic(
      .unknownName, "nothing here is called `\(name)`", at: node.range,
      label: nearest.map { "did you mean `\($0)`?" } ?? "not \(what)",
      notes: notes + (nearest == nil ? ["`help nouns` lists what there is to look at; texts stand in quotes"] : []),
      fixIts: nearest.map { [.init("write `\($0)`", replace: node.range, with: $0)] } ?? [])
  }

  private func elementScale(_ type: ValueType?) -> Int? {
    if case .scale(let id)? = elementType(type) { return id }
    return nil
  }

  private func nearestIgnoringLabels(_ name: String, _ scale: Scale) -> String? {
    scale.values.first { $0.label.lowercased() == name.lowercased() || $0.name == name.lowercased() }?.name
      ?? Suggestions.nearest(to: name, among: scale.values.map(\.name))
  }

  private func scaleHint(_ name: String) -> [String] {
    for scale in catalog.scales where scale.code(of: name) != nil && !scale.name.contains(".") {
      return ["`\(name)` is a value of \(scale.name): compare it with such a field, or write `\(scale.name).\(name)`"]
    }
    return []
  }

  /// Which of the things an entity stands in has a field of this name.
  private func foreignOwner(of name: String, besides entity: Int) -> Int? {
    catalog.ancestors(of: entity).first { catalog.entities[$0].field(named: name) != nil }
  }

  /// The names a row's columns and fields have, for suggestions.
  func columnNames(_ scope: Scope) -> [String] {
    var names = scope.columns.map(\.name)
    if let visible = scope.visible { names = names.filter { visible.contains($0) } }
    if let entity = scope.entity {
      let declared = catalog.entities[entity]
      names += declared.fields.map(\.name)
      if declared.isNamed { names.append("name") }
      names += catalog.ancestors(of: entity).map { catalog.entities[$0].name }
    }
    return names
  }

  // MARK: Paths

  private func resolvePath(_ node: SyntaxNode, expecting expected: ValueType?) -> Expression {
    guard let base = node.child(0) else { return invalid(node) }
    let last = node.lastTokenIndex
    let name = node.tree.name(ofToken: last)
    let place = node.tree.range(ofToken: last)
    if base.kind == .nameExpression {
      let first = base.firstName
      if first == "this", column(named: "this", depth: 0, at: base.range) == nil {
        guard let depth = thisDepth else { return resolveThis(base) }
        if let found = column(named: name, depth: depth, at: node.range) { return found }
        if let answer = worksheetStart(node) { return answer }
        if let counted = pluralMisused(name, node) { return counted }
        let scope = scopes[scopes.count - 1 - depth]
        let nearest = Suggestions.nearest(to: name, among: columnNames(scope))
        report(
          Diagnostic(
            .unknownField,
            scope.entity.map { "\(catalog.entities[$0].name) has no field `\(name)`" }
              ?? "the row outside has no column `\(name)`",
            at: place, label: nearest.map { "did you mean `\($0)`?" } ?? "not there",
            fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
        return invalid(node)
      }
      if column(named: first, depth: 0, at: base.range) == nil, locals[first] == nil {
        if let scale = catalog.scale(named: first) {
          if let code = catalog.scales[scale].code(of: name) {
            return Expression(.constant(.code(code)), .scale(scale), node.range)
          }
          report(ConstantReader(catalog: catalog).unknownScaleValue(name, catalog.scales[scale], at: place))
          return invalid(node)
        }
        if let check = catalog.check(named: first) { return verdictCount(check, name, node, place) }
        if let entity = catalog.entity(plural: first) {
          report(
            Diagnostic(
              .pathThroughPlural, "a path can't go through many rows", at: node.range,
              label: "`\(first)` are many: say what to do with them",
              notes: [
                "for example `sum(\(name) of \(first))`, `list(\(name) of \(first))` or `\(first) | show \(name)`"
              ],
              fixIts: aggregateOfPlural(name, entity, first, node)))
          return invalid(node)
        }
        if let query = catalog.query(named: first) {
          _ = query
          report(
            Diagnostic(
              .pathThroughPlural, "a path can't go through many rows", at: node.range,
              label: "`\(first)` is a query of many rows",
              notes: ["for example `list(\(name) of \(first))`"],
              fixIts: [.init("list them", replace: node.range, with: "list(\(name) of \(first))")]))
          return invalid(node)
        }
      }
      if let local = locals[first], let shape = local.shape, shape.entity == nil,
        column(named: first, depth: 0, at: base.range) == nil
      {
        usedLocals.insert(first)
        if let index = shape.columns.lastIndex(where: { $0.name == name }) {
          return Expression(.localColumn(slot: local.slot, index: index), shape.columns[index].type, node.range)
        }
        let nearest = Suggestions.nearest(to: name, among: shape.columns.map(\.name))
        report(
          Diagnostic(
            .unknownField, "`\(first)` has no column `\(name)`", at: place,
            label: nearest.map { "did you mean `\($0)`?" }
              ?? "it has \(shape.columns.map(\.name).joined(separator: ", "))",
            fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
        return invalid(node)
      }
    }
    if let answer = worksheetStart(node) { return answer }
    let owner = resolve(base)
    // `evidence(reports_to).on`: what stands behind the reference, not a field of the one referred to.
    if base.kind == .call, base.firstName == "evidence",
      case .evidence(let thing, let entity, let field, _) = owner.kind,
      let property = EvidenceProperty(rawValue: name)
    {
      return Expression(.evidence(thing, entity: entity, field: field, property), evidenceType(property), node.range)
    }
    return member(named: name, of: owner, node: node, place: place)
  }

  /// A member of a resolved value: a field of a thing, or the evidence of a stored field.
  private func member(named name: String, of owner: Expression, node: SyntaxNode, place: SourceRange) -> Expression {
    switch owner.type {
    case .invalid: return invalid(node)
    case .entity(let entity):
      if let found = field(named: name, of: owner, entity: entity, at: node.range) { return found }
      if let counted = pluralMisused(name, node) { return counted }
      if let property = EvidenceProperty(rawValue: name), case .field(let thing, let holder, let index) = owner.kind {
        return Expression(.evidence(thing, entity: holder, field: index, property), evidenceType(property), node.range)
      }
      let names = columnNames(Scope(entity: entity))
      let nearest = Suggestions.nearest(to: name, among: names)
      report(
        Diagnostic(
          .unknownField, "\(catalog.entities[entity].name) has no field `\(name)`", at: place,
          label: nearest.map { "did you mean `\($0)`?" } ?? "not a field of \(catalog.entities[entity].name)",
          notes: ["`describe \(catalog.entities[entity].name)` lists its fields"],
          fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
      return invalid(node)
    default:
      if let property = EvidenceProperty(rawValue: name), case .field(let thing, let holder, let index) = owner.kind {
        return Expression(.evidence(thing, entity: holder, field: index, property), evidenceType(property), node.range)
      }
      if case .set = owner.type {
        report(
          Diagnostic(
            .pathThroughPlural, "a path can't go through a set", at: node.range,
            label: "say what to do with its members",
            notes: ["for example `list(\(name) of \(owner.text))`"]))
        return invalid(node)
      }
      let isStored = if case .field = owner.kind { true } else { false }
      report(
        Diagnostic(
          .unknownField, "\(catalog.name(of: owner.type).withArticle) has no `\(name)`", at: place,
          label: isStored
            ? "a stored fact has `on`, `source`, `age` and `confirmed`" : "nothing stands behind this value"))
      return invalid(node)
    }
  }

  func evidenceType(_ property: EvidenceProperty) -> ValueType {
    switch property {
    case .on: .date
    case .source: .text
    case .age: .duration
    case .confirmed: .yesNo
    case .sources: .integer
    }
  }

  private func pluralMisused(_ name: String, _ node: SyntaxNode) -> Expression? {
    guard let entity = catalog.entity(plural: name) else { return nil }
    report(
      Diagnostic(
        .typeMismatch, "one value is needed here, and `\(name)` are many rows", at: node.range,
        label: "did you mean `count(\(node.text))`?",
        fixIts: [.init("count them", replace: node.range, with: "count(\(node.text))")]))
    _ = entity
    return invalid(node)
  }

  /// `growth.validated`: how many rows of a check have a verdict.
  private func verdictCount(_ id: Int, _ name: String, _ node: SyntaxNode, _ place: SourceRange) -> Expression {
    guard let resolved = check(id, usedAt: node.range) else { return invalid(node) }
    let scale = catalog.checks[id].verdictScale
    guard let code = catalog.scales[scale].code(of: name) else {
      let verdicts = catalog.scales[scale].values.map(\.name)
      let nearest = Suggestions.nearest(to: name, among: verdicts)
      report(
        Diagnostic(
          .unknownVerdict, "the check `\(catalog.checks[id].name)` has no verdict `\(name)`", at: place,
          label: nearest.map { "did you mean `\($0)`?" } ?? "it has \(verdicts.joined(separator: ", "))",
          notes: ["its verdicts are \(verdicts.joined(separator: ", "))"],
          fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
      return invalid(node)
    }
    let verdict = Expression(.column(depth: 0, index: resolved.verdictColumn), .scale(scale), node.range)
    let filter = Expression(
      .compare(.equal, verdict, Expression(.constant(.code(code)), .scale(scale), node.range)), .yesNo, node.range)
    return Expression(
      .aggregate(
        Aggregate(function: .count, source: .check(id, within: innermostThing(node.range)), value: nil, filter: filter)),
      .integer, node.range)
  }

  /// `account.impact_factors.wallet`, `impact_factors.wallet.previous`, `account.value_expectations.easy.importance`.
  private func worksheetStart(_ node: SyntaxNode) -> Expression? {
    // Flatten the path to its first node and the names after it.
    var names: [(String, SourceRange)] = []
    var base = node
    while base.kind == .path, let inner = base.child(0) {
      names.insert((base.tree.name(ofToken: base.lastTokenIndex), base.tree.range(ofToken: base.lastTokenIndex)), at: 0)
      base = inner
    }
    var thing: Expression?
    var worksheet: Int?
    if base.kind == .nameExpression, let id = catalog.worksheet(named: base.firstName),
      column(named: base.firstName, depth: 0, at: base.range) == nil
    {
      worksheet = id
      let entity = catalog.worksheets[id].entity
      if let scope = scopes.last, let own = scope.entity {
        let row = Expression(.row(depth: 0), .entity(own), base.range)
        thing =
          own == entity
          ? row
          : catalog.entity(own, isBelow: entity)
            ? Expression(.ancestor(row, entity: entity), .entity(entity), base.range) : nil
      } else if scopes.isEmpty, let own = scopeEntity, own == entity {
        thing = Expression(.scopeThing, .entity(entity), base.range)
      }
      guard thing != nil else { return nil }
    } else {
      guard let position = names.firstIndex(where: { catalog.worksheet(named: $0.0) != nil }),
        position < names.count - 1 || names.count == 1
      else { return nil }
      guard let id = catalog.worksheet(named: names[position].0) else { return nil }
      // The part of the path before the worksheet names the thing.
      var owner = node
      for _ in 0..<(names.count - position) { if let inner = owner.child(0) { owner = inner } }
      let before = diagnostics.count
      let resolved = resolve(owner)
      guard resolved.type == .entity(catalog.worksheets[id].entity) else {
        if diagnostics.count > before { return invalid(node) }
        return nil
      }
      worksheet = id
      thing = resolved
      names.removeFirst(position + 1)
    }
    guard let worksheet, let thing else { return nil }
    let sheet = catalog.worksheets[worksheet]
    guard let (questionName, questionPlace) = names.first else { return nil }
    guard let question = sheet.questions.firstIndex(where: { $0.name == questionName }) else {
      let nearest = Suggestions.nearest(to: questionName, among: sheet.questions.map(\.name))
      report(
        Diagnostic(
          .unknownField, "the worksheet `\(sheet.name)` has no question `\(questionName)`", at: questionPlace,
          label: nearest.map { "did you mean `\($0)`?" } ?? "not a question of it",
          notes: ["`describe \(sheet.name)` lists its questions"],
          fixIts: nearest.map { [.init("write `\($0)`", replace: questionPlace, with: $0)] } ?? []))
      return invalid(node)
    }
    let columns = worksheetColumns(worksheet)
    let firstAnswer = 4
    if names.count == 1 {
      guard sheet.answers.count == 1 else {
        report(
          Diagnostic(
            .unknownField, "`\(sheet.name)` has several answers to each question", at: node.range,
            label: "say which: `.\(sheet.answers.map(\.name).joined(separator: "`, `."))`"))
        return invalid(node)
      }
      return Expression(
        .answer(thing, worksheet: worksheet, question: question, column: firstAnswer), sheet.answers[0].type, node.range
      )
    }
    let (columnName, columnPlace) = names[1]
    guard names.count == 2, let index = columns.firstIndex(where: { $0.name == columnName }), index >= firstAnswer
    else {
      let nearest = Suggestions.nearest(to: columnName, among: columns.dropFirst(firstAnswer).map(\.name))
      report(
        Diagnostic(
          .unknownField, "the answers of `\(sheet.name)` have no `\(columnName)`", at: columnPlace,
          label: nearest.map { "did you mean `\($0)`?" }
            ?? "they have \(columns.dropFirst(firstAnswer).map(\.name).joined(separator: ", "))"))
      return invalid(node)
    }
    return Expression(
      .answer(thing, worksheet: worksheet, question: question, column: index), columns[index].type, node.range)
  }

  /// The columns of a worksheet's rows: the thing, question, group, text, answers, on, and for each answer what it was and its trend.
  func worksheetColumns(_ id: Int) -> [Column] { catalog.columns(ofWorksheet: id) }

  // MARK: Things

  /// The path a `thing` node names; nil when a noun in it makes no sense.
  func thingPath(_ node: SyntaxNode) -> ThingPath? {
    var parts: [ThingPath.Part] = []
    for part in node.children(of: .thingPart) {
      guard part.tokenKind(part.firstTokenIndex) == .name || part.tokenKind(part.firstTokenIndex) == .quotedName else {
        report(labelWithoutNoun(part, in: node))
        return nil
      }
      let noun = part.firstName
      guard let entity = catalog.entity(named: noun) else {
        report(misspeltStatement(noun, node) ?? unknownNoun(noun, at: part.firstTokenRange, inThing: true))
        return nil
      }
      guard let label = part.child(of: .label) else { return nil }
      parts.append(.init(entity: entity, labels: labels(label)))
    }
    guard !parts.isEmpty else { return nil }
    for (inner, outer) in zip(parts, parts.dropFirst()) where !catalog.entity(inner.entity, isBelow: outer.entity) {
      report(
        Diagnostic(
          .wrongParent,
          "\(catalog.entities[inner.entity].plural) do not stand in \(catalog.entities[outer.entity].plural)",
          at: node.range,
          label: "\(catalog.entities[inner.entity].name.withArticle) belongs to \(parentNames(inner.entity))",
          fixIts: turnedRound(node, parts)))
      return nil
    }
    return ThingPath(parts: parts, range: node.range)
  }

  func parentNames(_ entity: Int) -> String {
    let names = catalog.entities[entity].parents.map { catalog.entities[$0].name.withArticle }
    return names.isEmpty ? "nothing: it stands at the top" : names.joined(separator: " or ")
  }

  func labels(_ node: SyntaxNode) -> [String] {
    node.ownTokens.compactMap { index in
      switch node.tokenKind(index) {
      case .text, .multilineText: Literals.text(ofToken: index, in: node.tree) { report($0) }
      case .date: node.tokenText(index)
      default: nil
      }
    }
  }

  func unknownNoun(_ noun: String, at place: SourceRange, inThing: Bool = false) -> Diagnostic {
    if inThing, let id = catalog.entity(plural: noun) {
      return Diagnostic(
        .unknownNoun, "one thing is named by `\(catalog.entities[id].name)`", at: place, label: "this is the plural",
        fixIts: [.init("write `\(catalog.entities[id].name)`", replace: place, with: catalog.entities[id].name)])
    }
    let names = catalog.entities.filter { $0.role == .stored }.map(\.name)
    let nearest = Suggestions.nearest(to: noun, among: names)
    return Diagnostic(
      .unknownNoun, "there is no noun `\(noun)`", at: place,
      label: nearest.map { "did you mean `\($0)`?" } ?? "not declared",
      notes: nearest == nil ? ["`help nouns` lists what there is"] : [],
      fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? [])
  }

  /// Checks that a thing named by literal is there (or is added by the script).
  func lookUp(_ path: ThingPath) {
    guard !allowsMissingThings else { return }
    switch directory.find(path, within: scopeThing) {
    case .found: break
    case .nothing(let near): report(Resolver.notFound(path, near: near, catalog: catalog))
    case .several(let candidates): report(Resolver.ambiguous(path, candidates, catalog: catalog))
    }
  }

  /// The diagnostic for a label nothing has.
  public static func notFound(_ path: ThingPath, near: [String], catalog: Catalog) -> Diagnostic {
    let entity = catalog.entities[path.entity]
    let label = path.parts[0].labels.joined(separator: ", ")
    var fixIts: [Diagnostic.FixIt] = []
    if let first = near.first, path.parts[0].labels.count == 1 {
      let text = path.range.text
      let quoted = "\"\(label)\""
      if text.contains(quoted) {
        fixIts = [
          .init("write `\"\(first)\"`", replace: path.range, with: text.replacing(quoted, with: "\"\(first)\""))
        ]
      }
    }
    return Diagnostic(
      .thingNotFound, "there is no \(entity.name) \"\(label)\"", at: path.range,
      label: near.first.map { "did you mean \"\($0)\"?" } ?? "nothing has this label here",
      notes: near.isEmpty ? ["`\(entity.plural) | show name` lists those there are"] : [], fixIts: fixIts)
  }

  /// The diagnostic for a label several things have.
  public static func ambiguous(_ path: ThingPath, _ candidates: [String], catalog: Catalog) -> Diagnostic {
    let entity = catalog.entities[path.entity]
    return Diagnostic(
      .thingAmbiguous, "there is more than one \(entity.name) \"\(path.parts[0].labels.joined(separator: ", "))\"",
      at: path.range, label: "which one?", notes: candidates.prefix(6).map { "write `\($0)`" },
      fixIts: candidates.prefix(6).map { .init("write `\($0)`", replace: path.range, with: $0) })
  }
}

extension Catalog {
  /// The columns of a worksheet's rows: the thing, question, group, text, answers, on, and for each answer its previous
  /// value and its trend.
  public func columns(ofWorksheet id: Int) -> [Column] {
    let sheet = worksheets[id]
    var columns = [
      Column(name: entities[sheet.entity].name, type: .entity(sheet.entity)),
      Column(name: "question", type: .scale(sheet.questionScale)),
      Column(name: "group", type: .scale(sheet.groupScale)),
      Column(name: "text", type: .text),
    ]
    columns += sheet.answers.map { Column(name: $0.name, type: $0.type) }
    columns.append(Column(name: "on", type: .date))
    for answer in sheet.answers {
      let prefix = sheet.answers.count == 1 ? "" : "\(answer.name)_"
      columns.append(Column(name: prefix + "previous", type: answer.type))
      columns.append(Column(name: prefix + "trend", type: .scale(sheet.trendScale)))
    }
    return columns
  }
}
