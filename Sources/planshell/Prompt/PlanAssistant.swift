import PlanLang
import PlanRuntime
import Synchronization

/// What the prompt knows of the language: whether a line is finished, what can stand at the cursor, and colours.
final class PlanAssistant: LineAssistant {
  private struct State {
    var completer: Completer
  }
  private let state: Mutex<State>
  private let session: @Sendable () -> Completer

  init(session: Session) {
    nonisolated(unsafe) let held = session
    self.session = {
      held.completer
    }
    state = Mutex(State(completer: self.session()))
  }

  /// Takes over what the last command changed; called between two lines.
  func refresh() {
    let fresh = session()
    state.withLock { $0.completer = fresh }
  }

  func isComplete(_ text: String) -> Bool { Completeness.isComplete(text) }

  func completions(in text: String, at cursor: Int) -> CompletionList {
    let before = String(text.prefix(cursor))
    let found = state.withLock { $0.completer.complete(before) }
    guard !found.candidates.isEmpty else { return .none }
    return CompletionList(
      range: (cursor - found.typed)..<cursor,
      candidates: found.candidates.map { CompletionCandidate($0.text, summary: $0.summary) })
  }

  func highlight(_ text: String) -> [(Range<Int>, Style)] {
    let lexer = Lexer(SourceText(text))
    // Byte offsets to characters, once over the text.
    var characterAt: [Int: Int] = [:]
    var offset = 0
    for (index, character) in text.enumerated() {
      characterAt[offset] = index
      offset += character.utf8.count
    }
    characterAt[offset] = text.count
    func style(_ token: Token) -> Style? {
      switch token.kind {
      case .text, .textHead, .textMiddle, .textTail, .multilineText: Style(colour: .green)
      case .number, .percent, .money, .duration, .date, .month, .quarter: Style(colour: .cyan)
      case .invalid: Style(colour: .red)
      case .name:
        Vocabulary.steps.contains(String(decoding: Array(text.utf8)[Int(token.start)..<Int(token.end)], as: UTF8.self))
          ? Style(colour: .blue) : nil
      case let kind where kind.isReservedWord: Style(colour: .magenta)
      default: nil
      }
    }
    return lexer.tokens.compactMap { token in
      guard let style = style(token), let start = characterAt[Int(token.start)], let end = characterAt[Int(token.end)]
      else { return nil }
      return (start..<end, style)
    }
  }
}
