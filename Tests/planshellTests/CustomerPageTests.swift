import Foundation
import Testing

/// What a paper for a customer may hold beside its answers, and that it is known for one.
extension CommandLineTests {
  private static let plans = """
    account "Kestrel Air" {
      revenue = 5M USD
      risk "Fuel" { kind = "market"; mitigation = "SECRET discount" }
    }
    scenario "Spilt" { risks | set impact = mitigation }
    """

  /// However its first lines are written, a page for a customer is one or is refused.
  @Test(arguments: [
    ("\u{FEFF}---\naudience: customer\naccounts: plans.plan\n---\n", "P0312"),
    ("\n---\naudience: customer\naccounts: plans.plan\n---\n", "P0312"),
    ("\u{FEFF}\n \n---\r\naudience: customer\r\naccounts: plans.plan\r\n---\r\n", "P0312"),
    ("---\naudience: customer\naccounts: plans.plan\n...\n", "P0312"),
    ("--- \naudience: customer\naccounts: plans.plan\n---\t\n", "P0312"),
    ("---\naudience: customer\naccounts: plans.plan\n\n", "have no end"),
    ("audience: customer\n\n", "outside the lines at the top"),
    ("# Paper\n\n---\naudience: customer\n---\n\n", "outside the lines at the top"),
    ("---\naudience customer\n---\n", "write `audience: VALUE`"),
    ("---\naudience: customer\naudience: customer\n---\n", "twice"),
    ("---\nAUDIENCE: customer\n---\n", "did you mean `audience:`"),
  ])
  func aPageForACustomerIsOne(front: String, message: String) throws {
    let page = front + "# Page\n\n```plan\nrisks | show name, mitigation\n```\n"
    try withFolder(["plans.plan": Data(CommandLineTests.plans.utf8), "page.md": Data(page.utf8)]) { folder in
      let outcome = try run("run", "\(folder)/page.md", "\(folder)/plans.plan")
      #expect(outcome.status == 2)
      #expect(outcome.err.contains(message), "\(outcome.err)")
      #expect(!outcome.out.contains("SECRET"))
    }
  }

  @Test(arguments: ["---\n\nA line across the page.\n", "Text\n\n---\n\nMore: text\n", "---\ntitle: Paper\n---\n"])
  func aLineAcrossThePageIsNoFrontMatter(front: String) throws {
    try withFolder(["page.md": Data((front + "\n```plan\n20 + 22\n```\n").utf8)]) { folder in
      let outcome = try run("run", "\(folder)/page.md")
      #expect(outcome.status == 0 && outcome.out.contains("42"))
    }
  }

  /// Old answers, expected messages and notes between the lines stay at home.
  @Test func notesAndOldAnswersStayAtHome() throws {
    let page = """
      ---
      audience: customer
      accounts: plans.plan
      ---
      # Paper
      <!-- note: SECRET one -->
      Known <!-- SECRET two --> facts, `<!-- code -->` too.

      <!--
      SECRET three

      SECRET four
      -->

      [//]: # (SECRET five)

      ```plan
      risks | show mitigation
      ```

      ```diagnostics
      SECRET six
      ```

      ```output
      SECRET seven
      ```

      ```text
      An example stays.
      ```

      ```output
      SECRET eight
      ```

      5 <!- 6, and <!-- this is open

      ```plan
      accounts | show name
      ```

      ```output
      SECRET nine
      ```

      After.
      """
    try withFolder(["plans.plan": Data(CommandLineTests.plans.utf8), "page.md": Data(page.utf8)]) { folder in
      let outcome = try run("run", "\(folder)/page.md")
      #expect(outcome.status == 0, "\(outcome.err)")
      #expect(!outcome.out.contains("SECRET"), "\(outcome.out)")
      #expect(!outcome.out.contains("mitigation"))
      for kept in [
        "Known  facts, `<!-- code -->` too.", "An example stays.", "5 <!- 6, and <!-- this is open", "Kestrel Air",
        "After.",
      ] { #expect(outcome.out.contains(kept), "\(kept) is missing in \(outcome.out)") }
    }
  }

  /// Among ourselves a page keeps all of that.
  @Test func aPageOfOursKeepsItsNotes() throws {
    try withFolder(["page.md": Data("<!-- note -->\n\n[//]: # (another)\n\n```plan\n1 + 1\n```\n".utf8)]) { folder in
      let outcome = try run("run", "\(folder)/page.md")
      #expect(outcome.out.contains("<!-- note -->") && outcome.out.contains("(another)"))
    }
  }

  /// A scenario that a page is about to load is looked at before it is used.
  @Test(arguments: [
    ("load \"more.plan\"\nuse scenario \"Later\"\nrisks | show name, impact", 2),
    ("load \"more.plan\"\ncompare baseline, \"Later\" on count(risks)", 2),
    ("param path text = \"more.plan\"\nload path\nuse scenario \"Later\"\nrisks | show name, impact", 2),
    ("load \"more.plan\"\nuse scenario \"Harmless\"\nrisks | show name, kind", 0),
  ])
  func aLoadedScenarioIsLookedAt(text: String, status: Int32) throws {
    let page = "---\naudience: customer\n---\n```plan\n\(text)\n```\n"
    let more =
      CommandLineTests.plans + "\nscenario \"Later\" { risks | set impact = mitigation }\n"
      + "scenario \"Harmless\" { risks | set kind = \"x\" }\n"
    try withFolder(["more.plan": Data(more.utf8), "page.md": Data(page.utf8)]) { folder in
      let outcome = try run("run", "\(folder)/page.md")
      #expect(outcome.status == status, "\(outcome.err)")
      #expect(!outcome.out.contains("SECRET") && outcome.err.contains("P0312") == (status == 2), "\(outcome.err)")
    }
  }
}
