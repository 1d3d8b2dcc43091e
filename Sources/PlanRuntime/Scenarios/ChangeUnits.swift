import PlanLang

/// The edits of a change set in units that make sense alone: one field of one thing, or one thing added or removed whole.
struct ChangeUnits {
  struct Unit {
    var edits: [Edit]
  }
  private(set) var units: [Unit] = []

  init(_ edits: [Edit], catalog: Catalog) {
    var unitOfThing: [ThingReference: Int] = [:]
    var unitOfField: [String: Int] = [:]
    for edit in edits {
      switch edit {
      case .insert(let thing, _, let parent):
        if let parent, let unit = unitOfThing[parent] {
          unitOfThing[thing] = unit
          units[unit].edits.append(edit)
        } else {
          unitOfThing[thing] = units.count
          units.append(Unit(edits: [edit]))
        }
      case .update(let thing, let field, _, _):
        if let unit = unitOfThing[thing] {
          units[unit].edits.append(edit)
        } else {
          let key = "\(thing.entity).\(thing.row).\(field)"
          if let unit = unitOfField[key] {
            units[unit].edits.append(edit)
          } else {
            unitOfField[key] = units.count
            units.append(Unit(edits: [edit]))
          }
        }
      case .delete(let thing):
        if let unit = unitOfThing[thing] { units[unit].edits.append(edit) } else { units.append(Unit(edits: [edit])) }
      }
    }
  }
}

/// A change in words: `alignment of stakeholder "Dana Li": neutral -> sponsor`.
struct ChangeText {
  let catalog: Catalog
  let before: Snapshot
  let after: Snapshot

  func text(_ edits: [Edit]) -> String {
    guard let first = edits.first else { return "" }
    let finder = ThingFinder(snapshot: before, catalog: catalog)
    switch first {
    case .insert(let thing, let name, _): return "\(catalog.entities[thing.entity].name) \"\(name)\" added"
    case .delete(let thing): return "\(finder.short(thing)) removed"
    case .update(let thing, let field, let from, _):
      guard case .update(_, _, _, let to)? = edits.last else { return finder.short(thing) }
      let type: ValueType = field < 0 ? .text : catalog.entities[thing.entity].fields[field].type
      let name = field < 0 ? "name" : catalog.entities[thing.entity].fields[field].name
      let old = ValueText(catalog: catalog, snapshot: before).display(from.value, type)
      let new = ValueText(catalog: catalog, snapshot: after).display(to.value, type)
      return "\(name) of \(finder.short(thing)): \(old) -> \(new)"
    }
  }
}

/// The ways to choose some of many.
enum Combinations {
  static func each(_ count: Int, _ size: Int, _ body: ([Int]) throws -> Void) throws {
    func go(_ start: Int, _ chosen: [Int]) throws {
      if chosen.count == size { return try body(chosen) }
      guard start < count else { return }
      for index in start..<count { try go(index + 1, chosen + [index]) }
    }
    try go(0, [])
  }
}

/// What differs between two snapshots of one lineage, thing by thing and field by field.
struct SnapshotDifference {
  let catalog: Catalog

  func rows(_ before: Snapshot, _ after: Snapshot) -> [[Value]] {
    var rows: [[Value]] = []
    for (entity, declared) in catalog.entities.enumerated() {
      let count = max(before.table(entity).count, after.table(entity).count)
      for row in 0..<count {
        let thing = ThingReference(entity: entity, row: row)
        let was = before.isAlive(thing)
        let isThere = after.isAlive(thing)
        if !was && !isThere { continue }
        if was != isThere {
          let finder = ThingFinder(snapshot: isThere ? after : before, catalog: catalog)
          rows.append([.text(finder.path(of: thing)), .absent, was ? .text("there") : .absent, .text(isThere ? "added" : "removed")])
          continue
        }
        for (index, field) in declared.fields.enumerated() where !field.isComputed {
          let old = before.value(thing, field: index)
          let new = after.value(thing, field: index)
          if old == new { continue }
          func shown(_ value: Value, _ snapshot: Snapshot) -> Value {
            value == .unknown ? .unknown : .text(ValueText(catalog: catalog, snapshot: snapshot).display(value, field.type))
          }
          rows.append([
            .text(ThingFinder(snapshot: after, catalog: catalog).path(of: thing)), .text(field.name), shown(old, before), shown(new, after),
          ])
        }
      }
    }
    return rows
  }
}
