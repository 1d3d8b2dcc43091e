import PlanLang
import Synchronization

/// The rows of an aggregate by what they refer to, made once in a statement, so that each row outside finds its own.
final class MatchIndex: Sendable {
  let match: EqualityMatch
  /// All rows, in order.
  let rows: [Frame]
  private let places: [Value: [Int32]]
  /// Rows of which nobody knows what they refer to.
  private let unknown: [Int32]
  /// Whether a set has members beside one that nobody knows: its row may match for certain, or may not.
  private let hasMixedSets: Bool
  /// How many of those rows, and of all, leave the aggregate's answer open where the equality is unknown; nil where that
  /// hangs on the row outside.
  private let open: (unknown: Int, all: Int)?

  fileprivate init(_ match: EqualityMatch, _ aggregate: Aggregate, _ rows: [Frame], _ evaluator: Evaluator) throws {
    self.match = match
    self.rows = rows
    var places: [Value: [Int32]] = [:]
    var unknown: [Int32] = []
    var hasMixedSets = false
    for (index, row) in rows.enumerated() {
      try evaluator.pulse()
      let value = try evaluator.withFrame(row) { try evaluator.evaluate(match.own) }
      switch value {
      case .unknown: unknown.append(Int32(index))
      case .absent: break
      case .values(let members) where match.isMembership:
        if members.contains(.unknown) {
          unknown.append(Int32(index))
          hasMixedSets = true
        }
        for member in Set(members) where member != .unknown { places[member, default: []].append(Int32(index)) }
      default: places[value, default: []].append(Int32(index))
      }
    }
    self.places = places
    self.unknown = unknown
    self.hasMixedSets = hasMixedSets
    open = try MatchIndex.open(match, aggregate, rows, unknown, evaluator)
  }

  private static func open(
    _ match: EqualityMatch, _ aggregate: Aggregate, _ rows: [Frame], _ unknown: [Int32], _ evaluator: Evaluator
  ) throws -> (unknown: Int, all: Int)? {
    let meets = aggregate.function == .all ? aggregate.value : nil
    guard match.restIsOwn, meets.map(EqualityMatch.isOwn) ?? true else { return nil }
    switch aggregate.function {
    case .any, .atLeast, .all: break
    // Nothing else looks at rows that are not certain.
    default: return (0, 0)
    }
    func isOpen(_ row: Frame) throws -> Bool {
      try evaluator.withFrame(row) {
        for condition in match.rest where try evaluator.evaluate(condition).truth == false { return false }
        return try meets.map { try evaluator.evaluate($0).truth != true } ?? true
      }
    }
    if match.rest.isEmpty, meets == nil { return (unknown.count, rows.count) }
    var flags = [Bool](repeating: false, count: rows.count)
    for index in rows.indices {
      try evaluator.pulse()
      flags[index] = try isOpen(rows[index])
    }
    return (unknown.count { flags[Int($0)] }, flags.count { $0 })
  }

  /// What has to be looked at for a row outside with this value.
  func candidates(for value: Value, _ function: AggregateFunction) -> Evaluator.MatchingRows {
    let countsOpen = function == .any || function == .atLeast || function == .all
    if match.isMembership, value == .unknown || value == .absent { return Evaluator.MatchingRows(rows: rows) }
    if value == .unknown {
      if !countsOpen { return Evaluator.MatchingRows(rows: []) }
      return open.map { Evaluator.MatchingRows(rows: [], open: $0.all) } ?? Evaluator.MatchingRows(rows: rows)
    }
    func frames(_ places: [Int32]) -> [Frame] { places.map { rows[Int($0)] } }
    let known = value == .absent ? [] : places[value] ?? []
    guard countsOpen, !unknown.isEmpty else { return Evaluator.MatchingRows(rows: frames(known)) }
    if hasMixedSets || !match.canBeReordered {
      return Evaluator.MatchingRows(rows: frames(Set(known).union(unknown).sorted()))
    }
    if let open { return Evaluator.MatchingRows(rows: frames(known), open: open.unknown) }
    return Evaluator.MatchingRows(rows: frames(known + unknown), firstOpen: known.count)
  }
}

/// The indexes of a statement, which its threads share.
final class MatchIndexes: Sendable {
  /// One aggregate's index: made by whoever needs it first, while the other waits.
  private final class Entry: Sendable {
    /// Kept so that no other expression takes its place.
    let expression: Expression
    let match: EqualityMatch?
    let state = Mutex<State>(.new)

    init(_ expression: Expression, _ match: EqualityMatch?) {
      self.expression = expression
      self.match = match
    }
  }
  private enum State {
    case new
    /// There are too few rows for an index to pay for itself.
    case useless
    case made(MatchIndex)
  }
  private let entries = Mutex<[ObjectIdentifier: Entry]>([:])
  /// Fewer rows are looked through as quickly.
  private static let fewest = 64

  /// The index for an aggregate over the same rows everywhere; nil where none helps.
  func index(_ aggregate: Aggregate, _ expression: Expression, _ evaluator: Evaluator) throws -> MatchIndex? {
    let entry = entries.withLock { entries in
      if let known = entries[ObjectIdentifier(expression)] { return known }
      let fresh = Entry(expression, EqualityMatch(aggregate))
      entries[ObjectIdentifier(expression)] = fresh
      return fresh
    }
    guard let match = entry.match else { return nil }
    return try entry.state.withLock { state in
      switch state {
      case .useless: return nil
      case .made(let index): return index
      case .new:
        guard let rows = try evaluator.rows(of: aggregate.source) else { return nil }
        // Tests put the threshold of batches to 0, and ask indexes everywhere as well.
        if rows.count < MatchIndexes.fewest, evaluator.batchThreshold > 0 {
          state = .useless
          return nil
        }
        let fresh = try MatchIndex(match, aggregate, rows, evaluator)
        state = .made(fresh)
        return fresh
      }
    }
  }
}
