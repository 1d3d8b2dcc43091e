/// The order people expect of names: by letter, whatever its case and accents, and only then by their bytes.
///
/// The same on every machine, whatever its language settings.
enum TextOrder {
  /// -1, 0 or 1; 0 only for the same text.
  static func order(_ a: String, _ b: String) -> Int {
    if let order = plainOrder(a, b) { return order }
    let (x, y) = (TextFold.folded(a), TextFold.folded(b))
    if x != y { return x < y ? -1 : 1 }
    return a == b ? 0 : a < b ? -1 : 1
  }

  static func precedes(_ a: String, _ b: String) -> Bool { order(a, b) < 0 }

  /// The order of texts that differ before anything but ASCII comes up; nil where that is not enough to tell.
  private static func plainOrder(_ a: String, _ b: String) -> Int? {
    let order = a.utf8.withContiguousStorageIfAvailable { x in
      b.utf8.withContiguousStorageIfAvailable { y -> Int? in
        let common = min(x.count, y.count)
        for index in 0..<common {
          let (p, q) = (x[index], y[index])
          if p | q >= 0x80 { return nil }
          if p == q { continue }
          let (low, high) = (lower(p), lower(q))
          if low != high { return low < high ? -1 : 1 }
        }
        // An accent of its own may follow, which counts for nothing.
        if x.count > common { return x[common] < 0x80 ? 1 : nil }
        if y.count > common { return y[common] < 0x80 ? -1 : nil }
        for index in 0..<common where x[index] != y[index] { return x[index] < y[index] ? -1 : 1 }
        return 0
      }
    }
    return (order ?? nil) ?? nil
  }

  @inline(__always) private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  /// Numbers with the order of the texts as far as eight letters tell: a smaller one comes first, equal ones tell nothing.
  private static func beginning(_ text: String) -> UInt64 {
    var result: UInt64 = 0
    var length = 0
    func take(_ bytes: some Sequence<UInt8>) {
      for byte in bytes.prefix(8) {
        length += 1
        result = result << 8 | UInt64(byte < 0x80 ? lower(byte) : 0xFF)
        // What comes behind is not compared byte by byte.
        if byte >= 0x80 { break }
      }
    }
    let isPlain = text.utf8.prefix(9).allSatisfy { $0 < 0x80 }
    if isPlain { take(text.utf8) } else { take(TextFold.folded(text).utf8) }
    return length == 0 ? 0 : result << UInt64(8 * (8 - length))
  }

  /// The texts' positions in their order.
  static func sortedPositions(_ texts: [String]) throws -> [Int] {
    var keyed = texts.enumerated().map { (beginning: beginning($1), position: $0) }
    try StoppableSort.sort(&keyed) { a, b in
      if a.beginning != b.beginning { return a.beginning < b.beginning }
      return precedes(texts[a.position], texts[b.position])
    }
    return keyed.map(\.position)
  }
}
