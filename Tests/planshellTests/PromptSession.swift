import Foundation
import Glibc
import Synchronization

@testable import planshell

/// A person at the prompt: a reader on the inner side of a real pseudo-terminal, hands and eyes on the outer side.
///
/// Nothing here waits for a while and hopes. The reader says when it has worked off all keys sent, and a mark written
/// behind its output says when that has arrived.
final class PromptSession {
  private(set) var screen: TerminalScreen
  /// Nil only while the session is being taken down.
  private(set) var reader: TerminalLineReader!
  private let outer: Int32
  private let inner: Int32
  private var bytesSent = 0
  private var marks = 0
  private let progress = Progress()

  private final class Progress: Sendable {
    struct State {
      var bytesRead = -1
      var outcomes: [ReadOutcome] = []
      var hasEnded = false
    }
    let state = Mutex(State())
    let changed = DispatchSemaphore(value: 0)
  }

  enum Failure: Error { case noTerminal, noEditor, stuck(String) }

  /// What the reads ended with so far.
  var outcomes: [ReadOutcome] { progress.state.withLock { $0.outcomes } }
  var hasEnded: Bool { progress.state.withLock { $0.hasEnded } }
  /// The text being edited.
  var text: String { reader.buffer.text }

  init(
    rows: Int = 12, columns: Int = 40, prompt: Prompt = Prompt("> ", continuation: "... "),
    assistant: any LineAssistant = NoAssistant(),
    history: String? = nil, style: Bool = false, editor: EditEngine.Settings.Editor = .emacs,
    userFile: Bool = false
  ) throws {
    var outer: Int32 = 0
    var inner: Int32 = 0
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&outer, &inner, nil, nil, &size) == 0 else { throw Failure.noTerminal }
    self.outer = outer
    self.inner = inner
    screen = TerminalScreen(rows: rows, columns: columns)
    var settings = TerminalLineReader.Settings()
    settings.usesStyle = style
    settings.notesSignals = false
    settings.engine.readsUserFile = userFile
    settings.engine.editor = editor
    guard
      let reader = TerminalLineReader(
        device: TerminalDevice(input: inner, output: inner), assistant: assistant,
        historyFile: history.map { HistoryFile(path: $0) }, settings: settings)
    else { throw Failure.noEditor }
    self.reader = reader
    let progress = progress
    reader.onWait = { count in
      progress.state.withLock { $0.bytesRead = count }
      progress.changed.signal()
    }
    nonisolated(unsafe) var worker: TerminalLineReader? = reader
    Thread.detachNewThread {
      while let outcome = worker?.read(prompt) {
        progress.state.withLock { $0.outcomes.append(outcome) }
        if outcome == .endOfFile { break }
      }
      worker = nil
      progress.state.withLock { $0.hasEnded = true }
      progress.changed.signal()
    }
    try settle()
  }

  deinit {
    // Hanging up ends the reader, and its thread with it.
    close(outer)
    while !hasEnded { progress.changed.wait() }
    // libedit puts the terminal's modes back as it goes, so it goes before the descriptor can mean another terminal.
    reader = nil
    close(inner)
  }

  /// Presses keys, given as the bytes a terminal sends for them, and waits until they have had their effect.
  func send(_ keys: String) throws {
    let bytes = Array(keys.utf8)
    bytesSent += bytes.count
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(outer, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
      // The reader's answers have to be taken while a long text goes in, or both sides wait for the other.
      if !rest.isEmpty { try readOutput(for: 0) }
    }
    try settle()
  }

  func send(_ key: PressedKey, times: Int = 1) throws {
    for _ in 0..<times { try send(key.rawValue) }
  }

  /// Whether the terminal is in the mode a shell leaves it in: it echoes, and keys make signals.
  var echoes: Bool {
    var modes = termios()
    tcgetattr(inner, &modes)
    let wanted = tcflag_t(ECHO | ICANON | ISIG)
    return modes.c_lflag & wanted == wanted
  }

  /// Gives the window another size, as the terminal does it: its own contents first, then word to the program.
  func resize(rows: Int, columns: Int) throws {
    screen.resize(rows: rows, columns: columns)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(outer, UInt(TIOCSWINSZ), &size)
    progress.state.withLock { $0.bytesRead = -1 }
    reader.windowChange()
    try settle()
  }

  /// Has another thread say something while the line is edited.
  func post(_ message: StyledText) throws {
    progress.state.withLock { $0.bytesRead = -1 }
    let board = reader.messages
    Thread.detachNewThread { board.post(message) }
    try settle()
  }

  /// Waits until every byte sent is worked off and everything written has reached the screen.
  func settle() throws {
    let limit = Date().addingTimeInterval(10)
    while progress.state.withLock({ $0.bytesRead < bytesSent && !$0.hasEnded }) {
      try readOutput(for: 1)
      if Date() > limit { throw stuck("waiting for the reader") }
    }
    marks += 1
    let mark = "mark \(marks)"
    TerminalDevice(input: inner, output: inner).write("\u{1B}_\(mark)\u{1B}\\")
    while screen.lastMark != mark {
      try readOutput(for: 50)
      if Date() > limit { throw stuck("waiting for \(mark) after \(screen.lastMark)") }
    }
  }

  private func stuck(_ doing: String) -> Failure {
    let read = progress.state.withLock { $0.bytesRead }
    return .stuck("\(doing): \(read) of \(bytesSent) bytes read, screen \(screen.text)")
  }

  private func readOutput(for milliseconds: Int32) throws {
    var wait = pollfd(fd: outer, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, milliseconds) > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(outer, &bytes, bytes.count)
    if count > 0 { screen.feed(bytes[..<count]) }
  }
}

/// Keys by name, as a usual terminal sends them.
enum PressedKey: String {
  case enter = "\r"
  case altEnter = "\u{1B}\r"
  case tab = "\t"
  case backTab = "\u{1B}[Z"
  case backspace = "\u{7F}"
  case delete = "\u{1B}[3~"
  case up = "\u{1B}[A"
  case down = "\u{1B}[B"
  case right = "\u{1B}[C"
  case left = "\u{1B}[D"
  case home = "\u{1B}[H"
  case end = "\u{1B}[F"
  case wordLeft = "\u{1B}b"
  case wordRight = "\u{1B}f"
  case escape = "\u{1B}"
  case controlA = "\u{1}"
  case controlC = "\u{3}"
  case controlD = "\u{4}"
  case controlE = "\u{5}"
  case controlF = "\u{6}"
  case controlG = "\u{7}"
  case controlK = "\u{B}"
  case controlL = "\u{C}"
  case controlN = "\u{E}"
  case controlP = "\u{10}"
  case controlR = "\u{12}"
  case controlS = "\u{13}"
  case controlT = "\u{14}"
  case controlU = "\u{15}"
  case controlW = "\u{17}"
  case controlY = "\u{19}"
  case altY = "\u{1B}y"
  case altD = "\u{1B}d"
  case altSlash = "\u{1B}/"
  case undo = "\u{1F}"
}

extension String {
  /// The text as a terminal sends it when it is pasted.
  var pasted: String { "\u{1B}[200~\(self)\u{1B}[201~" }
}
