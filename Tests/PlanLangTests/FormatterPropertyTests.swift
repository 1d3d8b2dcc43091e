import Testing

@testable import PlanLang

/// What holds for every text: the same tokens and the same tree come out, comments stay, and a second time changes nothing.
struct FormatterPropertyTests {
  @Test func everyFileOfTheRepository() throws {
    for file in try planFiles() {
      for width in [100, 60, 20] { check(file, width: width) }
    }
  }

  @Test(arguments: Samples.all) func everyConstruct(_ text: String) {
    for width in [100, 60, 40, 20] { check(SourceText(text), width: width) }
  }

  @Test func allConstructsInOneFile() {
    let text = Samples.all.map { $0.hasPrefix("|") ? "_ " + $0 : $0 }.joined(separator: "\n\n\n")
    for width in [100, 60, 40, 20] { check(SourceText(text), width: width) }
  }

  @Test(arguments: 0..<6) func anyOtherLayout(_ seed: Int) {
    var dice = Dice(seed: UInt64(seed + 1))
    var looked = 0
    for text in Samples.all {
      for _ in 0..<8 {
        let shuffled = relaidOut(SourceText(text), dice: &dice)
        guard Parser.parse(shuffled).diagnostics.isEmpty else { continue }
        looked += 1
        check(shuffled, width: [100, 60, 40, 20].randomElement(using: &dice) ?? 100)
      }
    }
    #expect(looked > 600)
  }

  @Test func layoutDoesNotMatterBeyondWhatItSays() {
    // Texts without blocks on one line and without pipelines have one form, however they were laid out.
    var dice = Dice(seed: 99)
    let texts = [
      "let a = if x then sum(worth of goals where rank = 1 and due < today) else [1, 2, 3]",
      "let a = (x and y or not (z in [1, 2] and name ~ \"long enough to need a second line\" and other_name is known))",
      "require any(stars where pace >= 7) else \"No\"",
      "why sum(worth of goals where rank = 1 and owner is known and due < today + 90 days and not (paused ?? no))",
    ]
    for text in texts {
      let expected = Formatter(width: 60).format(parse(text))
      for _ in 0..<60 {
        let other = relaidOut(SourceText(text), dice: &dice, comments: false)
        let tree = Parser.parse(other)
        guard tree.diagnostics.isEmpty else { continue }
        #expect(Formatter(width: 60).format(tree) == expected)
      }
    }
  }

  @Test func textsWithErrorsAreLeftAlone() {
    for text in ["clerks|where", "shop \"A\" {  x = 1", "  print   'a'  ", "a == b", "\"open"] {
      #expect(Formatter().format(parse(text)) == text)
    }
  }

  @Test func mutatedTextsThatStillParse() {
    var dice = Dice(seed: 21)
    for text in Samples.all {
      for _ in 0..<10 {
        let source = mutated(SourceText(text), changes: 2, dice: &dice)
        if Parser.parse(source).diagnostics.isEmpty { check(source, width: 50) }
      }
    }
  }

  @Test(arguments: 0..<4) func sentencesOfTheGrammar(_ seed: Int) {
    var generator = GrammarGenerator(Grammar.ofManual, seed: UInt64(seed + 50))
    for round in 0..<500 {
      let text = generator.text(of: round % 3 == 0 ? "program" : "item", depth: 16 + round % 40)
      check(SourceText(text), width: [100, 60, 40, 20][round % 4])
    }
  }

  // MARK: The properties

  private func check(_ source: SourceText, width: Int, sourceLocation: SourceLocation = #_sourceLocation) {
    let tree = Parser.parse(source)
    guard tree.diagnostics.isEmpty else {
      Issue.record(
        "the text has errors: \(source.text)\n\(tree.diagnostics.map(brief))", sourceLocation: sourceLocation)
      return
    }
    let formatter = Formatter(width: width)
    let once = SourceText(name: nil, bytes: formatter.formattedBytes(tree))
    func fail(_ what: String) {
      Issue.record(
        "\(what) (width \(width)):\n\(source.text)\n--- became ---\n\(once.text)", sourceLocation: sourceLocation)
    }
    if !Formatter.sameTokens(tree, once) { return fail("other tokens") }
    let again = Parser.parse(once)
    if !again.diagnostics.isEmpty { return fail("errors \(again.diagnostics.map(brief))") }
    if meaning(again) != meaning(tree) { return fail("another tree") }
    if comments(again) != comments(tree) { return fail("other comments \(comments(tree)) \(comments(again))") }
    let twice = String(decoding: formatter.formattedBytes(again), as: UTF8.self)
    if twice != once.text { return fail("a second time gives\n\(twice)\n---") }
    let lines = once.text.split(separator: "\n", omittingEmptySubsequences: false)
    if !once.text.contains("\"\"\""), lines.contains(where: { $0.last == " " || $0.last == "\t" }) {
      fail("blanks at a line's end")
    }
    if once.text.contains("\n\n\n"), !source.text.contains("\"\"\"") { fail("two blank lines") }
    if !once.text.isEmpty, !once.text.hasSuffix("\n") || once.text.hasSuffix("\n\n") { fail("the end") }
  }

  /// The tree without the separators.
  private func meaning(_ tree: SyntaxTree) -> String {
    outline(tree.root).replacing(" ;", with: "")
  }

  /// The comments in order, without the blanks at their ends.
  private func comments(_ tree: SyntaxTree) -> [String] {
    var result: [String] = []
    var end = 0
    for token in tree.tokens {
      for line in tree.source.text(end, Int(token.start)).split(whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
        guard let start = line.firstIndex(of: "#") else { continue }
        var comment = line[start...]
        while comment.last == " " || comment.last == "\t" || comment.last == "\r" { comment.removeLast() }
        result.append(String(comment))
      }
      end = Int(token.end)
    }
    return result
  }

  /// The same tokens with other blanks, line breaks and comments between them, where the language allows them.
  private func relaidOut(_ source: SourceText, dice: inout Dice, comments: Bool = true) -> SourceText {
    let tokens = Lexer(source).tokens
    var result = ""
    var open: [TokenKind] = []
    var inText = 0
    for (index, token) in tokens.enumerated() {
      let previous = index > 0 ? tokens[index - 1] : nil
      let gap = source.text(Int(previous?.end ?? 0), Int(token.start))
      let isInBrackets = open.last == .leftParen || open.last == .leftBracket
      var mayBreak = isInBrackets || gap.contains("\n") || token.kind == .bar && open.last != .leftBrace
      switch previous?.kind {
      case .comma, .arrow, .and, .or, .plus, .star, .slash, .leftBrace: mayBreak = true
      default: break
      }
      if token.kind == .rightBrace { mayBreak = true }
      if inText > 0 { mayBreak = false }
      let hadBreak = gap.contains("\n")
      if token.kind == .textMiddle || token.kind == .textTail || previous?.kind == .textHead
        || previous?.kind == .textMiddle
      {
        result += gap
      } else if mayBreak, hadBreak || Int.random(in: 0..<3, using: &dice) == 0 {
        switch Int.random(in: 0..<(comments ? 5 : 2), using: &dice) {
        case 0: result += "\n"
        case 1: result += "  \n\n\n    "
        case 2: result += " # trailing \n"
        case 3: result += "\n  # above, \"quoted\" { ( \n\n"
        default: result += "#one\n\t##  two\n"
        }
      } else if !gap.isEmpty || token.kind == .bar || token.kind == .equal {
        result += String(repeating: " ", count: Int.random(in: 1..<4, using: &dice))
      }
      result += source.text(Int(token.start), Int(token.end))
      switch token.kind {
      case .leftParen, .leftBracket, .leftBrace: open.append(token.kind)
      case .rightParen, .rightBracket, .rightBrace: _ = open.popLast()
      case .textHead: inText += 1
      case .textTail: inText -= 1
      default: break
      }
    }
    return SourceText(result)
  }
}
