/// Finds the name a person most likely meant.
public enum Suggestions {
  /// The nearest of the valid names to a misspelt one, or nil when none is near enough; ties go to the first in order.
  public static func nearest(to word: String, among names: some Sequence<String>) -> String? {
    let typed = Array(folded(word))
    let limit = max(1, min(3, (typed.count + 1) / 3))
    var best: (distance: Int, name: String)?
    for name in names {
      let candidate = Array(folded(name))
      if abs(candidate.count - typed.count) > limit { continue }
      let distance = distance(typed, candidate, limit: limit)
      if distance > limit { continue }
      // Two slips and another beginning: more likely another word than a misspelt one.
      if distance > 1, typed.count < 9, typed.first != candidate.first { continue }
      if let current = best, (current.distance, current.name) <= (distance, name) { continue }
      best = (distance, name)
    }
    return best?.name ?? sharingWords(with: typed, among: names)
  }

  /// A name that has all the words of a shorter one, as `Win CFO` and `Win the CFO`; the shortest of them.
  private static func sharingWords(with typed: [UInt8], among names: some Sequence<String>) -> String? {
    let words = Set(typed.split(separator: UInt8(ascii: "_")))
    guard typed.count >= 4, !words.isEmpty else { return nil }
    let fitting = names.filter { words.isSubset(of: Array(folded($0)).split(separator: UInt8(ascii: "_"))) }
    if let shortest = fitting.min(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) { return shortest }
    // Of several words one may be the whole name, as in `key account` for `key`.
    let inside = names.filter { words.contains(folded($0)[...]) }
    return words.count > 1 && inside.count == 1 ? inside[0] : nil
  }

  /// Lower case, without blanks, hyphens and underscores told apart.
  private static func folded(_ word: String) -> [UInt8] {
    word.lowercased().utf8.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 }
  }

  /// The number of single-letter slips between two words: a letter missing, added, changed, or two swapped.
  static func distance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
    if a == b { return 0 }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [Int](repeating: 0, count: b.count + 1)
      row[0] = i
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        row[j] = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
