import ArgumentParser
import Glibc
import PlanLang
import PlanRuntime

/// `planshell fmt [--check] FILE...`: brings files into the one canonical layout.
struct FormatCommand: ShellCommand {
  static let about = CommandConfiguration(
    commandName: "fmt", _superCommandName: PlanShell.name,
    abstract: "Lay out plan files, scripts and the plans in pages the canonical way; the meaning stays.")

  @Argument(help: "Plan files, folders of them, scripts, or Markdown pages.")
  var files: [String]

  @Flag(help: "Change nothing; status 1 when a file is not laid out so.")
  var check = false

  @OptionGroup var options: CommonOptions

  func run() throws {
    let output = try options.console()
    var hasErrors = false
    var differs = false
    for file in try named(files, output) {
      let source = try readScript(file, output)
      let (formatted, errors) = Self.formatted(source, isPage: LiteratePage.isPage(file))
      if !errors.isEmpty {
        // What can't be read is left alone.
        output.report(errors)
        hasErrors = true
        continue
      }
      if formatted == source.text { continue }
      differs = true
      if check {
        Console.write("\(file)\n", to: STDOUT_FILENO)
      } else if options.safe {
        output.report([Diagnostic(.safeMode, "`\(file)` is not rewritten: planshell runs with `--safe`")])
        hasErrors = true
      } else {
        try replace(file, with: formatted, output)
      }
    }
    if hasErrors { throw ExitStatus(code: 3) }
    if check && differs { throw ExitStatus(code: 1) }
  }

  /// The files that are meant: of a folder all of its plan files.
  private func named(_ paths: [String], _ output: ConsoleOutput) throws -> [String] {
    do { return try paths.flatMap { try InputReader.files($0) } } catch let diagnostic as Diagnostic {
      output.report([diagnostic])
      throw ExitStatus(code: 3)
    }
  }

  private static func formatted(_ source: SourceText, isPage: Bool) -> (text: String, errors: [Diagnostic]) {
    if isPage { return LiteratePage(source.text).formatted(name: source.name) }
    let tree = Parser.parse(source)
    return (Formatter().format(tree), tree.diagnostics.filter { $0.severity == .error })
  }
}
