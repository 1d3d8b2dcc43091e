/// The lines at the top of a page, between `---` and `---`, each with a name and a value.
///
/// What a page says of itself there holds for all of it, so nothing that looks like such lines is passed over in silence.
struct FrontMatter {
  private(set) var entries: [String: String] = [:]
  private(set) var slips: [LiteratePage.Slip] = []
  /// The line that the page's text starts at.
  private(set) var end = 0

  /// The names that mean something.
  static let known = ["today", "audience", "accounts", "questions"]

  init(_ lines: [String]) {
    // A byte order mark and empty lines above are nothing to see.
    guard let first = lines.indices.first(where: { !FrontMatter.bare(lines[$0]).isEmpty }),
      FrontMatter.isMark(lines[first], "-")
    else { return }
    let close = lines.indices.dropFirst(first + 1).first {
      FrontMatter.isMark(lines[$0], "-") || FrontMatter.isMark(lines[$0], ".")
    }
    let inside = lines[(first + 1)..<(close ?? lines.count)]
    guard let close else {
      // A line across the page is Markdown, too; with a name below it is meant otherwise.
      let below = inside.prefix { !trimmed($0).isEmpty }
      if below.contains(where: { FrontMatter.name(of: $0).map(FrontMatter.known.contains) ?? false }) {
        slips.append(.init(line: first, message: "the lines at the top have no end: a line with `---` is missing"))
      }
      return
    }
    // Below an empty line there may be any text between two lines across the page.
    let isMatter = first == 0 || inside.contains { FrontMatter.name(of: $0).map(FrontMatter.known.contains) ?? false }
    guard isMatter else { return }
    for index in (first + 1)..<close {
      let line = lines[index]
      guard let colon = line.firstIndex(of: ":") else {
        let word = line.split { !$0.isLetter }.first.map { $0.lowercased() } ?? ""
        if FrontMatter.known.contains(word) {
          slips.append(.init(line: index, message: "`\(trimmed(line))` means nothing here; write `\(word): VALUE`"))
        }
        continue
      }
      let name = trimmed(line[..<colon])
      if entries[name] != nil, FrontMatter.known.contains(name) {
        slips.append(.init(line: index, message: "`\(name):` stands there twice"))
      }
      entries[name] = trimmed(line[line.index(after: colon)...])
    }
    end = close + 1
  }

  /// Whether a line of the page's text says for whom the page is, as only a line at the top can.
  static func setsAudience(_ line: String) -> Bool {
    let text = bare(line).lowercased()
    guard name(of: text) == "audience", let colon = text.firstIndex(of: ":") else { return false }
    return ["customer", "customers"].contains(trimmed(text[text.index(after: colon)...]))
  }

  /// The name before a colon.
  private static func name(of line: String) -> String? {
    line.firstIndex(of: ":").map { trimmed(line[..<$0]).lowercased() }
  }

  private static func isMark(_ line: String, _ mark: Character) -> Bool {
    bare(line).count == 3 && bare(line).allSatisfy { $0 == mark }
  }

  /// A line without the space around it and the marks that nobody sees.
  private static func bare(_ line: String) -> String {
    trimmed(line.filter { !"\u{FEFF}\u{200B}\u{00A0}".contains($0) })
  }
}

extension LiteratePage {
  /// The names that mean something at the top of a page.
  public static var knownNames: [String] { FrontMatter.known }
}
