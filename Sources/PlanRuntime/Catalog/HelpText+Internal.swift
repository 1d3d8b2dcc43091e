import PlanLang

// Help on what no customer gets to see.

extension HelpText {
  /// Whether a field is internal, by its own declaration or by what it is computed from.
  func isInternal(_ field: Field, of entity: Int) -> Bool {
    field.isInternal || catalog.entities[entity].field(named: field.name).map { isInternal($0, of: entity) } ?? false
  }

  private func isInternal(_ field: Int, of entity: Int) -> Bool { internalPath(.field(field, of: entity)) != nil }

  /// Says of something that rests on internal facts how it comes to.
  func tell(_ name: DeclaredName, _ page: inout HelpLayout) {
    guard let path = internalPath(name) else { return }
    switch name {
    case .entity: return page.paragraph("Internal: no customer gets to know of them.")
    case .worksheet: return page.paragraph("Internal: no customer gets to know the answers.")
    case .field, .query, .check, .definition: break
    }
    page.paragraph("Internal, because it rests on \(path.joined(separator: " <- ")).")
  }

  /// `help internal`: everything declared that may not go to a customer.
  var internalFacts: String {
    var page = HelpLayout()
    page.paragraph("Nothing of this gets into a paper for a customer, nor anything that rests on it.")
    let stored = catalog.entities.indices.filter { catalog.entities[$0].role == .stored }.sorted {
      catalog.entities[$0].name < catalog.entities[$1].name
    }
    page.heading("Whole entities:")
    page.names(stored.filter { internalPath(.entity($0)) != nil }.map { catalog.entities[$0].plural })
    page.heading("Fields, stored and computed:")
    page.pairs(
      stored.filter { internalPath(.entity($0)) == nil }.compactMap { id in
        let entity = catalog.entities[id]
        let names = entity.fields.indices.filter { isInternal($0, of: id) }.map { entity.fields[$0].name }
        return names.isEmpty ? nil : (entity.name, names.joined(separator: ", "))
      })
    let lists: [(String, [String])] = [
      (
        "Worksheets:",
        catalog.worksheets.indices.filter { internalPath(.worksheet($0)) != nil }.map { catalog.worksheets[$0].name }
      ),
      ("Checks:", catalog.checks.indices.filter { internalPath(.check($0)) != nil }.map { catalog.checks[$0].name }),
      (
        "Named queries:",
        catalog.queries.indices.filter { internalPath(.query($0)) != nil }.map { catalog.queries[$0].name }
      ),
    ]
    for (title, names) in lists where !names.isEmpty {
      page.heading(title)
      page.names(names.sorted())
    }
    page.line()
    page.paragraph(
      "Evidence, `why`, `blame`, `facts` and lists of changes are internal always; of a check a customer sees the "
        + "verdicts, and neither reasons nor advice.")
    return page.text
  }
}
