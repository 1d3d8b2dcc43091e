import PlanLang

/// Makes a result's table from the rows of a query.
struct ResultBuilder {
  let evaluator: Evaluator

  func table(_ result: QueryResult, _ plan: QueryPlan?) throws -> ResultTable {
    let catalog = evaluator.catalog
    let snapshot = evaluator.snapshot
    guard let entity = result.shape.entity, !result.choosesColumns else {
      var table = ResultTable(
        columns: result.shape.columns, rows: result.frames.map(\.columns), catalog: catalog, snapshot: snapshot)
      if endsInMatrix(plan), let last = table.columns.indices.last, table.columns[last].name == "unknown" {
        table.columnsHiddenWhenZero = [last]
      }
      apply(plan?.presentation.style, &table, result)
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
    let rows = try result.frames.map { frame -> [Value] in
      try Interrupt.check()
      guard let thing = frame.thing else { return columns.map { _ in .unknown } }
      var row: [Value] = []
      if declared.isNamed { row.append(.text(snapshot.name(thing))) }
      row += labelFields.map { snapshot.value(thing, field: $0) }
      row += ancestors.map { snapshot.ancestor(thing, entity: $0).map { .thing($0) } ?? .unknown }
      row += fields.map { snapshot.value(thing, field: $0) }
      return row + frame.columns
    }
    var table = ResultTable(columns: columns, rows: rows, catalog: catalog, snapshot: snapshot)
    table.mayDropUnknownColumns = true
    apply(plan?.presentation.style, &table, result)
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

  private func apply(_ style: Presentation.Style?, _ table: inout ResultTable, _ result: QueryResult) {
    switch style {
    case .bars: table.style = .bars
    case .heat: table.style = .heat
    case .tree(let field): arrange(&table, result.frames, by: field)
    case .plain, nil: break
    }
  }

  /// Puts rows under the row their reference names; those in a circle or under nobody here stand at the top.
  private func arrange(_ table: inout ResultTable, _ frames: [Frame], by field: Int) {
    let things = frames.map(\.thing)
    let position = Dictionary(
      things.enumerated().compactMap { index, thing in thing.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
    var children: [Int: [Int]] = [:]
    var roots: [Int] = []
    for (index, thing) in things.enumerated() {
      if let thing, case .thing(let above) = evaluator.snapshot.value(thing, field: field),
        let parent = position[above], parent != index
      {
        children[parent, default: []].append(index)
      } else {
        roots.append(index)
      }
    }
    var order: [Int] = []
    var depths: [Int] = []
    var placed: Set<Int> = []
    func place(_ index: Int, _ depth: Int) {
      guard placed.insert(index).inserted else { return }
      order.append(index)
      depths.append(depth)
      for child in children[index] ?? [] { place(child, depth + 1) }
    }
    for root in roots { place(root, 0) }
    // What is left stands in circles.
    for index in things.indices where !placed.contains(index) { place(index, 0) }
    table.rows = order.map { table.rows[$0] }
    table.style = .tree(depths: depths)
  }
}
