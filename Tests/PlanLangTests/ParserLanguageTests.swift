import Testing

@testable import PlanLang

/// Every construct of the language parses, to the shape the grammar says.
struct ParserLanguageTests {
  @Test(arguments: Samples.all) func everyConstructParses(_ text: String) {
    let tree = parse(text)
    #expect(tree.diagnostics.map { "\(brief($0)): \($0.message)" } == [])
    #expect(tree.printed() == text)
  }

  @Test func allConstructsInOneFile() {
    let text = Samples.all.joined(separator: "\n")
    // A line that starts with `|` would go on from the line before.
    let tree = parse(text.replacing("\n| where", with: "\n_ | where"))
    #expect(tree.diagnostics.map { brief($0) } == [])
  }

  /// `for` after a format or a file names an audience, and on the next line begins a loop.
  @Test(arguments: ["as csv", "to \"out.csv\""]) func aLoopAfterAFormat(_ step: String) {
    let tree = parse("clerks | \(step)\nfor each c in clerks { print \"x\" }\n")
    #expect(tree.diagnostics.map { "\(brief($0)): \($0.message)" } == [])
    #expect(tree.root.children.map(\.kind) == [.queryStatement, .forStatement])
  }

  @Test(arguments: Samples.declarations + Samples.data) func windowsLineEnds(_ text: String) {
    let tree = parse(text.replacing("\n", with: "\r\n"))
    #expect(tree.diagnostics.map { brief($0) } == [])
  }

  @Test func scriptLineAndByteOrderMark() {
    for text in ["#!/usr/bin/env planshell\nclerks\n", "\u{FEFF}clerks\n", "", "\n\n", "# only a comment", ";;;\n;"] {
      let tree = parse(text)
      #expect(tree.diagnostics.map { brief($0) } == [])
      #expect(tree.printed() == text)
    }
  }

  @Test(arguments: [
    ("a - b ?? 0", "(binary (nameExpression a) - (binary (nameExpression b) ?? (numberLiteral 0)))"),
    ("a - b - c", "(binary (binary (nameExpression a) - (nameExpression b)) - (nameExpression c))"),
    ("a ?? b ?? c", "(binary (nameExpression a) ?? (binary (nameExpression b) ?? (nameExpression c)))"),
    ("a + b * c", "(binary (nameExpression a) + (binary (nameExpression b) * (nameExpression c)))"),
    ("not a = b", "(unary not (binary (nameExpression a) = (nameExpression b)))"),
    ("a or b and c", "(binary (nameExpression a) or (binary (nameExpression b) and (nameExpression c)))"),
    ("-a.b", "(unary - (path (nameExpression a) . b))"),
    ("-a * b", "(binary (unary - (nameExpression a)) * (nameExpression b))"),
    (
      "a in 1..b + 2",
      "(inTest (nameExpression a) in (range (numberLiteral 1) .. (binary (nameExpression b) + (numberLiteral 2))))"
    ),
    ("a is none", "(isTest (nameExpression a) is none)"),
    (
      "if a then b else if c then d else e",
      "(conditional if (nameExpression a) then (nameExpression b) else (conditional if (nameExpression c) then (nameExpression d) else (nameExpression e)))"
    ),
    (
      "count(goals where rank = 1)",
      "(call count ( (aggregate (aggregateSource (nameExpression goals)) (aggregateWhere where (binary (nameExpression rank) = (numberLiteral 1)))) ))"
    ),
    (
      "sum(worth of goals)",
      "(call sum ( (aggregate (aggregateValue (nameExpression worth)) of (aggregateSource (nameExpression goals))) ))"
    ),
    ("goal \"A\" of clerk \"B\"", "(thing (thingPart goal (label \"A\")) of (thingPart clerk (label \"B\")))"),
    (
      "goal \"A\" of clerk \"B\".pace",
      "(path (thing (thingPart goal (label \"A\")) of (thingPart clerk (label \"B\"))) . pace)"
    ),
    ("2026-11-21 - 90 days", "(binary (dateLiteral 2026-11-21) - (durationLiteral 90 days))"),
    ("0..10", "(numberLiteral 0)"),
    ("[1, 2,]", "(list [ (numberLiteral 1) , (numberLiteral 2) , ])"),
    ("\"a\\(b)c\\(d)e\"", "(textLiteral \"a\\( (nameExpression b) )c\\( (nameExpression d) )e\")"),
  ]) func precedence(_ text: String, _ expected: String) {
    #expect(expressionOutline(text) == expected)
  }

  @Test func compositeLabelsTakeOnePartInLists() {
    let tree = parse("clerks | show a = visit 2026-01-02, b = 1\nvisit 2026-01-02, \"Ana\" | remove")
    #expect(tree.diagnostics.isEmpty)
    let queries = tree.root.children(of: .queryStatement).compactMap { $0.child(0) }
    #expect(queries[0].child(of: .showStep)?.children(of: .column).count == 2)
    #expect(queries[1].child(0).map(outline) == "(thing (thingPart visit (label 2026-01-02 , \"Ana\")))")
  }

  @Test func groupsOfEvidenceHoldMembers() {
    let tree = parse("shop \"A\" {\n  x = 1\n  per \"call\" on 2026-01-01 assumed {\n    y = 2\n  }\n}")
    #expect(tree.diagnostics.isEmpty)
    let members = tree.root.child(0)?.child(of: .members)
    #expect(members?.children.map(\.kind) == [.fieldMember, .perGroup])
    #expect(members?.child(1)?.children.map(\.kind) == [.evidence, .members])
  }

  @Test func emptyCellsAreCells() {
    let tree = parse("table shops {\n  name | region | size\n  \"A\" | |\n  | \"B\" | 2\n  \"C\"\n}")
    #expect(tree.diagnostics.isEmpty)
    let rows = tree.root.child(0)?.children(of: .tableRow) ?? []
    #expect(rows.map { $0.children(of: .cell).count } == [3, 3, 1])
    #expect(
      rows.map { $0.children(of: .cell).map { $0.child(0) != nil } } == [
        [true, false, false], [false, true, true], [true],
      ])
  }
}
