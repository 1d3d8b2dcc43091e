// Chances: what may come about, and where it can be read.

extension Resolver {
  /// A chance's probability; nil when it makes no sense.
  @discardableResult public func chance(_ id: Int) -> Expression? {
    readResolved(.chance(id))
    if case .done(let expression)? = definitions.chances[id] { return expression }
    if case .failed? = definitions.chances[id] { return nil }
    let chance = catalog.chances[id]
    let before = diagnostics.count
    let expression = isolated {
      withScope(Scope(entity: chance.entity)) {
        converted(resolve(chance.probability, expecting: .percent), to: .percent)
      }
    }
    reportImpossible(expression)
    reportFieldOfSameName(chance)
    if diagnostics[before...].contains(where: { $0.severity == .error }) {
      definitions.chances[id] = .failed
      return nil
    }
    definitions.chances[id] = .done(expression)
    return expression
  }

  /// A probability written out as a constant has to be one.
  private func reportImpossible(_ probability: Expression) {
    let value: Int64
    var isFraction = false
    switch probability.kind {
    case .constant(.percent(let constant)): value = constant
    case .fraction(let inner):
      guard case .constant(.number(let constant)) = inner.kind else { return }
      (value, isFraction) = (constant, true)
    default: return
    }
    guard value < 0 || value > Fixed.numberScale else { return }
    // `30` for thirty of a hundred.
    let meant = isFraction && value > 0 && value <= 100 * Fixed.numberScale ? "\(probability.range.text)%" : nil
    report(
      Diagnostic(
        .outOfRange, "a chance is between 0% and 100%", at: probability.range,
        label: meant.map { "write `\($0)`" } ?? "this is outside",
        fixIts: meant.map { [.init("write `\($0)`", replace: probability.range, with: $0)] } ?? []))
  }

  /// A chance is read like a field, so one that is called as a field could never be read.
  private func reportFieldOfSameName(_ chance: Chance) {
    let entity = catalog.entities[chance.entity]
    let field = entity.field(named: chance.name).map { entity.fields[$0] }
    guard field != nil || chance.name == "name" else { return }
    report(
      Diagnostic(
        .duplicateDeclaration, "\(entity.name) has a field `\(chance.name)`, so no chance of it can have this name",
        at: chance.range, label: "means the field where it is read",
        labels: field.map { [.init($0.range, "the field")] } ?? [],
        fixIts: [.init("give the chance another name", replace: chance.range, with: "\(chance.name)_by_chance")]))
  }

  /// What is said of a chance that is read where chances are not played, or of a thing it is no chance of; nil for a name
  /// that is no chance.
  func misplacedChance(_ name: String, of entity: Int?, at range: SourceRange) -> Diagnostic? {
    guard let id = catalog.chance(named: name) else { return nil }
    let chance = catalog.chances[id]
    let owner = catalog.entities[chance.entity]
    let example = "`simulate 1000 on count(\(owner.plural) where \(name))`"
    if !playsChances {
      return Diagnostic(
        .notAllowedHere, "`\(name)` is a chance: it has an answer only in a play of `simulate`", at: range,
        label: "nothing is played here", labels: [.init(chance.range, "declared here")],
        notes: ["for example \(example)"])
    }
    if let entity, entity != chance.entity {
      return Diagnostic(
        .notAllowedHere,
        "`\(name)` is a chance of \(owner.name), and these are \(catalog.entities[entity].plural)", at: range,
        label: "ask it of \(owner.plural)", labels: [.init(chance.range, "declared here")],
        notes: ["for example \(example)"])
    }
    return Diagnostic(
      .notAllowedHere, "`\(name)` is a chance of \(owner.name): each \(owner.name) has its own", at: range,
      label: "of which \(owner.name)?", labels: [.init(chance.range, "declared here")],
      notes: ["for example \(example)"],
      fixIts: [.init("count those it comes true for", replace: range, with: "count(\(owner.plural) where \(name))")])
  }
  /// `simulate`: its measures read chances like fields.
  func resolveSimulate(_ node: SyntaxNode) -> (ReportPlan, RowShape)? {
    let numbers = node.ownTokens.filter { node.tokenKind($0) == .number }
    let runs = numbers.first.flatMap { count(at: $0, in: node) }
    if let token = numbers.first, let runs, runs < 1 || runs > 10_000_000 {
      report(
        Diagnostic(
          .outOfRange, "the number of runs is between 1 and 10 million", at: node.tree.range(ofToken: token),
          label: "\(runs) is outside"))
    }
    let seed = numbers.count > 1 ? count(at: numbers[1], in: node) ?? 0 : 0
    playsChances = true
    defer { playsChances = false }
    let measures = measures(node.child(of: .measures))
    let shape = RowShape(
      columns: [Column(name: "measure", type: .text)]
        + ["mean", "p10", "p50", "p90", "least", "most"].map { Column(name: $0, type: .invalid) })
    return (.simulate(runs: runs ?? 0, measures: measures, seed: UInt64(seed)), shape)
  }
}
