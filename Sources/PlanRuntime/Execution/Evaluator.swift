import PlanLang

/// A row while a query runs: the thing it stands for, if any, and its added or plain columns.
public struct Frame: Sendable, Hashable {
  public var thing: ThingReference?
  public var columns: [Value]

  public init(thing: ThingReference? = nil, columns: [Value] = []) {
    self.thing = thing
    self.columns = columns
  }

  /// The things among its columns.
  var things: [ThingReference] { columns.compactMap { if case .thing(let thing) = $0 { thing } else { nil } } }
}

/// Computes expressions and queries one row at a time over a snapshot: the plain meaning of the language.
public final class Evaluator {
  public let catalog: Catalog
  let definitions: Definitions
  public let snapshot: Snapshot
  public let today: CalendarDate
  /// The thing `use` chose.
  let scope: ThingReference?
  /// What stands around the expression being computed.
  var place = Place()
  /// The result before this statement, for `_`.
  var last: (shape: RowShape, frames: [Frame])?
  var checkRows: [CheckKey: [Frame]] = [:]
  /// Computed fields of things, as long as they are few.
  private var formulaValues: [FormulaKey: (value: Value, leftOut: Int, skipped: Int)] = [:]
  private static let mostFormulaValues = 50_000

  private struct FormulaKey: Hashable {
    let field: Int
    let thing: ThingReference

    /// One number for all three, since each costs a round.
    func hash(into hasher: inout Hasher) { hasher.combine((thing.entity << 8 ^ field) << 40 ^ thing.row) }
  }
  /// Told of every stored fact that is read: the thing, the field's name and position (-1 for answers), the value.
  var onRead: ((ThingReference, String, Int, Value) -> Void)?
  /// The check that is worked out, by its name, and the thing its row is about.
  var checkRow: (check: String, thing: ThingReference)?
  /// How often amounts of two currencies met there.
  var mixtures = 0
  /// Told of warnings while something runs.
  var onWarning: ((Diagnostic) -> Void)?
  private var warned: Set<String> = []
  /// Whether whole columns are computed at once where that gives the same; off, every row is evaluated by itself.
  var usesBatches = true
  /// From how many rows on batches pay for themselves.
  var batchThreshold = 256
  /// From how many rows on a second thread pays for itself.
  var parallelThreshold = 65_536
  /// From how many rows on, over all of them, checks are computed on two threads.
  var checkPassThreshold = 200
  /// Counts the work; a session's evaluators share one.
  var work: WorkMeter
  /// Lists the session keeps, for `changes` and `scenarios`.
  var sessionLists: (CatalogList) -> [[Value]] = { _ in [] }

  /// Rows `where` left out because unknown, and values sums skipped, for the footer.
  public private(set) var leftOutUnknown = 0
  public private(set) var skippedUnknown = 0
  /// The checks whose unknowns are among these counts already.
  var countedChecks: Set<CheckKey> = []
  /// Which entities stand in which.
  lazy var hierarchy = Hierarchy(catalog)
  private(set) lazy var finder = ThingFinder(snapshot: snapshot, catalog: catalog)
  private(set) lazy var text = ValueText(catalog: catalog, snapshot: snapshot)
  /// The currency `convert` without a code leads to.
  private(set) lazy var commonCurrency =
    CurrencyConverter.common(catalog.rates)
    ?? CurrencyConverter.first(snapshot, catalog)
  /// Rows found by what they refer to, for aggregates that are asked again in every row.
  let matchIndexes: MatchIndexes
  private(set) lazy var worksheets = WorksheetReader(catalog: catalog, snapshot: snapshot, today: today)
  private var depth = 0

  /// Which rows of which check were computed: a check is computed, and its unknowns are counted, once in a statement.
  struct CheckKey: Hashable {
    let check: Int
    let within: ThingReference?
  }

  deinit {
    Leftovers.keep(checkRows)
    Leftovers.keep(formulaValues)
  }

  public init(
    catalog: Catalog, definitions: Definitions, snapshot: Snapshot, today: CalendarDate, scope: ThingReference? = nil
  ) {
    self.catalog = catalog
    self.definitions = definitions
    self.snapshot = snapshot
    self.today = today
    self.scope = scope
    work = WorkMeter()
    matchIndexes = MatchIndexes()
  }

  /// An evaluator for a session, which counts with its meter.
  init(
    catalog: Catalog, definitions: Definitions, snapshot: Snapshot, today: CalendarDate, scope: ThingReference?,
    work: WorkMeter
  ) {
    self.catalog = catalog
    self.definitions = definitions
    self.snapshot = snapshot
    self.today = today
    self.scope = scope
    self.work = work
    matchIndexes = MatchIndexes()
  }

  /// An evaluator over the same facts, for work on another thread.
  init(sharing other: Evaluator) {
    catalog = other.catalog
    definitions = other.definitions
    snapshot = other.snapshot
    today = other.today
    scope = other.scope
    matchIndexes = other.matchIndexes
    last = other.last
    batchThreshold = other.batchThreshold
    usesBatches = other.usesBatches
    parallelThreshold = other.parallelThreshold
    checkPassThreshold = other.checkPassThreshold
    sessionLists = other.sessionLists
    work = WorkMeter(partOf: other.work)
  }

  /// What stands around an expression.
  struct Place {
    /// The rows, innermost last.
    var frames: [Frame] = []
    /// Parameters, arguments and `for each` rows by slot.
    var locals: [Int: Frame] = [:]
    /// By what named definitions' nouns are narrowed, inside one used from a row.
    var ambient: ThingReference?
    /// The rows being summarized.
    var group: [Frame]?
    var windowValues: [[Value]] = []
    var windowRow = 0
  }

  /// The value of an expression at a place.
  func evaluate(_ expression: Expression, at place: Place) throws -> Value {
    self.place = place
    return try evaluate(expression)
  }

  var frames: [Frame] { place.frames }
  var ambient: ThingReference? { place.ambient }

  // MARK: Rows around an expression

  func withFrame<T>(_ frame: Frame, _ body: () throws -> T) rethrows -> T {
    place.frames.append(frame)
    defer { place.frames.removeLast() }
    return try body()
  }

  /// Runs `body` as if nothing stood around it: the inside of a definition.
  func isolated<T>(within thing: ThingReference?, _ body: () throws -> T) rethrows -> T {
    var outer = Place(ambient: thing)
    swap(&place, &outer)
    defer { swap(&place, &outer) }
    return try body()
  }

  /// Counts a row looked at; stops when the person asked for it, or the budget is used up.
  @inline(__always) private func tick() throws { try work.countRow() }

  // MARK: Expressions

  /// The value of an expression in the rows around it.
  public func evaluate(_ expression: Expression) throws -> Value {
    // Most expressions are one of these, and they nest no further.
    if expression.rowField >= 0, onRead == nil {
      guard let thing = place.frames[place.frames.count - 1].thing, thing.entity == expression.rowEntity else {
        return .unknown
      }
      return snapshot.value(thing, field: expression.rowField)
    }
    switch expression.kind {
    case .constant(let value): return value
    case .row(let depth):
      guard let thing = place.frames[place.frames.count - 1 - depth].thing else { return .unknown }
      return .thing(thing)
    case .column(let depth, let index):
      let row = place.frames.count - 1 - depth
      return index < place.frames[row].columns.count ? place.frames[row].columns[index] : .unknown
    default: return try compute(expression)
    }
  }

  private func compute(_ expression: Expression) throws -> Value {
    depth += 1
    defer { depth -= 1 }
    if depth > 400 {
      throw Diagnostic(
        .tooDeep, "this computation is nested too deeply", at: expression.range,
        label: "definitions that use one another go too deep")
    }
    switch expression.kind {
    case .constant, .row, .column: return try evaluate(expression)
    case .scopeThing:
      guard let scope else { return .unknown }
      return .thing(scope)
    case .field(let base, let entity, let field):
      let owner = try evaluate(base)
      guard case .thing(let thing) = owner else { return owner.isAbsent ? .absent : .unknown }
      guard thing.entity == entity else { return .unknown }
      let value = snapshot.value(thing, field: field)
      if let onRead { onRead(thing, catalog.entities[entity].fields[field].name, field, value) }
      return value
    case .formula(let base, let entity, let field):
      let owner = try evaluate(base)
      guard case .thing(let thing) = owner else { return owner.isAbsent ? .absent : .unknown }
      return try formula(entity, field, thing)
    // Only a play decides a chance; without one nobody knows.
    case .chance: return .unknown
    case .label(let base):
      let owner = try evaluate(base)
      guard case .thing(let thing) = owner else { return owner.isAbsent ? .absent : .unknown }
      let label = finder.label(of: thing)
      return label.isEmpty ? .unknown : .text(label)
    case .ancestor(let base, let entity):
      let owner = try evaluate(base)
      guard case .thing(let thing) = owner else { return owner.isAbsent ? .absent : .unknown }
      return snapshot.ancestor(thing, entity: entity).map { .thing($0) } ?? .unknown
    case .evidence(let base, _, let field, let property):
      guard case .thing(let thing) = try evaluate(base) else { return .unknown }
      return evidenceValue(thing, field, property)
    case .answer(let base, let worksheet, let question, let column):
      guard case .thing(let thing) = try evaluate(base) else { return .unknown }
      let value = worksheets.value(worksheet, thing, question, column: column)
      if onRead != nil {
        let answers = catalog.worksheets[worksheet].answers.count
        // The answer before and the trend rest on the same answer.
        let answer = column < 4 + answers ? column - 4 : (column - 5 - answers) / 2
        if column >= 4, column != 4 + answers { tellAnswerRead(worksheet, thing, question, answer) }
      }
      return value
    case .local(let slot):
      guard let frame = place.locals[slot] else { return .unknown }
      return frame.thing.map { .thing($0) } ?? frame.columns.first ?? .unknown
    case .localColumn(let slot, let index):
      guard let frame = place.locals[slot], index < frame.columns.count else { return .unknown }
      return frame.columns[index]
    case .thing(let path): return .thing(try find(path))
    case .thingNamed(let name, let entity):
      let label = try evaluate(name)
      guard case .text(let text) = label else { return label }
      return .thing(try find(ThingPath(parts: [.init(entity: entity, labels: [text])], range: expression.range)))
    case .not(let operand):
      guard let truth = try evaluate(operand).truth else { return .unknown }
      return .yesNo(!truth)
    case .and(let left, let right):
      let a = try evaluate(left).truth
      if a == false { return .yesNo(false) }
      let b = try evaluate(right).truth
      if b == false { return .yesNo(false) }
      return a == true && b == true ? .yesNo(true) : .unknown
    case .or(let left, let right):
      let a = try evaluate(left).truth
      if a == true { return .yesNo(true) }
      let b = try evaluate(right).truth
      if b == true { return .yesNo(true) }
      return a == false && b == false ? .yesNo(false) : .unknown
    case .negate(let operand): return try negate(evaluate(operand), expression)
    case .fraction(let operand):
      let value = try evaluate(operand)
      if case .number(let number) = value { return .percent(number) }
      return value
    case .arithmetic(let op, let left, let right):
      return try Arithmetic.apply(op, evaluate(left), evaluate(right), expression, self)
    case .compare(let op, let left, let right):
      return try Comparison.apply(op, evaluate(left), evaluate(right), self, expression)
    case .matches(let left, let right):
      guard case .text(let whole) = try evaluate(left), case .text(let part) = try evaluate(right) else {
        return .unknown
      }
      return .yesNo(TextFold.folded(whole).contains(TextFold.folded(part)))
    case .test(let test, let operand):
      let value = try evaluate(operand)
      switch test {
      case .known: return .yesNo(!value.isUnknown)
      case .unknown: return .yesNo(value.isUnknown)
      case .none: return value.isUnknown ? .unknown : .yesNo(value.isAbsent)
      case .some: return value.isUnknown ? .unknown : .yesNo(!value.isAbsent)
      }
    case .isIn(let item, let list):
      let value = try evaluate(item)
      if case .list(let members) = list.kind { return try isIn(value, members) }
      return Comparison.isIn(value, try evaluate(list))
    case .isBetween(let item, let low, let high):
      let value = try evaluate(item)
      let above = try Comparison.apply(.greaterEqual, value, evaluate(low), self, expression).truth
      let below = try Comparison.apply(.lessEqual, value, evaluate(high), self, expression).truth
      if above == false || below == false { return .yesNo(false) }
      return above == true && below == true ? .yesNo(true) : .unknown
    case .conditional(let test, let yes, let no):
      guard let truth = try evaluate(test).truth else { return .unknown }
      return try evaluate(truth ? yes : no)
    case .coalesce(let left, let right):
      let value = try evaluate(left)
      return value.isUnknown ? try evaluate(right) : value
    case .call(let function, let arguments): return try FunctionCall.apply(function, arguments, expression, self)
    case .aggregate(let aggregate): return try AggregateCall.apply(aggregate, expression, self)
    case .window(let slot):
      return slot < place.windowValues.count ? place.windowValues[slot][place.windowRow] : .unknown
    case .list(let items): return .values(try items.map { try evaluate($0) })
    case .text(let parts):
      var result = ""
      for part in parts {
        let value = try evaluate(part)
        // In a sentence nothing at all has to be said in a word.
        if case .values(let members) = value, members.isEmpty {
          result += "none"
        } else {
          result += text.display(value, part.type)
        }
      }
      return .text(result)
    case .setting(let check, let index): return catalog.checks[check].settings[index].value
    case .apply(let id, let arguments):
      let values = try arguments.map { try evaluate($0) }
      guard let body = definitions.body(ofDefinition: id) else { return .unknown }
      try tick()
      return try isolated(within: nil) {
        for (slot, value) in values.enumerated() { place.locals[slot] = Frame(columns: [value]) }
        return try evaluate(body)
      }
    case .rowCount(let source):
      guard let rows = try rowList(of: source) else { return .unknown }
      return .integer(rows.count)
    }
  }

  /// Membership in a written list, whose constants need no computing.
  private func isIn(_ item: Value, _ members: [Expression]) throws -> Value {
    var isFound = false
    var hasUnknown = false
    for member in members {
      if case .constant(let value) = member.kind {
        if value == item { isFound = true }
        if value.isUnknown { hasUnknown = true }
      } else {
        let value = try evaluate(member)
        if value == item { isFound = true }
        if value.isUnknown { hasUnknown = true }
      }
    }
    if item.isUnknown { return members.isEmpty ? .yesNo(false) : .unknown }
    if item.isAbsent { return .yesNo(false) }
    return isFound ? .yesNo(true) : hasUnknown ? .unknown : .yesNo(false)
  }

  private func negate(_ value: Value, _ expression: Expression) throws -> Value {
    switch value {
    case .number(let number): return .number(-number)
    case .percent(let number): return .percent(-number)
    case .money(let money): return .money(Money(amount: -money.amount, currency: money.currency))
    case .duration(let duration): return .duration(CalendarDuration(months: -duration.months, days: -duration.days))
    default: return value
    }
  }

  /// A computed field of a thing; asked again, which happens a lot in small plans, it is looked up.
  private func formula(_ entity: Int, _ field: Int, _ thing: ThingReference) throws -> Value {
    let key = FormulaKey(field: field, thing: thing)
    if onRead == nil, let known = formulaValues[key] {
      leftOutUnknown += known.leftOut
      skippedUnknown += known.skipped
      return known.value
    }
    guard let formula = definitions.formula(entity: entity, field: field) else { return .unknown }
    try tick()
    let before = (
      leftOut: leftOutUnknown, skipped: skippedUnknown, checks: countedChecks.count, mixtures: mixtures
    )
    let value = try isolated(within: thing) { try withFrame(Frame(thing: thing)) { try evaluate(formula) } }
    // What a check leaves out counts once, and not again with a field over its rows; what is unknown in a check because of
    // its currencies is an error elsewhere.
    if onRead == nil, formulaValues.count < Evaluator.mostFormulaValues, countedChecks.count == before.checks,
      mixtures == before.mixtures
    {
      formulaValues[key] = (value, leftOutUnknown - before.leftOut, skippedUnknown - before.skipped)
    }
    return value
  }

  private func evidenceValue(_ thing: ThingReference, _ field: Int, _ property: EvidenceProperty) -> Value {
    let evidence = snapshot.evidence(thing, field: field)
    let newest = evidence.compactMap(\.date).max()
    switch property {
    case .on: return newest.map { .date($0) } ?? .unknown
    case .age: return newest.map { .duration(CalendarDuration(days: today.days - $0.days)) } ?? .unknown
    case .source:
      let item = newest.flatMap { date in evidence.last { $0.date == date } } ?? evidence.last
      return item.map { .text($0.source) } ?? .unknown
    case .confirmed:
      if evidence.contains(where: { $0.standing == .confirmed }) { return .yesNo(true) }
      if !evidence.isEmpty, evidence.allSatisfy({ $0.standing == .assumed }) { return .yesNo(false) }
      return .unknown
    case .sources: return .integer(Set(evidence.map(\.source)).count)
    }
  }

  func find(_ path: ThingPath) throws -> ThingReference {
    switch finder.find(path, within: scope, hierarchy) {
    case .found(let thing): return thing
    case .nothing(let near): throw Resolver.notFound(path, near: near, catalog: catalog)
    case .several(let candidates): throw Resolver.ambiguous(path, candidates, catalog: catalog)
    }
  }

  // MARK: Sources

  /// The rows of sources that are no list of things by themselves.
  ///
  /// - Parameter columns: the places of the columns somebody reads; nil for all.
  func otherRows(of source: RowSource, reading columns: Set<Int>? = nil) throws -> [Frame]? {
    switch source {
    // `rowList` makes these.
    case .noun, .everything, .below, .named, .query: return try rows(of: source)
    case .things(let base, _):
      switch try evaluate(base) {
      case .thing(let thing): return [Frame(thing: thing)]
      case .values(let values):
        return values.compactMap { if case .thing(let thing) = $0 { Frame(thing: thing) } else { nil } }
      case .absent: return []
      default: return nil
      }
    case .values(let base):
      switch try evaluate(base) {
      case .values(let values): return values.map { Frame(columns: [$0]) }
      case .absent: return []
      default: return nil
      }
    case .check(let id, let within): return try narrowed(by: within) { try rows(ofCheck: id, within: $0) }
    case .worksheet(let id, let within):
      return try narrowed(by: within) {
        worksheets.rows(id, things: subjects(catalog.worksheets[id].entity, within: $0))
      }
    case .last:
      guard let last else { return nil }
      return last.frames
    case .group: return place.group
    case .value(let value): return [Frame(columns: [try evaluate(value)])]
    case .list(let list, let within):
      return try narrowed(by: within) { try listRows(list, within: $0, reading: columns) }
    }
  }

  /// The rows of what a thing narrows, or the surroundings do: of an unknown thing they are unknown, of none there are none.
  private func narrowed(by within: Expression?, _ rows: (ThingReference?) throws -> [Frame]?) throws -> [Frame]? {
    guard let within else { return try rows(ambient) }
    switch try evaluate(within) {
    case .thing(let thing): return try rows(thing)
    case .absent: return []
    default: return nil
    }
  }

  /// The thing that narrows a definition; throws `BatchRefusal` where it takes the row evaluator to say so.
  func narrowing(_ within: Expression?) throws -> ThingReference? {
    guard let within else { return ambient }
    guard case .thing(let thing) = try evaluate(within) else { throw BatchRefusal() }
    return thing
  }

  /// The rows of a noun where something narrows it; nil for all of them.
  func narrowedRows(_ entity: Int) -> [Int]? {
    holder(of: entity).map { descendants(of: $0, entity) }
  }

  /// What narrows a noun: the row it stands in or, without one, the thing in use.
  func holder(of entity: Int) -> ThingReference? {
    if let ambient = place.ambient, hierarchy.entity(entity, isBelow: ambient.entity) { return ambient }
    if let scope, hierarchy.entity(entity, isBelow: scope.entity) { return scope }
    return nil
  }

  /// The rows of an entity's things in a thing at any depth, in the order they were added.
  func descendants(of thing: ThingReference, _ entity: Int) -> [Int] {
    snapshot.descendants(of: thing, entity: entity, hierarchy)
  }

  /// The rows of a noun: what belongs to the row it stands in or, without one, to the thing in use.
  func narrowed(_ entity: Int) -> [Int] {
    narrowedRows(entity) ?? snapshot.rows(of: entity)
  }

  private func listRows(_ list: CatalogList, within: ThingReference?, reading columns: Set<Int>?) throws -> [Frame] {
    switch list {
    case .facts:
      return try FactList(catalog: catalog, snapshot: snapshot, today: today).rows(
        within: within ?? scope, columns: columns, tick: tick)
    case .changes, .scenarios: return sessionLists(list).map { Frame(columns: $0) }
    case .checks: return CatalogTables.checks(catalog).map { Frame(columns: $0) }
    case .frameworks: return CatalogTables.frameworks(catalog).map { Frame(columns: $0) }
    }
  }

  // MARK: Queries

  /// The rows of a query after its steps, and what they are.
  public func run(_ plan: QueryPlan) throws -> QueryResult {
    // A matrix may get its columns from the data; one behind a name or in parentheses brings them along.
    var open: RowShape?
    var source: [Frame]?
    var batch: BatchExecutor.Result?
    if plan.sourceShape.hasOpenColumns, case .named(let id, let within) = plan.source,
      let inner = definitions.query(id)
    {
      source = try narrowed(by: within) { thing in
        let result = try isolated(within: thing) { try run(inner) }
        open = result.shape
        return result.isUnknown ? nil : result.frames
      }
    } else if plan.sourceShape.hasOpenColumns, case .query(let inner) = plan.source {
      let result = try run(inner)
      open = result.shape
      source = result.isUnknown ? nil : result.frames
    } else {
      // Rows of a tree remember their things, which batches do not.
      if case .tree = plan.presentation.style {} else { batch = try BatchExecutor.run(plan, self) }
      source = try batch?.frames ?? rows(of: plan.source, reading: plan.columnsRead)
    }
    defer { Leftovers.keep(source) }
    guard var frames = source else {
      var result = QueryResult(shape: plan.shape, frames: [], choosesColumns: plan.choosesColumns)
      result.isUnknown = true
      return result
    }
    if case .last = plan.source, let last {
      let expected = plan.sourceShape.columns.map(\.name)
      let found = last.shape.columns.map(\.name)
      let isOpen = plan.sourceShape.hasOpenColumns && last.shape.hasOpenColumns
      if isOpen { open = last.shape }
      guard last.shape.entity == plan.sourceShape.entity, isOpen ? found.starts(with: expected) : found == expected
      else {
        throw Diagnostic(
          .noLastResult, "the last result is not what `_` was taken to mean", at: plan.range,
          label: "another branch of the script left other columns")
      }
    }
    open = batch?.shape ?? open
    var known = batch?.shape == nil ? plan.sourceShape.columns.count : 2
    for step in plan.steps.dropFirst(batch?.steps ?? 0) {
      if let shape = open, shape.hasOpenColumns, !StepRunner.keepsShape(step) {
        // The step was checked without the columns that came from the data.
        frames = frames.map { Frame(columns: Array($0.columns.prefix(known))) }
        open = nil
      }
      var runner = StepRunner(evaluator: self)
      if case .tree = plan.presentation.style { runner.keepsThings = true }
      switch step {
      case .matrix:
        let result = try runner.matrix(step, frames)
        frames = result.frames
        open = result.shape
        known = 2
      case .set, .remove: break
      default: frames = try runner.run(step, frames)
      }
      try tick()
    }
    guard var shape = open, shape.hasOpenColumns else {
      return QueryResult(shape: plan.shape, frames: frames, choosesColumns: plan.choosesColumns)
    }
    // Its columns came from the data; what is internal about them was known before.
    shape.internalPath = plan.shape.internalPath ?? plan.shape.internalColumnPath
    return QueryResult(shape: shape, frames: frames, choosesColumns: plan.choosesColumns)
  }

  /// Tells of something the person should know though the answer stands; each thing once.
  func warn(_ diagnostic: Diagnostic) {
    if warned.insert(diagnostic.message).inserted { onWarning?(diagnostic) }
  }

  var hasWarned: Bool { !warned.isEmpty }

  /// The counts for the footer, which batches add to by themselves.
  var counters: BatchCounters {
    get { BatchCounters(leftOut: leftOutUnknown, skipped: skippedUnknown, checks: countedChecks) }
    set {
      (leftOutUnknown, skippedUnknown) = (newValue.leftOut, newValue.skipped)
      countedChecks = newValue.checks
    }
  }

  func noteLeftOut() { leftOutUnknown += 1 }
  func noteSkipped(_ count: Int) { skippedUnknown += count }
  @inline(__always) func pulse() throws { try tick() }
}

/// The rows of a query and what they are.
public struct QueryResult: Sendable {
  public private(set) var shape: RowShape
  public var frames: [Frame]
  public let choosesColumns: Bool
  /// Whether nobody can say which rows it has: those of an unknown thing.
  var isUnknown = false

  /// The same with its columns as they are shown: those that only the data knew stand before `unknown`.
  var asShown: QueryResult {
    guard shape.hasOpenColumns, shape.columns.count > 1 else { return self }
    var shown = self
    shown.shape.columns.append(shown.shape.columns.remove(at: 1))
    for index in shown.frames.indices { shown.frames[index].columns.append(shown.frames[index].columns.remove(at: 1)) }
    return shown
  }
}
