// What people bring along to the prompt: spreadsheets, programs, other query languages, other ways to write numbers and days.

extension Mistake {
  /// Questions, changes and scripts.
  static let fromElsewhere: [Mistake] = [
    .init(#"stakeholders | ⟦WHERE⟧ power > 5"#, .unknownWord, #"stakeholders | where power > 5"#),
    .init(#"accounts | to ⟦"board.xlsx"⟧"#, .unknownName, #"accounts | to "board.csv""#),
    .init(
      #"accounts | show name | to ⟦"for the board.pdf"⟧"#, .unknownName,
      #"accounts | show name | to "for the board.md""#),
    .init(#"at_least(⟦2.5⟧, stakeholders)"#, .malformedNumber, #"at_least(3, stakeholders)"#),
    .init(#"accounts | where revenue > 2⟦$26⟧"#, .currencySign, nil),
    .init(#"undo ⟦1.5⟧"#, .malformedNumber, #"undo 2"#),
    .init(#"stakeholders | ⟦groupBy⟧ role"#, .unknownWord, #"stakeholders | count by role"#),
    .init(#"stakeholders | where name = ⟦Dana Li⟧"#, .unknownField, #"stakeholders | where name = "Dana Li""#),
    .init(
      #"stakeholders | where power > 5 | ⟦and⟧ role = approver"#, .expected,
      #"stakeholders | where power > 5 and role = approver"#),
    .init(#"stakeholders | sort ⟦desc⟧ power"#, .unexpected, #"stakeholders | sort power desc"#),
    .init(#"stakeholders | ⟦sort⟧"#, .expected, #"stakeholders"#),
    .init(#"stakeholders | ⟦show⟧"#, .expected, #"stakeholders"#),
    .init(#"stakeholders | count ⟦by⟧"#, .expected, nil),
    .init(#"⟦stakeholders.count⟧"#, .pathThroughPlural, #"count(stakeholders)"#),
    .init(#"⟦stakeholders.length⟧"#, .pathThroughPlural, #"count(stakeholders)"#),
    .init(#"stakeholders | where power ⟦is⟧ 5"#, .unexpected, #"stakeholders | where power = 5"#),
    .init(#"accounts | where name ⟦startswith⟧ "N""#, .foreignOperator, #"accounts | where name ~ "N""#),
    .init(#"accounts | where ⟦exists⟧(stakeholders)"#, .unknownFunction, #"accounts | where any(stakeholders)"#),
    .init(#"⟦count of stakeholders⟧"#, .unknownWord, #"count(stakeholders)"#),
    .init(#"⟦sum value of opportunities⟧"#, .unknownWord, #"sum(value of opportunities)"#),
    .init(#"⟦average power of stakeholders⟧"#, .unknownWord, #"average(power of stakeholders)"#),
    .init(#"sum(value ⟦opportunities⟧)"#, .expected, #"sum(value of opportunities)"#),
    .init(#"list(name ⟦stakeholders⟧)"#, .expected, #"list(name of stakeholders)"#),
    .init(#"any(stakeholders ⟦role⟧ = approver)"#, .expected, #"any(stakeholders where role = approver)"#),
    .init(#"count(stakeholders ⟦power⟧ > 5)"#, .expected, #"count(stakeholders where power > 5)"#),
    .init(#"accounts | where revenue > ⟦1 000 000 USD⟧"#, .malformedNumber, #"accounts | where revenue > 1000000 USD"#),
    .init(#"accounts | where revenue > ⟦1'000'000 CHF⟧"#, .malformedNumber, #"accounts | where revenue > 1000000 CHF"#),
    .init(#"accounts | where revenue > ⟦1 M USD⟧"#, .malformedNumber, #"accounts | where revenue > 1M USD"#),
    .init(#"accounts | where revenue > ⟦1.5 m USD⟧"#, .malformedNumber, #"accounts | where revenue > 1.5M USD"#),
    .init(#"accounts | where revenue > ⟦3,5M EUR⟧"#, .malformedNumber, #"accounts | where revenue > 3.5M EUR"#),
    .init(#"accounts | where revenue > 10 ⟦EUROS⟧"#, .unknownCurrency, #"accounts | where revenue > 10 EUR"#),
    .init(#"accounts | where revenue > ⟦€ 500k⟧"#, .currencySign, #"accounts | where revenue > 500k EUR"#),
    .init(#"accounts | where revenue > ⟦500k €⟧"#, .currencySign, #"accounts | where revenue > 500k EUR"#),
    .init(#"accounts | where revenue > ⟦EUR500k⟧"#, .unknownField, #"accounts | where revenue > 500k EUR"#),
    .init(#"opportunities | where close < ⟦2026.12.31⟧"#, .invalidDate, #"opportunities | where close < 2026-12-31"#),
    .init(#"opportunities | where close < ⟦Dec 31 2026⟧"#, .invalidDate, #"opportunities | where close < 2026-12-31"#),
    .init(
      #"opportunities | where close < ⟦31st December 2026⟧"#, .invalidDate, #"opportunities | where close < 2026-12-31"#
    ),
    .init(
      #"opportunities | where close < ⟦December 31st, 2026⟧"#, .invalidDate,
      #"opportunities | where close < 2026-12-31"#),
    .init(#"opportunities | where close < ⟦31 Dec 26⟧"#, .invalidDate, #"opportunities | where close < 2026-12-31"#),
    .init(#"opportunities | where close < ⟦20261231⟧"#, .typeMismatch, #"opportunities | where close < 2026-12-31"#),
    .init(
      #"opportunities | where close < ⟦2026-12-31T00:00:00Z⟧"#, .invalidDate,
      #"opportunities | where close < 2026-12-31"#),
    .init(
      #"opportunities | where close < today + ⟦30⟧"#, .typeMismatch, #"opportunities | where close < today + 30 days"#),
    .init(#"opportunities | where close > ⟦now()⟧"#, .unknownFunction, #"opportunities | where close > today"#),
    .init(
      #"opportunities | where close > ⟦yesterday⟧"#, .unknownField, #"opportunities | where close > today - 1 day"#),
    .init(
      #"opportunities | where close in ⟦2026⟧"#, .typeMismatch,
      #"opportunities | where close in 2026-01-01..2026-12-31"#),
    .init(#"stakeholders | where ⟦title = None⟧"#, .comparedWithUnknown, #"stakeholders | where title is unknown"#),
    .init(#"stakeholders | where ⟦title != null⟧"#, .comparedWithUnknown, #"stakeholders | where title is known"#),
    .init(
      #"stakeholders | where can_state_our_value = ⟦True⟧"#, .unknownField,
      #"stakeholders | where can_state_our_value = yes"#),
    .init(
      #"stakeholders | where can_state_our_value = ⟦"yes"⟧"#, .typeMismatch,
      #"stakeholders | where can_state_our_value = yes"#),
    .init(
      #"stakeholders | where can_state_our_value = ⟦Yes⟧"#, .unknownField,
      #"stakeholders | where can_state_our_value = yes"#),
    .init(
      #"stakeholders | where can_state_our_value = ⟦1⟧"#, .typeMismatch,
      #"stakeholders | where can_state_our_value = yes"#),
    .init(#"stakeholders | where title is ⟦not known⟧"#, .unexpected, #"stakeholders | where title is unknown"#),
    .init(#"stakeholders | where title is ⟦defined⟧"#, .unexpected, #"stakeholders | where title is known"#),
    .init(#"stakeholders | where ⟦isnull(title)⟧"#, .unknownFunction, #"stakeholders | where title is unknown"#),
    .init(#"stakeholders | where ⟦is_unknown(title)⟧"#, .unknownFunction, #"stakeholders | where title is unknown"#),
    .init(#"stakeholders | show ⟦coalesce(title, "x")⟧"#, .unknownFunction, #"stakeholders | show title ?? "x""#),
    .init(
      #"stakeholders | show name, ⟦if(power > 5, "high", "low")⟧"#, .expected,
      #"stakeholders | show name, if power > 5 then "high" else "low""#),
    .init(
      #"stakeholders | show name, ⟦IF(power > 5, "high", "low")⟧"#, .unknownFunction,
      #"stakeholders | show name, if power > 5 then "high" else "low""#),
    .init(
      #"stakeholders | show label = ⟦concat(name, ", ", title)⟧"#, .unknownFunction,
      #"stakeholders | show label = "\(name), \(title)""#),
    .init(#"stakeholder ⟦Dana Li⟧ | show title"#, .expected, #"stakeholder "Dana Li" | show title"#),
    .init(#"stakeholder ⟦Dana⟧"#, .expected, #"stakeholder "Dana Li""#),
    .init(#"⟦stakeholder("Dana Li")⟧"#, .unknownFunction, #"stakeholder "Dana Li""#),
    .init(#"⟦USE⟧ account "Northwind Health""#, .unknownWord, #"use account "Northwind Health""#),
    .init(#"⟦Use⟧ account "Northwind Health""#, .unknownWord, #"use account "Northwind Health""#),
    .init(#"⟦uses⟧ account "Northwind Health""#, .unknownWord, #"use account "Northwind Health""#),
    .init(#"⟦usee⟧ account "Northwind Health""#, .unknownWord, #"use account "Northwind Health""#),
    .init(#"use ⟦Account⟧ "Northwind Health""#, .unknownNoun, #"use account "Northwind Health""#),
    .init(#"⟦Load⟧ "accounts/""#, .unknownWord, #"load "accounts/""#),
    .init(#"⟦laod⟧ "accounts/""#, .unknownWord, #"load "accounts/""#),
    .init(#"⟦Print⟧ "hello""#, .unknownWord, #"print "hello""#),
    .init(#"⟦prnt⟧ "hello""#, .unknownWord, #"print "hello""#),
    .init(#"print⟦(⟧"hello""#, .unclosed, #"print("hello")"#),
    .init(#"⟦Check⟧ growth"#, .unknownWord, #"check growth"#),
    .init(#"⟦hlep⟧ steps"#, .unknownWord, #"help steps"#),
    .init(#"help ⟦stesp⟧"#, .unknownName, #"help steps"#),
    .init(
      #"⟦compre⟧ baseline, "Win the CFO" on sponsors"#, .unknownWord, #"compare baseline, "Win the CFO" on sponsors"#),
    .init(#"compare ⟦base⟧, "Win the CFO" on sponsors"#, .expected, #"compare baseline, "Win the CFO" on sponsors"#),
    .init(
      #"compare baseline ⟦and⟧ "Win the CFO" on sponsors"#, .expected, #"compare baseline, "Win the CFO" on sponsors"#),
    .init(
      #"compare baseline ⟦vs⟧ "Win the CFO" on sponsors"#, .expected, #"compare baseline, "Win the CFO" on sponsors"#),
    .init(
      #"compare baseline, ⟦'Win the CFO'⟧ on sponsors"#, .foreignQuote, #"compare baseline, "Win the CFO" on sponsors"#),
    .init(
      #"compare baseline, "Win the CFO" ⟦by⟧ sponsors"#, .expected, #"compare baseline, "Win the CFO" on sponsors"#),
    .init(
      #"add stakeholder "Bo Ek" ⟦to⟧ account "Northwind Health" {}"#, .expected,
      #"add stakeholder "Bo Ek" of account "Northwind Health" {}"#),
    .init(
      #"add stakeholder "Bo Ek" ⟦in⟧ account "Northwind Health" {}"#, .expected,
      #"add stakeholder "Bo Ek" of account "Northwind Health" {}"#),
    .init(
      #"add stakeholder ⟦Bo Ek⟧ of account "Northwind Health" {}"#, .expected,
      #"add stakeholder "Bo Ek" of account "Northwind Health" {}"#),
    .init(
      #"⟦Add⟧ stakeholder "Bo Ek" of account "Northwind Health" {}"#, .unknownWord,
      #"add stakeholder "Bo Ek" of account "Northwind Health" {}"#),
    .init(
      #"stakeholder "Dana Li" | set power = 5 ⟦on 2026-09-12 per "call"⟧"#, .unexpected,
      #"stakeholder "Dana Li" | set power = 5 per "call" on 2026-09-12"#),
    .init(
      #"stakeholder "Dana Li" | set power = 5 per "call" ⟦assumed on 2026-09-12⟧"#, .unexpected,
      #"stakeholder "Dana Li" | set power = 5 per "call" on 2026-09-12 assumed"#),
    .init(#"stakeholder "Dana Li" | set power = 5 ⟦assumed⟧"#, .expected, nil),
    .init(#"stakeholder "Dana Li" | set power = 5 ⟦on⟧ 2026-09-12"#, .expected, nil),
    .init("⟦.5⟧ * 2", .malformedNumber, "0.5 * 2"),
    .init("⟦5.⟧ + 2", .malformedNumber, "5 + 2"),
    .init("⟦1,200⟧", .malformedNumber, "1200"),
    .init("⟦1.200,50⟧", .malformedNumber, "1200.50"),
    .init("stakeholders | where title ⟦IS NULL⟧", .foreignOperator, "stakeholders | where title is unknown"),
    .init("stakeholders | where title ⟦IS NOT NULL⟧", .foreignOperator, "stakeholders | where title is known"),
    .init("stakeholders | where power in ⟦[1..3]⟧", .unexpected, "stakeholders | where power in 1..3"),
    .init("stakeholders | where power in [⟦1..3⟧, 5]", .unexpected, nil),
    .init("count(⟦stakeholders | where power > 5⟧)", .expected, "count((stakeholders | where power > 5))"),
    .init("stakeholders | summarize count(⟦*⟧)", .unexpected, "stakeholders | summarize count()"),
    .init("stakeholders | summarize ⟦count⟧", .unknownName, "stakeholders | summarize count()"),
    .init("sum(stakeholders⟦,⟧ power)", .expected, "sum(power of stakeholders)"),
    .init("sum(⟦power⟧)", .unknownNoun, "sum(power of stakeholders)"),
    .init("max(⟦1⟧, 2)", .wrongArguments, "max([1, 2])"),
    .init("⟦1 - 20%⟧", .percentAndNumber, "100% - 20%"),
    .init("⟦100 EUR + 20%⟧", .typeMismatch, "100 EUR * (100% + 20%)"),
    .init("today - 2026-01-01 > ⟦90⟧", .typeMismatch, "today - 2026-01-01 > 90 days"),
    .init("2026-11 + ⟦1 month⟧", .typeMismatch, "2026-11 + 1"),
    .init("⟦2026-Q5⟧", .invalidDate, nil),
    .init(
      #"stakeholder "Dana Li" | set power = 5 | ⟦show name, power⟧"#, .notAllowedHere,
      #"stakeholder "Dana Li" | set power = 5"#),
    .init("⟦all sponsors⟧ | count", .unknownNoun, "sponsors | count"),
    .init(
      "opportunities | where probability in ⟦10..20⟧", .percentAndNumber,
      "opportunities | where probability in 10%..20%"),
    .init(
      "opportunities | where probability in [⟦0.1, 20⟧]", .percentAndNumber,
      "opportunities | where probability in [10%, 20%]"),
    .init(
      "opportunities | where value in ⟦100k..300k⟧", .typeMismatch,
      "opportunities | where value in 100k USD..300k USD"),
    .init(
      "opportunities | where value in ⟦100k EUR..300k USD⟧", .mixedCurrencies,
      "opportunities | where value in 100k EUR..convert(300k USD, EUR)"),
    .init("accounts | show revenue ?? ⟦5⟧", .typeMismatch, "accounts | show revenue ?? 5 USD"),
    .init("let a = 5 EUR\n⟦a + 3 USD⟧", .mixedCurrencies, "let a = 5 EUR\na + convert(3 USD, EUR)"),
    .init("opportunities | show ⟦close * 2⟧", .typeMismatch, nil),
    .init("any(⟦yes⟧)", .wrongArguments, nil),
    .init("stakeholders | show sum(⟦power⟧)", .wrongArguments, nil),
    .init(#"at_least(⟦"two"⟧, stakeholders)"#, .expected, nil),
    .init("⟦start(today)⟧", .wrongArguments, nil),
    .init("stakeholders | show ⟦rank(power, 2)⟧", .wrongArguments, nil),
    .init(
      #"stakeholder "Dana Li" | set power = 5 ⟦source⟧ "call""#, .unexpected,
      #"stakeholder "Dana Li" | set power = 5 per "call""#),
    .init(
      #"stakeholder "Dana Li" | set power ⟦+=⟧ 1"#, .foreignOperator, #"stakeholder "Dana Li" | set power = power + 1"#),
    .init(#"stakeholder "Dana Li" | set ⟦Power⟧ = 5"#, .unknownField, #"stakeholder "Dana Li" | set power = 5"#),
    .init(
      #"stakeholder "Dana Li" | set ⟦stakeholder.power⟧ = 5"#, .expected, #"stakeholder "Dana Li" | set power = 5"#),
    .init(
      #"stakeholder "Dana Li" | set power = 5 ⟦alignment⟧ = sponsor"#, .unexpected,
      #"stakeholder "Dana Li" | set power = 5, alignment = sponsor"#),
    .init(#"stakeholder "Dana Li" | set ⟦(⟧power = 5)"#, .unknownField, nil),
    .init(#"⟦remove⟧ stakeholders | where power = 1"#, .unknownWord, #"stakeholders | where power = 1 | remove"#),
    .init(#"stakeholder "Dana Li" ⟦set⟧ power = 5"#, .unexpected, #"stakeholder "Dana Li" | set power = 5"#),
    .init(
      #"for each s in stakeholders ⟦do⟧ { print s.name }"#, .unexpected, #"for each s in stakeholders { print s.name }"#
    ),
    .init(
      #"for each s in stakeholders⟦:⟧ { print s.name }"#, .foreignOperator,
      #"for each s in stakeholders { print s.name }"#),
    .init(
      #"if sponsors = 0 { print "none" } ⟦otherwise⟧ { print "ok" }"#, .unexpected,
      #"if sponsors = 0 { print "none" } else { print "ok" }"#),
    .init(#"require sponsors > 0 ⟦"No sponsor"⟧"#, .expected, #"require sponsors > 0 else "No sponsor""#),
    .init(#"print "a"⟦,⟧ "b""#, .unexpected, nil),
  ]
}
