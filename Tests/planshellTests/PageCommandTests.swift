import Foundation
import Testing

/// What the commands for plan files do with a page.
@Suite("Pages at the command line")
struct PageCommandTests {
  private let commands = CommandLineTests()

  /// The path of a file of its own folder; `remove` takes both away.
  private func makeFile(_ name: String, _ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent(name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  private func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
  }

  private static let page = "# Page\n\n```plan\naccounts|count\n```\n\n  text\n"

  @Test func loadingAPageIsOneMessage() throws {
    do {
      let path = try makeFile("page.md", Self.page)
      defer { remove(path) }
      for arguments in [
        [path, "-c", "1"], ["check", path], ["-c", "load \"\(path)\""], ["-c", "include \"\(path)\""],
      ] {
        let outcome = try commands.run(arguments: arguments)
        #expect(outcome.err.contains("error[P0607]: `\(path)` is a Markdown page, and no plan file"), "\(outcome.err)")
        #expect(outcome.err.components(separatedBy: "error[").count == 2)
        #expect(outcome.err.contains("`planshell run \(path)`"))
        #expect(outcome.out.isEmpty)
        #expect(outcome.status == (arguments.last?.hasPrefix("include") == true ? 2 : 3))
      }
    }
  }

  @Test func plansInPagesAreLaidOut() throws {
    do {
      let path = try makeFile("page.md", Self.page)
      defer { remove(path) }
      let check = try commands.run("fmt", "--check", path)
      #expect(check.status == 1)
      #expect(check.out == "\(path)\n")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.page)
      #expect(try commands.run("fmt", path).status == 0)
      #expect(
        try String(contentsOfFile: path, encoding: .utf8)
          == Self.page.replacingOccurrences(of: "accounts|count", with: "accounts | count"))
      #expect(try commands.run("fmt", "--check", path).status == 0)
    }
    do {
      let path = try makeFile("page.md", "x\n\n```plan\naccounts | (\n```\n")
      defer { remove(path) }
      let outcome = try commands.run("fmt", path)
      #expect(outcome.status == 3)
      #expect(outcome.err.contains("page.md:4:"))
    }
  }

  @Test func aFolderIsLaidOutFileByFile() throws {
    do {
      let path = try makeFile("a.plan", "account \"A\"{tier=key}\n")
      defer { remove(path) }
      let folder = (path as NSString).deletingLastPathComponent
      #expect(try commands.run("fmt", "--check", folder).out == "\(folder)/a.plan\n")
      #expect(try commands.run("fmt", folder).status == 0)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "account \"A\" { tier = key }\n")
    }
  }

  @Test func plansInPagesAreLinted() throws {
    let text = """
      ---
      today: 2025-01-01
      ---

      ```plan
      account "A" { tier = key per "visit" on 2024-05-02 }
      scenario "Left over" { account "A" | set tier = standard }
      ```

      """
    do {
      let path = try makeFile("page.md", text)
      defer { remove(path) }
      let outcome = try commands.run(arguments: ["lint", path], today: nil)
      #expect(outcome.status == 1)
      #expect(outcome.err.contains("P0701"))
      #expect(outcome.err.contains("page.md:7:10"))
      // On the page's own day the evidence is not old; on the day of the command line it is.
      #expect(!outcome.err.contains("P0705"))
      #expect(try commands.run("lint", path).err.contains("P0705"))
    }
  }

  /// A file that can't be read has not been looked at, and silence would look like praise.
  @Test func lintTellsOfWhatItCannotRead() throws {
    do {
      let path = try makeFile("bad.plan", "account \"Q {}\n")
      defer { remove(path) }
      let outcome = try commands.run("lint", path)
      #expect(outcome.status == 3)
      #expect(outcome.err.contains("error[P0102]"))
    }
  }

  @Test func testWantsAPage() throws {
    do {
      let path = try makeFile("a.plan", "account \"A\" {}\n")
      defer { remove(path) }
      let outcome = try commands.run("test", path)
      #expect(outcome.status == 2)
      #expect(outcome.err.contains("is no Markdown page"))
    }
  }

  @Test func aMisspeltCommandIsNoPath() throws {
    let outcome = try commands.run(arguments: ["chek", "accounts"], today: nil)
    #expect(outcome.status == 3)
    #expect(outcome.err.contains("did you mean `planshell check`?"))
  }
}
