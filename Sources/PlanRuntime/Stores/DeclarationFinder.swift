import PlanLang

/// Finds the texts of a load that declare what facts mean, without parsing those that do not look like it.
enum DeclarationFinder {
  /// The trees that declare scales, entities or worksheets, in their order; nil where some can't be read.
  static func trees(in pieces: [Piece]) -> [SyntaxTree]? {
    var found: [SyntaxTree] = []
    for piece in pieces {
      if Interrupt.isRequested { return nil }
      switch piece {
      case .trees(let trees): found += trees.filter { declaresMeaning($0) }
      case .stretch(let source, let range, _):
        // Too long to be parsed as a whole for what it may declare.
        if source.bytes[range].withContiguousStorageIfAvailable(mayDeclare) != false { return nil }
      case .files(let files, let prefix):
        for file in files {
          guard let source = try? FileReader.source(file, knownAs: String(file.dropFirst(prefix.count))) else {
            return nil
          }
          guard !source.isScript, source.bytes.withUnsafeBufferPointer(mayDeclare) else { continue }
          let tree = Parser.parse(source, isStopped: { Interrupt.isRequested })
          if declaresMeaning(tree) { found.append(tree) }
        }
      }
    }
    return found
  }

  /// Whether a text declares something that facts depend on.
  static func declaresMeaning(_ tree: SyntaxTree) -> Bool { tree.root.children.contains { isMeaning($0.kind) } }

  static func isMeaning(_ kind: SyntaxKind) -> Bool {
    switch kind {
    case .scaleDeclaration, .choiceDeclaration, .entityDeclaration, .extendEntity, .worksheetDeclaration: true
    default: false
    }
  }

  private static let words = ["scale ", "choice ", "entity ", "worksheet ", "extend "].map { Array($0.utf8) }

  /// Whether a line begins as such a declaration does.
  static func mayDeclare(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    while start < bytes.count {
      // Most lines are indented.
      if bytes[start] != 0x20, bytes[start] != 0x7D, isDeclaration(bytes, start) { return true }
      guard let next = bytes[start...].firstIndex(of: 0x0A) else { return false }
      start = next + 1
    }
    return false
  }

  private static func isDeclaration(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    for word in words where bytes[start...].starts(with: word) {
      // `extend` also says more about a thing, whose name stands in quotes.
      let line = bytes[start...].prefix { $0 != 0x0A }
      return word[1] != UInt8(ascii: "x") || !line.contains(0x22)
    }
    return false
  }
}
