/// Turns source text into tokens; never fails: what no rule takes becomes an `invalid` token with a diagnostic.
///
/// Habits from other languages (`==`, single quotes, smart quotes, `&&`, `$5`) become the token that was meant, with a
/// diagnostic that says so, so that one slip gives one message.
public struct Lexer {
  public private(set) var tokens: ContiguousArray<Token> = []
  public private(set) var diagnostics: [Diagnostic] = []
  let source: SourceText

  /// An interpolation being read inside a text: the parentheses open in it, and whether the text is a `"""` one.
  struct Interpolation {
    var depth = 0
    var multiline: Bool
    /// Where the text began, for the message when it never ends.
    var start: Int
  }
  var interpolations: [Interpolation] = []

  /// Reads the tokens of a whole source text, or of its beginning once they are no longer wanted.
  public init(_ source: SourceText, isStopped: () -> Bool = { false }) {
    self.source = source
    tokens.reserveCapacity(source.bytes.count / 5 + 8)
    source.bytes.withUnsafeBufferPointer { lex($0, isStopped) }
  }

  mutating func emit(_ kind: TokenKind, _ start: Int, _ end: Int, _ startsLine: Bool) {
    tokens.append(Token(kind: kind, startsLine: startsLine, start: UInt32(start), end: UInt32(end)))
  }

  /// The most problems told of one text: a file of another kind, read by mistake, has one at every byte.
  static let maximumDiagnostics = 10_000

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < Lexer.maximumDiagnostics { diagnostics.append(diagnostic) }
  }

  func range(_ start: Int, _ end: Int) -> SourceRange { SourceRange(source: source, start: start, end: end) }

  private mutating func lex(_ b: UnsafeBufferPointer<UInt8>, _ isStopped: () -> Bool) {
    let count = b.count
    var i = 0
    // A byte order mark is trivia.
    if count >= 3, b[0] == 0xEF, b[1] == 0xBB, b[2] == 0xBF { i = 3 }
    var startsLine = true
    while true {
      // Trivia.
      skip: while i < count {
        switch b[i] {
        case 0x20, 0x09, 0x0D: i += 1
        case 0x0A:
          startsLine = true
          i += 1
          // A text's interpolation cannot run past its line.
          if let open = interpolations.last, !open.multiline {
            report(
              Diagnostic(
                .unterminatedText, "this text is not closed", at: range(open.start, i - 1),
                label: "the `\\(` in it has no `)` and the text no closing `\"`"))
            interpolations.removeAll()
            emit(.textTail, i - 1, i - 1, false)
          }
        case UInt8(ascii: "#"):
          while i < count, b[i] != 0x0A { i += 1 }
        default: break skip
        }
      }
      guard i < count, tokens.count & 0x3FFF != 0x3FFF || !isStopped() else { break }
      i = lexToken(b, i, startsLine)
      startsLine = false
    }
    if let open = interpolations.last {
      report(
        Diagnostic(.unterminatedText, "this text is not closed", at: range(open.start, min(open.start + 3, count))))
      emit(.textTail, count, count, false)
    }
    emit(.endOfFile, count, count, true)
  }

  private mutating func lexToken(_ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ startsLine: Bool) -> Int {
    let count = b.count
    let c = b[start]
    func next(_ offset: Int) -> UInt8 { start + offset < count ? b[start + offset] : 0 }
    func one(_ kind: TokenKind) -> (TokenKind, Int) { (kind, 1) }
    let simple: (TokenKind, Int)
    switch c {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
      return lexName(b, start, startsLine)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return lexNumber(b, start, startsLine)
    case UInt8(ascii: "\""): return lexText(b, start, startsLine)
    case UInt8(ascii: "`"): return lexQuotedName(b, start, startsLine)
    case UInt8(ascii: "("):
      if !interpolations.isEmpty { interpolations[interpolations.count - 1].depth += 1 }
      simple = one(.leftParen)
    case UInt8(ascii: ")"):
      if let open = interpolations.last {
        if open.depth == 0 {
          interpolations.removeLast()
          return continueText(b, start, start + 1, open.multiline, open.start, startsLine, opening: false)
        }
        interpolations[interpolations.count - 1].depth -= 1
      }
      simple = one(.rightParen)
    case UInt8(ascii: "["): simple = one(.leftBracket)
    case UInt8(ascii: "]"): simple = one(.rightBracket)
    case UInt8(ascii: "{"): simple = one(.leftBrace)
    case UInt8(ascii: "}"): simple = one(.rightBrace)
    case UInt8(ascii: ","): simple = one(.comma)
    case UInt8(ascii: ";"): simple = one(.semicolon)
    case UInt8(ascii: "|"):
      if next(1) == UInt8(ascii: "|") {
        return foreign(.or, start, 2, "or", "PlanLang writes `or` in words", startsLine)
      }
      simple = one(.bar)
    case UInt8(ascii: "&"):
      return foreign(
        .and, start, next(1) == UInt8(ascii: "&") ? 2 : 1, "and", "PlanLang writes `and` in words", startsLine)
    case UInt8(ascii: "."): simple = next(1) == UInt8(ascii: ".") ? (.dotDot, 2) : one(.dot)
    case UInt8(ascii: "="):
      if next(1) == UInt8(ascii: "=") {
        let length = next(2) == UInt8(ascii: "=") ? 3 : 2
        return foreign(.equal, start, length, "=", "PlanLang compares with one `=`", startsLine)
      }
      if next(1) == UInt8(ascii: ">") {
        return foreign(.greaterEqual, start, 2, ">=", "at least is written `>=`", startsLine)
      }
      if next(1) == UInt8(ascii: "<") {
        return foreign(.lessEqual, start, 2, "<=", "at most is written `<=`", startsLine)
      }
      simple = one(.equal)
    case UInt8(ascii: "!"):
      if next(1) == UInt8(ascii: "=") {
        if next(2) == UInt8(ascii: "=") {
          return foreign(.notEqual, start, 3, "!=", "not equal is written `!=`", startsLine)
        }
        simple = (.notEqual, 2)
      } else if next(1) == UInt8(ascii: "~") {
        // Told by the parser, which knows where the comparison begins.
        simple = (.tilde, 2)
      } else {
        return foreign(.not, start, 1, "not ", "PlanLang writes `not` in words", startsLine)
      }
    case UInt8(ascii: "<"):
      if next(1) == UInt8(ascii: ">") {
        return foreign(.notEqual, start, 2, "!=", "not equal is written `!=`", startsLine)
      }
      simple = next(1) == UInt8(ascii: "=") ? (.lessEqual, 2) : one(.less)
    case UInt8(ascii: ">"): simple = next(1) == UInt8(ascii: "=") ? (.greaterEqual, 2) : one(.greater)
    case UInt8(ascii: "~"): simple = one(.tilde)
    case UInt8(ascii: "+"): simple = one(.plus)
    case UInt8(ascii: "-"):
      if next(1) == UInt8(ascii: "-"), next(2) == 0x20 || next(2) == 0x09, start == 0 || b[start - 1] <= 0x20 {
        return foreignComment(b, start)
      }
      simple = next(1) == UInt8(ascii: ">") ? (.arrow, 2) : one(.minus)
    case UInt8(ascii: "*"): simple = one(.star)
    case UInt8(ascii: "/"):
      if next(1) == UInt8(ascii: "/") { return foreignComment(b, start) }
      if next(1) == UInt8(ascii: "*") { return foreignBlockComment(b, start) }
      simple = one(.slash)
    case UInt8(ascii: "?"):
      if next(1) == UInt8(ascii: "?") {
        simple = (.questionQuestion, 2)
      } else if let last = tokens.last?.kind, last == .equal || last == .bar {
        let place = range(start, start + 1)
        diagnostics.append(
          Diagnostic(
            .unexpectedCharacter, "what nobody knows is written `unknown`", at: place,
            label: "write `unknown`, or leave it out",
            fixIts: [.init("write `unknown`", replace: place, with: "unknown")]))
        simple = one(.unknown)
      } else {
        return lexOther(b, start, startsLine)
      }
    case UInt8(ascii: ":"):
      let gap = start > 0 && b[start - 1] != 0x20 ? " =" : "="
      return foreign(
        .equal, start, next(1) == UInt8(ascii: "=") ? 2 : 1, gap, "PlanLang sets values with `=`", startsLine)
    case UInt8(ascii: "'"): return lexForeignQuote(b, start, startsLine, closing: ["'", "\u{2019}"], length: 1)
    case UInt8(ascii: "$"): return lexCurrencySign(b, start, 1, startsLine)
    default: return lexOther(b, start, startsLine)
    }
    emit(simple.0, start, start + simple.1, startsLine)
    return start + simple.1
  }

  // MARK: Names

  static func isNameByte(_ c: UInt8) -> Bool {
    (c >= 0x61 && c <= 0x7A) || (c >= 0x41 && c <= 0x5A) || (c >= 0x30 && c <= 0x39) || c == 0x5F
  }

  /// The end of the name characters from `start`, letters of any script included.
  func nameEnd(_ b: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var i = start
    while i < b.count {
      if Lexer.isNameByte(b[i]) {
        i += 1
      } else if b[i] >= 0x80, let (scalar, length) = decode(b, i), scalar.properties.isAlphabetic {
        i += length
      } else {
        break
      }
    }
    return i
  }

  private mutating func lexName(_ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ startsLine: Bool) -> Int {
    let end = nameEnd(b, start)
    let length = end - start
    if length == 1, b[start] == UInt8(ascii: "_") {
      emit(.underscore, start, end, startsLine)
      return end
    }
    if b[start] <= 0x5A {
      if length <= 3, let (kind, word) = Lexer.shoutedOperator(source.text(start, end)),
        isOperatorPlace(b, kind, end, startsLine)
      {
        return foreign(kind, start, length, word, "PlanLang writes `\(word)` in small letters", startsLine)
      }
      let reader = HabitReader(b: b)
      if let habit = reader.literal(word: start..<end, numberEnd: { Lexer.figureEnd(b, $0) }) {
        return emit(habit, start, startsLine)
      }
    }
    emit(length <= 7 ? Lexer.reservedWord(b, start, length) : .name, start, end, startsLine)
    return end
  }

  /// Whether an operator can stand here, after what was read and before what follows; where none can, `OR` is a name.
  private func isOperatorPlace(_ b: UnsafeBufferPointer<UInt8>, _ kind: TokenKind, _ end: Int, _ startsLine: Bool)
    -> Bool
  {
    guard let last = tokens.last else { return kind == .not }
    if kind == .not {
      // `IS NOT NULL` is told as a whole.
      if last.kind == .name, source.text(Int(last.start), Int(last.end)).lowercased() == "is" { return false }
      if startsLine || [.leftBrace, .semicolon, .comma, .bar].contains(last.kind) { return false }
      var next = end
      while next < b.count, b[next] == 0x20 || b[next] == 0x09 { next += 1 }
      // An operand follows: a letter, a digit, a text, a bracket.
      return next < b.count && (Lexer.isNameByte(b[next]) || [0x22, 0x28, 0x60].contains(b[next]))
    }
    if startsLine { return !beginsMember(b, end) }
    switch last.kind {
    case .name, .quotedName:
      // In `show OR` the word before is the step.
      guard tokens.count > 1, tokens[tokens.count - 2].kind == .bar, last.kind == .name else { return true }
      return !Vocabulary.steps.contains(source.text(Int(last.start), Int(last.end)))
    case .number, .percent, .money, .duration, .date, .month, .quarter, .text, .multilineText, .textTail, .rightParen,
      .rightBracket, .yes, .no, .true, .false, .unknown, .none, .underscore:
      return true
    default: return false
    }
  }

  /// Whether a word at the start of a line is the name of a field or a column: `OR = 3`, `OR text`, `OR | x`.
  private func beginsMember(_ b: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
    func blanks(_ i: Int) -> Int {
      var i = i
      while i < b.count, b[i] == 0x20 || b[i] == 0x09 { i += 1 }
      return i
    }
    let next = blanks(end)
    guard next < b.count else { return false }
    if b[next] == UInt8(ascii: "=") || b[next] == UInt8(ascii: "|") { return true }
    let word = nameEnd(b, next)
    guard word > next else { return false }
    let after = blanks(word)
    return after >= b.count || [0x0A, 0x0D, 0x3B, 0x7D, 0x23].contains(b[after])
  }

  /// Operators in capitals, as in SQL.
  static func shoutedOperator(_ word: String) -> (TokenKind, String)? {
    switch word {
    case "AND": (.and, "and")
    case "OR": (.or, "or")
    case "NOT": (.not, "not")
    case "IN": (.in, "in")
    default: nil
    }
  }

  /// The end of the plain number that starts at a digit, with its suffix.
  static func figureEnd(_ b: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var i = start
    func digit(_ i: Int) -> Bool { i < b.count && b[i] >= 0x30 && b[i] <= 0x39 }
    while digit(i) || (i + 1 < b.count && b[i] == 0x5F && digit(i + 1)) { i += 1 }
    if i + 1 < b.count, b[i] == 0x2E, digit(i + 1) {
      i += 1
      while digit(i) || (i + 1 < b.count && b[i] == 0x5F && digit(i + 1)) { i += 1 }
    }
    if i < b.count, [UInt8(ascii: "k"), UInt8(ascii: "M"), UInt8(ascii: "B")].contains(b[i]),
      i + 1 >= b.count || !isNameByte(b[i + 1])
    {
      i += 1
    }
    return i
  }

  /// A literal in a foreign spelling, as the token it stands for.
  mutating func emit(_ habit: HabitualLiteral, _ start: Int, _ startsLine: Bool) -> Int {
    let place = range(habit.place.lowerBound, habit.place.upperBound)
    diagnostics.append(
      Diagnostic(
        habit.code, habit.message, at: place, label: "write `\(habit.text)`",
        notes: habit.alternatives.isEmpty ? [] : ["or is `\(habit.alternatives.joined(separator: "` or `"))` meant?"],
        fixIts: ([habit.text] + habit.alternatives).map { .init("write `\($0)`", replace: place, with: $0) }))
    emit(habit.kind, start, habit.end, startsLine)
    return habit.end
  }

  /// `// ...` and `-- ...`: a comment in other languages, read over like one of ours.
  private mutating func foreignComment(_ b: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    let place = range(start, start + 2)
    diagnostics.append(
      Diagnostic(
        .unexpectedCharacter, "a comment starts with `#`", at: place, label: "write `#`",
        fixIts: [.init("write `#`", replace: place, with: "#")]))
    var i = start
    while i < b.count, b[i] != 0x0A { i += 1 }
    return i
  }

  /// `/* ... */`
  private mutating func foreignBlockComment(_ b: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var end = start + 2
    var isOneLine = true
    while end < b.count, !(b[end] == UInt8(ascii: "*") && end + 1 < b.count && b[end + 1] == UInt8(ascii: "/")) {
      if b[end] == 0x0A { isOneLine = false }
      end += 1
    }
    let place = range(start, start + 2)
    var fixIts: [Diagnostic.FixIt] = []
    if isOneLine, end + 2 <= b.count {
      var last = end
      while last > start + 2, b[last - 1] == 0x20 { last -= 1 }
      fixIts = [.init("write `#`", [.init(place, "#"), .init(range(last, end + 2), "")])]
    }
    report(
      Diagnostic(
        .unexpectedCharacter, "a comment starts with `#` and ends with its line", at: place, label: "write `#`",
        fixIts: fixIts))
    return min(end + 2, b.count)
  }

  private static func reservedWord(_ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int) -> TokenKind {
    func matches(_ word: StaticString) -> Bool {
      let w = word.utf8Start
      for k in 0..<length where b[start + k] != w[k] { return false }
      return true
    }
    switch length {
    case 2:
      if matches("or") { return .or }
      if matches("in") { return .in }
      if matches("is") { return .is }
      if matches("if") { return .if }
      if matches("no") { return .no }
    case 3:
      if matches("and") { return .and }
      if matches("not") { return .not }
      if matches("yes") { return .yes }
    case 4:
      if matches("then") { return .then }
      if matches("else") { return .else }
      if matches("true") { return .true }
      if matches("none") { return .none }
    case 5: if matches("false") { return .false }
    case 7: if matches("unknown") { return .unknown }
    default: break
    }
    return .name
  }

  private mutating func lexQuotedName(_ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ startsLine: Bool) -> Int {
    var i = start + 1
    while i < b.count, b[i] != UInt8(ascii: "`"), b[i] != 0x0A { i += 1 }
    if i < b.count, b[i] == UInt8(ascii: "`"), i > start + 1 {
      emit(.quotedName, start, i + 1, startsLine)
      return i + 1
    }
    report(
      Diagnostic(
        .unterminatedText, "this quoted name is not closed", at: range(start, i), label: "expected a closing backtick"))
    emit(.invalid, start, i, startsLine)
    return i
  }

  // MARK: Habits from elsewhere, and what nothing takes

  private mutating func foreign(
    _ kind: TokenKind, _ start: Int, _ length: Int, _ replacement: String, _ why: String, _ startsLine: Bool
  ) -> Int {
    let place = range(start, start + length)
    report(
      Diagnostic(
        .foreignOperator, "`\(place.text)` is not an operator here", at: place, label: why,
        fixIts: [.init("write `\(replacement)`", replace: place, with: replacement)]))
    emit(kind, start, start + length, startsLine)
    return start + length
  }

  /// Single or typographic quotes: read to the closing one on the same line as the text that was meant.
  private mutating func lexForeignQuote(
    _ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ startsLine: Bool, closing: [String], length: Int
  ) -> Int {
    var i = start + length
    var closeEnd: Int?
    search: while i < b.count, b[i] != 0x0A {
      for quote in closing where matches(b, i, quote) {
        closeEnd = i + quote.utf8.count
        break search
      }
      i += 1
    }
    guard let closeEnd else {
      let place = range(start, start + length)
      report(
        Diagnostic(
          .foreignQuote, "texts stand in straight double quotes", at: place, label: "use `\"`",
          fixIts: [.init("use a straight double quote", replace: place, with: "\"")]))
      emit(.invalid, start, start + length, startsLine)
      return start + length
    }
    let inner = source.text(start + length, i)
    let escaped = inner.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
    let place = range(start, closeEnd)
    report(
      Diagnostic(
        .foreignQuote, "texts stand in straight double quotes", at: place, label: "use `\"` on both sides",
        fixIts: [.init("use straight double quotes", replace: place, with: "\"\(escaped)\"")]))
    emit(.text, start, closeEnd, startsLine)
    return closeEnd
  }

  private func matches(_ b: UnsafeBufferPointer<UInt8>, _ at: Int, _ text: String) -> Bool {
    var i = at
    for unit in text.utf8 {
      guard i < b.count, b[i] == unit else { return false }
      i += 1
    }
    return true
  }

  private mutating func lexCurrencySign(
    _ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int, _ startsLine: Bool
  ) -> Int {
    let sign = source.text(start, start + length)
    if sign == "$", let last = tokens.last, Int(last.end) == start, last.kind == .name,
      let code = Lexer.dollars[source.text(Int(last.start), start)], start + 1 < b.count, b[start + 1] >= 0x30,
      b[start + 1] <= 0x39
    {
      tokens.removeLast()
      return lexMoney(b, from: Int(last.start), start + 1, code, last.startsLine)
    }
    let code = ["$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR", "zł": "PLN"][sign] ?? "USD"
    var i = start + length
    while i < b.count, b[i] == 0x20 { i += 1 }
    guard i < b.count, b[i] >= 0x30, b[i] <= 0x39 else {
      let place = range(start, start + length)
      if sign == "$", i == start + length, i < b.count, Lexer.isNameByte(b[i]) {
        // `$power`, as variables are written elsewhere: read as the name it is.
        report(
          Diagnostic(
            .currencySign, "a name stands without `$`", at: place, label: "leave it out",
            fixIts: [.init("leave it out", replace: place, with: "")]))
        return start + length
      }
      report(
        Diagnostic(
          .currencySign, "`\(sign)` can't stand here", at: place, label: "money is a number and a currency code",
          notes: ["write money as `1.2M \(code)`"]))
      emit(.invalid, start, start + length, startsLine)
      return start + length
    }
    return lexMoney(b, from: start, i, code, startsLine)
  }

  /// What stands before the sign of a dollar, and which one it is.
  private static let dollars = [
    "US": "USD", "USD": "USD", "CA": "CAD", "C": "CAD", "AU": "AUD", "A": "AUD", "NZ": "NZD", "HK": "HKD", "SG": "SGD",
    "S": "SGD", "R": "BRL",
  ]

  /// Money as it is written elsewhere, from its sign at `start` on; its digits begin at `numberStart`.
  private mutating func lexMoney(
    _ b: UnsafeBufferPointer<UInt8>, from start: Int, _ numberStart: Int, _ code: String, _ startsLine: Bool
  ) -> Int {
    var i = numberStart
    while i < b.count,
      Lexer.isNameByte(b[i]) || (b[i] == 0x2E && i + 1 < b.count && b[i + 1] >= 0x30 && b[i + 1] <= 0x39)
        || (b[i] == 0x2C && i + 3 < b.count && (1...3).allSatisfy { b[i + $0] >= 0x30 && b[i + $0] <= 0x39 })
    {
      i += 1
    }
    let number = source.text(numberStart, i).filter { $0 != "," }
    let place = range(start, i)
    report(
      Diagnostic(
        .currencySign, "money is written with a currency code", at: place, label: "write `\(number) \(code)`",
        // In `2$26` nobody can know what the first figure was to be.
        fixIts: start > 0 && Lexer.isNameByte(b[start - 1])
          ? [] : [.init("write `\(number) \(code)`", replace: place, with: "\(number) \(code)")]))
    emit(.money, start, i, startsLine)
    return i
  }

  private func decode(_ b: UnsafeBufferPointer<UInt8>, _ i: Int) -> (Unicode.Scalar, Int)? {
    var iterator = b[i..<min(i + 4, b.count)].makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return (scalar, UTF8.width(scalar))
  }

  private mutating func lexOther(_ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ startsLine: Bool) -> Int {
    guard let (scalar, length) = decode(b, start) else {
      report(Diagnostic(.notUTF8, "these bytes are not UTF-8 text", at: range(start, start + 1)))
      emit(.invalid, start, start + 1, startsLine)
      return start + 1
    }
    switch scalar {
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}":
      return lexForeignQuote(
        b, start, startsLine, closing: ["\u{201C}", "\u{201D}", "\"", "\u{00AB}", "\u{00BB}"], length: length)
    case "\u{2018}", "\u{2019}", "\u{201A}":
      return lexForeignQuote(b, start, startsLine, closing: ["\u{2018}", "\u{2019}", "'"], length: length)
    case "€", "£", "¥", "₩", "₹": return lexCurrencySign(b, start, length, startsLine)
    case "\u{00A0}", "\u{2007}", "\u{202F}", "\u{3000}", "\u{FEFF}", "\u{200B}":
      let place = range(start, start + length)
      report(
        Diagnostic(
          .unexpectedCharacter, "a special space stands here (U+\(hex(scalar)))", at: place,
          label: "use an ordinary space", fixIts: [.init("use an ordinary space", replace: place, with: " ")]))
      // Treated as the blank it looks like: no token.
      return start + length
    case "\u{2260}": return foreign(.notEqual, start, length, "!=", "not equal is written `!=`", startsLine)
    case "\u{2264}": return foreign(.lessEqual, start, length, "<=", "at most is written `<=`", startsLine)
    case "\u{2265}": return foreign(.greaterEqual, start, length, ">=", "at least is written `>=`", startsLine)
    case "\u{2013}" where isBeforeStep(start + length, b), "\u{2014}" where isBeforeStep(start + length, b):
      return foreign(.bar, start, length, "|", "steps are joined with `|`", startsLine)
    case "\u{2013}", "\u{2014}", "\u{2212}":
      return foreign(.minus, start, length, "-", "minus is the plain hyphen", startsLine)
    case "\u{2192}": return foreign(.arrow, start, length, "->", "an arrow is written `->`", startsLine)
    case "\u{2026}": return foreign(.dotDot, start, length, "..", "a range is written with two dots", startsLine)
    case "\u{00D7}": return foreign(.star, start, length, "*", "times is written `*`", startsLine)
    case "\u{00B1}": return foreign(.plus, start, length, "+-", "more or less is written `+-`", startsLine)
    case "\u{00F7}": return foreign(.slash, start, length, "/", "divided by is written `/`", startsLine)
    default: break
    }
    if scalar.properties.isAlphabetic {
      let end = nameEnd(b, start)
      emit(.name, start, end, startsLine)
      return end
    }
    let place = range(start, start + length)
    let printable = scalar.isASCII && scalar.value >= 0x20 && scalar.value < 0x7F
    if scalar == "?", standsAlone(start, start + length, b) {
      report(
        Diagnostic(
          .unexpectedCharacter, "`?` has no meaning here", at: place, label: "did you mean `help`?",
          fixIts: [.init("write `help`", replace: place, with: "help")]))
      emit(.invalid, start, start + length, startsLine)
      return start + length
    }
    report(
      Diagnostic(
        .unexpectedCharacter,
        printable ? "`\(scalar)` has no meaning here" : "the character U+\(hex(scalar)) has no meaning here", at: place,
        label: "remove it, or put it inside a text", fixIts: [.init("remove it", replace: place, with: "")]))
    emit(.invalid, start, start + length, startsLine)
    return start + length
  }

  /// Whether a word follows that starts a step, and no call.
  private func isBeforeStep(_ end: Int, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = end
    while start < b.count, b[start] == 0x20 { start += 1 }
    var last = start
    while last < b.count, (0x61...0x7A).contains(b[last]) { last += 1 }
    guard last > start, last >= b.count || b[last] != UInt8(ascii: "(") else { return false }
    return Vocabulary.steps.contains(source.text(start, last))
  }

  /// Whether nothing but blanks is on the line before and after a place.
  private func standsAlone(_ start: Int, _ end: Int, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    var before = start
    while before > 0, isBlank(b[before - 1]) { before -= 1 }
    var after = end
    while after < b.count, isBlank(b[after]) { after += 1 }
    return (before == 0 || b[before - 1] == 0x0A) && (after >= b.count || b[after] == 0x0A)
  }

  private func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
