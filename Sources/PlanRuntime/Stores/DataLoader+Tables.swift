import PlanLang

// Tables: a header of columns, and a thing in each row.

extension DataLoader {
  enum TableColumn {
    case name
    case field(Int)
    case ancestor(Int)
    case ignored
  }

  mutating func declareTable(_ node: SyntaxNode, in parent: ThingReference?, evidence: Int32) {
    let tree = node.tree
    guard node.endTokenIndex - node.firstTokenIndex > 1 else { return }
    let reader = text(of: tree).reader
    let headerNode = reader.child(node.id, of: .tableHeader)
    let head =
      headerNode < 0
      ? nil : reader.bytes(fromToken: node.firstTokenIndex + 1, through: reader.endToken(headerNode) - 1)
    if let head, let known = knownTables.first(where: { $0.parent == parent?.entity && $0.head.elementsEqual(head) }) {
      return declareRows(node, known, in: parent, evidence: evidence)
    }
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
    if let parent, !checkParent(entity, parent.entity, at: nounPlace) { return }
    let told = diagnostics.count
    let columns = columns(headerTokens, of: entity, tree, isAtTop: parent == nil)
    let shape = TableShape(entity, columns, catalog)
    if catalog.entities[entity].isNamed, shape.nameColumn == nil {
      report(
        Diagnostic(
          .tableShape, "this table has no column `name`", at: header.range,
          label: "each \(catalog.entities[entity].name) needs its name"))
      return
    }
    columnLists.append(columns)
    let table = KnownTable(
      head: head ?? UnsafeBufferPointer(start: nil, count: 0), parent: parent?.entity, shape: shape,
      columns: Int32(columnLists.count - 1))
    // Where a header has something wrong with it, every table that has it is told so.
    if head != nil, diagnostics.count == told, knownTables.count < 16 { knownTables.append(table) }
    declareRows(node, table, in: parent, evidence: evidence)
  }

  /// A table's noun and header as they are written, in things of one entity, and what they mean: most tables have the
  /// same as one before.
  struct KnownTable {
    let head: UnsafeBufferPointer<UInt8>
    let parent: Int?
    fileprivate let shape: TableShape
    /// The number of the list of columns.
    let columns: Int32
  }

  /// What each column of a table holds; unknown ones are told and ignored.
  private mutating func columns(_ tokens: [Int], of entity: Int, _ tree: SyntaxTree, isAtTop: Bool) -> [TableColumn] {
    let declared = catalog.entities[entity]
    var columns: [TableColumn] = []
    var seen: [String: SourceRange] = [:]
    for token in tokens {
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
      } else if isAtTop, let owner = catalog.entity(named: name), catalog.entity(entity, isBelow: owner) {
        columns.append(.ancestor(owner))
      } else {
        let names = declared.fields.filter { !$0.isComputed }.map(\.name) + (declared.isNamed ? ["name"] : [])
        // A table needs names, so a first column that nothing else is like holds them.
        let isFirst = declared.isNamed && token == tokens[0] && !tokens.contains { tree.name(ofToken: $0) == "name" }
        let nearest = Suggestions.nearest(to: name, among: names) ?? (isFirst ? "name" : nil)
        report(
          Diagnostic(
            .unknownField, "\(declared.name) has no field `\(name)`", at: place,
            label: nearest.map { "did you mean `\($0)`?" } ?? "not a field of \(declared.name)",
            notes: ["`describe \(declared.name)` lists its fields"],
            fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
        // It was meant for the name, so the rows have theirs.
        columns.append(nearest == "name" && seen["name"] == nil ? .name : .ignored)
      }
    }
    return columns
  }

  /// Where the rows of one table find what makes a thing: its name, its label fields, its owners.
  fileprivate struct TableShape {
    let entity: Int
    let columns: [TableColumn]
    let nameColumn: Int?
    /// For a thing labelled by its fields the column of each, where there is one.
    let labelColumns: [Int?]
    /// The columns that name the things around, innermost first.
    let owners: [(entity: Int, column: Int)]

    init(_ entity: Int, _ columns: [TableColumn], _ catalog: Catalog) {
      self.entity = entity
      self.columns = columns
      nameColumn = columns.firstIndex { if case .name = $0 { true } else { false } }
      if case .fields(let fields) = catalog.entities[entity].labelling {
        labelColumns = fields.map { field in
          columns.firstIndex { if case .field(field) = $0 { true } else { false } }
        }
      } else {
        labelColumns = []
      }
      owners = catalog.ancestors(of: entity).reversed().flatMap { owner in
        columns.indices.filter { if case .ancestor(owner) = columns[$0] { true } else { false } }.map { (owner, $0) }
      }
    }
  }

  private mutating func declareRows(
    _ node: SyntaxNode, _ table: KnownTable, in parent: ThingReference?, evidence: Int32
  ) {
    let shape = table.shape
    let form = forms[shape.entity]
    let text = text(of: node.tree)
    let reader = text.reader
    let nothing = emptyText
    var cells: [Int32] = []
    var row = reader.firstChild(node.id)
    while row >= 0, !isHopeless {
      defer { row = reader.next(row) }
      guard reader.kind(row) == .tableRow else { continue }
      cells.removeAll(keepingCapacity: true)
      var cell = reader.firstChild(row)
      while cell >= 0 {
        if reader.kind(cell) == .cell { cells.append(cell) }
        cell = reader.next(cell)
      }
      guard cells.count <= shape.columns.count else {
        // What was wrong with the columns was told already.
        if node.child(of: .tableHeader)?.children.contains(where: { $0.kind == .missing }) == true { break }
        report(
          Diagnostic(
            .tableShape, "this row has \(cells.count) cells and the table \(shape.columns.count) columns",
            at: text.tree.node(row).range, label: "\(cells.count - shape.columns.count) too many",
            labels: node.child(of: .tableHeader).map { [.init($0.range, "the columns")] } ?? []))
        continue
      }
      var owner = parent
      if owner == nil, !form.isTopLevel {
        owner = rowParent(shape, cells, text, row)
        if owner == nil { continue }
      }
      guard let (name, place) = rowName(shape, form, cells, text, row) else { continue }
      if name != nothing, !claim(form, name, owner, place) { continue }
      let thing = insert(form, name, owner, place, text, originToken: reader.firstToken(row))
      if case .fields = form.labelling, name == nothing { unnamed.append((thing, place)) }
      rowFragments.append(
        Fragment(
          entity: Int32(shape.entity), row: Int32(thing.row), text: text.number, node: row, evidence: evidence,
          columns: table.columns))
    }
  }

  /// The label of a row's thing and where it stands, the empty text for one without; nil after a report.
  private mutating func rowName(
    _ shape: TableShape, _ form: EntityForm, _ cells: [Int32], _ text: LoadedText, _ row: Int32
  ) -> (UInt32, LoadedPlace)? {
    let reader = text.reader
    if let column = shape.nameColumn {
      let value = column < cells.count ? reader.firstChild(cells[column]) : -1
      guard value >= 0, reader.kind(value) == .textLiteral else {
        reportNameless(row, value, text)
        return nil
      }
      let token = reader.firstToken(value)
      if let plain = reader.plainText(ofToken: token), !plain.isEmpty {
        return (editor.snapshot.pool.number(of: plain), text.place(value))
      }
      let name = labelText(token, text.tree)
      guard name.isEmpty else { return (editor.snapshot.pool.number(of: name), text.place(value)) }
      report(
        Diagnostic(
          .emptyText, "a name can't be empty", at: text.tree.node(value).range, label: "write a name between the quotes"
        ))
      return nil
    }
    let written = shape.labelColumns.map { column in
      column.flatMap { $0 < cells.count ? writtenLabel(text.tree.node(cells[$0]).child(0)) : nil }
    }
    let isWhole = !written.isEmpty && !written.contains(nil)
    let name = isWhole ? written.compactMap { $0 }.joined(separator: ", ") : ""
    return (editor.snapshot.pool.number(of: name), text.place(row))
  }

  /// Says that a row has no name, and offers quotes for one that stands without them.
  private mutating func reportNameless(_ row: Int32, _ value: Int32, _ text: LoadedText) {
    let cell = value >= 0 ? text.tree.node(value) : nil
    guard let cell, [.nameExpression, .numberLiteral, .dateLiteral].contains(cell.kind) else {
      return report(
        Diagnostic(
          .tableShape, "this row has no name", at: text.tree.node(row).range,
          label: "the column `name` needs a text in quotes"))
    }
    report(
      Diagnostic(
        .tableShape, "a name stands in quotes", at: cell.range, label: "write `\"\(cell.text)\"`",
        fixIts: [.init("put it in quotes", replace: cell.range, with: "\"\(cell.text)\"")]))
  }

  /// The parent a top-level table's row names in its columns, or the thing in scope.
  private mutating func rowParent(_ shape: TableShape, _ cells: [Int32], _ text: LoadedText, _ row: Int32)
    -> ThingReference?
  {
    let reader = text.reader
    var parts: [ThingPath.Part] = []
    for (owner, column) in shape.owners where column < cells.count {
      let value = reader.firstChild(cells[column])
      guard value >= 0, reader.kind(value) == .textLiteral else { continue }
      parts.append(.init(entity: owner, labels: [labelText(reader.firstToken(value), text.tree)]))
    }
    let place = text.tree.node(row).range
    guard let first = parts.first, catalog.entities[shape.entity].parents.contains(first.entity) else {
      return implicitParent(shape.entity, place)
    }
    return find(ThingPath(parts: parts, range: place))
  }

  mutating func readCells(_ fragment: Fragment) {
    let text = texts[Int(fragment.text)]
    let reader = text.reader
    let thing = fragment.thing
    let form = forms[thing.entity]
    var column = 0
    var cell = reader.firstChild(fragment.node)
    var firstCell: Int32 = -1
    while cell >= 0 {
      defer { cell = reader.next(cell) }
      guard reader.kind(cell) == .cell else { continue }
      if firstCell < 0 { firstCell = cell }
      let value = reader.firstChild(cell)
      if value >= 0, case .field(let field) = columnLists[Int(fragment.columns)][column] {
        let kind = reader.kind(value)
        if kind != .missing, kind != .evidence {
          let evidence = ownEvidence(of: cell, text) ?? fragment.evidence
          setField(thing, field, form, value, in: text, evidence: evidence, at: value)
        }
      }
      column += 1
    }
    checkRequired(thing, form) { firstCell < 0 ? nil : text.tree.node(firstCell).range }
  }
}
