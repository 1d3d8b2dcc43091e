import PlanRuntime

/// The lines that show which row of a tree stands under which.
struct TreePrefixes {
  /// Deeper rows are not indented further but say how much deeper they are: a long chain would fill the screen with
  /// lines and leave no room for names.
  static let deepest = 30

  private let prefixes: [String]

  /// - Parameter depths: how deep each row stands, in the order of the rows; a row stands under the nearest row above
  ///   it that is less deep.
  init(depths: [Int]) {
    var prefixes = [String](repeating: "", count: depths.count)
    // For each depth: whether, below the row at hand, another row of that depth follows under the same parent.
    var follows: [Bool] = []
    for row in depths.indices.reversed() where !Interrupt.isRequested {
      let depth = min(max(depths[row], 0), Self.deepest)
      var prefix = ""
      if depth > 0 {
        for level in 1..<max(depth, 1) { prefix += level < follows.count && follows[level] ? "│  " : "   " }
        prefix += depth < follows.count && follows[depth] ? "├─ " : "└─ "
      }
      if depths[row] > Self.deepest { prefix += "(+\(depths[row] - Self.deepest)) " }
      prefixes[row] = prefix
      if follows.count > depth + 1 { follows.removeLast(follows.count - depth - 1) }
      while follows.count <= depth { follows.append(false) }
      follows[depth] = true
    }
    self.prefixes = prefixes
  }

  func prefix(_ row: Int) -> String { prefixes.indices.contains(row) ? prefixes[row] : "" }
}
