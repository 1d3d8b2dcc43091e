import Glibc
import PlanLang

/// Reads files and lists folders, with a diagnostic for each thing that can go wrong.
enum FileReader {
  /// The bytes of a file.
  static func bytes(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw problem(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw problem(path, errno) }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw Diagnostic(.unreadable, "`\(path)` is a folder, not a file")
    }
    if status.st_size > 4_000_000_000 {
      throw Diagnostic(.tooLarge, "`\(path)` is larger than 4 GB")
    }
    // As long as the file says it is, and one more to see its end; some (a pipe, `/proc`) say nothing and go on.
    var room = max(Int(status.st_size), 0) + 1
    let isSized = status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
    var bytes: [UInt8] = []
    while true {
      var isAtEnd = false
      let known = bytes
      bytes = try [UInt8](unsafeUninitializedCapacity: known.count + room) { buffer, filled in
        filled = buffer.update(fromContentsOf: known)
        while filled < buffer.count, !isAtEnd {
          let rest = UnsafeMutableBufferPointer(rebasing: buffer[filled...])
          let count = read(descriptor, rest.baseAddress, rest.count)
          if count < 0 {
            if errno == EINTR { continue }
            throw problem(path, errno)
          }
          // A file of a known length gives less than was asked for only at its end.
          isAtEnd = count == 0 || isSized && count < rest.count
          filled += count
        }
      }
      if isAtEnd { return bytes }
      room = max(65_536, bytes.count)
    }
  }

  /// The text of a file, which must be UTF-8.
  static func source(_ path: String, knownAs name: String? = nil) throws -> SourceText {
    let bytes = try bytes(path)
    if let offset = firstInvalidByte(bytes) {
      let source = SourceText(name: name ?? path, bytes: Array(bytes[..<offset]))
      let place = SourceRange(source: source, start: offset, end: offset)
      throw Diagnostic(
        .notUTF8, "`\(path)` is not UTF-8 text", at: place,
        label: "the byte \(hex(bytes[offset])) here is not part of any character",
        notes: [advice(bytes)])
    }
    if let offset = firstZero(bytes) {
      let source = SourceText(name: name ?? path, bytes: Array(bytes[..<offset]))
      throw Diagnostic(
        .notUTF8, "`\(path)` is not a text", at: SourceRange(source: source, start: offset, end: offset),
        label: "a zero byte stands here, which no text has", notes: [advice(bytes)])
    }
    return SourceText(name: name ?? path, bytes: bytes)
  }

  /// Whether a file is a script, by its first bytes.
  static func isScript(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var start: (UInt8, UInt8) = (0, 0)
    return read(descriptor, &start, 2) == 2 && start == (0x23, 0x21)
  }

  /// The text of a file that is to be read as a plan; a page is none, and would be wrong line for line.
  static func planSource(_ path: String, knownAs name: String? = nil) throws -> SourceText {
    let source = try source(path, knownAs: name)
    guard LiteratePage.isPage(path) else { return source }
    throw Diagnostic(
      .pageForPlan, "`\(path)` is a Markdown page, and no plan file",
      notes: [
        "`planshell run \(path)` runs it, `planshell test \(path)` holds its results against what comes out"
      ])
  }

  /// The offset of the first zero byte, or nil.
  private static func firstZero(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, let found = memchr(base, 0, buffer.count) else { return nil }
      return base.distance(to: UnsafeRawPointer(found))
    }
  }

  /// What to do about a file that is no text, by what its first bytes say that it is.
  private static func advice(_ bytes: [UInt8]) -> String {
    if bytes.starts(with: [0x1F, 0x8B]) { return "it is compressed with gzip; unpack it first, as with `gunzip FILE`" }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return "it is a zip archive, as a spreadsheet or a document of an office program is; save it as plain text"
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return "it is UTF-16; save it as UTF-8, as with `iconv -f UTF-16 -t UTF-8 FILE`"
    }
    return "save the file as UTF-8; a spreadsheet export may be UTF-16 or Windows-1252"
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "0x" + (digits.count < 2 ? "0" : "") + digits
  }

  /// The offset of the first byte that is no UTF-8, or nil.
  static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
    var index = 0
    return bytes.withUnsafeBufferPointer { b in
      let count = b.count
      while index < count {
        // Sixteen bytes at once: most texts are ASCII for long stretches.
        while index + 16 <= count,
          UnsafeRawBufferPointer(b).loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self).max() < 0x80
        {
          index += 16
        }
        guard index < count else { break }
        let c = b[index]
        if c < 0x80 {
          index += 1
          continue
        }
        let length = c >= 0xC2 && c <= 0xDF ? 2 : c >= 0xE0 && c <= 0xEF ? 3 : c >= 0xF0 && c <= 0xF4 ? 4 : 0
        guard length > 0, index + length <= count else { return index }
        for k in 1..<length where b[index + k] & 0xC0 != 0x80 { return index }
        if c == 0xE0 && b[index + 1] < 0xA0 || c == 0xED && b[index + 1] > 0x9F || c == 0xF0 && b[index + 1] < 0x90
          || c == 0xF4 && b[index + 1] > 0x8F
        {
          return index
        }
        index += length
      }
      return nil
    }
  }

  /// Nothing can be read at a path: there is nothing, or a link that leads to nothing.
  static func missing(_ path: String) -> Diagnostic {
    guard let target = FileLink.target(of: path) else {
      return Diagnostic(
        .noSuchPath, "there is no file or folder `\(path)`",
        notes: ["check the spelling; paths count from the folder planshell runs in"])
    }
    return Diagnostic(
      .noSuchPath, "`\(path)` is a link to `\(target)`, and there is nothing",
      notes: ["the file it leads to was moved or deleted; mend the link, or remove it"])
  }

  static func problem(_ path: String, _ code: Int32) -> Diagnostic {
    switch code {
    case ENOENT: missing(path)
    case EACCES, EPERM: Diagnostic(.unreadable, "`\(path)` may not be read", notes: ["its permissions forbid it"])
    default: Diagnostic(.unreadable, "`\(path)` can't be read: \(String(cString: strerror(code)))")
    }
  }

  /// Whether a path is a folder; nil when there is nothing.
  static func isFolder(_ path: String) -> Bool? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  // What `readdir` calls folders and plain files.
  private static let directoryType: Int32 = 4
  private static let fileType: Int32 = 8

  /// Reading a pipe that nobody writes to would wait for ever.
  private static func refuseEndless(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { return }
    throw Diagnostic(
      .unreadable, "`\(path)` is not a file", notes: ["a pipe or a device has no place in a folder of plans"])
  }

  /// The `.plan` files of a folder and its folders, sorted; hidden ones are left out.
  static func planFiles(in folder: String) throws -> [String] {
    guard let directory = opendir(folder) else { throw problem(folder, errno) }
    defer { closedir(directory) }
    var names: [(name: String, type: Int32)] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix(".") { names.append((name, Int32(entry.pointee.d_type))) }
    }
    var files: [String] = []
    for (name, type) in names.sorted(by: { $0.name < $1.name }) {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      var isFolder = type == directoryType
      if type != directoryType, type != fileType {
        // A link to a folder is not followed: it could lead round in a circle. Some file systems do not tell types.
        var status = stat()
        guard lstat(path, &status) == 0 else { continue }
        isFolder = status.st_mode & S_IFMT == S_IFDIR
      }
      if isFolder {
        files += try planFiles(in: path)
      } else if name.hasSuffix(".plan") {
        if type != fileType { try refuseEndless(path) }
        files.append(path)
      }
    }
    return files
  }
}
