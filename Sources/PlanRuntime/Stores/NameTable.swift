import PlanLang

/// Finds names by their UTF-8 bytes: what a loader asks for at every value, so it makes no text of what it reads.
final class NameTable {
  private var bytes: ContiguousArray<UInt8> = []
  private var starts: ContiguousArray<Int32> = [0]
  /// Positions + 1 by hash; 0 is free.
  private var slots: ContiguousArray<Int32>

  /// A table of names; of two that are the same the first is found.
  init(_ names: some Collection<String>) {
    var size = 8
    while size < names.count * 2 { size *= 2 }
    slots = ContiguousArray(repeating: 0, count: size)
    for (position, name) in names.enumerated() {
      bytes.append(contentsOf: name.utf8)
      starts.append(Int32(bytes.count))
      var slot = bytes.withUnsafeBufferPointer { all in
        NameTable.hash(UnsafeBufferPointer(rebasing: all[Int(starts[position])...]))
      }
      while slots[slot & (size - 1)] != 0 { slot &+= 1 }
      slots[slot & (size - 1)] = Int32(position + 1)
    }
  }

  /// The position of a name, or nil.
  func position(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    let mask = slots.count - 1
    var slot = NameTable.hash(name) & mask
    while slots[slot] != 0 {
      let position = Int(slots[slot]) - 1
      let start = Int(starts[position])
      if Int(starts[position + 1]) - start == name.count, isSame(name, start) { return position }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func isSame(_ name: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    for index in 0..<name.count where bytes[start + index] != name[index] { return false }
    return true
  }

  /// The first and the last eight bytes, mixed by multiplication: names are short, and few share both.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var first: UInt64 = 0
    var last: UInt64 = 0
    if name.count >= 8 {
      let bytes = UnsafeRawBufferPointer(name)
      first = bytes.loadUnaligned(as: UInt64.self)
      last = bytes.loadUnaligned(fromByteOffset: name.count - 8, as: UInt64.self)
    } else {
      for byte in name { first = first << 8 | UInt64(byte) }
    }
    let mixed =
      (first ^ last &* 0xBF58_476D_1CE4_E5B9 ^ UInt64(truncatingIfNeeded: name.count)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 33)
  }
}
