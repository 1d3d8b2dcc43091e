/// The ways to choose some of many.
enum Combinations {
  /// Goes through them for as long as `body` says so.
  static func each(_ count: Int, _ size: Int, _ body: ([Int]) throws -> Bool) throws {
    func go(_ start: Int, _ chosen: [Int]) throws -> Bool {
      if chosen.count == size { return try body(chosen) }
      for index in start..<max(count, start) {
        guard try go(index + 1, chosen + [index]) else { return false }
      }
      return true
    }
    _ = try go(0, [])
  }
}
