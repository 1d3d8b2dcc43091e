import PlanLang

/// Turns diagnostics into the text that is printed on standard error.
struct DiagnosticRenderer: Sendable {
  let colors: Bool
  /// Whether a program reads them: one JSON object a line.
  let json: Bool
  /// The columns of the terminal it is printed on; nil for a file or a pipe, which take lines as long as they are.
  let width: Int?

  init(colors: Bool, json: Bool, width: Int? = nil) {
    self.colors = colors
    self.json = json
    self.width = width
  }

  /// The diagnostics in the order given, each line ended.
  func render(_ diagnostics: [Diagnostic]) -> String {
    if diagnostics.isEmpty { return "" }
    let places = SourcePlaces(diagnostics)
    if json { return diagnostics.map { DiagnosticJSON.line($0, places) + "\n" }.joined() }
    return diagnostics.map { DiagnosticText($0, places, Paint(isOn: colors), width: width).text() }.joined(
      separator: "\n")
  }
}
