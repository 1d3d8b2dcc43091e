@testable import PlanLang

/// Makes texts from the grammar: every one is a text the parser must take.
///
/// The rules the grammar gives in words are kept here: labels between commas have one part, and `fails` and `passes`
/// stand in verdicts only.
struct GrammarGenerator {
  /// A token of the text, or a line break that counts.
  struct Piece {
    let text: String
    let kind: String
    let staysOnLine: Bool
  }

  private let grammar: Grammar
  private var dice: Dice
  private let words: [String]
  private let heights: [String: Int]
  private var pieces: [Piece] = []
  /// How often each alternative was taken: the node's number and the alternative's.
  private(set) var taken: [Int: [Int: Int]] = [:]

  // Where the text being made stands.
  private var takesLongLabels = true
  private var takesOutcomes = false
  private var staysOnLine = false

  init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    dice = Dice(seed: seed)
    heights = GrammarGenerator.heights(grammar)
    var words: Set<String> = []
    for name in grammar.names where !Grammar.isToken(name) {
      words.formUnion(grammar.literals(in: name).filter { $0.first?.isLetter == true })
    }
    self.words = words.subtracting(grammar.words(of: "RESERVED")).sorted()
  }

  /// A text of a rule, nested about as deep as asked.
  mutating func text(of rule: String, depth: Int) -> String {
    pieces = []
    takesLongLabels = true
    takesOutcomes = false
    staysOnLine = false
    generate(rule, depth)
    return joined()
  }

  /// The text of an upper-case rule.
  mutating func token(_ rule: String) -> String {
    guard let node = grammar.rules[rule] else { fatalError("no rule `\(rule)`") }
    return characters(node)
  }

  /// The places of some rules where an alternative was never taken, as words.
  func untaken(in rules: [String]) -> [String] {
    var result: [String] = []
    for name in rules {
      for node in grammar.nodes(of: name) {
        let count: Int
        switch node.kind {
        case .choice(let parts): count = parts.count
        case .optional, .any, .some: count = 2
        default: continue
        }
        for index in 0..<count where taken[node.id]?[index] == nil {
          result.append("\(name): alternative \(index + 1)")
        }
      }
    }
    return result
  }

  // MARK: Rules of words

  private mutating func generate(_ rule: String, _ depth: Int) {
    if rule == "EOL" { return put("", "EOL") }
    if Grammar.isToken(rule) { return put(rule == "NAME" ? name() : token(rule), rule) }
    guard let node = grammar.rules[rule] else { fatalError("no rule `\(rule)`") }
    let outer = (takesLongLabels, takesOutcomes, staysOnLine)
    switch rule {
    case "list", "filled_text", "step", "report": takesLongLabels = false
    case "call":
      takesLongLabels = false
      takesOutcomes = false
    case "parentheses", "wrapped", "members", "body": takesLongLabels = true
    case "verdict": takesOutcomes = true
    case "table":
      staysOnLine = true
      takesLongLabels = false
    case "help_word": staysOnLine = true
    default: break
    }
    generate(node, depth)
    (takesLongLabels, takesOutcomes, staysOnLine) = outer
  }

  private mutating func put(_ text: String, _ kind: String) {
    pieces.append(Piece(text: text, kind: kind, staysOnLine: staysOnLine))
  }

  private mutating func generate(_ node: Grammar.Node, _ depth: Int) {
    switch node.kind {
    case .literal(let text): put(text, "")
    case .rule(let name): generate(name, depth - 1)
    case .characters, .special: fatalError("characters in a rule of words")
    case .sequence(let parts): generate(sequence: parts, depth)
    case .choice(let parts): generate(choice: parts, node.id, depth)
    case .optional(let part):
      if more(node.id, part, depth) { generate(part, depth) }
    case .any(let part):
      var count = 0
      while count < 4, more(node.id, part, depth - count) {
        // The parts of a label after the first.
        if !takesLongLabels, case .sequence(let inner) = part.kind, case .rule("label_part")? = inner.last?.kind {
          break
        }
        generate(part, depth - count)
        count += 1
      }
    case .some(let part):
      generate(part, depth)
      var count = 1
      while count < 4, more(node.id, part, depth - count) {
        generate(part, depth - count)
        count += 1
      }
    case .commas(let part):
      let outer = takesLongLabels
      takesLongLabels = false
      generate(part, depth)
      takesLongLabels = outer
    case .not: break
    case .except(let part, let other):
      let start = pieces.count
      repeat {
        pieces.removeLast(pieces.count - start)
        generate(part, depth)
      } while begins(other, at: start)
    }
  }

  private func begins(_ node: Grammar.Node, at place: Int) -> Bool {
    var recogniser = GrammarRecogniser(
      grammar, tokens: pieces[place...].prefix(3).map { .init(text: $0.text, kind: $0.kind) })
    return recogniser.begins(node, at: 0)
  }

  private mutating func generate(sequence parts: [Grammar.Node], _ depth: Int) {
    for (index, part) in parts.enumerated() {
      guard case .not(let other) = part.kind else {
        if index > 0, case .not = parts[index - 1].kind { continue }
        generate(part, depth)
        continue
      }
      guard index + 1 < parts.count else { continue }
      let start = pieces.count
      repeat {
        pieces.removeLast(pieces.count - start)
        generate(parts[index + 1], depth)
      } while begins(other, at: start)
    }
  }

  private mutating func generate(choice parts: [Grammar.Node], _ id: Int, _ depth: Int) {
    // A long text ends soon, but for what was hardly ever taken.
    let isLong = pieces.count > 80
    var possible = parts.indices.filter {
      height(parts[$0]) <= depth && (!isLong || (taken[id]?[$0] ?? 0) < 3)
    }
    if !takesOutcomes {
      possible.removeAll { if case .rule("outcome") = parts[$0].kind { true } else { false } }
    }
    // Only the start of a text goes on from the last result.
    if !pieces.isEmpty, grammar.rules["query_statement"]?.id == id {
      possible.removeAll {
        guard case .some(let inner) = parts[$0].kind, case .sequence(let steps) = inner.kind else { return false }
        return if case .literal("|")? = steps.first?.kind { true } else { false }
      }
    }
    if possible.isEmpty {
      let least = parts.map { height($0) }.min() ?? 0
      possible = parts.indices.filter { height(parts[$0]) == least }
    }
    var index = possible.randomElement(using: &dice) ?? 0
    // What was hardly taken so far comes first.
    if let rare = possible.min(by: { (taken[id]?[$0] ?? 0) < (taken[id]?[$1] ?? 0) }), (taken[id]?[rare] ?? 0) < 40 {
      index = rare
    }
    taken[id, default: [:]][index, default: 0] += 1
    generate(parts[index], depth)
  }

  private mutating func more(_ id: Int, _ part: Grammar.Node, _ depth: Int) -> Bool {
    let count = taken[id]?[1] ?? 0
    let isRare = count < 5 && count <= taken[id]?[0] ?? 0
    let yes =
      height(part) <= depth && (isRare || pieces.count <= 80 && Int.random(in: 0..<5, using: &dice) < 2)
    taken[id, default: [:]][yes ? 1 : 0, default: 0] += 1
    return yes
  }

  private func height(_ node: Grammar.Node) -> Int { GrammarGenerator.height(node, heights) }

  private static func height(_ node: Grammar.Node, _ heights: [String: Int]) -> Int {
    switch node.kind {
    case .literal, .characters, .special, .optional, .any, .not: 0
    case .rule(let name): 1 + (heights[name] ?? (Grammar.isToken(name) || name == "EOL" ? 0 : 1000))
    case .sequence(let parts): parts.map { height($0, heights) }.max() ?? 0
    case .choice(let parts): parts.map { height($0, heights) }.min() ?? 0
    case .some(let part), .commas(let part), .except(let part, _): height(part, heights)
    }
  }

  /// How many rules lie within one another at least, for each rule.
  private static func heights(_ grammar: Grammar) -> [String: Int] {
    var heights: [String: Int] = [:]
    while true {
      var changed = false
      for name in grammar.names where !Grammar.isToken(name) {
        guard let node = grammar.rules[name] else { continue }
        let height = height(node, heights)
        if height < 1000, heights[name] != height {
          heights[name] = height
          changed = true
        }
      }
      if !changed { return heights }
    }
  }

  // MARK: Rules of characters

  private mutating func name() -> String {
    switch Int.random(in: 0..<10, using: &dice) {
    case 0: token("NAME")
    case 1, 2: words.randomElement(using: &dice) ?? "a"
    default: ["clerk", "shops", "pace", "mood", "warm", "Ana", "x", "goal_2"].randomElement(using: &dice) ?? "a"
    }
  }

  private mutating func characters(_ node: Grammar.Node) -> String {
    switch node.kind {
    case .literal(let text): return text
    case .rule(let name): return token(name)
    case .characters(let range):
      return String(
        Unicode.Scalar(UInt32.random(in: range.lowerBound.value...range.upperBound.value, using: &dice)) ?? "a")
    case .special(let words): return GrammarCharacters.some(words, dice: &dice)
    case .sequence(let parts): return parts.map { characters($0) }.joined()
    case .choice(let parts):
      let index = Int.random(in: 0..<parts.count, using: &dice)
      taken[node.id, default: [:]][index, default: 0] += 1
      return characters(parts[index])
    case .optional(let part):
      let yes = Bool.random(using: &dice)
      taken[node.id, default: [:]][yes ? 1 : 0, default: 0] += 1
      return yes ? characters(part) : ""
    case .any(let part), .some(let part):
      var result = ""
      if case .some = node.kind { result = characters(part) }
      for _ in 0..<5 {
        let yes = Int.random(in: 0..<3, using: &dice) > 0
        taken[node.id, default: [:]][yes ? 1 : 0, default: 0] += 1
        if !yes { break }
        result += characters(part)
      }
      return result
    case .commas(let part): return characters(part)
    case .not: return ""
    case .except(let part, let other):
      while true {
        let text = characters(part)
        var recogniser = GrammarRecogniser(grammar, characters: text)
        if !recogniser.accepts(other) { return text }
      }
    }
  }

  // MARK: Blanks and line breaks

  /// The pieces as one text, with blanks, breaks and comments between them as they may stand there.
  private mutating func joined() -> String {
    var result = ""
    var open: [String] = []
    // What `help` is asked about stands on one line, whatever words it is.
    var isAsked = false
    for (index, piece) in pieces.enumerated() {
      let before = index > 0 ? pieces[index - 1] : nil
      if before.map({ $0.kind == "EOL" || ["{", "}", ";"].contains($0.text) }) ?? true {
        isAsked = piece.text == "help"
      }
      if piece.kind == "EOL" {
        result += comment() + "\n" + String(repeating: " ", count: Int.random(in: 0..<4, using: &dice))
      } else {
        if index > 0 {
          let isField = index > 1 && pieces[index - 2].text == "."
          result += gap(pieces[index - 1], piece, open, staysOnLine: isAsked || isField && piece.text != "|")
        }
        result += piece.text
      }
      switch piece.text {
      case "(", "[", "{": open.append(piece.text)
      case ")", "]", "}": _ = open.popLast()
      default: break
      }
      if piece.kind.hasSuffix("_HEAD") { open.append(piece.kind) }
      if piece.kind.hasSuffix("_TAIL") { _ = open.popLast() }
    }
    return result
  }

  private mutating func comment() -> String {
    let chance = Int.random(in: 0..<8, using: &dice)
    return chance == 0 ? " # a \"comment\" { (" : chance == 1 ? "\n\n## about the next" : ""
  }

  private mutating func gap(_ previous: Piece, _ next: Piece, _ open: [String], staysOnLine: Bool) -> String {
    if previous.kind == "EOL" { return "" }
    let isInBrackets = open.last.map { ["(", "[", "LONG_HEAD"].contains($0) } ?? false
    // A text that is filled in stays on its line, with whatever stands in brackets inside it.
    let mayBreak: Bool
    if open.contains("TEXT_HEAD") || staysOnLine && !isInBrackets {
      mayBreak = false
    } else if isInBrackets {
      mayBreak = true
    } else {
      let kinds = Lexer(SourceText(previous.text)).tokens
      mayBreak =
        !next.staysOnLine
        && (next.text == "|"
          || kinds.count == 2
            && !GrammarRecogniser.Symbol.counts(
              before: .name, after: kinds[0].kind, in: nil))
    }
    if mayBreak, Int.random(in: 0..<8, using: &dice) == 0 {
      return (open.contains("LONG_HEAD") ? "" : comment()) + "\n  "
    }
    let hugs =
      ["(", "["].contains(previous.text) || [",", ")", "]", ";"].contains(next.text)
      || next.text == "(" && previous.kind == "NAME" || next.text == "." && previous.kind == "NAME"
      || previous.text == "." || previous.text == ";" || next.text == "{" || next.text == "}" || previous.text == "{"
    return hugs && Bool.random(using: &dice) ? "" : " "
  }
}
