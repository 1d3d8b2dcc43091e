/// Reads literal tokens as values, with a diagnostic where a literal says nothing possible.
public enum Literals {
  /// The text a plain text token stands for, escapes resolved and a `"""` text's indentation removed.
  public static func text(ofToken index: Int, in tree: SyntaxTree, report: (Diagnostic) -> Void) -> String {
    pieces(ofTokens: [index], in: tree, report: report).first ?? ""
  }

  /// The texts of a literal around its interpolations: one more than there are interpolations.
  public static func pieces(ofTokens indices: [Int], in tree: SyntaxTree, report: (Diagnostic) -> Void) -> [String] {
    guard let first = indices.first else { return [] }
    let source = tree.source
    let opening = tree.tokens[first]
    let multiline = source.bytes[Int(opening.start)...].prefix(3).elementsEqual([0x22, 0x22, 0x22])
    var indentation = 0
    if multiline, let last = indices.last {
      // The closing fence's column is what every line is indented by.
      var at = Int(tree.tokens[last].end) - 3
      while at > 0, source.bytes[at - 1] == 0x20 || source.bytes[at - 1] == 0x09 {
        at -= 1
        indentation += 1
      }
      if at > 0, source.bytes[at - 1] != 0x0A { indentation = 0 }
    }
    return indices.enumerated().map { position, index in
      let token = tree.tokens[index]
      var start = Int(token.start)
      var end = Int(token.end)
      let isFirst = position == 0
      let isLast = position == indices.count - 1
      if isFirst { start += multiline ? 3 : openingLength(source, start) } else { start += 1 }
      if isLast {
        end -= closingLength(source, start, end, multiline)
      } else {
        end -= 2
      }
      // The last piece of a text that nobody closed can be empty, at the very end of the source.
      let from = min(start, source.bytes.count)
      var content = Array(source.bytes[from..<max(from, end)])
      if multiline { content = stripped(content, indentation, isFirst: isFirst, isLast: isLast) }
      return unescaped(content, at: start, in: source, report: report)
    }
  }

  /// Quotes from a document are wider than one byte.
  private static func openingLength(_ source: SourceText, _ start: Int) -> Int {
    // Where a text was to stand, the source may have ended.
    guard start < source.bytes.count else { return 0 }
    let byte = source.bytes[start]
    return byte < 0x80 ? 1 : byte >= 0xE0 ? 3 : 2
  }

  private static func closingLength(_ source: SourceText, _ start: Int, _ end: Int, _ multiline: Bool) -> Int {
    guard end > start else { return 0 }
    let bytes = source.bytes
    if multiline { return bytes[max(start, end - 3)..<end].elementsEqual([0x22, 0x22, 0x22]) ? 3 : 0 }
    if bytes[end - 1] == 0x22 || bytes[end - 1] == 0x27 { return 1 }
    if end - 3 >= start, bytes[end - 3] == 0xE2, bytes[end - 2] == 0x80, bytes[end - 1] >= 0x98, bytes[end - 1] <= 0x9F
    {
      return 3
    }
    if end - 2 >= start, bytes[end - 2] == 0xC2, bytes[end - 1] == 0xBB || bytes[end - 1] == 0xAB { return 2 }
    return 0
  }

  private static func stripped(_ content: [UInt8], _ indentation: Int, isFirst: Bool, isLast: Bool) -> [UInt8] {
    var lines = content.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    for index in lines.indices {
      if lines[index].last == 0x0D { lines[index].removeLast() }
      let isLineStart = index > 0 || isFirst
      guard isLineStart else { continue }
      var removed = 0
      while removed < indentation, let byte = lines[index].first, byte == 0x20 || byte == 0x09 {
        lines[index].removeFirst()
        removed += 1
      }
    }
    // The line break after the opening fence and the one before the closing fence are not part of the text.
    if isFirst, lines.count > 1, lines[0].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { lines.removeFirst() }
    if isLast, lines.count > 1, let last = lines.last, last.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      lines.removeLast()
    }
    return Array(lines.joined(separator: [0x0A]))
  }

  private static func unescaped(
    _ bytes: [UInt8], at start: Int, in source: SourceText, report: (Diagnostic) -> Void
  ) -> String {
    guard bytes.contains(0x5C) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    var i = 0
    var isTold = false
    while i < bytes.count {
      guard bytes[i] == 0x5C else {
        result.append(bytes[i])
        i += 1
        continue
      }
      let next = i + 1 < bytes.count ? bytes[i + 1] : 0
      switch next {
      case 0x22, 0x5C: result.append(next)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"):
        if i + 2 < bytes.count, bytes[i + 2] == UInt8(ascii: "{"),
          let close = bytes[(i + 3)...].firstIndex(of: UInt8(ascii: "}")),
          let code = UInt32(String(decoding: bytes[(i + 3)..<close], as: UTF8.self), radix: 16),
          let scalar = Unicode.Scalar(code)
        {
          result.append(contentsOf: Array(String(Character(scalar)).utf8))
          i = close + 1
          continue
        }
        fallthrough
      default:
        let shown = String(decoding: bytes[i..<min(i + 2, bytes.count)], as: UTF8.self)
        let place = SourceRange(
          source: source, start: min(start + i, source.bytes.count), end: min(start + i + 2, source.bytes.count))
        // A `\(` where no value can be filled in is told by the parser.
        if !isTold, next != UInt8(ascii: "(") {
          isTold = true
          report(
            Diagnostic(
              .invalidEscape, "`\(shown)` is no escape", at: place, label: "write `\\\\` for a backslash",
              notes: ["escapes are \\\" \\\\ \\n \\t \\u{...}"],
              fixIts: [
                .init(
                  "double the backslash", replace: SourceRange(source: source, start: place.start, end: place.start),
                  with: "\\")
              ]))
        }
        result.append(0x5C)
        i += 1
        continue
      }
      i += 2
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The value and type of a literal by its text, for the kinds that are read by their bytes alone; nil for others, and
  /// for one that says nothing possible.
  public static func value(_ kind: SyntaxKind, _ text: UnsafeBufferPointer<UInt8>) -> (Value, ValueType)? {
    switch kind {
    case .numberLiteral:
      return Fixed.parse(text, scale: Fixed.numberScale).map {
        (.number($0), $0 % Fixed.numberScale == 0 ? .integer : .number)
      }
    case .percentLiteral:
      guard text.last == UInt8(ascii: "%") else { return nil }
      return Fixed.parse(UnsafeBufferPointer(rebasing: text.dropLast()), scale: Fixed.numberScale / 100).map {
        (.percent($0), .percent)
      }
    case .moneyLiteral:
      var end = text.count - 3
      guard end > 0, let currency = Currency(UnsafeBufferPointer(rebasing: text[end...])) else { return nil }
      while end > 0, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
      return Fixed.parse(UnsafeBufferPointer(rebasing: text[..<end]), scale: Fixed.moneyScale).map {
        (.money(Money(amount: $0, currency: currency)), .money)
      }
    case .dateLiteral: return CalendarDate(text).map { (.date($0), .date) }
    default: return nil
    }
  }

  /// The value and type of a literal node; nil (after a report) for one that says nothing possible.
  public static func value(of node: SyntaxNode, report: (Diagnostic) -> Void) -> (Value, ValueType)? {
    let tree = node.tree
    if let plain = tree.source.bytes.withUnsafeBufferPointer({ bytes in
      value(node.kind, UnsafeBufferPointer(rebasing: bytes[node.range.start..<node.range.end]))
    }) {
      return plain
    }
    switch node.kind {
    case .textLiteral:
      return (.text(text(ofToken: node.firstTokenIndex, in: tree, report: report)), .text)
    case .numberLiteral:
      report(tooLargeOrFine(node, decimals: 6))
      return nil
    case .percentLiteral:
      report(tooLargeOrFine(node, decimals: 4))
      return nil
    case .moneyLiteral: return money(node, report: report).map { (.money($0), .money) }
    case .durationLiteral:
      return duration(node.text, at: node.range, report: report).map { (.duration($0), .duration) }
    case .dateLiteral:
      report(noSuchDay(node.range))
      return nil
    case .monthLiteral, .quarterLiteral:
      guard let period = Period(node.text) else {
        report(
          Diagnostic(
            .invalidDate, "there is no \(node.kind == .monthLiteral ? "month" : "quarter") `\(node.text)`",
            at: node.range,
            label: node.kind == .monthLiteral ? "months run from 01 to 12" : "quarters run from Q1 to Q4",
            notes: node.kind == .monthLiteral ? ["for a subtraction put spaces round the minus"] : []))
        return nil
      }
      return (.period(period), .period)
    case .wordLiteral:
      switch node.tokenKind(node.firstTokenIndex) {
      case .yes, .true: return (.yesNo(true), .yesNo)
      case .no, .false: return (.yesNo(false), .yesNo)
      case .unknown: return (.unknown, .absent)
      default: return (.absent, .absent)
      }
    case .unary:
      guard let operand = node.child(0), let (value, type) = self.value(of: operand, report: report) else { return nil }
      switch value {
      case .number(let number): return (.number(-number), type)
      case .percent(let number): return (.percent(-number), type)
      case .money(let money): return (.money(Money(amount: -money.amount, currency: money.currency)), type)
      case .duration(let duration):
        return (.duration(CalendarDuration(months: -duration.months, days: -duration.days)), type)
      default: return nil
      }
    default: return nil
    }
  }

  /// `EUR500k` as money; nil for other names.
  static func moneyInOneWord(_ name: String) -> String? {
    let code = String(name.prefix(3))
    let number = name.dropFirst(3)
    guard Currency(code) != nil, let first = number.first, first.isNumber,
      number.allSatisfy({ $0.isNumber || "kMB".contains($0) })
    else { return nil }
    return "\(number) \(code)"
  }

  /// What is said of a day that is in no calendar, with the one that was meant where it is plain.
  public static func noSuchDay(_ range: SourceRange) -> Diagnostic {
    let meant = likelyDay(range.text)
    return Diagnostic(
      .invalidDate, "there is no day `\(range.text)`", at: range,
      label: meant.map { "did you mean `\($0)`?" } ?? "not in the calendar",
      notes: ["dates are written year-month-day, as in 2026-11-21"],
      fixIts: meant.map { [.init("write `\($0)`", replace: range, with: $0)] } ?? [])
  }

  /// The day somebody meant who swapped month and day, or counted too far in a month.
  private static func likelyDay(_ text: String) -> String? {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, parts[2] >= 1 else { return nil }
    if parts[1] > 12 { return CalendarDate(year: parts[0], month: parts[2], day: parts[1])?.description }
    guard parts[2] <= 31 else { return nil }
    return (28..<max(parts[2], 28)).reversed().lazy.compactMap {
      CalendarDate(year: parts[0], month: parts[1], day: $0)?.description
    }.first
  }

  /// `5d` was read as `5 days`.
  private static func normalizedUnit(_ text: String) -> String {
    guard !text.contains(" "), let split = text.firstIndex(where: { $0.isLetter }) else { return text }
    let unit = ["d": "days", "w": "weeks", "y": "years"][String(text[split...])] ?? String(text[split...])
    return "\(text[..<split]) \(unit)"
  }

  /// A length of time as it is written; nil (after a report) for one that is not whole or too long.
  static func duration(_ text: String, at range: SourceRange, report: (Diagnostic) -> Void) -> CalendarDuration? {
    if let value = CalendarDuration(literal: normalizedUnit(text)) { return value }
    report(
      Diagnostic(
        .malformedNumber, "`\(text)` is no stretch of time", at: range,
        label: text.contains(".") ? "a whole number is needed" : "too long",
        notes: text.contains(".") ? ["a part of a month or a year is written in days or months"] : []))
    return nil
  }

  private static func tooLargeOrFine(_ node: SyntaxNode, decimals: Int) -> Diagnostic {
    Diagnostic(
      .malformedNumber, "`\(node.text)` can't be kept exactly", at: node.range,
      label: "too large, or too many decimals",
      notes: ["numbers keep \(decimals) decimals here and about 12 digits before the point"])
  }

  private static func money(_ node: SyntaxNode, report: (Diagnostic) -> Void) -> Money? {
    var text = node.text
    // Written with a sign, as `$5` or `5 €`: the lexer has said so and means this.
    let signs: [Character: String] = ["$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR"]
    if let code = text.first.flatMap({ signs[$0] }) ?? text.last.flatMap({ signs[$0] }) {
      text = text.filter { signs[$0] == nil && $0 != "," && $0 != " " } + " " + code
    }
    let code = String(text.suffix(3))
    var number = text.dropLast(3)
    while number.last == " " || number.last == "\t" { number.removeLast() }
    guard let currency = Currency(code) else {
      let place = SourceRange(source: node.tree.source, start: node.range.end - 3, end: node.range.end)
      let nearest = Suggestions.nearest(to: code, among: Currency.allCodes)
      report(
        Diagnostic(
          .unknownCurrency, "there is no currency `\(code)`", at: place,
          label: nearest.map { "did you mean `\($0)`?" } ?? "not an ISO 4217 code",
          fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? []))
      return nil
    }
    guard let amount = Fixed.parse(number, scale: Fixed.moneyScale) else {
      report(tooLargeOrFine(node, decimals: 4))
      return nil
    }
    return Money(amount: amount, currency: currency)
  }
}
