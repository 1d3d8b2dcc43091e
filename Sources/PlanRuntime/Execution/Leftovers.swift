import Glibc
import Synchronization

/// What a stopped command had collected. To free millions of small things takes longer than a person waits for the prompt,
/// so it is done by a thread of its own, beside whatever comes next.
public enum Leftovers {
  private final class Kept: Sendable {
    let values: [any Sendable]
    init(_ values: [any Sendable]) { self.values = values }
  }
  private static let kept = Mutex<[any Sendable]>([])

  /// Takes hold of something a command is about to let go of because it was stopped.
  public static func keep<T: Sendable>(_ value: T) {
    if Interrupt.isRequested { take(value) }
  }

  static func take<T: Sendable>(_ value: T) { kept.withLock { $0.append(value) } }

  /// Frees what was kept; called where the command itself holds nothing of it any more.
  static func free() {
    if kept.withLock({ $0.isEmpty }) { return }
    let bin = Unmanaged.passRetained(
      kept.withLock { values in
        defer { values = [] }
        return Kept(values)
      })
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        if let argument { Unmanaged<Kept>.fromOpaque(argument).release() }
        return nil
      }, bin.toOpaque())
    if status != 0 { bin.release() }
  }
}
