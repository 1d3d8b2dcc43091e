import PlanLang
import Synchronization

/// Parses texts, two at a time where there is enough to read: no text's tree depends on another's.
final class TextParser: @unchecked Sendable {
  private let sources: [SourceText]
  private let work: WorkMeter
  private let next = Atomic<Int>(0)
  /// Each place is written by the one thread that took its number.
  private let trees: UnsafeMutablePointer<SyntaxTree?>

  private init(_ sources: [SourceText], _ work: WorkMeter) {
    self.sources = sources
    self.work = work
    trees = .allocate(capacity: max(sources.count, 1))
    trees.initialize(repeating: nil, count: sources.count)
  }

  deinit {
    trees.deinitialize(count: sources.count)
    trees.deallocate()
  }

  /// The trees of texts, in their order; fewer, and the last ones in part, where the person asked to stop.
  static func trees(of sources: [SourceText], _ work: WorkMeter) -> [SyntaxTree] {
    let parser = TextParser(sources, work)
    if sources.count > 1, sources.reduce(0, { $0 + $1.bytes.count }) > 65_536 {
      BatchThread.both({ parser.run() }, { parser.run() })
    } else {
      parser.run()
    }
    return sources.indices.compactMap { parser.trees[$0] }
  }

  private func run() {
    while !Interrupt.isRequested {
      let number = next.add(1, ordering: .relaxed).oldValue
      guard number < sources.count else { return }
      trees[number] = Parser.parse(sources[number], isStopped: { Interrupt.isRequested })
      work.countFile()
    }
  }
}
