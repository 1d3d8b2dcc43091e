extension Check: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(subject)
    image.write(declaredSubjectCondition)
    image.write(each)
    image.write(declaredEachCondition)
    image.write(cites)
    image.write(settings)
    image.write(tests)
    image.write(rules)
    image.write(fields)
    image.write(verdictScale)
    image.write(doc)
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(
      name: image.string(), subject: image.integer(), declaredSubjectCondition: image.optional(),
      each: image.optional(), declaredEachCondition: image.optional(), cites: image.list(), settings: image.list(),
      tests: image.list(), rules: image.list(), fields: image.list(), verdictScale: image.integer(),
      doc: image.one(), range: image.one())
  }
}

extension Check.Setting: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(type)
    image.write(value)
    image.write(doc)
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(name: image.string(), type: image.one(), value: image.one(), doc: image.one(), range: image.one())
  }
}

extension Check.Test: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(declaredTitle)
    image.write(isAdvisory)
    image.write(rules.pass)
    image.write(rules.fail)
    image.write(rules.because)
    image.write(rules.advice)
    image.write(doc)
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(
      name: image.string(), declaredTitle: image.one(), isAdvisory: image.flag(),
      rules: .init(
        pass: image.optional(), fail: image.optional(), because: image.optional(), advice: image.optional()),
      doc: image.one(), range: image.one())
  }
}

extension Check.Rule: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(verdict)
    image.write(declaredCondition)
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(verdict: image.integer(), declaredCondition: image.optional(), range: image.one())
  }
}

extension Check.OutputField: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(type)
    image.write(declaredFormula)
    image.write(doc)
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(
      name: image.string(), type: image.one(), declaredFormula: image.one(), doc: image.one(), range: image.one())
  }
}

extension ResolvedCheck: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(subjectFilter)
    image.write(eachFilter)
    image.write(tests)
    image.write(rules.count)
    for rule in rules {
      image.write(rule.verdict)
      image.write(rule.condition)
    }
    image.write(fields.count)
    for field in fields {
      image.write(field.value)
      image.write(field.isEarly)
    }
    image.write(columns)
    image.write(internalPath != nil)
    image.write(internalPath ?? [])
    image.write(subjectCount)
  }

  convenience init(from image: inout ImageReader) {
    let subjectFilter: Expression? = image.optional()
    let eachFilter: Expression? = image.optional()
    let tests: [Test] = image.list()
    let rules = (0..<image.integer()).map { _ in
      (verdict: image.integer(), condition: image.optional() as Expression?)
    }
    let fields = (0..<image.integer()).map { _ in (value: image.one() as Expression, isEarly: image.flag()) }
    let columns: [Column] = image.list()
    let isInternal = image.flag()
    let path: [String] = image.list()
    self.init(
      subjectFilter: subjectFilter, eachFilter: eachFilter, tests: tests, rules: rules, fields: fields,
      columns: columns, internalPath: isInternal ? path : nil, subjectCount: image.integer())
  }
}

extension ResolvedCheck.Test: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(pass)
    image.write(fail)
    image.write(because)
    image.write(advice)
  }

  init(from image: inout ImageReader) {
    self.init(pass: image.one(), fail: image.optional(), because: image.optional(), advice: image.optional())
  }
}

extension ResolvedMove: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(conditions)
    image.write(assignments)
  }

  init(from image: inout ImageReader) { self.init(conditions: image.list(), assignments: image.list()) }
}
