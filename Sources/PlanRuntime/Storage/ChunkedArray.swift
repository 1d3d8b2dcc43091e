/// An array in chunks, so that changing one element of a shared copy copies one chunk and not the whole.
struct ChunkedArray<Element: Sendable>: Sendable {
  static var chunkShift: Int { 11 }
  static var chunkSize: Int { 1 << chunkShift }
  static var chunkMask: Int { chunkSize - 1 }

  private(set) var chunks: [ContiguousArray<Element>] = []
  private(set) var count = 0

  init() {}

  init(repeating element: Element, count: Int) {
    var rest = count
    while rest > 0 {
      let size = Swift.min(rest, Self.chunkSize)
      var chunk = ContiguousArray<Element>()
      chunk.reserveCapacity(Self.chunkSize)
      chunk.append(contentsOf: repeatElement(element, count: size))
      chunks.append(chunk)
      rest -= size
    }
    self.count = count
  }

  @inline(__always) subscript(index: Int) -> Element {
    get { chunks[index >> Self.chunkShift][index & Self.chunkMask] }
    set { chunks[index >> Self.chunkShift][index & Self.chunkMask] = newValue }
  }

  mutating func append(_ element: Element) {
    if count & Self.chunkMask == 0 {
      var chunk = ContiguousArray<Element>()
      // The first chunk grows as it fills; later ones are as large as they will get.
      if count > 0 { chunk.reserveCapacity(Self.chunkSize) }
      chunks.append(chunk)
    }
    chunks[chunks.count - 1].append(element)
    count += 1
  }

  /// Adds copies of an element until there are `target` elements.
  mutating func fill(to target: Int, with element: Element) {
    while count < target { append(element) }
  }
}
