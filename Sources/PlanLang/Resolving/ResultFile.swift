/// The files results are written to, by the endings of their names.
public enum ResultFile {
  /// Endings of programs whose files are not plain text, and what they read as well.
  private static let foreignEndings = [
    "xlsx": "csv", "xls": "csv", "ods": "csv", "numbers": "csv", "tsv": "csv", "tab": "csv", "docx": "md", "doc": "md",
    "odt": "md", "pdf": "md", "html": "md", "htm": "md", "pptx": "md", "yaml": "json", "yml": "json", "xml": "json",
    "parquet": "csv", "db": "csv", "sqlite": "csv", "markdown": "md", "text": "txt", "json5": "json", "ndjson": "jsonl",
  ]

  /// What follows the last point of a name, in small letters; nil where nothing does.
  public static func ending(of file: String) -> String? {
    guard let dot = file.lastIndex(of: "."), !file[dot...].contains("/") else { return nil }
    let ending = file[file.index(after: dot)...].lowercased()
    return ending.isEmpty || file[..<dot].last.map({ $0 == "/" }) ?? true ? nil : ending
  }

  /// What is wrong with a file's name: an ending that promises what is never in it, or the ending of plans, which results
  /// are none of. A name without an ending takes any shape.
  ///
  /// - Parameter hasFormat: whether the shape is said by `as`; then the ending need not say it.
  public static func problem(_ file: String, hasFormat: Bool, at place: SourceRange) -> Diagnostic? {
    guard let ending = ending(of: file), Vocabulary.fileEndings[ending] == nil else { return nil }
    if ending == "plan" {
      return Diagnostic(
        .unwritable, "`\(file)` would be a plan file, and a result is no plan", at: place,
        label: "results don't go to `.plan` files", notes: [known])
    }
    if hasFormat { return nil }
    guard let near = foreignEndings[ending] else {
      return Diagnostic(
        .unknownName, "nothing is written as `.\(ending)`", at: place,
        label: "not an ending that says which shape", notes: [known])
    }
    let better = "\(file.dropLast(ending.count))\(near)"
    return Diagnostic(
      .unknownName, "nothing is written as `.\(ending)`", at: place, label: "write `.\(near)`, which it can read",
      notes: [known],
      fixIts: place.text == "\"\(file)\"" ? [.init("write `.\(near)`", replace: place, with: "\"\(better)\"")] : [])
  }

  private static var known: String {
    "a file ends in \(Vocabulary.fileEndings.keys.sorted().map { ".\($0)" }.joined(separator: ", ")), "
      + "or the format is said: `| as csv | to \"FILE\"`"
  }
}
