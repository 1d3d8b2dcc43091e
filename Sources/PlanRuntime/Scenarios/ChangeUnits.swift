import PlanLang

/// The edits of a change set in units that make sense alone: one field of one thing, or one thing added or removed whole,
/// with what is in it and what referred to it.
struct ChangeUnits {
  struct Unit {
    var edits: [Edit]
  }
  private(set) var units: [Unit] = []

  /// The units of edits of a base; `added` says what the things of edits are in it.
  init(_ edits: [Edit], before base: Snapshot, _ added: ScenarioThings) {
    let removed = Removals(edits, before: base, added)
    var unitOfRemoval: [ThingReference: Int] = [:]
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
      case .update(let thing, let field, let from, let to):
        if let unit = unitOfThing[thing] {
          units[unit].edits.append(edit)
        } else if let top = removed.cause(of: from.value, to.value) {
          join(top, edit)
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
        if let unit = unitOfThing[thing] { units[unit].edits.append(edit) } else { join(removed.top(of: thing), edit) }
      }
    }

    func join(_ top: ThingReference, _ edit: Edit) {
      if let unit = unitOfRemoval[top] {
        units[unit].edits.append(edit)
      } else {
        unitOfRemoval[top] = units.count
        units.append(Unit(edits: [edit]))
      }
    }
  }

  /// The things a list of edits removes.
  private struct Removals {
    private let things: Set<ThingReference>
    private let base: Snapshot
    private let added: ScenarioThings

    init(_ edits: [Edit], before base: Snapshot, _ added: ScenarioThings) {
      things = Set(edits.compactMap { if case .delete(let thing) = $0 { thing } else { nil } })
      self.base = base
      self.added = added
    }

    /// The outermost thing that is removed and holds this one.
    func top(of thing: ThingReference) -> ThingReference {
      var top = thing
      var current = added.here(thing)
      while current.row >= 0, let parent = base.parent(current) {
        if things.contains(added.planned(parent)) { top = added.planned(parent) }
        current = parent
      }
      return top
    }

    /// The removal because of which a value no longer refers to what it did.
    func cause(of from: Value, _ to: Value) -> ThingReference? {
      if things.isEmpty { return nil }
      let gone = referred(from).subtracting(referred(to))
      return gone.count == 1 ? gone.first.flatMap { things.contains($0) ? top(of: $0) : nil } : nil
    }

    private func referred(_ value: Value) -> Set<ThingReference> {
      switch value {
      case .thing(let thing): [thing]
      case .values(let values): Set(values.compactMap { if case .thing(let thing) = $0 { thing } else { nil } })
      default: []
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
    // What is removed comes last, after what is in it and what referred to it.
    guard let head = edits.last.flatMap({ if case .delete = $0 { $0 } else { edits.first } }) else { return "" }
    let finder = ThingFinder(snapshot: before, catalog: catalog)
    switch head {
    case .insert(let thing, let name, _): return "\(catalog.entities[thing.entity].name) \"\(name)\" added"
    case .delete(let thing): return "\(finder.short(thing)) removed"
    case .update(let thing, let field, let from, _):
      guard case .update(_, _, _, let to)? = edits.last else { return finder.short(thing) }
      let type: ValueType = field < 0 ? .text : catalog.entities[thing.entity].fields[field].type
      let name = field < 0 ? "name" : catalog.entities[thing.entity].fields[field].name
      // What it replaces is what the base says now, not what it said when the change was written.
      let current =
        field < 0 ? .text(before.name(thing)) : before.isAlive(thing) ? before.value(thing, field: field) : from.value
      let old = ValueText(catalog: catalog, snapshot: before).stored(current, type)
      let new = ValueText(catalog: catalog, snapshot: after).stored(to.value, type)
      return "\(name) of \(finder.short(thing)): \(old) -> \(new)"
    }
  }
}

/// The ways to choose some of many.
enum Combinations {
  /// Goes through them for as long as `body` says so.
  static func each(_ count: Int, _ size: Int, _ body: ([Int]) throws -> Bool) throws {
    func go(_ start: Int, _ chosen: [Int]) throws -> Bool {
      if chosen.count == size { return try body(chosen) }
      for index in start..<max(count, start) {
        guard try go(index + 1, chosen + [index]) else { return false }
      }
      return true
    }
    _ = try go(0, [])
  }
}

/// What differs between two scenarios over one baseline, thing by thing and field by field.
struct SnapshotDifference {
  let catalog: Catalog

  func rows(_ first: Session.ScenarioLayer, _ second: Session.ScenarioLayer) -> [[Value]] {
    let (before, after) = (first.snapshot, second.snapshot)
    var rows: [[Value]] = []
    for (entity, declared) in catalog.entities.enumerated() {
      // A thing is the same in both if it has the same number in edits; its place may differ.
      let was = planned(entity, first)
      let wasThere = Set(was)
      let isThere = Set(planned(entity, second))
      for thing in was + isThere.subtracting(wasThere).sorted(by: { second.added.here($0) < second.added.here($1) }) {
        let old = first.added.here(thing)
        let new = second.added.here(thing)
        guard wasThere.contains(thing), isThere.contains(thing) else {
          let stays = isThere.contains(thing)
          let finder = ThingFinder(snapshot: stays ? after : before, catalog: catalog)
          rows.append([
            .text(finder.path(of: stays ? new : old)), .absent, stays ? .absent : .text("there"),
            .text(stays ? "added" : "removed"),
          ])
          continue
        }
        let path = ThingFinder(snapshot: after, catalog: catalog).path(of: new)
        if declared.isNamed, before.name(old) != after.name(new) {
          rows.append([.text(path), .text("name"), .text(before.name(old)), .text(after.name(new))])
        }
        for (index, field) in declared.fields.enumerated() where !field.isComputed {
          let from = before.value(old, field: index)
          let to = after.value(new, field: index)
          if first.added.planned(from) == second.added.planned(to) { continue }
          func shown(_ value: Value, _ snapshot: Snapshot) -> Value {
            value == .unknown
              ? .unknown : .text(ValueText(catalog: catalog, snapshot: snapshot).stored(value, field.type))
          }
          rows.append([.text(path), .text(field.name), shown(from, before), shown(to, after)])
        }
      }
    }
    return rows
  }

  /// The things of an entity that are there, by what they are called in edits.
  private func planned(_ entity: Int, _ layer: Session.ScenarioLayer) -> [ThingReference] {
    layer.snapshot.rows(of: entity).map { layer.added.planned(ThingReference(entity: entity, row: $0)) }
  }
}
