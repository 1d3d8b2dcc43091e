import PlanLang

/// The functions over rows, with their rules for unknown.
enum AggregateCall {
  static func apply(_ aggregate: Aggregate, _ expression: Expression, _ evaluator: Evaluator) throws -> Value {
    if let matching = try evaluator.matchingRows(aggregate, expression) {
      return try over(matching, aggregate, expression, evaluator)
    }
    var columns: Set<Int>?
    if case .list = aggregate.source { columns = aggregate.columnsRead }
    guard let rows = try evaluator.rowList(of: aggregate.source, reading: columns) else { return .unknown }
    try evaluator.tellAnswersRead(aggregate, rows)
    return try over(Evaluator.MatchingRows(rows: rows), aggregate, expression, evaluator)
  }

  private static func over(
    _ matching: Evaluator.MatchingRows, _ aggregate: Aggregate, _ expression: Expression, _ evaluator: Evaluator
  ) throws -> Value {
    switch aggregate.function {
    case .count: return try count(matching.rows, aggregate, evaluator)
    case .any: return try atLeast(1, matching, aggregate, evaluator)
    case .atLeast: return try atLeast(aggregate.threshold, matching, aggregate, evaluator)
    case .all: return try all(matching, aggregate, evaluator)
    case .list: return try list(matching.rows, aggregate, evaluator)
    case .first: return try first(matching.rows, aggregate, evaluator)
    default: return try overValues(matching.rows, aggregate, expression, evaluator)
    }
  }

  /// Whether a condition holds in the innermost row; without one it does.
  private static func holds(_ condition: Expression?, _ evaluator: Evaluator) throws -> Bool? {
    guard let condition else { return true }
    return try evaluator.evaluate(condition).truth
  }

  private static func count(_ rows: RowList, _ aggregate: Aggregate, _ evaluator: Evaluator) throws -> Value {
    if aggregate.filter == nil && aggregate.value == nil { return .integer(rows.count) }
    var count = 0
    try evaluator.forEachRow(rows) {
      guard try holds(aggregate.filter, evaluator) == true else { return true }
      if let value = aggregate.value {
        // Of what is true or not it counts what is true (none is neither), of everything else what is known.
        let found = try evaluator.evaluate(value)
        if value.type.isTruth ? found.truth != true : found.isUnknown { return true }
      }
      count += 1
      return true
    }
    return .integer(count)
  }

  private static func atLeast(
    _ threshold: Int, _ matching: Evaluator.MatchingRows, _ aggregate: Aggregate, _ evaluator: Evaluator
  ) throws -> Value {
    var certain = 0
    var open = matching.open
    if threshold <= 0 { return .yesNo(true) }
    var index = 0
    try evaluator.forEachRow(matching.rows) {
      // What is left can't make it certain.
      if index >= matching.firstOpen, certain + open >= threshold { return false }
      index += 1
      let inside = try holds(aggregate.filter, evaluator)
      if inside == false { return true }
      let meets = try holds(aggregate.value, evaluator)
      if meets == false { return true }
      if inside == true && meets == true { certain += 1 } else { open += 1 }
      return certain < threshold
    }
    if certain >= threshold { return .yesNo(true) }
    return certain + open >= threshold ? .unknown : .yesNo(false)
  }

  private static func all(_ matching: Evaluator.MatchingRows, _ aggregate: Aggregate, _ evaluator: Evaluator) throws
    -> Value
  {
    var isOpen = matching.open > 0
    var isBroken = false
    var index = 0
    try evaluator.forEachRow(matching.rows) {
      if isOpen, index >= matching.firstOpen { return false }
      index += 1
      let inside = try holds(aggregate.filter, evaluator)
      if inside == false { return true }
      let meets = try holds(aggregate.value, evaluator)
      if meets == true { return true }
      isBroken = inside == true && meets == false
      isOpen = true
      return !isBroken
    }
    return isBroken ? .yesNo(false) : isOpen ? .unknown : .yesNo(true)
  }

  private static func list(_ rows: RowList, _ aggregate: Aggregate, _ evaluator: Evaluator) throws -> Value {
    var values: [Value] = []
    var listed: Set<Value> = []
    try evaluator.forEachRow(rows) {
      guard try holds(aggregate.filter, evaluator) == true else { return true }
      let value = try aggregate.value.map { try evaluator.evaluate($0) } ?? .unknown
      if !value.isUnknown, !value.isAbsent, listed.insert(value).inserted { values.append(value) }
      return true
    }
    return .values(values)
  }

  private static func first(_ rows: RowList, _ aggregate: Aggregate, _ evaluator: Evaluator) throws -> Value {
    var found = Value.unknown
    try evaluator.forEachRow(rows) {
      guard try holds(aggregate.filter, evaluator) == true else { return true }
      found = try aggregate.value.map { try evaluator.evaluate($0) } ?? .unknown
      return false
    }
    return found
  }

  private static func overValues(
    _ rows: RowList, _ aggregate: Aggregate, _ expression: Expression, _ evaluator: Evaluator
  ) throws -> Value {
    var sum = ValueSum(aggregate.function)
    var skipped = 0
    try evaluator.forEachRow(rows) {
      guard try holds(aggregate.filter, evaluator) == true else { return true }
      let value = try aggregate.value.map { try evaluator.evaluate($0) } ?? .unknown
      if value.isUnknown || value.isAbsent { skipped += 1 } else { sum.add(value, evaluator) }
      return true
    }
    if skipped > 0, sum.count > 0 { evaluator.noteSkipped(skipped) }
    if sum.count == 0 {
      if aggregate.function == .sum && skipped == 0 {
        return expression.type == .percent
          ? .percent(0) : expression.type == .duration ? .duration(CalendarDuration()) : .number(0)
      }
      return .unknown
    }
    return try sum.result(expression, evaluator)
  }

  /// One value of many known ones.
  static func combine(
    _ function: AggregateFunction, _ values: [Value], _ expression: Expression, _ evaluator: Evaluator
  ) throws -> Value {
    var sum = ValueSum(function)
    for value in values { sum.add(value, nil) }
    return try sum.result(expression, evaluator)
  }
}
