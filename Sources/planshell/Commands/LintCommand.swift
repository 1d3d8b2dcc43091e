import ArgumentParser
import PlanLang
import PlanRuntime

/// `planshell lint FILE...`: what is allowed and yet most likely not meant.
struct LintCommand: ShellCommand {
  static let about = CommandConfiguration(
    commandName: "lint", _superCommandName: PlanShell.name,
    abstract: "Look for what is allowed and yet most likely not meant; status 1 when something is found.")

  @Argument(help: "Plan files, folders of them, scripts, or Markdown pages.")
  var files: [String]

  @OptionGroup var options: CommonOptions

  func run() throws {
    let output = try options.console()
    var trees: [SyntaxTree] = []
    var days: [ObjectIdentifier: CalendarDate] = [:]
    for file in files {
      do {
        if LiteratePage.isPage(file) {
          let own = try plans(ofPage: file, &days)
          trees += own
        } else {
          trees += try InputReader.trees(file)
        }
      } catch let diagnostic as Diagnostic {
        output.report([diagnostic])
        throw ExitStatus(code: 3)
      } catch let list as DiagnosticList {
        output.report(list.diagnostics)
        throw ExitStatus(code: 3)
      }
    }
    var builder = CatalogBuilder(StandardLibrary.catalog())
    builder.add(trees)
    // What can't be read can't be judged, and to say nothing would look like praise.
    let errors = trees.flatMap(\.diagnostics).filter { $0.severity == .error }
    let findings = Linter(today: try options.date(), catalog: builder.catalog).lint(trees, days: days)
    guard !findings.isEmpty || !errors.isEmpty else { return }
    output.report((errors + findings).sortedByPlace())
    throw ExitStatus(code: errors.isEmpty ? 1 : 3)
  }

  /// The plans in a page, which is as old as it says it is unless the command line names a day.
  private func plans(ofPage file: String, _ days: inout [ObjectIdentifier: CalendarDate]) throws -> [SyntaxTree] {
    let source = try InputReader.file(file)
    let page = LiteratePage(source.text)
    let trees = page.plans.map { Parser.parse(page.source(of: $0, name: source.name)) }
    if options.today == nil, let day = page.frontMatter["today"].flatMap({ CalendarDate($0) }) {
      for tree in trees { days[ObjectIdentifier(tree.source)] = day }
    }
    return trees
  }
}
