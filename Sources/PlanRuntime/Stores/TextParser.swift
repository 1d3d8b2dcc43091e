import PlanLang
import Synchronization

/// Reads and parses files, two at a time where there are many or large ones: no text's tree depends on another's.
final class TextParser: @unchecked Sendable {
  /// What the files of a folder are.
  struct Texts {
    var trees: [SyntaxTree] = []
    /// What is wrong with files that can't be read.
    var problems: [Diagnostic] = []
    /// How many files are scripts, which folders leave out.
    var scripts = 0
  }

  private enum Outcome {
    case tree(SyntaxTree)
    case script
    case problem(Diagnostic)
  }

  let files: [String]
  private let prefix: String
  private let work: WorkMeter
  private let next = Atomic<Int>(0)
  private let bytes = Atomic<Int>(0)
  /// Each place is written by the one thread that took its number.
  private let outcomes: UnsafeMutablePointer<Outcome?>

  /// The second thread pays from about here.
  private static let bytesForTwo = 65_536
  private static let filesForTwo = 64
  /// A file as long as this is worth more than one thread.
  private static let longFile = 262_144
  /// A long file among the first, which is left for later.
  private var postponed: (number: Int, source: SourceText)?

  /// Reads the first of some files: all of them where they are few and small, as most folders are.
  ///
  /// - Parameter prefix: what the files' names leave out of their paths.
  init(_ files: [String], without prefix: String, _ work: WorkMeter) {
    self.files = files
    self.prefix = prefix
    self.work = work
    outcomes = .allocate(capacity: max(files.count, 1))
    outcomes.initialize(repeating: nil, count: files.count)
    readFirst()
  }

  deinit {
    outcomes.deinitialize(count: files.count)
    outcomes.deallocate()
  }

  /// The files that are not read yet.
  var rest: ArraySlice<String> { files[min(next.load(ordering: .relaxed), files.count)...] }

  /// The texts of the files in their order; fewer, and the last ones in part, where the person asked to stop.
  func texts() -> Texts {
    if !rest.isEmpty { BatchThread.both({ self.run() }, { self.run() }) }
    return textsSoFar
  }

  /// The texts of the files that are read.
  var textsSoFar: Texts {
    var texts = Texts()
    for index in files.indices {
      switch outcomes[index] {
      case .tree(let tree): texts.trees.append(tree)
      case .script: texts.scripts += 1
      case .problem(let problem): texts.problems.append(problem)
      case nil: break
      }
    }
    return texts
  }

  private func readFirst() {
    for number in files.indices.prefix(TextParser.filesForTwo) {
      guard !Interrupt.isRequested, bytes.load(ordering: .relaxed) < TextParser.bytesForTwo else { return }
      do {
        let source = try read(number)
        if source.bytes.count >= TextParser.longFile {
          postponed = (number, source)
          return
        }
        outcomes[number] = outcome(source)
      } catch {
        outcomes[number] = outcome(error, number)
      }
      next.store(number + 1, ordering: .relaxed)
      work.countFile()
    }
  }

  private func run() {
    while !Interrupt.isRequested {
      let number = next.add(1, ordering: .relaxed).oldValue
      guard number < files.count else { return }
      do {
        let source = if let postponed, postponed.number == number { postponed.source } else { try read(number) }
        outcomes[number] = outcome(source)
      } catch {
        outcomes[number] = outcome(error, number)
      }
      work.countFile()
    }
  }

  private func read(_ number: Int) throws -> SourceText {
    try FileReader.source(files[number], knownAs: String(files[number].dropFirst(prefix.count)))
  }

  private func outcome(_ source: SourceText) -> Outcome {
    bytes.add(source.bytes.count, ordering: .relaxed)
    if source.isScript { return .script }
    let tree = Parser.parse(source, isStopped: { Interrupt.isRequested })
    // Loading wants to know the lines, which is work for this thread.
    _ = source.starts
    return .tree(tree)
  }

  private func outcome(_ error: any Error, _ number: Int) -> Outcome {
    .problem(
      error as? Diagnostic ?? Diagnostic(.unreadable, "`\(files[number])` can't be read: \(error)"))
  }
}
