import Foundation
import Testing

@testable import PlanLang

/// What `scripts/fuzz` holds against invented texts holds for those people wrote, and its targets still build.
struct FuzzPropertyTests {
  private static let texts =
    Samples.all + [
      "", "\0", "2$26", "2$$$$$$$$$% + 1", "\nparam:ph", "scale", "account \"A\" {", "\u{202E}| |", "\"\\(\"\\(",
      "help t.\r...", "worksheet w on opportunity answers proof {\n  worth {\n    metrics \"What\\(a b",
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
