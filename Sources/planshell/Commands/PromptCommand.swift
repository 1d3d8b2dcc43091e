import ArgumentParser
import Glibc
import PlanLang
import PlanRuntime

/// `planshell [PATH...]`: the prompt; with `-c` or input from a pipe, one text.
struct PromptCommand: ShellCommand {
  static let about = CommandConfiguration(
    commandName: "prompt", _superCommandName: PlanShell.name, abstract: "Load plans and open the prompt (the default).",
    shouldDisplay: false)

  @Argument(help: "Files or folders of `.plan` files to load.")
  var paths: [String] = []

  @Option(
    name: .customShort("c"),
    help: ArgumentHelp(
      "Run this text, then leave; may be repeated, each a line or more of one text.", valueName: "text"))
  var commands: [String] = []

  @OptionGroup var options: CommonOptions

  func run() throws {
    let output = try options.console()
    try refuseMisspeltCommand(output)
    if !commands.isEmpty {
      let session = try options.session(output, loading: paths)
      // One text, so that with a mistake in any of them nothing runs.
      return try options.run(SourceText(commands.joined(separator: "\n")), in: session, output)
    }
    // A script named first is run, so that `#!` lines work.
    if let first = paths.first, isScript(first) {
      let session = try options.session(output, loading: Array(paths.dropFirst()))
      return try options.run(try readScript(first, output), in: session, output)
    }
    let session = try options.session(output, loading: paths)
    if isatty(STDIN_FILENO) != 1 {
      return try options.run(try readInput(output), in: session, output)
    }
    output.canAsk = true
    try Shell(session: session, output: output, options: options).run()
  }

  /// `planshell chek accounts/`: a first path that is not there and nearly a command's name.
  private func refuseMisspeltCommand(_ output: ConsoleOutput) throws {
    guard let first = paths.first, access(first, F_OK) != 0 else { return }
    let commands = PlanShell.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let meant = Suggestions.nearest(to: first, among: commands) else { return }
    output.report([
      Diagnostic(
        .noSuchPath, "there is no file or folder `\(first)`, and no command of this name",
        notes: ["did you mean `planshell \(meant)`?"])
    ])
    throw ExitStatus(code: 3)
  }

  private func isScript(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes: (UInt8, UInt8) = (0, 0)
    return read(descriptor, &bytes, 2) == 2 && bytes == (0x23, 0x21)
  }

  private func readInput(_ output: ConsoleOutput) throws -> SourceText {
    do { return try InputReader.standardInput() } catch let diagnostic as Diagnostic {
      output.report([diagnostic])
      throw ExitStatus(code: 3)
    }
  }
}

/// Reads a script, or ends the command with the reason why not.
func readScript(_ path: String, _ output: ConsoleOutput) throws -> SourceText {
  do { return try InputReader.file(path) } catch let diagnostic as Diagnostic {
    output.report([diagnostic])
    throw ExitStatus(code: 3)
  }
}
