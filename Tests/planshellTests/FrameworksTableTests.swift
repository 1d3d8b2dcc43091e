import Foundation
import PlanLang
import PlanRuntime
import Testing

@testable import planshell

/// The page of frameworks: nothing of the field is missing from it, and it is what the program writes.
@Suite("Frameworks table")
struct FrameworksTableTests {
  static let spec = "\(SpecPagesTests.root)/Tests/Spec"

  static func vectors() throws -> [TestVector] {
    let pages = try FileManager.default.contentsOfDirectory(atPath: spec).sorted()
      .filter { $0.hasPrefix("vectors-") && $0.hasSuffix(".md") }
    return try pages.flatMap { page in
      TestVector.all(in: LiteratePage(try String(contentsOfFile: "\(spec)/\(page)", encoding: .utf8)), page: page)
    }
  }

  /// The repository's own list of what the field's pages number.
  static func ids() throws -> [String] {
    try String(contentsOfFile: "\(spec)/vector-ids.txt", encoding: .utf8)
      .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }

  static func table() throws -> FrameworkTable {
    FrameworkTable(catalog: StandardLibrary.catalog(), vectors: try vectors())
  }

  @Test func everyVectorHasOneHeading() throws {
    let ids = try FrameworksTableTests.ids()
    #expect(ids.count > 80)
    #expect(Set(ids).count == ids.count, "an id stands twice in the list")
    var headings: [String: Int] = [:]
    for vector in try FrameworksTableTests.vectors() { headings[vector.id, default: 0] += 1 }
    for id in ids { #expect(headings[id] == 1, "\(id) has \(headings[id] ?? 0) headings") }
    #expect(Set(headings.keys).subtracting(ids).sorted() == [], "headings that the list does not know")
  }

  @Test func everyVectorIsTestedAndHasARow() throws {
    let vectors = try FrameworksTableTests.vectors()
    let tested = Set(vectors.filter { !$0.names.isEmpty }.map(\.id))
    for vector in vectors where vector.names.isEmpty {
      let others = vector.references.filter(tested.contains)
      #expect(!others.isEmpty, "the section of \(vector.id) has no fence and points to no section that has one")
    }
    let table = try FrameworksTableTests.table()
    let shown = Set(table.rows.flatMap(\.vectors).map(\.id))
    for id in try FrameworksTableTests.ids() { #expect(shown.contains(id), "\(id) tests no framework") }
  }

  @Test func everyEntryOfTheCatalogueOfChecksIsCited() throws {
    let cited = Set(StandardLibrary.catalog().checks.flatMap(\.cites))
    for id in try FrameworksTableTests.ids() where id.hasPrefix("C") { #expect(cited.contains(id), "\(id)") }
  }

  @Test func everyFrameworkSaysWhatItAnswers() throws {
    let table = try FrameworksTableTests.table()
    #expect(table.rows.count > 50)
    for row in table.rows {
      #expect(!row.title.isEmpty && !row.question.isEmpty, "\(row.file)")
      // The shared vocabulary asks nothing itself.
      if row.file != "core" { #expect(row.question.contains("?"), "\(row.file): \(row.question)") }
      #expect(!(row.checks + row.worksheets + row.queries).isEmpty, "\(row.file)")
    }
  }

  @Test func theCommittedPageIsWhatTheProgramWrites() throws {
    let page = try String(contentsOfFile: "\(SpecPagesTests.root)/docs/frameworks.md", encoding: .utf8)
    #expect(
      try FrameworksTableTests.table().markdown == page, "run `planshell framework-table` anew; the page names the line"
    )
  }

  @Test func headingsAreReadAsPeopleWriteThem() {
    let page = LiteratePage(
      """
      # Page
      ## C24 and C25 Both at once
      Covered by T2.2.
      ## T4.2b With a letter
      ```plan
      account "A" { tier = key }
      expect count(accounts) = 1
      # ## T9.9 no heading
      ```
      ## Without an id
      """)
    let found = TestVector.all(in: page, page: "folder/page.md")
    #expect(found.map(\.id) == ["C24", "C25", "T4.2b"])
    #expect(found.map(\.title) == ["Both at once", "Both at once", "With a letter"])
    #expect(found.map(\.references) == [["T2.2"], ["T2.2"], []])
    #expect(found[2].page == "page.md")
    #expect(found[2].names.contains("tier") && !found[2].askedNames.contains("tier"))
    #expect(found[2].askedNames.contains("accounts"))
    #expect(TestVector.order(["C2", "T10.1", "T4.2b", "T4.10", "T4.2"]) == ["T4.2", "T4.2b", "T4.10", "T10.1", "C2"])
  }
}

extension TestVector {
  fileprivate static func order(_ ids: [String]) -> [String] {
    ids.map { TestVector(id: $0, title: "", page: "", names: [], askedNames: [], references: []) }
      .sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }.map(\.id)
  }
}
