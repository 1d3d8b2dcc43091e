import PlanLang

// Runs `set` and `remove`.

extension Session {
  private typealias Update = (thing: ThingReference, field: Int, value: Value, evidence: [Evidence])

  func set(_ plan: QueryPlan, _ assignments: [AssignmentPlan], _ range: SourceRange) throws {
    let (count, updates) = try updates(plan, assignments)
    try change(range.text, inPlace: true) { editor in
      for (thing, field, value, evidence) in updates {
        try Interrupt.check()
        if field < 0 {
          try self.rename(thing, value, &editor, range)
        } else {
          editor.set(thing, field: field, value, evidence: evidence)
        }
      }
      try self.requireOwnLabels(updates, editor, range)
      try self.guardReach(of: editor, "changes", counted(count, "thing"), range)
    }
    output.note("changed \(counted(count, "thing"))\(whereChangesGo)")
  }

  /// A label made of fields stays one of a kind when they change.
  private func requireOwnLabels(_ updates: [Update], _ editor: SnapshotEditor, _ range: SourceRange) throws {
    guard let first = updates.first, case .fields(let labels) = catalog.entities[first.thing.entity].labelling,
      updates.contains(where: { labels.contains($0.field) })
    else { return }
    let finder = ThingFinder(snapshot: editor.snapshot, catalog: catalog)
    for (thing, field, _, _) in updates where labels.contains(field) {
      try Interrupt.check()
      let label = finder.label(of: thing)
      let parent = editor.snapshot.parent(thing)
      let others = finder.things(of: thing.entity, labelled: [label], within: parent)
      guard others.contains(where: { $0 != thing && editor.snapshot.parent($0) == parent }) else { continue }
      let entity = catalog.entities[thing.entity]
      throw Diagnostic(
        .duplicateThing, "there is \(entity.name.withArticle) \(entity.writtenLabel(label)) already", at: range,
        label: "the name is taken")
    }
  }

  /// How many things a `set` changes, and the values they get. All are computed from the facts before.
  private func updates(_ plan: QueryPlan, _ assignments: [AssignmentPlan]) throws -> (Int, [Update]) {
    let evaluator = evaluator()
    let frames = try evaluator.run(plan).frames
    let evidence = try self.evidence(of: assignments, evaluator.snapshot)
    var things = 0
    var updates: [Update] = []
    for frame in frames {
      try evaluator.pulse()
      guard let thing = frame.thing else { continue }
      things += 1
      for (assignment, evidence) in zip(assignments, evidence) {
        let value = try evaluator.withFrame(frame) { try evaluator.evaluate(assignment.value) }
        updates.append((thing, assignment.field, try checked(value, assignment, thing, evaluator), evidence))
      }
    }
    return (things, updates)
  }

  /// The evidence given with each assignment.
  private func evidence(of assignments: [AssignmentPlan], _ snapshot: Snapshot) throws -> [[Evidence]] {
    guard assignments.contains(where: { $0.evidence != nil }) else { return assignments.map { _ in [] } }
    var reader = DataLoader(
      editor: SnapshotEditor(snapshot, catalog: catalog), catalog: catalog, scope: scope, today: today)
    let evidence = assignments.map { reader.read($0.evidence) ?? [] }
    if let problem = reader.diagnostics.first { throw problem }
    return evidence
  }

  /// A computed value that is to be stored, checked as one written in data would be.
  private func checked(_ value: Value, _ assignment: AssignmentPlan, _ thing: ThingReference, _ evaluator: Evaluator)
    throws -> Value
  {
    if assignment.field < 0 { return value }
    let field = catalog.entities[thing.entity].fields[assignment.field]
    if value == .text("") {
      throw Diagnostic(
        .emptyText, "an empty text says nothing", at: assignment.range, label: "`\(field.name)` would be empty",
        notes: ["use `none` to say there is none"])
    }
    if value == .absent {
      switch field.type {
      case .text, .date, .entity: break
      default:
        throw Diagnostic(.wrongValue, "`\(field.name)` can't be `none`", at: assignment.range, label: "use `unknown`")
      }
    }
    if field.type == .integer, case .number(let number) = value, number % Fixed.numberScale != 0 {
      throw Diagnostic(
        .wrongValue, "`\(field.name)` needs a whole number", at: assignment.range,
        label: "this gives \(Fixed.text(number, scale: Fixed.numberScale))")
    }
    if let bounds = field.bounds,
      var problem = BoundsCheck.problem(
        value, bounds, at: assignment.value.range, field: field.name, catalog: catalog, type: field.type)
    {
      // What is computed is not repaired by the nearest constant.
      problem.fixIts = []
      throw problem
    }
    if field.type == .percent, case .number(let number) = value { return .percent(number) }
    return value
  }

  private func rename(_ thing: ThingReference, _ value: Value, _ editor: inout SnapshotEditor, _ range: SourceRange)
    throws
  {
    guard case .text(let name) = value, !name.isEmpty else {
      throw Diagnostic(.emptyText, "a name can't be empty or unknown", at: range, label: "nothing was changed")
    }
    let finder = ThingFinder(snapshot: editor.snapshot, catalog: catalog)
    let parent = editor.snapshot.parent(thing)
    let others =
      parent.map { finder.things(of: thing.entity, labelled: [name], within: $0) }
      ?? finder.things(of: thing.entity, labelled: [name], within: nil)
    if others.contains(where: { $0 != thing && editor.snapshot.parent($0) == parent }) {
      throw Diagnostic(
        .duplicateThing, "there is \(catalog.entities[thing.entity].name.withArticle) \"\(name)\" already", at: range,
        label: "the name is taken")
    }
    editor.set(thing, field: -1, .text(name))
  }

  func remove(_ plan: QueryPlan, _ range: SourceRange) throws {
    let evaluator = evaluator()
    let things = try evaluator.run(plan).frames.compactMap(\.thing)
    try work.count(things.count)
    var what = counted(things.count, "thing")
    try change(range.text) { editor in
      let inside = try editor.remove(things) - things.count
      if inside > 0 { what += ", with \(counted(inside, "thing")) in \(things.count == 1 ? "it" : "them")," }
      try self.guardReach(of: editor, "removes", what, range)
    }
    if let scope, !snapshot.isAlive(scope) { self.scope = nil }
    if what.last == "," { what.removeLast() }
    output.note("removed \(what)\(whereChangesGo)")
  }

  /// A change that reaches into more than one top-level thing needs a yes; one in a scenario harms nothing and needs none.
  private func guardReach(of editor: SnapshotEditor, _ verb: String, _ what: String, _ range: SourceRange) throws {
    guard currentScenario == nil, !assumesYes else { return }
    let tops = Set(
      editor.edits.map { edit -> ThingReference in
        var current = edit.thing
        while let parent = editor.snapshot.parent(current) { current = parent }
        return current
      })
    guard tops.count > 1 else { return }
    let entities = Set(tops.map(\.entity)).sorted()
    let reach = entities.map { entity in
      let count = tops.count { $0.entity == entity }
      return "\(count) \(count == 1 ? catalog.entities[entity].name : catalog.entities[entity].plural)"
    }.joined(separator: " and ")
    switch output.confirm("This \(verb) \(what) and reaches \(reach). Go on?") {
    case true?: return
    case false?:
      output.note("nothing was changed")
      throw SessionFailure.declined
    case nil:
      let one = catalog.entities[entities[0]].name
      throw Diagnostic(
        .guarded, "this \(verb) \(what) and reaches \(reach)", at: range, label: "nothing was changed",
        notes: ["to do it in a script give `--yes`; to stay within one \(one) say `use \(one) \"...\"` first"])
    }
  }
}
