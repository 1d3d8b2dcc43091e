/// A catalog written out when the program is built, so that its start neither parses nor declares nor resolves the
/// library again.
///
/// What an image refers to are places in the library's texts; their trees are made only when something uses them.
public enum CatalogImage {
  /// The image of the catalog that the texts declare, and what there is to say about them.
  ///
  /// Reading it back takes the same texts in the same order.
  public static func make(of sources: [SourceText]) -> (text: String, diagnostics: [Diagnostic]) {
    let trees = sources.map { Parser.parse($0) }
    var builder = CatalogBuilder(Catalog())
    builder.add(trees, isLibrary: true)
    var problems = trees.flatMap(\.diagnostics) + builder.diagnostics
    let definitions = Definitions()
    if problems.isEmpty {
      let resolver = Resolver(catalog: builder.catalog, definitions: definitions, directory: OpenDirectory())
      resolver.resolveDeclarations()
      problems += resolver.diagnostics
    }
    return (text(of: builder.catalog, definitions, sources: sources), problems)
  }

  /// The image of a catalog that these texts declare, and of what was resolved of it.
  static func text(of catalog: Catalog, _ definitions: Definitions, sources: [SourceText]) -> String {
    var image = ImageWriter(sources: sources)
    catalog.write(to: &image)
    DefinitionImage.write(definitions, of: catalog, to: &image)
    return String(decoding: image.text, as: UTF8.self)
  }

  /// The catalog an image holds, with the texts it was made of.
  public static func catalog(from text: StaticString, of sources: [SourceText]) -> Catalog {
    let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    var reader = ImageReader(bytes, origins: sources.map { DeclarationSource($0) })
    var catalog = Catalog(from: &reader)
    catalog.resolved = DefinitionImage.take(from: &reader, text: text)
    return catalog
  }
}

extension Catalog: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(scales)
    // Scales of worksheets and checks have no name of their own.
    image.write(scales.indices.filter { scaleIndex[scales[$0].name] == $0 })
    image.write(entities)
    image.write(entities.indices.filter { entityIndex[entities[$0].name] == $0 })
    image.write(worksheets)
    image.write(checks)
    image.write(queries)
    image.write(definitions)
    image.write(moves)
    image.write(chances)
    image.write(rates)
    image.write(frameworks)
    image.write(version)
  }

  init(from image: inout ImageReader) {
    self.init()
    scales = image.list()
    scaleIndex = Catalog.index(of: image.list()) { [scales] in scales[$0].name }
    entities = image.list()
    let named: [Int] = image.list()
    entityIndex = Catalog.index(of: named) { [entities] in entities[$0].name }
    pluralIndex = Catalog.index(of: named) { [entities] in entities[$0].plural }
    worksheets = image.list()
    checks = image.list()
    queries = image.list()
    definitions = image.list()
    moves = image.list()
    chances = image.list()
    rates = image.list()
    frameworks = image.list()
    version = image.integer()
    worksheetIndex = Catalog.index(of: worksheets.indices) { [worksheets] in worksheets[$0].name }
    checkIndex = Catalog.index(of: checks.indices) { [checks] in checks[$0].name }
    queryIndex = Catalog.index(of: queries.indices) { [queries] in queries[$0].name }
    definitionIndex = Catalog.index(of: definitions.indices) { [definitions] in definitions[$0].name }
    moveIndex = Catalog.index(of: moves.indices) { [moves] in moves[$0].name }
    chanceIndex = Catalog.index(of: chances.indices) { [chances] in chances[$0].name }
  }

  private static func index(of numbers: some Collection<Int>, name: (Int) -> String) -> [String: Int] {
    var index: [String: Int] = [:]
    index.reserveCapacity(numbers.count)
    for number in numbers { index[name(number)] = number }
    return index
  }
}
