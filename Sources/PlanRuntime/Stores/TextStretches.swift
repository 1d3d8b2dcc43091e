import Glibc
import PlanLang

/// Cuts a long text into stretches that can be read one by one: each ends with the line of a lone `}` at the margin, where
/// a block at the top ends.
///
/// In a text that means something else by such a line, the stretch before it lacks an end and does not parse.
enum TextStretches {
  /// The stretches of some bytes, each about as long as `size` or longer, with the number of its first line.
  static func of(_ bytes: UnsafeBufferPointer<UInt8>, around size: Int) -> [(bytes: Range<Int>, firstLine: Int)] {
    var result: [(bytes: Range<Int>, firstLine: Int)] = []
    var start = 0
    var line = 1
    while start < bytes.count {
      let end = end(bytes, from: start + size)
      result.append((start..<end, line))
      line += lineBreaks(bytes, start..<end)
      start = end
    }
    return result
  }

  /// Where a line with a lone `}` that begins after `place` ends; the end of the text where there is none.
  private static func end(_ bytes: UnsafeBufferPointer<UInt8>, from place: Int) -> Int {
    var place = place
    while place + 2 < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + place, 0x0A, bytes.count - place - 2)
    {
      place = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found)) + 1
      if bytes[place] == UInt8(ascii: "}"), bytes[place + 1] == 0x0A { return place + 2 }
    }
    return bytes.count
  }

  private static func lineBreaks(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var count = 0
    var index = range.lowerBound
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    // Eight bytes at once: those that are a line break become zero, and each zero byte leaves one bit.
    while index + 8 <= range.upperBound {
      let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let other = word ^ 0x0A0A_0A0A_0A0A_0A0A
      count += (~(((other & low) &+ low) | other | low)).nonzeroBitCount
      index += 8
    }
    while index < range.upperBound {
      if bytes[index] == 0x0A { count += 1 }
      index += 1
    }
    return count
  }
}
