// What fingers type that know other languages: spreadsheets, SQL, jq, YAML, JSON, and questions as one asks a person.

extension Mistake {
  /// At the prompt and in scripts.
  static let ofHabit: [Mistake] = [
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
    .init(#"simulate ⟦on⟧ sum(value of opportunities)"#, .expected, #"simulate 10000 on sum(value of opportunities)"#),
    .init(
      #"simulate 1000 ⟦times⟧ on sum(value of opportunities)"#, .unexpected,
      #"simulate 1000 on sum(value of opportunities)"#),
    .init(
      #"sensitivity ⟦of⟧ sponsors by opportunity.probability"#, .expected,
      #"sensitivity on sponsors by opportunity.probability"#),
    .init(
      #"sensitivity on sponsors by opportunity.probability ⟦±⟧ 10%"#, .foreignOperator,
      #"sensitivity on sponsors by opportunity.probability +- 10%"#),
    .init(
      #"sweep stakeholder "Dana Li".power ⟦from 0 to⟧ 10 on sponsors"#, .expected,
      #"sweep stakeholder "Dana Li".power over 0..10 on sponsors"#),
    .init(
      #"sweep stakeholder "Dana Li".power over 0 ⟦to⟧ 10 on sponsors"#, .expected,
      #"sweep stakeholder "Dana Li".power over 0..10 on sponsors"#),
    .init(
      #"sweep stakeholder "Dana Li".power over 0..⟦20⟧ on sponsors"#, .outOfRange,
      #"sweep stakeholder "Dana Li".power over 0..10 on sponsors"#),
    .init(
      #"reach sponsors >= 1 with stakeholder.power ⟦up⟧"#, .expected,
      #"reach sponsors >= 1 with stakeholder.power up 1"#),
    .init(
      #"reach sponsors >= 1 with stakeholder.power ⟦=⟧ 3"#, .expected,
      #"reach sponsors >= 1 with stakeholder.power to 3"#),
    .init(
      #"reach sponsors >= 1 with stakeholder ⟦"Dana Li"⟧.power to 3"#, .unexpected,
      #"reach sponsors >= 1 with stakeholder.power to 3"#),
    .init(#"check growth ⟦on⟧ stakeholder "Dana Li""#, .expected, #"check growth for stakeholder "Dana Li""#),
    .init(#"growth | where able ⟦fails⟧"#, .unexpected, #"growth | where able = fail"#),
    .init(#"growth | where able ⟦passes⟧"#, .unexpected, #"growth | where able = pass"#),
    .init(#"growth | sort ⟦power⟧ desc"#, .unknownField, #"growth | sort stakeholder.power desc"#),
    .init(
      #"⟦stakeholder "Dana Li" of account "Lakeside Foods"⟧ | show name"#, .thingNotFound,
      #"stakeholder "Dana Li" | show name"#),
    .init(#"if count(accounts) > 1 ⟦then⟧ print "x""#, .unexpected, #"if count(accounts) > 1 { print "x" }"#),
    .init(
      #"if count(accounts) > 1 ⟦then⟧ print "x" else print "y""#, .unexpected,
      #"if count(accounts) > 1 { print "x" } else { print "y" }"#),
    .init(#"⟦x = 5⟧\#nprint x"#, .bareAssignment, #"let x = 5\#nprint x"#),
    .init(#"blame ⟦power⟧ of stakeholder "Dana Li""#, .unexpected, #"blame stakeholder "Dana Li".power"#),
    .init(#"accounts | show name, ⟦=⟧revenue * 2"#, .unexpected, #"accounts | show name, revenue * 2"#),
    .init(#"stakeholders | where power ⟦BETWEEN 3 AND 7⟧"#, .foreignOperator, #"stakeholders | where power in 3..7"#),
    .init(
      #"stakeholders | where role ⟦IN (approver, influencer)⟧"#, .expected,
      #"stakeholders | where role in [approver, influencer]"#),
    .init(#"stakeholders | where title ⟦LIKE⟧ 'Chief%'"#, .foreignOperator, #"stakeholders | where title ~ "Chief""#),
    .init(#"stakeholders | ⟦count(*)⟧"#, .unknownWord, #"stakeholders | count"#),
    .init(#"stakeholders | ⟦select(.power > 5)⟧"#, .unknownWord, #"stakeholders | where power > 5"#),
    .init(#"stakeholders | ⟦map(.name)⟧"#, .unknownWord, #"stakeholders | show name"#),
    .init(#"stakeholders | ⟦.name⟧"#, .unexpected, #"stakeholders | show name"#),
    .init(#"stakeholders | ⟦.name, .title⟧"#, .unexpected, #"stakeholders | show name, title"#),
    .init(#"stakeholders | ⟦length⟧"#, .unknownWord, #"stakeholders | count"#),
    .init(#"stakeholders | ⟦sort_by(power)⟧"#, .unknownWord, #"stakeholders | sort power"#),
    .init(#"stakeholders | ⟦sort_by(.power)⟧"#, .unknownWord, #"stakeholders | sort power"#),
    .init(#"stakeholders | ⟦group_by(.role)⟧"#, .unknownWord, #"stakeholders | count by role"#),
    .init(#"stakeholders | ⟦first⟧"#, .unknownWord, #"stakeholders | take 1"#),
    .init(#"stakeholders | show name ⟦AS⟧ person"#, .unexpected, #"stakeholders | show person = name"#),
    .init(#"stakeholders | where ⟦$⟧power > 5"#, .currencySign, #"stakeholders | where power > 5"#),
    .init(#"⟦how⟧ many stakeholders"#, .unknownWord, #"count(stakeholders)"#),
    .init(#"⟦who⟧ are the sponsors"#, .unknownWord, #"sponsors"#),
    .init(
      #"opportunities | where close < ⟦next month⟧"#, .unexpected, #"opportunities | where close < next(month(today))"#),
    .init(
      #"opportunities | where close in ⟦this quarter⟧"#, .unexpected, #"opportunities | where close in quarter(today)"#),
    .init(
      #"opportunities | where close < ⟦last year⟧"#, .unexpected,
      #"opportunities | where close < previous(year(today))"#),
    .init(#"opportunities | ⟦sum value⟧"#, .unknownWord, #"opportunities | summarize sum(value)"#),
    .init(#"opportunities | ⟦sum(value)⟧"#, .unknownWord, #"opportunities | summarize sum(value)"#),
    .init(#"opportunities | ⟦avg(value)⟧"#, .unknownWord, #"opportunities | summarize average(value)"#),
    .init(#"accounts | ⟦join stakeholders⟧"#, .unknownWord, #"accounts | stakeholders"#),
    .init(
      #"⟦set⟧ account "Northwind Health".revenue = 90M USD"#, .unknownWord,
      #"account "Northwind Health" | set revenue = 90M USD"#),
    .init(#"use ⟦Northwind⟧ Health"#, .unknownNoun, #"use account "Northwind Health""#),
    .init(#"⟦export⟧ opportunities to csv"#, .unknownWord, #"opportunities | as csv"#),
    .init(#"⟦export⟧ opportunities"#, .unknownWord, #"opportunities"#),
    .init(#"stakeholders | ⟦pivot role alignment⟧"#, .unknownWord, #"stakeholders | matrix role by alignment"#),
    .init(#"⟦show⟧ name | stakeholders"#, .unknownWord, #"stakeholders | show name"#),
    .init(#"⟦where⟧ alignment = sponsor | stakeholders"#, .unknownWord, #"stakeholders | where alignment = sponsor"#),
    .init(#"sponsors ⟦of account "Northwind Health"⟧"#, .unexpected, #"sponsors | where account = "Northwind Health""#),
    .init(
      #"stakeholders ⟦of account "Northwind Health"⟧ | show name"#, .unexpected,
      #"stakeholders | where account = "Northwind Health" | show name"#),
    .init(#"⟦check⟧ growth | take 3"#, .unexpected, #"growth | take 3"#),
    .init(#"stakeholders | where ⟦account⟧ ~ "North""#, .typeMismatch, #"stakeholders | where account.name ~ "North""#),
    .init(#"stakeholders | where ⟦sponsor⟧"#, .unknownField, #"stakeholders | where alignment = sponsor"#),
    .init(
      #"scenario "CFO" { stakeholder "Dana Li" ⟦alignment⟧ = supporter }"#, .unexpected,
      #"scenario "CFO" { stakeholder "Dana Li" | set alignment = supporter }"#),
    .init(
      #"stakeholders | where ⟦power > 5 ? yes : no⟧"#, .foreignOperator,
      #"stakeholders | where if power > 5 then yes else no"#),
    .init(
      #"check x on account each stakeholder { test a "A" { pass when ⟦tier⟧ = key } }"#, .unknownField,
      #"check x on account each stakeholder { test a "A" { pass when account.tier = key } }"#),
    .init(
      #"check x on account { test a ⟦{⟧ pass when tier = key } }"#, .expected,
      #"check x on account { test a "a" { pass when tier = key } }"#),
    .init(
      #"check x on account { test ⟦"A"⟧ { pass when tier = key } }"#, .expected,
      #"check x on account { test a "A" { pass when tier = key } }"#),
    .init(
      #"check x on account { test a "A" { ⟦tier⟧ = key } }"#, .expected,
      #"check x on account { test a "A" { pass when tier = key } }"#),
    .init(
      #"check x on account { test a "A" { pass ⟦if⟧ tier = key } }"#, .expected,
      #"check x on account { test a "A" { pass when tier = key } }"#),
    .init(
      #"check x on account { test a "A" ⟦pass⟧ when tier = key }"#, .expected,
      #"check x on account { test a "A" { pass when tier = key } }"#),
    .init(
      #"check x on account { ⟦tset⟧ a "A" { pass when tier = key } }"#, .unknownWord,
      #"check x on account { test a "A" { pass when tier = key } }"#),
    .init(
      #"check x on account { setting n ⟦=⟧ 3; test a "A" { pass when tier = key } }"#, .expected,
      #"check x on account { setting n number = 3; test a "A" { pass when tier = key } }"#),
    .init(
      #"check x on account { test a "A" { pass when tier = key }; verdict good when ⟦b⟧ passes }"#, .unknownName,
      #"check x on account { test a "A" { pass when tier = key }; verdict good when a passes }"#),
    .init(
      #"check x on account { test a "A" { pass when tier = key }; verdict good ⟦if⟧ passed = 1 }"#, .expected,
      #"check x on account { test a "A" { pass when tier = key }; verdict good when passed = 1 }"#),
    .init(
      #"check x ⟦for⟧ account { test a "A" { pass when tier = key } }"#, .expected,
      #"check x on account { test a "A" { pass when tier = key } }"#),
    .init(
      #"check x on ⟦accounts⟧ { test a "A" { pass when tier = key } }"#, .unknownNoun,
      #"check x on account { test a "A" { pass when tier = key } }"#),
    .init(
      #"check ⟦"x"⟧ on account { test a "A" { pass when tier = key } }"#, .expected,
      #"check x on account { test a "A" { pass when tier = key } }"#),
    .init(
      #"check x on account { test a "A" { pass when tier = key; because ⟦name⟧ } }"#, .expected,
      #"check x on account { test a "A" { pass when tier = key; because "\(name)" } }"#),
    .init(
      #"check ⟦count⟧ on account { test a "A" { pass when tier = key } }"#, .forbiddenName,
      #"check count_ on account { test a "A" { pass when tier = key } }"#),
    .init(
      #"check x on account { test a "A" { pass when tier = key } ⟦test⟧ b "B" { pass when tier = key } }"#, .unexpected,
      #"check x on account { test a "A" { pass when tier = key }; test b "B" { pass when tier = key } }"#),
    .init(#"⟦=⟧AVERAGE(power of stakeholders)"#, .unexpected, #"average(power of stakeholders)"#),
    .init(#"accounts | show name, ⟦=⟧revenue*2"#, .unexpected, #"accounts | show name, revenue*2"#),
    .init(#"stakeholders | where title is ⟦not null⟧"#, .unexpected, #"stakeholders | where title is known"#),
    .init(#"stakeholders | ⟦group by⟧ role | count"#, .unknownWord, #"stakeholders | count by role | count"#),
    .init(
      #"⟦select⟧ name from stakeholders where power > 5 order by name limit 3"#, .unknownWord,
      #"stakeholders | where power > 5 | sort name | take 3 | show name"#),
    .init(#"stakeholders | sort power ⟦DESC⟧"#, .unexpected, #"stakeholders | sort power desc"#),
    .init(#"stakeholders | ⟦group_by(role)⟧"#, .unknownWord, #"stakeholders | count by role"#),
    .init(#"stakeholders | ⟦top⟧ 5"#, .unknownWord, #"stakeholders | take 5"#),
    .init(
      #"stakeholders | where power>5⟦,⟧ role = approver"#, .unexpected,
      #"stakeholders | where power>5 and role = approver"#),
    .init(#"stakeholders | where ⟦Role⟧ = approver"#, .unknownField, #"stakeholders | where role = approver"#),
    .init(#"stakeholders | where name = ⟦Dana⟧"#, .unknownField, #"stakeholders | where name = "Dana""#),
    .init(#"⟦Stakeholders⟧ | count"#, .unknownNoun, #"stakeholders | count"#),
    .init(#"⟦stakeholder⟧ | count"#, .unknownNoun, #"stakeholders | count"#),
    .init(#"accounts | where revenue > ⟦5 million USD⟧"#, .malformedNumber, #"accounts | where revenue > 5M USD"#),
    .init(#"accounts | where revenue > ⟦5M⟧"#, .typeMismatch, #"accounts | where revenue > 5M USD"#),
    .init(#"accounts | where revenue > ⟦$5,000,000⟧"#, .currencySign, #"accounts | where revenue > 5000000 USD"#),
    .init(#"accounts | where revenue > ⟦5.000.000 EUR⟧"#, .malformedNumber, #"accounts | where revenue > 5000000 EUR"#),
    .init(#"opportunities | where close < ⟦Q4 2026⟧"#, .invalidDate, #"opportunities | where close < 2026-Q4"#),
    .init(
      #"opportunities | where close > today - ⟦30⟧"#, .typeMismatch, #"opportunities | where close > today - 30 days"#),
    .init(
      #"opportunities | where probability > ⟦0.4⟧"#, .percentAndNumber, #"opportunities | where probability > 40%"#),
    .init(#"opportunities | where probability > ⟦40⟧"#, .percentAndNumber, #"opportunities | where probability > 40%"#),
    .init(#"⟦accounts.stakeholders⟧"#, .pathThroughPlural, #"(accounts | stakeholders)"#),
    .init(
      #"⟦account "Northwind Health".revenue = 90M USD⟧"#, .bareAssignment,
      #"account "Northwind Health" | set revenue = 90M USD"#),
    .init(
      #"account "Northwind Health" | set revenue = ⟦$90M⟧"#, .currencySign,
      #"account "Northwind Health" | set revenue = 90M USD"#),
    .init(
      #"account "Northwind Health" | set tier ⟦to⟧ standard"#, .expected,
      #"account "Northwind Health" | set tier = standard"#),
    .init(
      #"account "Northwind Health" | ⟦update⟧ tier = standard"#, .unknownWord,
      #"account "Northwind Health" | set tier = standard"#),
    .init(#"stakeholder "Dana Li" | ⟦delete⟧"#, .unknownWord, #"stakeholder "Dana Li" | remove"#),
    .init(#"account ⟦'Northwind Health'⟧"#, .foreignQuote, #"account "Northwind Health""#),
    .init(#"⟦account⟧ Northwind Health"#, .unknownWord, #"account "Northwind Health""#),
    .init(#"stakeholders ⟦–⟧ where power > 5"#, .foreignOperator, #"stakeholders | where power > 5"#),
    .init(
      #"stakeholders ⟦–⟧ where power > 5 | show name"#, .foreignOperator, #"stakeholders | where power > 5 | show name"#
    ),
    .init(#"stakeholders | where ⟦.⟧power > 5"#, .unexpected, #"stakeholders | where power > 5"#),
    .init(#"require any(sponsors⟦)⟧"#, .expected, #"require any(sponsors) else "this must hold""#),
    .init(
      #"sum(value of opportunities ⟦|⟧ where value > 1M USD)"#, .expected,
      #"sum(value of (opportunities | where value > 1M USD))"#),
    .init(#"sum(value of opportunities ⟦|⟧ take 1)"#, .expected, #"sum(value of (opportunities | take 1))"#),
    .init(#"stakeholders | take ⟦first⟧ 3"#, .unexpected, #"stakeholders | take 3"#),
    .init(#"stakeholders | take 3 ⟦rows⟧"#, .unexpected, #"stakeholders | take 3"#),
    .init(#"stakeholders | ⟦summarize⟧ by role"#, .expected, #"stakeholders | count by role"#),
    .init(#"stakeholders | matrix role ⟦x⟧ alignment"#, .expected, #"stakeholders | matrix role by alignment"#),
    .init(#"stakeholders | matrix role ⟦vs⟧ alignment"#, .expected, #"stakeholders | matrix role by alignment"#),
    .init(
      #"stakeholders | show name | ⟦export "people.csv"⟧"#, .unknownWord, #"stakeholders | show name | to "people.csv""#
    ),
    .init(#"stakeholders | with ⟦gap⟧ power - 5"#, .expected, #"stakeholders | with gap = power - 5"#),
    .init(#"stakeholders | show name ⟦as⟧ "Person""#, .unexpected, #"stakeholders | show Person = name"#),
    .init(#"stakeholders | show name ⟦as⟧ "Full name""#, .unexpected, #"stakeholders | show `Full name` = name"#),
    .init(#"accounts | where name ⟦starts with⟧ "N""#, .foreignOperator, #"accounts | where name ~ "N""#),
    .init(#"accounts | where name ⟦=~⟧ "north""#, .foreignOperator, #"accounts | where name ~ "north""#),
    .init(
      #"stakeholders | where role ⟦in approver, influencer⟧"#, .unexpected,
      #"stakeholders | where role in [approver, influencer]"#),
    .init(
      #"stakeholders | where role ⟦= approver, influencer⟧"#, .unexpected,
      #"stakeholders | where role in [approver, influencer]"#),
    .init(
      #"stakeholders | where role ⟦= approver, influencer⟧ | show name"#, .unexpected,
      #"stakeholders | where role in [approver, influencer] | show name"#),
    .init(#"stakeholders | where power ⟦= 5..⟧7"#, .unexpected, #"stakeholders | where power in 5..7"#),
    .init(#"stakeholders | where power ⟦not⟧ 5"#, .unexpected, #"stakeholders | where power != 5"#),
    .init(#"accounts | where revenue.⟦amount⟧ > 5"#, .unknownField, #"accounts | where amount(revenue) > 5"#),
    .init(#"accounts | where name.⟦length⟧ > 5"#, .unknownField, #"accounts | where length(name) > 5"#),
  ]

  /// In files: declarations and blocks.
  static let ofHabitInFiles: [Mistake] = [
    .file(#"entity pet plural pets { ⟦text nick⟧ }"#, .unknownType, #"entity pet plural pets { nick text }"#),
    .file(#"define half(⟦number a⟧) = a / 2"#, .unknownType, #"define half(a number) = a / 2"#),
    .file(#"⟦{⟧ "account": "Acme" }"#, .expected, #"account "Acme" {}"#),
    .file(#"⟦-⟧ account: "Acme""#, .expected, #"account "Acme" {}"#),
    .file(
      #"move win_over on stakeholder ⟦{⟧ set power = 5 }"#, .expected,
      #"move win_over on stakeholder "Win over" { set power = 5 }"#),
    .file(
      #"move win_over on stakeholder "Win over" { ⟦power⟧ = 5 }"#, .expected,
      #"move win_over on stakeholder "Win over" { set power = 5 }"#),
    .file(#"chance won ⟦of⟧ opportunity = 20%"#, .expected, #"chance won on opportunity = 20%"#),
    .file(#"chance won on opportunity = ⟦30⟧"#, .outOfRange, #"chance won on opportunity = 30%"#),
    .file(#"define half(a number) ⟦{⟧ return a / 2 }"#, .expected, #"define half(a number) = a / 2"#),
    .file(#"⟦-⟧ account: "Acme"\#n  tier: key"#, .expected, #"account "Acme" { tier = key }"#),
    .field(#"⟦contact⟧ "Pia" { power = 5 }"#, .unknownNoun, #"stakeholder "Pia" { power = 5 }"#),
    .field(#"tier = ⟦key account⟧"#, .unknownScaleValue, #"tier = key"#),
  ]
}
