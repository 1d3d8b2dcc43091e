#if canImport(PlanLang)
@testable import PlanLang
#endif

/// A text that parses is laid out with the same tokens and the same tree, and a second time changes nothing.
struct FormatterProperty: FuzzProperty {
  func check(_ source: SourceText) {
    let tree = Parser.parse(source)
    guard tree.diagnostics.isEmpty else {
      if Formatter().format(tree) != source.text, tree.diagnostics.contains(where: { $0.severity == .error }) {
        broken("a text with errors was changed")
      }
      return
    }
    for width in [100, 30] {
      let formatter = Formatter(width: width)
      let once = SourceText(name: nil, bytes: formatter.formattedBytes(tree))
      if !Formatter.sameTokens(tree, once) { broken("other tokens at width \(width):\n\(once.text)") }
      let again = Parser.parse(once)
      if let told = again.diagnostics.first { broken("at width \(width): \(told.message)\n\(once.text)") }
      if shape(again) != shape(tree) { broken("another tree at width \(width):\n\(once.text)") }
      let twice = formatter.formattedBytes(again)
      if twice != once.bytes {
        broken("a second time gives, at width \(width):\n\(String(decoding: twice, as: UTF8.self))")
      }
    }
  }

  /// The kinds of all nodes in order, each with how many tokens other than separators it holds.
  private func shape(_ tree: SyntaxTree) -> [Int] {
    var result: [Int] = []
    var separators = [0]
    for token in tree.tokens {
      separators.append(separators[separators.count - 1] + (token.kind == .semicolon ? 1 : 0))
    }
    tree.root.walk { node in
      let count = node.endTokenIndex - node.firstTokenIndex
      let own = count - separators[node.endTokenIndex] + separators[node.firstTokenIndex]
      result.append(Int(node.kind.rawValue) << 32 | own)
      return true
    }
    return result
  }
}
