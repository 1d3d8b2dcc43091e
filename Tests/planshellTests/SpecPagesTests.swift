import Foundation
import PlanLang
import PlanRuntime
import Testing

@testable import planshell

/// Every page with plan fences is a test: the spec, the manual, the examples, the README.
@Suite("Pages run as written")
struct SpecPagesTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The Markdown pages of the repository that hold a `plan` fence.
  static let pages: [String] = {
    var found: [String] = []
    for folder in ["Tests/Spec", "docs/manual", "docs/errors", "scripts/examples", "."] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
      for name in names.sorted() where name.hasSuffix(".md") {
        let path = folder == "." ? "\(root)/\(name)" : "\(root)/\(folder)/\(name)"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
          LiteratePage(text).fences.contains(where: { $0.kind == "plan" })
        else { continue }
        found.append(folder == "." ? name : "\(folder)/\(name)")
      }
    }
    return found
  }()

  @Test("page", arguments: pages)
  func runs(page: String) throws {
    let path = "\(SpecPagesTests.root)/\(page)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let output = ConsoleOutput(format: .table, color: .never)
    let tester = PageTester(
      runner: PageRunner(settings: PageSettings(), output: output, parameters: [:]), file: path,
      page: LiteratePage(text))
    // Deeply nested texts need the stack the program gives itself.
    let report = try onRoomyStack { try tester.run() }
    #expect(report.fences > 0)
    for failure in report.failures { Issue.record("\(failure.text)") }
  }

  @Test func thereAreManyPages() {
    #expect(SpecPagesTests.pages.count > 20)
  }
}

/// Runs `body` on a thread with a large stack, as the program runs everything.
func onRoomyStack<T>(_ body: @escaping () throws -> T) throws -> T {
  nonisolated(unsafe) var result: Result<T, any Error>?
  nonisolated(unsafe) let work = body
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    result = Result { try work() }
    done.signal()
  }
  thread.stackSize = 256 << 20
  thread.start()
  done.wait()
  return try #require(result).get()
}
