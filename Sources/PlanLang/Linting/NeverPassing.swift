/// Tests that can never pass, verdicts that can never be given, checks that never have a row.
struct NeverPassing {
  private let catalog: Catalog?
  private(set) var findings: [Finding] = []

  init(_ tree: SyntaxTree, catalog: Catalog?) {
    self.catalog = catalog
    for check in tree.root.children(of: .checkDeclaration) { look(at: check) }
  }

  private mutating func look(at check: SyntaxNode) {
    guard let heading = check.child(of: .checkSubject), let body = check.child(of: .body) else { return }
    let subject = entity(heading.ownTokens.last, check.tree)
    let each = heading.child(of: .eachClause)
    let row = each.map { entity($0.firstTokenIndex + 1, check.tree) } ?? subject
    lookAtCondition(
      heading.child(of: .subjectWhere), ConditionReader(types: types(subject, subject: nil)), "check has a row")
    lookAtCondition(
      each?.child(of: .subjectWhere), ConditionReader(types: types(row, subject: subject)), "`each` has a row")
    let reader = ConditionReader(types: types(row, subject: subject))
    var counted = 0
    for test in body.children(of: .testMember) {
      let isAdvisory = test.tree.token(test.firstTokenIndex, is: "advisory")
      if !isAdvisory { counted += 1 }
      guard let condition = test.child(of: .body)?.child(of: .passRule)?.child(0) else { continue }
      if !reader.outcomes(condition).contains(.yes) {
        let name = check.tree.name(ofToken: test.firstTokenIndex + (isAdvisory ? 2 : 1))
        findings.append(
          Finding(
            .neverPasses, "the test `\(name)` can never pass", at: condition.range, label: "this is never yes",
            notes: ["two of its conditions shut each other out, or it asks for more than the field can hold"]))
      }
    }
    for rule in body.children(of: .verdictMember) {
      guard let condition = rule.child(0) else { continue }
      lookAtVerdict(rule, condition, counted: counted, reader)
    }
  }

  private mutating func lookAtCondition(_ clause: SyntaxNode?, _ reader: ConditionReader, _ what: String) {
    guard let condition = clause?.child(0), !reader.outcomes(condition).contains(.yes) else { return }
    findings.append(
      Finding(
        .neverPasses, "no \(what): its `where` is never yes", at: condition.range, label: "this is never yes",
        notes: ["two of its conditions shut each other out, or it asks for more than the field can hold"]))
  }

  /// A verdict that asks for more tests than there are, or for what can't be.
  private mutating func lookAtVerdict(
    _ rule: SyntaxNode, _ condition: SyntaxNode, counted: Int, _ reader: ConditionReader
  ) {
    let name = rule.tree.name(ofToken: rule.firstTokenIndex + 1)
    for part in ConditionReader.parts(of: condition, joinedBy: .and) {
      guard part.kind == .binary, let left = part.child(0), let right = part.child(1), left.kind == .nameExpression,
        ["passed", "failed", "unknown"].contains(left.firstName), right.kind == .numberLiteral,
        let number = Int(right.text)
      else { continue }
      let isTooMuch: Bool
      switch part.tokenKind(left.endTokenIndex) {
      case .equal, .greaterEqual: isTooMuch = number > counted
      case .greater: isTooMuch = number >= counted
      default: isTooMuch = false
      }
      if isTooMuch {
        findings.append(
          Finding(
            .neverPasses, "the verdict `\(name)` can never be given", at: part.range,
            label: "only \(counted) \(counted == 1 ? "test counts" : "tests count") in this check",
            notes: ["advisory tests are shown and not counted"]))
        return
      }
    }
    if !reader.outcomes(condition).contains(.yes) {
      findings.append(
        Finding(
          .neverPasses, "the verdict `\(name)` can never be given", at: condition.range, label: "this is never yes"))
    }
  }

  private func types(_ entity: Int?, subject: Int?) -> RowTypes? {
    guard let catalog, let entity else { return nil }
    return RowTypes(catalog: catalog, entity: entity, subject: subject)
  }

  private func entity(_ token: Int?, _ tree: SyntaxTree) -> Int? {
    token.flatMap { catalog?.entity(named: tree.name(ofToken: $0)) }
  }
}
