import PlanLang

/// A result: columns and rows of values, with what is needed to write the values out.
public struct ResultTable: Sendable {
  /// How the rows are best shown.
  public enum Style: Sendable {
    case rows
    /// Indented under one another: for each row how deep it stands.
    case tree(depths: [Int])
    /// A bar for each row by the figures of a column; without one, of the last column of figures.
    case bars(column: String?)
    case heat
  }
  public var columns: [Column]
  public var rows: [[Value]]
  /// A type for single cells whose column holds several types (`compare`); else the column's type holds.
  public var cellTypes: [[ValueType]]?
  public var style: Style = .rows
  /// Whether columns that are unknown in every row may be left out when a person reads (no `show` chose them).
  public var mayDropUnknownColumns = false
  /// Columns shown only in machine formats or when something is in them (a matrix's `unknown`).
  public var columnsHiddenWhenZero: Set<Int> = []
  /// Rows a `where` left out because its condition was unknown.
  public var leftOutUnknown = 0
  /// Values a `sum` and the like left out because they are unknown.
  public var skippedUnknown = 0
  /// A sentence for each finding, when the result is best read as text (`why`, a check's advice); shown instead of the
  /// table in format `table`.
  public var prose: [ProseLine]?
  /// Where the sentences are broken when nothing says how wide the place is they are read in; nil for nowhere.
  public var proseWidth: Int?
  public let catalog: Catalog
  public let snapshot: Snapshot

  /// One line of a result read as text.
  public struct ProseLine: Sendable {
    public enum Tone: Sendable { case plain, heading, good, bad, open, faint }
    public let indent: Int
    public let text: String
    public let tone: Tone

    public init(_ text: String, indent: Int = 0, tone: Tone = .plain) {
      self.indent = indent
      self.text = text
      self.tone = tone
    }
  }

  public init(columns: [Column], rows: [[Value]], catalog: Catalog, snapshot: Snapshot) {
    self.columns = columns
    self.rows = rows
    self.catalog = catalog
    self.snapshot = snapshot
  }

  /// The type of a cell.
  public func type(row: Int, column: Int) -> ValueType { cellTypes?[row][column] ?? columns[column].type }

  /// A cell as a person reads it.
  public func display(row: Int, column: Int) -> String {
    ValueText(catalog: catalog, snapshot: snapshot).display(rows[row][column], type(row: row, column: column))
  }
}
