// Answers that are not yet what they should be: each entry says what should be said. A test fails as soon as one is, so that
// it is moved to the others.

extension Mistake {
  /// What should be said some day.
  static let knownBad: [Mistake] = [
    .init(#"⟦=⟧SUM(value of opportunities)"#, .unexpected, #"sum(value of opportunities)"#),
    .init(#"stakeholders | where title ⟦!~⟧ "Contr""#, .foreignOperator, #"stakeholders | where not title ~ "Contr""#),
    .init(
      #"stakeholders | where power > 5 and ⟦where⟧ role = approver"#, .unexpected,
      #"stakeholders | where power > 5 and role = approver"#),
    .init(#"⟦stakeholders.count()⟧"#, .pathThroughPlural, #"count(stakeholders)"#),
    .init(#"stakeholders⟦[0]⟧"#, .unexpected, #"stakeholders | take 1"#),
    .init(
      #"accounts | show name, ⟦sum value of opportunities⟧"#, .unexpected,
      #"accounts | show name, sum(value of opportunities)"#),
    .init(#"all(power > 5 ⟦stakeholders⟧)"#, .expected, #"all(power > 5 of stakeholders)"#),
    .init(#"accounts | where revenue > ⟦US$5M⟧"#, .currencySign, #"accounts | where revenue > 5M USD"#),
    .init(#"opportunities | where close < ⟦31/12/26⟧"#, .invalidDate, #"opportunities | where close < 2026-12-31"#),
    .init(
      #"stakeholders | show ⟦power > 5 ? "high" : "low"⟧"#, .foreignOperator,
      #"stakeholders | show if power > 5 then "high" else "low""#),
    .init(
      #"stakeholders | show ⟦case when power > 5 then "high" else "low" end⟧"#, .unexpected,
      #"stakeholders | show if power > 5 then "high" else "low""#),
    .init(
      #"⟦scenaro⟧ "Better" { stakeholder "Dana Li" | set power = 9 }"#, .unknownWord,
      #"scenario "Better" { stakeholder "Dana Li" | set power = 9 }"#),
    .file(#"entity pet plural pets { ⟦text⟧ nick }"#, .unknownType, #"entity pet plural pets { nick text }"#),
    .file(#"define half(⟦number⟧ a) = a / 2"#, .unknownType, #"define half(a number) = a / 2"#),
    .field(#"⟦contact⟧ "Pia" { power = 5 }"#, .unknownNoun, #"stakeholder "Pia" { power = 5 }"#),
    .init(#"print "a ⟦\(⟧count(sponsors""#, .unterminatedText, #"print "a \(count(sponsors))""#),
    .file(#"⟦{⟧ "account": "Acme" }"#, .expected, #"account "Acme" {}"#),
    .file(#"⟦-⟧ account: "Acme""#, .expected, #"account "Acme" {}"#),
    .field(#"tier = ⟦key account⟧"#, .unknownScaleValue, #"tier = key"#),
  ]
}
