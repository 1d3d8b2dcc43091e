/// Finds the name a person most likely meant.
public enum Suggestions {
  /// The nearest of the valid names to a misspelt one, or nil when none is near enough; ties go to the first in order.
  public static func nearest(to word: String, among names: some Sequence<String>) -> String? {
    let typed = Folded(word)
    let limit = max(1, min(3, (typed.bytes.count + 1) / 3))
    var best: (distance: Int, name: String)?
    var candidate = Folded("")
    for name in names {
      candidate.read(name)
      guard typed.mayBeNear(candidate, limit: limit) else { continue }
      let distance = distance(typed.bytes, candidate.bytes, limit: limit)
      if distance > limit { continue }
      // Two slips and another beginning: more likely another word than a misspelt one.
      if distance > 1, typed.bytes.count < 10, typed.bytes.first != candidate.bytes.first { continue }
      if let current = best, (current.distance, current.name) <= (distance, name) { continue }
      best = (distance, name)
    }
    return best?.name ?? sharingWords(with: typed, among: names)
  }

  /// A name that has all the words of a shorter one, as `Win CFO` and `Win the CFO`; the shortest of them.
  private static func sharingWords(with typed: Folded, among names: some Sequence<String>) -> String? {
    let words = Set(typed.bytes.split(separator: UInt8(ascii: "_")))
    guard typed.bytes.count >= 4, !words.isEmpty else { return nil }
    let letters = Folded.letters(of: typed.bytes.lazy.filter { $0 != UInt8(ascii: "_") })
    var shortest: String?
    var inside: [String] = []
    var candidate = Folded("")
    for name in names {
      candidate.read(name)
      // Of several words one may be the whole name, as in `key account` for `key`.
      if words.count > 1, words.contains(candidate.bytes[...]) { inside.append(name) }
      guard candidate.letters & letters == letters,
        words.isSubset(of: candidate.bytes.split(separator: UInt8(ascii: "_")))
      else { continue }
      if let known = shortest, (known.utf8.count, known) <= (name.utf8.count, name) { continue }
      shortest = name
    }
    return shortest ?? (inside.count == 1 ? inside[0] : nil)
  }

  /// A word in lower case, without blanks, hyphens and underscores told apart.
  private struct Folded {
    private(set) var bytes: [UInt8] = []
    /// Which letters it has, each as one of 64 bits: most words are told apart by them alone.
    private(set) var letters: UInt64 = 0

    init(_ word: String) { read(word) }

    mutating func read(_ word: String) {
      bytes.removeAll(keepingCapacity: true)
      var isPlain = true
      for byte in word.utf8 {
        if byte >= 0x80 { isPlain = false }
        bytes.append(Folded.folded(byte))
      }
      if !isPlain { bytes = word.lowercased().utf8.map(Folded.folded) }
      letters = Folded.letters(of: bytes)
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case UInt8(ascii: "-"), UInt8(ascii: " "): UInt8(ascii: "_")
      default: byte
      }
    }

    static func letters(of bytes: some Sequence<UInt8>) -> UInt64 {
      bytes.reduce(0) { $0 | 1 << UInt64($1 & 63) }
    }

    /// False when the lengths or the letters alone need more slips: a slip brings and takes one letter at most.
    func mayBeNear(_ other: Folded, limit: Int) -> Bool {
      abs(bytes.count - other.bytes.count) <= limit && (letters & ~other.letters).nonzeroBitCount <= limit
        && (other.letters & ~letters).nonzeroBitCount <= limit
    }
  }

  /// The number of single-letter slips between two words: a letter missing, added, changed, or two swapped. Above the
  /// limit it is only known to be above.
  static func distance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
    if a == b { return 0 }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var row = last
    for i in 1...a.count {
      row[0] = i
      var least = i
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        row[j] = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
        least = min(least, row[j])
      }
      // No later row is better than its predecessors.
      if least > limit { return least }
      (beforeLast, last, row) = (last, row, beforeLast)
    }
    return last[b.count]
  }
}
