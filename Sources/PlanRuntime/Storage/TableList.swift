/// The tables of all entities. A copy shares them; changing one copies that one alone, however many there are.
struct TableList: Sendable {
  /// Holds a table where several lists can share it.
  private final class Box: @unchecked Sendable {
    let table: UnsafeMutablePointer<EntityTable>

    init(_ content: EntityTable) {
      table = .allocate(capacity: 1)
      table.initialize(to: content)
    }

    deinit {
      table.deinitialize(count: 1)
      table.deallocate()
    }
  }
  private var boxes: [Box] = []

  var count: Int { boxes.count }

  mutating func append(_ table: EntityTable) { boxes.append(Box(table)) }

  subscript(entity: Int) -> EntityTable {
    @inline(__always) _read { yield boxes[entity].table.pointee }
    @inline(__always) _modify {
      if !isKnownUniquelyReferenced(&boxes[entity]) { boxes[entity] = Box(boxes[entity].table.pointee) }
      yield &boxes[entity].table.pointee
    }
  }
}
