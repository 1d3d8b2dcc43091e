import Foundation
import PlanLang
import PlanRuntime
import Testing

@testable import planshell

/// The example portfolio shows every check at work: somewhere a pass, somewhere a fail, somewhere "nobody knows".
@Suite("Checks over the portfolio")
struct FrameworksPortfolioTests {
  enum Outcome: String, CaseIterable { case pass, fail, unknown }

  /// An outcome a check does not show in the portfolio, and why that is right.
  struct Exception: CustomTestStringConvertible {
    var testDescription: String { "\(check), \(outcome)" }
    let check: String
    let outcome: Outcome
    let reason: String
    /// A small portfolio in which the outcome shows, where only the size of the example stands in its way.
    var shownBy: String?
  }

  static let exceptions = [
    Exception(
      check: "knowledge", outcome: .unknown,
      reason: "asks what nobody has answered: an open question is its fail, not its unknown"),
    Exception(
      check: "pipeline_value", outcome: .unknown,
      reason: "asks whether a deal's amount, rival and work are on file, which can always be told"),
    Exception(
      check: "plan_parts", outcome: .unknown,
      reason: "every plan in the portfolio says at least once who looks after whom",
      shownBy: "account \"New\" { stakeholder \"Uma\" {} }"),
    Exception(
      check: "customer_focus", outcome: .unknown,
      reason: "counts success factors: the things recorded are all there are, so their number is always known"),
  ]

  /// Verdicts no data can bring about: these checks' tests are yes or no whatever is on file.
  static let impossible: [String: String] = [
    "impact.open": "without two ratings of each factor the first test fails, and with them the others can be told",
    "pipeline_value.open": "a deal's amount, rival and work are on file or not",
    "plan_outline.open": "the parts of an outline are written or not",
    "skills.open": "a skill nobody rated fails the first test",
    "power_base.open": "a person in no zone fails the second test, and with all placed the first can be told",
  ]

  /// Keeps the last table a session shows.
  final class LastTable: SessionOutput {
    var table: ResultTable?
    func show(_ table: ResultTable, _ presentation: Presentation) throws { self.table = table }
    func show(text: String) {}
    func note(_ text: String) {}
    func report(_ diagnostics: [Diagnostic]) {}
    func confirm(_ question: String) -> Bool? { false }
  }

  /// The outcomes of a check's tests: of those that count, or of the advisory ones where none counts.
  static func outcomes(of check: Check, in session: Session, _ output: LastTable) throws -> Set<Outcome> {
    try session.run(SourceText(check.name))
    let table = try #require(output.table)
    let counted = check.tests.filter { !$0.isAdvisory }
    let names = Set((counted.isEmpty ? check.tests : counted).map(\.name))
    var found: Set<Outcome> = []
    for (index, column) in table.columns.enumerated() where column.type == .outcome && names.contains(column.name) {
      for row in table.rows {
        switch row[index] {
        case .yesNo(true): found.insert(.pass)
        case .yesNo(false): found.insert(.fail)
        default: found.insert(.unknown)
        }
      }
    }
    return found
  }

  static func session(_ output: LastTable) throws -> Session {
    Session(
      catalog: StandardLibrary.catalog(), today: try #require(CalendarDate("2026-11-21")), output: output)
  }

  /// What each check shows in the portfolio, by its name.
  static func portfolioOutcomes() throws -> [String: Set<Outcome>] {
    try onRoomyStack {
      let output = LastTable()
      let session = try portfolio(output)
      var found: [String: Set<Outcome>] = [:]
      for check in StandardLibrary.catalog().checks {
        found[check.name] = try outcomes(of: check, in: session, output)
      }
      return found
    }
  }

  static func portfolio(_ output: LastTable) throws -> Session {
    let session = try session(output)
    try session.load(paths: ["\(SpecPagesTests.root)/scripts/examples/accounts"])
    return session
  }

  @Test func everyCheckPassesFailsAndWaitsSomewhere() throws {
    let found = try FrameworksPortfolioTests.portfolioOutcomes()
    #expect(found.count >= 80)
    for (check, shown) in found.sorted(by: { $0.key < $1.key }) {
      for outcome in Outcome.allCases {
        let isExcepted = FrameworksPortfolioTests.exceptions.contains { $0.check == check && $0.outcome == outcome }
        if shown.contains(outcome) {
          #expect(!isExcepted, "\(check) shows \(outcome): the exception is no longer needed")
        } else {
          #expect(isExcepted, "\(check) shows no \(outcome) anywhere in the portfolio")
        }
      }
    }
  }

  /// Every verdict a check can give is given somewhere: in the portfolio, or on a page that expects it.
  @Test func everyVerdictIsGivenSomewhere() throws {
    let catalog = StandardLibrary.catalog()
    let given = try onRoomyStack {
      let output = LastTable()
      let session = try FrameworksPortfolioTests.portfolio(output)
      var given: Set<String> = []
      for check in catalog.checks {
        try session.run(SourceText("\(check.name) | count by verdict"))
        let table = try #require(output.table)
        for row in table.rows.indices { given.insert("\(check.name).\(table.display(row: row, column: 0))") }
      }
      return given
    }
    let pages = try FileManager.default.contentsOfDirectory(atPath: "\(SpecPagesTests.root)/Tests/Spec")
      .filter { $0.hasSuffix(".md") }
      .map { try String(contentsOfFile: "\(SpecPagesTests.root)/Tests/Spec/\($0)", encoding: .utf8) }
      .joined(separator: "\n").split(separator: "\n").filter { $0.hasPrefix("expect ") }
    func isExpected(_ check: String, _ verdict: String) -> Bool {
      pages.contains {
        $0.hasPrefix("expect \(check).\(verdict) = ")
          || $0.hasPrefix("expect any(\(check) where ") && $0.contains("verdict = \(verdict)")
      }
    }
    for check in catalog.checks {
      for verdict in catalog.scales[check.verdictScale].values.map(\.name) {
        let name = "\(check.name).\(verdict)"
        let isGiven = given.contains(name) || isExpected(check.name, verdict)
        if FrameworksPortfolioTests.impossible[name] != nil {
          #expect(!isGiven, "\(name) is given: it can leave the list of impossible verdicts")
        } else {
          #expect(isGiven, "\(name) is given nowhere")
        }
      }
    }
  }

  /// One page holds what every check makes of the portfolio, so that no change of a rule goes unseen.
  @Test func onePageHoldsEveryCheck() throws {
    let page = try String(
      contentsOfFile: "\(SpecPagesTests.root)/Tests/Spec/portfolio-verdicts.md", encoding: .utf8)
    let asked = Set(page.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) })
    for check in StandardLibrary.catalog().checks {
      #expect(asked.contains(check.name), "\(check.name) is not on the page")
    }
  }

  @Test(arguments: exceptions.filter { $0.shownBy != nil })
  func whatThePortfolioIsTooLargeForShowsInASmallOne(exception: Exception) throws {
    let catalog = StandardLibrary.catalog()
    let check = catalog.checks[try #require(catalog.check(named: exception.check))]
    let text = try #require(exception.shownBy)
    let shown = try onRoomyStack {
      let output = LastTable()
      let session = try FrameworksPortfolioTests.session(output)
      try session.run(SourceText(text))
      return try FrameworksPortfolioTests.outcomes(of: check, in: session, output)
    }
    #expect(shown.contains(exception.outcome))
  }

  /// Each named query has something to show in the portfolio.
  @Test func everyNamedQueryShowsSomething() throws {
    let empty = try onRoomyStack {
      let output = LastTable()
      let session = try FrameworksPortfolioTests.portfolio(output)
      return try StandardLibrary.catalog().queries.map(\.name).filter { name in
        output.table = nil
        try session.run(SourceText(name))
        return output.table?.rows.isEmpty != false
      }
    }
    #expect(empty == [])
  }
}
