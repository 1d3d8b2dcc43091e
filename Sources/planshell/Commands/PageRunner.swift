import PlanLang
import PlanRuntime

/// What the command line says about running pages.
struct PageSettings {
  var format: OutputFormat = .table
  /// The day that counts as today, where the command line names one; it wins over the page's front matter.
  var today: CalendarDate?
  var assumesYes = false
}

/// Runs a Markdown page's `plan` fences in order and puts their results in place.
struct PageRunner {
  let settings: PageSettings
  let output: ConsoleOutput
  let parameters: [String: String]

  /// What became of one `plan` fence.
  struct FenceResult {
    var text = ""
    var diagnostics: [Diagnostic] = []
    var failedExpectations = 0
    var exitStatus: Int32 = 0
  }

  /// Collects a fence's results as text.
  final class Collector: SessionOutput {
    var text = ""
    var diagnostics: [Diagnostic] = []
    var spacing = ResultSpacing()
    let format: OutputFormat
    let output: ConsoleOutput

    init(format: OutputFormat, output: ConsoleOutput) {
      self.format = format
      self.output = output
    }

    func show(_ table: ResultTable, _ presentation: Presentation) throws {
      if presentation.file != nil { return try output.show(table, presentation) }
      let chosen = presentation.format.flatMap { OutputFormat(rawValue: $0) } ?? format
      let renderer = ResultRenderer(format: chosen, isTerminal: false, width: 0, colors: false)
      text += spacing.before(table, chosen) + renderer.render(table)
    }
    func show(text: String) { self.text += visibleLines(text) + "\n" }
    func note(_ text: String) {}
    func report(_ diagnostics: [Diagnostic]) { self.diagnostics += diagnostics }
    func confirm(_ question: String) -> Bool { false }
  }

  /// A page's session: dated, with its audience and accounts, as its front matter says.
  func session(for page: LiteratePage, file: String, paths: [String], collector: Collector) throws -> Session {
    var date = settings.today ?? CalendarDate.current
    if settings.today == nil, let text = page.frontMatter["today"] {
      guard let day = CalendarDate(text) else {
        output.report([Diagnostic(.invalidDate, "`today: \(text)` in \(file) is no day of the calendar")])
        throw ExitStatus(code: 2)
      }
      date = day
    }
    let session = Session(catalog: StandardLibrary.catalog(), today: date, output: collector)
    session.assumesYes = settings.assumesYes
    session.audience = page.frontMatter["audience"]
    session.parameters = parameters
    do {
      if !paths.isEmpty {
        try session.load(paths: paths)
      } else if let accounts = page.frontMatter["accounts"] {
        // Paths in a page count from the page.
        let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
        try session.load(paths: accounts.split(separator: ",").map { String($0).trimmed }, relativeTo: folder)
      }
    } catch let failure as SessionFailure {
      output.report(failure.diagnostics)
      throw ExitStatus(code: failure.exitStatus)
    }
    return session
  }

  /// Runs one fence; what goes wrong is in the result.
  func run(_ fence: LiteratePage.Fence, in session: Session, _ collector: Collector, name: String?) -> FenceResult {
    collector.text = ""
    collector.spacing = ResultSpacing()
    collector.diagnostics = []
    let expectations = session.failedExpectations
    var result = FenceResult()
    // Diagnostics count lines from the top of the page where it is a file that runs.
    let padding = name == nil ? "" : String(repeating: "\n", count: fence.lines.lowerBound)
    do {
      try InterruptSignal.whileRunning { try session.run(SourceText(name: name, padding + fence.text)) }
    } catch let failure as SessionFailure {
      collector.diagnostics += failure.diagnostics
      result.exitStatus = failure.exitStatus
    } catch {
      result.exitStatus = 3
    }
    result.text = collector.text
    result.diagnostics = collector.diagnostics
    result.failedExpectations = session.failedExpectations - expectations
    return result
  }

  /// Runs a page and writes it with results after their fences; hidden fences run unseen, old results give way.
  func run(_ source: SourceText, paths: [String]) throws {
    let file = source.name ?? "page.md"
    let page = LiteratePage(source.text)
    let collector = Collector(format: settings.format, output: output)
    let session = try session(for: page, file: file, paths: paths, collector: collector)
    var printed = ""
    var line = page.frontMatter.isEmpty ? 0 : (page.lines.dropFirst().firstIndex(of: "---") ?? 0) + 1
    var failed: Int32 = 0
    for (index, fence) in page.fences.enumerated() {
      let isResult = fence.kind == "output" && index > 0 && page.fences[index - 1].kind == "plan"
      for text in page.lines[line..<max(line, fence.lines.lowerBound - 1)] { printed += text + "\n" }
      line = min(fence.lines.upperBound + 1, page.lines.count)
      if fence.kind != "plan" {
        if !isResult {
          for text in page.lines[(fence.lines.lowerBound - 1)..<line] { printed += text + "\n" }
        }
        continue
      }
      let isFailing = index + 1 < page.fences.count && page.fences[index + 1].kind == "diagnostics"
      if !fence.isHidden {
        for text in page.lines[(fence.lines.lowerBound - 1)..<line] { printed += text + "\n" }
      }
      if isFailing { continue }
      let result = run(fence, in: session, collector, name: file)
      if !fence.isHidden, !result.text.isEmpty {
        printed += settings.format == .markdown ? "\n\(result.text)" : "\n```output\n\(result.text)```\n"
      }
      output.report(result.diagnostics)
      if result.exitStatus != 0 {
        Console.write(printed, to: 1)
        throw ExitStatus(code: result.exitStatus)
      }
      if result.failedExpectations > 0 { failed = 1 }
    }
    for text in page.lines[min(line, page.lines.count)...] { printed += text + "\n" }
    Console.write(printed, to: 1)
    if failed != 0 { throw ExitStatus(code: failed) }
  }
}
