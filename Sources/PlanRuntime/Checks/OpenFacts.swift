import PlanLang

/// What checks rest on: facts nobody recorded (`ask`), and facts that are old or assumed (`stale`).
struct OpenFacts {
  let evaluator: Evaluator

  /// Unknown facts by how many tests they would settle, with whom to ask.
  func ask(_ only: Int?) throws -> ResultTable {
    let catalog = evaluator.catalog
    var tests: [OpenFact: Int] = [:]
    var checks: [OpenFact: [String]] = [:]
    defer {
      Leftovers.keep(tests)
      Leftovers.keep(checks)
    }
    for (id, check) in catalog.checks.enumerated() where only == nil || only == id {
      guard let resolved = evaluator.definitions.check(id) else { continue }
      for frame in try evaluator.rows(ofCheck: id, within: nil) {
        try evaluator.pulse()
        let inner = evaluator.checkFrame(check, frame)
        for (index, test) in check.tests.enumerated()
        where !test.isAdvisory && frame.columns[resolved.firstTest + index] == .unknown {
          for fact in try MissingFacts(evaluator: evaluator).facts(of: resolved.tests[index], on: inner, check) {
            tests[fact, default: 0] += 1
            if checks[fact]?.contains(check.name) != true { checks[fact, default: []].append(check.name) }
          }
        }
      }
    }
    let ranked = try StoppableSort.sorted(Array(tests)) { a, b in
      (b.value, a.key.thing, a.key.field) < (a.value, b.key.thing, b.key.field)
    }
    var rows: [[Value]] = []
    defer { Leftovers.keep(rows) }
    for (fact, count) in ranked {
      try Interrupt.check()
      rows.append([
        .text(evaluator.finder.path(of: fact.thing)), .text(fact.field), .integer(count),
        .values((checks[fact] ?? []).map { .text($0) }), whomToAsk(fact.thing),
      ])
    }
    return ResultTable(
      columns: Resolver.columnsOfAsk, rows: rows, catalog: catalog, snapshot: evaluator.snapshot)
  }

  /// The `whom_to_ask` field of the thing or of what it stands in, where the library declares one.
  private func whomToAsk(_ thing: ThingReference) -> Value {
    var current: ThingReference? = thing
    while let candidate = current {
      let entity = evaluator.catalog.entities[candidate.entity]
      if let field = entity.field(named: Resolver.whomToAskField) {
        let found: Value?
        if let formula = evaluator.definitions.formula(entity: candidate.entity, field: field) {
          found = try? evaluator.isolated(within: candidate) {
            try evaluator.withFrame(Frame(thing: candidate)) { try evaluator.evaluate(formula) }
          }
        } else {
          found = evaluator.snapshot.value(candidate, field: field)
        }
        if let found, found != .unknown, found != .absent {
          return .text(evaluator.text.display(found, entity.fields[field].type))
        }
      }
      current = evaluator.snapshot.parent(candidate)
    }
    return .unknown
  }

  /// Verdicts that rest on facts older than an age, or on assumptions.
  func stale(_ age: CalendarDuration) throws -> ResultTable {
    let catalog = evaluator.catalog
    let limit = evaluator.today.adding(CalendarDuration(months: -age.months, days: -age.days)) ?? evaluator.today
    var rows: [[Value]] = []
    defer { Leftovers.keep(rows) }
    for (id, check) in catalog.checks.enumerated() {
      guard let resolved = evaluator.definitions.check(id) else { continue }
      for frame in try evaluator.rows(ofCheck: id, within: nil) {
        try evaluator.pulse()
        let inner = evaluator.checkFrame(check, frame)
        var read: [OpenFact: Value] = [:]
        evaluator.onRead = { thing, field, index, value in
          if value != .unknown { read[OpenFact(thing: thing, field: field, index: index)] = value }
        }
        defer { evaluator.onRead = nil }
        for test in resolved.tests { _ = try evaluator.on(inner, of: check) { try evaluator.outcome(of: test) } }
        evaluator.onRead = nil
        let reporter = CheckReporter(evaluator: evaluator)
        let verdict = reporter.verdict(of: frame, check, resolved)
        let subject = reporter.subject(frame, check)
        for fact in read.keys.sorted(by: { ($0.thing, $0.field) < ($1.thing, $1.field) }) where fact.index >= 0 {
          let evidence = evaluator.snapshot.evidence(fact.thing, field: fact.index)
          // An answer has a date of its own.
          var answered: CalendarDate?
          if case .answers = catalog.entities[fact.thing.entity].role,
            case .date(let date) = evaluator.snapshot.value(fact.thing, field: 0)
          {
            answered = date
          }
          guard !evidence.isEmpty || answered != nil else { continue }
          let newest = evidence.compactMap(\.date).max() ?? answered
          let isOld = newest.map { $0 < limit } ?? false
          let isAssumed = !evidence.isEmpty && evidence.allSatisfy { $0.standing == .assumed }
          guard isOld || isAssumed else { continue }
          let about = answered == nil ? fact.thing : evaluator.snapshot.parent(fact.thing) ?? fact.thing
          rows.append([
            .text(check.name), .text(subject), .text(verdict), .text(fact.field),
            .text(evaluator.finder.short(about)),
            newest.map { .duration(CalendarDuration(days: evaluator.today.days - $0.days)) } ?? .unknown,
            evidence.last.map { .text($0.source) } ?? .unknown, .yesNo(isAssumed),
          ])
        }
      }
    }
    return ResultTable(
      columns: [
        Column(name: "check", type: .text), Column(name: "thing", type: .text), Column(name: "verdict", type: .text),
        Column(name: "field", type: .text), Column(name: "of", type: .text), Column(name: "age", type: .duration),
        Column(name: "source", type: .text), Column(name: "assumed", type: .yesNo),
      ], rows: rows, catalog: catalog, snapshot: evaluator.snapshot)
  }
}
