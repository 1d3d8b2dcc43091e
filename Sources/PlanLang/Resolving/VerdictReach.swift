/// Which rules for verdicts can never be met, as far as their text says it.
///
/// Rules run in order, so one is out of reach after a rule that takes everything, after one with the same condition, and
/// when it waits for more tests than the check counts.
struct VerdictReach {
  private struct Rule {
    let verdict: String
    let place: SourceRange
    let condition: SyntaxNode?
    let words: [String]
    var takesEverything: Bool { condition == nil || words == ["yes"] || words == ["true"] }
  }

  private var rules: [Rule] = []

  mutating func add(
    _ verdict: String, at place: SourceRange, condition: SyntaxNode?, report: (Diagnostic) -> Void
  ) {
    let words = condition.map { node in (node.firstTokenIndex..<node.endTokenIndex).map { node.tokenText($0) } } ?? []
    let rule = Rule(verdict: verdict, place: place, condition: condition, words: words)
    if condition?.kind != .missing {
      if let before = rules.first(where: \.takesEverything) {
        let label = before.condition == nil ? "stands after `otherwise`" : "stands after a rule that is always met"
        report(outOfReach(rule, label, [.init(before.place, "this rule takes everything left")]))
      } else if condition != nil, let before = rules.first(where: { $0.words == words }) {
        report(outOfReach(rule, "asks what a rule above it asks", [.init(before.place, "the same condition")]))
      } else if words == ["no"] || words == ["false"] {
        report(outOfReach(rule, "this is never met", []))
      }
    }
    rules.append(rule)
  }

  /// Rules that wait for more tests than are counted: `passed = 5` where there are four.
  func beyond(counted: Int) -> [Diagnostic] {
    rules.compactMap { rule in
      guard rule.words.count == 3, ["passed", "failed", "unknown"].contains(rule.words[0]),
        let number = Int(rule.words[2])
      else { return nil }
      let least: Int
      switch rule.words[1] {
      case "=", ">=": least = number
      case ">": least = number + 1
      default: return nil
      }
      guard least > counted else { return nil }
      let tests = counted == 1 ? "1 test" : "\(counted) tests"
      return outOfReach(
        rule, "the check counts \(tests)",
        rule.condition.map { [.init($0.range, "more than that")] } ?? [])
    }
  }

  private func outOfReach(_ rule: Rule, _ label: String, _ labels: [Diagnostic.Label]) -> Diagnostic {
    Diagnostic(
      .unreachableVerdict, "the verdict `\(rule.verdict)` can never be reached", at: rule.place, label: label,
      severity: .error, labels: labels)
  }
}
