// Questions to ask of an invented plan.

extension RandomPlan {
  private mutating func field(_ index: Int, _ kind: Kind) -> String? {
    let fits = nouns[index].fields.filter { $0.kind == kind }.map(\.name)
    if !fits.isEmpty, !dice.chance(25) { return dice.pick(fits) }
    // Along a reference or to a thing above.
    var ways = nouns[index].references.map { ($0.name, $0.target) }
    for parent in nouns[index].parents where nouns[index].parents.count == 1 {
      ways.append((nouns[parent].name, parent))
    }
    guard !ways.isEmpty else { return nil }
    let (name, target) = dice.pick(ways)
    let further = nouns[target].fields.filter { $0.kind == kind }.map(\.name)
    return further.isEmpty ? nil : "\(name).\(dice.pick(further))"
  }

  private mutating func rows(_ child: Int, _ depth: Int) -> String {
    switch dice.below(5) {
    case 0 where depth > 0: "(\(nouns[child].plural) | where \(truth(child, depth - 1)))"
    case 1: "good_\(child)"
    case 2 where child == 1: "best_1"
    default: nouns[child].plural
    }
  }

  private mutating func aggregate(
    _ function: String, _ value: (inout RandomPlan, Int) -> String?, _ index: Int, _ depth: Int
  ) -> String? {
    let children = dice.chance(85) ? below(index) : Array(nouns.indices)
    guard depth > 0, !children.isEmpty else { return nil }
    let child = dice.pick(children)
    var filter = dice.chance(40) ? " where \(truth(child, depth - 1))" : ""
    if dice.chance(children.count == nouns.count ? 60 : 15), let tie = tie(child, to: index) {
      filter =
        filter.isEmpty
        ? " where \(tie)" : dice.chance(50) ? "\(filter) and \(tie)" : " where \(tie) and\(filter.dropFirst(6))"
    }
    guard let value = value(&self, child) else { return nil }
    return "\(function)(\(value)\(rows(child, depth - 1))\(filter))"
  }

  /// A condition that ties the rows inside an aggregate to the row outside.
  private mutating func tie(_ child: Int, to index: Int) -> String? {
    var ways: [String] = []
    for reference in nouns[child].references {
      if reference.target == index { ways += ["\(reference.name) = this", "this = \(reference.name)"] }
      ways += nouns[index].references.filter { $0.target == reference.target }.map {
        "\(reference.name) = this.\($0.name)"
      }
      ways += nouns[index].sets.filter { $0.target == reference.target }.map { "\(reference.name) in this.\($0.name)" }
    }
    for set in nouns[child].sets where set.target == index { ways.append("this in \(set.name)") }
    for kind in [Kind.text, .level, .color, .date, .integer, .flag] {
      for own in nouns[child].fields where own.kind == kind {
        ways += nouns[index].fields.filter { $0.kind == kind }.map { "\(own.name) = this.\($0.name)" }
      }
    }
    return ways.isEmpty ? nil : dice.pick(ways)
  }

  /// A figure over the rows a check has for a thing: those about it or about what is in it.
  private mutating func ofProbe(_ index: Int) -> String? {
    let probe = dice.below(2)
    guard probe == index || below(index).contains(probe) else { return nil }
    return dice.pick([
      "count(probe_\(probe) where failed > 0)", "count(probe_\(probe))", "sum(passed of probe_\(probe))",
      "max(failed of probe_\(probe) where passed > 0)", "sum(extra_\(probe) of probe_\(probe))",
      "first(extra_\(probe) of probe_\(probe))", "average(passed of (probe_\(probe) | where t0))",
    ])
  }

  mutating func number(_ index: Int, _ depth: Int) -> String {
    let leaf = field(index, dice.chance(50) ? .number : .integer) ?? "\(dice.below(20))"
    guard depth > 0 else { return leaf }
    switch dice.below(9) {
    case 0: return "(\(number(index, depth - 1)) \(dice.pick(["+", "-", "*", "/"])) \(number(index, depth - 1)))"
    case 1: return "(\(number(index, depth - 1)) ?? \(dice.below(5)))"
    case 2:
      return
        "(if \(truth(index, depth - 1)) then \(number(index, depth - 1)) else \(dice.chance(30) ? "unknown" : number(index, depth - 1)))"
    case 3: return aggregate("count", { _, _ in "" }, index, depth) ?? leaf
    case 4:
      return aggregate(
        dice.pick(["sum", "min", "max", "average", "first", "median"]), { $0.number($1, 0) + " of " }, index, depth)
        ?? leaf
    case 5:
      switch dice.below(5) {
      case 0: return "abs(\(number(index, depth - 1)))"
      case 1: return "round(\(number(index, depth - 1)), \(dice.below(3)))"
      case 2: return field(index, .text).map { "length(\($0))" } ?? leaf
      case 3: return field(index, .level).map { "(\($0) - \(levels[0]))" } ?? leaf
      default: return "-\(leaf)"
      }
    case 6:
      if isAsking, dice.chance(15), let verdicts = ofProbe(index) { return verdicts }
      return dice.chance(50) ? "count(set_\(index))" : leaf
    default: return leaf
    }
  }

  mutating func money(_ index: Int, _ depth: Int) -> String {
    let leaf = field(index, .money) ?? "\(dice.below(50)) USD"
    guard depth > 0 else { return leaf }
    switch dice.below(8) {
    case 0: return "(\(money(index, depth - 1)) \(dice.pick(["+", "-"])) \(money(index, depth - 1)))"
    case 1:
      return
        "(\(money(index, depth - 1)) * \(dice.chance(50) ? field(index, .percent) ?? "20%" : number(index, depth - 1)))"
    case 2: return "(\(money(index, depth - 1)) ?? 0)"
    case 3:
      return aggregate(
        dice.pick(["sum", "min", "max", "average", "first"]), { $0.money($1, $0.dice.below(2)) + " of " }, index, depth)
        ?? leaf
    case 4: return "(\(leaf) / \(number(index, depth - 1)))"
    case 5: return dice.chance(50) ? "abs(\(leaf))" : "round(\(leaf), \(dice.below(2)))"
    default: return leaf
    }
  }

  mutating func truth(_ index: Int, _ depth: Int) -> String {
    if depth > 0, dice.chance(45) {
      switch dice.below(6) {
      case 0: return "(\(truth(index, depth - 1)) and \(truth(index, depth - 1)))"
      case 1: return "(\(truth(index, depth - 1)) or \(truth(index, depth - 1)))"
      case 2: return "not (\(truth(index, depth - 1)))"
      case 3:
        if let any = aggregate(dice.pick(["any", "all", "at_least"]), { plan, _ in "" }, index, depth) {
          return fixed(any, index)
        }
      case 4:
        let children = below(index)
        if !children.isEmpty {
          let child = dice.pick(children)
          return "\(dice.pick(["any", "all"]))(\(truth(child, depth - 1)) of \(nouns[child].plural))"
        }
      default: return "(if \(truth(index, depth - 1)) then \(truth(index, 0)) else \(truth(index, depth - 1)))"
      }
    }
    let compare = dice.pick(["=", "!=", "<", "<=", ">", ">="])
    switch dice.below(14) {
    case 0: return "(\(number(index, max(depth - 1, 0))) \(compare) \(number(index, max(depth - 1, 0))))"
    case 1: return "(\(money(index, max(depth - 1, 0))) \(compare) \(dice.chance(30) ? "0" : money(index, 0)))"
    case 2: if let date = field(index, .date) { return "(\(date) \(compare) \(self.date()))" }
    case 3:
      if let text = field(index, .text) {
        return dice.chance(40)
          ? "(\(text) ~ \(dice.pick(["\"a\"", "\"z\"", "\"lodz\""])))"
          : "(\(text) \(compare) \(self.text()))"
      }
    case 4, 5: if let level = field(index, .level) { return "(\(level) \(compare) \(dice.pick(levels)))" }
    case 6:
      if let color = field(index, .color) {
        return dice.chance(50) ? "(\(color) = \(dice.pick(colors)))" : "(\(color) in [\(colors[0]), \(colors[1])])"
      }
    case 7: if let flag = field(index, .flag) { return flag }
    case 8:
      if let field = field(index, dice.pick(Kind.allCases)) {
        return "(\(field) is \(dice.pick(["known", "unknown", "known", "unknown"])))"
      }
    case 9:
      if let date = field(index, dice.pick([.date, .text])) { return "(\(date) is \(dice.pick(["none", "some"])))" }
    case 10: if let level = field(index, .level) { return "(\(level) in \(levels[0])..\(levels[levels.count - 1]))" }
    case 11: return "(\(number(index, 0)) in \(-dice.below(5))..\(dice.below(9)))"
    case 12:
      if let date = field(index, .date) {
        return dice.chance(50) ? "(\(date) in 2026-Q2)" : "(\(date) \(dice.pick(["<", "<=", ">", ">="])) 2026-Q2)"
      }
    default: return "any(set_\(index))"
    }
    return "(\(number(index, 0)) > 0)"
  }

  /// `at_least` needs how many, `all` a condition.
  private mutating func fixed(_ call: String, _ index: Int) -> String {
    if call.hasPrefix("at_least(") { return "at_least(\(1 + dice.below(3)), " + call.dropFirst("at_least(".count) }
    return call.hasPrefix("all(") ? "any(" + call.dropFirst("all(".count) : call
  }

  private mutating func key(_ index: Int) -> String {
    if dice.chance(20) { return nouns[index].parents.count == 1 ? nouns[nouns[index].parents[0]].name : "ref_\(index)" }
    if dice.chance(10) { return "test_\(index)" }
    if dice.chance(10), let date = field(index, .date) { return "\(dice.pick(["quarter", "month", "year"]))(\(date))" }
    return field(
      index, dice.pick([.level, .level, .color, .flag, .text, .date, .integer, .percent, .money, .period, .duration]))
      ?? "ref_\(index)"
  }

  private mutating func groupAggregate(_ index: Int) -> String {
    switch dice.below(8) {
    case 0: "count()"
    case 1: "sum(\(number(index, 1)))"
    case 2: "sum(\(money(index, 0)))"
    case 3: "\(dice.pick(["min", "max", "average", "median"]))(\(dice.chance(50) ? number(index, 1) : money(index, 0)))"
    case 4: "sum(\(number(index, 0))) / count()"
    case 5: "count(\(truth(index, 0)))"
    case 6: "first(\(number(index, 0)))"
    default: "any(\(truth(index, 0)))"
    }
  }

  private mutating func value(_ index: Int) -> String {
    switch dice.below(13) {
    case 10: field(index, .date).map { "\($0) + \(dice.pick(["30 days", "1 month", "1 year"]))" } ?? number(index, 1)
    case 11: field(index, .date).map { "\($0) - \(date())" } ?? money(index, 1)
    case 12:
      dice.chance(50)
        ? field(index, .money).map { "convert(\($0), USD)" } ?? "name"
        : field(index, .level).map { "next(\($0))" } ?? "name"
    case 0, 1, 2: number(index, 2)
    case 3, 4: money(index, 2)
    case 5: truth(index, 1)
    case 6: "calc_\(index)"
    case 7: "worth_\(index)"
    case 8: "name"
    default: key(index)
    }
  }

  /// What `show` and `with` may say over all rows.
  private mutating func window(_ index: Int) -> String {
    switch dice.below(3) {
    case 0: "rank"
    case 1: "share(\(dice.chance(50) ? number(index, 1) : money(index, 0)))"
    default: "running(\(dice.chance(50) ? number(index, 1) : money(index, 0)))"
    }
  }

  /// A question about a check's rows.
  private mutating func checkQuestion() -> String {
    let check = dice.below(2)
    var text = "probe_\(check)"
    if dice.chance(50) {
      text += " | where \(dice.pick(["failed > 0", "passed = 1", "t0", "unknown > 0", "extra_\(check) > 1"]))"
    }
    switch dice.below(4) {
    case 0: text += " | count by verdict"
    case 1: text += " | count"
    case 2: text += " | show \(nouns[check].name), verdict, t0, extra_\(check)"
    default: break
    }
    return text
  }

  /// A question in the language.
  mutating func question() -> String {
    if dice.chance(6) { return checkQuestion() }
    var index = dice.below(nouns.count)
    var text = dice.chance(15) ? "good_\(index)" : dice.chance(8) ? "all \(nouns[index].plural)" : nouns[index].plural
    for _ in 0..<dice.below(3) { text += " | where \(truth(index, 2))" }
    if dice.chance(15) {
      let children = below(index)
      switch dice.below(3) {
      case 0 where !children.isEmpty:
        index = dice.pick(children)
        text += " | \(nouns[index].plural)"
      case 1:
        let ways = nouns[index].references + nouns[index].sets
        let way = dice.pick(ways)
        index = way.target
        text += " | \(way.name)"
      default:
        if let parent = nouns[index].parents.first {
          index = parent
          text += " | \(nouns[index].name)"
        }
      }
    }
    if dice.chance(25) {
      text += " | with extra = \(dice.chance(10) ? window(index) : value(index))"
      if dice.chance(40) { text += " | where extra is known" }
    }
    if dice.chance(25) {
      text += " | sort \(key(index))\(dice.chance(50) ? " desc" : ""), \(value(index))\(dice.chance(20) ? " desc" : "")"
      if dice.chance(60) { text += " | take \(dice.chance(30) ? "\(dice.below(90))%" : "\(dice.below(9))")" }
      if dice.chance(15) { text += " | skip \(dice.below(4))" }
    } else if dice.chance(8) {
      text += dice.chance(50) ? " | skip \(dice.below(12))" : " | take \(dice.below(40))%"
    }
    switch dice.below(9) {
    case 0: text += " | count"
    case 1: text += " | count by \(key(index))"
    case 2:
      text +=
        " | summarize a = \(groupAggregate(index)), b = \(groupAggregate(index))"
        + (dice.chance(70) ? " by \(key(index))" : "")
    case 3: text += " | matrix \(key(index)) by \(key(index))" + (dice.chance(30) ? " of \(groupAggregate(index))" : "")
    case 4:
      text +=
        " | show name, a = \(value(index)), b = \(value(index)) | sort a desc, b"
        + (dice.chance(50) ? " | take \(dice.below(12))" : "")
    case 5: text += " | show a = \(value(index))" + (dice.chance(30) ? " | distinct" : "")
    case 6: text += " | count by \(key(index)), \(key(index))"
    case 7 where dice.chance(40): text += " | show name, a = \(window(index)), b = \(value(index))"
    default: break
    }
    return text
  }
}
