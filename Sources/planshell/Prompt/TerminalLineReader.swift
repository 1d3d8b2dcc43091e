import Glibc

/// Reads lines from a person at a terminal: libedit edits, this draws.
final class TerminalLineReader: LineReader, EditEngine.Owner {
  struct Settings: Sendable {
    var usesStyle = true
    var engine = EditEngine.Settings()
    /// Whether signals are noted while reading. Only one reader of a process can.
    var notesSignals = true
    /// How long an Escape waits for the rest of a key, in milliseconds.
    var escapeDelay: Int32 = 40
  }

  var assistant: any LineAssistant
  /// Where other threads leave messages to be shown above the line.
  let messages: MessageBoard
  /// Called when every key so far is worked off and drawn, with the number of bytes read. A test waits for it.
  var onWait: ((_ bytesRead: Int) -> Void)?

  // The parts.
  let device: TerminalDevice
  let settings: Settings
  let engine: EditEngine
  let historyFile: HistoryFile?
  private let wakeup: Wakeup
  private var decoder = KeyDecoder()
  private var unread: [Key] = []
  private var bytesRead = 0

  // What outlives a line.
  var history: History
  var cuts = KillRing()

  // The line being edited.
  var prompt = Prompt("")
  var buffer = EditBuffer()
  var undo = UndoHistory()
  var walk: HistoryWalk?
  var menu: CompletionMenu?
  var search: IncrementalSearch?
  var goalColumn = 0
  /// Where the cut put back last stands.
  var lastPut = 0..<0
  var pasted = ""
  var outcome: ReadOutcome?
  /// Our own commands that the latest key and the one before it ran; nil for libedit's.
  var currentCommand: EditCommand?
  var previousCommand: EditCommand?
  private var pending: ArraySlice<Unicode.Scalar> = []

  // The screen.
  var painter: ScreenPainter
  var windowTop = 0
  var size: (rows: Int, columns: Int)

  /// Nil where the terminal cannot be set up for editing.
  init?(
    device: TerminalDevice = .standard, assistant: any LineAssistant = NoAssistant(), historyFile: HistoryFile? = nil,
    settings: Settings = Settings()
  ) {
    guard let wakeup = Wakeup(), let engine = EditEngine(descriptor: device.input, settings: settings.engine) else {
      return nil
    }
    self.device = device
    self.assistant = assistant
    self.settings = settings
    self.engine = engine
    self.historyFile = historyFile
    self.wakeup = wakeup
    messages = MessageBoard(wakeup: wakeup, device: device, usesStyle: settings.usesStyle)
    historyFile?.trim()
    history = History(historyFile?.load() ?? [])
    size = device.size
    painter = ScreenPainter(usesStyle: settings.usesStyle, columns: size.columns)
    decoder.joinsEscape = !engine.isVi
  }

  func read(_ prompt: Prompt) -> ReadOutcome {
    InterruptSignal.clear()
    self.prompt = prompt
    buffer = EditBuffer()
    undo = UndoHistory()
    walk = nil
    menu = nil
    search = nil
    outcome = nil
    currentCommand = nil
    previousCommand = nil
    pending = []
    windowTop = 0
    size = device.size
    painter.startOver(columns: size.columns)
    // What commands have printed comes before the prompt, and the prompt goes past the C library's buffers.
    fflush(nil)
    // Keys typed while a command ran were echoed by the terminal; they come again as part of the line.
    device.write("\r\u{1B}[K" + Self.pasteMarksOn)
    messages.setReading(true)
    if settings.notesSignals {
      SignalWatch.during(waking: wakeup) { engine.edit(for: self) }
    } else {
      engine.edit(for: self)
    }
    if outcome == nil { finish(with: .endOfFile) }
    device.write(Self.pasteMarksOff)
    messages.setReading(false)
    return outcome ?? .endOfFile
  }

  private static let pasteMarksOn = "\u{1B}[?2004h"
  private static let pasteMarksOff = "\u{1B}[?2004l"

  /// Leaves the text standing, with nothing around it, and settles what the reading ended with.
  func finish(with outcome: ReadOutcome, mark: String = "") {
    menu = nil
    search = nil
    self.outcome = outcome
    drawFinished(mark: mark)
    device.write(painter.leave())
  }

  // MARK: - Keys for libedit

  func nextScalar() -> Unicode.Scalar? {
    if let scalar = pending.popFirst() { return scalar }
    observe()
    guard let key = nextKey() else { return nil }
    previousCommand = currentCommand
    currentCommand = nil
    pending = scalars(for: key)
    return pending.popFirst()
  }

  /// The one spelling of a key that libedit is given.
  private func scalars(for key: Key) -> ArraySlice<Unicode.Scalar> {
    switch key {
    case .scalar(let scalar): return [scalar]
    case .meta(let scalar): return ["\u{1B}", scalar]
    case .named(let name): return Array(name.sequence.unicodeScalars)[...]
    case .escape: return Array(EditEngine.escapeSequence.unicodeScalars)[...]
    case .paste(let text):
      pasted = text
      return Array(EditEngine.pasteSequence.unicodeScalars)[...]
    }
  }

  private func nextKey() -> Key? {
    guard let key = waitForKey(drawing: draw) else { return nil }
    // Outside vi, Escape and then a key is that key with Alt, however long the pause between them.
    guard key == .escape, !engine.isVi else { return key }
    guard let next = waitForKey(drawing: draw) else { return nil }
    if case .scalar(let scalar) = next { return .meta(scalar) }
    return next
  }

  /// Brings our view of the buffer up to date with what libedit's commands did.
  func observe() {
    let (scalars, cursor) = engine.contents
    let before = buffer
    buffer = EditBuffer(scalars: scalars, cursor: cursor, movingRight: cursor > before.scalarCursor)
    // libedit moves by code points; a move that ends inside a character is carried through. Typing is left alone, because
    // the next code point typed may belong exactly there.
    if buffer.scalarCursor != cursor, buffer.characters == before.characters { engine.setCursor(buffer.scalarCursor) }
    undo.note(buffer)
    if let shown = walk?.shown, shown.characters != buffer.characters { walk = nil }
    if currentCommand != .complete, currentCommand != .completeBack { menu = nil }
  }

  /// Puts a key back, to be read next.
  func putBack(_ key: Key) {
    unread.append(key)
  }

  /// Waits for a key. Before each wait, when nothing more has come, the screen is brought up to date.
  func waitForKey(drawing draw: () -> Void) -> Key? {
    while true {
      if let key = unread.popLast() { return key }
      if let key = decoder.next(isQuiet: false) { return key }
      var waits = [
        pollfd(fd: device.input, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wakeup.readEnd, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&waits, 2, 0) == 0 {
        draw()
        if !decoder.isInDoubt { onWait?(bytesRead) }
        if poll(&waits, 2, decoder.isInDoubt ? settings.escapeDelay : -1) == 0,
          let key = decoder.next(isQuiet: true)
        {
          return key
        }
      }
      if waits[1].revents != 0 {
        wakeup.drain()
        if let key = handleWakeup() { return key }
      }
      if waits[0].revents != 0, !readInput() { return nil }
    }
  }

  /// Takes what the terminal has sent. False when it has gone.
  private func readInput() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(device.input, &bytes, bytes.count)
    if count > 0 {
      bytesRead += count
      decoder.feed(bytes[..<count])
      return true
    }
    return count < 0 && (errno == EINTR || errno == EAGAIN)
  }

  // MARK: - Signals and messages

  /// Attends to what woke the reader. A signal that stands for a key is returned as one.
  private func handleWakeup() -> Key? {
    if let text = messages.take() { device.write(painter.erase() + text) }
    guard settings.notesSignals else { return nil }
    let signals = SignalWatch.take()
    for signal in SignalWatch.ending where signals.contains(.init(signal)) {
      device.write(painter.leave() + Self.pasteMarksOff)
      engine.withTerminalReturned { SignalWatch.letThrough(signal) }
      device.write(Self.pasteMarksOn)
    }
    if signals.contains(.stop) {
      suspend(wholeGroup: false)
    } else if signals.contains(.resume) {
      comeBack()
    }
    return signals.contains(.interrupt) ? .scalar("\u{3}") : nil
  }

  /// Stops the program, as Ctrl-Z does everywhere, and comes back when it is continued.
  func suspend(wholeGroup: Bool) {
    draw()
    device.write(painter.leave() + Self.pasteMarksOff)
    engine.withTerminalReturned { SignalWatch.letThrough(SIGTSTP, wholeGroup: wholeGroup) }
    // Being continued is a signal too, and this is where it is answered.
    _ = SignalWatch.take()
    device.write(Self.pasteMarksOn)
    windowChanged()
    painter.startOver(columns: size.columns)
  }

  /// The program was stopped and continued from outside: the shell has used the terminal in between.
  private func comeBack() {
    engine.withTerminalReturned {}
    device.write(Self.pasteMarksOn)
    painter.startOver(columns: size.columns)
  }

  /// Accounts for a new size of the window, if it has one.
  func windowChanged() {
    let newSize = device.size
    guard newSize != size else { return }
    size = newSize
    engine.resize()
    painter.resize(columns: size.columns)
  }

  /// Tells a reader that notes no signals that its window has another size. Safe from any thread.
  var windowChange: @Sendable () -> Void {
    let wakeup = wakeup
    return { wakeup.signal() }
  }
}
