/// What a condition may come out as, worked out from the text alone: a superset of what can really happen, so that
/// "never yes" is certain.
struct Outcomes: OptionSet {
  let rawValue: UInt8
  static let yes = Outcomes(rawValue: 1)
  static let no = Outcomes(rawValue: 2)
  static let unknown = Outcomes(rawValue: 4)
  static let any: Outcomes = [.yes, .no, .unknown]

  var negated: Outcomes {
    var result = self.intersection(.unknown)
    if contains(.yes) { result.insert(.no) }
    if contains(.no) { result.insert(.yes) }
    return result
  }

  func and(_ other: Outcomes) -> Outcomes {
    var result: Outcomes = []
    if contains(.no) || other.contains(.no) { result.insert(.no) }
    if contains(.yes), other.contains(.yes) { result.insert(.yes) }
    if contains(.unknown), !other.isDisjoint(with: [.yes, .unknown]) { result.insert(.unknown) }
    if other.contains(.unknown), !isDisjoint(with: [.yes, .unknown]) { result.insert(.unknown) }
    return result
  }

  func or(_ other: Outcomes) -> Outcomes { negated.and(other.negated).negated }
}

/// Works out what conditions may come out as.
struct ConditionReader {
  /// What names mean in the rows the condition is about, if known.
  let types: RowTypes?

  func outcomes(_ node: SyntaxNode) -> Outcomes {
    switch node.kind {
    case .wordLiteral:
      switch node.tokenKind(node.firstTokenIndex) {
      case .yes, .true: return .yes
      case .no, .false: return .no
      case .unknown: return .unknown
      default: return .any
      }
    case .parenthesized: return node.child(0).map { outcomes($0) } ?? .any
    case .unary where node.tokenKind(node.firstTokenIndex) == .not:
      return node.child(0).map { outcomes($0).negated } ?? .any
    case .conditional:
      guard let condition = node.child(0), let left = node.child(1), let right = node.child(2) else { return .any }
      let decided = outcomes(condition)
      var result: Outcomes = decided.intersection(.unknown)
      if decided.contains(.yes) { result.formUnion(outcomes(left)) }
      if decided.contains(.no) { result.formUnion(outcomes(right)) }
      return result
    case .binary: return binary(node)
    case .inTest, .isTest: return contradicts([node]) ? [.no, .unknown] : .any
    default: return .any
    }
  }

  private func binary(_ node: SyntaxNode) -> Outcomes {
    guard let left = node.child(0), let right = node.child(1) else { return .any }
    switch node.tokenKind(left.endTokenIndex) {
    case .and:
      let result = outcomes(left).and(outcomes(right))
      return contradicts(ConditionReader.parts(of: node, joinedBy: .and)) ? result.subtracting(.yes) : result
    case .or: return outcomes(left).or(outcomes(right))
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
      return contradicts([node]) ? [.no, .unknown] : .any
    default: return .any
    }
  }

  /// The conditions that must all hold (or one of which must) for a chain to hold.
  static func parts(of node: SyntaxNode, joinedBy sign: TokenKind) -> [SyntaxNode] {
    if node.kind == .parenthesized, let inner = node.child(0) { return parts(of: inner, joinedBy: sign) }
    var result: [SyntaxNode] = []
    var rest = node
    while rest.kind == .binary, let left = rest.child(0), let right = rest.child(1),
      rest.tokenKind(left.endTokenIndex) == sign
    {
      result.insert(contentsOf: parts(of: right, joinedBy: sign), at: 0)
      rest = left
    }
    if rest.kind == .parenthesized {
      result.insert(contentsOf: parts(of: rest, joinedBy: sign), at: 0)
    } else {
      result.insert(rest, at: 0)
    }
    return result
  }

  /// Whether conditions can't all be yes for one row.
  private func contradicts(_ conditions: [SyntaxNode]) -> Bool {
    var demands: [String: Demand] = [:]
    for condition in conditions {
      guard let (subject, change) = demand(condition) else { continue }
      let key = subject.canonicalText
      var demand = demands[key] ?? Demand(field: types?.field(subject), catalog: types?.catalog)
      change(&demand)
      if demand.isImpossible { return true }
      demands[key] = demand
    }
    return false
  }

  /// What a condition asks of its left side for it to be yes; nil when it can't be said.
  private func demand(_ node: SyntaxNode) -> (SyntaxNode, (inout Demand) -> Void)? {
    switch node.kind {
    case .isTest:
      guard let subject = node.child(0) else { return nil }
      switch node.tokenKind(node.lastTokenIndex) {
      case .unknown: return (subject, { $0.demand(.unknown) })
      case .none: return (subject, { $0.demand(.none) })
      default:
        let isSome = node.tokenText(node.lastTokenIndex) == "some"
        return (subject, { $0.demand(isSome ? .some : .known) })
      }
    case .inTest:
      guard let subject = node.child(0), let range = node.child(of: .range), node.ownToken(.not) == nil,
        let low = range.child(0), let high = range.child(1)
      else { return nil }
      let field = types?.field(subject)
      guard let least = Mark(low, field: field, catalog: types?.catalog),
        let most = Mark(high, field: field, catalog: types?.catalog)
      else { return nil }
      return (
        subject,
        {
          $0.demand(.some)
          $0.atLeast(least, isOpen: false)
          $0.atMost(most, isOpen: false)
        }
      )
    case .binary:
      guard let subject = node.child(0), let right = node.child(1),
        let mark = Mark(right, field: types?.field(subject), catalog: types?.catalog)
      else { return nil }
      let sign = node.tokenKind(subject.endTokenIndex)
      return (
        subject,
        { demand in
          demand.demand(sign == .notEqual ? .known : .some)
          switch sign {
          case .equal:
            demand.atLeast(mark, isOpen: false)
            demand.atMost(mark, isOpen: false)
          case .greater, .greaterEqual: demand.atLeast(mark, isOpen: sign == .greater)
          case .less, .lessEqual: demand.atMost(mark, isOpen: sign == .less)
          default: break
          }
        }
      )
    default: return nil
    }
  }
}

/// A literal as a place on a line: numbers, amounts of one currency, days, or the values of one scale.
struct Mark: Comparable {
  let unit: String
  let position: Int64

  init(unit: String, position: Int64) {
    self.unit = unit
    self.position = position
  }

  /// A literal's mark; a name is a value of the scale that the field it is compared with has.
  init?(_ node: SyntaxNode, field: Field?, catalog: Catalog?) {
    if node.kind == .nameExpression {
      guard let catalog, case .scale(let id)? = field?.type, let code = catalog.scales[id].code(of: node.firstName)
      else { return nil }
      self.init(unit: catalog.scales[id].name, position: Int64(code))
      return
    }
    guard let (value, _) = Literals.value(of: node, report: { _ in }) else { return nil }
    self.init(value, scale: "")
  }

  init?(_ value: Value, scale: String) {
    switch value {
    case .number(let number): self.init(unit: "number", position: number)
    case .percent(let fraction): self.init(unit: "percent", position: fraction)
    case .money(let money): self.init(unit: "\(money.currency)", position: money.amount)
    case .date(let date): self.init(unit: "date", position: Int64(date.days))
    case .yesNo(let truth): self.init(unit: "yes_no", position: truth ? 1 : 0)
    case .code(let code): self.init(unit: scale, position: Int64(code))
    default: return nil
    }
  }

  static func < (left: Mark, right: Mark) -> Bool { left.position < right.position }
}

/// What conditions together ask of one value.
struct Demand {
  enum Knowledge { case unknown, none, known, some }

  private var low: (mark: Mark, isOpen: Bool)?
  private var high: (mark: Mark, isOpen: Bool)?
  private var knowledge: Knowledge?
  private(set) var isImpossible = false

  /// What a field can hold bounds what can be asked of it.
  init(field: Field?, catalog: Catalog?) {
    guard let field else { return }
    if let bounds = field.bounds {
      low = Mark(bounds.low, scale: "").map { ($0, false) }
      high = Mark(bounds.high, scale: "").map { ($0, false) }
    } else if case .scale(let id) = field.type, let scale = catalog?.scales[id], scale.isOrdered {
      low = (Mark(unit: scale.name, position: 0), false)
      high = (Mark(unit: scale.name, position: Int64(scale.values.count) - 1), false)
    }
  }

  mutating func demand(_ wanted: Knowledge) {
    guard let present = knowledge else {
      knowledge = wanted
      return
    }
    switch (present, wanted) {
    case (.unknown, .unknown), (.none, .none), (.some, .some), (.known, .known): break
    case (.known, .none), (.known, .some): knowledge = wanted
    case (.none, .known), (.some, .known): break
    default: isImpossible = true
    }
  }

  mutating func atLeast(_ mark: Mark, isOpen: Bool) {
    if let low, low.mark.unit == mark.unit, low.mark > mark || low.mark == mark && low.isOpen {
      // What is asked already is stricter.
    } else {
      low = (mark, isOpen)
    }
    compareEnds()
  }

  mutating func atMost(_ mark: Mark, isOpen: Bool) {
    if let high, high.mark.unit == mark.unit, high.mark < mark || high.mark == mark && high.isOpen {
      // What is asked already is stricter.
    } else {
      high = (mark, isOpen)
    }
    compareEnds()
  }

  private mutating func compareEnds() {
    guard let low, let high, low.mark.unit == high.mark.unit else { return }
    if low.mark > high.mark || low.mark == high.mark && (low.isOpen || high.isOpen) { isImpossible = true }
  }
}
