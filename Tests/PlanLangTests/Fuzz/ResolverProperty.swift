import Foundation
#if canImport(PlanLang)
@testable import PlanLang
#endif

/// Whatever a text says of the library's entities, checks and queries, it is answered with diagnostics, and so is the
/// linter's second look.
final class ResolverProperty: FuzzProperty {
  private let library: Catalog
  private let definitions = Definitions()

  /// Reads the library's files from the folder in the environment variable `FUZZ_LIBRARY`.
  convenience init() {
    guard let folder = getenv("FUZZ_LIBRARY").map({ String(cString: $0) }) else {
      broken("FUZZ_LIBRARY names the folder of the library")
    }
    self.init(library: folder)
  }

  init(library folder: String) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { broken("there is no library in `\(folder)`") }
    var trees: [SyntaxTree] = []
    for name in names.sorted() where name.hasSuffix(".plan") {
      guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
      trees.append(Parser.parse(SourceText(name: "library:" + name, bytes: Array(data))))
    }
    var builder = CatalogBuilder(Catalog())
    builder.add(trees, isLibrary: true)
    if let told = builder.diagnostics.first { broken("the library: \(told.message)") }
    library = builder.catalog
    let resolver = Resolver(catalog: library, definitions: definitions, directory: OpenDirectory())
    resolver.resolveDeclarations()
    if let told = resolver.diagnostics.first { broken("the library: \(told.message)") }
  }

  func check(_ source: SourceText) {
    let tree = Parser.parse(source)
    let items = Array(tree.root.children)
    var builder = CatalogBuilder(library)
    let declarations = items.filter { CatalogBuilder.isDeclaration($0.kind) }
    builder.add(declarations)
    let isChanged = builder.catalog.version != library.version
    let resolver = Resolver(
      catalog: builder.catalog, definitions: isChanged ? Definitions() : definitions, directory: OpenDirectory())
    if isChanged { resolver.resolveNew(declarations) }
    _ = resolver.resolve(items: items)
    checkPlaces(builder.diagnostics + resolver.diagnostics + resolver.unused(parameters: []), in: source)
    let linter = Linter(today: CalendarDate(days: 20_778), catalog: builder.catalog)
    checkPlaces(linter.lint([tree]), in: source)
  }
}
