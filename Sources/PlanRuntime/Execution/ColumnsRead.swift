import PlanLang

// Which columns of its rows a query reads, so that those of a long list nobody looks at need not be worked out.

extension QueryPlan {
  /// The columns of the source's rows that the steps read; nil where all are shown or it can't be told.
  var columnsRead: Set<Int>? {
    var read: Set<Int> = []
    func reads(_ expressions: [Expression?]) -> Bool {
      for case let expression? in expressions {
        guard let found = expression.columnsRead else { return false }
        read.formUnion(found)
      }
      return true
    }
    for step in steps {
      switch step {
      case .filter(let condition): if !reads([condition]) { return nil }
      case .sort(let keys): if !reads(keys.map(\.key)) { return nil }
      case .take, .skip: break
      case .extend(let columns, let windows):
        if !reads(columns.map(\.value) + windows.map(\.value)) { return nil }
      // From here on rows have other columns.
      case .project(let columns, let windows):
        return reads(columns.map(\.value) + windows.map(\.value)) ? read : nil
      case .group(let keys, let aggregates):
        return reads(keys.map(\.value) + aggregates.map(\.value)) ? read : nil
      case .matrix(let row, let column, let cell, _): return reads([row.value, column, cell]) ? read : nil
      case .distinct, .children, .parent, .reference, .set, .remove: return nil
      }
    }
    return nil
  }
}

extension Aggregate {
  /// The columns of its rows that it reads; nil where it can't be told.
  var columnsRead: Set<Int>? {
    [value, filter].compactMap { $0 }.reduce(Set()) { read, part in
      guard let read, let more = part.columnsRead else { return nil }
      return read.union(more)
    }
  }
}

extension Expression {
  /// The columns of the row it stands in that it reads; nil where it can't be told.
  var columnsRead: Set<Int>? {
    switch kind {
    case .column(let depth, let index): depth == 0 ? [index] : []
    case .constant, .row, .scopeThing, .thing, .setting, .local, .localColumn, .window: []
    case .field(let a, _, _), .formula(let a, _, _), .label(let a), .ancestor(let a, _), .evidence(let a, _, _, _),
      .chance(let a, _),
      .answer(let a, _, _, _), .not(let a), .negate(let a), .fraction(let a), .test(_, let a):
      a.columnsRead
    case .and(let a, let b), .or(let a, let b), .arithmetic(_, let a, let b), .compare(_, let a, let b),
      .matches(let a, let b), .isIn(let a, let b), .coalesce(let a, let b):
      Expression.columns([a, b])
    case .isBetween(let a, let b, let c), .conditional(let a, let b, let c): Expression.columns([a, b, c])
    case .call(_, let items), .list(let items), .text(let items), .apply(_, let items): Expression.columns(items)
    case .aggregate(let aggregate):
      // Over the rows of the group they are the row's own.
      if case .group = aggregate.source { aggregate.columnsRead } else { nil }
    case .thingNamed, .rowCount: nil
    }
  }

  private static func columns(_ parts: [Expression]) -> Set<Int>? {
    parts.reduce(Set()) { read, part in
      guard let read, let more = part.columnsRead else { return nil }
      return read.union(more)
    }
  }
}
