// What the columns of `compare` hold.

extension Resolver {
  /// The columns of a comparison: a scenario's holds the measures' type if they share one, else values of several types.
  public static func comparisonColumns(
    _ scenarios: [String?], _ measures: [ColumnDefinition], because: Bool, _ catalog: Catalog
  ) -> [Column] {
    func column(_ name: String, _ types: [ValueType]) -> Column {
      let shared = types.dropFirst().reduce(types.first) { all, type in
        all.flatMap { unified($0, type, zeroLeft: false, zeroRight: false) }
      }
      return Column(name: name, type: shared ?? .invalid, isMixed: shared == nil)
    }
    let types = measures.map(\.value.type)
    var columns = [Column(name: "measure", type: .text)] + scenarios.map { column($0 ?? "baseline", types) }
    if scenarios.count == 2 { columns.append(column("delta", types.map { $0.difference(in: catalog) })) }
    if because { columns.append(Column(name: "because", type: .set(.text))) }
    return columns
  }
}

extension ValueType {
  /// What one value less another is: days between dates, steps of a scale, else a value of the same type.
  public func difference(in catalog: Catalog) -> ValueType {
    switch self {
    case .date: .duration
    case .scale(let id) where catalog.scales[id].isOrdered: .integer
    default: self
    }
  }
}
