/// How bad a diagnostic is: an error stops what was asked for, a warning does not.
public enum Severity: String, Sendable {
  case error, warning
}

/// One problem told to a person: what is wrong, where, why and what to try.
public struct Diagnostic: Sendable, Error {
  /// A place with the words that stand under it.
  public struct Label: Sendable {
    public let range: SourceRange
    public let text: String

    public init(_ range: SourceRange, _ text: String) {
      self.range = range
      self.text = text
    }
  }

  /// A change to the text that repairs the problem as it was most likely meant.
  public struct FixIt: Sendable {
    public struct Replacement: Sendable {
      public let range: SourceRange
      public let text: String

      public init(_ range: SourceRange, _ text: String) {
        self.range = range
        self.text = text
      }
    }

    public let message: String
    public let replacements: [Replacement]

    public init(_ message: String, _ replacements: [Replacement]) {
      self.message = message
      self.replacements = replacements
    }

    public init(_ message: String, replace range: SourceRange, with text: String) {
      self.init(message, [Replacement(range, text)])
    }
  }

  public let code: DiagnosticCode
  public var severity: Severity
  public var message: String
  /// The place of the problem; nil when it has none in a text (a missing folder, say).
  public var primary: Label?
  public var labels: [Label] = []
  /// Further sentences: why, and what to try.
  public var notes: [String] = []
  public var fixIts: [FixIt] = []

  public init(
    _ code: DiagnosticCode, _ message: String, at range: SourceRange? = nil, label: String = "",
    severity: Severity? = nil, labels: [Label] = [], notes: [String] = [], fixIts: [FixIt] = []
  ) {
    self.code = code
    self.severity = severity ?? code.severity
    self.message = message
    self.primary = range.map { Label($0, label) }
    self.labels = labels
    self.notes = notes
    self.fixIts = fixIts
  }
}

/// Diagnostics thrown together, sorted by place.
public struct DiagnosticList: Error, Sendable {
  public var diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  /// Whether any of them is an error.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

extension [Diagnostic] {
  /// Sorted by source name, then place; those without a place come first.
  public func sortedByPlace() -> [Diagnostic] {
    enumerated().sorted { left, right in
      let a = left.element.primary?.range
      let b = right.element.primary?.range
      let nameA = a?.source.name ?? ""
      let nameB = b?.source.name ?? ""
      if nameA != nameB { return nameA < nameB }
      if (a?.start ?? -1) != (b?.start ?? -1) { return (a?.start ?? -1) < (b?.start ?? -1) }
      return left.offset < right.offset
    }.map(\.element)
  }
}
