/// Exact fixed-point arithmetic on integers that stand for decimals: numbers and percents carry 6 decimals, money 4.
///
/// Every operation rounds half away from zero and throws `ArithmeticOverflow` instead of wrapping. The range is the same on
/// both sides of zero, so turning a sign round never overflows, and columns have codes to spare for unknown and none.
public enum Fixed {
  /// Units of a number or of a percent's fraction in one whole.
  public static let numberScale: Int64 = 1_000_000
  /// Units of an amount of money in one whole.
  public static let moneyScale: Int64 = 10_000

  /// The farthest a value may be from zero.
  public static let limit = Int64.max - 1

  /// Whether a value is too far from zero to be one.
  @inline(__always) public static func isBeyondLimit(_ value: Int64) -> Bool { value.magnitude > limit.magnitude }

  public static func add(_ a: Int64, _ b: Int64) throws -> Int64 { try kept(a.addingReportingOverflow(b)) }

  public static func subtract(_ a: Int64, _ b: Int64) throws -> Int64 { try kept(a.subtractingReportingOverflow(b)) }

  private static func kept(_ result: (partialValue: Int64, overflow: Bool)) throws -> Int64 {
    if result.overflow || isBeyondLimit(result.partialValue) { throw ArithmeticOverflow() }
    return result.partialValue
  }

  /// `a * b / divisor`, exactly, rounded once.
  public static func multiply(_ a: Int64, _ b: Int64, over divisor: Int64) throws -> Int64 {
    try narrow(rounded(Int128(a) * Int128(b), over: Int128(divisor)))
  }

  /// `a * factor / b`, exactly, rounded once; nil when b is 0.
  public static func divide(_ a: Int64, _ b: Int64, times factor: Int64) throws -> Int64? {
    if b == 0 { return nil }
    return try narrow(rounded(Int128(a) * Int128(factor), over: Int128(b)))
  }

  /// The quotient rounded half away from zero.
  public static func rounded(_ a: Int128, over b: Int128) -> Int128 {
    let quotient = a / b
    let remainder = a % b
    if remainder.magnitude * 2 >= b.magnitude { return quotient + ((a < 0) == (b < 0) ? 1 : -1) }
    return quotient
  }

  public static func narrow(_ wide: Int128) throws -> Int64 {
    guard let value = Int64(exactly: wide), !isBeyondLimit(value) else { throw ArithmeticOverflow() }
    return value
  }

  /// A fixed-point value in decimal digits without trailing zeros: 2500000 at scale 1000000 is `2.5`.
  public static func text(_ value: Int64, scale: Int64) -> String {
    let magnitude = value.magnitude
    let whole = magnitude / UInt64(scale)
    var fraction = magnitude % UInt64(scale)
    var result = value < 0 ? "-\(whole)" : "\(whole)"
    if fraction != 0 {
      var digits: [UInt8] = []
      var unit = UInt64(scale) / 10
      while fraction > 0 {
        digits.append(UInt8(48 + fraction / unit))
        fraction %= unit
        unit = max(unit / 10, 1)
      }
      result += "." + String(decoding: digits, as: UTF8.self)
    }
    return result
  }

  /// Reads digits, `_`, one `.` and a final k, M or B as a fixed-point value; nil when it does not fit or says more
  /// decimals than the scale keeps.
  public static func parse(_ text: some StringProtocol, scale: Int64) -> Int64? {
    var text = String(text)
    return text.withUTF8 { parse($0, scale: scale) }
  }

  /// Reads a figure for which 64 bits do, as for nearly all; nil for any other, and for what is no figure.
  private static func parseShort(_ bytes: UnsafeBufferPointer<UInt8>, _ scale: Int64) -> Int64? {
    var value: Int64 = 0
    // How much the digits after the point have made the value larger; 0 before the point.
    var divisor: Int64 = 0
    var multiplier: Int64 = 1
    var digits = 0
    for byte in bytes {
      let digit = byte &- 0x30
      if digit <= 9 {
        value = value &* 10 &+ Int64(digit)
        divisor = divisor &* 10
        digits += 1
      } else if byte == UInt8(ascii: "."), divisor == 0 {
        divisor = 1
      } else if byte == UInt8(ascii: "k") {
        multiplier = 1_000
      } else if byte == UInt8(ascii: "M") {
        multiplier = 1_000_000
      } else if byte == UInt8(ascii: "B") {
        multiplier = 1_000_000_000
      } else {
        return nil
      }
    }
    let (scaled, isTooLarge) = value.multipliedReportingOverflow(by: scale * multiplier)
    guard digits > 0, !isTooLarge, !isBeyondLimit(scaled) else { return nil }
    guard divisor > 1 else { return scaled }
    return scaled % divisor == 0 ? scaled / divisor : nil
  }

  private static let largest = Int128(Int64.max) * 1_000_000
  private static let powersOfTen: [Int64] = (0...18).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

  /// The same of UTF-8 bytes.
  public static func parse(_ bytes: UnsafeBufferPointer<UInt8>, scale: Int64) -> Int64? {
    if bytes.count <= 16, let short = parseShort(bytes, scale) { return short }
    var value: Int128 = 0
    var decimals: Int64?
    var multiplier: Int128 = 1
    var sawDigit = false
    for byte in bytes {
      switch byte {
      case 0x30...0x39:
        value = value * 10 + Int128(byte - 0x30)
        sawDigit = true
        if let count = decimals { decimals = count + 1 }
        if value > largest { return nil }
      case UInt8(ascii: "_"): break
      case UInt8(ascii: "."):
        if decimals != nil { return nil }
        decimals = 0
      case UInt8(ascii: "k"): multiplier = 1_000
      case UInt8(ascii: "M"): multiplier = 1_000_000
      case UInt8(ascii: "B"): multiplier = 1_000_000_000
      default: return nil
      }
    }
    guard sawDigit else { return nil }
    let scaled = value * Int128(scale) * multiplier
    guard let decimals, decimals > 0 else { return try? narrow(scaled) }
    // Dividing 128 bits is slow, and hardly ever needed.
    if decimals <= 18, let narrow = Int64(exactly: scaled) {
      let divisor = powersOfTen[Int(decimals)]
      return narrow % divisor == 0 ? narrow / divisor : nil
    }
    var divisor: Int128 = 1
    for _ in 0..<min(decimals, 30) { divisor *= 10 }
    guard scaled % divisor == 0 else { return nil }
    return try? narrow(scaled / divisor)
  }
}

/// A result too large to keep exactly.
public struct ArithmeticOverflow: Error, Sendable {
  public init() {}
}
