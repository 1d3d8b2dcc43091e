/// What names mean in the rows of one entity, as far as it can be read off the declarations: enough for advice.
struct RowTypes {
  let catalog: Catalog
  /// The entity of the row, and one whose things the row may name: a check's subject.
  let entity: Int
  var subject: Int?

  /// The field an expression names, or nil when it names none for certain.
  func field(_ node: SyntaxNode) -> Field? {
    switch node.kind {
    case .nameExpression: return field(named: node.firstName, of: entity)
    case .path:
      guard let base = node.child(0), let owner = thing(base) else { return nil }
      return field(named: node.tree.name(ofToken: node.lastTokenIndex), of: owner)
    case .parenthesized: return node.child(0).flatMap { field($0) }
    default: return nil
    }
  }

  /// The entity of the thing an expression stands for, or nil.
  private func thing(_ node: SyntaxNode) -> Int? {
    if node.kind == .nameExpression {
      let name = node.firstName
      if name == "this" { return entity }
      if let field = field(named: name, of: entity) { return RowTypes.target(field) }
      guard let named = catalog.entity(named: name) else { return nil }
      return named == entity || named == subject || catalog.ancestors(of: entity).contains(named) ? named : nil
    }
    return field(node).flatMap { RowTypes.target($0) }
  }

  private func field(named name: String, of entity: Int) -> Field? {
    catalog.entities[entity].field(named: name).map { catalog.entities[entity].fields[$0] }
  }

  private static func target(_ field: Field) -> Int? {
    if case .entity(let id) = field.type { return id }
    return nil
  }
}
