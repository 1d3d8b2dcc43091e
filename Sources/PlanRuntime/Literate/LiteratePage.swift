import PlanLang

/// A Markdown page with `plan` fences: its front matter and its fences, with where they stand.
public struct LiteratePage: Sendable {
  /// A fenced block of code, wherever Markdown allows one: at the margin, in a list, in a quotation.
  public struct Fence: Sendable {
    /// The first of the words after the fence's marks: `plan`, `output`, `diagnostics`.
    public let kind: String
    /// Whether the word `hidden` stands there too: the fence runs unseen.
    public let isHidden: Bool
    /// The lines between the fence's marks, counted from 0.
    public let lines: Range<Int>
    /// The same with the lines of the marks; a fence that nobody closed has only the first.
    public let block: Range<Int>
    /// The lines' text, without what the list or quotation around the fence puts in front of them.
    public let text: String
    /// The same text where it stands in its lines, so that columns count from the page's margin.
    public let placedText: String
    /// The marks that would end the fence, where nobody wrote them: it then ends with what is around it.
    public let missingMarks: String?
    /// What a line of the fence starts with: the indentation, and the marks of a quotation.
    public let margin: String

    /// Lines as they stand at this fence's place.
    public func placed(_ lines: [String]) -> [String] {
      lines.map { line in
        guard line.isEmpty else { return margin + line }
        // An empty line needs no more than the marks of the quotation it is in.
        return String(margin.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
      }
    }
  }

  /// A line, counted from 0, that says nothing where it stands.
  public struct Slip: Sendable {
    public let line: Int
    public let message: String
  }

  public let lines: [String]
  public let frontMatter: [String: String]
  /// The line that the page's text starts at, after its front matter.
  public let bodyStart: Int
  public let fences: [Fence]
  /// Lines that were meant to say something of the whole page and would not.
  public let slips: [Slip]
  /// What ends each line: different in files from different systems, and nothing where a file stops within a line.
  private let lineEnds: [String]

  /// Reads a page; every text is one, with or without fences.
  public init(_ text: String) {
    (lines, lineEnds) = LiteratePage.lines(of: text)
    let matter = FrontMatter(lines)
    frontMatter = matter.entries
    bodyStart = matter.end
    fences = MarkdownFences(lines: lines, from: matter.end).fences
    var slips = matter.slips
    // What is to hold for the whole page and stands where nobody reads it.
    let inFences = Set(fences.flatMap { Array($0.block) })
    for line in lines.indices.dropFirst(bodyStart) where !inFences.contains(line) {
      if FrontMatter.setsAudience(lines[line]) {
        slips.append(.init(line: line, message: "`\(trimmed(lines[line]))` stands outside the lines at the top"))
      }
    }
    self.slips = slips
  }

  /// The page's text with other lines in some places; all else stays as it is, byte for byte.
  public func replacing(_ replacements: [(lines: Range<Int>, with: [String])]) -> String {
    var text = ""
    var line = 0
    for (range, replacement) in replacements.sorted(by: { $0.lines.lowerBound < $1.lines.lowerBound }) {
      while line < range.lowerBound {
        text += lines[line] + lineEnds[line]
        line += 1
      }
      let end = range.lowerBound > 0 ? lineEnds[range.lowerBound - 1] : "\n"
      for row in replacement { text += row + (end.isEmpty ? "\n" : end) }
      line = max(line, range.upperBound)
    }
    while line < lines.count {
      text += lines[line] + lineEnds[line]
      line += 1
    }
    return text
  }

  /// The lines of a text and their ends, by the rule of Markdown: line feed, carriage return, or both.
  private static func lines(of text: String) -> (lines: [String], ends: [String]) {
    var lines: [String] = []
    var ends: [String] = []
    let bytes = text.utf8
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      let byte = bytes[index]
      let stop = index
      index = bytes.index(after: index)
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
      if byte == UInt8(ascii: "\r"), index < bytes.endIndex, bytes[index] == UInt8(ascii: "\n") {
        index = bytes.index(after: index)
      }
      lines.append(String(text[start..<stop]))
      ends.append(String(text[stop..<index]))
      start = index
    }
    if start < bytes.endIndex {
      lines.append(String(text[start...]))
      ends.append("")
    }
    return (lines, ends)
  }
}

func trimmed(_ text: some StringProtocol) -> String {
  var view = Substring(text)
  while let first = view.first, first == " " || first == "\t" { view.removeFirst() }
  while let last = view.last, last == " " || last == "\t" { view.removeLast() }
  return String(view)
}
