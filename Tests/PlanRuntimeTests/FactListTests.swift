import PlanLang
import Testing

@testable import PlanRuntime

/// Facts as rows: what nobody reads of them is not worked out, and nothing else changes.
@Suite struct FactListTests {
  private func fixture() throws -> ChangeFixture {
    try ChangeFixture(
      """
      entity firm plural firms { size number; place text }
      entity person plural persons in firm { power number; boss person }
      firm "A" {
        size = 10 per "register" on 2026-01-01
        place = "Graz"
        person "P" { power = 3 per "call" on 2026-08-01 }
        person "Q" { power = 5; boss = "P" per "chart" }
      }
      firm "B" { size = 4 }
      """)
  }

  @Test(arguments: [
    ("facts | count", ["count", "6"]),
    ("facts | count by field", ["field,count", "boss,1", "place,1", "power,2", "size,2"]),
    (
      "facts | where source is known | show thing, source, on",
      [
        "thing,source,on", "\"firm \"\"A\"\"\",register,2026-01-01",
        "\"person \"\"P\"\" of firm \"\"A\"\"\",call,2026-08-01", "\"person \"\"Q\"\" of firm \"\"A\"\"\",chart,",
      ]
    ),
    ("facts | sort line desc, field | take 2 | show field, value, line", ["field,value,line", "size,4,9", "boss,P,7"]),
    ("facts | with old = on < 2026-03-01 | where old | show field, old", ["field,old", "size,yes"]),
    (
      "facts | summarize n = count(on is known), m = max(on) by field | where n > 0 | show field, m",
      ["field,m", "power,2026-08-01", "size,2026-01-01"]
    ),
    ("firms | show name, n = count(facts where on is known), m = count(facts)", ["name,n,m", "A,2,5", "B,0,1"]),
    (
      "firms | show name, any(facts where value = \"Graz\")",
      ["name,\"any(facts where value = \"\"Graz\"\")\"", "A,yes", "B,no"]
    ),
    (
      "facts | matrix field by source | where field = \"power\"",
      ["field,call,chart,register,unknown", "power,1,0,0,1"]
    ),
  ])
  func columnsSomebodyReads(_ query: String, _ expected: [String]) throws {
    #expect(try fixture().lines(query) == expected)
  }

  @Test func allColumnsWhereTheyAreShown() throws {
    let lines = try fixture().lines("facts | where field = \"boss\"")
    #expect(lines.first == "thing,field,value,source,on,age,file,line")
    #expect(lines.last == "\"person \"\"Q\"\" of firm \"\"A\"\"\",boss,P,chart,,,facts.plan,7")
  }
}

/// What a stopped command leaves behind is let go of elsewhere.
@Suite struct LeftoversTests {
  private final class Probe: Sendable {
    let gone: @Sendable () -> Void
    init(_ gone: @escaping @Sendable () -> Void) { self.gone = gone }
    deinit { gone() }
  }

  @Test func whatWasKeptIsFreed() async throws {
    let (stream, told) = AsyncStream.makeStream(of: Void.self)
    Leftovers.take(Probe { told.finish() })
    Leftovers.free()
    // Ends when the probe is gone; the test would wait for ever otherwise.
    for await _ in stream {}
  }
}
