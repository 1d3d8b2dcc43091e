import PlanLang

@testable import PlanRuntime

/// Invents the texts of a load: accounts with what people write in them, plain and not, and slips if wanted.
struct PieceSamples {
  private var state: UInt64
  private let hasSlips: Bool
  private var accounts = 0
  private var declaresMore = false

  init(seed: UInt64, hasSlips: Bool) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    self.hasSlips = hasSlips
  }

  private mutating func number(below limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 11) % limit
  }

  private mutating func now(_ one: Int, of all: Int) -> Bool { number(below: all) < one }
  private mutating func slips() -> Bool { hasSlips && now(1, of: 40) }

  /// What is declared before anything is loaded: a field with a value from the start.
  static let declarations = "entity gadget plural gadgets in stakeholder {\n  size integer default 3\n}\n"

  /// The texts of one load, in their order.
  mutating func texts() -> [String] {
    accounts = 0
    declaresMore = now(1, of: 3)
    var texts: [String] = []
    for _ in 0..<(2 + number(below: 5)) { texts.append(text()) }
    // What is declared holds for all texts, wherever it stands.
    if declaresMore {
      texts[number(below: texts.count)] +=
        "scale mood { low; high }\nentity charm plural charms in account or stakeholder {\n  size integer required\n"
        + "  mood mood\n}\nextend account {\n  extra text\n}\n"
    }
    return texts
  }

  private mutating func text() -> String {
    var text = now(1, of: 3) ? "# What we know.\n\n" : ""
    if now(1, of: 8) {
      text += "check steady_\(accounts) on account {\n  test earns \"It earns\" { pass when revenue > 0 EUR }\n}\n"
    }
    for _ in 0..<(1 + number(below: 4)) { text += account() }
    if now(1, of: 5) { text += later() }
    if slips() { text += "account \"Account 0\" { tier = key }\n" }
    return text
  }

  /// What is said outside of an account's own block.
  private mutating func later() -> String {
    let other = "account \"Account \(number(below: accounts))\""
    switch number(below: 6) {
    case 0: return "extend \(other) {\n  stakeholder \"Late \(accounts)\" { power = 1 }\n}\n"
    case 1: return "extend \(other) { market = \"Said later\" }\n"
    case 2: return "stakeholder \"Far \(accounts)\" of \(other) { reports_to = \"Person 0\" }\n"
    case 3: return "table stakeholders {\n  account | name | power\n  \"Account 0\" | \"Row \(accounts)\" | 3\n}\n"
    case 4: return "extend gadget \"Lamp\" of stakeholder \"Person 0\" of \(other) { size = 5 }\n"
    default: return "extend stakeholder \"Person 0\" of \(other) { familiarity = know_well }\n"
    }
  }

  private mutating func account() -> String {
    var text = "account \"Account \(accounts)\" {\n  owner = \"Owner \(number(below: 5))\"\n"
    accounts += 1
    if now(1, of: 2) {
      text += "  revenue = \(number(below: 90)).5M EUR per \"ledger\" on 2026-03-0\(1 + number(below: 9))\n"
    }
    if now(1, of: 2) { text += "  market = \"caf\(now(1, of: 2) ? "\u{E9}" : "e\u{301}") \(number(below: 3))\"\n" }
    if now(1, of: 3) { text += "  industry = \"\"\"\n    Two\n    lines\n    \"\"\"\n" }
    if declaresMore, now(1, of: 2) { text += "  extra = \"more\"\n  charm \"Lucky\" { size = 7; mood = low }\n" }
    if slips() { text += "  tier = nowhere\n" }
    if slips() { text += "  tier key\n" }
    let people = 1 + number(below: 6)
    for person in 0..<people { text += self.person(person, of: people) }
    if now(1, of: 2) {
      text += "  table opportunities {\n    name | value | probability | close\n"
      for item in 0..<3 {
        text +=
          "    \"Chance \(item)\" | \(item + 1)k EUR |\(now(1, of: 3) ? "" : " \(item * 20)%") | 2027-0\(item + 1)-11\n"
      }
      text += "  }\n  opportunity \"Wide\" {\n"
      if now(1, of: 2) { text += "    buying_member \"Person 0\" { last_contact = 2026-05-14 }\n" }
      if now(1, of: 2) {
        text +=
          "    table buying_members {\n      stakeholder | last_contact\n      \"Person \(people - 1)\" | 2026-05-14\n    }\n"
      }
      text += "  }\n"
    }
    if now(1, of: 3) {
      text +=
        "  per \"visit\" on 2026-04-08 confirmed {\n    engagement = validation\n    impact_factors 2026-04-08 {\n"
      text += "      collaboration = \(1 + number(below: 7)); wallet = 4\n    }\n  }\n"
    }
    return text + "}\n"
  }

  private mutating func person(_ number: Int, of people: Int) -> String {
    var text = "  stakeholder \"Person \(number)\" {\n    title = \"Title \(self.number(below: 9))\"\n"
    if now(1, of: 2) { text += "    power = \(self.number(below: slips() ? 30 : 10))\n" }
    if now(1, of: 2) { text += "    alignment = sponsor\n\n" }
    if now(1, of: 3) { text += "    last_contact = 2026-0\(1 + self.number(below: 9))-01 per \"notes\" assumed\n" }
    if now(1, of: 3) { text += "    reports_to = \"Person \(self.number(below: slips() ? 99 : people))\"\n" }
    if now(1, of: 2) {
      text += "    objective \"Goal \(self.number(below: 3))\" { rank = 1; value_to_us = 2.25k EUR }\n"
    }
    if now(1, of: 9) { text += "    driver \"Cost\" { }\n" }
    if now(1, of: 9) { text += "    gadget \"Lamp\" { \(now(1, of: 2) ? "size = 4" : "") }\n" }
    return text + "  }\n"
  }
}
