// Things: named by noun and label, looked up, and told of when there is none or more than one.

extension Resolver {
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

  /// `stakeholder "Pia" { power = 5 }` where there is a Pia already and nothing says where a new one would stand: the fields
  /// of the one there is are to change.
  func changeAsBlock(_ node: SyntaxNode) -> Diagnostic? {
    guard !node.tree.token(node.firstTokenIndex, is: "extend"), let thing = node.child(of: .thing),
      thing.children(of: .thingPart).count == 1,
      let part = thing.child(of: .thingPart), let label = part.child(of: .label),
      let entity = catalog.entity(named: part.firstName), !catalog.entities[entity].isTopLevel, scopeEntity == nil
    else { return nil }
    let members = node.child(of: .members).map { Array($0.children) } ?? []
    let path = ThingPath(parts: [.init(entity: entity, labels: labels(label))], range: thing.range)
    guard !members.isEmpty, members.allSatisfy({ $0.kind == .fieldMember }),
      case .found(let found) = directory.find(path, within: nil), found.row >= 0
    else { return nil }
    let meant = "\(thing.text) | set \(members.map(\.text).joined(separator: ", "))"
    return Diagnostic(
      .duplicateThing, "\(thing.text) is there already: a block adds", at: thing.range,
      label: "change it with `set`", fixIts: [.init("change it with `set`", replace: node.range, with: meant)])
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
  public func lookUp(_ path: ThingPath, _ node: SyntaxNode? = nil) {
    guard !allowsMissingThings else { return }
    switch directory.find(path, within: scopeThing) {
    case .found: break
    case .nothing where path.parts.contains { part in part.labels.contains { newNames.contains($0) } }: break
    case .several where movesNames: break
    case .nothing(let near):
      // Of `stakeholder "A" of account "B"` the account may be what is not there.
      if let outer = node?.children(of: .thingPart).dropFirst(), let first = outer.first, let last = outer.last {
        let rest = ThingPath(parts: Array(path.parts.dropFirst()), range: first.range.joined(to: last.range))
        if case .nothing(let near) = directory.find(rest, within: nil) {
          return report(Resolver.notFound(rest, near: near, catalog: catalog))
        }
      }
      report(Resolver.notFound(path, near: near, catalog: catalog))
    case .several(let candidates): report(Resolver.ambiguous(path, candidates, catalog: catalog))
    }
  }

  /// The diagnostic for a label nothing has.
  public static func notFound(_ path: ThingPath, near: [String], catalog: Catalog) -> Diagnostic {
    let entity = catalog.entities[path.entity]
    let label = path.parts[0].labels.joined(separator: ", ")
    if case .unlabelled = entity.labelling {
      return Diagnostic(
        .thingNotFound, "\(entity.name.withArticle) has no name", at: path.range, label: "ask for it by what it says",
        notes: ["`\(entity.plural) | where ...` finds it"])
    }
    if near.first == label, let outer = path.parts.dropFirst().first {
      // The label is right, and what stands after it is not.
      return Diagnostic(
        .thingNotFound,
        "there is no \(entity.name) \"\(label)\" in \(catalog.entities[outer.entity].name) \"\(outer.labels.joined(separator: ", "))\"",
        at: path.range, label: "one of this name stands elsewhere",
        fixIts: path.parts[0].labels.count == 1
          ? [.init("name it alone", replace: path.range, with: "\(entity.name) \"\(label)\"")] : [])
    }
    var fixIts: [Diagnostic.FixIt] = []
    let written = near.first.map { entity.writtenLabel($0) }
    if let written, path.parts[0].labels.count == 1 {
      let text = path.range.text
      let quoted = "\"\(label)\""
      if text.contains(quoted) {
        fixIts = [.init("write `\(written)`", replace: path.range, with: text.replacing(quoted, with: written))]
      }
    }
    return Diagnostic(
      .thingNotFound, "there is no \(entity.name) \"\(label)\"", at: path.range,
      label: written.map { "did you mean \($0)?" } ?? "nothing has this label here",
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

extension Entity {
  /// A label in quotes as it is written for a thing of this kind: a composite one in its parts.
  public func writtenLabel(_ label: String) -> String {
    if case .fields(let fields) = labelling, fields.count > 1 {
      let parts = label.split(separator: ", ", omittingEmptySubsequences: false)
      if parts.count == fields.count { return parts.map { "\"\($0)\"" }.joined(separator: ", ") }
    }
    return "\"\(label)\""
  }
}
