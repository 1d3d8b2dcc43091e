import PlanLang

/// Makes a new snapshot from one by edits, recording each so that it can be taken back.
///
/// The only way facts change: loading, `set`, `add`, `remove`, undo and scenarios all go through it.
struct SnapshotEditor {
  private(set) var snapshot: Snapshot
  private(set) var edits: [Edit] = []
  let catalog: Catalog
  /// Off while files are loaded: what was not there before needs no inverse.
  let records: Bool
  private var defaults: [[(field: Int, value: Value)]?] = []

  init(_ snapshot: Snapshot, catalog: Catalog, records: Bool = true) {
    self.snapshot = snapshot
    self.catalog = catalog
    self.records = records
    self.snapshot.conform(to: catalog)
    self.snapshot.touch()
  }

  mutating func fileNumber(_ name: String) -> UInt32 { snapshot.fileNumber(name) }

  /// Writers for the stored fields of all entities, for a load that fills many rows; they hold until the next edit.
  mutating func columnWriters() -> [[ColumnWriter?]] { snapshot.columnWriters() }

  /// Adds the things of a snapshot that was loaded by itself; `texts` has the number here of each text there. Their labels
  /// have to be free, and nothing is recorded.
  mutating func append(_ other: Snapshot, texts: ContiguousArray<UInt32>) { snapshot.append(other, texts: texts) }

  /// Adds a thing; the caller has seen to it that its label is free.
  mutating func insert(entity: Int, name: String, parent: ThingReference?) -> ThingReference {
    insert(entity: entity, name: snapshot.pool.number(of: name), parent: parent)
  }

  /// Adds a thing named by the text with a number.
  mutating func insert(entity: Int, name: UInt32, parent: ThingReference?) -> ThingReference {
    let thing = ThingReference(entity: entity, row: snapshot.insert(entity: entity, name: name, parent: parent))
    for (field, value) in defaults(of: entity) { snapshot.setValue(thing, field: field, value) }
    if records { edits.append(.insert(thing, name: snapshot.pool.text(name), parent: parent)) }
    return thing
  }

  /// The fields of an entity that start with a value, looked for once.
  private mutating func defaults(of entity: Int) -> [(field: Int, value: Value)] {
    if defaults.isEmpty { defaults = Array(repeating: nil, count: catalog.entities.count) }
    if let known = defaults[entity] { return known }
    let found = catalog.entities[entity].fields.enumerated().compactMap { index, field in
      field.defaultValue.map { (field: index, value: $0) }
    }
    defaults[entity] = found
    return found
  }

  mutating func setOrigin(_ thing: ThingReference, file: UInt32, line: Int) {
    snapshot.setOrigin(thing, file: file, line: line)
  }

  /// The state of a field now; field -1 is the name.
  func state(_ thing: ThingReference, field: Int) -> FactState {
    if field < 0 { return FactState(value: .text(snapshot.name(thing))) }
    var state = FactState(value: snapshot.value(thing, field: field), evidence: snapshot.evidence(thing, field: field))
    if let (file, line) = snapshot.tables[thing.entity].line(field: field, row: thing.row) {
      state.originFile = file
      state.originLine = line
    }
    return state
  }

  /// Puts a value in place of the one before; the old evidence goes.
  mutating func set(
    _ thing: ThingReference, field: Int, _ value: Value, evidence: [Evidence] = [], file: UInt32 = 0, line: Int = 0
  ) {
    var state = FactState(value: value, evidence: evidence)
    state.originFile = file
    state.originLine = line
    if records { edits.append(.update(thing, field: field, from: self.state(thing, field: field), to: state)) }
    apply(thing, field, state)
  }

  /// Puts the text with a number in place of the value before.
  mutating func set(
    _ thing: ThingReference, field: Int, text: UInt32, evidence: [Evidence], file: UInt32, line: Int
  ) {
    if records {
      set(thing, field: field, .text(snapshot.pool.text(text)), evidence: evidence, file: file, line: line)
      return
    }
    snapshot.setValue(thing, field: field, text: text)
    snapshot.setEvidence(thing, field: field, evidence)
    snapshot.setLine(thing, field: field, file: file, line: line)
  }

  private mutating func apply(_ thing: ThingReference, _ field: Int, _ state: FactState) {
    if field < 0 {
      if case .text(let name) = state.value { snapshot.setName(thing, name) }
      return
    }
    snapshot.setValue(thing, field: field, state.value)
    snapshot.setEvidence(thing, field: field, state.evidence)
    snapshot.setLine(thing, field: field, file: state.originFile, line: state.originLine)
    // A thing labelled by its fields is called by what they say now.
    if records, case .fields(let fields) = catalog.entities[thing.entity].labelling, fields.contains(field) {
      snapshot.setName(thing, ThingFinder(snapshot: snapshot, catalog: catalog).label(of: thing))
    }
  }

  /// Removes things with everything in them; references to them become unknown and sets lose them. Returns how many are
  /// gone in all, as a person counts them; throws where the person asks to stop.
  @discardableResult
  mutating func remove(_ things: [ThingReference]) throws -> Int {
    var gone: Set<ThingReference> = []
    func collect(_ thing: ThingReference) throws {
      guard snapshot.isAlive(thing), gone.insert(thing).inserted else { return }
      try Interrupt.check()
      for entity in catalog.children(of: thing.entity) {
        for row in snapshot.children(of: thing, entity: entity) {
          try collect(ThingReference(entity: entity, row: row))
        }
      }
    }
    for thing in things { try collect(thing) }
    // References first, while everything is still there to be named by the journal.
    let entities = Set(gone.map(\.entity))
    for (entity, declared) in catalog.entities.enumerated() {
      for (field, info) in declared.fields.enumerated() where !info.isComputed {
        switch info.type {
        case .entity(let target), .set(.entity(let target)):
          guard entities.contains(target) else { continue }
          for row in snapshot.rows(of: entity) {
            try Interrupt.check()
            let holder = ThingReference(entity: entity, row: row)
            if !gone.contains(holder) { forget(gone, in: holder, field) }
          }
        default: break
        }
      }
    }
    for thing in gone.sorted(by: { ($0.entity, $0.row) > ($1.entity, $1.row) }) {
      if records { edits.append(.delete(thing)) }
      snapshot.setAlive(thing, false)
    }
    // A worksheet's answers are no things of their own to a person.
    return gone.count { catalog.entities[$0.entity].role == .stored }
  }

  /// Takes things out of what a field refers to.
  private mutating func forget(_ gone: Set<ThingReference>, in holder: ThingReference, _ field: Int) {
    switch snapshot.value(holder, field: field) {
    case .thing(let referred) where gone.contains(referred): set(holder, field: field, .unknown)
    case .values(let members):
      let kept = members.filter { if case .thing(let referred) = $0 { !gone.contains(referred) } else { true } }
      if kept.count != members.count {
        set(holder, field: field, .values(kept), evidence: snapshot.evidence(holder, field: field))
      }
    default: break
    }
  }

  /// Does the edits of a change set again, or takes them back.
  mutating func replay(_ set: ChangeSet, inverse: Bool) {
    for edit in inverse ? set.edits.reversed() : set.edits {
      switch edit {
      case .update(let thing, let field, let from, let to): apply(thing, field, inverse ? from : to)
      case .insert(let thing, _, _): snapshot.setAlive(thing, !inverse)
      case .delete(let thing): snapshot.setAlive(thing, inverse)
      }
    }
  }
}
