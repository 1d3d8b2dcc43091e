import PlanLang
import Testing

@testable import PlanRuntime

/// The standard library is sound: it parses, every name in it resolves, and Swift knows none of its words.
@Suite("Standard library")
struct LibraryTests {
  @Test func everythingResolves() {
    let (catalog, diagnostics) = StandardLibrary.load()
    #expect(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
    let resolver = Resolver(catalog: catalog, definitions: Definitions(), directory: OpenDirectory())
    resolver.resolveDeclarations()
    for diagnostic in resolver.diagnostics {
      Issue.record(
        "\(diagnostic.code.rawValue) \(diagnostic.message) at \(diagnostic.primary?.range.source.name ?? "?"): \(diagnostic.primary?.range.text ?? "")"
      )
    }
  }

  @Test func contractNamesAreThere() {
    let catalog = StandardLibrary.load().catalog
    for name in [
      "growth", "cabs", "fit", "team", "relationship_assessment", "engagement_gap", "value_gap", "readiness",
      "portfolio",
      "sponsorship", "execution", "impact", "performance", "concentration", "pressure_test", "coaching", "mid_contract",
      "qbr",
      "consistency", "buying_center", "facilitator", "selling_center", "selection", "plan_outline", "knowledge",
      "diamond",
      "profitability", "relevance", "alarms", "value_proposition",
    ] {
      #expect(catalog.check(named: name) != nil, "check \(name)")
    }
    for name in ["sponsors", "supporters", "key_stakeholders"] {
      #expect(catalog.query(named: name) != nil, "query \(name)")
    }
    for name in [
      "impact_factors", "relationship_statements", "value_expectations", "alignment_readiness", "plan_pressure_test",
      "coaching_points", "account_knowledge",
    ] {
      #expect(catalog.worksheet(named: name) != nil, "worksheet \(name)")
    }
    let account = catalog.entities[catalog.entity(named: "account")!]
    for name in ["share_of_wallet", "on_time_rate", "completion_rate", "nps", "weighted_pipeline", "growth_potential"] {
      #expect(account.field(named: name).map { account.fields[$0].isComputed } == true, "account.\(name)")
    }
  }
}
