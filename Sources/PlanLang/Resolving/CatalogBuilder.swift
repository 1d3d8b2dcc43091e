/// Adds the declarations of source texts to a catalog.
///
/// Names first, then what refers to names, so that declarations may stand in any order and any file.
public struct CatalogBuilder {
  public internal(set) var catalog: Catalog
  public internal(set) var diagnostics: [Diagnostic] = []

  public init(_ catalog: Catalog) { self.catalog = catalog }

  /// The trees declarations were seen in, so that all nodes of one share what stands for it.
  private var origins: [ObjectIdentifier: DeclarationSource] = [:]

  /// Where each setting was given another value, by check and name.
  var settingsSeen: [String: SourceRange] = [:]

  mutating func declared(_ node: SyntaxNode) -> DeclaredNode {
    let key = ObjectIdentifier(node.tree)
    let origin = origins[key] ?? DeclarationSource(node.tree)
    origins[key] = origin
    return DeclaredNode(origin: origin, id: node.id)
  }

  mutating func declared(_ node: SyntaxNode?) -> DeclaredNode? { node.map { declared($0) } }

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
    checkBeginnings(of: firstEntity..<(firstEntity + entities.count))
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

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// The declared name (the second token) and its place; nil when it is missing.
  func nameToken(_ node: SyntaxNode) -> (String, SourceRange)? {
    let index = node.firstTokenIndex + 1
    guard index < node.endTokenIndex, node.tokenKind(index) == .name || node.tokenKind(index) == .quotedName else {
      return nil
    }
    return (node.tree.name(ofToken: index), node.tree.range(ofToken: index))
  }

  mutating func duplicate(_ what: String, _ name: String, _ place: SourceRange, _ first: SourceRange) {
    report(
      Diagnostic(
        .duplicateDeclaration, "\(what) `\(name)` is declared twice", at: place, label: "declared again here",
        labels: [.init(first, "first declared here")],
        fixIts: [.init("give it another name", replace: place, with: "\(name)_2")]))
  }

  mutating func checkAllowed(_ name: String, _ place: SourceRange, _ what: String) {
    if Vocabulary.isForbiddenName(name) {
      report(
        Diagnostic(
          .forbiddenName, "\(what) can't be named `\(name)`", at: place,
          label: "this word starts a statement, a step or a declaration", notes: ["fields may have such names"],
          fixIts: [.init("write `\(name)_`", replace: place, with: "\(name)_")]))
    }
  }

  /// Where a noun of this name is already declared.
  func nounPlace(_ name: String) -> SourceRange? {
    if let id = catalog.entityIndex[name] { return catalog.entities[id].range }
    if let id = catalog.pluralIndex[name] { return catalog.entities[id].range }
    if let id = catalog.worksheetIndex[name] { return catalog.worksheets[id].range }
    if let id = catalog.checkIndex[name] { return catalog.checks[id].range }
    if let id = catalog.queryIndex[name] { return catalog.queries[id].range }
    return nil
  }

  /// The type a `typeName` node names; reports an unknown one.
  ///
  /// - Parameter declared: the place of the name it is the type of.
  mutating func type(_ node: SyntaxNode?, of declared: SourceRange? = nil) -> ValueType {
    guard let node, node.kind == .typeName, node.endTokenIndex > node.firstTokenIndex else { return .invalid }
    let name = node.tree.name(ofToken: node.lastTokenIndex)
    let isSet = node.endTokenIndex - node.firstTokenIndex > 1
    guard let type = catalog.type(named: name) else {
      if let declared, !isSet, catalog.type(named: declared.text) != nil {
        report(
          Diagnostic(
            .unknownType, "a name stands before its type", at: declared.joined(to: node.range),
            label: "write `\(name) \(declared.text)`",
            fixIts: [
              .init(
                "turn them round", replace: declared.joined(to: node.range), with: "\(node.text) \(declared.text)")
            ]))
        return .invalid
      }
      let names = Vocabulary.types + catalog.scales.map(\.name) + catalog.entities.map(\.name)
      report(
        CatalogBuilder.unknownType(name, among: names, at: node.lastTokenRange, fields: typesOfFields(named: name)))
      return .invalid
    }
    return isSet ? .set(type) : type
  }

  /// What other languages call our types.
  private static let foreignTypes = [
    "string": "text", "str": "text", "varchar": "text", "char": "text", "int": "integer", "float": "number",
    "double": "number", "decimal": "number", "real": "number", "bool": "yes_no", "boolean": "yes_no",
    "currency": "money", "amount": "money", "percentage": "percent", "datetime": "date", "timestamp": "date",
    "list": "set",
  ]

  /// The types that fields of a name have.
  private func typesOfFields(named name: String) -> [String] {
    var types: [String] = []
    for entity in catalog.entities where entity.role == .stored {
      guard let field = entity.field(named: name) else { continue }
      let type = catalog.name(of: entity.fields[field].type)
      if !types.contains(type) { types.append(type) }
    }
    return types
  }

  /// What is said about a type nobody knows, with the one of `names` that was most likely meant.
  ///
  /// - Parameter fields: the types of the fields that have this name, if there are any.
  public static func unknownType(
    _ name: String, among names: [String], at place: SourceRange, fields: [String] = []
  ) -> Diagnostic {
    if let first = fields.first {
      return Diagnostic(
        .unknownType, "`\(name)` is the name of a field, not of a type", at: place,
        label: fields.count == 1 ? "such a field is a `\(first)`" : "such fields are of several types",
        fixIts: fields.prefix(4).map { .init("write `\($0)`", replace: place, with: $0) })
    }
    let nearest = foreignTypes[name.lowercased()] ?? Suggestions.nearest(to: name, among: names)
    return Diagnostic(
      .unknownType, "there is no type `\(name)`", at: place,
      label: nearest.map { "did you mean `\($0)`?" } ?? "not a type, a scale or an entity",
      notes: ["types are \(Vocabulary.types.joined(separator: ", ")), any scale, any entity, and `set of` one"],
      fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? [])
  }

  /// The constant a value node stands for, as a value of a type; reports what does not fit.
  mutating func constant(_ node: SyntaxNode?, as type: ValueType) -> Value? {
    guard let node else { return nil }
    var reader = ConstantReader(catalog: catalog)
    let value = reader.value(of: node, as: type)
    diagnostics += reader.diagnostics
    return value
  }

  /// The entity a token names; reports one that is not there.
  mutating func entity(at token: Int, in tree: SyntaxTree) -> Int? {
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
    reportUnknownEntity(name, at: tree.range(ofToken: token))
    return nil
  }

  /// Tells that there is no entity with a name, and which comes nearest.
  mutating func reportUnknownEntity(
    _ name: String, at place: SourceRange, _ message: String? = nil, notes: [String] = []
  ) {
    let nearest = Suggestions.nearest(to: name, among: catalog.entities.map(\.name))
    report(
      Diagnostic(
        .unknownNoun, message ?? "there is no entity `\(name)`", at: place,
        label: nearest.map { "did you mean `\($0)`?" } ?? "not declared", notes: notes,
        fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
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
