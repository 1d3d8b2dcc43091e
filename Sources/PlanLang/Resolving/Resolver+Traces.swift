// What a text writes from internal facts stays internal where it is read.

extension Resolver {
  /// Notes what a statement writes that internal facts decide on.
  func trace(_ statement: CheckedStatement.Kind) {
    switch statement {
    case .query(let plan): trace(plan)
    case .data, .add, .undo, .redo, .revert, .importRows, .save, .reload, .useAll, .dropScenario, .scenario:
      trace(everything: nil)
    case .useThing(let value), .useDate(let value), .load(let value): trace(everything: value)
    case .useScenario(let value):
      trace(everything: value)
      tracesInUse = traces(ofScenario: value)
    case .useBaseline:
      trace(everything: nil)
      tracesInUse = InternalTraces()
    case .adopt(let name):
      trace(everything: nil)
      if let adopted = scenarioTraces[name] { traces.merge(adopted) }
    case .report(.search(let plan), _), .reportQuery(.search(let plan), _):
      // A scenario the search writes rests on its goal and its moves.
      if let name = plan.scenario { scenarioTraces[name] = writtenBySearch }
    default: break
    }
  }

  private var writtenBySearch: InternalTraces {
    var traces = InternalTraces()
    traces.everything = ["the moves that were searched"]
    return traces
  }

  private func trace(everything value: Expression?) {
    guard let path = reachedBy ?? value.flatMap({ internalFlow().path(showing: $0) }) else { return }
    traces.everything = traces.everything ?? path
  }

  private func trace(_ plan: QueryPlan) {
    guard let entity = plan.shape.entity else { return }
    let choosing = reachedBy ?? plan.shape.internalPath
    switch plan.steps.last {
    case .set(let assignments)?:
      for assignment in assignments {
        guard let path = choosing ?? internalPath(assignment.value, plan.shape) else { continue }
        traces.fields[.init(entity: entity, field: assignment.field)] = path
      }
    case .remove?:
      guard let choosing else { return }
      for other in catalog.entities.indices where other == entity || catalog.entity(other, isBelow: entity) {
        traces.entities[other] = choosing
      }
    default: break
    }
  }

  /// Resolves the body of a scenario, whose traces are its own; gives them with those of its base.
  func traced<T>(_ name: String, base: String?, _ body: () -> T) -> (T, InternalTraces) {
    let saved = (traces, tracesInUse)
    let inherited = base.flatMap { scenarioTraces[$0] } ?? InternalTraces()
    tracesInUse = traces.merged(with: inherited)
    traces = InternalTraces()
    let result = body()
    let own = traces.merged(with: inherited)
    (traces, tracesInUse) = saved
    scenarioTraces[name] = own
    return (result, own)
  }

  /// What internal facts were written into in the scenario a value names; where nobody can tell which, in any of them.
  func traces(ofScenario value: Expression) -> InternalTraces {
    if case .constant(.text(let name)) = value.kind { return scenarioTraces[name] ?? InternalTraces() }
    return scenarioTraces.keys.sorted().reduce(InternalTraces()) { $0.merged(with: scenarioTraces[$1] ?? .init()) }
  }

  /// Resolves what is only reached when something holds or is there: that it is shown tells of it, and the last result
  /// after it may be the one it left or another.
  func branch<T>(_ path: [String]?, otherwise other: RowShape?, _ body: () -> T) -> T {
    let before = resultCount
    let saved = reachedBy
    reachedBy = reachedBy ?? path
    let result = body()
    reachedBy = saved
    guard resultCount > before, lastShape != nil else { return result }
    let reason = path ?? other.flatMap { $0.internalPath ?? $0.columns.lazy.compactMap(\.internalPath).first }
    restLastResult(on: reason)
    return result
  }

  /// Notes that what `_` means rests on internal facts.
  func restLastResult(on path: [String]?) {
    guard let path, var shape = lastShape, shape.internalPath == nil else { return }
    shape.internalPath = path
    lastShape = shape
  }
}
