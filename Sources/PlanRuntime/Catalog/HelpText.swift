import PlanLang

/// The texts of `describe` and `help`, made from the catalog.
struct HelpText {
  let catalog: Catalog

  func describe(_ name: String, snapshot: Snapshot, at range: SourceRange) throws -> String {
    if let id = catalog.entity(named: name) ?? catalog.entity(plural: name) { return entity(id) }
    if let id = catalog.scale(named: name) { return scale(id) }
    if let id = catalog.check(named: name) { return check(id) }
    if let id = catalog.worksheet(named: name) { return worksheet(id) }
    if let id = catalog.query(named: name) {
      let query = catalog.queries[id]
      return lines("\(name): a named query", query.documentation, "  let \(name) = \(query.query.text)")
    }
    if let id = catalog.definition(named: name) {
      let definition = catalog.definitions[id]
      let parameters = definition.parameters.map { "\($0.name) \(catalog.name(of: $0.type))" }.joined(separator: ", ")
      return lines("\(name)(\(parameters)): a function", definition.documentation, "  = \(definition.body.text)")
    }
    let names = catalog.entities.filter { $0.role == .stored }.map(\.name) + catalog.scales.map(\.name) + catalog.checks.map(\.name) + catalog.worksheets.map(\.name) + catalog.queries.map(\.name)
    let nearest = Suggestions.nearest(to: name, among: names)
    throw Diagnostic(
      .unknownName, "there is nothing called `\(name)` to describe", at: range,
      label: nearest.map { "did you mean `\($0)`?" } ?? "not an entity, scale, check, worksheet or query")
  }

  private func lines(_ parts: String...) -> String { parts.filter { !$0.isEmpty }.joined(separator: "\n") }

  private func entity(_ id: Int) -> String {
    let entity = catalog.entities[id]
    var result = ["\(entity.name) (plural \(entity.plural))" + (entity.parents.isEmpty ? "" : ", in \(entity.parents.map { catalog.entities[$0].name }.joined(separator: " or "))")]
    if !entity.documentation.isEmpty { result.append(entity.documentation) }
    result.append("")
    result.append("Fields:")
    let width = entity.fields.map(\.name.count).max() ?? 0
    let typeWidth = entity.fields.map { catalog.name(of: $0.type).count }.max() ?? 0
    if entity.isNamed { result.append("  \(pad("name", width))  \(pad("text", typeWidth))") }
    for field in entity.fields {
      var line = "  \(pad(field.name, width))  \(pad(catalog.name(of: field.type), typeWidth))"
      if let formula = field.formula { line += "  = \(oneLine(formula.text))" }
      if field.isInternal { line += "  internal" }
      if !field.documentation.isEmpty { line += "  \(field.documentation)" }
      result.append(trimmed(line))
    }
    let children = catalog.children(of: id).filter { catalog.entities[$0].role == .stored }.map { catalog.entities[$0].plural }
    if !children.isEmpty { result += ["", "Holds: \(children.joined(separator: ", "))"] }
    let worksheets = catalog.worksheets.filter { $0.entity == id }.map(\.name)
    if !worksheets.isEmpty { result.append("Worksheets: \(worksheets.joined(separator: ", "))") }
    let checks = catalog.checks.filter { $0.subject == id || $0.each == id }.map(\.name)
    if !checks.isEmpty { result.append("Checks: \(checks.joined(separator: ", "))") }
    result.append("Look: \(entity.plural) | take 5")
    return result.joined(separator: "\n")
  }

  private func pad(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
  private func trimmed(_ text: String) -> String {
    var view = text[...]
    while view.last == " " { view.removeLast() }
    return String(view)
  }
  private func oneLine(_ text: String) -> String { text.split { $0 == "\n" || $0 == " " }.joined(separator: " ") }

  private func scale(_ id: Int) -> String {
    let scale = catalog.scales[id]
    let width = scale.values.map(\.name.count).max() ?? 0
    return lines(
      "\(scale.name): \(scale.isOrdered ? "a scale, low to high" : "a choice, without order")", scale.documentation,
      scale.values.map { "  \(pad($0.name, width))  \($0.label)" }.joined(separator: "\n"))
  }

  private func check(_ id: Int) -> String {
    let check = catalog.checks[id]
    var result = ["\(check.name): a check of each \(catalog.entities[check.rowEntity].name)"]
    if !check.documentation.isEmpty { result.append(check.documentation) }
    if !check.cites.isEmpty { result.append("From: \(check.cites.joined(separator: "; "))") }
    result.append("Tests:")
    for test in check.tests { result.append("  \(test.name): \(test.title)\(test.isAdvisory ? " (advisory)" : "")") }
    result.append("Verdicts: \(catalog.scales[check.verdictScale].values.map(\.name).joined(separator: ", "))")
    if !check.fields.isEmpty { result.append("Fields: \(check.fields.map(\.name).joined(separator: ", "))") }
    if !check.settings.isEmpty {
      result.append("Settings (change with `extend check \(check.name) { ... }`):")
      let text = ValueText(catalog: catalog, snapshot: Snapshot(catalog: Catalog()))
      for setting in check.settings { result.append("  \(setting.name) = \(text.display(setting.value, setting.type))  \(setting.documentation)") }
    }
    return result.joined(separator: "\n")
  }

  private func worksheet(_ id: Int) -> String {
    let sheet = catalog.worksheets[id]
    var result = ["\(sheet.name): a worksheet about each \(catalog.entities[sheet.entity].name)"]
    if !sheet.documentation.isEmpty { result.append(sheet.documentation) }
    result.append("Answers: \(sheet.answers.map { "\($0.name) \(catalog.name(of: $0.type))" }.joined(separator: ", "))")
    for (index, group) in sheet.groups.enumerated() {
      result.append("\(group.text):")
      for question in sheet.questions where question.group == index { result.append("  \(question.name): \(question.text)") }
    }
    return result.joined(separator: "\n")
  }

  func help(_ words: [String], at range: SourceRange) throws -> String {
    guard let topic = words.first else { return overview }
    switch topic {
    case "nouns": return nouns
    case "steps": return "Steps (after `|`): " + Vocabulary.steps.sorted().joined(separator: ", ")
    case "functions": return "Functions: " + Vocabulary.functions.union(Vocabulary.aggregates).union(Vocabulary.windows).sorted().joined(separator: ", ")
    case "statements": return "Statements: " + Vocabulary.statements.sorted().joined(separator: ", ")
    default: return try describe(topic, snapshot: Snapshot(catalog: catalog), at: range)
    }
  }

  private var overview: String {
    """
    Start with a noun and narrow it step by step:
      stakeholders | where alignment = sponsor | show name, title, role
    help nouns       what there is to look at
    help steps       what can follow a `|`
    help functions   what can be computed
    help statements  what else can be said
    describe NAME    an entity, scale, check, worksheet or query
    checks           the checks there are
    """
  }

  private var nouns: String {
    var result: [String] = []
    for entity in catalog.entities where entity.role == .stored { result.append("  \(entity.plural)") }
    return "Nouns:\n" + result.joined(separator: "\n") + "\nNamed queries: " + catalog.queries.map(\.name).joined(separator: ", ")
      + "\nChecks: " + catalog.checks.map(\.name).joined(separator: ", ") + "\nWorksheets: " + catalog.worksheets.map(\.name).joined(separator: ", ")
  }
}
