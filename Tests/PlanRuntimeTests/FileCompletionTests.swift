import Foundation
import Testing

@testable import PlanRuntime

/// Inside the quotes of statements that read and write files, their names are on offer.
@Suite struct FileCompletionTests {
  @Test func filesAndFolders() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder + "/plans", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["a.plan", "b.csv", "c.md", ".hidden.plan", "plans/in.plan"] {
      try Data().write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    func offers(_ text: String) throws -> [String] {
      try CompletionTests.complete(text).map { $0.replacingOccurrences(of: folder, with: "F") }
    }
    #expect(try offers("load \"\(folder)/") == ["F/a.plan\"", "F/plans/"])
    #expect(try offers("load \"\(folder)/pl") == ["F/plans/"])
    #expect(try offers("load \"\(folder)/plans/") == ["F/plans/in.plan\""])
    #expect(try offers("include \"\(folder)/.") == ["F/.hidden.plan\""])
    #expect(try offers("accounts | to \"\(folder)/") == ["F/b.csv\"", "F/c.md\"", "F/plans/"])
    #expect(try offers("load \"\(folder)/nothing/") == [])
    // A text that is no path is what it was.
    #expect(try CompletionTests.complete("use account \"Fj") == ["Fjord Foods\""])
  }
}
