// Operators: their types, and the slips that need a word of their own.

extension Resolver {
  func resolveUnary(_ node: SyntaxNode) -> Expression {
    guard let operand = node.child(0) else { return invalid(node) }
    if node.tokenKind(node.firstTokenIndex) == .not {
      return Expression(.not(condition(operand)), .yesNo, node.range)
    }
    let value = resolve(operand)
    switch value.type {
    case .number, .integer, .money, .percent, .duration, .absent, .invalid: break
    default:
      report(
        Diagnostic(
          .typeMismatch, "only numbers, money, percentages and stretches of time can be negative", at: node.range,
          label: "this is \(catalog.name(of: value.type).withArticle)"))
      return invalid(node)
    }
    if case .constant = value.kind, let (constant, type) = Literals.value(of: node, report: { _ in }) {
      return Expression(.constant(constant), type, node.range)
    }
    return Expression(.negate(value), value.type, node.range)
  }

  func resolveBinary(_ node: SyntaxNode, expecting expected: ValueType?) -> Expression {
    guard let leftNode = node.child(0), let rightNode = node.children.first(where: { $0.id != leftNode.id }) else {
      return invalid(node)
    }
    let operatorToken = leftNode.endTokenIndex
    switch node.tokenKind(operatorToken) {
    case .and, .or:
      let isAnd = node.tokenKind(operatorToken) == .and
      let left = condition(leftNode)
      if let slip = halfComparison(leftNode, rightNode, isAnd ? "and" : "or") {
        report(slip)
        return invalid(node)
      }
      let right = condition(rightNode)
      return Expression(isAnd ? .and(left, right) : .or(left, right), .yesNo, node.range)
    case .plus: return arithmetic(.add, leftNode, rightNode, node)
    case .minus:
      if let slip = hyphenSlip(node, expecting: expected) {
        report(slip)
        return invalid(node)
      }
      return arithmetic(.subtract, leftNode, rightNode, node)
    case .star: return arithmetic(.multiply, leftNode, rightNode, node)
    case .slash: return arithmetic(.divide, leftNode, rightNode, node)
    case .questionQuestion:
      let left = resolve(leftNode, expecting: expected)
      let right = resolve(rightNode, expecting: left.type == .absent ? expected : left.type)
      guard let type = unified(left, right) else {
        let isAmount = left.type == .money && right.type.isNumeric && isConstant(right)
        report(
          Diagnostic(
            .typeMismatch, "both sides of `??` must be of one type", at: isAmount ? right.range : node.range,
            label: isAmount ? "which currency?" : "\(described(left.type)) and \(described(right.type))",
            fixIts: isAmount ? [.init("add a currency", replace: right.range, with: "\(right.text) USD")] : []))
        return invalid(node)
      }
      return Expression(.coalesce(converted(left, to: type), converted(right, to: type)), type, node.range)
    case .tilde: return contains(leftNode, rightNode, node)
    case .equal: return comparison(.equal, leftNode, rightNode, node)
    case .notEqual: return comparison(.notEqual, leftNode, rightNode, node)
    case .less: return comparison(.less, leftNode, rightNode, node)
    case .lessEqual: return comparison(.lessEqual, leftNode, rightNode, node)
    case .greater: return comparison(.greater, leftNode, rightNode, node)
    case .greaterEqual: return comparison(.greaterEqual, leftNode, rightNode, node)
    default: return invalid(node)
    }
  }

  func described(_ type: ValueType) -> String {
    type == .money ? "money" : catalog.name(of: type).withArticle
  }

  /// The type two values have in common, or nil.
  func unified(_ left: Expression, _ right: Expression) -> ValueType? {
    unified(left.type, right.type, zeroLeft: isZero(left), zeroRight: isZero(right))
  }

  func unified(_ left: ValueType, _ right: ValueType, zeroLeft: Bool, zeroRight: Bool) -> ValueType? {
    Self.unified(left, right, zeroLeft: zeroLeft, zeroRight: zeroRight)
  }

  static func unified(_ left: ValueType, _ right: ValueType, zeroLeft: Bool, zeroRight: Bool) -> ValueType? {
    if left == right { return left }
    switch (left, right) {
    case (.invalid, let other), (let other, .invalid): return other
    case (.absent, let other), (let other, .absent): return other
    case (.number, .integer), (.integer, .number): return .number
    case (.yesNo, .outcome), (.outcome, .yesNo): return .yesNo
    case (.money, .integer) where zeroRight, (.integer, .money) where zeroLeft: return .money
    case (.percent, .integer) where zeroRight, (.integer, .percent) where zeroLeft: return .percent
    case (.duration, .integer) where zeroRight, (.integer, .duration) where zeroLeft: return .duration
    case (.set(let a), .set(let b)) where a == .invalid || b == .invalid: return a == .invalid ? right : left
    default: return nil
    }
  }

  func isZero(_ expression: Expression) -> Bool {
    if case .constant(.number(0)) = expression.kind { return true }
    return false
  }

  /// An expression as a value of a type it was unified to: the literal 0 takes the type's zero, a number a fraction's.
  func converted(_ expression: Expression, to type: ValueType) -> Expression {
    switch (expression.type, type) {
    case (.integer, .percent), (.number, .percent):
      // A ratio of two amounts is a fraction.
      return Expression(.fraction(expression), .percent, expression.range)
    case (.integer, .number): return Expression(expression.kind, .number, expression.range)
    case (let found, let wanted) where found == wanted || found == .invalid || found == .absent: return expression
    case (.yesNo, .outcome), (.outcome, .yesNo): return expression
    case (.integer, .money) where isZero(expression), (.integer, .duration) where isZero(expression): return expression
    case (.number, .integer):
      report(
        Diagnostic(
          .typeMismatch, "a whole number is needed here", at: expression.range, label: "this may have a fraction",
          fixIts: [.init("round it", replace: expression.range, with: "round(\(expression.text))")]))
      return Expression(.constant(.unknown), .invalid, expression.range)
    default:
      let isAmount = type == .money && expression.type.isNumeric && isConstant(expression)
      report(
        Diagnostic(
          .typeMismatch, "\(described(type)) is needed here", at: expression.range,
          label: "this is \(described(expression.type))",
          fixIts: isAmount
            ? [.init("add a currency", replace: expression.range, with: "\(expression.text) USD")] : []))
      return Expression(.constant(.unknown), .invalid, expression.range)
    }
  }

  // MARK: Arithmetic

  private func arithmetic(_ op: ArithmeticOperator, _ leftNode: SyntaxNode, _ rightNode: SyntaxNode, _ node: SyntaxNode)
    -> Expression
  {
    if op == .add, let slip = joinedTexts(node) {
      report(slip)
      return invalid(node)
    }
    let left = resolve(leftNode)
    let expected: ValueType? = if case .scale = left.type { left.type } else { nil }
    let right = resolve(rightNode, expecting: expected)
    if left.type == .invalid || right.type == .invalid { return invalid(node) }
    if op != .multiply, let slip = currencySlip(left, right, node) {
      report(slip)
      return invalid(node)
    }
    if let type = arithmeticType(op, left, right) { return Expression(.arithmetic(op, left, right), type, node.range) }
    report(arithmeticSlip(op, left, right, node))
    return invalid(node)
  }

  private func arithmeticType(_ op: ArithmeticOperator, _ left: Expression, _ right: Expression) -> ValueType? {
    func numeric(_ a: ValueType, _ b: ValueType) -> ValueType { a == .integer && b == .integer ? .integer : .number }
    switch (op, left.type, right.type) {
    case (_, .absent, let other), (_, let other, .absent): return other
    case (.add, .date, .duration), (.add, .duration, .date), (.subtract, .date, .duration): return .date
    case (.subtract, .date, .date): return .duration
    case (.subtract, .scale(let a), .scale(let b)) where a == b && catalog.scales[a].isOrdered: return .integer
    case (.add, .duration, .duration), (.subtract, .duration, .duration): return .duration
    case (.add, .period, let b) where b.isNumeric, (.subtract, .period, let b) where b.isNumeric: return .period
    case (.add, .money, .money), (.subtract, .money, .money): return .money
    case (.add, .money, _) where isZero(right), (.subtract, .money, _) where isZero(right): return .money
    case (.add, _, .money) where isZero(left), (.subtract, _, .money) where isZero(left): return .money
    case (.add, .percent, .percent), (.subtract, .percent, .percent): return .percent
    case (.add, let a, let b) where a.isNumeric && b.isNumeric,
      (.subtract, let a, let b) where a.isNumeric && b.isNumeric,
      (.multiply, let a, let b) where a.isNumeric && b.isNumeric:
      return numeric(a, b)
    case (.multiply, .money, let b) where b.isNumeric || b == .percent: return .money
    case (.multiply, let a, .money) where a.isNumeric || a == .percent: return .money
    case (.multiply, .percent, .percent): return .percent
    case (.multiply, .percent, let b) where b.isNumeric: return .percent
    case (.multiply, let a, .percent) where a.isNumeric: return .percent
    case (.multiply, .duration, let b) where b.isNumeric || b == .percent: return .duration
    case (.multiply, let a, .duration) where a.isNumeric || a == .percent: return .duration
    case (.divide, .duration, let b) where b.isNumeric: return .duration
    case (.divide, let a, let b) where a.isNumeric && b.isNumeric: return .number
    case (.divide, .money, .money), (.divide, .percent, .percent), (.divide, .duration, .duration): return .number
    case (.divide, .money, let b) where b.isNumeric || b == .percent: return .money
    case (.divide, .percent, let b) where b.isNumeric: return .percent
    case (.divide, let a, .percent) where a.isNumeric: return .number
    default: return nil
    }
  }

  private func arithmeticSlip(_ op: ArithmeticOperator, _ left: Expression, _ right: Expression, _ node: SyntaxNode)
    -> Diagnostic
  {
    let verbs: [ArithmeticOperator: String] = [
      .add: "added", .subtract: "subtracted", .multiply: "multiplied", .divide: "divided",
    ]
    if op == .add, left.type == .text || right.type == .text {
      return Diagnostic(
        .typeMismatch, "texts can't be added", at: node.range, label: "put them into one text",
        notes: ["values are put into a text with `\\(...)`: `\"\\(name): \\(title)\"`"],
        fixIts: [
          .init("write one text", replace: node.range, with: "\"\(interpolated(left))\(interpolated(right))\"")
        ])
    }
    if left.type == .percent && right.type.isNumeric || left.type.isNumeric && right.type == .percent {
      let number = left.type == .percent ? right : left
      var fixIts: [Diagnostic.FixIt] = []
      var label = "a percentage and a number"
      if case .constant(.number(let value)) = number.kind {
        let fraction = value.magnitude < UInt64(Fixed.numberScale)
        // In `1 - share` the 1 is the whole.
        let shown =
          value == Fixed.numberScale
          ? "100" : fraction ? Fixed.text(value * 100, scale: Fixed.numberScale) : number.text
        label = "did you mean `\(shown)%`?"
        fixIts = [.init("write `\(shown)%`", replace: number.range, with: "\(shown)%")]
      }
      return Diagnostic(
        .percentAndNumber, "a percentage and a number can't be \(verbs[op] ?? "joined")", at: node.range, label: label,
        fixIts: fixIts)
    }
    if left.type == .money && right.type.isNumeric || left.type.isNumeric && right.type == .money {
      let number = left.type == .money ? right : left
      return Diagnostic(
        .typeMismatch, "money and a number can't be \(verbs[op] ?? "joined")", at: node.range,
        label: "money and \(described(number.type))", notes: ["give the number a currency, as in `\(number.text) USD`"],
        fixIts: isConstant(number) ? [.init("add a currency", replace: number.range, with: "\(number.text) USD")] : [])
    }
    if op == .add || op == .subtract, left.type == .money, right.type == .percent {
      let sign = op == .add ? "+" : "-"
      return Diagnostic(
        .typeMismatch, "money and a percentage can't be \(verbs[op] ?? "joined")", at: node.range,
        label: "a percentage of what?", notes: ["a part of an amount is `\(left.text) * \(right.text)`"],
        fixIts: [
          .init("a part more or less of it", replace: node.range, with: "\(left.text) * (100% \(sign) \(right.text))")
        ])
    }
    if left.type == .period, right.type == .duration {
      let words = right.text.split(separator: " ")
      let isMonths = words.count == 2 && words[1].hasPrefix("month") && isConstant(right)
      let isMonth = if case .constant(.period) = left.kind { !left.text.contains("Q") } else { false }
      return Diagnostic(
        .typeMismatch, "a month or a quarter is moved by a number", at: right.range,
        label: isMonths && isMonth ? "write `\(words[0])`" : "how many months or quarters?",
        fixIts: isMonths && isMonth
          ? [.init("write `\(words[0])`", replace: right.range, with: String(words[0]))] : [])
    }
    if op == .add || op == .subtract, left.type == .date, right.type == .integer, isConstant(right) {
      return Diagnostic(
        .typeMismatch, "a date and a number can't be \(verbs[op] ?? "joined")", at: right.range,
        label: "write `\(right.text) days`", notes: ["or weeks, months, years"],
        fixIts: [.init("write `\(right.text) days`", replace: right.range, with: "\(right.text) days")])
    }
    return Diagnostic(
      .typeMismatch, "these can't be \(verbs[op] ?? "joined")", at: node.range,
      label: "\(described(left.type)) and \(described(right.type))")
  }

  private func interpolated(_ expression: Expression) -> String {
    if case .constant(.text) = expression.kind { return String(expression.text.dropFirst().dropLast()) }
    return "\\(\(expression.text))"
  }

  /// The currency an amount has wherever it is computed; nil where only the data says.
  private func staticCurrency(_ expression: Expression) -> String? {
    switch expression.kind {
    case .constant(.money(let money)): money.currency.description
    case .negate(let value): staticCurrency(value)
    case .arithmetic(_, let left, let right) where expression.type == .money:
      staticCurrency(left) ?? staticCurrency(right)
    case .conditional(_, let left, let right), .coalesce(let left, let right):
      staticCurrency(left).flatMap { staticCurrency(right) == $0 ? $0 : nil }
    case .aggregate(let aggregate):
      // A name for one amount.
      if aggregate.function == .first, case .named(let id, _) = aggregate.source, let plan = definitions.query(id),
        plan.steps.isEmpty, case .value(let value) = plan.source
      {
        staticCurrency(value)
      } else {
        nil
      }
    case .apply(let id, _): definitions.body(ofDefinition: id).flatMap { staticCurrency($0) }
    case .call(.convert, let arguments):
      if arguments.count == 2, case .constant(.text(let code)) = arguments[1].kind { code } else { nil }
    default: nil
    }
  }

  /// Two amounts that are plainly in different currencies.
  func currencySlip(_ left: Expression, _ right: Expression, _ node: SyntaxNode) -> Diagnostic? {
    guard left.type == .money, right.type == .money, let a = staticCurrency(left), let b = staticCurrency(right), a != b
    else { return nil }
    return Diagnostic(
      .mixedCurrencies, "\(a) and \(b) can't be put together", at: node.range, label: "two currencies meet here",
      notes: ["turn one into the other with `convert(amount, \(a))`, which needs `rate \(b) = ... \(a)`"],
      fixIts: [.init("convert one of them", replace: right.range, with: "convert(\(right.text), \(a))")])
  }

  func isConstant(_ expression: Expression) -> Bool {
    if case .constant = expression.kind { return true }
    return false
  }

  // MARK: Comparison

  func resolveConditional(_ node: SyntaxNode, expecting expected: ValueType?) -> Expression {
    guard let test = node.child(0), let yes = node.child(1), let no = node.child(2) else { return invalid(node) }
    let condition = condition(test)
    var left = resolve(yes, expecting: expected)
    let right = resolve(no, expecting: expected ?? left.type)
    if expected == nil, left.type == .absent { left = resolve(yes, expecting: right.type) }
    guard let type = unified(left, right) else {
      report(
        Diagnostic(
          .typeMismatch, "both sides of `if` must be of one type", at: node.range,
          label: "\(described(left.type)) and \(described(right.type))"))
      return invalid(node)
    }
    if left.type == .invalid || right.type == .invalid { return invalid(node) }
    return Expression(.conditional(condition, converted(left, to: type), converted(right, to: type)), type, node.range)
  }

  func resolveList(_ node: SyntaxNode, expecting expected: ValueType?) -> Expression {
    var element: ValueType? = expected
    if case .set(let inner)? = expected { element = inner }
    var items: [Expression] = []
    var type: ValueType = .absent
    for child in node.children where child.kind != .missing {
      let item = resolve(child, expecting: element)
      if item.type == .invalid { return invalid(node) }
      guard let common = items.isEmpty ? item.type : unified(type, item.type, zeroLeft: false, zeroRight: false) else {
        report(
          Diagnostic(
            .typeMismatch, "a list holds values of one type", at: child.range,
            label: "\(described(item.type)) among \(catalog.name(of: type)) values"))
        return invalid(node)
      }
      type = common
      items.append(item)
    }
    return Expression(.list(items), .set(items.isEmpty ? .invalid : type), node.range)
  }

  func resolveOutcome(_ node: SyntaxNode) -> Expression {
    guard let id = currentCheck else { return invalid(node) }
    let name = node.firstName
    guard let test = catalog.checks[id].tests.firstIndex(where: { $0.name == name }) else {
      let nearest = Suggestions.nearest(to: name, among: catalog.checks[id].tests.map(\.name))
      report(
        Diagnostic(
          .unknownName, "this check has no test `\(name)`", at: node.firstTokenRange,
          label: nearest.map { "did you mean `\($0)`?" }
            ?? "its tests are \(catalog.checks[id].tests.map(\.name).joined(separator: ", "))",
          fixIts: nearest.map { [.init("write `\($0)`", replace: node.firstTokenRange, with: $0)] } ?? []))
      return invalid(node)
    }
    let columns = checkColumns(id)
    let index = columns.count - catalog.checks[id].tests.count + test
    let outcome = Expression(.column(depth: 0, index: index), .outcome, node.range)
    // An unknown test neither fails nor passes: the rule goes on to the next.
    let passes = node.tree.token(node.lastTokenIndex, is: "passes")
    let wanted = Expression(.constant(.yesNo(passes)), .yesNo, node.range)
    return Expression(.compare(.equal, outcome, wanted), .yesNo, node.range)
  }
}
