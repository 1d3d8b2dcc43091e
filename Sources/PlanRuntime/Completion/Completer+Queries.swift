import PlanLang

// What can follow in a query: sources, then steps over the rows that the steps before have left.

extension Completer {
  /// What the rows at the cursor are.
  struct Rows {
    var entity: Int?
    var columns: [Column] = []
    /// Whether the rows stand for things, so that they can be changed and walked from.
    var isKnown: Bool { entity != nil || !columns.isEmpty }

    static let none = Rows()
  }

  func pipeline(_ words: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    if let inner = words.innermost { return inside(inner.head, inner.content, pipelineRows(words, cursor), cursor) }
    let parts = words.parts(by: .bar)
    guard parts.count > 1, let step = parts.last else { return source(words, cursor) }
    let rows = pipelineRows(words, cursor)
    return self.step(step, rows, cursor)
  }

  /// The rows before the last bar, as the resolver sees them; else what the first word says.
  private func pipelineRows(_ words: [Word], _ cursor: CompletionCursor) -> Rows {
    var depth = 0
    var bar: Int?
    for (index, word) in words.enumerated() {
      switch word.kind {
      case .leftParen, .leftBracket: depth += 1
      case .rightParen, .rightBracket: depth -= 1
      case .bar where depth == 0: bar = index
      default: break
      }
    }
    guard let bar, let first = words.first else { return .none }
    // A line that starts with a bar goes on from the last result.
    if bar == 0 { return Rows(entity: lastShape?.entity, columns: lastShape?.columns ?? []) }
    let bytes = Array(cursor.before.utf8)
    let text = String(decoding: bytes[first.start..<words[bar].start], as: UTF8.self)
    if let shape = shape(of: text.hasPrefix("|") ? "_ " + text : text) {
      return Rows(entity: shape.entity, columns: shape.columns)
    }
    let noun = first.text == "all" ? words.dropFirst().first?.text ?? "" : first.text
    return Rows(entity: catalog.entity(plural: noun) ?? catalog.entity(named: noun))
  }

  /// What the rows of a query are.
  private func shape(of text: String) -> RowShape? {
    let tree = Parser.parse(SourceText(text))
    let resolver = Resolver(
      catalog: catalog, definitions: Definitions(), directory: ThingFinder(snapshot: snapshot, catalog: catalog))
    resolver.scopeEntity = scope?.entity
    resolver.scopeThing = scope
    resolver.lastShape = lastShape
    resolver.allowsMissingThings = true
    let statements = resolver.resolve(items: tree.root.children.map { $0 })
    switch statements.last?.kind {
    case .query(let plan)?, .reportQuery(_, let plan)?:
      let shape = plan.shape
      return shape.entity != nil || !shape.columns.isEmpty ? shape : nil
    default: return nil
    }
  }

  /// The words before the first bar: a noun, a thing, an expression.
  private func source(_ words: [Word], _ cursor: CompletionCursor) -> [Candidate] {
    guard let last = words.last else { return starts }
    if words.count == 1 {
      if last.text == "all" { return nouns(plural: true) + checks + queries + worksheets }
      if let id = catalog.entity(named: last.text) {
        return labels(of: id) + (catalog.entity(plural: last.text) == nil ? [] : [Completer.bar])
      }
      if isSource(last.text) || last.kind == .underscore { return [Completer.bar] }
    }
    if words.count == 2, words[0].text == "all" { return [Completer.bar] }
    if catalog.entity(named: words[0].text) != nil,
      last.kind == .text || last.text == "of" || catalog.entity(named: last.text) != nil
    {
      return thing(words) + (last.kind == .text ? [Completer.bar] : [])
    }
    return expression(words, .none, cursor)
  }

  func isSource(_ name: String) -> Bool {
    catalog.entity(plural: name) != nil || catalog.query(named: name) != nil || catalog.check(named: name) != nil
      || catalog.worksheet(named: name) != nil || name == "facts"
  }

  /// After a bar: a step, and inside it.
  private func step(_ words: [Word], _ rows: Rows, _ cursor: CompletionCursor) -> [Candidate] {
    guard let first = words.first else { return steps(rows) }
    let rest = Array(words.dropFirst())
    let part = rest.parts(by: .comma).last ?? []
    switch first.text {
    case "where": return expression(rest, rows, cursor)
    case "show", "with":
      let value = part.dropFirst().first?.kind == .equal ? Array(part.dropFirst(2)) : part
      let windows = first.text == "show" || first.text == "with" ? terms(of: .window) : []
      return expression(value, rows, cursor) + (value.isEmpty ? windows : [])
    case "sort": return expression(part, rows, cursor) + (part.isEmpty ? [] : terms("desc", "asc"))
    case "count":
      return rest.isEmpty ? terms("by") : keys(Array(rest.drop { $0.text != "by" }.dropFirst()), rows, cursor)
    case "summarize": return summarize(rest, rows, cursor)
    case "matrix": return matrix(rest, rows, cursor)
    case "set": return assignment(rest, rows, cursor)
    case "as": return format(rest)
    case "to": return rest.count == 1 ? terms("for") : []
    case "tree": return rest.isEmpty ? terms("by") : rest.count == 1 ? references(rows) : []
    case "bars": return rest.isEmpty ? columns(rows) : []
    case "take", "skip", "distinct", "remove", "heat": return []
    default: return rest.isEmpty ? [Completer.bar] : []
    }
  }

  private func format(_ rest: [Word]) -> [Candidate] {
    if rest.isEmpty { return terms(of: .format) }
    return rest.count == 1
      ? [Candidate("for", "whom it is meant for")]
      : rest.count == 2 ? [Candidate("customer", "nothing internal may be in it")] : []
  }

  /// Steps, and the ways to walk from these rows.
  private func steps(_ rows: Rows) -> [Candidate] {
    var result = terms(of: .step)
    guard let entity = rows.entity else {
      // Plain rows can't be changed, but the things they name can be walked to.
      result.removeAll { ["set", "remove", "tree"].contains($0.text) }
      return result + rows.columns.filter { isReference($0.type) }.map { Candidate($0.name, "to what they refer to") }
    }
    result += catalog.children(of: entity).filter { catalog.entities[$0].role == .stored }.map {
      Candidate(catalog.entities[$0].plural, "to what they hold")
    }
    result += catalog.ancestors(of: entity).map { Candidate(catalog.entities[$0].name, "to what they stand in") }
    return result + references(Rows(entity: entity)).map { Candidate($0.text, "to what they refer to") }
  }

  private func references(_ rows: Rows) -> [Candidate] {
    guard let entity = rows.entity else { return [] }
    return catalog.entities[entity].fields.filter { isReference($0.type) }.map { Candidate($0.name, describe($0)) }
  }

  private func isReference(_ type: ValueType) -> Bool {
    switch type {
    case .entity, .set(.entity): true
    default: false
    }
  }

  private func keys(_ words: [Word], _ rows: Rows, _ cursor: CompletionCursor) -> [Candidate] {
    let part = words.parts(by: .comma).last ?? []
    let value = part.dropFirst().first?.kind == .equal ? Array(part.dropFirst(2)) : part
    return value.isEmpty
      ? columns(rows) : expression(value, rows, cursor).filter { $0.text != Completer.bar.text } + [Completer.bar]
  }

  private func summarize(_ rest: [Word], _ rows: Rows, _ cursor: CompletionCursor) -> [Candidate] {
    if let by = rest.firstIndex(where: { $0.text == "by" }) { return keys(Array(rest[(by + 1)...]), rows, cursor) }
    let part = rest.parts(by: .comma).last ?? []
    let value = part.dropFirst().first?.kind == .equal ? Array(part.dropFirst(2)) : part
    return value.isEmpty ? terms(of: .aggregate) : terms("by") + [Completer.bar]
  }

  private func matrix(_ rest: [Word], _ rows: Rows, _ cursor: CompletionCursor) -> [Candidate] {
    guard let last = rest.last else { return columns(rows) }
    if last.text == "by" { return columns(rows) }
    if last.text == "of" { return terms(of: .aggregate) }
    if last.kind == .dot { return members(rest, rows) }
    return rest.contains("by") ? terms("of") + [Completer.bar] : terms("by")
  }

  /// `set FIELD = VALUE per ..., ...`
  func assignment(_ rest: [Word], _ rows: Rows, _ cursor: CompletionCursor) -> [Candidate] {
    let part = rest.parts(by: .comma).last ?? []
    guard let entity = rows.entity else { return [] }
    guard let name = part.first else { return storedFields(of: entity) + [Candidate("name", "text")] }
    if part.count == 1 { return [Candidate("= ", "its new value")] }
    if let evidence = evidence(part) { return evidence }
    let value = Array(part.dropFirst(2))
    guard let field = catalog.entities[entity].field(named: name.text) else { return expression(value, rows, cursor) }
    let type = catalog.entities[entity].fields[field].type
    if value.isEmpty || value.last?.kind == .leftBracket {
      let known = constants(of: type, isStored: false)
      return known + (value.isEmpty ? columns(rows) + terms(of: .function) : [])
    }
    return expression(value, rows, cursor) + terms("per")
  }
}
