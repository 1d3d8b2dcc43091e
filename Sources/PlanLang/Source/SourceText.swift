import Synchronization

/// A piece of PlanLang text with the name people know it by: a file's path, or nothing for `-c`, stdin and the prompt.
public final class SourceText: Sendable {
  /// The path as the user wrote it, `library:FILE` for the standard library, or nil for typed text.
  public let name: String?
  /// The UTF-8 bytes exactly as read.
  public let bytes: [UInt8]
  /// The number of its first line: more than 1 for a stretch of a longer text.
  public let firstLine: Int

  /// Where lines start, once somebody has asked.
  private let knownStarts = Mutex<ContiguousArray<UInt32>?>(nil)

  public init(name: String?, bytes: [UInt8], firstLine: Int = 1) {
    self.name = name
    self.bytes = bytes
    self.firstLine = firstLine
  }

  public convenience init(name: String? = nil, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The text between two byte offsets.
  public func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  /// Whether it is a script, which begins with `#!`.
  public var isScript: Bool { bytes.starts(with: [0x23, 0x21]) }

  /// The whole text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The line and column, both counted from 1 in characters (Unicode scalars), of a byte offset.
  public func position(of offset: Int) -> SourcePosition {
    let end = min(offset, bytes.count)
    let starts = starts
    var line = 1
    var past = starts.count + 1
    // The last line that starts at the offset or before it.
    while past - line > 1 {
      let middle = (line + past) / 2
      if starts[middle - 1] <= end { line = middle } else { past = middle }
    }
    var column = 1
    var index = Int(starts[line - 1])
    while index < end {
      if bytes[index] & 0xC0 != 0x80 { column += 1 }
      index += 1
    }
    return SourcePosition(line: line + firstLine - 1, column: column)
  }

  /// The byte offsets at which lines start; the first is 0.
  public func lineStarts() -> [Int] { starts.map { Int($0) } }

  /// The same, looked for once.
  public var starts: ContiguousArray<UInt32> {
    knownStarts.withLock { known in
      if let known { return known }
      let found = findStarts()
      known = found
      return found
    }
  }

  private func findStarts() -> ContiguousArray<UInt32> {
    var starts: ContiguousArray<UInt32> = [0]
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      // Sixteen bytes at once: most of them hold no line break.
      while index + 16 <= bytes.count {
        let block = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        let breaks = block .== SIMD16<UInt8>(repeating: 0x0A)
        if any(breaks) {
          for offset in 0..<16 where breaks[offset] { starts.append(UInt32(index + offset + 1)) }
        }
        index += 16
      }
      while index < bytes.count {
        if bytes[index] == 0x0A { starts.append(UInt32(index + 1)) }
        index += 1
      }
    }
    return starts
  }
}

/// A place in a source text, counted from 1.
public struct SourcePosition: Sendable, Equatable {
  public let line: Int
  public let column: Int
}

/// A stretch of one source text in byte offsets, its end exclusive.
public struct SourceRange: Sendable {
  public let source: SourceText
  public let start: Int
  public let end: Int

  public init(source: SourceText, start: Int, end: Int) {
    self.source = source
    self.start = start
    self.end = max(start, end)
  }

  public var text: String { source.text(start, end) }
  public var startPosition: SourcePosition { source.position(of: start) }
  public var endPosition: SourcePosition { source.position(of: end) }

  /// Where a piece of text stands in this range for the last time; nil where it does not.
  public func place(of piece: String) -> SourceRange? {
    guard let found = source.bytes[start..<end].ranges(of: Array(piece.utf8)).last else { return nil }
    return SourceRange(source: source, start: found.lowerBound, end: found.upperBound)
  }

  /// The range from the start of this one to the end of `other`, in the same source text.
  public func joined(to other: SourceRange) -> SourceRange {
    SourceRange(source: source, start: min(start, other.start), end: max(end, other.end))
  }
}
