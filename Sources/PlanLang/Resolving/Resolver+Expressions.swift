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
      lookUp(path, node)
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
    if let slip = sameForEveryRow(expression, node, node, meansAny: true) { return report(slip) }
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

  /// What is said of the count of a named query that is not about the row it is asked in: it keeps all rows or none.
  func sameForEveryRow(
    _ count: Expression, _ node: SyntaxNode, _ whole: SyntaxNode, meansAny: Bool, severity: Severity? = nil
  ) -> Diagnostic? {
    guard case .rowCount(.named(let id, _)) = count.kind, isolation == 0, let scope = scopes.last, !scope.isInner,
      let entity = scope.entity, let plan = definitions.query(id), let rows = plan.shape.entity,
      !catalog.entity(rows, isBelow: entity)
    else { return nil }
    let name = catalog.queries[id].name
    let row = catalog.entities[entity].name
    let isOwn = rows == entity && meansAny
    return Diagnostic(
      .typeMismatch,
      severity == .warning
        ? "`\(name)` is the same number for every \(row)" : "a condition is needed here, and `\(name)` are many rows",
      at: whole.range, label: isOwn ? "did you mean `this in \(name)`?" : "all rows are kept, or none",
      severity: severity,
      notes: [
        isOwn
          ? "`this in \(name)` asks whether the \(row) is one of them; `\(name)` alone lists them"
          : "its rows are not \(row.withArticle)'s own"
      ],
      fixIts: isOwn ? [.init("ask whether it is one of them", replace: whole.range, with: "this in \(name)")] : [])
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
    if let id = catalog.worksheet(named: name) {
      let sheet = catalog.worksheets[id]
      let answer = sheet.answers.count > 1 ? ".\(sheet.answers[0].name)" : ""
      report(
        Diagnostic(
          .typeMismatch, "one value is needed here, and `\(name)` is a worksheet with many answers", at: node.range,
          label: "name a question: `\(name).\(sheet.questions.first?.name ?? "QUESTION")\(answer)`",
          notes: ["`describe \(name)` lists its questions"]))
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
    if !meantNames.contains(name) { report(unknownName(node, expecting: expected)) }
    return invalid(node)
  }

  private func elementType(_ type: ValueType?) -> ValueType? {
    if case .set(let element)? = type { return element }
    return type
  }

  func resolveThis(_ node: SyntaxNode) -> Expression {
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
        if scope.columns[index].isMixed, !showsMixedColumns {
          report(
            Diagnostic(
              .typeMismatch, "`\(name)` holds values of several types", at: range,
              label: "can be shown, but not compared, sorted or reckoned with",
              notes: ["compare one measure at a time, or measures of one type"]))
          return Expression(.constant(.unknown), .invalid, range)
        }
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
    if playsChances, let id = catalog.chance(named: name), catalog.chances[id].entity == entity {
      return chance(id) == nil
        ? Expression(.constant(.unknown), .invalid, range) : Expression(.chance(thing, chance: id), .yesNo, range)
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
    return value(of: local, at: node.range)
  }

  /// What a local name stands for; a parameter that names a thing holds its label.
  func value(of local: Local, at range: SourceRange) -> Expression {
    let value = Expression(.local(slot: local.slot), local.isLabel ? .text : local.type, range)
    guard local.isLabel, case .entity(let entity) = local.type else { return value }
    return Expression(.thingNamed(value, entity: entity), local.type, range)
  }

  /// A named query where one value is wanted: its value when it is one, else its count.
  private func queryValue(_ id: Int, _ node: SyntaxNode) -> Expression {
    queryValue(id, at: node.range) ?? invalid(node)
  }

  func queryValue(_ id: Int, at range: SourceRange) -> Expression? {
    guard let plan = query(id, usedAt: range) else { return nil }
    if case .value(let value) = plan.source, plan.steps.isEmpty {
      return Expression(
        .aggregate(
          Aggregate(
            function: .first, source: .named(id, within: innermostThing(range)),
            value: Expression(.column(depth: 0, index: 0), value.type, range), filter: nil)), value.type, range)
    }
    return Expression(.rowCount(.named(id, within: innermostThing(range))), .integer, range)
  }

  /// The thing of the innermost row, by which library definitions are narrowed.
  func innermostThing(_ range: SourceRange) -> Expression? {
    guard let scope = scopes.last else { return nil }
    if let entity = scope.entity { return Expression(.row(depth: 0), .entity(entity), range) }
    return nil
  }

  func unknownName(_ node: SyntaxNode, expecting expected: ValueType?) -> Diagnostic {
    let name = node.firstName
    if let chance = misplacedChance(name, of: scopes.last?.entity, at: node.range) { return chance }
    if let slip = foreignName(name, expecting: expected, at: node.range) { return slip }
    if let slip = conditionByValue(name, expecting: expected, at: node.range) { return slip }
    if let slip = tooEarly(node) { return slip }
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
        let comparisons = comparisons(with: name, entity)
        if expected == .yesNo, let first = comparisons.first {
          return Diagnostic(
            .unknownField, "`\(name)` is a value of \(first.scale), not a field", at: node.range,
            label: "write `\(first.text)`", notes: ["`help \(name)` says what it means"],
            fixIts: comparisons.map { .init("compare it", replace: node.range, with: $0.text) })
        }
        let nearest = Suggestions.nearest(
          to: name, among: own + Array(locals.keys.sorted()) + catalog.queries.map(\.name))
        let owner = nearest == nil ? foreignOwner(of: name, besides: entity) : nil
        if let owner {
          notes.append("\(catalog.entities[owner].name.withArticle) has it")
        }
        let meant = nearest ?? owner.map { "\(catalog.entities[$0].name).\(name)" } ?? textMeant(node, expected)
        if meant == nil {
          notes += PlainWords(fieldsOf: entity, catalog).subjects(of: name).map {
            $0.documentation.isEmpty ? "there is `\($0.name)`" : "there is `\($0.name)`: \($0.documentation)"
          }
        }
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
        // Of the things in the row, the one that has such a field.
        let owner = scope.columns.last { column in
          guard case .entity(let entity) = column.type else { return false }
          return catalog.entities[entity].field(named: name) != nil
        }
        let nearest =
          owner.map { "\($0.name).\(name)" }
          ?? Suggestions.nearest(to: name, among: candidates + Array(locals.keys.sorted()))
          ?? textMeant(node, expected)
        return Diagnostic(
          .unknownField, "these rows have no column `\(name)`", at: node.range,
          label: nearest.map { "did you mean `\($0)`?" } ?? "not a column here",
          notes: ["the columns are \(scope.columns.map(\.name).filter { !$0.isEmpty }.joined(separator: ", "))"]
            + (scope.hasOpenColumns
              ? [
                "the others are known only when the matrix is made; `where` before it, or `count by`, asks for one value"
              ]
              : []),
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

  /// The comparisons of an entity's fields with a value of their scale, as `alignment = sponsor`.
  private func comparisons(with value: String, _ entity: Int) -> [(text: String, scale: String)] {
    let found = catalog.entities[entity].fields.compactMap { field -> (text: String, scale: String)? in
      switch field.type {
      case .scale(let id) where catalog.scales[id].code(of: value) != nil && !field.isComputed:
        ("\(field.name) = \(value)", catalog.scales[id].name)
      case .set(.scale(let id)) where catalog.scales[id].code(of: value) != nil:
        ("\(catalog.scales[id].name).\(value) in \(field.name)", catalog.scales[id].name)
      default: nil
      }
    }
    return Array(found.prefix(3))
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
      if playsChances { names += catalog.chances.filter { $0.entity == entity }.map(\.name) }
      names += catalog.ancestors(of: entity).map { catalog.entities[$0].name }
    }
    return names
  }
}
