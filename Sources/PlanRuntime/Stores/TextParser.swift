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

  private let files: [String]
  private let prefix: String
  private let work: WorkMeter
  private let next = Atomic<Int>(0)
  private let bytes = Atomic<Int>(0)
  /// Each place is written by the one thread that took its number.
  private let outcomes: UnsafeMutablePointer<Outcome?>

  /// The second thread pays from about here.
  private static let bytesForTwo = 65_536
  private static let filesForTwo = 64

  private init(_ files: [String], _ prefix: String, _ work: WorkMeter) {
    self.files = files
    self.prefix = prefix
    self.work = work
    outcomes = .allocate(capacity: max(files.count, 1))
    outcomes.initialize(repeating: nil, count: files.count)
  }

  deinit {
    outcomes.deinitialize(count: files.count)
    outcomes.deallocate()
  }

  /// The texts of files in their order; fewer, and the last ones in part, where the person asked to stop.
  ///
  /// - Parameter prefix: what the files' names leave out of their paths.
  static func texts(of files: [String], without prefix: String, _ work: WorkMeter) -> Texts {
    let parser = TextParser(files, prefix, work)
    // Small folders are read on one thread: most are.
    parser.run(until: filesForTwo, bytesForTwo)
    if parser.next.load(ordering: .relaxed) < files.count {
      BatchThread.both({ parser.run() }, { parser.run() })
    }
    var texts = Texts()
    for index in files.indices {
      switch parser.outcomes[index] {
      case .tree(let tree): texts.trees.append(tree)
      case .script: texts.scripts += 1
      case .problem(let problem): texts.problems.append(problem)
      case nil: break
      }
    }
    return texts
  }

  private func run(until fileLimit: Int = .max, _ byteLimit: Int = .max) {
    while !Interrupt.isRequested, bytes.load(ordering: .relaxed) < byteLimit,
      next.load(ordering: .relaxed) < fileLimit
    {
      let number = next.add(1, ordering: .relaxed).oldValue
      guard number < files.count else { return }
      outcomes[number] = outcome(files[number])
      work.countFile()
    }
  }

  private func outcome(_ file: String) -> Outcome {
    do {
      let source = try FileReader.source(file, knownAs: String(file.dropFirst(prefix.count)))
      bytes.add(source.bytes.count, ordering: .relaxed)
      if source.bytes.starts(with: [0x23, 0x21]) { return .script }
      let tree = Parser.parse(source, isStopped: { Interrupt.isRequested })
      // Loading wants to know the lines, which is work for this thread.
      _ = source.starts
      return .tree(tree)
    } catch let problem as Diagnostic {
      return .problem(problem)
    } catch {
      return .problem(Diagnostic(.unreadable, "`\(file)` can't be read: \(error)"))
    }
  }
}
