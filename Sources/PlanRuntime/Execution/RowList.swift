import PlanLang

/// The rows of a source: most are things of one entity, for which a list of row numbers is enough.
enum RowList {
  case things(entity: Int, [Int])
  case frames([Frame])

  var count: Int {
    switch self {
    case .things(_, let rows): rows.count
    case .frames(let frames): frames.count
    }
  }

  var frames: [Frame] {
    switch self {
    case .things(let entity, let rows): rows.map { Frame(thing: ThingReference(entity: entity, row: $0)) }
    case .frames(let frames): frames
    }
  }
}
