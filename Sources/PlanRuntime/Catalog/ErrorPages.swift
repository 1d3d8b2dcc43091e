import PlanLang

/// The pages of `docs/errors`, one for each code, as they came into the program.
public enum ErrorPages {
  /// The codes that have a page, in order.
  public static var codes: [String] { EmbeddedErrorPages.pages.map(\.code.description) }

  /// The Markdown text of a code's page; nil for a code that does not exist.
  public static func text(of code: String) -> String? {
    EmbeddedErrorPages.pages.first { $0.code.description == code }?.text.description
  }

  /// What a page is about, without its code: the rest of its title.
  public static func title(of code: String) -> String {
    guard let heading = text(of: code)?.split(separator: "\n").first(where: { $0.hasPrefix("# ") }) else { return "" }
    return heading.split(separator: ":", maxSplits: 1).last.map { String($0.drop { $0 == " " }) } ?? ""
  }

  /// Whether a word looks like a code, rightly or wrongly spelt: a `P` and digits, perhaps with a letter gone astray.
  static func isCodeLike(_ word: String) -> Bool {
    guard let first = word.first, first == "P" || first == "p", word.utf8.count > 1 else { return false }
    let rest = word.dropFirst()
    let digits = rest.count { $0.isASCII && $0.isNumber }
    return digits == rest.count
      || (digits >= 3 && rest.count <= digits + 2 && rest.allSatisfy { $0.isLetter || $0.isNumber })
  }

  /// A page as lines for a terminal: paragraphs and lists are broken to its width, examples indented, and what runs
  /// unseen is left out.
  public static func explanation(of code: String) -> String? {
    guard let text = text(of: code) else { return nil }
    let page = LiteratePage(text)
    var layout = HelpLayout()
    var paragraph = ""
    func flush() {
      guard !paragraph.isEmpty else { return }
      let isItem = paragraph.hasPrefix("- ")
      let lines = HelpLayout.wrapped(paragraph, width: HelpLayout.width - (isItem ? 2 : 0))
      for (index, line) in lines.enumerated() { layout.line(isItem && index > 0 ? "  " + line : line) }
      paragraph = ""
    }
    var index = page.bodyStart
    while index < page.lines.count {
      if let fence = page.fences.first(where: { $0.block.contains(index) }) {
        flush()
        if !fence.isHidden { layout.example(fence.text.hasSuffix("\n") ? String(fence.text.dropLast()) : fence.text) }
        index = fence.block.upperBound
        // What is left out leaves no gap.
        if fence.isHidden, index < page.lines.count, page.lines[index].isEmpty { index += 1 }
        continue
      }
      let line = page.lines[index]
      if line.isEmpty {
        flush()
        layout.line()
      } else if line.hasPrefix("#") {
        flush()
        let heading = String(line.drop { $0 == "#" || $0 == " " })
        layout.line(line.hasPrefix("##") ? heading + ":" : heading)
      } else {
        if line.hasPrefix("- ") { flush() }
        paragraph += paragraph.isEmpty ? line : " " + line
      }
      index += 1
    }
    flush()
    var lines = layout.lines
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
