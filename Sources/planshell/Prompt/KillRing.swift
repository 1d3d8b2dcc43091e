/// What was cut, newest last, to be put back.
struct KillRing: Sendable {
  private var pieces: [String] = []
  private var chosen = 0
  private static let limit = 60

  /// Keeps a cut. Cuts that follow one another become one piece, in the order they stood in the text.
  mutating func cut(_ text: String, joining: Bool, before: Bool) {
    guard !text.isEmpty else { return }
    if joining, let last = pieces.last {
      pieces[pieces.count - 1] = before ? text + last : last + text
    } else {
      pieces.append(text)
      if pieces.count > Self.limit { pieces.removeFirst() }
    }
    chosen = pieces.count - 1
  }

  /// The newest cut.
  mutating func newest() -> String? {
    chosen = pieces.count - 1
    return pieces.last
  }

  /// The cut before the one put back last, around the ring.
  mutating func earlier() -> String? {
    guard !pieces.isEmpty else { return nil }
    chosen = chosen > 0 ? chosen - 1 : pieces.count - 1
    return pieces[chosen]
  }
}
