import ArgumentParser
import Glibc
import PlanLang
import PlanRuntime

/// `planshell test PAGE.md...`: runs pages and holds their `output` and `diagnostics` fences against what comes out.
struct TestCommand: ShellCommand {
  static let about = CommandConfiguration(
    commandName: "test", _superCommandName: PlanShell.name,
    abstract: "Run Markdown pages and compare their results; `--update` rewrites them.")

  @Argument(help: "Markdown pages.")
  var pages: [String]

  @Flag(help: "Rewrite the results in the pages.")
  var update = false

  @OptionGroup var options: CommonOptions

  func run() throws {
    let output = try options.console()
    var failures = 0
    var fences = 0
    for path in pages {
      let source = try readScript(path, output)
      let page = LiteratePage(source.text)
      if !LiteratePage.isPage(path), !page.fences.contains(where: { $0.kind == "plan" }) {
        throw ValidationError("`\(path)` is no Markdown page; `planshell run \(path)` runs a script.")
      }
      let tester = PageTester(
        runner: PageRunner(settings: try options.pageSettings(), output: output, parameters: [:]), file: path,
        page: page)
      let report = try tester.run()
      fences += report.fences
      if update {
        if let text = report.updated, text != source.text {
          if options.safe {
            output.report([Diagnostic(.safeMode, "`\(path)` is not rewritten: planshell runs with `--safe`")])
          } else {
            try replace(path, with: text, output)
          }
        }
        failures += report.failures.filter { !$0.isMendedByUpdate }.count
        for failure in report.failures where !failure.isMendedByUpdate {
          Console.write(failure.text, to: STDOUT_FILENO)
        }
      } else {
        failures += report.failures.count
        for failure in report.failures { Console.write(failure.text, to: STDOUT_FILENO) }
      }
    }
    if fences == 0 {
      output.note("nothing was tested: there is no `plan` fence in \(pages.joined(separator: ", "))")
    }
    Console.write("\(fences - failures) passed, \(failures) failed\n", to: STDOUT_FILENO)
    if failures > 0 { throw ExitStatus(code: 1) }
  }

}

/// Runs one page and compares.
struct PageTester {
  struct Failure {
    let text: String
    /// Whether `--update` takes the new result as the expected one.
    let isMendedByUpdate: Bool
  }
  struct Report {
    var fences = 0
    var failures: [Failure] = []
    var updated: String?
  }

  let runner: PageRunner
  let file: String
  let page: LiteratePage

  func run() throws -> Report {
    let collector = PageRunner.Collector(format: runner.settings.format, output: runner.output)
    let session = try runner.session(for: page, file: file, paths: [], collector: collector)
    let name = file.split(separator: "/").last.map(String.init) ?? file
    var report = Report()
    var replacements: [(lines: Range<Int>, with: [String])] = []
    for (index, fence) in page.fences.enumerated() where fence.kind == "plan" {
      report.fences += 1
      let next = index + 1 < page.fences.count ? page.fences[index + 1] : nil
      // Expected diagnostics count lines within their fence, so that a page may grow above them. In answers the page
      // goes by its own name, so that they are the same from whatever folder it is tested.
      let result = runner.run(fence, in: session, collector, name: next?.kind == "diagnostics" ? nil : name)
      let messages = DiagnosticRenderer(colors: false, json: false).render(result.diagnostics)
      let line = fence.lines.lowerBound
      if let next, next.kind == "diagnostics" {
        compare(next, messages, "the diagnostics", line, &report, &replacements)
        continue
      }
      if result.exitStatus != 0 || result.failedExpectations > 0 {
        report.failures.append(
          Failure(text: "\(file):\(line): this fence fails\n\(indented(messages))", isMendedByUpdate: false))
        continue
      }
      if let next, next.kind == "output" { compare(next, result.text, "the output", line, &report, &replacements) }
    }
    if !replacements.isEmpty { report.updated = page.replacing(replacements) }
    return report
  }

  private func compare(
    _ expected: LiteratePage.Fence, _ found: String, _ what: String, _ line: Int, _ report: inout Report,
    _ replacements: inout [(lines: Range<Int>, with: [String])]
  ) {
    func lines(_ text: String) -> [String] {
      var result = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        var view = line[...]
        while view.last == " " { view.removeLast() }
        return String(view)
      }
      while result.last == "" { result.removeLast() }
      return result
    }
    let wanted = lines(expected.text)
    let got = lines(found)
    if wanted == got { return }
    let text =
      "\(file):\(line): \(what) is another\n  expected:\n\(indented(wanted.joined(separator: "\n")))  found:\n\(indented(got.joined(separator: "\n")))"
    report.failures.append(Failure(text: text, isMendedByUpdate: true))
    replacements.append((expected.lines, expected.placed(got)))
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
  }
}
