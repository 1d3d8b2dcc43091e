import PlanLang

// References: finding the thing a label means.

extension DataLoader {
  /// The thing a plain text names, where that is beyond doubt; nil for whatever needs a closer look.
  mutating func plainReference(_ node: Int32, _ target: Int, from thing: ThingReference, _ reader: TreeReader)
    -> ThingReference?
  {
    guard reader.kind(node) == .textLiteral, forms[target].isNamed,
      let plain = reader.plainText(ofToken: reader.firstToken(node)), let parent = editor.snapshot.parent(thing)
    else { return nil }
    let name = editor.snapshot.pool.number(of: plain)
    // A label is unique in its parent, and one beside the thing comes before all others.
    if let row = index.row(of: target, named: name, in: parent, editor.snapshot) {
      return ThingReference(entity: target, row: row)
    }
    // What stands in accounts alone is unique in each.
    var root = parent
    while let outer = editor.snapshot.parent(root) { root = outer }
    guard forms[target].onlyParent == root.entity, piece == nil || root == parent || root.entity != parent.entity,
      let row = index.row(of: target, named: name, in: root, editor.snapshot)
    else { return nil }
    return ThingReference(entity: target, row: row)
  }

  /// A list of plain references; nil for whatever needs a closer look.
  mutating func plainReferences(_ node: Int32, _ target: Int, from thing: ThingReference, _ reader: TreeReader)
    -> Value?
  {
    guard reader.kind(node) == .valueList else { return nil }
    var members: [Value] = []
    var item = reader.firstChild(node)
    while item >= 0 {
      guard members.count < 32, let found = plainReference(item, target, from: thing, reader) else { return nil }
      if !members.contains(.thing(found)) { members.append(.thing(found)) }
      item = reader.next(item)
    }
    return .values(members)
  }

  mutating func reference(_ node: SyntaxNode, _ target: Int, from thing: ThingReference) -> ThingReference? {
    switch node.kind {
    case .textLiteral:
      return lookUp([labelText(node.firstTokenIndex, node.tree)], of: [], target, from: thing, at: node.range)
    case .dateLiteral: return lookUp([node.text], of: [], target, from: thing, at: node.range)
    case .label: return lookUp(labels(node), of: [], target, from: thing, at: node.range)
    case .reference:
      let texts = node.ownTokens.filter { node.tokenKind($0) == .text || node.tokenKind($0) == .multilineText }.map {
        labelText($0, node.tree)
      }
      return lookUp([texts[0]], of: Array(texts.dropFirst()).map { (nil, $0) }, target, from: thing, at: node.range)
    case .parenthesized: return node.child(0).flatMap { reference($0, target, from: thing) }
    case .thing:
      let parts = node.children(of: .thingPart)
      guard let first = parts.first, let entity = entity(named: first.firstName, at: first.firstTokenRange),
        let label = first.child(of: .label)
      else { return nil }
      guard entity == target else {
        report(
          Diagnostic(
            .wrongValue, "\(catalog.entities[target].name.withArticle) is needed here", at: node.range,
            label: "this is \(catalog.entities[entity].name.withArticle)"))
        return nil
      }
      var outer: [(Int?, String)] = []
      for part in parts.dropFirst() {
        guard let owner = self.entity(named: part.firstName, at: part.firstTokenRange),
          let label = part.child(of: .label)
        else { return nil }
        outer.append((owner, labels(label).joined(separator: ", ")))
      }
      return lookUp(labels(label), of: outer, target, from: thing, at: node.range)
    case .missing: return nil
    default:
      report(
        Diagnostic(
          .wrongValue, "the name of \(catalog.entities[target].name.withArticle) is needed here", at: node.range,
          label: "write it in quotes",
          fixIts: node.kind == .nameExpression
            ? [.init("put it in quotes", replace: node.range, with: "\"\(node.text)\"")] : []))
      return nil
    }
  }

  /// Looks a label up among the things with the same parent, then in the account, then, for top-level things, everywhere.
  mutating func lookUp(
    _ labels: [String], of outer: [(Int?, String)], _ target: Int, from thing: ThingReference, at place: SourceRange
  ) -> ThingReference? {
    let text = labels.joined(separator: ", ")
    let snapshot = editor.snapshot
    let finder = finder
    func fits(_ candidate: ThingReference) -> Bool {
      guard !outer.isEmpty else { return true }
      var current = snapshot.parent(candidate)
      for (entity, label) in outer {
        while let owner = current, entity != nil && owner.entity != entity || finder.label(of: owner) != label {
          current = snapshot.parent(owner)
        }
        guard let owner = current else { return false }
        current = snapshot.parent(owner)
      }
      return true
    }
    let isTop = catalog.entities[target].isTopLevel
    var root = thing
    while let owner = snapshot.parent(root) { root = owner }
    if piece != nil {
      if isTop {
        piece?.needsRest = true
        return nil
      }
      piece?.searched.insert(SearchedPlace(root: root, entity: target))
    }
    let labelled = references.things(of: target, in: isTop ? nil : root, finder)
    var candidates = labelled[text] ?? []
    if !isTop {
      let all = candidates.filter(fits)
      let parent = snapshot.parent(thing)
      let siblings = all.filter { snapshot.parent($0) == parent }
      candidates = siblings.isEmpty ? all : siblings
    }
    if candidates.count == 1 { return candidates[0] }
    let name = catalog.entities[target].name
    if candidates.isEmpty {
      let nearest = Suggestions.nearest(to: text, among: labelled.keys.sorted())
      report(
        Diagnostic(
          .thingNotFound, "there is no \(name) \"\(text)\"\(isTop ? "" : " in \(finder.short(root))")", at: place,
          label: nearest.map { "did you mean \"\($0)\"?" } ?? "nothing has this name",
          notes: nearest == nil && !isTop ? ["add it with `\(name) \"\(text)\" { ... }`"] : [],
          fixIts: nearest.map { [.init("write \"\($0)\"", replace: place, with: "\"\($0)\"")] } ?? []))
    } else {
      report(
        Diagnostic(
          .thingAmbiguous, "there is more than one \(name) \"\(text)\"", at: place, label: "which one?",
          notes: candidates.prefix(6).map { "write `\(finder.path(of: $0))`" }))
    }
    return nil
  }

  // MARK: Paths

  mutating func path(_ parts: [SyntaxNode], _ range: SourceRange) -> ThingPath? {
    var result: [ThingPath.Part] = []
    for part in parts {
      guard let entity = entity(named: part.firstName, at: part.firstTokenRange), let label = part.child(of: .label)
      else { return nil }
      result.append(.init(entity: entity, labels: labels(label)))
    }
    return ThingPath(parts: result, range: range)
  }

  mutating func find(_ node: SyntaxNode) -> ThingReference? {
    guard let path = path(node.children(of: .thingPart), node.range) else { return nil }
    return find(path)
  }

  mutating func find(_ path: ThingPath) -> ThingReference? {
    if let thing = indexed(path) { return thing }
    if piece != nil {
      piece?.needsRest = true
      return nil
    }
    switch finder.find(path, within: scope) {
    case .found(let thing): return thing
    case .nothing(let near): report(Resolver.notFound(path, near: near, catalog: catalog))
    case .several(let candidates): report(Resolver.ambiguous(path, candidates, catalog: catalog))
    }
    return nil
  }

  /// The thing of a path, where the index alone can tell; nil for whatever needs a closer look.
  mutating func indexed(_ path: ThingPath) -> ThingReference? {
    guard path.parts.count <= 2, let top = path.parts.last else { return nil }
    let form = forms[top.entity]
    guard form.isTopLevel, form.labelling == .name else { return nil }
    indexEarlierThings(of: form)
    guard let root = row(of: top, in: nil) else { return nil }
    let owner = ThingReference(entity: top.entity, row: root)
    if path.parts.count == 1 { return owner }
    // One with only one kind of parent is in the thing named, or nowhere in it.
    let inner = forms[path.parts[0].entity]
    guard inner.labelling == .name, inner.onlyParent == top.entity else { return nil }
    return row(of: path.parts[0], in: owner).map { ThingReference(entity: inner.entity, row: $0) }
  }

  private func row(of part: ThingPath.Part, in parent: ThingReference?) -> Int? {
    editor.snapshot.pool.existingNumber(of: part.labels.joined(separator: ", ")).flatMap {
      index.row(of: part.entity, named: $0, in: parent, editor.snapshot)
    }
  }
}

/// What stands in one thing at the top (and the things at the top themselves) by label, made as it is asked for; one
/// thing's at a time.
struct TreeIndex {
  private var root: ThingReference?
  private var inside: [Int: [String: [ThingReference]]] = [:]
  private var top: [Int: [String: [ThingReference]]] = [:]

  /// The things of an entity in a thing at the top or, for nil, at the top itself.
  mutating func things(of target: Int, in root: ThingReference?, _ finder: ThingFinder) -> [String: [ThingReference]] {
    if let root, self.root != root {
      self.root = root
      inside = [:]
    }
    if let known = root == nil ? top[target] : inside[target] { return known }
    let snapshot = finder.snapshot
    var result: [String: [ThingReference]] = [:]
    let rows =
      root.map {
        $0.entity == target ? [$0.row] : snapshot.descendants(of: $0, entity: target, catalog: finder.catalog)
      } ?? snapshot.rows(of: target)
    let isNamed = finder.catalog.entities[target].isNamed
    for row in rows {
      let thing = ThingReference(entity: target, row: row)
      // Composite labels are not known before the values are read; the label as written is.
      let name = snapshot.name(thing)
      result[isNamed || !name.isEmpty ? name : finder.label(of: thing), default: []].append(thing)
    }
    if root == nil { top[target] = result } else { inside[target] = result }
    return result
  }
}
