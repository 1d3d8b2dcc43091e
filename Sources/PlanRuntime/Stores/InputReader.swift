import Glibc
import PlanLang

/// Reads the texts a command runs.
public enum InputReader {
  /// A file's text; throws a diagnostic when it can't be read or is not UTF-8.
  public static func file(_ path: String) throws -> SourceText { try FileReader.source(path) }

  /// A file's path alone, or those of a folder's plan files and scripts.
  public static func files(_ path: String) throws -> [String] {
    FileReader.isFolder(path) == true ? try FileReader.planFiles(in: path) : [path]
  }

  /// The texts of a file, or of a folder's plan files and scripts.
  public static func sources(_ path: String) throws -> [SourceText] {
    guard FileReader.isFolder(path) == true else { return [try FileReader.source(path)] }
    return try FileReader.planFiles(in: path).map { try FileReader.source($0) }
  }

  /// The syntax trees of a file, or of a folder's plan files and scripts.
  public static func trees(_ path: String) throws -> [SyntaxTree] {
    try sources(path).map { Parser.parse($0) }
  }

  /// All of the standard input.
  public static func standardInput() throws -> SourceText {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw Diagnostic(.unreadable, "the input can't be read: \(String(cString: strerror(errno)))")
      }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    if let offset = FileReader.firstInvalidByte(bytes) {
      throw Diagnostic(
        .notUTF8, "the input is not UTF-8 text", notes: ["the byte at offset \(offset) is not part of any character"])
    }
    return SourceText(name: nil, bytes: bytes)
  }
}

extension InputReader {
  /// The bytes of a file, or of a folder's plan files.
  public static func size(of path: String) -> Int {
    if FileReader.isFolder(path) == true {
      return ((try? FileReader.planFiles(in: path)) ?? []).reduce(0) { $0 + size(of: $1) }
    }
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
