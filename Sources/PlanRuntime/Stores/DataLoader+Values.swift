import PlanLang

// Reading values: what is plain by its bytes, everything else with care.

extension DataLoader {
  mutating func readFields(_ fragment: Fragment) {
    let text = texts[Int(fragment.text)]
    let reader = text.reader
    let thing = fragment.thing
    let form = forms[thing.entity]
    let isExtended = !extended.isEmpty && extended.contains(thing)
    seen.start(form.fields.count)
    var member = reader.firstChild(fragment.node)
    while member >= 0, !isHopeless {
      if reader.kind(member) == .fieldMember {
        let token = reader.firstToken(member)
        if let field = form.names.position(of: reader.bytes(ofToken: token)), !form.fields[field].isComputed,
          !isExtended, seen.token(field) == nil
        {
          seen.note(field, token)
          readMember(member, field, thing, form, text, fragment.evidence)
        } else if let field = checkedField(text.tree.node(member), thing, text, isExtended) {
          seen.note(field, token)
          readMember(member, field, thing, form, text, fragment.evidence)
        }
      }
      member = reader.next(member)
    }
    checkRequired(thing, form) { text.tree.node(fragment.node).range }
  }

  /// The field a member gives; nil (after a report) when it can't be given here.
  private mutating func checkedField(
    _ member: SyntaxNode, _ thing: ThingReference, _ text: LoadedText, _ isExtended: Bool
  ) -> Int? {
    let declared = catalog.entities[thing.entity]
    let name = member.firstName
    let place = member.firstTokenRange
    guard let field = declared.field(named: name) else {
      unknownField(name, declared, place)
      return nil
    }
    if declared.fields[field].isComputed {
      report(
        Diagnostic(
          .computedFieldSet, "`\(name)` is computed and can't be given", at: place,
          label: "change what it is computed from"))
      return nil
    }
    let first =
      seen.token(field).map { text.tree.range(ofToken: $0) } ?? (isExtended ? firstSet[thing]?[field] : nil)
    if let first {
      report(
        Diagnostic(
          .duplicateField, "`\(name)` is given twice for \(finder.short(thing))", at: place, label: "again here",
          labels: [.init(first, "first here")]))
      return nil
    }
    if isExtended {
      firstSet[thing, default: [:]][field] = place
      let isGiven = isBrought(thing) && editor.snapshot.origin(thing, field: field) != nil
      if isGiven
        || editor.snapshot.value(thing, field: field) != .unknown && declared.fields[field].defaultValue == nil
      {
        report(
          Diagnostic(
            .duplicateField, "`\(name)` is known already for \(finder.short(thing))", at: place,
            label: "given again here", notes: ["to change it write `| set \(name) = ...`"]))
        seen.note(field, member.firstTokenIndex)
        return nil
      }
    }
    return field
  }

  private mutating func unknownField(_ name: String, _ declared: Entity, _ place: SourceRange) {
    if name == "name" {
      report(
        Diagnostic(
          .unknownField, "the name stands before the block", at: place,
          label: "write `\(declared.name) \"Name\" { ... }`"))
      return
    }
    let names = declared.fields.map(\.name)
    let nearest = Suggestions.nearest(to: name, among: names)
    var notes = ["`describe \(declared.name)` lists its fields"]
    if nearest == nil, let owner = catalog.entities.first(where: { $0.role == .stored && $0.field(named: name) != nil })
    {
      notes.insert("\(owner.name.withArticle) has a field of this name", at: 0)
    }
    report(
      Diagnostic(
        .unknownField, "\(declared.name) has no field `\(name)`", at: place,
        label: nearest.map { "did you mean `\($0)`?" } ?? "not a field of \(declared.name)", notes: notes,
        fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
  }

  private mutating func readMember(
    _ member: Int32, _ field: Int, _ thing: ThingReference, _ form: EntityForm, _ text: LoadedText, _ evidence: Int32
  ) {
    let value = text.reader.firstChild(member)
    guard value >= 0, text.reader.kind(value) != .missing else { return }
    setField(thing, field, form, value, in: text, evidence: ownEvidence(of: member, text) ?? evidence, at: member)
  }

  mutating func ownEvidence(of node: Int32, _ text: LoadedText) -> Int32? {
    let evidence = text.reader.child(node, of: .evidence)
    return evidence < 0 ? nil : evidenceList(text.tree.node(evidence))
  }

  mutating func checkRequired(_ thing: ThingReference, _ form: EntityForm, _ place: () -> SourceRange?) {
    for field in form.required where editor.snapshot.value(thing, field: field) == .unknown {
      let name = catalog.entities[thing.entity].fields[field].name
      report(
        Diagnostic(
          .missingRequired, "\(finder.short(thing)) lacks `\(name)`", at: place(), label: "`\(name)` is required"))
    }
  }

  /// Reads a value into a field; `place` is the node whose line it gets.
  mutating func setField(
    _ thing: ThingReference, _ field: Int, _ form: EntityForm, _ value: Int32, in text: LoadedText, evidence: Int32,
    at place: Int32
  ) {
    let reader = text.reader
    let plain: Value?
    switch form.fields[field].shape {
    case .text:
      if reader.kind(value) == .textLiteral, let bytes = reader.plainText(ofToken: reader.firstToken(value)),
        !bytes.isEmpty
      {
        editor.set(
          thing, field: field, text: editor.snapshot.pool.number(of: bytes),
          evidence: evidenceLists[Int(evidence)], file: text.file, line: text.line(ofToken: reader.firstToken(place)))
        return
      }
      plain = nil
    case .scale(let names):
      plain =
        reader.kind(value) == .nameExpression && reader.endToken(value) - reader.firstToken(value) == 1
        ? names.position(of: reader.bytes(ofToken: reader.firstToken(value))).map { .code($0) } : nil
    case .yesNo:
      switch reader.tokenKind(reader.firstToken(value)) {
      case .yes where reader.kind(value) == .wordLiteral: plain = .yesNo(true)
      case .no where reader.kind(value) == .wordLiteral: plain = .yesNo(false)
      default: plain = nil
      }
    case .quantity(let type, let low, let high): plain = PlainReader.quantity(value, type, low, high, reader)
    case .reference(let target):
      plain = plainReference(value, target, from: thing, reader).map { .thing($0) }
    case .references(let target): plain = plainReferences(value, target, from: thing, reader)
    case .other: plain = nil
    }
    guard
      let known = plain ?? self.value(text.tree.node(value), catalog.entities[thing.entity].fields[field], of: thing)
    else { return }
    editor.set(
      thing, field: field, known, evidence: evidenceLists[Int(evidence)], file: text.file,
      line: text.line(ofToken: reader.firstToken(place)))
  }

  /// The value a node stands for as a field's value; nil after a report.
  mutating func value(_ node: SyntaxNode, _ field: Field, of thing: ThingReference) -> Value? {
    switch field.type {
    case .entity(let target):
      if node.kind == .wordLiteral {
        return node.tokenKind(node.firstTokenIndex) == .none
          ? .absent : node.tokenKind(node.firstTokenIndex) == .unknown ? .unknown : mismatch(node, field)
      }
      if node.kind == .valueList, node.child(0) == nil { return reportAbsent("none", node, target) }
      if let word = absentWord(node, inList: false) { return reportAbsent(word, node, target) }
      return reference(node, target, from: thing).map { .thing($0) }
    case .set(.entity(let target)):
      if node.kind == .wordLiteral, node.tokenKind(node.firstTokenIndex) == .unknown { return .unknown }
      if node.kind == .label, catalog.entities[target].isNamed { return reportWithoutBrackets(node) }
      if let word = absentWord(node, inList: true) { return reportAbsent(word, node, target) }
      if node.kind == .wordLiteral, node.tokenKind(node.firstTokenIndex) == .none {
        return reportAbsent("[]", node, target)
      }
      let items = node.kind == .valueList ? Array(node.children) : [node]
      var members: [Value] = []
      var known: Set<ThingReference> = []
      var isWhole = true
      for item in items where item.kind != .missing {
        if let found = reference(item, target, from: thing) {
          if known.insert(found).inserted { members.append(.thing(found)) }
        } else {
          isWhole = false
        }
      }
      return isWhole ? .values(members) : nil
    default:
      let value = constants.value(of: node, as: field.type)
      for problem in constants.takeDiagnostics() { report(problem) }
      if let value, let bounds = field.bounds,
        let problem = BoundsCheck.problem(
          value, bounds, at: node.range, field: field.name, catalog: catalog, type: field.type)
      {
        report(problem)
        return nil
      }
      return value
    }
  }

  /// What is written here for a word such as `nobody` or `null` in a reference's place; nil for any other word.
  private func absentWord(_ node: SyntaxNode, inList: Bool) -> String? {
    guard node.kind == .nameExpression, let word = AbsentWords.meaning(of: node.text, canBeNone: true) else {
      return nil
    }
    return word == "none" && inList ? "[]" : word
  }

  private mutating func reportAbsent(_ word: String, _ node: SyntaxNode, _ target: Int) -> Value? {
    report(
      Diagnostic(
        .wrongValue, "the name of \(catalog.entities[target].name.withArticle) is needed here", at: node.range,
        label: "write `\(word)`",
        notes: ["`\(word)` says that \(word == "unknown" ? "nobody knows" : "there is none")"],
        fixIts: [.init("write `\(word)`", replace: node.range, with: word)]))
    return nil
  }

  private mutating func reportWithoutBrackets(_ node: SyntaxNode) -> Value? {
    report(
      Diagnostic(
        .wrongValue, "several of them stand in brackets", at: node.range, label: "write `[\(node.text)]`",
        fixIts: [.init("put them in brackets", replace: node.range, with: "[\(node.text)]")]))
    return nil
  }

  private mutating func mismatch(_ node: SyntaxNode, _ field: Field) -> Value? {
    report(
      Diagnostic(
        .wrongValue, "\(catalog.name(of: field.type).withArticle) is needed here", at: node.range,
        label: "write its name in quotes"))
    return nil
  }

  /// A constant field value for a label part.
  mutating func labelValue(_ token: Int, _ field: Field, _ thing: ThingReference, _ label: SyntaxNode) -> Value? {
    let tree = label.tree
    if tree.tokens[token].kind == .date {
      guard let date = CalendarDate(tree.text(ofToken: token)) else {
        report(Literals.noSuchDay(tree.range(ofToken: token)))
        return nil
      }
      return field.type == .date ? .date(date) : .text(tree.text(ofToken: token))
    }
    let text = labelText(token, tree)
    switch field.type {
    case .text: return .text(text)
    case .date:
      if let date = CalendarDate(text) { return .date(date) }
    case .scale(let id):
      if let code = catalog.scales[id].code(of: text)
        ?? catalog.scales[id].values.firstIndex(where: { $0.label == text })
      {
        return .code(code)
      }
      report(
        Diagnostic(
          .unknownScaleValue, "\(catalog.scales[id].name) has no value `\(text)`", at: tree.range(ofToken: token),
          label: Suggestions.nearest(to: text, among: catalog.scales[id].values.map(\.name)).map {
            "did you mean `\($0)`?"
          } ?? "not a value of it"))
      return nil
    case .entity(let target):
      return lookUp([text], of: [], target, from: thing, at: tree.range(ofToken: token)).map { .thing($0) }
    default: break
    }
    report(
      Diagnostic(
        .wrongValue, "\(catalog.name(of: field.type).withArticle) is needed here", at: tree.range(ofToken: token),
        label: "this is a text"))
    return nil
  }

  /// Names a thing by its label fields once they are known; two with the same label in one parent are an error.
  mutating func nameByFields(_ thing: ThingReference, _ place: LoadedPlace) {
    let text = finder.label(of: thing)
    let name = editor.snapshot.pool.number(of: text)
    let parent = editor.snapshot.parent(thing)
    if claim(forms[thing.entity], name, parent, place) {
      editor.set(thing, field: -1, .text(text))
      index.insert(thing.row, of: thing.entity, named: name, in: parent)
    }
  }

  // MARK: Texts of labels

  /// A label part as it is written in a field or a cell; nil for what is no label.
  mutating func writtenLabel(_ node: SyntaxNode?) -> String? {
    guard let node else { return nil }
    switch node.kind {
    case .textLiteral, .reference: return labelText(node.firstTokenIndex, node.tree)
    case .dateLiteral, .nameExpression, .numberLiteral: return node.text
    case .thing: return node.child(of: .thingPart)?.child(of: .label).map { labels($0).joined(separator: ", ") }
    case .parenthesized: return writtenLabel(node.child(0))
    default: return nil
    }
  }

  func labelTokens(_ label: SyntaxNode) -> [Int] {
    label.ownTokens.filter { [.text, .multilineText, .date].contains(label.tokenKind($0)) }
  }

  mutating func labels(_ label: SyntaxNode) -> [String] {
    labelTokens(label).map { label.tokenKind($0) == .date ? label.tokenText($0) : labelText($0, label.tree) }
  }

  mutating func labelText(_ token: Int, _ tree: SyntaxTree) -> String {
    var problems: [Diagnostic] = []
    let text = Literals.text(ofToken: token, in: tree) { problems.append($0) }
    for problem in problems { report(problem) }
    return text
  }
}
