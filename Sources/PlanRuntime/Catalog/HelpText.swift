import PlanLang

/// The texts of `help` and `describe`: the language comes from `LanguageTable`, everything declared from the catalog.
struct HelpText {
  let catalog: Catalog
  /// Runs a query for its first rows, so that an explanation can show the data it is about; nil when it has none.
  let sample: (String) -> ResultTable?
  /// How many things of an entity there are.
  let count: (Int) -> Int
  /// How internal facts reach something declared; nil where a customer may see it.
  let internalPath: (DeclaredName) -> [String]?

  /// What `help` lists, in the order it is best learnt.
  static let topics: [(name: String, summary: String)] = [
    ("nouns", "what there is to look at"),
    ("steps", "what can follow a `|`"),
    ("functions", "what can be computed"),
    ("statements", "what else can be said"),
    ("declarations", "how to add scales, entities and checks of your own"),
    ("types", "what a field can hold"),
    ("formats", "how a result can be written"),
    ("keywords", "the small words, and those that are reserved"),
    ("internal", "what no customer gets to see"),
  ]

  /// Explains a name; throws a diagnostic with the nearest one when there is none like it.
  func describe(_ name: String, at range: SourceRange) throws -> String {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    if parts.count == 2, let text = memberText(parts[0], parts[1]) { return text }
    guard let text = explanation(of: name) else { throw unknown(name, "to describe", at: range) }
    return text
  }

  /// `help`, `help TOPIC`, `help NAME`, `help ENTITY.FIELD`.
  func help(_ words: [String], at range: SourceRange) throws -> String {
    guard let topic = words.first else { return overview }
    if words.count == 3, words[1] == ".", let text = memberText(words[0], words[2]) { return text }
    switch topic {
    case "nouns": return nouns
    case "steps": return list(.step, "Steps, each after a `|`:")
    case "functions": return functions
    case "statements": return statements
    case "declarations": return declarations
    case "types": return types
    case "formats": return list(.format, "Formats, after `| as`:")
    case "keywords": return keywords
    case "internal" where words.count == 1:
      return [wordText("internal"), internalFacts].compactMap { $0 }.joined(separator: "\n\n")
    default: break
    }
    if words.count == 1, explanation(of: topic) == nil, ErrorPages.isCodeLike(topic) {
      return try explanation(ofCode: topic, at: range)
    }
    let name = words.count == 2 ? words.joined(separator: " ") : bare(topic)
    guard let text = explanation(of: name) ?? explanation(of: bare(topic)) else {
      throw unknown(topic, "in the help", at: range)
    }
    return text
  }

  /// What an error's code means; throws a diagnostic with the nearest code when there is none like it.
  private func explanation(ofCode written: String, at range: SourceRange) throws -> String {
    let code = written.uppercased()
    if let text = ErrorPages.explanation(of: code) { return text }
    let codes = ErrorPages.codes
    let nearest =
      codes.first { $0.hasPrefix(code) || code.hasPrefix($0) } ?? Suggestions.nearest(to: code, among: codes)
    throw Diagnostic(
      .unknownName, "there is no error `\(written)`", at: range,
      label: nearest.map { "did you mean `\($0)`?" } ?? "codes are written like `\(codes.first ?? "P0203")`",
      notes: nearest.map { ["\($0): \(ErrorPages.title(of: $0))"] } ?? ["a message begins with its code, in brackets"],
      fixIts: repair(written, nearest, at: range))
  }

  /// A word without the quotes or backticks around it.
  private func bare(_ word: String) -> String {
    for mark in ["`", "\""] where word.count > 2 && word.hasPrefix(mark) && word.hasSuffix(mark) {
      return String(word.dropFirst().dropLast())
    }
    return word
  }

  /// All that can be said of a name: as a word of the language, as something declared, as a field, as a value.
  private func explanation(of name: String) -> String? {
    var parts: [String] = []
    if let declared = declared(name) { parts.append(declared) }
    if let framework = framework(name, isAlone: parts.isEmpty) { parts.append(framework) }
    if let words = wordText(name) { parts.append(words) }
    if parts.isEmpty {
      // One word may be a field here and a value there.
      parts = [valuesText(name), fieldsText(name), partText(name)].compactMap { $0 }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }

  private func unknown(_ name: String, _ purpose: String, at range: SourceRange) -> Diagnostic {
    // A step, a statement or something declared is meant more often than a small word inside a statement.
    let main = LanguageTable.words.filter { $0.kind != .clause }.map(\.name)
    let nearest =
      Suggestions.nearest(to: name, among: main + declaredNames)
      ?? Suggestions.nearest(to: name, among: LanguageTable.names(of: .clause))
    let subjects = PlainWords(catalog).subjects(of: name)
    let speaking = subjects.map {
      "`\($0.query)`\($0.documentation.isEmpty ? "" : ": \($0.documentation)")"
    }
    // Of a short word every other short word is a neighbour: then only what speaks of it helps.
    let isNear = nearest != nil && (name.utf8.count > 4 || subjects.isEmpty && name.utf8.count > 2)
    return Diagnostic(
      .unknownName, "there is nothing called `\(name)` \(purpose)", at: range,
      label: isNear ? "did you mean `\(nearest ?? name)`?" : "not a word of the language, and nothing declared",
      notes: isNear ? [] : speaking.isEmpty ? ["`help` lists where to look"] : speaking,
      fixIts: isNear ? repair(name, nearest, at: range) : [])
  }

  /// Writes the name that was meant in place of the one asked for.
  private func repair(_ name: String, _ nearest: String?, at range: SourceRange) -> [Diagnostic.FixIt] {
    guard let nearest, let place = range.place(of: name) else { return [] }
    return [.init("write `\(nearest)`", replace: place, with: nearest)]
  }

  /// The declared names an explanation exists for, and the topics.
  private var declaredNames: [String] {
    var names = HelpText.topics.map(\.name)
    for entity in catalog.entities where entity.role == .stored { names += [entity.name, entity.plural] }
    names += catalog.scales.lazy.map(\.name).filter { !$0.contains(".") }
    names += catalog.checks.map(\.name) + catalog.worksheets.map(\.name) + catalog.queries.map(\.name)
    names += catalog.definitions.map(\.name) + catalog.moves.map(\.name) + catalog.chances.map(\.name)
    names += catalog.frameworks.map(\.name)
    for entity in catalog.entities where entity.role == .stored { names += entity.fields.map(\.name) }
    return names
  }

  private var overview: String {
    var page = HelpLayout()
    page.line("Start with a noun and narrow it step by step:")
    page.example("stakeholders | where alignment = sponsor | show name, title, role")
    page.line()
    page.pairs(
      HelpText.topics.map { ("help \($0.name)", $0.summary) } + [
        ("help NAME", "any word, entity, field, scale, check, worksheet or query"),
        ("help P0203", "what a message with this code means, and what to try"),
        ("checks", "the checks there are"),
        ("frameworks", "the library, file by file"),
      ], indent: 0)
    page.line()
    page.paragraph("Tab completes what you type. A line that starts with `|` goes on from the last result.")
    return page.text
  }
}
