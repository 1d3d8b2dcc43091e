import Glibc
import PlanLang

/// Rows on their way through the steps of a query: a table's, or those a step computed, with filters not yet applied.
struct BatchRows {
  /// The entity whose things the rows stand for; nil for plain rows.
  var entity: Int?
  /// How many rows there are to number, from 0.
  var size: Int
  /// Which of them are meant, in order; nil means all.
  var order: [Int32]?
  /// The things of computed rows; nil when a row's number is its thing's row.
  var things: BatchColumn?
  var columns: [BatchColumn] = []
  var filters: [BatchNode] = []
  /// The nodes that read the row's thing and columns.
  var row: BatchCompiler.Row

  var count: Int { order?.count ?? size }
}

/// Goes over rows in blocks, with a second thread where there is enough to do.
enum BatchScan {
  /// Runs `body` for each block of the rows that pass the filters; returns each thread's state, in the order of the rows.
  static func run<State>(
    _ rows: BatchRows, _ compiler: BatchCompiler, _ counters: inout BatchCounters, makeState: () -> State,
    _ body: @escaping (BatchWorker, inout State) throws -> Void
  ) throws -> [State] {
    let blockSize = BatchWorker.blockSize
    let blocks = (rows.count + blockSize - 1) / blockSize
    let threads = rows.count >= compiler.evaluator.parallelThreshold ? 2 : 1
    var parts: [BatchPart<State>] = []
    for thread in 0..<threads {
      let range = blocks * thread / threads..<blocks * (thread + 1) / threads
      parts.append(
        BatchPart(rows, range, BatchWorker(slots: compiler.slots), makeState(), compiler.evaluator.work, body))
    }
    if parts.count == 2 { BatchThread.both({ parts[1].work() }, { parts[0].work() }) } else { parts[0].work() }
    for part in parts { if let error = part.error { throw error } }
    for part in parts {
      counters.leftOut += part.worker.leftOut
      counters.skipped += part.worker.skipped
    }
    return parts.map(\.state)
  }
}

/// What a step adds to the counts of the footer.
struct BatchCounters {
  var leftOut = 0
  var skipped = 0
  /// The checks whose share is in these counts.
  var checks: Set<Evaluator.CheckKey> = []
}

/// One thread's share of a scan.
private final class BatchPart<State>: @unchecked Sendable {
  private let rows: BatchRows
  private let blocks: Range<Int>
  let worker: BatchWorker
  var state: State
  var error: (any Error)?
  private let meter: WorkMeter
  private let body: (BatchWorker, inout State) throws -> Void

  init(
    _ rows: BatchRows, _ blocks: Range<Int>, _ worker: BatchWorker, _ state: State, _ meter: WorkMeter,
    _ body: @escaping (BatchWorker, inout State) throws -> Void
  ) {
    self.meter = meter
    self.rows = rows
    self.blocks = blocks
    self.worker = worker
    self.state = state
    self.body = body
  }

  func work() {
    do { try scan() } catch { self.error = error }
  }

  private func scan() throws {
    let blockSize = BatchWorker.blockSize
    for block in blocks {
      let start = block * blockSize
      let count = min(blockSize, rows.count - start)
      try meter.count(count)
      worker.position = start
      if let order = rows.order {
        try order.withUnsafeBufferPointer { list in
          guard let base = list.baseAddress else { return }
          worker.begin(rows: base + start, count: count)
          try finish()
        }
      } else {
        worker.begin(start: start, count: count)
        try finish()
      }
    }
  }

  /// Applies the filters to the worker's block and hands on what is left.
  private func finish() throws {
    for filter in rows.filters {
      let truths = try filter.vector(worker).bytes
      let (passing, open) = BatchPart.tally(truths, worker.count)
      worker.leftOut += open
      if passing == 0 { return }
      if passing < worker.count { worker.narrow(to: truths, passing: passing) }
    }
    try body(worker, &state)
  }

  /// How many of a block's truths are yes and how many are open, eight at a time.
  private static func tally(_ truths: UnsafePointer<UInt8>, _ count: Int) -> (yes: Int, open: Int) {
    var yes = 0
    var open = 0
    let words = count / 8
    let raw = UnsafeRawPointer(truths)
    for index in 0..<words {
      let word = raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
      open &+= (word & 0x0101_0101_0101_0101).nonzeroBitCount
      yes &+= (word & 0x0202_0202_0202_0202).nonzeroBitCount
    }
    for index in words * 8..<count {
      open &+= truths[index] == BatchCode.open ? 1 : 0
      yes &+= truths[index] == BatchCode.yes ? 1 : 0
    }
    return (yes, open)
  }
}

/// Two pieces of work at the same time.
enum BatchThread {
  private final class Work: @unchecked Sendable {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  /// As much room for deeply nested definitions as the thread a session runs on has; only what is used is taken.
  private static let stackSize = 64 << 20

  /// Runs `first` on a thread of its own and `second` here, and returns when both are done.
  static func both(_ first: @escaping () -> Void, _ second: () -> Void) {
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, stackSize)
    defer { pthread_attr_destroy(&attributes) }
    let work = Unmanaged.passRetained(Work(first))
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    guard status == 0 else {
      // No thread to be had: one after the other.
      work.release()
      second()
      first()
      return
    }
    second()
    pthread_join(thread, nil)
  }
}
