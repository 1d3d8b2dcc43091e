import PlanLang

/// A Markdown page with `plan` fences: its front matter and its fences, with where they stand.
public struct LiteratePage: Sendable {
  public struct Fence: Sendable {
    /// The words after the fence's backticks: `plan`, `plan hidden`, `output`, `diagnostics`.
    public let kind: String
    public let isHidden: Bool
    /// The lines between the fence's marks, counted from 0.
    public let lines: Range<Int>
    public let text: String
    /// How far the fence is indented.
    public let indent: String
  }

  public let lines: [String]
  public let frontMatter: [String: String]
  public let fences: [Fence]

  public init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.last == "\r" ? String($0.dropLast()) : String($0)
    }
    if lines.last == "" { lines.removeLast() }
    self.lines = lines
    var matter: [String: String] = [:]
    var index = 0
    if lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") {
      for line in lines[1..<end] {
        guard let colon = line.firstIndex(of: ":") else { continue }
        matter[trimmed(line[..<colon])] = trimmed(line[line.index(after: colon)...])
      }
      index = end + 1
    }
    frontMatter = matter
    var fences: [Fence] = []
    while index < lines.count {
      guard let (indent, mark, info) = LiteratePage.opening(lines[index]) else {
        index += 1
        continue
      }
      var end = index + 1
      while end < lines.count, !LiteratePage.closes(lines[end], mark) { end += 1 }
      let words = info.split(separator: " ").map(String.init)
      let content = lines[(index + 1)..<end].map { $0.hasPrefix(indent) ? String($0.dropFirst(indent.count)) : $0 }
      fences.append(
        Fence(
          kind: words.first ?? "", isHidden: words.contains("hidden"), lines: (index + 1)..<end,
          text: content.isEmpty ? "" : content.joined(separator: "\n") + "\n", indent: indent))
      index = end + 1
    }
    self.fences = fences
  }

  /// The indentation, the marks and the words of a line that opens a fence.
  private static func opening(_ line: String) -> (String, String, String)? {
    let indent = line.prefix { $0 == " " }
    guard indent.count <= 3 else { return nil }
    let rest = line.dropFirst(indent.count)
    guard let first = rest.first, first == "`" || first == "~" else { return nil }
    let mark = rest.prefix { $0 == first }
    guard mark.count >= 3 else { return nil }
    let info = trimmed(rest.dropFirst(mark.count))
    if first == "`", info.contains("`") { return nil }
    return (String(indent), String(mark), info)
  }

  private static func closes(_ line: String, _ mark: String) -> Bool {
    let text = trimmed(line[...])
    return text.count >= mark.count && text.allSatisfy { $0 == mark.first }
  }
}

private func trimmed(_ text: some StringProtocol) -> String {
  var view = Substring(text)
  while let first = view.first, first == " " || first == "\t" { view.removeFirst() }
  while let last = view.last, last == " " || last == "\t" || last == "\r" { view.removeLast() }
  return String(view)
}
