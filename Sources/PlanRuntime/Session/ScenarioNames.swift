import PlanLang

/// Finds, before anything runs, the scenarios a text names that nothing has written by then.
///
/// One that was dropped or adopted on the way is told of when the text runs.
struct ScenarioNames {
  private(set) var diagnostics: [Diagnostic] = []
  private var known: [String]
  /// Those that were adopted, which an `undo` or a `redo` brings back.
  private let returning: [String]

  /// - Parameter loading: the files the text will load.
  init(known: [String], returning: [String], loading trees: [SyntaxTree]) {
    self.known = known
    self.returning = returning
    for item in trees.flatMap({ Array($0.root.children) }) where item.kind == .scenarioStatement { learn(item) }
  }

  /// Goes through the items of a text in order.
  mutating func walk(_ items: some Sequence<SyntaxNode>) {
    for item in items { walk(item) }
  }

  private mutating func walk(_ node: SyntaxNode) {
    switch node.kind {
    case .scenarioStatement:
      for base in node.children where base.kind == .scenarioName { walk(base) }
      learn(node)
      for part in node.children where part.kind != .scenarioName { walk(part) }
      return
    case .scenarioName, .adoptCommand, .dropCommand, .diffReport:
      for token in node.ownTokens where node.tokenKind(token) == .text { look(up: token, in: node) }
    case .useCommand:
      let own = node.ownTokens
      if own.count > 1, node.tree.name(ofToken: own[1]) == "scenario", let value = node.child(0),
        value.kind == .textLiteral, value.endTokenIndex - value.firstTokenIndex == 1
      {
        look(up: value.firstTokenIndex, in: value)
      }
    case .reachReport:
      // `as scenario "..."` writes one.
      learn(node)
    case .block, .table, .perGroup, .addCommand: return
    default: break
    }
    walk(node.children)
  }

  private mutating func learn(_ node: SyntaxNode) {
    guard let token = node.ownToken(.text) else { return }
    known.append(Literals.text(ofToken: token, in: node.tree) { _ in })
  }

  private mutating func look(up token: Int, in node: SyntaxNode) {
    let name = Literals.text(ofToken: token, in: node.tree) { _ in }
    guard !known.contains(name), !returning.contains(name) else { return }
    diagnostics.append(ScenarioNames.unknown(name, among: known, at: node.tree.range(ofToken: token)))
  }

  /// The message for a scenario there is none of, with the name that comes closest.
  static func unknown(_ name: String, among known: [String], at range: SourceRange?) -> Diagnostic {
    let nearest = Suggestions.nearest(to: name, among: known)
    var fixIts: [Diagnostic.FixIt] = []
    if let nearest, let place = range?.place(of: "\"\(name)\"") {
      fixIts = [.init("write \"\(nearest)\"", replace: place, with: "\"\(nearest)\"")]
    }
    return Diagnostic(
      .unknownScenario, "there is no scenario \"\(name)\"", at: range,
      label: nearest.map { "did you mean \"\($0)\"?" }
        ?? (known.isEmpty ? "none is written yet" : "`scenarios` lists them"), fixIts: fixIts)
  }
}
