import PlanLang

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
