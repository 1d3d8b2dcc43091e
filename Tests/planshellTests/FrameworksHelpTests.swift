import Foundation
import PlanLang
import PlanRuntime
import Testing

@testable import planshell

/// `help` explains everything the library declares, with an example that finds something in the portfolio.
@Suite("Help over the portfolio")
struct FrameworksHelpTests {
  /// Keeps the texts a session writes.
  final class Texts: SessionOutput {
    var text = ""
    func show(_ table: ResultTable, _ presentation: Presentation) throws {}
    func show(text: String) { self.text += text }
    func note(_ text: String) {}
    func report(_ diagnostics: [Diagnostic]) {}
    func confirm(_ question: String) -> Bool? { false }
  }

  @Test func everyNameIsExplainedWithAnExample() throws {
    let catalog = StandardLibrary.catalog()
    let names =
      catalog.checks.map(\.name) + catalog.queries.map(\.name) + catalog.worksheets.map(\.name)
      + catalog.definitions.map(\.name)
      + catalog.scales.filter { !$0.name.contains(".") && $0.range.source.name?.hasPrefix("library:") == true }.map(
        \.name)
    #expect(names.count > 350)
    try onRoomyStack {
      let output = Texts()
      let session = Session(
        catalog: catalog, today: try #require(CalendarDate("2026-11-21")), output: output)
      try session.load(paths: ["\(SpecPagesTests.root)/scripts/examples/accounts"])
      for name in names {
        output.text = ""
        try session.run(SourceText("help `\(name)`"))
        let lines = output.text.split(separator: "\n", omittingEmptySubsequences: false)
        // What it is, and in a sentence what it is for.
        #expect(lines.count > 1 && !lines[1].isEmpty && !lines[1].hasPrefix("  "), "\(name) is not explained")
        let example = lines.drop { $0 != "Try:" }
        #expect(example.count > 2, "\(name) has no example")
        // A result stands further in than the question does.
        #expect(example.contains { $0.hasPrefix("    ") }, "the example of \(name) finds nothing")
      }
    }
  }
}
