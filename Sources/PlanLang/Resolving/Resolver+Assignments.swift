// Assignments: a field, what it gets, and whether that fits.

extension Resolver {
  /// `FIELD = VALUE per "..."` for the things of an entity, in the scope in force.
  func assignment(_ node: SyntaxNode, entity: Int) -> AssignmentPlan? {
    let name = node.firstName
    let place = node.firstTokenRange
    let declared = catalog.entities[entity]
    guard let valueNode = node.children.first(where: { $0.kind != .evidence && $0.kind != .missing }) else {
      return nil
    }
    let evidence = node.child(of: .evidence)
    if name == "name", declared.isNamed {
      let value = resolve(valueNode, expecting: .text)
      if value.type == .absent {
        report(
          Diagnostic(
            .typeMismatch, "every \(declared.name) keeps a name", at: valueNode.range,
            label: "give it another one, or `remove` it"))
      } else if value.type != .text && value.type != .invalid {
        report(
          Diagnostic(.typeMismatch, "a name is a text", at: valueNode.range, label: "this is \(described(value.type))"))
      }
      return AssignmentPlan(field: -1, value: value, evidence: evidence, range: node.range)
    }
    guard let index = declared.field(named: name) else {
      let nearest = Suggestions.nearest(
        to: name, among: declared.fields.filter { !$0.isComputed }.map(\.name) + ["name"])
      report(
        Diagnostic(
          .unknownField, "\(declared.name) has no field `\(name)`", at: place,
          label: nearest.map { "did you mean `\($0)`?" } ?? "not a field of \(declared.name)",
          notes: ["`describe \(declared.name)` lists its fields"],
          fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
      return nil
    }
    let field = declared.fields[index]
    if field.isComputed {
      report(
        Diagnostic(
          .computedFieldSet, "`\(name)` is computed and can't be set", at: place,
          label: "change what it is computed from",
          labels: [.init(field.range, "computed here")]))
      return nil
    }
    let value: Expression
    if isConstantNode(valueNode) || isMeantAsConstant(valueNode, field.type) {
      value = constantValue(valueNode, field)
    } else {
      let resolved = resolve(valueNode, expecting: field.type)
      if case .entity(let target) = field.type, resolved.type == .text {
        value = Expression(.thingNamed(resolved, entity: target), field.type, resolved.range)
      } else if case .set(let element) = field.type, resolved.type == element {
        value = Expression(.list([resolved]), field.type, resolved.range)
      } else if case .set = resolved.type, case .set = field.type {
        value = resolved
      } else {
        value = converted(resolved, to: field.type)
      }
    }
    return AssignmentPlan(field: index, value: value, evidence: evidence, range: node.range)
  }

  /// A name nobody knows where a text, a yes or a date is wanted: told as the constant it was meant to be.
  private func isMeantAsConstant(_ node: SyntaxNode, _ type: ValueType) -> Bool {
    guard node.kind == .nameExpression, !isKnownName(node) else { return false }
    switch type {
    case .text, .yesNo, .date: return true
    case .entity: return AbsentWords.meaning(of: node.text, canBeNone: true) != nil
    default: return false
    }
  }

  private func isConstantNode(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case .numberLiteral, .moneyLiteral, .percentLiteral, .durationLiteral, .dateLiteral, .monthLiteral, .quarterLiteral,
      .wordLiteral:
      true
    case .textLiteral: node.endTokenIndex - node.firstTokenIndex == 1
    case .unary: node.tokenKind(node.firstTokenIndex) == .minus && node.child(0).map { isConstantNode($0) } ?? false
    default: false
    }
  }

  /// A constant as a field's value, with the messages data gets.
  private func constantValue(_ node: SyntaxNode, _ field: Field) -> Expression {
    var element = field.type
    if case .set(let inner) = field.type { element = inner }
    if case .entity = element, node.kind == .textLiteral {
      let thing = resolve(node, expecting: element)
      if case .set = field.type { return Expression(.list([thing]), field.type, node.range) }
      return thing
    }
    var reader = ConstantReader(catalog: catalog)
    guard let value = reader.value(of: node, as: field.type) else {
      reader.diagnostics.forEach { report($0) }
      return Expression(.constant(.unknown), .invalid, node.range)
    }
    if let bounds = field.bounds,
      let problem = BoundsCheck.problem(
        value, bounds, at: node.range, field: field.name, catalog: catalog, type: field.type)
    {
      report(problem)
    }
    return Expression(.constant(value), field.type, node.range)
  }
}
