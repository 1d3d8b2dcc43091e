import PlanLang

/// One operation over the rows of a block: the compiled form of an expression.
///
/// Nodes hold nothing that changes, so two threads run the same ones, each with a worker of its own.
class BatchNode: @unchecked Sendable {
  let kind: BatchKind
  /// The scratch space of this node in every worker.
  let slot: Int
  /// Whether running it may refuse where the row evaluator would complain, so that it must not be skipped.
  let mayFail: Bool
  /// Whether each row it is run for counts unknown values for the footer.
  let counts: Bool
  /// Whether it is slow enough that only the rows that need it should be asked.
  let isCostly: Bool
  /// Whether several nodes use it, so that a block's values are kept.
  var isShared = false

  init(
    _ kind: BatchKind, slot: Int, from operands: [BatchNode] = [], mayFail: Bool = false, counts: Bool = false,
    isCostly: Bool = false
  ) {
    self.kind = kind
    self.slot = slot
    self.mayFail = mayFail || operands.contains { $0.mayFail }
    self.counts = counts || operands.contains { $0.counts }
    self.isCostly = isCostly || operands.contains { $0.isCostly }
  }

  /// Whether it is to be asked only for the rows that need it.
  var wantsMask: Bool { counts || isCostly }

  /// Computes the values for the worker's block.
  func run(_ worker: BatchWorker) throws -> BatchVector { throw BatchRefusal() }

  /// The values for the worker's block, computed once where several want them.
  @inline(__always) final func vector(_ worker: BatchWorker) throws -> BatchVector {
    guard isShared else { return try run(worker) }
    if let known = worker.kept(slot) { return known }
    let vector = try run(worker)
    worker.keep(slot, vector)
    return vector
  }

  /// The value when it is the same in every row.
  var constant: BatchScalar? { nil }
}

/// One thread's place in a scan: the block at hand and room for every node's values.
final class BatchWorker {
  static let blockSize = ChunkedArray<UInt8>.chunkSize

  /// How many rows the block has.
  private(set) var count = 0
  /// Which of the scanned rows the block begins with.
  var position = 0
  /// The first row of a block without gaps; else `rows` lists them.
  private(set) var start = 0
  var rows: UnsafePointer<Int32>? {
    if isNarrowed { gatherRows() }
    return listed
  }
  private var listed: UnsafePointer<Int32>?
  /// Whether `passes` says which of the block's `width` rows are left, and nobody has asked yet which they are.
  private var isNarrowed = false
  private let passes = UnsafeMutablePointer<UInt8>.allocate(capacity: blockSize)
  private var width = 0
  /// Room for the rows that filters leave, in turn.
  private var room = [UnsafeMutablePointer<Int32>.allocate(capacity: blockSize), .allocate(capacity: blockSize)]
  /// Which rows of the block are really asked for, where a computation is needed for some only: not 0.
  var mask: UnsafePointer<UInt8>?
  /// Rows left out, and values skipped, because unknown.
  var leftOut = 0
  var skipped = 0

  private var scratch: [UnsafeMutableRawPointer?]
  private var currencies: [UnsafeMutablePointer<UInt8>?]
  private var keptVectors: [BatchVector?]
  private var keptBlock: [Int]
  private var tables: [Int: UnsafeMutablePointer<UInt8>] = [:]
  private var ownEvaluator: Evaluator?
  private var block = 0

  init(slots: Int) {
    scratch = Array(repeating: nil, count: slots)
    currencies = Array(repeating: nil, count: slots)
    keptVectors = Array(repeating: nil, count: slots)
    keptBlock = Array(repeating: -1, count: slots)
  }

  deinit {
    for pointer in scratch { pointer?.deallocate() }
    for pointer in currencies { pointer?.deallocate() }
    for pointer in tables.values { pointer.deallocate() }
    for pointer in room { pointer.deallocate() }
    passes.deallocate()
  }

  func begin(start: Int, count: Int) {
    self.start = start
    self.count = count
    listed = nil
    isNarrowed = false
    block += 1
  }

  func begin(rows: UnsafePointer<Int32>, count: Int) {
    listed = rows
    self.count = count
    isNarrowed = false
    block += 1
  }

  /// Goes on with the rows of the block whose truth is yes. Which they are is found out when somebody asks: to count
  /// them nobody needs to know.
  func narrow(to truths: UnsafePointer<UInt8>, passing: Int) {
    if isNarrowed { gatherRows() }
    passes.update(from: truths, count: count)
    width = count
    count = passing
    isNarrowed = true
    block += 1
  }

  private func gatherRows() {
    isNarrowed = false
    let target = room[0]
    room.swapAt(0, 1)
    var place = 0
    if let listed {
      for index in 0..<width {
        target[place] = listed[index]
        place &+= Int(passes[index] >> 1)
      }
    } else {
      let first = Int32(truncatingIfNeeded: start)
      for index in 0..<width {
        target[place] = first &+ Int32(truncatingIfNeeded: index)
        place &+= Int(passes[index] >> 1)
      }
    }
    listed = UnsafePointer(target)
  }

  func kept(_ slot: Int) -> BatchVector? { keptBlock[slot] == block ? keptVectors[slot] : nil }

  func keep(_ slot: Int, _ vector: BatchVector) {
    keptVectors[slot] = vector
    keptBlock[slot] = block
  }

  /// This thread's row evaluator over the same facts as another.
  func rowEvaluator(like other: Evaluator) -> Evaluator {
    if let ownEvaluator { return ownEvaluator }
    let fresh = Evaluator(sharing: other)
    ownEvaluator = fresh
    return fresh
  }

  /// Zeros to note things in for the whole scan.
  func table(_ slot: Int, count: Int) -> UnsafeMutablePointer<UInt8> {
    if let known = tables[slot] { return known }
    let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: max(count, 1))
    fresh.initialize(repeating: 0, count: max(count, 1))
    tables[slot] = fresh
    return fresh
  }

  private func space(_ slot: Int) -> UnsafeMutableRawPointer {
    if let known = scratch[slot] { return known }
    let fresh = UnsafeMutableRawPointer.allocate(byteCount: BatchWorker.blockSize * 8, alignment: 64)
    scratch[slot] = fresh
    return fresh
  }

  func bytes(_ slot: Int) -> UnsafeMutablePointer<UInt8> { space(slot).assumingMemoryBound(to: UInt8.self) }
  func words(_ slot: Int) -> UnsafeMutablePointer<Int32> { space(slot).assumingMemoryBound(to: Int32.self) }
  func longs(_ slot: Int) -> UnsafeMutablePointer<Int64> { space(slot).assumingMemoryBound(to: Int64.self) }
  func currencies(_ slot: Int) -> UnsafeMutablePointer<UInt8> {
    if let known = currencies[slot] { return known }
    let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: BatchWorker.blockSize)
    currencies[slot] = fresh
    return fresh
  }
}
