import Testing

@testable import PlanLang

/// The formatter walks the deepest trees the parser builds, on a small stack too.
struct FormatterLimitTests {
  static let towers: [(open: String, middle: String, close: String)] = [
    ("(", "a", ")"), ("(a + ", "a", ")"), ("(", "a", " + a)"), ("[", "a", "]"), ("count(", "a", ")"),
    ("sum(a of (b | where ", "c", "))"), ("not (", "a", ")"), ("- ", "a", ""), ("if a then b else ", "c", ""),
    ("(if a then b else ", "c", ")"), ("f(a, ", "b", ")"), ("a in [", "b", "]"), ("a ?? ", "b", ""),
    ("(a and b or ", "c", ")"), ("count(a where b = ", "c", ")"),
  ]

  @Test(arguments: towers) func deepExpressions(_ open: String, _ middle: String, _ close: String) {
    onSmallStack {
      // The deepest tower the parser takes.
      var depth = Parser.maximumDepth
      var text = ""
      repeat {
        depth -= 1
        text = "print " + String(repeating: open, count: depth) + middle + String(repeating: close, count: depth)
      } while !parse(text).diagnostics.isEmpty && depth > 0
      #expect(depth >= Parser.maximumDepth / 3)
      checkTwice(text)
    }
  }

  @Test func deepBlocks() {
    onSmallStack {
      let depth = Parser.maximumDepth - 1
      checkTwice(String(repeating: "x \"A\" { b = 1; ", count: depth) + String(repeating: "} ", count: depth))
      checkTwice(String(repeating: "if a { print 1\n", count: depth) + String(repeating: "}\n", count: depth))
    }
  }

  @Test func longChains() {
    onSmallStack {
      let chain = String(repeating: "a + ", count: Parser.maximumChain) + "a"
      checkTwice("print \(chain)")
      checkTwice("print (\(chain))")
      let mixed = String(repeating: "(a + b) * c or d and ", count: 80) + "e"
      checkTwice("clerks | where \(mixed)")
      let long = String(repeating: "clerks | ", count: 3000) + "count"
      checkTwice(long)
      checkTwice("print [" + String(repeating: "1, ", count: 20_000) + "]")
    }
  }
}

/// Holds that a text formats to the same tokens, and that formatting again changes nothing, at two widths.
private func checkTwice(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let tree = parse(text)
  #expect(tree.diagnostics.map(brief) == [], sourceLocation: sourceLocation)
  for width in [100, 20] {
    let once = SourceText(name: nil, bytes: Formatter(width: width).formattedBytes(tree))
    #expect(Formatter.sameTokens(tree, once), sourceLocation: sourceLocation)
    let again = Parser.parse(once)
    #expect(again.diagnostics.map(brief) == [], sourceLocation: sourceLocation)
    #expect(Formatter(width: width).formattedBytes(again) == once.bytes, sourceLocation: sourceLocation)
  }
}
