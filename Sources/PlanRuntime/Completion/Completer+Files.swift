import Glibc
import PlanLang

// Names of files and folders, inside the quotes of the statements that read and write them.

extension Completer {
  /// What a path that is being typed could go on to; nil where no path stands. A folder is left open for what is in it.
  func paths(at cursor: CompletionCursor) -> [Candidate]? {
    let words = cursor.words
    guard let last = words.last, let fits = filter(words.count, first: words[0].text, last: last.text, words) else {
      return nil
    }
    let typed = cursor.typed
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    // What is hidden is shown to whoever begins to type it.
    let showsHidden = typed.dropFirst(folder.count).hasPrefix(".")
    return Completer.entries(of: folder.isEmpty ? "." : folder).compactMap { name, isFolder in
      if name.hasPrefix("."), !showsHidden { return nil }
      // What would have to be escaped is left for the person to type.
      if name.contains(where: { "\"\\".contains($0) || $0.isNewline }) { return nil }
      if isFolder { return Candidate(folder + name + "/", "folder") }
      return fits(name) ? Candidate(folder + name + "\"", "") : nil
    }
  }

  private func filter(_ count: Int, first: String, last: String, _ words: [Word]) -> ((String) -> Bool)? {
    if count == 1, first == "load" || first == "include" { return { $0.hasSuffix(".plan") } }
    if last == "to", count > 1, words[count - 2].kind == .bar {
      return { Vocabulary.fileEndings[ResultFile.ending(of: $0) ?? ""] != nil }
    }
    return nil
  }

  /// What is in a folder, by name.
  private static func entries(of folder: String) -> [(name: String, isFolder: Bool)] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var found: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name == "." || name == ".." { continue }
      found.append((name, FileReader.isFolder(folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)") == true))
    }
    return found.sorted { $0.name < $1.name }
  }
}
