// Function calls and aggregates.

extension Resolver {
  func resolveCall(_ node: SyntaxNode, expecting expected: ValueType?) -> Expression {
    let name = node.firstName
    if Vocabulary.aggregates.contains(name), node.child(of: .aggregate) != nil { return resolveAggregate(node) }
    if let kind = WindowCall.Kind(rawValue: name) {
      guard windows != nil else {
        report(
          Diagnostic(
            .notAllowedHere, "`\(name)` looks at all rows, so it stands only in `show` and `with`", at: node.range,
            label: "not a place where rows are listed"))
        return invalid(node)
      }
      let arguments = Array(node.children)
      if kind == .rank ? arguments.count > 1 : arguments.count != 1 {
        report(
          Diagnostic(.wrongArguments, "`\(name)` takes one column", at: node.range, label: "as in `\(name)(revenue)`"))
        return invalid(node)
      }
      return window(kind, arguments.first.map { resolve($0) }, node.range)
    }
    if name == "sources" || name == "evidence" { return resolveEvidenceCall(name, node) }
    if let function = Function(rawValue: name) { return resolveFunction(function, node, expecting: expected) }
    if let id = catalog.definition(named: name) { return resolveApplication(id, node) }
    if let meant = rewrittenCall(name, node) {
      report(
        Diagnostic(
          .unknownFunction, "there is no function `\(name)`", at: node.range, label: "write `\(meant)`",
          fixIts: [.init("write `\(meant)`", replace: node.range, with: meant)]))
      return invalid(node)
    }
    let names =
      Array(Vocabulary.functions.union(Vocabulary.aggregates).union(Vocabulary.windows))
      + catalog.definitions.map(\.name)
    let foreign = [
      "avg": "average", "mean": "average", "len": "length", "now": "today", "total": "sum", "exists": "any",
      "every": "all", "coalesce": "??", "ifnull": "??", "lower": "~", "upper": "~", "distinct": "list",
    ]
    let counts = ["len", "size", "length"].contains(name.lowercased()) && node.child(0).map { isRowsNode($0) } == true
    let nearest = counts ? "count" : foreign[name.lowercased()] ?? Suggestions.nearest(to: name, among: names.sorted())
    report(
      Diagnostic(
        .unknownFunction, "there is no function `\(name)`", at: node.firstTokenRange,
        label: nearest.map { "did you mean `\($0)`?" } ?? "`help functions` lists them",
        fixIts: nearest.map {
          $0.first?.isLetter == true ? [.init("write `\($0)`", replace: node.firstTokenRange, with: $0)] : []
        } ?? []))
    // What an aggregate is given are rows, and no value.
    let isAggregate = nearest.map { Vocabulary.aggregates.contains($0) } ?? false
    for child in node.children where !(isAggregate && isRowsNode(child)) { _ = resolve(child) }
    return invalid(node)
  }

  func window(_ kind: WindowCall.Kind, _ value: Expression?, _ range: SourceRange) -> Expression {
    let slot = windows?.count ?? 0
    windows?.append(WindowCall(kind: kind, value: value))
    let type: ValueType
    switch kind {
    case .rank: type = .integer
    case .share:
      type = .percent
      requireSummable(value, "share")
    case .running:
      type = value?.type ?? .number
      requireSummable(value, "running")
    }
    return Expression(.window(slot: slot), type, range)
  }

  private func requireSummable(_ value: Expression?, _ name: String) {
    guard let value else { return }
    switch value.type {
    case .number, .integer, .money, .percent, .duration, .invalid, .absent: break
    default:
      report(
        Diagnostic(
          .typeMismatch, "`\(name)` needs numbers or money", at: value.range, label: "this is \(described(value.type))")
      )
    }
  }

  /// `sources(alignment)`, `evidence(reports_to)`.
  private func resolveEvidenceCall(_ name: String, _ node: SyntaxNode) -> Expression {
    guard let argument = node.child(0), node.child(1) == nil else {
      report(
        Diagnostic(
          .wrongArguments, "`\(name)` takes one stored field", at: node.range, label: "as in `\(name)(alignment)`"))
      return invalid(node)
    }
    let value = resolve(argument)
    if value.type == .invalid { return invalid(node) }
    guard case .field(let thing, let entity, let field) = value.kind else {
      report(
        Diagnostic(
          .typeMismatch, "only a stored field has evidence", at: argument.range,
          label: "this is computed or not a field"))
      return invalid(node)
    }
    if name == "sources" {
      return Expression(.evidence(thing, entity: entity, field: field, .sources), .integer, node.range)
    }
    // `evidence(F)` alone is its source; `.on` and so on are read by the path around it.
    return Expression(.evidence(thing, entity: entity, field: field, .source), .text, node.range)
  }

  private func resolveApplication(_ id: Int, _ node: SyntaxNode) -> Expression {
    let definition = catalog.definitions[id]
    let arguments = node.children.filter { $0.kind != .missing }
    guard arguments.count == definition.parameters.count else {
      let names = definition.parameters.map { "\($0.name) \(catalog.name(of: $0.type))" }.joined(separator: ", ")
      report(
        Diagnostic(
          .wrongArguments, "`\(definition.name)` takes \(definition.parameters.count) values, not \(arguments.count)",
          at: node.range,
          label: "declared as `\(definition.name)(\(names))`", labels: [.init(definition.range, "declared here")]))
      return invalid(node)
    }
    // A declaration that is wrong was told of where it stands.
    if definition.parameters.contains(where: { $0.type == .invalid }) {
      for argument in arguments { _ = resolve(argument) }
      return invalid(node)
    }
    let values = zip(arguments, definition.parameters).map { argument, parameter in
      converted(resolve(argument, expecting: parameter.type), to: parameter.type)
    }
    guard let body = definitionBody(id, usedAt: node.range), !values.contains(where: { $0.type == .invalid }) else {
      return invalid(node)
    }
    return Expression(.apply(definition: id, values), body.type, node.range)
  }

  private func resolveFunction(_ function: Function, _ node: SyntaxNode, expecting expected: ValueType?) -> Expression {
    let nodes = node.children.filter { $0.kind != .missing }
    var given: [Expression] = []
    func wrong(_ usage: String, notes: [String] = []) -> Expression {
      let types = given.map { described($0.type) }.joined(separator: " and ")
      report(
        Diagnostic(
          .wrongArguments, "`\(function.rawValue)` is written `\(usage)`", at: node.range,
          label: nodes.isEmpty ? "nothing is given" : given.isEmpty ? "does not fit" : "given \(types)", notes: notes))
      return invalid(node)
    }
    if function == .today {
      return nodes.isEmpty ? Expression(.call(.today, []), .date, node.range) : wrong("today")
    }
    if function == .convert {
      guard nodes.count == 1 || nodes.count == 2 else { return wrong("convert(amount, EUR)") }
      let amount = resolve(nodes[0])
      let code = nodes.count == 2 ? nodes[1].text : nil
      if let code, nodes[1].kind != .nameExpression || Currency(code) == nil {
        if nodes[1].kind == .textLiteral || nodes[1].kind == .nameExpression {
          let bare = nodes[1].kind == .textLiteral ? String(code.dropFirst().dropLast()) : code
          let nearest = Suggestions.nearest(to: bare, among: Currency.allCodes)
          report(
            Diagnostic(
              .unknownCurrency, "`\(bare)` is no currency code here", at: nodes[1].range,
              label: nearest.map { "did you mean `\($0)`?" } ?? "an ISO 4217 code without quotes is needed",
              fixIts: nearest.map { [.init("write `\($0)`", replace: nodes[1].range, with: $0)] } ?? []))
          return invalid(node)
        }
        return wrong("convert(amount, EUR)")
      }
      if amount.type != .money, amount.type != .invalid, amount.type != .absent {
        report(
          Diagnostic(
            .typeMismatch, "only money can be converted", at: nodes[0].range,
            label: "this is \(described(amount.type))",
            fixIts: nodes[0].kind == .numberLiteral
              ? [.init("add a currency", replace: nodes[0].range, with: "\(nodes[0].text) USD")] : []))
        return invalid(node)
      }
      let target = code.map { [Expression(.constant(.text($0)), .text, nodes[1].range)] } ?? []
      return Expression(.call(.convert, [amount] + target), .money, node.range)
    }
    if function == .under {
      guard nodes.count == 2 else { return wrong("under(reports_to, \"Name\")") }
      let reference = resolve(nodes[0])
      guard case .field(_, let holder, let field) = reference.kind, case .entity(let entity) = reference.type,
        entity == holder
      else {
        if reference.type != .invalid {
          report(
            Diagnostic(
              .typeMismatch, "`under` follows a reference between things of one kind", at: nodes[0].range,
              label: "not such a reference", notes: ["for example `under(reports_to, \"Ngozi Okafor\")`"]))
        }
        return invalid(node)
      }
      _ = field
      let top = resolve(nodes[1], expecting: .entity(entity))
      return Expression(.call(.under, [reference, top]), .yesNo, node.range)
    }
    let values = nodes.map { resolve($0, expecting: expected.flatMap { if case .scale = $0 { $0 } else { nil } }) }
    if values.contains(where: { $0.type == .invalid }) { return invalid(node) }
    given = values
    func call(_ type: ValueType) -> Expression { Expression(.call(function, values), type, node.range) }
    guard let first = values.first else { return wrong("\(function.rawValue)(value)") }
    switch function {
    case .quarter, .month, .year:
      guard values.count == 1, first.type == .date || first.type == .period || first.type == .absent else {
        return wrong("\(function.rawValue)(date)")
      }
      return call(.period)
    case .start, .end:
      guard values.count == 1, first.type == .period || first.type == .absent else {
        let ofDay = first.type == .date && values.count == 1
        return wrong(
          "\(function.rawValue)(2026-Q4)",
          notes: ofDay ? ["of the month or quarter of a day: `\(function.rawValue)(month(\(first.text)))`"] : [])
      }
      return call(.date)
    case .round:
      guard values.count <= 2,
        first.type.isNumeric || first.type == .money || first.type == .percent || first.type == .absent,
        values.count < 2 || values[1].type == .integer
      else { return wrong("round(value, decimals)") }
      return call(first.type == .number && values.count == 1 ? .integer : first.type)
    case .abs:
      guard values.count == 1,
        first.type.isNumeric || first.type == .money || first.type == .percent || first.type == .duration
          || first.type == .absent
      else { return wrong("abs(value)") }
      return call(first.type)
    case .amount:
      guard values.count == 1, first.type == .money || first.type == .absent else { return wrong("amount(money)") }
      return call(.number)
    case .currency:
      guard values.count == 1, first.type == .money || first.type == .absent else { return wrong("currency(money)") }
      return call(.text)
    case .next, .previous:
      guard values.count == 1 else { return wrong("\(function.rawValue)(value)") }
      if case .scale(let id) = first.type {
        guard catalog.scales[id].isOrdered else {
          report(
            Diagnostic(
              .unorderedChoice, "the values of \(catalog.scales[id].name) have no order", at: node.range,
              label: "`\(function.rawValue)` needs an ordered scale"))
          return invalid(node)
        }
        return call(first.type)
      }
      guard first.type == .period || first.type == .absent else { return wrong("\(function.rawValue)(alignment)") }
      return call(first.type)
    case .length:
      guard values.count == 1 else { return wrong("length(value)") }
      switch first.type {
      case .text, .set, .absent: return call(.integer)
      default: return wrong("length(text)")
      }
    case .today, .convert, .under: return invalid(node)
    }
  }

  // MARK: Aggregates

  private func resolveAggregate(_ node: SyntaxNode) -> Expression {
    guard let function = AggregateFunction(rawValue: node.firstName), let parts = node.child(of: .aggregate) else {
      return invalid(node)
    }
    let valueNode = parts.child(of: .aggregateValue)?.child(0)
    var sourceNode = parts.child(of: .aggregateSource)?.child(0)
    let filterNode = parts.child(of: .aggregateWhere)?.child(0)
    var threshold = 0
    if let count = parts.child(of: .aggregateCount)?.child(0) {
      if function != .atLeast {
        report(
          Diagnostic(
            .wrongArguments, "`\(function.rawValue)` takes no number", at: count.range, label: "only `at_least` does",
            notes: ["of several values it is written `\(function.rawValue)([...])`"],
            fixIts: valueNode == nil && filterNode == nil
              ? [.init("put them into a list", replace: parts.range, with: "[\(parts.text)]")] : []))
        return invalid(node)
      }
      guard let number = self.count(at: count.firstTokenIndex, in: count) else { return invalid(node) }
      threshold = number
    } else if function == .atLeast {
      report(
        Diagnostic(
          .wrongArguments, "`at_least` says how many first", at: node.range,
          label: "as in `at_least(2, sponsors where power >= 7)`",
          fixIts: [
            .init(
              "at least one",
              replace: SourceRange(source: parts.range.source, start: parts.range.start, end: parts.range.start),
              with: "1, ")
          ]))
      return invalid(node)
    }
    if let valueNode, let sourceNode, sourceNode.kind == .thing, valueNode.kind == .nameExpression,
      catalog.entity(plural: valueNode.firstName) != nil
    {
      let path = "\(sourceNode.text).\(valueNode.text)"
      report(
        Diagnostic(
          .pathThroughPlural, "what belongs to one thing is reached with a point", at: parts.range,
          label: "write `\(path)`", fixIts: [.init("write `\(path)`", replace: parts.range, with: path)]))
      return invalid(node)
    }
    var source: RowSource?
    var shape = RowShape()
    var valueInGroup: SyntaxNode?
    if isGrouping, valueNode == nil {
      if sourceNode == nil {
        source = .group
      } else if let candidate = sourceNode, !isRowsNode(candidate) {
        source = .group
        valueInGroup = candidate
        sourceNode = nil
      }
      if case .group? = source {
        shape = scopes.last.map { RowShape(entity: $0.entity, columns: $0.columns, check: $0.check) } ?? shape
      }
    }
    if source == nil {
      guard let sourceNode else {
        report(
          Diagnostic(
            .wrongArguments, "`\(function.rawValue)` needs rows to look at", at: node.range,
            label: "as in `\(function.rawValue)(\(function == .count ? "stakeholders" : "value of opportunities"))`"))
        return invalid(node)
      }
      isInsideAggregate = true
      let found = rows(sourceNode)
      isInsideAggregate = false
      guard let rowSource = found.0 else { return invalid(node) }
      if case .value(let single) = rowSource {
        report(oneValue(single, function, sourceNode))
        return invalid(node)
      }
      source = rowSource
      shape = found.1
    }
    guard let source else { return invalid(node) }
    // The rows' own scope: names belong to them, `this` is the row outside.
    var inner = scope(for: shape, isInner: true)
    if case .group = source { inner.isInner = false }
    let outerGrouping = isGrouping
    let outerWindows = windows
    isGrouping = false
    windows = nil
    defer {
      isGrouping = outerGrouping
      windows = outerWindows
    }
    scopes.append(inner)
    let filter = filterNode.map { condition($0) }
    var value = (valueNode ?? valueInGroup).map {
      resolve($0, expecting: [.any, .all, .atLeast].contains(function) ? .yesNo : nil)
    }
    scopes.removeLast()
    // Over plain single-column rows (or a set's values) the column is the value.
    if value == nil, shape.entity == nil, shape.columns.count == 1, ![.count, .any, .all, .atLeast].contains(function) {
      value = Expression(.column(depth: 0, index: 0), shape.columns[0].type, node.range)
    }
    if value == nil, let entity = shape.entity, [.first, .list].contains(function) {
      value = Expression(.row(depth: 0), .entity(entity), node.range)
    }
    if value?.type == .invalid || filter?.type == .invalid { return invalid(node) }
    guard let type = aggregateType(function, value, filter, node) else { return invalid(node) }
    return Expression(
      .aggregate(Aggregate(function: function, source: source, value: value, filter: filter, threshold: threshold)),
      type, node.range)
  }

  /// An aggregate over what is one value and no rows.
  private func oneValue(_ value: Expression, _ function: AggregateFunction, _ node: SyntaxNode) -> Diagnostic {
    let rows = scopes.last?.entity.map { catalog.entities[$0].plural }
    var notes: [String] = []
    if let rows, node.kind == .nameExpression {
      notes = [
        "of all rows: `| summarize \(function.rawValue)(\(node.text))`, or `\(function.rawValue)(\(node.text) of all \(rows))`"
      ]
    } else if [.any, .all].contains(function), value.type.isTruth {
      notes = ["a condition stands alone, or after the rows it asks: `any(stakeholders where power > 5)`"]
    }
    return Diagnostic(
      .wrongArguments, "`\(function.rawValue)` looks at rows, and `\(node.text)` is one value", at: node.range,
      label: "this is \(described(value.type))", notes: notes)
  }

  private func aggregateType(
    _ function: AggregateFunction, _ value: Expression?, _ filter: Expression?, _ node: SyntaxNode
  ) -> ValueType? {
    switch function {
    case .count: return .integer
    case .any, .atLeast:
      if let value { requireCondition(value) }
      return .yesNo
    case .all:
      guard let value else {
        let parts = node.child(of: .aggregate)
        let sourceText = parts?.child(of: .aggregateSource)?.text ?? "rows"
        let conditionText = parts?.child(of: .aggregateWhere)?.child(0)?.text
        report(
          Diagnostic(
            .allWithoutOf, "`all` asks whether something holds for every row", at: node.range,
            label: conditionText.map { "did you mean `all(\($0) of \(sourceText))`?" }
              ?? "say what: `all(CONDITION of \(sourceText))`",
            fixIts: conditionText.map {
              [.init("ask it of every row", replace: node.range, with: "all(\($0) of \(sourceText))")]
            } ?? []))
        return nil
      }
      requireCondition(value)
      return .yesNo
    case .sum, .average, .median:
      guard let value else {
        report(
          Diagnostic(
            .wrongArguments, "`\(function.rawValue)` needs something to add up", at: node.range,
            label: "as in `\(function.rawValue)(value of opportunities)`"))
        return nil
      }
      switch value.type {
      case .number, .integer: return function == .sum ? value.type : .number
      case .money, .percent, .duration: return value.type
      case .absent: return .number
      default:
        report(
          Diagnostic(
            .typeMismatch, "`\(function.rawValue)` needs numbers or money", at: value.range,
            label: "this is \(described(value.type))"))
        return nil
      }
    case .min, .max:
      guard let value else {
        report(
          Diagnostic(
            .wrongArguments, "`\(function.rawValue)` needs something to compare", at: node.range,
            label: "as in `\(function.rawValue)(power of stakeholders)`"))
        return nil
      }
      switch value.type {
      case .entity, .set, .yesNo, .outcome:
        report(
          Diagnostic(.typeMismatch, "these have no order", at: value.range, label: "this is \(described(value.type))"))
        return nil
      case .scale(let id) where !catalog.scales[id].isOrdered:
        report(
          Diagnostic(
            .unorderedChoice, "the values of \(catalog.scales[id].name) have no order", at: value.range,
            label: "`\(function.rawValue)` needs an ordered scale"))
        return nil
      default: return value.type
      }
    case .first: return value?.type ?? .invalid
    case .list: return .set(value?.type ?? .invalid)
    }
  }

  private func requireCondition(_ value: Expression) {
    guard !value.type.isTruth else { return }
    report(
      Diagnostic(
        .typeMismatch, "a condition is needed here", at: value.range,
        label: "this is \(described(value.type)), not yes or no"))
  }
}
