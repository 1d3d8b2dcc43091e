/// A script whose every name and type has been checked, ready to run.
public struct CheckedProgram: Sendable {
  public let statements: [CheckedStatement]

  public init(statements: [CheckedStatement]) { self.statements = statements }
}

/// One checked statement with its place.
public struct CheckedStatement: Sendable {
  public indirect enum Kind: Sendable {
    case query(QueryPlan)
    /// Data: a block, a table or an evidence group at the top of a text.
    case data(SyntaxNode)
    case add(SyntaxNode)
    case useThing(Expression)
    case useAll
    case useDate(Expression)
    case useScenario(Expression)
    case useBaseline
    case scenario(name: String, base: String?, body: [CheckedStatement])
    case adopt(String)
    case dropScenario(String)
    case check(check: Int?, thing: Expression?)
    case whyCheck(check: Int, notVerdict: Int?, thing: Expression)
    case whyExpression(Expression)
    case print(Expression)
    case expectExpression(Expression)
    case expectText(String)
    case require(Expression, message: String)
    case forEach(slot: Int, name: String, query: QueryPlan, body: [CheckedStatement])
    case ifElse(Expression, [CheckedStatement], [CheckedStatement])
    case load(Expression)
    case importRows(SyntaxNode)
    case undo(Int)
    case redo(Int)
    case revert
    case save
    case reload
    case blame(Expression)
    case describe(String)
    case help([String])
    /// A report, and how internal facts reach its rows.
    case report(ReportPlan, internalPath: [String]?)
    /// A report's rows with steps after it.
    case reportQuery(ReportPlan, QueryPlan)
    /// What was needed at check time only: declarations, includes.
    case nothing
  }
  public let kind: Kind
  public let range: SourceRange

  public init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

/// A checked report.
public indirect enum ReportPlan: Sendable {
  case compare(scenarios: [String?], measures: [ColumnDefinition], because: Bool)
  case diff(String, String?)
  case changes, scenarios, checks, frameworks
  case ask(check: Int?)
  case stale(CalendarDuration)
  case path(from: RowSource, to: RowSource, along: Int)
  case sweep(SweepPlan)
  case sensitivity(measures: [ColumnDefinition], entity: Int, field: Int, spread: Int64)
  case simulate(runs: Int, measures: [ColumnDefinition], seed: UInt64)
  case search(SearchPlan)
}

/// `sweep`: a field of one thing over values.
public struct SweepPlan: Sendable {
  public let thing: Expression
  public let entity: Int
  public let field: Int
  public let values: [Expression]
  public let low: Expression?
  public let high: Expression?
  public let step: Expression?
  public let measures: [ColumnDefinition]
}

/// `reach` and `break`.
public struct SearchPlan: Sendable {
  public enum MoveChoice: Sendable {
    case declared(Int, cost: Int64?)
    case stepped(entity: Int, field: Int, steps: Int, cost: Int64)
    case assigned(entity: Int, field: Int, value: Expression, cost: Int64)
  }
  public let isBreak: Bool
  public let goal: Expression
  public let moves: [MoveChoice]
  public let limit: Int
  public let scenario: String?
}
