import PlanLang

/// A diagnostic as one JSON object, for editors and other programs.
enum DiagnosticJSON {
  static func line(_ diagnostic: Diagnostic, _ places: SourcePlaces) -> String {
    let range = diagnostic.primary?.range
    var members: [(key: String, value: String)] = [
      ("code", JSONText.string(diagnostic.code.rawValue)),
      ("severity", JSONText.string(diagnostic.severity.rawValue)),
      ("message", JSONText.string(diagnostic.message)),
      ("file", range?.source.name.map { JSONText.string($0) } ?? "null"),
    ]
    members += place(range, places)
    members.append(("notes", JSONText.array(notes(diagnostic, places).map { JSONText.string($0) })))
    members.append(
      (
        "fix_its",
        JSONText.array(
          diagnostic.fixIts.map { fixIt in
            let replacements = fixIt.replacements.map { replacement in
              JSONText.object(place(replacement.range, places) + [("text", JSONText.string(replacement.text))])
            }
            return JSONText.object([
              ("message", JSONText.string(fixIt.message)), ("replacements", JSONText.array(replacements)),
            ])
          })
      ))
    return JSONText.object(members)
  }

  private static func place(_ range: SourceRange?, _ places: SourcePlaces) -> [(key: String, value: String)] {
    let start = range.map { places.place($0.start, in: $0.source) }
    let end = range.map { places.place($0.end, in: $0.source) }
    func number(_ value: Int?) -> String { value.map(String.init) ?? "null" }
    return [
      ("line", number(start?.line)), ("column", number(start?.column)), ("end_line", number(end?.line)),
      ("end_column", number(end?.column)),
    ]
  }

  /// Everything that is said beside the message: the words at the place, those at other places with where that is, and
  /// the notes.
  private static func notes(_ diagnostic: Diagnostic, _ places: SourcePlaces) -> [String] {
    var notes: [String] = []
    if let text = diagnostic.primary?.text, !text.isEmpty { notes.append(text) }
    for label in diagnostic.labels { notes.append("\(places.name(of: label.range)): \(label.text)") }
    return notes + diagnostic.notes
  }
}
