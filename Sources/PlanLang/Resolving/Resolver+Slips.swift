// What somebody most likely meant, where a name or a comparison makes no sense as it is written.

extension Resolver {
  // MARK: Names

  /// Words other languages have for days and numbers, and functions that can't stand here; nil for all others.
  func foreignName(_ name: String, expecting expected: ValueType?, at range: SourceRange) -> Diagnostic? {
    func repaired(_ meant: String) -> Diagnostic {
      Diagnostic(
        scopes.isEmpty ? .unknownName : .unknownField, "PlanLang has no `\(name)`", at: range,
        label: "write `\(meant)`", fixIts: [.init("write `\(meant)`", replace: range, with: meant)])
    }
    if Vocabulary.windows.contains(name) {
      return Diagnostic(
        .notAllowedHere, "`\(name)` looks at all rows, so it stands only in `show` and `with`", at: range,
        label: "not a place where rows are listed",
        notes: ["add it as a column first: `| with place = \(name)`, and use that column in the next step"])
    }
    if let call = callMeant(by: name, at: range) { return call }
    let lower = name.lowercased()
    switch lower {
    case "now": return repaired("today")
    case "tomorrow": return repaired("today + 1 day")
    case "yesterday": return repaired("today - 1 day")
    case "true", "false", "yes", "no", "none", "unknown":
      return repaired(["true": "yes", "false": "no"][lower] ?? lower)
    default: break
    }
    if lower.utf8.count == 2, lower.hasPrefix("q"), let last = lower.last, ("1"..."4").contains(last) {
      return Diagnostic(
        scopes.isEmpty ? .unknownName : .unknownField, "a quarter has a year", at: range,
        label: "written like `2026-\(lower.uppercased())`",
        notes: ["`quarter(today)` is the one we are in"])
    }
    let numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    if let money = Literals.moneyInOneWord(name) { return repaired(money) }
    if expected?.isNumeric == true, let index = numbers.firstIndex(of: lower) { return repaired("\(index + 1)") }
    return nil
  }

  /// `where sponsor`: a value of one of the row's scales alone.
  func conditionByValue(_ name: String, expecting expected: ValueType?, at range: SourceRange) -> Diagnostic? {
    guard expected == .yesNo, let entity = scopes.last?.entity else { return nil }
    let fields = catalog.entities[entity].fields.filter { field in
      switch field.type {
      case .scale(let id), .set(.scale(let id)): catalog.scales[id].code(of: name) != nil
      default: false
      }
    }
    guard let field = fields.first else { return nil }
    func comparison(_ field: Field) -> String {
      if case .set = field.type { return "\(name) in \(field.name)" }
      return "\(field.name) = \(name)"
    }
    return Diagnostic(
      .unknownField, "`\(name)` is a value of `\(field.name)`, and no condition by itself", at: range,
      label: "write `\(comparison(field))`",
      fixIts: fields.map { .init("write `\(comparison($0))`", replace: range, with: comparison($0)) })
  }

  /// `count` for `count()`, and functions of one's own without their brackets.
  private func callMeant(by name: String, at range: SourceRange) -> Diagnostic? {
    func diagnostic(_ usage: String, isRepair: Bool) -> Diagnostic {
      Diagnostic(
        .unknownName, "`\(name)` is a function", at: range, label: "write `\(usage)`",
        fixIts: isRepair ? [.init("call it", replace: range, with: usage)] : [])
    }
    if let id = catalog.definition(named: name) {
      let parameters = catalog.definitions[id].parameters
      return diagnostic(
        "\(name)(\(parameters.map(\.name).joined(separator: ", ")))", isRepair: parameters.isEmpty)
    }
    guard Vocabulary.aggregates.contains(name) else { return nil }
    if name == "count" { return diagnostic(isGrouping ? "count()" : "count(ROWS)", isRepair: isGrouping) }
    return diagnostic(isGrouping ? "\(name)(FIELD)" : "\(name)(FIELD of ROWS)", isRepair: false)
  }

  /// What the check being read works out, named where it is not known yet.
  func tooEarly(_ node: SyntaxNode) -> Diagnostic? {
    guard let id = currentCheck, scopes.count == 1 else { return nil }
    let check = catalog.checks[id]
    let name = node.firstName
    let place =
      check.fields.first { $0.name == name }?.range ?? check.tests.first { $0.name == name }?.range
    guard place != nil || ["verdict", "passed", "failed"].contains(name) else { return nil }
    return Diagnostic(
      .unknownField, "`\(name)` is not known yet here", at: node.range, label: "worked out later",
      labels: place.map { [.init($0, "here")] } ?? [],
      notes: ["tests come first, then what uses their outcomes; a field sees the fields above it"])
  }

  /// A name where a text is wanted is a text without its quotes.
  func textMeant(_ node: SyntaxNode, _ expected: ValueType?) -> String? {
    expected == .text ? "\"\(node.text)\"" : nil
  }

  /// `last contact`, `decision maker`: one name written as several words, which the parser has complained about; told
  /// again with what is meant, where that is known.
  func resolveSpacedName(_ node: SyntaxNode, expecting expected: ValueType?) -> Expression {
    let words = (node.firstTokenIndex..<node.endTokenIndex).map { node.tree.name(ofToken: $0) }
    if let slip = joinedName(words, expecting: expected, at: node.range) {
      report(slip)
    } else if scopes.isEmpty, expected == nil, let slip = plainAnswer(node.range, at: node.range) {
      report(slip)
    } else if expected == .text {
      report(
        Diagnostic(
          .unknownField, "a text stands in quotes", at: node.range, label: "write `\"\(node.text)\"`",
          fixIts: [.init("put it in quotes", replace: node.range, with: "\"\(node.text)\"")]))
    }
    return invalid(node)
  }

  /// `last-contact` where there is no `last` or no `contact`, but a `last_contact`.
  func hyphenSlip(_ node: SyntaxNode, expecting expected: ValueType?) -> Diagnostic? {
    guard let left = node.child(0), let right = node.child(1), left.kind == .nameExpression,
      right.kind == .nameExpression, !isKnownName(left) || !isKnownName(right), !node.text.contains(" ")
    else { return nil }
    return joinedName([left.firstName, right.firstName], expecting: expected, at: node.range)
  }

  /// What is said of words that together are the name of a value, a column or a noun.
  private func joinedName(_ words: [String], expecting expected: ValueType?, at range: SourceRange) -> Diagnostic? {
    let name = words.joined(separator: "_").lowercased()
    if words.count == 2, let check = catalog.check(named: words[0]),
      catalog.scales[catalog.checks[check].verdictScale].code(of: words[1]) != nil
    {
      return Diagnostic(
        .unknownName, "a verdict stands after a dot", at: range, label: "write `\(words[0]).\(words[1])`",
        fixIts: [.init("write a dot", replace: range, with: "\(words[0]).\(words[1])")])
    }
    var wanted = expected
    if case .set(let element)? = expected { wanted = element }
    if case .scale(let id)? = wanted {
      // Several values in a row are no name of several words.
      if words.allSatisfy({ catalog.scales[id].code(of: $0) != nil }) { return nil }
      let slip = ConstantReader(catalog: catalog).unknownScaleValue(
        words.joined(separator: " "), catalog.scales[id], at: range)
      if !slip.fixIts.isEmpty { return slip }
    }
    if words.count > 1, let entity = catalog.entity(named: words[0]), range.text.hasPrefix(words[0] + " "),
      let meant = labelMeant(String(range.text.dropFirst(words[0].count + 1)), of: entity, at: range)
    {
      return Diagnostic(
        .expected, "a name stands in quotes", at: range, label: "write `\(words[0]) \"\(meant)\"`",
        fixIts: [.init("put it in quotes", replace: range, with: "\(words[0]) \"\(meant)\"")])
    }
    let repair = [Diagnostic.FixIt("write `\(name)`", replace: range, with: name)]
    if column(named: name, depth: 0, at: range) != nil {
      return Diagnostic(
        .unknownField, "a name is one word", at: range, label: "write `\(name)`", fixIts: repair)
    }
    if catalog.entity(plural: name) != nil || catalog.entity(named: name) != nil || catalog.query(named: name) != nil
      || catalog.check(named: name) != nil
    {
      return Diagnostic(.unknownNoun, "a name is one word", at: range, label: "write `\(name)`", fixIts: repair)
    }
    return nil
  }

  /// The label a thing of an entity has that was written without its quotes; nil where none is like it.
  private func labelMeant(_ label: String, of entity: Int, at range: SourceRange) -> String? {
    if allowsMissingThings { return label }
    switch directory.find(ThingPath(parts: [.init(entity: entity, labels: [label])], range: range), within: scopeThing)
    {
    case .nothing(let near): return near.first
    default: return label
    }
  }

  // MARK: Calls

  /// What a call of another language is written as here; nil for all others.
  func rewrittenCall(_ name: String, _ node: SyntaxNode) -> String? {
    let arguments = node.children.filter { $0.kind != .missing }
    switch (name.lowercased().filter { $0 != "_" }, arguments.count) {
    case ("now", 0), ("curdate", 0), ("currentdate", 0): return "today"
    case ("isnull", 1), ("isnil", 1), ("isempty", 1), ("isblank", 1), ("isunknown", 1), ("isnone", 1):
      return "\(arguments[0].text) is \(name.lowercased().hasSuffix("none") ? "none" : "unknown")"
    case ("isnotnull", 1), ("notnull", 1), ("isknown", 1), ("notempty", 1): return "\(arguments[0].text) is known"
    case ("coalesce", 2), ("ifnull", 2), ("nvl", 2), ("isnull", 2), ("iferror", 2):
      return "\(arguments[0].text) ?? \(arguments[1].text)"
    case ("if", 3), ("iif", 3):
      return "if \(arguments[0].text) then \(arguments[1].text) else \(arguments[2].text)"
    case ("countif", 2), ("countifs", 2): return "count(\(arguments[0].text) where \(arguments[1].text))"
    case ("concat", 2...), ("concatenate", 2...):
      let parts = arguments.map {
        $0.kind == .textLiteral ? String($0.text.dropFirst().dropLast()) : "\\(\($0.text))"
      }
      return "\"\(parts.joined())\""
    case (_, 1) where catalog.entity(named: name) != nil && arguments[0].kind == .textLiteral:
      return "\(name) \(arguments[0].text)"
    default: return nil
    }
  }

  // MARK: Things

  /// `account "A" of stakeholder "B"`: the other way round.
  func turnedRound(_ node: SyntaxNode, _ parts: [ThingPath.Part]) -> [Diagnostic.FixIt] {
    let nodes = node.children(of: .thingPart)
    guard nodes.count == 2, parts.count == 2, catalog.entity(parts[1].entity, isBelow: parts[0].entity) else {
      return []
    }
    return [.init("turn it round", replace: node.range, with: "\(nodes[1].text) of \(nodes[0].text)")]
  }

  /// `use account Northwind`: a name without its quotes.
  func unquotedName(_ node: SyntaxNode, of entity: Int) -> Diagnostic? {
    guard node.kind == .nameExpression, !isKnownName(node) || node.endTokenIndex - node.firstTokenIndex > 1 else {
      return nil
    }
    var meant = node.text
    let path = ThingPath(parts: [.init(entity: entity, labels: [meant])], range: node.range)
    if case .nothing(let near) = directory.find(path, within: nil), let first = near.first { meant = first }
    return Diagnostic(
      .unknownName, "a name stands in quotes", at: node.range, label: "write `\"\(meant)\"`",
      fixIts: [.init("put it in quotes", replace: node.range, with: "\"\(meant)\"")])
  }

  /// `use scenario Better`: a name without its quotes.
  func unquotedScenario(_ node: SyntaxNode) -> Diagnostic? {
    guard node.kind == .nameExpression, !isKnownName(node) || node.endTokenIndex - node.firstTokenIndex > 1 else {
      return nil
    }
    return Diagnostic(
      .unknownName, "a scenario's name stands in quotes", at: node.range, label: "write `\"\(node.text)\"`",
      fixIts: [.init("put it in quotes", replace: node.range, with: "\"\(node.text)\"")])
  }

  /// `use "Acme"`: the noun is missing.
  func useWithoutNoun(_ value: SyntaxNode) -> Diagnostic {
    var problems: [Diagnostic] = []
    let name = Literals.text(ofToken: value.firstTokenIndex, in: value.tree) { problems.append($0) }
    return withoutNoun([name], at: value.range, below: nil)
  }

  /// `use Northwind Health`: neither the noun nor the quotes; nil where nothing is called so.
  func useWithoutNounAndQuotes(_ whole: SourceRange) -> Diagnostic? {
    let label = whole.text
    let fitting = catalog.entities.indices.filter { entity in
      guard catalog.entities[entity].role == .stored, catalog.entities[entity].isNamed else { return false }
      let path = ThingPath(parts: [.init(entity: entity, labels: [label])], range: whole)
      if case .found(let found) = directory.find(path, within: nil) { return found.row >= 0 }
      return false
    }
    guard let noun = fitting.first.map({ catalog.entities[$0].name }) else { return nil }
    return Diagnostic(
      .expected, "a thing is named with its noun, and its name stands in quotes", at: whole,
      label: "write `\(noun) \"\(label)\"`",
      fixIts: [.init("write `\(noun) \"\(label)\"`", replace: whole, with: "\(noun) \"\(label)\"")])
  }

  /// `of "Acme"`, `for "Dana Li"`: a label without its noun.
  func labelWithoutNoun(_ part: SyntaxNode, in thing: SyntaxNode) -> Diagnostic {
    let label = part.child(of: .label)
    // What fits: the things of this name that what stands before it can belong to.
    let inner = thing.children(of: .thingPart).last { $0.endTokenIndex <= part.firstTokenIndex }
    let innerEntity = inner.flatMap { catalog.entity(named: $0.firstName) }
    return withoutNoun(label.map { labels($0) } ?? [], at: label?.range ?? part.range, below: innerEntity)
  }

  func withoutNoun(_ names: [String], at label: SourceRange, below innerEntity: Int?) -> Diagnostic {
    let fitting = catalog.entities.indices.filter { entity in
      guard catalog.entities[entity].role == .stored else { return false }
      if let innerEntity, !catalog.entity(innerEntity, isBelow: entity) { return false }
      let path = ThingPath(parts: [.init(entity: entity, labels: names)], range: label)
      if case .found(let found) = directory.find(path, within: scopeThing) { return found.row >= 0 }
      return false
    }
    let nouns = fitting.map { catalog.entities[$0].name }
    let start = SourceRange(source: label.source, start: label.start, end: label.start)
    return Diagnostic(
      .expected, "a thing is named with its noun", at: label,
      label: nouns.first.map { "write `\($0) \(label.text)`" } ?? "which kind of thing is it?",
      notes: nouns.isEmpty ? ["nothing here has this name"] : [],
      fixIts: nouns.map { .init("write `\($0)` before it", replace: start, with: "\($0) ") })
  }

  /// `pritn "hello"`: a statement that takes a text, with its first word misspelt.
  func misspeltStatement(_ word: String, _ node: SyntaxNode) -> Diagnostic? {
    guard node.children(of: .thingPart).count == 1, catalog.entity(plural: word) == nil,
      Suggestions.nearest(to: word, among: catalog.entities.filter { $0.role == .stored }.map(\.name)) == nil,
      let meant = Suggestions.nearest(to: word, among: ["print", "load", "include", "adopt", "diff", "import"])
    else { return nil }
    let place = node.firstTokenRange
    return Diagnostic(
      .unknownWord, "there is no statement `\(word)`", at: place, label: "did you mean `\(meant)`?",
      notes: ["`help` lists the statements"], fixIts: [.init("write `\(meant)`", replace: place, with: meant)])
  }

  // MARK: Many rows where one value is wanted

  /// A plural alone as a condition.
  func rowsForCondition(_ node: SyntaxNode) -> Diagnostic? {
    guard node.kind == .nameExpression, let entity = pluralRows(node) else { return nil }
    return Diagnostic(
      .typeMismatch, "a condition is needed here, and `\(node.text)` are many rows", at: node.range,
      label: "did you mean `any(\(node.text))`?",
      fixIts: [.init("ask whether there is any", replace: node.range, with: "any(\(catalog.entities[entity].plural))")])
  }

  /// The entity of a plural that means its rows here, and not a column or a name of its own.
  private func pluralRows(_ node: SyntaxNode) -> Int? {
    guard node.kind == .nameExpression, let entity = catalog.entity(plural: node.firstName), !isKnownName(node) else {
      return nil
    }
    return entity
  }

  /// What a path through a plural is meant to be: inside an aggregate its rows, else an aggregate of its own.
  func aggregateOfPlural(_ name: String, _ entity: Int, _ plural: String, _ node: SyntaxNode) -> [Diagnostic.FixIt] {
    let declared = catalog.entities[entity]
    let rows = "\(name) of \(plural)"
    if ["count", "length", "size"].contains(name), declared.field(named: name) == nil {
      return [.init("count them", replace: node.range, with: "count(\(plural))")]
    }
    guard declared.field(named: name) != nil || name == "name" && declared.isNamed else { return [] }
    if isInsideAggregate { return [.init("write `\(rows)`", replace: node.range, with: rows)] }
    let isMoney = declared.field(named: name).map { declared.fields[$0].type == .money } ?? false
    return [.init("aggregate them", replace: node.range, with: "\(isMoney ? "sum" : "list")(\(rows))")]
  }

  /// `stakeholders.role = approver`: a comparison of many rows at once.
  func comparisonOfPlural(_ leftNode: SyntaxNode, _ rightNode: SyntaxNode, _ node: SyntaxNode) -> Diagnostic? {
    guard leftNode.kind == .path, let base = leftNode.child(0), let entity = pluralRows(base) else { return nil }
    let name = node.tree.name(ofToken: leftNode.lastTokenIndex)
    guard catalog.entities[entity].field(named: name) != nil || name == "name" else { return nil }
    let sign = node.tree.text(ofToken: leftNode.endTokenIndex)
    let meant = "any(\(name) \(sign) \(rightNode.text) of \(base.firstName))"
    return Diagnostic(
      .pathThroughPlural, "a path can't go through many rows", at: node.range,
      label: "`\(base.firstName)` are many: is any of them meant, or all?",
      notes: ["`any(...)` asks for one of them, `all(...)` for every one"],
      fixIts: [.init("ask for any of them", replace: node.range, with: meant)])
  }

  // MARK: Comparisons

  /// `role = approver or decision_maker`: the second side lacks what it is compared with.
  func halfComparison(_ leftNode: SyntaxNode, _ rightNode: SyntaxNode, _ word: String) -> Diagnostic? {
    guard rightNode.kind == .nameExpression, !isKnownName(rightNode),
      let before = lastComparison(leftNode), let subject = before.child(0)
    else { return nil }
    let count = diagnostics.count
    let type = resolve(subject).type
    diagnostics.removeLast(diagnostics.count - count)
    guard case .scale(let id) = type, catalog.scales[id].code(of: rightNode.firstName) != nil else { return nil }
    let sign = before.tree.text(ofToken: subject.endTokenIndex)
    let start = SourceRange(source: rightNode.range.source, start: rightNode.range.start, end: rightNode.range.start)
    return Diagnostic(
      .typeMismatch, "each side of `\(word)` is a question of its own", at: rightNode.range,
      label: "write `\(subject.text) \(sign) \(rightNode.text)`",
      notes: ["or list the values: `\(subject.text) in [..., \(rightNode.text)]`"],
      fixIts: [.init("say what is compared", replace: start, with: "\(subject.text) \(sign) ")])
  }

  private func lastComparison(_ node: SyntaxNode) -> SyntaxNode? {
    guard node.kind == .binary, let left = node.child(0) else { return nil }
    switch node.tokenKind(left.endTokenIndex) {
    case .and, .or: return node.child(1).flatMap { lastComparison($0) }
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: return node
    default: return nil
    }
  }

  /// A value in quotes where the other side is no text.
  func quotedValue(_ text: SyntaxNode, against other: Expression) -> Diagnostic? {
    if text.kind == .numberLiteral {
      guard let meant = numberMeant(text.text, as: other.type) else { return nil }
      return Diagnostic(
        .typeMismatch, "\(described(other.type)) and a number can't be compared", at: text.range,
        label: "did you mean `\(meant)`?", fixIts: [.init("write `\(meant)`", replace: text.range, with: meant)])
    }
    guard let plain = ConstantReader.unquoted(text, as: other.type) else { return nil }
    return Diagnostic(
      .typeMismatch, "\(described(other.type)) and a text can't be compared", at: text.range,
      label: "only texts stand in quotes",
      fixIts: [.init("write it without quotes", replace: text.range, with: plain)])
  }

  /// A number that stands for a yes, a no or a day.
  private func numberMeant(_ number: String, as type: ValueType) -> String? {
    switch type {
    case .yesNo, .outcome: return ["1": "yes", "0": "no"][number]
    case .duration: return "\(number) days"
    case .date where number.count == 8:
      let digits = Array(number)
      let text = "\(String(digits[0..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8]))"
      return CalendarDate(text) != nil ? text : nil
    default: return nil
    }
  }

  /// `name + ", " + title`: texts put together with `+`, told for all its parts at once.
  func joinedTexts(_ node: SyntaxNode) -> Diagnostic? {
    var parts: [SyntaxNode] = []
    var rest = node
    while rest.kind == .binary, let left = rest.child(0), let right = rest.child(1),
      rest.tokenKind(left.endTokenIndex) == .plus
    {
      parts.insert(right, at: 0)
      rest = left
    }
    parts.insert(rest, at: 0)
    guard parts.count > 2, parts.contains(where: { $0.kind == .textLiteral }) else { return nil }
    let text = parts.map { part in
      part.kind == .textLiteral ? String(part.text.dropFirst().dropLast()) : "\\(\(part.text))"
    }
    return Diagnostic(
      .typeMismatch, "texts can't be added", at: node.range, label: "put them into one text",
      notes: ["values are put into a text with `\\(...)`"],
      fixIts: [.init("write one text", replace: node.range, with: "\"\(text.joined())\"")])
  }
}
