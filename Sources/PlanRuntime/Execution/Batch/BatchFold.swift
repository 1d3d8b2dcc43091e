import Glibc
import PlanLang

/// One aggregate for many groups at once: rows come in blocks, each with the number of its group.
///
/// Every thread folds its own part; `merge` puts parts together in the order of the rows.
final class BatchFold: @unchecked Sendable {
  /// What is computed: the function and the nodes for its filter and its value.
  struct Recipe: Sendable {
    let function: AggregateFunction
    let threshold: Int
    let filter: BatchNode?
    let value: BatchNode?
    let kind: BatchKind
    /// What no rows give.
    let empty: BatchScalar

    /// Whether it counts the rows of a group, whatever they are.
    var countsRows: Bool { function == .count && filter == nil && value == nil }
    var operands: [BatchNode] { [filter, value].compactMap { $0 } }
    /// Whether the aggregate says how many unknown values it left out.
    var skips: Bool {
      switch function {
      case .sum, .min, .max, .average: true
      default: false
      }
    }
  }

  let recipe: Recipe
  private var capacity = 0
  /// Rows that count: certain ones, known values.
  private var certain = BatchFold.empty(Int64.self)
  /// Rows that may count: open ones, unknown values. Where all rows count, every other one is counted here, so that
  /// one needs not wait for the one before it.
  private var open = BatchFold.empty(Int64.self)
  private var total = BatchFold.empty(Int64.self)
  /// Of what is in `total`, as soon as there is something.
  private var currency = BatchFold.empty(UInt8.self)

  private static func empty<T>(_ type: T.Type) -> UnsafeMutablePointer<T> {
    guard let raw = calloc(1, MemoryLayout<T>.stride) else { fatalError("no memory") }
    return raw.bindMemory(to: type, capacity: 1)
  }

  init(_ recipe: Recipe) { self.recipe = recipe }

  deinit {
    free(certain)
    free(open)
    free(total)
    free(currency)
  }

  /// Makes room for groups up to a number.
  func reserve(_ groups: Int) {
    guard groups > capacity else { return }
    let wanted = max(groups, capacity * 2, 16)
    // Zeros the system hands out when they are touched: most numbers of groups are never used.
    func grown<T>(_ old: UnsafeMutablePointer<T>) -> UnsafeMutablePointer<T> {
      guard let raw = calloc(wanted, MemoryLayout<T>.stride) else { fatalError("no memory for \(wanted) groups") }
      let fresh = raw.bindMemory(to: T.self, capacity: wanted)
      fresh.update(from: old, count: capacity)
      free(old)
      return fresh
    }
    certain = grown(certain)
    open = grown(open)
    total = grown(total)
    currency = grown(currency)
    capacity = wanted
  }

  /// Counts rows that all belong to group 0.
  func addRows(_ count: Int) { certain[0] &+= Int64(count) }

  /// Counts rows by a code, or by two of which the first counts 256 times as much.
  func addRows(_ first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>?, _ count: Int) {
    let (even, odd) = (certain, open)
    if let second {
      var index = 0
      while index + 1 < count {
        even[Int(first[index]) << 8 | Int(second[index])] &+= 1
        odd[Int(first[index + 1]) << 8 | Int(second[index + 1])] &+= 1
        index += 2
      }
      if index < count { even[Int(first[index]) << 8 | Int(second[index])] &+= 1 }
    } else {
      var index = 0
      while index + 1 < count {
        even[Int(first[index])] &+= 1
        odd[Int(first[index + 1])] &+= 1
        index += 2
      }
      if index < count { even[Int(first[index])] &+= 1 }
    }
  }

  /// Takes the worker's block; a negative group number leaves the row out.
  func add(_ groups: UnsafePointer<Int32>, _ worker: BatchWorker) throws {
    let count = worker.count
    let inside = try recipe.filter?.vector(worker).bytes
    switch recipe.function {
    case .count:
      guard let value = recipe.value else {
        if let inside {
          for index in 0..<count where inside[index] == BatchCode.yes && groups[index] >= 0 {
            certain[Int(groups[index])] &+= 1
          }
        } else {
          for index in 0..<count where groups[index] >= 0 { certain[Int(groups[index])] &+= 1 }
        }
        return
      }
      let values = try value.vector(worker)
      let (kind, width) = (value.kind, value.kind.width)
      for index in 0..<count where groups[index] >= 0 && (inside.map { $0[index] == BatchCode.yes } ?? true) {
        let scalar = BatchScalar(values, index, width)
        let isCounted =
          switch kind {
          case .truth: scalar.raw == Int64(BatchCode.yes)
          case .yesNo: scalar.raw == 2
          default: !scalar.isUnknown(kind)
          }
        if isCounted { certain[Int(groups[index])] &+= 1 }
      }
    case .any, .atLeast:
      let meets = try recipe.value?.vector(worker).bytes
      for index in 0..<count where groups[index] >= 0 {
        let both = min(inside.map { $0[index] } ?? BatchCode.yes, meets.map { $0[index] } ?? BatchCode.yes)
        if both == BatchCode.yes {
          certain[Int(groups[index])] &+= 1
        } else if both == BatchCode.open {
          open[Int(groups[index])] &+= 1
        }
      }
    case .all:
      let meets = try recipe.value?.vector(worker).bytes
      for index in 0..<count where groups[index] >= 0 {
        let within = inside.map { $0[index] } ?? BatchCode.yes
        let holds = meets.map { $0[index] } ?? BatchCode.yes
        if within == BatchCode.no || holds == BatchCode.yes { continue }
        // `certain` are those that certainly fail.
        if within == BatchCode.yes, holds == BatchCode.no {
          certain[Int(groups[index])] &+= 1
        } else {
          open[Int(groups[index])] &+= 1
        }
      }
    default: try addValues(groups, inside, worker)
    }
  }

  private func addValues(_ groups: UnsafePointer<Int32>, _ inside: UnsafePointer<UInt8>?, _ worker: BatchWorker) throws
  {
    guard let value = recipe.value else { throw BatchRefusal() }
    let values = try value.vector(worker)
    let (kind, width) = (value.kind, value.kind.width)
    if recipe.function == .first {
      for index in 0..<worker.count where groups[index] >= 0 && (inside.map { $0[index] == BatchCode.yes } ?? true) {
        let group = Int(groups[index])
        if certain[group] == 0 { set(group, BatchScalar(values, index, width)) }
        certain[group] = 1
      }
      return
    }
    for index in 0..<worker.count where groups[index] >= 0 && (inside.map { $0[index] == BatchCode.yes } ?? true) {
      let scalar = BatchScalar(values, index, width)
      let group = Int(groups[index])
      if scalar.isUnknown(kind) || scalar.isAbsent(kind) {
        open[group] &+= 1
      } else {
        try take(scalar, group)
        certain[group] &+= 1
      }
    }
  }

  private func set(_ group: Int, _ scalar: BatchScalar) {
    total[group] = scalar.raw
    currency[group] = scalar.currency
  }

  /// A known value more; two currencies in one group are for the row evaluator to complain about.
  @inline(__always) private func take(_ scalar: BatchScalar, _ group: Int) throws {
    let isFirst = certain[group] == 0
    switch recipe.function {
    case .min, .max:
      if isFirst { return set(group, scalar) }
      if recipe.kind == .money, scalar.currency != currency[group] {
        // A plain 0 beside money is rare enough to leave it to the row evaluator.
        throw BatchRefusal()
      }
      if recipe.function == .min ? scalar.raw < total[group] : scalar.raw > total[group] { total[group] = scalar.raw }
    default:
      let (sum, overflow) = (isFirst ? 0 : total[group]).addingReportingOverflow(scalar.raw)
      if overflow || Fixed.isBeyondLimit(sum) { throw BatchRefusal() }
      total[group] = sum
      if recipe.kind == .money {
        if isFirst || currency[group] == BatchCode.noCurrency {
          currency[group] = scalar.currency
        } else if scalar.currency != currency[group], scalar.currency != BatchCode.noCurrency {
          throw BatchRefusal()
        }
      }
    }
  }

  /// Adds a later part, whose group `other` is `group` here.
  func merge(_ part: BatchFold, _ other: Int, into group: Int) throws {
    if recipe.function == .first {
      if certain[group] == 0, part.certain[other] != 0 {
        set(group, BatchScalar(raw: part.total[other], currency: part.currency[other]))
        certain[group] = 1
      }
      return
    }
    if part.certain[other] > 0, recipe.skips {
      try take(BatchScalar(raw: part.total[other], currency: part.currency[other]), group)
    }
    certain[group] += part.certain[other]
    open[group] += part.open[other]
  }

  /// Rows of which nobody knows whether they belong to a group leave open what they could settle.
  func leaveOpen(by rows: Int, _ group: Int) { open[group] += certain[rows] + open[rows] }

  /// What comes out where it is unknown of all rows of the first groups whether they belong: yes or no only if no row could
  /// change it.
  func openResult(of groups: Int) -> BatchScalar {
    var rows: Int64 = 0
    for group in 0..<groups { rows += certain[group] + open[group] }
    let isAll = recipe.function == .all
    let wanted = Int64(recipe.function == .atLeast ? recipe.threshold : 1)
    if !isAll, wanted <= 0 { return BatchScalar(raw: Int64(BatchCode.yes)) }
    return BatchScalar(raw: Int64(rows >= wanted ? BatchCode.open : isAll ? BatchCode.yes : BatchCode.no))
  }

  /// A group's result.
  func result(_ group: Int) throws -> BatchScalar {
    let (certain, open) = (certain[group], open[group])
    func truth(_ value: UInt8) -> BatchScalar { BatchScalar(raw: Int64(value)) }
    switch recipe.function {
    case .count: return BatchScalar(raw: (certain + open) * Fixed.numberScale)
    case .any, .atLeast:
      let wanted = Int64(recipe.function == .any ? 1 : recipe.threshold)
      return truth(certain >= wanted ? BatchCode.yes : certain + open >= wanted ? BatchCode.open : BatchCode.no)
    case .all: return truth(certain > 0 ? BatchCode.no : open > 0 ? BatchCode.open : BatchCode.yes)
    case .first: return certain == 0 ? .unknown(recipe.kind) : BatchScalar(raw: total[group], currency: currency[group])
    default:
      if certain == 0 { return open == 0 ? recipe.empty : .unknown(recipe.kind) }
      let money = recipe.kind == .money ? currency[group] : 0
      if recipe.function == .average {
        return BatchScalar(raw: Int64(Fixed.rounded(Int128(total[group]), over: Int128(certain))), currency: money)
      }
      return BatchScalar(raw: total[group], currency: money)
    }
  }

  /// How many unknown values a group's result left out, as the footer counts them.
  func skipped(_ group: Int) -> Int { recipe.skips && certain[group] > 0 ? Int(open[group]) : 0 }
}
