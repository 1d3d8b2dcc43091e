/// An ISO 4217 currency, known by its three-letter code.
public struct Currency: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The position of the code in the alphabetical table; what columns store.
  public let index: UInt8

  /// The codes of ISO 4217 in alphabetical order, funds and test codes left out.
  static let codes: [StaticString] = [
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF",
    "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC",
    "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS",
    "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD",
    "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL",
    "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD",
    "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD",
    "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP",
    "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VED",
    "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
  ]

  public init(index: UInt8) { self.index = index }

  /// The currency with a code, or nil when ISO 4217 has none such.
  public init?(_ code: some StringProtocol) {
    var code = String(code)
    guard let known = code.withUTF8({ Currency($0) }) else { return nil }
    self = known
  }

  /// The currency whose code is these UTF-8 bytes, or nil.
  public init?(_ code: UnsafeBufferPointer<UInt8>) {
    guard code.count == 3 else { return nil }
    var low = 0
    var high = Currency.codes.count
    while low < high {
      let middle = (low + high) / 2
      let known = Currency.codes[middle].utf8Start
      var order = 0
      for position in 0..<3 where order == 0 { order = Int(known[position]) - Int(code[position]) }
      if order == 0 {
        index = UInt8(middle)
        return
      }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The three-letter code.
  public var description: String { Currency.codes[Int(index)].description }

  public static func < (left: Currency, right: Currency) -> Bool { left.index < right.index }

  /// Every code, for suggestions.
  public static var allCodes: [String] { codes.map(\.description) }
}
