import PlanLang

/// Which entities stand in which, worked out once for each pair that is asked about.
final class Hierarchy {
  /// The catalog it is worked out of.
  let catalog: Catalog
  /// By the entity that things may stand in, and theirs: the parents on the way.
  private var known: [[[Int]?]] = []

  init(_ catalog: Catalog) { self.catalog = catalog }

  /// Whether things of an entity may stand in things of another, at any depth.
  func entity(_ entity: Int, isBelow ancestor: Int) -> Bool { !holders(of: entity, within: ancestor).isEmpty }

  /// The parents of an entity that are another, or stand in it; none when no thing of it can be in there.
  func holders(of entity: Int, within ancestor: Int) -> [Int] {
    let parents = catalog.entities[entity].parents
    if parents.isEmpty || parents.count == 1 && parents[0] == ancestor { return parents }
    if known.isEmpty { known = Array(repeating: [], count: catalog.entities.count) }
    if known[ancestor].isEmpty { known[ancestor] = Array(repeating: nil, count: catalog.entities.count) }
    if let holders = known[ancestor][entity] { return holders }
    let holders = parents.filter { $0 == ancestor || $0 != entity && catalog.entity($0, isBelow: ancestor) }
    known[ancestor][entity] = holders
    return holders
  }
}
