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
  /// How many `expect` statements failed.
  public internal(set) var failedExpectations = 0
  /// Values for `param`, as given on the command line.
  public var parameters: [String: String] = [:]
  /// Whether a person types at a prompt: then `let` may be said again.
  public var isInteractive = false
  var locals: [Int: Frame] = [:]
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
  public var snapshot: Snapshot { (try? snapshot(of: currentScenario)) ?? baseline }

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
      catalog: catalog, definitions: definitions, snapshot: snapshot ?? self.snapshot, today: today, scope: scope)
    evaluator.place.locals = locals
    evaluator.work = work
    evaluator.last = last
    evaluator.onWarning = { [unowned self] in self.output.report([$0]) }
    evaluator.sessionLists = { [unowned self] list in self.listRows(list) }
    return evaluator
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
    if statement.utf8.allSatisfy({ $0 > 0x0D && $0 < 0x80 }) { return statement }
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

  // MARK: Loading

  /// Loads files and folders: everything or, with any error in any of them, nothing.
  ///
  /// - Parameter folder: where relative paths count from, when that is not the folder the program runs in; files are
  ///   known by their paths as written.
  public func load(paths: [String], relativeTo folder: String = "") throws {
    // Texts and trees are of no use any more: only here they are let go.
    Heap.giveBack(after: try readAndLoad(paths, folder))
  }

  /// How many bytes of text were loaded.
  private func readAndLoad(_ paths: [String], _ folder: String) throws -> Int {
    var problems: [Diagnostic] = []
    var trees: [SyntaxTree] = []
    defer { work.endFiles() }
    for path in paths {
      do { trees += try parsePath(path, in: folder) } catch let diagnostic as Diagnostic {
        problems.append(diagnostic)
      } catch let list as DiagnosticList { problems += list.diagnostics }
    }
    try stopIfAsked()
    if !problems.isEmpty { throw SessionFailure.run(problems.sortedByPlace()) }
    // Of a short text the tree is what counts.
    let bytes = trees.reduce(0) { $0 + max($1.source.bytes.count, 1024) }
    try load(trees: trees)
    return bytes
  }

  /// Throws where the person asked to stop a load, of which nothing is kept then.
  private func stopIfAsked() throws {
    guard Interrupt.isRequested else { return }
    throw SessionFailure.interrupted(Diagnostic(.interrupted, "stopped", notes: ["nothing was loaded"]))
  }

  /// The trees of a file, or of a folder's files; scripts in folders are skipped.
  func parsePath(_ written: String, in folder: String = "") throws -> [SyntaxTree] {
    let prefix = written.hasPrefix("/") ? "" : folder
    let path = prefix + written
    guard let isFolder = FileReader.isFolder(path) else { throw FileReader.problem(path, 2) }
    if !isFolder {
      work.beginFiles(1)
      return [Session.parse(try FileReader.source(path, knownAs: written))]
    }
    let files = try FileReader.planFiles(in: path)
    work.beginFiles(files.count)
    let texts = TextParser.texts(of: files, without: prefix, work)
    if !texts.problems.isEmpty { throw DiagnosticList(texts.problems) }
    if texts.trees.isEmpty {
      throw Diagnostic(
        .noPlanFiles, "there are no plan files in `\(path)`",
        notes: [
          texts.scripts > 0 ? "it holds scripts only, which are run with `planshell run`" : "plan files end in `.plan`"
        ]
      )
    }
    return texts.trees
  }

  /// The tree of a file that may be long; of one whose reading was stopped a part.
  private static func parse(_ source: SourceText) -> SyntaxTree {
    Parser.parse(source, isStopped: { Interrupt.isRequested })
  }

  /// Loads parsed files, all or nothing.
  func load(trees: [SyntaxTree]) throws {
    var problems = trees.flatMap(\.diagnostics)
    var data: [SyntaxNode] = []
    var scenarioNodes: [SyntaxNode] = []
    for tree in trees {
      for item in tree.root.children {
        switch item.kind {
        case .block, .table, .perGroup: data.append(item)
        case .scenarioStatement: scenarioNodes.append(item)
        case .unexpected, .missing: break
        case let kind where CatalogBuilder.isDeclaration(kind): break
        default: problems.append(statementInData(item))
        }
      }
    }
    var builder = CatalogBuilder(catalog)
    // What a script's check has declared already from the files it loads is not declared again.
    let undeclared = trees.filter { tree in !declaredFiles.contains(tree.source.name ?? "") }
    builder.add(undeclared)
    problems += builder.diagnostics
    var loader = DataLoader(
      editor: SnapshotEditor(baseline, catalog: builder.catalog, records: false), catalog: builder.catalog, today: today
    )
    loader.load(data)
    try stopIfAsked()
    problems += loader.diagnostics
    let declares = builder.catalog.version != catalog.version
    let fresh = declares ? definitions.copy() : definitions
    if declares, !problems.contains(where: { $0.severity == .error }) {
      let resolver = Resolver(
        catalog: builder.catalog, definitions: fresh,
        directory: ThingFinder(snapshot: loader.editor.snapshot, catalog: builder.catalog))
      // The library is sound; what the files declare is to be.
      resolver.resolveNew(
        undeclared.flatMap { tree in tree.root.children.filter { CatalogBuilder.isDeclaration($0.kind) } })
      problems += resolver.diagnostics
    }
    problems = problems.withoutConsequences(of: trees)
    if problems.contains(where: { $0.severity == .error }) { throw SessionFailure.run(problems.sortedByPlace()) }
    output.report(problems)
    catalog = builder.catalog
    definitions = fresh
    baseline = loader.editor.snapshot
    // What was changed before stays a change: it is none of what was loaded.
    var before = SnapshotEditor(baseline, catalog: catalog, records: false)
    for set in journal.reversed() { before.replay(set, inverse: true) }
    loaded = before.snapshot
    undone = []
    forgetSnapshots()
    if !scenarioNodes.isEmpty { try loadScenarios(scenarioNodes) }
  }

  private func statementInData(_ item: SyntaxNode) -> Diagnostic {
    let file = item.tree.source.name ?? "the file"
    // A thing alone was meant to have its block.
    var fixIts: [Diagnostic.FixIt] = []
    if item.kind == .queryStatement, let query = item.child(0), query.child(1) == nil, let thing = query.child(0),
      thing.kind == .thing
    {
      let end = SourceRange(source: item.range.source, start: item.range.end, end: item.range.end)
      fixIts = [.init("give it a block", replace: end, with: " {}")]
    }
    return Diagnostic(
      .statementInData, "a plan file holds facts and declarations, and this is a statement", at: item.range,
      label: "can't be loaded",
      notes: [
        "statements stand in scripts: run the file with `planshell run \(file)`, or start it with `#!` so that folders skip it"
      ], fixIts: fixIts)
  }

  /// Scenarios of files are written down by running their blocks once over what was loaded.
  private func loadScenarios(_ nodes: [SyntaxNode]) throws {
    let resolver = Resolver(
      catalog: catalog, definitions: definitions, directory: ThingFinder(snapshot: baseline, catalog: catalog))
    resolver.allowsMissingThings = true
    let statements = resolver.resolve(items: nodes)
    let problems = resolver.diagnostics
    if problems.contains(where: { $0.severity == .error }) { throw SessionFailure.run(problems.sortedByPlace()) }
    do {
      for statement in statements { try execute(statement) }
    } catch let diagnostic as Diagnostic {
      throw SessionFailure.run([diagnostic])
    }
  }
}

extension Session {
  /// The names of the scenarios there are.
  public var scenarioNames: [String] { scenarios.map(\.name) }

  /// Proposes what could be typed next, over what is loaded now.
  public var completer: Completer {
    Completer(
      catalog: catalog, snapshot: snapshot, scope: scope, scenarios: scenarioNames, lastShape: last?.shape)
  }
}
