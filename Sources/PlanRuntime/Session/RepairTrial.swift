import PlanLang

/// Tries each repair before it is offered: one that only leads to the next mistake is no help.
///
/// A repair whose text has a mistake of its own left is offered with that one's repair done too, so that one step is
/// enough; where none of a diagnostic's repairs leads to a text without new mistakes, its sentence stands alone.
struct RepairTrial {
  /// The mistakes a text has; nil when trying it out is too much work.
  let mistakes: (SourceText) -> [Diagnostic]?

  /// More than this is no sentence somebody just typed.
  private static let longestText = 20_000
  private static let mostDiagnostics = 12
  private static let mostSteps = 3
  /// What is no fault of the sentence: files and scenarios that are not there, and what this version can't do.
  private static let elsewhere: Set<DiagnosticCode> = [
    .notBuilt, .noSuchPath, .noPlanFiles, .unreadable, .unwritable, .unknownScenario,
  ]

  func tried(_ diagnostics: [Diagnostic], in source: SourceText) -> [Diagnostic] {
    guard source.bytes.count <= RepairTrial.longestText, diagnostics.count <= RepairTrial.mostDiagnostics else {
      return diagnostics
    }
    let known = Set(diagnostics.map(RepairTrial.key))
    return diagnostics.map { diagnostic in
      guard !diagnostic.fixIts.isEmpty, diagnostic.primary?.range.source === source else { return diagnostic }
      var told = diagnostic
      told.fixIts = diagnostic.fixIts.compactMap { completed($0, of: diagnostic, in: source, known) }
      if told.fixIts.isEmpty, let label = diagnostic.primary { told.primary = .init(label.range, plain(label.text)) }
      return told
    }
  }

  private static func key(_ diagnostic: Diagnostic) -> String { "\(diagnostic.code.rawValue) \(diagnostic.message)" }

  /// The repair as it may be offered: alone when that is enough, with what else must be repaired in the same sentence, or
  /// not at all.
  private func completed(
    _ fix: Diagnostic.FixIt, of diagnostic: Diagnostic, in source: SourceText, _ known: Set<String>
  ) -> Diagnostic.FixIt? {
    guard fix.replacements.allSatisfy({ $0.range.source === source }) else { return fix }
    var bytes = RepairTrial.applied(fix, to: source.bytes[...])
    for step in 0..<RepairTrial.mostSteps {
      guard bytes.contains(where: { $0 > 0x20 }) else { return nil }
      let text = SourceText(name: source.name, String(decoding: bytes, as: UTF8.self))
      guard let left = mistakes(text) else { return fix }
      let fresh = left.filter { !known.contains(RepairTrial.key($0)) && !RepairTrial.elsewhere.contains($0.code) }
      guard let next = fresh.first else {
        return step == 0 ? fix : RepairTrial.whole(fix.message, from: source, to: bytes)
      }
      // Several mistakes where there was one: it was not meant like this.
      guard fresh.count == 1, let further = next.fixIts.first, !further.replacements.isEmpty,
        further.replacements.allSatisfy({ $0.range.source === text })
      else { return nil }
      bytes = RepairTrial.applied(further, to: bytes[...])
    }
    return nil
  }

  private static func applied(_ fix: Diagnostic.FixIt, to text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes = Array(text)
    for replacement in fix.replacements.sorted(by: { $0.range.start > $1.range.start }) {
      guard replacement.range.start <= replacement.range.end, replacement.range.end <= bytes.count else { continue }
      bytes.replaceSubrange(replacement.range.start..<replacement.range.end, with: replacement.text.utf8)
    }
    return bytes
  }

  /// One replacement for all that differs between two texts.
  private static func whole(_ message: String, from source: SourceText, to bytes: [UInt8]) -> Diagnostic.FixIt {
    let old = source.bytes
    var start = 0
    while start < min(old.count, bytes.count), old[start] == bytes[start] { start += 1 }
    var common = 0
    while common < min(old.count, bytes.count) - start, old[old.count - 1 - common] == bytes[bytes.count - 1 - common] {
      common += 1
    }
    // A letter is never cut in two.
    while start > 0, start < old.count, old[start] & 0xC0 == 0x80 { start -= 1 }
    while common > 0, old[old.count - common] & 0xC0 == 0x80 { common -= 1 }
    let range = SourceRange(source: source, start: start, end: old.count - common)
    return .init(
      message, replace: range, with: String(decoding: bytes[start..<(bytes.count - common)], as: UTF8.self))
  }

  /// What stands below the place when nothing is offered for it.
  private func plain(_ label: String) -> String {
    ["did you mean", "write `", "the noun stands first"].contains { label.hasPrefix($0) } ? "not known here" : label
  }
}
