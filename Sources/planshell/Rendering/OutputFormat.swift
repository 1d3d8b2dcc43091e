/// The shapes a result can be written in.
enum OutputFormat: String, CaseIterable, Sendable {
  /// Aligned columns, for people.
  case table
  /// One field a line, for one thing with many fields.
  case record
  /// One array of objects for each result.
  case json
  /// One object a line.
  case jsonl
  /// Comma-separated, for spreadsheets.
  case csv
  /// A table to paste into a page.
  case markdown
}
