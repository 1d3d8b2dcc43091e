/// A word of a fixed list, written as its place in the list.
protocol ImagedWord: Imaged, Equatable {
  static var words: [Self] { get }
}

extension ImagedWord {
  func write(to image: inout ImageWriter) { image.write(Self.words.firstIndex(of: self) ?? 0) }
  init(from image: inout ImageReader) { self = Self.words[image.integer()] }
}

extension ArithmeticOperator: ImagedWord { static let words = Array(allCases) }
extension ComparisonOperator: ImagedWord { static let words = Array(allCases) }
extension KnowledgeTest: ImagedWord { static let words = Array(allCases) }
extension EvidenceProperty: ImagedWord { static let words = Array(allCases) }
extension Function: ImagedWord { static let words = Array(allCases) }
extension AggregateFunction: ImagedWord { static let words = Array(allCases) }
extension CatalogList: ImagedWord { static let words = Array(allCases) }
extension WindowCall.Kind: ImagedWord { static let words = Array(allCases) }

extension Expression: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(kind)
    image.write(type)
    image.write(range)
  }

  convenience init(from image: inout ImageReader) { self.init(image.one(), image.one(), image.one()) }
}

extension Expression.Kind: Imaged {
  func write(to image: inout ImageWriter) {
    switch self {
    case .constant(let value):
      image.write(0)
      image.write(value)
    case .row(let depth):
      image.write(1)
      image.write(depth)
    case .column(let depth, let index):
      image.write(2)
      image.write(depth)
      image.write(index)
    case .scopeThing: image.write(3)
    case .field(let base, let entity, let field):
      image.write(4)
      image.write(base)
      image.write(entity)
      image.write(field)
    case .formula(let base, let entity, let field):
      image.write(5)
      image.write(base)
      image.write(entity)
      image.write(field)
    case .label(let base):
      image.write(6)
      image.write(base)
    case .ancestor(let base, let entity):
      image.write(7)
      image.write(base)
      image.write(entity)
    case .evidence(let base, let entity, let field, let property):
      image.write(8)
      image.write(base)
      image.write(entity)
      image.write(field)
      image.write(property)
    case .answer(let base, let worksheet, let question, let column):
      image.write(9)
      image.write(base)
      image.write(worksheet)
      image.write(question)
      image.write(column)
    case .local(let slot):
      image.write(10)
      image.write(slot)
    case .localColumn(let slot, let index):
      image.write(11)
      image.write(slot)
      image.write(index)
    case .thing(let path):
      image.write(12)
      image.write(path)
    case .thingNamed(let label, let entity):
      image.write(13)
      image.write(label)
      image.write(entity)
    case .not(let operand):
      image.write(14)
      image.write(operand)
    case .and(let left, let right):
      image.write(15)
      image.write([left, right])
    case .or(let left, let right):
      image.write(16)
      image.write([left, right])
    case .negate(let operand):
      image.write(17)
      image.write(operand)
    case .fraction(let operand):
      image.write(18)
      image.write(operand)
    case .arithmetic(let sign, let left, let right):
      image.write(19)
      image.write(sign)
      image.write([left, right])
    case .compare(let sign, let left, let right):
      image.write(20)
      image.write(sign)
      image.write([left, right])
    case .matches(let left, let right):
      image.write(21)
      image.write([left, right])
    case .test(let test, let operand):
      image.write(22)
      image.write(test)
      image.write(operand)
    case .isIn(let left, let right):
      image.write(23)
      image.write([left, right])
    case .isBetween(let value, let low, let high):
      image.write(24)
      image.write([value, low, high])
    case .conditional(let condition, let then, let otherwise):
      image.write(25)
      image.write([condition, then, otherwise])
    case .coalesce(let left, let right):
      image.write(26)
      image.write([left, right])
    case .call(let function, let arguments):
      image.write(27)
      image.write(function)
      image.write(arguments)
    case .aggregate(let aggregate):
      image.write(28)
      image.write(aggregate)
    case .window(let slot):
      image.write(29)
      image.write(slot)
    case .list(let elements):
      image.write(30)
      image.write(elements)
    case .text(let pieces):
      image.write(31)
      image.write(pieces)
    case .setting(let check, let index):
      image.write(32)
      image.write(check)
      image.write(index)
    case .apply(let definition, let arguments):
      image.write(33)
      image.write(definition)
      image.write(arguments)
    case .rowCount(let source):
      image.write(34)
      image.write(source)
    case .chance(let base, let chance):
      image.write(35)
      image.write(base)
      image.write(chance)
    }
  }

  init(from image: inout ImageReader) {
    /// The operands that were written as a list.
    func two() -> (Expression, Expression) {
      let operands: [Expression] = image.list()
      return (operands[0], operands[1])
    }
    func three() -> (Expression, Expression, Expression) {
      let operands: [Expression] = image.list()
      return (operands[0], operands[1], operands[2])
    }
    switch image.integer() {
    case 0: self = .constant(image.one())
    case 1: self = .row(depth: image.integer())
    case 2: self = .column(depth: image.integer(), index: image.integer())
    case 3: self = .scopeThing
    case 4: self = .field(image.one(), entity: image.integer(), field: image.integer())
    case 5:
      let base: Expression = image.one()
      let entity = image.integer()
      let field = image.integer()
      image.references.append(.formula(entity: entity, field: field))
      self = .formula(base, entity: entity, field: field)
    case 6: self = .label(image.one())
    case 7: self = .ancestor(image.one(), entity: image.integer())
    case 8: self = .evidence(image.one(), entity: image.integer(), field: image.integer(), image.one())
    case 9:
      self = .answer(
        image.one(), worksheet: image.integer(), question: image.integer(), column: image.integer())
    case 10: self = .local(slot: image.integer())
    case 11: self = .localColumn(slot: image.integer(), index: image.integer())
    case 12: self = .thing(image.one())
    case 13: self = .thingNamed(image.one(), entity: image.integer())
    case 14: self = .not(image.one())
    case 15:
      let (left, right) = two()
      self = .and(left, right)
    case 16:
      let (left, right) = two()
      self = .or(left, right)
    case 17: self = .negate(image.one())
    case 18: self = .fraction(image.one())
    case 19:
      let sign: ArithmeticOperator = image.one()
      let (left, right) = two()
      self = .arithmetic(sign, left, right)
    case 20:
      let sign: ComparisonOperator = image.one()
      let (left, right) = two()
      self = .compare(sign, left, right)
    case 21:
      let (left, right) = two()
      self = .matches(left, right)
    case 22: self = .test(image.one(), image.one())
    case 23:
      let (left, right) = two()
      self = .isIn(left, right)
    case 24:
      let (value, low, high) = three()
      self = .isBetween(value, low: low, high: high)
    case 25:
      let (condition, then, otherwise) = three()
      self = .conditional(condition, then, otherwise)
    case 26:
      let (left, right) = two()
      self = .coalesce(left, right)
    case 27: self = .call(image.one(), image.list())
    case 28: self = .aggregate(image.one())
    case 29: self = .window(slot: image.integer())
    case 30: self = .list(image.list())
    case 31: self = .text(image.list())
    case 32: self = .setting(check: image.integer(), index: image.integer())
    case 33:
      let definition = image.integer()
      image.references.append(.body(definition))
      self = .apply(definition: definition, image.list())
    case 35: self = .chance(image.one(), chance: image.integer())
    default: self = .rowCount(image.one())
    }
  }
}

extension ThingPath: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(parts)
    image.write(range)
  }

  init(from image: inout ImageReader) { self.init(parts: image.list(), range: image.one()) }
}

extension ThingPath.Part: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(entity)
    image.write(labels)
  }

  init(from image: inout ImageReader) { self.init(entity: image.integer(), labels: image.list()) }
}

extension Aggregate: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(function)
    image.write(source)
    image.write(value)
    image.write(filter)
    image.write(threshold)
  }

  convenience init(from image: inout ImageReader) {
    self.init(
      function: image.one(), source: image.one(), value: image.optional(), filter: image.optional(),
      threshold: image.integer())
  }
}
