import PlanLang
import Synchronization

/// Whether the person asked the running command to stop.
public enum Interrupt {
  private static let flag = Atomic<Bool>(false)

  public static var isRequested: Bool { flag.load(ordering: .relaxed) }
  /// Asks the running command to stop; safe in a signal handler.
  public static func request() { flag.store(true, ordering: .relaxed) }
  public static func clear() { flag.store(false, ordering: .relaxed) }

  static var diagnostic: Diagnostic {
    Diagnostic(.interrupted, "stopped", notes: ["nothing was changed"])
  }
}
