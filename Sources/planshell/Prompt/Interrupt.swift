import Glibc
import PlanRuntime
import Synchronization

/// Ctrl-C outside the prompt: a wish to stop that the running command looks at as it works.
///
/// ```swift
/// InterruptSignal.install()
/// let answer = run(statement, isCancelled: { InterruptSignal.isRequested })
/// ```
/// Each reading of a line forgets the wish, so that it never reaches the next command.
enum InterruptSignal {
  /// Whether the person has asked for the running command to stop. Cheap enough to look at between batches.
  static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Turns Ctrl-C into `isRequested` from now on. A second Ctrl-C within a second ends the program with status 130, for a
  /// command that does not look.
  static func install() {
    clear()
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in InterruptSignal.request() }
    sigaction(SIGINT, &action, nil)
  }

  /// Runs a command that looks at the wish as it works.
  static func whileRunning<Result>(_ body: () throws -> Result) rethrows -> Result {
    install()
    return try body()
  }

  /// Forgets a wish that was met, or came too late.
  static func clear() {
    requested.store(false, ordering: .relaxed)
    PlanRuntime.Interrupt.clear()
    lastRequest.store(.min, ordering: .relaxed)
  }

  /// Notes one Ctrl-C. Everything in here may run inside a signal handler.
  static func request() {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let milliseconds = Int(now.tv_sec) * 1000 + Int(now.tv_nsec) / 1_000_000
    let earlier = lastRequest.exchange(milliseconds, ordering: .relaxed)
    PlanRuntime.Interrupt.request()
    if requested.exchange(true, ordering: .relaxed), earlier != .min, milliseconds - earlier < 1000 {
      var newline: UInt8 = 0x0A
      _ = write(STDERR_FILENO, &newline, 1)
      _exit(130)
    }
  }

  private static let requested = Atomic(false)
  private static let lastRequest = Atomic(Int.min)
}
