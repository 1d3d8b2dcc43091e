import PlanLang

/// Turns the blocks and tables of texts into facts, through a `SnapshotEditor`.
///
/// First every thing is made, then every value is read, so that references may point forward and to other files.
/// Problems gather in `diagnostics`; a caller that finds errors there throws the editor away, so nothing is half loaded.
///
/// Most of what people write is plain: a name, `=`, one literal. That is read by its bytes (`EntityForm`, `TreeReader`);
/// whatever is not plain goes the careful way over `SyntaxNode`, which also finds the words for what is wrong.
struct DataLoader {
  var editor: SnapshotEditor
  private(set) var diagnostics: [Diagnostic] = []
  let catalog: Catalog
  /// The thing `use` chose: where things without `of` go.
  let scope: ThingReference?
  let today: CalendarDate

  /// A thing's block (or a part of it) whose values are still to be read.
  struct Fragment {
    let entity: Int32
    let row: Int32
    let text: Int32
    /// The members of the block, or a table's row.
    let node: Int32
    let evidence: Int32
    /// A table's columns by their number; -1 for a block.
    var columns: Int32 = -1

    var thing: ThingReference { ThingReference(entity: Int(entity), row: Int(row)) }
  }

  var forms: EntityForms
  var index: LabelIndex
  /// How many things of each entity there were before.
  let before: [Int]
  /// The number of the empty text, the name of things without one.
  let emptyText: UInt32
  var texts: [LoadedText] = []
  private var textNumbers: [ObjectIdentifier: Int] = [:]
  /// Lists of evidence by number; 0 is none. A list holds for many values, so they share it.
  var evidenceLists: [[Evidence]] = [[]]
  var columnLists: [[TableColumn]] = []
  var knownTables: [KnownTable] = []
  /// How many things a load has to make for two threads to pay.
  var thingsForTwo = 512
  /// How many problems are enough to stop.
  var mostProblems = 500
  var fragments: ContiguousArray<Fragment> = []
  var rowFragments: ContiguousArray<Fragment> = []
  /// Where each new thing's label stands, by entity.
  var places: [ContiguousArray<LoadedPlace>]
  /// Things that more than one block speaks of, and where their fields were first given.
  var extended: Set<ThingReference> = []
  var firstSet: [ThingReference: [Int: SourceRange]] = [:]
  /// Things in whose blocks the label fields are given, to be named once they are known.
  var unnamed: [(thing: ThingReference, place: LoadedPlace)] = []
  /// References in labels, to be looked up once all things are there.
  var labelReferences: [LabelReference] = []
  /// Blocks with a label made of fields.
  var labelled: [LabelledBlock] = []
  var seen = SeenFields()
  var references = TreeIndex()
  var constants: ConstantReader
  var extensions: [Extension] = []
  /// What it knows as one of several loaders that each read a piece of a load; nil for one that reads all there is.
  var piece: LoadedPiece?
  /// The things that pieces brought.
  var brought: BroughtThings?

  init(
    editor: SnapshotEditor, catalog: Catalog, scope: ThingReference? = nil, today: CalendarDate,
    forms: EntityForms? = nil
  ) {
    self.editor = editor
    self.catalog = catalog
    self.scope = scope
    self.today = today
    self.forms = forms ?? EntityForms(catalog)
    index = LabelIndex(entities: catalog.entities.count)
    before = (0..<editor.snapshot.tables.count).map { editor.snapshot.tables[$0].count }
    emptyText = editor.snapshot.pool.number(of: "")
    places = Array(repeating: [], count: catalog.entities.count)
    constants = ConstantReader(catalog: catalog)
  }

  // MARK: Entry

  /// Whether an item of a text holds facts.
  static func isData(_ kind: SyntaxKind) -> Bool { kind == .block || kind == .table || kind == .perGroup }

  /// Reads data items: blocks, tables and evidence groups.
  mutating func load(_ items: [SyntaxNode]) {
    make(items)
    finish()
  }

  /// Makes the things of data items, and keeps the rest for `finish`.
  mutating func make(_ items: [SyntaxNode]) {
    for item in items where !isHopeless { declare(item, evidence: 0) }
  }

  /// Reads what is known of the things made.
  mutating func finish() {
    // Outer things first, so that what an extension adds can itself be extended.
    let depths = extensions.map { item in
      item.block.child(of: .thing).flatMap { entity(ofThing: $0) }.map { catalog.ancestors(of: $0).count } ?? 0
    }
    piece?.isExtending = true
    for position in extensions.indices.sorted(by: { (depths[$0], $0) < (depths[$1], $1) }) {
      extend(extensions[position].block, evidence: extensions[position].evidence)
    }
    extensions = []
    // What a label referred to was looked for among fewer things.
    references = TreeIndex()
    readValues()
  }

  /// Reads the things an `add` statement adds.
  mutating func add(_ node: SyntaxNode) {
    guard let members = node.child(of: .members) else { return }
    let text = text(of: node.tree)
    if let thing = node.children.first(where: { $0.kind == .thing }), node.child(of: .nameExpression) == nil {
      declareBlock(thing, members, evidence: 0)
    } else if let noun = node.child(of: .nameExpression) {
      guard let entity = entity(named: noun.firstName, at: noun.range) else { return }
      var parent: ThingReference?
      if let owner = node.child(of: .thing) {
        guard let found = find(owner) else { return }
        parent = found
      } else {
        parent = implicitParent(entity, noun.range)
        if parent == nil, !catalog.entities[entity].isTopLevel { return }
      }
      make(entity, label: -1, in: text, at: noun.id, parent: parent, members: members.id, evidence: 0)
    }
    readValues()
  }

  /// Reads the values of everything made so far.
  private mutating func readValues() {
    setLabelReferences()
    let careful = readPlainValues()
    for fragment in careful.blocks where !isHopeless { readFields(fragments[fragment]) }
    for fragment in careful.rows where !isHopeless { readCells(rowFragments[fragment]) }
    for (thing, place) in unnamed { nameByFields(thing, place) }
    checkLabels()
    fragments = []
    rowFragments = []
    unnamed = []
  }

  // MARK: Telling

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Whether to stop looking: when enough is wrong (a file of nothing but mistakes need not be read to its end), or when
  /// the person asked for it.
  var isHopeless: Bool {
    diagnostics.count >= mostProblems || Interrupt.isRequested || piece?.needsRest == true
  }

  var finder: ThingFinder { ThingFinder(snapshot: editor.snapshot, catalog: catalog) }

  // MARK: Texts and places

  /// The loaded text of a tree.
  mutating func text(of tree: SyntaxTree) -> LoadedText {
    if let last = texts.last, last.tree === tree { return last }
    if let known = textNumbers[ObjectIdentifier(tree)] { return texts[known] }
    let file = tree.source.name.map { editor.fileNumber($0) } ?? 0
    let text = LoadedText(tree, number: Int32(texts.count), file: file)
    textNumbers[ObjectIdentifier(tree)] = texts.count
    texts.append(text)
    return text
  }

  func range(_ place: LoadedPlace) -> SourceRange {
    let tree = texts[Int(place.text)].tree
    return tree.range(ofToken: Int(place.first)).joined(to: tree.range(ofToken: Int(place.last)))
  }

  func node(_ fragment: Fragment) -> SyntaxNode { texts[Int(fragment.text)].tree.node(fragment.node) }
}
