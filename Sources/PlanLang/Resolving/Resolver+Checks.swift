// Checks and moves.

extension Resolver {
  /// The columns of a check's rows.
  func checkColumns(_ id: Int) -> [Column] {
    let check = catalog.checks[id]
    var columns = [Column(name: catalog.entities[check.subject].name, type: .entity(check.subject))]
    if let each = check.each { columns.append(Column(name: catalog.entities[each].name, type: .entity(each))) }
    columns.append(Column(name: "verdict", type: .scale(check.verdictScale)))
    columns += ["passed", "failed", "unknown"].map { Column(name: $0, type: .integer) }
    columns += check.fields.map { Column(name: $0.name, type: $0.type) }
    columns += check.tests.map { test in
      var column = Column(name: test.name, type: .outcome)
      column.isAdvisory = test.isAdvisory
      return column
    }
    return columns
  }

  /// A check with its rules resolved; nil when it makes no sense.
  func check(_ id: Int, usedAt range: SourceRange) -> ResolvedCheck? {
    readResolved(.check(id))
    switch definitions.checks[id] {
    case .done(let check): return check
    case .failed: return nil
    case .resolving:
      report(
        Diagnostic(
          .cycle, "the check `\(catalog.checks[id].name)` rests on itself", at: range,
          label: "comes back to the check being resolved", labels: [.init(catalog.checks[id].range, "this check")]))
      return nil
    case nil: break
    }
    definitions.checks[id] = .resolving
    let before = diagnostics.count
    let resolved = isolated { resolveCheck(id) }
    if diagnostics[before...].contains(where: { $0.severity == .error }) {
      definitions.checks[id] = .failed
      return nil
    }
    definitions.checks[id] = .done(resolved)
    return resolved
  }

  private func resolveCheck(_ id: Int) -> ResolvedCheck {
    let check = catalog.checks[id]
    currentCheck = id
    let columns = checkColumns(id)
    let subjectFilter = check.subjectCondition.map { node in
      withScope(Scope(entity: check.subject)) { condition(node) }
    }
    let eachFilter = check.eachCondition.map { node in
      withScope(Scope(entity: check.each)) { condition(node) }
    }
    let subjects = Set(columns.prefix(check.each == nil ? 1 : 2).map(\.name))
    let outcomeNames = Set(["verdict", "passed", "failed", "unknown"]).union(check.tests.map(\.name))
    var isEarly = check.fields.map { field in !mentions(outcomeNames, in: field.formula) }
    // A field that uses a late field is late itself.
    for (index, field) in check.fields.enumerated() where isEarly[index] {
      let late = Set(check.fields.indices.filter { !isEarly[$0] }.map { check.fields[$0].name })
      if mentions(late, in: field.formula) { isEarly[index] = false }
    }
    let earlyNames = Set(check.fields.indices.filter { isEarly[$0] }.map { check.fields[$0].name })
    let testScope = Scope(
      entity: check.rowEntity, columns: columns, check: id, columnsFirst: false, visible: subjects.union(earlyNames))
    let verdictScope = Scope(entity: check.rowEntity, columns: columns, check: id, columnsFirst: true)
    let tests = check.tests.map { test in
      withScope(testScope) {
        ResolvedCheck.Test(
          pass: test.pass.map { condition($0) } ?? Expression(.constant(.unknown), .invalid, test.range),
          fail: test.fail.map { condition($0) }, because: test.because.map { resolve($0) },
          advice: test.advice.map { resolve($0) })
      }
    }
    let fields = check.fields.enumerated().map { index, field in
      let early = isEarly[index]
      let before = Set(check.fields[..<index].map(\.name))
      let scope =
        early
        ? Scope(
          entity: check.rowEntity, columns: columns, check: id, columnsFirst: false,
          visible: subjects.union(earlyNames.intersection(before)))
        : Scope(
          entity: check.rowEntity, columns: columns, check: id, columnsFirst: true,
          visible: subjects.union(outcomeNames).union(earlyNames).union(before))
      return withScope(scope) {
        (value: converted(resolve(field.formula, expecting: field.type), to: field.type), isEarly: early)
      }
    }
    var rules = check.rules.map { rule in
      (verdict: rule.verdict, condition: rule.condition.map { node in withScope(verdictScope) { condition(node) } })
    }
    if rules.isEmpty {
      let range = check.range
      let failed = Expression(
        .column(depth: 0, index: columns.firstIndex { $0.name == "failed" } ?? 0), .integer, range)
      let unknown = Expression(
        .column(depth: 0, index: columns.firstIndex { $0.name == "unknown" } ?? 0), .integer, range)
      let zero = Expression(.constant(.number(0)), .integer, range)
      rules = [
        (verdict: 0, condition: Expression(.compare(.greater, failed, zero), .yesNo, range)),
        (verdict: 1, condition: Expression(.compare(.greater, unknown, zero), .yesNo, range)),
        (verdict: 2, condition: nil),
      ]
    }
    let resolved = ResolvedCheck(
      subjectFilter: subjectFilter, eachFilter: eachFilter, tests: tests, rules: rules, fields: fields,
      columns: columns, internalPath: nil, subjectCount: subjects.count)
    let flow = InternalFlow(catalog: catalog, definitions: definitions)
    return resolved.confined(by: flow.path(within: resolved).map { ["check \(check.name)"] + $0 })
  }

  /// Whether an expression names one of these, as a whole or as the start of a path.
  private func mentions(_ names: Set<String>, in node: SyntaxNode) -> Bool {
    if node.kind == .nameExpression { return names.contains(node.firstName) }
    if node.kind == .outcomeTest { return true }
    return node.children.contains { mentions(names, in: $0) }
  }

  /// A move with its conditions and changes resolved.
  @discardableResult public func move(_ id: Int) -> ResolvedMove? {
    readResolved(.move(id))
    if case .done(let move)? = definitions.moves[id] { return move }
    if case .failed? = definitions.moves[id] { return nil }
    let move = catalog.moves[id]
    let before = diagnostics.count
    let resolved = isolated {
      withScope(Scope(entity: move.entity)) {
        ResolvedMove(
          conditions: move.conditions.map { condition($0) },
          assignments: move.assignments.compactMap { assignment($0, entity: move.entity) })
      }
    }
    if diagnostics[before...].contains(where: { $0.severity == .error }) {
      definitions.moves[id] = .failed
      return nil
    }
    definitions.moves[id] = .done(resolved)
    return resolved
  }
}

extension Resolver {
  /// Resolves a check by its name, so that it can be run.
  public func resolveCheckNamed(_ name: String) {
    if let id = catalog.check(named: name) { _ = check(id, usedAt: catalog.checks[id].range) }
  }
}
