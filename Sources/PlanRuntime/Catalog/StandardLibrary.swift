import PlanLang

/// The standard library: every scale, entity, worksheet, check and query that comes with the program.
public enum StandardLibrary {
  /// The catalog of the library, with its problems (none, as the tests see to).
  public static func load() -> (catalog: Catalog, diagnostics: [Diagnostic]) {
    var trees: [SyntaxTree] = []
    for file in EmbeddedLibrary.files {
      let bytes = Array(UnsafeBufferPointer(start: file.text.utf8Start, count: file.text.utf8CodeUnitCount))
      trees.append(Parser.parse(SourceText(name: "library:\(file.name)", bytes: bytes)))
    }
    var builder = CatalogBuilder(Catalog())
    builder.add(trees, isLibrary: true)
    return (builder.catalog, trees.flatMap(\.diagnostics) + builder.diagnostics)
  }

  /// The text of a library file by its name.
  public static func text(of name: String) -> String? {
    EmbeddedLibrary.files.first { $0.name.description == name }?.text.description
  }
}
