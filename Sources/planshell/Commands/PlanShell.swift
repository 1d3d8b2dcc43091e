import ArgumentParser
import Glibc
import PlanLang
import PlanRuntime

/// `planshell`: the root command.
struct PlanShell: ParsableCommand {
  /// Also what its commands say they belong to: the parser then does not look for a completion script in each of their
  /// command lines, which is for the root to answer.
  static let name = "planshell"

  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Plain-text account planning: load plans, ask, check and rehearse them in PlanLang.",
    discussion: """
      Without a command, planshell loads the paths and opens the prompt; with input from a pipe it runs that.

      planshell [PATH...]
      planshell -c TEXT [-c TEXT]... [PATH...]
      planshell SCRIPT [PATH...] [--param NAME=VALUE]...

      -c TEXT             Run this text, then leave.
      --param NAME=VALUE  A value for a parameter of the script.
      --format NAME       How results are written: table, json, csv, markdown ...
      --today DATE        The date that counts as today.
      --yes               Do far-reaching changes without asking.
      --budget ROWS       Stop a statement that looks at more rows than this.
      --safe              Write no files.
      --no-init           Skip the start-up file.
      --color WHEN        Colours: auto, always or never.

      The commands below take them too where they make sense; `planshell COMMAND --help` tells.
      """,
    version: "planshell 0.1.0",
    subcommands: [
      PromptCommand.self, RunCommand.self, CheckCommand.self, FormatCommand.self, LintCommand.self, TestCommand.self,
      BenchCommand.self, FrameworksCommand.self, ReferenceCommand.self,
    ],
    defaultSubcommand: PromptCommand.self)
}

/// A command of `planshell`.
protocol ShellCommand: ParsableCommand {
  static var about: CommandConfiguration { get }
}

extension ShellCommand {
  static var configuration: CommandConfiguration {
    guard CommandLineTool.leavesHelp else { return about }
    var silent = about
    silent.helpNames = []
    return silent
  }
}

/// The options every command takes where they make sense.
struct CommonOptions: ParsableArguments {
  // The parser would find the words for defaults by reflection, at every start.
  @Option(help: "How results are written; table when nothing is said.")
  var format: OutputFormat?

  @Option(help: ArgumentHelp("The date that counts as today.", valueName: "date"))
  var today: String?

  @Flag(help: "Do far-reaching changes without asking.")
  var yes = false

  @Option(help: ArgumentHelp("Stop a statement that looks at more rows than this.", valueName: "rows"))
  var budget: Int?

  @Flag(help: "Write no files.")
  var safe = false

  @Flag(name: .customLong("no-init"), help: "Skip the start-up file.")
  var noInit = false

  @Option(help: "Colours: auto (when nothing is said), always or never.")
  var color: ColourChoice?

  var outputFormat: OutputFormat { format ?? .table }
  var colours: ColourChoice { color ?? .auto }

  /// The date of `--today`, or of the clock.
  func date() throws -> CalendarDate {
    guard let today else { return CalendarDate.current }
    guard let date = CalendarDate(today) else {
      throw ValidationError("`\(today)` is no day of the calendar; dates are written like 2026-11-21.")
    }
    return date
  }

  func validate() throws {
    if let budget, budget < 1 { throw ValidationError("`--budget \(budget)` allows nothing; give a number of rows.") }
  }

  func pageSettings() throws -> PageSettings {
    PageSettings(format: outputFormat, today: today == nil ? nil : try date(), assumesYes: yes, budget: budget)
  }

  func console() throws -> ConsoleOutput {
    let output = ConsoleOutput(format: outputFormat, color: colours)
    output.isSafe = safe
    return output
  }

  /// A session with the library, and the paths loaded; problems end the command with their status.
  func session(_ output: ConsoleOutput, loading paths: [String]) throws -> Session {
    let session = Session(catalog: StandardLibrary.catalog(), today: try date(), output: output)
    // The process ends with its session: taking the facts apart first would be work for nobody.
    _ = Unmanaged.passRetained(session)
    session.assumesYes = yes
    session.isSafe = safe
    session.work.budget = budget
    do {
      if !paths.isEmpty { try output.working(in: session) { try session.load(paths: paths) } }
    } catch let failure as SessionFailure {
      output.report(failure.diagnostics)
      throw ExitStatus(code: failure.exitStatus)
    }
    return session
  }

  /// Runs a text and turns what can go wrong into the command's exit status.
  func run(_ source: SourceText, in session: Session, _ output: ConsoleOutput) throws {
    do {
      try output.working(in: session) { try session.run(source) }
    } catch let failure as SessionFailure {
      output.report(failure.diagnostics)
      throw ExitStatus(code: failure.exitStatus)
    }
    if session.failedExpectations > 0 { throw ExitStatus(code: 1) }
  }
}

// Written out, because the argument parser would find them by reflection, at every start.
extension OutputFormat: ExpressibleByArgument {
  static var allValueStrings: [String] { allCases.map { $0.rawValue } }
  static var allValueDescriptions: [String: String] { [:] }
  var defaultValueDescription: String { rawValue }
}

extension ColourChoice: ExpressibleByArgument {
  var defaultValueDescription: String { rawValue }

  /// Whether what is written to a descriptor may be coloured.
  func allows(_ descriptor: Int32) -> Bool { allowsStyle(isTerminal: isatty(descriptor) == 1) }
}

extension CalendarDate {
  /// The day it is here.
  static var current: CalendarDate {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return CalendarDate(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
      ?? CalendarDate(days: 0)
  }
}
