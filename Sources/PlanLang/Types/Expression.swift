/// A resolved expression: what to compute, of which type, from which text.
///
/// Rows stand on a stack of frames while an expression is evaluated; `depth` counts frames outwards from the innermost.
///
/// An object, because expressions are walked for every row and passing one on has to cost next to nothing.
public final class Expression: Sendable {
  public enum Kind: Sendable {
    case constant(Value)
    /// The thing the row `depth` frames out stands for.
    case row(depth: Int)
    /// A column of the row `depth` frames out.
    case column(depth: Int, index: Int)
    /// The thing chosen by `use ENTITY "..."`.
    case scopeThing
    /// A stored field of a thing.
    case field(Expression, entity: Int, field: Int)
    /// A computed field of a thing.
    case formula(Expression, entity: Int, field: Int)
    /// A thing's name.
    case label(Expression)
    /// The thing of another entity that a thing stands in.
    case ancestor(Expression, entity: Int)
    /// A property of the evidence for a stored field of a thing.
    case evidence(Expression, entity: Int, field: Int, EvidenceProperty)
    /// Whether a thing's chance came about, in one play of `simulate`.
    case chance(Expression, chance: Int)
    /// The latest answer (or another column) of a worksheet's question about a thing.
    case answer(Expression, worksheet: Int, question: Int, column: Int)
    /// A `for each` row's thing, a parameter or an argument, by slot.
    case local(slot: Int)
    /// A column of a `for each` row that stands for no thing.
    case localColumn(slot: Int, index: Int)
    /// A thing named by its label, looked up when run.
    case thing(ThingPath)
    /// A thing of an entity whose label is computed: `use account account_name`.
    case thingNamed(Expression, entity: Int)
    case not(Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)
    case negate(Expression)
    /// A number as the percentage it is the fraction of.
    case fraction(Expression)
    case arithmetic(ArithmeticOperator, Expression, Expression)
    case compare(ComparisonOperator, Expression, Expression)
    /// Contains, ignoring case and accents.
    case matches(Expression, Expression)
    case test(KnowledgeTest, Expression)
    /// Whether a value is among the values of a list or set.
    case isIn(Expression, Expression)
    case isBetween(Expression, low: Expression, high: Expression)
    case conditional(Expression, Expression, Expression)
    case coalesce(Expression, Expression)
    case call(Function, [Expression])
    case aggregate(Aggregate)
    /// A window function's value in the current row of a step, by its slot in the step.
    case window(slot: Int)
    case list([Expression])
    /// A text put together from pieces.
    case text([Expression])
    /// A setting of a check.
    case setting(check: Int, index: Int)
    /// A user's function applied to arguments.
    case apply(definition: Int, [Expression])
    /// How many rows a query has.
    case rowCount(RowSource)
  }

  public let kind: Kind
  public let type: ValueType
  public let range: SourceRange
  /// The entity and the stored field of the innermost row that this is, or -1: most of what is asked of rows is that.
  public let rowEntity: Int
  public let rowField: Int

  public init(_ kind: Kind, _ type: ValueType, _ range: SourceRange) {
    self.kind = kind
    self.type = type
    self.range = range
    if case .field(let base, let entity, let field) = kind, case .row(0) = base.kind {
      rowEntity = entity
      rowField = field
    } else {
      rowEntity = -1
      rowField = -1
    }
  }

  /// The expression's text on one line, as a column without a name is called.
  public var text: String {
    var result = ""
    var gap = (isThere: false, isBreak: false)
    for character in range.text {
      if character.isNewline || character == " " || character == "\t" {
        gap = (true, gap.isBreak || character.isNewline)
        continue
      }
      // A line broken after `(` or before `)` leaves no space behind.
      let joins = gap.isBreak && ("([".contains(result.last ?? " ") || ")]".contains(character))
      if gap.isThere, !result.isEmpty, !joins { result.append(" ") }
      gap = (false, false)
      result.append(character)
    }
    return result
  }
}

public enum ArithmeticOperator: String, Sendable, CaseIterable {
  case add = "+", subtract = "-", multiply = "*", divide = "/"
}

public enum ComparisonOperator: String, Sendable, CaseIterable {
  case equal = "=", notEqual = "!=", less = "<", lessEqual = "<=", greater = ">", greaterEqual = ">="
}

public enum KnowledgeTest: String, Sendable, CaseIterable { case known, unknown, none, some }

public enum EvidenceProperty: String, Sendable, CaseIterable { case on, source, age, confirmed, sources }

/// The functions of values.
public enum Function: String, Sendable, CaseIterable {
  case today, quarter, month, year, start, end, round, abs, amount, currency, convert, next, previous, length, under
}

/// A thing named by labels: `objective "A" of stakeholder "B"`, innermost first.
public struct ThingPath: Sendable {
  public struct Part: Sendable {
    public let entity: Int
    public let labels: [String]

    public init(entity: Int, labels: [String]) {
      self.entity = entity
      self.labels = labels
    }
  }
  public let parts: [Part]
  public let range: SourceRange

  public init(parts: [Part], range: SourceRange) {
    self.parts = parts
    self.range = range
  }
  public var entity: Int { parts[0].entity }
}

public enum AggregateFunction: String, Sendable, CaseIterable {
  case count, any, all, atLeast = "at_least", sum, min, max, average, median, first, list
}

/// A function over rows: `sum(value of opportunities where stage = proposal)`.
///
/// An object, as an expression is one.
public final class Aggregate: Sendable {
  public let function: AggregateFunction
  public let source: RowSource
  /// What is computed for each row, with the row as the innermost frame.
  public let value: Expression?
  public let filter: Expression?
  /// How many, for `at_least`.
  public let threshold: Int

  public init(
    function: AggregateFunction, source: RowSource, value: Expression?, filter: Expression?, threshold: Int = 0
  ) {
    self.function = function
    self.source = source
    self.value = value
    self.filter = filter
    self.threshold = threshold
  }
}

/// Where rows come from.
public indirect enum RowSource: Sendable {
  /// The things of an entity within the scope in force.
  case noun(entity: Int)
  /// All things of an entity, whatever the scope.
  case everything(entity: Int)
  /// What belongs, at any depth, to a thing (or to each of a set of things).
  case below(Expression, entity: Int)
  /// One thing, or the things of a set.
  case things(Expression, entity: Int)
  /// The values of a set or list of scale values, one row each with the column `value`.
  case values(Expression)
  /// A named query, narrowed to a row's thing or to the scope.
  case named(Int, within: Expression?)
  case check(Int, within: Expression?)
  case worksheet(Int, within: Expression?)
  /// A query written in place, which sees the rows around it through `this`.
  case query(QueryPlan)
  /// The result before this one.
  case last
  /// The rows of the group being summarized.
  case group
  /// One row with one value.
  case value(Expression)
  /// A list the program keeps: facts, scenarios, checks, and so on.
  case list(CatalogList, within: Expression?)
}

/// The nouns that list what the program itself knows.
public enum CatalogList: String, Sendable, CaseIterable {
  case facts, changes, scenarios, checks, frameworks
}

/// A column of a query's rows.
public struct Column: Sendable {
  public let name: String
  public let type: ValueType
  /// How internal facts reach this column, from the column to the field, or nil when none do.
  public var internalPath: [String]?
  /// Whether its values are of several types, row by row, so that it can be shown but not reckoned with.
  public var isMixed: Bool
  /// Whether its texts name things, each as it can be told from every other.
  public var namesThings = false
  /// Whether it holds the outcomes of a test that is shown and not counted.
  public var isAdvisory = false

  public init(name: String, type: ValueType, internalPath: [String]? = nil, isMixed: Bool = false) {
    self.name = name
    self.type = type
    self.internalPath = internalPath
    self.isMixed = isMixed
  }

  /// A column of texts that name things.
  public static func things(_ name: String) -> Column {
    var column = Column(name: name, type: .text)
    column.namesThings = true
    return column
  }
}

/// What the rows of a query are.
public struct RowShape: Sendable {
  /// The entity whose things the rows stand for; nil for plain rows.
  public var entity: Int?
  /// Added columns of things' rows, or all columns of plain rows.
  public var columns: [Column]
  /// The check whose rows these are, so that its subjects' parents can be named.
  public var check: Int?
  /// Facts that decided which rows are here and are internal.
  public var internalPath: [String]?

  /// How internal facts reach the first of its columns that holds any.
  public var internalColumnPath: [String]? { columns.lazy.compactMap(\.internalPath).first }

  /// Whether columns follow that only the data knows: those of a matrix by a text, a number or a reference.
  public var hasOpenColumns: Bool

  public init(
    entity: Int? = nil, columns: [Column] = [], check: Int? = nil, internalPath: [String]? = nil,
    hasOpenColumns: Bool = false
  ) {
    self.entity = entity
    self.columns = columns
    self.check = check
    self.internalPath = internalPath
    self.hasOpenColumns = hasOpenColumns
  }
}

/// A checked query: its source and steps, and what its rows are after the last.
///
/// An object, because a named query is asked anew for every row that uses it.
public final class QueryPlan: Sendable {
  public let source: RowSource
  public let sourceShape: RowShape
  public let steps: [QueryStep]
  public let shape: RowShape
  public let presentation: Presentation
  public let range: SourceRange
  /// Whether the columns were chosen by a step; if not, things show their label, parents and stored fields.
  public let choosesColumns: Bool

  public init(
    source: RowSource, sourceShape: RowShape, steps: [QueryStep], shape: RowShape, presentation: Presentation,
    range: SourceRange, choosesColumns: Bool
  ) {
    self.source = source
    self.sourceShape = sourceShape
    self.steps = steps
    self.shape = shape
    self.presentation = presentation
    self.range = range
    self.choosesColumns = choosesColumns
  }

  /// Whether the query ends in a change or an export and so shows no result.
  public var isSilent: Bool {
    if presentation.file != nil { return true }
    switch steps.last {
    case .set?, .remove?: return true
    default: return false
    }
  }
}

/// How a result is to be shown.
public struct Presentation: Sendable {
  public enum Style: Sendable {
    case plain
    case tree(field: Int)
    /// A bar for each row, as long as the figure in a column; without one, in the last column of figures.
    case bars(column: String?)
    case heat
  }
  public var format: String?
  public var audience: String?
  /// The file the rows go to, as the text says it; a name with something filled in is known when it runs.
  public var file: Expression?
  /// The file's name, once it is known.
  public var path: String?
  public var style: Style = .plain

  public init() {}

  /// The file's name where nothing is filled in.
  public var plainFile: String? {
    if case .constant(.text(let name)) = file?.kind { return name }
    return nil
  }
}

/// A window function used in a step: computed over all its rows before the step's columns.
public struct WindowCall: Sendable {
  public enum Kind: String, Sendable, CaseIterable { case rank, share, running }
  public let kind: Kind
  public let value: Expression?

  public init(kind: Kind, value: Expression?) {
    self.kind = kind
    self.value = value
  }
}

/// A named column and how it is computed.
public struct ColumnDefinition: Sendable {
  public let name: String
  public let value: Expression

  public init(name: String, value: Expression) {
    self.name = name
    self.value = value
  }
}

/// A change of one field of every row.
public struct AssignmentPlan: Sendable {
  /// The field's position, or -1 for the name.
  public let field: Int
  public let value: Expression
  public let evidence: SyntaxNode?
  public let range: SourceRange

  public init(field: Int, value: Expression, evidence: SyntaxNode?, range: SourceRange) {
    self.field = field
    self.value = value
    self.evidence = evidence
    self.range = range
  }
}

/// One checked step.
public enum QueryStep: Sendable {
  case filter(Expression)
  /// Columns replace the rows'.
  case project([ColumnDefinition], windows: [WindowCall])
  /// Columns are added.
  case extend([ColumnDefinition], windows: [WindowCall])
  case sort([(key: Expression, descending: Bool)])
  case take(Expression)
  case skip(Expression)
  case distinct
  /// Groups by keys and computes aggregates; without keys one row for all.
  case group(keys: [ColumnDefinition], aggregates: [ColumnDefinition])
  /// Rows by columns, with a count or an aggregate in each cell; `codes` are the column values in order when they are known.
  case matrix(row: ColumnDefinition, column: Expression, cell: Expression?, scale: Int?)
  /// To the things of another entity: below, above or referred to, each once.
  case children(entity: Int)
  case parent(entity: Int)
  case reference(Expression, entity: Int)
  case set([AssignmentPlan])
  case remove
}
