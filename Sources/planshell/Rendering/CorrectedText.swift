import PlanLang

/// The lines a fix-it changes, as they would read afterwards.
struct CorrectedText {
  private static let mostLines = 8
  /// What is shown of a line before and after the change.
  private static let context = 80
  private static let farthest = 2_000
  private static let longestLine = 270

  /// Printable; the fix-it's message when the lines would be empty or too long to help.
  let lines: [String]

  init(_ fixIt: Diagnostic.FixIt, _ places: SourcePlaces) {
    let lines = Self.corrected(fixIt, places)
    self.lines = lines.isEmpty ? [CellText.oneLine(fixIt.message)] : lines
  }

  private static func corrected(_ fixIt: Diagnostic.FixIt, _ places: SourcePlaces) -> [String] {
    let replacements = fixIt.replacements.sorted { $0.range.start < $1.range.start }
    guard let first = replacements.first, let last = replacements.max(by: { $0.range.end < $1.range.end }),
      replacements.allSatisfy({ $0.range.source === first.range.source }),
      last.range.end - first.range.start < farthest,
      replacements.reduce(0, { $0 + $1.text.utf8.count }) < farthest
    else { return [] }
    let source = first.range.source
    let bytes = source.bytes
    guard first.range.start >= 0, last.range.end <= bytes.count else { return [] }

    var start = places.place(first.range.start, in: source).lineStart
    let isCutBefore = first.range.start - start > context
    if isCutBefore {
      start = first.range.start - context
      while start < first.range.start, bytes[start] & 0xC0 == 0x80 { start += 1 }
    }
    var end = last.range.end
    let limit = min(bytes.count, end + context)
    while end < limit, bytes[end] != 0x0A { end += 1 }
    let isCutAfter = end < bytes.count && bytes[end] != 0x0A
    if isCutAfter { while end > last.range.end, bytes[end] & 0xC0 == 0x80 { end -= 1 } }

    var text = ""
    var position = start
    for replacement in replacements {
      // Overlapping changes cannot all be made; the message says what is meant.
      if replacement.range.start < position { return [] }
      text += source.text(position, replacement.range.start) + replacement.text
      position = replacement.range.end
    }
    text += source.text(position, end)
    return laidOut(text, isCutBefore: isCutBefore, isCutAfter: isCutAfter)
  }

  private static func laidOut(_ text: String, isCutBefore: Bool, isCutAfter: Bool) -> [String] {
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    ") }
    lines = lines.map { line in
      var line = line
      while line.last == " " || line.last == "\r" { line.removeLast() }
      return line
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    if !isCutBefore {
      while lines.first?.isEmpty == true { lines.removeFirst() }
      let indents = lines.filter { !$0.isEmpty }.map { line in line.prefix { $0 == " " }.count }
      let common = indents.min() ?? 0
      lines = lines.map { String($0.dropFirst(min(common, $0.count))) }
    }
    guard !lines.isEmpty else { return [] }
    if isCutBefore { lines[0] = "…" + lines[0] }
    if isCutAfter { lines[lines.count - 1] += "…" }
    if lines.count > mostLines { lines = lines.prefix(mostLines - 1) + ["…"] }
    return lines.map { DisplayWidth.cut(CellText.oneLine($0), to: longestLine) }
  }
}
