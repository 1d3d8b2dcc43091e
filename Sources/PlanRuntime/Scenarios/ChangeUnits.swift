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
