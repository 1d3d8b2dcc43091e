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
      check: "effort", outcome: .unknown,
      reason: "asks one question of all accounts at once, and their hours are on file",
      shownBy: "account \"New\" {}; programme \"One\" {}"),
    Exception(
      check: "customer_concentration", outcome: .unknown,
      reason: "asks one question of all accounts at once, and the largest of them has a tier",
      shownBy: "account \"New\" { three_year_revenue = 1M USD }; programme \"One\" {}"),
    Exception(
      check: "programme_success", outcome: .unknown,
      reason: "asks one question of all accounts at once, and their sales of two years are on file",
      shownBy: "account \"New\" { tier = key }; programme \"One\" {}"),
    Exception(
      check: "knowledge", outcome: .unknown,
      reason: "asks what nobody has answered: an open question is its fail, not its unknown"),
    Exception(
      check: "pipeline_value", outcome: .unknown,
      reason: "asks whether a deal's amount, rival and work are on file, which can always be told"),
    Exception(
      check: "plan_parts", outcome: .unknown,
      reason: "asks whether the parts of a plan are written, which can always be told"),
    Exception(
      check: "customer_focus", outcome: .unknown,
      reason: "counts success factors: the things recorded are all there are, so their number is always known"),
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
