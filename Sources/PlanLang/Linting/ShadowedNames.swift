/// Names that hide one another: what is read then is not what most readers expect.
struct ShadowedNames {
  private let catalog: Catalog?
  private(set) var findings: [Finding] = []

  /// A name that stands for a value or a row where it is declared and below.
  private struct Local {
    let what: String
    let place: SourceRange
    /// The entity of the row it stands for, if that is known.
    var entity: Int?
  }
  private typealias Locals = [String: Local]

  init(_ tree: SyntaxTree, catalog: Catalog?) {
    self.catalog = catalog
    var locals: Locals = [:]
    visit(tree.root.children, &locals)
  }

  private mutating func visit(_ items: some Sequence<SyntaxNode>, _ locals: inout Locals) {
    for item in items { visit(item, &locals) }
  }

  private mutating func visit(_ item: SyntaxNode, _ locals: inout Locals) {
    switch item.kind {
    case .paramDeclaration:
      declare(item.firstTokenIndex + 1, "parameter", entity: nil, in: item.tree, &locals)
    case .forStatement:
      guard let query = item.child(of: .query) else { return }
      visitQuery(query, row: nil, locals)
      var inner = locals
      declare(item.firstTokenIndex + 2, "row", entity: rows(of: query, row: nil, locals), in: item.tree, &inner)
      if let body = item.child(of: .body) { visit(body.children, &inner) }
    case .ifStatement, .scenarioStatement:
      for child in item.children {
        switch child.kind {
        case .body:
          var inner = locals
          visit(child.children, &inner)
        case .ifStatement: visit(child, &locals)
        default: visitExpression(child, row: nil, locals)
        }
      }
    case .checkDeclaration: visitCheck(item)
    default: visitExpression(item, row: nil, locals)
    }
  }

  /// Notes a new local name, and says what it hides.
  private mutating func declare(_ token: Int, _ what: String, entity: Int?, in tree: SyntaxTree, _ locals: inout Locals)
  {
    guard tree.tokens.indices.contains(token) else { return }
    let name = tree.name(ofToken: token)
    let place = tree.range(ofToken: token)
    if let outer = locals[name] {
      findings.append(
        Finding(
          .shadowedName, "the \(what) `\(name)` hides the \(outer.what) of the same name", at: place,
          label: "from here on `\(name)` is this one", labels: [.init(outer.place, "this one can't be named below")],
          notes: ["give one of them another name"]))
    } else if let noun = noun(named: name) {
      findings.append(
        Finding(
          .shadowedName, "the \(what) `\(name)` hides the \(noun)", at: place,
          label: "below, `\(name)` is this \(what) and no longer its rows", notes: ["give it another name"]))
    }
    locals[name] = Local(what: what, place: place, entity: entity)
  }

  private func noun(named name: String) -> String? {
    guard let catalog else { return nil }
    if catalog.entity(plural: name) != nil { return "noun `\(name)`" }
    if catalog.query(named: name) != nil { return "named query `\(name)`" }
    if catalog.check(named: name) != nil { return "check `\(name)`" }
    if catalog.worksheet(named: name) != nil { return "worksheet `\(name)`" }
    return nil
  }

  // MARK: Rows

  private mutating func visitQuery(_ query: SyntaxNode, row: Int?, _ locals: Locals) {
    var current = row
    for (position, part) in query.children.enumerated() {
      if position == 0 {
        visitExpression(part, row: row, locals)
        current = rows(of: part, row: row, locals)
        continue
      }
      if part.kind == .withStep { visitAddedColumns(part, row: current) }
      let perRow = part.kind != .takeStep && part.kind != .skipStep
      for child in part.children { visitExpression(child, row: perRow ? current : nil, locals) }
      current = after(part, row: current)
    }
  }

  /// A column added under the name of a field hides it in the steps that follow.
  private mutating func visitAddedColumns(_ step: SyntaxNode, row: Int?) {
    for column in step.children(of: .column) {
      guard let row, let field = field(column.firstName, of: row), let catalog else { continue }
      findings.append(
        Finding(
          .shadowedName, "the column `\(column.firstName)` hides the field of the same name",
          at: column.firstTokenRange,
          label: "in the steps after this one `\(column.firstName)` is the new column",
          labels: [.init(field.range, "the field of \(catalog.entities[row].name)")],
          notes: ["give the column another name"]))
    }
  }

  private mutating func visitExpression(_ node: SyntaxNode, row: Int?, _ locals: Locals) {
    switch node.kind {
    case .query: visitQuery(node, row: row, locals)
    case .nameExpression:
      let name = node.firstName
      guard let local = locals[name], let row, let field = field(name, of: row), let catalog else { return }
      let owner = catalog.entities[row].name
      findings.append(
        Finding(
          .shadowedName, "`\(name)` is the field of \(owner) here, not the \(local.what)", at: node.range,
          label: "a column of the row comes before other names",
          labels: [.init(local.place, "the \(local.what) `\(name)`"), .init(field.range, "the field")],
          notes: ["give the \(local.what) another name, such as `wanted_\(name)`"]))
    case .aggregate:
      let source = node.child(of: .aggregateSource)
      let inner = source?.child(0).flatMap { rows(of: $0, row: row, locals) }
      for child in node.children {
        let isInner = child.kind == .aggregateValue || child.kind == .aggregateWhere
        visitExpression(child, row: isInner ? inner : row, locals)
      }
    default:
      for child in node.children { visitExpression(child, row: row, locals) }
    }
  }

  private func field(_ name: String, of entity: Int) -> Field? {
    guard let catalog, let id = catalog.entities[entity].field(named: name) else { return nil }
    return catalog.entities[entity].fields[id]
  }

  /// The entity of the rows an expression gives, or nil when it can't be said.
  private func rows(of node: SyntaxNode, row: Int?, _ locals: Locals, depth: Int = 0) -> Int? {
    guard let catalog, depth < 16 else { return nil }
    switch node.kind {
    case .nameExpression:
      let name = node.firstName
      if let local = locals[name] { return local.entity }
      if let row, let field = field(name, of: row) { return ShadowedNames.target(field.type) }
      if let entity = catalog.entity(plural: name) { return entity }
      return catalog.query(named: name).flatMap {
        rows(of: catalog.queries[$0].query, row: nil, [:], depth: depth + 1)
      }
    case .allNoun: return catalog.entity(plural: node.tree.name(ofToken: node.lastTokenIndex))
    case .thing: return catalog.entity(named: node.firstName)
    case .path:
      let name = node.tree.name(ofToken: node.lastTokenIndex)
      if let entity = catalog.entity(plural: name) { return entity }
      guard let base = node.child(0).flatMap({ rows(of: $0, row: row, locals, depth: depth + 1) }) else { return nil }
      return field(name, of: base).flatMap { ShadowedNames.target($0.type) }
    case .parenthesized, .subquery:
      return node.child(0).flatMap { rows(of: $0, row: row, locals, depth: depth + 1) }
    case .query:
      var current: Int?
      for (position, part) in node.children.enumerated() {
        current = position == 0 ? rows(of: part, row: row, locals, depth: depth + 1) : after(part, row: current)
      }
      return current
    default: return nil
    }
  }

  /// The entity of the rows after a step.
  private func after(_ step: SyntaxNode, row: Int?) -> Int? {
    switch step.kind {
    case .whereStep, .withStep, .sortStep, .takeStep, .skipStep, .setStep: return row
    case .nounStep:
      guard let catalog else { return nil }
      let name = step.firstName
      if let entity = catalog.entity(plural: name) ?? catalog.entity(named: name) { return entity }
      return row.flatMap { field(name, of: $0) }.flatMap { ShadowedNames.target($0.type) }
    default: return nil
    }
  }

  private static func target(_ type: ValueType) -> Int? {
    switch type {
    case .entity(let id): id
    case .set(let element): target(element)
    default: nil
    }
  }

  // MARK: Checks

  /// In a check the fields of its rows come before its settings, and its own fields stand beside them.
  private mutating func visitCheck(_ check: SyntaxNode) {
    guard let heading = check.child(of: .checkSubject), let body = check.child(of: .body), let catalog else { return }
    let each = heading.child(of: .eachClause)
    guard let token = each.map({ $0.firstTokenIndex + 1 }) ?? heading.ownTokens.last,
      let row = catalog.entity(named: check.tree.name(ofToken: token))
    else { return }
    for member in body.children where member.kind == .settingMember || member.kind == .checkField {
      let token = member.firstTokenIndex + 1
      let name = check.tree.name(ofToken: token)
      guard let field = field(name, of: row) else { continue }
      let what = member.kind == .settingMember ? "setting" : "field"
      findings.append(
        Finding(
          .shadowedName, "the \(what) `\(name)` of this check has the name of a field of \(catalog.entities[row].name)",
          at: check.tree.range(ofToken: token), label: "in the tests `\(name)` is the field, not this \(what)",
          labels: [.init(field.range, "the field")], notes: ["give the \(what) another name"]))
    }
  }
}
