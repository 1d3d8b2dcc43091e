/// Parameters and named queries of scripts that nothing in the texts looked at reads.
///
/// A `let` in a file of facts is there for whoever asks, so only those of scripts count.
struct UnusedNames {
  private(set) var findings: [Finding] = []

  init(_ trees: [SyntaxTree]) {
    var declared: [(word: String, name: String, place: SourceRange)] = []
    var used: Set<String> = []
    for tree in trees {
      let isScript = UnusedNames.isScript(tree)
      var places: Set<Int> = []
      for item in tree.root.children where item.kind == .paramDeclaration || item.kind == .letDeclaration {
        let own = item.ownTokens
        guard own.count > 1, [.name, .quotedName].contains(item.tokenKind(own[1])) else { continue }
        places.insert(own[1])
        if isScript {
          declared.append((tree.text(ofToken: own[0]), tree.name(ofToken: own[1]), tree.range(ofToken: own[1])))
        }
      }
      for (index, token) in tree.tokens.enumerated()
      where (token.kind == .name || token.kind == .quotedName) && !places.contains(index) {
        used.insert(tree.name(ofToken: index))
      }
    }
    for (word, name, place) in declared where !used.contains(name) {
      findings.append(
        Finding(
          .unusedName, "the \(word == "param" ? "parameter" : "query") `\(name)` is never used", at: place,
          label: "nothing in the files looked at reads it",
          notes: ["take it out, or use it where a value of its own was written"]))
    }
  }

  /// Whether a text is there to be run: it says so in its first line, or holds a statement.
  private static func isScript(_ tree: SyntaxTree) -> Bool {
    if tree.source.bytes.starts(with: [0x23, 0x21]) { return true }
    return tree.root.children.contains { item in
      switch item.kind {
      case .block, .table, .perGroup, .scenarioStatement, .unexpected, .missing: false
      default: !CatalogBuilder.isDeclaration(item.kind) && item.kind != .paramDeclaration
      }
    }
  }
}
