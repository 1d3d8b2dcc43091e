import ArgumentParser
import Glibc
import PlanLang

/// `planshell reference`: writes the pages and editor files that are made from the table of the language.
struct ReferenceCommand: ShellCommand {
  static let about = CommandConfiguration(
    commandName: "reference", _superCommandName: PlanShell.name, abstract: "Write the reference page of the language.",
    shouldDisplay: false)

  @Flag(name: .customLong("textmate"), help: "Write the TextMate grammar.")
  var isTextMate = false

  @Flag(name: .customLong("vim"), help: "Write the Vim syntax file.")
  var isVim = false

  func validate() throws {
    if isTextMate, isVim { throw ValidationError("Ask for one of --textmate and --vim.") }
  }

  func run() throws {
    let text =
      if isTextMate { LanguageTableTextMate.json } else if isVim { LanguageTableVim.script } else {
        LanguageTableReference.markdown
      }
    Console.write(text, to: STDOUT_FILENO)
  }
}
