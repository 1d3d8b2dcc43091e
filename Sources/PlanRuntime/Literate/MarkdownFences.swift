import CMarkGFM

/// Finds the fenced blocks of a Markdown text, as GitHub's own parser sees them.
struct MarkdownFences {
  private let lines: [String]
  private(set) var fences: [LiteratePage.Fence] = []

  /// Reads the lines from `start` on; the fences count lines from 0 all the same.
  init(lines: [String], from start: Int) {
    self.lines = lines
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return }
    defer { cmark_parser_free(parser) }
    // The lines before `start` are fed as empty ones, so that the parser counts as we do.
    for line in lines.indices {
      var text = line < start ? "\n" : lines[line] + "\n"
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
      }
    }
    guard let document = cmark_parser_finish(parser) else { return }
    defer { cmark_node_free(document) }
    guard let iterator = cmark_iter_new(document) else { return }
    defer { cmark_iter_free(iterator) }
    var found: [MarkdownFence] = []
    while cmark_iter_next(iterator) != CMARK_EVENT_DONE {
      if let fence = MarkdownFence(cmark_iter_get_node(iterator)) { found.append(fence) }
    }
    let openings = Set(found.map(\.opening))
    fences = found.compactMap { fence(from: $0, openings) }
  }

  private func fence(from found: MarkdownFence, _ openings: Set<Int>) -> LiteratePage.Fence? {
    guard lines.indices.contains(found.opening) else { return nil }
    let first = found.opening + 1
    let range = first..<min(first + found.content.count, lines.count)
    // A fence also ends where the list or quotation around it does; the line after it is then somebody else's.
    let isClosed =
      range.upperBound < lines.count && !openings.contains(range.upperBound)
      && found.closes(lines[range.upperBound])
    var placed = ""
    for (line, text) in zip(range, found.content) {
      let indent = !text.isEmpty && lines[line].hasSuffix(text) ? lines[line].utf8.count - text.utf8.count : 0
      placed += String(repeating: " ", count: indent) + text + "\n"
    }
    return LiteratePage.Fence(
      kind: found.words.first ?? "", isHidden: found.words.contains("hidden"), lines: range,
      block: found.opening..<(isClosed ? range.upperBound + 1 : range.upperBound),
      text: found.content.map { $0 + "\n" }.joined(), placedText: placed,
      missingMarks: isClosed ? nil : found.marks, margin: found.margin(lines[found.opening]))
  }
}

/// What the parser tells about one fence.
private struct MarkdownFence {
  /// The line of the opening marks, counted from 0.
  let opening: Int
  let words: [String]
  let content: [String]
  private let mark: Character
  private let length: Int

  init?(_ node: OpaquePointer?) {
    var length: Int32 = 0
    var offset: Int32 = 0
    var mark: CChar = 0
    guard let node, cmark_node_get_fenced(node, &length, &offset, &mark) != 0 else { return nil }
    opening = Int(cmark_node_get_start_line(node)) - 1
    words = (cmark_node_get_fence_info(node).map { String(cString: $0) } ?? "").split(separator: " ").map(String.init)
    let literal = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    content = literal.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    self.mark = Character(UnicodeScalar(UInt8(bitPattern: mark)))
    self.length = Int(length)
  }

  /// The marks the fence begins with.
  var marks: String { String(repeating: String(mark), count: length) }

  /// What stands before the marks in the fence's first line; the marks of list items give way to spaces.
  func margin(_ line: String) -> String {
    String(line.prefix { $0 != mark }.map { " \t>".contains($0) ? $0 : " " })
  }

  /// Whether a line can be the end of the fence.
  func closes(_ line: String) -> Bool {
    let marks = line.drop { " \t>".contains($0) }.reversed().drop { " \t".contains($0) }
    return marks.count >= length && marks.allSatisfy { $0 == mark }
  }
}
