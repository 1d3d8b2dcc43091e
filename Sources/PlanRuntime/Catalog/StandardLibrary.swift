import PlanLang

/// The standard library: every scale, entity, worksheet, check and query that comes with the program.
public enum StandardLibrary {
  /// The catalog of the library, as it was written out when the program was built.
  public static func catalog() -> Catalog {
    CatalogImage.catalog(from: EmbeddedLibrary.image, of: sources())
  }

  /// The library's texts, in load order.
  public static func sources() -> [SourceText] {
    EmbeddedLibrary.files.map { file in
      let text = UnsafeBufferPointer(start: file.text.utf8Start, count: file.text.utf8CodeUnitCount)
      return SourceText(name: "library:\(file.name)", bytes: Array(text))
    }
  }

  /// The text of a library file by its name.
  public static func text(of name: String) -> String? {
    EmbeddedLibrary.files.first { $0.name.description == name }?.text.description
  }
}
