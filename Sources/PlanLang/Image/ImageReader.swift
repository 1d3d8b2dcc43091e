/// Reads back what an `ImageWriter` wrote.
///
/// Images are made when the program is built and are part of it, so a broken one is a fault of the program and traps.
struct ImageReader {
  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0
  let origins: [DeclarationSource]
  /// The definitions that what was read rests on.
  var references: [DefinitionImage.Key] = []

  init(_ text: UnsafeBufferPointer<UInt8>, origins: [DeclarationSource]) {
    self.text = text
    self.origins = origins
  }

  mutating func go(to position: Int) { self.position = position }

  /// Leaves the rest for later; returns where it begins.
  mutating func skipToEnd() -> Int {
    defer { position = text.count }
    return position
  }

  mutating func natural() -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = text[position]
      position += 1
      number |= UInt64(byte & 0x3F) << shift
      if byte & 0x40 == 0 { return number }
      shift += 6
    }
  }

  mutating func long() -> Int64 {
    let number = natural()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  mutating func integer() -> Int { Int(long()) }
  mutating func flag() -> Bool { natural() == 1 }

  mutating func string() -> String {
    let count = integer()
    defer { position += count }
    return String(decoding: text[position..<position + count], as: UTF8.self)
  }

  mutating func one<Element: Imaged>() -> Element { Element(from: &self) }

  mutating func optional<Element: Imaged>() -> Element? { flag() ? Element(from: &self) : nil }

  mutating func list<Element: Imaged>() -> [Element] {
    let count = integer()
    var elements: [Element] = []
    elements.reserveCapacity(count)
    for _ in 0..<count { elements.append(Element(from: &self)) }
    return elements
  }

  mutating func origin() -> DeclarationSource { origins[integer()] }
}
