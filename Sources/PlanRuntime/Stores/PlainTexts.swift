import PlanLang

/// The texts one of two threads comes across: those that are in the pool have their number, the others get one in the
/// order they were met once the threads have met again. So numbers do not depend on which thread was quicker.
struct PlainTexts {
  /// The codes of texts without a number yet start here.
  static let pending: UInt32 = 1 << 31
  /// The most texts the pool may have, so that codes and numbers can be told apart.
  static let mostKnown = 1 << 30

  private let known: TextPool.Reader
  private let firstPending: UInt32
  /// In each slot the upper half of a text's hash and its position + 1; 0 is free.
  private var slots = ContiguousArray<UInt64>(repeating: 0, count: 1024)
  private var bits = 10
  private var texts: ContiguousArray<UnsafeBufferPointer<UInt8>> = []
  private var codes: ContiguousArray<UInt32> = []
  /// The texts without a number, in the order they were met.
  private(set) var unknown: ContiguousArray<UnsafeBufferPointer<UInt8>> = []

  /// - Parameter thread: 0 or 1.
  init(_ known: TextPool.Reader, thread: Int) {
    self.known = known
    firstPending = PlainTexts.pending | UInt32(thread) << 30
  }

  /// Where the code of a text without a number says to look: the thread, and the position in its `unknown`.
  static func place(_ code: UInt32) -> (thread: Int, position: Int) {
    (Int(code >> 30 & 1), Int(code & (1 << 30 - 1)))
  }

  /// What a column holds for a text: its number + 2, or a code to be exchanged for that.
  mutating func code(of bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = known.hash(bytes)
    var slot = Int(truncatingIfNeeded: hash >> UInt64(64 - bits))
    while slots[slot] != 0 {
      if slots[slot] >> 32 == hash >> 32 {
        let position = Int(slots[slot] & 0xFFFF_FFFF) - 1
        if texts[position].count == bytes.count, isSame(texts[position], bytes) { return codes[position] }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let code: UInt32
    if let number = known.number(of: bytes, hash: hash) {
      code = number + 2
    } else {
      code = firstPending + UInt32(unknown.count)
      unknown.append(bytes)
    }
    texts.append(bytes)
    codes.append(code)
    slots[slot] = (hash & ~0xFFFF_FFFF) | UInt64(texts.count)
    if texts.count * 2 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    let old = slots
    bits += 1
    slots = ContiguousArray(repeating: 0, count: 1 << bits)
    for entry in old where entry != 0 {
      // The first bits of the hash are part of the entry.
      var slot = Int(truncatingIfNeeded: entry >> UInt64(64 - bits))
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = entry
    }
  }
}
