/// The names the columns of some rows have, so that none is given twice.
struct ColumnNames {
  let rows: String
  let reserved: Set<String>
  private var declared: [String: SourceRange] = [:]

  init(of rows: String, reserved: [String]) {
    self.rows = rows
    self.reserved = Set(reserved)
  }

  /// Takes a name; false, after a report, when a column has it already.
  mutating func claim(_ name: String, _ place: SourceRange, report: (Diagnostic) -> Void) -> Bool {
    let other = Diagnostic.FixIt("give it another name", replace: place, with: "\(name)_2")
    if reserved.contains(name) {
      report(
        Diagnostic(
          .duplicateDeclaration, "\(rows) have a column `\(name)` already", at: place, label: "needs another name",
          fixIts: [other]))
      return false
    }
    if let first = declared[name] {
      report(
        Diagnostic(
          .duplicateDeclaration, "`\(name)` is declared twice", at: place, label: "declared again here",
          labels: [.init(first, "first declared here")], fixIts: [other]))
      return false
    }
    declared[name] = place
    return true
  }
}
