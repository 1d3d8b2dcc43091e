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
