import PlanLang

@testable import PlanRuntime

extension SQLTranslator {
  /// A condition: 1, 0 or NULL, for none is no truth.
  func truth(_ expression: Expression, _ context: Context) throws -> String {
    let sql = try value(expression, context)
    switch expression.kind {
    case .compare, .and, .or, .not, .test, .isIn, .isBetween, .matches: return sql
    default: return "nullif(\(sql), X'00')"
    }
  }

  /// An expression in SQL.
  func value(_ expression: Expression, _ context: Context) throws -> String {
    switch expression.kind {
    case .constant(let value):
      guard let literal = SQLTranslator.literal(value) else { throw NoTwin(what: "a list as a value") }
      return literal
    case .row(let depth):
      guard let thing = row(depth, context).thing else { throw NoTwin(what: "a row that stands for no thing") }
      return thing
    case .column(let depth, let index):
      let columns = row(depth, context).columns
      guard index < columns.count else { throw NoTwin(what: "a column from further out") }
      return columns[index]
    case .field(let base, let entity, let field):
      if case .row(let depth) = base.kind, let table = row(depth, context).table { return "\(table).f\(field)" }
      return looked("f\(field)", entity, try value(base, context), isSure: base.kind.isRow)
    case .label(let base):
      guard case .entity(let entity) = base.type else { throw NoTwin(what: "the label of something") }
      return looked("name", entity, try value(base, context))
    case .ancestor(let base, let entity):
      guard case .entity(let own) = base.type else { throw NoTwin(what: "what something stands in") }
      return looked(own == entity ? "id" : "up\(entity)", own, try value(base, context))
    case .formula(let base, let entity, let field):
      guard let formula = definitions.formula(entity: entity, field: field) else { throw NoTwin(what: "no formula") }
      let thing = try value(base, context)
      let table = name("t")
      let inside = Context(
        rows: [Row(thing: "\(table).id", table: table)], ambient: (thing: "\(table).id", entity: entity))
      let body = try value(formula, inside)
      return
        "(SELECT CASE WHEN \(isNone(thing)) THEN X'00' ELSE (SELECT \(body) FROM e\(entity) \(table) WHERE \(table).id = \(thing)) END)"
    case .not(let operand): return "(NOT \(try truth(operand, context)))"
    case .and(let left, let right): return "(\(try truth(left, context)) AND \(try truth(right, context)))"
    case .or(let left, let right): return "(\(try truth(left, context)) OR \(try truth(right, context)))"
    case .negate(let operand):
      return try unary(operand, context) { x in
        operand.type == .money ? "(-(\(x) >> 8) * 256 + (\(x) & 255))" : "(-\(x))"
      }
    case .fraction(let operand): return try value(operand, context)
    case .arithmetic(let op, let left, let right): return try arithmetic(op, left, right, context)
    case .compare(let op, let left, let right): return try compare(op, left, right, context)
    case .matches(let left, let right):
      guard case .constant(.text(let part)) = right.kind else { throw NoTwin(what: "a computed text to look for") }
      let folded = part.lowercased()
      return "(instr((SELECT folded FROM folds WHERE text = \(try value(left, context))), '\(folded)') > 0)"
    case .test(let test, let operand):
      let sql = try value(operand, context)
      switch test {
      case .known: return "(\(sql) IS NOT NULL)"
      case .unknown: return "(\(sql) IS NULL)"
      case .none: return try unary(operand, context, none: "1") { _ in "0" }
      case .some: return try unary(operand, context, none: "0") { _ in "1" }
      }
    case .isIn(let item, let list): return try isIn(item, list, context)
    case .isBetween(let item, let low, let high):
      return
        "(\(try compare(.greaterEqual, item, low, context)) AND \(try compare(.lessEqual, item, high, context)))"
    case .conditional(let test, let yes, let no):
      return
        "(CASE \(try truth(test, context)) WHEN 1 THEN \(try value(yes, context)) WHEN 0 THEN \(try value(no, context)) END)"
    case .coalesce(let left, let right): return "coalesce(\(try value(left, context)), \(try value(right, context)))"
    case .call(let function, let arguments): return try call(function, arguments, expression, context)
    case .aggregate(let aggregate): return try self.aggregate(aggregate, expression, context)
    case .rowCount(let source):
      return try aggregate(
        Aggregate(function: .count, source: source, value: nil, filter: nil), expression, context)
    default: throw NoTwin(what: "this expression")
    }
  }

  private func row(_ depth: Int, _ context: Context) -> Row {
    // Outside of its aggregates a group has no row of its own.
    let index = context.group == nil ? context.rows.count - 1 - depth : -1
    return index >= 0 ? context.rows[index] : Row()
  }

  private func isNone(_ sql: String) -> String { "typeof(\(sql)) = 'blob'" }

  /// A column of the thing an expression names: unknown where that is unknown, none where it is none.
  private func looked(_ column: String, _ entity: Int, _ thing: String, isSure: Bool = false) -> String {
    let table = name("t")
    if isSure { return "(SELECT \(table).\(column) FROM e\(entity) \(table) WHERE \(table).id = \(thing))" }
    return
      "(SELECT CASE WHEN \(isNone(thing)) THEN X'00' ELSE (SELECT \(table).\(column) FROM e\(entity) \(table) WHERE \(table).id = \(thing)) END)"
  }

  // MARK: Operators

  /// A known value worked on; unknown stays unknown and none what it is to become.
  private func unary(
    _ operand: Expression, _ context: Context, none: String = "X'00'", _ body: (String) throws -> String
  ) throws -> String {
    let x = name("x")
    return
      "(SELECT CASE WHEN \(x) IS NULL THEN NULL WHEN \(isNone(x)) THEN \(none) ELSE \(try body(x)) END FROM (SELECT \(try value(operand, context)) AS \(x)))"
  }

  private func binary(
    _ left: Expression, _ right: Expression, _ context: Context, none: String = "X'00'",
    _ body: (String, String) throws -> String
  ) throws -> String {
    let (x, y) = (name("x"), name("y"))
    return
      "(SELECT CASE WHEN \(x) IS NULL OR \(y) IS NULL THEN NULL WHEN \(isNone(x)) OR \(isNone(y)) THEN \(none) ELSE \(try body(x, y)) END FROM (SELECT \(try value(left, context)) AS \(x), \(try value(right, context)) AS \(y)))"
  }

  /// A whole number, or an error where SQLite has left the whole numbers.
  private func exact(_ sql: String) -> String {
    let z = name("z")
    return
      "(SELECT CASE WHEN typeof(\(z)) = 'real' THEN \(SQLTranslator.failure(z)) ELSE \(z) END FROM (SELECT \(sql) AS \(z)))"
  }

  /// `n / d`, rounded half away from zero; unknown for `d` = 0.
  private func quotient(_ n: String, _ d: String) -> String {
    let (p, q) = (name("p"), name("q"))
    return
      "(SELECT CASE WHEN \(q) = 0 THEN NULL ELSE \(p) / \(q) + CASE WHEN abs(\(p) % \(q)) * 2 >= abs(\(q)) THEN CASE WHEN (\(p) < 0) = (\(q) < 0) THEN 1 ELSE -1 END ELSE 0 END END FROM (SELECT \(exact(n)) AS \(p), \(d) AS \(q)))"
  }

  private func arithmetic(
    _ op: ArithmeticOperator, _ left: Expression, _ right: Expression, _ context: Context
  ) throws -> String {
    func isPlain(_ type: ValueType) -> Bool { type.isNumeric || type == .percent }
    switch (op, left.type, right.type) {
    case (.add, let a, let b) where isPlain(a) && isPlain(b):
      return try exactly(left, right, context) { "\($0) + \($1)" }
    case (.subtract, let a, let b) where isPlain(a) && isPlain(b):
      return try exactly(left, right, context) { "\($0) - \($1)" }
    case (.multiply, let a, let b) where isPlain(a) && isPlain(b):
      return try binary(left, right, context) { x, y in quotient("\(x) * \(y)", "1000000") }
    case (.divide, let a, let b) where isPlain(a) && isPlain(b):
      return try binary(left, right, context) { x, y in quotient("\(x) * 1000000", y) }
    case (.add, .money, _), (.add, _, .money), (.subtract, .money, _), (.subtract, _, .money):
      let sign = op == .add ? "+" : "-"
      return try binary(left, right, context) { x, y in
        "(CASE WHEN \(x) & 255 AND \(y) & 255 AND \(x) & 255 <> \(y) & 255 THEN \(SQLTranslator.failure(x)) ELSE ((\(x) >> 8) \(sign) (\(y) >> 8)) * 256 + max(\(x) & 255, \(y) & 255) END)"
      }
    case (.multiply, .money, let b) where isPlain(b):
      return try binary(left, right, context) { x, y in
        "(\(quotient("(\(x) >> 8) * \(y)", "1000000")) * 256 + (\(x) & 255))"
      }
    case (.multiply, let a, .money) where isPlain(a):
      return try binary(left, right, context) { x, y in
        "(\(quotient("(\(y) >> 8) * \(x)", "1000000")) * 256 + (\(y) & 255))"
      }
    case (.divide, .money, .money):
      return try binary(left, right, context) { x, y in
        "(CASE WHEN \(x) & 255 AND \(y) & 255 AND \(x) & 255 <> \(y) & 255 THEN \(SQLTranslator.failure(x)) ELSE \(quotient("(\(x) >> 8) * 1000000", "(\(y) >> 8)")) END)"
      }
    case (.divide, .money, let b) where isPlain(b):
      return try binary(left, right, context) { x, y in
        "(\(quotient("(\(x) >> 8) * 1000000", y)) * 256 + (\(x) & 255))"
      }
    case (.subtract, .date, .date):
      return try binary(left, right, context) { "((\($0) - \($1)) & 4294967295)" }
    case (.subtract, .scale, .scale): return try binary(left, right, context) { "((\($0) - \($1)) * 1000000)" }
    default: throw NoTwin(what: "this arithmetic")
    }
  }

  private func exactly(
    _ left: Expression, _ right: Expression, _ context: Context, _ body: (String, String) -> String
  ) throws -> String {
    try binary(left, right, context) { exact(body($0, $1)) }
  }

  private func compare(
    _ op: ComparisonOperator, _ left: Expression, _ right: Expression, _ context: Context
  ) throws -> String {
    let none = op == .equal ? "0" : op == .notEqual ? "1" : "NULL"
    let sign = op.rawValue == "!=" ? "<>" : op.rawValue
    switch (left.type, right.type) {
    case (.money, _), (_, .money):
      return try binary(left, right, context, none: none) { x, y in
        switch op {
        case .equal, .notEqual:
          let equal = "(\(x) = \(y) OR ((\(x) & 255 = 0 OR \(y) & 255 = 0) AND \(x) >> 8 = \(y) >> 8))"
          return op == .equal ? equal : "(NOT \(equal))"
        default:
          return
            "(CASE WHEN \(x) & 255 AND \(y) & 255 AND \(x) & 255 <> \(y) & 255 THEN NULL ELSE (\(x) >> 8) \(sign) (\(y) >> 8) END)"
        }
      }
    case (.date, .period):
      guard case .constant(.period(let period)) = right.kind else { throw NoTwin(what: "a computed period") }
      let (start, end) = (period.start.days, period.end.days)
      return try unary(left, context, none: none) { x in
        switch op {
        case .less: "(\(x) < \(start))"
        case .lessEqual: "(\(x) <= \(end))"
        case .greater: "(\(x) > \(end))"
        case .greaterEqual: "(\(x) >= \(start))"
        default: throw NoTwin(what: "a date equal to a period")
        }
      }
    case (.text, .text) where op != .equal && op != .notEqual:
      return try binary(left, right, context, none: none) { x, y in
        "((\(SQLTranslator.folded(x)), \(x)) \(sign) (\(SQLTranslator.folded(y)), \(y)))"
      }
    case (.duration, _), (_, .duration), (.set, _), (_, .set), (_, .period), (.period, _):
      throw NoTwin(what: "comparing these")
    default: return try binary(left, right, context, none: none) { "(\($0) \(sign) \($1))" }
    }
  }

  private func isIn(_ item: Expression, _ list: Expression, _ context: Context) throws -> String {
    if case .constant(.period(let period)) = list.kind, item.type == .date {
      return try unary(item, context, none: "NULL") {
        "(\($0) BETWEEN \(period.start.days) AND \(period.end.days))"
      }
    }
    var members: [String] = []
    switch list.kind {
    case .list(let items): members = try items.map { try value($0, context) }
    case .constant(.values(let values)): members = values.compactMap { SQLTranslator.literal($0) }
    default: throw NoTwin(what: "in a computed set")
    }
    return try unary(item, context, none: "0") { "(\($0) IN (\(members.joined(separator: ", "))))" }
  }

  private func call(
    _ function: Function, _ arguments: [Expression], _ expression: Expression, _ context: Context
  ) throws -> String {
    guard let first = arguments.first else { throw NoTwin(what: "this function") }
    switch (function, first.type) {
    case (.abs, .number), (.abs, .integer), (.abs, .percent): return try unary(first, context) { "abs(\($0))" }
    case (.abs, .money): return try unary(first, context) { "(abs(\($0) >> 8) * 256 + (\($0) & 255))" }
    case (.quarter, .date): return try unary(first, context) { period($0, 3, .quarter) }
    case (.month, .date): return try unary(first, context) { period($0, 1, .month) }
    case (.year, .date): return try unary(first, context) { period($0, 12, .year) }
    default: throw NoTwin(what: "the function \(function)")
    }
  }

  /// The period of so many months that holds a day, by SQLite's own calendar.
  private func period(_ day: String, _ months: Int, _ kind: Period.Kind) -> String {
    let month = "CAST(strftime('%m', \(day) * 86400, 'unixepoch') AS INTEGER)"
    let start =
      "date(\(day) * 86400, 'unixepoch', 'start of month', '-' || ((\(month) - 1) % \(months)) || ' months')"
    return "(CAST(strftime('%s', \(start)) AS INTEGER) / 86400 * 256 + \(kind.rawValue))"
  }

  // MARK: Aggregates

  /// The rows an aggregate is over: where they are, what they have to fulfil, and the row around its expressions.
  private struct Rows {
    var from: String
    var conditions: [String]
    var context: Context
    var order: String
    /// Unknown where it is unknown which rows there are.
    var known: String?
  }

  private func aggregate(_ aggregate: Aggregate, _ expression: Expression, _ context: Context) throws
    -> String
  {
    if case .group = aggregate.source {
      guard let group = context.group else { throw NoTwin(what: "a group from further in") }
      var inside = context
      inside.group = nil
      // The first row of the group stands around the row.
      inside.rows.append(inside.rows[inside.rows.count - 1])
      let value = try aggregate.value.map { try operand($0, aggregate.function, inside) }
      let filter = try aggregate.filter.map { try truth($0, inside) }
      let (v, f) = (value.map { group.column($0) }, filter.map { group.column($0) })
      return group.aggregate(try result(aggregate, v, f, place: "ord"))
    }
    let rows = try self.rows(aggregate.source, context)
    let value = try aggregate.value.map { try operand($0, aggregate.function, rows.context) }
    let filter = try aggregate.filter.map { try truth($0, rows.context) }
    let (v, f, o) = (name("v"), name("f"), name("o"))
    // What is computed for a row gets a name first: SQL would take an aggregate of what stands further out for one there.
    let columns =
      ["\(rows.order) AS \(o)"] + (value.map { ["\($0) AS \(v)"] } ?? []) + (filter.map { ["\($0) AS \(f)"] } ?? [])
    let condition = rows.conditions.isEmpty ? "" : " WHERE " + rows.conditions.joined(separator: " AND ")
    let source = "(SELECT \(columns.joined(separator: ", ")) FROM \(rows.from)\(condition))"
    let result = try result(
      aggregate, value == nil ? nil : v, filter == nil ? nil : f, place: o)
    let select = "(SELECT \(result) FROM \(source))"
    return rows.known.map { "(CASE WHEN \($0) IS NULL THEN NULL ELSE \(select) END)" } ?? select
  }

  private func operand(_ expression: Expression, _ function: AggregateFunction, _ context: Context) throws
    -> String
  {
    switch function {
    case .any, .all, .atLeast: try truth(expression, context)
    default: try value(expression, context)
    }
  }

  /// An aggregate in the aggregate functions of SQL, over the columns of its value, its filter and its rows' places.
  private func result(
    _ aggregate: Aggregate, _ value: String?, _ filter: String?, place: String
  ) throws -> String {
    switch aggregate.function {
    case .count:
      guard let value else {
        return filter.map { "(count(CASE WHEN \($0) THEN 1 END) * 1000000)" } ?? "(count(*) * 1000000)"
      }
      let isTruth = aggregate.value?.type.isTruth ?? false
      let counts = isTruth ? "\(value) IS 1" : "\(value) IS NOT NULL"
      return "(count(CASE WHEN \(filter.map { "\($0) AND " } ?? "")\(counts) THEN 1 END) * 1000000)"
    case .any, .atLeast:
      let least = aggregate.function == .any ? 1 : aggregate.threshold
      let meets = [filter, value].compactMap { $0 }.joined(separator: " AND ")
      let test = meets.isEmpty ? "1" : meets
      return
        "(CASE WHEN \(least) <= 0 OR count(CASE WHEN \(test) THEN 1 END) >= \(least) THEN 1 WHEN count(CASE WHEN (\(test)) IS NULL OR (\(test)) THEN 1 END) >= \(least) THEN NULL ELSE 0 END)"
    case .all:
      let test = "(\(filter.map { "(NOT \($0)) OR " } ?? "")\(value ?? "1"))"
      return
        "(CASE WHEN count(CASE WHEN NOT \(test) THEN 1 END) > 0 THEN 0 WHEN count(CASE WHEN \(test) IS NULL THEN 1 END) > 0 THEN NULL ELSE 1 END)"
    case .first:
      guard let value, aggregate.value?.type != .text else { throw NoTwin(what: "the first text") }
      // The value goes along with its place, so that the least of them brings it.
      let text =
        "printf('%012d', \(place)) || CASE typeof(\(value)) WHEN 'null' THEN 'u' WHEN 'blob' THEN 'n' ELSE \(value) END"
      let least = "substr(min(\(filter.map { "CASE WHEN \($0) THEN \(text) END" } ?? text)), 13)"
      return
        "(CASE \(least) WHEN 'u' THEN NULL WHEN 'n' THEN X'00' ELSE CAST(\(least) AS INTEGER) END)"
    case .sum, .average, .min, .max:
      guard let value, let kind = aggregate.value?.type, kind != .duration, kind != .text else {
        throw NoTwin(what: "this aggregate")
      }
      let known =
        "CASE WHEN \(filter.map { "\($0) AND " } ?? "")\(value) IS NOT NULL AND typeof(\(value)) <> 'blob' THEN \(value) END"
      let rows = filter.map { "count(CASE WHEN \($0) THEN 1 END)" } ?? "count(*)"
      let isMoney = kind == .money
      let plain = isMoney ? "(\(known)) >> 8" : known
      let currency = isMoney ? "coalesce(max(nullif((\(known)) & 255, 0)), 0)" : "0"
      var body: String
      switch aggregate.function {
      case .sum: body = "sum(\(plain))"
      case .average:
        // Rounded half away from zero.
        body =
          "(sum(\(plain)) / count(\(known)) + CASE WHEN abs(sum(\(plain)) % count(\(known))) * 2 >= count(\(known)) THEN CASE WHEN sum(\(plain)) < 0 THEN -1 ELSE 1 END ELSE 0 END)"
      default: body = "\(aggregate.function.rawValue)(\(plain))"
      }
      if isMoney {
        body =
          "CASE WHEN min(nullif((\(known)) & 255, 0)) <> max(nullif((\(known)) & 255, 0)) THEN \(SQLTranslator.failure("count(*)")) ELSE \(body) * 256 + \(currency) END"
      }
      let none = aggregate.function == .sum ? "CASE WHEN \(rows) = 0 THEN 0 END" : "NULL"
      return "(CASE WHEN count(\(known)) = 0 THEN \(none) ELSE \(body) END)"
    case .median, .list: throw NoTwin(what: aggregate.function.rawValue)
    }
  }

  private func rows(_ source: RowSource, _ context: Context) throws -> Rows {
    var around = context
    around.group = nil
    switch source {
    case .noun(let entity): return table(entity, narrowing(entity, context), around)
    case .everything(let entity): return table(entity, nil, around)
    case .below(let base, let entity):
      guard case .entity(let owner) = base.type else { throw NoTwin(what: "what belongs to a set") }
      let thing = try value(base, context)
      var rows = table(entity, nil, around)
      rows.conditions = ["\(rows.order.dropLast(3)).up\(owner) = \(thing)"]
      if case .row = base.kind {} else { rows.known = thing }
      return rows
    case .things(let base, let entity):
      guard case .field(let holder, let owner, let field) = base.kind, case .set = base.type else {
        throw NoTwin(what: "the members of something")
      }
      let thing = try value(holder, context)
      let table = name("m")
      around.rows.append(Row(thing: "\(table).member"))
      _ = entity
      return Rows(
        from: "m\(owner)_\(field) \(table)", conditions: ["\(table).owner = \(thing)"], context: around,
        order: "\(table).place", known: try value(base, context))
    case .named(let id, let within):
      guard let plan = definitions.query(id) else { throw NoTwin(what: "a query that is not there") }
      var inside = Context()
      inside.ambient = context.ambient
      var known: String?
      if let within {
        guard case .entity(let entity) = within.type else { throw NoTwin(what: "narrowed to something") }
        inside.ambient = (thing: try value(within, context), entity: entity)
        if case .row = within.kind {} else { known = inside.ambient?.thing }
      }
      if known != nil { throw NoTwin(what: "narrowed to what may be unknown") }
      var rows = try filtered(plan, inside)
      // What the aggregate computes sees the rows around it, the query's own conditions do not.
      around.rows.append(rows.context.rows[rows.context.rows.count - 1])
      rows.context = around
      return rows
    case .query(let plan): return try filtered(plan, around)
    default: throw NoTwin(what: "rows of this kind")
    }
  }

  private func table(_ entity: Int, _ condition: String?, _ context: Context) -> Rows {
    let table = name("a")
    var inside = context
    inside.rows.append(Row(thing: "\(table).id", table: table))
    return Rows(
      from: "e\(entity) \(table)", conditions: condition.map { ["\(table).\($0)"] } ?? [], context: inside,
      order: "\(table).id")
  }

  /// The rows of a query that only filters.
  private func filtered(_ plan: QueryPlan, _ context: Context) throws -> Rows {
    var rows = try self.rows(plan.source, context)
    for step in plan.steps {
      guard case .filter(let condition) = step else { throw NoTwin(what: "more than `where` inside an expression") }
      rows.conditions.append(try truth(condition, rows.context))
    }
    return rows
  }
}

extension Expression.Kind {
  fileprivate var isRow: Bool { if case .row = self { true } else { false } }
}
