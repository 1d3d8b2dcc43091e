extension String: Imaged {
  func write(to image: inout ImageWriter) { image.write(self) }
  init(from image: inout ImageReader) { self = image.string() }
}

extension Int: Imaged {
  func write(to image: inout ImageWriter) { image.write(self) }
  init(from image: inout ImageReader) { self = image.integer() }
}

extension SourceRange: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(source)
    image.write(start)
    image.write(end - start)
  }

  init(from image: inout ImageReader) {
    let source = image.origin().source
    let start = image.integer()
    self.init(source: source, start: start, end: start + image.integer())
  }
}

extension DeclaredNode: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(origin.source)
    image.write(id)
  }

  init(from image: inout ImageReader) { self.init(origin: image.origin(), id: Int32(image.integer())) }
}

extension DeclaredText: Imaged {
  func write(to image: inout ImageWriter) {
    switch content {
    case .plain(let range):
      image.write(true)
      image.write(range)
    case .fixed(let text):
      image.write(false)
      image.write(text)
    }
  }

  init(from image: inout ImageReader) {
    self.init(image.flag() ? .plain(image.one()) : .fixed(image.string()))
  }
}

extension Documentation: Imaged {
  func write(to image: inout ImageWriter) {
    switch content {
    case .none: image.write(0)
    case .comment(let range):
      image.write(1)
      image.write(range)
    case .head(let range):
      image.write(2)
      image.write(range)
    case .fixed(let text):
      image.write(3)
      image.write(text)
    }
  }

  init(from image: inout ImageReader) {
    switch image.integer() {
    case 0: self = .none
    case 1: self.init(content: .comment(image.one()))
    case 2: self.init(content: .head(image.one()))
    default: self.init(content: .fixed(image.string()))
    }
  }
}

extension ValueType: Imaged {
  /// The types that need no more than their name, by number.
  private static let plain: [ValueType] = [
    .text, .number, .integer, .money, .percent, .date, .period, .duration, .yesNo, .outcome, .absent, .invalid,
  ]

  func write(to image: inout ImageWriter) {
    switch self {
    case .scale(let id):
      image.write(ValueType.plain.count)
      image.write(id)
    case .entity(let id):
      image.write(ValueType.plain.count + 1)
      image.write(id)
    case .set(let element):
      image.write(ValueType.plain.count + 2)
      image.write(element)
    default: image.write(ValueType.plain.firstIndex(of: self) ?? ValueType.plain.count - 1)
    }
  }

  init(from image: inout ImageReader) {
    switch image.integer() - ValueType.plain.count {
    case 0: self = .scale(image.integer())
    case 1: self = .entity(image.integer())
    case 2: self = .set(image.one())
    case let number: self = ValueType.plain[number + ValueType.plain.count]
    }
  }
}

extension Value: Imaged {
  func write(to image: inout ImageWriter) {
    switch self {
    case .unknown: image.write(0)
    case .absent: image.write(1)
    case .text(let text):
      image.write(2)
      image.write(text)
    case .number(let number):
      image.write(3)
      image.write(number)
    case .money(let money):
      image.write(4)
      image.write(money.amount)
      image.write(Int(money.currency.index))
    case .percent(let fraction):
      image.write(5)
      image.write(fraction)
    case .date(let date):
      image.write(6)
      image.write(date.days)
    case .period(let period):
      image.write(7)
      image.write(Int(period.kind.rawValue))
      image.write(period.index)
    case .duration(let duration):
      image.write(8)
      image.write(duration.months)
      image.write(duration.days)
    case .yesNo(let truth):
      image.write(9)
      image.write(truth)
    case .code(let code):
      image.write(10)
      image.write(code)
    case .thing(let thing):
      image.write(11)
      image.write(thing.entity)
      image.write(thing.row)
    case .values(let values):
      image.write(12)
      image.write(values)
    }
  }

  init(from image: inout ImageReader) {
    switch image.integer() {
    case 0: self = .unknown
    case 1: self = .absent
    case 2: self = .text(image.string())
    case 3: self = .number(image.long())
    case 4:
      let amount = image.long()
      self = .money(Money(amount: amount, currency: Currency(index: UInt8(image.integer()))))
    case 5: self = .percent(image.long())
    case 6: self = .date(CalendarDate(days: Int32(image.integer())))
    case 7:
      let kind = Period.Kind(rawValue: UInt8(image.integer())) ?? .year
      self = .period(Period(kind: kind, index: Int32(image.integer())))
    case 8:
      let months = Int32(image.integer())
      self = .duration(CalendarDuration(months: months, days: Int32(image.integer())))
    case 9: self = .yesNo(image.flag())
    case 10: self = .code(image.integer())
    case 11:
      let entity = image.integer()
      self = .thing(ThingReference(entity: entity, row: image.integer()))
    default: self = .values(image.list())
    }
  }
}

/// The least and the greatest value, as an image holds them.
struct ImagedBounds: Imaged {
  let low: Value
  let high: Value

  init?(_ bounds: (low: Value, high: Value)?) {
    guard let bounds else { return nil }
    low = bounds.low
    high = bounds.high
  }

  func write(to image: inout ImageWriter) {
    image.write(low)
    image.write(high)
  }

  init(from image: inout ImageReader) {
    low = image.one()
    high = image.one()
  }

  var pair: (low: Value, high: Value) { (low, high) }
}
