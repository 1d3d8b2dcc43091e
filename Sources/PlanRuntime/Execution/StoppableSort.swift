/// Sorting that Ctrl-C can stop.
enum StoppableSort {
  static func sort<T>(_ items: inout [T], by precedes: (T, T) throws -> Bool) throws {
    var comparisons = 0
    try items.sort { a, b in
      comparisons &+= 1
      if comparisons & 0xFFF == 0 { try Interrupt.check() }
      return try precedes(a, b)
    }
  }

  static func sorted<T>(_ items: [T], by precedes: (T, T) throws -> Bool) throws -> [T] {
    var items = items
    try sort(&items, by: precedes)
    return items
  }
}
