import Foundation
import Testing

@testable import PlanLang

/// What `scripts/fuzz` holds against invented texts holds for those people wrote, and its targets still build.
struct FuzzPropertyTests {
  private static let texts =
    Samples.all + [
      "", "\0", "2$26", "2$$$$$$$$$% + 1", "\nparam:ph", "help a.......oct....3.....",
      "worksheet letters on opportunity answers proof {\n worth {\n  metrics \"What \\(a",
      "worksheet a on account { b { c",
      "check | eighty", "check |", "a\ncheck | s",
      "worksheet a on account answers text, text { b { c \"d\" } }",
      "worksheet a on account answers on date, question text { b { c \"d\" } }",
      "scale", "account \"A\" {", "\u{202E}| |", "\"\\(\"\\(",
    ]

  @Test(arguments: texts) func aSampleIsReadAndLaidOut(_ text: String) {
    let source = SourceText(text)
    ParserProperty().check(source)
    FormatterProperty().check(source)
  }

  /// Bytes that are no UTF-8 are longer as a text than as bytes; places are told in bytes.
  @Test func bytesThatAreNoTextHaveTheirPlaces() {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/PlanRuntime/Library")
    let property = ResolverProperty(library: root.path)
    for text in ["## lint: how \u{1}\u{1}\u{1} of all", "let a = 1 # lint: allow \u{1}\u{1}nose \u{1} - why"] {
      property.check(SourceText(name: nil, bytes: text.utf8.map { $0 == 1 ? 0xFF : $0 }))
    }
  }

  @Test func samplesAreResolved() {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/PlanRuntime/Library")
    let property = ResolverProperty(library: root.path)
    for text in FuzzPropertyTests.texts { property.check(SourceText(text)) }
  }
}
