import PlanLang

/// A named list of edits over a base: the baseline or another scenario.
///
/// Things a scenario adds have numbers below zero in its edits. What they are in a snapshot depends on what its base holds
/// at that time, so no edit can ever meet a thing of the base that took their place.
struct Scenario: Sendable {
  let name: String
  /// The scenario it starts from; nil for the baseline.
  var base: String?
  var changes: ChangeSet
  /// What internal facts were written into by its block and those of the scenarios it starts from.
  var traces = InternalTraces()
  /// How many edits there were before each statement that changed it, oldest first.
  private var marks: [Int] = []
  /// The edits of statements that were taken back, newest last.
  private var undone: [[Edit]] = []

  init(name: String, base: String?, changes: ChangeSet) {
    self.name = name
    self.base = base
    self.changes = changes
  }

  /// Adds what a statement changed.
  mutating func append(_ edits: [Edit]) {
    guard !edits.isEmpty else { return }
    marks.append(changes.edits.count)
    changes.edits += edits
    undone = []
  }

  /// Takes back the last statement's changes, or does again those taken back last; false when there are none.
  mutating func step(back: Bool) -> Bool {
    if back {
      guard let mark = marks.popLast() else { return false }
      undone.append(Array(changes.edits[mark...]))
      changes.edits.removeLast(changes.edits.count - mark)
    } else {
      guard let edits = undone.popLast() else { return false }
      marks.append(changes.edits.count)
      changes.edits += edits
    }
    return true
  }

  /// Names other things in all edits.
  mutating func mapThings(_ other: (ThingReference) -> ThingReference) {
    changes.edits = changes.edits.map { $0.mappingThings(other) }
    undone = undone.map { $0.map { $0.mappingThings(other) } }
  }

  /// The edits done on a base as it is now, with what no longer fits as conflicts.
  func apply(to editor: inout SnapshotEditor, _ added: inout ScenarioThings) throws -> [ChangeConflict] {
    try ChangeReplay(changes, catalog: editor.catalog).run(on: &editor, &added)
  }
}

extension ChangeConflict {
  /// Whether a scenario with it can't be adopted: what it overrides it may, and what refers to nothing refers to nothing.
  var keepsFromAdopting: Bool { kind != .changedByBoth && kind != .refersToGone }
}

/// The things scenarios add: their numbers in the edits, and what they are in one snapshot.
struct ScenarioThings: Sendable {
  private var hereOf: [ThingReference: ThingReference] = [:]
  private var plannedOf: [ThingReference: ThingReference] = [:]

  mutating func add(_ planned: ThingReference, as thing: ThingReference) {
    hereOf[planned] = thing
    plannedOf[thing] = planned
  }

  /// What a thing of an edit is in the snapshot.
  func here(_ thing: ThingReference) -> ThingReference { hereOf[thing] ?? thing }
  /// What a thing of the snapshot is called in edits.
  func planned(_ thing: ThingReference) -> ThingReference { plannedOf[thing] ?? thing }

  func here(_ value: Value) -> Value { value.mappingThings(here) }
  func planned(_ value: Value) -> Value { value.mappingThings(planned) }

  /// Edits of the snapshot in the words of scenarios; what they add gets a number below zero from `next`.
  mutating func planned(_ edits: some Sequence<Edit>, next: () -> Int) -> [Edit] {
    edits.map { edit in
      if case .insert(let thing, _, _) = edit { add(ThingReference(entity: thing.entity, row: next()), as: thing) }
      return edit.mappingThings(planned)
    }
  }
}

extension Value {
  /// The value with other things in place of those it refers to.
  func mappingThings(_ other: (ThingReference) -> ThingReference) -> Value {
    switch self {
    case .thing(let thing): .thing(other(thing))
    case .values(let values): .values(values.map { $0.mappingThings(other) })
    default: self
    }
  }
}

extension Edit {
  /// The edit about other things.
  func mappingThings(_ other: (ThingReference) -> ThingReference) -> Edit {
    func state(_ state: FactState) -> FactState {
      var state = state
      state.value = state.value.mappingThings(other)
      return state
    }
    return switch self {
    case .insert(let thing, let name, let parent): .insert(other(thing), name: name, parent: parent.map(other))
    case .update(let thing, let field, let from, let to):
      .update(other(thing), field: field, from: state(from), to: state(to))
    case .delete(let thing): .delete(other(thing))
    }
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
        value == .unknown ? .unknown : .text(ValueText(catalog: catalog, snapshot: snapshot).stored(value, type))
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
