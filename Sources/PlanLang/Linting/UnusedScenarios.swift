/// Scenarios that are written and then never named again.
struct UnusedScenarios {
  private(set) var findings: [Finding] = []

  init(_ trees: [SyntaxTree]) {
    var declared: [(name: String, place: SourceRange)] = []
    var used: Set<String> = []
    for tree in trees {
      var isOpen = false
      tree.root.walk { node in
        switch node.kind {
        case .scenarioStatement:
          if let token = node.ownToken(.text) { declared.append((name(token, tree), tree.range(ofToken: token))) }
        case .scenarioName, .adoptCommand, .dropCommand, .diffReport:
          for token in node.ownTokens where tree.tokens[token].kind == .text { used.insert(name(token, tree)) }
        case .useCommand where node.ownToken("scenario") != nil:
          if let choice = node.child(0), choice.kind == .textLiteral, choice.child(0) == nil {
            used.insert(name(choice.firstTokenIndex, tree))
          } else {
            // Which one is chosen is known only when it runs.
            isOpen = true
          }
        default: break
        }
        return !isOpen
      }
      if isOpen { return }
    }
    for (name, place) in declared where !used.contains(name) {
      findings.append(
        Finding(
          .unusedScenario, "the scenario \"\(name)\" is never used", at: place,
          label: "nothing in the files looked at compares, uses or adopts it",
          notes: [
            "`compare baseline, \"\(name)\" on ...` puts it beside the facts; `diff \"\(name)\"` lists its changes"
          ]))
    }
  }
}

/// The text a plain text token stands for.
private func name(_ token: Int, _ tree: SyntaxTree) -> String {
  Literals.text(ofToken: token, in: tree) { _ in }
}
