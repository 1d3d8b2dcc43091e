/// Searching the history while the pattern is typed.
struct IncrementalSearch: Sendable {
  private(set) var pattern = ""
  /// The line found, by its place in the history.
  private(set) var match: Int?
  /// Whether the search looks from older lines to newer ones.
  private(set) var isForward: Bool
  private let history: History
  /// What each typed character started from, so that Backspace can return there.
  private var steps: [(pattern: String, match: Int?)] = []

  init(in history: History, forward: Bool) {
    self.history = history
    isForward = forward
  }

  /// The line found.
  var line: String? { match.map { history.lines[$0] } }
  /// Whether there is a pattern that no line has.
  var hasFailed: Bool { !pattern.isEmpty && match == nil }

  /// Makes the pattern longer; the line found stays if it still fits.
  mutating func type(_ text: String) {
    steps.append((pattern, match))
    // After a failure a longer pattern fails too.
    let start = hasFailed ? nil : match ?? (isForward ? 0 : history.lines.count - 1)
    pattern += text
    match = start.flatMap { history.match(pattern, from: $0, forward: isForward) }
  }

  /// Takes back the last thing typed.
  mutating func erase() {
    guard let step = steps.popLast() else { return }
    (pattern, match) = step
  }

  /// Goes to the next line that fits and reads differently. Without one, the line found stays.
  mutating func next(forward: Bool) {
    isForward = forward
    guard !pattern.isEmpty else { return }
    var index = match ?? (forward ? -1 : history.lines.count)
    while true {
      index += forward ? 1 : -1
      guard let found = history.match(pattern, from: index, forward: forward) else { return }
      if history.lines[found] != line {
        match = found
        return
      }
      index = found
    }
  }
}
