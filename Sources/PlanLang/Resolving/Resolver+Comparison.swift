// Comparison, `in`, `contains` and tests of what is known.

extension Resolver {
  /// Whether a bare name can be read as a column, field, local or query here.
  func isKnownName(_ node: SyntaxNode) -> Bool {
    guard node.kind == .nameExpression else { return true }
    let name = node.firstName
    if column(named: name, depth: 0, at: node.range) != nil || locals[name] != nil || name == "this" || name == "today"
    {
      return true
    }
    if let check = currentCheck, catalog.checks[check].settings.contains(where: { $0.name == name }) { return true }
    return catalog.query(named: name) != nil
  }

  /// The two sides of a comparison: the left is read first and gives the right its scale; a bare scale value on the left
  /// takes its scale from the right.
  func sides(_ leftNode: SyntaxNode, _ rightNode: SyntaxNode) -> (Expression, Expression) {
    if !isKnownName(leftNode), isKnownName(rightNode) {
      let right = resolve(rightNode)
      if case .scale(let id) = right.type, catalog.scales[id].code(of: leftNode.firstName) != nil {
        return (resolve(leftNode, expecting: right.type), right)
      }
      return (resolve(leftNode), right)
    }
    let left = resolve(leftNode)
    // What the right side would mean hangs on the left one: one slip, one message.
    if left.type == .invalid, !isKnownName(rightNode) { return (left, invalid(rightNode)) }
    var expected: ValueType? = left.type
    if case .set(let element) = left.type { expected = .set(element) }
    switch left.type {
    case .scale, .entity, .set, .outcome, .text, .number, .integer: break
    default: expected = nil
    }
    return (left, resolve(rightNode, expecting: expected))
  }

  func comparison(
    _ op: ComparisonOperator, _ leftNode: SyntaxNode, _ rightNode: SyntaxNode, _ node: SyntaxNode
  ) -> Expression {
    if let slip = absentSlip(op, leftNode, rightNode, node) {
      report(slip)
      if slip.severity == .error {
        _ = resolve(leftNode)
        return invalid(node)
      }
    }
    if let slip = redirection(op, leftNode, rightNode, node) ?? comparisonOfPlural(leftNode, rightNode, node) {
      report(slip)
      return invalid(node)
    }
    let before = diagnostics.count
    let (left, right) = sides(leftNode, rightNode)
    offerName(of: leftNode, since: before, op, node)
    if left.type == .invalid || right.type == .invalid { return Expression(.constant(.unknown), .invalid, node.range) }
    if case .constant(let limit) = right.kind,
      let slip = sameForEveryRow(
        left, leftNode, node, meansAny: op == .greater && limit == .number(0), severity: .warning)
    {
      report(slip)
    }
    if let named = thingComparison(op, left, right, node) { return named }
    if let slip = currencySlip(left, right, node) {
      report(slip)
      return invalid(node)
    }
    let isOrder = op != .equal && op != .notEqual
    var a = left
    var b = right
    switch (left.type, right.type) {
    case (.text, .entity(let entity)), (.entity(let entity), .text):
      // A text that is computed, where a thing is wanted.
      let text = left.type == .text ? left : right
      let thing = Expression(.thingNamed(text, entity: entity), .entity(entity), text.range)
      if left.type == .text { a = thing } else { b = thing }
      if isOrder { return unordered(left, right, node) }
      return Expression(.compare(op, a, b), .yesNo, node.range)
    case (.date, .period) where isOrder, (.period, .date) where isOrder:
      return Expression(.compare(op, a, b), .yesNo, node.range)
    case (.date, .period), (.period, .date):
      report(
        Diagnostic(
          .typeMismatch, "a day is never equal to a whole period", at: node.range, label: "did you mean `in`?",
          fixIts: [.init("write `in`", replace: node.range, with: "\(left.text) in \(right.text)")]))
      return invalid(node)
    case (.percent, let n) where n.isNumeric, (let n, .percent) where n.isNumeric:
      guard isZero(left) || isZero(right) else {
        report(percentSlip(left.type == .percent ? right : left, node))
        return invalid(node)
      }
    case (.money, let n) where n.isNumeric, (let n, .money) where n.isNumeric:
      guard isZero(left) || isZero(right) else {
        let number = left.type == .money ? right : left
        report(
          Diagnostic(
            .typeMismatch, "money and a number can't be compared", at: number.range, label: "which currency?",
            fixIts: isConstant(number)
              ? [.init("add a currency", replace: number.range, with: "\(number.text) USD")] : []))
        return invalid(node)
      }
    default:
      guard let type = unified(left, right) else {
        report(
          quotedValue(rightNode, against: left) ?? quotedValue(leftNode, against: right) ?? mismatch(left, right, node))
        return invalid(node)
      }
      if isOrder {
        switch type {
        case .scale(let id) where !catalog.scales[id].isOrdered:
          report(
            Diagnostic(
              .unorderedChoice, "the values of \(catalog.scales[id].name) have no order", at: node.range,
              label: "`\(op.rawValue)` needs an ordered scale",
              notes: ["use `=` or `in [\(catalog.scales[id].values.prefix(2).map(\.name).joined(separator: ", "))]`"]))
          return invalid(node)
        case .yesNo, .outcome, .entity, .set: return unordered(left, right, node)
        default: break
        }
      }
    }
    return Expression(.compare(op, a, b), .yesNo, node.range)
  }

  /// `opportunities > "x.csv"`: a file to write to.
  private func redirection(
    _ op: ComparisonOperator, _ leftNode: SyntaxNode, _ rightNode: SyntaxNode, _ node: SyntaxNode
  ) -> Diagnostic? {
    guard op == .greater, rightNode.kind == .textLiteral, isRowsNode(leftNode), let place = sign(after: leftNode, node),
      Vocabulary.fileEndings.keys.contains(where: { rightNode.text.hasSuffix(".\($0)\"") })
    else { return nil }
    return Diagnostic(
      .typeMismatch, "a result goes to a file with the step `to`", at: place, label: "write `| to`",
      fixIts: [.init("write `| to`", replace: place, with: "| to")])
  }

  private func sign(after left: SyntaxNode, _ node: SyntaxNode) -> SourceRange? {
    left.endTokenIndex < node.endTokenIndex ? node.tree.range(ofToken: left.endTokenIndex) : nil
  }

  /// Where several things have the name a field is compared with, the name itself may be what is meant.
  private func offerName(of fieldNode: SyntaxNode, since before: Int, _ op: ComparisonOperator, _ node: SyntaxNode) {
    guard op == .equal || op == .notEqual, [.nameExpression, .path].contains(fieldNode.kind) else { return }
    for index in diagnostics.indices[before...] where diagnostics[index].code == .thingAmbiguous {
      guard let place = diagnostics[index].primary?.range, place.start >= fieldNode.range.end,
        diagnostics[index].fixIts.count > 1
      else { continue }
      let end = SourceRange(source: place.source, start: fieldNode.range.end, end: fieldNode.range.end)
      diagnostics[index].notes.insert("`\(fieldNode.text).name` is the name alone, whoever has it", at: 0)
      diagnostics[index].fixIts.insert(.init("compare the name", replace: end, with: ".name"), at: 0)
    }
  }

  /// A column of texts that name things, compared with a thing or with a name; nil where there is no such column.
  private func thingComparison(
    _ op: ComparisonOperator, _ left: Expression, _ right: Expression, _ node: SyntaxNode
  ) -> Expression? {
    guard op == .equal || op == .notEqual else { return nil }
    let isLeft = namesThings(left)
    guard isLeft || namesThings(right) else { return nil }
    let column = isLeft ? left : right
    let other = isLeft ? right : left
    switch other.kind {
    case .thing(let path):
      guard case .found(let thing) = directory.find(path, within: scopeThing), let text = directory.written(thing)
      else { return nil }
      return Expression(
        .compare(op, column, Expression(.constant(.text(text)), .text, other.range)), .yesNo, node.range)
    case .constant(.text(let label)) where !label.contains("\""):
      report(withoutNoun([label], at: other.range, below: nil))
      return invalid(node)
    default: return nil
    }
  }

  private func namesThings(_ expression: Expression) -> Bool {
    guard case .column(let depth, let index) = expression.kind, expression.type == .text,
      scopes.indices.contains(scopes.count - 1 - depth)
    else { return false }
    let columns = scopes[scopes.count - 1 - depth].columns
    return columns.indices.contains(index) && columns[index].namesThings
  }

  private func unordered(_ left: Expression, _ right: Expression, _ node: SyntaxNode) -> Expression {
    report(
      Diagnostic(
        .typeMismatch, "these have no order", at: node.range,
        label: "\(described(left.type)) and \(described(right.type))",
        notes: ["they can be compared with `=` and `!=`"]))
    return invalid(node)
  }

  private func percentSlip(_ number: Expression, _ node: SyntaxNode) -> Diagnostic {
    var fixIts: [Diagnostic.FixIt] = []
    var label = "a percentage and a number"
    if case .constant(.number(let value)) = number.kind {
      let fraction = value.magnitude < UInt64(Fixed.numberScale)
      let shown = fraction ? Fixed.text(value * 100, scale: Fixed.numberScale) : number.text
      label = "did you mean `\(shown)%`?"
      fixIts = [.init("write `\(shown)%`", replace: number.range, with: "\(shown)%")]
    }
    return Diagnostic(
      .percentAndNumber, "a percentage and a number can't be compared", at: number.range, label: label, fixIts: fixIts)
  }

  /// `31/12/26`, which reads as two divisions.
  private func dateInFractions(_ number: Expression) -> Diagnostic? {
    let parts = number.range.text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ (1...2).contains($0.count) && $0.allSatisfy(\.isASCII) }) else {
      return nil
    }
    let figures = parts.compactMap { Int($0) }
    guard figures.count == 3 else { return nil }
    // As for four figures of the year: the month first, where it can be one.
    let readings = [
      CalendarDate(year: 2000 + figures[2], month: figures[0], day: figures[1]),
      CalendarDate(year: 2000 + figures[2], month: figures[1], day: figures[0]),
    ].compactMap { $0?.description }
    guard let meant = readings.first else { return nil }
    return Diagnostic(
      .invalidDate, "dates are written year-month-day", at: number.range, label: "write `\(meant)`",
      fixIts: (readings.count > 1 && readings[1] != meant ? readings : [meant]).map {
        .init("write `\($0)`", replace: number.range, with: $0)
      })
  }

  private func mismatch(_ left: Expression, _ right: Expression, _ node: SyntaxNode) -> Diagnostic {
    if case .scale(let id) = left.type, case .constant(.text(let text)) = right.kind {
      return ConstantReader(catalog: catalog).unknownScaleValue(text, catalog.scales[id], at: right.range)
    }
    if left.type == .date || right.type == .date, let slip = dateInFractions(left.type == .date ? right : left) {
      return slip
    }
    if case .set(let element) = left.type, element == right.type || right.type == .text && element.isEntity {
      return Diagnostic(
        .typeMismatch, "a set and one value can't be compared", at: node.range,
        label: "did you mean `\(right.text) in \(left.text)`?",
        fixIts: [.init("write it with `in`", replace: node.range, with: "\(right.text) in \(left.text)")])
    }
    for (time, number) in [(left, right), (right, left)]
    where time.type == .duration && number.type == .integer && isConstant(number) {
      return Diagnostic(
        .typeMismatch, "a stretch of time and a number can't be compared", at: number.range,
        label: "write `\(number.text) days`", notes: ["or weeks, months, years"],
        fixIts: [.init("write `\(number.text) days`", replace: number.range, with: "\(number.text) days")])
    }
    return Diagnostic(
      .typeMismatch, "\(described(left.type)) and \(described(right.type)) can't be compared", at: node.range,
      label: "`\(left.text)` is \(described(left.type)), `\(right.text)` is \(described(right.type))")
  }

  /// `x = unknown` and `x = none` ask nothing sensible.
  private func absentSlip(
    _ op: ComparisonOperator, _ leftNode: SyntaxNode, _ rightNode: SyntaxNode, _ node: SyntaxNode
  ) -> Diagnostic? {
    func word(_ node: SyntaxNode) -> String? {
      if node.text == "\"\"" { return node.text }
      if node.kind == .wordLiteral, [.unknown, .none].contains(node.tokenKind(node.firstTokenIndex)) {
        return node.text
      }
      if node.kind == .nameExpression, ["null", "nil", "NULL", "None", "known"].contains(node.text), !isKnownName(node)
      {
        return node.text
      }
      return nil
    }
    let isRight = word(rightNode) != nil
    guard let found = word(rightNode) ?? word(leftNode) else { return nil }
    let other = isRight ? leftNode : rightNode
    let test: String
    switch found {
    case "none": test = op == .notEqual ? "is some" : "is none"
    case "known": test = op == .notEqual ? "is unknown" : "is known"
    default: test = op == .notEqual ? "is known" : "is unknown"
    }
    let isEmpty = found == "\"\""
    return Diagnostic(
      found == "none" ? .comparedWithNone : .comparedWithUnknown,
      found == "none"
        ? "nothing equals `none`" : isEmpty ? "no text is ever empty" : "nothing can be compared with `\(found)`",
      at: node.range, label: "did you mean `\(other.text) \(test)`?", severity: isEmpty ? .warning : .error,
      notes: found == "unknown"
        ? ["a comparison with what is unknown is itself unknown; `is unknown` asks whether it is"] : [],
      fixIts: [.init("write `\(test)`", replace: node.range, with: "\(other.text) \(test)")])
  }

  func contains(_ leftNode: SyntaxNode, _ rightNode: SyntaxNode, _ node: SyntaxNode) -> Expression {
    if let slip = absentSlip(.equal, leftNode, rightNode, node), slip.severity == .error {
      report(slip)
      return invalid(node)
    }
    let left = resolve(leftNode, expecting: .text)
    let right = resolve(rightNode, expecting: .text)
    for side in [left, right] where side.type != .text && side.type != .invalid && side.type != .absent {
      var notes = ["other values are compared with `=`"]
      var fixIts: [Diagnostic.FixIt] = []
      if case .entity(let id) = side.type, catalog.entities[id].isNamed {
        let end = SourceRange(source: side.range.source, start: side.range.end, end: side.range.end)
        notes = ["its name is a text"]
        fixIts = [.init("look in its name", replace: end, with: ".name")]
      }
      report(
        Diagnostic(
          .typeMismatch, "`~` looks for a text in a text", at: side.range, label: "this is \(described(side.type))",
          notes: notes, fixIts: fixIts))
      return invalid(node)
    }
    return Expression(.matches(left, right), .yesNo, node.range)
  }

  func resolveKnowledgeTest(_ node: SyntaxNode) -> Expression {
    guard let operand = node.child(0) else { return invalid(node) }
    let value = resolve(operand)
    let tree = node.tree
    let test: KnowledgeTest
    switch tree.tokens[node.lastTokenIndex].kind {
    case .unknown: test = .unknown
    case .none: test = .none
    default:
      let word = node.tokenText(node.lastTokenIndex)
      test =
        word == "some"
        ? .some : word == "known" || word == "null" && false ? .known : word == "known" ? .known : .unknown
    }
    if value.type == .invalid { return invalid(node) }
    return Expression(.test(test, value), .yesNo, node.range)
  }

  /// `close in 2026`: the days of a year.
  private func yearMeant(_ left: Expression, _ rightNode: SyntaxNode) -> [Diagnostic.FixIt] {
    let year = rightNode.text
    guard left.type == .date, rightNode.kind == .numberLiteral, year.count == 4, year.allSatisfy(\.isNumber) else {
      return []
    }
    return [.init("the days of \(year)", replace: rightNode.range, with: "\(year)-01-01..\(year)-12-31")]
  }

  /// Plain numbers where percentages or amounts are asked for: `share in 10..20`, `value in [5k, 9k]`.
  private func unitMissing(_ left: Expression, _ numbers: [Expression]) -> Diagnostic? {
    guard left.type == .percent || left.type == .money, let first = numbers.first, let last = numbers.last,
      numbers.allSatisfy({ $0.type.isNumeric && isConstant($0) }), !numbers.allSatisfy({ isZero($0) })
    else { return nil }
    let isPercent = left.type == .percent
    let meant = numbers.map { number -> String in
      guard isPercent else { return isZero(number) ? number.text : "\(number.text) USD" }
      guard case .constant(.number(let value)) = number.kind, value.magnitude < UInt64(Fixed.numberScale), value != 0
      else { return "\(number.text)%" }
      return "\(Fixed.text(value * 100, scale: Fixed.numberScale))%"
    }
    return Diagnostic(
      isPercent ? .percentAndNumber : .typeMismatch,
      "\(isPercent ? "a percentage" : "money") and a number can't be compared", at: first.range.joined(to: last.range),
      label: isPercent ? "did you mean \(meant.map { "`\($0)`" }.joined(separator: ", "))?" : "which currency?",
      fixIts: [
        .init(
          isPercent ? "write percentages" : "add a currency",
          zip(numbers, meant).map { .init($0.range, $1) })
      ])
  }

  private func inToken(_ node: SyntaxNode) -> SourceRange? {
    node.ownTokens.first { node.tokenKind($0) == .in }.map { node.tree.range(ofToken: $0) }
  }

  func resolveIn(_ node: SyntaxNode) -> Expression {
    guard let leftNode = node.child(0), let rightNode = node.child(1) else { return invalid(node) }
    let isNegated = node.ownTokens.contains { node.tokenKind($0) == .not }
    if leftNode.kind == .thing, rightNode.kind == .thing, let place = inToken(node) {
      report(
        Diagnostic(
          .unexpected, "a thing stands `of` another one", at: place, label: "write `of`",
          fixIts: [.init("write `of`", replace: place, with: "of")]))
      return invalid(node)
    }
    var left = resolve(leftNode)
    if left.type == .invalid { return invalid(node) }
    var result: Expression
    if rightNode.kind == .range, let lowNode = rightNode.child(0), let highNode = rightNode.child(1) {
      let low = resolve(lowNode, expecting: left.type)
      let high = resolve(highNode, expecting: left.type)
      if [left.type, low.type, high.type].contains(.invalid) { return invalid(node) }
      if left.type == .date, low.type == .period, high.type == .period {
        // From the first day of the one to the last of the other.
        let from = Expression(.compare(.greaterEqual, left, low), .yesNo, node.range)
        let to = Expression(.compare(.lessEqual, left, high), .yesNo, node.range)
        let both = Expression(.and(from, to), .yesNo, node.range)
        return isNegated ? Expression(.not(both), .yesNo, node.range) : both
      }
      if let slip = unitMissing(left, [low, high])
        ?? currencySlip(low, high, rightNode) ?? currencySlip(left, low, node)
      {
        report(slip)
        return invalid(node)
      }
      for side in [low, high] where unified(left, side) == nil {
        report(
          Diagnostic(
            .typeMismatch, "the range is of another type", at: side.range,
            label: "\(described(side.type)), and `\(left.text)` is \(described(left.type))"))
        return invalid(node)
      }
      if case .scale(let id) = left.type, !catalog.scales[id].isOrdered {
        report(
          Diagnostic(
            .unorderedChoice, "the values of \(catalog.scales[id].name) have no order", at: rightNode.range,
            label: "a range needs an ordered scale", notes: ["list the values: `in [a, b]`"]))
        return invalid(node)
      }
      result = Expression(.isBetween(left, low: low, high: high), .yesNo, node.range)
    } else {
      let (source, shape) = isRowsNode(rightNode) ? rows(rightNode) : (nil, RowShape())
      let right: Expression
      if let source, let entity = shape.entity {
        right = Expression(
          .aggregate(
            Aggregate(
              function: .list, source: source, value: Expression(.row(depth: 0), .entity(entity), rightNode.range),
              filter: nil)),
          .set(.entity(entity)), rightNode.range)
      } else {
        right = resolve(rightNode, expecting: .set(left.type))
      }
      // A text before `in` names a thing where the set is one of things.
      if left.type == .text, case .set(.entity(let id)) = right.type {
        left = resolve(leftNode, expecting: .entity(id))
      }
      if left.type == .invalid || right.type == .invalid { return invalid(node) }
      switch right.type {
      case .set(let element):
        guard
          element == .invalid || element == .absent
            || unified(left.type, element, zeroLeft: false, zeroRight: false) != nil || left.type == .absent
        else {
          if case .list(let items) = right.kind, let slip = unitMissing(left, items) {
            report(slip)
            return invalid(node)
          }
          report(
            Diagnostic(
              .typeMismatch, "these can't be among one another", at: node.range,
              label: "\(described(left.type)) in a set of \(catalog.name(of: element))"))
          return invalid(node)
        }
      case .period where left.type == .date: break
      case .period where left.type == .period: break
      default:
        report(
          Diagnostic(
            .typeMismatch, "`in` needs a list, a set, a range or a period", at: right.range,
            label: "this is \(described(right.type))",
            notes: ["write `x in [a, b]` or `x in 1..5`"],
            fixIts: left.type == .text && right.type == .text
              ? [.init("look for it with `~`", replace: node.range, with: "\(right.text) ~ \(left.text)")]
              : unified(left, right) != nil
                ? [.init("compare with `=`", replace: node.range, with: "\(left.text) = \(right.text)")]
                : yearMeant(left, rightNode)))
        return invalid(node)
      }
      result = Expression(.isIn(left, right), .yesNo, node.range)
    }
    if isNegated { result = Expression(.not(result), .yesNo, node.range) }
    return result
  }
}
