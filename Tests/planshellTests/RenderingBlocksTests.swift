import PlanLang
import PlanRuntime
import Testing

@testable import planshell

/// Tables that continue below themselves, and cells that are cut: the rows can still be told apart.
@Suite struct RenderingBlocksTests {
  let fixture = RenderingFixture()

  /// The first column is the same in every row, so the second stands beside each further block.
  @Test func blocksRepeatWhatTellsTheRowsApart() {
    let table = fixture.table(
      [("account", .text), ("name", .text), ("title", .text), ("region", .text)],
      [
        [.text("Northwind Health"), .text("Dana Li"), .text("Chief Financial Officer"), .text("North and West")],
        [.text("Northwind Health"), .text("Ola Berg"), .text("Chief Financial Officer"), .text("South and East")],
      ])
    #expect(
      table.shown(width: 30) == """
        account           name
        ────────────────  ────────
        Northwind Health  Dana Li
        Northwind Health  Ola Berg

        name      title
        ────────  ────────────────────
        Dana Li   Chief Financial Off…
        Ola Berg  Chief Financial Off…

        name      region
        ────────  ──────────────
        Dana Li   North and West
        Ola Berg  South and East
        2 rows

        """)
  }

  @Test func noBlockIsWithoutTheKeyAndNoColumnIsLost() {
    for key in 0..<6 {
      for width in 20...90 {
        let natural = [30, 8, 14, 40, 9, 22]
        let fit = TableFit(natural: natural, least: natural.map { min($0, 12) }, lineWidth: width) { key }
        guard fit.blocks.count > 1 else { continue }
        #expect(fit.blocks.allSatisfy { $0.contains(key) }, "\(key) \(width)")
        #expect(Set(fit.blocks.flatMap { $0 }) == Set(0..<6), "\(key) \(width)")
        let others = fit.blocks.flatMap { $0.filter { $0 != key } }
        #expect(others == (0..<6).filter { $0 != key }, "\(key) \(width)")
        for block in fit.blocks where block.count <= 2 || width >= 40 {
          let used = block.reduce(0) { $0 + fit.widths[$1] } + TableFit.gap * (block.count - 1)
          #expect(used <= max(width, 12 + 12 + TableFit.gap), "\(key) \(width) \(block)")
        }
      }
    }
  }

  /// Of a path the end is what one looks for.
  @Test func pathsAreCutAtTheirBeginning() {
    let path = "scripts/examples/accounts/northwind-health.plan"
    let table = fixture.table([("field", .text), ("file", .text)], [[.text("title"), .text(path)]])
    #expect(table.shown(width: 30).contains("title  …/northwind-health.plan\n"))
    #expect(DisplayWidth.cutAtStart("abcdef", to: 4) == "…def")
    #expect(DisplayWidth.cutAtStart("abc", to: 3) == "abc")
    #expect(DisplayWidth.cutAtStart("田中太郎", to: 4) == "…郎")
  }

  @Test func noReasonsAreAnEmptyCell() {
    var table = fixture.table(
      [("measure", .text), ("because", .set(.text)), ("people", .set(RenderingFixture.person))],
      [[.text("a"), .values([]), .values([])], [.text("b"), .values([.text("x")]), .values([])]])
    table.cellTypes = Array(repeating: table.columns.map(\.type), count: 2)
    #expect(
      table.written(.table) == """
        measure  because  people
        ───────  ───────  ──────
        a                 []
        b        x        []

        """)
  }
}
