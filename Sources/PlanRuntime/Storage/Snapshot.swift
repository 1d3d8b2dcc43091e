import PlanLang

/// All facts at one moment, as a value: copies share what did not change.
public struct Snapshot: Sendable {
  private(set) var tables = TableList()
  let pool: TextPool
  /// File names by number; 0 is no file.
  private(set) var files: [String] = [""]
  private var fileNumbers: [String: UInt32] = [:]
  /// Changes with every edit, so that what was computed from another state is seen to be old.
  public private(set) var version = 0
  /// The version of the catalog it has a table for every entity of, and a column for every field.
  private var declared = -1

  public init(catalog: Catalog) {
    pool = TextPool()
    conform(to: catalog)
  }

  /// A snapshot of the same session that holds nothing.
  var withoutThings: Snapshot {
    var empty = self
    empty.tables = TableList()
    empty.declared = -1
    return empty
  }

  /// Adds tables and columns for what was declared since.
  public mutating func conform(to catalog: Catalog) {
    guard catalog.version != declared || catalog.entities.count != tables.count else { return }
    declared = catalog.version
    for id in catalog.entities.indices {
      if id == tables.count {
        tables.append(EntityTable(entity: catalog.entities[id]))
      } else if tables[id].columns.count < catalog.entities[id].fields.count {
        tables[id].conform(to: catalog.entities[id])
      }
    }
  }

  // MARK: Reading

  func table(_ entity: Int) -> EntityTable { tables[entity] }

  public func isAlive(_ thing: ThingReference) -> Bool {
    thing.entity < tables.count && tables[thing.entity].isAlive(thing.row)
  }

  public func count(of entity: Int) -> Int { tables[entity].liveCount }

  /// The stored value of a field; unknown for what was removed.
  public func value(_ thing: ThingReference, field: Int) -> Value {
    thing.entity < tables.count ? tables[thing.entity].value(thing.row, field: field, pool) : .unknown
  }

  /// The thing's name; for one without, "".
  public func name(_ thing: ThingReference) -> String {
    guard thing.row >= 0, thing.row < tables[thing.entity].count else { return "" }
    return pool.text(tables[thing.entity].names[thing.row])
  }

  public func parent(_ thing: ThingReference) -> ThingReference? {
    guard thing.row >= 0, thing.row < tables[thing.entity].count else { return nil }
    return tables[thing.entity].parent(thing.row)
  }

  /// The thing of an entity that a thing stands in, or is; nil when it stands in none.
  public func ancestor(_ thing: ThingReference, entity: Int) -> ThingReference? {
    var current: ThingReference? = thing
    while let candidate = current {
      if candidate.entity == entity { return candidate }
      current = parent(candidate)
    }
    return nil
  }

  /// The rows of an entity's things, in the order they were added.
  func rows(of entity: Int) -> [Int] {
    let table = tables[entity]
    var result: [Int] = []
    result.reserveCapacity(table.liveCount)
    for row in 0..<table.count where table.alive[row] == 1 { result.append(row) }
    return result
  }

  /// The rows of an entity's things with the name that has a number.
  func rows(of entity: Int, named number: UInt32) -> [Int] { tables[entity].rows(named: number) }

  /// Those of these rows whose names have a number.
  func rows(_ rows: [Int], of entity: Int, named number: UInt32) -> [Int] {
    rows.filter { tables[entity].names[$0] == number }
  }

  /// The rows of an entity's things directly in a thing.
  func children(of thing: ThingReference, entity: Int) -> [Int] {
    tables[entity].siblings(from: tables[thing.entity].firstChild(of: thing.row, entity: entity))
  }

  /// The rows of an entity's things in a thing at any depth, in the order they were added.
  func descendants(of thing: ThingReference, entity: Int, catalog: Catalog) -> [Int] {
    descendants(of: thing, entity: entity, Hierarchy(catalog))
  }

  func descendants(of thing: ThingReference, entity: Int, _ hierarchy: Hierarchy) -> [Int] {
    guard isAlive(thing) else { return [] }
    let holders = hierarchy.holders(of: entity, within: thing.entity)
    // Most things stand directly in what is asked about.
    if holders.count == 1, holders[0] == thing.entity { return children(of: thing, entity: entity) }
    var result: [Int] = []
    var isMixed = false
    for holder in holders {
      let owners = holder == thing.entity ? [thing.row] : descendants(of: thing, entity: holder, hierarchy)
      for row in owners {
        let place = result.count
        tables[entity].addSiblings(from: tables[holder].firstChild(of: row, entity: entity), to: &result)
        // In one thing they stand in the order they were added.
        if place > 0, place < result.count, result[place] < result[place - 1] { isMixed = true }
      }
    }
    if isMixed { result.sort() }
    return result
  }

  /// The evidence for a stored field.
  public func evidence(_ thing: ThingReference, field: Int) -> [Evidence] {
    tables[thing.entity].evidence[field, thing.row] ?? []
  }

  /// The file and line a field (or, for -1, the thing) was read from.
  public func origin(_ thing: ThingReference, field: Int) -> Origin? {
    guard thing.row >= 0, thing.row < tables[thing.entity].count,
      let (file, line) = tables[thing.entity].line(field: field, row: thing.row)
    else { return nil }
    return Origin(file: files[Int(file)], line: line)
  }

  // MARK: Changing (through `SnapshotEditor` alone)

  mutating func touch() { version += 1 }

  mutating func columnWriters() -> [[ColumnWriter?]] {
    (0..<tables.count).map { tables[$0].count == 0 ? [] : tables[$0].writers() }
  }

  mutating func fileNumber(_ name: String) -> UInt32 {
    let number = fileNumbers[name, default: UInt32(files.count)]
    if number == files.count {
      files.append(name)
      fileNumbers[name] = number
    }
    return number
  }

  /// Adds a thing whose name is the text with a number.
  mutating func insert(entity: Int, name: UInt32, parent: ThingReference?) -> Int {
    let row = tables[entity].append(name: name, parent: parent)
    if let parent {
      let last = tables[parent.entity].linkChild(entity: entity, row: parent.row, child: Int32(row))
      if last >= 0 { tables[entity].setNextSibling(Int(last), Int32(row)) }
    }
    return row
  }

  /// Adds the things of an entity in another snapshot.
  mutating func appendTable(_ table: EntityTable, _ entity: Int, _ numbers: Renumbering) {
    tables[entity].append(table, numbers)
  }

  mutating func setAlive(_ thing: ThingReference, _ value: Bool) { tables[thing.entity].setAlive(thing.row, value) }

  mutating func setValue(_ thing: ThingReference, field: Int, _ value: Value) {
    tables[thing.entity].columns[field]?.set(thing.row, value, pool)
  }

  mutating func setValue(_ thing: ThingReference, field: Int, text number: UInt32) {
    tables[thing.entity].columns[field]?.set(thing.row, text: number)
  }

  mutating func setName(_ thing: ThingReference, _ name: String) {
    tables[thing.entity].setName(thing.row, pool.number(of: name))
  }

  mutating func setEvidence(_ thing: ThingReference, field: Int, _ evidence: [Evidence]) {
    if evidence.isEmpty, tables[thing.entity].evidence[field, thing.row] == nil { return }
    tables[thing.entity].evidence[field, thing.row] = evidence.isEmpty ? nil : evidence
  }

  mutating func setOrigin(_ thing: ThingReference, file: UInt32, line: Int) {
    tables[thing.entity].setOrigin(row: thing.row, file: file, line: line)
  }

  mutating func setLine(_ thing: ThingReference, field: Int, file: UInt32, line: Int) {
    tables[thing.entity].setLine(field: field, row: thing.row, file: file, line: line)
  }
}
