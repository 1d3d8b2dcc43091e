import PlanLang

// Loading files: everything or, with any error in any of them, nothing.

extension Session {
  /// Loads files and folders: everything or, with any error in any of them, nothing.
  ///
  /// - Parameter folder: where relative paths count from, when that is not the folder the program runs in; files are
  ///   known by their paths as written.
  public func load(paths: [String], relativeTo folder: String = "") throws {
    // Texts and trees are of no use any more: only here they are let go.
    Heap.giveBack(after: try readAndLoad(paths, folder))
  }

  /// How many bytes of text were loaded.
  private func readAndLoad(_ written: [String], _ folder: String) throws -> Int {
    defer { work.endFiles() }
    let paths = written.map { path in Result { try LoadedPath(path, in: folder, work) } }
    let found = paths.compactMap { try? $0.get() }
    if found.count == paths.count, let bytes = try loadPieces(of: found, in: folder) { return bytes }
    var problems: [Diagnostic] = []
    var trees: [SyntaxTree] = []
    for path in paths {
      do { trees += try path.get().trees() } catch let diagnostic as Diagnostic {
        problems.append(diagnostic)
      } catch let list as DiagnosticList { problems += list.diagnostics }
    }
    try stopIfAsked()
    if !problems.isEmpty { throw SessionFailure.run(problems.sortedByPlace()) }
    // Of a short text the tree is what counts.
    let bytes = trees.reduce(0) { $0 + max($1.source.bytes.count, 1024) }
    try load(trees: trees, in: folder)
    return bytes
  }

  /// Throws where the person asked to stop a load, of which nothing is kept then.
  private func stopIfAsked() throws {
    guard Interrupt.isRequested else { return }
    throw SessionFailure.interrupted(Diagnostic(.interrupted, "stopped", notes: ["nothing was loaded"]))
  }

  /// The trees of a file, or of a folder's files; scripts in folders are skipped.
  func parsePath(_ written: String, in folder: String = "") throws -> [SyntaxTree] {
    try LoadedPath(written, in: folder, work).trees()
  }

  /// Loads one file or folder for a statement.
  func load(path: String) throws {
    let loaded = try LoadedPath(path, in: "", work)
    if try loadPieces(of: [loaded], in: "") == nil { try load(trees: try loaded.trees()) }
  }

  /// Loads parsed files, all or nothing.
  ///
  /// - Parameter folder: what their names count from.
  func load(trees: [SyntaxTree], in folder: String = "") throws {
    let files = trees.compactMap(\.source.name)
    if let again = alreadyLoaded(files, in: folder) { throw SessionFailure.run([again]) }
    var items = LoadedItems(trees)
    let (builder, undeclared) = declare(trees, &items.problems)
    var loader = DataLoader(
      editor: SnapshotEditor(baseline, catalog: builder.catalog, records: false), catalog: builder.catalog, today: today
    )
    loader.load(items.data)
    try stopIfAsked()
    items.problems += loader.diagnostics
    let fresh = resolve(undeclared, builder.catalog, loader.editor.snapshot, &items.problems)
    let problems = items.problems.withoutConsequences(of: trees)
    if problems.contains(where: { $0.severity == .error }) { throw SessionFailure.run(problems.sortedByPlace()) }
    try keep(loader.editor.snapshot, builder.catalog, fresh, problems, items.scenarios)
    for file in files { loadedFiles.insert(file.hasPrefix("/") ? file : folder + file) }
  }

  /// Loads long or many texts a piece at a time, and returns how many bytes they have; nil where they are short, or where
  /// something in them takes a closer look.
  private func loadPieces(of paths: [LoadedPath], in folder: String) throws -> Int? {
    // That a file is there already is told by the careful way; the files of one folder are as many files.
    let files = paths.flatMap(\.files)
    if paths.count > 1 || !loadedFiles.isEmpty, alreadyLoaded(files, in: folder) != nil { return nil }
    guard let pieces = LoadedPath.pieces(of: paths), let result = PieceLoader.load(pieces.list, into: self) else {
      try stopIfAsked()
      return nil
    }
    try stopIfAsked()
    var items = LoadedItems(result.trees)
    let (builder, undeclared) = declare(result.trees, &items.problems)
    let fresh = resolve(undeclared, builder.catalog, result.loader.editor.snapshot, &items.problems)
    guard items.problems.isEmpty else { return nil }
    let snapshot = SnapshotEditor(result.loader.editor.snapshot, catalog: builder.catalog, records: false).snapshot
    try keep(snapshot, builder.catalog, fresh, [], items.scenarios)
    for file in files { loadedFiles.insert(file.hasPrefix("/") ? file : folder + file) }
    return pieces.bytes
  }

  /// The catalog with what trees declare, and the trees whose declarations it did not have before.
  private func declare(_ trees: [SyntaxTree], _ problems: inout [Diagnostic]) -> (CatalogBuilder, [SyntaxTree]) {
    var builder = CatalogBuilder(catalog)
    // What a script's check has declared already from the files it loads is not declared again.
    let undeclared = trees.filter { tree in !declaredFiles.contains(tree.source.name ?? "") }
    builder.add(undeclared)
    problems += builder.diagnostics
    return (builder, undeclared)
  }

  /// The definitions with what trees declare, where nothing is wrong so far.
  private func resolve(
    _ trees: [SyntaxTree], _ declared: Catalog, _ snapshot: Snapshot, _ problems: inout [Diagnostic]
  ) -> Definitions {
    guard declared.version != catalog.version else { return definitions }
    let fresh = definitions.copy()
    if !problems.contains(where: { $0.severity == .error }) {
      let resolver = Resolver(
        catalog: declared, definitions: fresh, directory: ThingFinder(snapshot: snapshot, catalog: declared))
      // The library is sound; what the files declare is to be.
      resolver.resolveNew(trees.flatMap { tree in tree.root.children.filter { CatalogBuilder.isDeclaration($0.kind) } })
      problems += resolver.diagnostics
    }
    return fresh
  }

  /// Makes what was loaded the facts of the session.
  private func keep(
    _ snapshot: Snapshot, _ declared: Catalog, _ fresh: Definitions, _ problems: [Diagnostic], _ scenarios: [SyntaxNode]
  ) throws {
    output.report(problems)
    catalog = declared
    definitions = fresh
    baseline = snapshot
    // What was changed before stays a change: it is none of what was loaded.
    var before = SnapshotEditor(baseline, catalog: catalog, records: false)
    for set in journal.reversed() { before.replay(set, inverse: true) }
    loaded = before.snapshot
    undone = []
    forgetSnapshots()
    if !scenarios.isEmpty { try loadScenarios(scenarios) }
  }

  /// Scenarios of files are written down by running their blocks once over what was loaded.
  private func loadScenarios(_ nodes: [SyntaxNode]) throws {
    let resolver = Resolver(
      catalog: catalog, definitions: definitions, directory: ThingFinder(snapshot: baseline, catalog: catalog))
    resolver.allowsMissingThings = true
    resolver.traces = traces
    resolver.scenarioTraces = scenarioTraces
    let statements = resolver.resolve(items: nodes)
    let problems = resolver.diagnostics
    if problems.contains(where: { $0.severity == .error }) { throw SessionFailure.run(problems.sortedByPlace()) }
    do {
      for statement in statements { try execute(statement) }
    } catch let diagnostic as Diagnostic {
      throw SessionFailure.run([diagnostic])
    }
    for scenario in scenarios { loadedScenarios[scenario.name] = scenario.changes.edits.count }
  }

  /// How many changes would be lost if the session ended now: those made to the facts, and those in scenarios that no file
  /// holds.
  public var changesNotKept: Int {
    journal.count
      + scenarios.reduce(0) { $0 + max($1.changes.edits.count - (loadedScenarios[$1.name] ?? 0), 0) }
  }
}

/// What the items of texts to be loaded are.
private struct LoadedItems {
  var data: [SyntaxNode] = []
  var scenarios: [SyntaxNode] = []
  /// What is wrong with the texts as such, and the statements among them.
  var problems: [Diagnostic]

  init(_ trees: [SyntaxTree]) {
    problems = trees.flatMap(\.diagnostics)
    for tree in trees {
      for item in tree.root.children {
        switch item.kind {
        case let kind where DataLoader.isData(kind): data.append(item)
        case .scenarioStatement: scenarios.append(item)
        case .unexpected, .missing: break
        case let kind where CatalogBuilder.isDeclaration(kind): break
        default: problems.append(LoadedItems.statementInData(item))
        }
      }
    }
  }

  private static func statementInData(_ item: SyntaxNode) -> Diagnostic {
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
}
