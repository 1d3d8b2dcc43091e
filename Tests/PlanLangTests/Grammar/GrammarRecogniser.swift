@testable import PlanLang

/// Says whether the grammar takes a run of symbols: tokens for the lower-case rules, characters for the upper-case ones.
///
/// It follows every alternative and remembers where each rule can end from each place, so it needs no look-ahead rules of
/// its own and can't be wrong in the way the parser is.
struct GrammarRecogniser {
  /// One symbol: its text, and for tokens the upper-case rule it is of.
  struct Symbol {
    let text: String
    let kind: String
  }

  private let grammar: Grammar
  private let symbols: [Symbol]
  private let readsCharacters: Bool
  private var known: [String: [Int: [Int]]] = [:]
  /// The farthest symbol that was looked at.
  private(set) var farthest = 0

  init(_ grammar: Grammar, tokens: [Symbol]) {
    self.grammar = grammar
    symbols = tokens
    readsCharacters = false
  }

  init(_ grammar: Grammar, characters: String) {
    self.grammar = grammar
    symbols = characters.map { Symbol(text: String($0), kind: "") }
    readsCharacters = true
  }

  /// Whether a rule takes all symbols.
  mutating func accepts(_ rule: String) -> Bool { ends(of: rule, at: 0).contains(symbols.count) }

  /// Whether a part of the grammar takes all symbols.
  mutating func accepts(_ node: Grammar.Node) -> Bool { ends(of: node, at: 0).contains(symbols.count) }

  /// Whether a part of the grammar can begin at a place.
  mutating func begins(_ node: Grammar.Node, at place: Int) -> Bool { !ends(of: node, at: place).isEmpty }

  private mutating func ends(of rule: String, at place: Int) -> [Int] {
    if rule == "EOL" || !readsCharacters && Grammar.isToken(rule) {
      farthest = max(farthest, place)
      guard place < symbols.count else { return [] }
      let kind = symbols[place].kind
      // The pieces of `"""` texts are told apart by their characters only.
      return kind == rule || kind.hasPrefix("TEXT_") && rule == "LONG_" + kind.dropFirst(5) ? [place + 1] : []
    }
    if let known = known[rule]?[place] { return known }
    guard let node = grammar.rules[rule] else { fatalError("no rule `\(rule)`") }
    let result = mayStart(rule, place) ? ends(of: node, at: place) : []
    known[rule, default: [:]][place] = result
    return result
  }

  private func mayStart(_ rule: String, _ place: Int) -> Bool {
    guard !readsCharacters, let first = GrammarStarts.ofManual.starts[rule], !first.mayBeEmpty else { return true }
    guard place < symbols.count else { return false }
    return first.words.contains(symbols[place].kind) || first.words.contains("'" + symbols[place].text)
  }

  private mutating func ends(of node: Grammar.Node, at place: Int) -> [Int] {
    switch node.kind {
    case .rule(let name): return ends(of: name, at: place)
    case .literal(let text): return endsOfLiteral(text, place)
    case .characters(let range):
      guard place < symbols.count, let scalar = symbols[place].text.unicodeScalars.first, range.contains(scalar) else {
        return []
      }
      return [place + 1]
    case .special(let words):
      guard place < symbols.count, GrammarCharacters.fits(symbols[place].text, words) else { return [] }
      return [place + 1]
    case .sequence(let parts):
      var places = [place]
      for part in parts {
        if places.count == 1 {
          places = ends(of: part, at: places[0])
        } else {
          var next: Set<Int> = []
          for place in places { next.formUnion(ends(of: part, at: place)) }
          places = next.sorted()
        }
        if places.isEmpty { return [] }
      }
      return places
    case .choice(let parts):
      var result: [Int] = []
      for part in parts { for end in ends(of: part, at: place) where !result.contains(end) { result.append(end) } }
      return result
    case .optional(let part):
      let ends = ends(of: part, at: place)
      return ends.contains(place) ? ends : [place] + ends
    case .any(let part): return endsOfRepetition(part, from: [place])
    case .some(let part): return endsOfRepetition(part, from: ends(of: part, at: place))
    case .commas(let part): return ends(of: part, at: place)
    case .not(let part): return ends(of: part, at: place).isEmpty ? [place] : []
    case .except(let part, let other):
      let left = ends(of: part, at: place)
      if left.isEmpty { return [] }
      let right = ends(of: other, at: place)
      return left.filter { !right.contains($0) }
    }
  }

  private mutating func endsOfRepetition(_ part: Grammar.Node, from places: [Int]) -> [Int] {
    var result = places
    var index = 0
    while index < result.count {
      for end in ends(of: part, at: result[index]) where !result.contains(end) { result.append(end) }
      index += 1
    }
    return result
  }

  private mutating func endsOfLiteral(_ text: String, _ place: Int) -> [Int] {
    farthest = max(farthest, place)
    if readsCharacters {
      var end = place
      for character in text {
        guard end < symbols.count, symbols[end].text == String(character) else { return [] }
        end += 1
      }
      return [end]
    }
    return place < symbols.count && symbols[place].text == text ? [place + 1] : []
  }
}

/// What a rule can start with, so that the recogniser need not try what can't fit.
struct GrammarStarts: Sendable {
  struct Start: Sendable, Equatable {
    var mayBeEmpty = false
    /// Literals with a quotation mark in front, and upper-case rules.
    var words: Set<String> = []
  }

  private(set) var starts: [String: Start] = [:]

  static let ofManual = GrammarStarts(.ofManual)

  init(_ grammar: Grammar) {
    let rules = grammar.names.filter { !Grammar.isToken($0) }
    while true {
      var changed = false
      for rule in rules {
        guard let node = grammar.rules[rule] else { continue }
        let start = start(of: node)
        if starts[rule] != start {
          starts[rule] = start
          changed = true
        }
      }
      if !changed { return }
    }
  }

  private func start(of node: Grammar.Node) -> Start {
    switch node.kind {
    case .literal(let text): return Start(words: ["'" + text])
    case .rule(let name):
      if name == "EOL" { return Start(words: [name]) }
      if Grammar.isToken(name) {
        return Start(
          words: name.hasPrefix("LONG_") && name != "LONG_TEXT" ? [name, "TEXT_" + name.dropFirst(5)] : [name])
      }
      return starts[name] ?? Start()
    case .characters, .special: return Start(mayBeEmpty: true)
    case .not: return Start(mayBeEmpty: true)
    case .optional(let part), .any(let part):
      var start = start(of: part)
      start.mayBeEmpty = true
      return start
    case .some(let part), .commas(let part), .except(let part, _): return start(of: part)
    case .choice(let parts):
      var result = Start()
      for part in parts {
        let start = start(of: part)
        result.words.formUnion(start.words)
        result.mayBeEmpty = result.mayBeEmpty || start.mayBeEmpty
      }
      return result
    case .sequence(let parts):
      var result = Start(mayBeEmpty: true)
      for part in parts where result.mayBeEmpty {
        let start = start(of: part)
        result.words.formUnion(start.words)
        result.mayBeEmpty = start.mayBeEmpty
      }
      return result
    }
  }
}

/// What the grammar says in words.
enum GrammarCharacters {
  static func fits(_ character: String, _ words: String) -> Bool {
    switch words {
    case "a tab": character == "\t"
    case "the end of the line": character == "\n" || character == "\r\n"
    case "a letter of another script":
      character.unicodeScalars.allSatisfy { !$0.isASCII }
        && character.unicodeScalars.first?.properties.isAlphabetic == true
    case "any character but ` and the end of a line": character != "`" && character != "\n" && character != "\r\n"
    case "any character but \", \\ and the end of a line":
      character != "\"" && character != "\\" && character != "\n" && character != "\r\n"
    default: fatalError("what is `\(words)`?")
    }
  }

  static func some(_ words: String, dice: inout Dice) -> String {
    let pool: [String]
    switch words {
    case "a tab": pool = ["\t"]
    case "the end of the line": pool = ["\n"]
    case "a letter of another script": pool = ["é", "ł", "ß", "Ж", "田", "א", "ñ"]
    default:
      pool = ["a", "B", "7", " ", "#", "'", "{", "|", "(", ")", "“", "é", "田", "😀", "=", ",", ";", "-", "/", "\t"]
    }
    return pool.randomElement(using: &dice) ?? "a"
  }
}

extension GrammarRecogniser.Symbol {
  /// The tokens of a source text as symbols, with an `EOL` for each line break that counts.
  static func tokens(of source: SourceText) -> [GrammarRecogniser.Symbol] {
    var result: [GrammarRecogniser.Symbol] = []
    // What is open: a bracket, the braces of a table (`T`), or a text being filled in (`t`).
    var open: [Character] = []
    var previous: TokenKind?
    // Whether the tokens since the last break are the head of a table.
    var isTableHead = false
    for token in Lexer(source).tokens where token.kind != .endOfFile {
      let text = source.text(Int(token.start), Int(token.end))
      if token.startsLine, !result.isEmpty, counts(before: token.kind, after: previous, in: open.last) {
        result.append(.init(text: "", kind: "EOL"))
        isTableHead = false
      }
      if text == "table", token.kind == .name, isBreak(result.last) { isTableHead = true }
      switch token.kind {
      case .leftParen: open.append("(")
      case .leftBracket: open.append("[")
      case .leftBrace: open.append(isTableHead ? "T" : "{")
      case .textHead: open.append("t")
      case .rightParen, .rightBracket, .rightBrace, .textTail: _ = open.popLast()
      default: break
      }
      if token.kind == .leftBrace { isTableHead = false }
      result.append(.init(text: token.kind == .quotedName ? "" : text, kind: kind(token.kind)))
      // A reserved word after a dot is the name of a field.
      previous = previous == .dot && token.kind.isReservedWord ? .name : token.kind
    }
    return result
  }

  private static func isBreak(_ symbol: GrammarRecogniser.Symbol?) -> Bool {
    guard let symbol else { return true }
    return symbol.kind == "EOL" || symbol.text == ";" || symbol.text == "{"
  }

  /// Whether a line break between two tokens ends something.
  static func counts(before next: TokenKind, after previous: TokenKind?, in open: Character?) -> Bool {
    if open == "(" || open == "[" || open == "t" { return false }
    if open == "T" { return true }
    if next == .bar || next == .comma { return false }
    switch previous {
    case .bar, .comma, .arrow, .equal, .dotDot, .and, .or, .not, .then, .else, .in, .notEqual, .less, .lessEqual,
      .greater, .greaterEqual, .tilde, .plus, .minus, .star, .slash, .questionQuestion:
      return false
    default: return true
    }
  }

  /// The upper-case rule a token is of; signs have none.
  static func kind(_ kind: TokenKind) -> String {
    switch kind {
    case .name, .quotedName: "NAME"
    case .text: "TEXT"
    case .multilineText: "LONG_TEXT"
    case .textHead: "TEXT_HEAD"
    case .textMiddle: "TEXT_MIDDLE"
    case .textTail: "TEXT_TAIL"
    case .number: "NUMBER"
    case .percent: "PERCENT"
    case .money: "MONEY"
    case .duration: "DURATION"
    case .date: "DATE"
    case .month: "MONTH"
    case .quarter: "QUARTER"
    case let kind where kind.isReservedWord: "RESERVED"
    default: ""
    }
  }
}
