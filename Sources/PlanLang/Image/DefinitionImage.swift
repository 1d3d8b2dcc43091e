/// The library's definitions with every name in them resolved, as written out when the program was built.
///
/// Each is read when something first uses it, together with those it rests on.
final class DefinitionImage: Sendable {
  /// One definition of the catalog.
  enum Key: Hashable {
    case formula(entity: Int, field: Int)
    case query(Int)
    case body(Int)
    case check(Int)
    case move(Int)
    case chance(Int)
  }

  private let text: StaticString
  private let start: Int
  private let origins: [DeclarationSource]
  /// Where each definition begins, by kind and number; formulas in the order of `formulaKeys`.
  private let offsets: [[Int]]
  /// Entity and field of each computed field, in ascending order.
  private let formulaKeys: [Int]

  /// The largest number of fields an entity has, and more.
  private static let fieldLimit = 1 << 20

  fileprivate init(
    text: StaticString, start: Int, origins: [DeclarationSource], offsets: [[Int]], formulaKeys: [Int]
  ) {
    self.text = text
    self.start = start
    self.origins = origins
    self.offsets = offsets
    self.formulaKeys = formulaKeys
  }

  /// Reads a definition of the library and what it rests on; others it does not know.
  func read(_ key: Key, into definitions: Definitions) {
    guard offset(of: key) != nil else { return }
    let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    var reader = ImageReader(bytes, origins: origins)
    var wanted = [key]
    while let next = wanted.popLast() {
      if definitions.holds(next) { continue }
      guard let offset = offset(of: next) else { continue }
      reader.go(to: start + offset)
      switch next {
      case .formula(let entity, let field):
        definitions.formulas[.init(entity: entity, field: field)] = state(&reader)
      case .query(let id): definitions.queries[id] = state(&reader)
      case .body(let id): definitions.bodies[id] = state(&reader)
      case .check(let id): definitions.checks[id] = state(&reader)
      case .move(let id): definitions.moves[id] = state(&reader)
      case .chance(let id): definitions.chances[id] = state(&reader)
      }
      wanted += reader.references
      reader.references = []
    }
  }

  private func state<Element: Imaged>(_ reader: inout ImageReader) -> Definitions.State<Element> {
    reader.optional().map { .done($0) } ?? .failed
  }

  private func offset(of key: Key) -> Int? {
    func at(_ kind: Int, _ id: Int) -> Int? { offsets[kind].indices.contains(id) ? offsets[kind][id] : nil }
    switch key {
    case .formula(let entity, let field):
      let wanted = entity * DefinitionImage.fieldLimit + field
      var low = 0
      var high = formulaKeys.count
      while low < high {
        let middle = (low + high) / 2
        if formulaKeys[middle] < wanted { low = middle + 1 } else { high = middle }
      }
      return low < formulaKeys.count && formulaKeys[low] == wanted ? offsets[0][low] : nil
    case .query(let id): return at(1, id)
    case .body(let id): return at(2, id)
    case .check(let id): return at(3, id)
    case .move(let id): return at(4, id)
    case .chance(let id): return at(5, id)
    }
  }
}

extension DefinitionImage {
  /// Writes every definition of a catalog.
  static func write(_ definitions: Definitions, of catalog: Catalog, to image: inout ImageWriter) {
    var content = image.empty
    var offsets: [[Int]] = []
    func all<Element: Imaged>(_ elements: [Element?]) {
      offsets.append(
        elements.map { element in
          let offset = content.text.count
          content.write(element)
          return offset
        })
    }
    let formulas = catalog.entities.indices.flatMap { entity in
      catalog.entities[entity].fields.indices.filter { catalog.entities[entity].fields[$0].isComputed }
        .map { (entity: entity, field: $0) }
    }
    all(formulas.map { definitions.formula(entity: $0.entity, field: $0.field) })
    all(catalog.queries.indices.map { definitions.query($0) })
    all(catalog.definitions.indices.map { definitions.body(ofDefinition: $0) })
    all(catalog.checks.indices.map { definitions.check($0) })
    all(catalog.moves.indices.map { definitions.move($0) })
    all(catalog.chances.indices.map { definitions.chance($0) })
    image.write(formulas.map { $0.entity * fieldLimit + $0.field })
    for list in offsets { image.write(list) }
    image.append(content)
  }

  /// What `write` wrote, to be read when it is needed.
  static func take(from image: inout ImageReader, text: StaticString) -> DefinitionImage {
    let formulaKeys: [Int] = image.list()
    let offsets: [[Int]] = (0..<6).map { _ in image.list() }
    let start = image.skipToEnd()
    return DefinitionImage(
      text: text, start: start, origins: image.origins, offsets: offsets, formulaKeys: formulaKeys)
  }
}

extension Definitions {
  /// Whether a definition was looked at already.
  func holds(_ key: DefinitionImage.Key) -> Bool {
    switch key {
    case .formula(let entity, let field): formulas[.init(entity: entity, field: field)] != nil
    case .query(let id): queries[id] != nil
    case .body(let id): bodies[id] != nil
    case .check(let id): checks[id] != nil
    case .move(let id): moves[id] != nil
    case .chance(let id): chances[id] != nil
    }
  }
}
