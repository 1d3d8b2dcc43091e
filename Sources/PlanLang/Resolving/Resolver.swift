/// Gives every name of a text its meaning and every expression its type, before anything runs.
///
/// One resolver serves one text (a script, a line of the prompt, a fence); problems gather in `diagnostics`.
public final class Resolver {
  public private(set) var catalog: Catalog
  let definitions: Definitions
  let directory: any ThingDirectory
  public internal(set) var diagnostics: [Diagnostic] = []

  /// What names mean in one row.
  struct Scope {
    /// The entity the row's thing is of.
    var entity: Int?
    var columns: [Column] = []
    var check: Int?
    /// Whether columns come before the thing's own fields.
    var columnsFirst = true
    /// Whether the row stands inside an aggregate, so that `this` is the row outside it.
    var isInner = false
    /// Columns beyond this one can't be named here.
    var visibleColumns = Int.max
    /// The columns that can be named here though they come later.
    var visible: Set<String>? = nil
    /// Whether the row has further columns that only the data knows.
    var hasOpenColumns = false
  }

  /// A name bound by `for each`, `param` or a function's argument.
  struct Local {
    let slot: Int
    let shape: RowShape?
    let type: ValueType
    /// Whether it holds the label of a thing, which is looked up where it is used.
    var isLabel = false
  }

  var scopes: [Scope] = []
  var locals: [String: Local] = [:]
  public internal(set) var localCount = 0
  /// The check whose body is being resolved, for its settings and `NAME fails`.
  var currentCheck: Int?
  /// The entity of the thing `use` chose, if it is known to have chosen one.
  public var scopeEntity: Int?
  /// The thing `use` chose, where it was named by literal.
  public var scopeThing: ThingReference?
  /// Whether aggregates without a source mean the rows being grouped.
  var isGrouping = false
  /// Whether chances are played, so that they can be read: inside the measures of `simulate`.
  var playsChances = false
  /// The window functions of the step being resolved; nil where they can't stand.
  var windows: [WindowCall]?
  /// Whether the name being resolved is shown as it is, so that it may be a column of several types.
  var showsMixedColumns = false
  /// The shape of the last result, for `_`.
  public var lastShape: RowShape? { didSet { resultCount += 1 } }
  /// How many results there were.
  var resultCount = 0
  /// The names of locals that were used.
  var usedLocals: Set<String> = []
  /// Names a statement with a mistake was to give, which was told there.
  var meantNames: Set<String> = []
  /// For whom every result of the text is meant, when a document says so.
  public var audience: String?
  /// How internal facts decide whether the statement being resolved runs.
  var reachedBy: [String]?
  /// What internal facts were written into, by what ran before and by the text so far.
  public var traces = InternalTraces()
  /// What they were written into in the scenario in use, and nowhere else.
  public var tracesInUse = InternalTraces()
  /// The same for each scenario there is.
  public var scenarioTraces: [String: InternalTraces] = [:]
  /// Set where things named by literal may be brought by an earlier statement's run.
  public var allowsMissingThings = false
  /// The names things are given by literal on the way: a thing with one of them may be there by then.
  public var newNames: Set<String> = []
  /// Whether things may be gone or have other names by then, so that which of several is meant is seen when it runs.
  public var movesNames = false
  var depth = 0
  /// Set while the rows of an aggregate are looked at.
  var isInsideAggregate = false
  /// How deep inside definitions, which see nothing of where they are used, the resolver is.
  private(set) var isolation = 0

  public init(catalog: Catalog, definitions: Definitions, directory: any ThingDirectory) {
    self.catalog = catalog
    self.definitions = definitions
    self.directory = directory
  }

  func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Takes a changed catalog: a `let` of the script being resolved.
  func adopt(_ catalog: Catalog) { self.catalog = catalog }

  /// An expression to stand for one that was complained about.
  func invalid(_ node: SyntaxNode) -> Expression { Expression(.constant(.unknown), .invalid, node.range) }

  // MARK: Binding names

  /// Binds a parameter, or the label of a thing it names; its slot is its position among all locals.
  @discardableResult public func bind(_ name: String, type: ValueType, isLabel: Bool = false) -> Int {
    let slot = localCount
    localCount += 1
    locals[name] = Local(slot: slot, shape: nil, type: type, isLabel: isLabel)
    return slot
  }

  func bindRow(_ name: String, shape: RowShape) -> Int {
    let slot = localCount
    localCount += 1
    locals[name] = Local(slot: slot, shape: shape, type: shape.entity.map { .entity($0) } ?? .invalid)
    return slot
  }

  /// Runs `body` with fresh surroundings: inside a definition, nothing of where it is used can be seen.
  func isolated<T>(_ body: () -> T) -> T {
    let saved = (scopes, locals, currentCheck, isGrouping, windows, localCount, scopeEntity, scopeThing, playsChances)
    let outside = (traces, tracesInUse, lastShape, resultCount, reachedBy)
    traces = InternalTraces()
    tracesInUse = InternalTraces()
    reachedBy = nil
    // Which result `_` means is settled each time the definition is used; in a customer's text none is internal.
    if audience == nil { restLastResult(on: ["`_`, whichever result it is then"]) }
    scopes = []
    locals = [:]
    currentCheck = nil
    isGrouping = false
    playsChances = false
    windows = nil
    scopeEntity = nil
    scopeThing = nil
    isolation += 1
    defer {
      isolation -= 1
      (scopes, locals, currentCheck, isGrouping, windows, localCount, scopeEntity, scopeThing, playsChances) = saved
      (traces, tracesInUse, lastShape, resultCount, reachedBy) = outside
    }
    return body()
  }

  func withScope<T>(_ scope: Scope, _ body: () -> T) -> T {
    scopes.append(scope)
    defer { scopes.removeLast() }
    return body()
  }

  func scope(for shape: RowShape, isInner: Bool = false) -> Scope {
    Scope(
      entity: shape.entity, columns: shape.columns, check: shape.check, isInner: isInner,
      hasOpenColumns: shape.hasOpenColumns)
  }

  // MARK: Definitions of the catalog, resolved on demand

  /// Takes a definition of the library as the build resolved it, unless it was looked at already.
  func readResolved(_ key: DefinitionImage.Key) {
    if let resolved = catalog.resolved, !definitions.holds(key) { resolved.read(key, into: definitions) }
  }

  /// The formula of a computed field; nil when it has none that makes sense.
  func formula(entity: Int, field: Int, usedAt range: SourceRange) -> Expression? {
    readResolved(.formula(entity: entity, field: field))
    let key = Definitions.FieldKey(entity: entity, field: field)
    switch definitions.formulas[key] {
    case .done(let expression): return expression
    case .failed: return nil
    case .resolving:
      report(
        Diagnostic(
          .cycle,
          "\(catalog.entities[entity].name).\(catalog.entities[entity].fields[field].name) is computed from itself",
          at: range, label: "comes back to the field being computed",
          labels: [.init(catalog.entities[entity].fields[field].range, "this field")]))
      return nil
    case nil: break
    }
    let declared = catalog.entities[entity].fields[field]
    guard let node = declared.formula else { return nil }
    definitions.formulas[key] = .resolving
    let expression = isolated {
      withScope(Scope(entity: entity)) { converted(resolve(node, expecting: declared.type), to: declared.type) }
    }
    if expression.type == .invalid {
      definitions.formulas[key] = .failed
      return nil
    }
    definitions.formulas[key] = .done(expression)
    return expression
  }

  /// The plan of a named query.
  func query(_ id: Int, usedAt range: SourceRange) -> QueryPlan? {
    readResolved(.query(id))
    switch definitions.queries[id] {
    case .done(let plan): return plan
    case .failed: return nil
    case .resolving:
      report(
        Diagnostic(
          .cycle, "`\(catalog.queries[id].name)` is defined by itself", at: range,
          label: "comes back to the query being defined",
          labels: [.init(catalog.queries[id].range, "this query")]))
      return nil
    case nil: break
    }
    definitions.queries[id] = .resolving
    let before = diagnostics.count
    let plan = isolated { resolveQuery(catalog.queries[id].query) }
    if diagnostics[before...].contains(where: { $0.severity == .error }) {
      definitions.queries[id] = .failed
      return nil
    }
    definitions.queries[id] = .done(plan)
    return plan
  }

  /// The body of a user's function.
  func definitionBody(_ id: Int, usedAt range: SourceRange) -> Expression? {
    readResolved(.body(id))
    switch definitions.bodies[id] {
    case .done(let expression): return expression
    case .failed: return nil
    case .resolving:
      report(
        Diagnostic(
          .cycle, "`\(catalog.definitions[id].name)` is defined by itself", at: range,
          label: "functions can't call themselves", labels: [.init(catalog.definitions[id].range, "this function")]))
      return nil
    case nil: break
    }
    definitions.bodies[id] = .resolving
    let expression = isolated {
      localCount = 0
      for parameter in catalog.definitions[id].parameters { bind(parameter.name, type: parameter.type) }
      return resolve(catalog.definitions[id].body)
    }
    if expression.type == .invalid {
      definitions.bodies[id] = .failed
      return nil
    }
    definitions.bodies[id] = .done(expression)
    return expression
  }

  /// Resolves everything a catalog declares, so that every mistake in it is told.
  public func resolveDeclarations() {
    for (id, entity) in catalog.entities.enumerated() {
      for (field, declared) in entity.fields.enumerated() where declared.isComputed {
        _ = formula(entity: id, field: field, usedAt: declared.range)
      }
    }
    for id in catalog.queries.indices { _ = query(id, usedAt: catalog.queries[id].range) }
    for id in catalog.definitions.indices { _ = definitionBody(id, usedAt: catalog.definitions[id].range) }
    for id in catalog.checks.indices { _ = check(id, usedAt: catalog.checks[id].range) }
    for id in catalog.moves.indices { _ = move(id) }
    for id in catalog.chances.indices { _ = chance(id) }
  }
}

extension Resolver {
  /// Resolves what declaration nodes declare, so that their mistakes are told with the text they stand in.
  public func resolveNew(_ nodes: [SyntaxNode]) {
    for node in nodes {
      let index = node.firstTokenIndex + 1
      guard index < node.endTokenIndex else { continue }
      let name = node.tree.name(ofToken: index)
      switch node.kind {
      case .letDeclaration: if let id = catalog.query(named: name) { _ = query(id, usedAt: node.range) }
      case .defineDeclaration:
        if let id = catalog.definition(named: name) { _ = definitionBody(id, usedAt: node.range) }
      case .checkDeclaration: if let id = catalog.check(named: name) { _ = check(id, usedAt: node.range) }
      case .moveDeclaration, .lossDeclaration: if let id = catalog.move(named: name) { move(id) }
      case .chanceDeclaration: if let id = catalog.chance(named: name) { chance(id) }
      case .entityDeclaration, .extendEntity:
        guard let id = catalog.entity(named: name) else { continue }
        for (field, declared) in catalog.entities[id].fields.enumerated() where declared.isComputed {
          _ = formula(entity: id, field: field, usedAt: declared.range)
        }
      default: break
      }
    }
  }
}
