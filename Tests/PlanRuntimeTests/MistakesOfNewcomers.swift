// What account managers and a reviewer typed in their first hours, without having read anything.

extension Mistake {
  /// Sentences in plain words, steps before their noun, and what other tools call it.
  static let ofNewcomers: [Mistake] = [
    .init(
      #"stakeholders | where power > 5 and ⟦sponsor⟧"#, .unknownField,
      #"stakeholders | where power > 5 and alignment = sponsor"#),
    .init(#"stakeholders | where ⟦sponsors⟧"#, .typeMismatch, #"stakeholders | where this in sponsors"#),
    .init(#"stakeholders | where ⟦sponsors > 0⟧"#, .typeMismatch, #"stakeholders | where this in sponsors"#),
    .init(
      #"ask growth | where thing = ⟦"Ola Berg"⟧"#, .expected, #"ask growth | where thing = stakeholder "Ola Berg""#),
    .init(#"⟦sponsors⟧ by role"#, .unknownWord, #"sponsors | count by role"#),
    .init(#"⟦pipeline⟧ by quarter"#, .unknownWord, #"pipeline_by_quarter"#),
    .init(#"⟦weighted⟧ pipeline by quarter"#, .unknownWord, #"pipeline_by_quarter"#),
    .init(#"⟦export⟧ opportunities to "deals.csv""#, .unknownWord, #"opportunities | to "deals.csv""#),
    .init(#"opportunities | to ⟦deals.csv⟧"#, .expected, #"opportunities | to "deals.csv""#),
    .init(#"stakeholders | where name ⟦like⟧ '%Li%'"#, .foreignOperator, #"stakeholders | where name ~ "Li""#),
    .init(#"accounts | ⟦rank by⟧ revenue"#, .unknownWord, #"accounts | sort revenue"#),
    .init(
      #"⟦where⟧ alignment = sponsor and role = approver"#, .unknownWord,
      #"stakeholders | where alignment = sponsor and role = approver"#),
    .init(#"title ⟦of⟧ stakeholder "Dana Li""#, .unexpected, #"stakeholder "Dana Li".title"#),
    .init(#"account "Northwind Health" | ⟦sponsors⟧"#, .unknownWord, #"account "Northwind Health".sponsors"#),
    .init(#"account "Northwind Health" | show name | ⟦sponsors⟧"#, .unknownWord, nil),
    .init(#"use ⟦account none⟧"#, .expected, #"use all"#),
    .init(#"use ⟦accounts⟧"#, .expected, #"use all"#),
    .init(#"use ⟦portfolio⟧"#, .expected, #"use all"#),
    .init(#"use ⟦account⟧"#, .expected, nil),
    .init(
      #"scenario "CFO" { stakeholder "Dana Li" ⟦set⟧ alignment = supporter }"#, .unexpected,
      #"scenario "CFO" { stakeholder "Dana Li" | set alignment = supporter }"#),
    .init(
      #"scenario "CFO" { ⟦stakeholder "Dana Li"⟧ { alignment = supporter; power = 8 } }"#, .duplicateThing,
      #"scenario "CFO" { stakeholder "Dana Li" | set alignment = supporter, power = 8 }"#),
    .init(#"stakeholder "Dana Li" ⟦power⟧ = 5"#, .unexpected, #"stakeholder "Dana Li" | set power = 5"#),
    .init(#"compare baseline ⟦and⟧ "Win the CFO""#, .expected, #"compare baseline, "Win the CFO""#),
    .init(#"compare ⟦"Win the CFO"⟧"#, .expected, #"compare baseline, "Win the CFO""#),
    .init(#"facts | where age > ⟦90⟧"#, .typeMismatch, #"facts | where age > 90 days"#),
    .init(#"⟦drop⟧"#, .expected, nil),
    .init(#"sensitivity on ⟦weighted_pipeline⟧"#, .unknownName, nil),
  ]
}
