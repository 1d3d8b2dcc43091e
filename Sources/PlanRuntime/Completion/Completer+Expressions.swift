import PlanLang

// What can stand in a condition or a computed value.

extension Completer {
  /// The end of an expression over rows: something to compute with, or what can follow it.
  func expression(_ words: [Word], _ rows: Rows, _ cursor: CompletionCursor) -> [Candidate] {
    // In `"... \\(` the expression begins anew.
    if let piece = words.lastIndex(where: { [.textHead, .textMiddle, .textTail].contains($0.kind) }),
      words[piece].kind != .textTail
    {
      return expression(Array(words[(piece + 1)...]), rows, cursor).filter { $0.text != Completer.bar.text }
    }
    if let inner = words.innermost { return inside(inner.head, inner.content, rows, cursor) }
    guard let last = words.last else { return operands(rows) }
    switch last.kind {
    case .dot: return members(words, rows)
    case .is: return terms("known", "unknown", "none", "some")
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
      return compared(Array(words.dropLast()), rows) ?? operands(rows)
    case .leftBracket, .in, .dotDot, .comma:
      if let split = words.lastIndex(where: { $0.kind == .in }), let values = compared(Array(words[..<split]), rows) {
        return values
      }
      return last.kind == .in ? sources + operands(rows) : operands(rows)
    case .and, .or, .not, .if, .then, .else, .plus, .minus, .star, .slash, .questionQuestion, .tilde:
      return operands(rows)
    case .name where last.text == "of":
      return words.dropLast().last.map { $0.kind == .text } == true ? thing(words) : sources
    case .name where catalog.entity(named: last.text) != nil && field(last.text, rows) == nil && !rows.isKnown:
      return labels(ofNoun: last.text) + operators(words)
    default: return operators(words)
    }
  }

  /// What can follow something that is complete.
  private func operators(_ words: [Word]) -> [Candidate] {
    // After `and`, `or` and the like a new comparison begins.
    let own = words.reversed().prefix { ![.and, .or, .if, .then, .else, .comma].contains($0.kind) }
    let isCompared = own.contains {
      [.equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .tilde, .in, .is].contains($0.kind)
    }
    var result = isCompared ? terms("and", "or") : terms("is", "in", "and", "or")
    if words.contains(where: { $0.kind == .if }) {
      let then = words.lastIndex { $0.kind == .then } ?? -1
      let open = words.lastIndex { $0.kind == .if } ?? -1
      result += then > open ? terms("else") : terms("then")
    }
    if words.contains(where: { $0.kind == .text }), words.last?.kind == .text { result += terms("of") }
    return result + [Completer.bar]
  }

  /// Things to compute with.
  private func operands(_ rows: Rows) -> [Candidate] {
    let below = rows.entity.map { entity in
      catalog.entities.indices.filter { catalog.entities[$0].role == .stored && catalog.entity($0, isBelow: entity) }
        .map { Candidate(catalog.entities[$0].plural, "how many of them") }
    }
    return columns(rows) + terms("not", "if") + terms(of: .aggregate) + terms(of: .function)
      + catalog.definitions.map { Candidate($0.name, $0.documentation) } + queries + (below ?? nouns(plural: true))
      + worksheets + checks + (rows.isKnown ? [] : nouns(plural: false)) + terms("all")
  }

  /// The columns of rows: what was added or shown, the fields of their things, what they stand in.
  func columns(_ rows: Rows) -> [Candidate] {
    let own = rows.columns.map { column in
      Candidate(column.name.isPlainName ? column.name : "`\(column.name)`", catalog.name(of: column.type))
    }
    if let entity = rows.entity { return own + fields(of: entity) }
    return own.isEmpty ? fields(of: scope?.entity) : own
  }

  func fields(of entity: Int?) -> [Candidate] {
    guard let entity else { return [] }
    let declared = catalog.entities[entity]
    return (declared.isNamed ? [Candidate("name", "text")] : [])
      + declared.fields.map { Candidate($0.name, describe($0)) }
      + catalog.ancestors(of: entity).map { Candidate(catalog.entities[$0].name, "in which it stands") }
      + chances(of: entity)
  }

  private func chances(of entity: Int) -> [Candidate] {
    guard playsChances else { return [] }
    return catalog.chances.filter { $0.entity == entity }.map {
      Candidate($0.name, $0.documentation.isEmpty ? "a chance" : $0.documentation)
    }
  }

  func storedFields(of entity: Int) -> [Candidate] {
    catalog.entities[entity].fields.filter { !$0.isComputed }.map { Candidate($0.name, describe($0)) }
  }

  func describe(_ field: Field) -> String {
    field.documentation.isEmpty ? catalog.name(of: field.type) : field.documentation
  }

  // MARK: Parentheses

  /// Inside a parenthesis that is still open.
  func inside(_ head: [Word], _ content: [Word], _ rows: Rows, _ cursor: CompletionCursor) -> [Candidate] {
    let name = head.last?.kind == .name ? head.last?.text ?? "" : ""
    if Vocabulary.aggregates.contains(name) { return aggregate(name, content, rows, cursor) }
    // `(stakeholders | sort power | ...)`
    if content.contains(where: { $0.kind == .bar }) { return pipeline(content, cursor) }
    if name == "of" || head.last?.kind == .in, content.isEmpty { return sources }
    if !name.isEmpty {
      let part = content.parts(by: .comma).last ?? []
      return expression(part, rows, cursor).filter { $0.text != Completer.bar.text }
    }
    return expression(content, rows, cursor).filter {
      content.isEmpty || $0.text != Completer.bar.text || isSource(content[0].text)
    }
  }

  /// Inside an aggregate: `count(SOURCE where ...)`, `sum(VALUE of SOURCE where ...)`.
  private func aggregate(_ name: String, _ content: [Word], _ rows: Rows, _ cursor: CompletionCursor) -> [Candidate] {
    let own = below(rows)
    var rest = content
    if name == "at_least" {
      guard let comma = content.firstIndex(where: { $0.kind == .comma }) else { return [] }
      rest = Array(content[(comma + 1)...])
    }
    let takesRows = ["count", "any", "at_least"].contains(name)
    let of = rest.parts(by: .comma).last?.lastIndex { $0.text == "of" }
    let start = of.map { $0 + 1 } ?? (takesRows ? 0 : nil)
    guard let start else {
      // The value comes first; its rows are not typed yet, so the fields of everything below are on offer.
      if rest.isEmpty { return valueFields(rows) + columns(rows) + own }
      let next = expression(rest, rows, cursor).filter { $0.text != Completer.bar.text }
      return isComplete(rest) ? terms("of") + next : next
    }
    let source = Array(rest[start...])
    guard let first = source.first else { return own + (takesRows ? setFields(rows) : []) + terms("all") }
    if first.text == "all", source.count == 1 { return nouns(plural: true) }
    let entity = source.prefix { $0.text != "where" }.compactMap { catalog.entity(plural: $0.text) }.last
    if let filter = source.firstIndex(where: { $0.text == "where" }) {
      let inner = sourceRows(Array(source[..<filter]), entity, rows)
      return expression(Array(source[(filter + 1)...]), inner, cursor).filter { $0.text != Completer.bar.text }
    }
    if source.last?.kind == .dot { return members(source, rows) }
    return terms("where") + (takesRows && of == nil ? terms("of") : [])
  }

  /// What an aggregate's rows are.
  private func sourceRows(_ source: [Word], _ entity: Int?, _ rows: Rows) -> Rows {
    if let entity { return Rows(entity: entity) }
    guard let name = source.last?.text else { return .none }
    if let check = catalog.check(named: name) {
      let declared = catalog.checks[check]
      let subjects = [declared.subject, declared.each].compactMap { $0 }.map {
        Column(name: catalog.entities[$0].name, type: .entity($0))
      }
      let counts = ["passed", "failed", "unknown"].map { Column(name: $0, type: .integer) }
      return Rows(
        columns: subjects + [Column(name: "verdict", type: .scale(declared.verdictScale))] + counts
          + declared.fields.map { Column(name: $0.name, type: $0.type) }
          + declared.tests.map { Column(name: $0.name, type: .outcome) })
    }
    if let id = catalog.worksheet(named: name) {
      let sheet = catalog.worksheets[id]
      return Rows(
        columns: [
          Column(name: "question", type: .scale(sheet.questionScale)),
          Column(name: "group", type: .scale(sheet.groupScale)),
          Column(name: "text", type: .text),
        ] + sheet.answers.map { Column(name: $0.name, type: $0.type) } + [
          Column(name: "on", type: .date), Column(name: "previous", type: sheet.answers.first?.type ?? .text),
          Column(name: "trend", type: .scale(sheet.trendScale)),
          Column(name: catalog.entities[sheet.entity].name, type: .entity(sheet.entity)),
        ])
    }
    if let field = field(name, rows), case .set(.entity(let id)) = field { return Rows(entity: id) }
    if let query = catalog.query(named: name), let noun = catalog.queries[query].query.firstNoun(in: catalog) {
      return Rows(entity: noun)
    }
    return .none
  }

  /// The rows that belong to a row: what is below it, and what the library asks of it.
  private func below(_ rows: Rows) -> [Candidate] {
    guard let entity = rows.entity ?? scope?.entity else { return sources }
    let own = catalog.entities.indices.filter {
      catalog.entities[$0].role == .stored && catalog.entity($0, isBelow: entity)
    }
    .map { Candidate(catalog.entities[$0].plural, catalog.entities[$0].documentation) }
    return own + queries + checks + worksheets + nouns(plural: true)
  }

  private func setFields(_ rows: Rows) -> [Candidate] {
    guard let entity = rows.entity else { return [] }
    return catalog.entities[entity].fields.filter { if case .set = $0.type { true } else { false } }
      .map { Candidate($0.name, describe($0)) }
  }

  /// The fields of what is below a row, each with where it is from.
  private func valueFields(_ rows: Rows) -> [Candidate] {
    let owner = rows.entity ?? scope?.entity
    return catalog.entities.indices.filter { id in
      catalog.entities[id].role == .stored && (owner.map { catalog.entity(id, isBelow: $0) } ?? true)
    }.flatMap { id in
      catalog.entities[id].fields.map { Candidate($0.name, "of \(catalog.entities[id].plural)") }
    }
  }

  private func isComplete(_ words: [Word]) -> Bool {
    words.last.map { [.name, .rightParen, .number, .money, .percent, .text].contains($0.kind) } ?? false
  }

  // MARK: Comparisons

  /// The values that fit after `LEFT =` or `LEFT in [`; nil where anything may stand.
  private func compared(_ left: [Word], _ rows: Rows) -> [Candidate]? {
    guard let type = type(ofEnd: left, rows) else { return nil }
    let known = constants(of: type, isStored: false)
    return known.isEmpty ? nil : known
  }

  /// Constants of a type; none for types whose values nobody can list.
  func constants(of type: ValueType, isStored: Bool) -> [Candidate] {
    switch type {
    case .scale(let id), .set(.scale(let id)): return values(of: id)
    case .yesNo: return terms("yes", "no")
    case .outcome: return terms("yes", "no")
    case .entity(let id), .set(.entity(let id)): return labels(of: id) + (isStored ? terms("none") : [])
    case .date: return isStored ? terms("none") : terms("today")
    default: return []
    }
  }

  /// The type of the name or path a text ends with.
  private func type(ofEnd words: [Word], _ rows: Rows) -> ValueType? {
    guard let last = words.last, last.kind == .name || last.kind == .quotedName else { return nil }
    guard words.count >= 3, words[words.count - 2].kind == .dot else {
      return field(last.text.filter { $0 != "`" }, rows)
    }
    guard let owner = owner(Array(words.dropLast(2)), rows) else { return nil }
    return field(last.text, Rows(entity: owner))
  }

  /// The type of a column or field.
  func field(_ name: String, _ rows: Rows) -> ValueType? {
    if let column = rows.columns.first(where: { $0.name == name }) { return column.type }
    guard let entity = rows.entity ?? (rows.columns.isEmpty ? scope?.entity : nil) else { return nil }
    if let index = catalog.entities[entity].field(named: name) { return catalog.entities[entity].fields[index].type }
    return catalog.ancestors(of: entity).first { catalog.entities[$0].name == name }.map { .entity($0) }
  }

  // MARK: Members

  /// What can stand after a dot.
  func members(_ words: [Word], _ rows: Rows) -> [Candidate] {
    let path = Array(words.dropLast())
    guard let last = path.last else { return [] }
    if let owner = owner(path, rows) { return fields(of: owner) }
    if let type = type(ofEnd: path, rows), type != .invalid { return terms(of: .evidence) }
    if let check = catalog.check(named: last.text) { return verdicts(of: check) }
    if let scale = catalog.scale(named: last.text) { return values(of: scale) }
    if let sheet = catalog.worksheet(named: last.text) {
      return catalog.worksheets[sheet].questions.map { Candidate($0.name, $0.text) }
    }
    // `account.value_expectations.easy.importance`
    if path.count >= 3, let sheet = catalog.worksheet(named: path[path.count - 3].text) {
      return catalog.worksheets[sheet].answers.flatMap { answer in
        [Candidate(answer.name, catalog.name(of: answer.type))]
      }
    }
    return []
  }

  /// The entity of the thing a path leads to: `stakeholder.mapped_to`, `reports_to`, `objective "A"`.
  private func owner(_ path: [Word], _ rows: Rows) -> Int? {
    guard let last = path.last else { return nil }
    if last.kind == .text {
      return path.dropLast().last.flatMap { catalog.entity(named: $0.text) }
    }
    guard last.kind == .name else { return nil }
    if last.text == "this" { return rows.entity }
    let type: ValueType?
    if path.count >= 3, path[path.count - 2].kind == .dot {
      type = owner(Array(path.dropLast(2)), rows).flatMap { field(last.text, Rows(entity: $0)) }
    } else {
      type = field(last.text, rows)
    }
    if case .entity(let id)? = type { return id }
    return type == nil && path.count == 1 ? catalog.entity(named: last.text) : nil
  }
}

extension String {
  /// Whether it can be written as a name without backticks.
  fileprivate var isPlainName: Bool {
    guard let first, first.isLetter || first == "_" else { return false }
    return allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && !Vocabulary.reserved.contains(self)
  }
}

extension SyntaxNode {
  /// The entity a query starts from, where it starts with a plural.
  fileprivate func firstNoun(in catalog: Catalog) -> Int? {
    if kind == .nameExpression { return catalog.entity(plural: firstName) }
    return child(0)?.firstNoun(in: catalog)
  }
}
