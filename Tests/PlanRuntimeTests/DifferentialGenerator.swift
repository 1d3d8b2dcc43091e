/// Random numbers that are the same on every machine.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }

  mutating func below(_ limit: Int) -> Int { Int(next() >> 33) % max(limit, 1) }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
  mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }
}

/// An invented plan: what it declares, its facts, and questions to ask of it.
struct RandomPlan {
  enum Kind: CaseIterable { case number, integer, money, percent, date, text, level, color, flag, period, duration }

  struct Field {
    let name: String
    let kind: Kind
  }

  struct Noun {
    let name: String
    let plural: String
    /// Its parents by number.
    let parents: [Int]
    var fields: [Field] = []
    /// Fields that name another thing, with the number of its noun.
    var references: [(name: String, target: Int)] = []
    var sets: [(name: String, target: Int)] = []
  }

  private(set) var dice: Dice
  private(set) var nouns: [Noun] = []
  private(set) var declarations = ""
  private(set) var facts = ""
  private let levels: [String]
  private let colors: [String]
  private let currencies: [String]
  private let hasHuge: Bool
  /// How many facts in a hundred are unknown.
  private let unknowns: Int

  init(seed: UInt64) {
    dice = Dice(seed: seed)
    levels = (0..<(2 + dice.below(4))).map { "level\($0)" }
    colors = (0..<(2 + dice.below(3))).map { "color\($0)" }
    currencies = dice.chance(50) ? ["USD"] : ["USD", "EUR", "JPY"]
    hasHuge = dice.chance(15)
    unknowns = dice.pick([5, 30, 60, 95])
    declare()
    record()
  }

  // MARK: Declarations

  private mutating func declare() {
    declarations =
      "scale level { \(levels.joined(separator: "; ")) }\nchoice color { \(colors.joined(separator: "; ")) }\n"
    let shape = dice.below(3)
    let parents: [[Int]] = shape == 0 ? [[], [0], [1]] : shape == 1 ? [[], [0], [0, 1]] : [[], [0], [1], [0]]
    for (index, above) in parents.enumerated() {
      var noun = Noun(name: "n\(index)", plural: "n\(index)s", parents: above)
      for kind in Kind.allCases {
        for copy in 0..<(kind == .money || kind == .number ? 2 : dice.chance(80) ? 1 : 0) {
          noun.fields.append(Field(name: "\(kind)_\(index)\(copy)", kind: kind))
        }
      }
      noun.references.append(("ref_\(index)", dice.below(parents.count)))
      noun.sets.append(("set_\(index)", dice.below(parents.count)))
      nouns.append(noun)
    }
    for (index, noun) in nouns.enumerated() {
      declarations += "entity \(noun.name) plural \(noun.plural)"
      if !noun.parents.isEmpty {
        declarations += " in " + noun.parents.map { nouns[$0].name }.joined(separator: " or ")
      }
      declarations += " {\n"
      for field in noun.fields { declarations += "  \(field.name) \(typeName(field.kind))\n" }
      for (name, target) in noun.references { declarations += "  \(name) \(nouns[target].name)\n" }
      for (name, target) in noun.sets { declarations += "  \(name) set of \(nouns[target].name)\n" }
      declarations +=
        "  calc_\(index) number = \(number(index, 2))\n  test_\(index) yes_no = \(truth(index, 2))\n  worth_\(index) money = \(money(index, 1))\n}\n"
    }
    for (index, noun) in nouns.enumerated() {
      declarations += "let good_\(index) = \(noun.plural) | where \(truth(index, 1))\n"
    }
    declarations += "let best_1 = good_1 | where \(truth(1, 1))\n"
  }

  private func typeName(_ kind: Kind) -> String {
    switch kind {
    case .level: "level"
    case .color: "color"
    case .flag: "yes_no"
    default: "\(kind)"
    }
  }

  // MARK: Facts

  private mutating func record() {
    let tops = 2 + dice.below(6)
    for top in 0..<tops { write(0, "t\(top)", tops, 0) }
  }

  private mutating func write(_ index: Int, _ name: String, _ tops: Int, _ depth: Int) {
    let noun = nouns[index]
    facts += "\(noun.name) \"\(name)\" {\n"
    for field in noun.fields where !dice.chance(unknowns) { facts += "  \(field.name) = \(stored(field.kind))\n" }
    // Only the first top thing's name is sure to be there from everywhere.
    for (field, target) in noun.references where target == 0 && !dice.chance(unknowns) {
      facts += "  \(field) = \(dice.chance(20) ? "none" : "\"t\(dice.below(tops))\"")\n"
    }
    for (field, target) in noun.sets where target == 0 && !dice.chance(unknowns) {
      facts +=
        "  \(field) = [\((0..<dice.below(3)).map { "\"t\(($0 * 7 + depth) % tops)\"" }.joined(separator: ", "))]\n"
    }
    for child in nouns.indices where nouns[child].parents.contains(index) {
      for number in 0..<dice.below(4) { write(child, "\(name).\(child)\(number)", tops, depth + 1) }
    }
    facts += "}\n"
  }

  /// A value as data writes it.
  private mutating func stored(_ kind: Kind) -> String {
    switch kind {
    case .number: hasHuge && dice.chance(10) ? "9000000000000" : "\(dice.below(40) - 20).\(dice.below(1_000_000))"
    case .integer: "\(dice.below(9) - 2)"
    case .money:
      hasHuge && dice.chance(10)
        ? "900000000000000 USD"
        : "\(dice.below(5) == 0 ? 0 : dice.below(900)).\(dice.below(10_000)) \(dice.pick(currencies))"
    case .percent: "\(dice.below(150))%"
    case .date: dice.chance(10) ? "none" : date()
    case .text: dice.chance(10) ? "none" : text()
    case .level: dice.pick(levels)
    case .color: dice.pick(colors)
    case .flag: dice.pick(["yes", "no"])
    case .period: dice.pick(["2026-Q1", "2026-Q2", "2026-03", "2025-12"])
    case .duration: dice.pick(["10 days", "1 month", "30 days", "1 year", "5 weeks"])
    }
  }

  private mutating func date() -> String { "2026-0\(1 + dice.below(9))-1\(dice.below(9))" }
  private mutating func text() -> String {
    dice.pick(["\"Ann\"", "\"ann b\"", "\"Zoë\"", "\"\u{142}\u{f3}d\u{17a}\"", "\"x\"", "\"Mid\""])
  }

  // MARK: Questions

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

  /// Nouns below a noun, at any depth.
  private func below(_ index: Int) -> [Int] {
    var found: [Int] = []
    // Parents are declared before their children.
    for child in nouns.indices where nouns[child].parents.contains(where: { $0 == index || found.contains($0) }) {
      found.append(child)
    }
    return found
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
    let filter = dice.chance(40) ? " where \(truth(child, depth - 1))" : ""
    guard let value = value(&self, child) else { return nil }
    return "\(function)(\(value)\(rows(child, depth - 1))\(filter))"
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
    case 5: return dice.chance(50) ? "abs(\(number(index, depth - 1)))" : "-\(leaf)"
    case 6: return dice.chance(50) ? "count(set_\(index))" : leaf
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
          : "(\(text) \(dice.pick(["=", "!="])) \(self.text()))"
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
    switch dice.below(10) {
    case 0, 1, 2: number(index, 2)
    case 3, 4: money(index, 2)
    case 5: truth(index, 1)
    case 6: "calc_\(index)"
    case 7: "worth_\(index)"
    case 8: "name"
    default: key(index)
    }
  }

  /// A question in the language.
  mutating func question() -> String {
    var index = dice.below(nouns.count)
    var text = dice.chance(15) ? "good_\(index)" : dice.chance(8) ? "all \(nouns[index].plural)" : nouns[index].plural
    for _ in 0..<dice.below(3) { text += " | where \(truth(index, 2))" }
    if dice.chance(12) {
      let children = below(index)
      if !children.isEmpty {
        index = dice.pick(children)
        text += " | \(nouns[index].plural)"
      } else if let parent = nouns[index].parents.first {
        index = parent
        text += " | \(nouns[index].name)"
      }
    }
    if dice.chance(25) {
      text += " | with extra = \(value(index))" + (dice.chance(40) ? " | where extra is known" : "")
    }
    if dice.chance(20) {
      text +=
        " | sort \(key(index))\(dice.chance(50) ? " desc" : ""), \(value(index))"
        + (dice.chance(60) ? " | take \(dice.chance(30) ? "\(dice.below(90))%" : "\(dice.below(9))")" : "")
    }
    switch dice.below(8) {
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
    default: break
    }
    return text
  }
}
