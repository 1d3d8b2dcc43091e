extension RowSource: Imaged {
  func write(to image: inout ImageWriter) {
    switch self {
    case .noun(let entity):
      image.write(0)
      image.write(entity)
    case .everything(let entity):
      image.write(1)
      image.write(entity)
    case .below(let thing, let entity):
      image.write(2)
      image.write(thing)
      image.write(entity)
    case .things(let things, let entity):
      image.write(3)
      image.write(things)
      image.write(entity)
    case .values(let values):
      image.write(4)
      image.write(values)
    case .named(let query, let thing):
      image.write(5)
      image.write(query)
      image.write(thing)
    case .check(let check, let thing):
      image.write(6)
      image.write(check)
      image.write(thing)
    case .worksheet(let worksheet, let thing):
      image.write(7)
      image.write(worksheet)
      image.write(thing)
    case .query(let plan):
      image.write(8)
      image.write(plan)
    case .last: image.write(9)
    case .group: image.write(10)
    case .value(let value):
      image.write(11)
      image.write(value)
    case .list(let list, let thing):
      image.write(12)
      image.write(list)
      image.write(thing)
    }
  }

  init(from image: inout ImageReader) {
    switch image.integer() {
    case 0: self = .noun(entity: image.integer())
    case 1: self = .everything(entity: image.integer())
    case 2: self = .below(image.one(), entity: image.integer())
    case 3: self = .things(image.one(), entity: image.integer())
    case 4: self = .values(image.one())
    case 5:
      let query = image.integer()
      image.references.append(.query(query))
      self = .named(query, within: image.optional())
    case 6:
      let check = image.integer()
      image.references.append(.check(check))
      self = .check(check, within: image.optional())
    case 7: self = .worksheet(image.integer(), within: image.optional())
    case 8: self = .query(image.one())
    case 9: self = .last
    case 10: self = .group
    case 11: self = .value(image.one())
    default: self = .list(image.one(), within: image.optional())
    }
  }
}

extension Column: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(type)
    image.write(InternalPath(internalPath))
    image.write(namesThings)
    image.write(isAdvisory)
  }

  init(from image: inout ImageReader) {
    self.init(name: image.string(), type: image.one(), internalPath: (image.optional() as InternalPath?)?.steps)
    namesThings = image.flag()
    isAdvisory = image.flag()
  }
}

extension RowShape: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(entity)
    image.write(columns)
    image.write(check)
    image.write(InternalPath(internalPath))
    image.write(hasOpenColumns)
  }

  init(from image: inout ImageReader) {
    self.init(
      entity: image.optional(), columns: image.list(), check: image.optional(),
      internalPath: (image.optional() as InternalPath?)?.steps, hasOpenColumns: image.flag())
  }
}

/// How internal facts reach a column, as an image holds it.
private struct InternalPath: Imaged {
  let steps: [String]

  init?(_ steps: [String]?) {
    guard let steps else { return nil }
    self.steps = steps
  }

  func write(to image: inout ImageWriter) { image.write(steps) }
  init(from image: inout ImageReader) { steps = image.list() }
}

extension QueryPlan: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(source)
    image.write(sourceShape)
    image.write(steps)
    image.write(shape)
    image.write(presentation)
    image.write(range)
    image.write(choosesColumns)
  }

  convenience init(from image: inout ImageReader) {
    self.init(
      source: image.one(), sourceShape: image.one(), steps: image.list(), shape: image.one(),
      presentation: image.one(), range: image.one(), choosesColumns: image.flag())
  }
}

extension Presentation: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(format)
    image.write(audience)
    image.write(file)
    switch style {
    case .plain: image.write(0)
    case .bars(let column):
      image.write(1)
      image.write(column)
    case .heat: image.write(2)
    case .tree(let field): image.write(3 + field)
    }
  }

  init(from image: inout ImageReader) {
    self.init()
    format = image.optional()
    audience = image.optional()
    file = image.optional()
    switch image.integer() {
    case 0: style = .plain
    case 1: style = .bars(column: image.optional())
    case 2: style = .heat
    case let number: style = .tree(field: number - 3)
    }
  }
}

extension WindowCall: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(kind)
    image.write(value)
  }

  init(from image: inout ImageReader) { self.init(kind: image.one(), value: image.optional()) }
}

extension ColumnDefinition: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(name)
    image.write(value)
  }

  init(from image: inout ImageReader) { self.init(name: image.string(), value: image.one()) }
}

extension AssignmentPlan: Imaged {
  func write(to image: inout ImageWriter) {
    image.write(field)
    image.write(value)
    image.write(evidence.map { DeclaredNode(origin: DeclarationSource($0.tree), id: $0.id) })
    image.write(range)
  }

  init(from image: inout ImageReader) {
    self.init(
      field: image.integer(), value: image.one(), evidence: (image.optional() as DeclaredNode?)?.node,
      range: image.one())
  }
}

/// A key of a `sort` step, as an image holds it.
private struct SortKey: Imaged {
  let key: Expression
  let descending: Bool

  init(_ key: (key: Expression, descending: Bool)) {
    self.key = key.key
    descending = key.descending
  }

  func write(to image: inout ImageWriter) {
    image.write(key)
    image.write(descending)
  }

  init(from image: inout ImageReader) {
    key = image.one()
    descending = image.flag()
  }
}

extension QueryStep: Imaged {
  func write(to image: inout ImageWriter) {
    switch self {
    case .filter(let condition):
      image.write(0)
      image.write(condition)
    case .project(let columns, let windows):
      image.write(1)
      image.write(columns)
      image.write(windows)
    case .extend(let columns, let windows):
      image.write(2)
      image.write(columns)
      image.write(windows)
    case .sort(let keys):
      image.write(3)
      image.write(keys.map { SortKey($0) })
    case .take(let amount):
      image.write(4)
      image.write(amount)
    case .skip(let amount):
      image.write(5)
      image.write(amount)
    case .distinct: image.write(6)
    case .group(let keys, let aggregates):
      image.write(7)
      image.write(keys)
      image.write(aggregates)
    case .matrix(let row, let column, let cell, let scale):
      image.write(8)
      image.write(row)
      image.write(column)
      image.write(cell)
      image.write(scale)
    case .children(let entity):
      image.write(9)
      image.write(entity)
    case .parent(let entity):
      image.write(10)
      image.write(entity)
    case .reference(let value, let entity):
      image.write(11)
      image.write(value)
      image.write(entity)
    case .set(let assignments):
      image.write(12)
      image.write(assignments)
    case .remove: image.write(13)
    }
  }

  init(from image: inout ImageReader) {
    switch image.integer() {
    case 0: self = .filter(image.one())
    case 1: self = .project(image.list(), windows: image.list())
    case 2: self = .extend(image.list(), windows: image.list())
    case 3: self = .sort((image.list() as [SortKey]).map { (key: $0.key, descending: $0.descending) })
    case 4: self = .take(image.one())
    case 5: self = .skip(image.one())
    case 6: self = .distinct
    case 7: self = .group(keys: image.list(), aggregates: image.list())
    case 8: self = .matrix(row: image.one(), column: image.one(), cell: image.optional(), scale: image.optional())
    case 9: self = .children(entity: image.integer())
    case 10: self = .parent(entity: image.integer())
    case 11: self = .reference(image.one(), entity: image.integer())
    case 12: self = .set(image.list())
    default: self = .remove
    }
  }
}
