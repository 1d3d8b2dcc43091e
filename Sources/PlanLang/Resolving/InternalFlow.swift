/// Follows internal facts from the fields marked `internal` to the columns they reach.
struct InternalFlow {
  let catalog: Catalog
  let definitions: Definitions
  /// The columns of the rows around the expression, outermost first.
  var rows: [[Column]] = []
  /// The window functions of the step the expression stands in.
  var windows: [WindowCall] = []
  /// The rows of `for each` around the expression, by slot.
  var boundRows: [Int: RowShape] = [:]
  /// The shape of the last result, for `_` inside an aggregate.
  var last: RowShape? = nil
  /// What internal facts were written into before.
  var traces = InternalTraces()

  /// How internal facts reach an expression, from the nearest name to the field; nil when none do.
  func path(of expression: Expression) -> [String]? {
    switch expression.kind {
    case .constant, .row, .scopeThing, .thing, .setting: nil
    case .local(let slot): boundRows[slot]?.internalPath
    case .localColumn(let slot, let index): boundRows[slot].flatMap { path(ofColumn: index, in: $0) }
    case .window(let slot): windows.indices.contains(slot) ? windows[slot].value.flatMap { path(showing: $0) } : nil
    case .column(let depth, let index):
      rows.indices.contains(rows.count - 1 - depth) && rows[rows.count - 1 - depth].indices.contains(index)
        ? rows[rows.count - 1 - depth][index].internalPath : nil
    case .field(let base, let entity, let field): path(ofField: field, of: entity) ?? path(of: base)
    case .formula(let base, let entity, let field):
      // Marked itself, whatever it is computed from.
      path(ofField: field, of: entity) ?? path(of: base) ?? path(ofThings: entity)
        ?? definitions.formula(entity: entity, field: field).flatMap { inDefinition.path(showing: $0) }.map {
          ["\(catalog.entities[entity].name).\(catalog.entities[entity].fields[field].name)"] + $0
        }
    case .chance(let base, let id):
      path(of: base) ?? definitions.chance(id).flatMap { path(of: $0) }.map { [catalog.chances[id].name] + $0 }
    case .evidence(_, let entity, let field, _):
      ["the evidence of \(catalog.entities[entity].name).\(catalog.entities[entity].fields[field].name)"]
    case .label(let base): path(showing: base)
    case .ancestor(let base, let entity): path(of: base) ?? path(ofThings: entity)
    case .answer(let base, let worksheet, _, _):
      path(of: base) ?? path(ofThings: catalog.worksheets[worksheet].answersEntity)
    case .thingNamed(let base, _), .not(let base), .negate(let base), .fraction(let base),
      .test(_, let base):
      path(of: base)
    case .and(let a, let b), .or(let a, let b), .arithmetic(_, let a, let b), .compare(_, let a, let b),
      .matches(let a, let b), .isIn(let a, let b), .coalesce(let a, let b):
      path(of: a) ?? path(of: b)
    case .isBetween(let a, let b, let c), .conditional(let a, let b, let c): path(of: a) ?? path(of: b) ?? path(of: c)
    case .call(_, let items), .list(let items): items.lazy.compactMap { path(of: $0) }.first
    case .text(let items): items.lazy.compactMap { path(showing: $0) }.first
    case .apply(let id, let items):
      items.lazy.compactMap { path(of: $0) }.first
        ?? definitions.body(ofDefinition: id).flatMap { inDefinition.path(showing: $0) }.map {
          [catalog.definitions[id].name] + $0
        }
    case .aggregate(let aggregate):
      path(of: aggregate.source) ?? inside(aggregate.source).path(of: [aggregate.value, aggregate.filter])
    case .rowCount(let source): path(of: source)
    }
  }

  private func path(of expressions: [Expression?]) -> [String]? {
    expressions.lazy.compactMap { $0 }.compactMap { path(of: $0) }.first
  }

  /// How internal facts reach what is seen where an expression is shown: a thing is shown by its label.
  func path(showing expression: Expression) -> [String]? { path(of: expression) ?? path(showing: expression.type) }

  /// How internal facts reach the labels of a type's things.
  func path(showing type: ValueType) -> [String]? {
    switch type {
    case .entity(let entity):
      if let path = path(ofThings: entity) { return path }
      switch catalog.entities[entity].labelling {
      case .fields(let fields): return fields.lazy.compactMap { path(ofField: $0, of: entity) }.first
      case .name:
        return traces.fields[.init(entity: entity, field: -1)].map { ["\(catalog.entities[entity].name).name"] + $0 }
      case .unlabelled: return nil
      }
    case .set(let element): return path(showing: element)
    default: return nil
    }
  }

  /// How internal facts reach a stored field.
  func path(ofField field: Int, of entity: Int) -> [String]? {
    let declared = catalog.entities[entity].fields[field]
    let name = "\(catalog.entities[entity].name).\(declared.name)"
    if declared.isInternal { return [name] }
    if let path = path(ofThings: entity) { return path }
    if let path = traces.fields[.init(entity: entity, field: field)] { return [name] + path }
    // Whether a thing is there to be referred to.
    var type = declared.type
    if case .set(let element) = type { type = element }
    if case .entity(let target) = type { return path(ofThings: target).map { [name] + $0 } }
    return nil
  }

  /// How internal facts decide of which things of an entity anybody may know.
  func path(ofThings entity: Int) -> [String]? {
    if catalog.isInternal(entity) {
      if case .answers(let worksheet) = catalog.entities[entity].role { return [catalog.worksheets[worksheet].name] }
      return [catalog.entities[entity].name]
    }
    return traces.entities[entity].map { [catalog.entities[entity].name] + $0 }
  }

  private func path(ofColumn index: Int, in shape: RowShape) -> [String]? {
    shape.internalPath ?? (shape.columns.indices.contains(index) ? shape.columns[index].internalPath : nil)
  }

  /// The same inside a definition, which sees nothing of the rows around its use: slots are those of its arguments.
  private var inDefinition: InternalFlow {
    var inside = self
    inside.boundRows = [:]
    inside.rows = []
    inside.windows = []
    return inside
  }

  /// The same for what is computed of each row of a source.
  private func inside(_ source: RowSource) -> InternalFlow {
    var inside = self
    inside.rows.append(columns(of: source))
    return inside
  }

  private func columns(of source: RowSource) -> [Column] {
    switch source {
    case .noun, .everything, .below, .things, .worksheet: []
    case .values(let base), .value(let base): [Column(name: "", type: .invalid, internalPath: path(of: base))]
    case .named(let id, _): definitions.query(id)?.shape.columns ?? []
    case .check(let id, _): definitions.check(id)?.columns ?? []
    case .query(let plan): plan.shape.columns
    case .last: last?.columns ?? []
    case .group: rows.last ?? []
    case .list(let list, _): Resolver.columns(of: list)
    }
  }

  /// How internal facts decide which rows a source has.
  func path(of source: RowSource) -> [String]? {
    switch source {
    case .group: return nil
    case .noun(let entity), .everything(let entity): return path(ofThings: entity)
    case .last:
      return last.flatMap { shape in shape.internalPath ?? shape.columns.lazy.compactMap(\.internalPath).first }
    case .below(let base, let entity), .things(let base, let entity): return path(of: base) ?? path(ofThings: entity)
    case .values(let base), .value(let base): return path(of: base)
    case .named(let id, let within):
      return within.flatMap { path(of: $0) }
        ?? definitions.query(id).flatMap { $0.shape.internalPath ?? path(left: $0) }.map {
          [catalog.queries[id].name] + $0
        }
    case .check(let id, let within):
      return within.flatMap { path(of: $0) }
        ?? definitions.check(id).flatMap { $0.internalPath ?? path(left: $0) }
    case .worksheet(let id, let within):
      return within.flatMap { path(of: $0) } ?? path(ofThings: catalog.worksheets[id].answersEntity)
    case .query(let plan): return plan.shape.internalPath ?? plan.shape.columns.lazy.compactMap(\.internalPath).first
    case .list(let list, _):
      switch list {
      case .facts, .changes: return [list.rawValue]
      case .scenarios, .checks, .frameworks: return nil
      }
    }
  }
}

// What was resolved before facts left their traces does not know of them: then everything in it counts.

extension InternalFlow {
  private func path(left plan: QueryPlan) -> [String]? { traces.isEmpty ? nil : inDefinition.path(within: plan) }
  private func path(left check: ResolvedCheck) -> [String]? { traces.isEmpty ? nil : inDefinition.path(within: check) }

  /// How internal facts reach anything a query reads, whatever becomes of it.
  private func path(within plan: QueryPlan) -> [String]? {
    path(of: plan.source)
      ?? plan.steps.lazy.flatMap { expressions(of: $0) }.compactMap { path(showing: $0) }.first
      ?? plan.steps.lazy.compactMap { path(ofThingsOf: $0) }.first
  }

  /// How internal facts reach the rows of a check, or its columns.
  func path(within check: ResolvedCheck) -> [String]? {
    let read = check.conditions + check.fields.map(\.value)
    return path(of: read)
      ?? check.columns.lazy.compactMap { column in
        if case .entity(let entity) = column.type { path(ofThings: entity) } else { nil }
      }.first
  }

  private func path(ofThingsOf step: QueryStep) -> [String]? {
    switch step {
    case .children(let entity), .parent(let entity), .reference(_, let entity): path(ofThings: entity)
    default: nil
    }
  }

  private func expressions(of step: QueryStep) -> [Expression] {
    switch step {
    case .filter(let condition): [condition]
    case .project(let columns, let windows), .extend(let columns, let windows):
      columns.map(\.value) + windows.compactMap(\.value)
    case .sort(let keys): keys.map(\.key)
    case .take(let amount), .skip(let amount): [amount]
    case .group(let keys, let aggregates): (keys + aggregates).map(\.value)
    case .matrix(let row, let column, let cell, _): [row.value, column] + (cell.map { [$0] } ?? [])
    case .reference(let value, _): [value]
    case .set(let assignments): assignments.map(\.value)
    case .distinct, .children, .parent, .remove: []
    }
  }
}

extension ResolvedCheck {
  /// Everything that decides which rows there are and what they come to; reasons and advice are only told.
  var conditions: [Expression] {
    [subjectFilter, eachFilter].compactMap { $0 } + tests.map(\.pass) + tests.compactMap(\.fail)
      + rules.compactMap(\.condition)
  }
}
