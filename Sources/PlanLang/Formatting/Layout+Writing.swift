// Writing out what was decided.

extension Layout {
  /// The formatted text.
  func written() -> [UInt8] {
    let bytes = tree.source.bytes
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    // Right after `{` and at the start of the text a blank line says nothing.
    var isFreshBlock = true
    var isFirst = true

    func newLine(blank: Bool, indent: Int) {
      if !result.isEmpty {
        result.append(0x0A)
        if blank, !isFreshBlock { result.append(0x0A) }
      }
      result.append(contentsOf: repeatElement(0x20, count: indent))
    }

    for index in tree.tokens.indices {
      let token = tree.tokens[index]
      if token.kind == .semicolon, !keptSemicolons.contains(index) { continue }
      let isEnd = token.kind == .endOfFile
      let comments = hasComments(before: index) ? self.comments.beforeToken[index] ?? [] : []
      if lineBreak[index] >= 0 || !comments.isEmpty || isFirst {
        let indent = max(0, Int(lineBreak[index]))
        let blanksCount = mayFollowBlankLine[index] || commentIndent[index] != nil
        for comment in comments {
          if comment.isTrailing, !isFirst {
            result.append(contentsOf: [0x20, 0x20])
          } else {
            newLine(blank: blanksCount && comment.followsBlankLine, indent: commentIndent[index] ?? indent)
            isFreshBlock = false
          }
          result.append(contentsOf: comment.text)
        }
        if isEnd { break }
        newLine(
          blank: mayFollowBlankLine[index] && self.comments.blankLineBefore.contains(index), indent: indent)
      } else if !spacing.isGlued(index) {
        result.append(0x20)
      }
      if isEnd { break }
      if padding[index] > 0 { result.append(contentsOf: repeatElement(0x20, count: Int(padding[index]))) }
      result.append(contentsOf: bytes[Int(token.start)..<Int(token.end)])
      isFreshBlock = token.kind == .leftBrace
      isFirst = false
    }
    if !result.isEmpty { result.append(0x0A) }
    return result
  }
}
