import PlanLang

/// A text that is being loaded: its tree, its lines, and the number its name has among the files of the snapshot.
final class LoadedText {
  let tree: SyntaxTree
  let reader: TreeReader
  /// Its number in the loader.
  let number: Int32
  /// 0 for a typed text.
  let file: UInt32
  private(set) lazy var lines = LineFinder(tree.source)

  init(_ tree: SyntaxTree, number: Int32, file: UInt32) {
    self.tree = tree
    self.number = number
    self.file = file
    reader = TreeReader(tree)
  }

  /// The line of a token; 0 in a typed text, where lines mean nothing later.
  func line(ofToken token: Int) -> Int { file == 0 ? 0 : lines.line(of: reader.start(ofToken: token)) }

  /// The place of a node, from its first token to its last.
  func place(_ node: Int32) -> LoadedPlace {
    LoadedPlace(
      text: number, first: Int32(reader.firstToken(node)),
      last: Int32(max(reader.firstToken(node), reader.endToken(node) - 1)))
  }

  /// The place of a node's first token.
  func firstPlace(_ node: Int32) -> LoadedPlace {
    LoadedPlace(text: number, first: Int32(reader.firstToken(node)), last: Int32(reader.firstToken(node)))
  }
}

/// A place in one of the texts, in few bytes: every thing has one until its load is over.
struct LoadedPlace {
  let text: Int32
  let first: Int32
  let last: Int32
}
