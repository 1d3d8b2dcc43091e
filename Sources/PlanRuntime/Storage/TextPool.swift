import Synchronization

/// The texts of all values, each kept once and known by a number; texts are only ever added.
///
/// Shared by every snapshot of a session, so that copying a snapshot copies no text.
final class TextPool: Sendable {
  private struct State {
    var texts: [String] = []
    var index: [String: UInt32] = [:]
  }
  private let state = Mutex(State())

  /// The number of a text, new if it was not seen before.
  func number(of text: String) -> UInt32 {
    state.withLock { state in
      if let number = state.index[text] { return number }
      let number = UInt32(state.texts.count)
      state.texts.append(text)
      state.index[text] = number
      return number
    }
  }

  /// The number of a text seen before, or nil.
  func existingNumber(of text: String) -> UInt32? { state.withLock { $0.index[text] } }

  func text(_ number: UInt32) -> String { state.withLock { $0.texts[Int(number)] } }

  /// All texts so far, for work over whole columns.
  var all: [String] { state.withLock { $0.texts } }
}
