import PlanLang

// Where amounts of two currencies meet.

extension Evaluator {
  /// What putting two currencies together comes to: an error that says where each stands, except while a check is worked
  /// out. One account with such amounts must not keep a review from all others, so there it is unknown and warned of.
  ///
  /// - Parameter rows: the rows the two come from; without them it is the row around the expression.
  func mixed(_ a: Money, _ b: Money, _ expression: Expression, rows: [String]? = nil) throws -> Value {
    var problem = mixture(a, b, expression, rows)
    guard let (check, thing) = checkRow else { throw problem }
    mixtures += 1
    problem.severity = .warning
    problem.message = "\(check), \(finder.path(of: thing)): \(problem.message)"
    warn(problem)
    return .unknown
  }

  /// With rates to turn one into the other, that is offered.
  private func mixture(_ a: Money, _ b: Money, _ expression: Expression, _ rows: [String]?) -> Diagnostic {
    let (one, other) = (a.currency, b.currency)
    let here = frames.last.map { frame in
      "\(ValueSum.describe(frame, self)): "
        + [a, b].map { text.display(.money($0), .money) }.joined(separator: " and ")
    }
    let places = rows ?? here.map { [$0] } ?? []
    guard let common = CurrencyConverter.common(catalog.rates) else {
      return Diagnostic(
        .mixedCurrenciesInData, "\(one) and \(other) can't be put together", at: expression.range,
        label: "two currencies meet here",
        notes: places
          + ["turn one into the other with `convert(amount, \(one))`, which needs `rate \(other) = ... \(one)`"])
    }
    var fixIts: [Diagnostic.FixIt] = []
    var note = "`convert(amount, \(common))` turns each amount into \(common)"
    if case .aggregate(let aggregate) = expression.kind, let value = aggregate.value,
      value.range.source === expression.range.source, value.range.source.name?.hasPrefix("library:") != true
    {
      let converted = "convert(\(value.range.text), \(common))"
      note = "`\(converted)` turns each amount into \(common)"
      fixIts = [.init("put all into \(common)", replace: value.range, with: converted)]
    }
    return Diagnostic(
      .mixedCurrenciesInData, "\(one) and \(other) can't be put together", at: expression.range,
      label: "two currencies meet here", notes: places + [note], fixIts: fixIts)
  }
}
