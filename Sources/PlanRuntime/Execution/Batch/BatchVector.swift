import PlanLang

/// Why a batch gave up: the row evaluator then does the work, and says what is wrong if anything is.
///
/// Overflows, two currencies in one sum and whatever else is an error end up here, so that messages have one home.
struct BatchRefusal: Error {}

/// What the values of a vector are.
///
/// A vector never mixes kinds, but for zeros without a currency among amounts of money.
enum BatchKind: Equatable, Sendable {
  /// Yes, no or unknown as the logic wants it: 0 no, 1 unknown, 2 yes, so that `and` is the lesser and `or` the greater.
  case truth
  /// Scale values and yes/no as columns store them: 0 unknown, 255 none, else the code + 1.
  case code, yesNo
  case date, text
  case thing(Int)
  case number, percent, duration, period
  case money
  /// A constant that is unknown or none and fits every kind.
  case nothing

  enum Width { case byte, word, long, money }

  var width: Width {
    switch self {
    case .truth, .code, .yesNo, .nothing: .byte
    case .date, .text, .thing: .word
    case .number, .percent, .duration, .period: .long
    case .money: .money
    }
  }
}

/// The codes for what is not known and what is known to be absent.
enum BatchCode {
  static let unknown8: UInt8 = 0
  static let absent8: UInt8 = 255
  static let unknown32 = ValueColumn.unknown32
  static let absent32 = ValueColumn.absent32
  static let unknown64 = ValueColumn.unknown64
  static let absent64 = Int64.min + 1
  static let unknownCurrency = ValueColumn.unknownCurrency
  static let absentCurrency: UInt8 = 254
  /// A plain 0, which stands for money of any currency.
  static let noCurrency: UInt8 = 253

  static let no: UInt8 = 0
  static let open: UInt8 = 1
  static let yes: UInt8 = 2
}

/// The values of one computation for the rows of a block. Whoever made it keeps it alive until the block is done.
struct BatchVector {
  let raw: UnsafeRawPointer
  /// The currencies of amounts.
  let currencies: UnsafePointer<UInt8>?

  init(_ pointer: UnsafePointer<UInt8>) { (raw, currencies) = (UnsafeRawPointer(pointer), nil) }
  init(_ pointer: UnsafePointer<Int32>) { (raw, currencies) = (UnsafeRawPointer(pointer), nil) }
  init(_ pointer: UnsafePointer<Int64>) { (raw, currencies) = (UnsafeRawPointer(pointer), nil) }
  init(_ pointer: UnsafePointer<Int64>, _ currencies: UnsafePointer<UInt8>) {
    (raw, self.currencies) = (UnsafeRawPointer(pointer), currencies)
  }
  init(_ pointer: UnsafeMutablePointer<UInt8>) { self.init(UnsafePointer(pointer)) }
  init(_ pointer: UnsafeMutablePointer<Int32>) { self.init(UnsafePointer(pointer)) }
  init(_ pointer: UnsafeMutablePointer<Int64>) { self.init(UnsafePointer(pointer)) }

  @inline(__always) var bytes: UnsafePointer<UInt8> { raw.assumingMemoryBound(to: UInt8.self) }
  @inline(__always) var words: UnsafePointer<Int32> { raw.assumingMemoryBound(to: Int32.self) }
  @inline(__always) var longs: UnsafePointer<Int64> { raw.assumingMemoryBound(to: Int64.self) }
  @inline(__always) func currency(_ index: Int) -> UInt8 { currencies.map { $0[index] } ?? BatchCode.unknownCurrency }
}

/// One value of a vector as the columns of different widths hold it: the number itself, and a currency.
struct BatchScalar: Hashable, Sendable {
  var raw: Int64
  var currency: UInt8 = 0

  /// Reads a value of a vector.
  @inline(__always) init(_ vector: BatchVector, _ index: Int, _ width: BatchKind.Width) {
    switch width {
    case .byte: raw = Int64(vector.bytes[index])
    case .word: raw = Int64(vector.words[index])
    case .long: raw = vector.longs[index]
    case .money:
      raw = vector.longs[index]
      currency = vector.currency(index)
    }
  }

  init(raw: Int64, currency: UInt8 = 0) {
    self.raw = raw
    self.currency = currency
  }

  static func unknown(_ kind: BatchKind) -> BatchScalar {
    switch kind.width {
    case .byte: BatchScalar(raw: kind == .truth ? Int64(BatchCode.open) : 0)
    case .word: BatchScalar(raw: Int64(BatchCode.unknown32))
    case .long: BatchScalar(raw: BatchCode.unknown64)
    case .money: BatchScalar(raw: 0, currency: BatchCode.unknownCurrency)
    }
  }

  static func absent(_ kind: BatchKind) -> BatchScalar {
    switch kind.width {
    case .byte: BatchScalar(raw: kind == .truth ? Int64(BatchCode.open) : Int64(BatchCode.absent8))
    case .word: BatchScalar(raw: Int64(BatchCode.absent32))
    case .long: BatchScalar(raw: BatchCode.absent64)
    case .money: BatchScalar(raw: 0, currency: BatchCode.absentCurrency)
    }
  }

  func isUnknown(_ kind: BatchKind) -> Bool {
    kind.width == .money ? currency == BatchCode.unknownCurrency : raw == BatchScalar.unknown(kind).raw
  }

  func isAbsent(_ kind: BatchKind) -> Bool {
    if kind == .truth { return false }
    return kind.width == .money ? currency == BatchCode.absentCurrency : raw == BatchScalar.absent(kind).raw
  }

  /// The value as the row evaluator holds it.
  func value(_ kind: BatchKind, _ texts: BatchTexts) -> Value {
    if isUnknown(kind) { return .unknown }
    if isAbsent(kind) { return .absent }
    switch kind {
    case .truth: return .yesNo(raw == Int64(BatchCode.yes))
    case .code: return .code(Int(raw) - 1)
    case .yesNo: return .yesNo(raw == 2)
    case .date: return .date(CalendarDate(days: Int32(truncatingIfNeeded: raw)))
    case .text: return .text(texts[Int(raw)])
    case .thing(let entity): return .thing(ThingReference(entity: entity, row: Int(raw)))
    case .number: return .number(raw)
    case .percent: return .percent(raw)
    case .duration: return .duration(BatchScalar.duration(raw))
    case .period: return .period(BatchScalar.period(raw))
    case .money:
      return currency == BatchCode.noCurrency
        ? .number(raw) : .money(Money(amount: raw, currency: Currency(index: currency)))
    case .nothing: return .unknown
    }
  }

  static func duration(_ raw: Int64) -> CalendarDuration {
    CalendarDuration(months: Int32(truncatingIfNeeded: raw >> 32), days: Int32(truncatingIfNeeded: raw))
  }

  static func period(_ raw: Int64) -> Period {
    Period(
      kind: Period.Kind(rawValue: UInt8(truncatingIfNeeded: raw >> 32)) ?? .month, index: Int32(truncatingIfNeeded: raw)
    )
  }

  static func raw(_ duration: CalendarDuration) -> Int64 {
    Int64(duration.months) << 32 | Int64(UInt32(bitPattern: duration.days))
  }

  static func raw(_ period: Period) -> Int64 {
    Int64(period.kind.rawValue) << 32 | Int64(UInt32(bitPattern: period.index))
  }

  /// A value with its kind; nil for sets, and for texts nothing stored has.
  static func of(_ value: Value, _ pool: TextPool) -> (BatchKind, BatchScalar)? {
    switch value {
    case .unknown: (.nothing, unknown(.nothing))
    case .absent: (.nothing, absent(.nothing))
    case .text(let text): pool.existingNumber(of: text).map { (.text, BatchScalar(raw: Int64($0))) }
    case .number(let raw): (.number, BatchScalar(raw: raw))
    case .percent(let raw): (.percent, BatchScalar(raw: raw))
    case .money(let money): (.money, BatchScalar(raw: money.amount, currency: money.currency.index))
    case .date(let date): (.date, BatchScalar(raw: Int64(date.days)))
    case .period(let period): (.period, BatchScalar(raw: raw(period)))
    case .duration(let duration): (.duration, BatchScalar(raw: raw(duration)))
    case .yesNo(let truth): (.yesNo, BatchScalar(raw: truth ? 2 : 1))
    case .code(let code): code < 253 ? (.code, BatchScalar(raw: Int64(code) + 1)) : nil
    case .thing(let thing): (.thing(thing.entity), BatchScalar(raw: Int64(thing.row)))
    case .values: nil
    }
  }
}
