import PlanLang
import Testing

@testable import PlanRuntime

/// The corpus of mistakes: each is told once, at the right place, and nearly always with a repair that mends it.
@Suite("Mistakes")
struct MistakeTests {
  @Test(arguments: Mistake.all)
  func isAnsweredWell(mistake: Mistake) throws {
    let problems = try MistakeJudge.problems(of: mistake)
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }

  /// Answers that are not yet as they should be. One that became good belongs into the corpus.
  @Test(arguments: Mistake.knownBad)
  func isKnownToBeBad(mistake: Mistake) throws {
    #expect(try !MistakeJudge.problems(of: mistake).isEmpty, "this is answered well now: move it to the corpus")
  }

  @Test func theCorpusIsLargeAndNearlyAllOfItIsMended() {
    let all = Mistake.all + Mistake.knownBad
    #expect(all.count >= 1_150)
    let twice = Dictionary(grouping: all.map { "\($0.place) \($0.text)" }) { $0 }.filter { $1.count > 1 }.keys.sorted()
    #expect(twice.isEmpty, "\(twice)")
    let mended = Mistake.all.filter { $0.repaired != nil }.count
    #expect(Double(mended) / Double(all.count) >= 0.9, "\(mended) of \(all.count)")
    #expect(Double(Mistake.knownBad.count) / Double(all.count) <= 0.05)
  }
}

/// Judges what is said about a mistake against what the corpus asks for.
enum MistakeJudge {
  static let plan = """
    account "Northwind Health" {
      industry = "Healthcare provider"; tier = key; revenue = 80M USD
      stakeholder "Dana Li" {
        title = "Chief Financial Officer"; role = approver; alignment = neutral; power = 9
        objective "Cut days in A/R" { horizon = future_potential; rank = 1; value_to_us = 1.2M USD }
      }
      stakeholder "Ola Berg" { title = "Controller"; role = recommender; alignment = supporter; power = 5 }
      stakeholder "Kim Sol" { role = influencer }
      team_member "Ana Ruiz" { function = "Sales" }
      opportunity "Denials" { value = 300k USD; probability = 40%; close = 2026-12-15 }
      action "Send the paper" { owner = "Ana Ruiz"; due = 2026-11-10 }
      impact_factors 2026-09-15 { wallet = 4; practices = 5 }
    }
    account "Lakeside Foods" {
      stakeholder "Kim Sol" { role = decision_maker }
    }
    scenario "Win the CFO" { stakeholder "Dana Li" | set alignment = sponsor }
    """

  static let plans = Parser.parse(SourceText(name: "plans.plan", plan))

  private static func session(withPlans: Bool) throws -> Session {
    let session = Session(
      catalog: CompletionTests.library, today: try #require(CalendarDate("2026-11-21")),
      output: CompletionTests.Silent())
    if withPlans { try session.load(trees: [plans]) }
    return session
  }

  /// The errors and warnings of a text typed at a place.
  static func diagnostics(_ text: String, _ place: Mistake.Place, runs: Bool) throws -> [Diagnostic] {
    let session = try session(withPlans: place == .statement)
    do {
      switch place {
      case .statement:
        let checked = try session.check(SourceText(text))
        guard checked.warnings.isEmpty, runs else { return checked.warnings }
        try session.run(checked)
      case .account, .file:
        let warnings = Warnings()
        let reporting = Session(catalog: session.catalog, today: session.today, output: warnings)
        try reporting.load(trees: [Parser.parse(SourceText(name: "mistake.plan", text))])
        return warnings.diagnostics
      }
    } catch let failure as SessionFailure {
      // What this version can't do is no mistake of the text.
      return failure.diagnostics.filter { $0.code != .notBuilt }
    }
    return []
  }

  private final class Warnings: SessionOutput {
    var diagnostics: [Diagnostic] = []
    func show(_ table: ResultTable, _ presentation: Presentation) throws {}
    func show(text: String) {}
    func note(_ text: String) {}
    func report(_ diagnostics: [Diagnostic]) { self.diagnostics += diagnostics }
    func confirm(_ question: String) -> Bool? { false }
  }

  /// What is wrong with the answer a mistake gets; nothing when it is as the corpus asks.
  static func problems(of mistake: Mistake) throws -> [String] {
    let found = try diagnostics(mistake.text, mistake.place, runs: true)
    var problems: [String] = []
    if found.count != 1 {
      problems.append("\(found.count) messages: \(found.map { "\($0.code.rawValue) \($0.message)" })")
    }
    guard let first = found.first else { return problems }
    if first.code != mistake.code {
      problems.append("\(first.code.rawValue) \(first.message), not \(mistake.code.rawValue)")
    }
    if let place = first.primary?.range, let wanted = mistake.labelled {
      if place.start > wanted.lowerBound || place.end < wanted.upperBound {
        problems.append("`\(place.text)` is labelled: \(first.message)")
      }
    } else {
      problems.append("no place: \(first.message)")
    }
    guard let repaired = mistake.wholeRepaired else {
      if !first.fixIts.isEmpty { problems.append("a repair: \(applied(first.fixIts[0], to: mistake.text))") }
      return problems
    }
    guard let fix = first.fixIts.first else { return problems + ["no repair: \(first.message)"] }
    let mended = applied(fix, to: mistake.text)
    if mended != repaired { problems.append("repaired as: \(mended)") }
    // The files the corpus speaks of are nobody's.
    let left = try diagnostics(repaired, mistake.place, runs: false).filter { $0.code != .noSuchPath }
    if !left.isEmpty {
      problems.append("the repaired text has \(left.map { "\($0.code.rawValue) \($0.message)" })")
    }
    return try problems + problemsOfOthers(first.fixIts.dropFirst(), of: mistake)
  }

  /// What is wrong with the further repairs that are offered: each must lead to a text without a mistake.
  private static func problemsOfOthers(_ fixes: ArraySlice<Diagnostic.FixIt>, of mistake: Mistake) throws -> [String] {
    try fixes.compactMap { fix in
      let text = applied(fix, to: mistake.text)
      let left = try diagnostics(text, mistake.place, runs: false)
      return left.isEmpty ? nil : "`\(text)` is offered and has \(left.map(\.message))"
    }
  }

  private static func applied(_ fix: Diagnostic.FixIt, to text: String) -> String {
    var bytes = Array(text.utf8)
    for replacement in fix.replacements.sorted(by: { $0.range.start > $1.range.start }) {
      bytes.replaceSubrange(replacement.range.start..<replacement.range.end, with: replacement.text.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Mistake: CustomTestStringConvertible {
  var testDescription: String { text }
}
