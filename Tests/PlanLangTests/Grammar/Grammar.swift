import Foundation

/// The grammar of the manual, as its tests read it.
final class Grammar: Sendable {
  /// A part of a rule. The number tells each place of the grammar apart, for counting which were used.
  final class Node: Sendable {
    enum Kind: Sendable {
      case literal(String)
      /// A rule by its name.
      case rule(String)
      /// `'a'..'z'`
      case characters(ClosedRange<Unicode.Scalar>)
      /// `? words ?`
      case special(String)
      case sequence([Node])
      case choice([Node])
      case optional(Node)
      case some(Node)
      case any(Node)
      /// `a - b`
      case except(Node, Node)
      /// `!a`
      case not(Node)
      /// The parts of `commas(a)`: labels between commas have one part.
      case commas(Node)
    }

    let kind: Kind
    let id: Int
    init(_ kind: Kind, _ id: Int) {
      self.kind = kind
      self.id = id
    }
  }

  let rules: [String: Node]
  /// The names of the rules, in the order of the page.
  let names: [String]

  /// The grammar on the manual's page.
  static let ofManual: Grammar = {
    let page = repository.appendingPathComponent("docs/manual/grammar.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    var inside = false
    var rules = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { inside = line == "```ebnf" } else if inside { rules += line + "\n" }
    }
    return Grammar(rules)
  }()

  init(_ text: String) {
    var reader = Reader(text)
    (rules, names) = reader.read()
  }

  /// Whether a rule is made of characters.
  static func isToken(_ name: String) -> Bool { name.allSatisfy { $0.isUppercase || $0 == "_" } && name != "EOL" }

  /// Every node of a rule, itself included.
  func nodes(of name: String) -> [Node] {
    var result: [Node] = []
    func walk(_ node: Node) {
      result.append(node)
      switch node.kind {
      case .literal, .rule, .characters, .special: break
      case .sequence(let parts), .choice(let parts): parts.forEach(walk)
      case .optional(let part), .some(let part), .any(let part), .not(let part), .commas(let part): walk(part)
      case .except(let part, let other):
        walk(part)
        walk(other)
      }
    }
    if let rule = rules[name] { walk(rule) }
    return result
  }

  /// The literals a rule is a choice of, those of the rules it names among them.
  func words(of name: String) -> Set<String> {
    var result = literals(in: name)
    for node in nodes(of: name) {
      if case .rule(let other) = node.kind { result.formUnion(words(of: other)) }
    }
    return result
  }

  /// The literals that stand in a rule itself.
  func literals(in name: String) -> Set<String> {
    Set(nodes(of: name).compactMap { if case .literal(let word) = $0.kind { word } else { nil } })
  }
}

/// Reads the notation.
private struct Reader {
  private let characters: [Character]
  private var position = 0
  private var count = 0

  init(_ text: String) { characters = Array(text) }

  private mutating func node(_ kind: Grammar.Node.Kind) -> Grammar.Node {
    count += 1
    return Grammar.Node(kind, count)
  }

  mutating func read() -> ([String: Grammar.Node], [String]) {
    var rules: [String: Grammar.Node] = [:]
    var names: [String] = []
    skipBlanks()
    while position < characters.count {
      let name = word()
      precondition(take("="), "a rule is written `name = ...`, not \(rest)")
      precondition(rules[name] == nil, "\(name) has two rules")
      rules[name] = choice()
      names.append(name)
    }
    return (rules, names)
  }

  private var rest: String { String(characters[position...].prefix(40)) }

  private mutating func skipBlanks() {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
  }

  private mutating func take(_ sign: String) -> Bool {
    guard characters[position...].starts(with: sign) else { return false }
    position += sign.count
    skipBlanks()
    return true
  }

  private mutating func word() -> String {
    let start = position
    while position < characters.count, characters[position].isLetter || characters[position] == "_" { position += 1 }
    precondition(position > start, "a name is missing: \(rest)")
    let name = String(characters[start..<position])
    skipBlanks()
    return name
  }

  private mutating func choice() -> Grammar.Node {
    var parts = [exception()]
    while take("|") { parts.append(exception()) }
    return parts.count == 1 ? parts[0] : node(.choice(parts))
  }

  private mutating func exception() -> Grammar.Node {
    var result = sequence()
    while take("-") {
      let other = primary()
      result = node(.except(result, other))
    }
    return result
  }

  private mutating func sequence() -> Grammar.Node {
    var parts = [repeated()]
    while position < characters.count, !"|)-".contains(characters[position]), !startsRule { parts.append(repeated()) }
    return parts.count == 1 ? parts[0] : node(.sequence(parts))
  }

  /// Whether `name =` stands here.
  private var startsRule: Bool {
    var ahead = self
    guard ahead.position < characters.count, characters[position].isLetter else { return false }
    _ = ahead.word()
    return ahead.position < characters.count && characters[ahead.position] == "="
  }

  private mutating func repeated() -> Grammar.Node {
    var result = primary()
    while position < characters.count {
      // `? words ?` starts with a blank after its sign, a repetition has one before or an end after it.
      if characters[position] == "?", position > 0, characters[position - 1].isWhitespace { break }
      if take("?") {
        result = node(.optional(result))
      } else if take("*") {
        result = node(.any(result))
      } else if take("+") {
        result = node(.some(result))
      } else {
        break
      }
    }
    return result
  }

  private mutating func primary() -> Grammar.Node {
    if take("(") {
      let inner = choice()
      precondition(take(")"), "`)` is missing: \(rest)")
      return inner
    }
    if take("!") {
      let inner = primary()
      return node(.not(inner))
    }
    if characters[position] == "'" {
      let first = quoted()
      guard take("..") else { return node(.literal(first)) }
      let last = quoted()
      return node(.characters(first.unicodeScalars.first!...last.unicodeScalars.first!))
    }
    if take("?") {
      let start = position
      while characters[position] != "?" { position += 1 }
      let words = String(characters[start..<position]).trimmingCharacters(in: .whitespaces)
      _ = take("?")
      return node(.special(words))
    }
    let name = word()
    guard name == "lines" || name == "commas", take("(") else { return node(.rule(name)) }
    let item = choice()
    precondition(take(")"), "`)` is missing: \(rest)")
    if name == "commas" {
      let comma = node(.literal(","))
      let more = node(.any(node(.sequence([comma, item]))))
      return node(.commas(node(.sequence([item, more]))))
    }
    let breaks = node(.some(node(.choice([node(.rule("EOL")), node(.literal(";"))]))))
    let more = node(.any(node(.sequence([breaks, item]))))
    return node(
      .sequence([
        node(.optional(breaks)), node(.optional(node(.sequence([item, more])))), node(.optional(breaks)),
      ]))
  }

  private mutating func quoted() -> String {
    let start = position + 1
    position = start
    while characters[position] != "'" { position += 1 }
    let text = String(characters[start..<position])
    position += 1
    skipBlanks()
    return text
  }
}
