import PlanLang

/// Finds things by their labels in one snapshot.
public struct ThingFinder: ThingDirectory {
  let snapshot: Snapshot
  let catalog: Catalog

  public init(snapshot: Snapshot, catalog: Catalog) {
    self.snapshot = snapshot
    self.catalog = catalog
  }

  /// What a thing is called: its name, or the values of its label fields joined by `, `; "" for one without a label.
  public func label(of thing: ThingReference) -> String {
    switch catalog.entities[thing.entity].labelling {
    case .name: return snapshot.name(thing)
    case .unlabelled: return ""
    case .fields(let fields):
      // While files are loaded the label is known before the values are.
      let name = snapshot.name(thing)
      if !name.isEmpty, fields.contains(where: { snapshot.value(thing, field: $0) == .unknown }) { return name }
      return fields.map { field in
        ValueText(catalog: catalog, snapshot: snapshot).display(
          snapshot.value(thing, field: field), catalog.entities[thing.entity].fields[field].type)
      }.joined(separator: ", ")
    }
  }

  public func written(_ thing: ThingReference) -> String? { thing.row >= 0 ? path(of: thing) : nil }

  /// How a thing is written so that it can be told from every other: `objective "A" of stakeholder "B" of account "C"`.
  public func path(of thing: ThingReference) -> String {
    var parts: [String] = []
    var current: ThingReference? = thing
    while let candidate = current {
      let label = label(of: candidate)
      let noun = catalog.entities[candidate.entity].name
      parts.append(label.isEmpty ? noun : "\(noun) \"\(label)\"")
      current = snapshot.parent(candidate)
    }
    return parts.joined(separator: " of ")
  }

  /// A thing for a sentence: `stakeholder "Dana Li"`, with its place only when the label alone says too little.
  public func short(_ thing: ThingReference) -> String {
    let label = label(of: thing)
    let noun = catalog.entities[thing.entity].name
    return label.isEmpty ? noun : "\(noun) \"\(label)\""
  }

  public func find(_ path: ThingPath, within scope: ThingReference?) -> ThingLookup {
    find(path, within: scope, Hierarchy(catalog))
  }

  func find(_ path: ThingPath, within scope: ThingReference?, _ hierarchy: Hierarchy) -> ThingLookup {
    let wanted = path.parts[0]
    var rest = path.parts.dropFirst()
    var candidates: [ThingReference]
    if let outermost = rest.last, outermost.entity != wanted.entity,
      hierarchy.entity(wanted.entity, isBelow: outermost.entity)
    {
      // What the whole path stands in has few things below it, however many there are of the kind.
      rest.removeLast()
      let label = ThingPath.label(wanted.labels)
      candidates = things(of: outermost.entity, labelled: outermost.labels, within: nil).flatMap { owner in
        labelled(label, wanted.entity, snapshot.descendants(of: owner, entity: wanted.entity, hierarchy))
      }
      if candidates.count > 1 { candidates.sort() }
    } else {
      candidates = things(of: wanted.entity, labelled: wanted.labels, within: nil)
    }
    for part in rest {
      candidates = candidates.filter { candidate in
        guard let ancestor = snapshot.ancestor(candidate, entity: part.entity) else { return false }
        return label(of: ancestor) == ThingPath.label(part.labels)
      }
    }
    if candidates.count > 1, let scope {
      let inside = candidates.filter { snapshot.ancestor($0, entity: scope.entity) == scope }
      if !inside.isEmpty { candidates = inside }
    }
    switch candidates.count {
    case 1: return .found(candidates[0])
    case 0: return .nothing(near: near(path, within: scope))
    default: return .several(candidates.map { self.path(of: $0) })
    }
  }

  /// The things of an entity with a label, in a thing if one is given.
  func things(of entity: Int, labelled labels: [String], within parent: ThingReference?) -> [ThingReference] {
    let text = ThingPath.label(labels)
    if let parent { return labelled(text, entity, snapshot.children(of: parent, entity: entity)) }
    if catalog.entities[entity].isNamed {
      guard let number = snapshot.pool.existingNumber(of: text) else { return [] }
      return snapshot.rows(of: entity, named: number).map { ThingReference(entity: entity, row: $0) }
    }
    return labelled(text, entity, snapshot.rows(of: entity))
  }

  /// The things with a label among these rows. A name is found by its number: no text is made of any row.
  private func labelled(_ text: String, _ entity: Int, _ rows: [Int]) -> [ThingReference] {
    if catalog.entities[entity].isNamed {
      guard let number = snapshot.pool.existingNumber(of: text) else { return [] }
      return snapshot.rows(rows, of: entity, named: number).map { ThingReference(entity: entity, row: $0) }
    }
    return rows.map { ThingReference(entity: entity, row: $0) }.filter { label(of: $0) == text }
  }

  private func near(_ path: ThingPath, within scope: ThingReference?) -> [String] {
    let wanted = ThingPath.label(path.parts[0].labels)
    var names: [String] = []
    for row in snapshot.rows(of: path.entity).prefix(20_000) {
      let thing = ThingReference(entity: path.entity, row: row)
      if let scope, path.entity != scope.entity, snapshot.ancestor(thing, entity: scope.entity) != scope { continue }
      names.append(label(of: thing))
    }
    if let nearest = Suggestions.nearest(to: wanted, among: names) { return [nearest] }
    let folded = TextFold.folded(wanted)
    return Array(names.filter { !folded.isEmpty && TextFold.folded($0).contains(folded) }.prefix(1))
  }
}

extension ThingPath {
  /// The label that a thing with several label fields has as one text.
  static func label(_ parts: [String]) -> String { parts.count == 1 ? parts[0] : parts.joined(separator: ", ") }
}
