import PlanLang
import PlanRuntime

/// What the command line says about running pages.
struct PageSettings {
  var format: OutputFormat = .table
  /// The day that counts as today, where the command line names one; it wins over the page's front matter.
  var today: CalendarDate?
  var assumesYes = false
  /// How many rows a statement may look at; nil for as many as it takes.
  var budget: Int?
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
      if presentation.path != nil { return try output.show(table, presentation) }
      let chosen = presentation.format.flatMap { OutputFormat(rawValue: $0) } ?? format
      let renderer = ResultRenderer(format: chosen, isTerminal: false, width: 0, colors: false)
      let rendered = renderer.render(table)
      try Interrupt.check()
      text += spacing.before(table, chosen) + rendered
    }
    func show(text: String) { self.text += visibleLines(text) + "\n" }
    func note(_ text: String) {}
    func report(_ diagnostics: [Diagnostic]) { self.diagnostics += diagnostics }
    func confirm(_ question: String) -> Bool? { nil }
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
    session.work.budget = settings.budget
    session.audience = try audience(of: page, file)
    session.parameters = parameters
    session.isPartOfPage = true
    do {
      if !paths.isEmpty {
        try output.working(in: session) { try session.load(paths: paths) }
      } else if let accounts = page.frontMatter["accounts"] {
        // Paths in a page count from the page.
        let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
        let paths = accounts.split(separator: ",").map { String($0).trimmed }
        try output.working(in: session) { try session.load(paths: paths, relativeTo: folder) }
      }
    } catch let failure as SessionFailure {
      output.report(failure.diagnostics)
      throw ExitStatus(code: failure.exitStatus)
    }
    return session
  }

  /// For whom a page is; a slip here would open what is to stay inside, so it is told.
  private func audience(of page: LiteratePage, _ file: String) throws -> String? {
    if !page.slips.isEmpty {
      let source = SourceText(name: file, page.lines.joined(separator: "\n"))
      output.report(
        page.slips.map { slip in
          let start = source.lineStarts()[slip.line]
          let place = SourceRange(source: source, start: start, end: start + page.lines[slip.line].utf8.count)
          return Diagnostic(
            .unknownName, slip.message, at: place, label: "not read as it was meant",
            notes: ["what holds for the whole page stands at its top, between two lines with `---`"])
        })
      throw ExitStatus(code: 2)
    }
    let known = LiteratePage.knownNames
    for key in page.frontMatter.keys.sorted() where !known.contains(key) {
      let meant = key.lowercased()
      guard let nearest = known.contains(meant) ? meant : Suggestions.nearest(to: meant, among: known) else { continue }
      output.report([
        Diagnostic(
          .unknownName, "`\(key):` at the top of \(file) means nothing here", notes: ["did you mean `\(nearest):`?"])
      ])
      throw ExitStatus(code: 2)
    }
    guard let audience = page.frontMatter["audience"] else { return nil }
    guard audience == "customer" else {
      output.report([
        Diagnostic(
          .unknownName, "`audience: \(audience)` in \(file) is no audience",
          notes: ["the only one there is: `customer`"])
      ])
      throw ExitStatus(code: 2)
    }
    return audience
  }

  /// Whether the paper shows the answers alone. A customer's paper does unless it says otherwise: a question can give away
  /// what its answer leaves out.
  private func showsAnswersAlone(_ page: LiteratePage, _ file: String) throws -> Bool {
    switch page.frontMatter["questions"] {
    case nil: return page.frontMatter["audience"] != nil
    case "hidden": return true
    case "shown": return false
    case let other?:
      output.report([
        Diagnostic(
          .unknownName, "`questions: \(other)` in \(file) means nothing", notes: ["write `hidden` or `shown`"])
      ])
      throw ExitStatus(code: 2)
    }
  }

  /// Runs one fence; what goes wrong is in the result.
  func run(_ fence: LiteratePage.Fence, in session: Session, _ collector: Collector, name: String?) -> FenceResult {
    collector.text = ""
    collector.spacing = ResultSpacing()
    collector.diagnostics = []
    let expectations = session.failedExpectations
    var result = FenceResult()
    // Diagnostics count lines and columns from the page's own where it is a file that runs.
    let text = name == nil ? fence.text : String(repeating: "\n", count: fence.lines.lowerBound) + fence.placedText
    do {
      try output.working(in: session) { try session.run(SourceText(name: name, text)) }
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

  /// Checks the `plan` fences of a page as one text before any of them runs; a mistake in any of them keeps all from
  /// running. Those that are followed by what they complain about stand for themselves.
  private func checkAll(_ page: LiteratePage, _ file: String, in session: Session) throws {
    var lines = Array(repeating: "", count: page.lines.count)
    for (index, fence) in page.fences.enumerated() where fence.kind == "plan" {
      if index + 1 < page.fences.count, page.fences[index + 1].kind == "diagnostics" { continue }
      for (line, text) in zip(fence.lines, fence.placedText.split(separator: "\n", omittingEmptySubsequences: false)) {
        lines[line] = String(text)
      }
    }
    // As one text, so that every parameter is one of the page's.
    session.isPartOfPage = false
    defer { session.isPartOfPage = true }
    do {
      let text = lines.joined(separator: "\n") + "\n"
      let checked = try output.working(in: session) { try session.check(SourceText(name: file, text)) }
      // Whether a parameter is used is seen over the whole page.
      output.report(checked.warnings.filter { $0.code == .unusedParameter })
    } catch let failure as SessionFailure {
      output.report(failure.diagnostics)
      throw ExitStatus(code: failure.exitStatus)
    }
  }

  /// Runs a page and writes it with results after their fences; hidden fences run unseen, old results give way.
  func run(_ source: SourceText, paths: [String]) throws {
    let file = source.name ?? "page.md"
    let page = LiteratePage(source.text)
    let collector = Collector(format: settings.format, output: output)
    let answersAlone = try showsAnswersAlone(page, file)
    let session = try session(for: page, file: file, paths: paths, collector: collector)
    try checkAll(page, file, in: session)
    var printed = ""
    var line = page.bodyStart
    // The lines at the top are gone, and so is the empty one below them.
    if line > 0 { while line < page.lines.count, page.lines[line].isEmpty { line += 1 } }
    // Notes between the lines are ours.
    let lines: [String?] = session.audience == nil ? page.lines : page.linesWithoutComments
    func copy(to end: Int) {
      while line < end {
        if let text = lines[line] { printed += text + "\n" }
        line += 1
      }
    }
    var failed: Int32 = 0
    for (index, fence) in page.fences.enumerated() {
      if fence.kind != "plan" {
        let isOldResult = fence.kind == "output" && index > 0 && page.fences[index - 1].kind == "plan"
        copy(to: fence.block.lowerBound)
        // Answers nobody asked for just now were true of other facts, or meant for other readers.
        let isLeftOver = session.audience != nil && ["output", "diagnostics"].contains(fence.kind)
        if isOldResult || isLeftOver { line = fence.block.upperBound }
        copy(to: fence.block.upperBound)
        continue
      }
      let next = index + 1 < page.fences.count ? page.fences[index + 1] : nil
      copy(to: fence.block.lowerBound)
      let isUnseen = fence.isHidden || answersAlone && (session.audience != nil || next?.kind != "diagnostics")
      if isUnseen { line = fence.block.upperBound }
      copy(to: fence.block.upperBound)
      if !isUnseen, let marks = fence.missingMarks {
        for row in fence.placed([marks]) { printed += row + "\n" }
      }
      if let next, next.kind == "diagnostics" {
        // What it complains about is told as it is now; to a customer nothing new is told.
        guard !answersAlone, !fence.isHidden else { continue }
        let result = run(fence, in: session, collector, name: nil)
        copy(to: next.lines.lowerBound)
        var rows = messages(result.diagnostics)
        if rows.last == "" { rows.removeLast() }
        for row in next.placed(rows) { printed += row + "\n" }
        line = next.lines.upperBound
        continue
      }
      // Only the empty line stands between a question and the old answer that goes.
      if next?.kind == "output", let end = next?.block.lowerBound,
        page.lines[line..<end].allSatisfy({ $0.allSatisfy { " \t>".contains($0) } })
      {
        line = end
      }
      let result = run(fence, in: session, collector, name: file)
      if !fence.isHidden, !result.text.isEmpty {
        // Where the question is left out, the empty line between it and its answer goes too.
        for row in fence.placed(Array(rows(of: result.text).dropFirst(isUnseen ? 1 : 0))) { printed += row + "\n" }
      } else if isUnseen, printed.hasSuffix("\n\n"), line < page.lines.count, page.lines[line].isEmpty {
        line += 1
      }
      let told = result.diagnostics.filter { $0.code != .unusedParameter }
      output.report(told)
      let stops = result.exitStatus != 0
      // A reader of the page sees that something is wrong with it, and where.
      if !isUnseen, stops || result.failedExpectations > 0 {
        let shown = ["", "```diagnostics"] + messages(told.filter { $0.severity == .error }) + ["```"]
        for row in fence.placed(shown) { printed += row + "\n" }
      }
      if stops {
        Console.write(printed, to: 1)
        throw ExitStatus(code: result.exitStatus)
      }
      if result.failedExpectations > 0 { failed = 1 }
    }
    copy(to: page.lines.count)
    Console.write(printed, to: 1)
    if failed != 0 { throw ExitStatus(code: failed) }
  }

  /// Messages as the lines of a `diagnostics` fence.
  private func messages(_ diagnostics: [Diagnostic]) -> [String] {
    var rows = DiagnosticRenderer(colors: false, json: false).render(diagnostics)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while rows.last == "" { rows.removeLast() }
    return rows
  }

  /// An answer as the page shows it, below an empty line: in a fence of its own, or as Markdown.
  private func rows(of answer: String) -> [String] {
    var rows = answer.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if rows.last == "" { rows.removeLast() }
    if settings.format == .markdown { return [""] + rows }
    // An answer with marks of its own needs longer ones around it.
    let longest = rows.map { $0.drop { $0 == " " }.prefix { $0 == "`" }.count }.max() ?? 0
    let marks = String(repeating: "`", count: max(3, longest + 1))
    return ["", marks + "output"] + rows + [marks]
  }
}
