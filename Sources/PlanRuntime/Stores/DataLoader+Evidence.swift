import PlanLang

// Evidence: where facts come from.

extension DataLoader {
  /// The evidence a node gives; nil when there is none.
  mutating func read(_ node: SyntaxNode?) -> [Evidence]? {
    guard let node else { return nil }
    var result: [Evidence] = []
    for item in node.children(of: .evidenceItem) {
      let tokens = item.ownTokens
      guard let text = tokens.first(where: { item.tokenKind($0) == .text || item.tokenKind($0) == .multilineText })
      else { continue }
      var date: CalendarDate?
      if let token = tokens.first(where: { item.tokenKind($0) == .date }) {
        date = CalendarDate(item.tokenText(token))
        if date == nil {
          report(Literals.noSuchDay(item.tree.range(ofToken: token)))
        }
      } else if tokens.contains(where: { item.tree.token($0, is: "today") }) {
        date = today
      }
      var standing: Evidence.Standing?
      if tokens.contains(where: { item.tree.token($0, is: "assumed") }) {
        standing = .assumed
      } else if tokens.contains(where: { item.tree.token($0, is: "confirmed") }) {
        standing = .confirmed
      }
      result.append(Evidence(source: labelText(text, item.tree), date: date, standing: standing))
    }
    return result
  }

  /// The number of the list of evidence a node gives; nil when there is none.
  mutating func evidenceList(_ node: SyntaxNode?) -> Int32? {
    read(node).map { list in
      if list.isEmpty { return 0 }
      evidenceLists.append(list)
      return Int32(evidenceLists.count - 1)
    }
  }
}
