// Tables: a row to a line, the bars below one another.

extension Layout {
  mutating func placeTable(_ node: SyntaxNode, indent: Int) {
    let inner = indent + Layout.step
    let columns = columnWidths(node)
    for element in node.elements {
      switch element {
      case .token(let index):
        switch tree.tokens[index].kind {
        case .semicolon: continue
        case .rightBrace: placeClosing(index, indent: indent)
        default: put(index)
        }
      case .node(let child):
        guard child.kind == .tableHeader || child.kind == .tableRow else {
          put(child)
          continue
        }
        startLine(child.firstTokenIndex, indent: inner)
        allowBlankLine(before: child.firstTokenIndex)
        placeRow(child, columns: columns, indent: inner)
      }
    }
  }

  /// The width of the widest cell of each column. Rows that can't stand on one line have no say.
  private func columnWidths(_ table: SyntaxNode) -> [Int] {
    var widths: [Int] = []
    for row in table.children where row.kind == .tableHeader || row.kind == .tableRow {
      guard isPlain(row) else { continue }
      for (column, cell) in cells(of: row).enumerated() {
        if column == widths.count { widths.append(0) }
        if let cell { widths[column] = max(widths[column], flatWidth(cell.lowerBound, cell.upperBound)) }
      }
    }
    return widths
  }

  private func isPlain(_ row: SyntaxNode) -> Bool {
    !hasComments(row.firstTokenIndex, row.lastTokenIndex) && !isTall(row.firstTokenIndex, row.lastTokenIndex)
  }

  /// The tokens of each cell, nil for an empty one. In a row whose last token is a bar, the last cell is empty.
  private func cells(of row: SyntaxNode) -> [ClosedRange<Int>?] {
    var result: [ClosedRange<Int>?] = []
    var current: ClosedRange<Int>?
    for element in row.elements {
      if case .token(let index) = element, tree.tokens[index].kind == .bar {
        result.append(current)
        current = nil
      } else {
        current = (current?.lowerBound ?? element.firstToken)...element.lastToken
      }
    }
    result.append(current)
    return result
  }

  private mutating func placeRow(_ row: SyntaxNode, columns: [Int], indent: Int) {
    guard isPlain(row) else { return put(row) }
    var column = 0
    // Where the bar after each column stands.
    var barColumn = indent
    for element in row.elements {
      if case .token(let index) = element, tree.tokens[index].kind == .bar {
        barColumn += columns[column] + 1
        let start = lineBreak[index] >= 0 ? indent : self.column + 1
        padding[index] = Int32(barColumn - start)
        put(index)
        barColumn += 2
        column += 1
      } else {
        put(element.firstToken, through: element.lastToken)
      }
    }
  }
}
