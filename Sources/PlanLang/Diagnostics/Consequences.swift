// One slip, one message: what only follows from another mistake is not told.

extension [Diagnostic] {
  /// Without the diagnostics that are consequences of others.
  ///
  /// A diagnostic goes when the repair of another one replaces the text it points at, or when it judges the meaning of a
  /// sentence that could not be read to its end. The trees say which sentences those are.
  public func withoutConsequences(of trees: [SyntaxTree]) -> [Diagnostic] {
    let kept = withoutCovered()
    let slips = kept.filter { $0.severity == .error && $0.isAboutReading }
    guard !slips.isEmpty else { return kept }
    var sentences: [(slip: SourceRange, extent: SourceRange)] = []
    // A line may be a hundred megabytes long: what lies on one line is asked for it once.
    var line: SourceRange?
    for slip in slips.prefix(500) {
      guard let place = slip.primary?.range, let tree = trees.first(where: { $0.source === place.source }) else {
        continue
      }
      let finder = SentenceFinder(tree: tree)
      let around: SourceRange
      if let line, line.source === place.source, line.start <= place.start, place.start <= line.end {
        around = line
      } else {
        around = finder.lineAround(place)
      }
      line = around
      sentences.append((place, finder.sentence(at: place, on: around)))
    }
    return kept.filter { diagnostic in
      guard !diagnostic.isAboutReading, let place = diagnostic.primary?.range else { return true }
      return !sentences.contains { slip, extent in diagnostic.follows(from: slip, in: extent, at: place) }
    }
  }

  /// Without those whose place a repair of another one replaces; of two with the same repair place the one that knows
  /// more, which is the later stage's, stays.
  private func withoutCovered() -> [Diagnostic] {
    guard count > 1, count < 2_000 else { return self }
    var gone: Set<Int> = []
    for (index, diagnostic) in enumerated() where diagnostic.severity == .error {
      guard let place = diagnostic.primary?.range else { continue }
      for (other, cover) in enumerated() where other != index && !gone.contains(other) {
        guard cover.covers(place) || cover.isSamePlace(place), cover.severity == .error else { continue }
        let isMutual = cover.primary.map { diagnostic.covers($0.range) } ?? false
        if isMutual || !cover.covers(place) {
          // Both would repair the other's place: the later stage knows more, unless it has nothing to offer.
          let later = cover.code.rawValue > diagnostic.code.rawValue
          let isBetter =
            cover.fixIts.isEmpty == diagnostic.fixIts.isEmpty
            ? (cover.code == diagnostic.code ? other < index : later) : !cover.fixIts.isEmpty
          if !isBetter { continue }
        }
        gone.insert(index)
        break
      }
    }
    return enumerated().filter { !gone.contains($0.offset) }.map(\.element)
  }
}

extension Diagnostic {
  /// Whether this is about characters and sentences rather than about what they mean.
  fileprivate var isAboutReading: Bool { code.rawValue < "P0200" && code != .statementInData }

  fileprivate func covers(_ place: SourceRange) -> Bool {
    fixIts.contains { fix in
      fix.replacements.contains {
        $0.range.source === place.source && $0.range.start <= place.start && place.end <= $0.range.end
          && $0.range.end > $0.range.start
      }
    }
  }

  fileprivate func isSamePlace(_ place: SourceRange) -> Bool {
    guard let own = primary?.range else { return false }
    return own.source === place.source && own.start == place.start && own.end == place.end
  }

  /// Whether this judges a sentence with a slip in a way that the slip explains.
  fileprivate func follows(from slip: SourceRange, in extent: SourceRange, at place: SourceRange) -> Bool {
    guard place.source === slip.source, place.start <= extent.end, extent.start <= place.end else { return false }
    // A name well before the slip was read as it was meant: a mistake of its own.
    if code.rawValue < "P0300" || code.rawValue >= "P0400", code != .statementInData {
      if place.end <= slip.start {
        return slip.source.bytes[place.end..<slip.start].allSatisfy { $0 == 0x20 || $0 == 0x09 }
      }
      return true
    }
    return true
  }
}

/// Finds the sentence (statement, member, row) a place belongs to.
private struct SentenceFinder {
  let tree: SyntaxTree

  func sentence(at place: SourceRange, on line: SourceRange) -> SourceRange {
    var node = tree.root
    var found: SyntaxNode?
    while let inner = node.children.first(where: { contains($0, place) }) {
      if isSentence(inner) { found = inner }
      node = inner
    }
    guard let found else { return line }
    return found.range.joined(to: line)
  }

  private func contains(_ node: SyntaxNode, _ place: SourceRange) -> Bool {
    let range = node.range
    return range.start <= place.start && place.start <= range.end && range.end > range.start
  }

  /// Nodes that hold one sentence and no block of others.
  private func isSentence(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case .queryStatement, .letDeclaration, .printCommand, .expectCommand, .requireCommand, .fieldMember, .tableRow,
      .fieldDeclaration, .compareReport, .sweepReport, .reportPipeline, .defineDeclaration, .paramDeclaration,
      .unexpected:
      true
    default: false
    }
  }

  /// The line a place begins on.
  func lineAround(_ place: SourceRange) -> SourceRange {
    let bytes = place.source.bytes
    var start = Swift.min(place.start, bytes.count)
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    var end = Swift.min(place.start, bytes.count)
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return SourceRange(source: place.source, start: start, end: end)
  }
}
