import PlanLang
import Testing

@testable import PlanRuntime

/// A session whose messages are kept, over facts read as from a file.
final class ChangeFixture: SessionOutput {
  private(set) var notes: [String] = []
  private(set) var reported: [Diagnostic] = []
  private(set) var last: ResultTable?
  private(set) var questions: [String] = []
  /// What to answer to a question; nil for nobody there.
  var answer: Bool?
  private(set) var session: Session!

  init(_ text: String, answer: Bool? = true) throws {
    self.answer = answer
    session = Session(catalog: Catalog(), today: CalendarDate(days: 20_700), output: self)
    try session.load(trees: [Parser.parse(SourceText(name: "facts.plan", text))])
  }

  func show(_ table: ResultTable, _ presentation: Presentation) throws { last = table }
  func show(text: String) {}
  func note(_ text: String) { notes.append(text) }
  func report(_ diagnostics: [Diagnostic]) { reported += diagnostics }
  func confirm(_ question: String) -> Bool? {
    questions.append(question)
    return answer
  }

  func run(_ text: String) throws { try session.run(SourceText(text)) }

  /// A query's result as CSV lines.
  func lines(_ query: String) throws -> [String] {
    try run(query)
    return last.map {
      CSVText($0).text().split(separator: "\r\n").flatMap { $0.split(separator: "\n") }.map(String.init)
    }
      ?? []
  }

  /// Everything there is to know of a snapshot, as text: what changes nothing here changes nothing.
  static func everything(_ snapshot: Snapshot, _ catalog: Catalog) -> [String] {
    var lines: [String] = []
    let finder = ThingFinder(snapshot: snapshot, catalog: catalog)
    for (id, entity) in catalog.entities.enumerated() {
      for row in snapshot.rows(of: id) {
        let thing = ThingReference(entity: id, row: row)
        lines.append("\(finder.path(of: thing)) at \(snapshot.origin(thing, field: -1).map { "\($0)" } ?? "-")")
        for child in catalog.children(of: id) {
          lines.append("  holds \(child): \(snapshot.children(of: thing, entity: child))")
        }
        for (field, info) in entity.fields.enumerated() where !info.isComputed {
          let value = ValueText(catalog: catalog, snapshot: snapshot).source(
            snapshot.value(thing, field: field), info.type)
          let evidence = snapshot.evidence(thing, field: field).map(\.text)
          let origin = snapshot.origin(thing, field: field).map { "\($0)" } ?? "-"
          lines.append("  \(info.name) = \(value) \(evidence) \(origin)")
        }
      }
    }
    return lines
  }

  var everything: [String] { ChangeFixture.everything(session.baseline, session.catalog) }
}

private let facts = """
  choice state { good; bad }
  entity firm plural firms { size number; partner firm; near set of firm }
  entity person plural persons in firm { power number 0..10; state state; boss person; friends set of person }
  entity wish plural wishes in person { worth money }
  entity seat plural seats in firm labelled row, place { row text; place text }
  firm "A" {
    size = 10 per "register" on 2026-01-01 confirmed
    person "Ann" { power = 3 per "call" on 2026-02-01 assumed; friends = ["Bob", "Cleo"] ; wish "Peace" { worth = 5 USD } }
    person "Bob" { boss = "Ann"; state = good }
    person "Cleo" { boss = "Ann"; friends = ["Ann"] per "talk" on 2026-03-01 }
    seat "left", "front" { }
  }
  firm "B" { partner = "A"; near = ["A"]; person "Ann" { power = 7 } }
  """

/// `undo`, `redo` and `revert` bring back all there was: values, evidence, places in files, references, labels.
@Suite struct ChangeTests {
  static let statements = [
    "persons | set power = 1", "person \"Bob\" | set power = 4 per \"mail\" on 2026-05-05", "firm \"A\" | remove",
    "person \"Bob\" | set name = \"Robert\"", "person \"Cleo\" | remove",
    "add person \"Dan\" of firm \"A\" { power = 2 }",
    "add firm \"C\" { person \"Eve\" { wish \"Rain\" { worth = 1 EUR } } }", "persons | where power > 2 | remove",
    "person \"Cleo\" | set friends = []", "person \"Cleo\" | set friends = unknown, boss = none",
    "seats | set row = \"right\"", "firms | set near = [], size = 3",
    "person \"Ann\" of firm \"A\" | set power = unknown",
    "extend firm \"B\" { size = 4 per \"web\" }", "scenario \"S\" { firm \"B\" | set size = 9 }; adopt \"S\"",
    "firm \"B\" | set partner = unknown", "wishes | remove", "persons | set boss = none per \"chart\"",
  ]

  @Test func whatRevertTookBackCanBeDoneAgain() throws {
    let fixture = try ChangeFixture(facts)
    let loaded = fixture.everything
    for statement in ["persons | set power = 1", "person \"Cleo\" | remove", "person \"Bob\" | set power = 2"] {
      try fixture.run(statement)
    }
    let changed = fixture.everything
    try fixture.run("undo")
    try fixture.run("revert")
    #expect(fixture.everything == loaded)
    #expect(fixture.notes.last == "back to what was loaded: 2 changes taken back; `redo 2` does them again")
    try fixture.run("revert")
    #expect(fixture.notes.last == "back to what was loaded: 0 changes taken back")
    try fixture.run("redo 99")
    #expect(fixture.everything == changed)
    // Undone one by one it is as it was loaded, too.
    try fixture.run("undo 3")
    #expect(fixture.everything == loaded)
  }

  @Test(arguments: ["undo 0", "redo 0"]) func noChangeAtAllIsSaid(_ statement: String) throws {
    let fixture = try ChangeFixture(facts)
    try fixture.run("persons | set power = 1")
    let changed = fixture.everything
    #expect(throws: SessionFailure.self) { try fixture.run(statement) }
    #expect(fixture.everything == changed)
  }

  @Test(arguments: 1...60) func undoBringsBackAndRedoDoesAgain(_ seed: Int) throws {
    let fixture = try ChangeFixture(facts)
    var dice = Dice(seed: UInt64(seed))
    var states = [fixture.everything]
    var statements: [String] = []
    for _ in 0..<8 {
      let statement = dice.pick(ChangeTests.statements)
      let before = fixture.session.journal.count
      // What no longer applies is refused and changes nothing.
      do { try fixture.run(statement) } catch is SessionFailure {
        #expect(fixture.session.journal.count == before, "\(statement)")
        #expect(fixture.everything == states[states.count - 1], "\(statement)")
        continue
      }
      statements.append(statement)
      if fixture.session.journal.count > before { states.append(fixture.everything) }
    }
    let last = states.count - 1
    for step in stride(from: last, to: 0, by: -1) {
      #expect(fixture.everything == states[step])
      try fixture.run("undo")
      #expect(fixture.everything == states[step - 1], "undo of one of \(statements)")
    }
    for step in 0..<last {
      try fixture.run("redo")
      #expect(fixture.everything == states[step + 1], "redo of one of \(statements)")
    }
    if last > 0 {
      try fixture.run("undo \(last)")
      #expect(fixture.everything == states[0])
      try fixture.run("redo \(last)")
      #expect(fixture.everything == states[last])
      try fixture.run("revert")
    }
    #expect(fixture.everything == states[0])
    #expect(try fixture.lines("changes | count") == ["count", "0"])
  }

  @Test func aChangeThatFailsHalfwayChangesNothing() throws {
    let fixture = try ChangeFixture(facts)
    try fixture.run("firm \"B\" | set size = 8")
    let before = fixture.everything
    // The first of them gets the name; for the second it is taken.
    #expect(throws: SessionFailure.self) { try fixture.run("persons of firm \"A\" | set power = 2, name = \"Same\"") }
    #expect(fixture.everything == before)
    #expect(try fixture.lines("persons | where name = \"Same\" | count") == ["count", "0"])
    fixture.answer = false
    #expect(throws: SessionFailure.self) { try fixture.run("persons | set power = 1") }
    #expect(fixture.everything == before)
    try fixture.run("undo")
    #expect(try fixture.lines("firms | where size is unknown | count") == ["count", "1"])
  }

  @Test func undoMoreThanThereIs() throws {
    let fixture = try ChangeFixture(facts)
    let before = fixture.everything
    try fixture.run("firm \"A\" | set size = 1; firm \"A\" | set size = 2")
    try fixture.run("undo 9")
    #expect(fixture.everything == before)
    #expect(fixture.notes.last == "undone: 2 changes")
    #expect(throws: SessionFailure.self) { try fixture.run("undo") }
    try fixture.run("redo 9")
    #expect(try fixture.lines("firm \"A\" | show size") == ["size", "2"])
  }

  @Test func undoSaysWhatItTookBack() throws {
    let fixture = try ChangeFixture(facts)
    try fixture.run("firm \"A\" | set size = 1; undo")
    #expect(fixture.notes.last == "undone: 1 change, `firm \"A\" | set size = 1`")
    try fixture.run("redo")
    #expect(fixture.notes.last == "done again: 1 change, `firm \"A\" | set size = 1`")
  }

  @Test func aDifferenceTellsWhatCanNotBeDoneAnyMore() throws {
    let fixture = try ChangeFixture(facts)
    try fixture.run("scenario \"Larger\" { firm \"A\" | set size = 99 }; firm \"A\" | remove")
    #expect(fixture.reported.isEmpty)
    #expect(try fixture.lines("diff \"Larger\"") == ["thing,field,from,to"])
    #expect(fixture.reported.map(\.message) == ["scenario \"Larger\": firm \"A\" is gone"])
  }

  @Test func aChangeAfterUndoEndsRedo() throws {
    let fixture = try ChangeFixture(facts)
    try fixture.run("firm \"A\" | set size = 1; undo; firm \"A\" | set size = 2")
    #expect(throws: SessionFailure.self) { try fixture.run("redo") }
    #expect(try fixture.lines("firm \"A\" | show size") == ["size", "2"])
  }

  @Test func removingTakesChildrenAlongAndLetsGoOfReferences() throws {
    let fixture = try ChangeFixture(facts)
    try fixture.run("person \"Ann\" of firm \"A\" | remove")
    #expect(fixture.notes == ["removed 1 thing, with 1 thing in it"])
    #expect(try fixture.lines("wishes | count") == ["count", "0"])
    #expect(
      try fixture.lines("persons | show name, boss, friends") == ["name,boss,friends", "Bob,,", "Cleo,,[]", "Ann,,"])
    // Cleo's set has lost its only member and is known to be empty; it keeps what it rests on.
    #expect(
      try fixture.lines("person \"Cleo\" | show count(friends), friends.source") == [
        "count(friends),friends.source", "0,talk",
      ])
  }

  @Test func aNameThatMovedIsLookedForWhenTheTextRuns() throws {
    let fixture = try ChangeFixture(facts)
    try fixture.run("person \"Bob\" | remove; add person \"Bob\" of firm \"A\" { power = 5 }")
    #expect(try fixture.lines("person \"Bob\" | show power") == ["power", "5"])
    try fixture.run(
      "person \"Bob\" | set name = \"Robert\"; person \"Robert\" | set power = 6; add person \"Bob\" of firm \"A\" { power = 1 }"
    )
    #expect(try fixture.lines("persons | where power in [6, 1] | show name") == ["name", "Robert", "Bob"])
    try fixture.run(
      "add person \"Dan\" of firm \"A\" { power = 2 }; undo; add person \"Dan\" of firm \"A\" { power = 3 }")
    #expect(try fixture.lines("person \"Dan\" | show power") == ["power", "3"])
    // What is there after all is told then, and what nothing moved is told before anything runs.
    do { try fixture.run("person \"Cleo\" | remove; add person \"Dan\" of firm \"A\" { }") } catch let failure
      as SessionFailure
    {
      #expect(failure.exitStatus == 3)
    }
    do { try fixture.run("add person \"Dan\" of firm \"A\" { }") } catch let failure as SessionFailure {
      #expect(failure.exitStatus == 2)
    }
  }

  @Test func removingManyIsOneChange() throws {
    let fixture = try ChangeFixture(facts)
    let before = fixture.everything
    try fixture.run("persons | remove")
    #expect(fixture.session.journal.count == 1)
    #expect(fixture.notes == ["removed 4 things, with 1 thing in them"])
    try fixture.run("undo")
    #expect(fixture.everything == before)
  }

  // MARK: The guard

  @Test func aChangeInOneThingAsksNothing() throws {
    let fixture = try ChangeFixture(facts, answer: false)
    try fixture.run("use firm \"A\"; persons | set power = 1; person \"Cleo\" | remove; use all")
    #expect(fixture.questions == [])
  }

  @Test func noLeavesEverythingAlone() throws {
    for statement in [
      "persons | set power = 1", "firms | set size = 1", "persons | remove", "persons | set name = \"\\(name)!\"",
      // What stands in another firm lets go of it.
      "firm \"A\" | remove",
    ] {
      let fixture = try ChangeFixture(facts, answer: false)
      let before = fixture.everything
      var failure: SessionFailure?
      do { try fixture.run(statement + "; firm \"A\" | set size = 99") } catch let stopped as SessionFailure {
        failure = stopped
      }
      guard case .declined? = failure else {
        Issue.record("\(statement) is not declined: \(String(describing: failure))")
        continue
      }
      #expect(failure?.diagnostics.isEmpty == true)
      #expect(fixture.everything == before, "\(statement)")
      #expect(fixture.notes == ["nothing was changed"])
      #expect(fixture.session.journal.isEmpty)
      #expect(fixture.questions.count == 1)
    }
  }

  @Test func theQuestionSaysHowMuch() throws {
    let fixture = try ChangeFixture(facts)
    try fixture.run("persons | set power = 1")
    try fixture.run("firm \"A\" | remove")
    #expect(
      fixture.questions == [
        "This changes 4 things and reaches 2 firms. Go on?",
        "This removes 1 thing, with 5 things in it, and reaches 2 firms. Go on?",
      ])
  }

  @Test func withNobodyToAskItIsAnError() throws {
    let fixture = try ChangeFixture(facts, answer: nil)
    let before = fixture.everything
    do {
      try fixture.run("persons | set power = 1")
      Issue.record("nobody agreed")
    } catch let failure as SessionFailure {
      #expect(failure.diagnostics.map(\.code) == [.guarded])
      #expect(failure.exitStatus == 3)
    }
    #expect(fixture.everything == before)
    fixture.session.assumesYes = true
    try fixture.run("persons | set power = 1")
    #expect(try fixture.lines("persons | where power = 1 | count") == ["count", "4"])
  }

  @Test func aScenarioNeedsNoYes() throws {
    let fixture = try ChangeFixture(facts, answer: nil)
    try fixture.run("scenario \"All\" { persons | set power = 1 }")
    #expect(try fixture.lines("persons | where power = 1 | count") == ["count", "0"])
    try fixture.run("use scenario \"All\"")
    #expect(try fixture.lines("persons | where power = 1 | count") == ["count", "4"])
  }

  // MARK: blame, changes, diff

  @Test func blameKnowsTheChange() throws {
    let fixture = try ChangeFixture(facts)
    try fixture.run("person \"Bob\" | set power = 4 per \"mail\" on 2026-05-05")
    let lines = try fixture.lines("blame person \"Bob\"")
    #expect(
      lines.contains { $0.hasPrefix("power,4,") && $0.contains("mail") && $0.hasSuffix("on 2026-05-05\"") }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("state,good,,facts.plan,9,") }, "\(lines)")
    try fixture.run("undo")
    let after = try fixture.lines("blame person \"Bob\"")
    #expect(!after.contains { $0.hasPrefix("power") }, "\(after)")
  }

  @Test func loadingMoreKeepsWhatWasChanged() throws {
    let fixture = try ChangeFixture(facts)
    try fixture.run("firm \"A\" | set size = 11; add firm \"C\" { size = 1 }; person \"Bob\" | remove")
    try fixture.session.load(trees: [
      Parser.parse(SourceText(name: "more.plan", "firm \"D\" { size = 5; partner = \"C\" }"))
    ])
    #expect(
      try fixture.lines("changes | show thing, field, from, to") == [
        "thing,field,from,to", "\"firm \"\"A\"\"\",size,10,11", "\"firm \"\"C\"\"\",none,none,added",
        "\"firm \"\"C\"\"\",size,,1",
        "\"person \"\"Ann\"\" of firm \"\"A\"\"\",friends,\"Bob, Cleo\",Cleo",
        "\"person \"\"Bob\"\" of firm \"\"A\"\"\",none,there,removed",
      ])
    try fixture.run("undo 3")
    #expect(try fixture.lines("firms | show name, size, partner") == ["name,size,partner", "A,10,", "B,,A", "D,5,"])
    #expect(try fixture.lines("changes | count") == ["count", "0"])
    try fixture.run("redo; revert")
    #expect(try fixture.lines("firms | show name, size") == ["name,size", "A,10", "B,", "D,5"])
  }

  @Test func blameKnowsNamesAndScenarios() throws {
    let fixture = try ChangeFixture(facts)
    try fixture.run("person \"Bob\" | set name = \"Robert\"")
    #expect(try fixture.lines("blame person \"Robert\"")[1].hasPrefix("name,Robert,,,,"))
    try fixture.run("scenario \"Base\" { person \"Robert\" | set power = 9 }")
    try fixture.run("scenario \"Top\" from \"Base\" { add person \"Dan\" of firm \"A\" { power = 1 } }")
    try fixture.run("use scenario \"Top\"")
    #expect(try fixture.lines("blame person \"Robert\"").contains("power,9,,,,\"scenario \"\"Base\"\"\""))
    #expect(
      try fixture.lines("blame person \"Dan\"").dropFirst() == [
        "name,Dan,,,,\"scenario \"\"Top\"\"\"", "power,1,,,,\"scenario \"\"Top\"\"\"",
      ])
  }

  @Test func undoInAScenarioTakesBackTheScenario() throws {
    let fixture = try ChangeFixture(facts)
    try fixture.run("firm \"A\" | set size = 1")
    try fixture.run("scenario \"S\" { firm \"A\" | set size = 2 }")
    try fixture.run("use scenario \"S\"")
    try fixture.run("firm \"A\" | set size = 3; add person \"Dan\" of firm \"A\" { power = 1 }")
    func size() throws -> String {
      try fixture.lines("firm \"A\" | show size, n = count(persons where name = \"Dan\")")[1]
    }
    #expect(try size() == "3,1")
    try fixture.run("undo")
    #expect(try size() == "3,0")
    try fixture.run("undo")
    #expect(try size() == "2,0")
    try fixture.run("redo 2")
    #expect(try size() == "3,1")
    try fixture.run("undo 3")
    #expect(try size() == "1,0")
    #expect(throws: SessionFailure.self) { try fixture.run("undo") }
    try fixture.run("redo; use baseline")
    #expect(try size() == "1,0")
    try fixture.run("undo")
    #expect(try size() == "10,0")
    try fixture.run("use scenario \"S\"")
    #expect(try size() == "2,0")
  }

  @Test func changesSayWhatIsDifferentAndNoMore() throws {
    let fixture = try ChangeFixture(facts)
    try fixture.run("firm \"A\" | set size = 11; firm \"A\" | set size = 10")
    #expect(try fixture.lines("changes | count") == ["count", "0"])
    try fixture.run("add person \"Dan\" of firm \"A\" { power = 2 }; person \"Dan\" | remove")
    #expect(try fixture.lines("changes | count") == ["count", "0"])
    try fixture.run("person \"Bob\" | set name = \"Robert\"")
    #expect(
      try fixture.lines("changes") == [
        "thing,field,from,to", "\"person \"\"Robert\"\" of firm \"\"A\"\"\",name,Bob,Robert",
      ])
  }
}
