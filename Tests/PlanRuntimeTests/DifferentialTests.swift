import Glibc
import PlanLang
import Testing

@testable import PlanRuntime

/// Batches give what the row evaluator gives, and both what SQLite gives: values, order, unknowns; batches also the same
/// errors and the counts of the footer.
///
/// Every run asks the same questions. `PLANSHELL_DIFFERENTIAL=100000` asks so many, `PLANSHELL_SEED=7` others,
/// `PLANSHELL_PLAN=1000135` begins with the plan of that number, `PLANSHELL_SHOW_PLANS=1` shows those that make a
/// difference.
@Suite struct DifferentialTests {
  @Test func batchesRowsAndSQLiteAgree() throws {
    let wanted = DifferentialSettings.number("PLANSHELL_DIFFERENTIAL") ?? 2_500
    let seed = DifferentialSettings.number("PLANSHELL_SEED") ?? 1
    var tally = Tally()
    var plan = DifferentialSettings.number("PLANSHELL_PLAN").map { $0 - 1 } ?? seed * 1_000_000
    while tally.asked < wanted {
      plan += 1
      var random = RandomPlan(seed: UInt64(plan))
      let session = Session(catalog: Catalog(), today: CalendarDate(days: 20_700), output: SilentOutput())
      session.assumesYes = true
      do { try prepare(session, random) } catch {
        tally.refusedPlans += 1
        tally.note(refusal: "\(error)")
        try #require(tally.refusedPlans < 50 + wanted / 20, "too few invented plans are accepted: \(error)")
        continue
      }
      tally.plans[random.size, default: 0] += 1
      let questions = (0..<(random.size == .large ? 12 : 40)).map { _ in random.question() }
      for problem in try ask(questions, session, &tally, hasTwin: !random.hasHuge) {
        Issue.record("plan \(plan), \(problem)")
        if getenv("PLANSHELL_SHOW_PLANS") != nil { print(random.declarations + random.facts + random.changes) }
        tally.differences += 1
      }
      if tally.differences >= 5 { return }
    }
    #expect(tally.answered > wanted * 2 / 3, "most questions should be answered: \(tally)")
    #expect(tally.batched > wanted / 3, "most answers should come from batches: \(tally)")
    if SQLiteOpinion.program != nil {
      #expect(tally.seconded > wanted / 3, "SQLite should have an opinion on many: \(tally)")
    }
    print(tally)
  }

  private func prepare(_ session: Session, _ plan: RandomPlan) throws {
    try session.load(trees: [Parser.parse(SourceText(name: "plan", plan.declarations + plan.facts))])
    if !plan.changes.isEmpty { try session.run(SourceText(plan.changes)) }
    if plan.usesScope { try session.run(SourceText("use n0 \"t0\"")) }
  }

  /// What a run came to.
  struct Tally: CustomStringConvertible {
    var asked = 0
    var plans: [RandomPlan.Size: Int] = [:]
    var refusedPlans = 0
    var refused = 0
    var answered = 0
    var failed = 0
    var batched = 0
    /// Answers SQLite gave too.
    var seconded = 0
    /// Answers for which SQLite's numbers, or its patience, were too small.
    var tooLarge = 0
    var noTwin: [String: Int] = [:]
    var differences = 0

    func note(refusal: String) { if getenv("PLANSHELL_SHOW_REFUSALS") != nil { print(refusal) } }

    var description: String {
      let reasons = noTwin.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
      return """
        asked \(asked) questions of \(plans.values.reduce(0, +)) plans (\(plans[.large] ?? 0) large, \(plans[.medium] ?? 0) medium; \
        \(refusedPlans) plans and \(refused) questions refused)
        answered \(answered), errors \(failed), by batches \(batched), by SQLite too \(seconded), beyond SQLite \(tooLarge)
        no twin in SQL: \(reasons.joined(separator: ", "))
        differences \(differences)
        """
    }
  }

  struct Outcome: Equatable {
    var frames: [Frame] = []
    var columns: [String] = []
    var leftOut = 0
    var skipped = 0
    var problem = ""
  }

  /// Asks every way; returns what differs.
  func ask(_ questions: [String], _ session: Session, _ tally: inout Tally, hasTwin: Bool) throws -> [String] {
    var problems: [String] = []
    var twins: [(question: String, outcome: Outcome, plan: QueryPlan, twin: SQLTranslator.Twin)] = []
    for question in questions {
      tally.asked += 1
      let checked: Session.CheckedText
      do { checked = try session.check(SourceText(question)) } catch let failure as SessionFailure {
        tally.refused += 1
        tally.note(refusal: "\(question): \(failure.diagnostics.first?.message ?? "")")
        continue
      }
      guard case .query(let plan)? = checked.statements.first?.kind else {
        problems.append("`\(question)` is no query")
        continue
      }
      let slow = outcome(plan, session, checked, batches: false)
      let fast = outcome(plan, session, checked, batches: true)
      if slow.problem.isEmpty { tally.answered += 1 } else { tally.failed += 1 }
      let evaluator = self.evaluator(session, checked)
      if let result = try? BatchExecutor.run(plan, evaluator), result.steps == plan.steps.count { tally.batched += 1 }
      if slow != fast {
        problems.append("`\(question)`: rows give \(describe(slow)) but batches give \(describe(fast))")
      }
      guard slow.problem.isEmpty else { continue }
      if !hasTwin {
        tally.noTwin["amounts near the largest", default: 0] += 1
        continue
      }
      do {
        twins.append((question, slow, plan, try SQLTranslator.twin(of: plan, session)))
      } catch let reason as SQLTranslator.NoTwin { tally.noTwin[reason.what, default: 0] += 1 }
    }
    for (twin, answer) in zip(twins, try SQLiteOpinion.answers(session, twins.map(\.twin.sql))) {
      guard let answer else {
        tally.tooLarge += 1
        continue
      }
      let reading = SQLAnswer(rows: answer, twin: twin.twin, session: session)
      guard let expected = reading.expected(twin.outcome, twin.plan) else {
        tally.noTwin["sets", default: 0] += 1
        continue
      }
      tally.seconded += 1
      let found = reading.found(twin.plan)
      if expected != found {
        problems.append(
          "`\(twin.question)`: planshell gives\n\(expected.prefix(12).joined(separator: "\n"))\nbut SQLite\n\(found.prefix(12).joined(separator: "\n"))\nfor\n\(twin.twin.sql)"
        )
      }
    }
    return problems
  }

  private func evaluator(_ session: Session, _ checked: Session.CheckedText) -> Evaluator {
    let evaluator = Evaluator(
      catalog: checked.catalog, definitions: checked.definitions, snapshot: session.snapshot, today: session.today,
      scope: session.scope)
    evaluator.batchThreshold = 0
    evaluator.parallelThreshold = 2_100
    return evaluator
  }

  private func outcome(_ plan: QueryPlan, _ session: Session, _ checked: Session.CheckedText, batches: Bool) -> Outcome
  {
    let evaluator = self.evaluator(session, checked)
    evaluator.usesBatches = batches
    var outcome = Outcome()
    do {
      let result = try evaluator.run(plan).asShown
      outcome.frames = result.frames
      outcome.columns = result.shape.columns.map(\.name)
      outcome.leftOut = evaluator.leftOutUnknown
      outcome.skipped = evaluator.skippedUnknown
    } catch let problem as Diagnostic {
      outcome.problem =
        "\(problem.code) \(problem.message) \(problem.notes) \(problem.primary.map { "\($0.range.start)-\($0.range.end)" } ?? "")"
    } catch {
      outcome.problem = "\(error)"
    }
    return outcome
  }

  private func describe(_ outcome: Outcome) -> String {
    if !outcome.problem.isEmpty { return "the error \(outcome.problem)" }
    let rows = outcome.frames.prefix(12).map { frame in "\(frame.thing.map { "#\($0.row)" } ?? "") \(frame.columns)" }
    return
      "\(outcome.frames.count) rows, \(outcome.leftOut) left out, \(outcome.skipped) skipped, \(outcome.columns): \(rows)"
  }
}

/// An answer of SQLite's beside the one it is compared with, both as lines of text.
struct SQLAnswer {
  let rows: [String]
  let twin: SQLTranslator.Twin
  let session: Session

  /// The lines there should be; nil where a set is among the values.
  func expected(_ outcome: DifferentialTests.Outcome, _ plan: QueryPlan) -> [String]? {
    var lines: [String] = []
    if twin.matrixColumns != nil { lines.append(outcome.columns.dropFirst().joined(separator: "|")) }
    for frame in outcome.frames {
      var cells: [String] = []
      if let thing = frame.thing { cells.append("\(thing.row)") }
      for value in frame.columns {
        guard let literal = SQLTranslator.literal(value) else { return nil }
        cells.append(literal)
      }
      lines.append(cells.joined(separator: "|"))
    }
    return lines
  }

  func found(_ plan: QueryPlan) -> [String] {
    guard let type = twin.matrixColumns, case .matrix(_, let column, let cell, let scale)? = plan.steps.last else {
      return rows
    }
    // A matrix comes as its cells.
    var order: [String] = []
    var cells: [String: [String: String]] = [:]
    var places: [String: Int] = [:]
    for row in rows {
      let parts = row.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 4 else { return ["not a cell: \(row)"] }
      if cells[parts[0]] == nil { order.append(parts[0]) }
      cells[parts[0], default: [:]][parts[1]] = parts[2]
      places[parts[1]] = Int(parts[3])
    }
    var columns: [String]
    if let scale {
      columns = session.catalog.scales[scale].values.indices.map { "\($0)" }
    } else if column.type == .yesNo || column.type == .outcome {
      columns = ["0", "1"]
    } else {
      columns = places.keys.filter { $0 != "NULL" }.sorted { (places[$0] ?? 0) < (places[$1] ?? 0) }
    }
    columns.append("NULL")
    let text = ValueText(catalog: session.catalog, snapshot: session.snapshot)
    let names = columns.map { text.display(SQLAnswer.value($0, type), type) }
    let empty: String
    switch cell?.type {
    case nil, .number, .integer, .money, .percent: empty = "0"
    default: empty = "NULL"
    }
    return [names.joined(separator: "|")]
      + order.map { row in ([row] + columns.map { cells[row]?[$0] ?? empty }).joined(separator: "|") }
  }

  /// What SQL has written, as the value it stands for.
  private static func value(_ literal: String, _ type: ValueType) -> Value {
    if literal == "NULL" { return .unknown }
    if literal == "X'00'" { return .absent }
    if literal.hasPrefix("'") { return .text(String(literal.dropFirst().dropLast())) }
    guard let number = Int64(literal) else { return .unknown }
    switch type {
    case .percent: return .percent(number)
    case .money:
      return number & 255 == 0
        ? .number(number >> 8)
        : .money(Money(amount: number >> 8, currency: Currency(index: UInt8(number & 255) - 1)))
    case .date: return .date(CalendarDate(days: Int32(number)))
    case .period:
      return .period(
        Period(
          Period.Kind(rawValue: UInt8(number & 255)) ?? .month, containing: CalendarDate(days: Int32(number >> 8))))
    case .duration:
      return .duration(CalendarDuration(months: Int32(number >> 32), days: Int32(truncatingIfNeeded: number)))
    case .yesNo, .outcome: return .yesNo(number == 1)
    case .scale: return .code(Int(number))
    case .entity(let entity): return .thing(ThingReference(entity: entity, row: Int(number)))
    default: return .number(number)
    }
  }
}

/// Shows nothing.
final class SilentOutput: SessionOutput {
  func show(_ table: ResultTable, _ presentation: Presentation) throws {}
  func show(text: String) {}
  func note(_ text: String) {}
  func report(_ diagnostics: [Diagnostic]) {}
  func confirm(_ question: String) -> Bool? { true }
}
