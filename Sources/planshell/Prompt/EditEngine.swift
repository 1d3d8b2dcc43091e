import CLibEdit
import Glibc

/// libedit, holding the text and running the editing commands, with everything it would draw sent to nowhere.
///
/// libedit asks for each next character through a callback; at that moment its buffer shows the result of all commands so
/// far, which is when the owner draws. Commands of our own run on libedit's side of the same loop.
final class EditEngine {
  /// What the engine asks its owner to do.
  protocol Owner: AnyObject {
    /// The next character for libedit, or nil at the end of the input.
    func nextScalar() -> Unicode.Scalar?
    /// Runs one of our own commands.
    func perform(_ command: EditCommand) -> EditCommand.Effect
  }

  private let line: OpaquePointer
  private let sink: UnsafeMutablePointer<FILE>
  private weak var owner: (any Owner)?

  /// Nil where libedit cannot be set up, which leaves the plain reader.
  init?(descriptor: Int32, settings: Settings) {
    Self.useUTF8()
    guard let sink = fopen("/dev/null", "w") else { return nil }
    guard let line = cle_init("planshell", sink, descriptor) else {
      fclose(sink)
      return nil
    }
    self.sink = sink
    self.line = line
    cle_set_client(line, Unmanaged.passUnretained(self).toOpaque())
    // libedit would send each signal on to the whole process group; they are handled where keys are awaited.
    cle_set_signals(line, 0)
    cle_set_read(line) { line, character in
      guard let line, let character, let owner = EditEngine.of(line).owner else { return 0 }
      guard let scalar = owner.nextScalar() else { return 0 }
      character.pointee = wchar_t(bitPattern: scalar.value)
      return 1
    }
    for command in EditCommand.allCases {
      cle_add_command(line, command.name, command.summary, EditEngine.callback(for: command))
    }
    // Some builds of libedit start in vi mode.
    cle_set_editor(line, settings.editor.rawValue)
    if settings.readsUserFile { el_source(line, nil) }
    // The user's file may have turned editing off, and `bind -v` in it forgets every binding made before.
    cle_set_editing(line, 1)
    // Ctrl-C, Ctrl-Z and Ctrl-S come as keys, in their order among the others; the two line ends come as what they are.
    for flag in ["-isig", "-ixon", "-icrnl", "-inlcr"] { cle_set_editing_flag(line, flag) }
    bindKeys()
  }

  struct Settings: Sendable {
    enum Editor: String, Sendable {
      case emacs, vi
    }

    /// The keys in force, unless the user's file says otherwise.
    var editor = Editor.emacs
    /// Whether `~/.editrc` is read.
    var readsUserFile = true
  }

  deinit {
    el_end(line)
    fclose(sink)
  }

  /// Runs libedit's loop for one line. It ends when a command's effect is to end it, or the input does.
  func edit(for owner: any Owner) {
    self.owner = owner
    defer { self.owner = nil }
    var count: Int32 = 0
    // The owner has taken what it needs from the buffer; libedit's own result has a stale tail after some commands.
    _ = el_wgets(line, &count)
  }

  /// Whether keys mean what they do in vi.
  var isVi: Bool {
    guard let name = cle_editor(line) else { return false }
    return String(cString: name) == "vi"
  }

  // MARK: - The buffer

  /// libedit's text as code points, and the cursor among them.
  var contents: (scalars: [Unicode.Scalar], cursor: Int) {
    guard let info = el_wline(line)?.pointee, let start = info.buffer, let end = info.lastchar, let cursor = info.cursor
    else { return ([], 0) }
    let scalars = UnsafeBufferPointer(start: start, count: end - start).map {
      Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}"
    }
    return (scalars, cursor - start)
  }

  /// Makes libedit hold `buffer`.
  func setContents(_ buffer: EditBuffer) {
    if buffer.isEmpty {
      // Replacing by nothing is refused, so what is there is deleted from its end.
      let length = contents.scalars.count
      setCursor(length)
      el_deletestr(line, Int32(length))
      return
    }
    var scalars = buffer.text.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
    scalars.append(0)
    el_wreplacestr(line, scalars)
    setCursor(buffer.scalarCursor)
  }

  /// Puts libedit's cursor before the code point with this number.
  func setCursor(_ position: Int) {
    el_cursor(line, Int32(position) - el_cursor(line, 0))
  }

  // MARK: - The terminal

  /// Gives the terminal back for as long as `body` runs, such as while the program is stopped.
  func withTerminalReturned(_ body: () -> Void) {
    cle_set_raw_terminal(line, 0)
    body()
    cle_set_raw_terminal(line, 1)
  }

  func resize() {
    el_resize(line)
  }

  // MARK: - Setting up

  /// How a lone Escape is spelled to libedit. The real one would wait for the rest of a longer key.
  static let escapeSequence = "\u{1B}[27u"
  static let pasteSequence = "\u{1B}[200~"
  private static let escapeBinding = "\\e[27u"

  private func bindKeys() {
    let isVi = isVi
    for command in EditCommand.allCases {
      for key in isVi ? command.viKeys : command.emacsKeys { cle_bind(line, key, command.name) }
      if isVi {
        for key in command.viCommandKeys { cle_bind_alternative(line, key, command.name) }
      }
    }
    if isVi {
      cle_bind(line, Self.escapeBinding, "vi-command-mode")
      cle_bind_alternative(line, Self.escapeBinding, "vi-command-mode")
      // These two take over the terminal, or the buffer, in ways that do not show here: an editor of their own, libedit's
      // own command line.
      for key in ["v", ":"] { cle_bind_alternative(line, key, "ed-unassigned") }
    } else {
      for key in ["\\ex", "\\eX"] { cle_bind(line, key, "ed-unassigned") }
    }
  }

  /// libedit converts and classifies characters by the locale, and programs start in one that knows ASCII only.
  private static func useUTF8() {
    setlocale(LC_CTYPE, "")
    guard let codeset = cle_codeset(), String(cString: codeset) != "UTF-8" else { return }
    setlocale(LC_CTYPE, "C.UTF-8")
  }

  static func of(_ line: OpaquePointer) -> EditEngine {
    Unmanaged.fromOpaque(cle_client(line)).takeUnretainedValue()
  }

  fileprivate static func run(_ command: EditCommand, _ line: OpaquePointer?) -> UInt8 {
    guard let line, let owner = of(line).owner else { return UInt8(CC_EOF) }
    switch owner.perform(command) {
    case .goOn: return UInt8(CC_REFRESH)
    case .end: return UInt8(CC_NEWLINE)
    }
  }

  /// A C function for each command. C calls them with libedit's handle and nothing else, so each names its command.
  private static func callback(for command: EditCommand) -> cle_command_fn {
    switch command {
    case .accept: return { line, _ in EditEngine.run(.accept, line) }
    case .newRow: return { line, _ in EditEngine.run(.newRow, line) }
    case .interrupt: return { line, _ in EditEngine.run(.interrupt, line) }
    case .endOrDelete: return { line, _ in EditEngine.run(.endOrDelete, line) }
    case .suspend: return { line, _ in EditEngine.run(.suspend, line) }
    case .clearScreen: return { line, _ in EditEngine.run(.clearScreen, line) }
    case .paste: return { line, _ in EditEngine.run(.paste, line) }
    case .complete: return { line, _ in EditEngine.run(.complete, line) }
    case .completeBack: return { line, _ in EditEngine.run(.completeBack, line) }
    case .search: return { line, _ in EditEngine.run(.search, line) }
    case .searchForward: return { line, _ in EditEngine.run(.searchForward, line) }
    case .up: return { line, _ in EditEngine.run(.up, line) }
    case .down: return { line, _ in EditEngine.run(.down, line) }
    case .older: return { line, _ in EditEngine.run(.older, line) }
    case .newer: return { line, _ in EditEngine.run(.newer, line) }
    case .left: return { line, _ in EditEngine.run(.left, line) }
    case .right: return { line, _ in EditEngine.run(.right, line) }
    case .rowStart: return { line, _ in EditEngine.run(.rowStart, line) }
    case .rowEnd: return { line, _ in EditEngine.run(.rowEnd, line) }
    case .wordLeft: return { line, _ in EditEngine.run(.wordLeft, line) }
    case .wordRight: return { line, _ in EditEngine.run(.wordRight, line) }
    case .deleteBackward: return { line, _ in EditEngine.run(.deleteBackward, line) }
    case .deleteForward: return { line, _ in EditEngine.run(.deleteForward, line) }
    case .cutToRowEnd: return { line, _ in EditEngine.run(.cutToRowEnd, line) }
    case .cutToRowStart: return { line, _ in EditEngine.run(.cutToRowStart, line) }
    case .cutSpacedWord: return { line, _ in EditEngine.run(.cutSpacedWord, line) }
    case .cutWordBackward: return { line, _ in EditEngine.run(.cutWordBackward, line) }
    case .cutWordForward: return { line, _ in EditEngine.run(.cutWordForward, line) }
    case .putBack: return { line, _ in EditEngine.run(.putBack, line) }
    case .putBackEarlier: return { line, _ in EditEngine.run(.putBackEarlier, line) }
    case .transpose: return { line, _ in EditEngine.run(.transpose, line) }
    case .undo: return { line, _ in EditEngine.run(.undo, line) }
    case .redo: return { line, _ in EditEngine.run(.redo, line) }
    }
  }
}
