import PlanLang

/// What the catalog holds, as rows.
enum CatalogTables {
  /// check, subject, title, cites, tests
  static func checks(_ catalog: Catalog) -> [[Value]] {
    catalog.checks.map { check in
      let subject =
        catalog.entities[check.subject].name + (check.each.map { ", each \(catalog.entities[$0].name)" } ?? "")
      return [
        .text(check.name), .text(subject), check.documentation.isEmpty ? .unknown : .text(check.documentation),
        check.cites.isEmpty ? .unknown : .text(check.cites.joined(separator: "; ")), .integer(check.tests.count),
      ]
    }
  }

  /// framework, title, declares; `help NAME` tells what stands below the title.
  static func frameworks(_ catalog: Catalog) -> [[Value]] {
    catalog.frameworks.filter { !$0.declarations.isEmpty }.map { framework in
      let title = framework.summary.firstRange(of: "\n\n").map { framework.summary[..<$0.lowerBound] }
      return [
        .text(framework.name),
        framework.summary.isEmpty ? .unknown : .text(title.map { String($0) } ?? framework.summary),
        .text(framework.declarations.joined(separator: ", ")),
      ]
    }
  }
}
