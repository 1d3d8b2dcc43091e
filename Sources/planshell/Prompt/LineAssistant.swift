/// One way to complete what stands at the cursor.
struct CompletionCandidate: Hashable, Sendable {
  /// The text that takes the place of the completed range.
  var text: String
  /// What it is, in a few words on one line; may be empty.
  var summary: String

  init(_ text: String, summary: String = "") {
    self.text = text
    self.summary = summary
  }
}

/// The completions of one place in a text.
struct CompletionList: Equatable, Sendable {
  /// The characters, counted from the start of the text, that a candidate replaces.
  var range: Range<Int>
  var candidates: [CompletionCandidate]

  static let none = CompletionList(range: 0..<0, candidates: [])
}

/// What the prompt asks of the language, so that the reader itself knows no language.
///
/// Every offset counts characters from the start of the text. Each answer is wanted between two key presses.
protocol LineAssistant: Sendable {
  /// Whether the text can run as it stands. Enter on anything else starts a further row.
  func isComplete(_ text: String) -> Bool
  /// What could stand at the cursor.
  func completions(in text: String, at cursor: Int) -> CompletionList
  /// The styled stretches of the text. Where two overlap, the later one shows.
  func highlight(_ text: String) -> [(Range<Int>, Style)]
  /// How the text might go on; shown dim after it. Without one, the reader looks in the history.
  func hint(for text: String) -> String?
}

extension LineAssistant {
  func isComplete(_ text: String) -> Bool { true }
  func completions(in text: String, at cursor: Int) -> CompletionList { .none }
  func highlight(_ text: String) -> [(Range<Int>, Style)] { [] }
  func hint(for text: String) -> String? { nil }
}

/// An assistant with nothing to say: every line is complete as it is.
struct NoAssistant: LineAssistant {}
