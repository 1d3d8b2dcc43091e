import PlanLang

/// Writes one field's values, and the lines they stand in, from several threads at once: each thread has chunks of its
/// own, so that none waits for another.
///
/// Holds until the table it was made from is used again.
struct ColumnWriter: @unchecked Sendable {
  typealias Chunks<Element: Sendable> = UnsafeMutablePointer<ContiguousArray<Element>>

  enum Storage {
    case codes(Chunks<UInt8>)
    case narrow(Chunks<Int32>)
    case wide(Chunks<Int64>)
    case money(Chunks<Int64>, Chunks<UInt8>)
    case texts(Chunks<UInt32>)
    case sets(Chunks<[Int32]?>)
  }

  let storage: Storage
  private let lines: Chunks<UInt16>

  fileprivate init(_ storage: Storage, lines: Chunks<UInt16>) {
    self.storage = storage
    self.lines = lines
  }

  @inline(__always) private func put<Element>(_ element: Element, _ row: Int, _ chunks: Chunks<Element>) {
    chunks[row >> ChunkedArray<Element>.chunkShift][row & ChunkedArray<Element>.chunkMask] = element
  }

  @inline(__always) private func get<Element>(_ row: Int, _ chunks: Chunks<Element>) -> Element {
    chunks[row >> ChunkedArray<Element>.chunkShift][row & ChunkedArray<Element>.chunkMask]
  }

  /// Says how many lines below its row's first line the value stands.
  func setLine(_ row: Int, offset: Int) { put(UInt16(offset + 1), row, lines) }

  func set(_ row: Int, code: Int) {
    if case .codes(let chunks) = storage { put(UInt8(code + 1), row, chunks) }
  }

  /// A text by its number + 2, or by another code that will be exchanged for it.
  func set(_ row: Int, textCode: UInt32) {
    if case .texts(let chunks) = storage { put(textCode, row, chunks) }
  }

  func set(_ row: Int, reference: Int) {
    if case .narrow(let chunks) = storage { put(Int32(reference), row, chunks) }
  }

  func set(_ row: Int, references: [Int32]) {
    if case .sets(let chunks) = storage { put(references, row, chunks) }
  }

  /// A number, percent, amount or date; false for any other value.
  func set(_ row: Int, quantity: Value) -> Bool {
    switch (quantity, storage) {
    case (.number(let raw), .wide(let chunks)), (.percent(let raw), .wide(let chunks)): put(raw, row, chunks)
    case (.date(let date), .narrow(let chunks)): put(date.days, row, chunks)
    case (.money(let money), .money(let amounts, let currencies)):
      put(money.amount, row, amounts)
      put(money.currency.index, row, currencies)
    default: return false
    }
    return true
  }

  func isUnknown(_ row: Int) -> Bool {
    switch storage {
    case .codes(let chunks): get(row, chunks) == 0
    case .narrow(let chunks): get(row, chunks) == ValueColumn.unknown32
    case .wide(let chunks): get(row, chunks) == ValueColumn.unknown64
    case .money(_, let currencies): get(row, currencies) == ValueColumn.unknownCurrency
    case .texts(let chunks): get(row, chunks) == 0
    case .sets(let chunks): get(row, chunks) == nil
    }
  }

  /// Exchanges the codes of texts in some rows.
  func exchangeTexts(in rows: Range<Int>, _ exchanged: (UInt32) -> UInt32) {
    guard case .texts(let chunks) = storage else { return }
    for row in rows {
      let code = get(row, chunks)
      let other = exchanged(code)
      if other != code { put(other, row, chunks) }
    }
  }
}

extension ValueColumn {
  /// A writer for the column; nil for one without room.
  mutating func writer(lines: ColumnWriter.Chunks<UInt16>) -> ColumnWriter? {
    var written: ColumnWriter.Storage?
    switch storage {
    case .codes(var array):
      storage = .texts(ChunkedArray())
      written = array.writableChunks().map { .codes($0) }
      storage = .codes(array)
    case .narrow(var array):
      storage = .texts(ChunkedArray())
      written = array.writableChunks().map { .narrow($0) }
      storage = .narrow(array)
    case .wide(var array):
      storage = .texts(ChunkedArray())
      written = array.writableChunks().map { .wide($0) }
      storage = .wide(array)
    case .money(var amounts, var currencies):
      storage = .texts(ChunkedArray())
      if let amounts = amounts.writableChunks(), let currencies = currencies.writableChunks() {
        written = .money(amounts, currencies)
      }
      storage = .money(amounts, currencies)
    case .texts(var array):
      storage = .codes(ChunkedArray())
      written = array.writableChunks().map { .texts($0) }
      storage = .texts(array)
    case .sets(var array):
      storage = .texts(ChunkedArray())
      written = array.writableChunks().map { .sets($0) }
      storage = .sets(array)
    }
    return written.map { ColumnWriter($0, lines: lines) }
  }
}
