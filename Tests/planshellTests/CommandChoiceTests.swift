import ArgumentParser
import Testing

@testable import planshell

/// Going straight to a command gives what going by the root gives: the same command, or the same words.
@Suite struct CommandChoiceTests {
  @Test(arguments: [
    [], ["-c", "1"], ["--no-init", "-c", "1", "folder"], ["folder", "check"], ["check"],
    ["check", "folder", "--strict"],
    ["check", "help"], ["run", "page.md", "--param", "a=1", "folder"], ["run"], ["run", "--", "-h"], ["--", "check"],
    ["--", "help"], ["help"], ["help", "check"], ["--help"], ["-h"], ["check", "--help"], ["prompt", "-h"],
    ["--version"],
    ["check", "--version"], ["chekc", "--strict"], ["check", "--stirct"], ["fmt"], ["-c"], ["--format", "cvs"],
    ["check", "--today"], ["--budget", "0", "-c", "1"], ["--budget", "many"], ["check", "--budget", "0"],
    ["--generate-completion-script"], ["--generate-completion-script", "bash"],
    ["check", "--generate-completion-script", "zsh"], ["--experimental-dump-help"],
    ["---completion", "check", "--", "--only", "1", "0"],
  ])
  func theShortWayLeadsWhereTheLongOneDoes(_ arguments: [String]) {
    func told(_ find: () throws -> any ParsableCommand) -> String {
      do {
        var command = try find()
        // Help is a command of the parser's own, which says its page by throwing it.
        if "\(type(of: command))" == "HelpCommand" { try command.run() }
        return String(reflecting: command)
      } catch {
        return "\(PlanShell.exitCode(for: error)): \(PlanShell.fullMessage(for: error))"
      }
    }
    let short = told { try CommandLineTool.command(arguments) }
    let long = told { try PlanShell.parseAsRoot(arguments) }
    #expect(short == long)
  }
}
