// What is written in a place where it has another form: a field like a thing, a list without brackets, a bare name.

extension Mistake {
  /// Data in the wrong form for its place.
  static let ofShape: [Mistake] = [
    .field(#"industry ⟦"Retail"⟧"#, .unknownNoun, #"industry = "Retail""#),
    .field(#"stakeholder "Pia" { reports_to = ⟦nobody⟧ }"#, .wrongValue, #"stakeholder "Pia" { reports_to = none }"#),
    .field(#"stakeholder "Pia" { reports_to = ⟦null⟧ }"#, .wrongValue, #"stakeholder "Pia" { reports_to = unknown }"#),
    .field(
      #"team_member "Al" {}\#nteam_member "Bo" {}\#nstakeholder "Pia" { mapped_to = ⟦"Al", "Bo"⟧ }"#, .wrongValue,
      #"team_member "Al" {}\#nteam_member "Bo" {}\#nstakeholder "Pia" { mapped_to = ["Al", "Bo"] }"#),
    .field(
      #"table stakeholders {\#n  ⟦Name⟧ | title\#n  "Pia" | "CFO"\#n}"#, .unknownField,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
    .field(
      #"table stakeholders {\#n  name | title\#n  ⟦Pia⟧ | "CFO"\#n}"#, .tableShape,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
    .field(
      #"table impact_factors 2026-09-15 {\#n  question | ⟦ratng⟧\#n  wallet | 4\#n}"#, .unknownField,
      #"table impact_factors 2026-09-15 {\#n  question | rating\#n  wallet | 4\#n}"#),
    .file(
      #"account "Acme" {}\#naccount ⟦"Acme"⟧ {}"#, .duplicateThing, #"account "Acme" {}\#nextend account "Acme" {}"#),
    .field(#"action "Call" { due = ⟦31.12.26⟧ }"#, .invalidDate, #"action "Call" { due = 2026-12-31 }"#),
    .field(#"industri ⟦"Retail"⟧"#, .unknownNoun, #"industry = "Retail""#),
    .field(#"stakeholder "Pia" { title ⟦"CFO"⟧ }"#, .unknownNoun, #"stakeholder "Pia" { title = "CFO" }"#),
    .field(#"stakeholder "Pia" { reports_to = ⟦tbd⟧ }"#, .wrongValue, #"stakeholder "Pia" { reports_to = unknown }"#),
    .field(#"stakeholder "Pia" { mapped_to = ⟦nobody⟧ }"#, .wrongValue, #"stakeholder "Pia" { mapped_to = [] }"#),
    .field(
      #"⟦stakeholder "Pia"⟧\#nstakeholder "Bo" { reports_to = "Pia" }"#, .expected,
      #"stakeholder "Pia" {}\#nstakeholder "Bo" { reports_to = "Pia" }"#),
    .field(
      #"table stakeholders {\#n  ⟦Kontakt⟧ | title\#n  "Pia" | "CFO"\#n}"#, .unknownField,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
  ]
}
