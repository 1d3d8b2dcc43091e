import PlanLang

/// Turns the blocks and tables of texts into facts, through a `SnapshotEditor`.
///
/// First every thing is made, then every value is read, so that references may point forward and to other files.
/// Problems gather in `diagnostics`; a caller that finds errors there throws the editor away, so nothing is half loaded.
struct DataLoader {
  var editor: SnapshotEditor
  private(set) var diagnostics: [Diagnostic] = []
  let catalog: Catalog
  /// The thing `use` chose: where things without `of` go.
  let scope: ThingReference?
  let today: CalendarDate

  /// A thing's block (or a part of it) whose values are still to be read.
  private struct Fragment {
    let thing: ThingReference
    let members: SyntaxNode
    let evidence: [Evidence]
  }
  /// A table row whose values are still to be read.
  private struct RowFragment {
    let thing: ThingReference
    let cells: [SyntaxNode]
    let columns: [TableColumn]
    let evidence: [Evidence]
  }
  private enum TableColumn {
    case name
    case field(Int)
    case ancestor(Int)
    case ignored
  }
  private struct LabelKey: Hashable {
    let entity: Int
    let parentEntity: Int
    let parentRow: Int
    let label: String
  }

  private var fragments: [Fragment] = []
  private var rowFragments: [RowFragment] = []
  /// Things made in this load by label, with the place of the label.
  private var made: [LabelKey: SourceRange] = [:]
  private var extended: Set<ThingReference> = []
  private var firstSet: [ThingReference: [Int: SourceRange]] = [:]
  /// Things in whose blocks the label fields are given, to be named once they are known.
  private var unnamed: [(ThingReference, SourceRange)] = []
  private var lineStarts: [ObjectIdentifier: [Int]] = [:]
  private var currentSource: SourceText?
  private var currentLines: [Int] = []
  private var currentFile: UInt16 = 0
  /// The things of one account by label, for references; one account's at a time.
  private var indexRoot: ThingReference?
  private var index: [Int: [String: [ThingReference]]] = [:]

  init(editor: SnapshotEditor, catalog: Catalog, scope: ThingReference? = nil, today: CalendarDate) {
    self.editor = editor
    self.catalog = catalog
    self.scope = scope
    self.today = today
  }

  // MARK: Entry

  /// Reads data items: blocks, tables and evidence groups.
  mutating func load(_ items: [SyntaxNode]) {
    var extensions: [(SyntaxNode, [Evidence])] = []
    for item in items where !isHopeless { declare(item, evidence: [], &extensions) }
    // Outer things first, so that what an extension adds can itself be extended.
    let depths = extensions.map {
      ($0, $0.0.child(of: .thing).flatMap { entity(ofThing: $0) }.map { catalog.ancestors(of: $0).count } ?? 0)
    }
    for (item, _) in depths.enumerated().sorted(by: { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }).map(
      \.element)
    {
      extend(item.0, evidence: item.1)
    }
    for fragment in fragments where !isHopeless { readFields(fragment) }
    for fragment in rowFragments where !isHopeless { readCells(fragment) }
    for (thing, place) in unnamed { nameByFields(thing, place) }
    fragments = []
    rowFragments = []
    unnamed = []
  }

  /// Reads the things an `add` statement adds, and returns the first.
  mutating func add(_ node: SyntaxNode) {
    guard let members = node.child(of: .members) else { return }
    if let thing = node.children.first(where: { $0.kind == .thing }), node.child(of: .nameExpression) == nil {
      declareBlock(thing, members, evidence: [])
    } else if let noun = node.child(of: .nameExpression) {
      guard let entity = entity(named: noun.firstName, at: noun.range) else { return }
      var parent: ThingReference?
      if let owner = node.child(of: .thing) {
        guard let found = find(owner) else { return }
        parent = found
      } else {
        parent = implicitParent(entity, noun.range)
        if parent == nil, !catalog.entities[entity].isTopLevel { return }
      }
      make(entity, label: nil, labelNode: noun, parent: parent, members: members, evidence: [])
    }
    finish()
  }

  private mutating func finish() { load([]) }

  private mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Whether to stop looking: when enough is wrong (a file of nothing but mistakes need not be read to its end), or when
  /// the person asked for it.
  private var isHopeless: Bool { diagnostics.count >= 500 || Interrupt.isRequested }

  // MARK: Making things

  private mutating func declare(
    _ item: SyntaxNode, evidence: [Evidence], _ extensions: inout [(SyntaxNode, [Evidence])]
  ) {
    switch item.kind {
    case .block:
      guard let thing = item.child(of: .thing), let members = item.child(of: .members) else { return }
      if item.tree.token(item.firstTokenIndex, is: "extend") {
        extensions.append((item, evidence))
      } else {
        declareBlock(thing, members, evidence: evidence)
      }
    case .table: declareTable(item, in: nil, evidence: evidence)
    case .perGroup:
      let inner = read(item.child(of: .evidence)) ?? evidence
      for member in item.child(of: .members)?.children ?? item.children {
        switch member.kind {
        case .childBlock:
          guard let entity = entity(named: member.firstName, at: member.firstTokenRange),
            let body = member.child(of: .members)
          else { continue }
          make(
            entity, label: member.child(of: .label), labelNode: member,
            parent: implicitParent(entity, member.firstTokenRange), members: body, evidence: inner)
        case .table: declareTable(member, in: nil, evidence: inner)
        case .perGroup: declare(member, evidence: inner, &extensions)
        default: break
        }
      }
    default: break
    }
  }

  private func entity(ofThing node: SyntaxNode) -> Int? {
    node.child(of: .thingPart).flatMap { catalog.entity(named: $0.firstName) }
  }

  private mutating func entity(named noun: String, at place: SourceRange) -> Int? {
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
    let nearest = Suggestions.nearest(to: noun, among: names)
    report(
      Diagnostic(
        .unknownNoun, "there is no noun `\(noun)`", at: place,
        label: nearest.map { "did you mean `\($0)`?" } ?? "not declared",
        notes: nearest == nil ? ["`help nouns` lists what there is; `entity` declares more"] : [],
        fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
    return nil
  }

  /// `account "X" { ... }`, `stakeholder "Y" of account "X" { ... }`
  private mutating func declareBlock(_ thing: SyntaxNode, _ members: SyntaxNode, evidence: [Evidence]) {
    let parts = thing.children(of: .thingPart)
    guard let first = parts.first, let entity = entity(named: first.firstName, at: first.firstTokenRange) else {
      return
    }
    var parent: ThingReference?
    if parts.count > 1 {
      guard let path = path(Array(parts.dropFirst()), thing.range), let found = find(path) else { return }
      parent = found
      guard checkParent(entity, found.entity, at: first.firstTokenRange) else { return }
    } else if !catalog.entities[entity].isTopLevel {
      guard let implicit = implicitParent(entity, first.range) else { return }
      parent = implicit
    }
    make(entity, label: first.child(of: .label), labelNode: first, parent: parent, members: members, evidence: evidence)
  }

  /// The thing in scope, where a thing of an entity may stand in it.
  private mutating func implicitParent(_ entity: Int, _ place: SourceRange) -> ThingReference? {
    if catalog.entities[entity].isTopLevel { return nil }
    if let scope, catalog.entities[entity].parents.contains(scope.entity) { return scope }
    let owner = catalog.entities[entity].parents.map { catalog.entities[$0].name }.joined(separator: " or ")
    report(
      Diagnostic(
        .wrongParent, "a \(catalog.entities[entity].name) stands in a \(owner)", at: place, label: "say in which",
        notes: [
          "write `\(catalog.entities[entity].name) \"...\" of \(catalog.entities[catalog.entities[entity].parents[0]].name) \"...\"`, or put it inside its block"
        ]))
    return nil
  }

  private mutating func checkParent(_ entity: Int, _ parent: Int, at place: SourceRange) -> Bool {
    if catalog.entities[entity].parents.contains(parent) { return true }
    let owners = catalog.entities[entity].parents.map { "a \(catalog.entities[$0].name)" }
    report(
      Diagnostic(
        .wrongParent, "\(catalog.entities[entity].plural) do not stand in \(catalog.entities[parent].plural)",
        at: place,
        label: owners.isEmpty
          ? "it stands at the top" : "a \(catalog.entities[entity].name) belongs to \(owners.joined(separator: " or "))"
      ))
    return false
  }

  private mutating func make(
    _ entity: Int, label: SyntaxNode?, labelNode: SyntaxNode, parent: ThingReference?, members: SyntaxNode,
    evidence: [Evidence]
  ) {
    let declared = catalog.entities[entity]
    let place = label?.range ?? labelNode.firstTokenRange
    let parts = label.map { labels($0) } ?? []
    switch declared.labelling {
    case .name:
      guard parts.count == 1 else {
        // A label that can't be read has been told.
        if label != nil, parts.isEmpty { return }
        let noun = ConstantReader.article(named: declared.name)
        report(
          Diagnostic(
            .expected, parts.isEmpty ? "\(noun) needs a name" : "\(noun) has one name", at: place,
            label: parts.isEmpty ? "write `\(declared.name) \"Name\" { ... }`" : "\(parts.count) are written"))
        return
      }
    case .unlabelled:
      guard parts.isEmpty else {
        report(
          Diagnostic(
            .unexpected, "\(ConstantReader.article(named: declared.name)) has no name", at: place,
            label: "write `\(declared.name) { ... }`"))
        return
      }
    case .fields(let fields):
      guard parts.isEmpty || parts.count == fields.count else {
        let names = fields.map { declared.fields[$0].name }.joined(separator: ", ")
        report(
          Diagnostic(
            .expected, "a \(declared.name) is labelled by \(names)", at: place,
            label: "\(fields.count) parts are needed, \(parts.count) \(parts.count == 1 ? "is" : "are") written"))
        return
      }
    }
    if let empty = parts.firstIndex(of: "") {
      _ = empty
      report(Diagnostic(.emptyText, "a name can't be empty", at: place, label: "write a name between the quotes"))
      return
    }
    var text = parts.joined(separator: ", ")
    if parts.isEmpty, case .fields(let fields) = declared.labelling {
      // The label's parts may be given as fields of the block.
      let written = fields.map { field in
        members.children(of: .fieldMember).first { $0.firstName == declared.fields[field].name }.flatMap {
          writtenLabel($0.child(0))
        }
      }
      if !written.contains(nil) { text = written.compactMap { $0 }.joined(separator: ", ") }
    }
    if !text.isEmpty, !claim(entity, text, parent, place) { return }
    let thing = editor.insert(entity: entity, name: text, parent: parent)
    setOrigin(thing, labelNode.tree, labelNode.firstTokenIndex)
    if case .fields(let fields) = declared.labelling {
      if text.isEmpty {
        unnamed.append((thing, place))
      } else if let label {
        for (field, token) in zip(fields, labelTokens(label)) {
          guard let value = labelValue(token, declared.fields[field], thing, label) else { continue }
          let line = line(label.tree, token)
          editor.set(thing, field: field, value, evidence: evidence, file: currentFile, line: line)
        }
      }
    }
    fragments.append(Fragment(thing: thing, members: members, evidence: evidence))
    declareChildren(of: thing, members, evidence: evidence)
  }

  /// Takes a label within a parent; reports and refuses one that is taken.
  private mutating func claim(_ entity: Int, _ text: String, _ parent: ThingReference?, _ place: SourceRange) -> Bool {
    let key = LabelKey(entity: entity, parentEntity: parent?.entity ?? -1, parentRow: parent?.row ?? -1, label: text)
    let name = catalog.entities[entity].name
    if let first = made[key] {
      report(
        Diagnostic(
          .duplicateThing, "there are two blocks for \(name) \"\(text)\"", at: place, label: "here again",
          labels: [.init(first, "first here")],
          notes: ["a thing has one block; to say more about it write `extend \(name) \"\(text)\" { ... }`"]))
      return false
    }
    if editor.records || editor.snapshot.count(of: entity) > made.count {
      if existing(entity, text, parent) {
        report(
          Diagnostic(
            .duplicateThing, "there is a \(name) \"\(text)\" already", at: place, label: "this name is taken",
            notes: [
              "to change it write `\(name) \"\(text)\" | set FIELD = VALUE`, to say more `extend \(name) \"\(text)\" { ... }`"
            ]))
        return false
      }
    }
    made[key] = place
    return true
  }

  /// Whether a thing that was there before this load has a label.
  private func existing(_ entity: Int, _ text: String, _ parent: ThingReference?) -> Bool {
    guard editor.records else { return false }
    let finder = ThingFinder(snapshot: editor.snapshot, catalog: catalog)
    if let parent { return !finder.things(of: entity, labelled: [text], within: parent).isEmpty }
    return !finder.things(of: entity, labelled: [text], within: nil).isEmpty
  }

  private mutating func declareChildren(of thing: ThingReference, _ members: SyntaxNode, evidence: [Evidence]) {
    for member in members.children where !isHopeless {
      switch member.kind {
      case .childBlock:
        let noun = member.firstName
        if let worksheet = catalog.worksheet(named: noun) {
          readAnswers(worksheet, member, of: thing, evidence: evidence)
          continue
        }
        guard let entity = entity(named: noun, at: member.firstTokenRange),
          checkParent(entity, thing.entity, at: member.firstTokenRange),
          let body = member.child(of: .members)
        else { continue }
        make(
          entity, label: member.child(of: .label), labelNode: member, parent: thing, members: body, evidence: evidence)
      case .table: declareTable(member, in: thing, evidence: evidence)
      case .perGroup:
        guard let inner = read(member.child(of: .evidence)), let body = member.child(of: .members) else { continue }
        fragments.append(Fragment(thing: thing, members: body, evidence: inner))
        extended.insert(thing)
        declareChildren(of: thing, body, evidence: inner)
      default: break
      }
    }
  }

  private mutating func extend(_ item: SyntaxNode, evidence: [Evidence]) {
    guard let node = item.child(of: .thing), let members = item.child(of: .members),
      let path = path(node.children(of: .thingPart), node.range), let thing = findExtended(path, item)
    else { return }
    extended.insert(thing)
    fragments.append(Fragment(thing: thing, members: members, evidence: evidence))
    declareChildren(of: thing, members, evidence: evidence)
  }

  /// The thing an `extend` speaks of, which must have its block somewhere.
  private mutating func findExtended(_ path: ThingPath, _ item: SyntaxNode) -> ThingReference? {
    let finder = ThingFinder(snapshot: editor.snapshot, catalog: catalog)
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

  // MARK: Tables

  private mutating func declareTable(_ node: SyntaxNode, in parent: ThingReference?, evidence: [Evidence]) {
    let tree = node.tree
    guard node.endTokenIndex - node.firstTokenIndex > 1 else { return }
    let noun = tree.name(ofToken: node.firstTokenIndex + 1)
    let nounPlace = tree.range(ofToken: node.firstTokenIndex + 1)
    guard let header = node.child(of: .tableHeader) else { return }
    let headerTokens = header.ownTokens.filter { tree.tokens[$0].kind != .bar }
    if let worksheet = catalog.worksheet(named: noun) {
      guard let parent else {
        report(
          Diagnostic(
            .wrongParent, "answers stand inside the thing they are about", at: nounPlace,
            label: "move this table into a block"))
        return
      }
      return readAnswerTable(worksheet, node, headerTokens, of: parent, evidence: evidence)
    }
    guard let entity = catalog.entity(plural: noun) else {
      let singular = catalog.entity(named: noun)
      let nearest =
        singular.map { catalog.entities[$0].plural }
        ?? Suggestions.nearest(to: noun, among: catalog.entities.filter { $0.role == .stored }.map(\.plural))
      report(
        Diagnostic(
          .unknownNoun, singular == nil ? "there is no plural `\(noun)`" : "a table is named by the plural",
          at: nounPlace,
          label: nearest.map { "did you mean `\($0)`?" } ?? "not declared",
          fixIts: nearest.map { [.init("write `\($0)`", replace: nounPlace, with: $0)] } ?? []))
      return
    }
    let declared = catalog.entities[entity]
    if let parent, !checkParent(entity, parent.entity, at: nounPlace) { return }
    var columns: [TableColumn] = []
    var seen: [String: SourceRange] = [:]
    for token in headerTokens {
      let name = tree.name(ofToken: token)
      let place = tree.range(ofToken: token)
      if let first = seen[name] {
        report(
          Diagnostic(
            .tableShape, "the column `\(name)` stands twice", at: place, label: "again here",
            labels: [.init(first, "first here")]))
        columns.append(.ignored)
        continue
      }
      seen[name] = place
      if name == "name", declared.isNamed {
        columns.append(.name)
      } else if let field = declared.field(named: name) {
        if declared.fields[field].isComputed {
          report(
            Diagnostic(
              .computedFieldSet, "`\(name)` is computed and can't be given", at: place, label: "remove this column"))
          columns.append(.ignored)
        } else {
          columns.append(.field(field))
        }
      } else if parent == nil, let owner = catalog.entity(named: name), catalog.entity(entity, isBelow: owner) {
        columns.append(.ancestor(owner))
      } else {
        let names = declared.fields.filter { !$0.isComputed }.map(\.name) + (declared.isNamed ? ["name"] : [])
        let nearest = Suggestions.nearest(to: name, among: names)
        report(
          Diagnostic(
            .unknownField, "\(declared.name) has no field `\(name)`", at: place,
            label: nearest.map { "did you mean `\($0)`?" } ?? "not a field of \(declared.name)",
            notes: ["`describe \(declared.name)` lists its fields"],
            fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
        columns.append(.ignored)
      }
    }
    let nameColumn = columns.firstIndex { if case .name = $0 { true } else { false } }
    if declared.isNamed, nameColumn == nil {
      report(
        Diagnostic(
          .tableShape, "this table has no column `name`", at: header.range,
          label: "each \(declared.name) needs its name"))
      return
    }
    for row in node.children(of: .tableRow) where !isHopeless {
      let cells = Array(row.children.filter { $0.kind == .cell })
      guard cells.count <= columns.count else {
        report(
          Diagnostic(
            .tableShape, "this row has \(cells.count) cells and the table \(columns.count) columns", at: row.range,
            label: "\(cells.count - columns.count) too many", labels: [.init(header.range, "the columns")]))
        continue
      }
      var owner = parent
      if owner == nil, !declared.isTopLevel {
        owner = rowParent(entity, columns, cells, row.range)
        if owner == nil { continue }
      }
      var name = ""
      if let nameColumn {
        guard nameColumn < cells.count, let cell = cells[nameColumn].child(0), cell.kind == .textLiteral else {
          report(
            Diagnostic(
              .tableShape, "this row has no name", at: row.range, label: "the column `name` needs a text in quotes"))
          continue
        }
        name = labelText(cell.firstTokenIndex, cell.tree)
        if name.isEmpty {
          report(
            Diagnostic(.emptyText, "a name can't be empty", at: cell.range, label: "write a name between the quotes"))
          continue
        }
        guard claim(entity, name, owner, cell.range) else { continue }
      }
      if case .fields(let fields) = declared.labelling {
        let written = fields.map { field in
          zip(columns, cells).first { if case .field(field) = $0.0 { true } else { false } }.flatMap {
            writtenLabel($0.1.child(0))
          }
        }
        if !written.contains(nil) {
          name = written.compactMap { $0 }.joined(separator: ", ")
          guard claim(entity, name, owner, row.range) else { continue }
        }
      }
      let thing = editor.insert(entity: entity, name: name, parent: owner)
      setOrigin(thing, tree, row.firstTokenIndex)
      if case .fields = declared.labelling, name.isEmpty { unnamed.append((thing, row.range)) }
      rowFragments.append(RowFragment(thing: thing, cells: cells, columns: columns, evidence: evidence))
    }
  }

  /// The parent a top-level table's row names in its columns, or the thing in scope.
  private mutating func rowParent(_ entity: Int, _ columns: [TableColumn], _ cells: [SyntaxNode], _ place: SourceRange)
    -> ThingReference?
  {
    var parts: [ThingPath.Part] = []
    for owner in catalog.ancestors(of: entity).reversed() {
      for (column, cell) in zip(columns, cells) {
        if case .ancestor(owner) = column, let value = cell.child(0), value.kind == .textLiteral {
          parts.append(.init(entity: owner, labels: [labelText(value.firstTokenIndex, value.tree)]))
        }
      }
    }
    guard let first = parts.first else { return implicitParent(entity, place) }
    guard catalog.entities[entity].parents.contains(first.entity) else { return implicitParent(entity, place) }
    return find(ThingPath(parts: parts, range: place))
  }

  private mutating func readCells(_ fragment: RowFragment) {
    for (column, cell) in zip(fragment.columns, fragment.cells) {
      guard case .field(let field) = column, let value = cell.child(0), value.kind != .missing, value.kind != .evidence
      else { continue }
      setField(fragment.thing, field, value, read(cell.child(of: .evidence)) ?? fragment.evidence, at: value)
    }
    checkRequired(fragment.thing, fragment.cells.first?.range)
  }

  // MARK: Values

  private mutating func readFields(_ fragment: Fragment) {
    let declared = catalog.entities[fragment.thing.entity]
    var seen: [Int: SourceRange] = [:]
    let isExtended = extended.contains(fragment.thing)
    for member in fragment.members.children where member.kind == .fieldMember && !isHopeless {
      let name = member.firstName
      let place = member.firstTokenRange
      guard let field = declared.field(named: name) else {
        unknownField(name, declared, place)
        continue
      }
      if declared.fields[field].isComputed {
        report(
          Diagnostic(
            .computedFieldSet, "`\(name)` is computed and can't be given", at: place,
            label: "change what it is computed from"))
        continue
      }
      let first = seen[field] ?? (isExtended ? firstSet[fragment.thing]?[field] : nil)
      if let first {
        report(
          Diagnostic(
            .duplicateField,
            "`\(name)` is given twice for \(ThingFinder(snapshot: editor.snapshot, catalog: catalog).short(fragment.thing))",
            at: place, label: "again here", labels: [.init(first, "first here")]))
        continue
      }
      seen[field] = place
      if isExtended { firstSet[fragment.thing, default: [:]][field] = place }
      if isExtended, editor.snapshot.value(fragment.thing, field: field) != .unknown,
        declared.fields[field].defaultValue == nil
      {
        report(
          Diagnostic(
            .duplicateField,
            "`\(name)` is known already for \(ThingFinder(snapshot: editor.snapshot, catalog: catalog).short(fragment.thing))",
            at: place, label: "given again here", notes: ["to change it write `| set \(name) = ...`"]))
        continue
      }
      guard let value = member.child(0), value.kind != .missing else { continue }
      setField(fragment.thing, field, value, read(member.child(of: .evidence)) ?? fragment.evidence, at: member)
    }
    checkRequired(fragment.thing, fragment.members.range)
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
      notes.insert("a \(owner.name) has a field of this name", at: 0)
    }
    report(
      Diagnostic(
        .unknownField, "\(declared.name) has no field `\(name)`", at: place,
        label: nearest.map { "did you mean `\($0)`?" } ?? "not a field of \(declared.name)", notes: notes,
        fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
  }

  private mutating func checkRequired(_ thing: ThingReference, _ place: SourceRange?) {
    let declared = catalog.entities[thing.entity]
    for (index, field) in declared.fields.enumerated() where field.isRequired && !field.isComputed {
      if editor.snapshot.value(thing, field: index) == .unknown {
        report(
          Diagnostic(
            .missingRequired,
            "\(ThingFinder(snapshot: editor.snapshot, catalog: catalog).short(thing)) lacks `\(field.name)`", at: place,
            label: "`\(field.name)` is required"))
      }
    }
  }

  private mutating func setField(
    _ thing: ThingReference, _ field: Int, _ node: SyntaxNode, _ evidence: [Evidence], at member: SyntaxNode
  ) {
    let declared = catalog.entities[thing.entity].fields[field]
    guard let value = value(node, declared, of: thing) else { return }
    let line = line(member.tree, member.firstTokenIndex)
    editor.set(thing, field: field, value, evidence: evidence, file: currentFile, line: line)
  }

  /// The value a node stands for as a field's value; nil after a report.
  private mutating func value(_ node: SyntaxNode, _ field: Field, of thing: ThingReference) -> Value? {
    switch field.type {
    case .entity(let target):
      if node.kind == .wordLiteral {
        return node.tokenKind(node.firstTokenIndex) == .none
          ? .absent : node.tokenKind(node.firstTokenIndex) == .unknown ? .unknown : mismatch(node, field)
      }
      return reference(node, target, from: thing).map { .thing($0) }
    case .set(.entity(let target)):
      if node.kind == .wordLiteral, node.tokenKind(node.firstTokenIndex) == .unknown { return .unknown }
      let items = node.kind == .valueList ? Array(node.children) : [node]
      var members: [Value] = []
      var isWhole = true
      for item in items where item.kind != .missing {
        if let found = reference(item, target, from: thing) {
          if !members.contains(.thing(found)) { members.append(.thing(found)) }
        } else {
          isWhole = false
        }
      }
      return isWhole ? .values(members) : nil
    default:
      var reader = ConstantReader(catalog: catalog)
      let value = reader.value(of: node, as: field.type)
      for problem in reader.diagnostics { report(problem) }
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

  private mutating func mismatch(_ node: SyntaxNode, _ field: Field) -> Value? {
    report(
      Diagnostic(
        .wrongValue, "a \(catalog.name(of: field.type)) is needed here", at: node.range,
        label: "write its name in quotes"))
    return nil
  }

  /// A constant field value for a label part.
  private mutating func labelValue(_ token: Int, _ field: Field, _ thing: ThingReference, _ label: SyntaxNode) -> Value?
  {
    let tree = label.tree
    if tree.tokens[token].kind == .date {
      guard let date = CalendarDate(tree.text(ofToken: token)) else {
        report(
          Diagnostic(
            .invalidDate, "there is no day `\(tree.text(ofToken: token))`", at: tree.range(ofToken: token),
            label: "not in the calendar"))
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
        .wrongValue, "a \(catalog.name(of: field.type)) is needed here", at: tree.range(ofToken: token),
        label: "this is a text"))
    return nil
  }

  /// Names a thing by its label fields once they are known; two with the same label in one parent are an error.
  private mutating func nameByFields(_ thing: ThingReference, _ place: SourceRange) {
    let text = ThingFinder(snapshot: editor.snapshot, catalog: catalog).label(of: thing)
    if claim(thing.entity, text, editor.snapshot.parent(thing), place) {
      editor.set(thing, field: -1, .text(text))
    }
  }

  // MARK: References

  private mutating func reference(_ node: SyntaxNode, _ target: Int, from thing: ThingReference) -> ThingReference? {
    switch node.kind {
    case .textLiteral:
      return lookUp([labelText(node.firstTokenIndex, node.tree)], of: [], target, from: thing, at: node.range)
    case .dateLiteral: return lookUp([node.text], of: [], target, from: thing, at: node.range)
    case .label: return lookUp(labels(node), of: [], target, from: thing, at: node.range)
    case .reference:
      let texts = node.ownTokens.filter { node.tokenKind($0) == .text || node.tokenKind($0) == .multilineText }.map {
        labelText($0, node.tree)
      }
      return lookUp([texts[0]], of: Array(texts.dropFirst()).map { (nil, $0) }, target, from: thing, at: node.range)
    case .parenthesized: return node.child(0).flatMap { reference($0, target, from: thing) }
    case .thing:
      let parts = node.children(of: .thingPart)
      guard let first = parts.first, let entity = entity(named: first.firstName, at: first.firstTokenRange),
        let label = first.child(of: .label)
      else { return nil }
      guard entity == target else {
        report(
          Diagnostic(
            .wrongValue, "a \(catalog.entities[target].name) is needed here", at: node.range,
            label: "this is a \(catalog.entities[entity].name)"))
        return nil
      }
      var outer: [(Int?, String)] = []
      for part in parts.dropFirst() {
        guard let owner = self.entity(named: part.firstName, at: part.firstTokenRange),
          let label = part.child(of: .label)
        else { return nil }
        outer.append((owner, labels(label).joined(separator: ", ")))
      }
      return lookUp(labels(label), of: outer, target, from: thing, at: node.range)
    case .missing: return nil
    default:
      report(
        Diagnostic(
          .wrongValue, "the name of a \(catalog.entities[target].name) is needed here", at: node.range,
          label: "write it in quotes",
          fixIts: node.kind == .nameExpression
            ? [.init("put it in quotes", replace: node.range, with: "\"\(node.text)\"")] : []))
      return nil
    }
  }

  /// Looks a label up among the things with the same parent, then in the account, then, for top-level things, everywhere.
  private mutating func lookUp(
    _ labels: [String], of outer: [(Int?, String)], _ target: Int, from thing: ThingReference, at place: SourceRange
  ) -> ThingReference? {
    let text = labels.joined(separator: ", ")
    let snapshot = editor.snapshot
    func fits(_ candidate: ThingReference) -> Bool {
      guard !outer.isEmpty else { return true }
      let finder = ThingFinder(snapshot: snapshot, catalog: catalog)
      var current = snapshot.parent(candidate)
      for (entity, label) in outer {
        while let owner = current, entity != nil && owner.entity != entity || finder.label(of: owner) != label {
          current = snapshot.parent(owner)
        }
        guard let owner = current else { return false }
        current = snapshot.parent(owner)
      }
      return true
    }
    var candidates: [ThingReference] = []
    let isTop = catalog.entities[target].isTopLevel
    var root = thing
    while let owner = snapshot.parent(root) { root = owner }
    if isTop {
      candidates = indexed(nil, target)[text] ?? []
    } else {
      let all = (indexed(root, target)[text] ?? []).filter(fits)
      let parent = snapshot.parent(thing)
      let siblings = all.filter { snapshot.parent($0) == parent }
      candidates = siblings.isEmpty ? all : siblings
    }
    if candidates.count == 1 { return candidates[0] }
    let name = catalog.entities[target].name
    if candidates.isEmpty {
      let names = isTop ? Array(indexed(nil, target).keys) : Array(indexed(root, target).keys)
      let nearest = Suggestions.nearest(to: text, among: names.sorted())
      report(
        Diagnostic(
          .thingNotFound,
          "there is no \(name) \"\(text)\"\(isTop ? "" : " in \(ThingFinder(snapshot: snapshot, catalog: catalog).short(root))")",
          at: place, label: nearest.map { "did you mean \"\($0)\"?" } ?? "nothing has this name",
          notes: nearest == nil && !isTop ? ["add it with `\(name) \"\(text)\" { ... }`"] : [],
          fixIts: nearest.map { [.init("write \"\($0)\"", replace: place, with: "\"\($0)\"")] } ?? []))
    } else {
      report(
        Diagnostic(
          .thingAmbiguous, "there is more than one \(name) \"\(text)\"", at: place, label: "which one?",
          notes: candidates.prefix(6).map {
            "write `\(ThingFinder(snapshot: snapshot, catalog: catalog).path(of: $0))`"
          }))
    }
    return nil
  }

  /// The things of an entity in an account (or, for nil, at the top) by label.
  private mutating func indexed(_ root: ThingReference?, _ target: Int) -> [String: [ThingReference]] {
    if let root, indexRoot != root {
      indexRoot = root
      let top = index.filter { catalog.entities[$0.key].isTopLevel }
      index = top
    }
    if let known = index[target] { return known }
    let finder = ThingFinder(snapshot: editor.snapshot, catalog: catalog)
    var result: [String: [ThingReference]] = [:]
    let rows =
      root.map {
        $0.entity == target ? [$0.row] : editor.snapshot.descendants(of: $0, entity: target, catalog: catalog)
      } ?? editor.snapshot.rows(of: target)
    for row in rows {
      let thing = ThingReference(entity: target, row: row)
      // Composite labels are not known before the values are read; the label as written is.
      let label =
        catalog.entities[target].isNamed
        ? editor.snapshot.name(thing)
        : {
          let name = editor.snapshot.name(thing); return name.isEmpty ? finder.label(of: thing) : name
        }()
      result[label, default: []].append(thing)
    }
    index[target] = result
    return result
  }

  private mutating func path(_ parts: [SyntaxNode], _ range: SourceRange) -> ThingPath? {
    var result: [ThingPath.Part] = []
    for part in parts {
      guard let entity = entity(named: part.firstName, at: part.firstTokenRange), let label = part.child(of: .label)
      else { return nil }
      result.append(.init(entity: entity, labels: labels(label)))
    }
    return ThingPath(parts: result, range: range)
  }

  private mutating func find(_ node: SyntaxNode) -> ThingReference? {
    guard let path = path(node.children(of: .thingPart), node.range) else { return nil }
    return find(path)
  }

  private mutating func find(_ path: ThingPath) -> ThingReference? {
    switch ThingFinder(snapshot: editor.snapshot, catalog: catalog).find(path, within: scope) {
    case .found(let thing): return thing
    case .nothing(let near): report(Resolver.notFound(path, near: near, catalog: catalog))
    case .several(let candidates): report(Resolver.ambiguous(path, candidates, catalog: catalog))
    }
    return nil
  }

  // MARK: Worksheets

  private mutating func readAnswers(_ id: Int, _ node: SyntaxNode, of thing: ThingReference, evidence: [Evidence]) {
    let sheet = catalog.worksheets[id]
    guard thing.entity == sheet.entity else {
      report(
        Diagnostic(
          .wrongParent, "`\(sheet.name)` is about a \(catalog.entities[sheet.entity].name)", at: node.firstTokenRange,
          label: "not about a \(catalog.entities[thing.entity].name)"))
      return
    }
    guard let date = answerDate(node, evidence), let members = node.child(of: .members) else { return }
    for member in members.children {
      switch member.kind {
      case .fieldMember:
        guard let question = question(sheet, member.firstName, member.firstTokenRange) else { continue }
        guard sheet.answers.count == 1 else {
          report(
            Diagnostic(
              .wrongValue, "each question of `\(sheet.name)` has several answers", at: member.firstTokenRange,
              label:
                "write `\(member.firstName) { \(sheet.answers.map { "\($0.name) = ..." }.joined(separator: "; ")) }`"))
          continue
        }
        guard let value = member.child(0), value.kind != .missing,
          let row = answerRow(sheet, question, date, thing, member)
        else { continue }
        setField(row, 2, value, read(member.child(of: .evidence)) ?? evidence, at: member)
      case .childBlock:
        guard let question = question(sheet, member.firstName, member.firstTokenRange),
          let row = answerRow(sheet, question, date, thing, member),
          let inner = member.child(of: .members)
        else { continue }
        for answer in inner.children(of: .fieldMember) {
          guard let index = answerIndex(sheet, answer.firstName, answer.firstTokenRange), let value = answer.child(0),
            value.kind != .missing
          else { continue }
          setField(row, 2 + index, value, read(answer.child(of: .evidence)) ?? evidence, at: answer)
        }
      default: break
      }
    }
  }

  private mutating func readAnswerTable(
    _ id: Int, _ node: SyntaxNode, _ header: [Int], of thing: ThingReference, evidence: [Evidence]
  ) {
    let sheet = catalog.worksheets[id]
    let tree = node.tree
    guard thing.entity == sheet.entity else {
      report(
        Diagnostic(
          .wrongParent, "`\(sheet.name)` is about a \(catalog.entities[sheet.entity].name)", at: node.firstTokenRange,
          label: "move this table there"))
      return
    }
    guard let date = answerDate(node, evidence) else { return }
    var columns: [Int?] = []
    for token in header {
      let name = tree.name(ofToken: token)
      columns.append(name == "question" ? -1 : answerIndex(sheet, name, tree.range(ofToken: token)))
    }
    guard let questionColumn = columns.firstIndex(of: -1) else {
      report(
        Diagnostic(
          .tableShape, "this table has no column `question`", at: node.child(of: .tableHeader)?.range ?? node.range,
          label: "each row answers a question"))
      return
    }
    for row in node.children(of: .tableRow) {
      let cells = row.children.filter { $0.kind == .cell }
      guard questionColumn < cells.count, let cell = cells[questionColumn].child(0),
        cell.kind == .nameExpression || cell.kind == .textLiteral
      else {
        report(
          Diagnostic(
            .tableShape, "this row names no question", at: row.range, label: "the column `question` needs a name"))
        continue
      }
      let name = cell.kind == .textLiteral ? labelText(cell.firstTokenIndex, tree) : cell.firstName
      guard cells.count <= columns.count else {
        report(
          Diagnostic(
            .tableShape, "this row has more cells than the table has columns", at: row.range,
            label: "\(cells.count - columns.count) too many"))
        continue
      }
      guard let question = question(sheet, name, cell.range), let thing = answerRow(sheet, question, date, thing, row)
      else { continue }
      for (column, cell) in zip(columns, cells) {
        guard let column, column >= 0, let value = cell.child(0), value.kind != .missing, value.kind != .evidence else {
          continue
        }
        setField(thing, 2 + column, value, read(cell.child(of: .evidence)) ?? evidence, at: value)
      }
    }
  }

  private mutating func answerDate(_ node: SyntaxNode, _ evidence: [Evidence]) -> CalendarDate? {
    if let label = node.child(of: .label), let token = labelTokens(label).first {
      let text = node.tree.tokens[token].kind == .date ? node.tree.text(ofToken: token) : labelText(token, node.tree)
      if let date = CalendarDate(text) { return date }
      report(
        Diagnostic(
          .invalidDate, "there is no day `\(text)`", at: label.range,
          label: "answers are given on a day, as in 2026-11-21"))
      return nil
    }
    if let date = evidence.compactMap(\.date).last { return date }
    report(
      Diagnostic(
        .expected, "answers need their date", at: node.firstTokenRange,
        label: "write `\(node.firstName) 2026-11-21 { ... }`",
        notes: ["or put them inside `per \"...\" on DATE { ... }`"]))
    return nil
  }

  private mutating func question(_ sheet: Worksheet, _ name: String, _ place: SourceRange) -> Int? {
    if let index = sheet.questions.firstIndex(where: { $0.name == name }) { return index }
    let nearest = Suggestions.nearest(to: name, among: sheet.questions.map(\.name))
    report(
      Diagnostic(
        .unknownField, "the worksheet `\(sheet.name)` has no question `\(name)`", at: place,
        label: nearest.map { "did you mean `\($0)`?" } ?? "not a question of it",
        notes: ["`describe \(sheet.name)` lists its questions"],
        fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
    return nil
  }

  private mutating func answerIndex(_ sheet: Worksheet, _ name: String, _ place: SourceRange) -> Int? {
    if let index = sheet.answers.firstIndex(where: { $0.name == name }) { return index }
    let nearest = Suggestions.nearest(to: name, among: sheet.answers.map(\.name))
    report(
      Diagnostic(
        .unknownField, "the answers of `\(sheet.name)` have no `\(name)`", at: place,
        label: nearest.map { "did you mean `\($0)`?" }
          ?? "they have \(sheet.answers.map(\.name).joined(separator: ", "))"))
    return nil
  }

  /// A new answer to a question about a thing on a day; a second one on the same day is an error.
  private mutating func answerRow(
    _ sheet: Worksheet, _ question: Int, _ date: CalendarDate, _ thing: ThingReference, _ node: SyntaxNode
  ) -> ThingReference? {
    let label = "\(date), \(sheet.questions[question].name)"
    guard claim(sheet.answersEntity, label, thing, node.firstTokenRange) else { return nil }
    let row = editor.insert(entity: sheet.answersEntity, name: label, parent: thing)
    setOrigin(row, node.tree, node.firstTokenIndex)
    editor.set(row, field: 0, .date(date))
    editor.set(row, field: 1, .code(question))
    return row
  }

  // MARK: Texts, evidence, places

  /// A label part as it is written in a field or a cell; nil for what is no label.
  private mutating func writtenLabel(_ node: SyntaxNode?) -> String? {
    guard let node else { return nil }
    switch node.kind {
    case .textLiteral, .reference: return labelText(node.firstTokenIndex, node.tree)
    case .dateLiteral, .nameExpression, .numberLiteral: return node.text
    case .thing: return node.child(of: .thingPart)?.child(of: .label).map { labels($0).joined(separator: ", ") }
    case .parenthesized: return writtenLabel(node.child(0))
    default: return nil
    }
  }

  private func labelTokens(_ label: SyntaxNode) -> [Int] {
    label.ownTokens.filter { [.text, .multilineText, .date].contains(label.tokenKind($0)) }
  }

  private mutating func labels(_ label: SyntaxNode) -> [String] {
    labelTokens(label).map { label.tokenKind($0) == .date ? label.tokenText($0) : labelText($0, label.tree) }
  }

  private mutating func labelText(_ token: Int, _ tree: SyntaxTree) -> String {
    var problems: [Diagnostic] = []
    let text = Literals.text(ofToken: token, in: tree) { problems.append($0) }
    for problem in problems { report(problem) }
    return text
  }

  /// The evidence a node gives; nil when there is none.
  mutating func read(_ node: SyntaxNode?) -> [Evidence]? {
    guard let node else { return nil }
    var result: [Evidence] = []
    for item in node.children(of: .evidenceItem) {
      let tokens = item.ownTokens
      guard let text = tokens.first(where: { item.tokenKind($0) == .text || item.tokenKind($0) == .multilineText })
      else { continue }
      var date: CalendarDate?
      if let token = tokens.first(where: { item.tokenKind($0) == .date }) {
        date = CalendarDate(item.tokenText(token))
        if date == nil {
          report(
            Diagnostic(
              .invalidDate, "there is no day `\(item.tokenText(token))`", at: item.tree.range(ofToken: token),
              label: "not in the calendar"))
        }
      } else if item.ownToken("today") != nil {
        date = today
      }
      let standing: Evidence.Standing? =
        item.ownToken("assumed") != nil ? .assumed : item.ownToken("confirmed") != nil ? .confirmed : nil
      result.append(Evidence(source: labelText(text, item.tree), date: date, standing: standing))
    }
    return result
  }

  private mutating func setOrigin(_ thing: ThingReference, _ tree: SyntaxTree, _ token: Int) {
    let line = line(tree, token)
    if currentFile != 0 { editor.setOrigin(thing, file: currentFile, line: line) }
  }

  /// The line of a token, with its file made the current one.
  private mutating func line(_ tree: SyntaxTree, _ token: Int) -> Int {
    if currentSource !== tree.source {
      currentSource = tree.source
      let key = ObjectIdentifier(tree.source)
      if lineStarts[key] == nil { lineStarts[key] = tree.source.lineStarts() }
      currentLines = lineStarts[key] ?? [0]
      currentFile = tree.source.name.map { editor.fileNumber($0) } ?? 0
    }
    let offset = Int(tree.tokens[token].start)
    var low = 0
    var high = currentLines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if currentLines[middle] <= offset { low = middle } else { high = middle }
    }
    return currentFile == 0 ? 0 : low + 1
  }
}
