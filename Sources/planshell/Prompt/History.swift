/// The lines of earlier inputs, oldest first, and the ways to find one again.
struct History: Sendable {
  /// Where a line is kept.
  enum Reach: Sendable {
    /// On disk, for later sessions too.
    case kept
    /// In this session only.
    case session
    /// Nowhere.
    case none
  }

  private(set) var lines: [String]
  private let limit: Int
  /// Whether the newest line was given up, and so is not on disk.
  private var lastWasAbandoned = false

  init(_ lines: [String] = [], limit: Int = 10_000) {
    self.limit = limit
    self.lines = Array(lines.suffix(limit))
  }

  /// Adds a line and says where it belongs. A line that starts with a space is the person's way to keep it out; one equal
  /// to the line before it tells nothing new.
  mutating func add(_ line: String, abandoned: Bool = false) -> Reach {
    guard !line.allSatisfy(\.isWhitespace) else { return .none }
    if !abandoned, line.first == " " { return .none }
    let isRepeated = line == lines.last
    if isRepeated, abandoned || !lastWasAbandoned { return .none }
    lastWasAbandoned = abandoned
    if !isRepeated { lines.append(line) }
    if lines.count > limit { lines.removeFirst(lines.count - limit) }
    return abandoned ? .session : .kept
  }

  /// The nearest line older than `index` that begins with `prefix` and differs from `current`.
  func older(than index: Int, beginning prefix: String, unlike current: String) -> Int? {
    lines[..<min(index, lines.count)].lastIndex { $0 != current && begins($0, with: prefix) }
  }

  /// The nearest line newer than `index` that begins with `prefix` and differs from `current`.
  func newer(than index: Int, beginning prefix: String, unlike current: String) -> Int? {
    guard index + 1 < lines.count else { return nil }
    return lines[(index + 1)...].firstIndex { $0 != current && begins($0, with: prefix) }
  }

  /// The newest line that goes on from `text`.
  func continuation(of text: String) -> String? {
    guard !text.isEmpty else { return nil }
    return lines.last { $0.utf8.count > text.utf8.count && begins($0, with: text) }
  }

  /// The nearest line at or before `index` (or at or after it, looking forward) that contains `pattern`. Capital letters
  /// matter only when the pattern has some.
  func match(_ pattern: String, from index: Int, forward: Bool) -> Int? {
    let minds = pattern.contains(where: \.isUppercase)
    func fits(_ line: String) -> Bool {
      Self.position(of: pattern, in: line, mindingCase: minds) != nil
    }
    if forward {
      guard index < lines.count else { return nil }
      return lines[max(index, 0)...].firstIndex(where: fits)
    }
    guard index >= 0 else { return nil }
    return lines[...min(index, lines.count - 1)].lastIndex(where: fits)
  }

  /// The characters of `line` where `pattern` first stands.
  static func position(of pattern: String, in line: String, mindingCase: Bool? = nil) -> Range<Int>? {
    guard !pattern.isEmpty else { return nil }
    let minds = mindingCase ?? pattern.contains(where: \.isUppercase)
    let text = Array(minds ? line : line.lowercased())
    let wanted = Array(minds ? pattern : pattern.lowercased())
    guard wanted.count <= text.count else { return nil }
    for start in 0...(text.count - wanted.count) where text[start] == wanted[0] {
      if text[start..<(start + wanted.count)].elementsEqual(wanted) { return start..<(start + wanted.count) }
    }
    return nil
  }

  /// Byte comparison: quick over a long history, and exact. What follows must not join the last character.
  private func begins(_ line: String, with prefix: String) -> Bool {
    line.utf8.starts(with: prefix.utf8) && line.hasPrefix(prefix)
  }
}
