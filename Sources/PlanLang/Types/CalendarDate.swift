/// A day of the Gregorian calendar, kept as days since 1970-01-01.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let days: Int32

  public init(days: Int32) { self.days = days }

  /// The day with these numbers, or nil when the calendar has none (months from 1, years 1 to 9999).
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CalendarDate.length(ofMonth: month, year: year)
    else { return nil }
    days = CalendarDate.days(year: year, month: month, day: day)
  }

  /// Reads `2026-11-21`; nil when the text is no such day.
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    guard let date = text.withUTF8({ CalendarDate($0) }) else { return nil }
    self = date
  }

  /// Reads `2026-11-21` in UTF-8 bytes; nil when they are no such day.
  public init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for index in range {
        guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
        value = value * 10 + Int(bytes[index] - 0x30)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Days from the civil calendar, by counting years from March so that leap days come last.
  private static func days(year: Int, month: Int, day: Int) -> Int32 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Year, month and day as numbers.
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public var description: String {
    let (year, month, day) = components
    let digits = [year / 1000, year / 100, year / 10, year, -1, month / 10, month, -1, day / 10, day]
    return String(unsafeUninitializedCapacity: digits.count) { bytes in
      for (index, digit) in digits.enumerated() {
        bytes[index] = digit < 0 ? UInt8(ascii: "-") : UInt8(48 + digit % 10)
      }
      return digits.count
    }
  }

  /// The same day of another month, or that month's last day when it is shorter.
  public func adding(months: Int) -> CalendarDate? {
    let (year, month, day) = components
    let index = year * 12 + month - 1 + months
    guard index >= 12, index < 120_000 else { return nil }
    let newYear = index / 12
    let newMonth = index % 12 + 1
    return CalendarDate(
      year: newYear, month: newMonth, day: min(day, CalendarDate.length(ofMonth: newMonth, year: newYear)))
  }

  /// This day and a stretch of time later, months first.
  public func adding(_ duration: CalendarDuration) -> CalendarDate? {
    guard let moved = duration.months == 0 ? self : adding(months: Int(duration.months)) else { return nil }
    let (sum, overflow) = moved.days.addingReportingOverflow(duration.days)
    guard !overflow, sum > -719_163, sum < 2_932_897 else { return nil }
    return CalendarDate(days: sum)
  }

  public static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.days < right.days }
}

/// A number as text with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}

/// A stretch of time in months and days; months and days are not converted into one another.
public struct CalendarDuration: Sendable, Hashable, CustomStringConvertible {
  public let months: Int32
  public let days: Int32

  public init(months: Int32 = 0, days: Int32 = 0) {
    self.months = months
    self.days = days
  }

  /// Reads `90 days`, `1 year`, `3 months 2 days`; nil when a number is not whole or too large.
  public init?(literal: String) {
    let parts = literal.split { $0 == " " || $0 == "\t" }
    guard parts.count >= 2, parts.count.isMultiple(of: 2) else { return nil }
    var (months, days): (Int32, Int32) = (0, 0)
    for index in stride(from: 0, to: parts.count, by: 2) {
      guard let fixed = Fixed.parse(parts[index], scale: 1), let number = Int32(exactly: fixed) else { return nil }
      let isDays: Bool
      let factor: Int32
      switch parts[index + 1] {
      case "day", "days": (isDays, factor) = (true, 1)
      case "week", "weeks": (isDays, factor) = (true, 7)
      case "month", "months": (isDays, factor) = (false, 1)
      default: (isDays, factor) = (false, 12)
      }
      let (product, isTooLong) = number.multipliedReportingOverflow(by: factor)
      let (sum, isTooMuch) = (isDays ? days : months).addingReportingOverflow(product)
      if isTooLong || isTooMuch { return nil }
      if isDays { days = sum } else { months = sum }
    }
    self.init(months: months, days: days)
  }

  /// Two stretches put together, or the second taken from the first; throws `ArithmeticOverflow`.
  public func adding(_ other: CalendarDuration) throws -> CalendarDuration {
    try CalendarDuration(
      months: Int128(months) + Int128(other.months), days: Int128(days) + Int128(other.days), over: 1)
  }

  public func subtracting(_ other: CalendarDuration) throws -> CalendarDuration {
    try CalendarDuration(
      months: Int128(months) - Int128(other.months), days: Int128(days) - Int128(other.days), over: 1)
  }

  /// A part of so many months and days: whole months stay months, and what is left of a month counts in days, each rounded
  /// half away from zero. Throws `ArithmeticOverflow`.
  public init(months: Int128, days: Int128, over divisor: Int128) throws {
    let whole = months / divisor
    // A month has 30.4375 days where it must be taken for some: 487 sixteenths.
    let rest = Fixed.rounded((months - whole * divisor) * 487 + days * 16, over: divisor * 16)
    guard let months = Int32(exactly: whole), let days = Int32(exactly: rest), months > .min, days > .min else {
      throw ArithmeticOverflow()
    }
    self.init(months: months, days: days)
  }

  /// ISO 8601: `P10D`, `P3M`, `P1Y`, `P1M5D`.
  public var iso: String {
    if months == 0 { return "P\(days)D" }
    var text = "P"
    if months % 12 == 0 { text += "\(months / 12)Y" } else { text += "\(months)M" }
    if days != 0 { text += "\(days)D" }
    return text
  }

  /// `10 days`, `3 months`, `1 year`.
  public var description: String {
    func unit(_ count: Int32, _ name: String) -> String { "\(count) \(name)\(count == 1 || count == -1 ? "" : "s")" }
    if months == 0 { return unit(days, "day") }
    let long = months % 12 == 0 ? unit(months / 12, "year") : unit(months, "month")
    return days == 0 ? long : long + " " + unit(days, "day")
  }

  /// The days this is taken to be where only an order is needed: a month counts as 30.4375 days.
  public var approximateDays: Double { Double(months) * 30.4375 + Double(days) }
}

/// A calendar month, quarter or year.
public struct Period: Sendable, Hashable, Comparable, CustomStringConvertible {
  public enum Kind: UInt8, Sendable { case year, quarter, month }
  public let kind: Kind
  /// Years, quarters or months since year 0.
  public let index: Int32

  public init(kind: Kind, index: Int32) {
    self.kind = kind
    self.index = index
  }

  /// The period of a kind that holds a day.
  public init(_ kind: Kind, containing date: CalendarDate) {
    let (year, month, _) = date.components
    self.kind = kind
    switch kind {
    case .year: index = Int32(year)
    case .quarter: index = Int32(year * 4 + (month - 1) / 3)
    case .month: index = Int32(year * 12 + month - 1)
    }
  }

  /// Reads `2026-11` or `2026-Q4`.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-")
    guard parts.count == 2, parts[0].count == 4, parts[1].count == 2, let year = Int32(parts[0]), year > 0 else {
      return nil
    }
    if parts[1].first == "Q" {
      guard let quarter = Int32(parts[1].dropFirst()), (1...4).contains(quarter) else { return nil }
      self.init(kind: .quarter, index: year * 4 + quarter - 1)
    } else {
      guard let month = Int32(parts[1]), (1...12).contains(month) else { return nil }
      self.init(kind: .month, index: year * 12 + month - 1)
    }
  }

  private var monthsPerPeriod: Int { kind == .month ? 1 : kind == .quarter ? 3 : 12 }

  /// The first day.
  public var start: CalendarDate {
    let months = Int(index) * monthsPerPeriod
    return CalendarDate(year: months / 12, month: months % 12 + 1, day: 1) ?? CalendarDate(days: 0)
  }

  /// The last day.
  public var end: CalendarDate {
    let (year, month, _) = start.components
    let last = month + monthsPerPeriod - 1
    return CalendarDate(year: year, month: last, day: CalendarDate.length(ofMonth: last, year: year)) ?? start
  }

  /// The period some periods later; nil outside the years 1 to 9999.
  public func advanced(by count: Int64) -> Period? {
    let (sum, overflow) = Int64(index).addingReportingOverflow(count)
    let perYear = Int64(12 / monthsPerPeriod)
    guard !overflow, sum >= perYear, sum < 10_000 * perYear else { return nil }
    return Period(kind: kind, index: Int32(sum))
  }

  public var description: String {
    let year = Int(index) * monthsPerPeriod / 12
    switch kind {
    case .year: return padded(year, 4)
    case .quarter: return "\(padded(year, 4))-Q\(index % 4 + 1)"
    case .month: return "\(padded(year, 4))-\(padded(Int(index) % 12 + 1, 2))"
    }
  }

  public static func < (left: Period, right: Period) -> Bool {
    (left.start.days, left.kind.rawValue) < (right.start.days, right.kind.rawValue)
  }
}
