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
  /// How long texts are shown at the prompt; nil shows them at once.
  var pager: ((String) -> Bool)?

  init(format: OutputFormat, color: ColourChoice) {
    self.format = format
    self.color = color
  }

  private var spacing = ResultSpacing()

  private var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return 0 }
    return Int(size.ws_col)
  }

  func renderer(_ presentation: Presentation) -> ResultRenderer {
    let chosen = presentation.format.flatMap { OutputFormat(rawValue: $0) } ?? format
    return ResultRenderer(
      format: chosen, isTerminal: isatty(STDOUT_FILENO) == 1, width: width, colors: color.allows(STDOUT_FILENO))
  }

  func show(_ table: ResultTable, _ presentation: Presentation) throws {
    if let file = presentation.file { return try write(table, presentation, to: file) }
    let renderer = renderer(presentation)
    // At the prompt each result stands after a line the person typed.
    let text = (canAsk ? "" : spacing.before(table, renderer.format)) + renderer.render(table)
    if let pager, pager(text) { return }
    Console.write(text, to: STDOUT_FILENO)
  }

  private func write(_ table: ResultTable, _ presentation: Presentation, to file: String) throws {
    if isSafe {
      throw Diagnostic(
        .safeMode, "`\(file)` is not written: planshell runs with `--safe`",
        notes: ["start it without `--safe` to write files"])
    }
    let ending = file.split(separator: ".").last.map(String.init) ?? ""
    let byEnding: [String: OutputFormat] = [
      "csv": .csv, "json": .json, "jsonl": .jsonl, "md": .markdown, "txt": .table,
    ]
    let chosen = presentation.format.flatMap { OutputFormat(rawValue: $0) } ?? byEnding[ending.lowercased()] ?? format
    let text = ResultRenderer(format: chosen, isTerminal: false, width: 0, colors: false).render(table)
    try FileWriter.replace(file, with: text)
    note("wrote \(table.rows.count) row\(table.rows.count == 1 ? "" : "s") to \(file)")
  }

  func show(text: String) {
    switch format {
    case .json, .jsonl, .csv:
      let catalog = Catalog()
      let table = ResultTable(
        columns: [Column(name: "text", type: .text)], rows: [[.text(text)]], catalog: catalog,
        snapshot: Snapshot(catalog: catalog))
      Console.write(renderer(Presentation()).render(table), to: STDOUT_FILENO)
    default: Console.write(visibleLines(text) + "\n", to: STDOUT_FILENO)
    }
  }

  func note(_ text: String) {
    guard format != .json || isatty(STDERR_FILENO) == 1 else { return }
    Console.write(visibleLines(text) + "\n", to: STDERR_FILENO)
  }

  func report(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    let renderer = DiagnosticRenderer(colors: color.allows(STDERR_FILENO), json: format == .json)
    // A person reads the first of many; programs get more of them.
    let most = format == .json ? 1_000 : 50
    Console.write(renderer.render(Array(diagnostics.prefix(most))), to: STDERR_FILENO)
    if format != .json, diagnostics.count > most {
      Console.write("\nand \(diagnostics.count - most) more\n", to: STDERR_FILENO)
    }
  }

  func confirm(_ question: String) -> Bool {
    guard canAsk else { return false }
    Console.write("\(question) [y/N] ", to: STDERR_FILENO)
    guard let answer = readLine() else { return false }
    return ["y", "yes"].contains(answer.lowercased())
  }
}

/// A text of several lines as it may be shown.
func visibleLines(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { VisibleText.visible($0) }.joined(separator: "\n")
}
