/// The reference page of the manual, made from the table of the language.
public enum LanguageTableReference {
  /// The page as Markdown.
  public static var markdown: String {
    var page = """
      # The words of the language

      Every word PlanLang has, with how it is written and an example. This page is made by `planshell reference` from the table
      the program itself reads, and `help NAME` shows the same at the prompt. Capitals in a form stand for what you fill in;
      square brackets for what may be left out. What is marked *not in this version* is understood and checked, and a text that
      uses it is refused before it runs. The examples speak of the sample portfolio in `scripts/examples/accounts`.

      """
    for section in sections {
      page += "\n## \(section.title)\n\n\(section.lead)\n"
      for kind in section.kinds {
        if section.kinds.count > 1, let title = titles[kind] { page += "\n\(title)\n" }
        page += "\n| word | written | |\n|---|---|---|\n"
        for word in LanguageTable.words(of: kind) {
          page += "| `\(word.name)` | `\(escaped(word.signature))` | \(escaped(word.summaryWithState)) |\n"
        }
      }
      for kind in section.kinds where section.showsExamples {
        page += examples(LanguageTable.words(of: kind))
      }
    }
    return page
  }

  private struct Section {
    let title: String
    let lead: String
    let kinds: [LanguageWord.Kind]
    var showsExamples = true
  }

  private static let sections: [Section] = [
    Section(
      title: "Steps",
      lead: "A query starts with a noun; each step stands after a `|`. A noun or a reference is a step too.",
      kinds: [.step]),
    Section(title: "Functions", lead: "", kinds: [.aggregate, .window, .function, .evidence]),
    Section(title: "Statements", lead: "What can be said besides queries.", kinds: [.statement]),
    Section(title: "Reports", lead: "Statements that answer with rows: steps can follow.", kinds: [.report]),
    Section(title: "Declarations", lead: "They add to what the language can speak of.", kinds: [.declaration]),
    Section(title: "Lines of a block", lead: "Besides fields and things, a block may hold these.", kinds: [.member]),
    Section(title: "Types", lead: "A scale, a choice and an entity are types too.", kinds: [.type]),
    Section(title: "Formats", lead: "After `| as`, or with `--format`.", kinds: [.format], showsExamples: false),
    Section(title: "Reserved words", lead: "The only words that can't be names.", kinds: [.reserved]),
    Section(
      title: "Words inside statements, steps and declarations", lead: "They mean something in their place only.",
      kinds: [.clause],
      showsExamples: false),
  ]

  private static let titles: [LanguageWord.Kind: String] = [
    .aggregate: "Over rows:", .window: "Over the rows listed, in `show` and `with`:", .function: "Of values:",
    .evidence: "Of the evidence for a fact:",
  ]

  /// The examples of several words, each once, in one block that is shown and not run.
  private static func examples(_ words: [LanguageWord]) -> String {
    var seen: Set<String> = []
    let texts = words.map(\.example).filter { seen.insert($0).inserted }
    return "\n```text\n\(texts.joined(separator: texts.contains { $0.contains("\n") } ? "\n\n" : "\n"))\n```\n"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text { result += character == "|" ? "\\|" : String(character) }
    return result
  }
}
