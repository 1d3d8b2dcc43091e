import Foundation
import Synchronization
import Testing

@testable import planshell

@Suite struct PromptHistory {
  @Test func whatIsKept() {
    var history = History()
    #expect(history.add("one") == .kept)
    #expect(history.add("one") == .none)
    #expect(history.add(" secret") == .none)
    #expect(history.add("  \n ") == .none)
    #expect(history.add("two", abandoned: true) == .session)
    #expect(history.add("two", abandoned: true) == .none)
    #expect(history.add("two") == .kept)
    #expect(history.add("two") == .none)
    #expect(history.lines == ["one", "two"])
  }

  @Test func theOldestGoFirst() {
    var history = History(["a", "b", "c"], limit: 3)
    _ = history.add("d")
    #expect(history.lines == ["b", "c", "d"])
    #expect(History(["a", "b", "c"], limit: 2).lines == ["b", "c"])
  }

  @Test func aPrefixIsWholeCharacters() {
    let history = History(["e\u{301}t"])
    #expect(history.continuation(of: "e") == nil)
    #expect(history.continuation(of: "e\u{301}") == "e\u{301}t")
  }

  @Test func everyTextSurvivesTheFile() throws {
    let file = HistoryFile(path: temporaryPath())
    let lines = ["plain", "two\nrows", "back\\slash \\n \\\\", "田中 José 👩‍🚀", "tab\tand \u{1B}", "\\", "cr\r\nlf", "\n"]
    for line in lines { #expect(file.append(line)) }
    #expect(file.load() == lines)
    #expect(try String(contentsOfFile: file.path, encoding: .utf8).split(separator: "\n").count == lines.count)
  }

  @Test func theFileIsForItsOwnerOnly() throws {
    let file = HistoryFile(path: temporaryPath())
    file.append("x")
    func mode(_ path: String) throws -> Int {
      try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }
    #expect(try mode(file.path) == 0o600)
    #expect(try mode((file.path as NSString).deletingLastPathComponent) == 0o700)
  }

  @Test func manyWritersLoseNothing() async {
    let file = HistoryFile(path: temporaryPath(), limit: 100_000)
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for number in 0..<200 { file.append("writer \(writer)\nline \(number) 田中") }
        }
      }
    }
    let lines = file.load()
    #expect(lines.count == 1600)
    for writer in 0..<8 {
      let own = lines.filter { $0.hasPrefix("writer \(writer)\n") }
      #expect(own == (0..<200).map { "writer \(writer)\nline \($0) 田中" })
    }
  }

  @Test func aWriterThatWaitedWritesToTheFileOfThatName() throws {
    let file = HistoryFile(path: temporaryPath())
    file.append("old")
    let holder = open(file.path, O_RDONLY)
    #expect(flock(holder, LOCK_EX) == 0)
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      file.append("new")
      done.signal()
    }
    // Long enough for the writer to have the old file open and wait for its lock.
    usleep(200_000)
    try "kept\n".write(toFile: file.path + ".new", atomically: false, encoding: .utf8)
    rename(file.path + ".new", file.path)
    close(holder)
    done.wait()
    #expect(file.load() == ["kept", "new"])
  }

  @Test func trimmingBesideAWriterLeavesNoGap() {
    let path = temporaryPath()
    let small = HistoryFile(path: path, limit: 5)
    final class Writer: Sendable { let isAtWork = Mutex(true) }
    let writer = Writer()
    let ready = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      ready.signal()
      while writer.isAtWork.withLock({ $0 }) { small.trim() }
      ready.signal()
    }
    ready.wait()
    for number in 0..<1000 { small.append("\(number)") }
    writer.isAtWork.withLock { $0 = false }
    ready.wait()
    let numbers = HistoryFile(path: path, limit: 10_000).load().compactMap { Int($0) }
    #expect(numbers.count >= 5 && numbers.count < 1000)
    #expect(numbers == Array((1000 - numbers.count)..<1000))
  }

  @Test func aFileThatCannotBeUsedIsNoHistory() throws {
    let folder = NSTemporaryDirectory() + "prompt-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    #expect(HistoryFile(path: folder + "/none").load() == [])
    #expect(!HistoryFile(path: folder).append("x"))
    #expect(HistoryFile(path: folder).load() == [])
    try Data([0xFF, 0xFE, 0x0A, 0x61, 0x0A]).write(to: URL(fileURLWithPath: folder + "/bad"))
    #expect(HistoryFile(path: folder + "/bad").load() == ["\u{FFFD}\u{FFFD}", "a"])
  }

  @Test func theUsualPlace() {
    func path(_ values: [String: String]) -> String? { HistoryFile.usual { values[$0] }?.path }
    #expect(path(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/planshell/history")
    #expect(path(["XDG_STATE_HOME": "relative", "HOME": "/h"]) == "/h/.local/state/planshell/history")
    #expect(path(["HOME": "/h"]) == "/h/.local/state/planshell/history")
    #expect(path([:]) == nil)
  }
}
