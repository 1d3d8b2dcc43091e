/// Compared counts inside tests. A count leaves out the rows it knows too little about, so comparing it turns "we do
/// not know" into "no"; `any`, `all` and `at_least` keep the difference.
struct CountedTests {
  private let catalog: Catalog?
  private(set) var findings: [Finding] = []

  init(_ tree: SyntaxTree, catalog: Catalog?) {
    self.catalog = catalog
    for rule in tree.root.descendants(of: [.passRule, .failRule]) {
      for comparison in rule.descendants(of: [.binary, .inTest]) { check(comparison) }
    }
  }

  private mutating func check(_ node: SyntaxNode) {
    guard let left = node.child(0), let right = node.child(1) else { return }
    if node.kind == .binary {
      switch node.tokenKind(left.endTokenIndex) {
      case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: break
      default: return
      }
    }
    guard let counted = countedRows(left) ?? (node.kind == .binary ? countedRows(right) : nil) else { return }
    findings.append(
      Finding(
        .countedInTest, "a compared count answers no where too little is known", at: counted.range,
        label: "rows that may or may not belong are not counted",
        labels: [.init(node.range, "so this is never unknown")],
        notes: ["`any(...)`, `all(...)` and `at_least(N, ...)` say unknown as long as the answer is open"],
        fixIts: fixIts(node, left, right)))
  }

  /// The part of a side that counts rows which may be in doubt, or nil.
  private func countedRows(_ side: SyntaxNode) -> SyntaxNode? {
    var result: SyntaxNode?
    side.walk { node in
      switch node.kind {
      case .call:
        if result == nil, isDoubtfulCount(node) { result = node }
        // What is inside a function over rows is about those rows.
        return !Vocabulary.aggregates.contains(node.firstName)
      case .nameExpression:
        // A named query stands for its count where one value is wanted.
        if result == nil, let catalog, let id = catalog.query(named: node.firstName),
          catalog.queries[id].query.children.contains(where: { $0.kind == .whereStep })
        {
          result = node
        }
        return false
      case .path, .thing, .subquery, .list: return false
      default: return true
      }
    }
    return result
  }

  /// The things recorded are all there are, so counting every one of a kind is certain; with a condition it is not.
  private func isDoubtfulCount(_ call: SyntaxNode) -> Bool {
    guard call.firstName == "count", let aggregate = call.child(of: .aggregate) else { return false }
    if aggregate.child(of: .aggregateWhere) != nil { return true }
    guard let source = aggregate.child(of: .aggregateSource)?.child(0) else { return false }
    guard let catalog else { return source.kind == .subquery }
    switch source.kind {
    case .nameExpression: return catalog.entity(plural: source.firstName) == nil
    case .path: return catalog.entity(plural: source.tokenText(source.lastTokenIndex)) == nil
    case .allNoun: return false
    default: return true
    }
  }

  /// What most comparisons with a number mean: some, none, at least so many.
  private func fixIts(_ node: SyntaxNode, _ left: SyntaxNode, _ right: SyntaxNode) -> [Diagnostic.FixIt] {
    guard node.kind == .binary, left.kind == .call, left.firstName == "count", right.kind == .numberLiteral,
      let number = Int(right.text), number >= 0, let aggregate = left.child(of: .aggregate),
      aggregate.child(of: .aggregateValue) == nil
    else { return [] }
    let rows = aggregate.canonicalText
    func atLeast(_ count: Int) -> String { count == 1 ? "any(\(rows))" : "at_least(\(count), \(rows))" }
    let text: String
    switch node.tokenKind(left.endTokenIndex) {
    case .greaterEqual where number > 0: text = atLeast(number)
    case .greater: text = atLeast(number + 1)
    case .less where number > 0: text = "not \(atLeast(number))"
    case .lessEqual: text = "not \(atLeast(number + 1))"
    case .equal where number == 0: text = "not \(atLeast(1))"
    case .notEqual where number == 0: text = atLeast(1)
    case .equal: text = "(\(atLeast(number)) and not \(atLeast(number + 1)))"
    default: return []
    }
    return [.init("write `\(text)`", replace: node.range, with: text)]
  }
}
