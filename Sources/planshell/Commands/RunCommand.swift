import ArgumentParser
import PlanLang
import PlanRuntime

/// `planshell run SCRIPT [PATH...]`: a script, or a Markdown page with its results in place.
struct RunCommand: ShellCommand {
  static let about = CommandConfiguration(
    commandName: "run", _superCommandName: PlanShell.name, abstract: "Run a script or a Markdown page over plans.")

  @Argument(help: "The script (`.plan`) or page (`.md`) to run.")
  var script: String

  @Argument(help: "Files or folders to load first.")
  var paths: [String] = []

  @Option(
    name: .customLong("param"), help: ArgumentHelp("A value for a parameter of the script.", valueName: "name=value"))
  var parameters: [String] = []

  @OptionGroup var options: CommonOptions

  func run() throws {
    let output = try options.console()
    let values = try ParameterValues.read(parameters)
    let source = try readScript(script, output)
    if LiteratePage.isPage(script) {
      try PageRunner(settings: try options.pageSettings(), output: output, parameters: values).run(source, paths: paths)
      return
    }
    let session = try options.session(output, loading: paths)
    session.parameters = values
    try options.run(source, in: session, output)
  }
}

/// What `--param` says.
enum ParameterValues {
  /// The values by name; throws where one is not written `NAME=VALUE`, or said twice.
  static func read(_ items: [String]) throws -> [String: String] {
    var values: [String: String] = [:]
    for item in items {
      guard let split = item.firstIndex(of: "="), split > item.startIndex else {
        throw ValidationError("`--param \(item)` is written `--param NAME=VALUE`.")
      }
      let name = String(item[..<split])
      guard values[name] == nil else { throw ValidationError("`--param \(name)=...` is given twice.") }
      values[name] = String(item[item.index(after: split)...])
    }
    return values
  }
}

/// `planshell check [PATH...]`: every check over plans; silent when none fails.
struct CheckCommand: ShellCommand {
  static let about = CommandConfiguration(
    commandName: "check", _superCommandName: PlanShell.name,
    abstract: "Run the checks over plans; status 1 when one fails.")

  @Argument(help: "Files or folders to load.")
  var paths: [String] = []

  @Option(help: ArgumentHelp("Run only this check; may be repeated.", valueName: "name"))
  var only: [String] = []

  @Flag(help: "Count what is unknown as failing.")
  var strict = false

  @OptionGroup var options: CommonOptions

  func run() throws {
    let output = try options.console()
    guard !paths.isEmpty else {
      throw ValidationError(
        "Nothing was loaded, so nothing was checked: say which plans, as in `planshell check accounts/`.")
    }
    let session = try options.session(output, loading: paths)
    do {
      let table = try output.working(in: session) { try session.failingChecks(only: only, strict: strict) }
      guard !table.rows.isEmpty else { return }
      try output.show(table, Presentation())
    } catch let failure as SessionFailure {
      output.report(failure.diagnostics)
      throw ExitStatus(code: failure.exitStatus)
    }
    throw ExitStatus(code: 1)
  }
}
