import Synchronization

/// Messages that arrive while a line is being edited, from any thread.
///
/// They are printed above the line, which then stands below them as it was.
final class MessageBoard: Sendable {
  private struct State {
    var waiting: [StyledText] = []
    var isReading = false
  }

  private let state = Mutex(State())
  private let wakeup: Wakeup
  private let device: TerminalDevice
  private let usesStyle: Bool

  init(wakeup: Wakeup, device: TerminalDevice, usesStyle: Bool) {
    self.wakeup = wakeup
    self.device = device
    self.usesStyle = usesStyle
  }

  /// Shows a message: above the line while one is being read, else at once.
  func post(_ message: StyledText) {
    let isWaiting = state.withLock { state in
      guard state.isReading else { return false }
      state.waiting.append(message)
      return true
    }
    if isWaiting { wakeup.signal() } else { device.write(printed(message)) }
  }

  /// Begins to hold messages for the reader, or stops.
  func setReading(_ isReading: Bool) {
    let left = state.withLock { state in
      state.isReading = isReading
      defer { if !isReading { state.waiting = [] } }
      return isReading ? [] : state.waiting
    }
    for message in left { device.write(printed(message)) }
  }

  /// The text of the messages that have come, or nil without any.
  func take() -> String? {
    let messages = state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
    return messages.isEmpty ? nil : messages.map(printed).joined()
  }

  private func printed(_ message: StyledText) -> String {
    var output = ""
    for piece in message.pieces {
      let sequence = usesStyle ? piece.style.sequence : ""
      let rows = piece.text.split(separator: "\n", omittingEmptySubsequences: false).map { VisibleText.visible($0) }
      output += sequence + rows.joined(separator: "\r\n") + (sequence.isEmpty ? "" : Style.reset)
    }
    return output + "\r\n"
  }
}
