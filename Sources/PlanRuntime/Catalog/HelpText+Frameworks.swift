import PlanLang

// Help on a framework: what a file of the library answers, and what it declares for that.

extension HelpText {
  /// Explains a file of declarations; nil when there is none of the name.
  ///
  /// - Parameter isAlone: whether nothing else has the name; beside a check of its own name, a framework says what it is for.
  func framework(_ name: String, isAlone: Bool) -> String? {
    guard let framework = catalog.frameworks.first(where: { $0.name == name && !$0.declarations.isEmpty }) else {
      return nil
    }
    var page = HelpLayout()
    page.line("\(framework.name): a framework")
    for paragraph in framework.summary.split(separator: "\n\n") { page.paragraph(String(paragraph)) }
    guard isAlone else { return page.text }
    let declared = framework.declarations
    let checks = declared.filter { catalog.check(named: $0) != nil }
    let queries = declared.filter { catalog.query(named: $0) != nil }
    let lists: [(String, [String])] = [
      ("Checks:", checks), ("Worksheets:", declared.filter { catalog.worksheet(named: $0) != nil }),
      ("Named queries:", queries), ("Things:", declared.filter { catalog.entity(named: $0) != nil }),
      ("Scales and choices:", declared.filter { catalog.scale(named: $0) != nil && catalog.entity(named: $0) == nil }),
      ("Functions:", declared.filter { catalog.definition(named: $0) != nil }),
      ("Moves and losses:", declared.filter { catalog.move(named: $0) != nil }),
      ("Chances:", declared.filter { catalog.chance(named: $0) != nil }),
    ]
    for (title, names) in lists where !names.isEmpty {
      page.heading(title)
      page.names(names)
    }
    let examples = queries.prefix(1).map { "\($0) | take 3" } + checks.prefix(1).map { "\($0) | count by verdict" }
    if !examples.isEmpty { show(Array(examples), &page) }
    return page.text
  }
}
