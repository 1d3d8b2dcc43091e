import PlanLang

/// Where each fact of a thing comes from: file, line, evidence, and this session's changes.
struct BlameTable {
  let catalog: Catalog
  let snapshot: Snapshot
  let journal: [ChangeSet]

  /// - Parameter only: the one field asked about, which is shown even where nothing is known of it; nil for all there are.
  func table(_ thing: ThingReference, field only: Int? = nil) -> ResultTable {
    var rows: [[Value]] = []
    let text = ValueText(catalog: catalog, snapshot: snapshot)
    func change(of field: Int) -> ChangeSet? {
      journal.last { set in
        set.edits.contains { if case .update(thing, field, _, _) = $0 { true } else { false } }
      }
    }
    // Who gave it its name, where that was in this session.
    let added = journal.last { set in
      set.edits.contains { if case .insert(thing, _, _) = $0 { true } else { false } }
    }
    let asksName = only == CheckedStatement.nameField
    if catalog.entities[thing.entity].isNamed, only == nil || asksName {
      let named = change(of: CheckedStatement.nameField) ?? added
      if asksName || named != nil {
        let origin = named == nil ? snapshot.origin(thing, field: CheckedStatement.nameField) : nil
        rows.append([
          .text("name"), .text(snapshot.name(thing)), .unknown, origin.map { .text($0.file) } ?? .unknown,
          origin.map { .integer($0.line) } ?? .unknown, named.map { .text($0.title) } ?? .unknown,
        ])
      }
    }
    for (index, field) in catalog.entities[thing.entity].fields.enumerated()
    where !field.isComputed && (only == nil || only == index) {
      let value = snapshot.value(thing, field: index)
      let change = change(of: index)
      if value == .unknown, change == nil, only == nil { continue }
      let evidence = snapshot.evidence(thing, field: index).map(\.text).joined(separator: " ")
      let origin = snapshot.origin(thing, field: index)
      rows.append([
        .text(field.name), .text(text.stored(value, field.type)), evidence.isEmpty ? .unknown : .text(evidence),
        origin.map { .text($0.file) } ?? .unknown, origin.map { .integer($0.line) } ?? .unknown,
        change.map { .text($0.title) } ?? .unknown,
      ])
    }
    let columns =
      ["field", "value", "evidence", "file"].map { Column(name: $0, type: .text) }
      + [Column(name: "line", type: .integer), Column(name: "changed by", type: .text)]
    return ResultTable(columns: columns, rows: rows, catalog: catalog, snapshot: snapshot)
  }
}
