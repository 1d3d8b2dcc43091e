/// Everything that can be named: scales, entities with their fields, worksheets, checks, named queries, functions, moves.
///
/// A value: declaring something makes a new catalog. Built from the standard library's files and the user's by `CatalogBuilder`.
public struct Catalog: Sendable {
  public internal(set) var scales: [Scale] {
    @inlinable get { box.contents.scales }
    _modify {
      own()
      yield &box.contents.scales
    }
  }
  public internal(set) var entities: [Entity] {
    @inlinable get { box.contents.entities }
    _modify {
      own()
      yield &box.contents.entities
    }
  }
  public internal(set) var worksheets: [Worksheet] {
    @inlinable get { box.contents.worksheets }
    _modify {
      own()
      yield &box.contents.worksheets
    }
  }
  public internal(set) var checks: [Check] {
    @inlinable get { box.contents.checks }
    _modify {
      own()
      yield &box.contents.checks
    }
  }
  public internal(set) var queries: [NamedQuery] {
    @inlinable get { box.contents.queries }
    _modify {
      own()
      yield &box.contents.queries
    }
  }
  public internal(set) var definitions: [Definition] {
    @inlinable get { box.contents.definitions }
    _modify {
      own()
      yield &box.contents.definitions
    }
  }
  public internal(set) var moves: [Move] {
    @inlinable get { box.contents.moves }
    _modify {
      own()
      yield &box.contents.moves
    }
  }
  public internal(set) var chances: [Chance] {
    @inlinable get { box.contents.chances }
    _modify {
      own()
      yield &box.contents.chances
    }
  }
  public internal(set) var rates: [Rate] {
    @inlinable get { box.contents.rates }
    _modify {
      own()
      yield &box.contents.rates
    }
  }
  /// The texts that declare things, in load order: what frameworks there are.
  public internal(set) var frameworks: [Framework] {
    @inlinable get { box.contents.frameworks }
    _modify {
      own()
      yield &box.contents.frameworks
    }
  }
  /// Counts the changes, so that what was resolved against an older catalog is seen to be old.
  public internal(set) var version: Int {
    @inlinable get { box.contents.version }
    set {
      own()
      box.contents.version = newValue
    }
  }

  /// What the build resolved of the library; nil once a library's query means something else.
  var resolved: DefinitionImage? {
    get { box.contents.resolved }
    set {
      own()
      box.contents.resolved = newValue
    }
  }

  var scaleIndex: [String: Int] {
    get { box.contents.scaleIndex }
    _modify {
      own()
      yield &box.contents.scaleIndex
    }
  }
  /// Entities by name and by plural.
  var entityIndex: [String: Int] {
    get { box.contents.entityIndex }
    _modify {
      own()
      yield &box.contents.entityIndex
    }
  }
  var pluralIndex: [String: Int] {
    get { box.contents.pluralIndex }
    _modify {
      own()
      yield &box.contents.pluralIndex
    }
  }
  var worksheetIndex: [String: Int] {
    get { box.contents.worksheetIndex }
    _modify {
      own()
      yield &box.contents.worksheetIndex
    }
  }
  var checkIndex: [String: Int] {
    get { box.contents.checkIndex }
    _modify {
      own()
      yield &box.contents.checkIndex
    }
  }
  var queryIndex: [String: Int] {
    get { box.contents.queryIndex }
    _modify {
      own()
      yield &box.contents.queryIndex
    }
  }
  var definitionIndex: [String: Int] {
    get { box.contents.definitionIndex }
    _modify {
      own()
      yield &box.contents.definitionIndex
    }
  }
  var moveIndex: [String: Int] {
    get { box.contents.moveIndex }
    _modify {
      own()
      yield &box.contents.moveIndex
    }
  }
  var chanceIndex: [String: Int] {
    get { box.contents.chanceIndex }
    _modify {
      own()
      yield &box.contents.chanceIndex
    }
  }

  @usableFromInline struct Contents: Sendable {
    @usableFromInline var scales: [Scale] = []
    @usableFromInline var entities: [Entity] = []
    @usableFromInline var worksheets: [Worksheet] = []
    @usableFromInline var checks: [Check] = []
    @usableFromInline var queries: [NamedQuery] = []
    @usableFromInline var definitions: [Definition] = []
    @usableFromInline var moves: [Move] = []
    @usableFromInline var chances: [Chance] = []
    @usableFromInline var rates: [Rate] = []
    @usableFromInline var frameworks: [Framework] = []
    @usableFromInline var version = 0
    var resolved: DefinitionImage?
    var scaleIndex: [String: Int] = [:]
    var entityIndex: [String: Int] = [:]
    var pluralIndex: [String: Int] = [:]
    var worksheetIndex: [String: Int] = [:]
    var checkIndex: [String: Int] = [:]
    var queryIndex: [String: Int] = [:]
    var definitionIndex: [String: Int] = [:]
    var moveIndex: [String: Int] = [:]
    var chanceIndex: [String: Int] = [:]

    init() {}
  }

  /// Whoever computes something has the catalog at hand, so that passing it on has to cost next to nothing.
  @usableFromInline final class Box: @unchecked Sendable {
    @usableFromInline var contents: Contents

    init(_ contents: Contents) { self.contents = contents }
  }
  @usableFromInline var box = Box(Contents())

  /// Whether another catalog is this one, and not only one that declares the same.
  public func isIdentical(to other: Catalog) -> Bool { box === other.box }

  /// Copies what others have, too, before it is changed.
  private mutating func own() {
    if !isKnownUniquelyReferenced(&box) { box = Box(box.contents) }
  }

  public init() {}

  public func scale(named name: String) -> Int? { scaleIndex[name] }
  public func entity(named name: String) -> Int? { entityIndex[name] }
  public func entity(plural name: String) -> Int? { pluralIndex[name] }
  public func worksheet(named name: String) -> Int? { worksheetIndex[name] }
  public func check(named name: String) -> Int? { checkIndex[name] }
  public func query(named name: String) -> Int? { queryIndex[name] }
  public func definition(named name: String) -> Int? { definitionIndex[name] }
  public func move(named name: String) -> Int? { moveIndex[name] }
  public func chance(named name: String) -> Int? { chanceIndex[name] }

  /// Whether things of `entity` stand, at any depth, inside things of `ancestor`.
  public func entity(_ entity: Int, isBelow ancestor: Int) -> Bool {
    ancestors(of: entity).contains(ancestor)
  }

  /// The entities a thing of `entity` may stand inside, outermost first, without itself.
  public func ancestors(of entity: Int) -> [Int] {
    var result: [Int] = []
    func visit(_ id: Int) {
      for parent in entities[id].parents where parent != id && parent != entity && !result.contains(parent) {
        visit(parent)
        if !result.contains(parent) { result.append(parent) }
      }
    }
    visit(entity)
    return result
  }

  /// Whether nobody outside may know of an entity's things, because it or what they stand in says so.
  public func isInternal(_ entity: Int) -> Bool {
    var open = [entity]
    var next = 0
    while next < open.count {
      if entities[open[next]].isInternal { return true }
      for parent in entities[open[next]].parents where !open.contains(parent) { open.append(parent) }
      next += 1
    }
    return false
  }

  /// The entities that may stand directly inside a thing of `entity`.
  public func children(of entity: Int) -> [Int] {
    entities.indices.filter { entities[$0].parents.contains(entity) }
  }

  /// How a type is written.
  public func name(of type: ValueType) -> String {
    switch type {
    case .text: "text"
    case .number: "number"
    case .integer: "integer"
    case .money: "money"
    case .percent: "percent"
    case .date: "date"
    case .period: "period"
    case .duration: "duration"
    case .yesNo: "yes_no"
    case .outcome: "test result"
    case .scale(let id): scales[id].name
    case .entity(let id): entities[id].name
    case .set(let element): "set of \(name(of: element))"
    case .absent: "unknown"
    case .invalid: "?"
    }
  }
}

/// An ordered scale or an unordered choice.
public struct Scale: Sendable {
  public struct Member: Sendable {
    public let name: String
    let labelText: DeclaredText
    public var label: String { labelText.text }

    init(name: String, label: DeclaredText) {
      self.name = name
      labelText = label
    }
  }
  public let name: String
  public let isOrdered: Bool
  public let values: [Member]
  let doc: Documentation
  public var documentation: String { doc.text }
  public let range: SourceRange

  init(name: String, isOrdered: Bool, values: [Member], doc: Documentation, range: SourceRange) {
    self.name = name
    self.isOrdered = isOrdered
    self.values = values
    self.doc = doc
    self.range = range
  }

  /// The position of a value, or nil.
  public func code(of name: String) -> Int? { values.firstIndex { $0.name == name } }
}

/// A kind of thing: its names, where it stands, how it is labelled, its fields.
public struct Entity: Sendable {
  public enum Labelling: Sendable, Equatable {
    /// By its `name`, unique within its parent.
    case name
    /// By the values of these fields.
    case fields([Int])
    case unlabelled
  }
  public enum Role: Sendable, Equatable {
    case stored
    /// The dated answers of a worksheet; written in blocks, read through the worksheet.
    case answers(worksheet: Int)
  }
  public let name: String
  public let plural: String
  public internal(set) var parents: [Int]
  public internal(set) var labelling: Labelling
  public internal(set) var fields: [Field]
  public let role: Role
  /// Whether nobody outside may know of its things.
  public let isInternal: Bool
  let doc: Documentation
  public var documentation: String { doc.text }
  public let range: SourceRange
  var fieldIndex: [String: Int] = [:]

  public func field(named name: String) -> Int? { fieldIndex[name] }
  /// Whether its things stand at the top of the plan.
  public var isTopLevel: Bool { parents.isEmpty }
  public var isNamed: Bool { labelling == .name }
}

/// A stored or computed fact of an entity's things.
public struct Field: Sendable {
  public let name: String
  public let type: ValueType
  public let isRequired: Bool
  public let isInternal: Bool
  public let defaultValue: Value?
  /// The least and the greatest value it takes.
  public let bounds: (low: Value, high: Value)?
  let declaredFormula: DeclaredNode?
  /// The formula of a computed field.
  public var formula: SyntaxNode? { declaredFormula?.node }
  let doc: Documentation
  public var documentation: String { doc.text }
  public let range: SourceRange
  public var isComputed: Bool { declaredFormula != nil }
}

/// A dated list of questions about a thing.
public struct Worksheet: Sendable {
  public struct Answer: Sendable {
    public let name: String
    public let type: ValueType
    public let bounds: (low: Value, high: Value)?
  }
  public struct Question: Sendable {
    public let name: String
    public let group: Int
    let declaredText: DeclaredText
    public var text: String { declaredText.text }
  }
  public struct Group: Sendable {
    public let name: String
    let declaredText: DeclaredText
    public var text: String { declaredText.text }
  }
  public let name: String
  public let entity: Int
  public let answers: [Answer]
  public let groups: [Group]
  public let questions: [Question]
  /// The entity its dated answers are stored as.
  public let answersEntity: Int
  /// The choices of its questions and groups.
  public let questionScale: Int
  public let groupScale: Int
  /// The scale of trends: down, steady, up.
  public let trendScale: Int
  let doc: Documentation
  public var documentation: String { doc.text }
  public let range: SourceRange
}

/// A check: its subject, tests, verdict rules and fields, as declared.
public struct Check: Sendable {
  public struct Setting: Sendable {
    public let name: String
    public let type: ValueType
    public internal(set) var value: Value
    let doc: Documentation
    public var documentation: String { doc.text }
    public let range: SourceRange
  }
  public struct Test: Sendable {
    /// The conditions and texts of a test, as declared.
    struct Rules: Sendable {
      let pass: DeclaredNode?
      let fail: DeclaredNode?
      let because: DeclaredNode?
      let advice: DeclaredNode?
    }
    public let name: String
    let declaredTitle: DeclaredText
    public var title: String { declaredTitle.text }
    public let isAdvisory: Bool
    let rules: Rules
    public var pass: SyntaxNode? { rules.pass?.node }
    public var fail: SyntaxNode? { rules.fail?.node }
    public var because: SyntaxNode? { rules.because?.node }
    public var advice: SyntaxNode? { rules.advice?.node }
    let doc: Documentation
    public var documentation: String { doc.text }
    public let range: SourceRange
  }
  public struct Rule: Sendable {
    public let verdict: Int
    let declaredCondition: DeclaredNode?
    /// What it asks for; nil takes everything left.
    public var condition: SyntaxNode? { declaredCondition?.node }
    public let range: SourceRange
  }
  public struct OutputField: Sendable {
    public let name: String
    public let type: ValueType
    let declaredFormula: DeclaredNode
    public var formula: SyntaxNode { declaredFormula.node }
    let doc: Documentation
    public var documentation: String { doc.text }
    public let range: SourceRange
  }
  public let name: String
  public let subject: Int
  let declaredSubjectCondition: DeclaredNode?
  public var subjectCondition: SyntaxNode? { declaredSubjectCondition?.node }
  public let each: Int?
  let declaredEachCondition: DeclaredNode?
  public var eachCondition: SyntaxNode? { declaredEachCondition?.node }
  public let cites: [String]
  public internal(set) var settings: [Setting]
  public let tests: [Test]
  public let rules: [Rule]
  public let fields: [OutputField]
  /// The choice its verdicts make.
  public let verdictScale: Int
  let doc: Documentation
  public var documentation: String { doc.text }
  public let range: SourceRange

  /// The entity its row stands for: the `each` one, or the subject.
  public var rowEntity: Int { each ?? subject }
}

/// `let NAME = QUERY`.
public struct NamedQuery: Sendable {
  public let name: String
  let declaredQuery: DeclaredNode
  public var query: SyntaxNode { declaredQuery.node }
  let doc: Documentation
  public var documentation: String { doc.text }
  public let range: SourceRange
}

/// `define NAME(A TYPE, ...) = EXPRESSION`.
public struct Definition: Sendable {
  public struct Parameter: Sendable {
    public let name: String
    public let type: ValueType
  }
  public let name: String
  public let parameters: [Parameter]
  let declaredBody: DeclaredNode
  public var body: SyntaxNode { declaredBody.node }
  let doc: Documentation
  public var documentation: String { doc.text }
  public let range: SourceRange
}

/// A move one can make, or a loss one can suffer, for the searches `reach` and `break`.
public struct Move: Sendable {
  public let name: String
  public let isLoss: Bool
  public let entity: Int
  public let title: String
  let declaredConditions: [DeclaredNode]
  public var conditions: [SyntaxNode] { declaredConditions.map(\.node) }
  let declaredAssignments: [DeclaredNode]
  public var assignments: [SyntaxNode] { declaredAssignments.map(\.node) }
  public let removes: Bool
  /// In millionths.
  public let cost: Int64
  let doc: Documentation
  public var documentation: String { doc.text }
  public let range: SourceRange
}

/// `chance NAME on ENTITY = EXPRESSION`.
public struct Chance: Sendable {
  public let name: String
  public let entity: Int
  let declaredProbability: DeclaredNode
  public var probability: SyntaxNode { declaredProbability.node }
  let doc: Documentation
  public var documentation: String { doc.text }
  public let range: SourceRange
}

/// `rate EUR = 1.08 USD on 2026-11-20`.
public struct Rate: Sendable {
  public let currency: Currency
  public let value: Money
  public let date: CalendarDate?
  public let range: SourceRange
}

/// A file of declarations and what it says of itself.
public struct Framework: Sendable {
  public let name: String
  let head: Documentation
  /// The comment at the head of the file.
  public var summary: String { head.text }
  public let isLibrary: Bool
  public internal(set) var declarations: [String] = []
}
