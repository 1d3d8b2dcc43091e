#if canImport(PlanLang)
@testable import PlanLang
#endif

/// Whatever the bytes are, they are read to the end, the tree prints back as they were, and what is told has a place
/// inside the text.
struct ParserProperty: FuzzProperty {
  func check(_ source: SourceText) {
    let tree = Parser.parse(source)
    if tree.printed() != source.text { broken("the tree does not print back") }
    var end: UInt32 = 0
    for token in tree.tokens {
      if token.start < end || token.end < token.start { broken("tokens overlap") }
      end = token.end
    }
    if Int(end) != source.bytes.count { broken("the last token is not the end of the text") }
    checkNesting(tree.root)
    checkPlaces(tree.diagnostics, in: source)
  }

  private func checkNesting(_ node: SyntaxNode) {
    var position = node.firstTokenIndex
    for child in node.children {
      if child.firstTokenIndex < position || child.endTokenIndex > node.endTokenIndex {
        broken("a child lies outside its parent")
      }
      checkNesting(child)
      position = child.endTokenIndex
    }
  }
}

/// Every place and every repair of what is told lies inside its text, and says something.
func checkPlaces(_ diagnostics: [Diagnostic], in source: SourceText) {
  for diagnostic in diagnostics {
    if diagnostic.message.isEmpty { broken("an empty message") }
    var ranges = diagnostic.labels.map(\.range)
    if let primary = diagnostic.primary { ranges.append(primary.range) }
    for fixIt in diagnostic.fixIts { ranges += fixIt.replacements.map(\.range) }
    for range in ranges where range.source === source {
      if range.start < 0 || range.end > source.bytes.count || range.start > range.end {
        broken("a place outside the text: \(diagnostic.message)")
      }
      _ = range.startPosition
      _ = range.endPosition
    }
  }
}
