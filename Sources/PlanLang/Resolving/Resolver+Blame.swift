// `blame`: a thing, or one of its stored fields.

extension Resolver {
  func resolveBlame(_ node: SyntaxNode) -> CheckedStatement.Kind {
    if let thing = node.child(of: .thing) { return .blame(resolve(thing), field: nil) }
    guard let path = node.child(of: .path), let base = path.child(0), base.kind == .thing else { return .nothing }
    let thing = resolve(base)
    guard case .entity(let entity) = thing.type else { return .nothing }
    let declared = catalog.entities[entity]
    let name = path.tree.name(ofToken: path.lastTokenIndex)
    if name == "name", declared.isNamed, declared.field(named: name) == nil {
      return .blame(thing, field: CheckedStatement.nameField)
    }
    // Says what is wrong with a name that is no field.
    let value = resolve(path)
    switch value.kind {
    case .field(_, _, let field): return .blame(thing, field: field)
    default:
      guard value.type != .invalid else { return .nothing }
      report(
        Diagnostic(
          .typeMismatch, "`\(name)` is computed and not written down anywhere", at: path.lastTokenRange,
          label: "nobody is to blame for it",
          notes: ["`why \(path.text)` tells what it is computed from"],
          fixIts: [.init("ask why", replace: node.range, with: "why \(path.text)")]))
      return .nothing
    }
  }
}
