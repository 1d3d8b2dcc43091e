@testable import PlanLang
import Testing

@testable import PlanRuntime

/// The standard library is sound: it parses, every name in it resolves, and Swift knows none of its words.
@Suite("Standard library")
struct LibraryTests {
  @Test func everythingResolves() {
    for diagnostic in CatalogImage.make(of: StandardLibrary.sources()).diagnostics {
      Issue.record(
        "\(diagnostic.code.rawValue) \(diagnostic.message) at \(diagnostic.primary?.range.source.name ?? "?"): \(diagnostic.primary?.range.text ?? "")"
      )
    }
  }

  /// What the program carries is what its texts declare, and reading it back loses nothing.
  @Test func theImageIsTheCatalog() {
    let sources = StandardLibrary.sources()
    let made = CatalogImage.make(of: sources)
    #expect(made.diagnostics.isEmpty, "\(made.diagnostics.map(\.message))")
    #expect(made.text == EmbeddedLibrary.image.description)
    let read = CatalogImage.catalog(from: EmbeddedLibrary.image, of: sources)
    var builder = CatalogBuilder(Catalog())
    builder.add(sources.map { Parser.parse($0) }, isLibrary: true)
    // Everything resolved is read back when it is asked for, and nothing is resolved anew.
    let definitions = Definitions()
    let resolver = Resolver(catalog: read, definitions: definitions, directory: OpenDirectory())
    resolver.resolveDeclarations()
    #expect(CatalogImage.text(of: read, definitions, sources: sources) == made.text)
    #expect(read.scale(named: "alignment") == builder.catalog.scale(named: "alignment"))
    for (id, entity) in builder.catalog.entities.enumerated() {
      #expect(read.entity(named: entity.name) == builder.catalog.entity(named: entity.name))
      #expect(read.entities[id].documentation == entity.documentation)
      for (index, field) in entity.fields.enumerated() {
        #expect(read.entities[id].field(named: field.name) == entity.field(named: field.name))
        #expect(read.entities[id].fields[index].formula?.text == field.formula?.text)
      }
    }
    for (id, check) in builder.catalog.checks.enumerated() {
      #expect(read.check(named: check.name) == id)
      #expect(read.checks[id].tests.map(\.pass?.text) == check.tests.map(\.pass?.text))
      #expect(read.checks[id].tests.map(\.title) == check.tests.map(\.title))
    }
    #expect(read.frameworks.map(\.summary) == builder.catalog.frameworks.map(\.summary))
  }

  /// The library is written as we ask others to write: laid out the one way, and nothing in it looks like a slip.
  @Test func theLibraryKeepsOurOwnRules() {
    let trees = StandardLibrary.sources().map { Parser.parse($0) }
    for tree in trees { #expect(Formatter().format(tree) == tree.source.text, "\(tree.source.name ?? "?")") }
    let findings = Linter(today: CalendarDate(days: 20_778), catalog: StandardLibrary.catalog()).lint(trees)
    #expect(findings.isEmpty, "\(findings.map { "\($0.message): \($0.primary?.range.text ?? "")" })")
  }

  @Test func contractNamesAreThere() {
    let catalog = StandardLibrary.catalog()
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
