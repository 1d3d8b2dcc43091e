import Testing

@testable import PlanLang

/// Slips are told where they are, each once, and reading goes on after them.
struct ParserErrorTests {
  @Test func manySlipsInOneFileAreEachToldOnce() {
    // The slips of a file, each on a line of its own, between lines that are right.
    let slips: [(text: String, code: DiagnosticCode, covers: String)] = [
      ("clerks | where pace >", .expected, ">"),
      ("clerks | where pace == 3", .foreignOperator, "=="),
      ("clerks | filter pace > 3", .unknownWord, "filter"),
      ("clerks where pace > 3", .unexpected, "where"),
      ("print 'quick'", .foreignQuote, "'quick'"),
      ("print \"never closed", .unterminatedText, "\"never closed"),
      ("clerks | where (pace > 3", .unclosed, "("),
      ("clerks | where pace > 3)", .unexpected, ")"),
      ("clerks | show name,", .expected, ","),
      ("clerks | | show name", .expected, "|"),
      ("clerks | where 1 < pace < 3", .chainedComparison, "<"),
      ("clerks | where pace is not unknown", .unexpected, "not unknown"),
      ("clerks | where pace is null", .unexpected, "null"),
      ("SELECT * FROM clerks", .unknownWord, "SELECT"),
      ("prnt 5", .unknownWord, "prnt"),
      ("compare baseline \"B\" on stars", .expected, "\"B\""),
      ("let = clerks", .expected, "="),
      ("scale warmth { cold \"Cold\"; 5 }", .expected, "5"),
      ("shop \"A\" { pace 3 }", .expected, "3"),
      ("shop \"A\" { pace = }", .expected, "}"),
      ("shop \"A\" { \"pace\" = 3 }", .expected, "\"pace\""),
      ("shop \"A\" { pace: 3 }", .foreignOperator, ":"),
      ("shop \"A\" { worth = $5 }", .currencySign, "$5"),
      ("shop \"A\" { worth = 5USD }", .malformedNumber, "5USD"),
      ("shop \"A\" { title = \"\\(x)\" }", .interpolationInLabel, "\"\\(x)\""),
      ("add clerk \"Ana\"", .expected, "\"Ana\""),
      ("require stars > 1", .expected, "1"),
      ("check tidy on shop { tset a \"A\" { pass when yes } }", .unknownWord, "tset"),
      ("check tidy on shop { test a \"A\" { passes when yes } }", .expected, "passes"),
      ("check tidy on shop { verdict fine if yes }", .expected, "if"),
      ("entity clerk in shop { title text }", .expected, "in"),
      ("extend shop { title }", .expected, "title"),
      ("for s in clerks { print s }", .expected, "s"),
      ("why tidy for", .expected, "for"),
      ("x = 5 5", .chainedComparison, "5"),
    ]
    for slip in slips {
      let tree = parse("print 1\n\(slip.text)\nprint 2\n")
      let told = tree.diagnostics
      #expect(told.count == 1, "\(slip.text): \(told.map { "\(brief($0)) \($0.message)" })")
      if let first = told.first, slip.text != "x = 5 5" {
        #expect(first.code == slip.code, "\(slip.text): \(brief(first)) \(first.message)")
        #expect(first.primary?.range.text == slip.covers, "\(slip.text): \(brief(first)) \(first.message)")
      }
      #expect(tree.root.children(of: .printCommand).count >= 2, "\(slip.text): the lines round it are read")
    }
    let whole = slips.map { "print 1\n\($0.text)\n" }.joined() + "print 2\n"
    let tree = parse(whole)
    #expect(tree.diagnostics.count == slips.count, "\(tree.diagnostics.map { "\(brief($0)) \($0.message)" })")
  }

  @Test func slipsInsideBlocksAndChecksAreEachToldOnce() {
    let tree = parse(
      """
      shop "Corner" {
        region "North"
        open = yes
        clerk "Ana" {
          mood = = warm
          pace = 3 4
          boss = "Bo" per 5
        }
        table clerks {
          name | mood
          "Bo" = warm
          "Cy" | cold
        }
        per "call" on yesterday { pace = 1 }
        clerk "Dee" { title == "Head"; pace = 3 }
      }
      check tidy on shop {
        test one "One" { pass when pace > }
        test two { pass when yes }
        verdict fine when one fails and
        verdict open otherwise
      }
      clerks | wher pace > 3 | sotr name | take
      """)
    #expect(
      tree.diagnostics.map(brief) == [
        "P0110 2:3 region \"North\"", "P0110 5:12 =", "P0111 6:14 4", "P0110 7:21 5", "P0110 11:10 =",
        "P0110 14:17 yesterday",
        "P0106 15:23 ==", "P0110 18:37 }", "P0110 19:12 {", "P0110 20:31 and", "P0210 23:10 wher", "P0210 23:26 sotr",
        "P0110 23:38 take",
      ])
  }

  @Test func fixItsMakeTheTextParse() {
    let texts = [
      "clerks where pace > 3", "clerks | filter pace > 3", "clerks | where pace == 3", "print 'quick'",
      "clerks | where (pace > 3", "clerks | where pace > 3)", "clerks | sort by name", "clerks | sort name DESC",
      "clerks | where pace is not unknown", "clerks | where pace is null", "add clerk \"Ana\"", "shop \"A\" { pace 3 }",
      "shop \"A\" { worth = 5USD }", "shop \"A\" { worth = \u{20AC}5 }", "shop \"A\" { pace: 3 }",
      "print \u{201C}quick\u{201D}",
      "shop \"A\" {", "}", "print \"open", "SELECT name FROM clerks WHERE pace > 3 ORDER BY name LIMIT 5", "prnt 5",
      "clerks | where a && b || !c", "clerks | where a <> 3 and b => 2 and c =< 1", "print 5 \u{00D7} 3",
    ]
    for text in texts {
      var source = SourceText(text)
      var rounds = 0
      while let fixable = Parser.parse(source).diagnostics.first(where: { !$0.fixIts.isEmpty }), rounds < 6 {
        source = SourceText(apply(fixable.fixIts[0], to: source))
        rounds += 1
      }
      #expect(Parser.parse(source).diagnostics.map(brief) == [], "\(text) became \(source.text)")
      #expect(rounds > 0, "\(text)")
    }
  }

  private func apply(_ fixIt: Diagnostic.FixIt, to source: SourceText) -> String {
    var bytes = source.bytes
    for change in fixIt.replacements.sorted(by: { $0.range.start > $1.range.start }) {
      bytes.replaceSubrange(change.range.start..<change.range.end, with: Array(change.text.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
