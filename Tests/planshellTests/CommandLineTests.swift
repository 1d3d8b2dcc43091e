import Foundation
import Testing

/// What a person meets at the command line: results on stdout, everything else on stderr, and the exit status.
@Suite("Command line")
struct CommandLineTests {
  struct Outcome {
    let status: Int32
    let out: String
    let err: String
  }

  static let program: String = {
    let runner = URL(fileURLWithPath: CommandLine.arguments[0])
    var folder = runner.deletingLastPathComponent()
    for _ in 0..<6 {
      let candidate = folder.appendingPathComponent("planshell").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder = folder.deletingLastPathComponent()
    }
    return SpecPagesTests.root + "/.build/debug/planshell"
  }()

  static let accounts = SpecPagesTests.root + "/scripts/examples/accounts"

  /// Runs the program, with no more than so many megabytes of memory if that is given.
  func run(_ arguments: String..., input: String? = nil, megabytes: Int? = nil) throws -> Outcome {
    try run(arguments: arguments, input: input, megabytes: megabytes)
  }

  /// The same for a list of arguments, on a day of its own.
  func run(arguments: [String], input: String? = nil, megabytes: Int? = nil, today: String? = "2026-11-21") throws
    -> Outcome
  {
    let arguments = (today.map { ["--today", $0] } ?? []) + arguments
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLineTests.program)
    process.arguments = arguments
    if let megabytes {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments =
        ["-c", "ulimit -v \(megabytes * 1024); exec \"$0\" \"$@\"", CommandLineTests.program] + arguments
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("planshell-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appendingPathComponent("out")
    let err = folder.appendingPathComponent("err")
    for file in [out, err] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    if let input {
      let file = folder.appendingPathComponent("in")
      try input.write(to: file, atomically: true, encoding: .utf8)
      process.standardInput = try FileHandle(forReadingFrom: file)
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, out: String(decoding: try Data(contentsOf: out), as: UTF8.self),
      err: String(decoding: try Data(contentsOf: err), as: UTF8.self))
  }

  /// Several texts are one: each answers, and with a mistake in the last none does.
  @Test func everyTextAnswers() throws {
    let fine = try run("-c", "print \"one\"", "--format", "csv", "-c", "1 + 2", "-c", "accounts | count")
    #expect(fine.status == 0 && fine.err.isEmpty)
    #expect(fine.out.contains("one\n") && fine.out.contains("\n3\n") && fine.out.contains("count\n0"))
    let wrong = try run("-c", "print \"one\"", "-c", "accounts | shwo name")
    #expect(wrong.status == 2 && wrong.out.isEmpty && wrong.err.contains("-> <input>:2:12"))
  }

  static let scenarioTexts: [(String, Int32)] = [
    ("use scenario \"Nobody\"", 2), ("adopt \"Nobody\"", 2), ("drop scenario \"Nobody\"", 2),
    ("diff \"Nobody\"", 2), ("compare baseline, \"Nobody\" on count(accounts)", 2),
    ("scenario \"A\" from \"Nobody\" { }", 2), ("if yes { use scenario \"Nobody\" }", 2),
    ("use scenario \"A\"\nscenario \"A\" { }", 2),
    ("scenario \"A\" { }\nif yes { drop scenario \"A\" }\nuse scenario \"A\"", 3),
    ("scenario \"A\" { }\nscenario \"B\" from \"A\" { }\ncompare \"A\", \"B\" on count(accounts)", 0),
    ("param s text = \"Nobody\"\nuse scenario s", 3),
  ]

  /// A scenario nobody wrote is found before anything runs; one that an earlier line ended, when it is met.
  @Test(arguments: scenarioTexts)
  func aMisspeltScenarioIsToldBeforeTheRun(text: String, status: Int32) throws {
    let outcome = try run("-c", "print \"begun\"\n" + text)
    #expect(outcome.status == status, "\(text)\n\(outcome.err)")
    #expect(outcome.out.contains("begun") == (status != 2))
    #expect(outcome.err.contains("P0213") == (status != 0))
  }

  /// A slip in what says for whom a page is must not pass for no word at all.
  @Test(arguments: ["audience: Customer", "audience: cutsomer", "audiance: customer", "Audience: customer"])
  func aSlipInAPagesAudienceIsTold(line: String) throws {
    try withFolder(["page.md": Data("---\n\(line)\n---\n```plan\n1 + 1\n```\n".utf8)]) { folder in
      let outcome = try run("run", "\(folder)/page.md")
      #expect(outcome.status == 2)
      #expect(outcome.err.contains("audience") && outcome.out.isEmpty)
    }
  }

  /// A customer's paper shows the answers and not how they were asked for, since a question can name what is ours alone.
  @Test(arguments: [
    ("audience: customer", false), ("questions: hidden", false), ("audience: customer\nquestions: shown", true),
  ])
  func aPaperShowsItsQuestionsWhereItSaysSo(front: String, shows: Bool) throws {
    let page =
      "---\n\(front)\n---\nBefore\n\n```plan hidden\nuse all\n```\n\nThe sum:\n\n```plan\n20 + 22\n```\n\nAfter\n"
    try withFolder(["page.md": Data(page.utf8)]) { folder in
      let outcome = try run("run", "\(folder)/page.md")
      #expect(outcome.status == 0)
      #expect(outcome.out.contains("```plan") == shows)
      #expect(outcome.out.contains("42"))
      #expect(!outcome.out.contains("use all") && !outcome.out.contains("\n\n\n"))
    }
  }

  @Test func aSlipInWhatAPaperShowsIsTold() throws {
    try withFolder(["page.md": Data("---\nquestions: hiden\n---\n".utf8)]) { folder in
      let outcome = try run("run", "\(folder)/page.md")
      #expect(outcome.status == 2 && outcome.err.contains("`hidden` or `shown`"))
    }
  }

  /// A folder with files, removed afterwards.
  func withFolder<T>(_ files: [String: Data], _ body: (String) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plans-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, data) in files { try data.write(to: folder.appendingPathComponent(name)) }
    return try body(folder.path)
  }

  func text(_ text: String) -> Data { Data(text.utf8) }

  @Test func aQueryGivesJSON() throws {
    let result = try run(
      "--format", "json", "-c", "stakeholders | where name = \"Dana Li\" | show name, role, alignment",
      CommandLineTests.accounts)
    #expect(result.status == 0)
    #expect(result.out == "[{\"name\": \"Dana Li\", \"role\": \"approver\", \"alignment\": \"neutral\"}]\n")
    #expect(result.err == "")
  }

  @Test func standardInputRunsAsAScript() throws {
    let result = try run(CommandLineTests.accounts, input: "accounts | count\n")
    #expect(result.status == 0)
    #expect(result.out.contains("10"))
  }

  @Test func aWrongTextDoesNothingAndEndsWith2() throws {
    let result = try run("-c", "print \"first\"\nstakeholders | where alignmnt = sponsor", CommandLineTests.accounts)
    #expect(result.status == 2)
    #expect(result.out == "")
    #expect(result.err.contains("error[P0203]"))
    #expect(result.err.contains("did you mean `alignment`?"))
  }

  @Test func diagnosticsAsJSONLines() throws {
    let result = try run("--format", "json", "-c", "stakeholders | where alignmnt = sponsor", CommandLineTests.accounts)
    #expect(result.status == 2)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.err.utf8)) as? [String: Any])
    #expect(object["code"] as? String == "P0203")
    #expect(object["line"] as? Int == 1)
    #expect(object["column"] as? Int == 22)
    #expect(object["end_column"] as? Int == 30)
    #expect(object["file"] is NSNull)
    #expect(
      Set(object.keys) == [
        "code", "severity", "message", "file", "line", "column", "end_line", "end_column", "notes", "fix_its",
      ])
  }

  @Test func unknownOptionsEndWith2() throws {
    #expect(try run("--nonsense").status == 2)
    #expect(try run("--format", "xml", "-c", "1").status == 2)
    #expect(try run("--today", "2026-13-01", "-c", "1").status == 2)
  }

  /// The words of an option come from its type, which says them itself.
  @Test func aWrongShapeIsToldTheRightOnes() throws {
    let result = try run("--format", "xml", "-c", "1")
    #expect(result.err.contains("  - table\n  - record\n  - json\n  - jsonl\n  - csv\n  - markdown\n"))
    let help = try run("prompt", "--help").out.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(help.contains("(values: table, record, json, jsonl, csv, markdown)"))
  }

  /// A command tried without the root knows no word for help; whoever asks for it gets it all the same.
  @Test(arguments: [("prompt", "--help"), ("check", "-h"), ("lint", "--help-hidden"), ("--yes", "-h")])
  func helpIsThereForEveryCommand(first: String, second: String) throws {
    let result = try run(first, second)
    #expect(result.status == 0 && result.out.contains("USAGE: planshell") && result.out.contains("-h, --help"))
  }

  /// The heap asks for much room at the start; where it is rationed, the program works with what there is.
  @Test(arguments: [220, 600, 3_000])
  func rationedMemoryIsEnough(megabytes: Int) throws {
    let result = try run("-c", "accounts | count", CommandLineTests.accounts, megabytes: megabytes)
    #expect(result.status == 0 && result.out.hasSuffix("10\n"))
  }

  @Test func missingPathsAndEmptyFoldersEndWith3() throws {
    let missing = try run("-c", "1", "/no/such/folder")
    #expect(missing.status == 3)
    #expect(missing.err.contains("P0602"))
    try withFolder(["notes.txt": text("hello")]) { folder in
      let empty = try run("-c", "1", folder)
      #expect(empty.status == 3)
      #expect(empty.err.contains("P0603"))
    }
  }

  @Test func aFileThatIsNotUTF8LoadsNothing() throws {
    try withFolder(["a.plan": text("account \"A\" {}\n"), "b.plan": Data([0x61, 0xFF, 0x0A])]) { folder in
      let result = try run("-c", "accounts | count", folder)
      #expect(result.status == 3)
      #expect(result.out == "")
      #expect(result.err.contains("P0109"))
    }
  }

  @Test func everyErrorOfEveryFileIsTold() throws {
    let files = [
      "a.plan": text("account \"A\" {\n  tier = golden\n  industy = \"X\"\n}\n"),
      "b.plan": text("account \"A\" {}\naccount \"B\" {\n  stakeholder \"S\" { reports_to = \"Nobody\" }\n}\n"),
    ]
    try withFolder(files) { folder in
      let result = try run("-c", "accounts | count", folder)
      #expect(result.status == 3)
      #expect(result.out == "")
      for code in ["P0205", "P0203", "P0401", "P0211"] { #expect(result.err.contains(code), "\(code)") }
    }
  }

  @Test func aStatementInADataFileOffersRun() throws {
    try withFolder(["a.plan": text("accounts | count\n")]) { folder in
      let result = try run("-c", "1", folder)
      #expect(result.status == 3)
      #expect(result.err.contains("P0115"))
      #expect(result.err.contains("planshell run"))
    }
  }

  @Test func scriptsInFoldersAreSkipped() throws {
    try withFolder([
      "a.plan": text("account \"A\" {}\n"), "s.plan": text("#!/usr/bin/env planshell\naccounts | count\n"),
    ]) { folder in
      let result = try run("--format", "csv", "-c", "accounts | count", folder)
      #expect(result.status == 0)
      #expect(result.out == "count\n1\n")
    }
  }

  @Test func requireStopsWith1AndExpectGoesOn() throws {
    let required = try run("-c", "print \"a\"; require 1 = 2 else \"no\"; print \"b\"")
    #expect(required.status == 1)
    #expect(required.out == "a\n")
    #expect(required.err.contains("no"))
    let expected = try run("-c", "expect 1 = 2; print \"b\"")
    #expect(expected.status == 1)
    #expect(expected.out.contains("b"))
  }

  @Test func aMissingThingAtRunTimeEndsWith3() throws {
    let result = try run("-c", "let wanted = \"Nobody\"; use account wanted", CommandLineTests.accounts)
    #expect(result.status == 3)
    #expect(result.err.contains("P0211"))
  }

  /// Long work says how far it is only where a person looks: not into a file.
  @Test func noProgressWhereNobodyLooks() throws {
    let people = (0..<1_000).map { "  person \"P\($0)\" { power = \($0) }\n" }.joined()
    let facts =
      "entity firm plural firms { }\nentity person plural persons in firm { power number }\nfirm \"A\" {\n\(people)}\n"
    try withFolder(["facts.plan": text(facts)]) { folder in
      let result = try run(
        "--budget", "400000", "-c",
        "persons | where count(all persons where count(all persons where power > this.power) > 1) > 1 | count", folder)
      #expect(result.status == 3)
      #expect(result.err.hasPrefix("error[P0511]: this looks at more than 400000 rows"))
      #expect(!result.err.contains("working"))
      #expect(!result.err.contains("\u{1B}"))
    }
  }

  @Test func aBudgetIsANumberOfRows() throws {
    #expect(try run("--budget", "0", "-c", "1").status == 2)
    #expect(try run("--budget", "many", "-c", "1").status == 2)
    #expect(try run("--budget", "1", "-c", "1 + 1", "--format", "csv").out == "1 + 1\n2\n")
    let stopped = try run("check", CommandLineTests.accounts, "--budget", "50")
    #expect(stopped.status == 3)
    #expect(stopped.err.contains("P0511"))
    let page = try run("run", SpecPagesTests.root + "/docs/manual/scenarios.md", "--budget", "2")
    #expect(page.status == 3)
    #expect(page.err.contains("P0511"))
  }

  @Test func aChangeInSeveralAccountsNeedsYes() throws {
    let refused = try run("-c", "stakeholders | set familiarity = know_well", CommandLineTests.accounts)
    #expect(refused.status == 3)
    #expect(refused.err.contains("P0504"))
    let agreed = try run(
      "--yes", "--format", "csv", "-c",
      "stakeholders | set familiarity = know_well\nstakeholders | where familiarity != know_well | count",
      CommandLineTests.accounts)
    #expect(agreed.status == 0)
    #expect(agreed.out == "count\n0\n")
  }

  @Test func parametersAreChecked() throws {
    let script = "#!/usr/bin/env planshell\nparam least number = 3 \"Least power\"\nprint \"\\(least + 1)\"\n"
    try withFolder(["s.plan": text(script)]) { folder in
      #expect(try run("run", folder + "/s.plan").out == "4\n")
      #expect(try run("run", folder + "/s.plan", "--param", "least=7").out == "8\n")
      let wrong = try run("run", folder + "/s.plan", "--param", "least=many")
      #expect(wrong.status == 2)
      #expect(wrong.err.contains("P0508"))
      let unknown = try run("run", folder + "/s.plan", "--param", "lest=7")
      #expect(unknown.status == 2)
      #expect(unknown.err.contains("did you mean `least`?"))
    }
  }

  @Test func theReviewIsTheSameTwice() throws {
    let script = SpecPagesTests.root + "/scripts/examples/account-review.plan"
    let first = try run("run", script, CommandLineTests.accounts)
    let second = try run("run", script, CommandLineTests.accounts)
    #expect(first.status == 0)
    #expect(first.out == second.out)
    #expect(first.out.contains("Dana Li"))
  }

  @Test func checkIsSilentWhenNothingFails() throws {
    try withFolder(["a.plan": text("account \"A\" {}\n")]) { folder in
      let result = try run("check", folder, "--only", "concentration")
      #expect(result.status == 0)
      #expect(result.out == "")
    }
    let failing = try run("check", CommandLineTests.accounts, "--only", "growth")
    #expect(failing.status == 1)
    #expect(failing.out.contains("growth"))
    #expect(try run("check", CommandLineTests.accounts, "--only", "grwth").status == 2)
  }

  @Test func deepNestingAndLongLinesDoNotCrash() throws {
    for text in [
      String(repeating: "(", count: 100_000), String(repeating: "[", count: 100_000),
      String(repeating: "{", count: 100_000),
      String(repeating: "not ", count: 100_000), String(repeating: "-", count: 100_000),
      "1" + String(repeating: "+1", count: 100_000),
      String(repeating: "if ", count: 50_000), "x" + String(repeating: ".x", count: 50_000),
      String(repeating: "\"\\(", count: 10_000),
      "print \"a \\(1",
    ] {
      let result = try run(input: text)
      #expect(result.status == 2, "\(text.prefix(20))")
      #expect(result.err.utf8.count < 50_000)
    }
  }

  @Test func controlSequencesInDataNeverReachTheScreen() throws {
    try withFolder(["a.plan": text("account \"A\\u{1b}[31mred\" { industry = \"x\\u{202e}y\" }\n")]) { folder in
      for format in ["table", "record", "csv", "markdown", "json"] {
        let result = try run("--format", format, "-c", "accounts | show name, industry", folder)
        #expect(result.status == 0)
        #expect(!result.out.contains("\u{1B}"))
        #expect(!result.out.contains("\u{202E}"))
      }
    }
  }
}
