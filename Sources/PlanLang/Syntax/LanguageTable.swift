/// One word of the language, with everything one may want to know of it in a moment.
public struct LanguageWord: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case statement, report, declaration, step, aggregate, window, function, type, format
    /// What one may ask of a stored value: `alignment.on`.
    case evidence
    /// A word that starts a line inside a block.
    case member
    /// A word inside a statement, a step or a declaration.
    case clause
    /// A word that can never be a name.
    case reserved
  }
  public let name: String
  public let kind: Kind
  /// How it is written; capitals stand for what one fills in.
  public let signature: String
  /// What it is for, on one line.
  public let summary: String
  /// A text that uses it, over the standard library and the sample portfolio.
  public let example: String
  /// Whether this version understands the word and can't do what it says. Help, the reference page and the check before a
  /// run go by this.
  public let isUnbuilt: Bool
  /// What to do instead, where this version can't.
  public let instead: String

  init(
    _ name: String, _ kind: Kind, _ signature: String, _ summary: String, _ example: String, isUnbuilt: Bool = false,
    instead: String = ""
  ) {
    self.name = name
    self.kind = kind
    self.signature = signature
    self.summary = summary
    self.example = example
    self.isUnbuilt = isUnbuilt
    self.instead = instead
  }
}

extension LanguageWord {
  /// The summary, with a word of warning where this version can't do it.
  public var summaryWithState: String { isUnbuilt ? "\(summary) (not in this version)" : summary }
}

/// The language as a table: every word it has, once for each thing the word can be.
///
/// Whatever needs to know which words there are (the parser's sets, help, completion, suggestions, the reference page, the
/// editors' grammars) reads this table, so that none of them falls behind.
public enum LanguageTable {
  public static let words: [LanguageWord] =
    statements + reports + declarations + members + steps + aggregates + windows + functions + types + evidence
    + formats
    + clauses + reserved

  /// The statements and reports this version understands and can't do.
  static let unbuilt: [LanguageWord] = (statements + reports).filter(\.isUnbuilt)

  /// The words of a kind, in the order they are best read.
  public static func words(of kind: LanguageWord.Kind) -> [LanguageWord] {
    switch kind {
    case .statement: statements
    case .report: reports
    case .declaration: declarations
    case .member: members
    case .step: steps
    case .aggregate: aggregates
    case .window: windows
    case .function: functions
    case .type: types
    case .evidence: evidence
    case .format: formats
    case .clause: clauses
    case .reserved: reserved
    }
  }

  /// The names of a kind's words.
  public static func names(of kind: LanguageWord.Kind) -> [String] { words(of: kind).map(\.name) }

  /// Everything a word can be.
  public static func words(named name: String) -> [LanguageWord] { words.filter { $0.name == name } }
}

extension LanguageWord.Kind {
  /// How the kind is called in a sentence about one word.
  public var title: String {
    switch self {
    case .statement: "a statement"
    case .report: "a report"
    case .declaration: "a declaration"
    case .step: "a step"
    case .aggregate: "a function over rows"
    case .window: "a function over the listed rows"
    case .function: "a function"
    case .type: "a type"
    case .format: "a format"
    case .evidence: "asks for evidence"
    case .member: "a line of a block"
    case .clause: "a part of other statements"
    case .reserved: "a reserved word"
    }
  }
}
