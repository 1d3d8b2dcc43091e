import Synchronization

/// Finds the rows with a name. Looking through the names is quick, so lists are made only for tables that are asked often.
///
/// Belongs to names that do not change: whoever changes them takes a new index.
final class NameIndex: Sendable {
  private struct State {
    /// How many names were looked at to find others.
    var looked = 0
    var lists: Lists?
  }

  /// Rows in lists by the last bits of their names' numbers, each row pointing to the next.
  private struct Lists {
    var first: [Int32]
    var next: [Int32]
  }
  private let state = Mutex(State())

  /// Whether it was asked anything yet.
  var isUsed: Bool { state.withLock { $0.looked > 0 } }

  /// The rows with a name, in their order.
  func rows(named name: UInt32, in names: ChunkedArray<UInt32>) -> [Int] {
    state.withLock { state in
      if state.lists == nil {
        state.looked += names.count
        // Making the lists costs about as much as looking through the names this often.
        if state.looked <= names.count * 16 { return NameIndex.look(for: name, in: names) }
        state.lists = NameIndex.lists(names)
      }
      guard let lists = state.lists, !lists.first.isEmpty else { return [] }
      var result: [Int] = []
      var row = lists.first[Int(name) & (lists.first.count - 1)]
      while row >= 0 {
        if names[Int(row)] == name { result.append(Int(row)) }
        row = lists.next[Int(row)]
      }
      return result
    }
  }

  private static func look(for name: UInt32, in names: ChunkedArray<UInt32>) -> [Int] {
    var result: [Int] = []
    var base = 0
    for chunk in names.chunks {
      for offset in chunk.indices where chunk[offset] == name { result.append(base + offset) }
      base += chunk.count
    }
    return result
  }

  private static func lists(_ names: ChunkedArray<UInt32>) -> Lists {
    var size = 1
    while size < names.count { size *= 2 }
    var lists = Lists(first: Array(repeating: -1, count: size), next: Array(repeating: -1, count: names.count))
    // From the back, so that each list begins with the lowest row.
    for row in stride(from: names.count - 1, through: 0, by: -1) {
      let slot = Int(names[row]) & (size - 1)
      lists.next[row] = lists.first[slot]
      lists.first[slot] = Int32(row)
    }
    return lists
  }
}
