import Foundation

/// Colours text by a TextMate grammar as editors do: the first pattern that matches, the earlier one of two; a region holds
/// until its end, over lines if need be.
struct EditorTokenizer {
  struct Capture: Decodable { let name: String }
  struct Pattern: Decodable {
    let name: String?
    let match: String?
    let begin: String?
    let end: String?
    let include: String?
    let patterns: [Pattern]?
    let captures: [String: Capture]?
    let beginCaptures: [String: Capture]?
  }
  struct Grammar: Decodable {
    let scopeName: String
    let patterns: [Pattern]
    let repository: [String: Pattern]

    init(_ json: String) throws { self = try JSONDecoder().decode(Grammar.self, from: Data(json.utf8)) }
  }
  struct Token {
    let text: String
    let scope: String
    let range: NSRange
  }

  /// A pattern ready to be tried; one that is included is looked up once.
  private final class Rule {
    let name: String?
    let expression: NSRegularExpression
    let end: NSRegularExpression?
    let captures: [Int: String]
    private let inner: () throws -> [Rule]
    private var known: [Rule]?

    init(_ pattern: Pattern, _ expression: NSRegularExpression, _ inner: @escaping () throws -> [Rule]) throws {
      name = pattern.name
      self.expression = expression
      end = try pattern.end.map { try NSRegularExpression(pattern: $0) }
      var captures: [Int: String] = [:]
      for (key, capture) in pattern.captures ?? pattern.beginCaptures ?? [:] { captures[Int(key) ?? 0] = capture.name }
      self.captures = captures
      self.inner = inner
    }

    func rules() throws -> [Rule] {
      if let known { return known }
      let found = try inner()
      known = found
      return found
    }
  }

  private final class Library {
    let grammar: Grammar
    private var places: [String: [Rule]] = [:]

    init(_ grammar: Grammar) { self.grammar = grammar }

    func rules(_ patterns: [Pattern]) throws -> [Rule] {
      try patterns.flatMap { pattern -> [Rule] in
        if let include = pattern.include {
          let place = String(include.dropFirst())
          if let known = places[place] { return known }
          let found = try rules(grammar.repository[place]?.patterns ?? [])
          places[place] = found
          return found
        }
        guard let text = pattern.match ?? pattern.begin else { return [] }
        let expression = try NSRegularExpression(pattern: text)
        return [try Rule(pattern, expression) { [unowned self] in try self.rules(pattern.patterns ?? []) }]
      }
    }
  }

  private let library: Library

  init(_ json: String) throws { library = Library(try Grammar(json)) }

  /// The coloured pieces of a text.
  func tokens(_ text: String) throws -> [Token] {
    let top = try library.rules(library.grammar.patterns)
    var stack: [Rule] = []
    var tokens: [Token] = []
    let whole = NSString(string: text)
    var lineStart = 0
    while lineStart < whole.length {
      let line = whole.lineRange(for: NSRange(location: lineStart, length: 0))
      let content = NSString(string: whole.substring(with: line).trimmingCharacters(in: .newlines))
      try read(content, at: lineStart, top, &stack, &tokens)
      lineStart = line.location + line.length
    }
    return tokens
  }

  private func read(
    _ line: NSString, at offset: Int, _ top: [Rule], _ stack: inout [Rule], _ tokens: inout [Token]
  ) throws {
    var position = 0
    func add(_ range: NSRange, _ scope: String) {
      guard range.length > 0 else { return }
      tokens.append(
        Token(
          text: line.substring(with: range), scope: scope,
          range: NSRange(location: offset + range.location, length: range.length)))
    }
    func scope(_ stack: [Rule]) -> String { stack.last { $0.name != nil }?.name ?? "-" }
    // Each round takes something or leaves a region; more rounds than signs and regions would be a loop.
    for _ in 0..<(4 * line.length + 64) {
      let rest = NSRange(location: position, length: line.length - position)
      func first(_ expression: NSRegularExpression) -> NSTextCheckingResult? {
        expression.firstMatch(
          in: line as String, options: [.withTransparentBounds, .withoutAnchoringBounds], range: rest)
      }
      let end = stack.last.flatMap { $0.end }.flatMap { first($0) }
      var best: (rule: Rule, match: NSTextCheckingResult)?
      for rule in try stack.last?.rules() ?? top {
        guard let match = first(rule.expression), rule.end != nil || match.range.length > 0,
          best.map({ match.range.location < $0.match.range.location }) ?? true
        else { continue }
        best = (rule, match)
      }
      if let end, best.map({ end.range.location <= $0.match.range.location }) ?? true {
        add(NSRange(location: position, length: end.range.location - position), scope(stack))
        add(end.range, scope(stack))
        position = end.range.location + end.range.length
        stack.removeLast()
        continue
      }
      guard let (rule, match) = best else {
        add(rest, scope(stack))
        return
      }
      add(NSRange(location: position, length: match.range.location - position), scope(stack))
      let inside = rule.name ?? scope(stack)
      var place = match.range.location
      for group in rule.captures.keys.sorted() where group < match.numberOfRanges {
        let range = match.range(at: group)
        guard range.location != NSNotFound, range.location >= place, let name = rule.captures[group] else { continue }
        add(NSRange(location: place, length: range.location - place), inside)
        add(range, name)
        place = range.location + range.length
      }
      add(NSRange(location: place, length: match.range.location + match.range.length - place), inside)
      position = match.range.location + match.range.length
      if rule.end != nil { stack.append(rule) }
    }
  }

  /// The colour of every byte of a text.
  func colours(_ text: String) throws -> [String] {
    var units = [String](repeating: "-", count: NSString(string: text).length)
    for token in try tokens(text) {
      for index in token.range.location..<(token.range.location + token.range.length) { units[index] = token.scope }
    }
    var colours: [String] = []
    var unit = 0
    for scalar in text.unicodeScalars {
      for _ in 0..<UTF8.width(scalar) { colours.append(units[unit]) }
      unit += UTF16.width(scalar)
    }
    return colours
  }
}
