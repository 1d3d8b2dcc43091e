import PlanLang

/// The things of one entity: who they stand in, their labels, and a column for every stored field.
///
/// What is asked for every row is inlined, or the table would be copied, with a reference counted for each of its lists,
/// to be handed to the function.
struct EntityTable: Sendable {
  /// How many rows there are, removed ones included.
  private(set) var count = 0
  /// How many rows the columns have room for.
  private var capacity = 0
  private(set) var liveCount = 0
  /// 1 for a thing that is there, 0 for one that was removed.
  var alive = ChunkedArray<UInt8>()
  /// Label text numbers; composite and missing labels are kept in the fields.
  var names = ChunkedArray<UInt32>()
  /// Where names are, found out when it pays; shared by copies until names change.
  private var index = NameIndex()
  /// The entity and row of the parent; -1 at the top.
  var parentEntity = ChunkedArray<Int16>()
  var parentRow = ChunkedArray<Int32>()
  /// The next thing of this entity in the same parent; -1 at the end.
  var nextSibling = ChunkedArray<Int32>()
  /// The things of one child entity in each row of this table: the first and the last; -1 for none.
  private struct Children {
    let entity: Int
    var first = ChunkedArray<Int32>()
    var last = ChunkedArray<Int32>()
  }
  private var children: [Children] = []
  /// Stored fields by position; computed fields have none.
  var columns: [ValueColumn?]
  /// The evidence there is for values.
  var evidence = SparseFields<[Evidence]>()
  /// Where each row's block starts: file number (0 none) and line.
  var originFile = ChunkedArray<UInt32>()
  var originLine = ChunkedArray<UInt32>()
  /// For each field, how many lines below its row's first line the value stands, + 1; 0 when it was not read there.
  var lineOffsets: [ChunkedArray<UInt16>?]
  /// Values read from other places than their row's block.
  var otherOrigins = SparseFields<UInt64>()

  init(entity: Entity) {
    columns = entity.fields.map { $0.isComputed ? nil : ValueColumn(type: $0.type, capacity: 0) }
    lineOffsets = Array(repeating: nil, count: entity.fields.count)
  }

  /// Adds columns for fields declared since.
  mutating func conform(to entity: Entity) {
    while columns.count < entity.fields.count {
      let field = entity.fields[columns.count]
      columns.append(field.isComputed ? nil : ValueColumn(type: field.type, capacity: capacity))
      lineOffsets.append(nil)
    }
  }

  @inline(__always) func isAlive(_ row: Int) -> Bool { row >= 0 && row < count && alive[row] == 1 }

  /// The stored value of a field; unknown for what was removed.
  @inline(__always) func value(_ row: Int, field: Int, _ pool: TextPool) -> Value {
    guard isAlive(row), field < columns.count else { return .unknown }
    // Where it stands, so that no reference to the column has to be counted.
    return columns.withUnsafeBufferPointer { $0[field]?.value(row, pool) ?? .unknown }
  }

  /// A row and the ones after it in the same parent, as far as they are there.
  @inline(__always) func siblings(from first: Int32) -> [Int] {
    if first < 0 { return [] }
    var count = 0
    var row = first
    while row >= 0 {
      count += Int(alive[Int(row)])
      row = nextSibling[Int(row)]
    }
    var rows: [Int] = []
    rows.reserveCapacity(count)
    addSiblings(from: first, to: &rows)
    return rows
  }

  @inline(__always) func addSiblings(from first: Int32, to rows: inout [Int]) {
    var row = first
    while row >= 0 {
      if alive[Int(row)] == 1 { rows.append(Int(row)) }
      row = nextSibling[Int(row)]
    }
  }

  @inline(__always) func parent(_ row: Int) -> ThingReference? {
    let entity = parentEntity[row]
    return entity < 0 ? nil : ThingReference(entity: Int(entity), row: Int(parentRow[row]))
  }

  /// Whether a row is a thing in a parent; nil is the top.
  func isThing(_ row: Int, in parent: ThingReference?) -> Bool {
    alive[row] == 1 && Int(parentRow[row]) == parent?.row ?? -1
      && Int(parentEntity[row]) == parent?.entity ?? -1
  }

  /// Adds a row and returns its number.
  mutating func append(name: UInt32, parent: ThingReference?) -> Int {
    let row = count
    alive.append(1)
    names.append(name)
    if index.isUsed { index = NameIndex() }
    parentEntity.append(parent.map { Int16($0.entity) } ?? -1)
    parentRow.append(parent.map { Int32($0.row) } ?? -1)
    nextSibling.append(-1)
    if row == capacity { makeRoom() }
    originFile.append(0)
    originLine.append(0)
    count += 1
    liveCount += 1
    return row
  }

  private mutating func makeRoom() {
    capacity = BlankChunks<UInt8>.size(after: count)
    for index in columns.indices { columns[index]?.pad(to: capacity) }
    for index in lineOffsets.indices where lineOffsets[index] != nil {
      lineOffsets[index]?.pad(to: capacity, with: EntityTable.noOffsets)
    }
  }

  /// Makes the rows of another table count, whose structure has been added.
  mutating func grow(by other: EntityTable) {
    count += other.count
    liveCount += other.liveCount
    guard count > capacity else { return }
    while capacity < count { capacity = BlankChunks<UInt8>.size(after: capacity) }
    for index in columns.indices { columns[index]?.pad(to: capacity) }
    for index in lineOffsets.indices where lineOffsets[index] != nil {
      lineOffsets[index]?.pad(to: capacity, with: EntityTable.noOffsets)
    }
  }

  /// Forgets where names are, as there are more now.
  mutating func forgetIndex() { if index.isUsed { index = NameIndex() } }

  /// Puts the lines of one field's values in another table into the rows from `first` on.
  mutating func putLines(_ other: ChunkedArray<UInt16>, _ number: Int, _ field: Int, at first: Int) {
    if lineOffsets[field] == nil {
      var offsets = ChunkedArray<UInt16>()
      offsets.pad(to: capacity, with: EntityTable.noOffsets)
      lineOffsets[field] = offsets
    }
    lineOffsets[field]?.put(other, number, at: first, EntityTable.noOffsets) { $0 }
  }

  /// Adds what stands in the things of another table, which begin at row `first` here.
  ///
  /// - Parameter rows: how many things of each entity there were before.
  mutating func appendChildren(_ other: EntityTable, at first: Int, _ rows: [Int]) {
    for list in other.children {
      let slot = children.firstIndex { $0.entity == list.entity } ?? children.count
      if slot == children.count { children.append(Children(entity: list.entity)) }
      let shift = Int32(rows[list.entity])
      children[slot].first.fill(to: first, with: -1)
      children[slot].last.fill(to: first, with: -1)
      children[slot].first.append(list.first, list.first.count) { $0 < 0 ? $0 : $0 + shift }
      children[slot].last.append(list.last, list.last.count) { $0 < 0 ? $0 : $0 + shift }
    }
  }

  private static let noOffsets = BlankChunks<UInt16>(0)

  mutating func setAlive(_ row: Int, _ value: Bool) {
    guard (alive[row] == 1) != value else { return }
    alive[row] = value ? 1 : 0
    liveCount += value ? 1 : -1
  }

  mutating func setName(_ row: Int, _ name: UInt32) {
    names[row] = name
    index = NameIndex()
  }

  /// The rows of the things that are there with a name, in their order.
  @inline(__always) func rows(named name: UInt32) -> [Int] {
    index.rows(named: name, in: names).filter { alive[$0] == 1 }
  }

  mutating func setNextSibling(_ row: Int, _ next: Int32) { nextSibling[row] = next }

  /// Makes `child` the last thing of an entity in a row, and returns the one that was last before, or -1.
  mutating func linkChild(entity: Int, row: Int, child: Int32) -> Int32 {
    let slot: Int
    if let known = children.firstIndex(where: { $0.entity == entity }) {
      slot = known
    } else {
      slot = children.count
      children.append(Children(entity: entity))
    }
    if children[slot].last.count <= row {
      children[slot].first.fill(to: row + 1, with: -1)
      children[slot].last.fill(to: row + 1, with: -1)
    }
    let last = children[slot].last[row]
    if last < 0 { children[slot].first[row] = child }
    children[slot].last[row] = child
    return last
  }

  @inline(__always) func firstChild(of row: Int, entity: Int) -> Int32 {
    guard let slot = children.firstIndex(where: { $0.entity == entity }), row < children[slot].first.count else {
      return -1
    }
    return children[slot].first[row]
  }

  mutating func setOrigin(row: Int, file: UInt32, line: Int) {
    originFile[row] = file
    originLine[row] = UInt32(line)
  }

  /// Records the line a value was read from; line 0 forgets it.
  mutating func setLine(field: Int, row: Int, file: UInt32, line: Int) {
    guard field >= 0 else { return }
    if line == 0 {
      if lineOffsets[field] != nil { lineOffsets[field]?[row] = 0 }
      otherOrigins[field, row] = nil
      return
    }
    let offset = line - Int(originLine[row])
    if file == originFile[row], offset >= 0, offset < 65_535 {
      if lineOffsets[field] == nil {
        var offsets = ChunkedArray<UInt16>()
        offsets.pad(to: capacity, with: EntityTable.noOffsets)
        lineOffsets[field] = offsets
      }
      lineOffsets[field]?[row] = UInt16(offset + 1)
      otherOrigins[field, row] = nil
    } else {
      otherOrigins[field, row] = UInt64(file) << 32 | UInt64(line)
    }
  }

  /// Writers for all stored fields, by field; they hold until the table is used again.
  mutating func writers() -> [ColumnWriter?] {
    columns.indices.map { field in
      guard columns[field] != nil else { return nil }
      if lineOffsets[field] == nil {
        var offsets = ChunkedArray<UInt16>()
        offsets.pad(to: capacity, with: EntityTable.noOffsets)
        lineOffsets[field] = offsets
      }
      guard let lines = lineOffsets[field]?.writableChunks() else { return nil }
      return columns[field]?.writer(lines: lines)
    }
  }

  /// The file number and line of a value, or nil when it was not read from a file.
  @inline(__always) func line(field: Int, row: Int) -> (file: UInt32, line: Int)? {
    if field < 0 { return originFile[row] == 0 ? nil : (originFile[row], Int(originLine[row])) }
    if let other = otherOrigins[field, row] { return (UInt32(other >> 32), Int(other & 0xFFFF_FFFF)) }
    guard let offsets = lineOffsets[field], offsets[row] > 0 else { return nil }
    return (originFile[row], Int(originLine[row]) + Int(offsets[row]) - 1)
  }
}
