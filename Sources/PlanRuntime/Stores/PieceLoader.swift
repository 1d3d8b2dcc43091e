import PlanLang
import Synchronization

/// Loads many or long texts on two threads: each takes the next piece, reads it and lets it go; what has come out is put
/// together in the order of the texts by whoever has just finished one.
///
/// It has no words for what is wrong. Where anything is, or where a text changes what the others mean, it gives up, and
/// everything is to be read with care.
final class PieceLoader: @unchecked Sendable {
  /// What came of a load: a loader with all facts, and the trees that were kept.
  struct Result {
    let loader: DataLoader
    let trees: [SyntaxTree]
  }

  private enum Attempt {
    case whole(Result)
    /// Texts declare what facts depend on.
    case needsDeclarations
    case givenUp
  }

  /// About how many bytes of text make pieces pay.
  static let leastBytes = 1 << 20

  private let pieces: [Piece]
  private let readers: [PieceReader]
  private let next = Atomic<Int>(0)
  private let hasGivenUp = Atomic<Bool>(false)
  private let finished = Mutex<[Int: [PieceOutcome]]>([:])
  /// Held by the thread that puts things together, which has the rest of these to itself.
  private let isSettling = Atomic<Bool>(false)
  private var settled = 0
  private var loader: DataLoader
  private var trees: [SyntaxTree] = []
  /// For each thread the numbers its texts have here.
  private var textNumbers: [ContiguousArray<UInt32>]

  private init(_ pieces: [Piece], _ session: Session, _ catalog: Catalog, declaredFiles: Set<String>) {
    self.pieces = pieces
    let (today, work) = (session.today, session.work)
    readers = (0..<2).map { PieceReader(catalog, today, work, declaredFiles: declaredFiles, thread: $0) }
    textNumbers = readers.map { _ in [] }
    loader = DataLoader(
      editor: SnapshotEditor(session.baseline, catalog: catalog, records: false), catalog: catalog, today: today)
    loader.mostProblems = 1
  }

  /// The facts of some pieces behind those of a session, which stays as it is; nil where they have to be read with care.
  static func load(_ pieces: [Piece], into session: Session) -> Result? {
    switch attempt(pieces, session, session.catalog, declaredFiles: session.declaredFiles) {
    case .whole(let result): return result
    case .givenUp: return nil
    case .needsDeclarations: break
    }
    guard let declaring = DeclarationFinder.trees(in: pieces) else { return nil }
    let undeclared = declaring.filter { !session.declaredFiles.contains($0.source.name ?? "") }
    var builder = CatalogBuilder(session.catalog)
    builder.add(undeclared)
    guard builder.diagnostics.isEmpty else { return nil }
    let declaredFiles = session.declaredFiles.union(undeclared.compactMap(\.source.name))
    switch attempt(pieces, session, builder.catalog, declaredFiles: declaredFiles) {
    case .whole(let result): return result
    case .givenUp, .needsDeclarations: return nil
    }
  }

  private static func attempt(
    _ pieces: [Piece], _ session: Session, _ catalog: Catalog, declaredFiles: Set<String>
  ) -> Attempt {
    let loader = PieceLoader(pieces, session, catalog, declaredFiles: declaredFiles)
    BatchThread.both({ loader.run(1) }, { loader.run(0) })
    loader.settle()
    if let result = loader.result() { return .whole(result) }
    for reader in loader.readers { session.work.takeBack(files: reader.filesRead) }
    return loader.readers.contains { $0.needsDeclarations } ? .needsDeclarations : .givenUp
  }

  private func result() -> Result? {
    guard !hasGivenUp.load(ordering: .acquiring), settled == pieces.count else { return nil }
    loader.finish()
    guard loader.diagnostics.isEmpty, loader.brought?.isDoubtful != true, !Interrupt.isRequested else { return nil }
    return Result(loader: loader, trees: trees)
  }

  private func run(_ thread: Int) {
    while !hasGivenUp.load(ordering: .relaxed), !Interrupt.isRequested {
      let number = next.add(1, ordering: .relaxed).oldValue
      guard number < pieces.count else { return }
      guard let outcomes = readers[thread].read(pieces[number]) else { return giveUp() }
      finished.withLock { $0[number] = outcomes }
      settle()
    }
  }

  private func giveUp() { hasGivenUp.store(true, ordering: .releasing) }

  /// Puts together what has come out, as far as nothing before it is missing; unless the other thread is at it.
  private func settle() {
    guard isSettling.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged else {
      return
    }
    while !hasGivenUp.load(ordering: .relaxed),
      let outcomes = finished.withLock({ $0.removeValue(forKey: settled) })
    {
      settled += 1
      for outcome in outcomes where !add(outcome) {
        giveUp()
        break
      }
    }
    isSettling.store(false, ordering: .releasing)
  }

  private func add(_ outcome: PieceOutcome) -> Bool {
    switch outcome {
    case .facts(let facts):
      let pool = loader.editor.snapshot.pool
      for text in facts.newTexts { textNumbers[facts.thread].append(pool.number(of: text)) }
      return loader.append(facts, texts: textNumbers[facts.thread])
    case .trees(let kept):
      trees += kept
      for tree in kept { loader.make(tree.root.children.filter { DataLoader.isData($0.kind) }) }
      return loader.diagnostics.isEmpty
    }
  }
}
