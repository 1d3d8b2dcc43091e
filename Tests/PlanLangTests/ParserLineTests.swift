import Testing

@testable import PlanLang

/// Where a line, or a row, is over.
@Suite struct ParserLineTests {
  @Test func aFieldCalledAsAnOperatorIsWhole() {
    #expect(parse("if x.not {}").diagnostics.map(brief) == [])
    #expect(parse("x.not\ny.and").root.children.reduce(0) { count, _ in count + 1 } == 2)
    // Its line ends with it, so the body on the next has no place.
    #expect(!parse("if x.not\n{}").diagnostics.isEmpty)
    #expect(parse("if not\nx {}").diagnostics.map(brief) == [])
  }

  @Test func aHeadingEndsAtASemicolon() {
    #expect(parse("table pace {\nname | goal ;\n\"A\" | \"x\"\n}").diagnostics.map(brief) == [])
    #expect(parse("table pace {\nname | goal; | \"x\"\n}").diagnostics.map(brief) == [])
    #expect(parse("table pace {\n\"name\" | goal\n\"A\" | \"x\"\n}").diagnostics.count == 1)
  }
}
