// Values of the wrong kind, and sentences that stop too early or go on too long.

extension Mistake {
  /// Unknown and none, numbers and units, money and dates.
  static let values: [Mistake] = [
    .init(#"stakeholders | where ⟦role = unknown⟧"#, .comparedWithUnknown, #"stakeholders | where role is unknown"#),
    .init(#"stakeholders | where ⟦role != unknown⟧"#, .comparedWithUnknown, #"stakeholders | where role is known"#),
    .init(#"stakeholders | where ⟦role = known⟧"#, .comparedWithUnknown, #"stakeholders | where role is known"#),
    .init(#"stakeholders | where ⟦title = null⟧"#, .comparedWithUnknown, #"stakeholders | where title is unknown"#),
    .init(#"stakeholders | where ⟦title = NULL⟧"#, .comparedWithUnknown, #"stakeholders | where title is unknown"#),
    .init(#"stakeholders | where ⟦title = ""⟧"#, .comparedWithUnknown, #"stakeholders | where title is unknown"#),
    .init(#"stakeholders | where ⟦reports_to = none⟧"#, .comparedWithNone, #"stakeholders | where reports_to is none"#),
    .init(
      #"stakeholders | where ⟦reports_to != none⟧"#, .comparedWithNone, #"stakeholders | where reports_to is some"#),
    .init(#"stakeholders | where role is ⟦not unknown⟧"#, .unexpected, #"stakeholders | where role is known"#),
    .init(#"stakeholders | where title is ⟦not none⟧"#, .unexpected, #"stakeholders | where title is some"#),
    .init(#"stakeholders | where title ⟦not known⟧"#, .unexpected, #"stakeholders | where title is unknown"#),
    .init(#"stakeholders | where ⟦alignment⟧"#, .typeMismatch, #"stakeholders | where alignment is known"#),
    .init(
      #"stakeholders | where role = approver or ⟦decision_maker⟧"#, .typeMismatch,
      #"stakeholders | where role = approver or role = decision_maker"#),
    .init(#"stakeholders | where power > 3 and ⟦<⟧ 7"#, .expected, #"stakeholders | where power > 3 and power < 7"#),
    .init(
      #"stakeholders | where 3 < power ⟦<⟧ 7"#, .chainedComparison, #"stakeholders | where 3 < power and power < 7"#),
    .init(
      #"stakeholders | where 1 <= power ⟦<=⟧ 5"#, .chainedComparison, #"stakeholders | where 1 <= power and power <= 5"#
    ),
    .init(#"stakeholders | where power > ⟦"7"⟧"#, .typeMismatch, #"stakeholders | where power > 7"#),
    .init(#"stakeholders | where power >= ⟦seven⟧"#, .unknownField, #"stakeholders | where power >= 7"#),
    .init(#"accounts | where revenue > ⟦1000⟧"#, .typeMismatch, #"accounts | where revenue > 1000 USD"#),
    .init(#"accounts | where revenue > ⟦1M⟧"#, .typeMismatch, #"accounts | where revenue > 1M USD"#),
    .init(#"accounts | where revenue > ⟦$1M⟧"#, .currencySign, #"accounts | where revenue > 1M USD"#),
    .init(#"accounts | where revenue > ⟦$1,000,000⟧"#, .currencySign, #"accounts | where revenue > 1000000 USD"#),
    .init(#"accounts | where revenue > ⟦€500k⟧"#, .currencySign, #"accounts | where revenue > 500k EUR"#),
    .init(#"accounts | where revenue > ⟦£5⟧"#, .currencySign, #"accounts | where revenue > 5 GBP"#),
    .init(#"accounts | where revenue > ⟦5€⟧"#, .currencySign, #"accounts | where revenue > 5 EUR"#),
    .init(#"accounts | where revenue > ⟦USD 5M⟧"#, .currencySign, #"accounts | where revenue > 5M USD"#),
    .init(#"accounts | where revenue > 1M ⟦usd⟧"#, .unknownCurrency, #"accounts | where revenue > 1M USD"#),
    .init(#"accounts | where revenue > 1M ⟦UDS⟧"#, .unknownCurrency, #"accounts | where revenue > 1M USD"#),
    .init(#"accounts | where revenue > 5 ⟦dollars⟧"#, .unknownCurrency, #"accounts | where revenue > 5 USD"#),
    .init(#"accounts | where revenue > ⟦1.2m USD⟧"#, .malformedNumber, #"accounts | where revenue > 1.2M USD"#),
    .init(#"accounts | where revenue > ⟦200USD⟧"#, .malformedNumber, #"accounts | where revenue > 200 USD"#),
    .init(#"accounts | where revenue > ⟦1,000,000 USD⟧"#, .malformedNumber, #"accounts | where revenue > 1000000 USD"#),
    .init(#"accounts | where revenue > ⟦3 million⟧ USD"#, .malformedNumber, #"accounts | where revenue > 3M USD"#),
    .init(#"opportunities | where probability > ⟦50⟧"#, .percentAndNumber, #"opportunities | where probability > 50%"#),
    .init(
      #"opportunities | where probability >= ⟦0.5⟧"#, .percentAndNumber, #"opportunities | where probability >= 50%"#),
    .init(
      #"opportunities | where probability > ⟦50 %⟧"#, .malformedNumber, #"opportunities | where probability > 50%"#),
    .init(
      #"opportunities | where probability > ⟦50 percent⟧"#, .malformedNumber,
      #"opportunities | where probability > 50%"#),
    .init(
      #"opportunities | show name, probability + ⟦10⟧"#, .percentAndNumber,
      #"opportunities | show name, probability + 10%"#),
    .init(#"20% + ⟦80⟧"#, .percentAndNumber, #"20% + 80%"#),
    .init(#"accounts | show revenue + ⟦100⟧"#, .typeMismatch, #"accounts | show revenue + 100 USD"#),
    .init(#"⟦1 USD + 1 EUR⟧"#, .mixedCurrencies, #"1 USD + convert(1 EUR, USD)"#),
    .init(#"⟦5 USD > 3 EUR⟧"#, .mixedCurrencies, #"5 USD > convert(3 EUR, USD)"#),
    .init(#"stakeholders | where power > ⟦5x⟧"#, .malformedNumber, nil),
    .init(
      #"stakeholders | where last_contact < today - ⟦90⟧"#, .typeMismatch,
      #"stakeholders | where last_contact < today - 90 days"#),
    .init(
      #"stakeholders | where last_contact < today - ⟦90d⟧"#, .malformedNumber,
      #"stakeholders | where last_contact < today - 90 days"#),
    .init(
      #"stakeholders | where last_contact < ⟦90 days ago⟧"#, .unexpected,
      #"stakeholders | where last_contact < today - 90 days"#),
    .init(#"stakeholders | where last_contact < ⟦now⟧"#, .unknownField, #"stakeholders | where last_contact < today"#),
    .init(
      #"opportunities | where close < ⟦"2026-12-31"⟧"#, .typeMismatch, #"opportunities | where close < 2026-12-31"#),
    .init(#"opportunities | where close < ⟦31.12.2026⟧"#, .invalidDate, #"opportunities | where close < 2026-12-31"#),
    .init(#"opportunities | where close < ⟦12/31/2026⟧"#, .invalidDate, #"opportunities | where close < 2026-12-31"#),
    .init(#"opportunities | where close < ⟦2026/12/31⟧"#, .invalidDate, #"opportunities | where close < 2026-12-31"#),
    .init(#"opportunities | where close < ⟦2026-12-1⟧"#, .invalidDate, #"opportunities | where close < 2026-12-01"#),
    .init(#"opportunities | where close < ⟦31-12-2026⟧"#, .invalidDate, #"opportunities | where close < 2026-12-31"#),
    .init(#"opportunities | where close < ⟦2026-31-12⟧"#, .invalidDate, #"opportunities | where close < 2026-12-31"#),
    .init(#"opportunities | where close < ⟦2026-02-30⟧"#, .invalidDate, #"opportunities | where close < 2026-02-28"#),
    .init(#"opportunities | where close < ⟦2026-13⟧"#, .invalidDate, nil),
    .init(#"opportunities | where close in ⟦2026Q4⟧"#, .invalidDate, #"opportunities | where close in 2026-Q4"#),
    .init(#"opportunities | where close in ⟦Q4 2026⟧"#, .invalidDate, #"opportunities | where close in 2026-Q4"#),
    .init(#"opportunities | where ⟦close = 2026-Q4⟧"#, .typeMismatch, #"opportunities | where close in 2026-Q4"#),
    .init(#"opportunities | where close < ⟦tomorrow⟧"#, .unknownField, #"opportunities | where close < today + 1 day"#),
    .init(#"print "Sponsors: " + ⟦count(sponsors)⟧"#, .typeMismatch, #"print "Sponsors: \(count(sponsors))""#),
    .init(
      #"stakeholders | show label = ⟦name + ", " + title⟧"#, .typeMismatch,
      #"stakeholders | show label = "\(name), \(title)""#),
    .init(#"stakeholders | where ⟦alignment⟧ ~ "spons""#, .typeMismatch, nil),
    .init(#"stakeholders | where name ~ ⟦Dana⟧"#, .unknownField, #"stakeholders | where name ~ "Dana""#),
    .init(#"stakeholders | where title = ⟦Controller⟧"#, .unknownField, #"stakeholders | where title = "Controller""#),
    .init(#"objectives | where ⟦horizon > current⟧"#, .unorderedChoice, nil),
    .init(#"objectives | sort horizon | where ⟦horizon >= current⟧"#, .unorderedChoice, nil),
    .init(
      #"stakeholders | where ⟦mapped_to = "Ana Ruiz"⟧"#, .typeMismatch, #"stakeholders | where "Ana Ruiz" in mapped_to"#
    ),
    .init(#"stakeholders | where role in ⟦approver⟧"#, .typeMismatch, #"stakeholders | where role = approver"#),
    .init(#"if 1 > 0 then 5 else ⟦"five"⟧"#, .typeMismatch, nil),
    .init(#"stakeholders | take ⟦"3"⟧"#, .typeMismatch, #"stakeholders | take 3"#),
    .init(#"stakeholders | take ⟦five⟧"#, .unknownName, #"stakeholders | take 5"#),
    .init(#"stakeholders | sort ⟦mapped_to⟧"#, .typeMismatch, #"stakeholders | sort count(mapped_to)"#),
  ]

  /// Many rows where one value is wanted, and the other way round; arguments.
  static let aggregates: [Mistake] = [
    .init(#"⟦opportunities.value⟧"#, .pathThroughPlural, #"sum(value of opportunities)"#),
    .init(
      #"accounts | show name, ⟦opportunities.value⟧"#, .pathThroughPlural,
      #"accounts | show name, sum(value of opportunities)"#),
    .init(
      #"accounts | show name, ⟦stakeholders.name⟧"#, .pathThroughPlural,
      #"accounts | show name, list(name of stakeholders)"#),
    .init(
      #"accounts | where ⟦stakeholders.role = approver⟧"#, .pathThroughPlural,
      #"accounts | where any(role = approver of stakeholders)"#),
    .init(
      #"accounts | where ⟦opportunities.value > 5 USD⟧"#, .pathThroughPlural,
      #"accounts | where any(value > 5 USD of opportunities)"#),
    .init(#"sum(⟦opportunities.value⟧)"#, .pathThroughPlural, #"sum(value of opportunities)"#),
    .init(#"max(⟦stakeholders.power⟧)"#, .pathThroughPlural, #"max(power of stakeholders)"#),
    .init(#"⟦sponsors.name⟧"#, .pathThroughPlural, #"list(name of sponsors)"#),
    .init(#"accounts | show name, ⟦stakeholders⟧"#, .typeMismatch, #"accounts | show name, count(stakeholders)"#),
    .init(#"accounts | where ⟦stakeholders⟧ > 3"#, .typeMismatch, #"accounts | where count(stakeholders) > 3"#),
    .init(#"accounts | where ⟦opportunities⟧"#, .typeMismatch, #"accounts | where any(opportunities)"#),
    .init(#"⟦all(stakeholders where power > 5)⟧"#, .allWithoutOf, #"all(power > 5 of stakeholders)"#),
    .init(#"all(stakeholders⟦,⟧ power > 5)"#, .expected, #"all(power > 5 of stakeholders)"#),
    .init(#"count(stakeholders⟦,⟧ power > 5)"#, .expected, #"count(stakeholders where power > 5)"#),
    .init(#"count(stakeholders ⟦with⟧ power > 5)"#, .expected, #"count(stakeholders where power > 5)"#),
    .init(#"count(stakeholders ⟦if⟧ power > 5)"#, .expected, #"count(stakeholders where power > 5)"#),
    .init(#"⟦sum(opportunities)⟧"#, .wrongArguments, nil),
    .init(#"sum(value⟦,⟧ opportunities)"#, .expected, #"sum(value of opportunities)"#),
    .init(#"sum(value ⟦in⟧ opportunities)"#, .expected, #"sum(value of opportunities)"#),
    .init(#"sum(value ⟦from⟧ opportunities)"#, .expected, #"sum(value of opportunities)"#),
    .init(#"⟦sum()⟧"#, .wrongArguments, nil),
    .init(#"⟦at_least(sponsors where power > 5)⟧"#, .wrongArguments, #"at_least(1, sponsors where power > 5)"#),
    .init(#"at_least(sponsors⟦,⟧ 2)"#, .expected, #"at_least(2, sponsors)"#),
    .init(#"⟦count⟧ stakeholders where power > 5"#, .unknownWord, #"stakeholders | where power > 5 | count"#),
    .init(#"⟦round(2.345, 1, 2)⟧"#, .wrongArguments, nil),
    .init(#"⟦convert(5 USD, EUR, GBP)⟧"#, .wrongArguments, nil),
    .init(#"convert(5 USD, ⟦"EUR"⟧)"#, .unknownCurrency, #"convert(5 USD, EUR)"#),
    .init(#"convert(5 USD, ⟦EUro⟧)"#, .unknownCurrency, #"convert(5 USD, EUR)"#),
    .init(#"convert(⟦5⟧, EUR)"#, .typeMismatch, #"convert(5 USD, EUR)"#),
    .init(#"⟦next(3)⟧"#, .wrongArguments, nil),
    .init(#"stakeholders | where ⟦rank⟧ <= 3"#, .notAllowedHere, nil),
    .init(#"stakeholders | where ⟦running(power)⟧ <= 3"#, .notAllowedHere, nil),
    .init(#"stakeholders | summarize ⟦role⟧"#, .typeMismatch, #"stakeholders | summarize first(role)"#),
    .init(#"average(⟦name⟧ of stakeholders)"#, .typeMismatch, nil),
    .init(#"max(⟦horizon⟧ of objectives)"#, .unorderedChoice, nil),
    .init(#"stakeholders | show name | ⟦set power = 5⟧"#, .plainRows, #"stakeholders | set power = 5"#),
    .init(
      #"stakeholders | where power > 5 | show name | ⟦remove⟧"#, .plainRows, #"stakeholders | where power > 5 | remove"#
    ),
    .init(#"accounts | show name | ⟦stakeholders⟧"#, .plainRows, #"accounts | stakeholders"#),
    .init(
      #"stakeholders | show name | where ⟦power⟧ > 5"#, .unknownField, #"stakeholders | where power > 5 | show name"#),
    .init(
      #"stakeholders | show name | sort ⟦power⟧ desc"#, .unknownField, #"stakeholders | sort power desc | show name"#),
    .init(#"actions | ⟦stakeholders⟧"#, .wrongParent, #"actions | account | stakeholders"#),
  ]

  /// Something missing, something too much.
  static let punctuation: [Mistake] = [
    .init(#"stakeholders ⟦where⟧ power > 5"#, .unexpected, #"stakeholders | where power > 5"#),
    .init(#"stakeholders ⟦show⟧ name"#, .unexpected, #"stakeholders | show name"#),
    .init(#"stakeholders | where power > 5 ⟦show⟧ name"#, .unexpected, #"stakeholders | where power > 5 | show name"#),
    .init(#"stakeholders | show name ⟦sort⟧ name"#, .unexpected, #"stakeholders | show name | sort name"#),
    .init(#"stakeholders⟦.where⟧ power > 5"#, .unexpected, #"stakeholders | where power > 5"#),
    .init(#"stakeholders ⟦|>⟧ show name"#, .unexpected, #"stakeholders | show name"#),
    .init(#"stakeholders ⟦->⟧ show name"#, .unexpected, #"stakeholders | show name"#),
    .init(#"stakeholders⟦,⟧ show name"#, .unexpected, #"stakeholders | show name"#),
    .init(#"stakeholders | show name ⟦title⟧"#, .unexpected, #"stakeholders | show name, title"#),
    .init(#"stakeholders | show name,⟦,⟧ title"#, .expected, #"stakeholders | show name, title"#),
    .init(#"stakeholders | show name, title⟦,⟧"#, .expected, #"stakeholders | show name, title"#),
    .init(#"stakeholders ⟦|⟧"#, .expected, #"stakeholders"#),
    .init(#"stakeholders | ⟦|⟧ show name"#, .expected, #"stakeholders | show name"#),
    .init(#"stakeholders | ⟦where⟧ | show name"#, .expected, #"stakeholders | show name"#),
    .init(#"stakeholders | ⟦where⟧"#, .expected, #"stakeholders"#),
    .init(#"stakeholders | ⟦take⟧"#, .expected, #"stakeholders | take 10"#),
    .init(#"stakeholders | show ⟦(name, title)⟧"#, .expected, #"stakeholders | show name, title"#),
    .init(#"count⟦(⟧stakeholders"#, .unclosed, #"count(stakeholders)"#),
    .init(
      #"stakeholders | where ⟦(⟧power > 5 and role = approver"#, .unclosed,
      #"stakeholders | where (power > 5 and role = approver)"#),
    .init(
      #"stakeholders | where role in ⟦[⟧approver, decision_maker"#, .unclosed,
      #"stakeholders | where role in [approver, decision_maker]"#),
    .init(#"stakeholders | where power > 5⟦)⟧"#, .unexpected, #"stakeholders | where power > 5"#),
    .init(#"stakeholders | where role in [approver⟦)⟧"#, .expected, #"stakeholders | where role in [approver]"#),
    .init(
      #"stakeholders | where role in [approver ⟦decision_maker⟧]"#, .unexpected,
      #"stakeholders | where role in [approver, decision_maker]"#),
    .init(#"stakeholder ⟦"Dana Li⟧"#, .unterminatedText, #"stakeholder "Dana Li""#),
    .init(#"stakeholder ⟦"Dana Li⟧ | show title"#, .unterminatedText, #"stakeholder "Dana Li" | show title"#),
    .init(
      #"stakeholders | where title = ⟦"Controller⟧"#, .unterminatedText, #"stakeholders | where title = "Controller""#),
    .init(#"if 1 > 0 then ⟦5⟧"#, .expected, #"if 1 > 0 then 5 else unknown"#),
    .init(
      #"stakeholders | show x = if power > 5 then "high"⟦,⟧ "low""#, .expected,
      #"stakeholders | show x = if power > 5 then "high" else "low""#),
    .init(#"stakeholders | with ⟦power⟧ * 2"#, .expected, nil),
    .init(#"stakeholders | where power ⟦5⟧"#, .unexpected, #"stakeholders | where power = 5"#),
    .init(#"stakeholders⟦}⟧"#, .unexpected, #"stakeholders"#),
  ]
}
