/// Going through the history from the line being typed, and back to it.
struct HistoryWalk: Sendable {
  /// The line as it was when the walk began; only entries that begin with its text are visited.
  private let draft: EditBuffer
  private var index: Int
  /// What the walk last showed. When the buffer holds something else, the person has edited and the walk is over.
  private(set) var shown: EditBuffer

  init(from draft: EditBuffer, in history: History) {
    self.draft = draft
    index = history.lines.count
    shown = draft
  }

  /// The next older entry, or nil when there is none.
  mutating func older(in history: History) -> EditBuffer? {
    guard let found = history.older(than: index, beginning: draft.text, unlike: shown.text) else { return nil }
    return show(EditBuffer(history.lines[found]), at: found)
  }

  /// The next newer entry; after the newest the draft; nil when the draft is showing.
  mutating func newer(in history: History) -> EditBuffer? {
    guard index < history.lines.count else { return nil }
    if let found = history.newer(than: index, beginning: draft.text, unlike: shown.text) {
      return show(EditBuffer(history.lines[found]), at: found)
    }
    return show(draft, at: history.lines.count)
  }

  private mutating func show(_ buffer: EditBuffer, at index: Int) -> EditBuffer {
    self.index = index
    shown = buffer
    return buffer
  }
}
