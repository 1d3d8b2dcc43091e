import PlanLang

/// Where a session's results and messages go; the program's front ends conform.
public protocol SessionOutput: AnyObject {
  /// A result to show, or to write to a file when the presentation says so.
  func show(_ table: ResultTable, _ presentation: Presentation) throws
  /// The text of `print`, `help`, `describe`.
  func show(text: String)
  /// A remark that is no result: how many things changed.
  func note(_ text: String)
  /// Warnings, and problems that do not stop the session.
  func report(_ diagnostics: [Diagnostic])
  /// Asks before a far-reaching change; nil where nobody can be asked.
  func confirm(_ question: String) -> Bool?
}

/// Why a run stopped, by what the exit status will say.
public enum SessionFailure: Error, Sendable {
  /// The text is wrong: nothing ran (exit 2).
  case text([Diagnostic])
  /// Data, missing things, run-time and I/O problems (exit 3).
  case run([Diagnostic])
  /// A `require` did not hold (exit 1).
  case requirement(Diagnostic)
  /// The person stopped it (exit 130).
  case interrupted(Diagnostic)
  /// The person was asked about a far-reaching change and said no.
  case declined

  public var diagnostics: [Diagnostic] {
    switch self {
    case .text(let list), .run(let list): list
    case .requirement(let one), .interrupted(let one): [one]
    case .declined: []
    }
  }

  /// What a diagnostic thrown while something ran comes to.
  init(_ diagnostic: Diagnostic) {
    self = diagnostic.code == .interrupted ? .interrupted(diagnostic) : .run([diagnostic])
  }

  /// The exit status of section "Command line" of the manual.
  public var exitStatus: Int32 {
    switch self {
    case .text: 2
    case .run, .declined: 3
    case .requirement: 1
    case .interrupted: 130
    }
  }
}
