import Foundation
import Testing

@testable import PlanLang

/// The grammar of the manual and the parser say the same.
struct GrammarTests {
  private let grammar = Grammar.ofManual

  // MARK: The page

  @Test func everyRuleIsWrittenAndUsed() {
    var used: Set<String> = ["program", "EOL"]
    for name in grammar.names {
      for node in grammar.nodes(of: name) {
        if case .rule(let other) = node.kind { used.insert(other) }
      }
    }
    #expect(Set(grammar.names).union(["EOL"]) == used)
  }

  @Test func wordsAreThoseOfTheLanguageTable() {
    #expect(grammar.words(of: "RESERVED") == Vocabulary.reserved)
    #expect(grammar.words(of: "step_word") == Vocabulary.steps)
    #expect(grammar.words(of: "aggregate_word") == Vocabulary.aggregates)
    #expect(grammar.words(of: "member_word") == Vocabulary.members)
    #expect(grammar.words(of: "declaring_word") == Vocabulary.declarations.union(Vocabulary.members))
    #expect(grammar.words(of: "acting_word") == Vocabulary.statements)
    var words: Set<String> = []
    for name in grammar.names where !Grammar.isToken(name) {
      words.formUnion(grammar.literals(in: name).filter { $0.first?.isLetter == true && $0.count > 1 })
    }
    let kinds: [LanguageWord.Kind] = [
      .statement, .report, .declaration, .member, .step, .aggregate, .clause, .reserved,
    ]
    #expect(words.subtracting(LanguageTable.words.map(\.name)) == [])
    #expect(Set(kinds.flatMap { LanguageTable.names(of: $0) }).subtracting(words) == ["facts"], "a noun")
  }

  // MARK: From the grammar to the parser

  @Test func everyTokenIsReadAsOne() {
    var generator = GrammarGenerator(grammar, seed: 3)
    let kinds = grammar.names.filter { Grammar.isToken($0) && GrammarTests.tokens.contains($0) }
    for kind in kinds {
      for _ in 0..<400 {
        let text = generator.token(kind)
        let source = SourceText(kind.hasSuffix("TAIL") || kind.hasSuffix("MIDDLE") ? opening(kind) + text : text)
        let lexer = Lexer(source)
        // Openings of texts are told as never closed; how they are read is held by whole texts.
        guard !kind.contains("_HEAD"), !kind.contains("_MIDDLE"), !kind.contains("_TAIL") else { continue }
        #expect(lexer.diagnostics.isEmpty, "\(kind) \(text)")
        #expect(lexer.tokens.count == 2, "\(kind) \(text)")
        #expect(GrammarRecogniser.Symbol.kind(lexer.tokens[0].kind) == kind, "\(kind) \(text)")
      }
    }
    #expect(generator.untaken(in: grammar.names.filter(Grammar.isToken)) == [])
  }

  private static let tokens: Set<String> = [
    "NAME", "RESERVED", "NUMBER", "PERCENT", "MONEY", "DURATION", "DATE", "MONTH", "QUARTER", "TEXT", "LONG_TEXT",
    "TEXT_HEAD", "TEXT_MIDDLE", "TEXT_TAIL", "LONG_HEAD", "LONG_MIDDLE", "LONG_TAIL",
  ]

  private func opening(_ kind: String) -> String { kind.hasPrefix("LONG") ? "\"\"\"\n\\(" : "\"\\(" }

  @Test func everySentenceParsesAndPrintsBack() {
    var generator = GrammarGenerator(grammar, seed: 7)
    var failures = 0
    for round in 0..<9000 {
      let rule = round % 3 == 0 ? "program" : "item"
      let text = generator.text(of: rule, depth: 16 + round % 40)
      let tree = parse(text)
      #expect(tree.printed() == text)
      if !tree.diagnostics.isEmpty {
        failures += 1
        if failures <= 20 {
          Issue.record("\(text)\n--- \(tree.diagnostics.map { "\(brief($0)): \($0.message)" }.joined(separator: "\n"))")
        }
      } else if round % 6 == 0 {
        #expect(accepts(tree.source), "the grammar itself: \(text)")
      }
    }
    #expect(failures == 0)
    // Imports are one command of many, and their cases are rarer still.
    for _ in 0..<4000 {
      let text = generator.text(of: "command", depth: 12)
      if text.hasPrefix("import") { #expect(parse(text).diagnostics.isEmpty, "\(text)") }
    }
    #expect(
      generator.untaken(in: grammar.names.filter { !Grammar.isToken($0) && !GrammarTests.lookedAhead.contains($0) })
        == [])
  }

  /// What a reading for slips once took for one.
  @Test(arguments: [
    "check a on b { setting enough warmth = warm \"How warm is enough\" }", "param mood warmth = warm \"The mood\"",
    "worksheet w on shop answers set of skill { one { q \"Which?\" } }",
    "entity a plural bs { wait duration 1 day..90 days }",
    "clerks | show (visit 2026-01-02, \"Ana\")", "clerks | where last in (visit 2026-01-02, \"Ana\")",
    "clerks | sort by desc", "select | count", "load this.folder", "load first / second", "count(a.count where b = 1)",
    "ratio (3, 4)", "(all\n  clerks)", "scale warmth { cold \"\"\"\n  Cold\n  \"\"\" }", "clerks | sort pace\ndesc",
    "clerks | count\nby | take 1",
  ]) func legalTextIsNoSlip(_ text: String) {
    let tree = parse(text)
    #expect(tree.diagnostics.map { "\(brief($0)): \($0.message)" } == [])
    #expect(accepts(tree.source))
  }

  @Test func comparisonsAreNotChainedAfterOr() {
    #expect(!parse("print a or b is known = c").diagnostics.isEmpty)
    #expect(expressionOutline("a or b and c") == expressionOutline("a or\nb and c"))
  }

  @Test(arguments: ["if a\n{ print 1 }", "if a { print 1 }\nelse { print 2 }", "shop \"A\" { tie\n{ } }"])
  func bracesAndElseStandOnTheirLine(_ text: String) {
    let tree = parse(text)
    #expect(tree.diagnostics.map(\.code) == [.unexpected])
    #expect(tree.diagnostics.first?.fixIts.count == 1)
    #expect(!accepts(tree.source))
  }

  /// Rules that only say what a text may not begin with.
  private static let lookedAhead: Set<String> = [
    "member_word", "step_word", "starting_word", "declaring_word", "acting_word", "starts_something",
  ]

  // MARK: From the parser to the grammar

  @Test func everyPlanOfTheRepositoryIsTaken() throws {
    for file in try planFiles() { expectAccepted(file) }
  }

  @Test func everyFenceThatParsesIsTaken() throws {
    for page in try pages() {
      for fence in try fences(of: page) where parses(fence) { expectAccepted(fence) }
    }
  }

  @Test func everySampleIsTaken() {
    for text in Samples.all { expectAccepted(SourceText(text)) }
  }

  /// Slips of all kinds: what the parser still takes without a word, the grammar takes too.
  @Test func whatTheParserTakesTheGrammarTakes() {
    var dice = Dice(seed: 40)
    var generator = GrammarGenerator(grammar, seed: 41)
    var taken = 0
    var failures = 0
    for round in 0..<4000 {
      let text = round % 2 == 0 ? generator.text(of: "item", depth: 14) : Samples.all[round % Samples.all.count]
      let source = mutated(SourceText(text), changes: 1, dice: &dice)
      guard parses(source) else { continue }
      taken += 1
      if !accepts(source) {
        failures += 1
        if failures <= 20 { Issue.record("\(source.text)") }
      }
    }
    #expect(taken > 400)
    #expect(failures == 0)
  }

  /// Whether the parser has nothing to say of a text, and nothing was left for the resolver to say.
  private func parses(_ source: SourceText) -> Bool {
    let tree = Parser.parse(source)
    var isWhole = tree.diagnostics.isEmpty
    tree.root.walk { node in
      let next = node.firstTokenIndex + 1
      switch node.kind {
      case .call where node.child(of: .aggregate) != nil:
        if !Vocabulary.aggregates.contains(node.firstName) { isWhole = false }
      case .thingPart, .childBlock:
        if node.tokenKind(node.firstTokenIndex) != .name || Vocabulary.isForbiddenName(node.firstName) {
          isWhole = false
        }
      case .useCommand: if node.tokenKind(next) == .text || node.tokenKind(next) == .date { isWhole = false }
      case .letDeclaration, .entityDeclaration, .checkDeclaration, .scaleDeclaration, .choiceDeclaration:
        if Vocabulary.isForbiddenName(node.tokenText(next)) { isWhole = false }
        if node.kind == .entityDeclaration, Vocabulary.isForbiddenName(node.tokenText(next + 2)) { isWhole = false }
      default: break
      }
      return true
    }
    return isWhole
  }

  private func accepts(_ source: SourceText) -> Bool {
    stop(source) == nil
  }

  private func expectAccepted(_ source: SourceText, sourceLocation: SourceLocation = #_sourceLocation) {
    guard let stop = stop(source) else { return }
    Issue.record(
      "\(source.name ?? ""): the grammar stops at: \(stop)\n\(source.name == nil ? source.text : "")",
      sourceLocation: sourceLocation)
  }

  /// The words before the place where the grammar can't go on; nil when it takes the whole text.
  private func stop(_ source: SourceText) -> String? {
    let grammar = grammar
    // Following every alternative goes deep.
    return onThread(kilobytes: 256 << 10) {
      let symbols = GrammarRecogniser.Symbol.tokens(of: source)
      var recogniser = GrammarRecogniser(grammar, tokens: symbols)
      if recogniser.accepts("program") { return nil }
      let end = min(recogniser.farthest + 1, symbols.count)
      return symbols[max(0, end - 12)..<end].map { $0.text.isEmpty ? "<\($0.kind)>" : $0.text }.joined(separator: " ")
    }
  }

  // MARK: Pages

  private func pages() throws -> [URL] {
    var result = [repository.appendingPathComponent("README.md")]
    for folder in ["docs/manual", "Tests/Spec", "scripts/examples", "docs/errors"] {
      let root = repository.appendingPathComponent(folder)
      let files = try? FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
      result += (files ?? []).filter { $0.pathExtension == "md" }
    }
    return result.sorted { $0.path < $1.path }
  }

  /// The `plan` fences of a page.
  private func fences(of page: URL) throws -> [SourceText] {
    var result: [SourceText] = []
    var lines: [Substring]?
    for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
      if let inside = lines {
        if line.hasPrefix("```") {
          result.append(SourceText(name: "\(page.lastPathComponent)", inside.joined(separator: "\n")))
          lines = nil
        } else {
          lines?.append(line)
        }
      } else if line.hasPrefix("```plan") {
        lines = []
      }
    }
    return result
  }
}
