/// Whole numbers that belong to a statement or a function and are no values: how many rows, changes, runs.
extension Resolver {
  /// The count written at a token; nil after a report where it is not whole or far too large.
  func count(at token: Int, in node: SyntaxNode) -> Int? {
    let text = node.tokenText(token)
    if let number = Fixed.parse(text, scale: 1) { return Int(number) }
    let range = node.tree.range(ofToken: token)
    let isWhole = !text.contains(".")
    report(
      Diagnostic(
        .malformedNumber, "`\(text)` \(isWhole ? "is too large to count to" : "is no whole number")", at: range,
        label: "a whole number is needed",
        fixIts: isWhole ? [] : roundings(text).map { .init("write \($0)", replace: range, with: $0) }))
    return nil
  }

  /// The whole numbers on both sides, the nearer first.
  private func roundings(_ text: String) -> [String] {
    guard let scaled = Fixed.parse(text, scale: Fixed.numberScale) else { return [] }
    let below = scaled / Fixed.numberScale
    let isNearer = scaled % Fixed.numberScale < Fixed.numberScale / 2
    return (isNearer ? [below, below + 1] : [below + 1, below]).map { "\($0)" }
  }
}
