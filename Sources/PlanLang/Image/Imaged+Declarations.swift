extension Scale: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(isOrdered)
    image.write(values)
    image.write(doc)
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(
      name: image.string(), isOrdered: image.flag(), values: image.list(), doc: image.one(), range: image.one())
  }
}

extension Scale.Member: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(labelText)
  }

  init(from image: inout ImageReader) { self.init(name: image.string(), label: image.one()) }
}

extension Entity: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(plural)
    image.write(parents)
    image.write(labelling)
    image.write(fields)
    image.write(role)
    image.write(isInternal)
    image.write(doc)
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(
      name: image.string(), plural: image.string(), parents: image.list(), labelling: image.one(),
      fields: image.list(), role: image.one(), isInternal: image.flag(), doc: image.one(), range: image.one())
    fieldIndex.reserveCapacity(fields.count)
    for (index, field) in fields.enumerated() { fieldIndex[field.name] = index }
  }
}

extension Entity.Labelling: Imaged {
  func write(to image: inout ImageWriter) {
    switch self {
    case .name: image.write(0)
    case .unlabelled: image.write(1)
    case .fields(let fields):
      image.write(2)
      image.write(fields)
    }
  }

  init(from image: inout ImageReader) {
    switch image.integer() {
    case 0: self = .name
    case 1: self = .unlabelled
    default: self = .fields(image.list())
    }
  }
}

extension Entity.Role: Imaged {
  func write(to image: inout ImageWriter) {
    if case .answers(let worksheet) = self { image.write(worksheet + 1) } else { image.write(0) }
  }

  init(from image: inout ImageReader) {
    let number = image.integer()
    self = number == 0 ? .stored : .answers(worksheet: number - 1)
  }
}

extension Field: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(type)
    image.write(isRequired)
    image.write(isInternal)
    image.write(defaultValue)
    image.write(ImagedBounds(bounds))
    image.write(declaredFormula)
    image.write(doc)
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(
      name: image.string(), type: image.one(), isRequired: image.flag(), isInternal: image.flag(),
      defaultValue: image.optional(), bounds: (image.optional() as ImagedBounds?)?.pair,
      declaredFormula: image.optional(), doc: image.one(), range: image.one())
  }
}

extension Worksheet: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(entity)
    image.write(answers)
    image.write(groups)
    image.write(questions)
    image.write(answersEntity)
    image.write(questionScale)
    image.write(groupScale)
    image.write(trendScale)
    image.write(doc)
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(
      name: image.string(), entity: image.integer(), answers: image.list(), groups: image.list(),
      questions: image.list(), answersEntity: image.integer(), questionScale: image.integer(),
      groupScale: image.integer(), trendScale: image.integer(), doc: image.one(), range: image.one())
  }
}

extension Worksheet.Answer: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(type)
    image.write(ImagedBounds(bounds))
  }

  init(from image: inout ImageReader) {
    self.init(name: image.string(), type: image.one(), bounds: (image.optional() as ImagedBounds?)?.pair)
  }
}

extension Worksheet.Question: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(group)
    image.write(declaredText)
  }

  init(from image: inout ImageReader) {
    self.init(name: image.string(), group: image.integer(), declaredText: image.one())
  }
}

extension Worksheet.Group: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(declaredText)
  }

  init(from image: inout ImageReader) { self.init(name: image.string(), declaredText: image.one()) }
}

extension NamedQuery: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(declaredQuery)
    image.write(doc)
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(name: image.string(), declaredQuery: image.one(), doc: image.one(), range: image.one())
  }
}

extension Definition: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(parameters)
    image.write(declaredBody)
    image.write(doc)
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(
      name: image.string(), parameters: image.list(), declaredBody: image.one(), doc: image.one(),
      range: image.one())
  }
}

extension Definition.Parameter: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(type)
  }

  init(from image: inout ImageReader) { self.init(name: image.string(), type: image.one()) }
}

extension Move: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(isLoss)
    image.write(entity)
    image.write(title)
    image.write(declaredConditions)
    image.write(declaredAssignments)
    image.write(removes)
    image.write(cost)
    image.write(doc)
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(
      name: image.string(), isLoss: image.flag(), entity: image.integer(), title: image.string(),
      declaredConditions: image.list(), declaredAssignments: image.list(), removes: image.flag(), cost: image.long(),
      doc: image.one(), range: image.one())
  }
}

extension Chance: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(entity)
    image.write(declaredProbability)
    image.write(doc)
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(
      name: image.string(), entity: image.integer(), declaredProbability: image.one(), doc: image.one(),
      range: image.one())
  }
}

extension Rate: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(Int(currency.index))
    image.write(Value.money(value))
    image.write(date.map { Int($0.days) })
    image.write(range)
  }

  init(from image: inout ImageReader) {
    let currency = Currency(index: UInt8(image.integer()))
    var worth = Money(amount: 0, currency: currency)
    if case .money(let money) = Value(from: &image) { worth = money }
    let days: Int? = image.optional()
    self.init(
      currency: currency, value: worth, date: days.map { CalendarDate(days: Int32($0)) }, range: image.one())
  }
}

extension Framework: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(head)
    image.write(isLibrary)
    image.write(declarations)
  }

  init(from image: inout ImageReader) {
    self.init(name: image.string(), head: image.one(), isLibrary: image.flag(), declarations: image.list())
  }
}
