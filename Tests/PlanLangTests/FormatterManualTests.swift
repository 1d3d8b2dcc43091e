import Foundation
import Testing

@testable import PlanLang

/// The pages on formatting and linting show what really comes out.
struct FormatterManualTests {
  @Test(arguments: ["docs/manual/formatting.md", "Tests/Spec/format.md"])
  func whatIsWrittenBecomesWhatIsFormatted(_ page: String) throws {
    let fences = try fences(of: page)
    var pairs = 0
    for (index, fence) in fences.enumerated() where fence.kind == "text written" {
      let expected = try #require(index + 1 < fences.count ? fences[index + 1] : nil)
      #expect(expected.kind == "text formatted", "\(page):\(fence.line)")
      let tree = parse(fence.text)
      #expect(tree.diagnostics.map(brief) == [], "\(page):\(fence.line)")
      #expect(Formatter().format(tree) == expected.text, "\(page):\(fence.line)")
      #expect(Formatter().format(parse(expected.text)) == expected.text, "\(page):\(expected.line)")
      pairs += 1
    }
    #expect(pairs > 5)
  }

  @Test func whatIsLintedHasTheFindings() throws {
    let page = "docs/manual/linting.md"
    let fences = try fences(of: page)
    var pairs = 0
    for (index, fence) in fences.enumerated() where fence.kind == "text linted" {
      let expected = try #require(index + 1 < fences.count ? fences[index + 1] : nil)
      let tree = parse(fence.text)
      #expect(tree.diagnostics.map(brief) == [], "\(page):\(fence.line)")
      var builder = CatalogBuilder(Catalog())
      builder.add([parse(LintTests.declarations), tree])
      let today = try #require(CalendarDate("2026-11-21"))
      let found = Linter(today: today, catalog: builder.catalog).lint([tree]).map { diagnostic in
        let place = diagnostic.primary?.range.startPosition ?? SourcePosition(line: 0, column: 0)
        return "\(diagnostic.code.rawValue) \(place.line):\(place.column) \(diagnostic.message)\n"
      }
      #expect(found.joined() == expected.text, "\(page):\(fence.line)")
      pairs += 1
    }
    #expect(pairs > 6)
  }

  @Test func everyRuleHasItsPartOfThePage() throws {
    let text = try String(contentsOf: repository.appendingPathComponent("docs/manual/linting.md"), encoding: .utf8)
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) }
    #expect(headings == LintRule.allCases.map(\.rawValue))
  }

  private struct Fence {
    let kind: String
    let line: Int
    var text = ""
  }

  private func fences(of page: String) throws -> [Fence] {
    let text = try String(contentsOf: repository.appendingPathComponent(page), encoding: .utf8)
    var result: [Fence] = []
    var open: Fence?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        if let fence = open {
          result.append(fence)
          open = nil
        } else {
          open = Fence(kind: String(line.dropFirst(3)), line: index + 1)
        }
      } else if open != nil {
        open?.text += line + "\n"
      }
    }
    return result
  }
}
