/// Reads a constant written in data or a declaration as a value of the type that is wanted there.
public struct ConstantReader {
  let catalog: Catalog
  public private(set) var diagnostics: [Diagnostic] = []

  public init(catalog: Catalog) { self.catalog = catalog }

  /// What was wrong since the last time this was asked.
  public mutating func takeDiagnostics() -> [Diagnostic] {
    defer { diagnostics = [] }
    return diagnostics
  }

  /// The value of a constant node as a `type`; nil (with a diagnostic) when it does not fit. References are not constants.
  public mutating func value(of node: SyntaxNode, as type: ValueType) -> Value? {
    if node.kind == .missing || type == .invalid { return nil }
    if case .scale(let id) = type {
      if node.kind == .nameExpression { return scaleValue(node, id) }
      if node.kind == .wordLiteral {
        if node.tokenKind(node.firstTokenIndex) == .unknown { return .unknown }
        if node.tokenKind(node.firstTokenIndex) == .none {
          noneNotAllowed(node, type)
          return nil
        }
      }
      if node.kind == .textLiteral { return textForScale(node, id) }
      mismatch(node, type)
      return nil
    }
    if case .set(let element) = type {
      if node.kind == .wordLiteral, node.tokenKind(node.firstTokenIndex) == .unknown { return .unknown }
      guard node.kind == .valueList else {
        // One value alone stands for the set of it.
        return value(of: node, as: element).map { .values([$0]) }
      }
      var values: [Value] = []
      for item in node.children where item.kind != .missing {
        guard let value = value(of: item, as: element) else { return nil }
        if !values.contains(value) { values.append(value) }
      }
      return .values(values)
    }
    if node.kind == .nameExpression {
      bareName(node, type)
      return nil
    }
    var problems: [Diagnostic] = []
    guard let (value, found) = Literals.value(of: node, report: { problems.append($0) }) else {
      diagnostics += problems
      if problems.isEmpty { mismatch(node, type) }
      return nil
    }
    diagnostics += problems
    return converted(value, found, as: type, at: node)
  }

  private mutating func converted(_ value: Value, _ found: ValueType, as type: ValueType, at node: SyntaxNode) -> Value?
  {
    switch (type, found) {
    case (_, .absent):
      if value == .absent {
        switch type {
        case .text, .date, .entity: return .absent
        default:
          noneNotAllowed(node, type)
          return nil
        }
      }
      return .unknown
    case (.text, .text):
      if case .text("") = value {
        diagnostics.append(
          Diagnostic(
            .emptyText, "an empty text says nothing", at: node.range, label: "write `none`, or leave the field out",
            notes: ["`none` says it is known that there is none; a field left out is unknown"],
            fixIts: [.init("write `none`", replace: node.range, with: "none")]))
        return nil
      }
      return value
    case (.number, .integer), (.number, .number), (.integer, .integer), (.percent, .percent), (.money, .money),
      (.date, .date), (.period, .period), (.duration, .duration), (.yesNo, .yesNo), (.outcome, .yesNo):
      return value
    case (.integer, .number):
      diagnostics.append(Diagnostic(.wrongValue, "a whole number is needed here", at: node.range, label: "not whole"))
      return nil
    case (.money, .integer), (.money, .number):
      if value == .number(0) { break }
      diagnostics.append(
        Diagnostic(
          .wrongValue, "money needs its currency", at: node.range,
          label: "write `\(node.text) USD`, or another currency",
          fixIts: [.init("add a currency", replace: node.range, with: "\(node.text) USD")]))
      return nil
    case (.percent, .integer), (.percent, .number):
      if case .number(let number) = value {
        let isFraction = number > -Fixed.numberScale && number < Fixed.numberScale && number != 0
        let shown = isFraction ? Fixed.text(number * 100, scale: Fixed.numberScale) : node.text
        diagnostics.append(
          Diagnostic(
            .percentAndNumber, "a percentage is written with `%`", at: node.range, label: "write `\(shown)%`",
            fixIts: [.init("write `\(shown)%`", replace: node.range, with: "\(shown)%")]))
      }
      return nil
    default: break
    }
    mismatch(node, type)
    return nil
  }

  private mutating func noneNotAllowed(_ node: SyntaxNode, _ type: ValueType) {
    diagnostics.append(
      Diagnostic(
        .wrongValue, "`none` is only for a text, a date or a reference", at: node.range,
        label: "\(catalog.name(of: type).withArticle) can't be `none`",
        notes: ["leave it out, or write `unknown`, where nobody knows it"],
        fixIts: [.init("write `unknown`", replace: node.range, with: "unknown")]))
  }

  private static let truths = ["y": "yes", "true": "yes", "yes": "yes", "n": "no", "false": "no", "no": "no"]

  /// A text as the value of another type that it was meant to be; nil where it is none.
  static func unquoted(_ node: SyntaxNode, as type: ValueType) -> String? {
    guard node.kind == .textLiteral, node.endTokenIndex - node.firstTokenIndex == 1 else { return nil }
    let inner = String(node.text.dropFirst().dropLast())
    switch type {
    case .date: return CalendarDate(inner) != nil ? inner : nil
    case .yesNo: return truths[inner.lowercased()]
    case .number, .integer, .money, .percent, .duration: return inner.first?.isNumber == true ? inner : nil
    default: return nil
    }
  }

  mutating func mismatch(_ node: SyntaxNode, _ type: ValueType) {
    var notes: [String] = []
    var fixIts: [Diagnostic.FixIt] = []
    if let plain = ConstantReader.unquoted(node, as: type) {
      fixIts = [.init("write it without quotes", replace: node.range, with: plain)]
    }
    switch (type, node.kind) {
    case (.date, .textLiteral): notes = ["dates are written without quotes, as in 2026-11-21"]
    case (.yesNo, .textLiteral): break
    case (.number, .textLiteral), (.integer, .textLiteral), (.money, .textLiteral), (.percent, .textLiteral):
      notes = ["only texts stand in quotes"]
    case (.yesNo, .numberLiteral) where node.text == "1" || node.text == "0":
      let word = node.text == "1" ? "yes" : "no"
      fixIts = [.init("write `\(word)`", replace: node.range, with: word)]
    case (.text, _) where node.kind != .valueList:
      fixIts = [.init("put it in quotes", replace: node.range, with: "\"\(node.text)\"")]
    default: break
    }
    diagnostics.append(
      Diagnostic(
        .wrongValue, "\(catalog.name(of: type).withArticle) is needed here", at: node.range,
        label: "this is \(described(node))", notes: notes, fixIts: fixIts))
  }

  private func described(_ node: SyntaxNode) -> String {
    switch node.kind {
    case .textLiteral: "a text"
    case .numberLiteral: "a number"
    case .moneyLiteral: "money"
    case .percentLiteral: "a percentage"
    case .durationLiteral: "a stretch of time"
    case .dateLiteral: "a date"
    case .monthLiteral, .quarterLiteral: "a period"
    case .wordLiteral: "`\(node.text)`"
    case .valueList: "a list"
    case .thing, .reference, .parenthesized, .label: "a reference"
    default: "something else"
    }
  }

  private mutating func scaleValue(_ node: SyntaxNode, _ id: Int) -> Value? {
    let scale = catalog.scales[id]
    let isOneWord = node.endTokenIndex - node.firstTokenIndex == 1
    if isOneWord, let code = scale.code(of: node.firstName) { return .code(code) }
    diagnostics.append(unknownScaleValue(isOneWord ? node.firstName : node.text, scale, at: node.range))
    return nil
  }

  /// `"Decision maker"` or `"decision_maker"` where a value of a scale stands without quotes.
  private mutating func textForScale(_ node: SyntaxNode, _ id: Int) -> Value? {
    let scale = catalog.scales[id]
    var problems: [Diagnostic] = []
    let text = Literals.text(ofToken: node.firstTokenIndex, in: node.tree) { problems.append($0) }
    let byLabel = scale.values.first { $0.label.lowercased() == text.lowercased() || $0.name == text.lowercased() }?
      .name
    let nearest = byLabel ?? Suggestions.nearest(to: text, among: scale.values.map(\.name))
    diagnostics.append(
      Diagnostic(
        .unknownScaleValue, "values of \(scale.name) stand without quotes", at: node.range,
        label: nearest.map { "write `\($0)`" } ?? "not a value of \(scale.name)", notes: [listing(scale)],
        fixIts: nearest.map { [.init("write `\($0)`", replace: node.range, with: $0)] } ?? []))
    return nil
  }

  func unknownScaleValue(_ name: String, _ scale: Scale, at range: SourceRange) -> Diagnostic {
    let byLabel = scale.values.first { $0.label.lowercased() == name.lowercased() || $0.name == name.lowercased() }?
      .name
    let nearest =
      byLabel ?? AbsentWords.meaning(of: name, canBeNone: false)
      ?? Suggestions.nearest(to: name, among: scale.values.map(\.name))
    return Diagnostic(
      .unknownScaleValue, "\(scale.name) has no value `\(name)`", at: range,
      label: nearest.map { "did you mean `\($0)`?" } ?? "not a value of \(scale.name)", notes: [listing(scale)],
      fixIts: nearest.map { [.init("write `\($0)`", replace: range, with: $0)] } ?? [])
  }

  private func listing(_ scale: Scale) -> String {
    let names = scale.values.prefix(12).map(\.name).joined(separator: scale.isOrdered ? " < " : ", ")
    return "\(scale.isOrdered ? "low to high" : "the values"): \(names)\(scale.values.count > 12 ? ", ..." : "")"
  }

  private mutating func bareName(_ node: SyntaxNode, _ type: ValueType) {
    let canBeNone = type == .text || type == .date || type.isEntity
    if let meant = AbsentWords.meaning(of: node.text, canBeNone: canBeNone) {
      diagnostics.append(
        Diagnostic(
          .wrongValue, "PlanLang has no `\(node.text)`", at: node.range, label: "write `\(meant)`",
          notes: ["not recorded is `unknown`, known to be absent is `none`"],
          fixIts: [.init("write `\(meant)`", replace: node.range, with: meant)]))
    } else if type == .money, let money = Literals.moneyInOneWord(node.text) {
      diagnostics.append(
        Diagnostic(
          .currencySign, "the currency stands after the number", at: node.range, label: "write `\(money)`",
          fixIts: [.init("write `\(money)`", replace: node.range, with: money)]))
    } else if type == .text {
      diagnostics.append(
        Diagnostic(
          .wrongValue, "a text stands in quotes", at: node.range, label: "write `\"\(node.text)\"`",
          fixIts: [.init("put it in quotes", replace: node.range, with: "\"\(node.text)\"")]))
    } else if type == .yesNo {
      let meant = ConstantReader.truths[node.text.lowercased()]
      diagnostics.append(
        Diagnostic(
          .wrongValue, "`yes` or `no` is needed here", at: node.range,
          label: meant.map { "write `\($0)`" } ?? "not yes or no",
          fixIts: meant.map { [.init("write `\($0)`", replace: node.range, with: $0)] } ?? []))
    } else {
      mismatch(node, type)
    }
  }
}
