import Glibc
import Synchronization

/// The texts of all values, each kept once and known by a number; texts are only ever added.
///
/// Shared by every snapshot of a session, so that copying a snapshot copies no text. Texts that differ in their bytes
/// alone (an accent as a character of its own or as part of the letter) are the same text, as everywhere in Swift.
final class TextPool: Sendable {
  fileprivate struct State {
    var texts: [String] = []
    /// In each slot the upper half of a text's hash and its number + 1; 0 is free. There are 2 to the power of `bits`.
    var slots = ContiguousArray<UInt64>(repeating: 0, count: 64)
    var bits = 6
    /// The texts with other than ASCII characters, which may be spelled in several ways.
    var spellings: [String: UInt32] = [:]
    /// Whether one of them is an ASCII text by another name.
    var hasAliases = false
  }
  private let state = Mutex(State())
  /// Another one in every run, so that nobody can write texts that all meet in one place.
  private let seed = UInt64.random(in: 0...UInt64.max)

  /// The number of a text, new if it was not seen before.
  func number(of text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { number(of: $0) }
  }

  /// The number of the text with these UTF-8 bytes, new if it was not seen before.
  func number(of bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = hash(bytes)
    return state.withLock { state in
      if let number = state.find(bytes, hash) { return number }
      let text = String(decoding: bytes, as: UTF8.self)
      return spelledOtherwise(text, bytes, state) ?? state.add(text, bytes, hash)
    }
  }

  /// The number of a text seen before, or nil.
  func existingNumber(of text: String) -> UInt32? {
    var written = text
    return written.withUTF8 { bytes in
      let hash = hash(bytes)
      return state.withLock { state in state.find(bytes, hash) ?? spelledOtherwise(text, bytes, state) }
    }
  }

  /// The number of a text that is there in other bytes.
  private func spelledOtherwise(_ text: String, _ bytes: UnsafeBufferPointer<UInt8>, _ state: State) -> UInt32? {
    if bytes.allSatisfy({ $0 < 0x80 }) { return state.hasAliases ? state.spellings[text] : nil }
    if let number = state.spellings[text] { return number }
    guard var plain = TextPool.plain(text) else { return nil }
    return plain.withUTF8 { state.find($0, hash($0)) }
  }

  /// The ASCII text that a text is with the few characters Unicode has for an ASCII one: `K` for the kelvin sign.
  fileprivate static func plain(_ text: String) -> String? {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{212A}": result += "K"
      case "\u{037E}": result += ";"
      case "\u{1FEF}": result += "`"
      default:
        guard scalar.isASCII else { return nil }
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  func text(_ number: UInt32) -> String { state.withLock { $0.texts[Int(number)] } }

  /// The texts from a number on.
  func texts(from first: Int) -> [String] { state.withLock { Array($0.texts[first...]) } }

  /// All texts so far, for work over whole columns.
  var all: [String] { state.withLock { $0.texts } }

  /// Eight bytes at a time, mixed by multiplication.
  fileprivate func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let base = UnsafeRawBufferPointer(bytes)
    var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
    var position = 0
    func mix(_ word: UInt64) {
      let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      hash = product.high ^ product.low
    }
    while position + 8 <= base.count {
      mix(base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      position += 8
    }
    if position < base.count {
      var word: UInt64 = 0
      while position < base.count {
        word = word << 8 | UInt64(base[position])
        position += 1
      }
      mix(word)
    }
    mix(seed)
    return hash
  }
}

extension TextPool {
  /// The pool as it is now, for threads that only look: they wait for nobody.
  struct Reader: Sendable {
    fileprivate let pool: TextPool
    fileprivate let state: State

    func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 { pool.hash(bytes) }

    /// The number of a text with exactly these bytes, or nil.
    func number(of bytes: UnsafeBufferPointer<UInt8>, hash: UInt64) -> UInt32? { state.find(bytes, hash) }
  }

  var reader: Reader { state.withLock { Reader(pool: self, state: $0) } }

  /// How many texts there are.
  var count: Int { state.withLock { $0.texts.count } }
}

/// Whether two lists of bytes of the same length are the same.
@inline(__always) func isSame(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let first = one.baseAddress, let second = other.baseAddress else { return true }
  return memcmp(first, second, one.count) == 0
}

extension TextPool.State {
  /// The number of the text with exactly these bytes.
  fileprivate func find(_ bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> UInt32? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> UInt64(64 - bits))
    while slots[slot] != 0 {
      if slots[slot] >> 32 == hash >> 32 {
        let number = UInt32(truncatingIfNeeded: slots[slot]) - 1
        if isText(number, bytes) { return number }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func isText(_ number: UInt32, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    texts[Int(number)].utf8.withContiguousStorageIfAvailable { known in
      known.count == bytes.count && isSame(known, bytes)
    } ?? false
  }

  private mutating func put(_ entry: UInt64) {
    let mask = slots.count - 1
    // The first bits of the hash are part of the entry, so that a larger table can be filled from a smaller one.
    var slot = Int(truncatingIfNeeded: entry >> UInt64(64 - bits))
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }

  private mutating func grow() {
    let old = slots
    bits += 1
    slots = ContiguousArray(repeating: 0, count: 1 << bits)
    for entry in old where entry != 0 { put(entry) }
  }

  fileprivate mutating func add(_ text: String, _ bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> UInt32 {
    if (texts.count + 1) * 2 > slots.count { grow() }
    let number = UInt32(texts.count)
    texts.append(text)
    put((hash & ~0xFFFF_FFFF) | UInt64(number + 1))
    if !bytes.allSatisfy({ $0 < 0x80 }) {
      spellings[text] = number
      if TextPool.plain(text) != nil { hasAliases = true }
    }
    return number
  }
}
