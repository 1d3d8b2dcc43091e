/// Writes numbers and texts one after another as text, for an image the program carries in itself.
///
/// Everything written is UTF-8, so that an image can stand in a literal: numbers take six bits of a byte, and a seventh
/// says that more follow.
struct ImageWriter {
  private(set) var text: [UInt8] = []
  /// The numbers of the texts that places and nodes refer to.
  private let sources: [ObjectIdentifier: Int]

  init(sources: [SourceText]) {
    self.sources = Dictionary(uniqueKeysWithValues: sources.enumerated().map { (ObjectIdentifier($1), $0) })
  }

  private init(like other: ImageWriter) { sources = other.sources }

  /// A writer with nothing written, for the same texts.
  var empty: ImageWriter { ImageWriter(like: self) }

  mutating func append(_ other: ImageWriter) { text += other.text }

  mutating func write(_ number: UInt64) {
    var rest = number
    while rest > 0x3F {
      text.append(UInt8(rest & 0x3F) | 0x40)
      rest >>= 6
    }
    text.append(UInt8(rest))
  }

  mutating func write(_ number: Int) { write(Int64(number)) }
  mutating func write(_ number: Int32) { write(Int64(number)) }

  /// Small numbers of either sign take little room.
  mutating func write(_ number: Int64) { write(UInt64(bitPattern: number << 1 ^ number >> 63)) }

  mutating func write(_ flag: Bool) { write(flag ? 1 : 0 as UInt64) }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    self.text.append(contentsOf: text.utf8)
  }

  mutating func write<Element: Imaged>(_ element: Element) { element.write(to: &self) }

  mutating func write<Element: Imaged>(_ element: Element?) {
    write(element != nil)
    if let element { write(element) }
  }

  mutating func write<Element: Imaged>(_ elements: [Element]) {
    write(elements.count)
    for element in elements { write(element) }
  }

  /// The number of one of the texts the image goes with.
  mutating func write(_ source: SourceText) {
    guard let number = sources[ObjectIdentifier(source)] else {
      preconditionFailure("an image can only refer to the texts it goes with")
    }
    write(number)
  }
}

/// What can be written to an image and read back the same.
protocol Imaged {
  func write(to image: inout ImageWriter)
  init(from image: inout ImageReader)
}
