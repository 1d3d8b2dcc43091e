import PlanLang

/// A file or folder that is to be loaded, as far as it is known.
struct LoadedPath {
  private enum Content {
    case file(SourceText)
    case folder(TextParser, prefix: String)
  }
  private let path: String
  private let content: Content

  /// Finds a file or folder, and reads what is short.
  ///
  /// - Parameter folder: where a relative path counts from; its files are known by their paths as written.
  init(_ written: String, in folder: String, _ work: WorkMeter) throws {
    let prefix = written.hasPrefix("/") ? "" : folder
    path = prefix + written
    guard let isFolder = FileReader.isFolder(path) else { throw FileReader.missing(path) }
    if !isFolder {
      work.beginFiles(1)
      content = .file(try FileReader.planSource(path, knownAs: written))
      return
    }
    let files = try FileReader.planFiles(in: path)
    work.beginFiles(files.count)
    content = .folder(TextParser(files, without: prefix, work), prefix: prefix)
  }

  /// The files by the names they are known by.
  var files: [String] {
    switch content {
    case .file(let source): [source.name ?? path]
    case .folder(let parser, let prefix): parser.files.map { String($0.dropFirst(prefix.count)) }
    }
  }

  /// The trees of the file, or of the folder's files; scripts in folders are skipped.
  func trees() throws -> [SyntaxTree] {
    switch content {
    case .file(let source): return [Parser.parse(source, isStopped: { Interrupt.isRequested })]
    case .folder(let parser, _):
      let texts = parser.texts()
      if !texts.problems.isEmpty { throw DiagnosticList(texts.problems) }
      if texts.trees.isEmpty {
        throw Diagnostic(
          .noPlanFiles, "there are no plan files in `\(path)`",
          notes: [
            texts.scripts > 0
              ? "it holds scripts only, which are run with `planshell run`" : "plan files end in `.plan`"
          ]
        )
      }
      return texts.trees
    }
  }

  // MARK: Pieces

  /// Files longer than this are cut before they are dealt out, so that both threads have their share.
  private static let longFile = 16 << 20
  /// About how long the files are that are dealt out together.
  private static let share = 512 << 10

  /// What is to be loaded in pieces, in its order, and how many bytes that are; nil where it is too short for that, or
  /// there is something to tell.
  static func pieces(of paths: [LoadedPath]) -> (list: [Piece], bytes: Int)? {
    guard paths.contains(where: { $0.isUnread }) else { return nil }
    var pieces: [Piece] = []
    var bytes = 0
    for path in paths {
      switch path.content {
      case .file(let source):
        bytes += source.bytes.count
        pieces += stretches(of: source)
      case .folder(let parser, let prefix):
        let texts = parser.textsSoFar
        guard texts.problems.isEmpty else { return nil }
        if !texts.trees.isEmpty {
          pieces.append(.trees(texts.trees))
        } else if parser.rest.allSatisfy(FileReader.isScript) {
          return nil
        }
        guard let length = add(parser.rest, prefix, to: &pieces) else { return nil }
        bytes += length
      }
    }
    return bytes < PieceLoader.leastBytes ? nil : (pieces, bytes)
  }

  /// Whether there is text that is not parsed yet.
  private var isUnread: Bool {
    switch content {
    case .file(let source): source.bytes.count >= PieceLoader.leastBytes
    case .folder(let parser, _): !parser.rest.isEmpty
    }
  }

  /// Adds files as pieces and returns their length; nil where one can't be read.
  private static func add(_ files: ArraySlice<String>, _ prefix: String, to pieces: inout [Piece]) -> Int? {
    var all = 0
    var first = files.startIndex
    var bytes = 0
    func flush(before end: Int, _ pieces: inout [Piece]) {
      if end > first { pieces.append(.files(files[first..<end], without: prefix)) }
      first = end
      bytes = 0
    }
    for index in files.indices {
      let length = InputReader.size(of: files[index])
      all += length
      if length > longFile {
        guard let source = try? FileReader.source(files[index], knownAs: String(files[index].dropFirst(prefix.count)))
        else { return nil }
        flush(before: index, &pieces)
        first = index + 1
        if !source.isScript { pieces += stretches(of: source) }
        continue
      }
      bytes += length
      if bytes >= share { flush(before: index + 1, &pieces) }
    }
    flush(before: files.endIndex, &pieces)
    return all
  }

  private static func stretches(of source: SourceText) -> [Piece] {
    source.bytes.withUnsafeBufferPointer { TextStretches.of($0, around: PieceReader.size) }
      .map { .stretch(source, $0.bytes, firstLine: $0.firstLine) }
  }
}
