import Foundation
import PlanLang
import PlanRuntime
import Testing

@testable import planshell

/// The examples in the manual's pages on output are what the renderers write.
@Suite struct RenderingManualTests {
  let fixture = RenderingFixture()

  private func page(_ name: String) throws -> String {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    return try String(contentsOf: root.appendingPathComponent("docs/manual/\(name).md"), encoding: .utf8)
  }

  private func expectExample(_ text: String, in name: String) throws {
    let page = try page(name)
    #expect(page.contains("```text\n\(text)```\n"), "\(name).md should show:\n\(text)")
  }

  @Test func output() throws {
    let name = ("name", ValueType.text)
    let value = ("value", ValueType.money)
    try expectExample(
      fixture.table(
        [name, ("alignment", RenderingFixture.alignment), ("value", .number), ("share", .percent)],
        [
          [.text("Dana Li"), .code(2), .integer(250_000), .percent(333_333)],
          [.text("田中 太郎"), .code(1), .number(1_500_000), .fraction(20)],
          [.text("Ola Berg"), .unknown, .unknown, .unknown],
        ]
      ).written(.table), in: "output")
    var footed = fixture.table(
      [name, ("alignment", RenderingFixture.alignment)], [[.text("Dana Li"), .code(2)], [.text("田中"), .code(1)]])
    footed.leftOutUnknown = 3
    footed.skippedUnknown = 1
    try expectExample(footed.shown(width: 80), in: "output")
    var tree = fixture.table(
      [name, ("power", .integer)],
      [
        [.text("Ngozi"), .integer(9)], [.text("Dana Li"), .integer(7)], [.text("田中"), .integer(4)],
        [.text("Ola"), .integer(5)],
      ])
    tree.style = .tree(depths: [0, 1, 2, 1])
    try expectExample(tree.written(.table), in: "output")
    var bars = fixture.table(
      [("stage", .text), ("deals", .integer)],
      [[.text("lead"), .integer(8)], [.text("proposal"), .integer(4)], [.text("contract"), .integer(1)]])
    bars.style = .bars(column: nil)
    try expectExample(bars.written(.table), in: "output")
    try expectExample(
      fixture.table(
        [name, ("title", .text), ("notes", .text)],
        [
          [.text("Dana Li"), .text("Chief Financial Officer"), .text("Prefers calls.\nNever on Mondays.")],
          [.text("田中"), .unknown, .absent],
        ]
      ).written(.record), in: "output")
    let dana = Value.money(2_500_000_000, "USD")
    try expectExample(
      fixture.table([name, value], [[.text("Dana Li"), dana], [.text("A | B"), .unknown]]).written(.markdown),
      in: "output")
    try expectExample(
      fixture.table(
        [name, value, ("sets", .set(RenderingFixture.alignment))],
        [[.text("Dana Li"), dana, .values([.code(0), .code(2)])], [.text("Li, Ola"), .unknown, .values([])]]
      ).written(.csv), in: "output")
    try expectExample(
      fixture.table([name, value, ("share", .percent)], [[.text("Dana Li"), dana, .percent(333_333)]]).written(.json),
      in: "output")
  }

  @Test func diagnostics() throws {
    func text(_ diagnostic: Diagnostic) -> String {
      DiagnosticRenderer(colors: false, json: false).render([diagnostic])
    }
    let review = SourceText(
      name: "review.plan", String(repeating: "\n", count: 11) + "stakeholders | where alignmnt = sponsor")
    let place = SourceRange(source: review, start: 32, end: 40)
    try expectExample(
      text(
        Diagnostic(
          .unknownField, "stakeholder has no field `alignmnt`", at: place, label: "did you mean `alignment`?",
          notes: ["`describe stakeholder` lists its fields"],
          fixIts: [.init("write `alignment`", replace: place, with: "alignment")])), in: "diagnostics")
    let data = SourceText(name: "accounts.plan", "account \"A\" {\n  tier = key\n  tier = strategic\n}\n")
    try expectExample(
      text(
        Diagnostic(
          .duplicateField, "`tier` is given twice", at: SourceRange(source: data, start: 29, end: 33),
          label: "again here", labels: [.init(SourceRange(source: data, start: 16, end: 20), "first here")])),
      in: "diagnostics")
  }
}
