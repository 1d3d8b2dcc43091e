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
  let catalog: Catalog
  private var scope: ThingReference?
  let today: CalendarDate

  init(snapshot: Snapshot, catalog: Catalog, scope: ThingReference?, today: CalendarDate) {
    self.snapshot = snapshot
    self.catalog = catalog
    self.scope = scope
    self.today = today
    self.snapshot.conform(to: catalog)
  }

  /// Adds what files to be loaded hold; their problems are told when they are loaded.
  mutating func load(_ trees: [SyntaxTree]) {
    guard !trees.isEmpty else { return }
    var loader = DataLoader(editor: SnapshotEditor(snapshot, catalog: catalog), catalog: catalog, today: today)
    loader.load(trees.flatMap { $0.root.children.filter { [.block, .table, .perGroup].contains($0.kind) } })
    snapshot = loader.editor.snapshot
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
      case .queryStatement: movesNames = movesNames || AdditionPreview.movesNames(item)
      case .undoCommand, .redoCommand, .revertCommand, .adoptCommand: movesNames = true
      default: break
      }
    }
    if isNested { scope = outer }
  }

  /// Whether a query ends in `remove` or sets a name.
  private static func movesNames(_ statement: SyntaxNode) -> Bool {
    guard let step = statement.child(of: .query)?.children.last else { return false }
    switch step.kind {
    case .removeStep: return true
    case .setStep: return step.children(of: .assignment).contains { $0.firstName == "name" }
    default: return false
    }
  }

  private mutating func add(_ item: SyntaxNode, isNested: Bool) {
    var loader = DataLoader(
      editor: SnapshotEditor(snapshot, catalog: catalog), catalog: catalog, scope: scope, today: today)
    if item.kind == .addCommand { loader.add(item) } else { loader.load([item]) }
    // Inside a body, or after names have moved, the thing may be gone or there by then: only what is wrong in any case is told now.
    let told = loader.diagnostics.filter { diagnostic in
      guard isNested || movesNames else { return true }
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
