import ArgumentParser
import Glibc
import PlanLang
import PlanRuntime

/// `planshell bench`: times loading and texts inside the program, for `scripts/bench`.
struct BenchCommand: ShellCommand {
  static let about = CommandConfiguration(
    commandName: "bench", _superCommandName: PlanShell.name, abstract: "Time loading and queries inside the program.",
    shouldDisplay: false)

  @Argument(help: "Files or folders to load.")
  var paths: [String] = []

  @Option(help: "How often each text runs.")
  var `repeat`: Int = 5

  @Option(name: .customShort("c"), help: "A text to time; may be repeated.")
  var texts: [String] = []

  @Flag(help: "Time parsing alone.")
  var parse = false

  @OptionGroup var options: CommonOptions

  func run() throws {
    let output = try options.console()
    if parse { return try timeParsing(output) }
    let start = Clock.seconds()
    let silent = SilentOutput()
    let session = Session(catalog: StandardLibrary.catalog(), today: try options.date(), output: silent)
    session.assumesYes = true
    do { if !paths.isEmpty { try session.load(paths: paths) } } catch let failure as SessionFailure {
      output.report(failure.diagnostics)
      throw ExitStatus(code: failure.exitStatus)
    }
    let loadSeconds = Clock.seconds() - start
    let bytes = paths.reduce(0) { $0 + InputReader.size(of: $1) }
    let afterLoad = Memory.resident()
    for text in texts {
      var seconds: [Double] = []
      var runSeconds: [Double] = []
      do {
        for _ in 0..<max(1, `repeat`) {
          seconds.append(try Clock.seconds { try session.run(SourceText(text)) })
        }
        let checked = try session.check(SourceText(text))
        for _ in 0..<max(1, `repeat`) { runSeconds.append(try Clock.seconds { try session.run(checked) }) }
        // The answer is kept of one more run: a result that somebody holds keeps the facts it came from as well.
        silent.isKept = true
        try session.run(checked)
        silent.isKept = false
      } catch let failure as SessionFailure {
        output.report(failure.diagnostics)
        throw ExitStatus(code: failure.exitStatus)
      }
      defer { silent.last = nil }
      let rows =
        silent.last.map { ResultRenderer(format: .json, isTerminal: false, width: 0, colors: false).render($0) }
        ?? "[]\n"
      let flat = rows.split(separator: "\n").joined(separator: " ")
      Console.write(
        "{\"load_seconds\": \(loadSeconds), \"load_bytes\": \(bytes), \"rss_bytes\": \(afterLoad), \"peak_rss_bytes\": \(Memory.peak()), \"seconds\": \(seconds), \"run_seconds\": \(runSeconds), \"rows\": \(flat)}\n",
        to: STDOUT_FILENO)
    }
  }

  private func timeParsing(_ output: ConsoleOutput) throws {
    var sources: [SourceText] = []
    for path in paths { sources += try InputReader.sources(path) }
    var seconds: [Double] = []
    for _ in 0..<max(1, `repeat`) {
      seconds.append(Clock.seconds { for source in sources { _ = Parser.parse(source) } })
    }
    Console.write(
      "{\"bytes\": \(sources.reduce(0) { $0 + $1.bytes.count }), \"seconds\": \(seconds)}\n", to: STDOUT_FILENO)
  }

  /// Shows nothing, and keeps the last result where it is asked to.
  private final class SilentOutput: SessionOutput {
    var last: ResultTable?
    var isKept = false
    func show(_ table: ResultTable, _ presentation: Presentation) throws { if isKept { last = table } }
    func show(text: String) {}
    func note(_ text: String) {}
    func report(_ diagnostics: [Diagnostic]) {}
    func confirm(_ question: String) -> Bool? { true }
  }
}

/// The monotonic clock.
enum Clock {
  static func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  /// How long something takes.
  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let begin = seconds()
    try body()
    return seconds() - begin
  }
}

/// The process's memory as the kernel counts it.
enum Memory {
  static func resident() -> Int {
    guard let source = try? InputReader.file("/proc/self/statm") else { return 0 }
    let fields = source.text.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(getpagesize()) : 0
  }

  static func peak() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(0), &usage)  // RUSAGE_SELF
    return usage.ru_maxrss * 1024
  }
}
