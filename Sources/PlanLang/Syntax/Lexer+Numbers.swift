// Numbers and what begins with a digit: percentages, money, lengths of time, dates.

extension Lexer {
  mutating func lexNumber(_ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ startsLine: Bool) -> Int {
    let count = b.count
    func digit(_ i: Int) -> Bool { i < count && b[i] >= 0x30 && b[i] <= 0x39 }
    func byte(_ i: Int) -> UInt8 { i < count ? b[i] : 0 }
    // dddd-dd-dd, dddd-dd, dddd-Qd: the longest wins.
    if digit(start + 1), digit(start + 2), digit(start + 3), byte(start + 4) == 0x2D {
      if digit(start + 5), digit(start + 6) {
        if byte(start + 7) == 0x2D, digit(start + 8), digit(start + 9), byte(start + 10) == UInt8(ascii: "T"),
          digit(start + 11)
        {
          return lexTimestamp(b, start, startsLine)
        }
        if byte(start + 7) == 0x2D, digit(start + 8), digit(start + 9), !Lexer.isNameByte(byte(start + 10)) {
          emit(.date, start, start + 10, startsLine)
          return start + 10
        }
        if !Lexer.isNameByte(byte(start + 7)) {
          if byte(start + 7) == 0x2D, digit(start + 8), let habit = HabitReader(b: b).literal(start, usual: start + 7) {
            return emit(habit, start, startsLine)
          }
          emit(.month, start, start + 7, startsLine)
          return start + 7
        }
      }
      if byte(start + 5) == UInt8(ascii: "Q"), digit(start + 6), !Lexer.isNameByte(byte(start + 7)) {
        emit(.quarter, start, start + 7, startsLine)
        return start + 7
      }
    }
    var i = start
    while digit(i) || (byte(i) == 0x5F && digit(i + 1)) { i += 1 }
    let whole = i
    if byte(i) == UInt8(ascii: "."), digit(i + 1) {
      i += 1
      while digit(i) || (byte(i) == 0x5F && digit(i + 1)) { i += 1 }
    }
    // `12M USD`, as nearly all money is written: nothing to ask about.
    let multiple = byte(i) == UInt8(ascii: "k") || byte(i) == UInt8(ascii: "M") || byte(i) == UInt8(ascii: "B")
    let blank = multiple ? i + 1 : i
    if byte(blank) == 0x20, blank + 4 <= count,
      Currency(UnsafeBufferPointer(rebasing: b[(blank + 1)..<(blank + 4)])) != nil,
      !Lexer.isNameByte(byte(blank + 4)), byte(blank + 4) < 0x80
    {
      emit(.money, start, blank + 4, startsLine)
      return blank + 4
    }
    switch byte(whole) {
    case 0x20 where !digit(whole + 1): break
    case 0x2E, 0x2F, 0x2D, 0x2C, 0x27, 0x20, 0x73, 0x6E, 0x72, 0x74:
      if let habit = HabitReader(b: b).literal(start, usual: i), habit.end > i { return emit(habit, start, startsLine) }
    default: break
    }
    if byte(i) == UInt8(ascii: "k") || byte(i) == UInt8(ascii: "M") || byte(i) == UInt8(ascii: "B"),
      !Lexer.isNameByte(byte(i + 1))
    {
      i += 1
    }
    if byte(i) == UInt8(ascii: "%") {
      emit(.percent, start, i + 1, startsLine)
      return i + 1
    }
    if Lexer.isNameByte(byte(i)) || byte(i) >= 0x80 {
      if let habit = HabitReader(b: b).literal(start, usual: i), habit.place.upperBound > i, byte(i) >= 0x80 {
        return emit(habit, start, startsLine)
      }
      let end = nameEnd(b, i)
      if end > i { return lexMalformedNumber(b, start, i, end, startsLine) }
    }
    // A unit after blanks on the same line: `1.2M USD`, `90 days`.
    var unit = i
    while byte(unit) == 0x20 || byte(unit) == 0x09 { unit += 1 }
    if unit > i, byte(unit) >= 0x41, byte(unit) != UInt8(ascii: "|") {
      let end = nameEnd(b, unit)
      let length = end - unit
      if length == 3, (unit..<end).allSatisfy({ b[$0] >= 0x41 && b[$0] <= 0x5A }),
        Lexer.shoutedOperator(source.text(unit, end)) == nil
      {
        emit(.money, start, end, startsLine)
        return end
      }
      if length >= 3, length <= 6, Lexer.isDurationUnit(b, unit, length) {
        if byte(end) == 0x20, let habit = HabitReader(b: b).literal(start, usual: end), habit.end > end {
          return emit(habit, start, startsLine)
        }
        let last = durationEnd(b, end)
        emit(.duration, start, last, startsLine)
        return last
      }
    }
    if unit > i, byte(unit) >= 0x41 && byte(unit) != UInt8(ascii: "|") || byte(unit) == 0x25 || byte(unit) == 0x24,
      let habit = HabitReader(b: b).literal(start, usual: i)
    {
      return emit(habit, start, startsLine)
    }
    if byte(i) >= 0x80 || byte(i) == 0x24, let habit = HabitReader(b: b).literal(start, usual: i) {
      return emit(habit, start, startsLine)
    }
    emit(.number, start, i, startsLine)
    return i
  }

  /// `2026-12-31T08:30:00Z`: a day with its time, which is not kept.
  private mutating func lexTimestamp(_ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ startsLine: Bool) -> Int {
    var end = start + 11
    while end < b.count, Lexer.isNameByte(b[end]) || [0x3A, 0x2E, 0x2B, 0x2D].contains(b[end]) { end += 1 }
    return emit(
      HabitualLiteral(
        kind: .date, end: end, code: .invalidDate, message: "a date is a day, without its time", place: start..<end,
        text: source.text(start, start + 10)), start, startsLine)
  }

  /// Where a length of time in several units ends: `3 months 2 days`.
  private func durationEnd(_ b: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var end = start
    func blanks(_ i: Int) -> Int {
      var i = i
      while i < b.count, b[i] == 0x20 || b[i] == 0x09 { i += 1 }
      return i
    }
    func digit(_ i: Int) -> Bool { b[i] >= 0x30 && b[i] <= 0x39 }
    while true {
      let digits = blanks(end)
      let after = digits < b.count && digit(digits) ? Lexer.figureEnd(b, digits) : digits
      let unit = blanks(after)
      let unitEnd = unit < b.count ? nameEnd(b, unit) : unit
      guard digits > end, after > digits, unit > after, unitEnd > unit,
        Lexer.isDurationUnit(b, unit, unitEnd - unit)
      else { return end }
      end = unitEnd
    }
  }

  private static let durationUnits: [StaticString] = [
    "day", "days", "week", "weeks", "month", "months", "year", "years",
  ]

  private static func isDurationUnit(_ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int) -> Bool {
    durationUnits.contains { unit in
      unit.utf8CodeUnitCount == length && (0..<length).allSatisfy { b[start + $0] == unit.utf8Start[$0] }
    }
  }

  /// `5x`, `1.2m`, `200USD`: a number run into letters. What was meant is often plain; then a fix says it.
  private mutating func lexMalformedNumber(
    _ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ digitsEnd: Int, _ end: Int, _ startsLine: Bool
  ) -> Int {
    let digits = source.text(start, digitsEnd)
    let letters = source.text(digitsEnd, end)
    if digits.count == 4, letters.count == 2, letters.first == "Q", let quarter = letters.last, "1234".contains(quarter)
    {
      return emit(
        HabitualLiteral(
          kind: .quarter, end: end, code: .invalidDate, message: "a quarter is written with a hyphen",
          place: start..<end,
          text: "\(digits)-\(letters)"), start, startsLine)
    }
    var meant: (TokenKind, String)?
    var end = end
    switch letters {
    case "K": meant = (.number, digits + "k")
    case "m", "mn", "mio", "Mio", "MM": meant = (.number, digits + "M")
    case "b", "bn", "Bn": meant = (.number, digits + "B")
    case "d": meant = (.duration, digits + " days")
    case "w": meant = (.duration, digits + " weeks")
    case "y": meant = (.duration, digits + " years")
    case "day", "days", "week", "weeks", "month", "months", "year", "years": meant = (.duration, "\(digits) \(letters)")
    default:
      if Currency(letters) != nil { meant = (.money, "\(digits) \(letters)") }
      if let suffix = letters.first, "kMB".contains(suffix), Currency(String(letters.dropFirst())) != nil {
        meant = (.money, "\(digits)\(suffix) \(letters.dropFirst())")
      }
    }
    // `1.2m USD`: the currency belongs to it.
    if case (.number, let text)? = meant, end + 4 <= b.count, b[end] == 0x20,
      Currency(source.text(end + 1, end + 4)) != nil,
      end + 4 == b.count || !Lexer.isNameByte(b[end + 4])
    {
      meant = (.money, "\(text) \(source.text(end + 1, end + 4))")
      end += 4
    }
    let place = range(start, end)
    if let (kind, text) = meant {
      report(
        Diagnostic(
          .malformedNumber, "`\(letters)` can't stand right after a number", at: place, label: "write `\(text)`",
          fixIts: [.init("write `\(text)`", replace: place, with: text)]))
      emit(kind, start, end, startsLine)
    } else {
      report(
        Diagnostic(
          .malformedNumber, "`\(letters)` can't stand right after a number", at: place,
          label: "a number may end in k, M, B or %",
          notes: [
            "a name can't start with a digit; a currency or a unit stands after a space, as in `5 USD` or `5 days`"
          ]))
      emit(.number, start, end, startsLine)
    }
    return end
  }
}
