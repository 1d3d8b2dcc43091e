import PlanLang
import Testing

@testable import PlanRuntime

/// Two change sets over the same facts made into one, with what can't be had both ways named.
@Suite struct ChangeMergeTests {
  private static let facts = """
    entity firm plural firms { size number; partner firm }
    entity person plural persons in firm { power number; boss person; friends set of person }
    entity wish plural wishes in person { worth money }
    firm "A" {
      size = 10
      person "Ann" { power = 3; wish "Peace" { worth = 5 USD } }
      person "Bob" { boss = "Ann"; friends = ["Ann"] }
      person "Cleo" { }
    }
    firm "B" { partner = "A" }
    """

  /// The change set some statements make of the facts.
  private func changes(_ statements: String) throws -> ChangeSet {
    let fixture = try ChangeFixture(ChangeMergeTests.facts)
    try fixture.run(statements)
    return ChangeSet(edits: fixture.session.journal.flatMap(\.edits), title: statements)
  }

  private func merge(_ first: String, _ second: String) throws -> (merge: ChangeMerge, session: Session) {
    let fixture = try ChangeFixture(ChangeMergeTests.facts)
    let merge = try ChangeMerge(
      base: fixture.session.baseline, first: changes(first), second: changes(second), catalog: fixture.session.catalog)
    return (merge, fixture.session)
  }

  /// What there is after statements, each run by itself.
  private func everything(_ statements: String...) throws -> [String] {
    let fixture = try ChangeFixture(ChangeMergeTests.facts)
    for statement in statements { try fixture.run(statement) }
    return fixture.everything
  }

  static let apart = [
    "firm \"A\" | set size = 11", "person \"Ann\" | set power = 4 per \"call\" on 2026-02-02",
    "wish \"Peace\" | set worth = 6 USD",
    "person \"Bob\" | set friends = []", "person \"Bob\" | set name = \"Robert\"", "person \"Cleo\" | remove",
    "firm \"B\" | set partner = none", "person \"Bob\" | set boss = none",
  ]

  /// What touches different facts comes together without a word, in either order, as if done one after the other.
  @Test func changesApartMakeNoConflict() throws {
    for first in ChangeMergeTests.apart {
      for second in ChangeMergeTests.apart where first != second {
        let (merge, session) = try merge(first, second)
        #expect(merge.conflicts.isEmpty, "\(first) and \(second): \(merge.conflicts.map(\.text))")
        let found = ChangeFixture.everything(merge.snapshot, session.catalog)
        // The second side knows nothing of the other's new name.
        let then = first.contains("Robert") ? second.replacing("\"Bob\"", with: "\"Robert\"") : second
        #expect(try found == everything(first, then))
        // The edits alone lead there, and back.
        var editor = SnapshotEditor(merge.snapshot, catalog: session.catalog, records: false)
        editor.replay(merge.changes, inverse: true)
        #expect(
          ChangeFixture.everything(editor.snapshot, session.catalog)
            == ChangeFixture.everything(session.baseline, session.catalog))
      }
    }
  }

  /// The same on both sides is no conflict.
  @Test func theSameOnBothSidesIsAgreed() throws {
    for same in ChangeMergeTests.apart {
      let (merge, session) = try merge(same, same)
      #expect(merge.conflicts.isEmpty, "\(same): \(merge.conflicts.map(\.text))")
      #expect(ChangeFixture.everything(merge.snapshot, session.catalog) == (try everything(same)))
    }
  }

  @Test func bothSidesAddThings() throws {
    let (merge, session) = try merge(
      "add person \"Dan\" of firm \"A\" { power = 1 }",
      "add person \"Eve\" of firm \"A\" { power = 2; wish \"Rain\" { worth = 1 USD } }; person \"Bob\" | set boss = person \"Eve\""
    )
    #expect(merge.conflicts.isEmpty)
    let text = ChangeFixture.everything(merge.snapshot, session.catalog).joined(separator: "\n")
    #expect(text.contains("person \"Dan\" of firm \"A\""))
    #expect(text.contains("wish \"Rain\" of person \"Eve\" of firm \"A\""))
    #expect(text.contains("boss = \"Eve\""))
  }

  @Test(
    arguments: [
      (
        "firm \"A\" | set size = 11", "firm \"A\" | set size = 12", ChangeConflict.Kind.changedByBoth,
        "size of firm \"A\" was 10, is 11 now and is to be 12"
      ),
      (
        "firm \"A\" | set size = unknown", "firm \"A\" | set size = 12", .changedByBoth,
        "size of firm \"A\" was 10, is unknown now and is to be 12"
      ),
      (
        "person \"Bob\" | set name = \"Rob\"", "person \"Bob\" | set name = \"Bert\"", .changedByBoth,
        "name of person \"Rob\" was Bob, is Rob now and is to be Bert"
      ),
      ("person \"Ann\" | remove", "person \"Ann\" | set power = 4", .gone, "person \"Ann\" is gone"),
      ("person \"Ann\" | remove", "wish \"Peace\" | set worth = 4 USD", .gone, "wish \"Peace\" is gone"),
      (
        "person \"Ann\" | remove", "add wish \"Rain\" of person \"Ann\" { }", .nothingToStandIn,
        "wish \"Rain\" has nothing to stand in any more"
      ),
      (
        "person \"Ann\" | set power = 4", "person \"Ann\" | remove", .changedBeforeRemoval,
        "person \"Ann\" was changed and is to be removed"
      ),
      (
        "wish \"Peace\" | set worth = 4 USD", "person \"Ann\" | remove", .changedBeforeRemoval,
        "person \"Ann\" was changed and is to be removed"
      ),
      (
        "add wish \"Rain\" of person \"Ann\" { }", "person \"Ann\" | remove", .changedBeforeRemoval,
        "person \"Ann\" was changed and is to be removed"
      ),
      (
        "person \"Cleo\" | remove", "person \"Ann\" | set boss = person \"Cleo\"", .refersToGone,
        "boss of person \"Ann\" refers to what is gone"
      ),
      (
        "add person \"Dan\" of firm \"A\" { power = 1 }",
        "add person \"Dan\" of firm \"A\" { power = 2; wish \"X\" { } }", .addedByBoth,
        "there is a person \"Dan\" of firm \"A\" already"
      ),
      (
        "person \"Bob\" | set name = \"Dan\"", "add person \"Dan\" of firm \"A\" { }", .addedByBoth,
        "there is a person \"Dan\" of firm \"A\" already"
      ),
      (
        "add person \"Dan\" of firm \"A\" { }", "person \"Bob\" | set name = \"Dan\"", .nameTaken,
        "person \"Bob\" can't be called \"Dan\": there is a person of that name already"
      ),
    ] as [(String, String, ChangeConflict.Kind, String)])
  func conflictsAreNamed(_ first: String, _ second: String, _ kind: ChangeConflict.Kind, _ text: String) throws {
    let (merge, session) = try merge(first, second)
    #expect(merge.conflicts == [ChangeConflict(kind: kind, text: text)])
    // Whatever the conflict, labels stay unique and references hold.
    let catalog = session.catalog
    let finder = ThingFinder(snapshot: merge.snapshot, catalog: catalog)
    var paths: Set<String> = []
    for (id, entity) in catalog.entities.enumerated() {
      for row in merge.snapshot.rows(of: id) {
        let thing = ThingReference(entity: id, row: row)
        #expect(paths.insert(finder.path(of: thing)).inserted, "two of \(finder.path(of: thing))")
        if let parent = merge.snapshot.parent(thing) { #expect(merge.snapshot.isAlive(parent)) }
        for field in entity.fields.indices {
          if case .thing(let other) = merge.snapshot.value(thing, field: field) {
            #expect(merge.snapshot.isAlive(other))
          }
        }
      }
    }
  }

  @Test func theLaterSideStandsWhereBothChangeAFact() throws {
    let (merge, session) = try merge("firm \"A\" | set size = 11 per \"x\"", "firm \"A\" | set size = 12 per \"y\"")
    let firm = ThingReference(entity: 0, row: 0)
    #expect(merge.snapshot.value(firm, field: 0) == .integer(12))
    #expect(merge.snapshot.evidence(firm, field: 0).map(\.source) == ["y"])
    #expect(session.catalog.entities[0].name == "firm")
  }

  @Test func theSameValueKeepsTheEvidenceOfBoth() throws {
    let (merge, _) = try merge(
      "firm \"A\" | set size = 11 per \"register\" on 2026-01-01",
      "firm \"A\" | set size = 11 per \"call\" on 2026-02-01")
    #expect(merge.conflicts.isEmpty)
    #expect(merge.snapshot.evidence(ThingReference(entity: 0, row: 0), field: 0).map(\.source) == ["register", "call"])
  }

  @Test func whatIsKeptKeepsItsReferences() throws {
    let (merge, session) = try merge("person \"Ann\" | set power = 4", "person \"Ann\" | remove")
    let text = ChangeFixture.everything(merge.snapshot, session.catalog).joined(separator: "\n")
    #expect(text.contains("boss = \"Ann\""))
    #expect(text.contains("friends = [\"Ann\"]"))
    #expect(text.contains("wish \"Peace\""))
  }

  // MARK: Where the language merges

  @Test func adoptNamesWhatItGoesOver() throws {
    let fixture = try ChangeFixture(ChangeMergeTests.facts)
    try fixture.run(
      "scenario \"Grow\" { firm \"A\" | set size = 20; person \"Bob\" | set power = 5 }; firm \"A\" | set size = 15")
    try fixture.run("adopt \"Grow\"")
    #expect(
      fixture.notes.suffix(2) == [
        "adopted \"Grow\": 2 changes",
        "  over what changed here since: size of firm \"A\" was 10, is 15 now and is to be 20",
      ])
    #expect(try fixture.lines("firm \"A\" | show size") == ["size", "20"])
  }

  @Test func aScenarioCannotBringASecondThingOfAName() throws {
    let fixture = try ChangeFixture(ChangeMergeTests.facts)
    try fixture.run(
      "scenario \"Hire\" { add person \"Dan\" of firm \"A\" { power = 1 } }; add person \"Dan\" of firm \"A\" { power = 2 }"
    )
    #expect(throws: SessionFailure.self) { try fixture.run("adopt \"Hire\"") }
    #expect(try fixture.lines("persons | where name = \"Dan\" | show power") == ["power", "2"])
    try fixture.run("use scenario \"Hire\"")
    #expect(try fixture.lines("persons | where name = \"Dan\" | show power") == ["power", "2"])
    #expect(fixture.reported.last?.message == "scenario \"Hire\": there is a person \"Dan\" of firm \"A\" already")
  }
}
