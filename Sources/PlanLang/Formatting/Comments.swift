/// The comments of a text, each with the token it stands before, and where people left blank lines.
struct Comments {
  struct Comment {
    /// From `#` to the last character that shows.
    let text: ArraySlice<UInt8>
    /// Whether it stands on the line of the token before it.
    let isTrailing: Bool
    /// Whether a blank line stands above it.
    let followsBlankLine: Bool
  }

  /// The comments in the gap before each token that has some.
  private(set) var beforeToken: [Int: [Comment]] = [:]
  /// The tokens, other than those after comments, that have a blank line above; after comments: between the last one and the token.
  private(set) var blankLineBefore: Set<Int> = []

  /// Gathers the comments between the tokens a formatted text keeps; those next to a dropped token go to the next kept one.
  init(_ tree: SyntaxTree, isKept: (Int) -> Bool) {
    let bytes = tree.source.bytes
    var gathered: [Comment] = []
    var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var newlines = 0
    var isFirst = true
    for index in tree.tokens.indices {
      let token = tree.tokens[index]
      var commentStart: Int?
      while position < Int(token.start) {
        switch bytes[position] {
        case UInt8(ascii: "\n"):
          if let start = commentStart {
            gathered.append(
              Comments.comment(bytes[start..<position], isTrailing: newlines == 0 && !isFirst, newlines: newlines))
            commentStart = nil
            newlines = 0
          }
          newlines += 1
        case UInt8(ascii: "#") where commentStart == nil: commentStart = position
        default: break
        }
        position += 1
      }
      if let start = commentStart {
        // Only the end of the text ends a comment without a line break.
        gathered.append(
          Comments.comment(bytes[start..<position], isTrailing: newlines == 0 && !isFirst, newlines: newlines))
      }
      if isKept(index) || token.kind == .endOfFile {
        if newlines > 1 { blankLineBefore.insert(index) }
        if !gathered.isEmpty {
          beforeToken[index] = gathered
          gathered = []
        }
        newlines = 0
        isFirst = false
      }
      position = Int(token.end)
    }
  }

  private static func comment(_ bytes: ArraySlice<UInt8>, isTrailing: Bool, newlines: Int) -> Comment {
    var end = bytes.endIndex
    while end > bytes.startIndex, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 || bytes[end - 1] == 0x0D {
      end -= 1
    }
    return Comment(text: bytes[bytes.startIndex..<end], isTrailing: isTrailing, followsBlankLine: newlines > 1)
  }

  /// Moves the comments before one token to stand before an earlier one, after those already there.
  mutating func move(from token: Int, to earlier: Int) {
    guard let moved = beforeToken.removeValue(forKey: token) else { return }
    // After a comment nothing else goes on its line.
    let isAlone = beforeToken[earlier] == nil
    beforeToken[earlier, default: []] += moved.map {
      Comment(text: $0.text, isTrailing: $0.isTrailing && isAlone, followsBlankLine: $0.followsBlankLine)
    }
  }
}
