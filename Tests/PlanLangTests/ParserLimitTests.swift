import Testing

@testable import PlanLang

/// Texts built to break a parser: they are read to the end and answered with a diagnostic, on a small stack too.
struct ParserLimitTests {
  static let towers: [(String, String)] = [
    ("(", "round brackets"), ("[", "square brackets"), ("{", "braces"), ("not ", "not"), ("- ", "minus"),
    ("if ", "if"), ("if a then ", "then"), ("if a then b else ", "else"), ("a.", "path"), ("a + ", "plus"),
    ("a * (", "times"), ("a ?? ", "default"), ("a or ", "or"), ("a and not (", "and not"), ("count(", "calls"),
    ("sum(a of (b | where ", "subqueries"), ("f(", "own functions"), ("\"\\(", "texts in texts"), ("if a { ", "bodies"),
    ("x \"A\" { ", "blocks"), ("per \"a\" { ", "evidence groups"), ("scenario \"s\" { ", "scenarios"),
    ("a = [", "value lists"), ("x \"A\" { y = [", "lists in data"), ("a | where b | ", "steps"), ("a in ", "in"),
    ("a.b[", "odd index"), ("for each a in b { ", "loops"), ("a = ", "chained equals"), ("if a {} else ", "else if"),
    ("\"a\" of ", "references"), ("(a + ", "sums in brackets"), ("((a + a) + ", "sums on the left"), ("1..", "ranges"),
    ("x \"A\" of ", "things"), ("a is ", "is"), ("why ", "why"), ("all ", "all"), ("|", "bars"), ("\"\"\"", "quotes"),
    ("`", "backticks"), (";", "semicolons"), ("}", "closing braces"), (")", "closing brackets"),
    ("table t { ", "tables"),
    ("a -> ", "arrows"), ("$", "signs"), ("''", "single quotes"), ("\u{FF}", "strange letters"),
  ]

  @Test(arguments: towers) func deepNesting(_ piece: String, _ name: String) {
    for prefix in ["", "print ", "x \"A\" { y = ", "let q = a | where "] {
      let text = prefix + String(repeating: piece, count: 20_000)
      onSmallStack {
        let tree = parse(text)
        #expect(tree.tokens.last?.end == UInt32(text.utf8.count))
        #expect(tree.printed() == text)
        #expect(tree.diagnostics.count < 20_100)
      }
    }
  }

  @Test(arguments: [
    ("(", "a", ")"), ("[", "a", "]"), ("- ", "a", ""), ("not ", "a", ""), ("", "a", " + a"), ("(a + ", "a", ")"),
    ("(", "a", " + a + a)"),
  ])
  func balancedTowers(_ open: String, _ middle: String, _ close: String) {
    let text = "print " + String(repeating: open, count: 100_000) + middle + String(repeating: close, count: 100_000)
    let tree = parse(text)
    #expect(tree.diagnostics.map(\.code) == [.tooDeep])
    #expect(tree.printed() == text)
  }

  @Test func oneMoreIsTooDeepAndOneLessIsNot() {
    func text(_ depth: Int) -> String {
      "print " + String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
    }
    let limit = Parser.maximumDepth
    #expect(parse(text(limit - 1)).diagnostics.isEmpty)
    #expect(parse(text(limit)).diagnostics.map(\.code) == [.tooDeep])
    #expect(limit >= 48)
  }

  @Test func afterSomethingTooDeepReadingGoesOn() {
    let deep = String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000)
    let tree = parse("print \(deep)\nclerks | where pace >\nlet x = clerks")
    #expect(tree.diagnostics.map(\.code) == [.tooDeep, .expected])
    #expect(tree.root.children.map(\.kind).suffix(1) == [.letDeclaration])
  }

  @Test func deepBlocksAreToldOnceAndSkippedToTheirEnd() {
    let open = String(repeating: "x \"a\" { b = 1; ", count: 3000)
    let closed = parse(open + String(repeating: "}", count: 3000) + "\nprint )")
    #expect(closed.diagnostics.map(\.code) == [.tooDeep, .expected])
    let unclosed = parse(open)
    #expect(unclosed.diagnostics.count == Parser.maximumDepth + 2)
  }

  @Test func veryLongLine() {
    let name = String(repeating: "n", count: 4 << 20)
    #expect(parse("print \"\(name)\"").diagnostics.isEmpty)
    #expect(parse(name).diagnostics.isEmpty)
    #expect(parse("# " + name).diagnostics.isEmpty)
    #expect(parse("print " + String(repeating: "7", count: 1 << 20)).tokens.count == 3)
  }

  @Test func manyProblemsTakeBoundedMemory() {
    // Each line has a slip of its own; looking the earlier ones up must not make the later ones slow.
    let line = "print 'a\nx \"A\" { y = }\nclerks | where $ | show\n"
    #expect(parse(String(repeating: line, count: 1000)).diagnostics.count == 4000)
    let many = parse(String(repeating: line, count: 20_000))
    #expect(many.diagnostics.count == 2 * Lexer.maximumDiagnostics)
    #expect(
      parse("print \"" + String(repeating: "\\(", count: 100_000)).diagnostics.count <= 2 * Lexer.maximumDiagnostics)
  }
}
