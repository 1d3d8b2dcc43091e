import PlanLang

// Runs checked statements one after another.

extension Session {
  func execute(_ statement: CheckedStatement) throws {
    try work.countRow()
    switch statement.kind {
    case .nothing: break
    case .query(let plan): try execute(plan, statement.range)
    case .data(let node), .add(let node): try addData(node, statement.range)
    case .useThing(let thing):
      guard case .thing(let found) = try evaluator().evaluate(thing) else {
        throw Diagnostic(.thingNotFound, "there is nothing to use", at: thing.range, label: "its name is unknown")
      }
      scope = found
    case .useAll: scope = nil
    case .useDate(let value):
      guard case .date(let date) = try evaluator().evaluate(value) else {
        throw Diagnostic(.wrongValue, "the date is unknown", at: value.range, label: "`use date` needs a known date")
      }
      today = date
    case .useScenario(let value):
      guard case .text(let name) = try evaluator().evaluate(value) else { return }
      _ = try scenario(named: name, at: value.range)
      currentScenario = name
    case .useBaseline: currentScenario = nil
    case .scenario(let name, let base, let body): try record(name, base: base, body, statement.range)
    case .adopt(let name): try adopt(name, statement.range)
    case .dropScenario(let name):
      _ = try scenario(named: name, at: statement.range)
      if let child = scenarios.first(where: { $0.base == name }) {
        throw Diagnostic(
          .scenarioConflict, "scenario \"\(child.name)\" starts from \"\(name)\"", at: statement.range,
          label: "drop that one first",
          severity: .error)
      }
      scenarios.removeAll { $0.name == name }
      forgetAdopted(of: name)
      if currentScenario == name { currentScenario = nil }
      forgetSnapshots()
    case .check(let id, let thing): try executeCheck(id, thing)
    case .whyCheck(let id, let verdict, let thing): try executeWhy(id, not: verdict, thing)
    case .whyExpression(let expression):
      let explainer = Explainer(evaluator: evaluator())
      try show(explainer.table(for: expression), Presentation())
    case .print(let value):
      let evaluator = evaluator()
      let text = ValueText(catalog: catalog, snapshot: evaluator.snapshot).display(
        try evaluator.evaluate(value), value.type)
      try show(printed: text)
    case .expectExpression(let condition): try expect(condition, statement.range)
    case .expectText(let text): expect(csv: text, statement.range)
    case .require(let condition, let message):
      let truth = try evaluator().evaluate(condition).truth
      if truth != true {
        throw SessionFailure.requirement(
          Diagnostic(
            .requireFailed, message.isEmpty ? "a requirement does not hold" : message, at: condition.range,
            label: truth == false ? "this is no" : "this is unknown",
            notes: truth == nil ? ["not known, which is not enough: `ask` shows what to find out"] : []))
      }
    case .forEach(let slot, _, let query, let body):
      let result = try evaluator().run(query)
      let table = result.choosesColumns ? nil : result.frames
      for frame in table ?? result.frames {
        locals[slot] = frame
        try inBody { for inner in body { try execute(inner) } }
      }
      locals[slot] = nil
    case .ifElse(let condition, let yes, let no):
      let truth = try evaluator().evaluate(condition).truth
      // What is unknown is not yes.
      try inBody { for inner in truth == true ? yes : no { try execute(inner) } }
    case .load(let path): try executeLoad(path)
    case .importRows, .save, .reload: throw notBuilt(statement)
    case .undo(let count), .redo(let count):
      let back = if case .undo = statement.kind { true } else { false }
      let word = back ? "undo" : "redo"
      if count == 0 {
        throw Diagnostic(
          .nothingToUndo, "`\(word) 0` leaves everything as it is", at: statement.range,
          label: "no change was asked for",
          notes: ["`\(word)` takes one change, `\(word) 3` three"])
      }
      let done = step(back: back, count: count)
      if done == 0 {
        throw Diagnostic(
          .nothingToUndo, "there is nothing to \(word)", at: statement.range,
          label: "no change is left")
      }
      forgetSnapshots()
      output.note("\(back ? "undone" : "done again"): \(counted(done, "change"))")
    case .revert:
      let count = journal.count
      var editor = SnapshotEditor(baseline, catalog: catalog, records: false)
      for set in journal.reversed() { editor.replay(set, inverse: true) }
      baseline = editor.snapshot
      // Whoever did not mean it finds the changes again.
      undone += journal.reversed()
      for set in journal.reversed() { for adopted in set.adopted { bringBack(adopted) } }
      journal = []
      forgetSnapshots()
      output.note(
        "back to what was loaded: \(counted(count, "change")) taken back"
          + (count == 0 ? "" : "; `redo\(count == 1 ? "" : " \(count)")` does \(count == 1 ? "it" : "them") again"))
    case .blame(let thing): try executeBlame(thing)
    case .describe(let name): output.show(text: try helpText.describe(name, at: statement.range))
    case .help(let words): output.show(text: try helpText.help(words, at: statement.range))
    case .report(let report, let path):
      let table = try self.table(of: report, statement.range)
      last = (RowShape(columns: table.columns, internalPath: path), table.rows.map { Frame(columns: $0) })
      try show(table, Presentation())
    case .reportQuery(let report, let plan):
      let table = try self.table(of: report, statement.range)
      last = (plan.sourceShape, table.rows.map { Frame(columns: $0) })
      try execute(plan, statement.range)
    }
  }

  func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// Runs a body; what `use` says in it ends with it.
  private func inBody(_ body: () throws -> Void) throws {
    let saved = (scope, currentScenario, today)
    defer { (scope, currentScenario, today) = saved }
    try body()
  }

  private func notBuilt(_ statement: CheckedStatement) -> Diagnostic {
    let word = statement.range.text.split { $0 == " " || $0 == "\n" }.first.map(String.init) ?? "this"
    return Diagnostic(
      .unwritable, "this version can't `\(word)` yet", at: statement.range, label: "checked, but not done",
      notes: ["changes last as long as the session; results can be written with `to \"FILE\"`"])
  }

  /// A `print` is a result with one column `text`.
  private func show(printed text: String) throws {
    var table = ResultTable(
      columns: [Column(name: "text", type: .text)], rows: [[.text(text)]], catalog: catalog, snapshot: snapshot)
    table.prose = text.split(separator: "\n", omittingEmptySubsequences: false).map { .init(String($0)) }
    if table.prose?.isEmpty == true { table.prose = [.init("")] }
    try output.show(table, Presentation())
  }

  func show(_ table: ResultTable, _ presentation: Presentation) throws { try output.show(table, presentation) }

  // MARK: Queries

  private func execute(_ plan: QueryPlan, _ range: SourceRange) throws {
    switch plan.steps.last {
    case .set(let assignments)?: return try set(plan, assignments, range)
    case .remove?: return try remove(plan, range)
    default: break
    }
    let evaluator = evaluator()
    let result = try evaluator.run(plan)
    var table = try ResultBuilder(evaluator: evaluator, statement: range).table(result, plan)
    table.leftOutUnknown = evaluator.leftOutUnknown
    table.skippedUnknown = evaluator.skippedUnknown
    if plan.presentation.file == nil { last = (result.shape, result.frames) }
    try output.show(table, plan.presentation)
  }

  private func addData(_ node: SyntaxNode, _ range: SourceRange) throws {
    var problems: [Diagnostic] = []
    var count = 0
    try change(range.text) { editor in
      var loader = DataLoader(editor: editor, catalog: catalog, scope: scope, today: today)
      if node.kind == .addCommand { loader.add(node) } else { loader.load([node]) }
      problems = loader.diagnostics
      if problems.contains(where: { $0.severity == .error }) { throw DiagnosticList(problems) }
      editor = loader.editor
      count = editor.edits.reduce(0) {
        if case .insert(let thing, _, _) = $1, catalog.entities[thing.entity].role == .stored { $0 + 1 } else { $0 }
      }
    }
    if isInteractive { output.note(count > 0 ? "added \(counted(count, "thing"))" : "extended") }
  }

  // MARK: Scenarios

  private func record(_ name: String, base: String?, _ body: [CheckedStatement], _ range: SourceRange) throws {
    if scenarios.contains(where: { $0.name == name }) {
      throw Diagnostic(
        .duplicateDeclaration, "there is a scenario \"\(name)\" already", at: range, label: "the name is taken",
        notes: ["drop it with `drop scenario \"\(name)\"`, or go on in it with `use scenario \"\(name)\"`"])
    }
    _ = try snapshot(of: base, at: range)
    scenarios.append(Scenario(name: name, base: base, changes: ChangeSet(title: name)))
    let saved = (currentScenario, scope, today)
    currentScenario = name
    defer { (currentScenario, scope, today) = saved }
    do {
      for statement in body { try execute(statement) }
    } catch {
      // A scenario whose block fails is not kept half-written.
      scenarios.removeAll { $0.name == name }
      forgetSnapshots()
      throw error
    }
  }

  private func adopt(_ name: String, _ range: SourceRange) throws {
    let scenario = try scenario(named: name, at: range)
    if let base = scenario.base {
      throw Diagnostic(
        .scenarioConflict, "scenario \"\(name)\" starts from \"\(base)\"", at: range, label: "adopt that one first",
        severity: .error)
    }
    var overrides: [String] = []
    let savedScenario = currentScenario
    currentScenario = nil
    defer { currentScenario = savedScenario == name ? nil : savedScenario }
    var added = ScenarioThings()
    let before = journal.count
    try change("adopt \"\(name)\"") { editor in
      let conflicts = try scenario.apply(to: &editor, &added)
      let hard = conflicts.filter(\.keepsFromAdopting).map(\.text)
      if let first = hard.first {
        throw Diagnostic(
          .scenarioConflict, "scenario \"\(name)\" no longer fits: \(first)", at: range, label: "nothing was adopted",
          severity: .error,
          notes: Array(hard.dropFirst()))
      }
      overrides = conflicts.filter { $0.kind == .changedByBoth }.map(\.text)
    }
    let adopted = AdoptedScenario(
      scenario: scenario, position: scenarios.firstIndex { $0.name == name } ?? scenarios.count,
      followers: scenarios.filter { $0.base == name }.map(\.name), added: added)
    if journal.count > before { journal[before].adopted = [adopted] }
    end(adopted)
    forgetSnapshots()
    output.note("adopted \"\(name)\": \(counted(scenario.changes.edits.count, "change"))")
    for override in overrides { output.note("  over what changed here since: \(override)") }
  }

  // MARK: Expectations

  private func expect(_ condition: Expression, _ range: SourceRange) throws {
    let evaluator = evaluator()
    let truth = try evaluator.evaluate(condition).truth
    if truth == true { return }
    failedExpectations += 1
    var notes: [String] = []
    if case .compare(_, let left, let right) = condition.kind {
      let text = ValueText(catalog: catalog, snapshot: evaluator.snapshot)
      notes = ["`\(left.text)` is \(text.display(try evaluator.evaluate(left), left.type))"]
      if case .constant = right.kind {
      } else {
        notes.append("`\(right.text)` is \(text.display(try evaluator.evaluate(right), right.type))")
      }
    }
    output.report([
      Diagnostic(
        .expectFailed, "an expectation does not hold", at: condition.range,
        label: truth == false ? "this is no" : "this is unknown",
        notes: notes)
    ])
  }

  private func expect(csv text: String, _ range: SourceRange) {
    let found: String
    if let last {
      let evaluator = evaluator()
      let result = QueryResult(shape: last.shape, frames: last.frames, choosesColumns: last.shape.entity == nil)
      let table = try? ResultBuilder(evaluator: evaluator).table(result, nil)
      found = table.map { CSVText($0).text() } ?? ""
    } else {
      found = ""
    }
    func lines(_ text: String) -> [String] {
      text.split(separator: "\n", omittingEmptySubsequences: true).map { line in
        var view = line[...]
        while view.last == "\r" || view.last == " " { view.removeLast() }
        return String(view)
      }
    }
    let wanted = lines(text)
    let got = lines(found)
    if wanted == got { return }
    failedExpectations += 1
    let index =
      zip(wanted, got).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(wanted.count, got.count)
    output.report([
      Diagnostic(
        .expectFailed, "the last result is another one", at: range,
        label: "expected \(counted(wanted.count, "line")), found \(got.count)",
        notes: [
          "line \(index + 1) was to be: \(index < wanted.count ? wanted[index] : "(nothing)")",
          "and is: \(index < got.count ? got[index] : "(nothing)")",
        ])
    ])
  }

  // MARK: Checks, why, blame

  private func executeCheck(_ id: Int?, _ thing: Expression?) throws {
    let evaluator = evaluator()
    var within: ThingReference?
    if let thing, case .thing(let found) = try evaluator.evaluate(thing) { within = found }
    let reporter = CheckReporter(evaluator: evaluator)
    if let id {
      let (table, frames) = try reporter.table(id, within: within)
      if let resolved = definitions.check(id) {
        last = (RowShape(columns: resolved.columns, check: id, internalPath: resolved.internalPath), frames)
      }
      try show(table, Presentation())
    } else {
      try show(try reporter.overview(within: within), Presentation())
    }
  }

  private func executeWhy(_ id: Int, not verdict: Int?, _ thing: Expression) throws {
    let evaluator = evaluator()
    guard case .thing(let found) = try evaluator.evaluate(thing) else { return }
    let explainer = Explainer(evaluator: evaluator)
    try show(try explainer.table(check: id, not: verdict, for: found, at: thing.range), Presentation())
  }

  private func executeBlame(_ thing: Expression) throws {
    let evaluator = evaluator()
    guard case .thing(let found) = try evaluator.evaluate(thing) else { return }
    let changes = journal + (try scenarioChanges(thing.range))
    try show(BlameTable(catalog: catalog, snapshot: evaluator.snapshot, journal: changes).table(found), Presentation())
  }

  /// What the scenario in use, and those it stands on, change, in the words of its snapshot.
  private func scenarioChanges(_ range: SourceRange) throws -> [ChangeSet] {
    var found: [ChangeSet] = []
    let things = try layer(of: currentScenario, at: range).added
    var name = currentScenario
    while let step = name {
      let scenario = try scenario(named: step, at: range)
      let edits = scenario.changes.edits.map { $0.mappingThings(things.here) }
      found.insert(ChangeSet(edits: edits, title: "scenario \"\(step)\""), at: 0)
      name = scenario.base
    }
    return found
  }

  private func executeLoad(_ path: Expression) throws {
    guard case .text(let name) = try evaluator().evaluate(path) else {
      throw Diagnostic(.noSuchPath, "the path to load is unknown", at: path.range, label: "a known text is needed")
    }
    let resolved = IncludeExpander.resolved(name, relativeTo: path.range.source.name)
    let trees = try parsePath(resolved)
    try load(trees: trees)
  }
}
