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
