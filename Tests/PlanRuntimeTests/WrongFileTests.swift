import Foundation
import PlanLang
import Testing

@testable import PlanRuntime

/// Files that are no plan: what is said of them, and that it is said soon.
@Suite struct WrongFileTests {
  @Test func whatIsNoTextIsRefusedWithAdvice() throws {
    let folder = "\(NSTemporaryDirectory())/no-text-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/a.plan"
    let account = [UInt8]("account \"A\" {}\n".utf8)
    let files: [([UInt8], Int, String)] = [
      (account + [0] + account, account.count, "Windows-1252"),
      ([0x1F, 0x8B, 8, 0], 1, "gunzip"),
      ([0x50, 0x4B, 0x03, 0x04, 0x14, 0], 5, "zip archive"),
      ([0xFF, 0xFE, 0x61, 0], 0, "iconv -f UTF-16"),
    ]
    for (bytes, offset, advice) in files {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let problem = #expect(throws: Diagnostic.self) { try FileReader.source(path) }
      #expect(problem?.code == .notUTF8)
      #expect(problem?.primary?.range.start == offset)
      #expect(problem?.notes.first?.contains(advice) == true)
    }
  }

  @Test(.timeLimit(.minutes(1))) func aPipeInAFolderIsRefusedAndNotWaitedFor() throws {
    let folder = "\(NSTemporaryDirectory())/pipe-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(mkfifo(folder + "/a.plan", 0o600) == 0)
    let problem = #expect(throws: Diagnostic.self) { try FileReader.planFiles(in: folder) }
    #expect(problem?.code == .unreadable)
  }

  /// Looking at the whole line once for each slip on it would take minutes.
  @Test(.timeLimit(.minutes(1))) func manySlipsOnALongLineCostItOnce() {
    let text =
      "account \"A\" { " + String(repeating: "revenue = $5M; ", count: 500) + String(repeating: " ", count: 12_000_000)
      + "}"
    let tree = Parser.parse(SourceText(name: "a.plan", text))
    let slips = tree.diagnostics
    #expect(slips.count >= 400)
    #expect(slips.withoutConsequences(of: [tree]).count == slips.count)
  }
}
