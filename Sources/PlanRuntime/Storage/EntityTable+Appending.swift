import PlanLang

/// How the numbers of a snapshot's parts change where its things are put behind those of another.
struct Renumbering {
  /// How many things of each entity there were before.
  let rows: [Int]
  /// The number of each text.
  let texts: ContiguousArray<UInt32>
  /// The number of each file.
  let files: [UInt32]
}

extension EntityTable {
  /// Adds the things of another table of the same entity, behind the last.
  mutating func append(_ other: EntityTable, _ numbers: Renumbering) {
    let first = count
    let number = other.count
    alive.append(other.alive, number) { $0 }
    numbers.texts.withUnsafeBufferPointer { texts in names.append(other.names, number) { texts[Int($0)] } }
    forgetIndex()
    parentEntity.append(other.parentEntity, number) { $0 }
    appendParentRows(other, numbers)
    nextSibling.append(other.nextSibling, number) { $0 < 0 ? $0 : $0 + Int32(first) }
    numbers.files.withUnsafeBufferPointer { files in originFile.append(other.originFile, number) { files[Int($0)] } }
    originLine.append(other.originLine, number) { $0 }
    grow(by: other)
    for field in columns.indices {
      if let column = other.columns[field] { columns[field]?.put(column, number, at: first, numbers) }
      if let offsets = other.lineOffsets[field] { putLines(offsets, number, field, at: first) }
    }
    appendChildren(other, at: first, numbers.rows)
    evidence.append(other.evidence, shift: Int32(first)) { $0 }
    otherOrigins.append(other.otherOrigins, shift: Int32(first)) { origin in
      UInt64(numbers.files[Int(origin >> 32)]) << 32 | origin & 0xFFFF_FFFF
    }
  }

  private mutating func appendParentRows(_ other: EntityTable, _ numbers: Renumbering) {
    guard let entity = other.onlyParentEntity else {
      // Its things stand in things of several entities.
      for row in 0..<other.count {
        let entity = Int(other.parentEntity[row])
        parentRow.append(entity < 0 ? -1 : other.parentRow[row] + Int32(numbers.rows[entity]))
      }
      return
    }
    let shift = entity < 0 ? 0 : Int32(numbers.rows[entity])
    parentRow.append(other.parentRow, other.count) { $0 + shift }
  }

  /// The entity all parents are of (-1 for the top), or nil.
  private var onlyParentEntity: Int? {
    guard count > 0 else { return nil }
    let first = parentEntity[0]
    var left = count
    for chunk in parentEntity.chunks {
      for entity in chunk.prefix(left) where entity != first { return nil }
      left -= min(left, chunk.count)
    }
    return Int(first)
  }
}

extension ValueColumn {
  /// Puts the first values of another column of the same type into the rows from `first` on.
  mutating func put(_ other: ValueColumn, _ number: Int, at first: Int, _ numbers: Renumbering) {
    // What rows of other things are called here: only references and sets of them hold such.
    var shift: Int32 = 0
    if case .entity(let target) = type { shift = Int32(numbers.rows[target]) }
    if case .set(.entity(let target)) = type { shift = Int32(numbers.rows[target]) }
    // Taken out while it is written to, so that it is nobody else's and no list is copied.
    switch storage {
    case .codes(var array):
      storage = .texts(ChunkedArray())
      if case .codes(let codes) = other.storage { array.put(codes, number, at: first, ValueColumn.noCodes) { $0 } }
      storage = .codes(array)
    case .narrow(var array):
      storage = .texts(ChunkedArray())
      if case .narrow(let values) = other.storage {
        array.put(values, number, at: first, ValueColumn.noNarrow) { $0 <= ValueColumn.absent32 ? $0 : $0 + shift }
      }
      storage = .narrow(array)
    case .wide(var array):
      storage = .texts(ChunkedArray())
      if case .wide(let values) = other.storage { array.put(values, number, at: first, ValueColumn.noWide) { $0 } }
      storage = .wide(array)
    case .money(var amounts, var currencies):
      storage = .texts(ChunkedArray())
      if case .money(let otherAmounts, let otherCurrencies) = other.storage {
        amounts.put(otherAmounts, number, at: first, ValueColumn.noAmounts) { $0 }
        currencies.put(otherCurrencies, number, at: first, ValueColumn.noCurrencies) { $0 }
      }
      storage = .money(amounts, currencies)
    case .texts(var array):
      storage = .codes(ChunkedArray())
      if case .texts(let values) = other.storage {
        numbers.texts.withUnsafeBufferPointer { texts in
          array.put(values, number, at: first, ValueColumn.noTexts) { $0 < 2 ? $0 : texts[Int($0) - 2] + 2 }
        }
      }
      storage = .texts(array)
    case .sets(var array):
      storage = .texts(ChunkedArray())
      if case .sets(let values) = other.storage {
        array.put(values, number, at: first, ValueColumn.noSets) { shift == 0 ? $0 : $0?.map { $0 + shift } }
      }
      storage = .sets(array)
    }
  }
}

extension Snapshot {
  /// Adds the things of another snapshot of the same catalog behind those of each entity.
  ///
  /// - Parameter texts: the number here of each text there.
  mutating func append(_ other: Snapshot, texts: ContiguousArray<UInt32>) {
    let numbers = Renumbering(
      rows: (0..<tables.count).map { tables[$0].count }, texts: texts,
      files: other.files.map { $0.isEmpty ? 0 : fileNumber($0) })
    for entity in 0..<other.tables.count where other.tables[entity].count > 0 {
      appendTable(other.tables[entity], entity, numbers)
    }
  }
}
