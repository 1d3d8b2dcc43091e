/// An array in chunks, so that changing one element of a shared copy copies one chunk and not the whole.
struct ChunkedArray<Element: Sendable>: Sendable {
  static var chunkShift: Int { 11 }
  static var chunkSize: Int { 1 << chunkShift }
  static var chunkMask: Int { chunkSize - 1 }

  private(set) var chunks: ContiguousArray<ContiguousArray<Element>> = []
  private(set) var count = 0

  init() {}

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

  /// The list of chunks, for threads that each write to chunks of their own; it holds until the array is used again.
  mutating func writableChunks() -> UnsafeMutablePointer<ContiguousArray<Element>>? {
    // The storage of an array nobody else uses stays where it is as long as nobody changes its length.
    chunks.withUnsafeMutableBufferPointer { $0.baseAddress }
  }

  /// Adds the first `number` elements of another array, each as `changed` makes it.
  @inline(__always)
  mutating func append(_ other: ChunkedArray, _ number: Int, _ changed: (Element) -> Element) {
    var taken = 0
    while taken < number {
      if count & Self.chunkMask == 0 {
        var chunk = ContiguousArray<Element>()
        if count > 0 { chunk.reserveCapacity(Self.chunkSize) }
        chunks.append(chunk)
      }
      let start = taken & Self.chunkMask
      let length = min(Self.chunkSize - count & Self.chunkMask, Self.chunkSize - start, number - taken)
      // Taken out of the list, so that it is nobody else's and no copy is made.
      var chunk = chunks.removeLast()
      other.chunks[taken >> Self.chunkShift].withUnsafeBufferPointer { source in
        for offset in start..<start + length { chunk.append(changed(source[offset])) }
      }
      chunks.append(chunk)
      count += length
      taken += length
    }
  }

  /// Puts the first `number` elements of another array, each as `changed` makes it, in the place of those from `first`
  /// on; what the other has left blank stays as it is here.
  @inline(__always)
  mutating func put(
    _ other: ChunkedArray, _ number: Int, at first: Int, _ blanks: BlankChunks<Element>,
    _ changed: (Element) -> Element
  ) {
    var taken = 0
    while taken < number {
      let place = first + taken
      let start = taken & Self.chunkMask
      let length = min(Self.chunkSize - place & Self.chunkMask, Self.chunkSize - start, number - taken)
      let chunk = taken >> Self.chunkShift
      if !blanks.isUntouched(other.chunks[chunk]) {
        other.chunks[chunk].withUnsafeBufferPointer { source in
          chunks[place >> Self.chunkShift].withUnsafeMutableBufferPointer { target in
            for offset in 0..<length {
              target[place & Self.chunkMask + offset] = changed(source[start + offset])
            }
          }
        }
      }
      taken += length
    }
  }

  /// Adds copies of an element until there are `target` elements.
  mutating func fill(to target: Int, with element: Element) {
    while count < target { append(element) }
  }

  /// Adds blank elements until there are `target` of them: a size of `BlankChunks` or whole chunks.
  ///
  /// Chunks nobody has written to are shared by every array with the same blanks, so that a field few things have costs
  /// next to nothing, neither time nor memory.
  mutating func pad(to target: Int, with blanks: BlankChunks<Element>) {
    if count < Self.chunkSize {
      let size = min(target, Self.chunkSize)
      if chunks.isEmpty {
        chunks.append(blanks.chunk(size))
      } else if blanks.isUntouched(chunks[0]) {
        chunks[0] = blanks.chunk(size)
      } else {
        chunks[0].append(contentsOf: repeatElement(blanks.element, count: size - chunks[0].count))
      }
      count = size
    }
    while count < target {
      chunks.append(blanks.chunk(Self.chunkSize))
      count += Self.chunkSize
    }
  }
}

/// Chunks full of one element, made once and shared by all arrays that have nothing else there yet.
struct BlankChunks<Element: Sendable>: Sendable {
  let element: Element
  private let small: ContiguousArray<Element>
  private let medium: ContiguousArray<Element>
  private let whole: ContiguousArray<Element>

  init(_ element: Element) {
    self.element = element
    small = ContiguousArray(repeating: element, count: BlankChunks.sizes.0)
    medium = ContiguousArray(repeating: element, count: BlankChunks.sizes.1)
    whole = ContiguousArray(repeating: element, count: BlankChunks.sizes.2)
  }

  /// How many elements arrays have room for as they grow: most tables are short, and long ones grow by whole chunks.
  static var sizes: (Int, Int, Int) { (16, 128, ChunkedArray<Element>.chunkSize) }

  /// How large an array of `count` elements becomes when it is full.
  static func size(after count: Int) -> Int {
    count < sizes.0 ? sizes.0 : count < sizes.1 ? sizes.1 : (count / sizes.2 + 1) * sizes.2
  }

  func chunk(_ size: Int) -> ContiguousArray<Element> {
    size == small.count ? small : size == medium.count ? medium : whole
  }

  func isUntouched(_ chunk: ContiguousArray<Element>) -> Bool {
    let same = self.chunk(chunk.count)
    return same.withUnsafeBufferPointer { mine in
      chunk.withUnsafeBufferPointer { $0.baseAddress == mine.baseAddress }
    }
  }
}
