import PlanLang
import Testing

@testable import PlanRuntime

@Suite struct NameIndexTests {
  @Test func listsFindWhatLookingThroughFinds() {
    var names = ChunkedArray<UInt32>()
    for row in 0..<5_000 { names.append(UInt32(row * 7 % 301)) }
    let index = NameIndex()
    // Asked often enough it makes lists, and goes on to give the same.
    for name in UInt32(0)..<400 {
      let wanted = (0..<names.count).filter { names[$0] == name }
      #expect(index.rows(named: name, in: names) == wanted)
    }
  }

  @Test func namesAreFoundAfterTheyChange() throws {
    let session = Session(catalog: Catalog(), today: CalendarDate(days: 20_700), output: SilentOutput())
    try session.run(
      SourceText("entity box plural boxes { size number }\nbox \"A\" { size = 1 }\nbox \"B\" { size = 2 }"))
    func row(_ name: String) -> Int? {
      let finder = ThingFinder(snapshot: session.snapshot, catalog: session.catalog)
      return finder.things(of: 0, labelled: [name], within: nil).first?.row
    }
    for _ in 0..<40 { #expect(row("A") == 0) }
    try session.run(SourceText("box \"A\" | set name = \"C\""))
    #expect(row("A") == nil)
    #expect(row("C") == 0)
    try session.run(SourceText("undo"))
    for _ in 0..<40 { #expect(row("A") == 0) }
    #expect(row("C") == nil)
    try session.run(SourceText("box \"D\" { size = 3 }"))
    #expect(row("D") == 2)
  }
}
