import PlanLang

/// Proposes what could stand at the end of a text: nouns, steps, fields, values of the scale in question, names.
public struct Completer: Sendable {
  public struct Candidate: Sendable, Equatable {
    public let text: String
    public let summary: String
  }

  let catalog: Catalog
  let snapshot: Snapshot
  let scope: ThingReference?
  let scenarios: [String]

  public init(catalog: Catalog, snapshot: Snapshot, scope: ThingReference?, scenarios: [String]) {
    self.catalog = catalog
    self.snapshot = snapshot
    self.scope = scope
    self.scenarios = scenarios
  }

  /// The candidates for the end of a text, and how many of its last characters they replace.
  public func complete(_ text: String) -> (typed: Int, candidates: [Candidate]) {
    let lexer = Lexer(SourceText(text))
    let tokens = lexer.tokens.dropLast()
    let words = tokens.map { (kind: $0.kind, text: self.text(of: $0, in: text)) }
    // Inside an open text: the names of things.
    if let last = words.last, last.kind == .text, lexer.diagnostics.contains(where: { $0.code == .unterminatedText }) {
      let typed = String(last.text.dropFirst())
      return (typed.count, names(after: words.dropLast().map { $0 }, typed: typed))
    }
    var typed = ""
    var before = words
    let endsInWord =
      tokens.last.map {
        Int($0.end) == text.utf8.count && ($0.kind == .name || $0.kind.isReservedWord || $0.kind == .underscore)
      } ?? false
    if endsInWord, let last = before.popLast() { typed = last.text }
    let folded = typed.lowercased()
    var seen: Set<String> = []
    let fitting = candidates(after: before).filter {
      $0.text.lowercased().hasPrefix(folded) && seen.insert($0.text).inserted
    }
    return (typed.count, fitting)
  }

  private typealias Word = (kind: TokenKind, text: String)

  private func text(of token: Token, in text: String) -> String {
    String(decoding: Array(text.utf8)[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }

  /// What can follow the words of a line.
  private func candidates(after words: [Word]) -> [Candidate] {
    guard let last = words.last else { return starts }
    let statement = self.statement(words)
    if last.kind == .semicolon || last.kind == .leftBrace && statement.first?.text != "scenario" && statement.isEmpty {
      return starts
    }
    switch last.text {
    case "use":
      return [
        Candidate(text: "account", summary: "look at one account only"),
        Candidate(text: "scenario", summary: "make changes in a scenario"),
        Candidate(text: "baseline", summary: "back from a scenario"),
        Candidate(text: "date", summary: "another day counts as today"),
        Candidate(text: "all", summary: "look at everything again"),
      ]
    case "check", "ask": return checks + (last.text == "check" ? [Candidate(text: "all", summary: "every check")] : [])
    case "why" where statement.count == 1: return checks
    case "describe": return nouns(plural: false) + checks + scaleNames
    case "add", "for", "of": return nouns(plural: false)
    case "all" where statement.count >= 1: return nouns(plural: true)
    case "help": return ["nouns", "steps", "functions", "statements"].map { Candidate(text: $0, summary: "") }
    case "as": return Vocabulary.formats.map { Candidate(text: $0, summary: "format") }
    default: break
    }
    if last.kind == .bar { return stepCandidates(statement) }
    let entity = rowEntity(statement)
    if last.kind == .dot { return members(of: statement, entity) }
    // After a comparison: the values of the field's scale.
    if let values = values(statement, entity) { return values }
    if statement.isEmpty { return starts }
    if statement.count == 1, last.kind == .name, catalog.entity(named: last.text) != nil { return [] }
    return fields(entity) + keywords(after: last) + nouns(plural: true)
  }

  /// The words since the last `;`.
  private func statement(_ words: [Word]) -> [Word] {
    if let split = words.lastIndex(where: { $0.kind == .semicolon }) { return Array(words[(split + 1)...]) }
    return words
  }

  private var starts: [Candidate] {
    nouns(plural: true) + queries + checks
      + Vocabulary.statements.sorted().map { Candidate(text: $0, summary: "statement") }
      + ["let", "define"].map { Candidate(text: $0, summary: "declaration") }
      + catalog.worksheets.map { Candidate(text: $0.name, summary: "worksheet") }
      + nouns(plural: false)
  }

  private func nouns(plural: Bool) -> [Candidate] {
    catalog.entities.filter { $0.role == .stored }.map {
      Candidate(text: plural ? $0.plural : $0.name, summary: $0.documentation)
    }
  }
  private var queries: [Candidate] { catalog.queries.map { Candidate(text: $0.name, summary: $0.documentation) } }
  private var checks: [Candidate] { catalog.checks.map { Candidate(text: $0.name, summary: $0.documentation) } }
  private var scaleNames: [Candidate] {
    catalog.scales.filter { !$0.name.contains(".") }.map { Candidate(text: $0.name, summary: $0.documentation) }
  }

  private static let stepSummaries: [(String, String)] = [
    ("where", "keep rows"), ("show", "choose columns"), ("with", "add columns"), ("sort", "order"),
    ("take", "the first few"),
    ("skip", "without the first few"), ("distinct", "each once"), ("count", "count, by something"),
    ("summarize", "group and add up"),
    ("matrix", "rows by columns"), ("set", "change fields"), ("remove", "remove things"), ("as", "choose a format"),
    ("to", "write a file"), ("tree", "who stands under whom"), ("bars", "a bar for each row"),
    ("heat", "shade the cells"),
  ]

  private func stepCandidates(_ statement: [Word]) -> [Candidate] {
    var result = Completer.stepSummaries.map { Candidate(text: $0.0, summary: $0.1) }
    guard let entity = rowEntity(statement) else { return result }
    result += catalog.children(of: entity).filter { catalog.entities[$0].role == .stored }.map {
      Candidate(text: catalog.entities[$0].plural, summary: "to what they hold")
    }
    result += catalog.ancestors(of: entity).map {
      Candidate(text: catalog.entities[$0].name, summary: "to what they stand in")
    }
    for field in catalog.entities[entity].fields {
      switch field.type {
      case .entity, .set(.entity): result.append(Candidate(text: field.name, summary: "to what they refer to"))
      default: break
      }
    }
    return result
  }

  /// The entity the rows of a pipeline are of, followed through its steps; nil for plain rows.
  private func rowEntity(_ statement: [Word]) -> Int? {
    var entity: Int?
    var isFirst = true
    var afterBar = false
    for word in statement {
      if word.kind == .bar {
        afterBar = true
        continue
      }
      defer { afterBar = false }
      guard word.kind == .name else { continue }
      if isFirst || afterBar {
        isFirst = false
        if ["show", "count", "summarize", "matrix"].contains(word.text), afterBar { return plainRows(statement) }
        if let plural = catalog.entity(plural: word.text) {
          entity = plural
        } else if let id = catalog.query(named: word.text) {
          entity = queryEntity(id)
        } else if let own = catalog.entity(named: word.text) {
          entity = own
        } else if afterBar, let current = entity, let field = catalog.entities[current].field(named: word.text) {
          switch catalog.entities[current].fields[field].type {
          case .entity(let target), .set(.entity(let target)): entity = target
          default: break
          }
        }
      }
      // Inside an aggregate or after `of`, names belong to its rows.
      if let plural = catalog.entity(plural: word.text), !afterBar { entity = plural }
    }
    return entity ?? scope?.entity
  }

  private func plainRows(_ statement: [Word]) -> Int? { nil }

  private func queryEntity(_ id: Int) -> Int? {
    let source = catalog.queries[id].query.child(0)
    guard let source, source.kind == .nameExpression else { return nil }
    return catalog.entity(plural: source.firstName)
  }

  private func fields(_ entity: Int?) -> [Candidate] {
    guard let entity else { return queries }
    let declared = catalog.entities[entity]
    var result = declared.fields.map {
      Candidate(text: $0.name, summary: $0.documentation.isEmpty ? catalog.name(of: $0.type) : $0.documentation)
    }
    if declared.isNamed { result.append(Candidate(text: "name", summary: "text")) }
    result += catalog.ancestors(of: entity).map {
      Candidate(text: catalog.entities[$0].name, summary: "what it stands in")
    }
    return result
  }

  private func keywords(after last: Word) -> [Candidate] {
    var words = ["and", "or", "not", "is", "in", "by", "desc", "if", "then", "else", "per"]
    if last.text == "is" { words = ["known", "unknown", "none", "some"] }
    return words.map { Candidate(text: $0, summary: "") }
      + Vocabulary.aggregates.sorted().map { Candidate(text: $0, summary: "function") }
      + Vocabulary.functions.sorted().map { Candidate(text: $0, summary: "function") }
  }

  private func members(of statement: [Word], _ entity: Int?) -> [Candidate] {
    guard statement.count >= 2 else { return [] }
    let owner = statement[statement.count - 2].text
    if let check = catalog.check(named: owner) {
      return catalog.scales[catalog.checks[check].verdictScale].values.map {
        Candidate(text: $0.name, summary: "verdict")
      }
    }
    if let scale = catalog.scale(named: owner), entity.flatMap({ catalog.entities[$0].field(named: owner) }) == nil {
      return catalog.scales[scale].values.map { Candidate(text: $0.name, summary: $0.label) }
    }
    if let entity, let field = catalog.entities[entity].field(named: owner) {
      if case .entity(let target) = catalog.entities[entity].fields[field].type { return fields(target) }
      return EvidenceProperty.allCases.map { Candidate(text: $0.rawValue, summary: "evidence") }
    }
    if let id = catalog.entity(named: owner) { return fields(id) }
    if let worksheet = catalog.worksheet(named: owner) {
      return catalog.worksheets[worksheet].questions.map { Candidate(text: $0.name, summary: $0.text) }
    }
    // A thing by its label.
    if statement.count >= 3, statement[statement.count - 2].kind == .text,
      let id = catalog.entity(named: statement[statement.count - 3].text)
    {
      return fields(id)
    }
    return []
  }

  /// The values that fit after `FIELD =`, `FIELD >=`, `FIELD in [`.
  private func values(_ statement: [Word], _ entity: Int?) -> [Candidate]? {
    let operators: Set<TokenKind> = [.equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual]
    var index = statement.count - 1
    if index >= 0, statement[index].kind == .comma || statement[index].kind == .leftBracket {
      // Back over a list to the `in` before it.
      while index >= 0, statement[index].kind != .leftBracket { index -= 1 }
      guard index >= 1, statement[index - 1].kind == .in else { return nil }
      index -= 1
    } else {
      guard index >= 1, operators.contains(statement[index].kind) else { return nil }
    }
    guard index >= 1, statement[index - 1].kind == .name else { return nil }
    let name = statement[index - 1].text
    var type: ValueType?
    if index >= 3, statement[index - 2].kind == .dot, let owner = catalog.entity(named: statement[index - 3].text),
      let field = catalog.entities[owner].field(named: name)
    {
      type = catalog.entities[owner].fields[field].type
    } else if let entity, let field = catalog.entities[entity].field(named: name) {
      type = catalog.entities[entity].fields[field].type
    } else if name == "verdict", let check = statement.first.flatMap({ catalog.check(named: $0.text) }) {
      type = .scale(catalog.checks[check].verdictScale)
    }
    switch type {
    case .scale(let id)?, .set(.scale(let id))?:
      return catalog.scales[id].values.map { Candidate(text: $0.name, summary: $0.label) }
    case .yesNo?: return [Candidate(text: "yes", summary: ""), Candidate(text: "no", summary: "")]
    default: return nil
    }
  }

  /// The names of things that fit inside an open text.
  private func names(after words: [Word], typed: String) -> [Candidate] {
    guard let last = words.last else { return [] }
    let folded = TextFold.folded(typed)
    if last.text == "scenario" || last.text == "diff" || last.text == "compare" || last.text == "adopt" {
      return scenarios.filter { TextFold.folded($0).hasPrefix(folded) }.map {
        Candidate(text: $0 + "\"", summary: "scenario")
      }
    }
    var target = catalog.entity(named: last.text)
    if target == nil, last.kind == .equal || last.kind == .notEqual, words.count >= 2, let entity = rowEntity(words),
      let field = catalog.entities[entity].field(named: words[words.count - 2].text)
    {
      switch catalog.entities[entity].fields[field].type {
      case .entity(let id), .set(.entity(let id)): target = id
      default: break
      }
    }
    guard let target else { return [] }
    let finder = ThingFinder(snapshot: snapshot, catalog: catalog)
    var rows = snapshot.rows(of: target)
    if let scope, catalog.entity(target, isBelow: scope.entity) {
      rows = snapshot.descendants(of: scope, entity: target, catalog: catalog)
    }
    var result: [Candidate] = []
    for row in rows {
      let label = finder.label(of: ThingReference(entity: target, row: row))
      if !label.isEmpty, TextFold.folded(label).hasPrefix(folded) {
        result.append(Candidate(text: label + "\"", summary: catalog.entities[target].name))
      }
      if result.count >= 200 { break }
    }
    return result.sorted { $0.text < $1.text }
  }
}
