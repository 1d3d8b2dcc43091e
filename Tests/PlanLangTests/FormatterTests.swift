import Testing

@testable import PlanLang

/// The rules of the canonical form, each by an example.
struct FormatterTests {
  private func formatted(_ text: String, width: Int = 100) -> String {
    let tree = parse(text)
    #expect(tree.diagnostics.map(brief) == [])
    return Formatter(width: width).format(tree)
  }

  @Test func blanksRoundOperatorsAndBrackets() {
    #expect(
      formatted("print a+b*- c-d ?? 0   and not( x in[1,2 , 3 ] ) or y in 1 .. 5")
        == "print a + b * -c - d ?? 0 and not (x in [1, 2, 3]) or y in 1..5\n")
    #expect(formatted("print count( goals   where a . b=1 )") == "print count(goals where a.b = 1)\n")
    #expect(formatted("define f (a number,b date)=a") == "define f(a number, b date) = a\n")
    #expect(formatted("sensitivity on x by goal.odds +  - 10%") == "sensitivity on x by goal.odds +- 10%\n")
    #expect(formatted("print \"\\( a+1 ) and \\( count(b) )\"") == "print \"\\(a + 1) and \\(count(b))\"\n")
    #expect(formatted("shop \"A\"{a=-3 EUR;b=[ ]}") == "shop \"A\" { a = -3 EUR; b = [] }\n")
    #expect(formatted("visit 2026-01-02 ,\"Ana\"|remove") == "visit 2026-01-02, \"Ana\" | remove\n")
  }

  @Test func oneMemberToALineUnlessTheBlockWasOnOneLineAndFits() {
    #expect(formatted("shop \"A\" { a = 1; b = 2; }") == "shop \"A\" { a = 1; b = 2 }\n")
    #expect(formatted("shop \"A\" { a = 1; b = 2\n}") == "shop \"A\" {\n  a = 1\n  b = 2\n}\n")
    #expect(formatted("shop \"A\" {\n}\nshop \"B\" {  }") == "shop \"A\" {}\nshop \"B\" {}\n")
    #expect(
      formatted("shop \"A\" { title = \"Something long\"; b = 2 }", width: 30)
        == "shop \"A\" {\n  title = \"Something long\"\n  b     = 2\n}\n")
    #expect(formatted("use all;clerks;;checks") == "use all\nclerks\nchecks\n")
    #expect(formatted("scale s { a \"A\"; b\nc \"C\" }") == "scale s {\n  a \"A\"\n  b\n  c \"C\"\n}\n")
  }

  @Test func aBarAtALinesStartKeepsItsSemicolon() {
    // Without it the second statement would go on with the first one.
    #expect(formatted("clerks; | count") == "clerks;\n| count\n")
    #expect(formatted("| count") == "| count\n")
    #expect(formatted("if a { clerks; | count }") == "if a { clerks; | count }\n")
  }

  @Test func whatHelpIsAskedAboutStaysOnItsLine() {
    let long = "help " + Array(repeating: "word,", count: 40).joined(separator: " ") + " word"
    #expect(formatted(long) == long + "\n")
    // The next line is a statement of its own, whatever the one before it ends with.
    #expect(formatted("help take,\nclerks | count") == "help take,\nclerks | count\n")
    // Its words may be anything, and stand apart as they did.
    #expect(formatted("help a.\r..  b(") == "help a. .. b(\n")
  }

  @Test func twoSignsNeverStandTogether() {
    // Followed by a comment they would read as the comments of other languages.
    #expect(formatted("print [- - x]") == "print [- -x]\n")
    #expect(formatted("print [- -  # why\n x]") == "print [\n  - -  # why\n      x\n]\n")
  }

  @Test func anEmptyBlockHoldsNoSeparators() {
    #expect(formatted("clerk \"Ana\" {;\n}") == "clerk \"Ana\" {}\n")
    #expect(formatted("clerk \"Ana\" { ; }") == "clerk \"Ana\" {}\n")
  }

  @Test func commentsAndBlankLinesStay() {
    let text = """
      #!/usr/bin/env planshell


      # The head.

      ## A scale
      scale s { a; b }   # two of them



      # Alone.

      shop "A" {   # open

        # first
        a = 1     # one

        b = 2
        # last

      }
      # end

      """
    #expect(
      formatted(text) == """
        #!/usr/bin/env planshell

        # The head.

        ## A scale
        scale s { a; b }  # two of them

        # Alone.

        shop "A" {  # open
          # first
          a = 1  # one

          b = 2
          # last
        }
        # end

        """)
    #expect(formatted("# only\n\n\n# comments   \n\n") == "# only\n\n# comments\n")
    #expect(formatted("\n\n") == "")
    #expect(formatted("shop \"A\" {\n  # nothing yet\n}") == "shop \"A\" {\n  # nothing yet\n}\n")
  }

  @Test func equalSignsOfNeighboursStandBelowOneAnother() {
    #expect(
      formatted(
        "shop \"A\" {\ntitle = \"T\"\nsince = 2020-01-01 per \"x\"\na = 1\n\nlonger_name = 2\nb = 3\n# why\nc = 4\n}")
          == """
          shop "A" {
            title = "T"
            since = 2020-01-01 per "x"
            a     = 1

            longer_name = 2
            b           = 3
            # why
            c = 4
          }

          """)
    // Names of very different length stay as they are, and so do fields with a block between them.
    let ragged = "shop \"A\" {\n  a = 1\n  a_very_long_name_indeed = 2\n  clerk \"B\" {}\n  bc = 1\n}\n"
    #expect(formatted(ragged) == ragged)
    #expect(
      formatted("extend check x {\na = 1\nlonger = 70%\n}") == "extend check x {\n  a      = 1\n  longer = 70%\n}\n")
  }

  @Test func barsOfTablesStandBelowOneAnother() {
    #expect(
      formatted(
        "shop \"A\" {\n  table clerks {\n name|mood |  pace\n\"José\"| |3 per \"call\"\n\"田中 恵\" | warm|\n |cold\n\n\n# two\n\"B\"|\n}\n}"
      )
        == """
        shop "A" {
          table clerks {
            name      | mood | pace
            "José"    |      | 3 per "call"
            "田中 恵" | warm |
                      | cold

            # two
            "B"       |
          }
        }

        """)
  }

  @Test func pipelinesStandOnOneLineOrOneStepToALine() {
    #expect(formatted("clerks|where a=1|take 3") == "clerks | where a = 1 | take 3\n")
    let long = "clerks\n  | where mood = warm\n  | sort pace desc\n  | show name, mood\n"
    #expect(formatted("clerks | where mood = warm | sort pace desc | show name, mood", width: 50) == long)
    // Written over several lines, a pipeline stays so.
    #expect(formatted(long) == long)
    #expect(formatted("clerks | where mood = warm |\n sort pace desc | show name, mood") == long)
    #expect(formatted("let x = clerks | take 3\n| count") == "let x = clerks\n  | take 3\n  | count\n")
    #expect(
      formatted("clerks # all\n| # only warm ones\n where mood = warm # yes\n# and\n| count")
        == "clerks  # all\n  # only warm ones\n  | where mood = warm  # yes\n  # and\n  | count\n")
    #expect(
      formatted("for each c in clerks\n | where a { print c.name }")
        == "for each c in clerks\n  | where a { print c.name }\n")
  }

  @Test func longStepsGoOnFourColumnsIn() {
    #expect(
      formatted("clerks | show first_one, second_one, third_one, fourth_one, fifth_one", width: 42)
        == "clerks\n  | show first_one, second_one, third_one,\n      fourth_one, fifth_one\n")
    #expect(
      formatted("clerks | with gap = importance - performance, twice = gap * 2", width: 40)
        == "clerks\n  | with gap = importance - performance,\n      twice = gap * 2\n")
  }

  @Test func longConditionsHaveOneOperandToALine() {
    let condition = "role >= decision_maker and alignment < supporter or any(goals where rank = 1)"
    #expect(
      formatted("clerks | where \(condition)", width: 62)
        == """
        clerks
          | where role >= decision_maker and alignment < supporter or
              any(goals where rank = 1)

        """)
    #expect(
      formatted("require (\(condition)) else \"No\"", width: 60)
        == """
        require (
          role >= decision_maker and alignment < supporter
          or any(goals where rank = 1)
        ) else "No"

        """)
    #expect(
      formatted(
        "let x = sum(value_to_us - (cost_to_us ?? 0) of growth where goal is known and verdict in [fine, open])",
        width: 60)
          == """
          let x = sum(
            value_to_us - (cost_to_us ?? 0)
            of growth where goal is known and verdict in [fine, open]
          )

          """)
    #expect(
      formatted("let x = (if first_thing then \"one\" else if second_thing then \"two\" else \"three\")", width: 40)
        == """
        let x = (
          if first_thing then "one"
          else if second_thing then "two"
          else "three"
        )

        """)
  }

  @Test func listsThatDoNotFitAreOpened() {
    #expect(
      formatted("shop \"A\" {\n  people = [\"Ana Ruiz\", \"Bo Holm\", \"Cy Young\", \"Dee Light\"]\n}", width: 40)
        == """
        shop "A" {
          people = [
            "Ana Ruiz", "Bo Holm", "Cy Young",
            "Dee Light"
          ]
        }

        """)
  }

  @Test func theEachOfACheckMayHaveItsOwnLine() {
    let one = "check a on b each c where d { test e \"E\" { pass when yes } }\n"
    #expect(formatted(one) == one)
    let two = "check a on b\n  each c where d {\n  test e \"E\" { pass when yes }\n}\n"
    #expect(formatted(two) == two)
  }

  @Test func ifIsAllOpenOrAllOnOneLine() {
    #expect(formatted("if a { print 1 } else { print 2 }") == "if a { print 1 } else { print 2 }\n")
    #expect(
      formatted("if a { print 1 } else if b { print 2 } else {\n print 3 }")
        == "if a {\n  print 1\n} else if b {\n  print 2\n} else {\n  print 3\n}\n")
  }

  @Test func textsOverLinesKeepEveryCharacter() {
    let text = "shop \"A\" {\n  quote = \"\"\"\n      Two  lines,\n    as they were.  \n    \"\"\"\n  b = 1\n}\n"
    #expect(formatted(text) == text)
  }

  @Test func windowsLineEndsBecomePlainOnes() {
    #expect(formatted("a\r\n\r\n\r\n# b\r\nc\r\n") == "a\n\n# b\nc\n")
    #expect(formatted("\u{FEFF}a") == "a\n")
  }

  @Test func canonicalTextIsOneLine() {
    let tree = parse("print sum( a+b\n  of (clerks | take  3) )")
    let expression = tree.root.child(0)?.child(0)
    #expect(expression?.canonicalText == "sum(a + b of (clerks | take 3))")
  }

  @Test func aBigFileTakesLittleTime() {
    // Every part of the layout is linear; this would take minutes otherwise.
    let text = String(repeating: "shop \"A\" {\n  a = 1\n  list = [1, 2]\n  clerk \"B\" { x = 1 }\n}\n", count: 8000)
    #expect(formatted(text).utf8.count > text.utf8.count)
  }
}
