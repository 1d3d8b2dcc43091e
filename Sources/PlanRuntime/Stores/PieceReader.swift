import PlanLang

/// Some texts of a load that are read together: small files, or one that is longer, or what is parsed already.
enum Piece: @unchecked Sendable {
  case trees([SyntaxTree])
  /// Files, and what their names leave out of their paths.
  case files(ArraySlice<String>, without: String)
  /// Some bytes of a text, the first of which stands in a line.
  case stretch(SourceText, Range<Int>, firstLine: Int)
}

/// What became of a piece, or a part of it, on the thread that read it.
enum PieceOutcome: @unchecked Sendable {
  /// It came out whole, so neither texts nor trees are needed any more.
  case facts(PieceFacts)
  /// It takes a closer look, together with the rest.
  case trees([SyntaxTree])
}

/// The things of a piece, with numbers of its own for all there is.
struct PieceFacts {
  let snapshot: Snapshot
  /// The texts its thread has come across since the facts before these.
  let newTexts: [String]
  let thread: Int
  /// Where something was looked for by its label.
  let searched: Set<SearchedPlace>
}

/// Reads pieces one after the other, on one of two threads. Each is parsed, loaded by itself and let go, so that the same
/// memory serves for one after the other.
final class PieceReader {
  private let catalog: Catalog
  private let today: CalendarDate
  private let work: WorkMeter
  private let thread: Int
  /// The files whose declarations the catalog has.
  private let declaredFiles: Set<String>
  /// A snapshot with nothing in it, whose pool has the texts of all pieces so far.
  private let nothing: Snapshot
  private var forms: EntityForms
  private var toldTexts = 0
  private(set) var filesRead = 0
  /// Whether a text declares something that facts depend on and the catalog does not have.
  private(set) var needsDeclarations = false

  /// About how long the texts are that are parsed and loaded at once: as much as stays near the processor.
  static let size = 256 << 10

  init(_ catalog: Catalog, _ today: CalendarDate, _ work: WorkMeter, declaredFiles: Set<String>, thread: Int) {
    self.catalog = catalog
    self.today = today
    self.work = work
    self.declaredFiles = declaredFiles
    self.thread = thread
    nothing = Snapshot(catalog: catalog)
    forms = EntityForms(catalog)
  }

  /// What a piece comes to, in the order of its texts; nil where something in it is wrong or changes what all others mean.
  func read(_ piece: Piece) -> [PieceOutcome]? {
    var outcomes: [PieceOutcome] = []
    var trees: [SyntaxTree] = []
    switch piece {
    case .trees(let known):
      guard known.allSatisfy({ isSound($0) }) else { return nil }
      put(known, into: &outcomes)
    case .stretch(let source, let range, let line):
      let stretch = SourceText(name: source.name, bytes: Array(source.bytes[range]), firstLine: line)
      guard let tree = parse(stretch) else { return nil }
      put([tree], into: &outcomes)
    case .files(let files, let prefix):
      for file in files {
        guard let source = try? FileReader.source(file, knownAs: String(file.dropFirst(prefix.count))) else {
          return nil
        }
        work.countFile()
        filesRead += 1
        if source.isScript { continue }
        if source.bytes.count > 2 * PieceReader.size {
          put(trees, into: &outcomes)
          trees = []
          guard putStretches(of: source, into: &outcomes) else { return nil }
        } else {
          guard let tree = parse(source) else { return nil }
          trees.append(tree)
        }
      }
      put(trees, into: &outcomes)
    }
    return outcomes
  }

  private func putStretches(of source: SourceText, into outcomes: inout [PieceOutcome]) -> Bool {
    let stretches = source.bytes.withUnsafeBufferPointer { TextStretches.of($0, around: PieceReader.size) }
    for (range, line) in stretches {
      let stretch = SourceText(name: source.name, bytes: Array(source.bytes[range]), firstLine: line)
      guard let tree = parse(stretch) else { return false }
      put([tree], into: &outcomes)
    }
    return true
  }

  /// The tree of a text; nil where it is not sound.
  private func parse(_ source: SourceText) -> SyntaxTree? {
    let tree = Parser.parse(source, isStopped: { Interrupt.isRequested })
    return isSound(tree) ? tree : nil
  }

  /// Whether nothing is wrong with a text as such, and what facts depend on is known.
  private func isSound(_ tree: SyntaxTree) -> Bool {
    guard tree.diagnostics.isEmpty, !Interrupt.isRequested else { return false }
    let isDeclared = declaredFiles.contains(tree.source.name ?? "")
    for item in tree.root.children {
      switch item.kind {
      case .block, .table, .perGroup, .scenarioStatement: break
      case let kind where CatalogBuilder.isDeclaration(kind):
        // The head of a file, which says what its declarations are for, is not in every stretch.
        if tree.source.firstLine > 1 { return false }
        if !isDeclared, DeclarationFinder.isMeaning(kind) {
          needsDeclarations = true
          return false
        }
      default: return false
      }
    }
    return true
  }

  /// Loads trees by themselves, as far as they hold nothing but facts.
  private func put(_ trees: [SyntaxTree], into outcomes: inout [PieceOutcome]) {
    var plain: [SyntaxTree] = []
    // Trees that only say more come behind all others anyway, so they do not hold up their neighbours.
    var extending: [SyntaxTree] = []
    func flush(_ outcomes: inout [PieceOutcome]) {
      load(plain, into: &outcomes)
      if !extending.isEmpty { outcomes.append(.trees(extending)) }
      plain = []
      extending = []
    }
    for tree in trees {
      let items = Array(tree.root.children)
      if !items.isEmpty, items.allSatisfy({ PieceReader.extends($0) }) {
        extending.append(tree)
      } else if items.allSatisfy({ DataLoader.isData($0.kind) && !PieceReader.addsThings($0) }) {
        plain.append(tree)
      } else {
        flush(&outcomes)
        outcomes.append(.trees([tree]))
      }
    }
    flush(&outcomes)
  }

  private static func extends(_ item: SyntaxNode) -> Bool {
    item.kind == .block && item.tree.token(item.firstTokenIndex, is: "extend")
  }

  /// Whether an item adds things to one that has its block elsewhere, which come behind all others.
  private static func addsThings(_ item: SyntaxNode) -> Bool {
    extends(item) && item.child(of: .members)?.children.contains { $0.kind != .fieldMember } == true
  }

  /// Loads trees by themselves: together or, where one of them takes a closer look, one by one.
  private func load(_ trees: [SyntaxTree], into outcomes: inout [PieceOutcome]) {
    guard !trees.isEmpty else { return }
    if let facts = facts(of: trees) {
      outcomes.append(.facts(facts))
    } else if trees.count == 1 {
      outcomes.append(.trees(trees))
    } else {
      for tree in trees { load([tree], into: &outcomes) }
    }
  }

  /// The facts of trees that come out whole.
  private func facts(of trees: [SyntaxTree]) -> PieceFacts? {
    var loader = DataLoader(
      editor: SnapshotEditor(nothing, catalog: catalog, records: false), catalog: catalog, today: today, forms: forms)
    loader.piece = LoadedPiece()
    loader.mostProblems = 1
    for tree in trees { loader.make(Array(tree.root.children)) }
    loader.finish()
    forms = loader.forms
    guard loader.isWhole else { return nil }
    let newTexts = nothing.pool.texts(from: toldTexts)
    toldTexts += newTexts.count
    return PieceFacts(
      snapshot: loader.editor.snapshot, newTexts: newTexts, thread: thread, searched: loader.piece?.searched ?? [])
  }
}
