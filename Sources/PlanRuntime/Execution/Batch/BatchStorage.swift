import PlanLang

/// Reads the elements of a chunked array, or of one long array cut the same way, without counting references.
///
/// The snapshot or the column it was made from must outlive it.
struct BatchReader<Element: Sendable>: @unchecked Sendable {
  private let chunks: [UnsafePointer<Element>]
  let count: Int

  init(_ array: ChunkedArray<Element>) {
    // The storage of an array nobody changes stays where it is as long as somebody holds the array.
    chunks = array.chunks.compactMap { chunk in chunk.withUnsafeBufferPointer { $0.baseAddress } }
    count = array.count
  }

  init(_ base: UnsafePointer<Element>, count: Int) {
    chunks = stride(from: 0, to: max(count, 1), by: ChunkedArray<Element>.chunkSize).map { base + $0 }
    self.count = count
  }

  @inline(__always) subscript(index: Int) -> Element {
    chunks[index >> ChunkedArray<Element>.chunkShift][index & ChunkedArray<Element>.chunkMask]
  }

  /// The elements from an index to the end of its chunk.
  @inline(__always) func pointer(at index: Int) -> UnsafePointer<Element> {
    chunks[index >> ChunkedArray<Element>.chunkShift] + (index & ChunkedArray<Element>.chunkMask)
  }

  /// The pointers to the chunks, for loops that look up many elements.
  @inline(__always) func withChunks<T>(_ body: (UnsafePointer<UnsafePointer<Element>>) throws -> T) rethrows -> T? {
    try chunks.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      return try body(base)
    }
  }
}

/// A long array of plain values that several threads fill, each its own stretch.
final class BatchArray<Element: Sendable>: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Element>
  let count: Int

  init(_ element: Element, count: Int) {
    self.count = count
    pointer = .allocate(capacity: max(count, 1))
    pointer.initialize(repeating: element, count: max(count, 1))
  }

  deinit { pointer.deallocate() }

  var reader: BatchReader<Element> { BatchReader(UnsafePointer(pointer), count: count) }
}

/// A computed column: the values of a step for all its rows.
struct BatchColumn: Sendable {
  enum Storage: Sendable {
    case bytes(BatchArray<UInt8>)
    case words(BatchArray<Int32>)
    case longs(BatchArray<Int64>)
    case money(BatchArray<Int64>, BatchArray<UInt8>)
  }
  let kind: BatchKind
  let storage: Storage

  init(kind: BatchKind, count: Int) {
    self.kind = kind
    switch kind.width {
    case .byte: storage = .bytes(BatchArray(0, count: count))
    case .word: storage = .words(BatchArray(0, count: count))
    case .long: storage = .longs(BatchArray(0, count: count))
    case .money: storage = .money(BatchArray(0, count: count), BatchArray(0, count: count))
    }
  }

  var count: Int {
    switch storage {
    case .bytes(let array): array.count
    case .words(let array): array.count
    case .longs(let array): array.count
    case .money(let amounts, _): amounts.count
    }
  }

  /// Things of an entity by their rows.
  init(_ rows: BatchArray<Int32>, of entity: Int) {
    kind = .thing(entity)
    storage = .words(rows)
  }

  /// Puts the values of a block at a place.
  func store(_ vector: BatchVector, _ count: Int, at place: Int) {
    switch storage {
    case .bytes(let array): (array.pointer + place).update(from: vector.bytes, count: count)
    case .words(let array): (array.pointer + place).update(from: vector.words, count: count)
    case .longs(let array): (array.pointer + place).update(from: vector.longs, count: count)
    case .money(let amounts, let currencies):
      (amounts.pointer + place).update(from: vector.longs, count: count)
      if let source = vector.currencies { (currencies.pointer + place).update(from: source, count: count) }
    }
  }

  func set(_ index: Int, _ scalar: BatchScalar) {
    switch storage {
    case .bytes(let array): array.pointer[index] = UInt8(truncatingIfNeeded: scalar.raw)
    case .words(let array): array.pointer[index] = Int32(truncatingIfNeeded: scalar.raw)
    case .longs(let array): array.pointer[index] = scalar.raw
    case .money(let amounts, let currencies):
      amounts.pointer[index] = scalar.raw
      currencies.pointer[index] = scalar.currency
    }
  }

  @inline(__always) func scalar(_ index: Int) -> BatchScalar {
    switch storage {
    case .bytes(let array): BatchScalar(raw: Int64(array.pointer[index]))
    case .words(let array): BatchScalar(raw: Int64(array.pointer[index]))
    case .longs(let array): BatchScalar(raw: array.pointer[index])
    case .money(let amounts, let currencies):
      BatchScalar(raw: amounts.pointer[index], currency: currencies.pointer[index])
    }
  }
}
