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

  /// How internal facts reach an expression, from the nearest name to the field; nil when none do.
  func path(of expression: Expression) -> [String]? {
    switch expression.kind {
    case .constant, .row, .scopeThing, .thing, .setting: nil
    case .local(let slot): boundRows[slot]?.internalPath
    case .localColumn(let slot, let index): boundRows[slot].flatMap { path(ofColumn: index, in: $0) }
    case .window(let slot): windows.indices.contains(slot) ? windows[slot].value.flatMap { path(of: $0) } : nil
    case .column(let depth, let index):
      rows.indices.contains(rows.count - 1 - depth) && rows[rows.count - 1 - depth].indices.contains(index)
        ? rows[rows.count - 1 - depth][index].internalPath : nil
    case .field(let base, let entity, let field):
      catalog.entities[entity].fields[field].isInternal
        ? ["\(catalog.entities[entity].name).\(catalog.entities[entity].fields[field].name)"] : path(of: base)
    case .formula(let base, let entity, let field):
      // Marked itself, whatever it is computed from.
      catalog.entities[entity].fields[field].isInternal
        ? ["\(catalog.entities[entity].name).\(catalog.entities[entity].fields[field].name)"]
        : path(of: base)
          ?? definitions.formula(entity: entity, field: field).flatMap { path(of: $0) }.map {
            ["\(catalog.entities[entity].name).\(catalog.entities[entity].fields[field].name)"] + $0
          }
    case .evidence(_, let entity, let field, _):
      ["the evidence of \(catalog.entities[entity].name).\(catalog.entities[entity].fields[field].name)"]
    case .label(let base), .ancestor(let base, _), .answer(let base, _, _, _), .thingNamed(let base, _), .not(let base),
      .negate(let base), .fraction(let base), .test(_, let base):
      path(of: base)
    case .and(let a, let b), .or(let a, let b), .arithmetic(_, let a, let b), .compare(_, let a, let b),
      .matches(let a, let b), .isIn(let a, let b), .coalesce(let a, let b):
      path(of: a) ?? path(of: b)
    case .isBetween(let a, let b, let c), .conditional(let a, let b, let c): path(of: a) ?? path(of: b) ?? path(of: c)
    case .call(_, let items), .list(let items), .text(let items): items.lazy.compactMap { path(of: $0) }.first
    case .apply(let id, let items):
      items.lazy.compactMap { path(of: $0) }.first
        ?? definitions.body(ofDefinition: id).flatMap { withoutBoundRows.path(of: $0) }.map {
          [catalog.definitions[id].name] + $0
        }
    case .aggregate(let aggregate):
      path(of: aggregate.source) ?? aggregate.value.flatMap { path(of: $0) }
        ?? aggregate.filter.flatMap { path(of: $0) }
    case .rowCount(let source): path(of: source)
    }
  }

  private func path(ofColumn index: Int, in shape: RowShape) -> [String]? {
    shape.internalPath ?? (shape.columns.indices.contains(index) ? shape.columns[index].internalPath : nil)
  }

  /// The same inside a function, whose slots are those of its arguments.
  private var withoutBoundRows: InternalFlow {
    var inside = self
    inside.boundRows = [:]
    return inside
  }

  /// How internal facts decide which rows a source has.
  func path(of source: RowSource) -> [String]? {
    switch source {
    case .noun, .everything, .group: nil
    case .last: last.flatMap { shape in shape.internalPath ?? shape.columns.lazy.compactMap(\.internalPath).first }
    case .below(let base, _), .things(let base, _), .values(let base), .value(let base): path(of: base)
    case .named(let id, _):
      definitions.query(id).flatMap { $0.shape.internalPath }.map { [catalog.queries[id].name] + $0 }
    case .check(let id, _): definitions.check(id)?.internalPath
    case .worksheet: nil
    case .query(let plan): plan.shape.internalPath ?? plan.shape.columns.lazy.compactMap(\.internalPath).first
    case .list(let list, _): list == .facts ? ["facts"] : nil
    }
  }
}
