import PlanLang

/// A change in words: `alignment of stakeholder "Dana Li": neutral -> sponsor`.
struct ChangeText {
  let catalog: Catalog
  let before: Snapshot
  let after: Snapshot

  /// Edits that are made.
  func made(_ edits: [Edit]) -> String {
    guard let head = head(of: edits) else { return "" }
    let finder = ThingFinder(snapshot: before, catalog: catalog)
    switch head {
    case .insert(let thing, let name, _): return "\(catalog.entities[thing.entity].name) \"\(name)\" added"
    case .delete(let thing): return "\(finder.short(thing)) removed"
    case .update(let thing, let field, let from, _):
      guard case .update(_, _, _, let to)? = edits.last else { return finder.short(thing) }
      let type: ValueType = field < 0 ? .text : catalog.entities[thing.entity].fields[field].type
      // What it replaces is what the base says now, not what it said when the change was written.
      let current =
        field < 0 ? .text(before.name(thing)) : before.isAlive(thing) ? before.value(thing, field: field) : from.value
      let old = ValueText(catalog: catalog, snapshot: before).stored(current, type)
      let new = ValueText(catalog: catalog, snapshot: after).stored(to.value, type)
      return "\(fieldName(thing, field)) of \(finder.short(thing)): \(old) -> \(new)"
    }
  }

  /// Edits that are not made any more: `before` has them, `after` does not.
  func leftOut(_ edits: [Edit]) -> String {
    guard let head = head(of: edits) else { return "" }
    switch head {
    case .insert(let thing, let name, _): return "\(catalog.entities[thing.entity].name) \"\(name)\" removed"
    case .delete(let thing): return "\(ThingFinder(snapshot: after, catalog: catalog).short(thing)) added"
    case .update(let thing, let field, _, _):
      func shown(_ snapshot: Snapshot) -> String {
        let text = ValueText(catalog: catalog, snapshot: snapshot)
        if field < 0 { return text.display(.text(snapshot.name(thing)), .text) }
        return text.display(
          snapshot.value(thing, field: field), catalog.entities[thing.entity].fields[field].type)
      }
      let short = ThingFinder(snapshot: before, catalog: catalog).short(thing)
      return "\(fieldName(thing, field)) of \(short): \(shown(before)) -> \(shown(after))"
    }
  }

  /// The edit that says what a unit is about: what is removed comes last, after what is in it and what referred to it.
  private func head(of edits: [Edit]) -> Edit? {
    edits.last.flatMap { if case .delete = $0 { $0 } else { edits.first } }
  }

  private func fieldName(_ thing: ThingReference, _ field: Int) -> String {
    field < 0 ? "name" : catalog.entities[thing.entity].fields[field].name
  }
}
