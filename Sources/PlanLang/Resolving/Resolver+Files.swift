/// The files results are written to.
extension Resolver {
  /// Endings of programs whose files are not plain text, and what they read as well.
  private static let foreignEndings = [
    "xlsx": "csv", "xls": "csv", "ods": "csv", "numbers": "csv", "tsv": "csv", "tab": "csv", "docx": "md", "doc": "md",
    "odt": "md", "pdf": "md", "html": "md", "htm": "md", "pptx": "md", "yaml": "json", "yml": "json", "xml": "json",
    "parquet": "csv", "db": "csv", "sqlite": "csv",
  ]

  /// Refuses a file whose ending promises what is never in it: a spreadsheet program would not open it.
  func checkEnding(of file: String, _ place: SourceRange) {
    guard let dot = file.lastIndex(of: "."), !file[dot...].contains("/") else { return }
    let ending = file[file.index(after: dot)...].lowercased()
    guard let near = Resolver.foreignEndings[ending] else { return }
    let better = "\(file[..<dot]).\(near)"
    report(
      Diagnostic(
        .unknownName, "nothing is written as `.\(ending)`", at: place, label: "write `.\(near)`, which it can read",
        notes: [
          "a file ends in \(Vocabulary.fileEndings.keys.sorted().map { ".\($0)" }.joined(separator: ", ")), "
            + "or the format is said: `| as csv | to \"FILE\"`"
        ],
        fixIts: [.init("write `.\(near)`", replace: place, with: "\"\(better)\"")]))
  }
}
