import Glibc

/// Reads lines as they come: from a stream, or from a terminal on which lines cannot be edited.
final class PlainLineReader: LineReader {
  private let assistant: any LineAssistant
  private let input: Int32
  private let device: TerminalDevice
  private let showsPrompt: Bool
  private var bytes: ArraySlice<UInt8> = []
  private var hasEnded = false

  /// - Parameter showsPrompt: whether someone is there to see the prompt.
  init(device: TerminalDevice = .standard, assistant: any LineAssistant = NoAssistant(), showsPrompt: Bool) {
    self.device = device
    input = device.input
    self.assistant = assistant
    self.showsPrompt = showsPrompt
  }

  func read(_ prompt: Prompt) -> ReadOutcome {
    InterruptSignal.clear()
    fflush(nil)
    var text = ""
    var isFirst = true
    while true {
      if showsPrompt { device.write(VisibleText.visible((isFirst ? prompt.first : prompt.continuation).text)) }
      switch readRow() {
      case .line(let row):
        text += isFirst ? row : "\n" + row
        isFirst = false
        if assistant.isComplete(text) { return .line(text) }
      case .interrupted:
        if showsPrompt { device.write("\n") }
        return .interrupted
      case .endOfFile:
        if showsPrompt { device.write("\n") }
        // What was begun is handed over as it is; the session says what is missing.
        return isFirst ? .endOfFile : .line(text)
      }
    }
  }

  private func readRow() -> ReadOutcome {
    var row: [UInt8] = []
    while true {
      if let end = bytes.firstIndex(of: 0x0A) {
        row += bytes[..<end]
        bytes = bytes[(end + 1)...]
        return .line(Self.text(of: row))
      }
      row += bytes
      bytes = []
      if hasEnded { return row.isEmpty ? .endOfFile : .line(Self.text(of: row)) }
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = Glibc.read(input, &chunk, chunk.count)
      if count > 0 {
        bytes = chunk[..<count]
      } else if count < 0, errno == EINTR {
        guard InterruptSignal.isRequested else { continue }
        InterruptSignal.clear()
        return .interrupted
      } else {
        // A terminal can go on after Ctrl-D, a stream cannot.
        hasEnded = isatty(input) == 0
        if !hasEnded { return row.isEmpty ? .endOfFile : .line(Self.text(of: row)) }
      }
    }
  }

  private static func text(of row: [UInt8]) -> String {
    String(decoding: row.last == 0x0D ? row.dropLast() : row[...], as: UTF8.self)
  }
}
