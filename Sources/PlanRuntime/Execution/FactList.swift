import PlanLang

/// Every stored fact as a row: thing, field, value, source, date, age, file, line.
struct FactList {
  let catalog: Catalog
  let snapshot: Snapshot
  let today: CalendarDate

  func rows(within holder: ThingReference?, tick: () throws -> Void) throws -> [[Value]] {
    let finder = ThingFinder(snapshot: snapshot, catalog: catalog)
    let text = ValueText(catalog: catalog, snapshot: snapshot)
    var result: [[Value]] = []
    for (entity, declared) in catalog.entities.enumerated() {
      var rows = snapshot.rows(of: entity)
      if let holder {
        if entity == holder.entity {
          rows = [holder.row]
        } else if catalog.entity(entity, isBelow: holder.entity) {
          rows = snapshot.descendants(of: holder, entity: entity, catalog: catalog)
        } else {
          continue
        }
      }
      for row in rows {
        try tick()
        let thing = ThingReference(entity: entity, row: row)
        var label: String?
        for (index, field) in declared.fields.enumerated() where !field.isComputed {
          if case .answers = declared.role, index < 2 { continue }
          let value = snapshot.value(thing, field: index)
          if value == .unknown { continue }
          let path = label ?? finder.path(of: thing)
          label = path
          let evidence = snapshot.evidence(thing, field: index)
          let date = evidence.compactMap(\.date).max()
          let origin = snapshot.origin(thing, field: index)
          result.append([
            .text(path), .text(field.name), .text(text.stored(value, field.type)),
            evidence.last.map { .text($0.source) } ?? .unknown, date.map { .date($0) } ?? .unknown,
            date.map { .duration(CalendarDuration(days: today.days - $0.days)) } ?? .unknown,
            origin.map { .text($0.file) } ?? .unknown, origin.map { .integer($0.line) } ?? .unknown,
          ])
        }
      }
    }
    return result
  }
}
