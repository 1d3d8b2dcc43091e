import Glibc
import PlanRuntime
import Synchronization

/// The line that says a long command is still at work: shown after half a second, taken away before anything else is
/// written, and never shown where nobody looks.
///
/// A thread of its own draws it, so that it is there also when the command looks up only now and then.
final class ProgressLine: Sendable {
  struct Settings: Sendable {
    /// Seconds of silence before the line is shown.
    var delay = 0.5
    /// Seconds between two drawings.
    var interval = 0.2
    /// Seconds on a clock that only goes forward.
    var clock: @Sendable () -> Double = { Clock.seconds() }
    /// Whether the line may be dimmed.
    var usesStyle = false
  }

  private struct State {
    var begin = 0.0
    var isWorking = false
    var isShown = false
    /// Drawn only while nothing else is said: not while a question waits for its answer.
    var isQuiet = false
  }

  private let device: TerminalDevice
  private let settings: Settings
  private let state = Mutex(State())

  init(device: TerminalDevice, settings: Settings = Settings()) {
    self.device = device
    self.settings = settings
  }

  /// The progress line of the error output; nil when that is no terminal that can take a line back.
  static func onErrorOutput(color: ColourChoice, environment: (String) -> String? = environmentValue) -> ProgressLine? {
    let device = TerminalDevice(input: STDIN_FILENO, output: STDERR_FILENO)
    guard device.isOutputTerminal, let kind = environment("TERM"), !["", "dumb", "unknown"].contains(kind) else {
      return nil
    }
    var settings = Settings()
    settings.usesStyle = color.allows(STDERR_FILENO)
    return ProgressLine(device: device, settings: settings)
  }

  /// Runs something that may take long, with the line beside it.
  func during<Result>(_ meter: WorkMeter, _ body: () throws -> Result) rethrows -> Result {
    guard let wakeup = Wakeup() else { return try body() }
    state.withLock {
      $0.isWorking = true
      $0.begin = settings.clock()
    }
    let drawing = DrawingThread { [self] in draw(meter, until: wakeup) }
    defer {
      state.withLock {
        $0.isWorking = false
        erase(&$0)
      }
      wakeup.signal()
      drawing.join()
    }
    return try body()
  }

  /// Writes something else: the line gives way, and comes back after a while of silence.
  func aside<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.withLock {
      erase(&$0)
      $0.isQuiet = true
    }
    defer {
      state.withLock {
        $0.isQuiet = false
        $0.begin = settings.clock()
      }
    }
    return try body()
  }

  private func draw(_ meter: WorkMeter, until wakeup: Wakeup) {
    while true {
      let wait = state.withLock { max($0.begin + settings.delay - settings.clock(), settings.interval / 4) }
      let isShown = state.withLock { $0.isShown }
      var poller = pollfd(fd: wakeup.readEnd, events: Int16(POLLIN), revents: 0)
      if poll(&poller, 1, Int32((isShown ? settings.interval : wait) * 1000) + 1) > 0 { return }
      state.withLock { state in
        let now = settings.clock()
        guard state.isWorking, !state.isQuiet, now - state.begin >= settings.delay else { return }
        let text = ProgressLine.text(meter, seconds: now - state.begin, columns: device.size.columns)
        device.write("\r" + (settings.usesStyle ? Style.dim.sequence + text + Style.reset : text) + "\u{1B}[K")
        state.isShown = true
      }
    }
  }

  private func erase(_ state: inout State) {
    if state.isShown { device.write("\r\u{1B}[K") }
    state.isShown = false
  }

  /// `working · 3 s · 1,204,000 rows · Ctrl-C stops`, as much of it as fits.
  static func text(_ meter: WorkMeter, seconds: Double, columns: Int) -> String {
    let tenths = Int(seconds * 10)
    var parts = [tenths < 100 ? "\(tenths / 10).\(tenths % 10) s" : "\(tenths / 10) s"]
    if let (read, all) = meter.filesSoFar {
      parts.insert("loading", at: 0)
      parts.append("file \(min(read + 1, all)) of \(all)")
    } else {
      parts.insert("working", at: 0)
      if meter.rowsSoFar > 0 { parts.append("\(DigitGroups.grouped("\(meter.rowsSoFar)")) rows") }
    }
    parts.append("Ctrl-C stops")
    return String(parts.joined(separator: " · ").prefix(max(columns - 1, 0)))
  }
}

/// A thread that is waited for.
private final class DrawingThread {
  private final class Work {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  private var thread = pthread_t()
  private let isRunning: Bool

  init(_ body: @escaping @Sendable () -> Void) {
    let work = Unmanaged.passRetained(Work(body))
    // Signals are for the threads that work.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    let status = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    pthread_sigmask(SIG_SETMASK, &before, nil)
    isRunning = status == 0
    if !isRunning { work.release() }
  }

  func join() { if isRunning { pthread_join(thread, nil) } }
}
