import PlanLang

/// An equality that ties the rows of an aggregate to the row outside: `any(stakeholders where reports_to = this)`.
///
/// Who looks for such rows once for each row outside looks at all of them each time. Sorted by what they refer to, they
/// are found at once.
struct EqualityMatch {
  /// What is compared of a row inside: its own reference, text, scale value...
  let own: Expression
  /// With what of the rows outside.
  let outside: Expression
  /// Whether `own` is a set and `outside` one of its members: `this in serves`.
  let isMembership: Bool
  /// The other conditions, in their order.
  let rest: [Expression]
  /// Whether the other conditions look at the row inside only, and can't fail.
  let restIsOwn: Bool
  /// Whether nothing of the aggregate can fail, so that it does not matter in which order rows are looked at.
  let canBeReordered: Bool

  init?(_ aggregate: Aggregate) {
    var conditions = aggregate.filter.map(EqualityMatch.parts) ?? []
    // What `any` asks of its rows and which rows it asks come to the same.
    if EqualityMatch.mergesValue(aggregate), let value = aggregate.value { conditions += EqualityMatch.parts(value) }
    for (index, condition) in conditions.enumerated() {
      // What stands before is skipped for most rows, so it must have nothing to say but yes or no.
      guard let (own, outside, isMembership) = EqualityMatch.sides(condition) else {
        if EqualityMatch.isPlain(condition) { continue }
        return nil
      }
      self.own = own
      self.outside = outside
      self.isMembership = isMembership
      rest = Array(conditions[..<index] + conditions[(index + 1)...])
      restIsOwn = rest.allSatisfy(EqualityMatch.isOwn)
      canBeReordered = rest.allSatisfy(EqualityMatch.isPlain) && (aggregate.value.map(EqualityMatch.isPlain) ?? true)
      return
    }
    return nil
  }

  /// Whether the aggregate's value is one more condition.
  static func mergesValue(_ aggregate: Aggregate) -> Bool {
    aggregate.function == .any || aggregate.function == .atLeast
  }

  /// The other conditions as one.
  var remaining: Expression? {
    rest.dropFirst().reduce(rest.first) { whole, part in
      whole.map { Expression(.and($0, part), .yesNo, part.range) }
    }
  }

  /// What `and` joins.
  private static func parts(_ condition: Expression) -> [Expression] {
    if case .and(let left, let right) = condition.kind { return parts(left) + parts(right) }
    return [condition]
  }

  private static func sides(_ condition: Expression) -> (own: Expression, outside: Expression, isMembership: Bool)? {
    switch condition.kind {
    case .compare(.equal, let left, let right):
      guard isComparable(left.type, right.type) else { return nil }
      if isKey(left), isOutside(right) { return (left, right, false) }
      if isKey(right), isOutside(left) { return (right, left, false) }
    case .isIn(let item, let list):
      guard case .set(let member) = list.type, isComparable(member, item.type), isKey(list), isOutside(item) else {
        return nil
      }
      return (list, item, true)
    default: break
    }
    return nil
  }

  /// Whether values of these types are equal only where they are the same.
  private static func isComparable(_ a: ValueType, _ b: ValueType) -> Bool {
    switch (a, b) {
    case (.entity(let x), .entity(let y)): x == y
    case (.scale(let x), .scale(let y)): x == y
    case (.text, .text), (.date, .date), (.yesNo, .yesNo): true
    case (.number, .number), (.number, .integer), (.integer, .number), (.integer, .integer): true
    default: false
    }
  }

  /// Whether an expression is something of the row inside.
  private static func isKey(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .row(let depth), .column(let depth, _): depth == 0
    case .field(let base, _, _), .label(let base), .ancestor(let base, _): isKey(base)
    default: false
    }
  }

  /// Whether an expression is something of the rows outside, or of the statement around.
  private static func isOutside(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .row(let depth), .column(let depth, _): depth > 0
    case .local, .localColumn: true
    case .field(let base, _, _), .label(let base), .ancestor(let base, _): isOutside(base)
    default: false
    }
  }

  static func isPlain(_ expression: Expression) -> Bool { isPlain(expression, within: .max) }

  /// Whether a condition can't fail, counts nothing, and looks at nothing but the row inside.
  static func isOwn(_ expression: Expression) -> Bool { isPlain(expression, within: 1) }

  private static func isPlain(_ expression: Expression, within limit: Int) -> Bool {
    switch expression.kind {
    case .constant, .setting, .scopeThing: true
    case .row(let depth), .column(let depth, _): depth < limit
    case .local, .localColumn: limit == .max
    case .field(let a, _, _), .label(let a), .ancestor(let a, _), .evidence(let a, _, _, _), .not(let a),
      .test(_, let a):
      isPlain(a, within: limit)
    // Amounts of two currencies have no order, which is told.
    case .compare(let sign, let a, let b):
      (sign == .equal || sign == .notEqual || a.type != .money) && isPlain(a, within: limit)
        && isPlain(b, within: limit)
    case .and(let a, let b), .or(let a, let b), .matches(let a, let b), .isIn(let a, let b), .coalesce(let a, let b):
      isPlain(a, within: limit) && isPlain(b, within: limit)
    case .isBetween(let a, let b, let c):
      a.type != .money && isPlain(a, within: limit) && isPlain(b, within: limit) && isPlain(c, within: limit)
    case .conditional(let a, let b, let c):
      isPlain(a, within: limit) && isPlain(b, within: limit) && isPlain(c, within: limit)
    case .list(let items): items.allSatisfy { isPlain($0, within: limit) }
    case .call(.today, _): true
    default: false
    }
  }
}
