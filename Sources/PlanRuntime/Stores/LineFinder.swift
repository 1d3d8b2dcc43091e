import PlanLang

/// Tells in which line of a text an offset lies, quickly when asked for one place after another.
struct LineFinder {
  private let starts: ContiguousArray<UInt32>
  private let first: Int
  private var last = 0

  init(_ source: SourceText) {
    starts = source.starts
    first = source.firstLine
  }

  /// The line of an offset.
  mutating func line(of offset: Int) -> Int {
    let offset = UInt32(truncatingIfNeeded: offset)
    var low = 0
    var high = starts.count
    if starts[last] <= offset {
      // Most often it is this line or one of the next few.
      low = last
      let near = min(last + 8, starts.count)
      while low + 1 < near, starts[low + 1] <= offset { low += 1 }
      if low + 1 < near || near == starts.count {
        last = low
        return low + first
      }
    } else {
      high = last
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    last = low
    return low + first
  }
}
