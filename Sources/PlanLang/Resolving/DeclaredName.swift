/// Something declared, of which one may ask whether a customer may see it.
public enum DeclaredName: Sendable {
  case entity(Int)
  case field(Int, of: Int)
  case query(Int)
  case check(Int)
  case definition(Int)
  case worksheet(Int)
}

extension Resolver {
  /// How internal facts reach something declared, from its name on; nil where it may be shown to a customer.
  public func internalPath(of name: DeclaredName) -> [String]? {
    let flow = internalFlow()
    switch name {
    case .entity(let id): return flow.path(ofThings: id)
    case .worksheet(let id): return flow.path(ofThings: catalog.worksheets[id].answersEntity)
    case .field(let field, let entity):
      let declared = catalog.entities[entity].fields[field]
      if declared.isInternal || !declared.isComputed { return flow.path(ofField: field, of: entity) }
      if let path = flow.path(ofThings: entity) { return path }
      return formula(entity: entity, field: field, usedAt: declared.range).flatMap { flow.path(showing: $0) }
    case .query(let id):
      return query(id, usedAt: catalog.queries[id].range).flatMap {
        $0.shape.internalPath ?? $0.shape.columns.lazy.compactMap(\.internalPath).first
      }
    case .check(let id): return check(id, usedAt: catalog.checks[id].range)?.internalPath.map { Array($0.dropFirst()) }
    case .definition(let id):
      return definitionBody(id, usedAt: catalog.definitions[id].range).flatMap { flow.path(showing: $0) }
    }
  }
}
