/// Finds what is declared by the words a person would use for it: parts of its name, and its documentation.
public struct PlainWords {
  /// Something that can be looked at, with what it is for.
  public struct Subject: Sendable {
    public let name: String
    public let documentation: String
    /// What to type to look at it.
    public let query: String
    /// How well it fits; only to be compared.
    public let score: Double
  }

  /// Words that begin a question in English and no statement of ours.
  static let asking: Set<String> = [
    "who", "whom", "whose", "what", "which", "when", "where's", "how", "is", "are", "was", "were", "do", "does", "did",
    "has", "have", "can", "could", "should", "would", "will", "tell", "give", "please", "search", "any", "my", "our",
    "the", "i", "we", "me", "want", "need", "look", "see", "summary", "overview", "next", "top", "biggest", "largest",
  ]
  /// What people call the way to learn more.
  static let learning: Set<String> = ["commands", "tutorial", "manual", "menu", "usage", "instructions"]
  /// First words that ask for a result in another form.
  static let exporting: Set<String> = ["export", "download", "dump", "output"]
  /// Words that say nothing about what is asked for.
  private static let empty: Set<String> = asking.union([
    "a", "an", "and", "or", "not", "no", "of", "in", "on", "at", "to", "for", "from", "by", "with", "about", "us",
    "you",
    "they", "them", "their", "it", "its", "this", "that", "these", "those", "there", "be", "been", "am", "all", "every",
    "each", "show", "list", "find", "get", "display", "view", "many", "much", "more", "than", "still", "so", "as",
    "if", "then", "else", "where", "why", "up", "out", "yet", "now", "across", "per",
  ]).subtracting(["summary", "overview", "next"])

  private enum Kind { case noun, query, other, field, value }

  private struct Entry {
    let name: String
    let documentation: String
    /// Stems of the name's words, and of the documentation's.
    let nameStems: Set<String>
    let textStems: Set<String>
    /// What a noun's documentation says first that it is: `A customer we plan for`.
    let head: String?
    let kind: Kind
    /// What to type to look at it, where that is more than its name.
    let query: String?

    init(_ name: String, _ documentation: String, _ kind: Kind, more: String = "", query: String? = nil) {
      self.name = name
      self.documentation = documentation
      nameStems = PlainWords.stems(name)
      textStems = PlainWords.stems("\(documentation) \(more)")
      head =
        kind == .noun
        ? PlainWords.words(documentation).first { !PlainWords.empty.contains($0) }.map(PlainWords.stem) : nil
      self.kind = kind
      self.query = query
    }
  }

  private let entries: [Entry]

  public init(_ catalog: Catalog) {
    var entries: [Entry] = []
    for entity in catalog.entities where entity.role == .stored {
      entries.append(Entry(entity.plural, entity.documentation, .noun, more: entity.name))
    }
    for query in catalog.queries { entries.append(Entry(query.name, query.documentation, .query)) }
    for check in catalog.checks { entries.append(Entry(check.name, check.documentation, .other)) }
    for sheet in catalog.worksheets { entries.append(Entry(sheet.name, sheet.documentation, .other)) }
    for word in LanguageTable.words where word.kind == .report {
      entries.append(Entry(word.name, word.summary, .other))
    }
    for entity in catalog.entities where entity.role == .stored {
      for field in entity.fields {
        entries.append(PlainWords.entry(of: field, entity))
        if case .scale(let id) = field.type, !field.isComputed, !catalog.scales[id].name.contains(".") {
          for value in catalog.scales[id].values {
            entries.append(
              Entry(
                value.name, value.label, .value, query: "\(entity.plural) | where \(field.name) = \(value.name)"))
          }
        }
      }
    }
    self.entries = entries
  }

  /// Looks among the fields of one entity only.
  init(fieldsOf entity: Int, _ catalog: Catalog) {
    entries = catalog.entities[entity].fields.map { PlainWords.entry(of: $0, catalog.entities[entity]) }
  }

  private static func entry(of field: Field, _ entity: Entity) -> Entry {
    Entry(field.name, field.documentation, .field, more: entity.name, query: query(for: field, entity))
  }

  /// What to type to see a field of everything that has it, figures with the largest first.
  static func query(for field: Field, _ entity: Entity) -> String {
    let shown = "\(entity.plural) | show \(entity.isNamed ? "name, " : "")\(field.name)"
    switch field.type {
    case .number, .integer, .money, .percent: return "\(shown) | sort \(field.name) desc"
    default: return shown
    }
  }

  /// What fits the words best, best first.
  public func subjects(of sentence: String, limit: Int = 3) -> [Subject] {
    let asked = PlainWords.stems(sentence)
    guard !asked.isEmpty else { return [] }
    var frequency: [String: Int] = [:]
    for entry in entries {
      for stem in entry.nameStems.union(entry.textStems) where asked.contains(stem) { frequency[stem, default: 0] += 1 }
    }
    var found: [Subject] = []
    for (index, entry) in entries.enumerated() {
      // A value is meant only where it was named.
      if entry.kind == .value, !entry.nameStems.isSubset(of: asked) { continue }
      var score = 0.0
      for stem in asked {
        let weight = 1 / Double(1 + (frequency[stem] ?? 0))
        if entry.nameStems.contains(stem) {
          score += 2 + 4 * weight
        } else if entry.textStems.contains(stem) {
          score += 0.5 + 4 * weight
        }
      }
      guard score > 0 else { continue }
      // A name all of whose words were said is meant rather than one with words of its own.
      score -= 1.3 * Double(entry.nameStems.subtracting(asked).count)
      // It is another word for the noun.
      if let head = entry.head, asked.contains(head) { score += 2 }
      switch entry.kind {
      case .noun: score += 0.3
      case .query: score += 0.1
      case .other: break
      case .field: score -= 0.6
      case .value: score -= 1.5
      }
      found.append(
        Subject(
          name: entry.name, documentation: entry.documentation, query: entry.query ?? entry.name,
          score: score - Double(index) / 1_000_000))
    }
    return Array(found.filter { $0.score > 0 }.sorted { $0.score > $1.score }.prefix(limit))
  }

  /// What a text says, word by word, without the words that say nothing.
  private static func stems(_ text: String) -> Set<String> {
    Set(words(text).lazy.filter { !empty.contains($0) }.map(stem))
  }

  /// The words of a text in lower case; names are taken apart at their underscores.
  static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map(String.init)
  }

  /// A word without the endings that only grammar asks for.
  static func stem(_ word: String) -> String {
    var stem = Substring(word)
    if stem.hasSuffix("'s") { stem = stem.dropLast(2) }
    if stem.count > 4, stem.hasSuffix("ies") { return stem.dropLast(3) + "y" }
    for ending in ["ing", "ed", "es", "s"] where stem.count > ending.count + 3 && stem.hasSuffix(ending) {
      stem = stem.dropLast(ending.count)
      break
    }
    if stem.count > 3, stem.hasSuffix("s"), !stem.hasSuffix("ss") { stem = stem.dropLast() }
    if stem.count > 4, stem.hasSuffix("e") { stem = stem.dropLast() }
    return String(stem)
  }
}

extension Resolver {
  /// A statement in words that are no language of ours: what it may be about.
  func plainSentence(_ node: SyntaxNode) {
    let place = node.firstTokenRange
    let first = place.text.lowercased()
    let kinds = (node.firstTokenIndex..<node.endTokenIndex).map { node.tokenKind($0) }
    let token = node.tree.tokens[node.firstTokenIndex]
    // What a statement could not be read to the end of is told already.
    let isWhole =
      token.startsLine || node.firstTokenIndex == 0
      || [.semicolon, .leftBrace].contains(node.tokenKind(node.firstTokenIndex - 1))
    guard isWhole, kinds.first == .name, kinds.count > 1, !PlainWords.exporting.contains(first),
      !kinds.contains(.leftBrace), !kinds.contains(.text)
    else { return }
    if Vocabulary.steps.contains(first), let slip = stepWithoutNoun(node, place) { return report(slip) }
    guard !kinds.contains(.bar), PlainWords.asking.contains(first) || Parser.misspeltStart(first) == nil,
      let answer = plainAnswer(node.range, at: place)
    else { return }
    report(answer)
  }

  /// What a sentence in plain words may be asking for, with the query for it; nil where nothing is like it.
  func plainAnswer(_ whole: SourceRange, at place: SourceRange, _ code: DiagnosticCode = .unknownWord) -> Diagnostic? {
    let sentence = whole.text
    let words = PlainWords.words(sentence)
    let thing = thingMeant(by: sentence)
    let about = thing.map { String(sentence.dropLast(min(sentence.count, $0.length))) } ?? sentence
    let subjects = PlainWords(catalog).subjects(of: about)
    var meant: String
    var notes = subjects.map { subject in
      let documentation = subject.documentation.isEmpty ? "" : ": \(subject.documentation)"
      return "`\(subject.query)`\(documentation)"
    }
    if words.count < 3, words.contains(where: PlainWords.learning.contains) {
      meant = "help"
      notes = []
    } else if words.starts(with: ["what", "if"]) {
      return Diagnostic(
        code, "a change is tried out in a scenario", at: place, label: "start with `scenario`",
        notes: [
          "`scenario \"NAME\" { stakeholder \"Dana Li\" | set alignment = sponsor }` changes nothing but itself",
          "`compare baseline, \"NAME\"` then tells every figure that moves",
        ])
    } else if let grouped = grouping(words) {
      meant = grouped
      notes = []
    } else if let thing, let best = subjects.first, isRowsName(best.name, of: thing.entity) {
      meant = "\(thing.text).\(best.name)"
    } else if let thing {
      meant = thing.text
      notes = []
    } else if let best = subjects.first {
      meant = best.query
    } else {
      return nil
    }
    if words.count > 1, words[0] == "how", ["many", "much"].contains(words[1]), !meant.contains("|") {
      meant += " | count"
    }
    if let number = words.first(where: { Int($0) != nil }), ["top", "biggest", "largest", "first"].contains(words[0]) {
      meant += " | take \(number)"
    }
    return Diagnostic(
      code,
      code == .unknownNoun
        ? "there is nothing called `\(sentence)` to look at" : "a question starts with what it is about",
      at: place, label: "did you mean `\(meant)`?", notes: notes,
      fixIts: [.init("ask for it", replace: whole, with: meant)])
  }

  /// `sponsors by role`: rows counted by their columns, or a query of this very name.
  private func grouping(_ words: [String]) -> String? {
    let joined = words.joined(separator: "_")
    if catalog.query(named: joined) != nil || catalog.check(named: joined) != nil
      || catalog.worksheet(named: joined) != nil || catalog.entity(plural: joined) != nil
    {
      return joined
    }
    let by = words.firstIndex(of: "by") ?? words.count
    let noun = words[..<by].joined(separator: "_")
    // What a figure is asked by is what it belongs to, or nothing: for all else there may be a query.
    let owners = words.dropFirst(by + 1)
    let isOfOwner = owners.isEmpty || owners.count == 1 && catalog.entity(named: owners.first ?? "") != nil
    if isOfOwner, catalog.entity(plural: noun) == nil, catalog.query(named: noun) == nil, let field = figure(noun) {
      return field
    }
    guard by > 0, by + 1 < words.count else { return nil }
    let keys = words[(by + 1)...].split(separator: "and").map { $0.joined(separator: "_") }
    let entity =
      catalog.entity(plural: noun)
      ?? catalog.query(named: noun).flatMap { query($0, usedAt: catalog.queries[$0].range)?.shape.entity }
    guard let entity,
      keys.allSatisfy({ key in
        catalog.entities[entity].field(named: key) != nil
          || catalog.entity(named: key).map { catalog.entity(entity, isBelow: $0) } ?? false
      })
    else { return nil }
    return "\(noun) | count by \(keys.joined(separator: ", "))"
  }

  /// A field of what stands at the top, for all that have it.
  private func figure(_ name: String) -> String? {
    let owners = catalog.entities.filter { $0.role == .stored && $0.isTopLevel && $0.field(named: name) != nil }
    guard let owner = owners.first, let field = owner.field(named: name) else { return nil }
    return PlainWords.query(for: owner.fields[field], owner)
  }

  /// Whether a name stands for rows that can belong to a thing of an entity.
  private func isRowsName(_ name: String, of entity: Int) -> Bool {
    if let plural = catalog.entity(plural: name) { return catalog.entity(plural, isBelow: entity) }
    if let id = catalog.query(named: name) {
      return query(id, usedAt: catalog.queries[id].range).map { isOwn($0, of: entity) } ?? false
    }
    if let id = catalog.worksheet(named: name) { return catalog.worksheets[id].entity == entity }
    return false
  }

  /// `where power > 5` alone: rows of the things that have the fields it names.
  private func stepWithoutNoun(_ node: SyntaxNode, _ place: SourceRange) -> Diagnostic? {
    let names = (node.firstTokenIndex + 1..<node.endTokenIndex).filter { node.tokenKind($0) == .name }
      .map { node.tokenText($0) }
    var best: (entity: Int, hits: Int)?
    for (id, entity) in catalog.entities.enumerated() where entity.role == .stored {
      let hits = names.filter { entity.field(named: $0) != nil }.count
      if hits > best?.hits ?? 0 { best = (id, hits) }
    }
    guard let best else { return nil }
    let plural = catalog.entities[best.entity].plural
    let start = SourceRange(source: place.source, start: place.start, end: place.start)
    return Diagnostic(
      .unknownWord, "a question starts with what it is about", at: place, label: "of which rows?",
      notes: ["a noun stands first, and steps narrow it"],
      fixIts: [.init("start with the noun", replace: start, with: "\(plural) | ")])
  }

  /// The one thing whose name a sentence ends with, as `tell me about Dana Li`.
  func thingMeant(by sentence: String) -> (text: String, entity: Int, length: Int)? {
    let words = sentence.split(whereSeparator: { $0 == " " || $0 == "?" }).map(String.init)
    guard words.count > 1 else { return nil }
    for count in stride(from: min(4, words.count), through: 2, by: -1) {
      let label = words.suffix(count).joined(separator: " ")
      var found: [(text: String, entity: Int, length: Int)] = []
      for (id, entity) in catalog.entities.enumerated() where entity.role == .stored && entity.isNamed {
        let range = SourceRange(source: SourceText(label), start: 0, end: label.utf8.count)
        let path = ThingPath(parts: [.init(entity: id, labels: [label])], range: range)
        switch directory.find(path, within: scopeThing) {
        case .found(let thing) where thing.row >= 0: found.append(("\(entity.name) \"\(label)\"", id, label.count))
        case .nothing(let near):
          if let near = near.first, near.lowercased() == label.lowercased() {
            found.append(("\(entity.name) \"\(near)\"", id, label.count))
          }
        default: break
        }
      }
      // Of a person and what is told elsewhere about the same person, the former comes first.
      if let first = found.first { return first }
    }
    return nil
  }
}
