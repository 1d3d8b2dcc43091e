/// Which fields of a thing have been read, and at which token: one list used again for one thing after another.
struct SeenFields {
  private var rounds: ContiguousArray<UInt32> = []
  private var tokens: ContiguousArray<Int32> = []
  private var round: UInt32 = 0

  /// Forgets what was seen; from now on there are `count` fields.
  mutating func start(_ count: Int) {
    round &+= 1
    while rounds.count < count {
      rounds.append(0)
      tokens.append(0)
    }
  }

  /// The token a field was seen at, or nil.
  func token(_ field: Int) -> Int? { rounds[field] == round ? Int(tokens[field]) : nil }

  mutating func note(_ field: Int, _ token: Int) {
    rounds[field] = round
    tokens[field] = Int32(truncatingIfNeeded: token)
  }
}
