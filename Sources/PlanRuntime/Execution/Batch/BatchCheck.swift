import PlanLang

/// The rows of checks, computed over columns: subjects and members are chosen by their conditions over whole tables,
/// then tests, counts, verdicts and fields are nodes over the rows.
extension BatchExecutor {
  /// The rows of a check as the row evaluator gives them; nil where that should do it.
  static func rows(ofCheck id: Int, within holder: ThingReference?, _ evaluator: Evaluator) throws -> [Frame]? {
    guard evaluator.usesBatches, evaluator.onRead == nil else { return nil }
    if evaluator.batchThreshold > 0 {
      // Narrowed to a thing there are few rows.
      let check = evaluator.catalog.checks[id]
      guard holder == nil, evaluator.snapshot.count(of: check.each ?? check.subject) >= evaluator.batchThreshold else {
        return nil
      }
    }
    let executor = BatchExecutor(evaluator)
    let before = evaluator.counters
    do {
      guard let rows = try executor.computedRows(ofCheck: id, within: holder) else { return nil }
      let frames = try executor.frames(of: rows)
      executor.addCounters(to: evaluator, before)
      return frames
    } catch is BatchRefusal {
      evaluator.counters = before
      return nil
    }
  }

  /// The rows of a check as the source of a query; its unknowns are counted once in a statement.
  func check(_ id: Int, within: ThingReference?) throws -> BatchRows? {
    let holder = within ?? evaluator.scope
    let key = Evaluator.CheckKey(check: id, within: holder)
    let before = counters
    guard let rows = try computedRows(ofCheck: id, within: holder) else { return nil }
    if counters.leftOut != before.leftOut || counters.skipped != before.skipped {
      if evaluator.countedChecks.contains(key) { counters = before } else { evaluator.countedChecks.insert(key) }
    }
    return rows
  }

  func computedRows(ofCheck id: Int, within holder: ThingReference?) throws -> BatchRows? {
    let check = evaluator.catalog.checks[id]
    guard let resolved = evaluator.definitions.check(id),
      evaluator.catalog.scales[check.verdictScale].values.count < 250
    else { return nil }
    let listed = holder.map { evaluator.subjects(check.subject, within: $0).map(\.row) }
    return try evaluator.isolated(within: nil) {
      var subjects = table(check.subject, listed)
      compiler.rowsAhead = subjects.count
      if let filter = resolved.subjectFilter {
        subjects.filters = [try condition(filter, subjects.row)]
        subjects = try settled(subjects)
      }
      let wanted = holder.flatMap { $0.entity == check.each ? Int32($0.row) : nil }
      let (subject, member) = try pairs(check, resolved, subjects, wanted: wanted)
      return try computed(resolved, check, subject, member)
    }
  }

  /// A condition that counts nothing: rows of which it is not known are left out quietly.
  private func condition(_ expression: Expression, _ row: BatchCompiler.Row) throws -> BatchNode {
    let node = try compiler.truth(expression, around(row))
    return BatchByteNode(.truth, node, slot: compiler.slot()) { $0 == BatchCode.yes ? BatchCode.yes : BatchCode.no }
  }

  /// Rules of checks see their own row and nothing further out.
  private func around(_ row: BatchCompiler.Row) -> BatchCompiler.Surroundings {
    BatchCompiler.Surroundings(rows: [row], ambient: nil, reachesOut: false)
  }

  // MARK: Whom the rows are about

  /// The subject of each row and, for checks of each thing of a subject, the thing; a subject without any has one row.
  private func pairs(_ check: Check, _ resolved: ResolvedCheck, _ subjects: BatchRows, wanted: Int32?) throws
    -> (BatchColumn, BatchColumn?)
  {
    let count = subjects.count
    guard let each = check.each else {
      let rows = BatchArray<Int32>(0, count: count)
      for index in 0..<count { rows.pointer[index] = subjects.order?[index] ?? Int32(index) }
      return (BatchColumn(rows, of: check.subject), nil)
    }
    guard check.subject != each, evaluator.catalog.entity(each, isBelow: check.subject) else { throw BatchRefusal() }
    let owners = try compiler.ownerRows(of: each, owner: check.subject)
    // The place of each subject among the rows.
    let places = BatchArray<Int32>(-1, count: evaluator.snapshot.table(check.subject).count)
    for index in 0..<count { places.pointer[Int(subjects.order?[index] ?? Int32(index))] = Int32(index) }
    let members = try members(each, resolved.eachFilter, wanted) { row in
      let owner = owners.pointer[Int(row)]
      return owner >= 0 ? places.pointer[Int(owner)] : -1
    }
    // Members in the order of their subjects: how many each has, then where its stretch begins.
    var starts = [Int32](repeating: 0, count: count + 1)
    for member in members { starts[Int(member.place) + 1] += 1 }
    var total: Int32 = 0
    for index in 0..<count {
      let own = starts[index + 1]
      starts[index] = total
      total += own > 0 ? own : wanted == nil ? 1 : 0
    }
    let subjectRows = BatchArray<Int32>(0, count: Int(total))
    let memberRows = BatchArray<Int32>(BatchCode.unknown32, count: Int(total))
    starts[count] = total
    for index in 0..<count {
      let subject = subjects.order?[index] ?? Int32(index)
      for place in starts[index]..<starts[index + 1] { subjectRows.pointer[Int(place)] = subject }
    }
    for member in members {
      let place = starts[Int(member.place)]
      memberRows.pointer[Int(place)] = member.row
      starts[Int(member.place)] += 1
    }
    return (BatchColumn(subjectRows, of: check.subject), BatchColumn(memberRows, of: each))
  }

  /// The things that fit and belong to a subject, in the order of the table, each with its subject's place.
  private func members(_ entity: Int, _ filter: Expression?, _ wanted: Int32?, _ place: (Int32) -> Int32) throws
    -> [(row: Int32, place: Int32)]
  {
    var rows = table(entity, nil)
    compiler.rowsAhead = rows.count
    let node = try filter.map { try condition($0, rows.row) }
    func belonging(_ rows: BatchRows) -> [(row: Int32, place: Int32)] {
      var result: [(row: Int32, place: Int32)] = []
      result.reserveCapacity(rows.count)
      for index in 0..<rows.count {
        let row = rows.order?[index] ?? Int32(index)
        let place = place(row)
        if place >= 0 { result.append((row, place)) }
      }
      return result
    }
    if let node, !node.counts, !node.mayFail {
      rows.filters = [node]
      return belonging(try settled(rows)).filter { wanted == nil || $0.row == wanted }
    }
    // What may count or fail is asked only of those it would be asked of one by one.
    var result = belonging(rows)
    if let node {
      rows.order = result.map(\.row)
      rows.filters = [node]
      let fitting = try settled(rows).order ?? []
      var next = fitting.startIndex
      result = result.filter { member in
        guard next < fitting.endIndex, fitting[next] == member.row else { return false }
        next += 1
        return true
      }
    }
    return result.filter { wanted == nil || $0.row == wanted }
  }

  // MARK: What the check says of them

  private func computed(_ resolved: ResolvedCheck, _ check: Check, _ subject: BatchColumn, _ member: BatchColumn?)
    throws
    -> BatchRows
  {
    let count = subject.count
    func things(_ column: BatchColumn) -> BatchNode {
      let node = BatchGatherNode(column, of: nil, slot: compiler.slot())
      node.isShared = true
      return node
    }
    let subjectNode = things(subject)
    let memberNode = member.map { things($0) }
    compiler.rowsAhead = count
    var row = BatchCompiler.Row(thing: memberNode ?? subjectNode, isSure: memberNode == nil)
    row.columns = try resolved.columns.map { _ in try compiler.constant(.unknown) }
    row.columns[0] = subjectNode
    if let memberNode { row.columns[1] = memberNode }
    var inOrder: [Int] = []
    func put(_ column: Int, _ node: BatchNode) {
      node.isShared = true
      row.columns[column] = node
      inOrder.append(column)
    }
    for (index, field) in resolved.fields.enumerated() where field.isEarly {
      put(resolved.firstField + index, try self.field(field.value, around(row)))
    }
    for (index, test) in resolved.tests.enumerated() {
      let pass = try compiler.truth(test.pass, around(row))
      let fail = try test.fail.map { try compiler.truth($0, around(row)) }
      put(resolved.firstTest + index, fail.map { BatchOutcomeNode(pass, $0, slot: compiler.slot()) } ?? pass)
    }
    let counted = check.tests.indices.filter { !check.tests[$0].isAdvisory }
      .map { row.columns[resolved.firstTest + $0] }
    for (offset, outcome) in [BatchCode.yes, BatchCode.no, BatchCode.open].enumerated() {
      put(resolved.verdictColumn + 1 + offset, BatchTallyNode(counted, outcome, slot: compiler.slot()))
    }
    var rules: [BatchVerdictNode.Rule] = []
    for rule in resolved.rules {
      rules.append((rule.verdict, try rule.condition.map { try compiler.truth($0, around(row)) }))
      if rule.condition == nil { break }
    }
    put(resolved.verdictColumn, BatchVerdictNode(rules, slot: compiler.slot()))
    for (index, field) in resolved.fields.enumerated() where !field.isEarly {
      put(resolved.firstField + index, try self.field(field.value, around(row)))
    }
    // What may fail or counts unknowns is computed now, whoever asks; the rest when somebody does.
    row.thing = nil
    row.isSure = false
    let due = inOrder.filter { row.columns[$0].counts || row.columns[$0].mayFail }
    if !due.isEmpty {
      let nodes = due.map { row.columns[$0] }
      let plain = BatchRows(entity: nil, size: count, row: row)
      for (column, values) in zip(due, try materialized(nodes, plain)) {
        row.columns[column] = BatchGatherNode(values, of: nil, slot: compiler.slot())
      }
    }
    return BatchRows(entity: nil, size: count, row: row)
  }

  private func field(_ expression: Expression, _ around: BatchCompiler.Surroundings) throws -> BatchNode {
    compiler.codes(try compiler.compile(expression, around))
  }
}
