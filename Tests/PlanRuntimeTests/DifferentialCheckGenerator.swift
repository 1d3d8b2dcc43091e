/// Invented checks over an invented plan, and questions about their rows.
struct RandomChecks {
  private var plan: RandomPlan
  private var dice: Dice
  private(set) var checks: [(name: String, subject: Int, each: Int?, tests: [String], fields: [String])] = []
  private(set) var declarations = ""

  init(_ plan: RandomPlan, seed: UInt64) {
    self.plan = plan
    dice = Dice(seed: seed ^ 0x5EED)
    for number in 0..<2 { declare("check\(number)") }
    // A computed field over a check's rows, for the things the check is about.
    let check = checks[0]
    declarations += "extend \(plan.nouns[check.subject].name) {\n"
    declarations += "  clean_\(check.subject) number = count(\(check.name) where failed = 0)\n"
    declarations += "  passed_\(check.subject) number = sum(passed of \(check.name) where verdict is known)\n}\n"
  }

  /// Nouns below a noun, at any depth.
  private func below(_ index: Int) -> [Int] {
    var found: [Int] = []
    for child in plan.nouns.indices
    where plan.nouns[child].parents.contains(where: { $0 == index || found.contains($0) }) {
      found.append(child)
    }
    return found
  }

  private mutating func declare(_ name: String) {
    let subject = dice.below(plan.nouns.count)
    let members = below(subject)
    let each = members.isEmpty || dice.chance(40) ? nil : dice.pick(members)
    // What the rules speak of: a row's own thing.
    let row = each ?? subject
    var text = "check \(name) on \(plan.nouns[subject].name)"
    if dice.chance(50) { text += " where \(plan.truth(subject, 2))" }
    if let each {
      text += "\n  each \(plan.nouns[each].name)"
      if dice.chance(60) { text += " where \(plan.truth(each, 2))" }
    }
    text += " {\n  setting limit number = \(dice.below(20))\n"
    let tests = (0..<(1 + dice.below(4))).map { "\(name)_t\($0)" }
    let fields = (0..<dice.below(3)).map { "\(name)_f\($0)" }
    var counted = 0
    for (index, test) in tests.enumerated() {
      let isAdvisory = dice.chance(20)
      if !isAdvisory { counted += 1 }
      text +=
        "  \(isAdvisory ? "advisory " : "")test \(test) \"Test \(index)\" {\n    pass when \(condition(row))\n"
      if dice.chance(40) { text += "    fail when \(condition(row))\n" }
      text += "  }\n"
    }
    // Rules that nothing can reach are refused: the same twice, or more tests than there are.
    let good = rule(tests, counted)
    var poor = rule(tests, counted)
    while poor == good { poor = rule(tests, counted) }
    text += "  verdict good when \(good)\n  verdict poor when \(poor)\n"
    if dice.chance(70) { text += "  verdict fair otherwise\n" }
    for field in fields {
      let value =
        switch dice.below(4) {
        case 0: "number = passed * 2 - failed + \(plan.number(row, 1))"
        case 1: "money = \(plan.money(row, 1))"
        case 2: "yes_no = \(plan.truth(row, 1))"
        default: "number = \(plan.number(row, 2))"
        }
      text += "  field \(field) \(value)\n"
    }
    declarations += text + "}\n"
    checks.append((name, subject, each, tests, fields))
  }

  private mutating func condition(_ row: Int) -> String {
    dice.chance(20) ? "(\(plan.number(row, 1)) > limit)" : plan.truth(row, 2)
  }

  private mutating func rule(_ tests: [String], _ counted: Int) -> String {
    switch dice.below(5) {
    case 0: "passed = \(counted)"
    case 1: "failed + 0 > \(dice.below(2))"
    case 2: "\(dice.pick(tests)) fails or \(dice.pick(tests)) passes"
    case 3: "passed + failed < \(1 + dice.below(2)) and not \(dice.pick(tests)) fails"
    default: "\(dice.pick(tests)) passes"
    }
  }

  /// A question about a check's rows.
  mutating func question() -> String {
    let check = dice.pick(checks)
    var text = dice.chance(15) ? "\(check.name).\(dice.pick(["good", "poor"]))" : check.name
    if dice.chance(12) {
      let subject = checks[0].subject
      return "\(plan.nouns[subject].plural) | show name, clean_\(subject), passed_\(subject)"
    }
    if dice.chance(50) {
      text +=
        " | where "
        + dice.pick([
          "verdict = good", "failed > 0", "failed = 0 or passed > 1", dice.pick(check.tests),
          "not \(dice.pick(check.tests))",
          "verdict is unknown", "\(plan.nouns[check.each ?? check.subject].name) is known",
        ])
    }
    switch dice.below(6) {
    case 0: text += " | count by verdict"
    case 1: text += " | count by \(dice.pick(check.tests)), verdict"
    case 2: text += " | summarize a = sum(passed), b = max(failed), c = count() by verdict"
    case 3:
      if let field = check.fields.first {
        text += " | with x = \(field) | sort x desc\(dice.chance(50) ? " | take \(dice.below(9))" : "")"
      }
    case 4: text += " | matrix verdict by \(dice.pick(check.tests))"
    default: break
    }
    return text
  }
}
