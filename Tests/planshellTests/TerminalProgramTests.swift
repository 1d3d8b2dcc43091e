import Foundation
import Glibc
import Testing

@testable import PlanRuntime
@testable import planshell

/// Puts the program itself in this process's place, on a terminal and with nobody's settings.
private func becomePlanshell(onTerminal path: String, program: String, folder: String, arguments: [String]) {
  takeOver(terminal: path)
  for name in ["HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] { setenv(name, folder, 1) }
  // Without colours there are no suggestions to wait for.
  setenv("NO_COLOR", "1", 1)
  chdir(folder)
  var words = ([program] + arguments).map { strdup($0) } + [nil]
  execv(program, &words)
  exit(97)
}

extension TerminalTests {
  /// The program at a terminal, as a person meets it: what takes long says so, can be stopped, and harms nothing.
  @Suite struct Program {
    /// Facts over which some questions take minutes.
    private static let facts: String = {
      var text = """
        entity firm plural firms { size number }
        entity person plural persons in firm { power number; boss person }
        entity link plural links in firm unlabelled { a person; b person }
        let slow = persons | where count(all persons where count(all persons where power > this.power) > 1) > 1
        check hard on person {
          test t "T" { pass when count(all persons where count(all persons where power > this.power) > 1) > 1 }
        }
        firm "Second" { size = 2; person "Z" { power = 3 } }
        firm "First" {
          size = 1

        """
      for number in 0..<1_200 { text += "  person \"P\(number)\" { power = \(number) }\n" }
      for number in 0..<1_199 { text += "  link { a = \"P\(number)\"; b = \"P\(number + 1)\" }\n" }
      return text + "}\n"
    }()

    private static func withFolder(_ body: (String) async throws -> Void) async throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("terminal-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      try Data(facts.utf8).write(to: folder.appendingPathComponent("facts.plan"))
      try await body(folder.path)
    }

    private static func isAtPrompt(_ text: [String]) -> Bool { text.last == "plan>" }

    @Test func controlCStopsWhateverRuns() async throws {
      try await Program.withFolder { folder in
        // A file that takes long to read.
        var large = "firm \"Large\" {\n"
        for number in 0..<150_000 { large += "  person \"L\(number)\" { power = \(number) }\n" }
        try Data((large + "}\n").utf8).write(to: URL(fileURLWithPath: folder + "/large.txt"))
        let terminal = try ProgramTerminal(rows: 30, columns: 120)
        let person = await use(terminal) { terminal in
          var failures: [String] = []
          func expect(_ what: String, _ isReached: ([String]) -> Bool) {
            if failures.isEmpty, !terminal.wait(until: isReached) { failures.append("\(what): \(terminal.text)") }
          }
          expect("the prompt") { Program.isAtPrompt($0) }
          for text in [
            "slow | count", "slow | sort power", "persons | sort count(slow where power > this.power)",
            "persons | count by count(slow where power > this.power)",
            "persons | matrix count(slow) by power", "persons | show share(count(slow where power > this.power)), name",
            "check hard", "check all", "check hard for firm \"First\"", "why count(slow)",
            "for each p in persons { for each q in persons { for each r in persons { if p.power > 9999 { print \"no\" } } } }",
            "compare baseline, \"Twice\" on count(slow) because", "path from persons to persons along link",
            "load \"large.txt\"", "use firm \"First\"; persons | set power = count(slow where power > this.power)",
          ] {
            // A fresh screen each time, so that nothing old is taken for new.
            terminal.send("\u{C}")
            expect("a clear screen") { $0 == ["plan>"] || $0.filter { !$0.isEmpty } == ["plan>"] }
            if text.contains("Twice") {
              terminal.send("scenario \"Twice\" { firm \"First\" | set size = 2 }\r")
              expect("a scenario") { Program.isAtPrompt($0) }
            }
            terminal.send(text + "\r")
            expect("\(text): a progress line") { $0.contains { $0.contains("Ctrl-C stops") } }
            terminal.send("\u{3}")
            expect("\(text): stopped, and a prompt") {
              ($0.last?.hasPrefix("plan") ?? false) && $0.contains { $0.contains("error[P0507]: stopped") }
            }
            // The progress line is gone.
            if terminal.text.contains(where: { $0.contains("Ctrl-C stops") }) {
              failures.append("\(text): \(terminal.text)")
            }
            terminal.send("use all; all persons | summarize n = count(), most = max(power)\r")
            expect("\(text): the facts as they were") { $0.contains("1201  1199") && Program.isAtPrompt($0) }
            if !failures.isEmpty { return failures }
          }
          // The text stopped is still there to be taken up again.
          terminal.send("slow | count\r")
          expect("a progress line") { $0.contains { $0.contains("Ctrl-C stops") } }
          terminal.send("\u{3}")
          expect("stopped") { Program.isAtPrompt($0) }
          terminal.send("\u{1B}[A")
          expect("the text again") { $0.last == "plan> slow | count" }
          terminal.send("\u{15}\u{4}")
          return failures
        }
        let (path, program) = (terminal.path, CommandLineTests.program)
        await #expect(processExitsWith: .exitCode(0)) {
          [path = path as String, program = program as String, folder = folder as String] in
          becomePlanshell(onTerminal: path, program: program, folder: folder, arguments: ["facts.plan"])
        }
        let failures = await person.value
        #expect(failures == [])
      }
    }

    @Test func theGuardAsksAndListens() async throws {
      try await Program.withFolder { folder in
        let terminal = try ProgramTerminal(rows: 30, columns: 120)
        let person = await use(terminal) { terminal in
          var failures: [String] = []
          func expect(_ what: String, _ isReached: ([String]) -> Bool) {
            if failures.isEmpty, !terminal.wait(until: isReached) { failures.append("\(what): \(terminal.text)") }
          }
          let question = "This changes 2 things and reaches 2 firms. Go on? [y/N]"
          expect("the prompt") { Program.isAtPrompt($0) }
          // No, no answer, a stray key beside a yes, Ctrl-D and Ctrl-C all mean no, and the next question is asked all the same.
          for answer in ["n\r", "\r", "maybe\r", "\u{C}y\r", "\u{4}", "\u{3}"] {
            terminal.send("\u{C}firms | set size = 7\r")
            expect("the question") { $0.last == question }
            terminal.send(answer)
            expect("nothing changed") { $0.contains("nothing was changed") && Program.isAtPrompt($0) }
            terminal.send("firms | where size = 7 | count\r")
            expect("the sizes") { $0.suffix(2) == ["    0", "plan>"] }
          }
          // What is typed ahead is left for the prompt.
          terminal.send("\u{C}firms | set size = 7\r")
          expect("the question") { $0.last == question }
          terminal.send("yes\rfirms | where size = 7 | count\r")
          expect("changed") { $0.contains("changed 2 things") && $0.suffix(2) == ["    2", "plan>"] }
          // Whoever leaves is told what goes with the session.
          terminal.send("scenario \"S\" { firm \"First\" | set size = 3 }\r")
          expect("the prompt") { Program.isAtPrompt($0) && $0.contains { $0.contains("scenario") } }
          terminal.send("\u{4}")
          expect("what goes") { $0.contains { $0.hasPrefix("2 changes were not kept: this version can't save") } }
          return failures
        }
        let (path, program) = (terminal.path, CommandLineTests.program)
        await #expect(processExitsWith: .exitCode(0)) {
          [path = path as String, program = program as String, folder = folder as String] in
          becomePlanshell(onTerminal: path, program: program, folder: folder, arguments: ["facts.plan"])
        }
        let failures = await person.value
        #expect(failures == [])
      }
    }

    @Test func aOneLinerShowsProgressAndEndsWith130() async throws {
      try await Program.withFolder { folder in
        let terminal = try ProgramTerminal(rows: 10, columns: 120)
        let person = await use(terminal) { terminal in
          guard terminal.wait(until: { $0.contains { $0.hasPrefix("working · ") && $0.contains(" rows · ") } }) else {
            return ["no progress: \(terminal.text)"]
          }
          terminal.send("\u{3}")
          return terminal.wait(until: { $0.first?.hasSuffix("error[P0507]: stopped") ?? false })
            ? [] : ["not stopped: \(terminal.text)"]
        }
        let (path, program) = (terminal.path, CommandLineTests.program)
        await #expect(processExitsWith: .exitCode(130)) {
          [path = path as String, program = program as String, folder = folder as String] in
          becomePlanshell(
            onTerminal: path, program: program, folder: folder, arguments: ["-c", "slow | count", "facts.plan"])
        }
        let failures = await person.value
        #expect(failures == [])
      }
    }
  }
}

/// The progress line by itself, with a clock that is turned by hand.
@Suite struct ProgressLineTests {
  /// A pipe in place of the error output.
  private final class Drain {
    let readEnd: Int32
    let writeEnd: Int32
    init() {
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      (readEnd, writeEnd) = (ends[0], ends[1])
      _ = fcntl(readEnd, F_SETFL, O_NONBLOCK)
    }
    deinit {
      close(readEnd)
      close(writeEnd)
    }
    var text: String {
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = read(readEnd, &bytes, bytes.count)
      return String(decoding: bytes[..<max(count, 0)], as: UTF8.self)
    }
    /// Waits for some text.
    func next() -> String {
      var poller = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
      return poll(&poller, 1, 10_000) > 0 ? text : ""
    }
  }

  private func line(_ drain: Drain, now: @escaping @Sendable () -> Double) -> ProgressLine {
    var settings = ProgressLine.Settings()
    settings.interval = 0.01
    settings.clock = now
    return ProgressLine(device: TerminalDevice(input: drain.readEnd, output: drain.writeEnd), settings: settings)
  }

  @Test func nothingIsShownBeforeHalfASecond() {
    let drain = Drain()
    // The clock stands still: half a second never passes.
    line(drain, now: { 0 }).during(WorkMeter()) { _ = usleep(60_000) }
    #expect(drain.text == "")
  }

  @Test func theLineIsTakenAway() {
    let drain = Drain()
    let seconds = Ticks()
    let progress = line(drain, now: { seconds.next() })
    progress.during(WorkMeter()) {
      let shown = drain.next()
      #expect(shown.hasPrefix("\rworking · "))
      #expect(shown.hasSuffix("\u{1B}[K"))
    }
    #expect(drain.text.hasSuffix("\r\u{1B}[K"))
  }

  @Test func theLineGivesWay() {
    let drain = Drain()
    let seconds = Ticks()
    let progress = line(drain, now: { seconds.next() })
    progress.during(WorkMeter()) {
      _ = drain.next()
      progress.aside {
        #expect(drain.text.hasSuffix("\r\u{1B}[K"))
        // Nothing is drawn over what is being said.
        usleep(50_000)
        #expect(drain.text == "")
      }
      #expect(drain.next().hasPrefix("\rworking"))
    }
  }

  @Test func theTextFitsTheLine() {
    let meter = WorkMeter()
    #expect(ProgressLine.text(meter, seconds: 0.52, columns: 80) == "working · 0.5 s · Ctrl-C stops")
    #expect(ProgressLine.text(meter, seconds: 12.7, columns: 80) == "working · 12 s · Ctrl-C stops")
    #expect(ProgressLine.text(meter, seconds: 12.7, columns: 12) == "working · 1")
  }

  /// A clock that goes on by a second at each look.
  private final class Ticks: @unchecked Sendable {
    private let lock = NSLock()
    private var seconds = 0.0
    func next() -> Double {
      lock.lock()
      defer { lock.unlock() }
      seconds += 1
      return seconds
    }
  }
}
