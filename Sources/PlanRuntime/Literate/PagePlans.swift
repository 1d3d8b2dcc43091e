import PlanLang

// What stands in a page's `plan` fences, read and laid out as the text of plan files is.

extension LiteratePage {
  /// Whether a file is a page, by its name.
  public static func isPage(_ path: String) -> Bool {
    let name = path.lowercased()
    return name.hasSuffix(".md") || name.hasSuffix(".markdown")
  }

  /// The fences that are meant to be right, in order: one followed by the messages it gives is wrong on purpose.
  public var plans: [Fence] {
    fences.indices.filter { index in
      fences[index].kind == "plan" && !(index + 1 < fences.count && fences[index + 1].kind == "diagnostics")
    }.map { fences[$0] }
  }

  /// A fence as a text of its own, with its lines and columns where the page has them.
  public func source(of fence: Fence, name: String?) -> SourceText {
    SourceText(name: name, String(repeating: "\n", count: fence.lines.lowerBound) + fence.placedText)
  }

  /// The page with its plans in the usual layout; all else stays, byte for byte. With errors in one of them it is returned as
  /// it is, as a plan file would be.
  public func formatted(name: String?) -> (text: String, errors: [Diagnostic]) {
    let plans = plans
    let errors = plans.flatMap { fence in
      Parser.parse(source(of: fence, name: name)).diagnostics.filter { $0.severity == .error }
    }
    let unchanged = replacing([])
    guard errors.isEmpty else { return (unchanged, errors) }
    var wanted: [String] = []
    var replacements: [(lines: Range<Int>, with: [String])] = []
    for fence in plans {
      let formatter = Formatter(width: Formatter().width - DisplayWidth.of(fence.margin))
      let text = formatter.format(Parser.parse(SourceText(fence.text)))
      wanted.append(text)
      if text == fence.text { continue }
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last == "" { lines.removeLast() }
      replacements.append((fence.lines, fence.placed(lines)))
    }
    let text = replacing(replacements)
    // A person's page is worth a second look: should it not read as meant, nothing is changed.
    let again = LiteratePage(text)
    guard again.fences.map(\.kind) == fences.map(\.kind), again.plans.map(\.text) == wanted else {
      return (unchanged, [])
    }
    return (text, [])
  }
}
