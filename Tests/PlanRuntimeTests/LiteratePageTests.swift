import PlanLang
import Testing

@testable import PlanRuntime

/// Fences stand where Markdown puts them, and what stands round them stays as it is.
@Suite("Literate pages")
struct LiteratePageTests {
  private func kinds(_ text: String) -> [String] { LiteratePage(text).fences.map(\.kind) }

  @Test func frontMatterAndPlainFences() {
    let page = LiteratePage(
      "---\ntoday: 2026-11-21\n---\n# Page\n\n```plan hidden\naccounts\n```\n\n~~~output\nx\n~~~\n")
    #expect(page.frontMatter == ["today": "2026-11-21"])
    #expect(page.bodyStart == 3)
    #expect(page.fences.map(\.kind) == ["plan", "output"])
    #expect(page.fences.map(\.isHidden) == [true, false])
    #expect(page.fences.map(\.lines) == [6..<7, 10..<11])
    #expect(page.fences.map(\.block) == [5..<8, 9..<12])
    #expect(page.fences[0].text == "accounts\n")
  }

  @Test func fencesInListsAndQuotations() {
    let page = LiteratePage(
      """
      1. Look:

         ```plan
         accounts
           | count
         ```

      > Quoted
      > ```plan
      > all accounts
      >
      > ```
      > - ```output
      >   1
      >   ```
      """)
    #expect(page.fences.map(\.text) == ["accounts\n  | count\n", "all accounts\n\n", "1\n"])
    #expect(page.fences.map(\.placedText) == ["   accounts\n     | count\n", "  all accounts\n\n", "    1\n"])
    #expect(page.fences.map(\.margin) == ["   ", "> ", ">   "])
    #expect(page.fences[1].placed(["a", ""]) == ["> a", ">"])
    #expect(page.fences[0].placed(["a", ""]) == ["   a", ""])
  }

  @Test func whatOnlyLooksLikeAFence() {
    #expect(kinds("    ```plan\n    accounts\n    ```\n") == [], "code by indentation")
    #expect(kinds("<!--\n```plan\naccounts\n```\n-->\n") == [], "a comment")
    #expect(kinds("````markdown\n```plan\naccounts\n```\n````\n") == ["markdown"], "a longer fence shows a shorter one")
    #expect(kinds("```plan `x`\n") == [], "marks within a line")
    #expect(kinds("text\n```plan\naccounts\n```\n") == ["plan"], "a fence ends a paragraph")
  }

  @Test func fencesThatNobodyCloses() {
    let page = LiteratePage("- ```plan\n  accounts\n```plan\nall accounts\n")
    #expect(page.fences.map(\.text) == ["accounts\n", "all accounts\n"])
    #expect(page.fences.map(\.block) == [0..<2, 2..<4])
    #expect(kinds("```plan") == ["plan"])
    #expect(LiteratePage("```plan").fences[0].lines.isEmpty)
    #expect(LiteratePage("```plan\nx\n\n\n").fences[0].block == 0..<4)
  }

  /// Pages from other systems: the ends of their lines are no part of the text.
  @Test(arguments: ["\n", "\r\n", "\r"])
  func everyLineEnd(end: String) {
    let text = ["---", "today: 2026-11-21", "---", "```plan", "accounts", "```", "```output", "old", "```", "last"]
      .joined(separator: end)
    let page = LiteratePage(text)
    #expect(page.frontMatter == ["today": "2026-11-21"])
    #expect(page.fences.map(\.text) == ["accounts\n", "old\n"])
    #expect(page.replacing([(page.fences[1].lines, ["a", "b"])]) == text.replacing("old", with: "a\(end)b"))
    #expect(page.replacing([]) == text)
  }

  @Test(arguments: [
    "", "\n", "a", "a\n", "a\r\nb\n", "---\n", "---\na: b\n---", "```plan\n", "> ```plan\n> x",
    "\u{FEFF}# é\n\n```\n田\n```\n",
  ])
  func nothingElseChanges(text: String) {
    let page = LiteratePage(text)
    #expect(page.replacing([]) == text)
    // A fence without lines may get none; all else is put back as it was.
    let same = page.fences.map { (lines: $0.lines, with: $0.placed($0.text.split(separator: "\n").map(String.init))) }
    #expect(page.replacing(same) == (text.hasSuffix("> x") ? text + "\n" : text))
  }

  @Test func deepNestingIsRead() {
    let page = LiteratePage(String(repeating: "> ", count: 20_000) + "```plan\n")
    #expect(page.fences.map(\.kind) == ["plan"])
    #expect(LiteratePage(String(repeating: "[", count: 50_000) + "\n\n```plan\n```\n").fences.count == 1)
  }

  // MARK: Layout

  @Test func plansAreLaidOutAndNothingElseIs() {
    let text = """
      ---
      today:   2026-11-21
      ---
      a   list

      - one

        ```plan
        account   "A"{tier=key}
          accounts|show name
        ```

      > ```plan hidden
      > let x=accounts|where tier=key
      >
      > x|count
      > ```

      ```text
      leave   this|as it is
      ```

      ```plan
      acounts|count
      ```
      ```diagnostics
      old
      ```

      ~~~plan
      print "  keep   this "
      ~~~

      """
    let wanted =
      text.replacing("account   \"A\"{tier=key}", with: "account \"A\" { tier = key }")
      .replacing("    accounts|show name", with: "  accounts | show name")
      .replacing("let x=accounts|where tier=key", with: "let x = accounts | where tier = key")
      .replacing("x|count\n>", with: "x | count\n>")
    let (formatted, errors) = LiteratePage(text).formatted(name: "page.md")
    #expect(errors.isEmpty)
    #expect(formatted == wanted)
    #expect(LiteratePage(formatted).formatted(name: nil).text == formatted)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func theLinesKeepTheirEnds(end: String) {
    let text = ["x", "```plan", "print 1+1;print 2", "```", "y"].joined(separator: end)
    let wanted = ["x", "```plan", "print 1 + 1", "print 2", "```", "y"].joined(separator: end)
    #expect(LiteratePage(text).formatted(name: nil).text == wanted)
  }

  /// What can't be read is left alone, and told of where it stands on the page.
  @Test func aPlanWithAMistakeLeavesThePageAsItIs() {
    let text = "x\n\n- ```plan\n  print 1+1\n  ```\n- ```plan\n  print \"a\n  ```\n"
    let (formatted, errors) = LiteratePage(text).formatted(name: "page.md")
    #expect(formatted == text)
    #expect(errors.count == 1)
    let place = errors.first?.primary?.range.startPosition
    #expect(place?.line == 7)
    #expect(place?.column == 9)
  }

  @Test(arguments: [
    "", "a\n", "```plan\n```\n", "```plan", "> ```plan\n> print 1", "````markdown\n```plan\nx|count\n```\n````\n",
  ])
  func pagesWithNothingToLayOutStay(text: String) {
    #expect(LiteratePage(text).formatted(name: nil).text == text)
  }

  @Test func pagesAreKnownByTheirNames() {
    for path in ["a.md", "b/c.MD", "d.markdown"] { #expect(LiteratePage.isPage(path)) }
    for path in ["a.plan", "md", "a.md.plan", ""] { #expect(!LiteratePage.isPage(path)) }
  }
}
