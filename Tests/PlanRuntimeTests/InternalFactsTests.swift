import PlanLang
import Testing

@testable import PlanRuntime

/// Whatever way an internal field is read, nothing that rests on it goes to a customer.
@Suite("Internal facts stay inside")
struct InternalFactsTests {
  struct InternalField: CustomTestStringConvertible {
    let noun: String
    let field: String
    var testDescription: String { "\(noun).\(field)" }
  }

  static let fields: [InternalField] = CompletionTests.library.entities.filter { $0.role == .stored }.flatMap {
    entity in
    entity.fields.filter(\.isInternal).map { InternalField(noun: entity.plural, field: $0.name) }
  }

  private func isRefused(_ text: String, audience: String? = "customer") throws -> Bool {
    let session = Session(
      catalog: CompletionTests.library, today: try #require(CalendarDate("2026-11-21")),
      output: CompletionTests.Silent())
    session.audience = audience
    do {
      _ = try session.check(SourceText(text))
      return false
    } catch let failure as SessionFailure {
      return failure.diagnostics.contains { $0.code == .confidential }
    }
  }

  @Test func thereAreSome() { #expect(InternalFactsTests.fields.count > 10) }

  @Test(arguments: fields) func everyWayIsClosed(field: InternalField) throws {
    let (noun, name) = (field.noun, field.field)
    for text in [
      "\(noun)", "\(noun) | show \(name)", "\(noun) | show x = \(name) is known",
      "\(noun) | where \(name) is known | count",
      "\(noun) | sort \(name) | show n = 1", "\(noun) | take 1 | show y = \(name) | distinct",
      "\(noun) | count by \(name)",
      "\(noun) | summarize n = count(where \(name) is known)", "\(noun) | with x = \(name) | show x",
      "count(\(noun) where \(name) is known)", "print \"\\(count(\(noun) where \(name) is known))\"",
      "\(noun) | show place = rank(\(name))", "\(noun) | matrix \(name) by \(name)",
      "\(noun) | matrix \(name) is known by yes",
      "if any(\(noun) where \(name) is known) { print \"some\" }",
      "for each r in \(noun) | where \(name) is known { print \"one\" }",
      "compare baseline on count(\(noun) where \(name) is known)",
      "define n() = count(\(noun) where \(name) is known)\nn()",
      "let hidden = \(noun) | where \(name) is known\nhidden | count",
    ] { #expect(try isRefused(text), "a customer may see: \(text)") }
  }

  /// The same ways, where a single result is meant for the customer and the text as a whole is not.
  @Test(arguments: [
    "memos | who", "memos | who | show name", "memos | where level > 1\ncount(_)",
    "memos | show name, secret\ncount(_)",
    "for each m in (memos | where level > 1) { accounts | show name END }",
    "for each m in (memos | where level > 1) { accounts | show x = m.name END }",
    "for each m in (memos | show secret) { accounts | show x = m.secret END }",
    "if any(memos where level > 1) { accounts | show name END }",
    "if yes { accounts | show name } else if any(memos where level > 1) { } else { accounts | show name END }",
    "compare baseline on sum(level of memos)", "changes", "ask", "stale 60 days",
    "memos | show n = peek(this)", "accounts | show leak", "quiet", "count(quiet)", "memos | sort level | show name",
  ])
  func oneResultForTheCustomerIsConfined(text: String) throws {
    let declared = """
      entity memo plural memos in account {
        secret text internal; pub text; level number internal; who stakeholder internal
      }
      extend account { leak number = sum(level of memos) }
      define peek(m memo) = m.secret
      let quiet = memos | where level > 1
      account "A" { stakeholder "B" { } }

      """
    let end = " | as csv for customer"
    #expect(
      try isRefused(declared + (text.contains("END") ? text.replacing("END", with: end) : text + end), audience: nil))
  }

  @Test(arguments: [
    "memos | show name, pub END", "for each m in memos { accounts | show x = m.pub END }",
    "if any(memos where pub is known) { accounts | show name END }",
    "memos | show name, secret\n_ | show name END", "checks END", "memos | where pub is known\ncount(_) END",
  ])
  func oneResultWithNothingInternalIsNot(text: String) throws {
    let declared = "entity memo plural memos in account { secret text internal; pub text }\n"
    #expect(try !isRefused(declared + text.replacing("END", with: "| as csv for customer"), audience: nil))
  }

  @Test(arguments: [
    "why count(stakeholders)", "blame stakeholder \"A\"", "ask growth", "stale 60 days", "changes", "check all",
    "facts | count",
    "stakeholders | show name, alignment.source", "ask | take 2", "changes | count",
  ])
  func evidenceAndReportsAreOurs(text: String) throws {
    #expect(try isRefused("account \"X\" { stakeholder \"A\" {} }\n" + text), "a customer may see: \(text)")
  }

  @Test func whatIsNotInternalIsShown() throws {
    #expect(try !isRefused("stakeholders | show name, title"))
    #expect(try !isRefused("joint_scorecard"))
    #expect(try !isRefused("print count(stakeholders)\ncheck qbr\ncompare baseline on count(stakeholders)"))
    #expect(try isRefused("account_scorecard"))
  }
}
