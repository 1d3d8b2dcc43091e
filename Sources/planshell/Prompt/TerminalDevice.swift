import CLibEdit
import Glibc

/// The terminal as a pair of descriptors: bytes in, bytes out, a size.
struct TerminalDevice: Sendable {
  let input: Int32
  let output: Int32

  static let standard = TerminalDevice(input: STDIN_FILENO, output: STDOUT_FILENO)
  static let errorOutput = STDERR_FILENO

  var isInputTerminal: Bool { isatty(input) == 1 }
  var isOutputTerminal: Bool { isatty(output) == 1 }

  /// Whether lines can be edited here: both ends are a terminal, and one that understands cursor movement.
  func canEdit(environment: (String) -> String? = environmentValue) -> Bool {
    guard isInputTerminal, isOutputTerminal else { return false }
    guard let kind = environment("TERM") else { return false }
    return !["", "dumb", "unknown"].contains(kind)
  }

  /// Rows and columns. A terminal that does not know is taken to be of the classic size.
  var size: (rows: Int, columns: Int) {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard cle_window_size(output, &rows, &columns) == 0, rows > 0, columns > 0 else { return (24, 80) }
    return (Int(rows), Int(columns))
  }

  func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(output, rest.baseAddress, rest.count)
        if count > 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        } else if errno == EAGAIN {
          var wait = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
          poll(&wait, 1, -1)
        } else if errno != EINTR {
          return
        }
      }
    }
  }
}
