import PlanLang

/// Every stored fact as a row: thing, field, value, source, date, age, file, line.
struct FactList {
  let catalog: Catalog
  let snapshot: Snapshot
  let today: CalendarDate

  private enum Place: Int, CaseIterable { case thing, field, value, source, on, age, file, line }

  /// - Parameter columns: those somebody reads, by their places; nil for all. The others are left unknown.
  func rows(within holder: ThingReference?, columns: Set<Int>?, tick: () throws -> Void) throws -> [Frame] {
    func isRead(_ places: Place...) -> Bool {
      columns.map { read in places.contains { read.contains($0.rawValue) } } ?? true
    }
    let finder = ThingFinder(snapshot: snapshot, catalog: catalog)
    let text = ValueText(catalog: catalog, snapshot: snapshot)
    let (readsThing, readsValue) = (isRead(.thing), isRead(.value))
    let (readsEvidence, readsOrigin) = (isRead(.source, .on, .age), isRead(.file, .line))
    var result: [Frame] = []
    defer { Leftovers.keep(result) }
    for (entity, declared) in catalog.entities.enumerated() where snapshot.count(of: entity) > 0 {
      let stored = fields(entity)
      if stored.isEmpty { continue }
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
      // A field's rows are alike but for what is filled in below.
      let patterns = stored.map { field in
        var row = [Value](repeating: .unknown, count: Place.allCases.count)
        row[Place.field.rawValue] = .text(declared.fields[field].name)
        return Frame(columns: row)
      }
      for row in rows {
        try tick()
        let thing = ThingReference(entity: entity, row: row)
        var label: Value?
        for (pattern, index) in zip(patterns, stored) {
          let value = snapshot.value(thing, field: index)
          if value == .unknown { continue }
          var frame = pattern
          if readsThing {
            let path = label ?? .text(finder.path(of: thing))
            label = path
            frame.columns[Place.thing.rawValue] = path
          }
          if readsValue {
            frame.columns[Place.value.rawValue] = .text(text.stored(value, declared.fields[index].type))
          }
          if readsEvidence { fill(&frame.columns, snapshot.evidence(thing, field: index)) }
          if readsOrigin, let origin = snapshot.origin(thing, field: index) {
            frame.columns[Place.file.rawValue] = .text(origin.file)
            frame.columns[Place.line.rawValue] = .integer(origin.line)
          }
          result.append(frame)
        }
      }
    }
    return result
  }

  /// The fields of an entity that some thing has a value for.
  private func fields(_ entity: Int) -> [Int] {
    let declared = catalog.entities[entity]
    let columns = snapshot.table(entity).columns
    return declared.fields.indices.filter { index in
      if declared.fields[index].isComputed || columns[index] == nil { return false }
      if case .answers = declared.role { return index >= 2 }
      return true
    }
  }

  private func fill(_ row: inout [Value], _ evidence: [Evidence]) {
    guard let last = evidence.last else { return }
    row[Place.source.rawValue] = .text(last.source)
    guard let date = evidence.compactMap(\.date).max() else { return }
    row[Place.on.rawValue] = .date(date)
    row[Place.age.rawValue] = .duration(CalendarDuration(days: today.days - date.days))
  }
}
