import PlanLang

/// Finds things for the check before a run: those in force, else those some scenario adds, since a text may turn to it.
struct ScenarioDirectory: ThingDirectory {
  let now: ThingFinder
  let scenarios: [ThingFinder]

  func find(_ path: ThingPath, within scope: ThingReference?) -> ThingLookup {
    let found = now.find(path, within: scope)
    guard case .nothing = found else { return found }
    for finder in scenarios {
      // Its place belongs to that scenario; the run looks it up again where it stands then.
      if case .found = finder.find(path, within: nil) { return OpenDirectory().find(path, within: nil) }
    }
    return found
  }

  func written(_ thing: ThingReference) -> String? { now.written(thing) }
}
