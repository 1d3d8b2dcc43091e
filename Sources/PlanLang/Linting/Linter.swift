/// Reads plans and scripts for what is allowed and yet most likely not meant.
///
/// Findings are warnings. A comment allows one where it stands, with a reason:
/// `# lint: allow unused_scenario — for the workshop in May`.
public struct Linter: Sendable {
  /// The day from which the age of evidence is counted.
  public let today: CalendarDate
  /// What is declared, by the library and by the texts themselves; without it some rules see less.
  public let catalog: Catalog?
  /// The rules to apply.
  public let rules: [LintRule]

  public init(today: CalendarDate, catalog: Catalog? = nil, rules: [LintRule] = LintRule.allCases) {
    self.today = today
    self.catalog = catalog
    self.rules = rules
  }

  /// The findings in texts that belong together: what one of them uses counts as used in all.
  ///
  /// Texts with syntax errors are left out; their errors come first.
  ///
  /// - Parameter days: the day from which the age of evidence is counted in some of the texts, where it is another one.
  public func lint(_ trees: [SyntaxTree], days: [ObjectIdentifier: CalendarDate] = [:]) -> [Diagnostic] {
    let readable = trees.filter { tree in !tree.diagnostics.contains { $0.severity == .error } }
    var findings: [Finding] = []
    for rule in rules {
      switch rule {
      case .unusedScenario: findings += UnusedScenarios(readable).findings
      case .countedInTest: findings += readable.flatMap { CountedTests($0, catalog: catalog).findings }
      case .neverPasses: findings += readable.flatMap { NeverPassing($0, catalog: catalog).findings }
      case .shadowedName: findings += readable.flatMap { ShadowedNames($0, catalog: catalog).findings }
      case .oldEvidence:
        findings += readable.flatMap { OldEvidence($0, today: days[ObjectIdentifier($0.source)] ?? today).findings }
      case .unusedName: findings += UnusedNames(readable).findings
      }
    }
    var result: [Diagnostic] = []
    for tree in readable {
      let own = findings.filter { $0.diagnostic.primary?.range.source === tree.source }
      var suppressions = Suppressions(tree)
      result += own.filter { !suppressions.allow($0) }.map(\.withHint)
      result += suppressions.problems(applied: rules.filter { catalog != nil || !$0.readsCatalog })
    }
    return result.sortedByPlace()
  }
}

/// What a rule found, before comments had their say.
struct Finding {
  let rule: LintRule
  var diagnostic: Diagnostic

  /// A finding at a place, with what to try in the notes.
  init(
    _ rule: LintRule, _ message: String, at range: SourceRange, label: String, labels: [Diagnostic.Label] = [],
    notes: [String] = [], fixIts: [Diagnostic.FixIt] = []
  ) {
    self.rule = rule
    diagnostic = Diagnostic(
      rule.code, message, at: range, label: label, severity: .warning, labels: labels, notes: notes, fixIts: fixIts)
  }

  /// The diagnostic with a word on how to keep what was found.
  var withHint: Diagnostic {
    var result = diagnostic
    result.notes.append("if it is meant so, say why: `# lint: allow \(rule.rawValue) — REASON`")
    return result
  }
}

extension SyntaxNode {
  /// Calls `visit` with the node and all nodes below it, in the order of the text; what `visit` returns false for is not
  /// entered. Does not recurse, for trees may be high.
  func walk(_ visit: (SyntaxNode) -> Bool) {
    var waiting = [self]
    while let node = waiting.popLast() {
      guard visit(node) else { continue }
      let children = Array(node.children)
      for child in children.reversed() { waiting.append(child) }
    }
  }

  /// All nodes of some kinds at or below this one, in the order of the text.
  func descendants(of kinds: Set<SyntaxKind>) -> [SyntaxNode] {
    var result: [SyntaxNode] = []
    walk {
      if kinds.contains($0.kind) { result.append($0) }
      return true
    }
    return result
  }
}
