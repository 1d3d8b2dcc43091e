import Glibc
import PlanLang

/// Writes files whole: beside the old one and then in its place, so that a full disk leaves the old one as it was.
enum FileWriter {
  /// Puts a text in a file's place; throws a diagnostic when that can't be done, the old file untouched.
  static func replace(_ path: String, with text: String) throws {
    let partial = path + ".partial"
    var mode: mode_t = 0o644
    var status = stat()
    if stat(path, &status) == 0 { mode = status.st_mode & 0o777 }
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC, mode)
    guard descriptor >= 0 else { throw problem(path, errno) }
    var text = text
    let written = text.withUTF8 { buffer -> Bool in
      var offset = 0
      while offset < buffer.count {
        let count = write(descriptor, buffer.baseAddress! + offset, buffer.count - offset)
        if count < 0 {
          if errno == EINTR { continue }
          return false
        }
        offset += count
      }
      return true
    }
    let reason = errno
    guard close(descriptor) == 0, written, rename(partial, path) == 0 else {
      let code = written ? errno : reason
      unlink(partial)
      throw problem(path, code)
    }
  }

  private static func problem(_ path: String, _ code: Int32) -> Diagnostic {
    Diagnostic(.unwritable, "`\(path)` can't be written: \(String(cString: strerror(code)))")
  }
}

/// Replaces a file, or ends the command with the reason why not.
func replace(_ path: String, with text: String, _ output: ConsoleOutput) throws {
  do { try FileWriter.replace(path, with: text) } catch let diagnostic as Diagnostic {
    output.report([diagnostic])
    throw ExitStatus(code: 3)
  }
}
