import ArgumentParser
import PlanLang
import PlanRuntime

/// `planshell lint FILE...`: what is allowed and yet most likely not meant.
struct LintCommand: ShellCommand {
  static let about = CommandConfiguration(
    commandName: "lint", _superCommandName: PlanShell.name,
    abstract: "Look for what is allowed and yet most likely not meant; status 1 when something is found.")

  @Argument(help: "Plan files, folders of them, or scripts.")
  var files: [String]

  @OptionGroup var options: CommonOptions

  func run() throws {
    let output = try options.console()
    var trees: [SyntaxTree] = []
    for file in files {
      do { trees += try InputReader.trees(file) } catch let diagnostic as Diagnostic {
        output.report([diagnostic])
        throw ExitStatus(code: 3)
      } catch let list as DiagnosticList {
        output.report(list.diagnostics)
        throw ExitStatus(code: 3)
      }
    }
    var builder = CatalogBuilder(StandardLibrary.catalog())
    builder.add(trees)
    let findings = Linter(today: try options.date(), catalog: builder.catalog).lint(trees)
    guard !findings.isEmpty else { return }
    output.report(findings.sortedByPlace())
    throw ExitStatus(code: findings.contains { $0.severity == .error } ? 3 : 1)
  }
}
