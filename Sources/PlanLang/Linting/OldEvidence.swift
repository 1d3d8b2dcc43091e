/// Facts whose newest evidence is more than a year old.
struct OldEvidence {
  private(set) var findings: [Finding] = []

  init(_ tree: SyntaxTree, today: CalendarDate) {
    guard let limit = today.adding(months: -12) else { return }
    tree.root.walk { node in
      switch node.kind {
      case .evidence:
        check(node, tree, limit)
        return false
      default: return true
      }
    }
  }

  private mutating func check(_ evidence: SyntaxNode, _ tree: SyntaxTree, _ limit: CalendarDate) {
    var newest: (date: CalendarDate, place: SourceRange)?
    for item in evidence.children {
      guard let token = item.ownToken(.date), let date = CalendarDate(tree.text(ofToken: token)) else {
        // No date says nothing about age, and `today` is young.
        return
      }
      if newest.map({ $0.date < date }) ?? true { newest = (date, tree.range(ofToken: token)) }
    }
    guard let newest, newest.date < limit else { return }
    findings.append(
      Finding(
        .oldEvidence, "this rests on evidence from \(newest.date), more than a year ago", at: newest.place,
        label: "nothing newer is on file",
        notes: ["ask again and write down who said so and when; a fact nobody can confirm is better left out"]))
  }
}
