import PlanLang
import PlanRuntime

/// Turns a result into the text that is printed.
struct ResultRenderer: Sendable {
  let format: OutputFormat
  /// Whether a person sees the text as it is printed. Only then is anything cut to the width or told in a last line.
  let isTerminal: Bool
  /// The terminal's columns; 0 or less when they are not known.
  let width: Int
  let colors: Bool

  init(format: OutputFormat, isTerminal: Bool, width: Int, colors: Bool) {
    self.format = format
    self.isTerminal = isTerminal
    self.width = width
    self.colors = colors
  }

  /// The result's text, each line ended; empty only for `jsonl` without rows.
  func render(_ table: ResultTable) -> String {
    switch format {
    case .json: return JSONResult(table).array()
    case .jsonl: return JSONResult(table).lines()
    case .csv: return CSVResult(table).text()
    case .markdown: return MarkdownResult(table).text()
    case .record: return RecordText(table, lineWidth: lineWidth, paint: Paint(isOn: colors)).text() + footer(table)
    case .table:
      let paint = Paint(isOn: colors)
      if let prose = table.prose {
        return ProseText(prose, lineWidth: lineWidth ?? table.proseWidth, paint: paint).text() + footer(table)
      }
      let look = FirstLook(table, lineWidth: lineWidth)
      if let look, look.table == nil {
        return RecordText(table, lineWidth: lineWidth, paint: paint).text() + footer(table)
      }
      let shown = TableText(look?.table ?? table, lineWidth: lineWidth, paint: paint)
      defer { Leftovers.keep(shown) }
      return shown.text() + footer(table, more: look?.more)
    }
  }

  /// The columns there are to fill, or nil for as many as it takes.
  private var lineWidth: Int? { isTerminal && width > 0 ? max(width, 20) : nil }

  private func footer(_ table: ResultTable, more: [String]? = nil) -> String {
    guard isTerminal else { return "" }
    return ResultFooter(table, more: more ?? []).lines.flatMap { WordWrap.lines($0, width: lineWidth, hanging: 0) }
      .map { Paint(isOn: colors)($0, .dim) + "\n" }.joined()
  }
}

/// Keeps results apart as people read them: a blank line between two of them, except from one `print` to the next.
struct ResultSpacing {
  private var shownAny = false
  private var lastWasLine = false

  /// What to write before the next result.
  mutating func before(_ table: ResultTable, _ format: OutputFormat) -> String {
    let isLine = table.prose?.count == 1 && table.columns.count == 1
    defer {
      shownAny = true
      lastWasLine = isLine
    }
    switch format {
    case .table, .record, .markdown: return shownAny && !(isLine && lastWasLine) ? "\n" : ""
    // One table ends where its next line is empty; a table has no empty lines of its own.
    case .csv: return shownAny ? "\n" : ""
    case .json, .jsonl: return ""
    }
  }
}
