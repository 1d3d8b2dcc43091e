import PlanLang

// Loading a piece at a time: each piece by a loader of its own, which knows nothing of the others, and one loader that
// puts together what they have brought.

/// What a loader that reads a piece by itself finds out about the rest.
struct LoadedPiece {
  /// Whether something in it can only be told together with the rest. Then nothing it says counts.
  var needsRest = false
  /// Whether its `extend` blocks are being read: what they add comes behind all things of all pieces.
  var isExtending = false
  /// Where something was looked for by its label: what was there must be all there is.
  var searched: Set<SearchedPlace> = []
}

/// The things of one entity in a thing at the top.
struct SearchedPlace: Hashable {
  let root: ThingReference
  let entity: Int
}

/// The things that pieces brought to a loader, by the rows they got.
struct BroughtThings {
  private var rows: [[Range<Int>]]
  /// Where something was looked for, and where something was added since.
  private var searched: Set<SearchedPlace> = []
  private var enlarged: Set<SearchedPlace> = []

  init(entities: Int) { rows = Array(repeating: [], count: entities) }

  mutating func note(_ added: Range<Int>, of entity: Int) {
    if let last = rows[entity].last, last.upperBound == added.lowerBound {
      rows[entity][rows[entity].count - 1] = last.lowerBound..<added.upperBound
    } else {
      rows[entity].append(added)
    }
  }

  mutating func note(searched place: SearchedPlace) { searched.insert(place) }
  mutating func note(enlarged place: SearchedPlace) { enlarged.insert(place) }

  /// Whether something was found where there is more by now.
  var isDoubtful: Bool { !searched.isDisjoint(with: enlarged) }

  func contains(_ thing: ThingReference) -> Bool {
    // Few pieces are left to be read with care, so there are few stretches of rows.
    rows[thing.entity].contains { $0.contains(thing.row) }
  }
}

extension DataLoader {
  /// Whether a piece read by itself came out whole, without a word and without asking for the rest.
  var isWhole: Bool { diagnostics.isEmpty && piece?.needsRest != true && !Interrupt.isRequested }

  /// Adds the things of a piece; false when the name of one at the top is taken.
  ///
  /// - Parameter texts: the number here of each text there.
  mutating func append(_ facts: PieceFacts, texts: ContiguousArray<UInt32>) -> Bool {
    let first = (0..<editor.snapshot.tables.count).map { editor.snapshot.tables[$0].count }
    editor.append(facts.snapshot, texts: texts)
    var brought = brought ?? BroughtThings(entities: first.count)
    for entity in first.indices {
      let rows = first[entity]..<editor.snapshot.tables[entity].count
      if rows.isEmpty { continue }
      brought.note(rows, of: entity)
      guard forms[entity].isTopLevel else { continue }
      for row in rows where !take(row, of: entity) { return false }
    }
    for place in facts.searched {
      let root = ThingReference(entity: place.root.entity, row: place.root.row + first[place.root.entity])
      brought.note(searched: SearchedPlace(root: root, entity: place.entity))
    }
    self.brought = brought
    return true
  }

  /// Takes the name of a thing at the top that a piece brought; false when another has it.
  private mutating func take(_ row: Int, of entity: Int) -> Bool {
    let name = editor.snapshot.tables[entity].names[row]
    guard name != emptyText else { return true }
    guard isFree(name, forms[entity], nil) else { return false }
    index.insert(row, of: entity, named: name, in: nil)
    return true
  }

  /// Whether pieces brought a thing: where its block stood is not known any more.
  func isBrought(_ thing: ThingReference) -> Bool { brought?.contains(thing) == true }

  /// Notes that a thing of an entity is added to another thing, which a piece may have brought.
  mutating func noteAddition(of entity: Int, to parent: ThingReference) {
    guard brought != nil else { return }
    var root = parent
    while let outer = editor.snapshot.parent(root) { root = outer }
    if isBrought(root) { brought?.note(enlarged: SearchedPlace(root: root, entity: entity)) }
  }
}
