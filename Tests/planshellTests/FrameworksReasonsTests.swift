import Foundation
import PlanLang
import PlanRuntime
import Testing

@testable import planshell

/// `why`, `why not` and `ask` answer for every check of the library over the example portfolio, in sentences.
@Suite("Reasons over the portfolio")
struct FrameworksReasonsTests {
  /// What to ask: of each check, one row for each verdict it gives.
  struct Row {
    let check: String
    let thing: String
    let label: String
    let verdict: String
    let others: [String]
  }

  static func rows(_ session: Session, _ output: FrameworksPortfolioTests.LastTable) throws -> [Row] {
    let catalog = StandardLibrary.catalog()
    var rows: [Row] = []
    for check in catalog.checks {
      try session.run(SourceText(check.name))
      let table = try #require(output.table)
      let verdicts = catalog.scales[check.verdictScale].values.map(\.name)
      let column = try #require(table.columns.firstIndex { $0.name == "verdict" })
      var seen: Set<String> = []
      for (index, row) in table.rows.enumerated() {
        let verdict = table.display(row: index, column: column)
        guard seen.insert(verdict).inserted else { continue }
        let things = row[..<column].compactMap { if case .thing(let thing) = $0 { thing } else { nil } }
        let finder = ThingFinder(snapshot: table.snapshot, catalog: table.catalog)
        let thing = try #require(things.last)
        rows.append(
          Row(
            check: check.name, thing: finder.path(of: thing), label: finder.label(of: thing), verdict: verdict,
            others: verdicts.filter { $0 != verdict }))
      }
    }
    return rows
  }

  /// A line of reasons that a person could not have written.
  static func isBroken(_ line: String) -> Bool {
    let text = line.components(separatedBy: "  (").first ?? line
    return text.trimmingCharacters(in: .whitespaces).isEmpty || text.hasSuffix(":") || text.hasPrefix(":")
      || ["Optional(", "\\(", "  ", "( ", " )", " ,", "..\""].contains { text.contains($0) }
  }

  @Test func whyAnswersForEveryVerdictOfEveryCheck() throws {
    try onRoomyStack {
      let output = FrameworksPortfolioTests.LastTable()
      let session = try FrameworksPortfolioTests.portfolio(output)
      let rows = try FrameworksReasonsTests.rows(session, output)
      #expect(rows.count > 200)
      for row in rows {
        output.table = nil
        try session.run(SourceText("why `\(row.check)` for \(row.thing)"))
        let prose = output.table?.prose?.map(\.text) ?? []
        #expect(
          prose.contains { $0.contains("is \(row.verdict)") }, "\(row.check) for \(row.thing): \(prose.prefix(1))")
        #expect(!prose.contains(where: FrameworksReasonsTests.isBroken), "\(row.check) for \(row.thing): \(prose)")
        if let other = row.others.first {
          output.table = nil
          try session.run(SourceText("why `\(row.check)` not `\(other)` for \(row.thing)"))
          let missing = output.table?.prose?.map(\.text) ?? []
          #expect(!missing.isEmpty, "\(row.check) not \(other) for \(row.thing)")
          #expect(!missing.contains(where: FrameworksReasonsTests.isBroken), "\(row.check) not \(other): \(missing)")
        }
      }
    }
  }

  @Test func askAnswersForEveryCheck() throws {
    try onRoomyStack {
      let output = FrameworksPortfolioTests.LastTable()
      let session = try FrameworksPortfolioTests.portfolio(output)
      for check in StandardLibrary.catalog().checks {
        output.table = nil
        try session.run(SourceText("ask `\(check.name)`"))
        let table = try #require(output.table, "\(check.name)")
        let ask = try #require(table.columns.firstIndex { $0.name == "ask" })
        // Whoever has something to find out is told whom to ask, wherever somebody is on file.
        for row in table.rows.indices.prefix(20) { #expect(!table.display(row: row, column: ask).isEmpty) }
      }
    }
  }
}
