import PlanLang

extension Session {
  /// Checks a text as a whole and runs it; a text with any error does nothing.
  ///
  /// Throws `SessionFailure`.
  public func run(_ source: SourceText) throws {
    let program = try check(source)
    try run(program)
  }

  /// A text that has been checked: its statements, and the catalog with what it declares.
  public struct CheckedText {
    let statements: [CheckedStatement]
    let catalog: Catalog
    let definitions: Definitions
    let parameters: [Frame]
    public let warnings: [Diagnostic]
    /// What internal facts will have been written into when it has run.
    let traces: InternalTraces
    /// How internal facts decide which of its results is the last.
    let lastPath: [String]?
    /// The files whose declarations are in the catalog though they are still to be loaded.
    let declaredFiles: Set<String>
    let boundParameters: [KeptParameter]
  }

  /// A parameter with its value, for the parts of a page that follow the one it stands in.
  struct KeptParameter {
    let name: String
    let type: ValueType
    let value: Frame
  }

  /// Checks a text without running anything of it; throws `SessionFailure.text`.
  public func check(_ source: SourceText) throws -> CheckedText {
    do { return try checkOnce(source) } catch SessionFailure.text(let problems) {
      throw SessionFailure.text(repairTrial(of: source).tried(problems, in: source))
    }
  }

  /// How repairs of a text are tried: with all that is loaded, but without reading files once more.
  private func repairTrial(of source: SourceText) -> RepairTrial {
    let readsFiles = Parser.parse(source).root.children.contains {
      [.loadCommand, .includeCommand].contains($0.kind)
    }
    return RepairTrial { [unowned self] text in
      if Interrupt.isRequested { return nil }
      if readsFiles { return Parser.parse(text).diagnostics.filter { $0.severity == .error } }
      do { _ = try checkOnce(text) } catch {
        guard let failure = error as? SessionFailure else { return nil }
        return failure.diagnostics.filter { $0.severity == .error }
      }
      return []
    }
  }

  private func checkOnce(_ source: SourceText) throws -> CheckedText {
    let tree = Parser.parse(source)
    var problems = tree.diagnostics
    var expander = IncludeExpander(session: self)
    toldConflicts = []
    let items = expander.expand(tree)
    problems += expander.diagnostics
    var builder = CatalogBuilder(catalog)
    let declarations = items.filter { CatalogBuilder.isDeclaration($0.kind) }
    if isInteractive {
      builder.add(
        declarations.filter { $0.kind != .letDeclaration }
          + expander.loadedTrees.flatMap { tree in tree.root.children.filter { CatalogBuilder.isDeclaration($0.kind) } }
      )
      for item in declarations where item.kind == .letDeclaration { builder.redeclareQuery(item) }
    } else {
      builder.add(
        declarations
          + expander.loadedTrees.flatMap { tree in tree.root.children.filter { CatalogBuilder.isDeclaration($0.kind) } }
      )
    }
    problems += builder.diagnostics
    let checkedCatalog = builder.catalog
    let fresh = checkedCatalog.version == catalog.version ? definitions : Definitions()

    // What there will be: everything loaded, and what the text adds by literal.
    var preview = AdditionPreview(
      snapshot: snapshot, catalog: checkedCatalog, scope: scope, today: today,
      hasHistory: !journal.isEmpty || !undone.isEmpty)
    preview.load(expander.loadedTrees)
    preview.walk(items)
    problems += preview.diagnostics
    if !expander.mayBringThings {
      var names = ScenarioNames(
        known: scenarioNames, returning: adoptedScenarioNames, loading: expander.loadedTrees)
      names.walk(items)
      problems += names.diagnostics
    }
    let resolver = Resolver(
      catalog: checkedCatalog, definitions: fresh,
      directory: ScenarioDirectory(
        now: ThingFinder(snapshot: preview.snapshot, catalog: checkedCatalog),
        scenarios: (scenarios.compactMap { try? snapshot(of: $0.name) } + preview.scenarios).map {
          ThingFinder(snapshot: $0, catalog: checkedCatalog)
        }))
    resolver.allowsMissingThings = preview.bringsNames || expander.isOpen
    resolver.newNames = preview.newNames
    resolver.movesNames = preview.movesNames
    resolver.lastShape = last?.shape
    resolver.audience = audience
    resolver.traces = traces
    resolver.scenarioTraces = scenarioTraces(loading: expander.loadedTrees, checkedCatalog, fresh)
    resolver.tracesInUse = currentScenario.flatMap { resolver.scenarioTraces[$0] } ?? InternalTraces()
    resolver.scopeEntity = scope?.entity
    resolver.scopeThing = scope
    var bound: [KeptParameter] = []
    let (values, ranges) = bindParameters(items, resolver, &problems, &bound)
    if checkedCatalog.version != catalog.version { resolver.resolveNew(declarations) }
    let statements = resolver.resolve(items: items)
    problems += resolver.diagnostics
    var look = EarlyLook(session: self, catalog: checkedCatalog, mayDeclare: expander.mayBringThings)
    look.look(at: statements)
    problems += look.diagnostics
    // What is misspelt below may be the use that seems to be missing.
    if !problems.contains(where: { $0.severity == .error }) {
      problems += resolver.unused(parameters: ranges)
    }
    // What was stopped halfway says nothing about the text.
    do { try Interrupt.check() } catch let diagnostic as Diagnostic {
      throw SessionFailure(stopped(diagnostic, at: nil, hasChanged: false))
    }
    problems = problems.withoutRepetition().withoutConsequences(of: [tree])
    if problems.contains(where: { $0.severity == .error }) { throw SessionFailure.text(problems.sortedByPlace()) }
    return CheckedText(
      statements: statements, catalog: checkedCatalog, definitions: fresh, parameters: values, warnings: problems,
      traces: resolver.traces, lastPath: resolver.lastShape?.internalPath,
      declaredFiles: Set(expander.loadedTrees.compactMap(\.source.name)), boundParameters: bound)
  }

  /// Runs a checked text; throws `SessionFailure`.
  public func run(_ program: CheckedText) throws {
    defer { Leftovers.free() }
    output.report(program.warnings)
    traces = program.traces
    catalog = program.catalog
    definitions = program.definitions
    declaredFiles = program.declaredFiles
    defer { declaredFiles = [] }
    baseline.conform(to: catalog)
    forgetSnapshotsIfDeclared()
    locals = [:]
    for (slot, parameter) in program.parameters.enumerated() { locals[slot] = parameter }
    if isPartOfPage { keptParameters += program.boundParameters }
    defer {
      if var shape = last?.shape, let frames = last?.frames, shape.internalPath == nil {
        shape.internalPath = program.lastPath
        last = (shape, frames)
      }
    }
    let changesBefore = changesMade
    var place: SourceRange?
    do {
      for statement in program.statements {
        place = statement.range
        work.begin()
        try execute(statement)
      }
    } catch let failure as SessionFailure {
      throw failure
    } catch let diagnostic as Diagnostic {
      throw SessionFailure(stopped(diagnostic, at: place, hasChanged: changesMade > changesBefore))
    } catch let list as DiagnosticList {
      throw SessionFailure.run(list.diagnostics.sortedByPlace())
    }
  }

  /// A diagnostic with what became of the facts, where it stopped something halfway.
  private func stopped(_ diagnostic: Diagnostic, at place: SourceRange?, hasChanged: Bool) -> Diagnostic {
    guard diagnostic.code == .interrupted || diagnostic.code == .stepBudget else { return diagnostic }
    var told = diagnostic
    if told.code == .stepBudget { told.primary = place.map { .init($0, "stopped here") } }
    told.notes.append(
      hasChanged
        ? "what was changed before that stays: `changes` lists it, `undo` takes it back" : "nothing was changed")
    return told
  }

  /// The scenarios that were adopted, which an `undo` or a `redo` brings back.
  private var adoptedScenarioNames: [String] { (journal + undone).flatMap(\.adopted).map(\.scenario.name) }

  /// The traces of internal facts in the scenarios there are and in those of files the text will load.
  private func scenarioTraces(loading trees: [SyntaxTree], _ catalog: Catalog, _ definitions: Definitions)
    -> [String: InternalTraces]
  {
    let coming = trees.flatMap { tree in tree.root.children.filter { $0.kind == .scenarioStatement } }
    if coming.isEmpty { return scenarioTraces }
    let resolver = Resolver(catalog: catalog, definitions: definitions.copy(), directory: OpenDirectory())
    resolver.allowsMissingThings = true
    resolver.traces = traces
    resolver.scenarioTraces = scenarioTraces
    // What is wrong with them is told when they are loaded.
    _ = resolver.resolve(items: coming)
    return resolver.scenarioTraces
  }

  private func forgetSnapshotsIfDeclared() { forgetSnapshots() }

  /// Gives a script's parameters their values: from the command line, or their defaults.
  private func bindParameters(
    _ items: [SyntaxNode], _ resolver: Resolver, _ problems: inout [Diagnostic],
    _ boundParameters: inout [KeptParameter]
  ) -> ([Frame], [(name: String, range: SourceRange)]) {
    var values: [Frame] = []
    var ranges: [(name: String, range: SourceRange)] = []
    var known: Set<String> = []
    for parameter in keptParameters {
      resolver.bind(parameter.name, type: parameter.type)
      values.append(parameter.value)
    }
    for item in items where item.kind == .paramDeclaration {
      let own = item.ownTokens
      guard own.count > 1, item.tokenKind(own[1]) == .name || item.tokenKind(own[1]) == .quotedName else { continue }
      let name = item.tree.name(ofToken: own[1])
      let place = item.tree.range(ofToken: own[1])
      known.insert(name)
      guard let typeNode = item.child(of: .typeName),
        let single = resolver.catalog.type(named: typeNode.tree.name(ofToken: typeNode.lastTokenIndex))
      else {
        if let typeNode = item.child(of: .typeName) {
          if typeNode.endTokenIndex > typeNode.firstTokenIndex {
            problems.append(CatalogBuilder.unknownType(typeNode.text, among: Vocabulary.types, at: typeNode.range))
          }
        }
        // What it stands for is not known; that it exists is.
        resolver.bind(name, type: .invalid)
        values.append(Frame(columns: [.unknown]))
        continue
      }
      var type = typeNode.endTokenIndex - typeNode.firstTokenIndex > 1 ? .set(single) : single
      // A thing is given by its label and looked up where it is used, when all that is loaded is there.
      let isLabel = type.isEntity
      resolver.bind(name, type: type, isLabel: isLabel)
      let wanted = type
      if isLabel { type = .text }
      ranges.append((name, place))
      let written = parameters[name]
      var value: Value?
      if let written {
        if type == .text {
          value = .text(written)
        } else if type == .date, written == "today" {
          value = .date(today)
        } else {
          let tree = Parser.parse(SourceText("param x text = \(written)"))
          let node = tree.root.child(0)?.children.last
          var reader = ConstantReader(catalog: resolver.catalog)
          value = tree.diagnostics.isEmpty ? node.flatMap { reader.value(of: $0, as: type) } : nil
          if value == nil {
            problems.append(
              Diagnostic(
                .parameter, "`\(written)` does not fit the parameter `\(name)`", at: place,
                label: "\(resolver.catalog.name(of: type).withArticle) is needed",
                notes: reader.diagnostics.map { problem in
                  problem.message + (problem.primary.map { $0.text.isEmpty ? "" : ": \($0.text)" } ?? "")
                }))
          }
        }
      } else if let node = item.children.last, node.kind == .nameExpression, type == .date, node.firstName == "today" {
        value = .date(today)
      } else if let node = item.children.last, node.kind != .typeName {
        var reader = ConstantReader(catalog: resolver.catalog)
        value = reader.value(of: node, as: type)
        problems += reader.diagnostics
      } else {
        problems.append(
          Diagnostic(
            .parameter, "the parameter `\(name)` has no value", at: place, label: "needed to run this script",
            notes: ["give it with `--param \(name)=VALUE`"]))
      }
      values.append(Frame(columns: [value ?? .unknown]))
      boundParameters.append(KeptParameter(name: name, type: type, value: values[values.count - 1]))
      if case .entity(let entity) = wanted, case .text(let label)? = value {
        let given = written == nil ? item.children.last?.range ?? place : place
        resolver.lookUp(ThingPath(parts: [.init(entity: entity, labels: [label])], range: given))
      }
    }
    for name in parameters.keys.sorted()
    where !known.contains(name) && !items.isEmpty && !isInteractive && !isPartOfPage {
      let nearest = Suggestions.nearest(to: name, among: known.sorted())
      problems.append(
        Diagnostic(
          .parameter, "this script has no parameter `\(name)`",
          notes: [
            nearest.map { "did you mean `\($0)`?" }
              ?? (known.isEmpty ? "it has none" : "it has \(known.sorted().joined(separator: ", "))")
          ]))
    }
    return (values, ranges)
  }
}

extension [Diagnostic] {
  /// Each problem once, though two passes may have met it.
  func withoutRepetition() -> [Diagnostic] {
    var seen: Set<String> = []
    return filter { diagnostic in
      let place = diagnostic.primary.map { "\($0.range.source.name ?? "")@\($0.range.start)-\($0.range.end)" } ?? ""
      return seen.insert("\(diagnostic.code.rawValue) \(place) \(diagnostic.message)").inserted
    }
  }
}
