import PlanLang

/// What reading an entity's facts asks of the catalog at every value, looked up once for each load.
final class EntityForm {
  /// A field by the way most of its values are written.
  struct FieldForm {
    enum Shape {
      case text
      case scale(NameTable)
      case yesNo
      /// Numbers, percents, money and dates, which must lie between two bounds.
      case quantity(ValueType, low: Int64, high: Int64)
      case reference(Int)
      case references(Int)
      /// Everything else, and fields that can't be given.
      case other
    }
    let shape: Shape
    let isComputed: Bool
    let hasDefault: Bool
  }

  let entity: Int
  let labelling: Entity.Labelling
  let isTopLevel: Bool
  let isNamed: Bool
  /// The entities its things may stand in.
  let parents: [Int]
  /// The only entity its things stand in, where there is just one.
  let onlyParent: Int?
  let names: NameTable
  let fields: [FieldForm]
  /// The stored fields that must be given.
  let required: [Int]

  init(_ id: Int, _ catalog: Catalog, scale: (Int) -> NameTable) {
    let entity = catalog.entities[id]
    self.entity = id
    labelling = entity.labelling
    isTopLevel = entity.isTopLevel
    isNamed = entity.isNamed
    parents = entity.parents.map { $0 }
    onlyParent = entity.parents.count == 1 ? entity.parents[0] : nil
    names = NameTable(entity.fields.map(\.name))
    required = entity.fields.indices.filter { entity.fields[$0].isRequired && !entity.fields[$0].isComputed }
    fields = entity.fields.map { field in
      FieldForm(
        shape: field.isComputed ? .other : EntityForm.shape(field, scale: scale), isComputed: field.isComputed,
        hasDefault: field.defaultValue != nil)
    }
  }

  private static func shape(_ field: Field, scale: (Int) -> NameTable) -> FieldForm.Shape {
    switch field.type {
    case .text: return .text
    case .scale(let id): return .scale(scale(id))
    case .yesNo: return .yesNo
    case .entity(let target): return .reference(target)
    case .set(.entity(let target)): return .references(target)
    case .number, .integer, .percent, .money, .date:
      guard let bounds = field.bounds else { return .quantity(field.type, low: .min, high: .max) }
      guard let low = BoundsCheck.key(bounds.low), let high = BoundsCheck.key(bounds.high) else { return .other }
      return .quantity(field.type, low: low, high: high)
    default: return .other
    }
  }
}

/// The forms of a catalog's entities, scales and nouns, made as they are first needed.
struct EntityForms {
  let catalog: Catalog
  private var entities: [EntityForm?]
  private var scales: [NameTable?]
  private let nouns: NameTable
  private let worksheets: NameTable
  private var questions: [NameTable?]

  init(_ catalog: Catalog) {
    self.catalog = catalog
    entities = Array(repeating: nil, count: catalog.entities.count)
    scales = Array(repeating: nil, count: catalog.scales.count)
    questions = Array(repeating: nil, count: catalog.worksheets.count)
    // What has no name of its own in the language is found by none.
    nouns = NameTable(
      catalog.entities.enumerated().map { id, entity in
        catalog.entity(named: entity.name) == id ? entity.name : ""
      })
    worksheets = NameTable(
      catalog.worksheets.enumerated().map { id, sheet in
        catalog.worksheet(named: sheet.name) == id ? sheet.name : ""
      })
  }

  subscript(entity: Int) -> EntityForm {
    mutating get {
      if let known = entities[entity] { return known }
      var scales = scales
      let form = EntityForm(entity, catalog) { id in
        if let known = scales[id] { return known }
        let table = NameTable(catalog.scales[id].values.map(\.name))
        scales[id] = table
        return table
      }
      self.scales = scales
      entities[entity] = form
      return form
    }
  }

  /// The entity with a name in UTF-8 bytes; nil where the catalog may still know it in another spelling.
  func entity(named name: UnsafeBufferPointer<UInt8>) -> Int? { nouns.position(of: name) }
  func worksheet(named name: UnsafeBufferPointer<UInt8>) -> Int? { worksheets.position(of: name) }

  mutating func question(named name: UnsafeBufferPointer<UInt8>, of sheet: Int) -> Int? {
    if let known = questions[sheet] { return known.position(of: name) }
    let table = NameTable(catalog.worksheets[sheet].questions.map(\.name))
    questions[sheet] = table
    return table.position(of: name)
  }
}
