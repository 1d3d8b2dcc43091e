// Numbers, money, dates and comments as people write them elsewhere: read as what was meant, with one message.

/// A literal written in a way of its own: where it ends, what token it stands for, and how it is written here.
struct HabitualLiteral {
  let kind: TokenKind
  let end: Int
  let code: DiagnosticCode
  let message: String
  /// The piece the message points at and the fix replaces, and what to write there.
  let place: Range<Int>
  let text: String
  /// Other readings, offered after the first.
  var alternatives: [String] = []
}

/// Reads literals in foreign spellings from bytes; asked only where the usual rules leave something over.
struct HabitReader {
  let b: UnsafeBufferPointer<UInt8>

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]
  private static let currencies = [
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pound": "GBP", "pounds": "GBP", "yen": "JPY",
    "francs": "CHF", "zloty": "PLN", "rupees": "INR",
  ]
  private static let multiples = [
    "thousand": "k", "million": "M", "millions": "M", "mio": "M", "mn": "M", "mil": "M", "billion": "B",
    "billions": "B", "bn": "B",
  ]

  private func byte(_ i: Int) -> UInt8 { i >= 0 && i < b.count ? b[i] : 0 }
  private func digit(_ i: Int) -> Bool { byte(i) >= 0x30 && byte(i) <= 0x39 }
  private func letter(_ i: Int) -> Bool { (byte(i) | 0x20) >= 0x61 && (byte(i) | 0x20) <= 0x7A }
  private func text(_ range: Range<Int>) -> String { String(decoding: b[range], as: UTF8.self) }

  private func digitsEnd(_ start: Int) -> Int {
    var i = start
    while digit(i) { i += 1 }
    return i
  }
  private func blanksEnd(_ start: Int) -> Int {
    var i = start
    while byte(i) == 0x20 || byte(i) == 0x09 { i += 1 }
    return i
  }
  /// The word of letters from a place.
  private func word(_ start: Int) -> (String, Int) {
    var i = start
    while letter(i) { i += 1 }
    if letter(start), digit(i) || byte(i) == 0x5F || byte(i) >= 0x80 { return ("", start) }
    return (text(start..<i), i)
  }
  private func number(_ range: Range<Int>) -> Int { Int(text(range)) ?? 0 }

  private static func date(_ year: Int, _ month: Int, _ day: Int) -> String? {
    CalendarDate(year: year, month: month, day: day)?.description
  }

  /// A literal that starts with the digits at `start`; the usual rules read `usual` of it as a number, month or duration.
  func literal(_ start: Int, usual end: Int) -> HabitualLiteral? {
    dateInDigits(start) ?? dateWithMonthName(start) ?? grouped(start) ?? decimalComma(start) ?? separateMultiple(
      start, end)
      ?? withUnit(start, end)
  }

  /// `31.12.2026`, `12/31/2026`, `2026/12/31`, `2026-9-1`, `31-12-2026`, `31.12.26`.
  private func dateInDigits(_ start: Int) -> HabitualLiteral? {
    let first = start..<digitsEnd(start)
    let separator = byte(first.upperBound)
    guard separator == 0x2E || separator == 0x2F || separator == 0x2D, digit(first.upperBound + 1) else { return nil }
    let second = (first.upperBound + 1)..<digitsEnd(first.upperBound + 1)
    guard byte(second.upperBound) == separator, digit(second.upperBound + 1) else { return nil }
    let third = (second.upperBound + 1)..<digitsEnd(second.upperBound + 1)
    guard !letter(third.upperBound), byte(third.upperBound) != 0x5F, second.count <= 2,
      first.count == 4 && third.count <= 2 || first.count <= 2 && third.count == 4
        || separator == 0x2E && first.count <= 2 && third.count == 2
    else { return nil }
    var readings: [String?]
    if first.count == 4 {
      readings = [HabitReader.date(number(first), number(second), number(third))]
    } else {
      let year = third.count == 2 ? 2000 + number(third) : number(third)
      let dayFirst = HabitReader.date(year, number(second), number(first))
      let monthFirst = HabitReader.date(year, number(first), number(second))
      readings = separator == 0x2F ? [monthFirst, dayFirst] : [dayFirst, monthFirst]
    }
    let known = readings.compactMap { $0 }
    guard let meant = known.first else { return nil }
    return HabitualLiteral(
      kind: .date, end: third.upperBound, code: .invalidDate, message: "dates are written year-month-day",
      place: start..<third.upperBound, text: meant, alternatives: known.count > 1 && known[1] != meant ? [known[1]] : []
    )
  }

  private func month(_ word: String) -> Int? {
    guard word.count >= 3 else { return nil }
    let lower = word.lowercased()
    return HabitReader.months.firstIndex {
      $0 == lower || $0.prefix(3) == lower || lower == "sept" && $0 == "september"
    }.map { $0 + 1 }
  }

  /// `12 Sep 2026`
  private func dateWithMonthName(_ start: Int) -> HabitualLiteral? {
    let day = start..<digitsEnd(start)
    let (name, nameEnd) = word(blanksEnd(ordinalEnd(day.upperBound)))
    guard day.count <= 2, let month = month(name) else { return nil }
    let year = blanksEnd(nameEnd)..<digitsEnd(blanksEnd(nameEnd))
    guard year.count == 4 || year.count == 2 && !letter(year.upperBound),
      let date = HabitReader.date(year.count == 2 ? 2000 + number(year) : number(year), month, number(day))
    else { return nil }
    return HabitualLiteral(
      kind: .date, end: year.upperBound, code: .invalidDate, message: "dates are written year-month-day",
      place: start..<year.upperBound, text: date)
  }

  /// After the ending of an ordinal number, as in `31st`.
  private func ordinalEnd(_ end: Int) -> Int {
    let (ending, after) = word(end)
    return ["st", "nd", "rd", "th"].contains(ending) ? after : end
  }

  /// `3,5M EUR`, `2,5%`: a decimal comma, where a unit says that it is no list.
  private func decimalComma(_ start: Int) -> HabitualLiteral? {
    let whole = digitsEnd(start)
    let end = digitsEnd(whole + 1)
    guard byte(whole) == 0x2C, end > whole + 1, end != whole + 4 else { return nil }
    var figure = "\(text(start..<whole)).\(text((whole + 1)..<end))"
    if byte(end) == 0x25 {
      return HabitualLiteral(
        kind: .percent, end: end + 1, code: .malformedNumber, message: "decimals stand after a point",
        place: start..<(end + 1), text: "\(figure)%")
    }
    var after = end
    if ["k", "M", "B"].contains(text(end..<min(end + 1, b.count))) {
      figure += text(end..<(end + 1))
      after = end + 1
    }
    let (unit, unitEnd) = word(blanksEnd(after))
    guard unit.count == 3, Currency(unit) != nil else { return nil }
    return HabitualLiteral(
      kind: .money, end: unitEnd, code: .malformedNumber, message: "decimals stand after a point",
      place: start..<unitEnd, text: "\(figure) \(unit)")
  }

  /// `1.5 M EUR`: the multiple away from its number, before a currency.
  private func separateMultiple(_ start: Int, _ end: Int) -> HabitualLiteral? {
    let figure = text(start..<end)
    let (multiple, multipleEnd) = word(blanksEnd(end))
    guard blanksEnd(end) > end, figure.last?.isNumber == true, multiple.count == 1,
      let suffix = ["k": "k", "K": "k", "m": "M", "M": "M", "b": "B", "B": "B"][multiple]
    else { return nil }
    let (unit, unitEnd) = word(blanksEnd(multipleEnd))
    guard unit.count == 3, Currency(unit) != nil else { return nil }
    return HabitualLiteral(
      kind: .money, end: unitEnd, code: .malformedNumber, message: "`\(suffix)` stands right after its number",
      place: start..<unitEnd, text: "\(figure)\(suffix) \(unit)")
  }

  /// `1,000,000 USD`, `3.000.000`, `1 000 000 USD`, `1'000'000 CHF`
  private func grouped(_ start: Int) -> HabitualLiteral? {
    var end = digitsEnd(start)
    let separator = byte(end)
    guard end - start <= 3, [0x2C, 0x2E, 0x20, 0x27].contains(separator) else { return nil }
    var groups = 0
    while byte(end) == separator, digitsEnd(end + 1) == end + 4 {
      groups += 1
      end += 4
    }
    let (unit, unitEnd) = word(blanksEnd(end))
    let isMoney = unit.count == 3 && Currency(unit) != nil
    // `[100,200]` is a list; groups of a decimal point are plain from two on.
    guard groups >= 1, separator == 0x2E ? groups >= 2 : isMoney, !digit(end) else { return nil }
    let plain = text(start..<end).filter { $0.isNumber }
    return HabitualLiteral(
      kind: isMoney ? .money : .number, end: isMoney ? unitEnd : end, code: .malformedNumber,
      message: "digits are not grouped", place: start..<(isMoney ? unitEnd : end),
      text: isMoney ? "\(plain) \(unit)" : plain)
  }

  /// `5€`, `5 dollars`, `1M usd`, `3 million USD`, `50 %`, `90 days ago`
  private func withUnit(_ start: Int, _ end: Int) -> HabitualLiteral? {
    let figure = text(start..<end)
    for (sign, code) in [("€", "EUR"), ("£", "GBP"), ("$", "USD"), ("¥", "JPY")] {
      let signed = Array(sign.utf8)
      let at = blanksEnd(end)
      // In `2$26` the sign belongs to what follows.
      if (0..<signed.count).allSatisfy({ byte(at + $0) == signed[$0] }), !digit(at + signed.count) {
        return HabitualLiteral(
          kind: .money, end: at + signed.count, code: .currencySign, message: "money is written with a currency code",
          place: start..<(at + signed.count), text: "\(figure) \(code)")
      }
    }
    let unitStart = blanksEnd(end)
    if byte(unitStart) == 0x25, unitStart > end, !letter(unitStart + 1) {
      return HabitualLiteral(
        kind: .percent, end: unitStart + 1, code: .malformedNumber, message: "`%` stands right after its number",
        place: start..<(unitStart + 1), text: "\(figure)%")
    }
    let (unit, unitEnd) = word(unitStart)
    guard !unit.isEmpty else { return nil }
    let lower = unit.lowercased()
    if unit == "ago", figure.contains(where: { $0.isLetter }) {
      return HabitualLiteral(
        kind: .date, end: unitEnd, code: .unexpected, message: "a day in the past is written `today - \(figure)`",
        place: start..<unitEnd, text: "today - \(figure)")
    }
    guard figure.allSatisfy({ $0.isNumber || $0 == "." || $0 == "_" || $0 == "k" || $0 == "M" || $0 == "B" }) else {
      return nil
    }
    if lower == "percent" || lower == "pct" {
      return HabitualLiteral(
        kind: .percent, end: unitEnd, code: .malformedNumber, message: "a percentage is written with `%`",
        place: start..<unitEnd, text: "\(figure)%")
    }
    if let suffix = HabitReader.multiples[lower], figure.last?.isNumber == true {
      let (currency, currencyEnd) = word(blanksEnd(unitEnd))
      let code =
        HabitReader.currencies[currency.lowercased()]
        ?? (Currency(currency.uppercased()) != nil ? currency.uppercased() : nil)
      return HabitualLiteral(
        kind: code == nil ? .number : .money, end: code == nil ? unitEnd : currencyEnd, code: .malformedNumber,
        message: "\(lower)s are written with `\(suffix)`", place: start..<(code == nil ? unitEnd : currencyEnd),
        text: "\(figure)\(suffix)" + (code.map { " \($0)" } ?? ""))
    }
    if let code = HabitReader.currencies[lower]
      ?? (unit == lower && unit.count == 3 && Currency(unit.uppercased()) != nil ? unit.uppercased() : nil)
    {
      return HabitualLiteral(
        kind: .money, end: unitEnd, code: .unknownCurrency, message: "a currency is written as its code, `\(code)`",
        place: unitStart..<unitEnd, text: code)
    }
    return nil
  }

  /// `Q4 2026`, `September 12, 2026`, `USD 5M`: a literal that starts with a word; `numberEnd` finds a number's end.
  func literal(word range: Range<Int>, numberEnd: (Int) -> Int) -> HabitualLiteral? {
    let name = text(range)
    let next = blanksEnd(range.upperBound)
    guard next > range.upperBound, digit(next) else { return nil }
    if range.count == 2, byte(range.lowerBound) == UInt8(ascii: "Q"), name.last.map({ "1234".contains($0) }) == true,
      digitsEnd(next) == next + 4
    {
      return HabitualLiteral(
        kind: .quarter, end: next + 4, code: .invalidDate, message: "a quarter is written year first",
        place: range.lowerBound..<(next + 4), text: "\(text(next..<(next + 4)))-\(name)")
    }
    if range.count == 3, Currency(name) != nil {
      let end = numberEnd(next)
      return HabitualLiteral(
        kind: .money, end: end, code: .currencySign, message: "the currency stands after the number",
        place: range.lowerBound..<end, text: "\(text(next..<end)) \(name)")
    }
    if byte(range.lowerBound) <= 0x5A, let month = month(name) {
      let day = next..<digitsEnd(next)
      var yearStart = ordinalEnd(day.upperBound)
      if byte(yearStart) == 0x2C { yearStart += 1 }
      yearStart = blanksEnd(yearStart)
      guard day.count <= 2, digitsEnd(yearStart) == yearStart + 4,
        let date = HabitReader.date(number(yearStart..<(yearStart + 4)), month, number(day))
      else { return nil }
      return HabitualLiteral(
        kind: .date, end: yearStart + 4, code: .invalidDate, message: "dates are written year-month-day",
        place: range.lowerBound..<(yearStart + 4), text: date)
    }
    return nil
  }
}
