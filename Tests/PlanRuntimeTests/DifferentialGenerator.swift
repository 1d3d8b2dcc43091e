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

  /// How many rows its tables have.
  enum Size {
    /// Some dozens, so that every case at the edge is met.
    case small
    /// Some hundreds.
    case medium
    /// Several thousand in one table: several blocks, both threads, short answers picked from long lists.
    case large
  }

  var dice: Dice
  let size: Size
  var nouns: [Noun] = []
  private(set) var declarations = ""
  private(set) var facts = ""
  let levels: [String]
  let colors: [String]
  let currencies: [String]
  /// Whether some numbers and amounts are near the largest that can be kept.
  let hasHuge: Bool
  /// Whether values come from few, so that many rows are equal.
  let hasTies: Bool
  /// Whether questions look at one top thing only.
  let usesScope: Bool
  /// Statements that change the facts once they are loaded, so that tables have gaps.
  private(set) var changes = ""
  /// Whether all is declared, so that questions may use the checks.
  private(set) var isAsking = false
  /// How many facts in a hundred are unknown.
  private let unknowns: Int

  init(seed: UInt64) {
    dice = Dice(seed: seed)
    let kind = dice.below(40)
    size = kind == 0 ? .large : kind < 5 ? .medium : .small
    levels = (0..<(2 + dice.below(4))).map { "level\($0)" }
    colors = (0..<(2 + dice.below(3))).map { "color\($0)" }
    currencies = dice.chance(50) ? ["USD"] : ["USD", "EUR", "JPY"]
    hasHuge = dice.chance(15)
    hasTies = dice.chance(30)
    usesScope = dice.chance(10)
    unknowns = dice.pick([5, 30, 60, 95])
    declare()
    record()
    if dice.chance(25) {
      // The condition is about the noun itself, whichever that is.
      let noun = dice.below(nouns.count)
      changes = "\(nouns[noun].plural) | where \(truth(noun, 0)) | remove"
    }
    isAsking = true
  }

  // MARK: Declarations

  private mutating func declare() {
    declarations =
      "scale level { \(levels.joined(separator: "; ")) }\nchoice color { \(colors.joined(separator: "; ")) }\n"
    if dice.chance(50) { declarations += "rate EUR = 1.08 USD on 2026-01-05\n" }
    let shapes: [[[Int]]] = [
      [[], [0], [1]], [[], [0], [0, 1]], [[], [0], [1], [0]], [[], [0], [1], [2], [3]], [[], [], [0], [2]],
    ]
    let parents = dice.pick(shapes)
    // Long tables are kept narrow.
    let share = size == .large ? 35 : 80
    for (index, above) in parents.enumerated() {
      var noun = Noun(name: "n\(index)", plural: "n\(index)s", parents: above)
      for kind in Kind.allCases {
        let isSure = kind == .money || kind == .number
        for copy in 0..<(isSure ? (size == .large ? 1 : 2) : dice.chance(share) ? 1 : 0) {
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
    declareChecks()
  }

  /// A check of one noun, and one of a noun each of what is below it.
  private mutating func declareChecks() {
    for index in 0..<2 {
      let below = self.below(index)
      let each = index == 0 && !below.isEmpty ? dice.pick(below) : nil
      let row = each ?? index
      declarations += "check probe_\(index) on \(nouns[index].name)"
      if dice.chance(50) { declarations += " where \(truth(index, 1))" }
      if let each {
        declarations += " each \(nouns[each].name)"
        if dice.chance(50) { declarations += " where \(truth(each, 1))" }
      }
      declarations += " {\n"
      for test in 0..<(1 + dice.below(3)) {
        let kind = dice.chance(20) ? "advisory test" : "test"
        declarations += "  \(kind) t\(test) \"Test \(test)\" {\n    pass when \(truth(row, 2))\n"
        if dice.chance(40) { declarations += "    fail when \(truth(row, 1))\n" }
        declarations += "  }\n"
      }
      if dice.chance(50) {
        declarations += "  verdict fine when passed > 0\n  verdict bad when t0 fails\n  verdict rest otherwise\n"
      }
      declarations += "  field extra_\(index) number = \(number(row, 1))\n}\n"
    }
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

  /// A thing that will be written: its noun, its label, and what stands in it.
  private final class Thing {
    let noun: Int
    let name: String
    var inside: [Thing] = []

    init(_ noun: Int, _ name: String) {
      self.noun = noun
      self.name = name
    }
  }

  private mutating func record() {
    let tops = (0..<(size == .large ? 3 : 2 + dice.below(6))).map { Thing(0, "t\($0)") }
    // In some plans a noun has no thing at all.
    let empty = dice.chance(15) ? 1 + dice.below(nouns.count - 1) : nil
    var room = size == .large ? 7_000 : size == .medium ? 600 : 160
    let wide = dice.below(nouns.count)
    func grow(_ thing: Thing, _ dice: inout Dice) {
      for child in nouns.indices where nouns[child].parents.contains(thing.noun) && child != empty {
        var count = dice.below(4)
        if size == .large { count = child == wide ? 300 + dice.below(900) : 1 + dice.below(3) }
        if size == .medium { count = child == wide ? dice.below(60) : dice.below(5) }
        for number in 0..<count where room > 0 {
          room -= 1
          let inner = Thing(child, "\(thing.name).\(child)\(number)")
          thing.inside.append(inner)
          grow(inner, &dice)
        }
      }
    }
    for top in tops { grow(top, &dice) }
    var others: [Thing] = []
    for index in nouns.indices where index > 0 && nouns[index].parents.isEmpty && index != empty {
      let count = size == .large ? 2_500 : 1 + dice.below(8)
      others += (0..<count).map { Thing(index, "u\($0).\(index)") }
    }
    for other in others { grow(other, &dice) }
    let everywhere = tops + others
    for top in everywhere {
      var own: [Int: [String]] = [:]
      func gather(_ thing: Thing) {
        own[thing.noun, default: []].append(thing.name)
        thing.inside.forEach { gather($0) }
      }
      gather(top)
      for thing in everywhere where nouns[thing.noun].parents.isEmpty {
        if thing !== top { own[thing.noun, default: []].append(thing.name) }
      }
      write(top, own)
    }
  }

  /// Writes a thing; `known` are the labels a reference in it may name, by noun.
  private mutating func write(_ thing: Thing, _ known: [Int: [String]]) {
    let noun = nouns[thing.noun]
    facts += "\(noun.name) \"\(thing.name)\" {\n"
    for field in noun.fields where !dice.chance(unknowns) { facts += "  \(field.name) = \(stored(field.kind))\n" }
    for (field, target) in noun.references where !dice.chance(unknowns) {
      guard let names = known[target], !dice.chance(20) else {
        facts += "  \(field) = none\n"
        continue
      }
      facts += "  \(field) = \"\(dice.pick(names))\"\n"
    }
    for (field, target) in noun.sets where !dice.chance(unknowns) {
      var members: Set<String> = []
      if let names = known[target] { for _ in 0..<dice.below(4) { members.insert(dice.pick(names)) } }
      facts += "  \(field) = [\(members.sorted().map { "\"\($0)\"" }.joined(separator: ", "))]\n"
    }
    for inner in thing.inside { write(inner, known) }
    facts += "}\n"
  }

  /// A value as data writes it.
  private mutating func stored(_ kind: Kind) -> String {
    switch kind {
    case .number:
      if hasTies { return dice.pick(["0", "1", "2.5"]) }
      return hasHuge && dice.chance(10) ? "9000000000000" : "\(dice.below(40) - 20).\(dice.below(1_000_000))"
    case .integer: return "\(dice.below(9) - 2)"
    case .money:
      if hasTies { return "\(dice.below(3)) \(dice.pick(currencies))" }
      return hasHuge && dice.chance(10)
        ? "900000000000000 USD"
        : "\(dice.below(5) == 0 ? 0 : dice.below(900)).\(dice.below(10_000)) \(dice.pick(currencies))"
    case .percent: return "\(dice.below(150))%"
    case .date: return dice.chance(10) ? "none" : date()
    case .text: return dice.chance(10) ? "none" : text()
    case .level: return dice.pick(levels)
    case .color: return dice.pick(colors)
    case .flag: return dice.pick(["yes", "no"])
    case .period: return dice.pick(["2026-Q1", "2026-Q2", "2026-03", "2025-12"])
    case .duration: return dice.pick(["10 days", "1 month", "30 days", "1 year", "5 weeks"])
    }
  }

  mutating func date() -> String { "2026-0\(1 + dice.below(9))-1\(dice.below(9))" }

  /// The texts facts have, with what they are without case and accents.
  static let texts = [
    "Ann": "ann", "ann b": "ann b", "Zoë": "zoe", "\u{142}\u{f3}d\u{17a}": "lodz", "x": "x", "Mid": "mid",
    "ANN": "ann", "zoe": "zoe", "\u{c9}lan": "elan", "elan": "elan", "\u{e9}": "e",
  ]

  mutating func text() -> String { "\"\(dice.pick(RandomPlan.texts.keys.sorted()))\"" }

  /// Nouns below a noun, at any depth.
  func below(_ index: Int) -> [Int] {
    var found: [Int] = []
    // Parents are declared before their children.
    for child in nouns.indices where nouns[child].parents.contains(where: { $0 == index || found.contains($0) }) {
      found.append(child)
    }
    return found
  }
}
