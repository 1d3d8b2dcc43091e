import PlanLang

/// Lines and columns for all places that some diagnostics name, found in one pass over each text.
///
/// A text may be a hundred megabytes on one line; looking for each place from the start would take as long again for
/// every one of them.
struct SourcePlaces {
  struct Place: Sendable {
    /// Counted from 1.
    var line: Int
    /// Counted from 1 in characters (Unicode scalars).
    var column: Int
    /// The byte offset at which the line starts.
    var lineStart: Int
  }

  private var places: [ObjectIdentifier: [Int: Place]] = [:]

  init(_ diagnostics: [Diagnostic]) {
    var sources: [ObjectIdentifier: SourceText] = [:]
    var offsets: [ObjectIdentifier: Set<Int>] = [:]
    func note(_ range: SourceRange) {
      let id = ObjectIdentifier(range.source)
      sources[id] = range.source
      offsets[id, default: []].formUnion([range.start, range.end])
    }
    for diagnostic in diagnostics {
      if let primary = diagnostic.primary { note(primary.range) }
      for label in diagnostic.labels { note(label.range) }
      for fixIt in diagnostic.fixIts { for replacement in fixIt.replacements { note(replacement.range) } }
    }
    for (id, source) in sources { places[id] = Self.find(offsets[id, default: []].sorted(), in: source) }
  }

  /// The place of an offset that one of the diagnostics names.
  func place(_ offset: Int, in source: SourceText) -> Place {
    if let place = places[ObjectIdentifier(source)]?[offset] { return place }
    return Self.find([offset], in: source)[offset] ?? Place(line: 1, column: 1, lineStart: 0)
  }

  /// `review.plan:12:22`.
  func name(of range: SourceRange) -> String {
    let start = place(range.start, in: range.source)
    return "\(range.source.name ?? "<input>"):\(start.line):\(start.column)"
  }

  private static func find(_ offsets: [Int], in source: SourceText) -> [Int: Place] {
    var found: [Int: Place] = [:]
    source.bytes.withUnsafeBufferPointer { bytes in
      var place = Place(line: 1, column: 1, lineStart: 0)
      var index = 0
      for offset in offsets {
        let end = min(max(offset, 0), bytes.count)
        while index < end {
          let byte = bytes[index]
          index += 1
          if byte == 0x0A {
            place = Place(line: place.line + 1, column: 1, lineStart: index)
          } else if byte & 0xC0 != 0x80 {
            place.column += 1
          }
        }
        found[offset] = place
      }
    }
    return found
  }
}
