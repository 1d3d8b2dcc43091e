/// Long numbers in groups of three digits, as people read them.
enum DigitGroups {
  /// `1234567.5` as `1,234,567.5`.
  ///
  /// - Parameter minimum: the fewest digits before the point that are grouped.
  static func grouped(_ digits: String, from minimum: Int = 4) -> String {
    if digits.utf8.count < minimum { return digits }
    let bytes = Array(digits.utf8)
    let start = bytes.first == UInt8(ascii: "-") ? 1 : 0
    let point = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
    guard point - start >= minimum else { return digits }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 3)
    for (index, byte) in bytes.enumerated() {
      if index > start, index < point, (point - index) % 3 == 0 { result.append(UInt8(ascii: ",")) }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
