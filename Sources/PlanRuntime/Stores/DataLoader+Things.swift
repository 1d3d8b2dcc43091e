import PlanLang

// Making things: blocks, the things inside them, and more said about things that are there.

extension DataLoader {
  /// An `extend` block, to be read when everything else has been made.
  struct Extension {
    let block: SyntaxNode
    let evidence: Int32
  }

  mutating func declare(_ item: SyntaxNode, evidence: Int32) {
    switch item.kind {
    case .block:
      guard let thing = item.child(of: .thing), let members = item.child(of: .members) else { return }
      if item.tree.token(item.firstTokenIndex, is: "extend") {
        extensions.append(Extension(block: item, evidence: evidence))
      } else {
        declareBlock(thing, members, evidence: evidence)
      }
    case .table: declareTable(item, in: nil, evidence: evidence)
    case .perGroup: declareGroup(item, evidence: evidence)
    default: break
    }
  }

  /// `per "..." { ... }` at the top.
  private mutating func declareGroup(_ item: SyntaxNode, evidence: Int32) {
    let inner = evidenceList(item.child(of: .evidence)) ?? evidence
    let text = text(of: item.tree)
    for member in item.child(of: .members)?.children ?? item.children {
      switch member.kind {
      case .childBlock:
        guard let entity = entity(named: member.firstName, at: member.firstTokenRange),
          let body = member.child(of: .members)
        else { continue }
        make(
          entity, label: member.child(of: .label)?.id ?? -1, in: text, at: member.id,
          parent: implicitParent(entity, member.firstTokenRange), members: body.id, evidence: inner)
      case .table: declareTable(member, in: nil, evidence: inner)
      case .block, .perGroup: declare(member, evidence: inner)
      default: break
      }
    }
  }

  func entity(ofThing node: SyntaxNode) -> Int? {
    node.child(of: .thingPart).flatMap { catalog.entity(named: $0.firstName) }
  }

  /// - Parameters:
  ///   - members: the block of the thing it is the noun of.
  ///   - parent: what that thing stands in.
  mutating func entity(
    named noun: String, at place: SourceRange, members: SyntaxNode? = nil, in parent: Int? = nil
  ) -> Int? {
    if let id = catalog.entity(named: noun) { return id }
    if let id = catalog.entity(plural: noun) {
      let name = catalog.entities[id].name
      report(
        Diagnostic(
          .unknownNoun, "one thing is written `\(name)`", at: place, label: "this is the plural",
          fixIts: [.init("write `\(name)`", replace: place, with: name)]))
      return nil
    }
    let names = catalog.entities.filter { $0.role == .stored }.map(\.name) + catalog.worksheets.map(\.name)
    let nearest = nounMeant(Suggestions.nearest(to: noun, among: names), members, parent)
    report(
      Diagnostic(
        .unknownNoun, "there is no noun `\(noun)`", at: place,
        label: nearest.map { "did you mean `\($0)`?" } ?? "not declared",
        notes: nearest == nil ? ["`help nouns` lists what there is; `entity` declares more"] : [],
        fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
    return nil
  }

  /// The noun a block was most likely meant to have: the one spelt nearly so, unless its facts fit another one alone.
  private func nounMeant(_ nearest: String?, _ members: SyntaxNode?, _ parent: Int?) -> String? {
    let fields = members?.children(of: .fieldMember).map(\.firstName) ?? []
    guard !fields.isEmpty else { return nearest }
    func fits(_ entity: Entity) -> Bool { fields.allSatisfy { entity.field(named: $0) != nil } }
    if let nearest, let id = catalog.entity(named: nearest), fits(catalog.entities[id]) { return nearest }
    let fitting = catalog.entities.filter { entity in
      entity.role == .stored && fits(entity) && (parent.map { entity.parents.contains($0) } ?? entity.isTopLevel)
    }
    return fitting.count == 1 ? fitting[0].name : nearest
  }

  /// `account "X" { ... }`, `stakeholder "Y" of account "X" { ... }`
  mutating func declareBlock(_ thing: SyntaxNode, _ members: SyntaxNode, evidence: Int32) {
    let parts = thing.children(of: .thingPart)
    let outer = parts.dropFirst().first.flatMap { catalog.entity(named: $0.firstName) }
    guard let first = parts.first,
      let entity = entity(named: first.firstName, at: first.firstTokenRange, members: members, in: outer)
    else { return }
    var parent: ThingReference?
    if parts.count > 1 {
      guard let path = path(Array(parts.dropFirst()), thing.range), let found = find(path) else { return }
      parent = found
      guard checkParent(entity, found.entity, at: first.firstTokenRange) else { return }
    } else if !catalog.entities[entity].isTopLevel {
      if isMeantForKnown(entity, first) { return }
      guard let implicit = implicitParent(entity, first.range) else { return }
      parent = implicit
    }
    make(
      entity, label: first.child(of: .label)?.id ?? -1, in: text(of: thing.tree), at: first.id, parent: parent,
      members: members.id, evidence: evidence)
  }

  /// A block without its parent for a thing that is there: its fields are to be changed. True after a report.
  private mutating func isMeantForKnown(_ entity: Int, _ part: SyntaxNode) -> Bool {
    if let scope, catalog.entities[entity].parents.contains(scope.entity) { return false }
    guard let label = part.child(of: .label), !finder.things(of: entity, labelled: labels(label), within: nil).isEmpty
    else { return false }
    let start = SourceRange(source: part.range.source, start: part.range.start, end: part.range.start)
    report(
      Diagnostic(
        .duplicateThing, "there is \(catalog.entities[entity].name.withArticle) \(label.text) already", at: part.range,
        label: "a block alone makes a new one",
        notes: ["to change it write `\(part.text) | set FIELD = VALUE`, to say more `extend \(part.text) { ... }`"],
        fixIts: [.init("say more with `extend`", replace: start, with: "extend ")]))
    return true
  }

  /// The thing in scope, where a thing of an entity may stand in it.
  mutating func implicitParent(_ entity: Int, _ place: SourceRange) -> ThingReference? {
    if catalog.entities[entity].isTopLevel { return nil }
    if let scope, catalog.entities[entity].parents.contains(scope.entity) { return scope }
    let owner = catalog.entities[entity].parents.map { catalog.entities[$0].name }.joined(separator: " or ")
    report(
      Diagnostic(
        .wrongParent, "\(catalog.entities[entity].name.withArticle) stands in \(owner.withArticle)", at: place,
        label: "say in which",
        notes: [
          "write `\(catalog.entities[entity].name) \"...\" of \(catalog.entities[catalog.entities[entity].parents[0]].name) \"...\"`, or put it inside its block"
        ]))
    return nil
  }

  mutating func checkParent(_ entity: Int, _ parent: Int, at place: @autoclosure () -> SourceRange) -> Bool {
    if forms[entity].parents.contains(parent) { return true }
    let owners = catalog.entities[entity].parents.map { catalog.entities[$0].name.withArticle }
    report(
      Diagnostic(
        .wrongParent, "\(catalog.entities[entity].plural) do not stand in \(catalog.entities[parent].plural)",
        at: place(),
        label: owners.isEmpty
          ? "it stands at the top"
          : "\(catalog.entities[entity].name.withArticle) belongs to \(owners.joined(separator: " or "))"
      ))
    return false
  }

  /// Makes a thing from its block. Its label, if it has one, is a node of its own; `node` is the block or its first part.
  mutating func make(
    _ entity: Int, label: Int32, in text: LoadedText, at node: Int32, parent: ThingReference?, members: Int32,
    evidence: Int32
  ) {
    let form = forms[entity]
    var name = plainLabel(label, text)
    if form.labelling != .name || name == nil {
      guard let number = labelNumber(form, label, text, node, members) else { return }
      name = number
    }
    let nothing = emptyText
    let number = name ?? nothing
    let place = label >= 0 ? text.place(label) : text.firstPlace(node)
    if number != nothing, !claim(form, number, parent, place) { return }
    let thing = insert(form, number, parent, place, text, originToken: text.reader.firstToken(node))
    if case .fields(let fields) = form.labelling {
      if number == nothing {
        unnamed.append((thing, place))
      } else if label >= 0 {
        setLabelFields(thing, fields, text.tree.node(label), text, evidence)
        labelled.append(LabelledBlock(thing: thing, label: text.tree.node(label), members: members))
      }
    }
    fragments.append(
      Fragment(
        entity: Int32(entity), row: Int32(thing.row), text: text.number, node: members, evidence: evidence))
    declareChildren(of: thing, members, text, evidence: evidence)
  }

  /// Adds a thing whose label is free.
  mutating func insert(
    _ form: EntityForm, _ name: UInt32, _ parent: ThingReference?, _ place: LoadedPlace, _ text: LoadedText,
    originToken: Int
  ) -> ThingReference {
    if piece?.isExtending == true { piece?.needsRest = true }
    if let parent, brought != nil { noteAddition(of: form.entity, to: parent) }
    let thing = editor.insert(entity: form.entity, name: name, parent: parent)
    places[form.entity].append(place)
    if name != emptyText { index.insert(thing.row, of: form.entity, named: name, in: parent) }
    if text.file != 0 { editor.setOrigin(thing, file: text.file, line: text.line(ofToken: originToken)) }
    return thing
  }

  /// Gives the fields that label a thing the values its label says.
  private mutating func setLabelFields(
    _ thing: ThingReference, _ fields: [Int], _ label: SyntaxNode, _ text: LoadedText, _ evidence: Int32
  ) {
    for (field, token) in zip(fields, labelTokens(label)) {
      if catalog.entities[thing.entity].fields[field].type.isEntity {
        // Who is meant may be declared further on.
        labelReferences.append(.init(thing: thing, field: field, token: token, label: label, evidence: evidence))
        continue
      }
      guard let value = labelValue(token, catalog.entities[thing.entity].fields[field], thing, label) else { continue }
      editor.set(
        thing, field: field, value, evidence: evidenceLists[Int(evidence)], file: text.file,
        line: text.line(ofToken: token))
    }
  }

  /// Sets the references among the fields of labels, when all things are there.
  mutating func setLabelReferences() {
    for reference in labelReferences where !isHopeless {
      let field = catalog.entities[reference.thing.entity].fields[reference.field]
      guard let value = labelValue(reference.token, field, reference.thing, reference.label) else { continue }
      let text = text(of: reference.label.tree)
      editor.set(
        reference.thing, field: reference.field, value, evidence: evidenceLists[Int(reference.evidence)],
        file: text.file, line: text.line(ofToken: reference.token))
    }
    labelReferences = []
  }

  /// A block may repeat what its label says, and not say otherwise.
  mutating func checkLabels() {
    guard diagnostics.isEmpty else { return labelled = [] }
    for block in labelled {
      let declared = catalog.entities[block.thing.entity]
      guard case .fields(let fields) = declared.labelling else { continue }
      let given = block.label.tree.node(block.members).children(of: .fieldMember)
      for (field, token) in zip(fields, labelTokens(block.label)) {
        guard let member = given.first(where: { $0.firstName == declared.fields[field].name }),
          let said = labelValue(token, declared.fields[field], block.thing, block.label),
          said != editor.snapshot.value(block.thing, field: field)
        else { continue }
        report(
          Diagnostic(
            .duplicateField, "`\(member.firstName)` is given twice for this \(declared.name)",
            at: member.firstTokenRange, label: "another one than the label says",
            labels: [.init(block.label.tree.range(ofToken: token), "the label")]))
      }
    }
    labelled = []
  }

  // MARK: Labels

  /// The number of a label of one plain text, or nil.
  private func plainLabel(_ label: Int32, _ text: LoadedText) -> UInt32? {
    guard label >= 0, text.reader.endToken(label) - text.reader.firstToken(label) == 1,
      let plain = text.reader.plainText(ofToken: text.reader.firstToken(label)), !plain.isEmpty
    else { return nil }
    return editor.snapshot.pool.number(of: plain)
  }

  /// The number of a thing's label, the empty text's for one without; nil (after a report) where it can't be this thing's.
  private mutating func labelNumber(
    _ form: EntityForm, _ label: Int32, _ text: LoadedText, _ node: Int32, _ members: Int32
  ) -> UInt32? {
    let declared = catalog.entities[form.entity]
    let label = label >= 0 ? text.tree.node(label) : nil
    let place = label?.range ?? text.tree.node(node).firstTokenRange
    let parts = label.map { labels($0) } ?? []
    switch declared.labelling {
    case .name:
      guard parts.count == 1 else {
        // A label that can't be read has been told.
        if label != nil, parts.isEmpty { return nil }
        let noun = declared.name.withArticle
        report(
          Diagnostic(
            .expected, parts.isEmpty ? "\(noun) needs a name" : "\(noun) has one name", at: place,
            label: parts.isEmpty ? "write `\(declared.name) \"Name\" { ... }`" : "\(parts.count) are written"))
        return nil
      }
    case .unlabelled:
      guard parts.isEmpty else {
        report(
          Diagnostic(
            .unexpected, "\(declared.name.withArticle) has no name", at: place,
            label: "write `\(declared.name) { ... }`"))
        return nil
      }
    case .fields(let fields):
      guard parts.isEmpty || parts.count == fields.count else {
        let names = fields.map { declared.fields[$0].name }.joined(separator: ", ")
        report(
          Diagnostic(
            .expected, "\(declared.name.withArticle) is labelled by \(names)", at: place,
            label: "\(fields.count) parts are needed, \(parts.count) \(parts.count == 1 ? "is" : "are") written"))
        return nil
      }
    }
    if parts.contains("") {
      report(Diagnostic(.emptyText, "a name can't be empty", at: place, label: "write a name between the quotes"))
      return nil
    }
    var joined = parts.joined(separator: ", ")
    if parts.isEmpty, case .fields(let fields) = declared.labelling {
      // The label's parts may be given as fields of the block.
      let given = text.tree.node(members).children(of: .fieldMember)
      let written = fields.map { field in
        given.first { $0.firstName == declared.fields[field].name }.flatMap { writtenLabel($0.child(0)) }
      }
      if !written.contains(nil) { joined = written.compactMap { $0 }.joined(separator: ", ") }
    }
    return editor.snapshot.pool.number(of: joined)
  }

  /// Takes a label within a parent; reports and refuses one that is taken.
  mutating func claim(_ form: EntityForm, _ name: UInt32, _ parent: ThingReference?, _ place: LoadedPlace) -> Bool {
    if isFree(name, form, parent) { return true }
    let entity = form.entity
    let row = index.row(of: entity, named: name, in: parent, editor.snapshot)
    let noun = catalog.entities[entity].name
    let text = editor.snapshot.pool.text(name)
    // Of a thing that a piece brought the place is not known; what is wrong then is told by reading everything again.
    let isHere = row.map { $0 >= before[entity] } ?? false
    let first = row.flatMap { isHere && brought == nil ? range(places[entity][$0 - before[entity]]) : nil }
    let labels = first.map { [Diagnostic.Label($0, "first here")] } ?? []
    if case .answers(let worksheet) = catalog.entities[entity].role {
      let parts = text.split(separator: ", ").map(String.init)
      report(
        Diagnostic(
          .duplicateThing,
          "`\(parts.last ?? text)` of `\(catalog.worksheets[worksheet].name)` is answered twice on \(parts.first ?? text)",
          at: range(place), label: isHere ? "here again" : "there is an answer already", labels: labels,
          notes: ["a question has one answer a day; another day's answer keeps the one before"]))
      return false
    }
    let thing = "\(noun) \(catalog.entities[entity].writtenLabel(text))"
    if isHere {
      report(
        Diagnostic(
          .duplicateThing, "there are two blocks for \(noun) \"\(text)\"", at: range(place), label: "here again",
          labels: labels,
          notes: ["a thing has one block; to say more about it write `extend \(thing) { ... }`"],
          fixIts: extendingRepair(form, place)))
    } else {
      report(
        Diagnostic(
          .duplicateThing, "there is \(noun.withArticle) \"\(text)\" already", at: range(place),
          label: "this name is taken",
          notes: ["to change it write `\(thing) | set FIELD = VALUE`, to say more `extend \(thing) { ... }`"]))
    }
    return false
  }

  /// Whether no thing of an entity has a label in a parent.
  mutating func isFree(_ name: UInt32, _ form: EntityForm, _ parent: ThingReference?) -> Bool {
    if form.isTopLevel { indexEarlierThings(of: form) }
    return index.row(of: form.entity, named: name, in: parent, editor.snapshot) == nil && !isThere(form, name, parent)
  }

  /// Offers to make a second block at the top one that says more.
  private func extendingRepair(_ form: EntityForm, _ place: LoadedPlace) -> [Diagnostic.FixIt] {
    let tree = texts[Int(place.text)].tree
    let noun = Int(place.first) - 1
    guard form.isTopLevel, noun >= 0, tree.tokens[noun].startsLine,
      tree.name(ofToken: noun) == catalog.entities[form.entity].name
    else { return [] }
    let start = tree.range(ofToken: noun).start
    return [
      .init(
        "say more with `extend`", replace: SourceRange(source: tree.source, start: start, end: start), with: "extend ")
    ]
  }

  /// Whether a thing that was there before this load has a label, where the index does not know.
  private func isThere(_ form: EntityForm, _ name: UInt32, _ parent: ThingReference?) -> Bool {
    if let parent {
      // A new thing holds new things only, which the index knows.
      guard parent.row < before[parent.entity] || isBrought(parent) else { return false }
    } else if before[form.entity] == 0 {
      return false
    } else if index.knows(form.entity), form.labelling == .name {
      return false
    }
    return !finder.things(of: form.entity, labelled: [editor.snapshot.pool.text(name)], within: parent).isEmpty
  }

  /// Puts the things at the top that were there before into the index.
  mutating func indexEarlierThings(of form: EntityForm) {
    guard form.labelling == .name, before[form.entity] > 0, !index.knows(form.entity) else { return }
    for row in 0..<before[form.entity] {
      index.insert(row, of: form.entity, named: editor.snapshot.tables[form.entity].names[row], in: nil)
    }
  }

  // MARK: What stands in a thing

  mutating func declareChildren(of thing: ThingReference, _ members: Int32, _ text: LoadedText, evidence: Int32) {
    let reader = text.reader
    var member = reader.firstChild(members)
    while member >= 0, !isHopeless {
      switch reader.kind(member) {
      case .childBlock: declareChild(of: thing, member, text, evidence: evidence)
      case .table: declareTable(text.tree.node(member), in: thing, evidence: evidence)
      case .perGroup:
        let body = reader.child(member, of: .members)
        if body >= 0, let inner = evidenceList(text.tree.node(member).child(of: .evidence)) {
          addFragment(thing, body, text, evidence: inner)
          declareChildren(of: thing, body, text, evidence: inner)
        }
      default: break
      }
      member = reader.next(member)
    }
  }

  private mutating func declareChild(
    of thing: ThingReference, _ member: Int32, _ text: LoadedText, evidence: Int32
  ) {
    let reader = text.reader
    let noun = reader.bytes(ofToken: reader.firstToken(member))
    if let worksheet = forms.worksheet(named: noun) {
      return readAnswers(worksheet, text.tree.node(member), of: thing, evidence: evidence)
    }
    var entity = forms.entity(named: noun)
    if entity == nil {
      let node = text.tree.node(member)
      if let worksheet = catalog.worksheet(named: node.firstName) {
        return readAnswers(worksheet, node, of: thing, evidence: evidence)
      }
      if reportFieldWithoutSign(node, thing) { return }
      entity = self.entity(
        named: node.firstName, at: node.firstTokenRange,
        // A word too much before the noun has been told of.
        members: node.child(of: .label)?.firstTokenIndex == node.firstTokenIndex + 1 ? node.child(of: .members) : nil,
        in: thing.entity)
    }
    let body = reader.child(member, of: .members)
    let label = reader.child(member, of: .label)
    guard let entity, checkParent(entity, thing.entity, at: text.tree.node(member).firstTokenRange),
      body >= 0 || label >= 0
    else { return }
    // One whose block is missing (that has been told) is there all the same, for those who refer to it.
    make(
      entity, label: label, in: text, at: member, parent: thing, members: body >= 0 ? body : member,
      evidence: evidence)
  }

  /// `industry "Retail"`: a field without its `=` looks like a thing without its block. False when it is none.
  private mutating func reportFieldWithoutSign(_ member: SyntaxNode, _ thing: ThingReference) -> Bool {
    let declared = catalog.entities[thing.entity]
    let nouns = catalog.entities.filter { $0.role == .stored }.map(\.name) + catalog.worksheets.map(\.name)
    let nearest = Suggestions.nearest(to: member.firstName, among: declared.fields.map(\.name) + nouns)
    guard let name = nearest, let label = member.child(of: .label), declared.field(named: name) != nil,
      member.child(of: .members) == nil
    else { return false }
    // The whole of it is replaced, so that nothing more is said about the block that seems to be missing.
    let whole = member.firstTokenRange.joined(to: label.range)
    report(
      Diagnostic(
        .unknownNoun, "`\(name)` is a field and no thing", at: label.range, label: "expected `=` before this",
        fixIts: [.init("put `=` between", replace: whole, with: "\(name) = \(label.range.text)")]))
    return true
  }

  /// Another block about a thing.
  private mutating func addFragment(_ thing: ThingReference, _ members: Int32, _ text: LoadedText, evidence: Int32) {
    extended.insert(thing)
    fragments.append(
      Fragment(
        entity: Int32(thing.entity), row: Int32(thing.row), text: text.number, node: members, evidence: evidence))
  }

  mutating func extend(_ item: SyntaxNode, evidence: Int32) {
    guard let node = item.child(of: .thing), let members = item.child(of: .members),
      let path = path(node.children(of: .thingPart), node.range), let thing = findExtended(path, item)
    else { return }
    let text = text(of: item.tree)
    addFragment(thing, members.id, text, evidence: evidence)
    declareChildren(of: thing, members.id, text, evidence: evidence)
  }

  /// The thing an `extend` speaks of, which must have its block somewhere.
  private mutating func findExtended(_ path: ThingPath, _ item: SyntaxNode) -> ThingReference? {
    if let thing = indexed(path) { return thing }
    if piece != nil {
      piece?.needsRest = true
      return nil
    }
    guard case .nothing(let near) = finder.find(path, within: scope) else { return find(path) }
    let entity = catalog.entities[path.entity]
    let label = path.parts[0].labels.joined(separator: ", ")
    let place = item.child(of: .thing)?.child(of: .thingPart)?.child(of: .label)?.range ?? path.range
    let word = item.firstTokenRange
    let gap = SourceRange(source: word.source, start: word.start, end: path.range.start)
    let repair: Diagnostic.FixIt =
      if let first = near.first, path.parts[0].labels.count == 1 {
        .init("write `\"\(first)\"`", replace: place, with: "\"\(first)\"")
      } else {
        .init("leave `extend` out", replace: gap, with: "")
      }
    report(
      Diagnostic(
        .extendsNothing, "there is no \(entity.name) \"\(label)\" to extend", at: place,
        label: near.first.map { "did you mean \"\($0)\"?" } ?? "no block has this name",
        notes: ["`extend` says more about a thing that has its block elsewhere; its first block stands without it"],
        fixIts: [repair]))
    return nil
  }
}

/// A block with a label made of fields, which its members may repeat.
struct LabelledBlock {
  let thing: ThingReference
  let label: SyntaxNode
  let members: Int32
}

/// A part of a thing's label that names another thing.
struct LabelReference {
  let thing: ThingReference
  let field: Int
  let token: Int
  let label: SyntaxNode
  let evidence: Int32
}
