import PlanLang

/// Two change sets over the same facts made into one, with what can't be had both ways named.
///
/// The first stands; the second is done on top of it. Where both give a fact another value the second's is taken; what the
/// second wants of a thing the first removed, or can't add because the first did, is left out. Either way it is a conflict,
/// so that a person can decide.
///
/// ```swift
/// let merge = try ChangeMerge(base: snapshot, first: mine, second: theirs, catalog: catalog)
/// for conflict in merge.conflicts { print(conflict.text) }
/// ```
public struct ChangeMerge: Sendable {
  /// The facts with both sides' changes.
  public let snapshot: Snapshot
  /// The edits that lead from the base to there.
  public let changes: ChangeSet
  /// What both sides want differently, in the order of the second's edits; each once.
  public let conflicts: [ChangeConflict]

  public init(base: Snapshot, first: ChangeSet, second: ChangeSet, catalog: Catalog) throws {
    var editor = SnapshotEditor(base, catalog: catalog)
    // Things each side adds are numbered from the base's last: the same number means two things.
    var firstThings = ScenarioThings()
    _ = try ChangeReplay(first, catalog: catalog).run(on: &editor, &firstThings)
    var secondThings = ScenarioThings()
    conflicts = try ChangeReplay(second, catalog: catalog, base: base).run(on: &editor, &secondThings)
    snapshot = editor.snapshot
    changes = ChangeSet(edits: editor.edits, title: second.title)
  }
}

/// Something two change sets want differently.
public struct ChangeConflict: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// Both give a fact another value; the later one stands.
    case changedByBoth
    /// A thing to be changed was removed.
    case gone
    /// What a thing was to be added to was removed.
    case nothingToStandIn
    /// A thing to be removed was changed, or added to; it stays.
    case changedBeforeRemoval
    /// A thing refers to one that was removed; the reference is unknown.
    case refersToGone
    /// Both add a thing of the same name in the same place; the first stays.
    case addedByBoth
    /// A name to be given is taken.
    case nameTaken
  }

  public let kind: Kind
  /// In words: `opportunity "Quays" is gone`.
  public let text: String
}

/// Does the edits of a change set over facts that may have moved on since it was written.
struct ChangeReplay {
  let changes: ChangeSet
  let catalog: Catalog
  /// The facts it was written over, where they are at hand: then a removal minds what has changed since.
  let base: Snapshot?

  init(_ changes: ChangeSet, catalog: Catalog, base: Snapshot? = nil) {
    self.changes = changes
    self.catalog = catalog
    self.base = base
  }

  private struct Fact: Hashable {
    let thing: ThingReference
    let field: Int
  }

  /// Does the edits, and returns the conflicts; `added` learns what the things they add are here.
  func run(on editor: inout SnapshotEditor, _ added: inout ScenarioThings) throws -> [ChangeConflict] {
    var conflicts: [ChangeConflict] = []
    var seen: Set<ChangeConflict> = []
    func note(_ kind: ChangeConflict.Kind, _ text: String) {
      let conflict = ChangeConflict(kind: kind, text: text)
      if seen.insert(conflict).inserted { conflicts.append(conflict) }
    }
    // Labels as they were before: what is gone is named by what it was called.
    let finder = ThingFinder(snapshot: editor.snapshot, catalog: catalog)
    let kept = try removalsToLeave(editor.snapshot)
    for root in kept.roots {
      note(.changedBeforeRemoval, "\(finder.short(root)) was changed and is to be removed")
    }
    /// Things that were not added, because of a conflict that is told.
    var leftOut: Set<ThingReference> = []
    var done: Set<Fact> = []
    // Nothing that was left out may be taken for what the other side numbered alike.
    func here(_ thing: ThingReference) -> ThingReference {
      leftOut.contains(thing) ? ThingReference(entity: thing.entity, row: -1) : added.here(thing)
    }
    for edit in changes.edits {
      try Interrupt.check()
      switch edit {
      case .insert(let thing, let name, let parent):
        let owner = parent.map(here)
        let what = "\(catalog.entities[thing.entity].name)\(name.isEmpty ? "" : " \"\(name)\"")"
        if let parent, let owner, !editor.snapshot.isAlive(owner) {
          leftOut.insert(thing)
          if !leftOut.contains(parent) { note(.nothingToStandIn, "\(what) has nothing to stand in any more") }
        } else if let other = namesake(of: name, thing.entity, owner, nil, editor.snapshot) {
          leftOut.insert(thing)
          note(
            .addedByBoth,
            "there is \(ThingFinder(snapshot: editor.snapshot, catalog: catalog).path(of: other).withArticle) already")
        } else {
          added.add(thing, as: editor.insert(entity: thing.entity, name: name, parent: owner))
        }
      case .update(let thing, let field, let from, let to):
        let target = here(thing)
        guard editor.snapshot.isAlive(target) else {
          // What was to be added and had no place has been told.
          if target.row >= 0 { note(.gone, "\(finder.short(target)) is gone") }
          continue
        }
        if kept.clears(from.value, to.value) { continue }
        let wanted = to.value.mappingThings(here)
        if field < 0 {
          guard case .text(let name) = wanted else { continue }
          if namesake(of: name, target.entity, editor.snapshot.parent(target), target, editor.snapshot) != nil {
            note(
              .nameTaken,
              "\(finder.short(target)) can't be called \"\(name)\": there is \(catalog.entities[target.entity].name.withArticle) of that name already"
            )
            continue
          }
        }
        // A fact this set has changed already is its own by now.
        let isFirst = done.insert(Fact(thing: target, field: field)).inserted
        let now = editor.state(target, field: field)
        var evidence = to.evidence
        if isFirst, now.value != added.here(from.value) {
          if now.value == wanted {
            // Both say the same: what either rests on is kept.
            evidence = now.evidence + to.evidence.filter { !now.evidence.contains($0) }
          } else {
            note(
              .changedByBoth, both(target, field, was: added.here(from.value), now: now.value, wanted, editor.snapshot))
          }
        }
        let value = standing(wanted, in: editor.snapshot)
        if value != wanted {
          let name = field < 0 ? "name" : catalog.entities[target.entity].fields[field].name
          note(.refersToGone, "\(name) of \(finder.short(target)) refers to what is gone")
        }
        editor.set(target, field: field, value, evidence: evidence)
      case .delete(let thing):
        let target = here(thing)
        if !kept.things.contains(thing), editor.snapshot.isAlive(target) { try editor.remove([target]) }
      }
    }
    return conflicts
  }

  /// Another thing that has a name where only one may have it.
  private func namesake(
    of name: String, _ entity: Int, _ parent: ThingReference?, _ own: ThingReference?, _ snapshot: Snapshot
  ) -> ThingReference? {
    guard !name.isEmpty, catalog.entities[entity].labelling != .unlabelled else { return nil }
    return ThingFinder(snapshot: snapshot, catalog: catalog).things(of: entity, labelled: [name], within: parent)
      .first { $0 != own && snapshot.parent($0) == parent }
  }

  private func both(
    _ thing: ThingReference, _ field: Int, was: Value, now: Value, _ wanted: Value, _ snapshot: Snapshot
  ) -> String {
    let type: ValueType = field < 0 ? .text : catalog.entities[thing.entity].fields[field].type
    let name = field < 0 ? "name" : catalog.entities[thing.entity].fields[field].name
    let text = ValueText(catalog: catalog, snapshot: snapshot)
    func shown(_ value: Value) -> String { text.stored(value, type) }
    return
      "\(name) of \(ThingFinder(snapshot: snapshot, catalog: catalog).short(thing)) was \(shown(was)), is \(shown(now)) now and is to be \(shown(wanted))"
  }

  /// A value without the things that are not there: a reference to one is unknown, a set loses it.
  private func standing(_ value: Value, in snapshot: Snapshot) -> Value {
    switch value {
    case .thing(let thing): snapshot.isAlive(thing) ? value : .unknown
    case .values(let values):
      .values(values.filter { if case .thing(let thing) = $0 { snapshot.isAlive(thing) } else { true } })
    default: value
    }
  }

  // MARK: Removals

  /// Removals that are left out because the other side worked on what they remove.
  private struct Kept {
    var roots: [ThingReference] = []
    var things: Set<ThingReference> = []

    /// Whether a change only takes a kept thing out of a reference.
    func clears(_ from: Value, _ to: Value) -> Bool {
      switch (from, to) {
      case (.thing(let thing), .unknown): things.contains(thing)
      case (.values(let before), .values(let after)):
        after.allSatisfy { before.contains($0) }
          && before.contains {
            if case .thing(let thing) = $0 { things.contains(thing) && !after.contains($0) } else { false }
          }
      default: false
      }
    }
  }

  private func removalsToLeave(_ now: Snapshot) throws -> Kept {
    var kept = Kept()
    guard let base else { return kept }
    let gone = Set(
      changes.edits.compactMap { if case .delete(let thing) = $0, base.isAlive(thing) { thing } else { nil } })
    for root in gone.sorted() where base.parent(root).map({ !gone.contains($0) }) ?? true {
      try Interrupt.check()
      guard now.isAlive(root), hasChanged(root, base, now) else { continue }
      kept.roots.append(root)
      func keep(_ thing: ThingReference) {
        kept.things.insert(thing)
        for entity in catalog.children(of: thing.entity) {
          for row in base.children(of: thing, entity: entity) { keep(ThingReference(entity: entity, row: row)) }
        }
      }
      keep(root)
    }
    return kept
  }

  /// Whether anything about a thing, or in it, is not as it was.
  private func hasChanged(_ thing: ThingReference, _ base: Snapshot, _ now: Snapshot) -> Bool {
    guard now.isAlive(thing) == base.isAlive(thing), now.name(thing) == base.name(thing) else { return true }
    for (field, info) in catalog.entities[thing.entity].fields.enumerated() where !info.isComputed {
      if now.value(thing, field: field) != base.value(thing, field: field) { return true }
      if now.evidence(thing, field: field) != base.evidence(thing, field: field) { return true }
    }
    for entity in catalog.children(of: thing.entity) {
      let rows = base.children(of: thing, entity: entity)
      if now.children(of: thing, entity: entity) != rows { return true }
      for row in rows where hasChanged(ThingReference(entity: entity, row: row), base, now) { return true }
    }
    return false
  }
}
