import PlanLang
import Synchronization

/// Whether the person asked the running command to stop.
public enum Interrupt {
  private static let flag = Atomic<Bool>(false)

  public static var isRequested: Bool { flag.load(ordering: .relaxed) }
  /// Asks the running command to stop; safe in a signal handler.
  public static func request() { flag.store(true, ordering: .relaxed) }
  public static func clear() { flag.store(false, ordering: .relaxed) }

  /// Throws where the person asked to stop; for work that goes over no rows.
  @inline(__always) public static func check() throws {
    if isRequested { throw Diagnostic(.interrupted, "stopped") }
  }
}
