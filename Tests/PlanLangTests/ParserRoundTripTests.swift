import Testing

@testable import PlanLang

/// The tree prints back what was read, byte for byte, whatever was read.
struct ParserRoundTripTests {
  @Test func everyFileOfTheRepository() throws {
    let files = try planFiles()
    #expect(!files.isEmpty)
    for file in files {
      let tree = Parser.parse(file)
      #expect(tree.printed() == file.text, "\(file.name ?? "")")
      #expect(tree.diagnostics.map { "\(file.name ?? ""): \(brief($0))" } == [])
    }
  }

  @Test func cutAtEveryByte() {
    for text in Samples.all {
      let bytes = Array(text.utf8)
      for end in 0...bytes.count {
        let source = SourceText(name: nil, bytes: Array(bytes[..<end]))
        checkWhole(Parser.parse(source))
      }
    }
  }

  @Test func withTokensDeletedDoubledAndSwapped() throws {
    var dice = Dice(seed: 11)
    let whole = SourceText(Samples.all.joined(separator: "\n"))
    for round in 0..<150 {
      checkWhole(Parser.parse(mutated(whole, changes: 1 + round % 12, dice: &dice)))
    }
    for text in Samples.all {
      for _ in 0..<12 { checkWhole(Parser.parse(mutated(SourceText(text), changes: 2, dice: &dice))) }
    }
  }

  @Test func randomBytes() {
    var dice = Dice(seed: 5)
    let alphabet = Array("{}()[]|,;=.\"`'#\\ \n\tab1-+*/<>?%$:&!~_".utf8) + [0xC3, 0xA9, 0xE2, 0x80, 0x9C, 0xFF, 0x00]
    for _ in 0..<3000 {
      let length = Int.random(in: 0..<120, using: &dice)
      let anyByte = Bool.random(using: &dice)
      let bytes = (0..<length).map { _ in
        anyByte ? UInt8.random(in: 0...255, using: &dice) : alphabet.randomElement(using: &dice) ?? 32
      }
      checkWhole(Parser.parse(SourceText(name: nil, bytes: bytes)))
    }
  }

  /// Holds what every tree promises: it prints back, tokens lie in order, children lie in their parents.
  private func checkWhole(_ tree: SyntaxTree, sourceLocation: SourceLocation = #_sourceLocation) {
    guard tree.printed() == tree.source.text else {
      Issue.record("does not print back: \(tree.source.text)", sourceLocation: sourceLocation)
      return
    }
    var end: UInt32 = 0
    for token in tree.tokens {
      if token.start < end || token.end < token.start {
        Issue.record("tokens overlap: \(tree.source.text)", sourceLocation: sourceLocation)
        return
      }
      end = token.end
    }
    if !isNested(tree.root) {
      Issue.record("children outside their parent: \(tree.source.text)", sourceLocation: sourceLocation)
    }
  }

  private func isNested(_ node: SyntaxNode) -> Bool {
    var position = node.firstTokenIndex
    for child in node.children {
      guard child.firstTokenIndex >= position, child.endTokenIndex <= node.endTokenIndex, isNested(child) else {
        return false
      }
      position = child.endTokenIndex
    }
    return position <= node.endTokenIndex
  }
}
