import PlanLang

// Both threads at once for what is plain.

extension DataLoader {
  /// Reads what is plain of the values of a large load, on two threads; returns what is left to the careful way.
  mutating func readPlainValues() -> (blocks: [Int], rows: [Int]) {
    let pool = editor.snapshot.pool
    guard fragments.count + rowFragments.count >= thingsForTwo, pool.count < PlainTexts.mostKnown else {
      return (Array(fragments.indices), Array(rowFragments.indices))
    }
    var share = (first: 0, second: 0)
    let stretches = before.indices.map { entity in
      let count = editor.snapshot.tables[entity].count
      // Both threads have whole chunks, so that no chunk is written by two.
      let chunk = ChunkedArray<UInt8>.chunkSize
      var middle = (before[entity] + count) / 2 / chunk * chunk
      // What can't be shared goes to the one with less to do.
      if middle <= before[entity], share.first <= share.second { middle = count }
      share.first += max(middle - before[entity], 0)
      share.second += count - max(middle, before[entity])
      return (0..<middle, middle..<count)
    }
    let writers = editor.columnWriters()
    let left = stretches.map(\.0)
    let right = stretches.map(\.1)
    var unknown: [ContiguousArray<UnsafeBufferPointer<UInt8>>] = []
    var pending: [[[Bool]]] = []
    var blocks: [Int] = []
    var rows: [Int] = []
    do {
      let shared = PlainReader.Shared(
        catalog: catalog, snapshot: editor.snapshot, index: index, texts: texts, columnLists: columnLists,
        extended: extended, writers: writers, pool: pool.reader)
      let first = PlainReader.Carrier(PlainReader(shared, thread: 0))
      let second = PlainReader.Carrier(PlainReader(shared, thread: 1))
      fragments.withUnsafeBufferPointer { fragments in
        rowFragments.withUnsafeBufferPointer { rowFragments in
          let (blocks, rows) = (Fragments(fragments), Fragments(rowFragments))
          BatchThread.both(
            { second.reader.read(blocks: blocks.list, rows: rows.list, in: right) },
            { first.reader.read(blocks: fragments, rows: rowFragments, in: left) })
        }
      }
      for reader in [first.reader, second.reader] {
        unknown.append(reader.unknownTexts)
        pending.append(reader.pendingFields)
        blocks += reader.carefulBlocks
        rows += reader.carefulRows
      }
    }
    // Texts the pool has not seen get their numbers now, in an order that does not depend on the threads.
    let numbers = unknown.map { list in list.map { pool.number(of: $0) + 2 } }
    for (entity, stretch) in stretches.enumerated() {
      for (field, writer) in writers[entity].enumerated() where pending.contains(where: { $0[entity][field] }) {
        writer?.exchangeTexts(in: before[entity]..<stretch.1.upperBound) { code in
          guard code >= PlainTexts.pending else { return code }
          let place = PlainTexts.place(code)
          return numbers[place.thread][place.position]
        }
      }
    }
    return (blocks.sorted(), rows.sorted())
  }

  /// A list of fragments, which nobody changes while two threads look at it.
  private struct Fragments: @unchecked Sendable {
    let list: UnsafeBufferPointer<Fragment>
    init(_ list: UnsafeBufferPointer<Fragment>) { self.list = list }
  }
}
