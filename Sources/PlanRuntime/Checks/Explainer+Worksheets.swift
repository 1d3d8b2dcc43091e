import PlanLang

/// Answers of worksheets, told in the words of the sheet with where they come from.
extension Explainer {
  /// An answer asked for by name.
  func answer(
    _ worksheet: Int, _ thing: ThingReference, _ question: Int, _ column: Int, _ shown: String?, _ depth: Int,
    _ lines: Lines
  ) throws {
    let answer = column - 4
    let isAnswer = evaluator.catalog.worksheets[worksheet].answers.indices.contains(answer)
    told(
      questionText(worksheet, question), shown ?? "not recorded",
      isAnswer ? evaluator.worksheets.kept(worksheet, thing, question, answer: answer) : nil, depth, lines)
  }

  /// A worksheet's row: the question, what came of it, and what was answered where that is another thing.
  func tell(
    _ row: Frame, of worksheet: Int, reading read: [Int: Bool], _ result: String?, _ depth: Int, _ lines: Lines
  ) {
    let sheet = evaluator.catalog.worksheets[worksheet]
    guard case .thing(let thing)? = row.columns.first, case .code(let question) = row.columns[1] else { return }
    let count = sheet.answers.count
    let answers = read.keys.sorted().map { index in
      let type = sheet.answers[index].type
      let before = row.columns[5 + count + 2 * index]
      let isCompared = read[index] == true && !before.isUnknown
      return (
        name: sheet.answers[index].name,
        text: evaluator.text.display(row.columns[4 + index], type)
          + (isCompared ? ", \(evaluator.text.display(before, type)) before" : ""),
        kept: evaluator.worksheets.kept(worksheet, thing, question, answer: index)
      )
    }
    if answers.count == 1, answers[0].kept == nil || result == nil || answers[0].text == result {
      let known = answers[0].kept == nil ? "not recorded" : answers[0].text
      return told(questionText(worksheet, question), known, answers[0].kept, depth, lines)
    }
    told(questionText(worksheet, question), result, nil, depth, lines)
    for answer in answers {
      told(answer.name, answer.kept == nil ? "not recorded" : answer.text, answer.kept, depth + 1, lines)
    }
  }

  /// Which answers of a worksheet's rows are looked at, and whether they are compared with the ones before.
  func answersRead(_ source: RowSource, _ looks: [Expression?]) -> [Int: Bool] {
    guard case .worksheet(let id, _) = source else { return [:] }
    return AnswersRead.places(in: looks, of: evaluator.catalog.worksheets[id])
  }

  /// A question as it is written in data, with its words.
  private func questionText(_ worksheet: Int, _ question: Int) -> String {
    let sheet = evaluator.catalog.worksheets[worksheet]
    return "\(sheet.name).\(sheet.questions[question].name) \"\(sheet.questions[question].text)\""
  }

  /// A line with the evidence and the place of a kept fact.
  private func told(
    _ text: String, _ result: String?, _ kept: (row: ThingReference, field: Int)?, _ depth: Int, _ lines: Lines
  ) {
    lines.add(
      depth, text, resultText: result,
      evidence: kept.map { evaluator.snapshot.evidence($0.row, field: $0.field) } ?? [],
      origin: kept.flatMap { evaluator.snapshot.origin($0.row, field: $0.field) })
  }
}
