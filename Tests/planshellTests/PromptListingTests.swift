import Testing

@testable import planshell

@Suite struct PromptListings {
  @Test func everyListingFits() {
    var dice = Dice(seed: 5)
    let pieces = ["a", "long_name", "田中", "é", "\u{202E}", "👩‍🚀", "x y"]
    for _ in 0..<500 {
      let candidates = (0..<1 + dice.roll(40)).map { _ in
        CompletionCandidate(
          (0..<1 + dice.roll(5)).map { _ in pieces[dice.roll(pieces.count)] }.joined(),
          summary: (0..<dice.roll(6)).map { _ in pieces[dice.roll(pieces.count)] }.joined(separator: " "))
      }
      var menu = CompletionMenu(CompletionList(range: 0..<0, candidates: candidates), for: EditBuffer())
      for _ in 0..<dice.roll(candidates.count + 1) { _ = menu.advance(by: 1) }
      let columns = 1 + dice.roll(60)
      let maximum = 1 + dice.roll(10)
      let rows = CompletionListing.rows(for: menu, columns: columns, maximum: maximum)
      #expect(!rows.isEmpty && rows.count <= maximum)
      #expect(rows.allSatisfy { $0.width <= columns })
      if menu.selected != nil, columns > 4 {
        #expect(rows.contains { $0.cells.contains { $0.style == .reversed } })
      }
    }
  }

  @Test func theSameTextAlwaysFillsTheSameRows() {
    var layout = ScreenLayout(columns: 5)
    layout.add("abc田中d")
    #expect(layout.rows.map { $0.cells.map(\.text).joined() } == ["abc田", "中d"])
    #expect(layout.rows.map(\.wraps) == [true, false])
    #expect(layout.cursorPlace() == .init(row: 1, column: 3))
  }

  @Test func afterASignOfDoubtfulWidthTheRowIsEnded() {
    var layout = ScreenLayout(columns: 4)
    layout.add("👩‍🚀abcd")
    #expect(layout.rows.map(\.wraps) == [false, false])
    #expect(layout.rows.map { $0.cells.map(\.text).joined() } == ["👩‍🚀ab", "cd"])
  }

  @Test func aSignWiderThanTheWindowIsReplaced() {
    var layout = ScreenLayout(columns: 1)
    layout.add("田a")
    #expect(layout.rows.map { $0.cells.map(\.text).joined() } == ["?", "?", "a"])
  }
}
