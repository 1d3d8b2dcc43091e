import PlanLang

/// Rows that a number or a yes rests on: each with its place, and the facts that put it among them.
extension Explainer {
  /// A condition rows have passed on their way here; inside a definition it sees nothing of what stands around.
  private struct Condition {
    let test: Expression
    let isDefinition: Bool
    let within: ThingReference?
  }

  func explain(_ aggregate: Aggregate, _ expression: Expression, _ shown: String, _ depth: Int, _ lines: Lines) throws {
    lines.add(depth, expression.text, resultText: shown)
    // The members of a set are told as the fact they are.
    if case .values(let base) = aggregate.source { return try explain(base, depth + 1, lines) }
    var settles: Bool?
    switch (aggregate.function, try evaluator.evaluate(expression)) {
    case (.any, .yesNo(true)), (.atLeast, .yesNo(true)): settles = true
    case (.all, .yesNo(false)): settles = false
    default: break
    }
    try explain(
      aggregate.source, filter: aggregate.filter, value: aggregate.value, settledBy: settles, depth + 1, lines)
  }

  /// The first rows of a source, and how many more there are; where one row settled the answer, only those like it.
  func explain(
    _ source: RowSource, filter: Expression? = nil, value: Expression? = nil, settledBy settles: Bool? = nil,
    _ depth: Int, _ lines: Lines
  ) throws {
    if filter == nil, let only = single(source) {
      return try evaluator.isolated(within: nil) { try explain(only, depth, lines) }
    }
    let leftOut = evaluator.leftOutUnknown
    let source = withThings(source)
    guard let rows = try evaluator.rows(of: source) else {
      switch source {
      case .things(let base, _), .values(let base), .below(let base, _): try explain(base, depth, lines)
      default: break
      }
      return
    }
    let open = evaluator.leftOutUnknown - leftOut
    let conditions = try conditions(of: source)
    let read = answersRead(source, [value, filter])
    var told = 0
    var hidden = 0
    for row in rows {
      let inside =
        try filter.map { filter in try evaluator.withFrame(row) { try evaluator.evaluate(filter).truth } } ?? true
      if inside == false { continue }
      if let settles {
        let holds =
          try value.map { value in try evaluator.withFrame(row) { try evaluator.evaluate(value).truth == settles } }
          ?? settles
        if inside != true || !holds { continue }
      }
      if told >= Explainer.mostRows {
        hidden += 1
        continue
      }
      told += 1
      let origin = row.thing.flatMap { evaluator.snapshot.origin($0, field: -1) }
      try evaluator.withFrame(row) {
        if case .worksheet(let id, _) = source {
          let result = try value.map { evaluator.text.display(try evaluator.evaluate($0), $0.type) }
          tell(row, of: id, reading: read, result, depth, lines)
        } else if let value {
          let found = try evaluator.evaluate(value)
          lines.add(depth, text(row, source), resultText: evaluator.text.display(found, value.type), origin: origin)
          try facts(value, depth + 1, lines)
        } else {
          lines.add(depth, text(row, source), resultText: inside == nil ? "unknown" : nil, origin: origin)
        }
        if let filter { try facts(filter, depth + 1, lines) }
      }
      if case .check(let id, _) = source { try reasons(row, id, depth + 1, lines) }
      for condition in conditions { try facts(condition, row, depth + 1, lines) }
    }
    if rows.isEmpty { lines.add(depth, "there are none", tone: .faint) }
    if told == 0, let filter {
      // Why none of them counts is the answer then.
      for row in rows.prefix(Explainer.mostRows) {
        if case .worksheet(let id, _) = source {
          tell(row, of: id, reading: read, "no", depth, lines)
          continue
        }
        let origin = row.thing.flatMap { evaluator.snapshot.origin($0, field: -1) }
        lines.add(depth, text(row, source), resultText: "no", origin: origin)
        try evaluator.withFrame(row) { try facts(filter, depth + 1, lines) }
      }
      hidden = max(0, rows.count - Explainer.mostRows)
    }
    if hidden > 0 { lines.add(depth, "and \(hidden) more", tone: .faint) }
    if open > 0 { lines.add(depth, "not known of \(open)", tone: .open) }
  }

  /// What speaks for a row's verdict: the counted tests that fail, else those that are open.
  private func reasons(_ row: Frame, _ id: Int, _ depth: Int, _ lines: Lines) throws {
    guard let resolved = evaluator.definitions.check(id) else { return }
    let check = evaluator.catalog.checks[id]
    func tests(_ outcome: Value) -> [Int] {
      check.tests.indices.filter { !check.tests[$0].isAdvisory && row.columns[resolved.firstTest + $0] == outcome }
    }
    let failing = tests(.yesNo(false))
    for index in failing.isEmpty ? tests(.unknown) : failing {
      lines.add(
        depth, check.tests[index].title, resultText: failing.isEmpty ? "open" : "no",
        tone: failing.isEmpty ? .open : .bad)
      guard !failing.isEmpty, let because = resolved.tests[index].because else { continue }
      let reason = try CheckReporter(evaluator: evaluator).sentence(because, check, evaluator.checkFrame(check, row))
      if case .text(let reason) = reason { lines.add(depth + 1, reason, tone: .faint) }
    }
  }

  /// A named query's rows before it chose its columns, so that they can be named: they are the same rows.
  private func withThings(_ source: RowSource) -> RowSource {
    guard case .named(let id, nil) = source, let plan = evaluator.definitions.query(id),
      case .project? = plan.steps.last, plan.sourceShape.entity != nil,
      plan.steps.dropLast().allSatisfy({
        switch $0 {
        case .filter, .extend, .sort, .take, .skip: true
        default: false
        }
      })
    else { return source }
    return .query(
      QueryPlan(
        source: plan.source, sourceShape: plan.sourceShape, steps: Array(plan.steps.dropLast()),
        shape: plan.sourceShape, presentation: Presentation(), range: plan.range, choosesColumns: false))
  }

  /// The one value a name stands for, as in `let goal = 3`.
  private func single(_ source: RowSource) -> Expression? {
    switch source {
    case .value(let value): value
    case .named(let id, _): evaluator.definitions.query(id).flatMap { $0.steps.isEmpty ? single($0.source) : nil }
    default: nil
    }
  }

  private func text(_ row: Frame, _ source: RowSource) -> String {
    if let thing = row.thing { return evaluator.finder.short(thing) }
    func named(_ columns: some Sequence<Value>) -> [String] {
      columns.compactMap { if case .thing(let thing) = $0 { evaluator.finder.short(thing) } else { nil } }
    }
    if case .check(let id, _) = source, let resolved = evaluator.definitions.check(id) {
      let check = evaluator.catalog.checks[id]
      let verdict = CheckReporter(evaluator: evaluator).verdict(of: row, check, resolved)
      let things = named(row.columns.prefix(resolved.verdictColumn))
      return "\(check.name) is \(verdict) for \(things.last ?? "")"
    }
    return named(row.columns).joined(separator: ", ")
  }

  /// What the rows of a source have in common, as long as its steps leave them the same rows.
  private func conditions(of source: RowSource) throws -> [Condition] {
    switch source {
    case .named(let id, let within):
      guard let plan = evaluator.definitions.query(id) else { return [] }
      var thing = evaluator.ambient
      if let within, case .thing(let found) = try evaluator.evaluate(within) { thing = found }
      return try evaluator.isolated(within: thing) { try conditions(of: .query(plan)) }.map {
        Condition(test: $0.test, isDefinition: true, within: thing)
      }
    case .query(let plan):
      var result = try conditions(of: plan.source)
      for step in plan.steps {
        switch step {
        case .filter(let test): result.append(Condition(test: test, isDefinition: false, within: nil))
        case .sort, .take, .skip, .distinct: break
        default: result = []
        }
      }
      return result
    default: return []
    }
  }

  private func facts(_ condition: Condition, _ row: Frame, _ depth: Int, _ lines: Lines) throws {
    func tell() throws { try evaluator.withFrame(row) { try facts(condition.test, depth, lines) } }
    if condition.isDefinition {
      try evaluator.isolated(within: condition.within) { try tell() }
    } else {
      try tell()
    }
  }
}
