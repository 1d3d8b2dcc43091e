import PlanLang

/// Proposes what could stand at the end of a text: nouns, steps, fields, values of the scale in question, names.
///
/// The words before the cursor tell what kind of place it is; what the rows of a query are there, the resolver tells.
public struct Completer: Sendable {
  public struct Candidate: Sendable, Equatable {
    public let text: String
    public let summary: String

    init(_ text: String, _ summary: String = "") {
      self.text = text
      self.summary = summary
    }
  }

  let catalog: Catalog
  let snapshot: Snapshot
  let scope: ThingReference?
  let scenarios: [String]
  let lastShape: RowShape?
  /// Whether the text is a `simulate`, which alone reads chances.
  var playsChances = false

  public init(
    catalog: Catalog, snapshot: Snapshot, scope: ThingReference?, scenarios: [String], lastShape: RowShape? = nil
  ) {
    self.catalog = catalog
    self.snapshot = snapshot
    self.scope = scope
    self.scenarios = scenarios
    self.lastShape = lastShape
  }

  typealias Word = CompletionCursor.Word

  /// The candidates for the end of a text, and how many of its last characters they replace.
  public func complete(_ text: String) -> (typed: Int, candidates: [Candidate]) {
    let cursor = CompletionCursor(text)
    if cursor.isInText, let paths = paths(at: cursor) {
      return (cursor.typed.count, fitting(paths, cursor.typed) { $0 })
    }
    if cursor.isInText {
      let found = texts(at: cursor).map { Candidate($0.text + "\"", $0.summary) }
      return (cursor.typed.count, fitting(found, cursor.typed, TextFold.folded))
    }
    var own = self
    own.playsChances = cursor.words.first?.text == "simulate"
    return (cursor.typed.count, fitting(own.candidates(at: cursor), cursor.typed) { $0.lowercased() })
  }

  /// The candidates that begin as what is typed, each once.
  private func fitting(_ all: [Candidate], _ typed: String, _ fold: (String) -> String) -> [Candidate] {
    let folded = fold(typed)
    var seen: Set<String> = []
    return all.filter { candidate in
      if typed.isEmpty { return seen.insert(candidate.text).inserted }
      // A sign such as `|` has no beginning one could have typed.
      return fold(candidate.text).hasPrefix(folded) && seen.insert(candidate.text).inserted
    }
  }

  private func candidates(at cursor: CompletionCursor) -> [Candidate] {
    if cursor.words.isEmpty, cursor.typed.isEmpty, cursor.blocks.isEmpty { return firstSteps }
    guard let block = cursor.blocks.last else { return statement(cursor.words, cursor) }
    return member(of: block, outer: Array(cursor.blocks.dropLast()), cursor)
  }

  // MARK: Lists many places use

  /// Words of the language with what they are for.
  func terms(_ names: String...) -> [Candidate] {
    names.map { name in Candidate(name, LanguageTable.words(named: name).first?.summary ?? "") }
  }

  func terms(of kind: LanguageWord.Kind) -> [Candidate] {
    LanguageTable.words(of: kind).map { Candidate($0.name, $0.summary) }
  }

  /// The kinds of things, those first of which there are most.
  func nouns(plural: Bool) -> [Candidate] {
    let stored = catalog.entities.indices.filter { catalog.entities[$0].role == .stored }
    return stored.sorted { (-count($0), $0) < (-count($1), $1) }.map {
      Candidate(plural ? catalog.entities[$0].plural : catalog.entities[$0].name, catalog.entities[$0].documentation)
    }
  }

  /// How many things of an entity there are; what stands at the top comes before everything in it.
  func count(_ entity: Int) -> Int {
    let things = entity < snapshot.tables.count ? snapshot.count(of: entity) : 0
    return things > 0 && catalog.entities[entity].isTopLevel ? .max : things
  }

  var queries: [Candidate] { catalog.queries.map { Candidate($0.name, $0.documentation) } }
  var checks: [Candidate] { catalog.checks.map { Candidate($0.name, $0.documentation) } }
  var worksheets: [Candidate] { catalog.worksheets.map { Candidate($0.name, $0.documentation) } }
  var scales: [Candidate] {
    catalog.scales.filter { !$0.name.contains(".") }.map { Candidate($0.name, $0.documentation) }
  }

  /// What rows can come from.
  var sources: [Candidate] {
    nouns(plural: true) + queries + checks + worksheets + nouns(plural: false) + terms("all", "facts")
  }

  func values(of scale: Int) -> [Candidate] { catalog.scales[scale].values.map { Candidate($0.name, $0.label) } }

  func verdicts(of check: Int) -> [Candidate] {
    values(of: catalog.checks[check].verdictScale).map { Candidate($0.text, "verdict") }
  }

  /// Where a query may go on.
  static let bar = Candidate("| ", "and then")
}
