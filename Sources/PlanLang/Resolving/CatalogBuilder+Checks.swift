// Checks and what is changed about them.

extension CatalogBuilder {
  mutating func addCheck(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node) else { return }
    checkAllowed(name, place, "a check")
    if let first = nounPlace(name) { return duplicate("the noun", name, place, first) }
    let tree = node.tree
    guard let subjectNode = node.child(of: .checkSubject) else { return }
    var subject: Int?
    if let on = subjectNode.ownToken("on"), on + 1 < subjectNode.endTokenIndex {
      subject = entity(at: on + 1, in: tree)
    }
    guard let subject else { return }
    var each: Int?
    if let clause = subjectNode.child(of: .eachClause) {
      guard clause.firstTokenIndex + 1 < clause.endTokenIndex, let id = entity(at: clause.firstTokenIndex + 1, in: tree)
      else { return }
      each = id
      if !catalog.entities[id].parents.contains(subject) && !catalog.entity(id, isBelow: subject) {
        report(
          Diagnostic(
            .wrongParent, "\(catalog.entities[id].plural) do not stand in \(catalog.entities[subject].plural)",
            at: tree.range(ofToken: clause.firstTokenIndex + 1),
            label: "`each` goes through what belongs to the subject"))
        return
      }
    }
    var cites: [String] = []
    var settings: [Check.Setting] = []
    var tests: [Check.Test] = []
    var verdicts: [(String, SourceRange)] = []
    var rules: [Check.Rule] = []
    var reach = VerdictReach()
    var fields: [Check.OutputField] = []
    var names = ColumnNames(
      of: "a check's rows",
      reserved: [
        catalog.entities[subject].name, each.map { catalog.entities[$0].name }, "verdict", "passed", "failed",
        "unknown",
      ].compactMap { $0 })
    var problems: [Diagnostic] = []
    func claim(_ name: String, _ place: SourceRange) -> Bool { names.claim(name, place) { problems.append($0) } }
    for member in node.child(of: .body)?.children ?? node.children where member.kind != .checkSubject {
      let own = member.ownTokens
      switch member.kind {
      case .citesMember:
        if own.count > 1 { cites.append(Literals.text(ofToken: own[1], in: tree) { problems.append($0) }) }
      case .settingMember:
        guard own.count > 1, tree.tokens[own[1]].kind == .name,
          claim(tree.name(ofToken: own[1]), tree.range(ofToken: own[1]))
        else { continue }
        let settingType = type(member.child(of: .typeName))
        let valueNode = member.children.first { $0.kind != .typeName }
        let value = constant(valueNode, as: settingType)
        var doc = Documentation.above(member)
        if let last = own.last, tree.tokens[last].kind == .text {
          doc = .text(Literals.text(ofToken: last, in: tree) { problems.append($0) })
        }
        settings.append(
          .init(
            name: tree.name(ofToken: own[1]), type: settingType, value: value ?? .unknown, doc: doc,
            range: tree.range(ofToken: own[1])))
      case .testMember:
        let isAdvisory = tree.token(member.firstTokenIndex, is: "advisory")
        let nameIndex = isAdvisory ? 2 : 1
        guard own.count > nameIndex,
          tree.tokens[own[nameIndex]].kind == .name || tree.tokens[own[nameIndex]].kind == .quotedName
        else { continue }
        let testName = tree.name(ofToken: own[nameIndex])
        guard claim(testName, tree.range(ofToken: own[nameIndex])) else { continue }
        let title =
          own.count > nameIndex + 1
          ? DeclaredText(token: own[nameIndex + 1], in: tree) { problems.append($0) } : DeclaredText("")
        let body = member.child(of: .body)
        func rule(_ kind: SyntaxKind) -> DeclaredNode? { declared(body?.child(of: kind)?.child(0)) }
        if body?.child(of: .passRule) == nil, !member.children.contains(where: { $0.kind == .missing }), let body,
          !body.children.contains(where: { $0.kind == .missing || $0.kind == .unexpected })
        {
          problems.append(
            Diagnostic(
              .expected, "the test `\(testName)` never says when it passes", at: tree.range(ofToken: own[nameIndex]),
              label: "a test needs `pass when CONDITION`"))
        }
        problems += repeatedRules(in: body)
        tests.append(
          .init(
            name: testName, declaredTitle: title, isAdvisory: isAdvisory,
            rules: .init(
              pass: rule(.passRule), fail: rule(.failRule), because: rule(.becauseRule), advice: rule(.adviceRule)),
            doc: .above(member),
            range: tree.range(ofToken: own[nameIndex])))
      case .verdictMember:
        guard own.count > 1, tree.tokens[own[1]].kind == .name || tree.tokens[own[1]].kind == .quotedName else {
          continue
        }
        let verdict = tree.name(ofToken: own[1])
        let verdictPlace = tree.range(ofToken: own[1])
        let code = verdicts.firstIndex { $0.0 == verdict } ?? verdicts.count
        if code == verdicts.count { verdicts.append((verdict, verdictPlace)) }
        reach.add(verdict, at: verdictPlace, condition: member.child(0)) { problems.append($0) }
        rules.append(.init(verdict: code, declaredCondition: declared(member.child(0)), range: verdictPlace))
      case .checkField:
        guard own.count > 1, tree.tokens[own[1]].kind == .name,
          claim(tree.name(ofToken: own[1]), tree.range(ofToken: own[1])),
          let formula = member.children.first(where: { $0.kind != .typeName })
        else { continue }
        fields.append(
          .init(
            name: tree.name(ofToken: own[1]), type: type(member.child(of: .typeName)),
            declaredFormula: declared(formula),
            doc: .above(member), range: tree.range(ofToken: own[1])))
      default: break
      }
    }
    problems += reach.beyond(counted: tests.count { !$0.isAdvisory })
    diagnostics += problems
    if rules.isEmpty {
      verdicts = [("failing", place), ("open", place), ("passing", place)]
    }
    let verdictScale = appendScale(
      Scale(
        name: "\(name).verdict", isOrdered: false,
        values: verdicts.map { .init(name: $0.0, label: DeclaredText($0.0)) },
        doc: .none, range: place), named: false)
    catalog.checks.append(
      Check(
        name: name, subject: subject,
        declaredSubjectCondition: declared(subjectNode.child(of: .subjectWhere)?.child(0)), each: each,
        declaredEachCondition: declared(subjectNode.child(of: .eachClause)?.child(of: .subjectWhere)?.child(0)),
        cites: cites,
        settings: settings, tests: tests, rules: rules, fields: fields, verdictScale: verdictScale,
        doc: .above(node), range: place))
    catalog.checkIndex[name] = catalog.checks.count - 1
  }

  /// What a test says twice, where only one of them could count.
  private func repeatedRules(in body: SyntaxNode?) -> [Diagnostic] {
    let words: [(SyntaxKind, String)] = [
      (.passRule, "pass when"), (.failRule, "fail when"), (.becauseRule, "because"), (.adviceRule, "advice"),
    ]
    return words.flatMap { kind, word in
      let rules = body?.children(of: kind) ?? []
      return rules.dropFirst().map { rule in
        Diagnostic(
          .duplicateDeclaration, "`\(word)` is said twice", at: rule.range, label: "said again here",
          labels: [.init(rules[0].range, "first said here")],
          notes: kind == .passRule || kind == .failRule ? ["join conditions with `and` or `or`"] : [])
      }
    }
  }

  mutating func extendCheck(_ node: SyntaxNode) {
    let own = node.ownTokens
    guard own.count > 2 else { return }
    let name = node.tree.name(ofToken: own[2])
    guard let id = catalog.checkIndex[name] else {
      let nearest = Suggestions.nearest(to: name, among: catalog.checks.map(\.name))
      report(
        Diagnostic(
          .unknownCheck, "there is no check `\(name)`", at: node.tree.range(ofToken: own[2]),
          label: nearest.map { "did you mean `\($0)`?" } ?? "`checks` lists them",
          fixIts: nearest.map { [.init("write `\($0)`", replace: node.tree.range(ofToken: own[2]), with: $0)] } ?? []))
      return
    }
    for item in node.child(of: .body)?.children(of: .settingValue) ?? [] {
      guard let index = catalog.checks[id].settings.firstIndex(where: { $0.name == item.firstName }) else {
        let names = catalog.checks[id].settings.map(\.name)
        let nearest = Suggestions.nearest(to: item.firstName, among: names)
        report(
          Diagnostic(
            .unknownSetting, "the check `\(name)` has no setting `\(item.firstName)`", at: item.firstTokenRange,
            label: nearest.map { "did you mean `\($0)`?" }
              ?? (names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"),
            fixIts: nearest.map { [.init("write `\($0)`", replace: item.firstTokenRange, with: $0)] } ?? []))
        continue
      }
      let key = "\(name).\(item.firstName)"
      if let first = settingsSeen[key] {
        report(
          Diagnostic(
            .duplicateField, "the setting `\(item.firstName)` of the check `\(name)` is given twice",
            at: item.firstTokenRange, label: "a second value", labels: [.init(first, "the first is here")],
            notes: ["keep the one that is meant"]))
        continue
      }
      settingsSeen[key] = item.firstTokenRange
      if let value = constant(item.child(0), as: catalog.checks[id].settings[index].type) {
        catalog.checks[id].settings[index].value = value
      }
    }
  }
}
