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
      "scale", "account \"A\" {", "\u{202E}| |", "\"\\(\"\\(",
    ]

  @Test(arguments: texts) func aSampleIsReadAndLaidOut(_ text: String) {
    let source = SourceText(text)
    ParserProperty().check(source)
    FormatterProperty().check(source)
  }

  @Test func samplesAreResolved() {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/PlanRuntime/Library")
    let property = ResolverProperty(library: root.path)
    for text in FuzzPropertyTests.texts { property.check(SourceText(text)) }
  }
}
