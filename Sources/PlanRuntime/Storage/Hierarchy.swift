import PlanLang

/// Which entities stand in which, worked out once for each pair that is asked about.
final class Hierarchy {
  private let catalog: Catalog
  /// By entity and the entity it may stand in: the parents on the way.
  private var known: [Int: [Int]] = [:]

  init(_ catalog: Catalog) { self.catalog = catalog }

  /// Whether things of an entity may stand in things of another, at any depth.
  func entity(_ entity: Int, isBelow ancestor: Int) -> Bool { !holders(of: entity, within: ancestor).isEmpty }

  /// The parents of an entity that are another, or stand in it; none when no thing of it can be in there.
  func holders(of entity: Int, within ancestor: Int) -> [Int] {
    let place = entity * catalog.entities.count + ancestor
    if let holders = known[place] { return holders }
    let holders = catalog.entities[entity].parents.filter {
      $0 == ancestor || $0 != entity && catalog.entity($0, isBelow: ancestor)
    }
    known[place] = holders
    return holders
  }
}
