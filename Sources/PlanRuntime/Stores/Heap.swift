import CMalloc

/// The memory the program got from the system.
enum Heap {
  /// Hands back what work over a text of so many bytes has left free, so that it does not count as the program's for the
  /// rest of its life.
  static func giveBack(after bytes: Int) {
    // Below this nobody would notice, and it takes its time.
    if bytes > 4 << 20 { malloc_trim(0) }
  }
}
