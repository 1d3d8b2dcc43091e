import Foundation
import Testing

/// Where results go: files that are replaced whole, things that are written into, and what is never touched.
@Suite("Files results go to")
struct ResultFileTests {
  private struct Outcome {
    let status: Int32
    let out: String
  }

  /// Runs a line of shell in a folder with one account; `$P` is planshell.
  private func shell(_ line: String, _ folder: String) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var environment = ProcessInfo.processInfo.environment
    environment["P"] = CommandLineTests.program
    process.environment = environment
    let out = folder + "/.out"
    try Data().write(to: URL(fileURLWithPath: out))
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
    process.standardError = process.standardOutput
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      out: String(decoding: try Data(contentsOf: URL(fileURLWithPath: out)), as: UTF8.self))
  }

  private func withAccount<T>(_ body: (String) throws -> T) throws -> T {
    try CommandLineTests().withFolder(["a.plan": Data("account \"A\" { tier = key }\n".utf8)], body)
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test(arguments: [
    ("x.plan", "P0604"), ("a.plan", "P0604"), ("b.plan", "P0604"), ("x.sh", "P0201"), ("x.json5", "P0201"),
    ("x.xlsx", "P0201"), ("none/x.csv", "P0604"), (".", "P0604"),
  ])
  func aFileNoResultGoesToIsRefusedBeforeTheRun(name: String, code: String) throws {
    try withAccount { folder in
      let result = try shell(
        "$P a.plan --no-init -c 'print \"begun\"' -c 'accounts | show name | to \"\(name)\"'", folder)
      #expect(result.status == 2, "\(result.out)")
      #expect(result.out.contains(code) && !result.out.contains("begun"))
      #expect(try text(folder + "/a.plan") == "account \"A\" { tier = key }\n")
      #expect(!FileManager.default.fileExists(atPath: folder + "/x.plan"))
    }
  }

  /// With the shape said, the ending need not say it; a plan file is none all the same.
  @Test func aShapeThatIsSaidTakesAnyEnding() throws {
    try withAccount { (folder: String) throws -> Void in
      #expect(try shell("$P a.plan --no-init -c 'accounts | show name | as csv | to \"x.data\"'", folder).status == 0)
      #expect(try text(folder + "/x.data") == "name\nA\n")
      #expect(try shell("$P a.plan --no-init -c 'accounts | show name | as csv | to \"x.plan\"'", folder).status == 2)
      #expect(try shell("cp a.plan a.txt; $P a.txt --no-init -c 'accounts | to \"./a.txt\"'", folder).status == 2)
      #expect(try text(folder + "/a.txt").hasPrefix("account"))
    }
  }

  @Test func aLinkIsFollowedAndTheModeStays() throws {
    try withAccount { folder in
      let result = try shell(
        """
        mkdir real; echo old > real/x.csv; chmod 640 real/x.csv; ln -s real/x.csv link.csv; ln -s real/new.csv new.csv
        $P a.plan --no-init -c 'accounts | show name | to "link.csv"' -c 'accounts | show name | to "new.csv"' || exit 9
        test -L link.csv && test -L new.csv && stat -c %a real/x.csv && ls real
        """, folder)
      #expect(result.status == 0, "\(result.out)")
      #expect(result.out.hasSuffix("640\nnew.csv\nx.csv\n"))
      #expect(try text(folder + "/real/x.csv") == "name\nA\n")
      #expect(try text(folder + "/real/new.csv") == "name\nA\n")
    }
  }

  @Test func aPipeIsWrittenInto() throws {
    try withAccount { folder in
      let result = try shell(
        "mkfifo p.csv; cat p.csv > read & $P a.plan --no-init -c 'accounts | show name | to \"p.csv\"'; wait; test -p p.csv && cat read",
        folder)
      #expect(result.status == 0 && result.out.hasSuffix("name\nA\n"), "\(result.out)")
    }
  }

  /// Nobody puts a file in a device's place; what can't be written there is told.
  @Test func aFullDiskIsTold() throws {
    try withAccount { folder in
      let file = try shell(
        "$P a.plan --no-init -c 'accounts | as csv | to \"/dev/full\"'; echo $?; test -c /dev/full", folder)
      #expect(file.status == 0 && file.out.contains("P0604") && file.out.hasSuffix("3\n"), "\(file.out)")
      for line in [
        "-c accounts", "-c 'print 1'", "-c 'help where'", "run s.plan", "run p.md", "test p.md", "reference",
      ] {
        let result = try shell(
          "echo 'print 1' > s.plan; printf '```plan\\n1 + 1\\n```\\n' > p.md; $P \(line) > /dev/full", folder)
        #expect(result.status == 3, "\(line)\n\(result.out)")
        #expect(result.out.contains("error[P0604]: the results can't be written: No space left on device"), "\(line)")
      }
    }
  }

  @Test func aReaderThatLeavesIsNoTrouble() throws {
    try withAccount { folder in
      let result = try shell("$P reference | head -n 1", folder)
      #expect(result.status == 0 && result.out == "# The words of the language\n")
    }
  }

  @Test func aLoopWritesAFileForEach() throws {
    try CommandLineTests().withFolder(["a.plan": Data("account \"A\" {}\naccount \"B c\" {}\n".utf8)]) { folder in
      let result = try shell(
        "mkdir out; $P a.plan --no-init -c 'for each a in accounts { accounts | where name = a.name | show name | to \"out/\\(a.name).csv\" }' && ls out",
        folder)
      #expect(result.status == 0 && result.out.hasSuffix("A.csv\nB c.csv\n"), "\(result.out)")
      #expect(try text(folder + "/out/B c.csv") == "name\nB c\n")
      let wrong = try shell(
        "$P a.plan --no-init -c 'for each a in accounts { accounts | to \"\\(a.name).plan\" }'; echo $?; cat a.plan",
        folder)
      #expect(wrong.out.contains("P0604") && wrong.out.hasSuffix("3\naccount \"A\" {}\naccount \"B c\" {}\n"))
    }
  }
}
