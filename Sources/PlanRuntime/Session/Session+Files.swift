import Glibc
import PlanLang

// What is asked of files: those to be loaded are not loaded yet, those to be written are no plans.

extension Session {
  /// Files that are loaded already, as one message however many they are; nil when there are none.
  ///
  /// - Parameters:
  ///   - files: the files as they are to be known.
  ///   - folder: what their names count from.
  func alreadyLoaded(_ files: [String], in folder: String = "", at range: SourceRange? = nil) -> Diagnostic? {
    var again: [String] = []
    var fresh = LoadedFiles()
    for file in files {
      let path = file.hasPrefix("/") ? file : folder + file
      if loadedFiles.contains(path) || fresh.contains(path) { again.append(file) }
      fresh.insert(path)
    }
    guard let first = again.first else { return nil }
    let names = again.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      .alreadyLoaded,
      again.count == 1
        ? "`\(first)` is loaded already"
        : "\(again.count) files are loaded already: \(names)\(again.count > 3 ? " and \(again.count - 3) more" : "")",
      at: range, label: "nothing was loaded again",
      notes: ["a file is read once; to read what was changed in it, leave and start planshell again"])
  }

  /// Why a result can't go to a file, as far as can be seen before it is written; nil when nothing stands against it.
  func problem(withResultFile file: String, hasFormat: Bool, at range: SourceRange) -> Diagnostic? {
    if let problem = ResultFile.problem(file, hasFormat: hasFormat, at: range) { return problem }
    if loadedFiles.contains(file) || range.source.name.map({ LoadedFiles.areSame($0, file) }) ?? false {
      return Diagnostic(
        .unwritable, "`\(file)` was read for this, and a result would replace it", at: range,
        label: "choose another file")
    }
    var status = stat()
    if stat(file, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { return nil }
      return Diagnostic(
        .unwritable, "`\(file)` is a folder", at: range, label: "a file's name is needed",
        notes: ["as in `\(file.hasSuffix("/") ? file : file + "/")result.csv`"])
    }
    // A link to nothing is followed when it is written to.
    guard lstat(file, &status) != 0, let slash = file.lastIndex(of: "/") else { return nil }
    let folder = String(file[..<slash])
    guard !folder.isEmpty, FileReader.isFolder(folder) != true else { return nil }
    return Diagnostic(
      .unwritable, "`\(file)` can't be written: there is no folder `\(folder)`", at: range, label: "goes nowhere",
      notes: ["make the folder first; paths count from the folder planshell runs in"])
  }

  /// The presentation of a query that runs, with the name of its file.
  func presentation(of plan: QueryPlan) throws -> Presentation {
    var presentation = plan.presentation
    guard let file = presentation.file else { return presentation }
    guard case .text(let name) = try evaluator().evaluate(file) else {
      throw Diagnostic(.wrongValue, "the file's name is unknown", at: file.range, label: "a known text is needed")
    }
    if let problem = problem(withResultFile: name, hasFormat: presentation.format != nil, at: file.range) {
      throw problem
    }
    presentation.path = name
    return presentation
  }
}

extension LoadedFiles {
  /// Whether two paths lead to one file.
  static func areSame(_ first: String, _ second: String) -> Bool {
    var files = LoadedFiles()
    files.insert(first)
    return files.contains(second)
  }
}
