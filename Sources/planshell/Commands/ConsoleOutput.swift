import Glibc
import PlanLang
import PlanRuntime

/// A session's results on stdout and everything else on stderr.
final class ConsoleOutput: SessionOutput {
  let format: OutputFormat
  let color: ColourChoice
  /// Whether files may not be written.
  var isSafe = false
  /// Whether a person is there to answer questions.
  var canAsk = false
  /// The line that says a long command is still at work; nil where nobody would see it.
  let progress: ProgressLine?
  /// How long texts are shown at the prompt; nil shows them at once.
  var pager: ((String) -> Bool)?

  init(format: OutputFormat, color: ColourChoice) {
    self.format = format
    self.color = color
    progress = ProgressLine.onErrorOutput(color: color)
    LostOutput.isJSON.store(format == .json, ordering: .relaxed)
  }

  /// Runs something that may take long: Ctrl-C asks it to stop, and after half a second a line says that it is at work.
  func working<Result>(in session: Session, _ body: () throws -> Result) rethrows -> Result {
    // A wish that was met, or came too late, is not for what follows.
    defer { InterruptSignal.clear() }
    return try InterruptSignal.whileRunning { try progress?.during(session.work, body) ?? body() }
  }

  /// Writes messages; the progress line gives way.
  private func writeError(_ text: String) { aside { _ = Console.write(text, to: STDERR_FILENO) } }

  /// Writes results, until the person has seen enough.
  private func writeResult(_ text: String) throws {
    let reason = aside { Console.write(text, to: STDOUT_FILENO, isStopped: { Interrupt.isRequested }) }
    try Interrupt.check()
    // There is no use in going on; the end of the command says why.
    if reason != 0, reason != EPIPE { throw ExitStatus(code: 3) }
  }

  private func aside<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard let progress else { return try body() }
    return try progress.aside(body)
  }

  private var spacing = ResultSpacing()

  /// The columns of the terminal behind a descriptor; 0 for anything else, and for one that does not say.
  private static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return 0 }
    return Int(size.ws_col)
  }

  func renderer(_ presentation: Presentation) -> ResultRenderer {
    let chosen = presentation.format.flatMap { OutputFormat(rawValue: $0) } ?? format
    return ResultRenderer(
      format: chosen, isTerminal: isatty(STDOUT_FILENO) == 1,
      width: Self.width(of: STDOUT_FILENO), colors: color.allows(STDOUT_FILENO))
  }

  func show(_ table: ResultTable, _ presentation: Presentation) throws {
    if let file = presentation.path { return try write(table, presentation, to: file) }
    let renderer = renderer(presentation)
    // At the prompt each result stands after a line the person typed.
    let text = (canAsk ? "" : spacing.before(table, renderer.format)) + renderer.render(table)
    // What was stopped is rendered in part only.
    try Interrupt.check()
    if let pager, pager(text) { return }
    try writeResult(text)
    // A terminal shows it below the table; a figure in a file must not pass for a whole one either.
    if !renderer.isTerminal, let skipped = ResultFooter.skipped(table) { note(skipped) }
  }

  private func write(_ table: ResultTable, _ presentation: Presentation, to file: String) throws {
    if isSafe {
      throw Diagnostic(
        .safeMode, "`\(file)` is not written: planshell runs with `--safe`",
        notes: ["start it without `--safe` to write files"])
    }
    let named = presentation.format ?? ResultFile.ending(of: file).flatMap { Vocabulary.fileEndings[$0] }
    let chosen = named.flatMap { OutputFormat(rawValue: $0) } ?? format
    let text = ResultRenderer(format: chosen, isTerminal: false, width: 0, colors: false).render(table)
    try Interrupt.check()
    try FileWriter.replace(file, with: text)
    let skipped = ResultFooter.skipped(table).map { "; \($0)" } ?? ""
    note("wrote \(table.rows.count) row\(table.rows.count == 1 ? "" : "s") to \(file)\(skipped)")
  }

  func show(text: String) {
    switch format {
    case .json, .jsonl, .csv:
      let catalog = Catalog()
      let table = ResultTable(
        columns: [Column(name: "text", type: .text)], rows: [[.text(text)]], catalog: catalog,
        snapshot: Snapshot(catalog: catalog))
      aside { _ = Console.write(renderer(Presentation()).render(table), to: STDOUT_FILENO) }
    default: aside { _ = Console.write(visibleLines(text) + "\n", to: STDOUT_FILENO) }
    }
  }

  func note(_ text: String) {
    guard format != .json || isatty(STDERR_FILENO) == 1 else { return }
    writeError(visibleLines(text) + "\n")
  }

  func report(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    let width = Self.width(of: STDERR_FILENO)
    let renderer = DiagnosticRenderer(
      colors: color.allows(STDERR_FILENO), json: format == .json, width: width > 0 ? width : nil)
    // A person reads the first of many; programs get more of them.
    let most = format == .json ? 1_000 : 50
    writeError(renderer.render(Array(diagnostics.prefix(most))))
    if format != .json, diagnostics.count > most { writeError("\nand \(diagnostics.count - most) more\n") }
  }

  func confirm(_ question: String) -> Bool? {
    guard canAsk else { return nil }
    return aside {
      Console.write("\(visibleLines(question)) [y/N] ", to: STDERR_FILENO)
      guard let answer = ConsoleOutput.answer() else {
        Console.write("\n", to: STDERR_FILENO)
        return false
      }
      return ConsoleOutput.isYes(answer)
    }
  }

  /// Whether an answer is a yes and nothing besides: a stray key beside it, or any other word, is none.
  static func isYes(_ answer: String) -> Bool {
    var view = answer[...]
    while view.first == " " { view.removeFirst() }
    while view.last == " " { view.removeLast() }
    return ["y", "yes"].contains(view.lowercased())
  }

  /// The line a person types; nil for none: the end of the input, or Ctrl-C. Read without a buffer, so that what is typed
  /// after it is left for the prompt.
  private static func answer() -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while !Interrupt.isRequested {
      // The signal may reach another thread than this one, so it is looked for.
      var poller = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      if poll(&poller, 1, 50) <= 0 { continue }
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return nil }
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }
}

/// A text of several lines as it may be shown.
func visibleLines(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { VisibleText.visible($0) }.joined(separator: "\n")
}
