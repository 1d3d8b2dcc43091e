// Steps that make columns of their own: `show` and `extend`, `count`, `summarize` and `matrix`.

extension Resolver {
  /// Names the columns of a step, one after another so that each sees those to its left.
  func resolveColumns(_ step: SyntaxNode, _ builder: inout PlanBuilder, extends: Bool) {
    if extends, builder.shape.hasOpenColumns {
      report(
        Diagnostic(
          .notAllowedHere, "`with` can't add to columns that only the data knows", at: step.range,
          label: "this matrix has a column for each value it finds",
          notes: ["`count by` or `summarize ... by` gives rows to add to; `show` chooses columns"]))
      return
    }
    var rowScope = scope(for: builder.shape)
    var visible = builder.shape
    var definitions: [ColumnDefinition] = []
    var columns: [Column] = []
    windows = []
    for node in step.children(of: .column) {
      guard let (nameOverride, valueNode) = columnParts(node) else { continue }
      showsMixedColumns = valueNode.kind == .nameExpression
      let value = withScope(rowScope) { resolve(valueNode) }
      showsMixedColumns = false
      let isBareName = nameOverride == nil && valueNode.kind == .nameExpression
      let name = nameOverride ?? (isBareName ? valueNode.firstName : value.text)
      let taken = extends ? builder.shape.columns.map(\.name) : []
      requireNew(name, among: taken + definitions.map(\.name), at: node.range)
      definitions.append(ColumnDefinition(name: name, value: value))
      var column = Column(name: name, type: value.type, internalPath: internalPath(value, visible).map { $0 })
      if case .column(0, let index) = value.kind { column.isMixed = visible.columns[index].isMixed }
      columns.append(column)
      // A bare name shown keeps its own meaning to the right: `show sponsors, count(sponsors where power > 5)`.
      let seen =
        isBareName && !extends ? Column(name: "", type: column.type, internalPath: column.internalPath) : column
      rowScope.columns.append(seen)
      visible.columns.append(seen)
    }
    let used = windows ?? []
    windows = nil
    if extends {
      builder.steps.append(.extend(definitions, windows: used))
      builder.shape.columns += columns
    } else {
      builder.steps.append(.project(definitions, windows: used))
      builder.shape = RowShape(columns: columns, internalPath: builder.shape.internalPath)
      builder.choosesColumns = true
      builder.plainSince = "show"
    }
  }

  /// Complains about a column with a name that another one has already: nothing could tell them apart.
  private func requireNew(_ name: String, among names: [String], at range: SourceRange) {
    guard names.contains(name) else { return }
    report(
      Diagnostic(
        .duplicateDeclaration, "there is a column `\(name)` already", at: range, label: "called the same",
        notes: ["give it another name: `NAME = ...`"]))
  }

  /// The name given to a column, if one is, and its expression.
  func columnParts(_ node: SyntaxNode) -> (String?, SyntaxNode)? {
    if node.kind != .column { return (nil, node) }
    guard let value = node.child(0) else { return nil }
    let isNamed = value.firstTokenIndex > node.firstTokenIndex
    return (isNamed ? node.firstName : nil, value)
  }

  private func groupKeys(_ step: SyntaxNode, _ builder: PlanBuilder) -> [ColumnDefinition] {
    guard let clause = step.child(of: .byClause) else { return [] }
    return clause.children.compactMap { node in
      guard let (name, valueNode) = columnParts(node) else { return nil }
      let value = withScope(scope(for: builder.shape)) { resolve(valueNode) }
      return ColumnDefinition(
        name: name ?? (valueNode.kind == .nameExpression ? valueNode.firstName : value.text), value: value)
    }
  }

  func resolveCount(_ step: SyntaxNode, _ builder: inout PlanBuilder) {
    let keys = groupKeys(step, builder)
    let count = Expression(
      .aggregate(Aggregate(function: .count, source: .group, value: nil, filter: nil)), .integer, step.range)
    group(keys, [ColumnDefinition(name: "count", value: count)], &builder, "count")
  }

  func resolveSummarize(_ step: SyntaxNode, _ builder: inout PlanBuilder) {
    let keys = groupKeys(step, builder)
    var aggregates: [ColumnDefinition] = []
    isGrouping = true
    for node in step.children(of: .column) {
      guard let (name, valueNode) = columnParts(node) else { continue }
      let value = withScope(scope(for: builder.shape)) { resolve(valueNode) }
      if !containsAggregate(valueNode), value.type != .invalid, case .constant = value.kind {
      } else if !containsAggregate(valueNode), value.type != .invalid {
        report(
          Diagnostic(
            .typeMismatch, "`summarize` makes one value of many rows", at: valueNode.range,
            label: "say how: `first(\(valueNode.text))`, `sum(\(valueNode.text))`, or move it after `by`",
            fixIts: [.init("take the first", replace: valueNode.range, with: "first(\(valueNode.text))")]))
      }
      aggregates.append(ColumnDefinition(name: name ?? value.text, value: value))
    }
    isGrouping = false
    group(keys, aggregates, &builder, "summarize")
  }

  private func containsAggregate(_ node: SyntaxNode) -> Bool {
    if node.kind == .call, node.child(of: .aggregate) != nil { return true }
    return node.children.contains { containsAggregate($0) }
  }

  private func group(
    _ keys: [ColumnDefinition], _ aggregates: [ColumnDefinition], _ builder: inout PlanBuilder, _ word: String
  ) {
    var names: [String] = []
    for definition in keys + aggregates {
      requireNew(definition.name, among: names, at: definition.value.range)
      names.append(definition.name)
    }
    builder.steps.append(.group(keys: keys, aggregates: aggregates))
    // Which groups there are, and how many, is seen in every row.
    for key in keys { builder.rest(on: internalPath(key.value, builder.shape)) }
    let columns = (keys + aggregates).map {
      Column(name: $0.name, type: $0.value.type, internalPath: internalPath($0.value, builder.shape))
    }
    builder.shape = RowShape(columns: columns, internalPath: builder.shape.internalPath)
    builder.choosesColumns = true
    builder.plainSince = word
  }

  func resolveMatrix(_ step: SyntaxNode, _ builder: inout PlanBuilder) {
    let parts = step.children.filter { $0.kind != .missing }
    guard parts.count >= 2 else { return }
    let rowScope = scope(for: builder.shape)
    let row = withScope(rowScope) { resolve(parts[0]) }
    let column = withScope(rowScope) { resolve(parts[1]) }
    var cell: Expression?
    if parts.count > 2 {
      isGrouping = true
      cell = withScope(rowScope) { resolve(parts[2]) }
      isGrouping = false
    }
    var scale: Int?
    switch column.type {
    case .scale(let id): scale = id
    case .yesNo, .outcome, .text, .entity, .integer, .number, .period, .date, .percent, .invalid, .absent: break
    default:
      report(
        Diagnostic(
          .typeMismatch, "the columns of a matrix are a field with few values", at: parts[1].range,
          label: "this is \(described(column.type))"))
    }
    let name = parts[0].kind == .nameExpression ? parts[0].firstName : row.text
    builder.steps.append(
      .matrix(row: ColumnDefinition(name: name, value: row), column: column, cell: cell, scale: scale))
    var columns = [Column(name: name, type: row.type)]
    let cellType = cell?.type ?? .integer
    if let scale {
      columns += catalog.scales[scale].values.map { Column(name: $0.name, type: cellType) }
    } else if column.type == .yesNo || column.type == .outcome {
      columns += ["no", "yes"].map { Column(name: $0, type: cellType) }
    }
    // Columns that only the data knows stand behind `unknown`, so that this one can be named.
    let isOpen = scale == nil && column.type != .yesNo && column.type != .outcome
    columns.append(Column(name: "unknown", type: cellType))
    let path =
      internalPath(row, builder.shape) ?? internalPath(column, builder.shape)
      ?? cell.flatMap { internalPath($0, builder.shape) }
    builder.shape = RowShape(
      columns: columns, internalPath: builder.shape.internalPath ?? path, hasOpenColumns: isOpen)
    builder.choosesColumns = true
    builder.plainSince = "matrix"
  }
}
