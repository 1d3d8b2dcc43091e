// Answers that are not yet what they should be: each entry says what should be said. A test fails as soon as one is, so that
// it is moved to the others.

extension Mistake {
  /// What should be said some day.
  static let knownBad: [Mistake] = [
    .init(#"print "a ⟦\(⟧count(sponsors""#, .unterminatedText, #"print "a \(count(sponsors))""#),
    .init(
      #"sweep stakeholder "Dana Li".power ⟦between 2 and⟧ 8 on sponsors"#, .expected,
      #"sweep stakeholder "Dana Li".power over 2..8 on sponsors"#),
    .init(
      #"opportunities | summarize sum(value) by stage ⟦as⟧ total"#, .unexpected,
      #"opportunities | summarize total = sum(value) by stage"#),
  ]
}
