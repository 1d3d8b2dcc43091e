@testable import planshell

/// A language of a few words, enough to try the prompt with.
struct FakeLanguage: LineAssistant {
  var words = ["stakeholder", "stakeholders", "stale", "account", "where", "show"]
  var summaries: [String: String] = [:]

  func isComplete(_ text: String) -> Bool {
    text.filter { $0 == "{" }.count <= text.filter { $0 == "}" }.count
  }

  func completions(in text: String, at cursor: Int) -> CompletionList {
    let characters = Array(text)
    var start = cursor
    while start > 0, characters[start - 1].isLetter || characters[start - 1] == "_" { start -= 1 }
    let typed = String(characters[start..<cursor])
    let fitting = words.filter { $0.hasPrefix(typed) }
    return CompletionList(
      range: start..<cursor, candidates: fitting.map { CompletionCandidate($0, summary: summaries[$0] ?? "") })
  }

  func highlight(_ text: String) -> [(Range<Int>, Style)] {
    let characters = Array(text)
    let word = Array("where")
    return characters.indices.filter { characters[$0...].starts(with: word) }
      .map { ($0..<$0 + word.count, Style(colour: .blue, isBold: true)) }
  }
}
