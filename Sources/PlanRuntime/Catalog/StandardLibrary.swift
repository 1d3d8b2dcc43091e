import Glibc
import PlanLang
import Synchronization

/// The standard library: every scale, entity, worksheet, check and query that comes with the program.
public enum StandardLibrary {
  /// The catalog of the library, with its problems (none, as the tests see to).
  public static func load() -> (catalog: Catalog, diagnostics: [Diagnostic]) {
    let trees = LibraryParsing.shared.trees()
    var builder = CatalogBuilder(Catalog())
    builder.add(trees, isLibrary: true)
    return (builder.catalog, trees.flatMap(\.diagnostics) + builder.diagnostics)
  }

  /// Begins to parse the library beside whatever else the program does at its start.
  public static func prepare() { LibraryParsing.shared.start() }

  /// The text of a library file by its name.
  public static func text(of name: String) -> String? {
    EmbeddedLibrary.files.first { $0.name.description == name }?.text.description
  }
}

/// Parses the library's files, on two threads when it was begun early.
private final class LibraryParsing: Sendable {
  static let shared = LibraryParsing()

  private struct State {
    var threads: [pthread_t] = []
    var halves: [[SyntaxTree]?] = [nil, nil]
  }
  private let state = Mutex(State())

  func start() {
    state.withLock { state in
      guard state.threads.isEmpty else { return }
      for half in 0..<2 {
        var thread = pthread_t()
        let argument = UnsafeMutableRawPointer(bitPattern: half + 1)
        let code = pthread_create(
          &thread, nil,
          { argument in
            LibraryParsing.shared.parse(half: Int(bitPattern: argument) - 1)
            return nil
          }, argument)
        if code == 0 { state.threads.append(thread) }
      }
    }
  }

  /// The trees in the order of the files' names.
  func trees() -> [SyntaxTree] {
    let threads = state.withLock { state in
      defer { state.threads = [] }
      return state.threads
    }
    for thread in threads { pthread_join(thread, nil) }
    return (0..<2).flatMap { half in
      if let trees = state.withLock({ $0.halves[half] }) { return trees }
      parse(half: half)
      return state.withLock { $0.halves[half] } ?? []
    }
  }

  /// Parses the files that make up the first or the second half of the library's bytes.
  private func parse(half: Int) {
    let files = EmbeddedLibrary.files
    let total = files.reduce(0) { $0 + $1.text.utf8CodeUnitCount }
    var before = 0
    var trees: [SyntaxTree] = []
    for file in files {
      let isFirst = before * 2 < total
      before += file.text.utf8CodeUnitCount
      guard isFirst == (half == 0) else { continue }
      let bytes = Array(UnsafeBufferPointer(start: file.text.utf8Start, count: file.text.utf8CodeUnitCount))
      trees.append(Parser.parse(SourceText(name: "library:\(file.name)", bytes: bytes)))
    }
    state.withLock { $0.halves[half] = trees }
  }
}
