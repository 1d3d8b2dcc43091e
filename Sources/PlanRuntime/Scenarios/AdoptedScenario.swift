/// A scenario that was made true: what it takes to have it back when that is undone.
struct AdoptedScenario: Sendable {
  let scenario: Scenario
  /// Where it stood among the scenarios.
  let position: Int
  /// The scenarios that started from it.
  let followers: [String]
  /// What the things it added became.
  let added: ScenarioThings
}

extension Session {
  /// A scenario that was made true is one no more.
  func end(_ adopted: AdoptedScenario) {
    let name = adopted.scenario.name
    scenarios.removeAll { $0.name == name }
    for index in scenarios.indices {
      // What it added is real now, also for those that built on it.
      scenarios[index].mapThings(adopted.added.here)
      if scenarios[index].base == name { scenarios[index].base = nil }
    }
  }

  /// What a scenario changed was taken back: it is a scenario again, and those that started from it do so again.
  func bringBack(_ adopted: AdoptedScenario) {
    let name = adopted.scenario.name
    let isTaken = scenarios.contains { $0.name == name }
    for index in scenarios.indices {
      scenarios[index].mapThings(adopted.added.planned)
      if !isTaken, adopted.followers.contains(scenarios[index].name) { scenarios[index].base = name }
    }
    if isTaken {
      output.note("scenario \"\(name)\" stays as it is written now; the one adopted before is gone")
    } else {
      scenarios.insert(adopted.scenario, at: min(adopted.position, scenarios.count))
      output.note("scenario \"\(name)\" is there again")
    }
  }

  /// A scenario that has changed since it was taken back is not the one that could be adopted again.
  func forgetAdopted(of name: String) {
    if undone.contains(where: { $0.adopted.contains { $0.scenario.name == name } }) { undone = [] }
  }
}
