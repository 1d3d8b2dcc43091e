// Queries: each step takes the rows of the one before and says what its own are.

extension Resolver {
  /// Resolves a query; a nested one sees the rows around it through `this`.
  public func resolveQuery(_ node: SyntaxNode, isNested: Bool = false) -> QueryPlan {
    let outer = (isGrouping, windows)
    isGrouping = false
    windows = nil
    defer { (isGrouping, windows) = outer }
    let parts = Array(node.children)
    guard let sourceNode = parts.first else { return emptyPlan(node) }
    if let slip = bareAssignment(sourceNode) {
      report(slip)
      return emptyPlan(node)
    }
    if sourceNode.kind == .nameExpression, sourceNode.endTokenIndex - sourceNode.firstTokenIndex > 1 {
      _ = resolveSpacedName(sourceNode, expecting: nil)
      return emptyPlan(node)
    }
    let (source, sourceShape) = isNested ? rows(sourceNode) : sourceRows(sourceNode)
    guard let source else {
      // The steps' own names can't be looked at without rows.
      return emptyPlan(node)
    }
    return resolveSteps(
      Array(parts.dropFirst()), source: source, shape: sourceShape, range: node.range, isNested: isNested)
  }

  /// The steps after a source, as a plan.
  func resolveSteps(
    _ nodes: [SyntaxNode], source: RowSource, shape sourceShape: RowShape, range: SourceRange, isNested: Bool
  ) -> QueryPlan {
    var builder = PlanBuilder(shape: sourceShape)
    builder.isScalar = if case .value = source { true } else { false }
    // What `_` rests on stands in its shape already, column by column.
    var isLast = false
    if case .last = source { isLast = true }
    if builder.shape.internalPath == nil, !isLast { builder.shape.internalPath = internalFlow().path(of: source) }
    if case .value = source { builder.choosesColumns = true }
    if case .values = source { builder.choosesColumns = true }
    if case .things(let thing, let entity) = source, case .thing = thing.kind {
      builder.sourceThing = (thing.range, entity)
    }
    for step in nodes where step.kind != .unexpected && step.kind != .missing {
      resolveStep(step, &builder, isNested: isNested)
    }
    if builder.presentation.audience != nil {
      confine(builder.shape, choosesColumns: builder.choosesColumns, for: builder.presentation.audience, at: range)
    }
    if let file = builder.presentation.file, (builder.presentation.audience ?? audience) == "customer" {
      confine(file, "the file's name", at: range)
    }
    return QueryPlan(
      source: source, sourceShape: sourceShape, steps: builder.steps, shape: builder.shape,
      presentation: builder.presentation, range: range, choosesColumns: builder.choosesColumns)
  }

  struct PlanBuilder {
    var steps: [QueryStep] = []
    var shape: RowShape
    var presentation = Presentation()
    var choosesColumns = false
    var isScalar = false
    /// The step that made the rows plain, for messages.
    var plainSince: String?
    /// The step that made the rows plain, when it is the one before, with the entity its rows were of.
    var plainStep: (range: SourceRange, entity: Int)?
    /// The one thing the rows so far are, as it is written, with its entity.
    var sourceThing: (range: SourceRange, entity: Int)?
    /// Set when a step made no sense, so that later ones are not complained about.
    var isBroken = false
    /// The step that changes the rows: nothing comes after it.
    var changes: SyntaxNode?

    init(shape: RowShape) { self.shape = shape }

    /// Notes that a step's rows, or their order, rest on internal facts.
    mutating func rest(on path: [String]?) { shape.internalPath = shape.internalPath ?? path }
  }

  private func emptyPlan(_ node: SyntaxNode) -> QueryPlan {
    QueryPlan(
      source: .values(Expression(.list([]), .set(.invalid), node.range)), sourceShape: RowShape(), steps: [],
      shape: RowShape(),
      presentation: Presentation(), range: node.range, choosesColumns: true)
  }

  /// `x = 5` alone: an assignment is meant.
  private func bareAssignment(_ node: SyntaxNode) -> Diagnostic? {
    guard node.kind == .binary, let left = node.child(0), node.tokenKind(left.endTokenIndex) == .equal else {
      return nil
    }
    if left.kind == .nameExpression, locals[left.firstName] == nil, catalog.query(named: left.firstName) == nil,
      scopes.isEmpty
    {
      if scopeEntity != nil, column(named: left.firstName, depth: 0, at: left.range) != nil {
        let entity = catalog.entities[scopeEntity ?? 0].name
        return Diagnostic(
          .bareAssignment, "a value is changed with `set`", at: node.range, label: "this only compares",
          notes: ["write `\(entity) \"...\" | set \(node.text)`; a comparison stands in parentheses"])
      }
      meantNames.insert(left.firstName)
      return Diagnostic(
        .bareAssignment, "`\(left.firstName) = ...` alone does nothing", at: node.range, label: "did you mean `let`?",
        notes: ["`let \(node.text)` names a value or a query; `| set \(node.text)` changes a field"],
        fixIts: [.init("name it with `let`", replace: node.range, with: "let \(node.text)")])
    }
    if left.kind == .path {
      let base = left.child(0)?.text ?? ""
      let field = node.tree.name(ofToken: left.lastTokenIndex)
      let right = node.child(1)?.text ?? ""
      return Diagnostic(
        .bareAssignment, "a value is changed with `set`", at: node.range, label: "this only compares",
        notes: ["to ask whether they are equal put it in parentheses"],
        fixIts: [.init("change it with `set`", replace: node.range, with: "\(base) | set \(field) = \(right)")])
    }
    return nil
  }

  /// Leaves the step out that made the rows plain.
  private func withoutPlainStep(_ builder: PlanBuilder, _ step: SourceRange) -> [Diagnostic.FixIt] {
    guard let plain = builder.plainStep?.range else { return [] }
    let whole = SourceRange(source: plain.source, start: plain.start, end: step.start)
    return [.init("leave `\(plain.text)` out", replace: whole, with: "")]
  }

  /// A condition or an order that needs a column `show` left out stands before `show`.
  private func moveBefore(_ builder: PlanBuilder, _ step: SyntaxNode, since before: Int) {
    guard let (plain, entity) = builder.plainStep else { return }
    for index in diagnostics.indices[before...] where diagnostics[index].code == .unknownField {
      guard let place = diagnostics[index].primary?.range, catalog.entities[entity].field(named: place.text) != nil
      else {
        continue
      }
      let gap = SourceRange(source: plain.source, start: plain.end, end: step.range.start).text
      diagnostics[index].primary = .init(place, "`\(plain.text)` left it out")
      diagnostics[index].fixIts = [
        .init(
          "put this step first", replace: plain.joined(to: step.range), with: step.range.text + gap + plain.text)
      ]
    }
  }

  private func requireThings(_ builder: PlanBuilder, _ step: SyntaxNode, _ what: String) -> Int? {
    if let entity = builder.shape.entity { return entity }
    if !builder.isBroken {
      report(
        Diagnostic(
          .plainRows, "\(what) needs the things themselves", at: step.range,
          label: builder.plainSince.map { "`\($0)` before it left plain rows" } ?? "these are plain rows",
          notes: ["put this step before `show`, `count`, `summarize`, `matrix` or `distinct`"],
          fixIts: withoutPlainStep(builder, step.range)))
    }
    return nil
  }

  /// A change ends its query; to see what became of the things is another one.
  private func afterChange(_ change: SyntaxNode, _ step: SyntaxNode) -> Diagnostic {
    let rest = SourceRange(source: step.range.source, start: change.range.end, end: step.range.end)
    return Diagnostic(
      .notAllowedHere, "`\(change.firstName)` ends a query", at: step.range, label: "nothing can stand after it",
      labels: [.init(change.range, "changes the rows")],
      notes: ["to see the things as they are now, ask for them in a statement of its own"],
      fixIts: [.init("leave it out", replace: rest, with: "")])
  }

  private func resolveStep(_ step: SyntaxNode, _ builder: inout PlanBuilder, isNested: Bool) {
    let before = diagnostics.count
    let word = step.firstName
    let entity = builder.shape.entity
    defer {
      if diagnostics.count > before, diagnostics[before...].contains(where: { $0.severity == .error }) {
        if step.kind == .whereStep || step.kind == .sortStep { moveBefore(builder, step, since: before) }
        builder.isBroken = true
      }
      builder.plainStep = step.kind == .showStep ? entity.map { (step.range, $0) } : nil
      builder.sourceThing = nil
    }
    if isNested, step.kind == .setStep || step.kind == .removeStep {
      report(
        Diagnostic(
          .notAllowedHere, "`\(word)` can't stand inside an expression", at: step.range,
          label: "expressions change nothing"))
      return
    }
    if let change = builder.changes {
      if !builder.isBroken { report(afterChange(change, step)) }
      return
    }
    switch step.kind {
    case .whereStep:
      guard let node = step.child(0) else { return }
      let filter = withScope(scope(for: builder.shape)) { condition(node) }
      builder.steps.append(.filter(filter))
      builder.rest(on: internalPath(filter, builder.shape))
    case .showStep, .withStep: resolveColumns(step, &builder, extends: step.kind == .withStep)
    case .sortStep:
      var keys: [(key: Expression, descending: Bool)] = []
      for key in step.children(of: .sortKey) {
        guard let node = key.child(0) else { continue }
        let value = withScope(scope(for: builder.shape)) { resolve(node) }
        if case .set = value.type {
          report(
            Diagnostic(
              .typeMismatch, "a set has no order to sort by", at: node.range,
              label: "did you mean `count(\(node.text))`?",
              fixIts: [.init("sort by its size", replace: node.range, with: "count(\(node.text))")]))
        }
        keys.append((value, key.tree.token(key.lastTokenIndex, is: "desc")))
        builder.rest(on: internalPath(value, builder.shape))
      }
      builder.steps.append(.sort(keys))
    case .takeStep, .skipStep:
      guard let node = step.child(0) else { return }
      let amount = resolve(node, expecting: .integer)
      switch amount.type {
      case .integer, .invalid: break
      case .percent where step.kind == .takeStep: break
      default:
        report(
          Diagnostic(
            .typeMismatch, "`\(word)` needs a whole number\(step.kind == .takeStep ? " or a percentage" : "")",
            at: node.range,
            label: "this is \(described(amount.type))",
            fixIts: ConstantReader.unquoted(node, as: .integer).map {
              [.init("write it without quotes", replace: node.range, with: $0)]
            } ?? []))
      }
      let isBelowZero =
        switch amount.kind {
        case .negate, .constant(.number(..<0)), .constant(.percent(..<0)): true
        default: false
        }
      if isBelowZero {
        report(
          Diagnostic(
            .typeMismatch, "`\(word)` counts rows, and there are never fewer than none", at: node.range,
            label: "below zero",
            notes: step.kind == .takeStep
              ? ["for the last rows, sort the other way first: `sort KEY desc | take 3`"] : []
          ))
      }
      builder.steps.append(step.kind == .takeStep ? .take(amount) : .skip(amount))
      builder.rest(on: internalPath(amount, RowShape()))
    case .distinctStep:
      // Which rows are left says which were the same.
      builder.rest(on: builder.shape.columns.lazy.compactMap(\.internalPath).first)
      if !builder.choosesColumns, builder.shape.entity != nil {
        builder.steps.append(.distinct)
      } else {
        builder.steps.append(.distinct)
        makePlain(&builder, word)
      }
    case .countStep: resolveCount(step, &builder)
    case .summarizeStep: resolveSummarize(step, &builder)
    case .matrixStep: resolveMatrix(step, &builder)
    case .nounStep: resolveNounStep(step, &builder)
    case .setStep:
      guard let entity = requireThings(builder, step, "`set`") else { return }
      let assignments = withScope(scope(for: builder.shape)) {
        step.children(of: .assignment).compactMap { assignment($0, entity: entity) }
      }
      builder.steps.append(.set(assignments))
      builder.changes = step
    case .removeStep:
      guard requireThings(builder, step, "`remove`") != nil else { return }
      builder.steps.append(.remove)
      builder.changes = step
    case .asStep:
      let own = step.ownTokens
      if own.count > 1 {
        let format = step.tokenText(own[1])
        if !Vocabulary.formats.contains(format) {
          let foreign = [
            "md": "markdown", "tsv": "csv", "excel": "csv", "xlsx": "csv", "text": "table", "list": "record",
          ]
          let nearest = foreign[format.lowercased()] ?? Suggestions.nearest(to: format, among: Vocabulary.formats)
          report(
            Diagnostic(
              .unknownName, "there is no format `\(format)`", at: step.tree.range(ofToken: own[1]),
              label: nearest.map { "did you mean `\($0)`?" }
                ?? "formats are \(Vocabulary.formats.joined(separator: ", "))",
              fixIts: nearest.map { [.init("write `\($0)`", replace: step.tree.range(ofToken: own[1]), with: $0)] }
                ?? []))
        }
        builder.presentation.format = format
      }
      if own.count > 3 { builder.presentation.audience = step.tokenText(own[3]) }
    case .toStep:
      if let node = step.child(0), node.kind == .textLiteral {
        builder.presentation.file = resolve(node)
        if let file = builder.presentation.plainFile,
          let problem = ResultFile.problem(file, hasFormat: builder.presentation.format != nil, at: node.range)
        {
          report(problem)
        }
      }
      if let word = step.ownToken("for"), word + 1 < step.endTokenIndex {
        builder.presentation.audience = step.tokenText(word + 1)
      }
    case .treeStep:
      guard let entity = requireThings(builder, step, "`tree`"), let token = step.ownTokens.last else { return }
      let name = step.tree.name(ofToken: token)
      guard let field = catalog.entities[entity].field(named: name),
        catalog.entities[entity].fields[field].type == .entity(entity),
        !catalog.entities[entity].fields[field].isComputed
      else {
        let references = catalog.entities[entity].fields.filter { $0.type == .entity(entity) && !$0.isComputed }
        if step.ownTokens.count == 1, let reference = references.first {
          report(
            Diagnostic(
              .expected, "`tree` needs the field that leads upwards", at: step.range,
              label: "write `tree by \(reference.name)`",
              fixIts: [.init("say by what", replace: step.range, with: "tree by \(reference.name)")]))
          return
        }
        let nearest = Suggestions.nearest(to: name, among: references.map(\.name))
        report(
          Diagnostic(
            .unknownField, "`tree by` follows a reference from one \(catalog.entities[entity].name) to another",
            at: step.tree.range(ofToken: token),
            label: nearest.map { "did you mean `\($0)`?" } ?? "not such a field",
            fixIts: nearest.map { [.init("write `\($0)`", replace: step.tree.range(ofToken: token), with: $0)] } ?? []))
        return
      }
      builder.presentation.style = .tree(field: field)
      builder.rest(on: internalFlow().path(ofField: field, of: entity))
    case .barsStep:
      let column = step.child(0).flatMap { barsColumn($0, &builder) }
      builder.presentation.style = .bars(column: column)
    case .heatStep: builder.presentation.style = .heat
    default: break
    }
  }

  /// The column whose figures `bars` draws; an expression that is no column yet becomes one.
  private func barsColumn(_ node: SyntaxNode, _ builder: inout PlanBuilder) -> String? {
    guard node.kind != .missing else { return nil }
    let value = withScope(scope(for: builder.shape)) { resolve(node) }
    guard value.type != .invalid else { return nil }
    guard value.type.isNumeric || [.money, .percent, .duration].contains(value.type) else {
      report(
        Diagnostic(
          .typeMismatch, "bars are drawn of figures", at: node.range, label: "this is \(described(value.type))"))
      return nil
    }
    let name = node.kind == .nameExpression ? node.firstName : value.text
    if builder.shape.columns.contains(where: { $0.name == name }) { return name }
    if !builder.choosesColumns, let entity = builder.shape.entity {
      let declared = catalog.entities[entity]
      if let field = declared.field(named: name), !declared.fields[field].isComputed { return name }
    }
    if builder.shape.hasOpenColumns {
      report(
        Diagnostic(
          .notAllowedHere, "nothing can be added to columns that only the data knows", at: node.range,
          label: "`bars` alone draws the last of them"))
      return nil
    }
    let path = internalPath(value, builder.shape)
    builder.steps.append(.extend([ColumnDefinition(name: name, value: value)], windows: []))
    builder.shape.columns.append(Column(name: name, type: value.type, internalPath: path))
    return name
  }

  func internalPath(_ expression: Expression, _ shape: RowShape) -> [String]? {
    internalFlow(inside: [shape.columns]).path(showing: expression)
  }

  private func makePlain(_ builder: inout PlanBuilder, _ word: String) {
    builder.plainSince = word
    if builder.shape.entity != nil, !builder.choosesColumns {
      builder.shape = RowShape(
        entity: builder.shape.entity, columns: builder.shape.columns, check: builder.shape.check,
        internalPath: builder.shape.internalPath)
    }
  }

  private func resolveNounStep(_ step: SyntaxNode, _ builder: inout PlanBuilder) {
    let name = step.firstName
    let place = step.range
    // A column of these rows that holds things: to the things.
    if let index = builder.shape.columns.lastIndex(where: { $0.name == name }),
      builder.shape.entity == nil || !catalogKnows(name)
    {
      let value = Expression(.column(depth: 0, index: index), builder.shape.columns[index].type, place)
      if case .entity(let entity) = value.type { return follow(value, entity, &builder) }
      if case .set(.entity(let entity)) = value.type { return follow(value, entity, &builder) }
    }
    guard let entity = builder.shape.entity else {
      if builder.isBroken { return }
      let known = catalogKnows(name)
      if known {
        report(
          Diagnostic(
            .plainRows, "going to \(name) needs the things themselves", at: place,
            label: builder.plainSince.map { "`\($0)` before it left plain rows" } ?? "these are plain rows",
            notes: ["put this step before `show`, `count`, `summarize` or `matrix`"],
            fixIts: withoutPlainStep(builder, place)))
      } else {
        report(unknownStep(name, place, entity: nil))
      }
      return
    }
    let declared = catalog.entities[entity]
    let row = Expression(.row(depth: 0), .entity(entity), place)
    if let field = declared.field(named: name) {
      switch declared.fields[field].type {
      case .entity(let target), .set(.entity(let target)):
        if let value = self.field(named: name, of: row, entity: entity, at: place) { follow(value, target, &builder) }
        return
      default:
        report(
          Diagnostic(
            .unknownWord, "`\(name)` is a field, not a step", at: place, label: "to see it write `show \(name)`",
            fixIts: [.init("show it", replace: place, with: "show \(name)")]))
        return
      }
    }
    if let target = catalog.entity(plural: name) ?? catalog.entity(named: name) {
      if target == entity { return }
      if catalog.entity(target, isBelow: entity) {
        builder.steps.append(.children(entity: target))
      } else if catalog.entity(entity, isBelow: target) {
        builder.steps.append(.parent(entity: target))
      } else {
        let above = catalog.ancestors(of: entity).first { catalog.entity(target, isBelow: $0) }
        let up = above.map { "\(catalog.entities[$0].name) | \(catalog.entities[target].plural)" }
        report(
          Diagnostic(
            .wrongParent, "there is no way from \(declared.plural) to \(name)", at: place,
            label: "\(catalog.entities[target].plural) belong to \(parentNames(target))",
            notes: up.map { ["go up first: `| \($0)`"] } ?? [],
            fixIts: up.map { [.init("go up first", replace: place, with: $0)] } ?? []))
        return
      }
      builder.shape = RowShape(
        entity: target, internalPath: builder.shape.internalPath ?? internalFlow().path(ofThings: target))
      builder.choosesColumns = false
      return
    }
    report(namedQueryAsStep(name, place, entity, builder) ?? unknownStep(name, place, entity: entity))
  }

  /// `account "X" | sponsors`: a named query, a check or a worksheet starts a question; of one thing it stands after a dot.
  private func namedQueryAsStep(_ name: String, _ place: SourceRange, _ entity: Int, _ builder: PlanBuilder)
    -> Diagnostic?
  {
    let what: String
    if catalog.query(named: name) != nil {
      what = "a named query"
    } else if catalog.check(named: name) != nil {
      what = "a check"
    } else if catalog.worksheet(named: name) != nil {
      what = "a worksheet"
    } else {
      return nil
    }
    var fixIts: [Diagnostic.FixIt] = []
    if let thing = builder.sourceThing?.range {
      fixIts = [.init("name it after the thing", replace: thing.joined(to: place), with: "\(thing.text).\(name)")]
    }
    return Diagnostic(
      .unknownWord, "`\(name)` is \(what), not a step", at: place,
      label: builder.sourceThing.map { "write `\($0.range.text).\(name)`" } ?? "it starts a question of its own",
      notes: ["`\(name)` alone has its rows, and steps narrow them"], fixIts: fixIts)
  }

  private func catalogKnows(_ name: String) -> Bool {
    catalog.entity(plural: name) != nil || catalog.entity(named: name) != nil
  }

  private func follow(_ value: Expression, _ entity: Int, _ builder: inout PlanBuilder) {
    builder.steps.append(.reference(value, entity: entity))
    builder.shape = RowShape(
      entity: entity,
      internalPath: builder.shape.internalPath ?? internalPath(value, builder.shape)
        ?? internalFlow().path(ofThings: entity))
    builder.choosesColumns = false
  }

  private func unknownStep(_ name: String, _ place: SourceRange, entity: Int?) -> Diagnostic {
    var candidates = Array(Vocabulary.steps).sorted()
    if let entity {
      candidates += catalog.children(of: entity).map { catalog.entities[$0].plural }
      candidates += catalog.ancestors(of: entity).map { catalog.entities[$0].name }
      candidates += catalog.entities[entity].fields.map(\.name)
    }
    let elsewhere = ["first": "take 1", "length": "count", "size": "count"]
    let nearest = elsewhere[name.lowercased()] ?? Suggestions.nearest(to: name, among: candidates)
    return Diagnostic(
      .unknownWord, "there is no step `\(name)` here", at: place,
      label: nearest.map { "did you mean `\($0)`?" } ?? "not a step, and nothing these rows lead to",
      notes: ["`help steps` lists the steps"],
      fixIts: nearest.map { [.init("write `\($0)`", replace: place, with: $0)] } ?? [])
  }
}
