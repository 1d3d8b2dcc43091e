import PlanLang
import Testing

@testable import PlanRuntime

/// Ways somebody tried to get an internal fact into a customer's paper, over files that were loaded before.
@Suite("Routes of internal facts")
struct InternalRoutesTests {
  private static let files = """
    entity memo plural memos in account {
      secret text internal; pub text; level number internal; open_level number
      who stakeholder internal; boss memo internal; near memo
    }
    entity link plural links in account unlabelled { from stakeholder internal; to stakeholder internal }
    entity whisper plural whispers in account internal { mood text }
    entity echo plural echoes in whisper { tone text }
    entity tagged plural tagged_things in account labelled tag { tag text internal; note text }
    extend account {
      churn integer internal; plain integer; note text; memo_ref memo; favourite whisper; tag_ref tagged
      leak number = churn * 2; deeper number = leak + 1
    }
    let fears = accounts | show name, fear = churn
    let scared = accounts | where churn > 5
    define most(n number) = n + max(churn of all accounts)
    define peek(a account) = a.churn
    check of_subject on account where churn > 5 {
      test t "T" { pass when plain > 0 }
    }
    check of_each on account each memo where secret is known {
      test t "T" { pass when open_level > 0 }
    }
    check of_rule on account {
      test t "T" { pass when plain > 0 }
      verdict bad when churn > 5
      verdict good otherwise
    }
    check of_field on account {
      test t "T" { pass when plain > 0 }
      field f number = churn
    }
    check clean on account {
      test t "Has a figure" {
        pass when plain > 100
        because "SECRET \\(churn)"
        advice "SECRET advice"
      }
    }
    check of_whisper on whisper {
      test t "T" { pass when mood is known }
    }
    worksheet grades on account answers yes_no internal { g "G" { fair "Fair?" } }
    worksheet openly on account answers rating integer 1..5, why text { g "G" { open "Open?" } }
    worksheet moods on whisper answers rating integer { g "G" { a "A?" } }
    scenario "Laundered" { memos | set pub = secret }
    scenario "Chosen" { accounts | where churn > 5 | set note = "yes" }
    scenario "Built on it" from "Chosen" { accounts | set plain = 1 }
    scenario "Called" { accounts | set name = "A \\(churn)" }
    scenario "Fewer" { accounts | where churn > 5 | memos | remove }
    scenario "Asked" { if any(accounts where churn > 5) { accounts | set plain = 2 } }
    scenario "Each" { for each a in (accounts | where churn > 5) { memos | set pub = "x" } }
    scenario "Clean" { accounts | set plain = 3 }
    account "A" {
      churn = 9; plain = 1; note = "n"
      stakeholder "P" {}
      memo "M" { secret = "s"; pub = "p"; level = 2; who = "P" }
      whisper "W" { mood = "low" }
      tagged "hush" { note = "n" }
    }
    account "B" { churn = 1; plain = 2 }
    """

  private func session(_ audience: String?) throws -> Session {
    let session = Session(
      catalog: CompletionTests.library, today: try #require(CalendarDate("2026-11-21")),
      output: CompletionTests.Silent())
    try session.load(trees: [Parser.parse(SourceText(name: "a.plan", InternalRoutesTests.files))])
    session.audience = audience
    session.assumesYes = true
    return session
  }

  private func codes(_ text: String, in session: Session) -> [DiagnosticCode] {
    do {
      _ = try session.check(SourceText(text))
      return []
    } catch let failure as SessionFailure {
      return failure.diagnostics.map(\.code)
    } catch {
      return [.interrupted]
    }
  }

  @Test(arguments: [
    // Named queries and functions of the files
    "fears", "max(fear of fears)", "count(fears where fear > 5)", "fears | where fear > 5 | show name",
    "list(fear of fears)", "any(fear > 5 of fears)", "accounts | show x = max(fear of fears)", "scared",
    "accounts | show name, scared", "count(scared)", "most(1)", "accounts | show x = peek(this)",
    "accounts | take most(-8) | show name", "fears | count by fear | show count",
    // Steps
    "accounts | skip max(churn of accounts) - 8 | show name", "accounts | take max(churn of accounts) - 8 | show name",
    "accounts | take (if any(all accounts where churn > 5) then 1 else 2) | show name",
    "accounts | show x = churn | distinct | count", "accounts | show x = churn > 5 | distinct | show n = 1",
    "accounts | with x = churn | distinct | show name", "accounts | count by churn | count",
    "accounts | count by churn | show count", "accounts | count by churn > 5 | show n = 1",
    "accounts | summarize n = count() by churn | show n", "memos | tree by boss | show name",
    "accounts | with x = churn | sort x | show name", "accounts | show name, x = churn | sort x | show name",
    "accounts | with x = churn | where x > 5 | show name", "accounts | show r = rank(churn), s = r + 1 | show s",
    "memos | who | show name", "memos | count by who | count", "memos | matrix name by who",
    "accounts | show first(name of (accounts | sort churn))",
    "accounts | show list(name of (accounts | where churn > 5))",
    "accounts | sort churn | take 1 | memos | show name", "memos | where who.power > 3 | show name",
    "memos | sort boss | show name", "accounts | show x = share(churn)", "accounts | show x = running(churn)",
    "accounts | sort churn | show x = rank, name", "accounts | matrix plain by churn > 5",
    "accounts | matrix plain by plain of max(churn)", "accounts | summarize x = first(churn)",
    "accounts | show x = if deeper > 3 then 1 else 2", "accounts | where deeper is known | show name",
    "accounts | sort deeper | show name", "memos | show x = near.secret", "memos | show x = near.near.level > 1",
    "memos | show x = account.churn", "account \"A\".churn", "account \"A\" | show churn",
    "memos | show x = \"\\(secret)\"", "memos | where secret ~ \"s\" | show name",
    "memos | show x = secret ?? \"none\"", "memos | show x = pub in list(secret of memos)",
    "accounts | where churn in 5..10 | show name", "accounts | where not (churn > 5) | show name",
    "accounts | show x = -churn", "accounts | show x = round(churn / 3, 1)",
    "accounts | show x = length(\"\\(churn)\")",
    "memos | show x = under(boss, \"M\")", "accounts | show x = at_least(1, memos where level > 1)",
    "accounts | show x = all(level > 1 of memos)", "accounts | show x = median(level of memos)",
    // Checks
    "of_subject", "of_subject | show account", "count(of_subject)", "accounts | show name, of_subject.passing",
    "check of_subject", "for each s in of_subject { print s.account }", "of_subject | account | show name",
    "of_each | show memo", "check of_each", "of_rule | show account, verdict", "check of_rule",
    "of_rule | count by verdict", "of_field | show account", "check of_field",
    "accounts | where of_rule.bad > 0 | show name",
    "let x = of_subject\nx | count",
    "check here on account {\n test t \"T\" {\n pass when of_subject.passing > 0\n }\n}\nhere",
    "check here on account {\n test t \"T\" {\n pass when plain > 0\n fail when churn > 5\n }\n}\nhere | show account",
    "check here on account {\n advisory test t \"T\" {\n pass when churn > 5\n }\n}\nhere | show account, verdict",
    "check here on account {\n setting s number = 5\n test t \"T\" {\n pass when churn > s\n }\n}\nhere | count",
    // Scenarios of the files
    "use scenario \"Laundered\"", "use scenario \"Chosen\"", "use scenario \"Built on it\"", "use scenario \"Called\"",
    "use scenario \"Fewer\"", "use scenario \"Asked\"", "use scenario \"Each\"",
    "adopt \"Laundered\"", "adopt \"Chosen\"", "compare baseline, \"Laundered\" on count(memos where pub = \"s\")",
    "compare \"Clean\", \"Chosen\" on count(accounts where note = \"yes\")", "diff \"Clean\"",
    "scenario \"New\" from \"Chosen\" { }\nuse scenario \"New\"",
    "scenario \"New\" from \"Chosen\" { }\ncompare baseline, \"New\" on count(accounts)",
    "use scenario (if count(accounts) > 1 then \"Chosen\" else \"Clean\")",
    "use scenario (if any(accounts where churn > 5) then \"Clean\" else \"Clean\")",
    "scenarios", "scenarios | show scenario, changes", "scenarios | where changes > 1 | show scenario",
    // Changes made by the paper itself
    "memos | set pub = secret", "memos | set open_level = level", "accounts | set note = \"\\(churn)\"",
    "accounts | where churn > 5 | set note = \"x\"", "accounts | set name = \"\\(churn)\"",
    "accounts | set plain = churn",
    "accounts | where churn > 5 | remove", "memos | where level > 1 | remove", "memos | set near = boss",
    "memos | who | set title = \"x\"", "scenario \"S\" { memos | set pub = secret }",
    "scenario \"S\" { accounts | where churn > 5 | set note = \"x\" }",
    "scenario \"S\" { if any(memos where level > 1) { accounts | set note = \"x\" } }",
    "for each a in (accounts | where churn > 5) { account \"B\" | set note = a.name }",
    "for each m in memos { if m.level > 1 { accounts | set note = \"x\" } }",
    "for each m in memos { memos | set pub = m.secret }", "for each m in (memos | show s = secret) { print m.s }",
    "if any(accounts where churn > 5) { use account \"A\" }",
    // What is in force
    "use date (if any(accounts where churn > 5) then 2026-01-01 else 2026-02-02)",
    "use date today + max(churn of accounts) * 1 day",
    "use account first(name of (accounts | where churn > 5))",
    "load (if any(accounts where churn > 5) then \"x\" else \"y\")",
    // Statements
    "print \"\\(max(churn of accounts))\"", "expect account \"A\".churn < 5",
    "expect count(accounts where churn > 5) = 1", "require account \"A\".churn < 5 else \"no\"",
    "if account \"A\".churn > 5 { print 1 }", "for each a in accounts | where churn > 5 { print a.name }",
    "for each a in accounts | sort churn { print a.name }", "for each m in memos { print m.secret }",
    "for each m in memos { for each n in memos { print n.level } }", "describe memo", "describe churn", "help churn",
    "help", "describe risk", "why account \"A\".plain", "why of_rule for account \"A\"", "blame account \"A\"",
    "changes",
    "changes | count", "count(changes)", "print count(changes)", "list(to of changes)", "facts", "count(facts)",
    "any(facts where field = \"churn\")", "ask", "ask clean", "stale 60 days", "check all",
    "path from stakeholders to stakeholders along links", "path from (memos | who) to stakeholders along influences",
    "path from stakeholders to (stakeholders | where account.churn > 5) along influences",
    "compare baseline on max(churn of accounts)", "compare baseline, \"Clean\" on count(accounts) because",
    "sensitivity on count(accounts) by account.churn", "sweep account \"A\".churn over 1..3 on count(accounts)",
    "sweep account \"A\".plain over 1..max(churn of accounts) on count(accounts)",
    // Evidence
    "accounts | show x = plain.source", "accounts | show x = plain.on", "accounts | show x = plain.age",
    "accounts | show x = plain.confirmed", "accounts | show x = sources(plain)", "memos | show x = evidence(near).on",
    "accounts | where plain.source is known | show name", "accounts | sort plain.on | show name",
    "accounts | count by plain.source",
    // Entities and labels nobody may know
    "whispers", "whispers | count", "count(whispers)", "all whispers", "accounts | whispers | show name",
    "accounts | where any(whispers) | show name", "accounts | show count(whispers)", "whisper \"W\"",
    "whisper \"W\".mood", "echoes | count", "count(all echoes)", "accounts | show favourite",
    "accounts | favourite | show name",
    "accounts | where favourite is known | show name", "check of_whisper", "of_whisper | count", "moods | count",
    "count(moods where rating is known)", "grades | show account", "count(grades where answer is known)",
    "accounts | show x = grades.fair", "accounts | where grades.fair | show name", "account \"A\".grades.fair",
    "accounts | show count(grades)", "accounts | sort grades.fair | show name", "accounts | sort favourite | show name",
    "print count(whispers)",
    "for each w in whispers { print 1 }", "compare baseline on count(whispers)", "use whisper \"W\"\nmood",
    "tagged_things | show x = this", "accounts | show tag_ref", "accounts | show list(tagged_things)",
    "tagged_things | count by x = this", "print \"\\(first(tagged_things))\"", "accounts | sort tag_ref | show name",
    "tagged_things | show x = name",
    // Rows without `show`
    "accounts", "memos", "account \"A\"", "accounts | take 1", "memos | where pub is known",
    "accounts | show name\naccounts | where churn > 5\n_ | show name", "memos | to \"x.csv\"", "memos | as record",
  ])
  func isRefused(text: String) throws {
    let found = codes(text, in: try session("customer"))
    #expect(found.contains(.confidential), "a customer may see: \(text) \(found)")
  }

  @Test(arguments: [
    "accounts | show name, plain, note", "memos | show name, pub, open_level", "count(accounts)", "accounts | count",
    "for each a in accounts { print a.name }", "for each m in memos { print m.pub }", "accounts | set note = \"x\"",
    "accounts | where plain > 1 | set note = \"x\"", "memos | where pub is known | remove", "memos | set secret = pub",
    "let mine = accounts | where plain > 1\nmine | show name", "count((memos | where pub is known))",
    "use account \"A\"\nmemos | show name", "use date 2026-01-01\ntoday", "check clean",
    "clean | show account, verdict",
    "use scenario \"Clean\"\naccounts | show plain", "compare baseline, \"Clean\" on sum(plain of accounts)",
    "scenario \"S\" { accounts | set plain = 4 }\nuse scenario \"S\"\naccounts | show plain", "adopt \"Clean\"",
    "scenarios | show scenario", "checks", "frameworks", "accounts | show name, plain | sort plain | take 1",
    "accounts | show name\n_ | show name", "tagged_things | show note",
    "accounts | show plain | distinct | count", "memos | tree by near | show name",
    "path from stakeholders to stakeholders along influences", "expect count(accounts) = 2",
    "if count(accounts) > 1 { print 1 }", "stakeholders | show name, title", "memos | show account, near",
    "openly | show account, rating", "accounts | show x = openly.open.rating",
  ])
  func isShown(text: String) throws {
    let found = codes(text, in: try session("customer"))
    #expect(found.isEmpty, "refused: \(text) \(found)")
  }

  /// In a text for ourselves a single result may be for a customer; what came before it counts.
  @Test(arguments: [
    ["memos | set pub = secret", "memos | show name, pub"],
    ["memos | set pub = secret", "count(memos where pub = \"s\")"],
    ["accounts | set note = \"\\(churn)\"", "accounts | sort note | show name"],
    ["accounts | where churn > 5 | set note = \"x\"", "accounts | where note = \"x\" | show name"],
    ["accounts | set name = \"\\(churn)\"", "accounts | show name"],
    ["accounts | set name = \"\\(churn)\"", "memos | show account"],
    ["accounts | where churn > 5 | remove", "accounts | count"],
    ["accounts | where churn > 5 | remove", "memos | count"],
    ["accounts | where churn > 5 | memos | remove", "count(memos)"],
    ["accounts | where churn > 5 | memos | remove", "accounts | where memo_ref is known | show name"],
    ["if any(accounts where churn > 5) { account \"B\" | set note = \"x\" }", "accounts | show note"],
    ["for each a in (accounts | where churn > 5) { account \"B\" | set note = \"x\" }", "accounts | show note"],
    ["for each m in memos { accounts | set note = m.secret }", "accounts | show note"],
    ["if any(accounts where churn > 5) { add memo \"N\" of account \"A\" {} }", "memos | count"],
    ["if any(accounts where churn > 5) { extend account \"B\" { note = \"x\" } }", "accounts | show note"],
    ["if any(accounts where churn > 5) { adopt \"Clean\" }", "accounts | show plain"],
    ["use scenario \"Laundered\"", "memos | show pub"],
    ["use scenario \"Chosen\"", "accounts | where note = \"yes\" | count"],
    ["use scenario \"Built on it\"", "accounts | show note"], ["adopt \"Laundered\"", "memos | show pub"],
    ["use scenario (if any(accounts where churn > 5) then \"Clean\" else \"Chosen\")", "accounts | show plain"],
    [
      "use scenario \"Laundered\"", "accounts | set note = first(pub of memos)", "use baseline", "accounts | show note",
    ],
    ["use scenario \"Chosen\"\nadopt \"Chosen\"", "accounts | show note"],
    ["scenario \"S\" { accounts | set note = \"\\(churn)\" }", "use scenario \"S\"", "accounts | show note"],
    ["scenario \"S\" { accounts | set note = \"\\(churn)\" }\nadopt \"S\"", "accounts | show note"],
    ["scenario \"S\" from \"Chosen\" { }", "use scenario \"S\"", "accounts | show note"],
    ["use date (if any(accounts where churn > 5) then 2026-01-01 else 2026-02-02)", "print_today = today"],
    ["use account first(name of (accounts | where churn > 5))", "stakeholders | show name"],
    ["accounts | where churn > 5", "_ | show name"], ["accounts | show name, x = churn", "_"],
    ["accounts | show name, x = churn", "count(_)"],
    [
      "accounts | show name", "let last_one = _ | show name\nlast_one", "accounts | show name = \"\\(churn)\"",
      "last_one",
    ],
    ["check of_subject", "_ | show account"], ["compare baseline on max(churn of accounts)", "_"],
    ["accounts | set note = \"z\"", "changes", "_"], ["diff \"Clean\"", "_ | count"], ["ask clean", "_ | count"],
    ["stale 60 days", "_ | count"], ["scenarios", "_"],
    ["compare baseline, \"Clean\" on count(accounts) because", "_"],
    ["if count(accounts) > 1 { accounts | show note = \"\\(churn)\" } else { accounts | show note }", "_"],
    ["if any(accounts where churn > 5) { accounts | show note } else { accounts | where plain > 1 | show note }", "_"],
    ["accounts | show note = \"\\(churn)\"", "for each m in memos { accounts | show note }", "_"],
    ["accounts | set note = \"\\(churn)\"\nlet noted = accounts | where note ~ \"9\"\nnoted", "noted | count"],
    ["let noted = accounts | where note ~ \"9\"\nnoted", "accounts | set note = \"\\(churn)\"", "noted | show name"],
    ["clean | count", "accounts | set plain = churn", "clean | show account, verdict"],
    ["accounts | set plain = churn", "accounts | show x = clean.passing"],
    ["accounts | set plain = churn", "undo", "accounts | show plain"],
    [
      "define half(a account) = a.plain / 2\naccounts | show x = half(this)", "accounts | set plain = churn",
      "accounts | show x = half(this)",
    ],
  ])
  func whatCameBeforeCounts(texts: [String]) throws {
    let session = try session(nil)
    for text in texts.dropLast() { try session.run(SourceText(text)) }
    let last = (texts.last ?? "").replacing("print_today = today", with: "today")
    let found = codes(last + " | as csv for customer", in: session)
    #expect(found.contains(.confidential), "a customer may see: \(texts) \(found)")
  }

  @Test(arguments: [
    ["memos | set pub = secret", "memos | show name, open_level"],
    ["use scenario \"Laundered\"", "use baseline", "memos | show pub"],
    ["accounts | set note = \"z\"", "accounts | show note"], ["use scenario \"Clean\"", "accounts | show plain"],
    ["accounts | show name"], ["use account \"A\"", "memos | show name"],
    ["accounts | where churn > 5 | show name", "accounts | show name"],
    ["for each a in (accounts | where churn > 5) { print a.name }", "accounts | show name"],
  ])
  func andNothingElseDoes(texts: [String]) throws {
    let session = try session(nil)
    for text in texts.dropLast() { try session.run(SourceText(text)) }
    let found = codes((texts.last ?? "") + " | as csv for customer", in: session)
    #expect(found.isEmpty, "refused: \(texts) \(found)")
  }

  /// Of a check a customer gets verdicts and outcomes; what we see and would do is ours.
  @Test func reasonsAndAdviceAreOurs() throws {
    final class Kept: SessionOutput {
      var prose = ""
      func show(_ table: ResultTable, _ presentation: Presentation) throws {
        prose += (table.prose ?? []).map(\.text).joined(separator: "\n")
      }
      func show(text: String) {}
      func note(_ text: String) {}
      func report(_ diagnostics: [Diagnostic]) {}
      func confirm(_ question: String) -> Bool? { nil }
    }
    for (audience, tells) in [("customer" as String?, false), (nil, true)] {
      let kept = Kept()
      let session = Session(
        catalog: CompletionTests.library, today: try #require(CalendarDate("2026-11-21")), output: kept)
      try session.load(trees: [Parser.parse(SourceText(name: "a.plan", InternalRoutesTests.files))])
      session.audience = audience
      try session.run(SourceText("check clean"))
      #expect(kept.prose.contains("Has a figure") && kept.prose.contains("failing"))
      #expect(kept.prose.contains("SECRET") == tells)
    }
  }

  @Test func whatIsInternalIsTold() throws {
    final class Told: SessionOutput {
      var text = ""
      func show(_ table: ResultTable, _ presentation: Presentation) throws {}
      func show(text: String) { self.text += text }
      func note(_ text: String) {}
      func report(_ diagnostics: [Diagnostic]) {}
      func confirm(_ question: String) -> Bool? { nil }
    }
    func told(_ statement: String) throws -> String {
      let output = Told()
      let session = Session(
        catalog: CompletionTests.library, today: try #require(CalendarDate("2026-11-21")), output: output)
      try session.load(trees: [Parser.parse(SourceText(name: "a.plan", InternalRoutesTests.files))])
      try session.run(SourceText(statement))
      return output.text
    }
    #expect(try told("describe deeper").contains("account.deeper: number, internal"))
    #expect(try told("describe deeper").contains("rests on account.leak <- account.churn"))
    #expect(try told("describe of_subject").contains("rests on account.churn"))
    #expect(try told("describe scared").contains("rests on account.churn"))
    #expect(try told("describe whisper").contains("Internal: no customer"))
    #expect(try !told("describe memo").contains("Internal: no customer"))
    let all = try told("help internal")
    for name in ["whispers", "echoes", "deeper", "of_subject", "scared", "mitigation"] { #expect(all.contains(name)) }
    #expect(!all.contains("last_contact"))
  }
}
