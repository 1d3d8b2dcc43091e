// Scales, choices, and entities with their fields.

extension CatalogBuilder {
  mutating func addScale(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node) else { return }
    checkAllowed(name, place, "a scale")
    if let first = catalog.scaleIndex[name] { return duplicate("the scale", name, place, catalog.scales[first].range) }
    if Vocabulary.types.contains(name) {
      return report(Diagnostic(.forbiddenName, "a scale can't be named `\(name)`", at: place, label: "this is a type"))
    }
    var seen: [String: SourceRange] = [:]
    var values: [Scale.Member] = []
    for item in node.child(of: .body)?.children(of: .scaleValue) ?? [] {
      let value = item.firstName
      if let first = seen[value] {
        duplicate("the value", value, item.firstTokenRange, first)
        continue
      }
      seen[value] = item.firstTokenRange
      var label = DeclaredText(value)
      if item.endTokenIndex - item.firstTokenIndex > 1 {
        var problems: [Diagnostic] = []
        label = DeclaredText(token: item.lastTokenIndex, in: item.tree) { problems.append($0) }
        diagnostics += problems
      }
      values.append(.init(name: value, label: label))
    }
    if values.count > 250 {
      report(Diagnostic(.tooLarge, "the scale `\(name)` has more than 250 values", at: place))
      // It stays a scale, so that what uses it is not taken for a mistake as well.
      values.removeLast(values.count - 250)
    }
    appendScale(
      Scale(
        name: name, isOrdered: node.kind == .scaleDeclaration, values: values,
        doc: .above(node), range: place))
  }

  @discardableResult mutating func appendScale(_ scale: Scale, named: Bool = true) -> Int {
    catalog.scales.append(scale)
    if named { catalog.scaleIndex[scale.name] = catalog.scales.count - 1 }
    return catalog.scales.count - 1
  }

  mutating func registerEntity(_ node: SyntaxNode) -> Bool {
    guard let (name, place) = nameToken(node) else { return false }
    let tree = node.tree
    var plural = name
    var pluralPlace = place
    if let word = node.ownToken("plural"), word + 1 < node.endTokenIndex {
      plural = tree.name(ofToken: word + 1)
      pluralPlace = tree.range(ofToken: word + 1)
    }
    checkAllowed(name, place, "an entity")
    checkAllowed(plural, pluralPlace, "a plural")
    for (noun, nounPlace) in [(name, place), (plural, pluralPlace)] {
      if let first = self.nounPlace(noun) {
        duplicate("the noun", noun, nounPlace, first)
        return false
      }
    }
    // The word stands last; a noun may be called the same.
    let own = node.ownTokens
    let isInternal = own.count > 4 && own.last.map { tree.token($0, is: "internal") } ?? false
    catalog.entities.append(
      Entity(
        name: name, plural: plural, parents: [], labelling: .name, fields: [], role: .stored,
        isInternal: isInternal, doc: .above(node), range: place))
    let id = catalog.entities.count - 1
    catalog.entityIndex[name] = id
    catalog.pluralIndex[plural] = id
    return true
  }

  mutating func resolveParents(_ node: SyntaxNode, _ id: Int) {
    guard let list = node.child(of: .nameList) else { return }
    for index in list.ownTokens where node.tokenKind(index) == .name {
      let name = node.tree.name(ofToken: index)
      if let parent = catalog.entityIndex[name] {
        catalog.entities[id].parents.append(parent)
      } else {
        reportUnknownEntity(name, at: node.tree.range(ofToken: index))
      }
    }
  }

  /// An entity whose things stand only in one another has nothing to begin with.
  mutating func checkBeginnings(of new: Range<Int>) {
    var reached = Set(
      catalog.entities.indices.filter { !new.contains($0) || catalog.entities[$0].parents.isEmpty })
    var grows = true
    while grows {
      grows = false
      for id in new
      where !reached.contains(id) && catalog.entities[id].parents.contains(where: { reached.contains($0) }) {
        reached.insert(id)
        grows = true
      }
    }
    for id in new where !reached.contains(id) && id < catalog.entities.count {
      let entity = catalog.entities[id]
      let parents = entity.parents.map { "`\(catalog.entities[$0].name)`" }.joined(separator: " or ")
      report(
        Diagnostic(
          .cycle, "there can never be a first \(entity.name)", at: entity.range,
          label: "it stands in \(parents), which stands in it",
          notes: ["leave `in` out for things at the top, or name one more parent: `in OTHER or \(entity.name)`"]))
    }
  }

  mutating func resolveLabelling(_ node: SyntaxNode, _ id: Int) {
    if node.ownToken("unlabelled") != nil || node.children(of: .nameList).last?.ownToken("unlabelled") != nil {
      catalog.entities[id].labelling = .unlabelled
      return
    }
    guard let list = node.children(of: .nameList).last, list.ownToken("labelled") != nil else {
      if let field = catalog.entities[id].fieldIndex["name"] {
        report(
          Diagnostic(
            .duplicateField, "`name` is the label every thing has", at: catalog.entities[id].fields[field].range,
            label: "remove this field", notes: ["an entity labelled by other fields says `labelled FIELD`"]))
      }
      return
    }
    var fields: [Int] = []
    for index in list.ownTokens.dropFirst() where node.tokenKind(index) == .name {
      let name = node.tree.name(ofToken: index)
      if let field = catalog.entities[id].fieldIndex[name] {
        fields.append(field)
      } else {
        unknownField(name, of: id, at: node.tree.range(ofToken: index))
      }
    }
    for (field, index) in zip(fields, list.ownTokens.dropFirst().filter { node.tokenKind($0) == .name }) {
      checkLabel(catalog.entities[id].fields[field], at: node.tree.range(ofToken: index))
    }
    catalog.entities[id].labelling = .fields(fields)
  }

  /// A label is written in quotes or as a day, and stays what it is.
  private mutating func checkLabel(_ field: Field, at place: SourceRange) {
    if field.declaredFormula != nil {
      return report(
        Diagnostic(
          .wrongValue, "`\(field.name)` is computed and can't be a label", at: place,
          label: "a label is written down", labels: [.init(field.range, "computed here")]))
    }
    switch field.type {
    case .text, .date, .scale, .entity, .invalid: break
    default:
      report(
        Diagnostic(
          .wrongValue, "a label can't be of type `\(catalog.name(of: field.type))`", at: place,
          label: "a text, a date, a value of a scale or a reference can"))
    }
  }

  /// The lowest and the highest value a range allows; nil, after a report, for what is no range.
  mutating func range(_ node: SyntaxNode, of type: ValueType) -> (Value, Value)? {
    switch type {
    case .number, .integer, .money, .percent, .date: break
    case .invalid: return nil
    default:
      report(
        Diagnostic(
          .wrongValue, "\(catalog.name(of: type).withArticle) has no range", at: node.range,
          label: "only numbers, money, percentages and dates have one"))
      return nil
    }
    guard let low = constant(node.child(0), as: type), let high = constant(node.child(1), as: type) else { return nil }
    if let first = BoundsCheck.key(low), let last = BoundsCheck.key(high), first > last {
      let text = node.children.reversed().map(\.text).joined(separator: "..")
      report(
        Diagnostic(
          .outOfRange, "a range runs from low to high", at: node.range, label: "nothing lies in it",
          fixIts: [.init("turn it round", replace: node.range, with: text)]))
      return nil
    }
    return (low, high)
  }

  mutating func unknownField(_ name: String, of id: Int, at place: SourceRange) {
    let entity = catalog.entities[id]
    let nearest = Suggestions.nearest(to: name, among: entity.fields.map(\.name))
    report(
      Diagnostic(
        .unknownField, "\(entity.name) has no field `\(name)`", at: place,
        label: nearest.map { "did you mean `\($0)`?" } ?? "not a field",
        notes: ["`describe \(entity.name)` lists its fields"],
        fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
  }

  mutating func addField(_ node: SyntaxNode, to id: Int) {
    guard node.endTokenIndex > node.firstTokenIndex,
      node.tokenKind(node.firstTokenIndex) == .name || node.tokenKind(node.firstTokenIndex) == .quotedName
    else { return }
    let name = node.firstName
    let place = node.firstTokenRange
    if let first = catalog.entities[id].fieldIndex[name] {
      report(
        Diagnostic(
          .duplicateField, "\(catalog.entities[id].name) has the field `\(name)` already", at: place,
          label: "declared again here", labels: [.init(catalog.entities[id].fields[first].range, "first declared here")]
        ))
      return
    }
    let fieldType = type(node.child(of: .typeName), of: place)
    if case .set(let element) = fieldType {
      switch element {
      case .scale, .entity, .invalid: break
      default:
        report(
          Diagnostic(
            .unknownType, "a set holds values of a scale or things of an entity",
            at: node.child(of: .typeName)?.range ?? place,
            label: "`\(catalog.name(of: element))` can't be in a set"))
      }
    }
    var isRequired = false
    var isInternal = false
    var defaultValue: Value?
    var bounds: (Value, Value)?
    for modifier in node.children {
      switch modifier.kind {
      case .plainModifier:
        if modifier.tree.token(modifier.firstTokenIndex, is: "required") {
          isRequired = true
        } else {
          isInternal = true
        }
      case .defaultModifier: defaultValue = constant(modifier.child(0), as: fieldType)
      case .rangeModifier: bounds = range(modifier, of: fieldType)
      default: break
      }
    }
    if let defaultValue, let bounds, let given = node.child(of: .defaultModifier)?.child(0),
      let problem = BoundsCheck.problem(
        defaultValue, bounds, at: given.range, field: name, catalog: catalog, type: fieldType)
    {
      report(problem)
    }
    if let formula = node.child(of: .fieldFormula), defaultValue != nil || isRequired {
      let word = defaultValue != nil ? "default" : "required"
      report(
        Diagnostic(
          .notAllowedHere, "a computed field can't be `\(word)`", at: place,
          label: "it always has what its formula gives",
          labels: [.init(formula.range, "the formula")]))
    }
    if name == catalog.entities[id].name {
      report(
        Diagnostic(
          .duplicateField, "`\(name)` is the thing itself", at: place, label: "needs another name"))
    }
    if let parent = catalog.entityIndex[name], catalog.entities[id].parents.contains(parent) {
      report(
        Diagnostic(
          .duplicateField, "`\(name)` is what \(catalog.entities[id].name.withArticle) stands in", at: place,
          label: "needs another name",
          notes: ["the \(name) of \(catalog.entities[id].name.withArticle) can be asked for without a field"]))
    }
    catalog.entities[id].fields.append(
      Field(
        name: name, type: fieldType, isRequired: isRequired, isInternal: isInternal, defaultValue: defaultValue,
        bounds: bounds, declaredFormula: declared(node.child(of: .fieldFormula)?.child(0)),
        doc: .above(node), range: place))
    catalog.entities[id].fieldIndex[name] = catalog.entities[id].fields.count - 1
  }

  mutating func extendEntity(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node) else { return }
    guard let id = catalog.entityIndex[name] else {
      reportUnknownEntity(
        name, at: place, "there is no entity `\(name)` to extend",
        notes: ["a check is extended with `extend check NAME { ... }`"])
      return
    }
    for field in node.child(of: .body)?.children(of: .fieldDeclaration) ?? [] { addField(field, to: id) }
  }
}
