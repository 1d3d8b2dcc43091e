import PlanLang

/// The completions as rows below the line: columns that fit the width, each with its description where there is room.
enum CompletionListing {
  private static let gap = 2

  /// At most `maximum` rows. When not everything fits, the last row says how much is left out, and the chosen candidate is
  /// always among those shown.
  static func rows(for menu: CompletionMenu, columns: Int, maximum: Int) -> [ScreenRow] {
    guard maximum > 0, columns > 0 else { return [] }
    let entries = menu.list.candidates.map { Entry($0) }
    var grid = Grid(entries: entries, columns: columns, describes: true)
    if grid.rowCount > maximum { grid = Grid(entries: entries, columns: columns, describes: false) }
    let isCut = grid.rowCount > maximum
    let shownRows = isCut ? max(maximum - 1, 1) : grid.rowCount
    // The window moves down only as far as the chosen one asks for.
    let chosenRow = menu.selected.map { $0 % grid.rowCount } ?? 0
    let top = max(0, chosenRow - shownRows + 1)
    var rows = (top..<(top + shownRows)).map { grid.row($0, selected: menu.selected) }
    if isCut, maximum > 1 {
      let shown = (top..<(top + shownRows)).reduce(0) { $0 + grid.entries(inRow: $1).count }
      var layout = ScreenLayout(columns: columns)
      layout.add(StyledText(DisplayWidth.cut("... and \(entries.count - shown) more", to: columns), .dim))
      rows.append(layout.rows[0])
    }
    return rows
  }

  /// A candidate as it can be shown.
  private struct Entry {
    let name: String
    let summary: String

    init(_ candidate: CompletionCandidate) {
      var text = candidate.text
      while text.last == " " { text.removeLast() }
      name = VisibleText.visible(text)
      summary = VisibleText.visible(candidate.summary)
    }
  }

  /// Entries in columns, filled from top to bottom.
  private struct Grid {
    let all: [Entry]
    let describes: Bool
    let nameWidth: Int
    let cellWidth: Int
    let columnCount: Int
    let rowCount: Int

    init(entries: [Entry], columns: Int, describes: Bool) {
      all = entries
      let widestName = entries.map { DisplayWidth.of($0.name) }.max() ?? 0
      let widestSummary = entries.map { DisplayWidth.of($0.summary) }.max() ?? 0
      nameWidth = min(widestName, columns)
      self.describes = describes && widestSummary > 0 && nameWidth + gap + 8 <= columns
      let wanted = self.describes ? nameWidth + gap + widestSummary : nameWidth
      cellWidth = max(1, min(wanted, columns))
      columnCount = max(1, (columns + gap) / (cellWidth + gap))
      rowCount = max(1, (entries.count + columnCount - 1) / columnCount)
    }

    func entries(inRow row: Int) -> [Int] {
      stride(from: row, to: all.count, by: rowCount).map { $0 }
    }

    func row(_ row: Int, selected: Int?) -> ScreenRow {
      var layout = ScreenLayout(columns: .max)
      let indices = entries(inRow: row)
      for (column, index) in indices.enumerated() {
        let name = DisplayWidth.cut(all[index].name, to: nameWidth)
        layout.add(StyledText(name, index == selected ? .reversed : .plain))
        var width = DisplayWidth.of(name)
        if describes, !all[index].summary.isEmpty {
          let summary = DisplayWidth.cut(all[index].summary, to: cellWidth - nameWidth - gap)
          layout.add(StyledText(String(repeating: " ", count: nameWidth - width + gap)))
          layout.add(StyledText(summary, .dim))
          width = nameWidth + gap + DisplayWidth.of(summary)
        }
        if column + 1 < indices.count {
          layout.add(StyledText(String(repeating: " ", count: cellWidth - width + gap)))
        }
      }
      return layout.rows[0]
    }
  }
}
