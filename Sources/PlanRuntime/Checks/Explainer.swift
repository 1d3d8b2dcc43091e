import PlanLang

/// Answers `why`: each sub-result in turn, down to the facts with their evidence, file and line.
struct Explainer {
  let evaluator: Evaluator
  private static let deepest = 8
  static let mostRows = 6

  /// Gathers the lines of an answer.
  final class Lines {
    var rows: [[Value]] = []
    var prose: [ResultTable.ProseLine] = []

    func add(
      _ depth: Int, _ text: String, result: Value = .unknown, resultText: String? = nil, evidence: [Evidence] = [],
      origin: Origin? = nil, tone: ResultTable.ProseLine.Tone = .plain
    ) {
      let date = evidence.compactMap(\.date).max()
      rows.append([
        .integer(depth), .text(text), resultText.map { .text($0) } ?? .unknown,
        evidence.last.map { .text($0.source) } ?? .unknown, date.map { .date($0) } ?? .unknown,
        origin.map { .text($0.file) } ?? .unknown, origin.map { .integer($0.line) } ?? .unknown,
      ])
      var line = text
      if let resultText { line += ": \(resultText)" }
      if !evidence.isEmpty { line += ", " + evidence.map(\.text).joined(separator: " ") }
      if let origin { line += "  (\(origin.file):\(origin.line))" }
      prose.append(.init(line, indent: depth, tone: tone))
    }
  }

  private func table(_ lines: Lines) -> ResultTable {
    var table = ResultTable(
      columns: [
        Column(name: "depth", type: .integer), Column(name: "text", type: .text), Column(name: "result", type: .text),
        Column(name: "source", type: .text), Column(name: "on", type: .date), Column(name: "file", type: .text),
        Column(name: "line", type: .integer),
      ], rows: lines.rows, catalog: evaluator.catalog, snapshot: evaluator.snapshot)
    table.prose = lines.prose
    return table
  }

  /// `why EXPRESSION`
  func table(for expression: Expression) throws -> ResultTable {
    let lines = Lines()
    try explain(expression, 0, lines)
    if lines.rows.isEmpty { try state(expression, lines) }
    return table(lines)
  }

  /// `why CHECK for THING`, `why CHECK not VERDICT for THING`
  func table(check id: Int, not verdict: Int?, for thing: ThingReference, at range: SourceRange) throws -> ResultTable {
    let catalog = evaluator.catalog
    let check = catalog.checks[id]
    guard let resolved = evaluator.definitions.check(id) else { return table(Lines()) }
    let frames = try evaluator.rows(ofCheck: id, within: thing)
    guard !frames.isEmpty else {
      throw Diagnostic(
        .thingNotFound, "the check `\(check.name)` does not look at \(evaluator.finder.short(thing))", at: range,
        label: "not among its subjects",
        notes: ["`\(check.name) | show \(catalog.entities[check.subject].name)` lists them"])
    }
    let lines = Lines()
    for frame in frames {
      try evaluator.on(evaluator.checkFrame(check, frame), of: check) {
        try explain(row: frame, check, resolved, not: verdict, lines)
      }
    }
    return table(lines)
  }

  private func explain(row frame: Frame, _ check: Check, _ resolved: ResolvedCheck, not verdict: Int?, _ lines: Lines)
    throws
  {
    let scale = evaluator.catalog.scales[check.verdictScale]
    let reporter = CheckReporter(evaluator: evaluator)
    let found = reporter.verdict(of: frame, check, resolved)
    let inner = evaluator.checkFrame(check, frame)
    lines.add(0, "\(reporter.subject(frame, check)): \(check.name) is \(found)", tone: .heading)
    if let verdict {
      guard frame.columns[resolved.verdictColumn] != .code(verdict) else {
        lines.add(1, "it is \(scale.values[verdict].name) already", tone: .good)
        return
      }
      return try explainMissing(verdict, frame, inner, check, resolved, lines)
    }
    for rule in resolved.rules {
      let holds =
        try rule.condition.map { condition in try isolated(inner) { try evaluator.evaluate(condition).truth } } ?? true
      let condition = rule.condition.map { check.rules.isEmpty ? ruleText(rule.verdict, scale) : $0.text }
      lines.add(
        1, "\(scale.values[rule.verdict].name) \(condition.map { "when \($0)" } ?? "otherwise")",
        resultText: holds == true ? "yes" : holds == false ? "no" : "unknown", tone: .faint)
      if holds == true { break }
    }
    for (index, test) in check.tests.enumerated() {
      try explain(test: index, test, frame, inner, resolved, lines)
    }
    for (index, field) in check.fields.enumerated() {
      let value = frame.columns[resolved.firstField + index]
      lines.add(1, "\(field.name)", resultText: evaluator.text.display(value, field.type))
      try isolated(inner) { try explain(resolved.fields[index].value, 2, lines, isTop: true) }
    }
  }

  private func ruleText(_ verdict: Int, _ scale: Scale) -> String {
    verdict == 0 ? "a counted test fails" : verdict == 1 ? "a counted test is unknown" : "every counted test passes"
  }

  private func explain(
    test index: Int, _ test: Check.Test, _ frame: Frame, _ inner: Frame, _ resolved: ResolvedCheck, _ lines: Lines
  ) throws {
    let outcome = frame.columns[resolved.firstTest + index]
    let word = outcome == .yesNo(true) ? "yes" : outcome == .yesNo(false) ? "no" : "open"
    lines.add(
      1, "\(test.title)\(test.isAdvisory ? " (advisory)" : "")", resultText: word,
      tone: outcome == .yesNo(true) ? .good : outcome == .yesNo(false) ? .bad : .open)
    try isolated(inner) {
      let rules = resolved.tests[index]
      if outcome != .yesNo(true), let because = rules.because, outcome == .yesNo(false),
        case .text(let reason) = try evaluator.evaluate(because)
      {
        lines.add(2, reason)
      }
      let start = lines.prose.count
      try explain(rules.pass, 2, lines, isTop: true)
      if outcome != .yesNo(true), let fail = rules.fail {
        // What fails a test is often what it asks for turned round, and told already.
        let told = "\(fail.text): \(evaluator.text.display(try evaluator.evaluate(fail), fail.type))"
        if !lines.prose[start...].contains(where: { $0.text == told }) { try explain(fail, 2, lines, isTop: true) }
      }
      if outcome != .yesNo(true), let advice = rules.advice, case .text(let hint) = try evaluator.evaluate(advice) {
        lines.add(2, "try: \(hint)")
      }
    }
  }

  private func isolated<T>(_ frame: Frame, _ body: () throws -> T) throws -> T {
    try evaluator.isolated(within: nil) { try evaluator.withFrame(frame) { try body() } }
  }

  /// The fewest tests that would have to pass for a verdict, each with what it looks at.
  private func explainMissing(
    _ verdict: Int, _ frame: Frame, _ inner: Frame, _ check: Check, _ resolved: ResolvedCheck, _ lines: Lines
  ) throws {
    let open = check.tests.indices.filter { frame.columns[resolved.firstTest + $0] != .yesNo(true) }
    let name = evaluator.catalog.scales[check.verdictScale].values[verdict].name
    for size in 1...max(1, min(open.count, 6)) where size <= open.count {
      var found: [[Int]] = []
      try Combinations.each(open.count, size) { chosen in
        let subset = chosen.map { open[$0] }
        if try self.verdict(if: subset, pass: inner, check, resolved) == verdict { found.append(subset) }
        return true
      }
      guard let first = found.first else { continue }
      lines.add(
        1,
        found.count == 1
          ? "it would be \(name) if \(size == 1 ? "this held" : "these held")"
          : "it would be \(name) in \(found.count) ways; the first")
      for index in first { try explain(test: index, check.tests[index], frame, inner, resolved, lines) }
      return
    }
    lines.add(1, "no test that passes now would make it \(name)", tone: .bad)
    for rule in resolved.rules where rule.verdict == verdict {
      if let condition = rule.condition { lines.add(1, "it needs \(condition.text)") }
    }
  }

  private func verdict(if passing: [Int], pass frame: Frame, _ check: Check, _ resolved: ResolvedCheck) throws -> Int? {
    var changed = frame
    for index in passing { changed.columns[resolved.firstTest + index] = .yesNo(true) }
    var counts = [0, 0, 0]
    for (index, test) in check.tests.enumerated() where !test.isAdvisory {
      let outcome = changed.columns[resolved.firstTest + index]
      counts[outcome == .yesNo(true) ? 0 : outcome == .yesNo(false) ? 1 : 2] += 1
    }
    for offset in 0..<3 { changed.columns[resolved.verdictColumn + 1 + offset] = .integer(counts[offset]) }
    for rule in resolved.rules {
      let holds =
        try rule.condition.map { condition in try isolated(changed) { try evaluator.evaluate(condition).truth == true }
        } ?? true
      if holds { return rule.verdict }
    }
    return nil
  }

  // MARK: Expressions

  /// Explains an expression in the rows around it.
  func explain(_ expression: Expression, _ depth: Int, _ lines: Lines, isTop: Bool = false) throws {
    guard depth < Explainer.deepest else { return }
    let value = try evaluator.evaluate(expression)
    let shown = evaluator.text.display(value, expression.type)
    switch expression.kind {
    case .constant, .row, .setting, .thing, .local: return
    case .and(let left, let right), .or(let left, let right):
      if isTop, case .and = expression.kind {
        try explain(left, depth, lines, isTop: true)
        try explain(right, depth, lines, isTop: true)
        return
      }
      lines.add(depth, expression.text, resultText: shown)
      try explain(left, depth + 1, lines)
      try explain(right, depth + 1, lines)
    case .not(let operand):
      lines.add(depth, expression.text, resultText: shown)
      try explain(operand, depth + 1, lines)
    case .field(let base, let entity, let field): try fact(base, entity, field, depth, lines)
    case .answer(let base, let worksheet, let question, let column):
      guard case .thing(let thing) = try evaluator.evaluate(base) else { return }
      try answer(worksheet, thing, question, column, value == .unknown ? nil : shown, depth, lines)
    case .formula(let base, let entity, let field):
      guard case .thing(let thing) = try evaluator.evaluate(base),
        let formula = evaluator.definitions.formula(entity: entity, field: field)
      else { return }
      let name = evaluator.catalog.entities[entity].fields[field].name
      lines.add(depth, "\(name) of \(evaluator.finder.short(thing))", resultText: shown)
      try isolated(Frame(thing: thing)) { try explain(formula, depth + 1, lines) }
    case .aggregate(let aggregate): try explain(aggregate, expression, shown, depth, lines)
    case .rowCount(let source):
      lines.add(depth, expression.text, resultText: shown)
      try explain(source, depth + 1, lines)
    case .conditional(let test, let yes, let no):
      if !isTop { lines.add(depth, expression.text, resultText: shown) }
      let next = isTop ? depth : depth + 1
      try explain(test, next, lines)
      if let truth = try evaluator.evaluate(test).truth { try explain(truth ? yes : no, next, lines) }
    default:
      lines.add(depth, expression.text, resultText: shown)
      for part in parts(expression) { try explain(part, depth + 1, lines) }
    }
  }

  func parts(_ expression: Expression) -> [Expression] {
    switch expression.kind {
    case .negate(let a), .fraction(let a), .test(_, let a), .label(let a), .ancestor(let a, _): [a]
    case .arithmetic(_, let a, let b), .compare(_, let a, let b), .matches(let a, let b), .isIn(let a, let b),
      .coalesce(let a, let b):
      [a, b]
    case .isBetween(let a, let b, let c): [a, b, c]
    case .call(_, let items), .list(let items), .text(let items), .apply(_, let items): items
    default: []
    }
  }

  /// What needs no reason: a value written down, or a thing with the place it stands at.
  private func state(_ expression: Expression, _ lines: Lines) throws {
    let value = try evaluator.evaluate(expression)
    guard case .thing(let thing) = value else {
      return lines.add(0, expression.text, resultText: evaluator.text.display(value, expression.type))
    }
    lines.add(0, evaluator.finder.short(thing), origin: evaluator.snapshot.origin(thing, field: -1))
  }

  private func fact(_ base: Expression, _ entity: Int, _ field: Int, _ depth: Int, _ lines: Lines) throws {
    let name = evaluator.catalog.entities[entity].fields[field].name
    guard case .thing(let thing) = try evaluator.evaluate(base) else {
      lines.add(depth, "\(name): there is no \(evaluator.catalog.entities[entity].name) to ask about", tone: .open)
      return
    }
    let value = evaluator.snapshot.value(thing, field: field)
    let type = evaluator.catalog.entities[entity].fields[field].type
    if value == .unknown {
      lines.add(
        depth, "\(name) of \(evaluator.finder.short(thing))", resultText: "not recorded", origin: nil, tone: .open)
      return
    }
    lines.add(
      depth, "\(name) of \(evaluator.finder.short(thing))", resultText: evaluator.text.display(value, type),
      evidence: evaluator.snapshot.evidence(thing, field: field),
      origin: evaluator.snapshot.origin(thing, field: field), tone: .faint)
  }

  /// The stored facts an expression reads, each once.
  func facts(_ expression: Expression, _ depth: Int, _ lines: Lines) throws {
    guard depth < Explainer.deepest else { return }
    switch expression.kind {
    case .field(let base, let entity, let field): try fact(base, entity, field, depth, lines)
    case .and(let a, let b), .or(let a, let b):
      try facts(a, depth, lines)
      try facts(b, depth, lines)
    case .not(let a): try facts(a, depth, lines)
    case .aggregate, .formula: try explain(expression, depth, lines)
    default: for part in parts(expression) { try facts(part, depth, lines) }
    }
  }
}
