import PlanLang

/// Finds out, before anything runs, what a text will add by literal, so that names in it can be checked.
struct AdditionPreview {
  private(set) var snapshot: Snapshot
  /// What there is inside each scenario of the text.
  private(set) var scenarios: [Snapshot] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether the text so far may have taken things away or given them other names: then what is free, or there, is seen
  /// when it runs.
  private(set) var movesNames = false
  /// Whether the text so far may have taken back what it added itself.
  private var takesBack = false
  /// The names the text gives things by literal.
  private(set) var newNames: Set<String> = []
  /// Whether things may get names that nobody can know of yet.
  private(set) var bringsNames = false
  /// Whether there are changes from before the text that could be taken back or done again.
  private let hasHistory: Bool
  /// What there is without anything the text adds.
  private var found: Snapshot
  let catalog: Catalog
  private var scope: ThingReference?
  let today: CalendarDate

  init(snapshot: Snapshot, catalog: Catalog, scope: ThingReference?, today: CalendarDate, hasHistory: Bool) {
    self.snapshot = snapshot
    self.hasHistory = hasHistory
    found = snapshot
    self.catalog = catalog
    self.scope = scope
    self.today = today
    self.snapshot.conform(to: catalog)
    found = self.snapshot
  }

  /// Adds what files to be loaded hold; their problems are told when they are loaded.
  mutating func load(_ trees: [SyntaxTree]) {
    guard !trees.isEmpty else { return }
    var loader = DataLoader(editor: SnapshotEditor(snapshot, catalog: catalog), catalog: catalog, today: today)
    loader.load(trees.flatMap { $0.root.children.filter { [.block, .table, .perGroup].contains($0.kind) } })
    snapshot = loader.editor.snapshot
    found = snapshot
  }

  /// Goes through the items of a text in order.
  mutating func walk(_ items: [SyntaxNode], isNested: Bool = false) {
    let outer = scope
    for item in items {
      switch item.kind {
      case .block, .table, .perGroup, .addCommand: add(item, isNested: isNested)
      case .useCommand: note(use: item)
      case .scenarioStatement:
        // What a scenario adds is only there.
        let outside = snapshot
        if let body = item.child(of: .body) { walk(Array(body.children), isNested: true) }
        scenarios.append(snapshot)
        snapshot = outside
      case .forStatement:
        if let body = item.child(of: .body) { walk(Array(body.children), isNested: true) }
      case .ifStatement:
        for part in item.children where part.kind == .body { walk(Array(part.children), isNested: true) }
      case .queryStatement: note(changes: item)
      case .undoCommand, .redoCommand, .revertCommand:
        takesBack = true
        if hasHistory {
          movesNames = true
          bringsNames = true
        }
      case .adoptCommand: movesNames = true
      default: break
      }
    }
    if isNested { scope = outer }
  }

  /// Looks whether a query ends in `remove` or sets a name, and to what.
  private mutating func note(changes statement: SyntaxNode) {
    guard let step = statement.child(of: .query)?.children.last else { return }
    switch step.kind {
    case .removeStep: movesNames = true
    case .setStep:
      for assignment in step.children(of: .assignment) where assignment.firstName == "name" {
        movesNames = true
        if let value = assignment.child(0), value.kind == .textLiteral,
          value.endTokenIndex - value.firstTokenIndex == 1
        {
          newNames.insert(Literals.text(ofToken: value.firstTokenIndex, in: value.tree) { _ in })
        } else {
          bringsNames = true
        }
      }
    default: break
    }
  }

  private mutating func add(_ item: SyntaxNode, isNested: Bool) {
    var loader = DataLoader(
      editor: SnapshotEditor(snapshot, catalog: catalog), catalog: catalog, scope: scope, today: today)
    if item.kind == .addCommand { loader.add(item) } else { loader.load([item]) }
    // What was added may be taken back by then; what was there before is still there.
    var certain: Set<String>?
    if takesBack, !movesNames {
      var alone = DataLoader(
        editor: SnapshotEditor(found, catalog: catalog), catalog: catalog, scope: scope, today: today)
      if item.kind == .addCommand { alone.add(item) } else { alone.load([item]) }
      certain = Set(alone.diagnostics.filter { $0.code == .duplicateThing }.map(\.message))
    }
    // Inside a body, or after names have moved, the thing may be gone or there by then: only what is wrong in any case is told now.
    let told = loader.diagnostics.filter { diagnostic in
      guard isNested || movesNames || takesBack else { return true }
      if !isNested, certain?.contains(diagnostic.message) ?? false { return true }
      switch diagnostic.code {
      case .thingNotFound, .thingAmbiguous, .duplicateThing, .duplicateField, .wrongParent: return false
      default: return true
      }
    }
    diagnostics += told
    snapshot = loader.editor.snapshot
  }

  private mutating func note(use item: SyntaxNode) {
    let own = item.ownTokens
    guard own.count > 1 else { return }
    let word = item.tree.name(ofToken: own[1])
    if item.child(0) == nil, word == "all" {
      scope = nil
      return
    }
    guard let entity = catalog.entity(named: word), let value = item.child(0), value.kind == .textLiteral else {
      return
    }
    let label = Literals.text(ofToken: value.firstTokenIndex, in: value.tree) { _ in }
    let path = ThingPath(parts: [.init(entity: entity, labels: [label])], range: value.range)
    if case .found(let thing) = ThingFinder(snapshot: snapshot, catalog: catalog).find(path, within: nil) {
      scope = thing
    }
  }
}
