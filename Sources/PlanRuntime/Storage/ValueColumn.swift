import PlanLang

/// One stored field of all things of an entity, in the narrowest form its type allows; unknown is a code of its own.
struct ValueColumn: Sendable {
  enum Storage: Sendable {
    /// Scale values and yes/no: 0 unknown, else the code + 1.
    case codes(ChunkedArray<UInt8>)
    /// Dates in days and references by row.
    case narrow(ChunkedArray<Int32>)
    /// Numbers and percents in millionths, durations and periods packed.
    case wide(ChunkedArray<Int64>)
    /// Amounts in ten-thousandths with the currency's number; currency 255 is unknown.
    case money(ChunkedArray<Int64>, ChunkedArray<UInt8>)
    /// Text numbers + 2; 0 unknown, 1 none.
    case texts(ChunkedArray<UInt32>)
    /// Members by row or code; nil unknown.
    case sets(ChunkedArray<[Int32]?>)
  }

  static let unknown32 = Int32.min
  static let absent32 = Int32.min + 1
  static let unknown64 = Int64.min
  static let unknownCurrency: UInt8 = 255

  var storage: Storage
  let type: ValueType

  /// A column with room for `capacity` values, all unknown.
  init(type: ValueType, capacity: Int) {
    self.type = type
    switch type {
    case .scale, .yesNo, .outcome: storage = .codes(ChunkedArray())
    case .date, .entity: storage = .narrow(ChunkedArray())
    case .money: storage = .money(ChunkedArray(), ChunkedArray())
    case .text: storage = .texts(ChunkedArray())
    case .set: storage = .sets(ChunkedArray())
    default: storage = .wide(ChunkedArray())
    }
    pad(to: capacity)
  }

  static let noCodes = BlankChunks<UInt8>(0)
  static let noNarrow = BlankChunks<Int32>(unknown32)
  static let noWide = BlankChunks<Int64>(unknown64)
  static let noAmounts = BlankChunks<Int64>(0)
  static let noCurrencies = BlankChunks<UInt8>(unknownCurrency)
  static let noTexts = BlankChunks<UInt32>(0)
  static let noSets = BlankChunks<[Int32]?>(nil)

  /// Makes room for more values, all unknown.
  mutating func pad(to capacity: Int) {
    guard capacity > 0 else { return }
    switch storage {
    case .codes(var array):
      storage = .texts(ChunkedArray())
      array.pad(to: capacity, with: ValueColumn.noCodes)
      storage = .codes(array)
    case .narrow(var array):
      storage = .texts(ChunkedArray())
      array.pad(to: capacity, with: ValueColumn.noNarrow)
      storage = .narrow(array)
    case .wide(var array):
      storage = .texts(ChunkedArray())
      array.pad(to: capacity, with: ValueColumn.noWide)
      storage = .wide(array)
    case .money(var amounts, var currencies):
      storage = .texts(ChunkedArray())
      amounts.pad(to: capacity, with: ValueColumn.noAmounts)
      currencies.pad(to: capacity, with: ValueColumn.noCurrencies)
      storage = .money(amounts, currencies)
    case .texts(var array):
      storage = .codes(ChunkedArray())
      array.pad(to: capacity, with: ValueColumn.noTexts)
      storage = .texts(array)
    case .sets(var array):
      storage = .texts(ChunkedArray())
      array.pad(to: capacity, with: ValueColumn.noSets)
      storage = .sets(array)
    }
  }

  /// The value in a row.
  func value(_ row: Int, _ pool: TextPool) -> Value {
    switch storage {
    case .codes(let array):
      let code = array[row]
      if code == 0 { return .unknown }
      if case .scale = type { return .code(Int(code) - 1) }
      return .yesNo(code == 2)
    case .narrow(let array):
      let raw = array[row]
      if raw == ValueColumn.unknown32 { return .unknown }
      if raw == ValueColumn.absent32 { return .absent }
      if case .entity(let entity) = type { return .thing(ThingReference(entity: entity, row: Int(raw))) }
      return .date(CalendarDate(days: raw))
    case .wide(let array):
      let raw = array[row]
      if raw == ValueColumn.unknown64 { return .unknown }
      switch type {
      case .percent: return .percent(raw)
      case .duration:
        return .duration(
          CalendarDuration(months: Int32(truncatingIfNeeded: raw >> 32), days: Int32(truncatingIfNeeded: raw)))
      case .period:
        return .period(
          Period(
            kind: Period.Kind(rawValue: UInt8(truncatingIfNeeded: raw >> 32)) ?? .month,
            index: Int32(truncatingIfNeeded: raw)))
      default: return .number(raw)
      }
    case .money(let amounts, let currencies):
      let currency = currencies[row]
      if currency == ValueColumn.unknownCurrency { return .unknown }
      return .money(Money(amount: amounts[row], currency: Currency(index: currency)))
    case .texts(let array):
      let number = array[row]
      if number == 0 { return .unknown }
      if number == 1 { return .absent }
      return .text(pool.text(number - 2))
    case .sets(let array):
      guard let members = array[row] else { return .unknown }
      if case .set(.entity(let entity)) = type {
        return .values(members.map { .thing(ThingReference(entity: entity, row: Int($0))) })
      }
      return .values(members.map { .code(Int($0)) })
    }
  }

  /// Puts a value into a row; a value of another type counts as unknown.
  mutating func set(_ row: Int, _ value: Value, _ pool: TextPool) {
    switch storage {
    case .codes(var array):
      storage = .texts(ChunkedArray())
      switch value {
      case .code(let code): array[row] = UInt8(code + 1)
      case .yesNo(let truth): array[row] = truth ? 2 : 1
      default: array[row] = 0
      }
      storage = .codes(array)
    case .narrow(var array):
      storage = .texts(ChunkedArray())
      switch value {
      case .date(let date): array[row] = date.days
      case .thing(let thing): array[row] = Int32(thing.row)
      case .absent: array[row] = ValueColumn.absent32
      default: array[row] = ValueColumn.unknown32
      }
      storage = .narrow(array)
    case .wide(var array):
      storage = .texts(ChunkedArray())
      switch value {
      case .number(let raw), .percent(let raw): array[row] = raw
      case .duration(let duration): array[row] = Int64(duration.months) << 32 | Int64(UInt32(bitPattern: duration.days))
      case .period(let period): array[row] = Int64(period.kind.rawValue) << 32 | Int64(UInt32(bitPattern: period.index))
      default: array[row] = ValueColumn.unknown64
      }
      storage = .wide(array)
    case .money(var amounts, var currencies):
      storage = .texts(ChunkedArray())
      if case .money(let money) = value {
        amounts[row] = money.amount
        currencies[row] = money.currency.index
      } else {
        amounts[row] = 0
        currencies[row] = ValueColumn.unknownCurrency
      }
      storage = .money(amounts, currencies)
    case .texts(var array):
      storage = .codes(ChunkedArray())
      switch value {
      case .text(let text): array[row] = pool.number(of: text) + 2
      case .absent: array[row] = 1
      default: array[row] = 0
      }
      storage = .texts(array)
    case .sets(var array):
      storage = .texts(ChunkedArray())
      if case .values(let members) = value {
        array[row] = members.compactMap { member in
          switch member {
          case .thing(let thing): Int32(thing.row)
          case .code(let code): Int32(code)
          default: nil
          }
        }
      } else {
        array[row] = nil
      }
      storage = .sets(array)
    }
  }
  /// Puts a text into a row by its number.
  mutating func set(_ row: Int, text number: UInt32) {
    guard case .texts(var array) = storage else { return }
    storage = .codes(ChunkedArray())
    array[row] = number + 2
    storage = .texts(array)
  }
}
