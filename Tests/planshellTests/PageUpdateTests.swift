import PlanLang
import PlanRuntime
import Testing

@testable import planshell

/// `planshell test --update` changes what it has to and nothing else.
@Suite("Pages brought up to date")
struct PageUpdateTests {
  private func updated(_ text: String) throws -> String? {
    let output = ConsoleOutput(format: .table, color: .never)
    let tester = PageTester(
      runner: PageRunner(settings: PageSettings(), output: output, parameters: [:]), file: "page.md",
      page: LiteratePage(text))
    return try onRoomyStack { try tester.run() }.updated
  }

  @Test func onlyTheResultIsWritten() throws {
    let page = "---\ntoday: 2026-11-21\n---\n# A  \n\n```plan\n1 + 1\n```\n```output\nold\n```\n\tlast, no line end"
    #expect(try updated(page) == page.replacing("old", with: "1 + 1\n─────\n    2"))
  }

  @Test func windowsLinesStayWindowsLines() throws {
    let page = "# A\r\n\r\n```plan\r\n1 + 1\r\n```\r\n\r\n```output\r\nold\r\n```\r\n"
    #expect(try updated(page) == page.replacing("old", with: "1 + 1\r\n─────\r\n    2"))
  }

  @Test func resultsInListsAndQuotationsStayThere() throws {
    let page = "> - ```plan\n>   1 + 1\n>   ```\n>   ```output\n>   old\n>   ```\n"
    #expect(try updated(page) == page.replacing("old", with: "1 + 1\n>   ─────\n>       2"))
  }

  @Test func aRightPageIsLeftAlone() throws {
    #expect(try updated("```plan\n1 + 1\n```\n\n```output\n1 + 1\n─────\n    2\n```\n") == nil)
  }

  @Test func commentsAreNotRun() throws {
    #expect(try updated("<!--\n```plan\nnot PlanLang at all {\n```\n-->\n") == nil)
  }
}
