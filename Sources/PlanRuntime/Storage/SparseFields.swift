/// What only some values have, by field and row. Where no row of a field has any, asking costs next to nothing.
struct SparseFields<Element: Sendable>: Sendable {
  private var fields: [[Int32: Element]] = []

  /// Adds what another has, its rows `shift` further down.
  mutating func append(_ other: SparseFields, shift: Int32, _ change: (Element) -> Element) {
    for (field, rows) in other.fields.enumerated() {
      for (row, element) in rows { self[field, Int(row + shift)] = change(element) }
    }
  }

  subscript(field: Int, row: Int) -> Element? {
    get {
      guard field >= 0, field < fields.count, !fields[field].isEmpty else { return nil }
      return fields[field][Int32(row)]
    }
    set {
      guard field >= 0 else { return }
      if field >= fields.count {
        if newValue == nil { return }
        fields += repeatElement([:], count: field + 1 - fields.count)
      }
      if newValue == nil, fields[field].isEmpty { return }
      fields[field][Int32(row)] = newValue
    }
  }
}
