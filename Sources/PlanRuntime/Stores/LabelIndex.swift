import PlanLang

/// Finds things by their label within their parent: those a load has made, and those at the top that were there before.
struct LabelIndex {
  /// The things of one entity: in each slot half a hash and a row + 1, and beside it the label; 0 is free.
  fileprivate struct Slots {
    var entries = ContiguousArray<UInt64>(repeating: 0, count: 16)
    var names = ContiguousArray<UInt32>(repeating: 0, count: 16)
    var count = 0
    var bits = 4

    mutating func insert(_ entry: UInt64, _ name: UInt32) {
      if (count + 1) * 2 > entries.count { grow() }
      put(entry, name)
      count += 1
    }

    private mutating func grow() {
      let old = (entries, names)
      bits += 1
      entries = ContiguousArray(repeating: 0, count: 1 << bits)
      names = ContiguousArray(repeating: 0, count: 1 << bits)
      for slot in old.0.indices where old.0[slot] != 0 { put(old.0[slot], old.1[slot]) }
    }

    private mutating func put(_ entry: UInt64, _ name: UInt32) {
      var slot = Int(truncatingIfNeeded: entry >> UInt64(64 - bits))
      while entries[slot] != 0 { slot = (slot + 1) & (entries.count - 1) }
      entries[slot] = entry
      names[slot] = name
    }
  }
  private var slots: [Slots?]

  init(entities: Int) { slots = Array(repeating: nil, count: entities) }

  /// Whether things of an entity have been put in.
  func knows(_ entity: Int) -> Bool { slots[entity] != nil }

  /// Puts in a thing whose label is the text with a number.
  mutating func insert(_ row: Int, of entity: Int, named name: UInt32, in parent: ThingReference?) {
    let entry = LabelIndex.hash(name, parent) << 32 | UInt64(row + 1)
    if slots[entity] == nil { slots[entity] = Slots() }
    slots[entity]?.insert(entry, name)
  }

  /// The row of the thing with a label in a parent (nil is the top), or nil.
  func row(of entity: Int, named name: UInt32, in parent: ThingReference?, _ snapshot: Snapshot) -> Int? {
    reader(of: entity)?.row(named: name, in: parent) { snapshot.tables[entity].isThing($0, in: parent) }
  }

  /// The labels of one entity as plain memory, until the index is changed.
  func reader(of entity: Int) -> Reader? { slots[entity].map { Reader($0) } }

  /// Finds things of one entity by label.
  struct Reader {
    private let entries: UnsafeBufferPointer<UInt64>
    private let names: UnsafeBufferPointer<UInt32>
    private let bits: Int

    fileprivate init(_ slots: Slots) {
      // The storage of arrays nobody changes stays where it is as long as the index has them.
      entries = slots.entries.withUnsafeBufferPointer { $0 }
      names = slots.names.withUnsafeBufferPointer { $0 }
      bits = slots.bits
    }

    /// The row with a label in a parent; `isThing` says whether a row stands in it.
    func row(named name: UInt32, in parent: ThingReference?, isThing: (Int) -> Bool) -> Int? {
      let hash = LabelIndex.hash(name, parent)
      var slot = Int(truncatingIfNeeded: (hash << 32) >> UInt64(64 - bits))
      while entries[slot] != 0 {
        let entry = entries[slot]
        if entry >> 32 == hash, names[slot] == name {
          let row = Int(entry & 0xFFFF_FFFF) - 1
          if isThing(row) { return row }
        }
        slot = (slot + 1) & (entries.count - 1)
      }
      return nil
    }
  }

  fileprivate static func hash(_ name: UInt32, _ parent: ThingReference?) -> UInt64 {
    var hash = UInt64(name) &+ 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ UInt64(truncatingIfNeeded: parent?.row ?? -1)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 29 ^ UInt64(truncatingIfNeeded: parent?.entity ?? -1)) &* 0x94D0_49BB_1331_11EB
    return hash >> 32
  }
}
