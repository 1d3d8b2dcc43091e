import PlanLang

// The rows of checks, one at a time.

extension Evaluator {
  /// The rows of a check: one for each subject, or for each thing of its subjects, nobody left out.
  func rows(ofCheck id: Int, within: ThingReference?) throws -> [Frame] {
    let holder = within ?? ambient ?? scope
    let key = CheckKey(check: id, within: holder)
    if let known = checkRows[key] { return known }
    let before = counters
    let rows = try BatchExecutor.rows(ofCheck: id, within: holder, self) ?? separateRows(ofCheck: id, within: holder)
    note(key, before)
    checkRows[key] = rows
    return rows
  }

  /// Sees to it that what a check leaves out is counted once.
  func note(_ key: CheckKey, _ before: BatchCounters) {
    let after = counters
    guard after.leftOut != before.leftOut || after.skipped != before.skipped else { return }
    if countedChecks.contains(key) {
      counters = BatchCounters(leftOut: before.leftOut, skipped: before.skipped, checks: after.checks)
    } else {
      countedChecks.insert(key)
    }
  }

  private func separateRows(ofCheck id: Int, within holder: ThingReference?) throws -> [Frame] {
    guard let resolved = definitions.check(id) else { return [] }
    let check = catalog.checks[id]
    var rows: [Frame] = []
    // A thing of the check's rows narrows to the rows about it.
    var wanted: ThingReference?
    if let each = check.each, let holder, holder.entity == each { wanted = holder }
    for subject in subjects(check.subject, within: holder) {
      try pulse()
      if let filter = resolved.subjectFilter {
        if try on(Frame(thing: subject), of: check, { try evaluate(filter).truth }) != true { continue }
      }
      guard let each = check.each else {
        rows.append(try row(ofCheck: resolved, check, subject: subject, each: nil))
        continue
      }
      var members: [ThingReference] = []
      for row in descendants(of: subject, each) {
        let member = ThingReference(entity: each, row: row)
        if let filter = resolved.eachFilter {
          if try on(Frame(thing: member), of: check, { try evaluate(filter).truth }) != true { continue }
        }
        members.append(member)
      }
      if let wanted { members = members.filter { $0 == wanted } }
      if members.isEmpty {
        if wanted == nil { rows.append(try row(ofCheck: resolved, check, subject: subject, each: nil)) }
      } else {
        for member in members { rows.append(try row(ofCheck: resolved, check, subject: subject, each: member)) }
      }
    }
    return rows
  }

  /// The frame in which a check's rules are evaluated for one of its rows.
  func checkFrame(_ check: Check, _ row: Frame) -> Frame {
    let thing: Value? =
      row.columns.indices.contains(check.each == nil ? 0 : 1) ? row.columns[check.each == nil ? 0 : 1] : nil
    if case .thing(let reference)? = thing { return Frame(thing: reference, columns: row.columns) }
    return Frame(thing: nil, columns: row.columns)
  }

  private func row(ofCheck resolved: ResolvedCheck, _ check: Check, subject: ThingReference, each: ThingReference?)
    throws -> Frame
  {
    var frame = Frame(
      thing: check.each == nil ? subject : each, columns: Array(repeating: .unknown, count: resolved.columns.count))
    frame.columns[0] = .thing(subject)
    if check.each != nil { frame.columns[1] = each.map { .thing($0) } ?? .unknown }
    return try working(on: check, each ?? subject) {
      for (index, field) in resolved.fields.enumerated() where field.isEarly {
        frame.columns[resolved.firstField + index] = try withFrame(frame) { try evaluate(field.value) }
      }
      var counts = (passed: 0, failed: 0, unknown: 0)
      for (index, test) in resolved.tests.enumerated() {
        let outcome = try withFrame(frame) { try self.outcome(of: test) }
        frame.columns[resolved.firstTest + index] = outcome.map { .yesNo($0) } ?? .unknown
        if check.tests[index].isAdvisory { continue }
        switch outcome {
        case true?: counts.passed += 1
        case false?: counts.failed += 1
        case nil: counts.unknown += 1
        }
      }
      frame.columns[resolved.verdictColumn + 1] = .integer(counts.passed)
      frame.columns[resolved.verdictColumn + 2] = .integer(counts.failed)
      frame.columns[resolved.verdictColumn + 3] = .integer(counts.unknown)
      for rule in resolved.rules {
        let holds =
          try rule.condition.map { condition in try withFrame(frame) { try evaluate(condition).truth == true } } ?? true
        if holds {
          frame.columns[resolved.verdictColumn] = .code(rule.verdict)
          break
        }
      }
      for (index, field) in resolved.fields.enumerated() where !field.isEarly {
        frame.columns[resolved.firstField + index] = try withFrame(frame) { try evaluate(field.value) }
      }
      frame.thing = nil
      return frame
    }
  }

  /// Works something out about a thing a check looks at, with nothing of the surroundings.
  func working<Result>(on check: Check, _ thing: ThingReference, _ body: () throws -> Result) rethrows -> Result {
    let outer = checkRow
    checkRow = (check.name, thing)
    defer { checkRow = outer }
    return try isolated(within: nil, body)
  }

  /// Works something out in a row of a check, which is about a thing of its own or the first one in it.
  func on<Result>(_ row: Frame, of check: Check, _ body: () throws -> Result) rethrows -> Result {
    guard let thing = row.thing ?? row.things.first else {
      return try isolated(within: nil) { try withFrame(row, body) }
    }
    return try working(on: check, thing) { try withFrame(row, body) }
  }

  /// Whether a test passes (yes), fails (no) or is open (nil) in the row around it.
  func outcome(of test: ResolvedCheck.Test) throws -> Bool? {
    let pass = try evaluate(test.pass).truth
    if pass == true { return true }
    if let fail = test.fail { return try evaluate(fail).truth == true ? false : nil }
    return pass == false ? false : nil
  }
}
