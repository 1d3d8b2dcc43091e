import Foundation
import PlanLang
import PlanRuntime
import Testing

@testable import planshell

/// Every code has a page, and what the page shows is so: its example gives this code and no other, its repair none.
///
/// That the messages are the ones written down is what the tests of all pages see to.
@Suite("Pages of errors")
struct ErrorPagesTests {
  static let folder = SpecPagesTests.root + "/docs/errors"

  /// What can't be shown by a page that runs: somebody has to press a key.
  static let withoutExample: Set<DiagnosticCode> = [.interrupted]

  private func page(_ code: DiagnosticCode) throws -> String {
    try String(contentsOfFile: "\(ErrorPagesTests.folder)/\(code.rawValue).md", encoding: .utf8)
  }

  @Test func thePagesAreTheCodes() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: ErrorPagesTests.folder).filter { $0 != "README.md" }
    let codes = DiagnosticCode.allCases.map(\.rawValue).sorted()
    #expect(files.sorted() == codes.map { "\($0).md" })
    #expect(ErrorPages.codes == codes)
    #expect(Set(codes).count == codes.count)
  }

  @Test func theIndexListsEveryPageOnce() throws {
    let index = try String(contentsOfFile: "\(ErrorPagesTests.folder)/README.md", encoding: .utf8)
    let rows = index.split(separator: "\n").filter { $0.hasPrefix("| [") }.map(String.init)
    let wanted = ErrorPages.codes.map { "| [\($0)](\($0).md) | \(ErrorPages.title(of: $0)) |" }
    #expect(rows == wanted)
  }

  @Test(arguments: DiagnosticCode.allCases)
  func saysWhatToTry(code: DiagnosticCode) throws {
    let text = try page(code)
    #expect(text.hasPrefix("# \(code.rawValue): "))
    for heading in ["## When it happens", "## What to try"] { #expect(text.contains("\n\(heading)\n\n")) }
    let titles = DiagnosticCode.allCases.map { ErrorPages.title(of: $0.rawValue) }
    #expect(titles.filter { $0 == ErrorPages.title(of: code.rawValue) }.count == 1)
    let kinds = Set(LiteratePage(text).fences.map(\.kind))
    let runs = kinds.contains("diagnostics") || kinds.contains("console")
    #expect(runs != ErrorPagesTests.withoutExample.contains(code))
  }

  @Test(arguments: DiagnosticCode.allCases)
  func theExampleGivesTheCodeAndTheRepairNone(code: DiagnosticCode) throws {
    let text = try page(code)
    let page = LiteratePage(text)
    guard page.fences.contains(where: { $0.kind == "diagnostics" }) else { return }
    let runner = PageRunner(
      settings: PageSettings(), output: ConsoleOutput(format: .table, color: .never), parameters: [:])
    let collector = PageRunner.Collector(format: .table, output: runner.output)
    let results = try onRoomyStack {
      let session = try runner.session(for: page, file: "page.md", paths: [], collector: collector)
      return page.fences.enumerated().filter { $0.element.kind == "plan" }.map { index, fence in
        let next = index + 1 < page.fences.count ? page.fences[index + 1].kind : ""
        return (next == "diagnostics", fence.text, runner.run(fence, in: session, collector, name: nil))
      }
    }
    #expect(results.contains { $0.0 })
    #expect(results.last?.0 == false)
    for (isFailing, text, result) in results {
      let codes = Set(result.diagnostics.map(\.code))
      #expect(codes == (isFailing ? [code] : []), "\(text)\(result.diagnostics.map(\.message))")
      #expect(isFailing ? result.diagnostics.count == 1 : result.exitStatus == 0, "\(text)")
    }
  }

  /// Pages on files show a session at a shell: `$ COMMAND` and what it answers.
  @Test(arguments: DiagnosticCode.allCases)
  func theShellAnswersAsShown(code: DiagnosticCode) throws {
    let source = try page(code)
    let consoles = LiteratePage(source).fences.filter { $0.kind == "console" }
    guard !consoles.isEmpty else { return }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var shown = 0
    for fence in LiteratePage(source).fences {
      let words = source.split(separator: "\n", omittingEmptySubsequences: false)[fence.block.lowerBound].split(
        separator: " ")
      if let name = words.first(where: { $0.hasPrefix("file=") })?.dropFirst(5) {
        let file = folder.appendingPathComponent(String(name))
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try fence.text.write(to: file, atomically: true, encoding: .utf8)
      }
      guard fence.kind == "console" else { continue }
      let lines = fence.text.split(separator: "\n", omittingEmptySubsequences: false)
      let commands = lines.filter { $0.hasPrefix("$ ") }.map { $0.dropFirst(2) }.joined(separator: "\n")
      let answer = lines.filter { !$0.hasPrefix("$ ") }.joined(separator: "\n")
      let found = try shell(commands, in: folder)
      #expect(trimmed(found) == trimmed(answer), "\(commands)")
      let codes = found.matches(of: /(?:error|warning)\[(P\d+)\]/).map { String($0.output.1) }
      #expect(codes == (shown == 0 ? [code.rawValue] : []), "\(commands)")
      shown += 1
    }
  }

  private func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

  /// What a shell's commands write, to either stream.
  private func shell(_ commands: String, in folder: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", commands]
    process.currentDirectoryURL = folder
    let programs = URL(fileURLWithPath: CommandLineTests.program).deletingLastPathComponent().path
    process.environment = ["PATH": "\(programs):/usr/bin:/bin", "HOME": folder.path]
    let output = FileManager.default.temporaryDirectory.appendingPathComponent("out-\(UUID().uuidString)")
    try Data().write(to: output)
    defer { try? FileManager.default.removeItem(at: output) }
    let handle = try FileHandle(forWritingTo: output)
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return try String(contentsOf: output, encoding: .utf8)
  }

  // MARK: help

  private func help(_ text: String) -> (text: String, diagnostics: [Diagnostic]) {
    let output = PageRunner.Collector(format: .table, output: ConsoleOutput(format: .table, color: .never))
    let session = Session(catalog: StandardLibrary.catalog(), today: CalendarDate(days: 0), output: output)
    do { try session.run(SourceText(text)) } catch let failure as SessionFailure {
      return (output.text, failure.diagnostics)
    } catch { Issue.record(error) }
    return (output.text, [])
  }

  @Test(arguments: DiagnosticCode.allCases)
  func helpShowsThePage(code: DiagnosticCode) throws {
    let shown = help("help \(code.rawValue)")
    #expect(shown.diagnostics.isEmpty)
    #expect(shown.text.hasPrefix("\(code.rawValue): \(ErrorPages.title(of: code.rawValue))\n\n"))
    #expect(shown.text.contains("\n\nWhen it happens:\n\n- "))
    #expect(shown.text.contains("\n\nWhat to try:\n\n"))
    #expect(!shown.text.contains("```"))
    #expect(!shown.text.contains("\n\n\n"))
    // What runs unseen on the page stays unseen here.
    for fence in LiteratePage(try page(code)).fences where fence.isHidden {
      let lines = fence.text.split(separator: "\n").map { "  \($0)" }
      #expect(!shown.text.contains(lines.joined(separator: "\n") + "\n"))
    }
  }

  @Test func helpOnCodesAsPeopleTypeThem() {
    #expect(help("help p0203").text == help("help P0203").text)
    let unknown = help("help P0230").diagnostics
    #expect(unknown.map(\.message) == ["there is no error `P0230`"])
    #expect(unknown.first?.primary?.text == "did you mean `P0203`?")
    #expect(help("help P02").diagnostics.first?.primary?.text == "did you mean `P0201`?")
    let longer = help("help P0302x").diagnostics
    #expect(longer.map(\.message) == ["there is no error `P0302x`"])
    #expect(longer.first?.primary?.text == "did you mean `P0302`?")
    #expect(longer.first?.fixIts.first?.replacements.first?.text == "P0302")
    #expect(help("help PO302").diagnostics.first?.primary?.text == "did you mean `P0302`?")
    #expect(help("help p90").diagnostics.map(\.message) == ["there is no error `p90`"])
    #expect(help("help P9999999").diagnostics.first?.primary?.text == "codes are written like `P0101`")
  }
}
