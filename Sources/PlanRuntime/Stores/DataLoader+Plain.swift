import PlanLang

// Both threads at once for what is plain.

extension DataLoader {
  /// Reads what is plain of the values of a large load, on two threads (those of a piece on one, as the other has its own
  /// piece); returns what is left to the careful way.
  mutating func readPlainValues() -> (blocks: [Int], rows: [Int]) {
    let pool = editor.snapshot.pool
    guard piece != nil || fragments.count + rowFragments.count >= thingsForTwo, pool.count < PlainTexts.mostKnown else {
      return (Array(fragments.indices), Array(rowFragments.indices))
    }
    var share = (first: 0, second: 0)
    let stretches = before.indices.map { entity in
      let count = editor.snapshot.tables[entity].count
      // Both threads have whole chunks, so that no chunk is written by two.
      let chunk = ChunkedArray<UInt8>.chunkSize
      var middle = piece == nil ? (before[entity] + count) / 2 / chunk * chunk : count
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
        extended: extended, isPiece: piece != nil, writers: writers, pool: pool.reader)
      let here = PlainReader.Carrier(PlainReader(shared, thread: 0, forms))
      let there = piece == nil ? PlainReader.Carrier(PlainReader(shared, thread: 1, EntityForms(catalog))) : nil
      fragments.withUnsafeBufferPointer { fragments in
        rowFragments.withUnsafeBufferPointer { rowFragments in
          let (blocks, rows) = (Fragments(fragments), Fragments(rowFragments))
          let work = { here.reader.read(blocks: fragments, rows: rowFragments, in: left) }
          guard let there else { return work() }
          BatchThread.both({ there.reader.read(blocks: blocks.list, rows: rows.list, in: right) }, work)
        }
      }
      for reader in [here.reader, there?.reader].compactMap({ $0 }) {
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
