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
      let starts = word.example.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
      if LanguageTable.words.contains(where: { $0.isUnbuilt && starts.contains($0.name) }) {
        try refusesForItsWordAlone(word.example, session)
        continue
      }
      do { _ = try session.check(SourceText(word.example)) } catch let failure as SessionFailure {
        Issue.record("\(word.kind) \(word.name): \(failure.diagnostics.map(\.message))\n\(word.example)")
      }
    }
  }

  /// What this version can't do is understood and checked like all the rest; the only thing wrong with it is the word.
  private func refusesForItsWordAlone(_ text: String, _ session: Session) throws {
    do {
      _ = try session.check(SourceText(text))
      Issue.record("checked without a word: \(text)")
    } catch let failure as SessionFailure {
      #expect(failure.diagnostics.filter { $0.severity == .error }.map(\.code) == [.notBuilt], "\(text)")
    }
  }
}
