/// What `lint` looks for. Each rule has a name, by which a comment can allow what it finds.
public enum LintRule: String, Sendable, CaseIterable {
  /// A scenario that nothing compares, uses or adopts.
  case unusedScenario = "unused_scenario"
  /// A `count` compared in a test, where too little knowledge should give unknown.
  case countedInTest = "counted_in_test"
  /// A test, a verdict or a check that can never come out well.
  case neverPasses = "never_passes"
  /// A name that hides another, or is hidden by one.
  case shadowedName = "shadowed_name"
  /// A fact whose newest evidence is more than a year old.
  case oldEvidence = "old_evidence"
  /// A parameter or a `let` of a script that nothing reads.
  case unusedName = "unused_name"

  /// What the rule finds, in a line.
  public var summary: String {
    switch self {
    case .unusedScenario: "a scenario that nothing compares, uses or adopts"
    case .countedInTest: "a compared `count` inside a test: it answers no where it should say unknown"
    case .neverPasses: "a test that can never pass, a verdict that can never be given, a check that never has a row"
    case .shadowedName: "a name that hides another one, or is hidden by it"
    case .oldEvidence: "a fact whose newest evidence is more than a year old"
    case .unusedName: "a parameter or a `let` of a script that nothing reads"
    }
  }

  /// The code its findings carry.
  public var code: DiagnosticCode {
    switch self {
    case .unusedScenario: .unusedScenario
    case .countedInTest: .countedInTest
    case .neverPasses: .neverPasses
    case .shadowedName: .shadowedName
    case .oldEvidence: .oldEvidence
    case .unusedName: .unusedName
    }
  }

  /// Whether the rule sees less when nobody tells it what is declared.
  var readsCatalog: Bool { self == .countedInTest || self == .neverPasses || self == .shadowedName }
}
