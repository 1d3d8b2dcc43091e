import CLibEdit
import Glibc
import Synchronization

/// The signals that matter while a person edits a line. They are noted here and handled where the reader waits, because
/// almost nothing may be done inside a handler.
enum SignalWatch {
  struct Signals: OptionSet, Sendable {
    let rawValue: UInt64
    static let interrupt = Signals(SIGINT)
    static let stop = Signals(SIGTSTP)
    static let resume = Signals(SIGCONT)

    init(rawValue: UInt64) { self.rawValue = rawValue }
    init(_ signal: Int32) { rawValue = 1 << UInt64(signal) }
  }

  /// The signals that end the program. The terminal has to be put right before they may.
  static let ending: [Int32] = [SIGTERM, SIGHUP, SIGQUIT]

  /// Notes signals for as long as `body` runs, and wakes `wakeup` at each.
  static func during<Result>(waking wakeup: Wakeup, _ body: () -> Result) -> Result {
    pending.store(0, ordering: .relaxed)
    wakeDescriptor.store(wakeup.writeEnd, ordering: .relaxed)
    var previous: [(Int32, sigaction)] = []
    for signal in [SIGINT, SIGTSTP, SIGCONT, SIGWINCH] + ending {
      // What was ignored when the program started (by nohup, or a shell without job control) stays ignored.
      if cle_is_ignored(signal) == 1 { continue }
      var earlier = sigaction()
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { SignalWatch.note($0) }
      sigaction(signal, &action, &earlier)
      previous.append((signal, earlier))
    }
    defer {
      for (signal, var earlier) in previous { sigaction(signal, &earlier, nil) }
      wakeDescriptor.store(-1, ordering: .relaxed)
    }
    return body()
  }

  /// The signals since the last call.
  static func take() -> Signals {
    Signals(rawValue: pending.exchange(0, ordering: .relaxed))
  }

  /// Lets a signal do what it does by default, then goes back to noting it.
  ///
  /// - Parameter wholeGroup: whether the other programs of the same job are meant too, as with a key of the terminal.
  static func letThrough(_ signal: Int32, wholeGroup: Bool = false) {
    if cle_is_ignored(signal) == 1 { return }
    var earlier = sigaction()
    var standard = sigaction()
    sigaction(signal, nil, &earlier)
    if wholeGroup {
      // The group's signal reaches this process too, in a thread and at a moment of the system's choice. So it is ignored
      // here, and the one that counts is sent to this very thread.
      cle_ignore(signal)
      kill(0, signal)
    }
    sigaction(signal, &standard, nil)
    raise(signal)
    sigaction(signal, &earlier, nil)
  }

  private static func note(_ signal: Int32) {
    let errorBefore = errno
    pending.bitwiseOr(Signals(signal).rawValue, ordering: .relaxed)
    let descriptor = wakeDescriptor.load(ordering: .relaxed)
    var byte: UInt8 = 1
    if descriptor >= 0 { _ = write(descriptor, &byte, 1) }
    errno = errorBefore
  }

  private static let pending = Atomic<UInt64>(0)
  private static let wakeDescriptor = Atomic<Int32>(-1)
}
