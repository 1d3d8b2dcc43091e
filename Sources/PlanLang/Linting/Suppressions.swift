/// The comments of a text that allow findings: `# lint: allow RULE[, RULE] — REASON`.
///
/// Behind code, such a comment speaks for its line; on a line of its own, for the statement, member or row below it.
struct Suppressions {
  private struct Suppression {
    let place: SourceRange
    /// The bytes in which findings are allowed.
    let covered: Range<Int>
    var rules: [(rule: LintRule, isUsed: Bool)] = []
    var unknown: [String] = []
    let hasReason: Bool
  }
  private var suppressions: [Suppression] = []

  init(_ tree: SyntaxTree) {
    let bytes = tree.source.bytes
    // Most texts have none.
    guard tree.source.bytes.contains(UInt8(ascii: "#")) else { return }
    var end = 0
    for index in tree.tokens.indices {
      let token = tree.tokens[index]
      var position = end
      while position < Int(token.start) {
        guard bytes[position] == UInt8(ascii: "#") else {
          position += 1
          continue
        }
        let start = position
        while position < Int(token.start), bytes[position] != 0x0A { position += 1 }
        if let found = Suppressions.read(tree, start..<position, previousToken: index - 1) {
          suppressions.append(found)
        }
      }
      end = Int(token.end)
    }
  }

  /// Reads a comment; nil when it is no word to the linter.
  private static func read(_ tree: SyntaxTree, _ comment: Range<Int>, previousToken: Int) -> Suppression? {
    let text = trimmedBlanks(String(tree.source.text(comment.lowerBound, comment.upperBound).drop { $0 == "#" }))
    guard text.hasPrefix("lint:") else { return nil }
    // In bytes, not by the text's length: bytes that are no UTF-8 count for more there.
    var end = comment.upperBound
    while end > comment.lowerBound, [0x20, 0x09, 0x0D].contains(tree.source.bytes[end - 1]) { end -= 1 }
    let place = SourceRange(source: tree.source, start: comment.lowerBound, end: end)
    var rest = trimmedBlanks(String(text.dropFirst(5)))
    var names: [String] = []
    var reason = ""
    if rest == "allow" || rest.hasPrefix("allow ") {
      rest = trimmedBlanks(String(rest.dropFirst(5)))
      // The reason starts at the first dash or colon.
      let cut = rest.firstIndex { "—–-:".contains($0) } ?? rest.endIndex
      names = rest[..<cut].split { $0 == "," || $0 == " " }.map(String.init)
      reason = trimmedBlanks(String(rest[cut...].drop { "—–-: ".contains($0) }))
    }
    var result = Suppression(
      place: place, covered: covered(tree, comment, previousToken: previousToken), hasReason: !reason.isEmpty)
    for name in names {
      if let rule = LintRule(rawValue: name) { result.rules.append((rule, false)) } else { result.unknown.append(name) }
    }
    if names.isEmpty { result.unknown.append("") }
    return result
  }

  private static func covered(_ tree: SyntaxTree, _ comment: Range<Int>, previousToken: Int) -> Range<Int> {
    let bytes = tree.source.bytes
    var lineStart = comment.lowerBound
    while lineStart > 0, bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
    if previousToken >= 0, Int(tree.tokens[previousToken].end) > lineStart { return lineStart..<comment.upperBound }
    // The whole item below, whatever is inside it.
    let next = previousToken + 1
    var found: SyntaxNode?
    var node = tree.root
    while found == nil, let child = node.children.first(where: { $0.endTokenIndex > next }) {
      if child.firstTokenIndex == next, isItem(child, in: node) { found = child }
      guard child.firstTokenIndex <= next else { break }
      node = child
    }
    guard let found else { return comment }
    return found.range.start..<found.range.end
  }

  private static func isItem(_ node: SyntaxNode, in parent: SyntaxNode) -> Bool {
    switch parent.kind {
    case .program, .body, .members, .table: true
    default: false
    }
  }

  /// Whether a comment allows a finding; notes that the comment was needed.
  mutating func allow(_ finding: Finding) -> Bool {
    guard let start = finding.diagnostic.primary?.range.start else { return false }
    var isAllowed = false
    for index in suppressions.indices where suppressions[index].covered.contains(start) {
      for position in suppressions[index].rules.indices where suppressions[index].rules[position].rule == finding.rule {
        suppressions[index].rules[position].isUsed = true
        isAllowed = true
      }
    }
    return isAllowed
  }

  /// What is wrong with the comments themselves, once every finding was shown to them.
  func problems(applied: [LintRule]) -> [Diagnostic] {
    suppressions.flatMap { suppression in
      var result: [Diagnostic] = []
      for name in suppression.unknown { result.append(unknownRule(name, at: suppression.place)) }
      let idle = suppression.rules.filter { !$0.isUsed && applied.contains($0.rule) }
      for (rule, _) in idle {
        result.append(
          Diagnostic(
            .idleSuppression, "nothing here needs `\(rule.rawValue)` to be allowed", at: suppression.place,
            label: "this comment allows what does not occur",
            notes: ["take it out, so that the next finding of this kind is seen"],
            fixIts: idle.count == suppression.rules.count && suppression.unknown.isEmpty
              ? [.init("remove the comment", replace: suppression.place, with: "")] : []))
      }
      if !suppression.hasReason, suppression.unknown.isEmpty, idle.isEmpty {
        result.append(
          Diagnostic(
            .unexplainedSuppression, "this comment allows something and does not say why", at: suppression.place,
            label: "the reason is missing",
            notes: ["write it behind a dash: `# lint: allow \(suppression.rules[0].rule.rawValue) — REASON`"]))
      }
      return result
    }
  }

  private func unknownRule(_ name: String, at place: SourceRange) -> Diagnostic {
    let rules = LintRule.allCases.map(\.rawValue)
    if name.isEmpty {
      return Diagnostic(
        .unknownRule, "this comment to `lint` can't be read", at: place,
        label: "expected `lint: allow RULE — REASON`", notes: ["the rules are \(rules.joined(separator: ", "))"])
    }
    let nearest = Suggestions.nearest(to: name, among: rules)
    return Diagnostic(
      .unknownRule, "there is no rule `\(name)`", at: place,
      label: nearest.map { "did you mean `\($0)`?" } ?? "not a rule",
      notes: ["the rules are \(rules.joined(separator: ", "))"],
      fixIts: nearest.map { [.init("write `\($0)`", replace: range(of: name, in: place), with: $0)] } ?? [])
  }

  private func range(of name: String, in place: SourceRange) -> SourceRange {
    let text = Array(place.source.bytes[place.start..<place.end])
    let word = Array(name.utf8)
    guard text.count >= word.count,
      let offset = (0...(text.count - word.count)).first(where: { text[$0..<($0 + word.count)].elementsEqual(word) })
    else { return place }
    return SourceRange(source: place.source, start: place.start + offset, end: place.start + offset + word.count)
  }
}
