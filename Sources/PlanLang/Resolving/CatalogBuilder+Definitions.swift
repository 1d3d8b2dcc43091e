// Named queries, functions, moves and losses, chances, rates.

extension CatalogBuilder {
  mutating func addQuery(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node), let query = node.child(of: .query) else { return }
    checkAllowed(name, place, "a query")
    if let first = nounPlace(name) { return duplicate("the noun", name, place, first) }
    catalog.queries.append(
      NamedQuery(name: name, declaredQuery: declared(query), doc: .above(node), range: place))
    catalog.queryIndex[name] = catalog.queries.count - 1
  }

  /// Replaces or adds a named query: at the prompt a `let` may be said again.
  public mutating func redeclareQuery(_ node: SyntaxNode) {
    if let (name, _) = nameToken(node), let old = catalog.queryIndex[name], let query = node.child(of: .query) {
      catalog.queries[old] = NamedQuery(
        name: name, declaredQuery: declared(query), doc: .above(node), range: node.range)
      catalog.version += 1
      // What rests on the old query may mean something else now.
      catalog.resolved = nil
    } else {
      addQuery(node)
    }
  }

  mutating func addDefinition(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node),
      let body = node.children.first(where: { $0.kind != .defineParameter && $0.kind != .missing })
    else { return }
    if let first = catalog.definitionIndex[name] {
      return duplicate("the function", name, place, catalog.definitions[first].range)
    }
    if Vocabulary.aggregates.contains(name) || Vocabulary.functions.contains(name) || Vocabulary.windows.contains(name)
    {
      return report(
        Diagnostic(
          .forbiddenName, "a function can't be named `\(name)`", at: place, label: "the language has this function"))
    }
    var parameters: [Definition.Parameter] = []
    var names = ColumnNames(of: "a function's values", reserved: [])
    for item in node.children(of: .defineParameter)
    where names.claim(item.firstName, item.firstTokenRange, report: { report($0) }) {
      parameters.append(.init(name: item.firstName, type: type(item.child(of: .typeName), of: item.firstTokenRange)))
    }
    catalog.definitions.append(
      Definition(
        name: name, parameters: parameters, declaredBody: declared(body), doc: .above(node), range: place))
    catalog.definitionIndex[name] = catalog.definitions.count - 1
  }

  mutating func addMove(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node), let on = node.ownToken("on"), on + 1 < node.endTokenIndex,
      let entity = entity(at: on + 1, in: node.tree)
    else { return }
    if let first = catalog.moveIndex[name] { return duplicate("the move", name, place, catalog.moves[first].range) }
    var problems: [Diagnostic] = []
    let title =
      node.ownTokens.last { node.tree.tokens[$0].kind == .text }.map {
        Literals.text(ofToken: $0, in: node.tree) { problems.append($0) }
      } ?? name
    let body = node.child(of: .body)
    var cost = Fixed.numberScale
    if let item = body?.child(of: .moveCost),
      let value = Fixed.parse(item.tree.text(ofToken: item.lastTokenIndex), scale: Fixed.numberScale)
    {
      cost = value
    }
    diagnostics += problems
    catalog.moves.append(
      Move(
        name: name, isLoss: node.kind == .lossDeclaration, entity: entity, title: title,
        declaredConditions: body?.children(of: .moveWhen).compactMap { declared($0.child(0)) } ?? [],
        declaredAssignments: body?.children(of: .moveSet).flatMap { $0.children(of: .assignment) }.map { declared($0) }
          ?? [],
        removes: body?.child(of: .moveRemove) != nil, cost: cost,
        doc: .above(node), range: place))
    catalog.moveIndex[name] = catalog.moves.count - 1
  }

  mutating func addChance(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node), let on = node.ownToken("on"), on + 1 < node.endTokenIndex,
      let entity = entity(at: on + 1, in: node.tree), let probability = node.child(0)
    else { return }
    if let first = catalog.chanceIndex[name] {
      return duplicate("the chance", name, place, catalog.chances[first].range)
    }
    catalog.chances.append(
      Chance(
        name: name, entity: entity, declaredProbability: declared(probability), doc: .above(node), range: place))
    catalog.chanceIndex[name] = catalog.chances.count - 1
  }

  mutating func addRate(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node) else { return }
    guard let currency = Currency(name) else {
      let nearest = Suggestions.nearest(to: name, among: Currency.allCodes)
      return report(
        Diagnostic(
          .unknownCurrency, "there is no currency `\(name)`", at: place,
          label: nearest.map { "did you mean `\($0)`?" } ?? "not an ISO 4217 code",
          fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
    }
    var problems: [Diagnostic] = []
    let amount = node.child(of: .moneyLiteral).flatMap { Literals.value(of: $0) { problems.append($0) } }
    let date = node.child(of: .dateLiteral).flatMap { Literals.value(of: $0) { problems.append($0) } }
    diagnostics += problems
    guard case .money(let money)? = amount?.0, let given = node.child(of: .moneyLiteral) else { return }
    if money.currency == currency {
      return report(
        Diagnostic(
          .wrongValue, "a rate leads from one currency to another", at: given.range, label: "this is \(currency) again")
      )
    }
    if money.amount == 0 {
      return report(
        Diagnostic(
          .wrongValue, "a rate can't be zero", at: given.range, label: "one \(currency) is worth something",
          notes: ["leave the rate out where nobody knows it"]))
    }
    var day: CalendarDate?
    if case .date(let value)? = date?.0 { day = value }
    catalog.rates.append(Rate(currency: currency, value: money, date: day, range: place))
  }
}
