/// The completions on offer, and the one chosen among them.
struct CompletionMenu: Equatable, Sendable {
  let list: CompletionList
  /// The buffer before any of them was put in.
  let original: EditBuffer
  private(set) var selected: Int?

  init(_ list: CompletionList, for original: EditBuffer) {
    self.list = list
    self.original = original
  }

  /// The buffer with the next candidate, or the one before, around the list.
  mutating func advance(by step: Int) -> EditBuffer {
    let count = list.candidates.count
    guard count > 0 else { return original }
    let next = selected.map { $0 + step } ?? (step > 0 ? 0 : count - 1)
    let chosen = (next + count) % count
    selected = chosen
    var buffer = original
    buffer.replace(list.range, with: list.candidates[chosen].text)
    return buffer
  }

  /// The text all candidates begin with, where it goes beyond what is typed; else nil.
  static func commonBeginning(of list: CompletionList, in buffer: EditBuffer) -> String? {
    guard let first = list.candidates.first else { return nil }
    var common = Array(first.text)
    for candidate in list.candidates.dropFirst() {
      let length = zip(common, candidate.text).prefix { $0 == $1 }.count
      common.removeSubrange(length...)
    }
    let typed = buffer.characters[list.range.clamped(to: 0..<buffer.characters.count)]
    guard common.count > typed.count else { return nil }
    // Nothing that was typed is taken away, but its letters may change their case.
    let agrees = zip(typed, common).allSatisfy { $0 == $1 || $0.lowercased() == $1.lowercased() }
    return agrees ? String(common) : nil
  }
}
