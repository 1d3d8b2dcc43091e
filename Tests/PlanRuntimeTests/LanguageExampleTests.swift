import Foundation
import PlanLang
import Testing

@testable import PlanRuntime

/// The examples that help and the reference show can be typed as they stand.
@Suite("Examples of the language")
struct LanguageExampleTests {
  @Test func everyExampleIsUnderstood() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let session = Session(
      catalog: StandardLibrary.catalog(), today: try #require(CalendarDate("2026-11-21")),
      output: CompletionTests.Silent())
    try session.load(paths: ["\(root)/scripts/examples/accounts"])
    for word in LanguageTable.words {
      // These name files that only the reader has.
      if word.example.contains("include ") || word.example.contains("load ") { continue }
      do { _ = try session.check(SourceText(word.example)) } catch let failure as SessionFailure {
        Issue.record("\(word.kind) \(word.name): \(failure.diagnostics.map(\.message))\n\(word.example)")
      }
    }
  }
}
