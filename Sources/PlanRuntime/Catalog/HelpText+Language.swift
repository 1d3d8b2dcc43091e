import PlanLang

// Help on the language itself, from its table.

extension HelpText {
  /// The words of one kind with their summaries.
  func list(_ kind: LanguageWord.Kind, _ title: String) -> String {
    var page = HelpLayout()
    page.line(title)
    page.pairs(pairs(kind))
    page.line()
    page.line("`help NAME` tells more of each, with an example.")
    return page.text
  }

  private func pairs(_ kind: LanguageWord.Kind) -> [(String, String)] {
    LanguageTable.words(of: kind).map { ($0.name, $0.summaryWithState) }
  }

  var functions: String {
    var page = HelpLayout()
    page.line("Over rows, as in `sum(value of opportunities where stage = proposal)`:")
    page.pairs(pairs(.aggregate))
    page.heading("Over the rows listed, in `show` and `with`:")
    page.pairs(pairs(.window))
    page.heading("Of values:")
    page.pairs(pairs(.function))
    page.heading("Of a fact's evidence, as in `alignment.age`:")
    page.pairs(pairs(.evidence))
    if !catalog.definitions.isEmpty {
      page.heading("Declared with `define`:")
      page.names(catalog.definitions.map(\.name))
    }
    return page.text
  }

  var statements: String {
    var page = HelpLayout()
    page.line("Statements:")
    page.pairs(pairs(.statement))
    page.heading("Reports; steps can follow, as in `changes | take 5`:")
    page.pairs(pairs(.report))
    page.line()
    page.line("Everything else starts with a noun: `help nouns`, `help steps`.")
    return page.text
  }

  var declarations: String {
    var page = HelpLayout()
    page.line("Declarations:")
    page.pairs(pairs(.declaration))
    page.heading("Lines of a block:")
    page.pairs(pairs(.member))
    page.line()
    page.line("`help NAME` shows each with an example.")
    return page.text
  }

  var types: String {
    var page = HelpLayout()
    page.line("Types of fields:")
    page.pairs(LanguageTable.words(of: .type).map { ($0.name, "\($0.summary): `\($0.signature)`") })
    page.heading("A scale, a choice or an entity is a type too. Scales:")
    let scales = catalog.scales.filter { !$0.name.contains(".") }
    page.names(scales.filter(\.isOrdered).map(\.name))
    page.heading("Choices:")
    page.names(scales.filter { !$0.isOrdered }.map(\.name))
    return page.text
  }

  var keywords: String {
    var page = HelpLayout()
    page.line("Reserved words, the only ones that can't be names:")
    page.pairs(pairs(.reserved))
    page.heading("Words inside statements, steps and declarations:")
    page.pairs(pairs(.clause))
    return page.text
  }

  /// What a word of the language is: every use it has.
  func wordText(_ name: String) -> String? {
    var words = LanguageTable.words(named: name)
    // What a clause shares with something larger is told there.
    if words.contains(where: { $0.kind != .clause }) { words.removeAll { $0.kind == .clause } }
    guard !words.isEmpty else { return nil }
    var page = HelpLayout()
    for word in words {
      if !page.lines.isEmpty { page.line() }
      page.line("\(word.name): \(word.kind.title)")
      for part in HelpLayout.wrapped(word.signature, width: HelpLayout.width - 2) { page.line("  \(part)") }
      page.paragraph(HelpText.sentence(word.summary))
      if word.isUnbuilt {
        page.paragraph("This version can't do it yet: a text that says so is refused before it runs.")
        if !word.instead.isEmpty { page.paragraph("Instead: \(word.instead).") }
      }
      page.line("For example:")
      page.example(word.example)
    }
    return page.text
  }

  /// A summary as a sentence of its own.
  static func sentence(_ summary: String) -> String {
    guard let first = summary.first else { return "" }
    return first.uppercased() + summary.dropFirst() + "."
  }
}
