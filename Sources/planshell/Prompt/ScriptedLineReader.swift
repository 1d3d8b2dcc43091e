/// Gives out prepared lines, so that a session can be tested without a terminal.
final class ScriptedLineReader: LineReader {
  private var outcomes: ArraySlice<ReadOutcome>
  private let assistant: any LineAssistant
  /// Every prompt that was shown, in order.
  private(set) var prompts: [Prompt] = []

  init(_ outcomes: [ReadOutcome], assistant: any LineAssistant = NoAssistant()) {
    self.outcomes = outcomes[...]
    self.assistant = assistant
  }

  /// A script of lines as a person would type them: rows are joined until the assistant finds the input complete.
  convenience init(lines: [String], assistant: any LineAssistant = NoAssistant()) {
    self.init(lines.map(ReadOutcome.line), assistant: assistant)
  }

  func read(_ prompt: Prompt) -> ReadOutcome {
    prompts.append(prompt)
    guard let next = outcomes.popFirst() else { return .endOfFile }
    guard case .line(var text) = next else { return next }
    while !assistant.isComplete(text) {
      guard case .line(let row) = outcomes.first else { break }
      outcomes.removeFirst()
      text += "\n" + row
    }
    return .line(text)
  }
}
