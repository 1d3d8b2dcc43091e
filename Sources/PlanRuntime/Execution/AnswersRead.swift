import PlanLang

/// Which answers of a worksheet's rows expressions look at.
enum AnswersRead {
  /// The answers by their place, with whether they are compared with the ones before.
  static func places(in expressions: [Expression?], of worksheet: Worksheet) -> [Int: Bool] {
    let count = worksheet.answers.count
    var found: [Int: Bool] = [:]
    func look(_ expression: Expression) {
      if case .column(0, let index) = expression.kind {
        if (4..<4 + count).contains(index) { found[index - 4] = found[index - 4] ?? false }
        // The answer before and the trend stand behind, two for each answer.
        if index > 4 + count { found[(index - 5 - count) / 2] = true }
      }
      for part in parts(expression) { look(part) }
    }
    for expression in expressions { if let expression { look(expression) } }
    return found
  }

  /// What an expression is made of in the same row; what other rows' expressions look at is theirs.
  private static func parts(_ expression: Expression) -> [Expression] {
    switch expression.kind {
    case .not(let a), .negate(let a), .fraction(let a), .test(_, let a), .label(let a), .ancestor(let a, _): [a]
    case .and(let a, let b), .or(let a, let b), .arithmetic(_, let a, let b), .compare(_, let a, let b),
      .matches(let a, let b), .isIn(let a, let b), .coalesce(let a, let b):
      [a, b]
    case .isBetween(let a, let b, let c), .conditional(let a, let b, let c): [a, b, c]
    case .call(_, let items), .list(let items), .text(let items), .apply(_, let items): items
    default: []
    }
  }
}

extension Evaluator {
  /// Tells whoever listens which answers an aggregate over a worksheet rests on.
  func tellAnswersRead(_ aggregate: Aggregate, _ rows: RowList) throws {
    guard onRead != nil, case .worksheet(let id, _) = aggregate.source else { return }
    let read = AnswersRead.places(in: [aggregate.value, aggregate.filter], of: catalog.worksheets[id]).keys.sorted()
    for row in rows.frames {
      if let filter = aggregate.filter, try withFrame(row, { try evaluate(filter).truth }) == false { continue }
      guard case .thing(let thing)? = row.columns.first, case .code(let question) = row.columns[1] else { continue }
      for answer in read { tellAnswerRead(id, thing, question, answer) }
    }
  }

  /// The same for one answer: where it is kept when there is one, else what it would be about.
  func tellAnswerRead(_ id: Int, _ thing: ThingReference, _ question: Int, _ answer: Int) {
    let sheet = catalog.worksheets[id]
    let name =
      "\(sheet.name).\(sheet.questions[question].name)"
      + (sheet.answers.count > 1 ? ".\(sheet.answers[answer].name)" : "")
    if let kept = worksheets.kept(id, thing, question, answer: answer) {
      onRead?(kept.row, name, kept.field, snapshot.value(kept.row, field: kept.field))
    } else {
      onRead?(thing, name, -1, .unknown)
    }
  }
}
