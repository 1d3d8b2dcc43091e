import PlanLang

/// The numbers of the block's rows themselves.
final class BatchRowNode: BatchNode, @unchecked Sendable {
  override func run(_ worker: BatchWorker) throws -> BatchVector {
    if let rows = worker.rows { return BatchVector(rows) }
    let result = worker.words(slot)
    let start = Int32(worker.start)
    for index in 0..<worker.count { result[index] = start &+ Int32(truncatingIfNeeded: index) }
    return BatchVector(result)
  }
}

/// The same value in every row.
final class BatchConstantNode: BatchNode, @unchecked Sendable {
  private let scalar: BatchScalar

  init(_ kind: BatchKind, _ scalar: BatchScalar, slot: Int) {
    self.scalar = scalar
    super.init(kind, slot: slot)
  }

  override var constant: BatchScalar? { scalar }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let count = worker.count
    switch kind.width {
    case .byte:
      let result = worker.bytes(slot)
      result.update(repeating: UInt8(truncatingIfNeeded: scalar.raw), count: count)
      return BatchVector(result)
    case .word:
      let result = worker.words(slot)
      result.update(repeating: Int32(truncatingIfNeeded: scalar.raw), count: count)
      return BatchVector(result)
    case .long:
      let result = worker.longs(slot)
      result.update(repeating: scalar.raw, count: count)
      return BatchVector(result)
    case .money:
      let result = worker.longs(slot)
      let currencies = worker.currencies(slot)
      result.update(repeating: scalar.raw, count: count)
      currencies.update(repeating: scalar.currency, count: count)
      return BatchVector(result, currencies)
    }
  }
}

/// The values of a column for the block's rows, or for the things another node names.
final class BatchGatherNode: BatchNode, @unchecked Sendable {
  enum Source: Sendable {
    case bytes(BatchReader<UInt8>)
    case words(BatchReader<Int32>)
    case longs(BatchReader<Int64>)
    case money(BatchReader<Int64>, BatchReader<UInt8>)
    /// Text numbers as columns store them, 2 too large.
    case texts(BatchReader<UInt32>)
    /// Text numbers of labels.
    case names(BatchReader<UInt32>)
  }
  private let source: Source
  private let base: BatchNode?
  private let alive: BatchReader<UInt8>?
  /// Whether it reads a column of facts for the scanned rows themselves.
  let isOwn: Bool
  /// Keeps the memory the readers point into.
  private let owner: (any Sendable)?

  init(
    _ kind: BatchKind, _ source: Source, of base: BatchNode?, alive: BatchReader<UInt8>? = nil,
    owner: (any Sendable)? = nil, slot: Int
  ) {
    self.source = source
    self.base = base
    self.alive = alive
    self.owner = owner
    isOwn = base == nil && owner == nil
    super.init(kind, slot: slot, from: base.map { [$0] } ?? [])
  }

  convenience init(_ column: BatchColumn, of base: BatchNode?, slot: Int) {
    let source: Source =
      switch column.storage {
      case .bytes(let array): .bytes(array.reader)
      case .words(let array): .words(array.reader)
      case .longs(let array): .longs(array.reader)
      case .money(let amounts, let currencies): .money(amounts.reader, currencies.reader)
      }
    self.init(column.kind, source, of: base, owner: column, slot: slot)
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let rows: UnsafePointer<Int32>
    if let base {
      rows = try base.vector(worker).words
    } else if let listed = worker.rows {
      rows = listed
    } else {
      return straight(worker)
    }
    // Only a row named by a reference can be unknown, none or removed.
    let isSure = base == nil
    let count = worker.count
    @inline(__always) func gather<T, R>(
      _ reader: BatchReader<T>, _ unknown: R, _ absent: R, _ result: UnsafeMutablePointer<R>, _ convert: (T) -> R
    ) {
      _ = reader.withChunks { chunks in
        let shift = ChunkedArray<T>.chunkShift
        let mask = ChunkedArray<T>.chunkMask
        if isSure {
          for index in 0..<count {
            let row = Int(rows[index])
            result[index] = convert(chunks[row >> shift][row & mask])
          }
          return
        }
        for index in 0..<count {
          let row = Int(rows[index])
          if row < 0 {
            result[index] = row == Int(BatchCode.absent32) ? absent : unknown
          } else if let alive, alive[row] == 0 {
            result[index] = unknown
          } else {
            result[index] = convert(chunks[row >> shift][row & mask])
          }
        }
      }
    }
    switch source {
    case .bytes(let reader):
      let result = worker.bytes(slot)
      let isTruth = kind == .truth
      gather(
        reader, isTruth ? BatchCode.open : BatchCode.unknown8, isTruth ? BatchCode.open : BatchCode.absent8, result
      ) { $0 }
      return BatchVector(result)
    case .words(let reader):
      let result = worker.words(slot)
      gather(reader, BatchCode.unknown32, BatchCode.absent32, result) { $0 }
      return BatchVector(result)
    case .longs(let reader):
      let result = worker.longs(slot)
      gather(reader, BatchCode.unknown64, BatchCode.absent64, result) { $0 }
      return BatchVector(result)
    case .money(let amounts, let codes):
      let result = worker.longs(slot)
      let currencies = worker.currencies(slot)
      gather(amounts, 0, 0, result) { $0 }
      gather(codes, BatchCode.unknownCurrency, BatchCode.absentCurrency, currencies) { $0 }
      return BatchVector(result, currencies)
    case .texts(let reader):
      let result = worker.words(slot)
      gather(reader, BatchCode.unknown32, BatchCode.absent32, result) { BatchGatherNode.text($0) }
      return BatchVector(result)
    case .names(let reader):
      let result = worker.words(slot)
      gather(reader, BatchCode.unknown32, BatchCode.absent32, result) { Int32(bitPattern: $0) }
      return BatchVector(result)
    }
  }

  @inline(__always) private static func text(_ number: UInt32) -> Int32 {
    number >= 2 ? Int32(bitPattern: number &- 2) : number == 0 ? BatchCode.unknown32 : BatchCode.absent32
  }

  /// A block without gaps is read where it lies.
  private func straight(_ worker: BatchWorker) -> BatchVector {
    switch source {
    case .bytes(let reader): return BatchVector(reader.pointer(at: worker.start))
    case .words(let reader): return BatchVector(reader.pointer(at: worker.start))
    case .longs(let reader): return BatchVector(reader.pointer(at: worker.start))
    case .money(let amounts, let currencies):
      return BatchVector(amounts.pointer(at: worker.start), currencies.pointer(at: worker.start))
    case .texts(let reader):
      let values = reader.pointer(at: worker.start)
      let result = worker.words(slot)
      for index in 0..<worker.count { result[index] = BatchGatherNode.text(values[index]) }
      return BatchVector(result)
    case .names(let reader):
      let values = reader.pointer(at: worker.start)
      let result = worker.words(slot)
      for index in 0..<worker.count { result[index] = Int32(bitPattern: values[index]) }
      return BatchVector(result)
    }
  }
}

/// A computation about a thing that is itself computed: unknown where the thing is, none where there is none.
final class BatchGuardNode: BatchNode, @unchecked Sendable {
  private let base: BatchNode
  private let body: BatchNode

  init(_ base: BatchNode, _ body: BatchNode, slot: Int) {
    self.base = base
    self.body = body
    super.init(body.kind, slot: slot, from: [base, body])
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let rows = try base.vector(worker).words
    let values = try body.vector(worker)
    let count = worker.count
    func guarded<T>(_ source: UnsafePointer<T>, _ result: UnsafeMutablePointer<T>, _ unknown: T, _ absent: T) {
      for index in 0..<count {
        let row = rows[index]
        result[index] = row >= 0 ? source[index] : row == BatchCode.absent32 ? absent : unknown
      }
    }
    switch kind.width {
    case .byte:
      let result = worker.bytes(slot)
      let isTruth = kind == .truth
      guarded(
        values.bytes, result, isTruth ? BatchCode.open : BatchCode.unknown8,
        isTruth ? BatchCode.open : BatchCode.absent8)
      return BatchVector(result)
    case .word:
      let result = worker.words(slot)
      guarded(values.words, result, BatchCode.unknown32, BatchCode.absent32)
      return BatchVector(result)
    case .long:
      let result = worker.longs(slot)
      guarded(values.longs, result, BatchCode.unknown64, BatchCode.absent64)
      return BatchVector(result)
    case .money:
      let result = worker.longs(slot)
      let currencies = worker.currencies(slot)
      guard let source = values.currencies else { throw BatchRefusal() }
      guarded(values.longs, result, 0, 0)
      guarded(source, currencies, BatchCode.unknownCurrency, BatchCode.absentCurrency)
      return BatchVector(result, currencies)
    }
  }
}

/// How many members a stored set has, for `any(set)` and `count(set)`; unknown where the set is.
final class BatchSetCountNode: BatchNode, @unchecked Sendable {
  private let reader: BatchReader<[Int32]?>
  private let base: BatchNode?
  private let alive: BatchReader<UInt8>?

  init(_ reader: BatchReader<[Int32]?>, of base: BatchNode?, alive: BatchReader<UInt8>?, slot: Int) {
    self.reader = reader
    self.base = base
    self.alive = alive
    super.init(.number, slot: slot, from: base.map { [$0] } ?? [])
  }

  override func run(_ worker: BatchWorker) throws -> BatchVector {
    let result = worker.longs(slot)
    let rows = try base?.vector(worker).words ?? worker.rows
    for index in 0..<worker.count {
      let row = rows.map { Int($0[index]) } ?? worker.start + index
      if row < 0 {
        // No thing, no members; an unknown thing, unknown members.
        result[index] = row == Int(BatchCode.absent32) ? 0 : BatchCode.unknown64
      } else if base != nil, let alive, alive[row] == 0 {
        result[index] = BatchCode.unknown64
      } else {
        result[index] = reader[row].map { Int64($0.count) * Fixed.numberScale } ?? BatchCode.unknown64
      }
    }
    return BatchVector(result)
  }
}
