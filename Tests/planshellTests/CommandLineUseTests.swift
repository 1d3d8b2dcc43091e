import Foundation
import Testing

@testable import planshell

/// Starting the program: what it is handed, what it says of itself, and what it refuses before anything runs.
@Suite("Command line in use")
struct CommandLineUseTests {
  private let tests = CommandLineTests()
  private func run(_ arguments: String...) throws -> CommandLineTests.Outcome {
    switch arguments.count {
    case 1: try tests.run(arguments[0])
    case 2: try tests.run(arguments[0], arguments[1])
    case 3: try tests.run(arguments[0], arguments[1], arguments[2])
    case 4: try tests.run(arguments[0], arguments[1], arguments[2], arguments[3])
    default: try tests.run(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4])
    }
  }
  private func text(_ text: String) -> Data { Data(text.utf8) }

  @Test func aScriptStartedByItsNameTakesParameters() throws {
    let script = "#!/usr/bin/env planshell\nparam least integer\nprint least + 1\n"
    try tests.withFolder(["s.plan": text(script)]) { folder in
      #expect(try run("\(folder)/s.plan", "--param", "least=7").out == "8\n")
      #expect(try run("\(folder)/s.plan", CommandLineTests.accounts, "--param", "least=7").out == "8\n")
      #expect(try run("\(folder)/s.plan").status == 2)
      let twice = try run("\(folder)/s.plan", "--param", "least=7", "--param", "least=8")
      #expect(twice.status == 2 && twice.err.contains("given twice"))
    }
    #expect(try run("--param", "n=4", "-c", "param n integer\nprint n * 2").out == "8\n")
  }

  @Test func checkingNothingIsNotGreen() throws {
    let result = try run("check")
    #expect(result.status == 2 && result.out.isEmpty)
    #expect(result.err.contains("Nothing was loaded, so nothing was checked"))
    #expect(try run("check", "--strict").status == 2)
  }

  @Test func aMistypedCommandIsToldTheRightOne() throws {
    let near = try run("chekc", CommandLineTests.accounts)
    #expect(near.status == 3 && near.err.contains("did you mean `planshell check`?"), "\(near.err)")
    let far = try run("bogus")
    #expect(far.status == 3 && far.err.contains("the commands are run, check, fmt, lint, test"), "\(far.err)")
  }

  @Test func helpNamesTheOptions() {
    let help = PlanShell.helpMessage(columns: 100)
    for option in ["-c TEXT", "--param", "--format", "--today", "--yes", "--budget", "--safe", "--no-init", "--color"] {
      #expect(help.contains("\n\(option)"), "\(option)\n\(help)")
    }
  }

  @Test func aTextMayBeginWithAMinus() throws {
    #expect(try run("--format", "csv", "-c", "-7 + 2").out == "-7 + 2\n-5\n")
  }

  @Test func tablesInCSVStandApart() throws {
    let result = try run("--format", "csv", "-c", "1 + 1; print \"x\"; 2 + 2")
    #expect(result.out == "1 + 1\n2\n\ntext\nx\n\n2 + 2\n4\n")
  }

  @Test(arguments: [
    "save", "reload", "import accounts from \"x.csv\" { name = \"Name\" }",
    "sweep account \"Northwind Health\".tier over [key, strategic] on count(accounts)",
    "sensitivity on count(accounts) by opportunity.probability +- 10%", "simulate 10 on count(accounts)",
    "reach count(accounts) >= 2", "break count(accounts) >= 2", "if no { save }",
    "reach count(accounts) >= 2 | take 1",
  ])
  func whatThisVersionCannotDoIsRefusedBeforeTheRun(text: String) throws {
    let result = try run("-c", "print \"begun\"\n\(text)", CommandLineTests.accounts)
    #expect(result.status == 2 && result.out.isEmpty)
    #expect(result.err.contains("error[P0318]: this version can't `"), "\(result.err)")
  }

  /// Names and files are looked up before the run wherever nothing on the way can bring them.
  static let before: [(String, Int32)] = [
    ("use account \"Ghost\"", 2), ("stakeholder \"Ghost\" | set power = 3", 2), ("blame stakeholder \"Ghost\"", 2),
    ("load \"nofolder\"", 2), ("describe nosuch", 2), ("help nosuch", 2), ("account \"Northwind Health\" {}", 2),
    ("if yes { use account \"Ghost\" }", 2), ("use scenario \"Ghost\"", 2), ("adopt \"Ghost\"", 2),
    ("include \"missing.plan\"", 2), ("for each a in accounts { accounts | to \"none/x.csv\" }", 2),
    ("stakeholder \"Dana Li\" | remove\nstakeholder \"Dana Li\" | set power = 3", 3),
    ("stakeholder \"Dana Li\" | set name = \"Dana\"\nstakeholder \"Dana\" | set power = 3", 0),
    ("stakeholder \"Dana Li\" | set name = \"D\" + \"L\"\nstakeholder \"DL\" | set power = 3", 0),
    ("let p = \"nofolder\"\nload p\nuse account \"Ghost\"", 3),
  ]

  /// Changes that are taken back on the way bring no names, so they hide no slip.
  @Test(arguments: before, ["", "stakeholder \"Dana Li\" | set power = 4\nundo\n", "account \"New\" {}\nundo\n"])
  func slipsInNamesAreToldBeforeTheRun(_ item: (String, Int32), first: String) throws {
    let result = try run("--yes", "-c", "print \"begun\"\n\(first)\(item.0)", CommandLineTests.accounts)
    if item.0.contains("\" + \"") { return }
    #expect(result.status == item.1, "\(first)\(item.0)\n\(result.err)")
    #expect(result.out.contains("begun") == (item.1 != 2))
  }

  @Test func loadingAgainIsOneMessage() throws {
    let result = try run("-c", "load \"\(CommandLineTests.accounts)\"", CommandLineTests.accounts)
    #expect(result.status == 2)
    #expect(result.err.components(separatedBy: "error[").count == 2, "\(result.err)")
    #expect(result.err.contains("error[P0608]") && result.err.contains(" files are loaded already: "))
    try tests.withFolder(["a.plan": text("account \"A\" {}\n")]) { folder in
      let twice = try run("-c", "1", folder, "\(folder)/a.plan")
      #expect(twice.status == 3 && twice.err.contains("a.plan` is loaded already"), "\(twice.err)")
    }
  }

  @Test func aLinkToNothingIsToldAsOne() throws {
    try tests.withFolder([:]) { folder in
      try FileManager.default.createSymbolicLink(atPath: "\(folder)/x.plan", withDestinationPath: "gone.plan")
      let result = try run("-c", "1", folder)
      #expect(result.status == 3 && result.err.contains("x.plan` is a link to `gone.plan`, and there is nothing"))
    }
  }

  @Test func aSettingGivenTwiceIsTold() throws {
    let files = [
      "a.plan": text("extend check concentration { share = 80% }\n"),
      "b.plan": text("extend check concentration { share = 20% }\n"),
    ]
    try tests.withFolder(files) { folder in
      let result = try run("-c", "1", folder)
      #expect(result.status == 3)
      #expect(result.err.contains("error[P0402]: the setting `share` of the check `concentration` is given twice"))
    }
  }

  // MARK: Reports and pages

  @Test func theCheckReportCanBeMailed() throws {
    let result = try run("check", CommandLineTests.accounts)
    #expect(result.status == 1)
    let lines = result.out.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 104 }, "\(lines.first { $0.count > 104 } ?? "")")
    #expect(result.out.contains("of account \"Northwind Health\""))
    #expect(result.out.contains(".plan:"))
    let json = try run("check", CommandLineTests.accounts, "--format", "json", "--only")
    #expect(json.status == 2)
  }

  @Test func aPageWithAMistakeInItsLastFenceRunsNothing() throws {
    let page =
      "---\ntoday: 2026-11-21\n---\n\nOne:\n\n```plan\nprint \"begun\"\naccounts | as csv | to \"F/early\"\n```\n\n```plan\nnosuch\n```\n"
    try tests.withFolder(["p.md": text(page)]) { folder in
      let path = "\(folder)/p.md"
      try page.replacingOccurrences(of: "F/", with: folder + "/").write(toFile: path, atomically: true, encoding: .utf8)
      let result = try run("run", path)
      #expect(result.status == 2 && result.out.isEmpty)
      #expect(result.err.contains("p.md:13:1"), "\(result.err)")
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/early"))
    }
  }

  @Test func everyFenceOfAPageHasItsParameters() throws {
    let page = "```plan\nparam first integer = 1\n```\n\n```plan\nparam least integer\nprint first + least\n```\n"
    try tests.withFolder(["p.md": text(page)]) { folder in
      let result = try run("run", "\(folder)/p.md", "--param", "least=8")
      #expect(result.status == 0 && result.err.isEmpty && result.out.contains("\n9\n"), "\(result.err)")
      let unknown = try run("run", "\(folder)/p.md", "--param", "lest=8")
      #expect(unknown.status == 2 && unknown.out.isEmpty && unknown.err.contains("did you mean `least`?"))
    }
  }

  @Test func aPageShowsWhatFailsInIt() throws {
    let page =
      "---\ntoday: 2026-11-21\n---\n\nA\n\n```plan\nexpect 1 = 2\n```\n\n```plan\nnosuch\n```\n```diagnostics\nold\n```\n\n```plan\n1 + 1\n"
    try tests.withFolder(["p.md": text(page)]) { folder in
      let result = try run("run", "\(folder)/p.md")
      #expect(result.status == 1)
      #expect(result.out.hasPrefix("A\n"))
      #expect(result.out.contains("```diagnostics\nerror[P0506]: an expectation does not hold"), "\(result.out)")
      #expect(result.out.contains("error[P0202]") && !result.out.contains("\nold\n"), "\(result.out)")
      #expect(result.out.hasSuffix("```plan\n1 + 1\n```\n\n```output\n1 + 1\n─────\n    2\n```\n"), "\(result.out)")
    }
  }

  @Test func lintTellsWhatNothingReads() throws {
    let script = "#!/usr/bin/env planshell\nparam a integer = 1\nlet b = accounts\nlet c = accounts\nprint count(c)\n"
    try tests.withFolder(["s.plan": text(script), "d.plan": text("let kept = accounts\n")]) { folder in
      let result = try run("lint", "\(folder)/s.plan", "\(folder)/d.plan")
      #expect(result.status == 1)
      #expect(
        result.err.contains("the parameter `a` is never used") && result.err.contains("the query `b` is never used"))
      #expect(result.err.components(separatedBy: "P0709").count == 3, "\(result.err)")
    }
  }

  @Test(arguments: [
    ("y", true), ("yes", true), (" Y ", true), ("", false), ("\u{C}y", false), ("y\u{C}", false), ("ja", false),
  ])
  func onlyAPlainYesIsOne(answer: String, isYes: Bool) {
    #expect(ConsoleOutput.isYes(answer) == isYes)
  }

  @Test func theExampleScriptsCanBeStarted() {
    for name in ["account-review", "portfolio", "quarterly"] {
      let path = "\(SpecPagesTests.root)/scripts/examples/\(name).plan"
      #expect(FileManager.default.isExecutableFile(atPath: path), "\(name)")
    }
  }
}
