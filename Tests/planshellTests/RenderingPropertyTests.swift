import PlanLang
import PlanRuntime
import Testing

@testable import planshell

/// What holds for every input: nothing crashes, nothing raw gets out, lines keep to the window.
@Suite struct RenderingPropertyTests {
  /// A small generator with a fixed seed, so that a failure can be had again.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    }
  }

  private static let pieces = [
    "a", "word ", " ", "\t", "\n", "\r\n", "\r", "é", "e\u{301}", "田中", "👩‍👩‍👧", "🇵🇱", "\u{202E}", "\u{1B}[2J", "\u{0}", "|",
    ",",
    "\"", "\\", "\u{200D}", "\u{301}", "\u{FE0F}", "\u{3164}", "\u{E0041}", "\u{2028}", "a_b", "<b>",
  ]

  private func text(_ dice: inout Dice, upTo most: Int) -> String {
    (0..<Int.random(in: 0...most, using: &dice)).map { _ in Self.pieces.randomElement(using: &dice) ?? "" }.joined()
  }

  /// Signs that must not be printed as they are.
  private func raw(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter {
      let category = $0.properties.generalCategory
      let isJoiner = $0.value == 0x200D || (0xE0020...0xE007F).contains($0.value)
      return $0 != "\n" && (category == .control || (category == .format && !isJoiner) || $0.value == 0x2028)
    }
  }

  @Test(arguments: 0..<60) func diagnostics(_ seed: UInt64) {
    var dice = Dice(state: seed)
    for _ in 0..<20 {
      var bytes = Array(text(&dice, upTo: 60).utf8)
      for _ in 0..<Int.random(in: 0...3, using: &dice) {
        bytes.insert(UInt8.random(in: 0...255, using: &dice), at: Int.random(in: 0...bytes.count, using: &dice))
      }
      if Bool.random(using: &dice) { bytes += Array(String(repeating: "xé", count: 400).utf8) }
      let source = SourceText(name: Bool.random(using: &dice) ? nil : text(&dice, upTo: 3), bytes: bytes)
      func range() -> SourceRange {
        let start = Int.random(in: 0...bytes.count, using: &dice)
        return SourceRange(source: source, start: start, end: Int.random(in: start...bytes.count, using: &dice))
      }
      let diagnostic = Diagnostic(
        .unexpected, text(&dice, upTo: 5), at: range(), label: text(&dice, upTo: 5),
        labels: (0..<Int.random(in: 0...4, using: &dice)).map { _ in .init(range(), text(&dice, upTo: 3)) },
        notes: [text(&dice, upTo: 3)],
        fixIts: [.init(text(&dice, upTo: 3), [.init(range(), text(&dice, upTo: 3)), .init(range(), "x")])])
      let plain = DiagnosticRenderer(colors: false, json: false).render([diagnostic])
      #expect(raw(plain).isEmpty)
      #expect(plain.contains("^"))
      let json = DiagnosticRenderer(colors: false, json: true).render([diagnostic])
      #expect(raw(json).isEmpty && json.utf8.count(where: { $0 == 0x0A }) == 1)
    }
  }

  @Test(arguments: 0..<60) func results(_ seed: UInt64) {
    var dice = Dice(state: seed)
    let fixture = RenderingFixture()
    for _ in 0..<10 {
      let types = (0..<Int.random(in: 1...6, using: &dice)).map { _ in
        [ValueType.text, .number, .money, .outcome].randomElement(using: &dice) ?? .text
      }
      let rows = (0..<Int.random(in: 0...6, using: &dice)).map { _ in
        types.map { type -> Value in
          if Int.random(in: 0..<4, using: &dice) == 0 { return .unknown }
          switch type {
          case .number: return .number(Int64.random(in: -9_999_999_999...9_999_999_999, using: &dice))
          case .money: return .money(Int64.random(in: -99_999_999...99_999_999, using: &dice), "EUR")
          case .outcome: return .yesNo(Bool.random(using: &dice))
          default: return .text(text(&dice, upTo: 40))
          }
        }
      }
      var table = fixture.table(types.map { (text(&dice, upTo: 4), $0) }, rows)
      table.mayDropUnknownColumns = Bool.random(using: &dice)
      switch Int.random(in: 0..<4, using: &dice) {
      case 0: table.style = .bars(column: nil)
      case 1: table.style = .heat
      case 2: table.style = .tree(depths: rows.map { _ in Int.random(in: 0...5, using: &dice) })
      default: break
      }
      let width = Int.random(in: 44...120, using: &dice)
      for format in OutputFormat.allCases {
        let written = ResultRenderer(format: format, isTerminal: false, width: width, colors: false).render(table)
        #expect(raw(written).isEmpty, "\(format)")
        let shown = ResultRenderer(format: format, isTerminal: true, width: width, colors: true).render(table)
        let plain = shown.replacing(/\u{1B}\[[0-9;]*m/, with: "")
        #expect(raw(plain).isEmpty, "\(format)")
        guard format == .table else { continue }
        let lines = plain.split(separator: "\n").filter { !$0.hasPrefix("unknown in every row") }
        let tooWide = lines.filter { DisplayWidth.of($0) > width }
        #expect(tooWide.isEmpty, "\(width) \(tooWide.map { DisplayWidth.of($0) })")
      }
    }
  }
}
