import PlanLang

/// What lies between two scenarios, in pieces that can be turned one by one: a change only the first has is left out, one
/// only the second has is made, and one both make in the same way is no difference.
struct ChangeSwitches {
  private enum Switch {
    case leaveOut([Edit])
    case make([Edit])
    /// Both change the same field of the same thing, each to a value of its own.
    case exchange([Edit], [Edit])
  }

  private var shared: [[Edit]] = []
  private var switches: [Switch] = []

  var count: Int { switches.count }

  /// From the edits of the first scenario and of the second, both over the base they share.
  init(leaving first: [Edit], entering second: [Edit], before base: Snapshot, _ added: ScenarioThings) {
    var mine = ChangeUnits(first, before: base, added).units.map(\.edits)
    for unit in ChangeUnits(second, before: base, added).units {
      guard let index = mine.firstIndex(where: { Self.isAboutTheSame($0, unit.edits) }) else {
        switches.append(.make(unit.edits))
        continue
      }
      let other = mine.remove(at: index)
      if Self.isOneResult(other, unit.edits) {
        shared.append(other)
      } else {
        switches.append(.exchange(other, unit.edits))
      }
    }
    switches = mine.map { .leaveOut($0) } + switches
  }

  /// The edits over the base once these switches are turned.
  func edits(turning chosen: Set<Int>) -> [Edit] {
    var edits = shared.flatMap { $0 }
    for (index, change) in switches.enumerated() {
      switch change {
      case .leaveOut(let own): if !chosen.contains(index) { edits += own }
      case .make(let own): if chosen.contains(index) { edits += own }
      case .exchange(let own, let other): edits += chosen.contains(index) ? other : own
      }
    }
    return edits
  }

  /// A switch in words, as the step from the first scenario's state to the second's.
  func text(_ index: Int, _ text: ChangeText, _ before: ScenarioThings, _ after: ScenarioThings) -> String {
    switch switches[index] {
    case .leaveOut(let edits): text.leftOut(edits.map { $0.mappingThings(before.here) })
    case .make(let edits), .exchange(_, let edits): text.made(edits.map { $0.mappingThings(after.here) })
    }
  }

  private static func isAboutTheSame(_ first: [Edit], _ second: [Edit]) -> Bool {
    switch (first.first, second.first) {
    case (.update(let one, let field, _, _)?, .update(let other, let otherField, _, _)?):
      one == other && field == otherField && !removes(first) && !removes(second)
    default:
      if case .delete(let one)? = first.last, case .delete(let other)? = second.last { one == other } else { false }
    }
  }

  private static func removes(_ edits: [Edit]) -> Bool { if case .delete? = edits.last { true } else { false } }

  private static func isOneResult(_ first: [Edit], _ second: [Edit]) -> Bool {
    if case .update(_, _, _, let one)? = first.last, case .update(_, _, _, let other)? = second.last {
      return one.value == other.value
    }
    return removes(first) && removes(second)
  }
}
