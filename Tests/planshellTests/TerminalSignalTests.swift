import Foundation
import Glibc
import Testing

@testable import planshell

/// The other side of a terminal on which a real program runs: a process of its own, that the terminal's signals reach.
final class ProgramTerminal: @unchecked Sendable {
  let outer: Int32
  private let inner: Int32
  let path: String
  private var screen: TerminalScreen

  init(rows: Int, columns: Int) throws {
    var outer: Int32 = 0
    var inner: Int32 = 0
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&outer, &inner, nil, nil, &size) == 0, let name = ttyname(inner) else {
      throw PromptSession.Failure.noTerminal
    }
    self.outer = outer
    self.inner = inner
    path = String(cString: name)
    // The inner end stays open here, so that the terminal lives from before the program to after it.
    screen = TerminalScreen(rows: rows, columns: columns)
  }

  func send(_ keys: String) {
    _ = keys.withCString { write(outer, $0, strlen($0)) }
  }

  func resize(rows: Int, columns: Int) {
    screen.resize(rows: rows, columns: columns)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(outer, UInt(TIOCSWINSZ), &size)
  }

  /// Waits until the screen is as wanted. False when that does not happen.
  func wait(until isReached: ([String]) -> Bool) -> Bool {
    let limit = Date().addingTimeInterval(20)
    while Date() < limit {
      if isReached(screen.text) { return true }
      var poller = pollfd(fd: outer, events: Int16(POLLIN), revents: 0)
      guard poll(&poller, 1, 20) > 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(outer, &bytes, bytes.count)
      if count > 0 { screen.feed(bytes[..<count]) }
    }
    return false
  }

  var text: [String] { screen.text }

  /// Hangs up, which ends a program that is still there.
  func hangUp() {
    close(inner)
    close(outer)
  }
}

/// Has `person` use a terminal in a thread of its own, while the program runs in another process.
func use(_ terminal: ProgramTerminal, _ person: @escaping @Sendable (ProgramTerminal) -> [String]) async -> Task<
  [String], Never
> {
  Task.detached {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let failures = person(terminal)
        if !failures.isEmpty { terminal.hangUp() }
        continuation.resume(returning: failures)
      }
    }
  }
}

/// Makes a terminal the process's own, as a shell does for the programs it starts.
func takeOver(terminal path: String) {
  // Whatever goes wrong, the process does not outlive the test by much.
  alarm(120)
  // Tests run in threads that signals are kept from; a program's own first thread receives them.
  var all = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_UNBLOCK, &all, nil)
  setsid()
  let terminal = open(path, O_RDWR)
  _ = ioctl(terminal, UInt(TIOCSCTTY), 0)
  for descriptor in 0...2 as ClosedRange<Int32> { dup2(terminal, descriptor) }
  setenv("TERM", "xterm-256color", 1)
  setenv("EDITRC", "/dev/null", 1)
}

/// What the program under test does: makes the terminal its own and runs a small session on it.
private func runProgram(onTerminal path: String) {
  takeOver(terminal: path)
  let reader = makeLineReader(assistant: FakeLanguage(), colour: .never, historyFile: nil)
  print("process \(getpid())")
  while true {
    fflush(nil)
    switch reader.read(Prompt("> ")) {
    case .line("work"):
      print("working")
      fflush(nil)
      while !InterruptSignal.isRequested { usleep(1000) }
      print("stopped")
    case .line("hang"):
      print("hanging")
      fflush(nil)
      while !InterruptSignal.isRequested { usleep(1000) }
      print("asked in vain")
      fflush(nil)
      while true { usleep(1000) }
    case .line(let text): print("got \(text)")
    case .interrupted: print("given up")
    case .endOfFile:
      fflush(nil)
      exit(0)
    }
  }
}

extension TerminalTests {
  @Suite struct Signals {
    private static func process(in text: [String]) -> pid_t? {
      text.first { $0.hasPrefix("process ") }.flatMap { pid_t($0.dropFirst(8)) }
    }

    @Test func signalsWhileEditing() async throws {
      let terminal = try ProgramTerminal(rows: 20, columns: 40)
      let person = await use(terminal) { terminal in
        var failures: [String] = []
        func expect(_ what: String, _ isReached: ([String]) -> Bool) {
          if !terminal.wait(until: isReached) { failures.append("\(what): \(terminal.text)") }
        }
        expect("the prompt") { $0.last == ">" }
        guard let process = Signals.process(in: terminal.text) else { return ["no process"] }
        terminal.send("some text")
        expect("typed text") { $0.last == "> some text" }
        kill(process, SIGINT)
        expect("a new line after an interrupt") { $0.suffix(3) == ["> some text^C", "given up", ">"] }
        terminal.send("a line that is wider than the window will be")
        expect("a wrapped line") { $0.last == "ill be" }
        terminal.resize(rows: 20, columns: 20)
        expect("the line in its new shape") {
          $0.suffix(3) == ["> a line that is wid", "er than the window w", "ill be"]
        }
        terminal.send("\u{3}after\u{1A}")
        expect("the line again after a stop that nobody takes up") { $0.suffix(2) == ["> after", "> after"] }
        kill(process, SIGSTOP)
        kill(process, SIGCONT)
        expect("the line again after a stop from outside") { $0.last == "> after" }
        terminal.send("!\r")
        expect("the line run") { $0.suffix(2) == ["got after!", ">"] }
        terminal.send("\u{4}")
        return failures
      }
      let path = terminal.path
      await #expect(processExitsWith: .exitCode(0)) { [path = path as String] in runProgram(onTerminal: path) }
      let failures = await person.value
      #expect(failures == [])
    }

    @Test func controlCStopsACommand() async throws {
      let terminal = try ProgramTerminal(rows: 20, columns: 40)
      let person = await use(terminal) { terminal in
        var failures: [String] = []
        func expect(_ what: String, _ isReached: ([String]) -> Bool) {
          if !terminal.wait(until: isReached) { failures.append("\(what): \(terminal.text)") }
        }
        expect("the prompt") { $0.last == ">" }
        terminal.send("work\r")
        expect("a running command") { $0.last == "working" || $0.dropLast().last == "working" }
        terminal.send("\u{3}")
        expect("the next prompt") { $0.suffix(2) == ["^Cstopped", ">"] }
        terminal.send("hang\r")
        expect("a command that does not look") { $0.last == "hanging" || $0.dropLast().last == "hanging" }
        terminal.send("\u{3}")
        // Two signals at once would be one; the second is sent when the first has been seen.
        expect("the first wish") { $0.contains("^Casked in vain") }
        terminal.send("\u{3}")
        return failures
      }
      let path = terminal.path
      await #expect(processExitsWith: .exitCode(130)) { [path = path as String] in runProgram(onTerminal: path) }
      let failures = await person.value
      #expect(failures == [])
    }

    @Test func beingEndedLeavesTheTerminalUsable() async throws {
      let terminal = try ProgramTerminal(rows: 20, columns: 40)
      let inner = open(terminal.path, O_RDWR | O_NOCTTY)
      let person = await use(terminal) { terminal in
        guard terminal.wait(until: { $0.last == ">" }), let process = Signals.process(in: terminal.text) else {
          return ["no prompt: \(terminal.text)"]
        }
        terminal.send("text")
        guard terminal.wait(until: { $0.last == "> text" }) else { return ["no text"] }
        kill(process, SIGTERM)
        return terminal.wait(until: { $0.suffix(2) == ["> text", ""] }) ? [] : ["no fresh row: \(terminal.text)"]
      }
      let path = terminal.path
      await #expect(processExitsWith: .signal(SIGTERM)) { [path = path as String] in runProgram(onTerminal: path) }
      let failures = await person.value
      #expect(failures == [])
      var modes = termios()
      tcgetattr(inner, &modes)
      #expect(modes.c_lflag & tcflag_t(ECHO | ICANON | ISIG) == tcflag_t(ECHO | ICANON | ISIG))
      close(inner)
    }
  }
}
