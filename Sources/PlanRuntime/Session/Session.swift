import PlanLang

/// One sitting: what is loaded, what was changed, which scenario and thing are in use, and the last result.
///
/// Used from one thread. Every text that runs through it is checked as a whole first.
public final class Session {
  public internal(set) var catalog: Catalog
  var definitions = Definitions()
  /// The facts without any scenario.
  public internal(set) var baseline: Snapshot
  /// The clock; `use date` and `--today` set it.
  public var today: CalendarDate
  /// The thing `use` chose.
  public internal(set) var scope: ThingReference?
  /// The scenario changes go to; nil for the baseline.
  public internal(set) var currentScenario: String?
  var scenarios: [Scenario] = []
  /// Which entities stand in which, as far as statements have asked.
  private var hierarchy: Hierarchy?
  private var scenarioCache: [String: (version: Int, layer: ScenarioLayer)] = [:]
  /// How many things scenarios have added so far; each gets a number of its own.
  private var plannedThings = 1
  /// The scenario conflicts the running text was told of; each is told once.
  var toldConflicts: Set<String> = []
  /// How many times facts were changed.
  private(set) var changesMade = 0
  /// What was done to the baseline, newest last, and what was taken back.
  var journal: [ChangeSet] = []
  var undone: [ChangeSet] = []
  /// The facts as loaded, which `revert` returns to and `changes` counts from.
  var loaded: Snapshot
  var last: (shape: RowShape, frames: [Frame])?
  public let output: any SessionOutput
  /// How far the running statement has come, and how much it may do.
  public let work = WorkMeter()
  /// Whether far-reaching changes need no question.
  public var assumesYes = false
  /// Whether files may not be written.
  public var isSafe = false
  /// For whom every result is meant, when a document says so.
  public var audience: String?
  /// What internal facts were written into, by `set` and whatever else changes facts.
  var traces = InternalTraces()
  /// How many `expect` statements failed.
  public internal(set) var failedExpectations = 0
  /// Values for `param`, as given on the command line.
  public var parameters: [String: String] = [:]
  /// Whether the texts that run are the parts of one page, one after another: then a parameter is known in those that
  /// follow, and a value may be for one that comes later.
  public var isPartOfPage = false
  var keptParameters: [KeptParameter] = []
  /// Whether a person types at a prompt: then `let` may be said again.
  public var isInteractive = false
  var locals: [Int: Frame] = [:]
  /// The files the session has loaded.
  var loadedFiles = LoadedFiles()
  /// How many changes each scenario had when it was loaded.
  var loadedScenarios: [String: Int] = [:]
  /// The files whose declarations the running text's check has read.
  var declaredFiles: Set<String> = []

  public init(catalog: Catalog, today: CalendarDate, output: any SessionOutput) {
    self.catalog = catalog
    self.today = today
    self.output = output
    baseline = Snapshot(catalog: catalog)
    loaded = baseline
  }

  // MARK: Snapshots

  /// The facts in force: the baseline, or the scenario in use.
  public var snapshot: Snapshot {
    currentScenario == nil ? baseline : (try? snapshot(of: currentScenario)) ?? baseline
  }

  /// The facts of a scenario, or of the baseline for nil.
  func snapshot(of name: String?, at range: SourceRange? = nil) throws -> Snapshot {
    try layer(of: name, at: range).snapshot
  }

  /// A snapshot with the things scenarios added to it.
  struct ScenarioLayer {
    var snapshot: Snapshot
    var added = ScenarioThings()
  }

  func layer(of name: String?, at range: SourceRange? = nil) throws -> ScenarioLayer {
    guard let name else { return ScenarioLayer(snapshot: baseline) }
    let scenario = try scenario(named: name, at: range)
    let base = try layer(of: scenario.base, at: range)
    if let known = scenarioCache[name], known.version == base.snapshot.version { return known.layer }
    var editor = SnapshotEditor(base.snapshot, catalog: catalog, records: false)
    var added = base.added
    // What it overrides stays overridden; only what can't be done is worth a word.
    tell(try scenario.apply(to: &editor, &added), of: name, at: range)
    let layer = ScenarioLayer(snapshot: editor.snapshot, added: added)
    scenarioCache[name] = (base.snapshot.version, layer)
    return layer
  }

  /// Tells, once in a text, which changes of a scenario can't be done any more.
  func tell(_ conflicts: [ChangeConflict], of name: String, at range: SourceRange?) {
    for conflict in conflicts
    where conflict.keepsFromAdopting && toldConflicts.insert("\(name): \(conflict.text)").inserted {
      output.report([
        Diagnostic(
          .scenarioConflict, "scenario \"\(name)\": \(conflict.text)", at: range, label: "this change is skipped",
          notes: ["its other changes stand"])
      ])
    }
  }

  func forgetSnapshots() { scenarioCache = [:] }

  func scenario(named name: String, at range: SourceRange?) throws -> Scenario {
    if let scenario = scenarios.first(where: { $0.name == name }) { return scenario }
    throw ScenarioNames.unknown(name, among: scenarios.map(\.name), at: range)
  }

  /// An evaluator over the facts in force (or others), with the session's surroundings.
  func evaluator(_ snapshot: Snapshot? = nil) -> Evaluator {
    let evaluator = Evaluator(
      catalog: catalog, definitions: definitions, snapshot: snapshot ?? self.snapshot, today: today, scope: scope,
      work: work)
    evaluator.place.locals = locals
    evaluator.last = last
    evaluator.hierarchy = currentHierarchy()
    evaluator.onWarning = { [unowned self] in self.output.report([$0]) }
    evaluator.sessionLists = { [unowned self] list in self.listRows(list) }
    return evaluator
  }

  private func currentHierarchy() -> Hierarchy {
    if let hierarchy, hierarchy.catalog.isIdentical(to: catalog) { return hierarchy }
    let fresh = Hierarchy(catalog)
    hierarchy = fresh
    return fresh
  }

  private func listRows(_ list: CatalogList) -> [[Value]] {
    switch list {
    case .changes: changeRows()
    case .scenarios:
      scenarios.map { scenario in
        [.text(scenario.name), .text(scenario.base ?? "baseline"), .integer(scenario.changes.edits.count)]
      }
    default: []
    }
  }

  func changeRows() -> [[Value]] {
    // A scenario in use has its changes on top.
    let changes = journal + ((try? scenarioChanges(nil)) ?? [])
    return ChangeRows(catalog: catalog).rows(changes.flatMap(\.edits), before: loaded, after: snapshot)
  }

  // MARK: Changing

  /// For a note on a change: the scenario it went to, if it did not go to the facts.
  var whereChangesGo: String { currentScenario.map { " in scenario \"\($0)\"" } ?? "" }

  /// Makes a change to the facts in force: the journal takes a baseline's, a scenario its own.
  ///
  /// - Parameters:
  ///   - statement: what asked for it; its first line stands for it in lists.
  ///   - inPlace: whether `body` only edits values, and asks the session for no facts. Then facts that no result and no
  ///     scenario still holds are changed where they are, and taken back where `body` fails.
  func change(_ statement: String, inPlace: Bool = false, _ body: (inout SnapshotEditor) throws -> Void) throws {
    let title = Session.title(of: statement)
    if let name = currentScenario, let index = scenarios.firstIndex(where: { $0.name == name }) {
      let base = try layer(of: scenarios[index].base)
      var editor = SnapshotEditor(base.snapshot, catalog: catalog)
      var added = base.added
      _ = try scenarios[index].apply(to: &editor, &added)
      let done = editor.edits.count
      try body(&editor)
      scenarios[index].append(
        added.planned(editor.edits.dropFirst(done)) {
          plannedThings += 1
          return -plannedThings
        })
      changesMade += 1
      forgetAdopted(of: name)
      forgetSnapshots()
    } else {
      var editor = SnapshotEditor(inPlace ? handOver() : baseline, catalog: catalog)
      do { try body(&editor) } catch {
        if inPlace {
          editor.replay(ChangeSet(edits: editor.edits), inverse: true)
          baseline = editor.snapshot
        }
        throw error
      }
      changesMade += 1
      if !editor.edits.isEmpty {
        journal.append(ChangeSet(edits: editor.edits, title: title))
        undone = []
      }
      baseline = editor.snapshot
    }
  }

  /// The facts without any scenario, for an editor that will give them back: the session has none meanwhile, so that
  /// they are changed in place unless somebody else has them too.
  private func handOver() -> Snapshot {
    let facts = baseline
    baseline = facts.withoutThings
    return facts
  }

  /// The first line of a statement.
  private static func title(of statement: String) -> String {
    var statement = statement
    let isPlain = statement.withUTF8 { bytes in
      for byte in bytes where byte <= 0x0D || byte >= 0x80 { return false }
      return true
    }
    if isPlain { return statement }
    let lines = statement.split(whereSeparator: \.isNewline)
    return (lines.first ?? "") + (lines.count > 1 ? " …" : "")
  }

  /// Takes back (or does again) changes of the scenario in use, or else of the baseline; returns how many there were to
  /// take.
  func step(back: Bool, count: Int) -> Int {
    var done = 0
    if let name = currentScenario, let index = scenarios.firstIndex(where: { $0.name == name }) {
      while done < count, scenarios[index].step(back: back) { done += 1 }
      if done > 0 { changesMade += 1 }
      return done
    }
    for _ in 0..<max(count, 0) {
      guard let set = back ? journal.popLast() : undone.popLast() else { break }
      var editor = SnapshotEditor(handOver(), catalog: catalog, records: false)
      editor.replay(set, inverse: back)
      baseline = editor.snapshot
      if back { undone.append(set) } else { journal.append(set) }
      for adopted in set.adopted {
        if back { bringBack(adopted) } else { end(adopted) }
      }
      changesMade += 1
      done += 1
    }
    return done
  }
}

extension Session {
  /// What internal facts were written into in each scenario.
  var scenarioTraces: [String: InternalTraces] {
    Dictionary(scenarios.map { ($0.name, $0.traces) }, uniquingKeysWith: { first, _ in first })
  }

  /// The names of the scenarios there are.
  public var scenarioNames: [String] { scenarios.map(\.name) }

  /// Proposes what could be typed next, over what is loaded now.
  public var completer: Completer {
    Completer(
      catalog: catalog, snapshot: snapshot, scope: scope, scenarios: scenarioNames, lastShape: last?.shape)
  }
}
