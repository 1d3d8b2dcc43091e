import PlanLang

// Help on what is declared: entities, fields, scales, checks, worksheets, queries, functions, moves.

extension HelpText {
  /// Explains something declared, by its name.
  func declared(_ name: String) -> String? {
    if let id = catalog.entity(named: name) ?? catalog.entity(plural: name) {
      guard catalog.entities[id].role == .stored else { return nil }
      // Many an entity has a scale of its own name.
      return entity(id)
    }
    if let id = catalog.check(named: name) { return check(id) }
    if let id = catalog.worksheet(named: name) { return worksheet(id) }
    if let id = catalog.query(named: name) { return query(id) }
    if let id = catalog.scale(named: name) { return scale(id) }
    if let id = catalog.definition(named: name) { return definition(id) }
    if let id = catalog.move(named: name) { return move(id) }
    if let id = catalog.chance(named: name) { return chance(id) }
    return nil
  }

  var nouns: String {
    var page = HelpLayout()
    page.line("Nouns:")
    // What stands at the top first, then what there is most of.
    let stored = catalog.entities.indices.filter { catalog.entities[$0].role == .stored }.sorted { a, b in
      let left = (catalog.entities[a].isTopLevel && count(a) > 0 ? 0 : 1, -count(a), catalog.entities[a].plural)
      return left < (catalog.entities[b].isTopLevel && count(b) > 0 ? 0 : 1, -count(b), catalog.entities[b].plural)
    }
    page.pairs(
      stored.map { id in
        let things = count(id)
        let documentation = catalog.entities[id].documentation
        return (catalog.entities[id].plural, (things > 0 ? "(\(things)) " : "") + documentation)
      })
    page.heading("Named queries:")
    page.pairs(catalog.queries.map { ($0.name, $0.documentation) })
    page.heading("Checks:")
    page.pairs(catalog.checks.map { ($0.name, $0.documentation) })
    page.heading("Worksheets:")
    page.pairs(catalog.worksheets.map { ($0.name, $0.documentation) })
    return page.text
  }

  // MARK: Entities and fields

  private func entity(_ id: Int) -> String {
    let entity = catalog.entities[id]
    var page = HelpLayout()
    let parents = entity.parents.map { catalog.entities[$0].name }.joined(separator: " or ")
    page.paragraph("\(entity.name) (plural \(entity.plural))" + (parents.isEmpty ? "" : ", in \(parents)"))
    page.paragraph(entity.documentation)
    tell(.entity(id), &page)
    page.heading("Fields:")
    var fields: [(String, String)] = entity.isNamed ? [("name", "text")] : []
    for field in entity.fields where !field.isComputed {
      fields.append((field.name, meaning(field, of: id)))
    }
    page.pairs(fields)
    let computed = entity.fields.filter(\.isComputed)
    if !computed.isEmpty {
      page.heading("Computed:")
      page.pairs(computed.map { ($0.name, meaning($0, of: id)) })
    }
    let children = catalog.children(of: id).filter { catalog.entities[$0].role == .stored }.map {
      catalog.entities[$0].plural
    }
    let related: [(String, [String])] = [
      ("Holds:", children), ("Worksheets:", catalog.worksheets.filter { $0.entity == id }.map(\.name)),
      ("Checks:", catalog.checks.filter { $0.subject == id || $0.each == id }.map(\.name)),
    ]
    for (title, names) in related where !names.isEmpty {
      page.heading(title)
      page.names(names)
    }
    show(entityExamples(id), &page)
    return page.text
  }

  private func entityExamples(_ id: Int) -> [String] {
    let entity = catalog.entities[id]
    let stored = entity.fields.filter { !$0.isComputed }
    // The fields that tell things apart best: scales and short facts before long texts.
    let chosen = (stored.filter { if case .scale = $0.type { true } else { false } } + stored).map(\.name)
    var columns: [String] = entity.isNamed ? ["name"] : entity.parents.prefix(1).map { catalog.entities[$0].name }
    for name in chosen where columns.count < 4 && !columns.contains(name) { columns.append(name) }
    return ["\(entity.plural) | show \(columns.joined(separator: ", ")) | take 3"]
  }

  /// A field's type, its modifiers and what it is for.
  private func meaning(_ field: Field, of entity: Int) -> String {
    var text = catalog.name(of: field.type) + span(field.bounds, field.type)
    if field.isRequired { text += ", required" }
    if isInternal(field, of: entity) { text += ", internal" }
    if !field.documentation.isEmpty {
      text += ": \(field.documentation)"
    } else if let formula = field.formula {
      text += " = \(HelpLayout.cut(oneLine(formula.text), to: 90))"
    }
    return text
  }

  /// A range of values, with a blank before it; empty where there is none.
  private func span(_ bounds: (low: Value, high: Value)?, _ type: ValueType) -> String {
    guard let bounds else { return "" }
    let values = ValueText(catalog: catalog, snapshot: Snapshot(catalog: Catalog()))
    return " \(values.display(bounds.low, type))..\(values.display(bounds.high, type))"
  }

  /// `help account.revenue`, `describe growth.able`: a field of an entity, or a part of a check or a worksheet.
  func memberText(_ owner: String, _ name: String) -> String? {
    if let text = fieldText(owner, name) { return text }
    if let id = catalog.check(named: owner) { return part(name, of: catalog.checks[id]) }
    if let id = catalog.worksheet(named: owner) { return question(name, of: catalog.worksheets[id]) }
    return nil
  }

  /// A name that is a test, a verdict or a setting of checks, or a question of worksheets.
  func partText(_ name: String) -> String? {
    let parts =
      catalog.checks.compactMap { part(name, of: $0) } + catalog.worksheets.compactMap { question(name, of: $0) }
    return parts.isEmpty ? nil : parts.prefix(3).joined(separator: "\n\n")
  }

  private func part(_ name: String, of check: Check) -> String? {
    var page = HelpLayout()
    if let test = check.tests.first(where: { $0.name == name }) {
      page.paragraph(
        "\(check.name).\(name): a test\(test.isAdvisory ? ", shown and not counted" : ""): \(test.title)")
      page.paragraph(test.documentation)
      if let pass = test.pass { page.paragraph("It passes when \(oneLine(pass.text))", indent: 2) }
      if let fail = test.fail { page.paragraph("It fails when \(oneLine(fail.text))", indent: 2) }
      show(["\(check.name) | count by \(name)"], &page)
    } else if let setting = check.settings.first(where: { $0.name == name }) {
      let text = ValueText(catalog: catalog, snapshot: Snapshot(catalog: Catalog()))
      page.paragraph(
        "\(check.name).\(name): a setting, \(text.display(setting.value, setting.type)): \(setting.documentation)")
      page.line("Changed with:")
      page.example("extend check \(check.name) { \(name) = \(text.display(setting.value, setting.type)) }")
    } else if let field = check.fields.first(where: { $0.name == name }) {
      page.paragraph("\(check.name).\(name): \(catalog.name(of: field.type))")
      page.paragraph(field.documentation)
      page.line("Computed as:")
      page.paragraph(oneLine(field.formula.text), indent: 2)
    } else if let code = catalog.scales[check.verdictScale].code(of: name) {
      page.paragraph("\(check.name).\(name): a verdict of the check \(check.name)")
      for rule in check.rules where rule.verdict == code {
        page.paragraph(rule.condition.map { "It holds when \(oneLine($0.text))" } ?? "It holds otherwise", indent: 2)
      }
      show(["\(check.name) | where verdict = \(name) | take 3"], &page)
    } else {
      return nil
    }
    return page.text
  }

  private func question(_ name: String, of sheet: Worksheet) -> String? {
    guard let question = sheet.questions.first(where: { $0.name == name }) else { return nil }
    var page = HelpLayout()
    page.paragraph("\(sheet.name).\(name): a question of the worksheet \(sheet.name): \(question.text)")
    page.paragraph(
      "Answers: "
        + sheet.answers.map { "\($0.name) \(catalog.name(of: $0.type))\(span($0.bounds, $0.type))" }
        .joined(separator: ", "))
    return page.text
  }

  private func oneLine(_ text: String) -> String {
    text.split { $0 == "\n" || $0 == " " || $0 == "\t" }.joined(separator: " ").replacing("( ", with: "(")
  }

  /// `help stakeholder.alignment`
  func fieldText(_ owner: String, _ name: String) -> String? {
    guard let id = catalog.entity(named: owner) ?? catalog.entity(plural: owner),
      let index = catalog.entities[id].field(named: name)
    else { return nil }
    return field(index, of: id)
  }

  private func field(_ index: Int, of id: Int) -> String {
    let entity = catalog.entities[id]
    let field = entity.fields[index]
    var page = HelpLayout()
    page.paragraph(
      "\(entity.name).\(field.name): \(catalog.name(of: field.type))\(span(field.bounds, field.type))"
        + (field.isRequired ? ", required" : "") + (isInternal(field, of: id) ? ", internal" : ""))
    page.paragraph(field.documentation)
    if !field.isInternal { tell(.field(index, of: id), &page) }
    if let formula = field.formula {
      page.line("Computed as:")
      page.paragraph(oneLine(formula.text), indent: 2)
    }
    if case .scale(let scale) = field.type, !catalog.scales[scale].name.contains(".") {
      page.line("Values:")
      page.names(catalog.scales[scale].values.map(\.name))
      show(["\(entity.plural) | count by \(field.name)"], &page)
    } else {
      let label = entity.isNamed ? "name, " : ""
      show(["\(entity.plural) | where \(field.name) is known | show \(label)\(field.name) | take 3"], &page)
    }
    return page.text
  }

  /// A name that is a field of one or several entities.
  func fieldsText(_ name: String) -> String? {
    let owners = catalog.entities.indices.filter {
      catalog.entities[$0].role == .stored && catalog.entities[$0].field(named: name) != nil
    }
    guard let first = owners.first, let index = catalog.entities[first].field(named: name) else { return nil }
    if owners.count == 1 { return field(index, of: first) }
    var page = HelpLayout()
    page.line("\(name): a field of several entities")
    page.pairs(
      owners.compactMap { id in
        catalog.entities[id].field(named: name).map {
          ("\(catalog.entities[id].name).\(name)", meaning(catalog.entities[id].fields[$0], of: id))
        }
      })
    return page.text
  }

  // MARK: Scales and values

  private func scale(_ id: Int) -> String {
    let scale = catalog.scales[id]
    var page = HelpLayout()
    page.line("\(scale.name): \(scale.isOrdered ? "a scale, low to high" : "a choice, without order")")
    page.paragraph(scale.documentation)
    page.pairs(scale.values.map { ($0.name, $0.label) })
    var users: [(entity: Int, field: String)] = []
    for (owner, entity) in catalog.entities.enumerated() where entity.role == .stored {
      for field in entity.fields where field.type == .scale(id) || field.type == .set(.scale(id)) {
        users.append((owner, field.name))
      }
    }
    if !users.isEmpty {
      page.heading("Field of:")
      page.names(users.map { "\(catalog.entities[$0.entity].name).\($0.field)" })
    }
    if let user = users.first(where: { use in
      catalog.entities[use.entity].field(named: use.field).map {
        catalog.entities[use.entity].fields[$0].type == .scale(id)
      } ?? false
    }) {
      show(["\(catalog.entities[user.entity].plural) | count by \(user.field)"], &page)
    } else if let check = catalog.checks.first(where: { $0.fields.contains { $0.type == .scale(id) } }),
      let field = check.fields.first(where: { $0.type == .scale(id) })
    {
      show(["\(check.name) | count by \(field.name)"], &page)
    } else if let definition = catalog.definitions.first(where: { $0.parameters.contains { $0.type == .scale(id) } }),
      let call = call(of: definition)
    {
      show([call], &page)
    } else if let user = users.first {
      show([membership(of: scale, in: user.field, of: catalog.entities[user.entity])], &page)
    }
    return page.text
  }

  /// A query for things whose set of a scale's values has one of them, one that something has where there is any.
  private func membership(of scale: Scale, in field: String, of entity: Entity) -> String {
    let label = entity.isNamed ? "name, \(field)" : field
    let queries = scale.values.map {
      "\(entity.plural) | where \(scale.name).\($0.name) in \(field) | show \(label) | take 3"
    }
    return queries.first { sample($0)?.rows.isEmpty == false } ?? queries.first ?? entity.plural
  }

  /// A name that is a value of one or several scales.
  func valuesText(_ name: String) -> String? {
    let scales = catalog.scales.filter { !$0.name.contains(".") && $0.code(of: name) != nil }
    guard !scales.isEmpty else { return nil }
    var page = HelpLayout()
    page.line("\(name): a value of \(scales.map(\.name).joined(separator: ", "))")
    for scale in scales.prefix(3) {
      page.heading("\(scale.name), \(scale.isOrdered ? "low to high" : "without order"):")
      page.names(scale.values.map(\.name))
    }
    return page.text
  }

  // MARK: Checks, worksheets, queries

  private func check(_ id: Int) -> String {
    let check = catalog.checks[id]
    var page = HelpLayout()
    page.line("\(check.name): a check of each \(catalog.entities[check.rowEntity].name)")
    page.paragraph(check.documentation)
    tell(.check(id), &page)
    if !check.cites.isEmpty { page.paragraph("From: \(check.cites.joined(separator: "; "))") }
    page.heading("Tests:")
    page.pairs(check.tests.map { ($0.name, $0.title + ($0.isAdvisory ? " (advisory)" : "")) })
    page.heading("Verdicts:")
    page.names(catalog.scales[check.verdictScale].values.map(\.name))
    if !check.fields.isEmpty {
      page.heading("Fields:")
      page.pairs(
        check.fields.map {
          ($0.name, catalog.name(of: $0.type) + ($0.documentation.isEmpty ? "" : ": \($0.documentation)"))
        })
    }
    if !check.settings.isEmpty {
      page.heading("Settings, changed with `extend check \(check.name) { ... }`:")
      let text = ValueText(catalog: catalog, snapshot: Snapshot(catalog: Catalog()))
      page.pairs(check.settings.map { ("\($0.name) = \(text.display($0.value, $0.type))", $0.documentation) })
    }
    // A check of very many things takes its time: here its text must do.
    if count(check.rowEntity) <= 20_000 { show(["\(check.name) | count by verdict"], &page) }
    return page.text
  }

  private func worksheet(_ id: Int) -> String {
    let sheet = catalog.worksheets[id]
    var page = HelpLayout()
    page.line("\(sheet.name): a worksheet about each \(catalog.entities[sheet.entity].name)")
    page.paragraph(sheet.documentation)
    tell(.worksheet(id), &page)
    page.paragraph(
      "Answers: "
        + sheet.answers.map { "\($0.name) \(catalog.name(of: $0.type))\(span($0.bounds, $0.type))" }
        .joined(separator: ", "))
    for (index, group) in sheet.groups.enumerated() {
      page.heading("\(group.text):")
      page.pairs(sheet.questions.filter { $0.group == index }.map { ($0.name, $0.text) })
    }
    let columns = [catalog.entities[sheet.entity].name, "question"] + sheet.answers.map(\.name).prefix(2) + ["on"]
    let first = sheet.answers.first?.name ?? "answer"
    show(["\(sheet.name) | where \(first) is known | show \(columns.joined(separator: ", ")) | take 3"], &page)
    return page.text
  }

  private func query(_ id: Int) -> String {
    let query = catalog.queries[id]
    var page = HelpLayout()
    page.line("\(query.name): a named query")
    page.paragraph(query.documentation)
    tell(.query(id), &page)
    page.example(HelpText.broken("let \(query.name) = \(oneLine(query.query.text))"))
    show(["\(query.name) | take 3"], &page)
    return page.text
  }

  private func definition(_ id: Int) -> String {
    let definition = catalog.definitions[id]
    let parameters = definition.parameters.map { "\($0.name) \(catalog.name(of: $0.type))" }.joined(separator: ", ")
    var page = HelpLayout()
    page.paragraph("\(definition.name)(\(parameters)): a function")
    page.paragraph(definition.documentation)
    tell(.definition(id), &page)
    page.paragraph("= \(oneLine(definition.body.text))", indent: 2)
    if let call = call(of: definition) { show([call], &page) }
    return page.text
  }

  private func call(of definition: Definition) -> String? {
    let arguments = definition.parameters.compactMap { argument(of: $0.type) }
    guard arguments.count == definition.parameters.count else { return nil }
    return "\(definition.name)(\(arguments.joined(separator: ", ")))"
  }

  /// Something to call a function with, for an example; nil where it would have to be made up.
  private func argument(of type: ValueType) -> String? {
    switch type {
    case .integer: "3"
    case .number: "10"
    case .percent: "50%"
    case .money: "1000 USD"
    case .yesNo: "yes"
    case .date: "today"
    case .scale(let id): catalog.scales[id].values.first.map { "\(catalog.scales[id].name).\($0.name)" }
    case .entity(let id):
      if catalog.entities[id].isNamed, let table = sample("\(catalog.entities[id].plural) | show name | take 1"),
        !table.rows.isEmpty
      {
        "\(catalog.entities[id].name) \"\(table.display(row: 0, column: 0))\""
      } else {
        nil
      }
    default: nil
    }
  }

  private func move(_ id: Int) -> String {
    let move = catalog.moves[id]
    var page = HelpLayout()
    page.paragraph(
      "\(move.name): a \(move.isLoss ? "loss" : "move") of \(catalog.entities[move.entity].name): \(move.title)")
    page.paragraph(move.documentation)
    return page.text
  }

  private func chance(_ id: Int) -> String {
    let chance = catalog.chances[id]
    let entity = catalog.entities[chance.entity]
    var page = HelpLayout()
    page.paragraph("\(chance.name): a chance of \(entity.name)")
    page.paragraph(chance.documentation)
    page.line("  = \(chance.probability.text)")
    page.paragraph("Read as yes or no, and only in what `simulate` is asked for.")
    page.heading("Try:")
    page.example("simulate 1000 on count(\(entity.plural) where \(chance.name))")
    return page.text
  }

  // MARK: Examples on the data

  /// Adds queries with their first rows; those that find nothing stand without.
  func show(_ queries: [String], _ page: inout HelpLayout) {
    page.heading("Try:")
    for query in queries {
      page.example(HelpText.broken(query))
      guard let table = sample(query), !table.rows.isEmpty else { continue }
      page.line()
      for line in HelpSample.lines(of: table, width: HelpLayout.width - 4) { page.line("    \(line)") }
    }
  }

  /// A query that is too long for a line, with a step on each.
  private static func broken(_ query: String) -> String {
    query.count <= HelpLayout.width - 2 ? query : query.replacing(" | ", with: "\n  | ")
  }
}
