import PlanLang
@testable import PlanRuntime
@testable import planshell

/// A small vocabulary and a few things, for results put together by hand.
struct RenderingFixture {
  let catalog: Catalog
  let snapshot: Snapshot
  /// `Dana Li`, 田中 太郎, and one that was removed.
  let dana: ThingReference
  let tanaka: ThingReference
  let gone: ThingReference
  /// Labelled by two fields: `Beds, Hospitals`.
  let cell: ThingReference

  static let alignment = ValueType.scale(0)
  static let person = ValueType.entity(0)
  static let field = ValueType.entity(1)

  init() {
    let declarations = """
      scale alignment { enemy "Enemy"; neutral "Neutral"; sponsor "Sponsor" }
      entity person plural persons { title text }
      entity field plural fields labelled product, segment { product text; segment text }
      """
    var builder = CatalogBuilder(Catalog())
    builder.add([Parser.parse(SourceText(name: "test.plan", declarations))])
    precondition(builder.diagnostics.isEmpty, "\(builder.diagnostics)")
    catalog = builder.catalog
    var editor = SnapshotEditor(Snapshot(catalog: catalog), catalog: catalog)
    dana = editor.insert(entity: 0, name: "Dana Li", parent: nil)
    tanaka = editor.insert(entity: 0, name: "田中 太郎", parent: nil)
    cell = editor.insert(entity: 1, name: "", parent: nil)
    editor.set(cell, field: 0, .text("Beds"))
    editor.set(cell, field: 1, .text("Hospitals"))
    snapshot = editor.snapshot
    gone = ThingReference(entity: 0, row: 99)
  }

  func table(_ columns: [(String, ValueType)], _ rows: [[Value]]) -> ResultTable {
    ResultTable(
      columns: columns.map { Column(name: $0.0, type: $0.1) }, rows: rows, catalog: catalog, snapshot: snapshot)
  }

  /// One column of texts.
  func texts(_ values: [String], named name: String = "text") -> ResultTable {
    table([(name, .text)], values.map { [.text($0)] })
  }
}

extension Value {
  static func money(_ amount: Int64, _ code: String) -> Value {
    .money(Money(amount: amount, currency: Currency(code) ?? Currency(index: 0)))
  }

  static func fraction(_ percent: Int64) -> Value { .percent(percent * 10_000) }
}

extension ResultTable {
  /// Written to a pipe.
  func written(_ format: OutputFormat) -> String {
    ResultRenderer(format: format, isTerminal: false, width: 0, colors: false).render(self)
  }

  /// Shown on a terminal.
  func shown(_ format: OutputFormat = .table, width: Int, colors: Bool = false) -> String {
    ResultRenderer(format: format, isTerminal: true, width: width, colors: colors).render(self)
  }
}
