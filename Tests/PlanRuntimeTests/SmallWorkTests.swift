import PlanLang
import Testing

@testable import PlanRuntime

/// What is kept at hand so that small work costs little says the same as working it out anew.
@Suite struct SmallWorkTests {
  @Test func holdersAreTheParentsOnTheWay() {
    let catalog = StandardLibrary.catalog()
    let hierarchy = Hierarchy(catalog)
    var found = 0
    for entity in catalog.entities.indices {
      for ancestor in catalog.entities.indices {
        let wanted = catalog.entities[entity].parents.filter {
          $0 == ancestor || $0 != entity && catalog.entity($0, isBelow: ancestor)
        }
        found += wanted.count
        // Twice: the second time it is remembered.
        for _ in 0..<2 { #expect(hierarchy.holders(of: entity, within: ancestor) == wanted) }
      }
    }
    #expect(found > 20)
  }

  @Test func aChangedCopyOfACatalogIsItsOwn() {
    let catalog = StandardLibrary.catalog()
    var builder = CatalogBuilder(catalog)
    #expect(builder.catalog.isIdentical(to: catalog))
    let count = catalog.entities.count
    builder.add([Parser.parse(SourceText("entity zebra plural zebras { stripes number }"))])
    #expect(builder.catalog.entities.count == count + 1)
    #expect(builder.catalog.entity(named: "zebra") == count)
    #expect(catalog.entities.count == count)
    #expect(catalog.entity(named: "zebra") == nil)
    #expect(!builder.catalog.isIdentical(to: catalog))
  }

  @Test func namesOnAPathAreOneTextHoweverSpelled() throws {
    let session = Session(catalog: Catalog(), today: CalendarDate(days: 20_700), output: SilentOutput())
    try session.run(
      SourceText(
        """
        entity box plural boxes { size number }
        entity lid plural lids in box { size number }
        box "A" { lid "Caf\u{E9}" { size = 1 }; lid "Tea" { size = 2 } }
        box "B" { lid "Caf\u{E9}" { size = 3 } }
        """))
    let finder = ThingFinder(snapshot: session.snapshot, catalog: session.catalog)
    func row(_ lid: String, _ box: String) throws -> Int? {
      let lidEntity = try #require(session.catalog.entity(named: "lid"))
      let boxEntity = try #require(session.catalog.entity(named: "box"))
      let source = SourceText("")
      let range = SourceRange(source: source, start: 0, end: 0)
      let path = ThingPath(
        parts: [.init(entity: lidEntity, labels: [lid]), .init(entity: boxEntity, labels: [box])], range: range)
      if case .found(let thing) = finder.find(path, within: nil) { return thing.row }
      return nil
    }
    #expect(try row("Cafe\u{301}", "A") == 0)
    #expect(try row("Tea", "A") == 1)
    #expect(try row("Cafe\u{301}", "B") == 2)
    #expect(try row("Tea", "B") == nil)
    #expect(try row("Milk", "A") == nil)
  }

  @Test func whatOnlySomeValuesHaveIsFoundAgain() {
    var sparse = SparseFields<String>()
    #expect(sparse[3, 7] == nil)
    sparse[3, 7] = nil
    sparse[3, 7] = "seven"
    sparse[3, 8] = "eight"
    let copy = sparse
    sparse[3, 7] = nil
    #expect(sparse[3, 7] == nil && sparse[3, 8] == "eight" && sparse[2, 8] == nil && sparse[4, 8] == nil)
    #expect(copy[3, 7] == "seven")
    #expect(sparse[-1, 0] == nil)
  }

  /// Groups by codes are counted in two lists in turn: an odd number of rows, on one thread and on two, loses none.
  @Test(arguments: [1, 2, 300, 2_051])
  func groupsByCodesHoldEveryRow(count: Int) throws {
    let session = Session(catalog: Catalog(), today: CalendarDate(days: 20_700), output: SilentOutput())
    let colours = ["red", "green", "blue"]
    let boxes = (0..<count).map { number in
      "box \"\(number)\" { colour = \(colours[number % 3])"
        + (number % 7 == 0 ? "" : "; full = \(number % 2 == 0 ? "yes" : "no")")
        + " }"
    }
    try session.run(
      SourceText(
        "choice colour { red; green; blue }\nentity box plural boxes { colour colour; full yes_no }\n"
          + boxes.joined(separator: "\n")))
    func rows(_ text: String, batches: Bool) throws -> [[Value]] {
      let checked = try session.check(SourceText(text))
      guard case .query(let plan)? = checked.statements.first?.kind else { return [] }
      let evaluator = session.evaluator()
      evaluator.usesBatches = batches
      evaluator.batchThreshold = 0
      evaluator.parallelThreshold = 2_048
      return try evaluator.run(plan).frames.map(\.columns)
    }
    for text in ["boxes | count by colour", "boxes | count by colour, full", "boxes | matrix colour by full"] {
      let whole = try rows(text, batches: true)
      #expect(!whole.isEmpty)
      let single = try rows(text, batches: false)
      #expect(whole == single, "\(text)")
    }
  }
}
