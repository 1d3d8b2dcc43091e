import PlanLang

/// Where a fact comes from: `per "steering call" on 2026-09-12 assumed`.
public struct Evidence: Sendable, Hashable {
  public enum Standing: String, Sendable { case assumed, confirmed }
  public let source: String
  public let date: CalendarDate?
  public let standing: Standing?

  public init(source: String, date: CalendarDate?, standing: Standing?) {
    self.source = source
    self.date = date
    self.standing = standing
  }

  /// As it is written in PlanLang.
  public var text: String {
    "per \"\(source)\"" + (date.map { " on \($0)" } ?? "") + (standing.map { " \($0.rawValue)" } ?? "")
  }
}

/// The file and line a fact was read from.
public struct Origin: Sendable, Hashable {
  public let file: String
  public let line: Int
}
