import PlanLang

/// A named list of edits over a base: the baseline or another scenario.
struct Scenario: Sendable {
  let name: String
  /// The scenario it starts from; nil for the baseline.
  let base: String?
  var changes: ChangeSet

  /// The edits done on a base as it is now, with those whose thing is gone as conflicts.
  func apply(to editor: inout SnapshotEditor) -> [String] {
    var conflicts: [String] = []
    var made: [ThingReference: ThingReference] = [:]
    let finder = ThingFinder(snapshot: editor.snapshot, catalog: editor.catalog)
    func mapped(_ thing: ThingReference) -> ThingReference { made[thing] ?? thing }
    func mapped(_ value: Value) -> Value {
      switch value {
      case .thing(let thing): .thing(mapped(thing))
      case .values(let values): .values(values.map { mapped($0) })
      default: value
      }
    }
    for edit in changes.edits {
      switch edit {
      case .insert(let thing, let name, let parent):
        let owner = parent.map { mapped($0) }
        if let owner, !editor.snapshot.isAlive(owner) {
          conflicts.append("\(editor.catalog.entities[thing.entity].name) \"\(name)\" has nothing to stand in any more")
          continue
        }
        made[thing] = editor.insert(entity: thing.entity, name: name, parent: owner)
      case .update(let thing, let field, _, let to):
        let target = mapped(thing)
        guard editor.snapshot.isAlive(target) else {
          conflicts.append("\(finder.short(target)) is gone")
          continue
        }
        editor.set(target, field: field, mapped(to.value), evidence: to.evidence)
      case .delete(let thing):
        let target = mapped(thing)
        if editor.snapshot.isAlive(target) { editor.remove(target) }
      }
    }
    var seen: Set<String> = []
    return conflicts.filter { seen.insert($0).inserted }
  }
}

/// The difference between two snapshots as rows: thing, field, from, to.
struct ChangeRows {
  let catalog: Catalog

  /// What a list of edits comes to: each field once, from its first value to its last.
  func rows(_ edits: [Edit], before: Snapshot, after: Snapshot) -> [[Value]] {
    var order: [Key] = []
    var states: [Key: (from: Value, to: Value)] = [:]
    var inserted: Set<ThingReference> = []
    var rows: [[Value]] = []
    let finderBefore = ThingFinder(snapshot: before, catalog: catalog)
    let finderAfter = ThingFinder(snapshot: after, catalog: catalog)
    for edit in edits {
      switch edit {
      case .insert(let thing, _, _):
        inserted.insert(thing)
        order.append(Key(thing: thing, field: -2))
        states[Key(thing: thing, field: -2)] = (.absent, .text("added"))
      case .delete(let thing):
        if inserted.contains(thing) {
          order.removeAll { $0.thing == thing }
        } else {
          order.append(Key(thing: thing, field: -2))
          states[Key(thing: thing, field: -2)] = (.text("there"), .text("removed"))
        }
      case .update(let thing, let field, let from, let to):
        if field >= 0, case .answers = catalog.entities[thing.entity].role, field < 2 { continue }
        if field < 0, inserted.contains(thing) { continue }
        let key = Key(thing: thing, field: field)
        if let known = states[key] {
          states[key] = (known.from, to.value)
        } else {
          order.append(key)
          states[key] = (from.value, to.value)
        }
      }
    }
    for key in order {
      guard let (from, to) = states[key], from != to else { continue }
      let entity = catalog.entities[key.thing.entity]
      let finder = after.isAlive(key.thing) ? finderAfter : finderBefore
      if key.field == -2 {
        rows.append([.text(finder.path(of: key.thing)), .absent, from == .absent ? .absent : .text("there"), to])
        continue
      }
      let type: ValueType = key.field < 0 ? .text : entity.fields[key.field].type
      let name = key.field < 0 ? "name" : entity.fields[key.field].name
      func shown(_ value: Value, _ snapshot: Snapshot) -> Value {
        value == .unknown ? .unknown : .text(ValueText(catalog: catalog, snapshot: snapshot).display(value, type))
      }
      rows.append([.text(finder.path(of: key.thing)), .text(name), shown(from, before), shown(to, after)])
    }
    return rows
  }

  private struct Key: Hashable {
    let thing: ThingReference
    let field: Int
  }
}
