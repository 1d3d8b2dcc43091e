import PlanLang

/// What `check` shows: every row with its verdict and, for people, what failed or is open, why, and what to do.
struct CheckReporter {
  let evaluator: Evaluator
  /// Whether what we see and what we advise is told beside the outcomes.
  var tellsReasons = true

  func table(_ id: Int, within: ThingReference?) throws -> (ResultTable, [Frame]) {
    let catalog = evaluator.catalog
    let check = catalog.checks[id]
    guard let resolved = evaluator.definitions.check(id) else {
      return (ResultTable(columns: [], rows: [], catalog: catalog, snapshot: evaluator.snapshot), [])
    }
    let frames = try evaluator.rows(ofCheck: id, within: within)
    var table = ResultTable(
      columns: resolved.columns, rows: frames.map(\.columns), catalog: catalog, snapshot: evaluator.snapshot)
    var prose: [ResultTable.ProseLine] = []
    let title = check.documentation.isEmpty ? "" : ": \(check.documentation)"
    prose.append(.init("\(check.name)\(title)", tone: .heading))
    let verdicts = catalog.scales[check.verdictScale].values
    let counts = verdicts.indices.map { code in
      "\(verdicts[code].name) \(frames.filter { $0.columns[resolved.verdictColumn] == .code(code) }.count)"
    }
    prose.append(.init(frames.isEmpty ? "nothing to check" : counts.joined(separator: " · "), tone: .faint))
    // Rows of which there is the same to say are told together.
    var order: [String] = []
    var blocks: [String: (subjects: [String], lines: [ResultTable.ProseLine])] = [:]
    defer {
      Leftovers.keep(frames)
      Leftovers.keep(blocks)
      Leftovers.keep(order)
      Leftovers.keep(prose)
    }
    for frame in frames {
      try evaluator.pulse()
      let lines = try lines(frame, check, resolved)
      let key = lines.map { "\($0.indent) \($0.text)" }.joined(separator: "\n")
      if blocks[key] == nil { order.append(key) }
      blocks[key, default: ([], lines)].subjects.append(subject(frame, check))
    }
    for key in order {
      try Interrupt.check()
      guard let block = blocks[key], let head = block.lines.first else { continue }
      prose.append(
        .init("\(block.subjects.joined(separator: "; ")): \(head.text)", indent: head.indent, tone: head.tone))
      prose += block.lines.dropFirst()
    }
    table.prose = prose
    return (table, frames)
  }

  /// What there is to say of a row, the verdict first.
  private func lines(_ frame: Frame, _ check: Check, _ resolved: ResolvedCheck) throws -> [ResultTable.ProseLine] {
    let verdict = verdict(of: frame, check, resolved)
    let failed = frame.columns[resolved.verdictColumn + 2]
    let open = frame.columns[resolved.verdictColumn + 3]
    let isBad = failed != .number(0)
    let isOpen = open != .number(0)
    var fields: [String] = []
    for (index, field) in check.fields.enumerated() {
      let value = frame.columns[resolved.firstField + index]
      if value != .unknown { fields.append("\(field.name) \(evaluator.text.display(value, field.type))") }
    }
    let suffix = fields.isEmpty ? "" : " (\(fields.joined(separator: ", ")))"
    var lines = [
      ResultTable.ProseLine("\(verdict)\(suffix)", indent: 1, tone: isBad ? .bad : isOpen ? .open : .good)
    ]
    let inner = evaluator.checkFrame(check, frame)
    for (index, test) in check.tests.enumerated() {
      let outcome = frame.columns[resolved.firstTest + index]
      if outcome == .yesNo(true) { continue }
      let word = outcome == .yesNo(false) ? "no" : "open"
      var line = "\(word)  \(test.title)"
      if test.isAdvisory { line += " (advisory)" }
      lines.append(.init(line, indent: 2, tone: outcome == .yesNo(false) ? .bad : .open))
      guard tellsReasons else { continue }
      let missing = MissingFacts(evaluator: evaluator)
      let facts = outcome == .unknown ? try missing.facts(of: resolved.tests[index], on: inner, check) : []
      // A reason says what is so; of what nobody knows there is only that to say.
      if outcome == .unknown, let each = check.each, frame.columns[1] == .unknown {
        lines.append(.init("not known: \(evaluator.catalog.entities[each].name)", indent: 3, tone: .faint))
      } else if !facts.isEmpty {
        lines.append(.init("not known: \(missing.text(facts, on: inner))", indent: 3, tone: .faint))
      } else if let because = resolved.tests[index].because {
        if case .text(let reason) = try sentence(because, check, inner) {
          lines.append(.init(reason, indent: 3, tone: .faint))
        }
      }
      if let advice = resolved.tests[index].advice {
        if case .text(let hint) = try sentence(advice, check, inner) { lines.append(.init(hint, indent: 3)) }
      }
    }
    return lines
  }

  /// A test's reason or advice for a row.
  func sentence(_ text: Expression, _ check: Check, _ row: Frame) throws -> Value {
    try evaluator.on(row, of: check) { try evaluator.evaluate(text) }
  }

  /// A row's verdict in words.
  func verdict(of row: Frame, _ check: Check, _ resolved: ResolvedCheck) -> String {
    evaluator.text.display(row.columns[resolved.verdictColumn], .scale(check.verdictScale))
  }

  /// Whom a row is about: `Dana Li, "Cut days in A/R"`.
  func subject(_ frame: Frame, _ check: Check) -> String {
    var parts: [String] = []
    for column in 0..<(check.each == nil ? 1 : 2) {
      if case .thing(let thing) = frame.columns[column] { parts.append(evaluator.finder.label(of: thing)) }
    }
    let named = parts.filter { !$0.isEmpty }.joined(separator: ", ")
    return named.isEmpty ? evaluator.catalog.entities[check.rowEntity].name : named
  }

  /// All checks, a row for each row of each.
  func overview(within: ThingReference?) throws -> ResultTable {
    let catalog = evaluator.catalog
    let meant = catalog.checks.indices.filter { id in within.map { fits(catalog.checks[id], $0) } ?? true }
    let rows = try CheckPass(evaluator: evaluator).rows(of: meant) { try $0.overviewRows(of: $1, within: within) }
    let columns = [
      Column(name: "check", type: .text), Column(name: "thing", type: .text), Column(name: "verdict", type: .text),
      Column(name: "passed", type: .integer), Column(name: "failed", type: .integer),
      Column(name: "unknown", type: .integer),
    ]
    return ResultTable(columns: columns, rows: rows, catalog: catalog, snapshot: evaluator.snapshot)
  }

  /// A check's rows in the overview.
  private func overviewRows(of id: Int, within: ThingReference?) throws -> [[Value]] {
    guard let resolved = evaluator.definitions.check(id) else { return [] }
    let check = evaluator.catalog.checks[id]
    return try evaluator.rows(ofCheck: id, within: within).map { frame in
      return [
        .text(check.name), .text(subject(frame, check)), .text(verdict(of: frame, check, resolved)),
        frame.columns[resolved.verdictColumn + 1],
        frame.columns[resolved.verdictColumn + 2], frame.columns[resolved.verdictColumn + 3],
      ]
    }
  }

  private func fits(_ check: Check, _ thing: ThingReference) -> Bool {
    let catalog = evaluator.catalog
    return [check.subject, check.each].compactMap { $0 }.contains {
      $0 == thing.entity || catalog.entity($0, isBelow: thing.entity)
    }
  }
}
