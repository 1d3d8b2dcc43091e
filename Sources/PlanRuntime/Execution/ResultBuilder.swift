import PlanLang

/// Makes a result's table from the rows of a query.
struct ResultBuilder {
  let evaluator: Evaluator
  /// The statement asked, for what has to be said about its rows.
  var statement: SourceRange?

  func table(_ result: QueryResult, _ plan: QueryPlan?) throws -> ResultTable {
    let catalog = evaluator.catalog
    let snapshot = evaluator.snapshot
    guard let entity = result.shape.entity, !result.choosesColumns else {
      let shown = result.asShown
      var table = ResultTable(
        columns: shown.shape.columns, rows: shown.frames.map(\.columns), catalog: catalog, snapshot: snapshot)
      if endsInMatrix(plan), let last = table.columns.indices.last, table.columns[last].name == "unknown" {
        table.columnsHiddenWhenZero = [last]
      }
      try apply(style(of: plan), &table, result)
      return table
    }
    // Without `show`: label, parents, stored fields in declared order, added columns.
    let declared = catalog.entities[entity]
    var labelFields: [Int] = []
    var columns: [Column] = []
    switch declared.labelling {
    case .name: columns.append(Column(name: "name", type: .text))
    case .fields(let fields):
      labelFields = fields
      columns += fields.map { Column(name: declared.fields[$0].name, type: declared.fields[$0].type) }
    case .unlabelled: break
    }
    let ancestors = catalog.ancestors(of: entity)
    columns += ancestors.map { Column(name: catalog.entities[$0].name, type: .entity($0)) }
    // A column the query made has the name for itself.
    let made = Set(result.shape.columns.map(\.name))
    let fields = declared.fields.indices.filter {
      !declared.fields[$0].isComputed && !labelFields.contains($0) && !made.contains(declared.fields[$0].name)
    }
    columns += fields.map { Column(name: declared.fields[$0].name, type: declared.fields[$0].type) }
    columns += result.shape.columns
    var rows: [[Value]] = []
    rows.reserveCapacity(result.frames.count)
    defer { Leftovers.keep(rows) }
    for frame in result.frames {
      try Interrupt.check()
      guard let thing = frame.thing else {
        rows.append(columns.map { _ in .unknown })
        continue
      }
      var row: [Value] = []
      row.reserveCapacity(columns.count)
      if declared.isNamed { row.append(.text(snapshot.name(thing))) }
      row += labelFields.map { snapshot.value(thing, field: $0) }
      row += ancestors.map { snapshot.ancestor(thing, entity: $0).map { .thing($0) } ?? .unknown }
      row += fields.map { snapshot.value(thing, field: $0) }
      rows.append(row + frame.columns)
    }
    var table = ResultTable(columns: columns, rows: rows, catalog: catalog, snapshot: snapshot)
    table.mayDropUnknownColumns = true
    try apply(style(of: plan), &table, result)
    return table
  }

  /// Whether a query's rows are a matrix's, also through a named query.
  private func endsInMatrix(_ plan: QueryPlan?) -> Bool {
    guard let plan else { return false }
    if let last = plan.steps.last {
      if case .matrix = last { return true }
      return false
    }
    if case .named(let id, _) = plan.source { return endsInMatrix(evaluator.definitions.query(id)) }
    return false
  }

  /// How the rows are to be shown; a named query is shown as it says, also when fewer of its rows are asked for.
  private func style(of plan: QueryPlan?) -> Presentation.Style? {
    guard let plan else { return nil }
    if case .plain = plan.presentation.style {} else { return plan.presentation.style }
    guard plan.steps.allSatisfy(\.keepsRows), case .named(let id, _) = plan.source else { return nil }
    return style(of: evaluator.definitions.query(id))
  }

  private func apply(_ style: Presentation.Style?, _ table: inout ResultTable, _ result: QueryResult) throws {
    switch style {
    case .bars(let column): table.style = .bars(column: column)
    case .heat: table.style = .heat
    case .tree(let field): try arrange(&table, result.frames, by: field)
    case .plain, nil: break
    }
  }

  /// Puts rows under the row their reference names; those under nobody here stand at the top. A circle is told and cut at
  /// the first of its rows.
  private func arrange(_ table: inout ResultTable, _ frames: [Frame], by field: Int) throws {
    let things = frames.map(\.thing)
    let position = Dictionary(
      things.enumerated().compactMap { index, thing in thing.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
    var above: [Int: Int] = [:]
    var children: [Int: [Int]] = [:]
    var roots: [Int] = []
    for (index, thing) in things.enumerated() {
      try Interrupt.check()
      if let thing, case .thing(let named) = evaluator.snapshot.value(thing, field: field),
        let parent = position[named]
      {
        above[index] = parent
        if parent != index { children[parent, default: []].append(index) }
      }
      if above[index] == nil { roots.append(index) }
    }
    var order: [Int] = []
    var depths: [Int] = []
    var placed: Set<Int> = []
    // A list instead of recursion, so that a long chain does not fill the stack.
    func place(_ top: Int) throws {
      var open = [(index: top, depth: 0)]
      while let (index, depth) = open.popLast() {
        try Interrupt.check()
        guard placed.insert(index).inserted else { continue }
        order.append(index)
        depths.append(depth)
        open += (children[index] ?? []).reversed().map { ($0, depth + 1) }
      }
    }
    for root in roots { try place(root) }
    // What is left stands in circles, or under one.
    for index in things.indices where !placed.contains(index) {
      var seen: Set<Int> = []
      var top = index
      while seen.insert(top).inserted, let parent = above[top] { top = parent }
      var circle = [top]
      while let parent = above[circle[circle.count - 1]], parent != top { circle.append(parent) }
      let first = circle.min() ?? top
      tell(circle.compactMap { things[$0] }, by: field)
      try place(first)
    }
    table.rows = order.map { table.rows[$0] }
    table.style = .tree(depths: depths)
  }

  /// Things that refer to one another in a circle, with the places where they do.
  private func tell(_ circle: [ThingReference], by field: Int) {
    guard let statement, let first = circle.first else { return }
    let name = evaluator.catalog.entities[first.entity].fields[field].name
    let shown = circle.prefix(4)
    let origins = shown.compactMap { thing in
      evaluator.snapshot.origin(thing, field: field).map {
        "\(evaluator.finder.label(of: thing)): \($0.file):\($0.line)"
      }
    }
    let names = (shown + [first]).map { evaluator.finder.label(of: $0) }
    evaluator.warn(
      Diagnostic(
        .cycle,
        "`\(name)` leads back: \(names.prefix(shown.count).joined(separator: ", "))"
          + (circle.count > shown.count ? ", \(circle.count - shown.count) more" : "") + ", \(names.last ?? "")",
        at: statement, label: "a circle, cut at the first of its rows", severity: .warning, notes: origins))
  }
}

extension QueryStep {
  /// Whether what comes out is some of the rows that go in, in whatever order.
  fileprivate var keepsRows: Bool {
    switch self {
    case .filter, .sort, .take, .skip: true
    default: false
    }
  }
}
