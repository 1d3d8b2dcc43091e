import Glibc

/// The history on disk: one line of the file per input, line breaks written as `\n`.
///
/// Sessions run side by side, so each input is added by one append under a lock; no session writes back what it read.
struct HistoryFile: Sendable {
  let path: String
  /// How many inputs the file keeps. It may grow to twice that before it is cut.
  let limit: Int

  init(path: String, limit: Int = 10_000) {
    self.path = path
    self.limit = limit
  }

  /// The usual place: `$XDG_STATE_HOME/planshell/history`, or below `~/.local/state`. Nil where there is no home.
  static func usual(environment: (String) -> String? = environmentValue) -> HistoryFile? {
    // The convention asks to ignore a relative path here.
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return HistoryFile(path: state + "/planshell/history")
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    return HistoryFile(path: home + "/.local/state/planshell/history")
  }

  /// The kept inputs, oldest first. A file that is missing or cannot be read is an empty history.
  func load() -> [String] {
    guard let descriptor = openLocked(creating: false, for: O_RDONLY, lock: LOCK_SH) else { return [] }
    defer { close(descriptor) }
    return readAll(descriptor).suffix(limit).map { Self.decode($0) }
  }

  /// Adds one input. False when the file cannot be written; the session then goes on with what it has in memory.
  @discardableResult
  func append(_ line: String) -> Bool {
    guard let descriptor = openLocked(creating: true, for: O_RDWR | O_APPEND, lock: LOCK_EX) else { return false }
    defer { close(descriptor) }
    return writeAll(descriptor, Array((Self.encode(line) + "\n").utf8))
  }

  /// Cuts a file that has grown past twice its limit. The new text takes the place of the old in one step, so a crash
  /// leaves one or the other.
  func trim() {
    guard let descriptor = openLocked(creating: false, for: O_RDONLY, lock: LOCK_EX) else { return }
    defer { close(descriptor) }
    let lines = readAll(descriptor)
    guard lines.count > 2 * limit else { return }
    let replacement = "\(path).\(getpid())"
    let output = open(replacement, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard output >= 0 else { return }
    let bytes = lines.suffix(limit).reduce(into: [UInt8]()) { $0 += Array($1) + [0x0A] }
    let isWritten = writeAll(output, bytes)
    close(output)
    if !isWritten || rename(replacement, path) != 0 { unlink(replacement) }
  }

  // MARK: - One input as one line

  static func encode(_ line: String) -> String {
    line.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  static func decode(_ bytes: some Collection<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
    var text: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        text.append(byte == UInt8(ascii: "n") ? 0x0A : byte == UInt8(ascii: "r") ? 0x0D : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  // MARK: - The file

  /// Opens and locks the file that `path` names now. Another session may put a new file there while this one waits for
  /// the lock, so the name is checked again after it.
  private func openLocked(creating: Bool, for mode: Int32, lock: Int32) -> Int32? {
    if creating { makeFolder() }
    while true {
      let descriptor = open(path, mode | O_CLOEXEC | (creating ? O_CREAT : 0), 0o600)
      guard descriptor >= 0 else { return nil }
      var locked = flock(descriptor, lock)
      while locked != 0, errno == EINTR { locked = flock(descriptor, lock) }
      var opened = stat()
      var named = stat()
      guard fstat(descriptor, &opened) == 0 else {
        close(descriptor)
        return nil
      }
      if stat(path, &named) == 0, named.st_ino == opened.st_ino, named.st_dev == opened.st_dev { return descriptor }
      close(descriptor)
    }
  }

  /// Makes the folders above the file, for its owner only. Those that exist stay as they are.
  private func makeFolder() {
    for end in path.indices where path[end] == "/" && end != path.startIndex {
      mkdir(String(path[..<end]), 0o700)
    }
  }

  private func readAll(_ descriptor: Int32) -> [ArraySlice<UInt8>] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      bytes += chunk[..<count]
    }
    return bytes.split(separator: 0x0A)
  }

  private func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
