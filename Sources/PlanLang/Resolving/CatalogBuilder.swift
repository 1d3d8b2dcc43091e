/// Adds the declarations of source texts to a catalog.
///
/// Names first, then what refers to names, so that declarations may stand in any order and any file.
public struct CatalogBuilder {
  public private(set) var catalog: Catalog
  public private(set) var diagnostics: [Diagnostic] = []

  public init(_ catalog: Catalog) { self.catalog = catalog }

  /// The trees declarations were seen in, so that all nodes of one share what stands for it.
  private var origins: [ObjectIdentifier: DeclarationSource] = [:]

  private mutating func declared(_ node: SyntaxNode) -> DeclaredNode {
    let key = ObjectIdentifier(node.tree)
    let origin = origins[key] ?? DeclarationSource(node.tree)
    origins[key] = origin
    return DeclaredNode(origin: origin, id: node.id)
  }

  private mutating func declared(_ node: SyntaxNode?) -> DeclaredNode? { node.map { declared($0) } }

  /// Adds what the trees declare; problems gather in `diagnostics`.
  public mutating func add(_ trees: [SyntaxTree], isLibrary: Bool = false) {
    let before = diagnostics.count
    var items: [SyntaxNode] = []
    for tree in trees {
      let declared = tree.root.children.filter { CatalogBuilder.isDeclaration($0.kind) }
      items += declared
      if let name = tree.source.name, !declared.isEmpty {
        catalog.frameworks.append(
          Framework(
            name: CatalogBuilder.stem(of: name), head: .head(of: tree), isLibrary: isLibrary,
            declarations: declared.compactMap {
              $0.kind == .extendEntity || $0.kind == .extendCheck ? nil : CatalogBuilder.declaredName($0)
            }))
      }
    }
    add(items)
    if items.isEmpty && before == diagnostics.count { return }
    catalog.version += 1
  }

  /// Adds declaration nodes.
  public mutating func add(_ items: [SyntaxNode]) {
    for item in items where item.kind == .scaleDeclaration || item.kind == .choiceDeclaration { addScale(item) }
    let firstEntity = catalog.entities.count
    let entities = items.filter { $0.kind == .entityDeclaration }.filter { registerEntity($0) }
    let extensions = items.filter { $0.kind == .extendEntity }
    for (offset, item) in entities.enumerated() { resolveParents(item, firstEntity + offset) }
    for (offset, item) in entities.enumerated() {
      for field in item.child(of: .body)?.children(of: .fieldDeclaration) ?? [] {
        addField(field, to: firstEntity + offset)
      }
    }
    for item in extensions { extendEntity(item) }
    for (offset, item) in entities.enumerated() { resolveLabelling(item, firstEntity + offset) }
    for item in items {
      switch item.kind {
      case .worksheetDeclaration: addWorksheet(item)
      case .checkDeclaration: addCheck(item)
      case .letDeclaration: addQuery(item)
      case .defineDeclaration: addDefinition(item)
      case .moveDeclaration, .lossDeclaration: addMove(item)
      case .chanceDeclaration: addChance(item)
      case .rateDeclaration: addRate(item)
      default: break
      }
    }
    for item in items where item.kind == .extendCheck { extendCheck(item) }
    if !items.isEmpty { catalog.version += 1 }
  }

  public static func isDeclaration(_ kind: SyntaxKind) -> Bool {
    switch kind {
    case .scaleDeclaration, .choiceDeclaration, .entityDeclaration, .extendEntity, .worksheetDeclaration,
      .checkDeclaration, .extendCheck, .moveDeclaration, .lossDeclaration, .chanceDeclaration, .rateDeclaration,
      .defineDeclaration, .letDeclaration:
      true
    default: false
    }
  }

  private static func stem(of path: String) -> String {
    var name = path[...]
    if let slash = name.lastIndex(where: { $0 == "/" || $0 == ":" }) { name = name[name.index(after: slash)...] }
    if name.hasSuffix(".plan") { name = name.dropLast(5) }
    return String(name)
  }

  private static func declaredName(_ node: SyntaxNode) -> String? {
    let index = node.firstTokenIndex + 1
    guard index < node.endTokenIndex, node.tokenKind(index) == .name || node.tokenKind(index) == .quotedName else {
      return nil
    }
    return node.tree.name(ofToken: index)
  }

  // MARK: Helpers

  private mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// The declared name (the second token) and its place; nil when it is missing.
  private func nameToken(_ node: SyntaxNode) -> (String, SourceRange)? {
    let index = node.firstTokenIndex + 1
    guard index < node.endTokenIndex, node.tokenKind(index) == .name || node.tokenKind(index) == .quotedName else {
      return nil
    }
    return (node.tree.name(ofToken: index), node.tree.range(ofToken: index))
  }

  private mutating func duplicate(_ what: String, _ name: String, _ place: SourceRange, _ first: SourceRange) {
    report(
      Diagnostic(
        .duplicateDeclaration, "\(what) `\(name)` is declared twice", at: place, label: "declared again here",
        labels: [.init(first, "first declared here")]))
  }

  private mutating func checkAllowed(_ name: String, _ place: SourceRange, _ what: String) {
    if Vocabulary.isForbiddenName(name) {
      report(
        Diagnostic(
          .forbiddenName, "\(what) can't be named `\(name)`", at: place,
          label: "this word starts a statement, a step or a declaration", notes: ["fields may have such names"]))
    }
  }

  /// Where a noun of this name is already declared.
  private func nounPlace(_ name: String) -> SourceRange? {
    if let id = catalog.entityIndex[name] { return catalog.entities[id].range }
    if let id = catalog.pluralIndex[name] { return catalog.entities[id].range }
    if let id = catalog.worksheetIndex[name] { return catalog.worksheets[id].range }
    if let id = catalog.checkIndex[name] { return catalog.checks[id].range }
    if let id = catalog.queryIndex[name] { return catalog.queries[id].range }
    return nil
  }

  /// The type a `typeName` node names; reports an unknown one.
  mutating func type(_ node: SyntaxNode?) -> ValueType {
    guard let node, node.kind == .typeName, node.endTokenIndex > node.firstTokenIndex else { return .invalid }
    let name = node.tree.name(ofToken: node.lastTokenIndex)
    let isSet = node.endTokenIndex - node.firstTokenIndex > 1
    guard let type = catalog.type(named: name) else {
      let names = Vocabulary.types + catalog.scales.map(\.name) + catalog.entities.map(\.name)
      let foreign = [
        "string": "text", "str": "text", "varchar": "text", "int": "integer", "float": "number", "double": "number",
        "decimal": "number", "bool": "yes_no", "boolean": "yes_no", "currency": "money", "percentage": "percent",
        "datetime": "date",
      ]
      let nearest = foreign[name.lowercased()] ?? Suggestions.nearest(to: name, among: names)
      report(
        Diagnostic(
          .unknownType, "there is no type `\(name)`", at: node.lastTokenRange,
          label: nearest.map { "did you mean `\($0)`?" } ?? "not a type, a scale or an entity",
          notes: ["types are \(Vocabulary.types.joined(separator: ", ")), any scale, any entity, and `set of` one"],
          fixIts: nearest.map { [.init("write `\($0)`", replace: node.lastTokenRange, with: $0)] } ?? []))
      return .invalid
    }
    return isSet ? .set(type) : type
  }

  /// The constant a value node stands for, as a value of a type; reports what does not fit.
  private mutating func constant(_ node: SyntaxNode?, as type: ValueType) -> Value? {
    guard let node else { return nil }
    var reader = ConstantReader(catalog: catalog)
    let value = reader.value(of: node, as: type)
    diagnostics += reader.diagnostics
    return value
  }

  // MARK: Scales

  private mutating func addScale(_ node: SyntaxNode) {
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
      return
    }
    appendScale(
      Scale(
        name: name, isOrdered: node.kind == .scaleDeclaration, values: values,
        doc: .above(node), range: place))
  }

  @discardableResult private mutating func appendScale(_ scale: Scale, named: Bool = true) -> Int {
    catalog.scales.append(scale)
    if named { catalog.scaleIndex[scale.name] = catalog.scales.count - 1 }
    return catalog.scales.count - 1
  }

  // MARK: Entities

  private mutating func registerEntity(_ node: SyntaxNode) -> Bool {
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
    catalog.entities.append(
      Entity(
        name: name, plural: plural, parents: [], labelling: .name, fields: [], role: .stored,
        doc: .above(node), range: place))
    let id = catalog.entities.count - 1
    catalog.entityIndex[name] = id
    catalog.pluralIndex[plural] = id
    return true
  }

  private mutating func resolveParents(_ node: SyntaxNode, _ id: Int) {
    guard let list = node.child(of: .nameList) else { return }
    for index in list.ownTokens where node.tokenKind(index) == .name {
      let name = node.tree.name(ofToken: index)
      if let parent = catalog.entityIndex[name] {
        catalog.entities[id].parents.append(parent)
      } else {
        let nearest = Suggestions.nearest(to: name, among: catalog.entities.map(\.name))
        report(
          Diagnostic(
            .unknownNoun, "there is no entity `\(name)`", at: node.tree.range(ofToken: index),
            label: nearest.map { "did you mean `\($0)`?" } ?? "not declared",
            fixIts: nearest.map { [.init("write `\($0)`", replace: node.tree.range(ofToken: index), with: $0)] } ?? []))
      }
    }
  }

  private mutating func resolveLabelling(_ node: SyntaxNode, _ id: Int) {
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
    catalog.entities[id].labelling = .fields(fields)
  }

  private mutating func unknownField(_ name: String, of id: Int, at place: SourceRange) {
    let entity = catalog.entities[id]
    let nearest = Suggestions.nearest(to: name, among: entity.fields.map(\.name))
    report(
      Diagnostic(
        .unknownField, "\(entity.name) has no field `\(name)`", at: place,
        label: nearest.map { "did you mean `\($0)`?" } ?? "not a field",
        notes: ["`describe \(entity.name)` lists its fields"],
        fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
  }

  private mutating func addField(_ node: SyntaxNode, to id: Int) {
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
    let fieldType = type(node.child(of: .typeName))
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
      case .rangeModifier:
        if let low = constant(modifier.child(0), as: fieldType), let high = constant(modifier.child(1), as: fieldType) {
          bounds = (low, high)
        }
      default: break
      }
    }
    catalog.entities[id].fields.append(
      Field(
        name: name, type: fieldType, isRequired: isRequired, isInternal: isInternal, defaultValue: defaultValue,
        bounds: bounds, declaredFormula: declared(node.child(of: .fieldFormula)?.child(0)),
        doc: .above(node), range: place))
    catalog.entities[id].fieldIndex[name] = catalog.entities[id].fields.count - 1
  }

  private mutating func extendEntity(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node) else { return }
    guard let id = catalog.entityIndex[name] else {
      let nearest = Suggestions.nearest(to: name, among: catalog.entities.map(\.name))
      report(
        Diagnostic(
          .unknownNoun, "there is no entity `\(name)` to extend", at: place,
          label: nearest.map { "did you mean `\($0)`?" } ?? "not declared",
          notes: ["a check is extended with `extend check NAME { ... }`"],
          fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
      return
    }
    for field in node.child(of: .body)?.children(of: .fieldDeclaration) ?? [] { addField(field, to: id) }
  }

  // MARK: Worksheets

  private mutating func addWorksheet(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node) else { return }
    checkAllowed(name, place, "a worksheet")
    if let first = nounPlace(name) { return duplicate("the noun", name, place, first) }
    let tree = node.tree
    guard let on = node.ownToken("on"), on + 1 < node.endTokenIndex else { return }
    let entityName = tree.name(ofToken: on + 1)
    guard let entity = catalog.entityIndex[entityName] else {
      let nearest = Suggestions.nearest(to: entityName, among: catalog.entities.map(\.name))
      report(
        Diagnostic(
          .unknownNoun, "there is no entity `\(entityName)`", at: tree.range(ofToken: on + 1),
          label: nearest.map { "did you mean `\($0)`?" } ?? "not declared"))
      return
    }
    var answers: [Worksheet.Answer] = []
    for item in node.children(of: .worksheetAnswer) {
      let typeNode = item.child(of: .typeName)
      let answerType = type(typeNode)
      let isNamed = typeNode.map { $0.firstTokenIndex > item.firstTokenIndex } ?? false
      var bounds: (Value, Value)?
      if let range = item.child(of: .rangeModifier), let low = constant(range.child(0), as: answerType),
        let high = constant(range.child(1), as: answerType)
      {
        bounds = (low, high)
      }
      answers.append(.init(name: isNamed ? item.firstName : "answer", type: answerType, bounds: bounds))
    }
    var groups: [Worksheet.Group] = []
    var questions: [Worksheet.Question] = []
    var seen: [String: SourceRange] = [:]
    var problems: [Diagnostic] = []
    for group in node.child(of: .body)?.children(of: .worksheetGroup) ?? [] {
      let own = group.ownTokens
      let label =
        own.count > 1 ? DeclaredText(token: own[1], in: tree) { problems.append($0) } : DeclaredText(group.firstName)
      groups.append(.init(name: group.firstName, declaredText: label))
      for question in group.child(of: .body)?.children(of: .worksheetQuestion) ?? [] {
        if let first = seen[question.firstName] {
          duplicate("the question", question.firstName, question.firstTokenRange, first)
          continue
        }
        seen[question.firstName] = question.firstTokenRange
        questions.append(
          .init(
            name: question.firstName, group: groups.count - 1,
            declaredText: DeclaredText(token: question.lastTokenIndex, in: tree) { problems.append($0) }))
      }
    }
    diagnostics += problems
    if questions.count > 250 {
      return report(Diagnostic(.tooLarge, "the worksheet `\(name)` has more than 250 questions", at: place))
    }
    let questionScale = appendScale(
      Scale(
        name: "\(name).question", isOrdered: false,
        values: questions.map { .init(name: $0.name, label: $0.declaredText) },
        doc: .none, range: place), named: false)
    let groupScale = appendScale(
      Scale(
        name: "\(name).group", isOrdered: false, values: groups.map { .init(name: $0.name, label: $0.declaredText) },
        doc: .none, range: place), named: false)
    let trend =
      catalog.scaleIndex["trend"]
      ?? appendScale(
        Scale(
          name: "trend", isOrdered: true,
          values: ["down", "steady", "up"].map { .init(name: $0, label: DeclaredText($0)) },
          doc: .text("How a rating moved between two dates"), range: place))
    let worksheet = catalog.worksheets.count
    var fields = [
      Field(
        name: "on", type: .date, isRequired: true, isInternal: false, defaultValue: nil, bounds: nil,
        declaredFormula: nil,
        doc: .none, range: place),
      Field(
        name: "question", type: .scale(questionScale), isRequired: true, isInternal: false, defaultValue: nil,
        bounds: nil, declaredFormula: nil, doc: .none, range: place),
    ]
    fields += answers.map {
      Field(
        name: $0.name, type: $0.type, isRequired: false, isInternal: false, defaultValue: nil, bounds: $0.bounds,
        declaredFormula: nil, doc: .none, range: place)
    }
    var stored = Entity(
      name: "\(name) answer", plural: "\(name) answers", parents: [entity], labelling: .fields([0, 1]), fields: fields,
      role: .answers(worksheet: worksheet), doc: .none, range: place)
    stored.fieldIndex = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
    catalog.entities.append(stored)
    catalog.worksheets.append(
      Worksheet(
        name: name, entity: entity, answers: answers, groups: groups, questions: questions,
        answersEntity: catalog.entities.count - 1, questionScale: questionScale, groupScale: groupScale,
        trendScale: trend, doc: .above(node), range: place))
    catalog.worksheetIndex[name] = worksheet
  }

  // MARK: Checks

  private mutating func addCheck(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node) else { return }
    checkAllowed(name, place, "a check")
    if let first = nounPlace(name) { return duplicate("the noun", name, place, first) }
    let tree = node.tree
    guard let subjectNode = node.child(of: .checkSubject) else { return }
    var subject: Int?
    if let on = subjectNode.ownToken("on"), on + 1 < subjectNode.endTokenIndex {
      subject = entity(at: on + 1, in: tree)
    }
    guard let subject else { return }
    var each: Int?
    if let clause = subjectNode.child(of: .eachClause) {
      guard clause.firstTokenIndex + 1 < clause.endTokenIndex, let id = entity(at: clause.firstTokenIndex + 1, in: tree)
      else { return }
      each = id
      if !catalog.entities[id].parents.contains(subject) && !catalog.entity(id, isBelow: subject) {
        report(
          Diagnostic(
            .wrongParent, "\(catalog.entities[id].plural) do not stand in \(catalog.entities[subject].plural)",
            at: tree.range(ofToken: clause.firstTokenIndex + 1),
            label: "`each` goes through what belongs to the subject"))
        return
      }
    }
    var cites: [String] = []
    var settings: [Check.Setting] = []
    var tests: [Check.Test] = []
    var verdicts: [(String, SourceRange)] = []
    var rules: [Check.Rule] = []
    var fields: [Check.OutputField] = []
    var names: [String: SourceRange] = [:]
    var problems: [Diagnostic] = []
    func claim(_ name: String, _ place: SourceRange) -> Bool {
      if let first = names[name] {
        problems.append(
          Diagnostic(
            .duplicateDeclaration, "this check has `\(name)` already", at: place, label: "declared again here",
            labels: [.init(first, "first declared here")]))
        return false
      }
      names[name] = place
      return true
    }
    for member in node.child(of: .body)?.children ?? node.children where member.kind != .checkSubject {
      let own = member.ownTokens
      switch member.kind {
      case .citesMember:
        if own.count > 1 { cites.append(Literals.text(ofToken: own[1], in: tree) { problems.append($0) }) }
      case .settingMember:
        guard own.count > 1, tree.tokens[own[1]].kind == .name,
          claim(tree.name(ofToken: own[1]), tree.range(ofToken: own[1]))
        else { continue }
        let settingType = type(member.child(of: .typeName))
        let valueNode = member.children.first { $0.kind != .typeName }
        let value = constant(valueNode, as: settingType)
        var doc = Documentation.above(member)
        if let last = own.last, tree.tokens[last].kind == .text {
          doc = .text(Literals.text(ofToken: last, in: tree) { problems.append($0) })
        }
        settings.append(
          .init(
            name: tree.name(ofToken: own[1]), type: settingType, value: value ?? .unknown, doc: doc,
            range: tree.range(ofToken: own[1])))
      case .testMember:
        let isAdvisory = tree.token(member.firstTokenIndex, is: "advisory")
        let nameIndex = isAdvisory ? 2 : 1
        guard own.count > nameIndex,
          tree.tokens[own[nameIndex]].kind == .name || tree.tokens[own[nameIndex]].kind == .quotedName
        else { continue }
        let testName = tree.name(ofToken: own[nameIndex])
        guard claim(testName, tree.range(ofToken: own[nameIndex])) else { continue }
        let title =
          own.count > nameIndex + 1
          ? DeclaredText(token: own[nameIndex + 1], in: tree) { problems.append($0) } : DeclaredText("")
        let body = member.child(of: .body)
        func rule(_ kind: SyntaxKind) -> DeclaredNode? { declared(body?.child(of: kind)?.child(0)) }
        if body?.child(of: .passRule) == nil, !member.children.contains(where: { $0.kind == .missing }), let body,
          !body.children.contains(where: { $0.kind == .missing || $0.kind == .unexpected })
        {
          problems.append(
            Diagnostic(
              .expected, "the test `\(testName)` never says when it passes", at: tree.range(ofToken: own[nameIndex]),
              label: "a test needs `pass when CONDITION`"))
        }
        tests.append(
          .init(
            name: testName, declaredTitle: title, isAdvisory: isAdvisory,
            rules: .init(
              pass: rule(.passRule), fail: rule(.failRule), because: rule(.becauseRule), advice: rule(.adviceRule)),
            doc: .above(member),
            range: tree.range(ofToken: own[nameIndex])))
      case .verdictMember:
        guard own.count > 1, tree.tokens[own[1]].kind == .name || tree.tokens[own[1]].kind == .quotedName else {
          continue
        }
        let verdict = tree.name(ofToken: own[1])
        let verdictPlace = tree.range(ofToken: own[1])
        let code = verdicts.firstIndex { $0.0 == verdict } ?? verdicts.count
        if code == verdicts.count { verdicts.append((verdict, verdictPlace)) }
        if let last = rules.last, last.declaredCondition == nil {
          problems.append(
            Diagnostic(
              .unreachableVerdict, "the verdict `\(verdict)` can never be reached", at: verdictPlace,
              label: "stands after `otherwise`", severity: .error,
              labels: [.init(last.range, "this rule takes everything left")]))
        }
        rules.append(.init(verdict: code, declaredCondition: declared(member.child(0)), range: verdictPlace))
      case .checkField:
        guard own.count > 1, tree.tokens[own[1]].kind == .name,
          claim(tree.name(ofToken: own[1]), tree.range(ofToken: own[1])),
          let formula = member.children.first(where: { $0.kind != .typeName })
        else { continue }
        fields.append(
          .init(
            name: tree.name(ofToken: own[1]), type: type(member.child(of: .typeName)),
            declaredFormula: declared(formula),
            doc: .above(member), range: tree.range(ofToken: own[1])))
      default: break
      }
    }
    diagnostics += problems
    if rules.isEmpty {
      verdicts = [("failing", place), ("open", place), ("passing", place)]
    }
    let verdictScale = appendScale(
      Scale(
        name: "\(name).verdict", isOrdered: false,
        values: verdicts.map { .init(name: $0.0, label: DeclaredText($0.0)) },
        doc: .none, range: place), named: false)
    catalog.checks.append(
      Check(
        name: name, subject: subject,
        declaredSubjectCondition: declared(subjectNode.child(of: .subjectWhere)?.child(0)), each: each,
        declaredEachCondition: declared(subjectNode.child(of: .eachClause)?.child(of: .subjectWhere)?.child(0)),
        cites: cites,
        settings: settings, tests: tests, rules: rules, fields: fields, verdictScale: verdictScale,
        doc: .above(node), range: place))
    catalog.checkIndex[name] = catalog.checks.count - 1
  }

  private mutating func entity(at token: Int, in tree: SyntaxTree) -> Int? {
    let name = tree.name(ofToken: token)
    if let id = catalog.entityIndex[name] { return id }
    if let id = catalog.pluralIndex[name] {
      report(
        Diagnostic(
          .unknownNoun, "name the entity itself here: `\(catalog.entities[id].name)`", at: tree.range(ofToken: token),
          label: "this is its plural",
          fixIts: [
            .init(
              "write `\(catalog.entities[id].name)`", replace: tree.range(ofToken: token),
              with: catalog.entities[id].name)
          ]))
      return nil
    }
    let nearest = Suggestions.nearest(to: name, among: catalog.entities.map(\.name))
    report(
      Diagnostic(
        .unknownNoun, "there is no entity `\(name)`", at: tree.range(ofToken: token),
        label: nearest.map { "did you mean `\($0)`?" } ?? "not declared",
        fixIts: nearest.map { [.init("write `\($0)`", replace: tree.range(ofToken: token), with: $0)] } ?? []))
    return nil
  }

  private mutating func extendCheck(_ node: SyntaxNode) {
    let own = node.ownTokens
    guard own.count > 2 else { return }
    let name = node.tree.name(ofToken: own[2])
    guard let id = catalog.checkIndex[name] else {
      let nearest = Suggestions.nearest(to: name, among: catalog.checks.map(\.name))
      report(
        Diagnostic(
          .unknownCheck, "there is no check `\(name)`", at: node.tree.range(ofToken: own[2]),
          label: nearest.map { "did you mean `\($0)`?" } ?? "`checks` lists them",
          fixIts: nearest.map { [.init("write `\($0)`", replace: node.tree.range(ofToken: own[2]), with: $0)] } ?? []))
      return
    }
    for item in node.child(of: .body)?.children(of: .settingValue) ?? [] {
      guard let index = catalog.checks[id].settings.firstIndex(where: { $0.name == item.firstName }) else {
        let names = catalog.checks[id].settings.map(\.name)
        let nearest = Suggestions.nearest(to: item.firstName, among: names)
        report(
          Diagnostic(
            .unknownSetting, "the check `\(name)` has no setting `\(item.firstName)`", at: item.firstTokenRange,
            label: nearest.map { "did you mean `\($0)`?" }
              ?? (names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"),
            fixIts: nearest.map { [.init("write `\($0)`", replace: item.firstTokenRange, with: $0)] } ?? []))
        continue
      }
      if let value = constant(item.child(0), as: catalog.checks[id].settings[index].type) {
        catalog.checks[id].settings[index].value = value
      }
    }
  }

  // MARK: Queries, functions, moves, rates

  private mutating func addQuery(_ node: SyntaxNode) {
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

  private mutating func addDefinition(_ node: SyntaxNode) {
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
    let parameters = node.children(of: .defineParameter).map {
      Definition.Parameter(name: $0.firstName, type: type($0.child(of: .typeName)))
    }
    catalog.definitions.append(
      Definition(
        name: name, parameters: parameters, declaredBody: declared(body), doc: .above(node), range: place))
    catalog.definitionIndex[name] = catalog.definitions.count - 1
  }

  private mutating func addMove(_ node: SyntaxNode) {
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

  private mutating func addChance(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node), let on = node.ownToken("on"), on + 1 < node.endTokenIndex,
      let entity = entity(at: on + 1, in: node.tree), let probability = node.child(0)
    else { return }
    if let first = catalog.chanceIndex[name] {
      return duplicate("the chance", name, place, catalog.chances[first].range)
    }
    catalog.chances.append(Chance(name: name, entity: entity, declaredProbability: declared(probability), range: place))
    catalog.chanceIndex[name] = catalog.chances.count - 1
  }

  private mutating func addRate(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node) else { return }
    guard let currency = Currency(name) else {
      let nearest = Suggestions.nearest(to: name, among: Currency.allCodes)
      return report(
        Diagnostic(
          .unknownCurrency, "there is no currency `\(name)`", at: place,
          label: nearest.map { "did you mean `\($0)`?" } ?? "not an ISO 4217 code"))
    }
    var problems: [Diagnostic] = []
    let amount = node.child(of: .moneyLiteral).flatMap { Literals.value(of: $0) { problems.append($0) } }
    let date = node.child(of: .dateLiteral).flatMap { Literals.value(of: $0) { problems.append($0) } }
    diagnostics += problems
    guard case .money(let money)? = amount?.0 else { return }
    var day: CalendarDate?
    if case .date(let value)? = date?.0 { day = value }
    catalog.rates.append(Rate(currency: currency, value: money, date: day, range: place))
  }
}

extension Catalog {
  /// The type with a name: a built-in one, a scale, or an entity.
  public func type(named name: String) -> ValueType? {
    switch name {
    case "text": .text
    case "number": .number
    case "integer": .integer
    case "money": .money
    case "percent": .percent
    case "date": .date
    case "period": .period
    case "duration": .duration
    case "yes_no": .yesNo
    default: scaleIndex[name].map { .scale($0) } ?? entityIndex[name].map { .entity($0) }
    }
  }
}
