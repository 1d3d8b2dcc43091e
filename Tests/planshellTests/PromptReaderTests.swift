import Foundation
import Testing

@testable import planshell

@Suite struct PromptReaders {
  /// What a plain reader makes of a stream, and what it writes.
  private func read(_ input: String, showsPrompt: Bool = false) throws -> (outcomes: [ReadOutcome], output: String) {
    let source = Pipe()
    let sink = Pipe()
    source.fileHandleForWriting.write(Data(input.utf8))
    try source.fileHandleForWriting.close()
    let device = TerminalDevice(
      input: source.fileHandleForReading.fileDescriptor, output: sink.fileHandleForWriting.fileDescriptor)
    let reader = PlainLineReader(device: device, assistant: FakeLanguage(), showsPrompt: showsPrompt)
    var outcomes: [ReadOutcome] = []
    repeat { outcomes.append(reader.read(Prompt("> ", continuation: ". "))) } while outcomes.last != .endOfFile
    try sink.fileHandleForWriting.close()
    return (outcomes, String(decoding: sink.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
  }

  @Test func linesComeAsTheyAre() throws {
    let (outcomes, output) = try read("one\r\n\ttwo 田中\nadd {\n x }\nlast")
    #expect(outcomes == [.line("one"), .line("\ttwo 田中"), .line("add {\n x }"), .line("last"), .endOfFile])
    #expect(output == "")
  }

  @Test func promptsAreShownToAPerson() throws {
    let (_, output) = try read("one\nadd {\n}\n", showsPrompt: true)
    #expect(output == "> > . > \n")
  }

  @Test func anUnfinishedEndIsHandedOver() throws {
    #expect(try read("add {\n x").outcomes == [.line("add {\n x"), .endOfFile])
  }

  @Test func aLongStreamIsReadQuickly() throws {
    let source = NSTemporaryDirectory() + "prompt-\(UUID().uuidString)"
    let text = String(repeating: "a line of ordinary length, as people write them\n", count: 50_000)
    try text.write(toFile: source, atomically: true, encoding: .utf8)
    let handle = try #require(FileHandle(forReadingAtPath: source))
    let reader = PlainLineReader(
      device: TerminalDevice(input: handle.fileDescriptor, output: 1), assistant: NoAssistant(), showsPrompt: false)
    var count = 0
    while case .line = reader.read(Prompt("")) { count += 1 }
    #expect(count == 50_000)
  }

  @Test func aScriptIsReadAsPrepared() {
    let reader = ScriptedLineReader(
      [.line("add {"), .line("}"), .interrupted, .line("x")], assistant: FakeLanguage())
    #expect(reader.read(Prompt("a ")) == .line("add {\n}"))
    #expect(reader.read(Prompt("b ")) == .interrupted)
    #expect(reader.read(Prompt("c ")) == .line("x"))
    #expect(reader.read(Prompt("d ")) == .endOfFile)
    #expect(reader.prompts.map(\.first.text) == ["a ", "b ", "c ", "d "])
  }

  @Test func coloursFollowTheSwitchAndTheEnvironment() {
    func allows(_ choice: ColourChoice, terminal: Bool = true, _ values: [String: String] = [:]) -> Bool {
      choice.allowsStyle(isTerminal: terminal) { values[$0] }
    }
    #expect(allows(.auto))
    #expect(!allows(.auto, terminal: false))
    #expect(!allows(.auto, ["NO_COLOR": "1"]))
    #expect(allows(.auto, ["NO_COLOR": ""]))
    #expect(!allows(.auto, ["TERM": "dumb"]))
    #expect(allows(.always, terminal: false, ["NO_COLOR": "1"]))
    #expect(!allows(.never))
  }

  @Test func rowsOfThePromptLineUp() {
    #expect(Prompt("plan> ").continuation.text == "  ... ")
    #expect(Prompt("> ").continuation.text == ". ")
    #expect(Prompt("田中> ").continuation.text == "  ... ")
  }
}
