import PlanLang
import Synchronization

/// The work of one statement: how far it has come, how much it may do, and where a wish to stop is met.
///
/// One unit of work is one row looked at. Whatever may take long counts its rows here, so that Ctrl-C, the budget and a
/// progress line have one place to look. Read from any thread.
public final class WorkMeter: Sendable {
  private let rows = Atomic<Int>(0)
  private let files = Atomic<Int>(0)
  private let filesInAll = Atomic<Int>(0)
  private let most = Atomic<Int>(.max)
  /// Where a further thread's rows are counted in the end.
  private let whole: WorkMeter?

  public init() { whole = nil }

  /// A meter for a further thread that works on the same statement.
  init(partOf whole: WorkMeter) { self.whole = whole }

  /// How many rows a statement may look at; nil for as many as it takes.
  public var budget: Int? {
    get {
      let most = most.load(ordering: .relaxed)
      return most == .max ? nil : most
    }
    set { most.store(newValue.map { max($0, 0) } ?? .max, ordering: .relaxed) }
  }

  /// How many rows the statement has looked at so far.
  public var rowsSoFar: Int { rows.load(ordering: .relaxed) }

  /// How many of the files to load are read; nil when nothing is being loaded.
  public var filesSoFar: (read: Int, all: Int)? {
    let all = filesInAll.load(ordering: .relaxed)
    return all == 0 ? nil : (files.load(ordering: .relaxed), all)
  }

  /// Begins a statement.
  func begin() {
    rows.store(0, ordering: .relaxed)
    filesInAll.store(0, ordering: .relaxed)
  }

  /// Counts a row looked at by the thread the session runs on; throws when the work is to stop.
  @inline(__always) func countRow() throws {
    // Only this thread counts now: no need for the dearer addition.
    let soFar = rows.load(ordering: .relaxed) &+ 1
    rows.store(soFar, ordering: .relaxed)
    if soFar & 0x1F == 0 || soFar > most.load(ordering: .relaxed) { try look(soFar) }
  }

  /// Counts the rows of a block, from whichever thread works on it; throws when the work is to stop.
  func count(_ number: Int) throws { try look(rows.add(number, ordering: .relaxed).newValue) }

  private func look(_ soFar: Int) throws {
    guard whole == nil else { return try passOn() }
    try Interrupt.check()
    let most = most.load(ordering: .relaxed)
    if soFar > most {
      throw Diagnostic(
        .stepBudget, "this looks at more than \(most) row\(most == 1 ? "" : "s"), which is its budget",
        notes: ["ask about less with `use` or `where`, or allow more with `--budget`"])
    }
  }

  /// Hands what was counted so far to the meter this is a part of.
  func passOn() throws {
    guard let whole else { return }
    let counted = rows.exchange(0, ordering: .relaxed)
    if counted > 0 { try whole.count(counted) }
  }

  /// Begins to load files.
  func beginFiles(_ count: Int) {
    files.store(0, ordering: .relaxed)
    filesInAll.store(count, ordering: .relaxed)
  }

  func countFile() { files.add(1, ordering: .relaxed) }
  /// Counts files no longer that will be read again.
  func takeBack(files number: Int) { files.subtract(number, ordering: .relaxed) }
  func endFiles() { filesInAll.store(0, ordering: .relaxed) }
}
