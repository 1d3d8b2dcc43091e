import PlanLang

/// What an expression reads of what stands around it.
struct ExpressionReach {
  /// How many rows, counted outwards, may be read for their things.
  private(set) var readsRows = 0
  /// How many rows, counted outwards, may be read for their columns.
  private(set) var readsColumns = 0
  /// The parameters and arguments it reads, by slot.
  private(set) var locals: Set<Int> = []
  /// Whether it has nouns, which the definition it stands in may narrow.
  private(set) var readsSurroundings = false
  /// Whether computing it may count unknown values for the footer.
  private(set) var mayCount = false
  /// Whether that is all it reads: not the rows of a group, a step or the result before.
  private(set) var isKnown = true

  init(_ expression: Expression) { visit(expression, 0, isGrouped: false) }

  /// - Parameter inner: how many of the rows around stand inside the whole expression.
  private mutating func visit(_ expression: Expression, _ inner: Int, isGrouped: Bool) {
    func again(_ parts: Expression...) { for part in parts { visit(part, inner, isGrouped: isGrouped) } }
    switch expression.kind {
    case .constant, .scopeThing, .thing, .setting: break
    case .local(let slot), .localColumn(let slot, _): locals.insert(slot)
    case .row(let depth): readsRows = max(readsRows, depth - inner + 1)
    case .column(let depth, _): readsColumns = max(readsColumns, depth - inner + 1)
    case .formula(let base, _, _), .chance(let base, _):
      mayCount = true
      again(base)
    case .field(let a, _, _), .label(let a), .ancestor(let a, _), .evidence(let a, _, _, _), .answer(let a, _, _, _),
      .thingNamed(let a, _), .not(let a), .negate(let a), .fraction(let a), .test(_, let a):
      again(a)
    case .and(let a, let b), .or(let a, let b), .arithmetic(_, let a, let b), .compare(_, let a, let b),
      .matches(let a, let b), .isIn(let a, let b), .coalesce(let a, let b):
      again(a, b)
    case .isBetween(let a, let b, let c), .conditional(let a, let b, let c): again(a, b, c)
    case .call(_, let items), .list(let items), .text(let items):
      for item in items { visit(item, inner, isGrouped: isGrouped) }
    case .apply(_, let arguments):
      mayCount = true
      for argument in arguments { visit(argument, inner, isGrouped: isGrouped) }
    case .aggregate(let aggregate):
      switch aggregate.function {
      case .sum, .min, .max, .average, .median: mayCount = true
      case .count, .any, .all, .atLeast, .first, .list: break
      }
      visit(aggregate.source, inner, isGrouped: isGrouped)
      for part in [aggregate.value, aggregate.filter].compactMap({ $0 }) {
        visit(part, inner + 1, isGrouped: isGrouped)
      }
    case .rowCount(let source): visit(source, inner, isGrouped: isGrouped)
    case .window: isKnown = false
    }
  }

  private mutating func visit(_ source: RowSource, _ inner: Int, isGrouped: Bool) {
    switch source {
    case .noun: readsSurroundings = true
    case .everything: break
    case .below(let base, _), .things(let base, _), .values(let base), .value(let base):
      visit(base, inner, isGrouped: isGrouped)
    case .named(_, let within), .check(_, let within), .worksheet(_, let within):
      mayCount = true
      readsSurroundings = true
      if let within { visit(within, inner, isGrouped: isGrouped) }
    case .query(let plan): visit(plan, inner, isGrouped: isGrouped)
    case .group: if !isGrouped { isKnown = false }
    case .last, .list: isKnown = false
    }
  }

  private mutating func visit(_ plan: QueryPlan, _ inner: Int, isGrouped: Bool) {
    mayCount = true
    visit(plan.source, inner, isGrouped: isGrouped)
    for step in plan.steps {
      switch step {
      case .filter(let condition): visit(condition, inner + 1, isGrouped: false)
      case .project(let columns, let windows), .extend(let columns, let windows):
        if !windows.isEmpty { isKnown = false }
        for column in columns { visit(column.value, inner + 1, isGrouped: false) }
      case .sort(let keys): for key in keys { visit(key.key, inner + 1, isGrouped: false) }
      case .take(let amount), .skip(let amount): visit(amount, inner, isGrouped: isGrouped)
      case .group(let keys, let aggregates):
        for key in keys { visit(key.value, inner + 1, isGrouped: false) }
        for aggregate in aggregates { visit(aggregate.value, inner + 1, isGrouped: true) }
      case .matrix(let row, let column, let cell, _):
        for part in [row.value, column] { visit(part, inner + 1, isGrouped: false) }
        if let cell { visit(cell, inner + 1, isGrouped: true) }
      case .reference(let value, _): visit(value, inner + 1, isGrouped: false)
      case .distinct, .children, .parent: break
      case .set, .remove: isKnown = false
      }
    }
  }
}
