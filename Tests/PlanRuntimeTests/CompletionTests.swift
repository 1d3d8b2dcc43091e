import PlanLang
import Testing

@testable import PlanRuntime

/// What the prompt proposes at a place fits the place: what could stand there is on offer, what could not is not.
@Suite("Completion")
struct CompletionTests {
  /// A place in a text, some of what has to be on offer there, and some of what must not be.
  struct Place: CustomTestStringConvertible {
    let text: String
    let offers: [String]
    let not: [String]
    var testDescription: String { text }

    init(_ text: String, _ offers: [String], not: [String] = []) {
      self.text = text
      self.offers = offers
      self.not = not
    }
  }

  final class Silent: SessionOutput {
    func show(_ table: ResultTable, _ presentation: Presentation) throws {}
    func show(text: String) {}
    func note(_ text: String) {}
    func report(_ diagnostics: [Diagnostic]) {}
    func confirm(_ question: String) -> Bool? { false }
  }

  static let plan = """
    account "Fjord Foods" {
      industry = "Food"
      tier = key
      stakeholder "Łukasz Nowak" {
        role = approver
        objective "Fewer write-offs" { horizon = future_potential }
      }
      stakeholder "José Peña" { role = recommender; alignment = sponsor; reports_to = "Łukasz Nowak" }
      opportunity "Cold chain" { value = 200k EUR }
      team_member "Ida Vik" { function = "Sales" }
    }
    account "田中商事" {
      industry = "Trade"
      stakeholder "田中 太郎" { role = decision_maker }
    }
    scenario "Win" { stakeholder "José Peña" | set power = 7 }
    """

  static let library = StandardLibrary.catalog()

  static func complete(_ text: String, after statements: String = "") throws -> [String] {
    let session = Session(
      catalog: CompletionTests.library, today: try #require(CalendarDate("2026-11-21")), output: Silent())
    session.isInteractive = true
    try session.run(SourceText(plan))
    if !statements.isEmpty { try session.run(SourceText(statements)) }
    return session.completer.complete(text).candidates.map(\.text)
  }

  private func hold(_ place: Place, after statements: String = "") throws {
    let found = try CompletionTests.complete(place.text, after: statements)
    for wanted in place.offers {
      #expect(found.contains(wanted), "\(place.text)▮ offers no \(wanted): \(found.prefix(12))")
    }
    for unwanted in place.not { #expect(!found.contains(unwanted), "\(place.text)▮ offers \(unwanted)") }
    #expect(Set(found).count == found.count, "something is on offer twice")
  }

  static let starts = [
    Place(
      "", ["accounts", "stakeholders", "use", "check", "help", "scenario", "let"], not: ["where", "cells", "sponsors"]),
    Place("s", ["sponsors", "stakeholders", "scenario", "sum"], not: ["show"]),
    Place("sta", ["stakeholders", "stakeholder", "stale"], not: ["accounts"]),
    Place("STA", ["stakeholders"]),
    Place("use ", ["account", "scenario", "baseline", "date", "all"], not: ["stakeholder", "growth"]),
    Place("use acc", ["account"], not: ["accounts"]),
    Place("use account ", ["\"Fjord Foods\"", "\"田中商事\""], not: ["stakeholder"]),
    Place("use account \"Fj", ["Fjord Foods\""]),
    Place("use account \"fj", ["Fjord Foods\""]),
    Place("use account \"田", ["田中商事\""]),
    Place("use scenario ", ["\"Win\""]),
    Place("check ", ["growth", "all"], not: ["stakeholders"]),
    Place("check growth ", ["for"]),
    Place("check growth for ", ["stakeholder", "objective", "account"], not: ["contract", "growth"]),
    Place("check growth for stakeholder ", ["\"José Peña\""], not: ["\"Fjord Foods\""]),
    Place("check growth for stakeholder \"José Peña\" ", ["of"]),
    Place("check growth for stakeholder \"José Peña\" of ", ["account"], not: ["stakeholder"]),
    Place("why ", ["growth"]),
    Place("why growth ", ["for", "not"], not: ["and"]),
    Place("why growth not ", ["validated", "blocked", "open"], not: ["growth"]),
    Place("why growth not validated ", ["for"]),
    Place("why growth not validated for objective \"Few", ["Fewer write-offs\""]),
    Place("ask ", ["growth"]),
    Place("ask growth ", ["| "]),
    Place("describe ", ["stakeholder", "growth", "alignment", "sponsors"]),
    Place("help ", ["steps", "nouns", "where", "stakeholder", "growth"]),
    Place("help mat", ["matrix"]),
    Place("help P020", ["P0201", "P0209"], not: ["P0110"]),
    Place("add ", ["stakeholder", "account"], not: ["stakeholders"]),
    Place("add stakeholder \"Ana\" ", ["of"]),
    Place("add stakeholder \"Ana\" of ", ["account"], not: ["stakeholder", "objective"]),
    Place("blame ", ["stakeholder"]),
    Place("blame stakeholder \"jose", ["José Peña\""]),
    Place("compare ", ["baseline", "\"Win\""]),
    Place("compare baseline, ", ["\"Win\""]),
    Place("compare baseline, \"W", ["Win\""]),
    Place("compare baseline, \"Win\" ", ["on"]),
    Place("compare baseline, \"Win\" on ", ["sponsors", "growth"]),
    Place("compare baseline, \"Win\" on growth.", ["validated", "open"], not: ["growth"]),
    Place("compare baseline, \"Win\" on sponsors ", ["because"]),
    Place("diff ", ["\"Win\""]),
    Place("adopt ", ["\"Win\""]),
    Place("drop ", ["scenario"]),
    Place("drop scenario ", ["\"Win\""]),
    Place("path from ", ["facilitators", "deciders"]),
    Place("path from facilitators to ", ["deciders"]),
    Place("path from facilitators to deciders ", ["along"]),
    Place("path from facilitators to deciders along ", ["influences"]),
    Place("for ", ["each"]),
    Place("for each s in ", ["sponsors", "stakeholders"]),
    Place("for each s in sponsors | ", ["where", "take"]),
    Place("let key = ", ["stakeholders"]),
    Place("extend check gro", ["growth"]),
    Place("param who ", ["text", "number", "decision_role"]),
    Place("changes | ", ["where", "take", "show"], not: ["set", "remove"]),
  ]

  @Test(arguments: starts) func beginnings(place: Place) throws { try hold(place) }

  static let queries = [
    Place("stakeholders ", ["| "], not: ["role", "and"]),
    Place(
      "stakeholders | ", ["where", "show", "set", "objectives", "account", "reports_to"],
      not: ["stakeholders", "accounts"]),
    Place("stakeholders | wh", ["where"], not: ["show"]),
    Place("all ", ["stakeholders"]),
    Place("all stakeholders | where ", ["role"]),
    Place("stakeholder ", ["\"José Peña\"", "\"田中 太郎\""]),
    Place("stakeholder \"José Peña\" ", ["| ", "of"]),
    Place("stakeholder \"José Peña\" | ", ["set", "remove", "objectives"]),
    Place("stakeholders | where ", ["role", "alignment", "name", "account", "any", "not"], not: ["show", "| "]),
    Place("stakeholders | where ali", ["alignment"]),
    Place("stakeholders | where alignment ", ["is", "in", "and"], not: ["alignment"]),
    Place("stakeholders | where alignment = ", ["sponsor", "neutral"], not: ["approver", "alignment"]),
    Place("stakeholders | where alignment >= supp", ["supporter", "supports_competition"]),
    Place("stakeholders | where alignment = sponsor ", ["and", "or", "| "], not: ["is"]),
    Place("stakeholders | where alignment = sponsor and ", ["role"], not: ["| "]),
    Place("stakeholders | where alignment = sponsor and role = ", ["approver"], not: ["sponsor"]),
    Place("stakeholders | where alignment is ", ["known", "unknown", "none", "some"], not: ["sponsor"]),
    Place("stakeholders | where role in [", ["approver"], not: ["sponsor"]),
    Place("stakeholders | where role in [approver, ", ["decision_maker"], not: ["sponsor"]),
    Place("stakeholders | where role in ", ["approver"]),
    Place("stakeholders | where not role = ", ["approver"]),
    Place("stakeholders | where account.", ["tier", "industry", "revenue"], not: ["role"]),
    Place("stakeholders | where account.tier = ", ["key", "strategic"], not: ["sponsor"]),
    Place("stakeholders | where account.industry = \"", ["Food\"", "Trade\""]),
    Place("stakeholders | where reports_to = ", ["\"Łukasz Nowak\""]),
    Place("stakeholders | where reports_to = \"luk", ["Łukasz Nowak\""]),
    Place("stakeholders | where reports_to.", ["role", "name"], not: ["age"]),
    Place("stakeholders | where alignment.", ["on", "age", "source", "confirmed"], not: ["role"]),
    Place("stakeholders | where account.considers_us_strategic = ", ["yes", "no"]),
    Place("stakeholders | where any(", ["objectives", "drivers"]),
    Place("stakeholders | where any(objectives ", ["where"]),
    Place("stakeholders | where any(objectives where ", ["horizon", "rank"], not: ["alignment"]),
    Place("stakeholders | where any(objectives where horizon = ", ["future_potential"]),
    Place("stakeholders | where count(objectives) > 1 ", ["and"]),
    Place("accounts | show name, ", ["tier", "sponsors", "rank", "sum"]),
    Place("accounts | show name, sum(", ["value", "value_to_us"]),
    Place("accounts | show name, sum(value ", ["of"]),
    Place("accounts | show name, sum(value of ", ["opportunities"]),
    Place("accounts | show name, sum(value of opportunities where ", ["stage"], not: ["industry"]),
    Place("accounts | show name, sum(value of opportunities where stage = ", ["proposal_requests"]),
    Place("accounts | show name, reach = if ", ["tier"]),
    Place("accounts | show name, reach = if tier = key ", ["then"]),
    Place("accounts | show name, reach = if tier = key then 1 ", ["else"]),
    Place("stakeholders | show name, role | sort ", ["name", "role"], not: ["alignment"]),
    Place("stakeholders | sort power ", ["desc"]),
    Place("stakeholders | show name, role | ", ["sort", "take"], not: ["set", "objectives"]),
    Place("stakeholders | count ", ["by"]),
    Place("stakeholders | count by ", ["role", "alignment"]),
    Place("stakeholders | count by role | sort ", ["role", "count"], not: ["alignment"]),
    Place("stakeholders | matrix ", ["role"]),
    Place("stakeholders | matrix role ", ["by"]),
    Place("stakeholders | matrix role by ", ["alignment"]),
    Place("stakeholders | matrix role by alignment ", ["of", "| "]),
    Place("stakeholders | matrix role by alignment of ", ["sum", "count"]),
    Place("opportunities | summarize n = ", ["count", "sum"]),
    Place("opportunities | summarize n = count() ", ["by"]),
    Place("opportunities | summarize n = count() by ", ["stage"]),
    Place("opportunities | summarize total = sum(", ["value"]),
    Place("stakeholders | tree ", ["by"]),
    Place("stakeholders | tree by ", ["reports_to"], not: ["role"]),
    Place("accounts | as ", ["csv", "json", "markdown"], not: ["where"]),
    Place("accounts | as csv ", ["for"]),
    Place("accounts | as csv for ", ["customer"]),
    Place("accounts | stakeholders | where ", ["role"], not: ["industry"]),
    Place("stakeholders | account | where ", ["industry"], not: ["role"]),
    Place("stakeholders | reports_to | show ", ["title"]),
    Place("stakeholders | with heft = power * 2 | where ", ["heft", "role"]),
    Place("growth | where ", ["verdict", "stakeholder", "passed"], not: ["industry"]),
    Place("growth | where verdict = ", ["validated", "open"], not: ["sponsor"]),
    Place("growth | where stakeholder.role = ", ["approver"]),
    Place("impact_factors | where ", ["question", "rating", "trend"]),
    Place("impact_factors | where trend = ", ["down", "up"]),
    Place("growth.", ["validated", "blocked"]),
    Place("accounts | take 3 ", []),
    Place("sum(value of (opportunities | ", ["sort", "take"]),
    Place("sum(value of (opportunities | sort ", ["value"]),
    Place("stakeholders | where role >= decision_maker\n  | show ", ["title"]),
    Place("print \"\\(", ["count"]),
    Place("accounts | count; stakeholders | where ", ["role"], not: ["industry"]),
    Place("accounts | count\nuse ", ["account"]),
  ]

  @Test(arguments: queries) func queriesAndConditions(place: Place) throws { try hold(place) }

  static let changes = [
    Place("stakeholders | set ", ["alignment", "name"], not: ["stance", "account"]),
    Place("stakeholders | set alignment ", ["= "]),
    Place("stakeholders | set alignment = ", ["sponsor"], not: ["approver"]),
    Place("stakeholders | set alignment = sponsor ", ["per"]),
    Place("stakeholders | set alignment = sponsor per \"call\" ", ["on", "assumed", "confirmed"]),
    Place("stakeholders | set alignment = sponsor, ", ["power"]),
    Place("stakeholders | set mapped_to = [", ["\"Ida Vik\""]),
    Place("stakeholders | set mapped_to = [\"", ["Ida Vik\""]),
    Place("scenario \"B\" from ", ["baseline", "\"Win\""]),
    Place("scenario \"B\" {\n  ", ["stakeholder", "objective"], not: ["where"]),
    Place("scenario \"B\" {\n  stakeholder \"J", ["José Peña\""]),
    Place("scenario \"B\" {\n  stakeholder \"José Peña\" | set ", ["alignment"]),
    Place("scenario \"B\" {\n  stakeholder \"José Peña\" | set alignment = neutral\n  ", ["opportunity"], not: ["and"]),
    Place(
      "account \"New\" {\n  ", ["industry", "tier", "stakeholder", "per", "table"], not: ["share_of_wallet", "where"]),
    Place("account \"New\" {\n  tier = ", ["key", "strategic"]),
    Place("account \"New\" { tier ", ["= "]),
    Place("account \"New\" { stakeholder \"A\" { role = ", ["approver"], not: ["key"]),
    Place("account \"New\" { stakeholder \"A\" { role = approver } ; ", ["industry"]),
    Place("account \"New\" { table ", ["stakeholders"]),
    Place("account \"New\" {\n  per \"call\" {\n    ", ["industry"]),
    Place("account \"New\" { impact_factors 2026-11-21 { ", ["wallet"]),
    Place("add stakeholder \"Ana\" of account \"Fjord Foods\" { ", ["role", "title"]),
    Place("extend stakeholder { hobby ", ["text", "yes_no", "decision_role"]),
    Place("extend account { monthly money = ", ["revenue"]),
    Place("check greeted ", ["on"]),
    Place("check greeted on ", ["stakeholder"]),
    Place("check greeted on stakeholder { ", ["test", "verdict"]),
    Place("check greeted on stakeholder { test seen \"Seen\" { ", ["pass", "because"]),
    Place("check greeted on stakeholder { test seen \"Seen\" { pass when ", ["last_contact"]),
    Place("if count(sponsors) = 0 { ", ["print"]),
  ]

  @Test(arguments: changes) func changesAndBlocks(place: Place) throws { try hold(place) }

  @Test(arguments: [
    Place("stakeholders | where reports_to = ", ["\"Łukasz Nowak\""], not: ["\"田中 太郎\""]),
    Place("stakeholder \"", ["José Peña\""], not: ["田中 太郎\""]),
    Place("show ", []),
    Place("compare baseline on ", ["weighted_pipeline", "sponsors"]),
  ])
  func insideAnAccount(place: Place) throws { try hold(place, after: "use account \"Fjord Foods\"") }

  @Test(arguments: [
    Place("| ", ["where", "set"]),
    Place("| where ", ["alignment"]),
    Place("_ | where ", ["alignment"]),
    Place("mine | where ", ["role"]),
  ])
  func afterAResult(place: Place) throws {
    try hold(place, after: "let mine = stakeholders | where role >= decision_maker\nstakeholders")
  }

  /// A chance is a column of its things in a play, and of nothing else.
  @Test(arguments: [
    Place("simulate 100 on count(opportunities where ", ["ordered", "stage"]),
    Place("simulate 100 on count(opportunities where or", ["ordered"]),
    Place("simulate 100 on count(stakeholders where ", ["role"], not: ["ordered"]),
    Place("opportunities | where ", ["stage"], not: ["ordered"]),
    Place("help or", ["or"]),
  ])
  func chances(place: Place) throws {
    try hold(place, after: "chance ordered on opportunity = probability")
  }

  @Test func typedCharactersAreCounted() throws {
    let session = Session(
      catalog: CompletionTests.library, today: try #require(CalendarDate("2026-11-21")), output: Silent())
    try session.run(SourceText(CompletionTests.plan))
    #expect(session.completer.complete("use account \"田").typed == 1)
    #expect(session.completer.complete("stakeholders | wher").typed == 4)
    #expect(session.completer.complete("stakeholders | where ").typed == 0)
  }

  /// Whatever stands before the cursor, asking what fits is answered.
  @Test func everyBeginningOfManyTextsIsAnswered() throws {
    let session = Session(
      catalog: CompletionTests.library, today: try #require(CalendarDate("2026-11-21")), output: Silent())
    try session.run(SourceText(CompletionTests.plan))
    let completer = session.completer
    for place in CompletionTests.starts + CompletionTests.queries + CompletionTests.changes {
      for end in place.text.indices { _ = completer.complete(String(place.text[..<end])) }
    }
    // What ends early is typed often; what ends nowhere is typed too.
    for text in ["}}}", "{{{ ] ) (", "\"\"\"", "| | |", "((((", "`", "\"\\(", "1 + ", "\u{0}"] {
      _ = completer.complete(text)
    }
  }
}
