import PlanRuntime

/// What is told below a result on a terminal: how much there is, and what is not there because nobody knows it.
struct ResultFooter {
  let lines: [String]

  /// How many of the columns left out are named.
  private static let mostNamed = 8

  /// - Parameter more: the columns there was no room for.
  init(_ table: ResultTable, more: [String] = []) {
    var parts: [String] = []
    // A single value needs no counting, an empty table has said so, and sentences are not rows.
    let isSingleValue = table.rows.count == 1 && table.columns.count == 1
    if table.prose == nil, !table.rows.isEmpty, !isSingleValue {
      parts.append(Self.count(table.rows.count, "row", "rows"))
    }
    if table.leftOutUnknown > 0 {
      parts.append("\(DigitGroups.grouped(String(table.leftOutUnknown))) left out because unknown")
    }
    if let skipped = Self.skipped(table) { parts.append(skipped) }
    var lines = parts.isEmpty ? [] : [parts.joined(separator: " · ")]
    if !more.isEmpty {
      // The first of them give an idea; dozens would push the table off the screen.
      let named = more.count > Self.mostNamed + 1 ? more.prefix(Self.mostNamed) : more[...]
      let others = more.count - named.count
      lines.append("more columns: " + named.joined(separator: ", ") + (others > 0 ? " and \(others) others" : ""))
      lines.append("`| show` chooses columns, `| as record` shows them all")
    }
    if table.prose == nil, !table.rows.isEmpty, table.columns.contains(where: \.isAdvisory) {
      lines.append("in parentheses: advice, not counted")
    }
    if table.prose == nil {
      let dropped = ShownColumns(table).dropped.map { VisibleText.visible(table.columns[$0].name) }
      if !dropped.isEmpty { lines.append("unknown in every row: " + dropped.joined(separator: ", ")) }
    }
    self.lines = lines
  }

  /// How many values sums and averages went on without; nil when none.
  static func skipped(_ table: ResultTable) -> String? {
    table.skippedUnknown > 0 ? count(table.skippedUnknown, "unknown value", "unknown values") + " skipped" : nil
  }

  private static func count(_ count: Int, _ one: String, _ many: String) -> String {
    "\(DigitGroups.grouped(String(count))) \(count == 1 ? one : many)"
  }
}
