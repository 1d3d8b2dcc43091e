extension LiteratePage {
  /// The page's text without its comments, for readers who get its lines as they stand: nil for a line that held nothing
  /// else. Fences stay as they are.
  public var linesWithoutComments: [String?] {
    var result: [String?] = lines
    let inFences = Set(fences.flatMap { Array($0.block) })
    var isOpen = false
    for line in lines.indices.dropFirst(bodyStart) where !inFences.contains(line) {
      // A comment that begins a line goes on over empty lines; one within a paragraph ends with it.
      if isOpen || lines[line].contains("<!--") {
        let (kept, stillOpen) = LiteratePage.withoutComments(lines[line], isOpen: isOpen)
        isOpen = stillOpen && (isOpen || closes(after: line))
        let shown = stillOpen && !isOpen ? lines[line] : kept
        result[line] = shown == lines[line] || !trimmed(shown).isEmpty ? shown : nil
      } else if LiteratePage.isLinkComment(lines[line]) {
        result[line] = nil
      }
    }
    return result
  }

  /// Whether a comment that is open at the end of a line is one: some line below ends it, or it begins its own.
  private func closes(after line: Int) -> Bool {
    let start = trimmed(lines[line])
    return start.hasPrefix("<!--")
      || lines[(line + 1)...].prefix { !trimmed($0).isEmpty }.contains { $0.contains("-->") }
  }

  /// A line without the parts in comments, and whether one is open at its end. Code in backticks holds none.
  private static func withoutComments(_ line: String, isOpen: Bool) -> (String, Bool) {
    var kept = ""
    var rest = line[...]
    var isOpen = isOpen
    while !rest.isEmpty {
      if isOpen {
        guard let end = rest.firstRange(of: "-->") else { return (kept, true) }
        rest = rest[end.upperBound...]
        isOpen = false
      } else if rest.first == "`" {
        let marks = rest.prefix { $0 == "`" }
        let after = rest[marks.endIndex...]
        if let close = LiteratePage.run(of: marks.count, in: after) {
          kept += rest[..<close]
          rest = rest[close...]
        } else {
          kept += marks
          rest = after
        }
      } else if rest.hasPrefix("<!--") {
        rest = rest.dropFirst(4)
        isOpen = true
      } else {
        kept.append(rest.removeFirst())
      }
    }
    return (kept, isOpen)
  }

  /// Where the backticks end that close a piece of code.
  private static func run(of length: Int, in text: Substring) -> Substring.Index? {
    var index = text.startIndex
    while index < text.endIndex {
      guard text[index] == "`" else {
        index = text.index(after: index)
        continue
      }
      let marks = text[index...].prefix { $0 == "`" }
      if marks.count == length { return marks.endIndex }
      index = marks.endIndex
    }
    return nil
  }

  /// `[//]: # (a note)`: a link nobody refers to, which many use as a comment.
  private static func isLinkComment(_ line: String) -> Bool {
    let text = trimmed(line)
    guard text.hasPrefix("["), let end = text.firstRange(of: "]:") else { return false }
    return trimmed(text[end.upperBound...]).hasPrefix("#") || trimmed(text[end.upperBound...]).hasPrefix("<>")
  }
}
