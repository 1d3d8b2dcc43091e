// Paths: what stands after a dot, from fields to the answers of a worksheet.

extension Resolver {
  func resolvePath(_ node: SyntaxNode, expecting expected: ValueType?) -> Expression {
    guard let base = node.child(0) else { return invalid(node) }
    let last = node.lastTokenIndex
    let name = node.tree.name(ofToken: last)
    let place = node.tree.range(ofToken: last)
    // `show alignment.on` made a column of this very name.
    if let scope = scopes.last, scope.columns.contains(where: { $0.name == node.text }),
      let column = column(named: node.text, depth: 0, at: node.range)
    {
      return column
    }
    if base.kind == .nameExpression {
      let first = base.firstName
      if first == "this", column(named: "this", depth: 0, at: base.range) == nil {
        guard let depth = thisDepth else { return resolveThis(base) }
        if let found = column(named: name, depth: depth, at: node.range) { return found }
        if let answer = worksheetStart(node) { return answer }
        if let counted = pluralMisused(name, node) { return counted }
        let scope = scopes[scopes.count - 1 - depth]
        if let chance = misplacedChance(name, of: scope.entity, at: place) {
          report(chance)
          return invalid(node)
        }
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
      // `alignment.neutral` is the value also where a column is called `alignment`: a value of a scale has no such part.
      if let scale = catalog.scale(named: first), let code = catalog.scales[scale].code(of: name),
        EvidenceProperty(rawValue: name) == nil,
        case .scale? = column(named: first, depth: 0, at: base.range)?.type
      {
        return Expression(.constant(.code(code)), .scale(scale), node.range)
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
      if let id = catalog.query(named: name), let plan = query(id, usedAt: node.range), isOwn(plan, of: entity) {
        return Expression(.rowCount(.named(id, within: owner)), .integer, node.range)
      }
      if let property = EvidenceProperty(rawValue: name), case .field(let thing, let holder, let index) = owner.kind {
        return Expression(.evidence(thing, entity: holder, field: index, property), evidenceType(property), node.range)
      }
      if let chance = misplacedChance(name, of: entity, at: place) {
        report(chance)
        return invalid(node)
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
      let functions: [Function] = [.amount, .currency, .length, .abs, .round, .year, .month, .quarter]
      let call = functions.first { $0.rawValue == name }.map { "\($0.rawValue)(\(owner.text))" }
      report(
        Diagnostic(
          .unknownField, "\(catalog.name(of: owner.type).withArticle) has no `\(name)`", at: place,
          label: call.map { "write `\($0)`" }
            ?? (isStored
              ? "a stored fact has `on`, `source`, `age` and `confirmed`" : "nothing stands behind this value"),
          fixIts: call.map { [.init("write `\($0)`", replace: node.range, with: $0)] } ?? []))
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
    return verdictCount(id, code, at: node.range) ?? invalid(node)
  }

  func verdictCount(_ id: Int, _ code: Int, at range: SourceRange) -> Expression? {
    guard let resolved = check(id, usedAt: range) else { return nil }
    let scale = catalog.checks[id].verdictScale
    let verdict = Expression(.column(depth: 0, index: resolved.verdictColumn), .scale(scale), range)
    let filter = Expression(
      .compare(.equal, verdict, Expression(.constant(.code(code)), .scale(scale), range)), .yesNo, range)
    return Expression(
      .aggregate(
        Aggregate(function: .count, source: .check(id, within: innermostThing(range)), value: nil, filter: filter)),
      .integer, range)
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
