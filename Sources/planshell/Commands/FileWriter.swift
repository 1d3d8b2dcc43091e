import Glibc
import PlanLang
import PlanRuntime

/// Writes files whole: beside the old one and then in its place, so that a full disk leaves the old one as it was.
///
/// Only a regular file is ever replaced. A link is followed to the file it names, and into a pipe or a device the text is
/// written, as any program does.
enum FileWriter {
  /// Puts a text in a file's place; throws a diagnostic when that can't be done, the old file untouched.
  static func replace(_ path: String, with text: String) throws {
    let target = try target(of: path)
    var status = stat()
    let exists = stat(target, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      return try write(text, into: target, O_WRONLY, named: path)
    }
    let partial = target + ".\(getpid()).partial"
    // Not through whatever somebody put there.
    unlink(partial)
    let mode = exists ? status.st_mode & 0o7777 : 0o666
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL, exists ? 0o600 : mode)
    guard descriptor >= 0 else {
      let reason = errno
      // A folder that takes no new files may hold one that can be written.
      if exists, reason == EACCES || reason == EROFS {
        return try write(text, into: target, O_WRONLY | O_TRUNC, named: path)
      }
      throw problem(path, reason)
    }
    var reason = Console.write(text, to: descriptor)
    if exists {
      // The mode comes after the owner, who may not be ours to give.
      _ = fchown(descriptor, status.st_uid, status.st_gid)
      if reason == 0, fchmod(descriptor, mode) != 0 { reason = errno }
    }
    if close(descriptor) != 0, reason == 0 { reason = errno }
    if reason == 0, rename(partial, target) != 0 { reason = errno }
    guard reason == 0 else {
      unlink(partial)
      throw problem(path, reason)
    }
  }

  /// Writes into what is there, as it is.
  private static func write(_ text: String, into target: String, _ how: Int32, named path: String) throws {
    var descriptor = open(target, how)
    // A pipe opens when somebody reads it, which a person may be tired of waiting for.
    while descriptor < 0, errno == EINTR {
      try Interrupt.check()
      descriptor = open(target, how)
    }
    guard descriptor >= 0 else { throw problem(path, errno) }
    var reason = Console.write(text, to: descriptor)
    if close(descriptor) != 0, reason == 0 { reason = errno }
    // A reader that has seen enough is no trouble.
    if reason != 0, reason != EPIPE { throw problem(path, reason) }
  }

  /// The file a path names, through links; a link to nothing names the file that would be made.
  private static func target(of path: String) throws -> String {
    var target = path
    for _ in 0..<40 {
      guard let link = FileLink.target(of: target) else { return target }
      if link.hasPrefix("/") {
        target = link
      } else {
        target = (target.lastIndex(of: "/").map { String(target[...$0]) } ?? "") + link
      }
    }
    throw problem(path, ELOOP)
  }

  private static func problem(_ path: String, _ code: Int32) -> Diagnostic {
    Diagnostic(
      .unwritable, "`\(path)` can't be written: \(String(cString: strerror(code)))",
      notes: code == ENOENT ? ["make the folder first; paths count from the folder planshell runs in"] : [])
  }
}

/// Replaces a file, or ends the command with the reason why not.
func replace(_ path: String, with text: String, _ output: ConsoleOutput) throws {
  do { try FileWriter.replace(path, with: text) } catch let diagnostic as Diagnostic {
    output.report([diagnostic])
    throw ExitStatus(code: 3)
  }
}
