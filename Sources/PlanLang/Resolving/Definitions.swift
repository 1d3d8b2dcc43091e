/// A check whose rules have been resolved.
public final class ResolvedCheck: Sendable {
  public struct Test: Sendable {
    public let pass: Expression
    public let fail: Expression?
    public let because: Expression?
    public let advice: Expression?
  }
  public let subjectFilter: Expression?
  public let eachFilter: Expression?
  public let tests: [Test]
  /// Verdict codes with their conditions; a nil condition takes everything left.
  public let rules: [(verdict: Int, condition: Expression?)]
  /// Fields with their place among the columns; early ones are computed before the tests.
  public let fields: [(value: Expression, isEarly: Bool)]
  /// The columns of the check's rows, in order.
  public let columns: [Column]
  /// How internal facts decide anything of it, or nil when none do.
  public let internalPath: [String]?

  /// The column positions: subjects first, then verdict, passed, failed, unknown, fields, tests.
  public let subjectCount: Int

  init(
    subjectFilter: Expression?, eachFilter: Expression?, tests: [Test], rules: [(verdict: Int, condition: Expression?)],
    fields: [(value: Expression, isEarly: Bool)], columns: [Column], internalPath: [String]?, subjectCount: Int
  ) {
    self.subjectFilter = subjectFilter
    self.eachFilter = eachFilter
    self.tests = tests
    self.rules = rules
    self.fields = fields
    self.columns = columns
    self.internalPath = internalPath
    self.subjectCount = subjectCount
  }

  /// The same check, with how internal facts decide anything of it.
  func confined(by path: [String]?) -> ResolvedCheck {
    guard path != nil else { return self }
    return ResolvedCheck(
      subjectFilter: subjectFilter, eachFilter: eachFilter, tests: tests, rules: rules, fields: fields,
      columns: columns, internalPath: path, subjectCount: subjectCount)
  }

  public var verdictColumn: Int { subjectCount }
  public var firstField: Int { subjectCount + 4 }
  public var firstTest: Int { subjectCount + 4 + fields.count }
}

/// What has been resolved of the catalog so far: formulas, named queries, checks, functions.
///
/// Filled as it is asked for, because a session uses little of the library; complete before anything that uses it runs.
public final class Definitions {
  public enum State<T> {
    case resolving
    case done(T)
    case failed
  }

  struct FieldKey: Hashable {
    let entity: Int
    let field: Int
  }

  /// What there is of definitions by their number: formulas and queries are looked up for every row that uses them.
  struct States<T> {
    private var states: [State<T>?] = []

    subscript(id: Int) -> State<T>? {
      get { id < states.count ? states[id] : nil }
      set {
        while states.count <= id { states.append(nil) }
        states[id] = newValue
      }
    }
  }

  /// The same of the formulas of entities' fields.
  struct FieldStates {
    private var entities: [States<Expression>] = []

    subscript(key: FieldKey) -> State<Expression>? {
      get { key.entity < entities.count ? entities[key.entity][key.field] : nil }
      set {
        while entities.count <= key.entity { entities.append(States()) }
        entities[key.entity][key.field] = newValue
      }
    }
  }

  var formulas = FieldStates()
  var queries = States<QueryPlan>()
  var checks = States<ResolvedCheck>()
  var bodies = States<Expression>()
  var moves = States<ResolvedMove>()
  var chances = States<Expression>()

  public init() {}

  /// A copy that goes on with what was resolved, for a catalog that has only grown.
  public func copy() -> Definitions {
    let copy = Definitions()
    copy.formulas = formulas
    copy.queries = queries
    copy.checks = checks
    copy.bodies = bodies
    copy.moves = moves
    copy.chances = chances
    return copy
  }

  public func formula(entity: Int, field: Int) -> Expression? {
    if case .done(let expression)? = formulas[FieldKey(entity: entity, field: field)] { return expression }
    return nil
  }
  public func query(_ id: Int) -> QueryPlan? {
    if case .done(let plan)? = queries[id] { return plan }
    return nil
  }
  public func check(_ id: Int) -> ResolvedCheck? {
    if case .done(let check)? = checks[id] { return check }
    return nil
  }
  public func body(ofDefinition id: Int) -> Expression? {
    if case .done(let expression)? = bodies[id] { return expression }
    return nil
  }
  public func move(_ id: Int) -> ResolvedMove? {
    if case .done(let move)? = moves[id] { return move }
    return nil
  }
  public func chance(_ id: Int) -> Expression? {
    if case .done(let expression)? = chances[id] { return expression }
    return nil
  }
}

/// A move whose conditions and changes have been resolved.
public struct ResolvedMove: Sendable {
  public let conditions: [Expression]
  public let assignments: [AssignmentPlan]
}
