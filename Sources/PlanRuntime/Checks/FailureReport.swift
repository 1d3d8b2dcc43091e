import PlanLang

// What `planshell check` tells: each counted test that fails, for whom, and where that stands.

extension CheckReporter {
  /// How wide the report is where nothing else says it: mails and logs are read at this width.
  private static let width = 100

  /// The counted tests that fail, or with `strict` are unknown, of some checks.
  func failures(_ checks: [Int], strict: Bool) throws -> ResultTable {
    let rows = try CheckPass(evaluator: evaluator).rows(of: checks) { try $0.failureRows(of: $1, strict: strict) }
    var table = ResultTable(
      columns: [
        Column(name: "check", type: .text), Column(name: "thing", type: .text), Column(name: "verdict", type: .text),
        Column(name: "test", type: .text), Column(name: "outcome", type: .outcome), Column(name: "advice", type: .text),
        Column(name: "file", type: .text), Column(name: "line", type: .integer),
      ], rows: rows, catalog: evaluator.catalog, snapshot: evaluator.snapshot)
    table.prose = prose(rows)
    table.proseWidth = CheckReporter.width
    return table
  }

  private func failureRows(of id: Int, strict: Bool) throws -> [[Value]] {
    guard let resolved = evaluator.definitions.check(id) else { return [] }
    let check = evaluator.catalog.checks[id]
    var rows: [[Value]] = []
    for frame in try evaluator.rows(ofCheck: id, within: nil) {
      let verdict = verdict(of: frame, check, resolved)
      let thing = rowThing(frame, check)
      let origin = thing.flatMap { evaluator.snapshot.origin($0, field: -1) }
      for (index, test) in check.tests.enumerated() where !test.isAdvisory {
        let outcome = frame.columns[resolved.firstTest + index]
        guard outcome == .yesNo(false) || strict && outcome == .unknown else { continue }
        var advice: Value = .unknown
        if let expression = resolved.tests[index].advice {
          let inner = evaluator.checkFrame(check, frame)
          advice = try sentence(expression, check, inner)
        }
        rows.append([
          .text(check.name), .text(thing.map { evaluator.finder.path(of: $0) } ?? subject(frame, check)),
          .text(verdict), .text(test.title), outcome, advice, origin.map { .text($0.file) } ?? .unknown,
          origin.map { .integer($0.line) } ?? .unknown,
        ])
      }
    }
    return rows
  }

  /// The thing a row is about: one of `each`, or of the subject that has none.
  private func rowThing(_ frame: Frame, _ check: Check) -> ThingReference? {
    for column in (0..<(check.each == nil ? 1 : 2)).reversed() {
      if case .thing(let thing) = frame.columns[column] { return thing }
    }
    return nil
  }

  /// The rows as a report: check by check, thing by thing.
  private func prose(_ rows: [[Value]]) -> [ResultTable.ProseLine] {
    func text(_ value: Value) -> String { if case .text(let text) = value { text } else { "" } }
    var lines: [ResultTable.ProseLine] = []
    var check = ""
    var thing = ""
    for row in rows {
      let (name, subject) = (text(row[0]), text(row[1]))
      if name != check {
        if !lines.isEmpty { lines.append(.init("")) }
        let documentation =
          evaluator.catalog.check(named: name).map { evaluator.catalog.checks[$0].documentation } ?? ""
        lines.append(.init(documentation.isEmpty ? name : "\(name): \(documentation)", tone: .heading))
        (check, thing) = (name, "")
      }
      let place = text(row[6])
      let key = "\(subject) \(place) \(row[7])"
      if key != thing {
        var head = "\(subject): \(text(row[2]))"
        if !place.isEmpty, case .number(let line) = row[7] {
          head += " (\(place):\(Fixed.text(line, scale: Fixed.numberScale)))"
        }
        lines.append(.init(head, indent: 1, tone: row[4] == .unknown ? .open : .bad))
        thing = key
      }
      lines.append(
        .init(
          "\(row[4] == .unknown ? "unknown" : "fail"): \(text(row[3]))", indent: 2,
          tone: row[4] == .unknown ? .open : .bad))
      let advice = text(row[5])
      if !advice.isEmpty { lines.append(.init(advice, indent: 3)) }
    }
    return lines
  }
}
