/// An amount of money in one currency, exact to 4 decimals.
public struct Money: Sendable, Hashable {
  /// Ten-thousandths of the currency's unit.
  public let amount: Int64
  public let currency: Currency

  public init(amount: Int64, currency: Currency) {
    self.amount = amount
    self.currency = currency
  }
}

/// A thing of the plan: which entity, and its row in that entity's table. Rows are never reused.
public struct ThingReference: Sendable, Hashable, Comparable {
  public let entity: Int
  public let row: Int

  public init(entity: Int, row: Int) {
    self.entity = entity
    self.row = row
  }

  public static func < (left: ThingReference, right: ThingReference) -> Bool {
    (left.entity, left.row) < (right.entity, right.row)
  }
}

/// One value of the language, as the row evaluator and results hold it.
public enum Value: Sendable, Hashable {
  /// Not recorded: neither a zero nor a no.
  case unknown
  /// Recorded to be absent.
  case absent
  case text(String)
  /// Numbers and integers, in millionths.
  case number(Int64)
  case money(Money)
  /// The fraction in millionths: 20% is 200000.
  case percent(Int64)
  case date(CalendarDate)
  case period(Period)
  case duration(CalendarDuration)
  case yesNo(Bool)
  /// A value of a scale or choice, by its position.
  case code(Int)
  case thing(ThingReference)
  /// A set or list.
  case values([Value])

  public static func integer(_ value: Int) -> Value { .number(Int64(value) * Fixed.numberScale) }

  @inlinable public var isUnknown: Bool { if case .unknown = self { true } else { false } }
  @inlinable public var isAbsent: Bool { if case .absent = self { true } else { false } }

  /// Yes or no, or nil for unknown (and for none).
  @inlinable public var truth: Bool? {
    if case .yesNo(let value) = self { return value }
    return nil
  }
}

/// The static type of an expression, a field or a column.
public indirect enum ValueType: Sendable, Hashable {
  case text, number, integer, money, percent, date, period, duration, yesNo
  /// A test's result; counts as yes or no in conditions.
  case outcome
  /// A scale or choice of the catalog.
  case scale(Int)
  /// A thing of an entity.
  case entity(Int)
  case set(ValueType)
  /// The literals `unknown` and `none`, which fit every type.
  case absent
  /// What has been complained about already fits everywhere.
  case invalid

  public var isNumeric: Bool { self == .number || self == .integer }
  /// Whether values are things.
  public var isEntity: Bool { if case .entity = self { true } else { false } }
  public var isTruth: Bool { self == .yesNo || self == .outcome || self == .absent || self == .invalid }
}
