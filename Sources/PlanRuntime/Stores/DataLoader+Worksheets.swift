import PlanLang

// Worksheets: dated answers to lists of questions.

extension DataLoader {
  mutating func readAnswers(_ id: Int, _ node: SyntaxNode, of thing: ThingReference, evidence: Int32) {
    let sheet = catalog.worksheets[id]
    guard thing.entity == sheet.entity else {
      report(
        Diagnostic(
          .wrongParent, "`\(sheet.name)` is about \(catalog.entities[sheet.entity].name.withArticle)",
          at: node.firstTokenRange,
          label: "not about \(catalog.entities[thing.entity].name.withArticle)"))
      return
    }
    guard let date = answerDate(node, evidence), let members = node.child(of: .members) else { return }
    let day = AnswerDay(date)
    for member in members.children {
      switch member.kind {
      case .fieldMember:
        guard let question = question(sheet, member.firstName, member.firstTokenRange) else { continue }
        guard sheet.answers.count == 1 else {
          report(
            Diagnostic(
              .wrongValue, "each question of `\(sheet.name)` has several answers", at: member.firstTokenRange,
              label:
                "write `\(member.firstName) { \(sheet.answers.map { "\($0.name) = ..." }.joined(separator: "; ")) }`"))
          continue
        }
        guard let value = member.child(0), value.kind != .missing,
          let row = answerRow(sheet, question, day, thing, member)
        else { continue }
        setAnswer(row, 2, value, evidenceList(member.child(of: .evidence)) ?? evidence, at: member)
      case .childBlock:
        guard let question = question(sheet, member.firstName, member.firstTokenRange),
          let row = answerRow(sheet, question, day, thing, member),
          let inner = member.child(of: .members)
        else { continue }
        for answer in inner.children(of: .fieldMember) {
          guard let index = answerIndex(sheet, answer.firstName, answer.firstTokenRange), let value = answer.child(0),
            value.kind != .missing
          else { continue }
          setAnswer(row, 2 + index, value, evidenceList(answer.child(of: .evidence)) ?? evidence, at: answer)
        }
      default: break
      }
    }
  }

  mutating func readAnswerTable(
    _ id: Int, _ node: SyntaxNode, _ header: [Int], of thing: ThingReference, evidence: Int32
  ) {
    let sheet = catalog.worksheets[id]
    let tree = node.tree
    guard thing.entity == sheet.entity else {
      report(
        Diagnostic(
          .wrongParent, "`\(sheet.name)` is about \(catalog.entities[sheet.entity].name.withArticle)",
          at: node.firstTokenRange,
          label: "move this table there"))
      return
    }
    guard let date = answerDate(node, evidence) else { return }
    let day = AnswerDay(date)
    var columns: [Int?] = []
    for token in header {
      let name = tree.name(ofToken: token)
      columns.append(name == "question" ? -1 : answerIndex(sheet, name, tree.range(ofToken: token)))
    }
    guard let questionColumn = columns.firstIndex(of: -1) else {
      report(
        Diagnostic(
          .tableShape, "this table has no column `question`", at: node.child(of: .tableHeader)?.range ?? node.range,
          label: "each row answers a question"))
      return
    }
    for row in node.children(of: .tableRow) {
      let cells = row.children.filter { $0.kind == .cell }
      guard questionColumn < cells.count, let cell = cells[questionColumn].child(0),
        cell.kind == .nameExpression || cell.kind == .textLiteral
      else {
        report(
          Diagnostic(
            .tableShape, "this row names no question", at: row.range, label: "the column `question` needs a name"))
        continue
      }
      let name = cell.kind == .textLiteral ? labelText(cell.firstTokenIndex, tree) : cell.firstName
      guard cells.count <= columns.count else {
        report(
          Diagnostic(
            .tableShape, "this row has more cells than the table has columns", at: row.range,
            label: "\(cells.count - columns.count) too many"))
        continue
      }
      guard let question = question(sheet, name, cell.range), let thing = answerRow(sheet, question, day, thing, row)
      else { continue }
      for (column, cell) in zip(columns, cells) {
        guard let column, column >= 0, let value = cell.child(0), value.kind != .missing, value.kind != .evidence else {
          continue
        }
        setAnswer(thing, 2 + column, value, evidenceList(cell.child(of: .evidence)) ?? evidence, at: value)
      }
    }
  }

  mutating func answerDate(_ node: SyntaxNode, _ evidence: Int32) -> CalendarDate? {
    if let label = node.child(of: .label), let token = labelTokens(label).first {
      let text = node.tree.tokens[token].kind == .date ? node.tree.text(ofToken: token) : labelText(token, node.tree)
      if let date = CalendarDate(text) { return date }
      report(
        Diagnostic(
          .invalidDate, "there is no day `\(text)`", at: label.range,
          label: "answers are given on a day, as in 2026-11-21"))
      return nil
    }
    if let date = evidenceLists[Int(evidence)].compactMap(\.date).last { return date }
    report(
      Diagnostic(
        .expected, "answers need their date", at: node.firstTokenRange,
        label: "write `\(node.firstName) 2026-11-21 { ... }`",
        notes: ["or put them inside `per \"...\" on DATE { ... }`"]))
    return nil
  }

  mutating func question(_ sheet: Worksheet, _ name: String, _ place: SourceRange) -> Int? {
    if let index = sheet.questions.firstIndex(where: { $0.name == name }) { return index }
    let nearest = Suggestions.nearest(to: name, among: sheet.questions.map(\.name))
    report(
      Diagnostic(
        .unknownField, "the worksheet `\(sheet.name)` has no question `\(name)`", at: place,
        label: nearest.map { "did you mean `\($0)`?" } ?? "not a question of it",
        notes: ["`describe \(sheet.name)` lists its questions"],
        fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
    return nil
  }

  mutating func answerIndex(_ sheet: Worksheet, _ name: String, _ place: SourceRange) -> Int? {
    if let index = sheet.answers.firstIndex(where: { $0.name == name }) { return index }
    let nearest = Suggestions.nearest(to: name, among: sheet.answers.map(\.name))
    report(
      Diagnostic(
        .unknownField, "the answers of `\(sheet.name)` have no `\(name)`", at: place,
        label: nearest.map { "did you mean `\($0)`?" }
          ?? "they have \(sheet.answers.map(\.name).joined(separator: ", "))",
        fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
    return nil
  }

  /// The day answers were given on, and how their labels begin: written once for all of them.
  struct AnswerDay {
    let date: CalendarDate
    let label: String

    init(_ date: CalendarDate) {
      self.date = date
      label = "\(date), "
    }
  }

  /// A new answer to a question about a thing on a day; a second one on the same day is an error.
  mutating func answerRow(
    _ sheet: Worksheet, _ question: Int, _ day: AnswerDay, _ thing: ThingReference, _ node: SyntaxNode
  ) -> ThingReference? {
    let text = text(of: node.tree)
    let form = forms[sheet.answersEntity]
    let place = text.firstPlace(node.id)
    let label = editor.snapshot.pool.number(of: day.label + sheet.questions[question].name)
    guard claim(form, label, thing, place) else { return nil }
    let row = insert(form, label, thing, place, text, originToken: node.firstTokenIndex)
    editor.set(row, field: 0, .date(day.date))
    editor.set(row, field: 1, .code(question))
    return row
  }

  private mutating func setAnswer(
    _ row: ThingReference, _ field: Int, _ value: SyntaxNode, _ evidence: Int32, at place: SyntaxNode
  ) {
    setField(
      row, field, forms[row.entity], value.id, in: text(of: value.tree), evidence: evidence, at: place.id)
  }
}
