import Glibc

/// Which files are loaded, whatever they are called by: a file is known by its place on the disk.
struct LoadedFiles {
  private struct Identity: Hashable {
    let device: UInt
    let number: UInt

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      device = UInt(status.st_dev)
      number = UInt(status.st_ino)
    }
  }

  private var files: Set<Identity> = []

  var isEmpty: Bool { files.isEmpty }

  mutating func insert(_ path: String) {
    if let identity = Identity(path) { files.insert(identity) }
  }

  func contains(_ path: String) -> Bool { Identity(path).map { files.contains($0) } ?? false }
}
