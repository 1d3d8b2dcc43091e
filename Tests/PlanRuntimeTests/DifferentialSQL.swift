import PlanLang

@testable import PlanRuntime

/// Says a checked query in SQL, so that SQLite can answer it as a third opinion.
///
/// Unknown is NULL, whose logic in SQL is the language's own. None is a blob, which nothing stored is. Numbers and
/// percentages are millionths, money is ten-thousandths times 256 plus its currency, so that every operation is one on
/// whole numbers; where SQLite would leave those (its whole numbers end at 64 bits) the statement fails on purpose, and
/// the question is not counted. `docs/decisions/0050-third-opinion.md` lists what has no twin in SQL.
final class SQLTranslator {
  /// What can't be said in SQL.
  struct NoTwin: Error { let what: String }

  /// A row around an expression.
  struct Row {
    /// The number of the row's thing.
    var thing: String?
    /// The table whose row it is, where it is the thing's own.
    var table: String?
    var columns: [String] = []
  }

  /// What stands around an expression.
  struct Context {
    /// Innermost last.
    var rows: [Row] = []
    /// By what the nouns of definitions are narrowed.
    var ambient: (thing: String, entity: Int)?
    /// Collects what aggregates of a group compute for each row; nil outside of groups.
    var group: Group?
  }

  /// What the aggregates of a group compute: columns for each of its rows, and then a column for each aggregate.
  final class Group {
    var columns: [String] = []
    var aggregates: [String] = []

    func column(_ sql: String) -> String {
      columns.append(sql)
      return "g\(columns.count - 1)"
    }

    func aggregate(_ sql: String) -> String {
      aggregates.append(sql)
      return "h\(aggregates.count - 1)"
    }
  }

  let catalog: Catalog
  let definitions: Definitions
  let scope: ThingReference?
  private var stages: [String] = []
  private var names = 0

  init(catalog: Catalog, definitions: Definitions, scope: ThingReference?) {
    self.catalog = catalog
    self.definitions = definitions
    self.scope = scope
  }

  /// A query in SQL, and how its rows are to be read.
  struct Twin {
    /// Gives `ord` and `row`: the thing's number and then every column, as SQL writes them, with `|` between.
    let sql: String
    /// The type of a matrix's columns; its rows are then the row, the column, the cell, and the column's place.
    var matrixColumns: ValueType?
  }

  /// Says a query in SQL; throws `NoTwin`.
  static func twin(of plan: QueryPlan, _ session: Session) throws -> Twin {
    let translator = SQLTranslator(catalog: session.catalog, definitions: session.definitions, scope: session.scope)
    return try translator.twin(of: plan)
  }

  private func twin(of plan: QueryPlan) throws -> Twin {
    var steps = plan.steps
    guard case .matrix(let row, let column, let cell, _)? = steps.last else {
      let last = try pipeline(plan.source, steps)
      return Twin(sql: text(last, last.cells.map { "quote(\($0))" }))
    }
    steps.removeLast()
    let before = try pipeline(plan.source, steps)
    let count = Expression(
      .aggregate(Aggregate(function: .count, source: .group, value: nil, filter: nil)), .integer, plan.range)
    var inside = Context()
    inside.rows.append(before.row)
    let last = try grouped(
      [row, ColumnDefinition(name: "column", value: column)], [ColumnDefinition(name: "cell", value: cell ?? count)],
      before, inside)
    let place =
      "dense_rank() OVER (ORDER BY \(try order("c1", column.type, descending: false, in: last).joined(separator: ", ")))"
    return Twin(sql: text(last, ["quote(c0)", "quote(c1)", "quote(c2)", place]), matrixColumns: column.type)
  }

  private func text(_ last: Stage, _ cells: [String]) -> String {
    let row = cells.isEmpty ? "''" : cells.joined(separator: " || '|' || ")
    return "WITH \(stages.joined(separator: ",\n  "))\nSELECT ord, \(row) AS row FROM \(last.name)"
  }

  // MARK: Steps

  /// A table on the way: its name, the entity whose things its rows stand for, and how many columns it has.
  private struct Stage {
    let name: String
    let entity: Int?
    let columns: Int

    var row: Row {
      Row(thing: entity != nil ? "\(name).thing" : nil, columns: (0..<columns).map { "\(name).c\($0)" })
    }
    var cells: [String] { (entity != nil ? ["thing"] : []) + (0..<columns).map { "c\($0)" } }
  }

  func name(_ letter: String) -> String {
    names += 1
    return "\(letter)\(names)"
  }

  private func stage(_ select: String, _ entity: Int?, _ columns: Int) -> Stage {
    let name = name("s")
    stages.append("\(name) AS MATERIALIZED (\(select))")
    return Stage(name: name, entity: entity, columns: columns)
  }

  private func pipeline(_ source: RowSource, _ steps: [QueryStep]) throws -> Stage {
    var stage: Stage
    switch source {
    case .noun(let entity): stage = things(entity, narrowing(entity, Context()))
    case .everything(let entity): stage = things(entity, nil)
    case .named(let id, nil):
      guard let inner = definitions.query(id) else { throw NoTwin(what: "a query that is not there") }
      stage = try pipeline(inner.source, inner.steps)
    default: throw NoTwin(what: "rows of this kind")
    }
    for step in steps { stage = try next(step, stage) }
    return stage
  }

  private func things(_ entity: Int, _ condition: String?) -> Stage {
    let rest = condition.map { " WHERE \($0)" } ?? ""
    return stage("SELECT id AS thing, id AS ord FROM e\(entity)\(rest)", entity, 0)
  }

  /// What a noun's rows have to fulfil where it is narrowed to a thing.
  func narrowing(_ entity: Int, _ context: Context) -> String? {
    if let ambient = context.ambient, catalog.entity(entity, isBelow: ambient.entity) {
      return "up\(ambient.entity) = \(ambient.thing)"
    }
    if let scope, catalog.entity(entity, isBelow: scope.entity) { return "up\(scope.entity) = \(scope.row)" }
    return nil
  }

  private func next(_ step: QueryStep, _ stage: Stage) throws -> Stage {
    var inside = Context()
    inside.rows.append(stage.row)
    switch step {
    case .filter(let condition):
      return self.stage(
        "SELECT * FROM \(stage.name) WHERE \(try truth(condition, inside))", stage.entity, stage.columns)
    case .project(let definitions, let windows), .extend(let definitions, let windows):
      guard windows.isEmpty else { throw NoTwin(what: "rank, share and running") }
      let before = stage.columns
      var current = stage
      for definition in definitions {
        let around = Context(rows: [current.row])
        let value = try value(definition.value, around)
        current = self.stage(
          "SELECT *, \(value) AS c\(current.columns) FROM \(current.name)", current.entity,
          current.columns + 1)
      }
      if case .extend = step { return current }
      let kept = definitions.indices.map { "c\(before + $0) AS c\($0)" }.joined(separator: ", ")
      return self.stage("SELECT ord, \(kept) FROM \(current.name)", nil, definitions.count)
    case .sort(let keys): return try sorted(keys, stage, inside)
    case .take(let amount):
      return self.stage(
        "SELECT * FROM \(stage.name) ORDER BY ord LIMIT \(try count(amount, stage))", stage.entity, stage.columns)
    case .skip(let amount):
      return self.stage(
        "SELECT * FROM \(stage.name) ORDER BY ord LIMIT -1 OFFSET \(try count(amount, stage))",
        stage.entity, stage.columns)
    case .distinct:
      return self.stage(
        "SELECT \(stage.cells.joined(separator: ", ")), min(ord) AS ord FROM \(stage.name) GROUP BY \(stage.cells.joined(separator: ", "))",
        stage.entity, stage.columns)
    case .group(let keys, let aggregates): return try grouped(keys, aggregates, stage, inside)
    case .children(let entity):
      return self.stage(
        "SELECT e.id AS thing, row_number() OVER (ORDER BY s.ord, e.id) AS ord FROM \(stage.name) s JOIN e\(entity) e ON e.up\(try self.entity(of: stage)) = s.thing",
        entity, 0)
    case .parent(let entity):
      let own = try self.entity(of: stage)
      return self.stage(
        "SELECT e.up\(entity) AS thing, min(s.ord) AS ord FROM \(stage.name) s JOIN e\(own) e ON e.id = s.thing WHERE e.up\(entity) IS NOT NULL GROUP BY 1",
        entity, 0)
    case .reference(let reference, let entity):
      if case .set = reference.type {
        guard case .field(let base, let owner, let field) = reference.kind, case .row = base.kind else {
          throw NoTwin(what: "to a computed set")
        }
        return self.stage(
          "SELECT m.member AS thing, min(row_number) AS ord FROM (SELECT m.member, row_number() OVER (ORDER BY s.ord, m.place) AS row_number FROM \(stage.name) s JOIN m\(owner)_\(field) m ON m.owner = s.thing) m GROUP BY 1",
          entity, 0)
      }
      let target = try value(reference, inside)
      return self.stage(
        "SELECT e.id AS thing, min(s.ord) AS ord FROM (SELECT \(target) AS target, ord FROM \(stage.name)) s JOIN e\(entity) e ON e.id = s.target GROUP BY 1",
        entity, 0)
    case .matrix: throw NoTwin(what: "steps after a matrix")
    case .set, .remove: throw NoTwin(what: "changes")
    }
  }

  private func entity(of stage: Stage) throws -> Int {
    guard let entity = stage.entity else { throw NoTwin(what: "things of plain rows") }
    return entity
  }

  private func count(_ amount: Expression, _ stage: Stage) throws -> String {
    guard case .constant(let value) = amount.kind else { throw NoTwin(what: "a computed number of rows") }
    switch value {
    case .number(let raw): return "max(0, \(raw / Fixed.numberScale))"
    case .percent(let fraction):
      return "(SELECT (count(*) * \(fraction) + 999999) / 1000000 FROM \(stage.name))"
    default: throw NoTwin(what: "an unknown number of rows")
    }
  }

  // MARK: Order

  private func sorted(
    _ keys: [(key: Expression, descending: Bool)], _ stage: Stage, _ context: Context
  ) throws -> Stage {
    let values = try keys.map { try value($0.key, context) }
    let columns = values.enumerated().map { "\($1) AS k\($0)" }.joined(separator: ", ")
    let keyed = self.stage("SELECT *, \(columns) FROM \(stage.name)", stage.entity, stage.columns)
    let guards = keys.indices.filter { keys[$0].key.type == .money }.map {
      SQLTranslator.oneOrder("k\($0)", keyed.name)
    }
    var terms: [String] = []
    for (index, key) in keys.enumerated() {
      terms += try order("k\(index)", key.key.type, descending: key.descending, in: keyed)
    }
    let condition = guards.isEmpty ? "" : " WHERE " + guards.joined(separator: " AND ")
    return self.stage(
      "SELECT \(stage.cells.map { "\(keyed.name).\($0)" }.joined(separator: ", ")), row_number() OVER (ORDER BY \((terms + ["ord"]).joined(separator: ", "))) AS ord FROM \(keyed.name)\(condition)",
      stage.entity, stage.columns)
  }

  /// A plain 0 has no place among amounts of several currencies.
  private static func oneOrder(_ key: String, _ table: String) -> String {
    "CASE WHEN (SELECT count(DISTINCT \(key) & 255) > 1 AND min(\(key) & 255) = 0 AND max(CASE WHEN \(key) & 255 THEN \(key) & 255 END) <> min(CASE WHEN \(key) & 255 THEN \(key) & 255 END) FROM \(table) WHERE typeof(\(key)) = 'integer') THEN \(failure("\(key)")) ELSE 1 END"
  }

  /// Terms of ORDER BY: unknown last and none before it, whichever the direction.
  private func order(_ sql: String, _ type: ValueType, descending: Bool, in stage: Stage) throws -> [String] {
    let direction = descending ? " DESC" : ""
    var terms = ["\(sql) IS NULL", "typeof(\(sql)) = 'blob'"]
    switch type {
    case .money:
      // Beside a plain 0 there is one currency, and amounts alone decide.
      let least = "(SELECT min(\(sql) & 255) FROM \(stage.name) WHERE typeof(\(sql)) = 'integer')"
      terms += ["(CASE \(least) WHEN 0 THEN 0 ELSE \(sql) & 255 END)\(direction)", "(\(sql) >> 8)\(direction)"]
    case .entity(let entity):
      let name = "(SELECT name FROM e\(entity) WHERE id = \(sql))"
      terms += ["\(SQLTranslator.folded(name))\(direction)", "\(name)\(direction)"]
    case .text: terms += ["\(SQLTranslator.folded(sql))\(direction)", "\(sql)\(direction)"]
    case .duration:
      let days = "(((\(sql) + 2147483648) & 4294967295) - 2147483648)"
      terms.append("((\(sql) >> 32) * 487 + \(days) * 16)\(direction)")
    case .set: throw NoTwin(what: "the order of sets")
    default: terms.append("\(sql)\(direction)")
    }
    return terms
  }

  /// A text as it is compared: without case and without accents.
  static func folded(_ text: String) -> String {
    "coalesce((SELECT folded FROM folds WHERE text = \(text)), lower(\(text)))"
  }

  // MARK: Groups

  private func grouped(
    _ keys: [ColumnDefinition], _ aggregates: [ColumnDefinition], _ stage: Stage, _ context: Context
  ) throws -> Stage {
    let group = Group()
    var inside = context
    inside.group = group
    let keyColumns = try keys.map { try value($0.value, context) }
    let results = try aggregates.map { try value($0.value, inside) }
    var columns = keyColumns.enumerated().map { "\($1) AS k\($0)" }
    columns += group.columns.enumerated().map { "\($1) AS g\($0)" }
    let source = self.stage(
      "SELECT \((columns + ["ord"]).joined(separator: ", ")) FROM \(stage.name)", nil, 0)
    var terms: [String] = []
    for (index, key) in keys.enumerated() {
      terms += try order("k\(index)", key.value.type, descending: false, in: source)
    }
    let names = keys.indices.map { "k\($0)" }
    let found = names + group.aggregates.enumerated().map { "\($1) AS h\($0)" } + ["min(ord) AS ord"]
    let groups = self.stage(
      "SELECT \(found.joined(separator: ", ")) FROM \(source.name)"
        + (keys.isEmpty ? "" : " GROUP BY \(names.joined(separator: ", "))"), nil, 0)
    let cells =
      keys.indices.map { "k\($0) AS c\($0)" } + results.enumerated().map { "\($1) AS c\(keys.count + $0)" }
    let guards = keys.indices.filter { keys[$0].value.type == .money }.map {
      SQLTranslator.oneOrder("k\($0)", source.name)
    }
    return self.stage(
      "SELECT \(cells.joined(separator: ", ")), row_number() OVER (ORDER BY \((terms + ["ord"]).joined(separator: ", "))) AS ord FROM \(groups.name)"
        + (guards.isEmpty ? "" : " WHERE \(guards.joined(separator: " AND "))"),
      nil, keys.count + aggregates.count)
  }

  // MARK: Values

  /// A value that ends the statement with an error; `sql` keeps SQLite from working it out in advance.
  static func failure(_ sql: String) -> String { "abs((typeof(\(sql)) = 'nothing') - 9223372036854775807 - 1)" }

  /// A value as SQL writes it; nil for sets.
  static func literal(_ value: Value) -> String? {
    switch value {
    case .unknown: "NULL"
    case .absent: "X'00'"
    case .text(let text): "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    case .number(let raw), .percent(let raw): "\(raw)"
    case .money(let money):
      money.amount.magnitude < 1 << 54 ? "\(money.amount * 256 + Int64(money.currency.index) + 1)" : nil
    case .date(let date): "\(date.days)"
    case .period(let period): "\(Int(period.start.days) << 8 | Int(period.kind.rawValue))"
    case .duration(let duration): "\(Int64(duration.months) << 32 | Int64(UInt32(bitPattern: duration.days)))"
    case .yesNo(let truth): truth ? "1" : "0"
    case .code(let code): "\(code)"
    case .thing(let thing): "\(thing.row)"
    case .values: nil
    }
  }
}
