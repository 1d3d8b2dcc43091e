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
    name: .customShort("c"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Run this text, then leave; may be repeated, each a line or more of one text.", valueName: "text"))
  var commands: [String] = []

  @Option(
    name: .customLong("param"), help: ArgumentHelp("A value for a parameter of the script.", valueName: "name=value"))
  var parameters: [String] = []

  @OptionGroup var options: CommonOptions

  func run() throws {
    let output = try options.console()
    let values = try ParameterValues.read(parameters)
    if !commands.isEmpty {
      let session = try options.session(output, loading: paths)
      session.parameters = values
      // One text, so that with a mistake in any of them nothing runs.
      return try options.run(SourceText(commands.joined(separator: "\n")), in: session, output)
    }
    // A script named first is run, so that `#!` lines work.
    if let first = paths.first, isScript(first) {
      let session = try options.session(output, loading: Array(paths.dropFirst()))
      session.parameters = values
      return try options.run(try readScript(first, output), in: session, output)
    }
    try refuseUnknownCommand(output)
    let session = try options.session(output, loading: paths)
    if isatty(STDIN_FILENO) != 1 {
      session.parameters = values
      return try options.run(try readInput(output), in: session, output)
    }
    guard values.isEmpty else { throw ValidationError("`--param` is for a script, and the prompt has none.") }
    output.canAsk = true
    try Shell(session: session, output: output, options: options).run()
  }

  /// A bare word that is no path was most likely meant as a command.
  private func refuseUnknownCommand(_ output: ConsoleOutput) throws {
    guard let word = paths.first, access(word, F_OK) != 0, !word.contains("/"), !word.contains(".") else { return }
    let commands = PlanShell.configuration.subcommands.compactMap { command -> String? in
      command.configuration.shouldDisplay ? command.configuration.commandName : nil
    }
    let nearest = Suggestions.nearest(to: word, among: commands)
    output.report([
      Diagnostic(
        .noSuchPath, "there is no command, file or folder `\(word)`",
        notes: [
          nearest.map { "did you mean `planshell \($0)`?" } ?? "the commands are \(commands.joined(separator: ", "))",
          "`planshell --help` tells what each does",
        ])
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
