/// The contextual words of the language. Everything that asks "is this word taken?" asks here.
public enum Vocabulary {
  /// Words that start a declaration.
  public static let declarations: Set<String> = [
    "scale", "choice", "entity", "extend", "worksheet", "check", "move", "loss", "chance", "rate", "define", "let",
    "param",
  ]
  /// Words that start a statement.
  public static let statements: Set<String> = [
    "load", "include", "import", "use", "scenario", "adopt", "drop", "check", "why", "add", "undo", "redo", "revert",
    "save", "reload", "blame", "print", "expect", "require", "for", "describe", "help", "compare", "sweep",
    "sensitivity", "simulate", "reach", "break", "diff", "changes", "scenarios", "checks", "frameworks", "ask", "stale",
    "path",
  ]
  /// Words that start a block member.
  public static let members: Set<String> = ["per", "table"]
  /// Words that start a query step.
  public static let steps: Set<String> = [
    "where", "show", "with", "sort", "take", "skip", "distinct", "count", "summarize", "matrix", "set", "remove", "as",
    "to", "tree", "bars", "heat",
  ]
  /// Functions that take rows: `sum(value of opportunities where ...)`.
  public static let aggregates: Set<String> = [
    "count", "any", "all", "at_least", "sum", "min", "max", "average", "median", "first", "list",
  ]
  /// Functions over the rows of the step they stand in.
  public static let windows: Set<String> = ["rank", "share", "running"]
  /// Functions of values.
  public static let functions: Set<String> = [
    "today", "quarter", "month", "year", "start", "end", "round", "abs", "amount", "currency", "convert", "next",
    "previous", "length", "sources", "evidence", "under",
  ]
  public static let types: [String] = [
    "text", "number", "integer", "money", "percent", "date", "period", "duration", "yes_no",
  ]
  public static let formats: [String] = ["table", "record", "json", "jsonl", "csv", "markdown"]

  /// Whether an entity, plural, check, scale or `let` may not have this name.
  public static func isForbiddenName(_ name: String) -> Bool {
    declarations.contains(name) || statements.contains(name) || members.contains(name) || steps.contains(name)
  }
}
