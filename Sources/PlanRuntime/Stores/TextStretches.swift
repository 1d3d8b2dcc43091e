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
    // Sixty-four bytes at once; no lane counts further than its type goes.
    while index + 64 <= range.upperBound {
      var found = SIMD16<UInt8>()
      for step in 0..<4 {
        let block = UnsafeRawBufferPointer(bytes).loadUnaligned(
          fromByteOffset: index + step * 16, as: SIMD16<UInt8>.self)
        found.replace(with: found &+ 1, where: block .== 0x0A)
      }
      count += Int(found.wrappedSum())
      index += 64
    }
    while index < range.upperBound {
      if bytes[index] == 0x0A { count += 1 }
      index += 1
    }
    return count
  }
}
