/// The contextual words of the language as sets, for everything that asks "is this word taken?"; made from `LanguageTable`.
public enum Vocabulary {
  /// Words that start a declaration.
  public static let declarations = Set(LanguageTable.names(of: .declaration))
  /// Words that start a statement. `if` does too, but is reserved: the lexer knows it already.
  public static let statements = Set(LanguageTable.names(of: .statement) + LanguageTable.names(of: .report))
    .subtracting(reserved)
  /// Words that start a block member.
  public static let members = Set(LanguageTable.names(of: .member))
  /// Words that start a query step.
  public static let steps = Set(LanguageTable.names(of: .step))
  /// Words inside statements, steps and declarations.
  static let clauses = Set(LanguageTable.names(of: .clause))
  /// Functions that take rows: `sum(value of opportunities where ...)`.
  public static let aggregates = Set(LanguageTable.names(of: .aggregate))
  /// Functions over the rows of the step they stand in.
  public static let windows = Set(LanguageTable.names(of: .window))
  /// Functions of values.
  public static let functions = Set(LanguageTable.names(of: .function))
  /// Words that can never be names.
  public static let reserved = Set(LanguageTable.names(of: .reserved))
  /// The types that are one word; `set of` is written before another type.
  public static let types: [String] = LanguageTable.names(of: .type).filter { !$0.contains(" ") }
  public static let formats: [String] = LanguageTable.names(of: .format)
  /// The format a file is written in by the ending of its name.
  public static let fileEndings = ["csv": "csv", "json": "json", "jsonl": "jsonl", "md": "markdown", "txt": "table"]

  /// Whether an entity, plural, check, scale or `let` may not have this name.
  public static func isForbiddenName(_ name: String) -> Bool {
    declarations.contains(name) || statements.contains(name) || members.contains(name) || steps.contains(name)
  }
}
