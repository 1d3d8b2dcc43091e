// Worksheets, with the entity and the choices they bring.

extension CatalogBuilder {
  mutating func addWorksheet(_ node: SyntaxNode) {
    guard let (name, place) = nameToken(node) else { return }
    checkAllowed(name, place, "a worksheet")
    if let first = nounPlace(name) { return duplicate("the noun", name, place, first) }
    let tree = node.tree
    guard let on = node.ownToken("on"), on + 1 < node.endTokenIndex else { return }
    let entityName = tree.name(ofToken: on + 1)
    guard let entity = catalog.entityIndex[entityName] else {
      reportUnknownEntity(entityName, at: tree.range(ofToken: on + 1))
      return
    }
    let answers = answers(of: node, on: entityName)
    var groups: [Worksheet.Group] = []
    var questions: [Worksheet.Question] = []
    var seen: [String: SourceRange] = [:]
    var problems: [Diagnostic] = []
    for group in node.child(of: .body)?.children(of: .worksheetGroup) ?? [] {
      let own = group.ownTokens
      let label =
        own.count > 1 ? DeclaredText(token: own[1], in: tree) { problems.append($0) } : DeclaredText(group.firstName)
      groups.append(.init(name: group.firstName, declaredText: label))
      for question in group.child(of: .body)?.children(of: .worksheetQuestion) ?? [] {
        if let first = seen[question.firstName] {
          duplicate("the question", question.firstName, question.firstTokenRange, first)
          continue
        }
        seen[question.firstName] = question.firstTokenRange
        questions.append(
          .init(
            name: question.firstName, group: groups.count - 1,
            declaredText: DeclaredText(token: question.lastTokenIndex, in: tree) { problems.append($0) }))
      }
    }
    diagnostics += problems
    if questions.count > 250 {
      report(Diagnostic(.tooLarge, "the worksheet `\(name)` has more than 250 questions", at: place))
      questions.removeLast(questions.count - 250)
    }
    let questionScale = appendScale(
      Scale(
        name: "\(name).question", isOrdered: false,
        values: questions.map { .init(name: $0.name, label: $0.declaredText) },
        doc: .none, range: place), named: false)
    let groupScale = appendScale(
      Scale(
        name: "\(name).group", isOrdered: false, values: groups.map { .init(name: $0.name, label: $0.declaredText) },
        doc: .none, range: place), named: false)
    let trend =
      catalog.scaleIndex["trend"]
      ?? appendScale(
        Scale(
          name: "trend", isOrdered: true,
          values: ["down", "steady", "up"].map { .init(name: $0, label: DeclaredText($0)) },
          doc: .text("How a rating moved between two dates"), range: place))
    let worksheet = catalog.worksheets.count
    var fields = [
      Field(
        name: "on", type: .date, isRequired: true, isInternal: false, defaultValue: nil, bounds: nil,
        declaredFormula: nil,
        doc: .none, range: place),
      Field(
        name: "question", type: .scale(questionScale), isRequired: true, isInternal: false, defaultValue: nil,
        bounds: nil, declaredFormula: nil, doc: .none, range: place),
    ]
    fields += answers.map {
      Field(
        name: $0.name, type: $0.type, isRequired: false, isInternal: false, defaultValue: nil, bounds: $0.bounds,
        declaredFormula: nil, doc: .none, range: place)
    }
    let own = node.ownTokens
    let isInternal = own.count > 5 && own.last.map { node.tree.token($0, is: "internal") } ?? false
    var stored = Entity(
      name: "\(name) answer", plural: "\(name) answers", parents: [entity], labelling: .fields([0, 1]), fields: fields,
      role: .answers(worksheet: worksheet), isInternal: isInternal, doc: .none, range: place)
    stored.fieldIndex = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
    catalog.entities.append(stored)
    catalog.worksheets.append(
      Worksheet(
        name: name, entity: entity, answers: answers, groups: groups, questions: questions,
        answersEntity: catalog.entities.count - 1, questionScale: questionScale, groupScale: groupScale,
        trendScale: trend, doc: .above(node), range: place))
    catalog.worksheetIndex[name] = worksheet
  }

  /// The declared answers; one whose name a column of the worksheet has already is told and left out.
  private mutating func answers(of node: SyntaxNode, on entityName: String) -> [Worksheet.Answer] {
    var answers: [Worksheet.Answer] = []
    var taken = ColumnNames(
      of: "a worksheet's rows", reserved: [entityName, "question", "group", "text", "on", "previous", "trend"])
    for item in node.children(of: .worksheetAnswer) {
      let typeNode = item.child(of: .typeName)
      let answerType = type(typeNode)
      let isNamed = typeNode.map { $0.firstTokenIndex > item.firstTokenIndex } ?? false
      let bounds = item.child(of: .rangeModifier).flatMap { range($0, of: answerType) }
      let answerName = isNamed ? item.firstName : "answer"
      guard taken.claim(answerName, item.firstTokenRange, report: { report($0) }) else { continue }
      answers.append(.init(name: answerName, type: answerType, bounds: bounds))
    }
    return answers
  }
}
