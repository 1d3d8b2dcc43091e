import Glibc

/// The C library's heap, made ready for a program that starts, takes memory and ends.
///
/// A fresh page costs more than a microsecond, a large page (2 MB) little more than fifty small ones. So the heap stands
/// on large pages from its start where the system has them for who asks, which takes a tenth off a short command and more
/// off a long one.
enum Heap {
  @_silgen_name("mallopt")
  private static func mallopt(_ parameter: Int32, _ value: Int32) -> Int32

  private static let trimThreshold: Int32 = -1
  private static let topPad: Int32 = -2
  private static let mapThreshold: Int32 = -3
  private static let arenaMaximum: Int32 = -8

  private static let largePage = 2 << 20

  /// Has to come before anything is taken from the heap in earnest, and before a second thread.
  static func prepare() {
    // One heap: a thread's own takes a system call for every few pages.
    _ = mallopt(arenaMaximum, 1)
    _ = mallopt(mapThreshold, 64 << 20)
    _ = mallopt(trimThreshold, 512 << 20)
    // Room costs nothing until it is used. Where it is rationed, less will do.
    for room in [1 << 30, 64 << 20] where reserve(room) { break }
    _ = mallopt(topPad, 8 << 20)
  }

  /// Grows the heap by that much, on large pages; false when the system has not got it.
  private static func reserve(_ room: Int) -> Bool {
    guard let end = move(by: 0), move(by: -end & (largePage - 1)) != nil, let start = move(by: room) else {
      return false
    }
    // That was only to see whether there is room: the C library takes it by itself, and writes where it begins. A large page
    // has to be whole when it is first written to, so the room's first one stays out of use, but for its end.
    _ = move(by: -room)
    _ = mallopt(topPad, Int32(room - largePage))
    var unused: UnsafeMutableRawPointer?
    guard posix_memalign(&unused, 64, largePage - 4096) == 0, let newEnd = move(by: 0), newEnd > start + largePage
    else { return false }
    let first = UnsafeMutableRawPointer(bitPattern: start + largePage)
    return madvise(first, newEnd - start - largePage, MADV_HUGEPAGE) == 0
  }

  /// Moves the heap's end, and returns where it was.
  private static func move(by distance: Int) -> Int? {
    let place = Int(bitPattern: sbrk(distance))
    return place == -1 ? nil : place
  }
}
