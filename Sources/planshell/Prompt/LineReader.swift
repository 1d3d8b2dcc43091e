/// What reading at the prompt ended with.
enum ReadOutcome: Equatable, Sendable {
  /// The text to run; it may hold line breaks.
  case line(String)
  /// The person gave the line up (Ctrl-C). The session goes on.
  case interrupted
  /// There is nothing more to read.
  case endOfFile
}

/// Where the session's input comes from: a person at a terminal, a stream, or a test's script.
protocol LineReader: AnyObject {
  /// Shows the prompt and waits for one complete input.
  func read(_ prompt: Prompt) -> ReadOutcome
}

/// The reader that suits where the program runs: one that edits lines on a terminal, else one that takes them as they come.
///
/// At a terminal, Ctrl-C no longer ends the program: it gives up the line, or asks the running command to stop.
///
/// - Parameters:
///   - assistant: what knows the language.
///   - colour: whether colours may be used.
///   - historyFile: where lines are kept between sessions; nil keeps none.
func makeLineReader(
  assistant: any LineAssistant, colour: ColourChoice = .auto, historyFile: HistoryFile? = .usual()
) -> any LineReader {
  let terminal = TerminalDevice.standard
  if terminal.isInputTerminal { InterruptSignal.install() }
  if terminal.canEdit() {
    var settings = TerminalLineReader.Settings()
    settings.usesStyle = colour.allowsStyle(isTerminal: true)
    if let reader = TerminalLineReader(assistant: assistant, historyFile: historyFile, settings: settings) {
      return reader
    }
  }
  // Where results go to a file, a prompt does not belong among them.
  let output = terminal.isOutputTerminal ? terminal.output : TerminalDevice.errorOutput
  return PlainLineReader(
    device: TerminalDevice(input: terminal.input, output: output), assistant: assistant,
    showsPrompt: terminal.isInputTerminal)
}
