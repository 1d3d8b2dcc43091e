// What people type to change things, to ask for reports and in scripts.

extension Mistake {
  /// Changes and commands.
  static let changes: [Mistake] = [
    .init(#"⟦x = 5⟧"#, .bareAssignment, #"let x = 5"#),
    .init(#"⟦big = stakeholders⟧ | where power > 7"#, .bareAssignment, #"let big = stakeholders | where power > 7"#),
    .init(#"⟦var⟧ x = 5"#, .unknownWord, #"let x = 5"#),
    .init(#"⟦const⟧ x = 5"#, .unknownWord, #"let x = 5"#),
    .init(#"let x ⟦5⟧"#, .expected, #"let x = 5"#),
    .init(#"let x ⟦:=⟧ 5"#, .foreignOperator, #"let x = 5"#),
    .init(#"let ⟦where⟧ = stakeholders"#, .forbiddenName, #"let where_ = stakeholders"#),
    .init(#"let ⟦in⟧ = stakeholders"#, .reservedWord, #"let in_ = stakeholders"#),
    .init(#"let ⟦key-people⟧ = stakeholders"#, .expected, #"let key_people = stakeholders"#),
    .init(#"let ⟦2nd⟧ = stakeholders"#, .malformedNumber, nil),
    .init(#"let ⟦sponsors⟧ = stakeholders"#, .duplicateDeclaration, #"let sponsors_2 = stakeholders"#),
    .init(#"let big = ⟦stakholders⟧ | where power > 7"#, .unknownNoun, #"let big = stakeholders | where power > 7"#),
    .init(
      #"⟦stakeholder "Dana Li".alignment = sponsor⟧"#, .bareAssignment,
      #"stakeholder "Dana Li" | set alignment = sponsor"#),
    .init(
      #"stakeholder "Dana Li" | set alignment ⟦sponsor⟧"#, .expected,
      #"stakeholder "Dana Li" | set alignment = sponsor"#),
    .init(
      #"stakeholder "Dana Li" | set alignment ⟦to⟧ sponsor"#, .expected,
      #"stakeholder "Dana Li" | set alignment = sponsor"#),
    .init(
      #"stakeholder "Dana Li" | set alignment ⟦==⟧ sponsor"#, .foreignOperator,
      #"stakeholder "Dana Li" | set alignment = sponsor"#),
    .init(
      #"stakeholder "Dana Li" | set ⟦aligment⟧ = sponsor"#, .unknownField,
      #"stakeholder "Dana Li" | set alignment = sponsor"#),
    .init(
      #"stakeholder "Dana Li" | set alignment = ⟦sponser⟧"#, .unknownScaleValue,
      #"stakeholder "Dana Li" | set alignment = sponsor"#),
    .init(
      #"stakeholder "Dana Li" | set alignment = ⟦"Sponsor"⟧"#, .unknownScaleValue,
      #"stakeholder "Dana Li" | set alignment = sponsor"#),
    .init(#"stakeholder "Dana Li" | set power = ⟦"8"⟧"#, .wrongValue, #"stakeholder "Dana Li" | set power = 8"#),
    .init(#"stakeholder "Dana Li" | set power = ⟦80⟧"#, .outOfRange, #"stakeholder "Dana Li" | set power = 10"#),
    .init(#"stakeholder "Dana Li" | set title = ⟦CFO⟧"#, .wrongValue, #"stakeholder "Dana Li" | set title = "CFO""#),
    .init(
      #"stakeholder "Dana Li" | set reports_to = ⟦"Ola Burg"⟧"#, .thingNotFound,
      #"stakeholder "Dana Li" | set reports_to = "Ola Berg""#),
    .init(
      #"stakeholder "Ola Berg" | set reports_to = ⟦nobody⟧"#, .wrongValue,
      #"stakeholder "Ola Berg" | set reports_to = none"#),
    .init(
      #"stakeholder "Dana Li" | set last_contact = ⟦"2026-11-01"⟧"#, .wrongValue,
      #"stakeholder "Dana Li" | set last_contact = 2026-11-01"#),
    .init(
      #"stakeholder "Dana Li" | set last_contact = ⟦1.11.2026⟧"#, .invalidDate,
      #"stakeholder "Dana Li" | set last_contact = 2026-11-01"#),
    .init(
      #"stakeholder "Dana Li" | set can_state_our_value = ⟦Yes⟧"#, .wrongValue,
      #"stakeholder "Dana Li" | set can_state_our_value = yes"#),
    .init(
      #"stakeholder "Dana Li" | set can_state_our_value = ⟦"yes"⟧"#, .wrongValue,
      #"stakeholder "Dana Li" | set can_state_our_value = yes"#),
    .init(
      #"account "Northwind Health" | set revenue = ⟦500⟧"#, .wrongValue,
      #"account "Northwind Health" | set revenue = 500 USD"#),
    .init(#"account "Northwind Health" | set ⟦share_of_wallet⟧ = 50%"#, .computedFieldSet, nil),
    .init(
      #"account "Northwind Health" | set owner = ⟦""⟧"#, .emptyText, #"account "Northwind Health" | set owner = none"#),
    .init(
      #"opportunity "Denials" | set probability = ⟦40⟧"#, .percentAndNumber,
      #"opportunity "Denials" | set probability = 40%"#),
    .init(
      #"stakeholder "Dana Li" | set role = approver ⟦and⟧ power = 5"#, .unexpected,
      #"stakeholder "Dana Li" | set role = approver, power = 5"#),
    .init(
      #"stakeholder "Dana Li" | set power = 5 per ⟦steering⟧ call"#, .expected,
      #"stakeholder "Dana Li" | set power = 5 per "steering call""#),
    .init(
      #"stakeholder "Dana Li" | set power = 5 per "call" ⟦at⟧ 2026-09-12"#, .unexpected,
      #"stakeholder "Dana Li" | set power = 5 per "call" on 2026-09-12"#),
    .init(
      #"stakeholder "Dana Li" | set power = 5 per "call" on ⟦12.09.2026⟧"#, .invalidDate,
      #"stakeholder "Dana Li" | set power = 5 per "call" on 2026-09-12"#),
    .init(#"⟦set⟧ stakeholder "Dana Li" power = 5"#, .unknownWord, #"stakeholder "Dana Li" | set power = 5"#),
    .init(#"⟦remove⟧ stakeholder "Dana Li""#, .unknownWord, #"stakeholder "Dana Li" | remove"#),
    .init(#"⟦delete⟧ stakeholder "Dana Li""#, .unknownWord, #"stakeholder "Dana Li" | remove"#),
    .init(
      #"⟦create⟧ stakeholder "Bo Ek" of account "Northwind Health" {}"#, .unknownWord,
      #"add stakeholder "Bo Ek" of account "Northwind Health" {}"#),
    .init(
      #"add stakeholder "Bo Ek" of account ⟦"Northwind Health"⟧"#, .expected,
      #"add stakeholder "Bo Ek" of account "Northwind Health" {}"#),
    .init(
      #"add ⟦stakeholders⟧ "Bo Ek" of account "Northwind Health" {}"#, .unknownNoun,
      #"add stakeholder "Bo Ek" of account "Northwind Health" {}"#),
    .init(#"add ⟦stakeholder "Bo Ek"⟧ {}"#, .wrongParent, nil),
    .init(#"add stakeholder ⟦"Dana Li"⟧ of account "Northwind Health" {}"#, .duplicateThing, nil),
    .init(
      #"add stakeholder "Bo Ek" of account "Northwind Health" { role ⟦approver⟧ }"#, .expected,
      #"add stakeholder "Bo Ek" of account "Northwind Health" { role = approver }"#),
    .init(
      #"add stakeholder "Bo Ek" of account "Northwind Health" { role = ⟦aprover⟧ }"#, .unknownScaleValue,
      #"add stakeholder "Bo Ek" of account "Northwind Health" { role = approver }"#),
    .init(
      #"add stakeholder "Bo Ek" of account "Northwind Health" { role = approver⟦,⟧ power = 5 }"#, .unexpected,
      #"add stakeholder "Bo Ek" of account "Northwind Health" { role = approver; power = 5 }"#),
    .init(#"use ⟦"Northwind Health"⟧"#, .expected, #"use account "Northwind Health""#),
    .init(#"use account ⟦Northwind⟧"#, .unknownName, #"use account "Northwind Health""#),
    .init(#"use account ⟦"Northwind Heath"⟧"#, .thingNotFound, #"use account "Northwind Health""#),
    .init(#"use ⟦accounts⟧ "Northwind Health""#, .unknownNoun, #"use account "Northwind Health""#),
    .init(#"use ⟦acount⟧ "Northwind Health""#, .unknownNoun, #"use account "Northwind Health""#),
    .init(#"use date ⟦"2026-11-21"⟧"#, .typeMismatch, #"use date 2026-11-21"#),
    .init(#"⟦ude⟧ account "Northwind Health""#, .unknownWord, #"use account "Northwind Health""#),
    .init(#"⟦pritn⟧ "hello""#, .unknownWord, #"print "hello""#),
    .init(#"print ⟦hello⟧"#, .unknownName, #"print "hello""#),
    .init(#"⟦echo⟧ "hello""#, .unknownWord, #"print "hello""#),
    .init(#"⟦chekc⟧ growth"#, .unknownWord, #"check growth"#),
    .init(#"check ⟦grwoth⟧"#, .unknownCheck, #"check growth"#),
    .init(#"check ⟦Growth⟧"#, .unknownCheck, #"check growth"#),
    .init(#"check growth ⟦of⟧ stakeholder "Dana Li""#, .expected, #"check growth for stakeholder "Dana Li""#),
    .init(#"check growth for ⟦"Dana Li"⟧"#, .expected, #"check growth for stakeholder "Dana Li""#),
    .init(#"check growth for ⟦stakeholders⟧ "Dana Li""#, .unknownNoun, #"check growth for stakeholder "Dana Li""#),
    .init(#"⟦check⟧"#, .expected, #"check all"#),
    .init(#"why ⟦grwoth⟧ for stakeholder "Dana Li""#, .unknownCheck, #"why growth for stakeholder "Dana Li""#),
    .init(
      #"why growth not ⟦validatd⟧ for stakeholder "Dana Li""#, .unknownVerdict,
      #"why growth not validated for stakeholder "Dana Li""#),
    .init(#"why growth for stakeholder ⟦"Dana Lee"⟧"#, .thingNotFound, #"why growth for stakeholder "Dana Li""#),
    .init(#"why growth for ⟦opportunity "Denials"⟧"#, .wrongParent, nil),
    .init(#"ask ⟦grwoth⟧"#, .unknownCheck, #"ask growth"#),
    .init(#"⟦stale⟧"#, .expected, #"stale 60 days"#),
    .init(#"stale ⟦60⟧"#, .expected, #"stale 60 days"#),
    .init(#"stale ⟦60d⟧"#, .malformedNumber, #"stale 60 days"#),
    .init(#"compare baseline ⟦"Win the CFO"⟧ on sponsors"#, .expected, #"compare baseline, "Win the CFO" on sponsors"#),
    .init(#"compare baseline, "Win the CFO" ⟦sponsors⟧"#, .expected, #"compare baseline, "Win the CFO" on sponsors"#),
    .init(
      #"compare baseline, ⟦Win⟧ the CFO on sponsors"#, .expected, #"compare baseline, "Win the CFO" on sponsors"#),
    .init(#"compare ⟦"Win the CFO"⟧ on sponsors"#, .expected, #"compare baseline, "Win the CFO" on sponsors"#),
    .init(
      #"compare baseline, "Win the CFO" on ⟦sponsor⟧"#, .unknownName, #"compare baseline, "Win the CFO" on sponsors"#),
    .init(
      #"compare baseline, ⟦"Win the CEO"⟧ on sponsors"#, .unknownScenario,
      #"compare baseline, "Win the CFO" on sponsors"#),
    .init(#"diff ⟦"Win CFO"⟧"#, .unknownScenario, #"diff "Win the CFO""#),
    .init(#"use scenario ⟦"Win the CF0"⟧"#, .unknownScenario, #"use scenario "Win the CFO""#),
    .init(#"drop ⟦"Win the CFO"⟧"#, .expected, #"drop scenario "Win the CFO""#),
    .init(
      #"scenario ⟦Better⟧ { stakeholder "Dana Li" | set power = 9 }"#, .expected,
      #"scenario "Better" { stakeholder "Dana Li" | set power = 9 }"#),
    .init(
      #"scenario "Better" ⟦stakeholder⟧ "Dana Li" | set power = 9"#, .expected,
      #"scenario "Better" { stakeholder "Dana Li" | set power = 9 }"#),
    .init(
      #"scenario "Better" { stakeholder "Dana Li" | set ⟦powr⟧ = 9 }"#, .unknownField,
      #"scenario "Better" { stakeholder "Dana Li" | set power = 9 }"#),
    .init(
      #"scenario "Better" ⟦{⟧ stakeholder "Dana Li" | set power = 9"#, .unclosed,
      #"scenario "Better" { stakeholder "Dana Li" | set power = 9\#n}"#),
    .init(#"describe ⟦stakehlder⟧"#, .unknownName, #"describe stakeholder"#),
    .init(#"⟦describe⟧"#, .expected, nil),
    .init(#"load ⟦accounts⟧/"#, .expected, #"load "accounts/""#),
    .init(
      #"sweep stakeholder "Dana Li".alignment ⟦from⟧ neutral..sponsor on sponsors"#, .expected,
      #"sweep stakeholder "Dana Li".alignment over neutral..sponsor on sponsors"#),
    .init(#"sweep ⟦stakeholder "Dana Li"⟧ over neutral..sponsor on sponsors"#, .typeMismatch, nil),
    .init(#"undo ⟦last⟧"#, .unexpected, #"undo"#),
    .init(
      #"stakeholders | summarize count() ⟦as⟧ n by role"#, .unexpected, #"stakeholders | summarize n = count() by role"#
    ),
    .init(#"stakeholders | show name ⟦as⟧ person"#, .unexpected, #"stakeholders | show person = name"#),
    .init(
      #"stakeholders | show name, power * 2 ⟦as⟧ double"#, .unexpected, #"stakeholders | show name, double = power * 2"#
    ),
    .init(#"⟦_⟧ | show name"#, .noLastResult, nil),
  ]

  /// Scripts: parameters, loops, conditions, requirements.
  static let scripts: [Mistake] = [
    .init(#"param who ⟦=⟧ "Dana Li"\#nprint who"#, .expected, #"param who text = "Dana Li"\#nprint who"#),
    .init(#"param who ⟦string⟧ = "Dana Li"\#nprint who"#, .unknownType, #"param who text = "Dana Li"\#nprint who"#),
    .init(#"param many ⟦int⟧ = 5\#nprint many"#, .unknownType, #"param many integer = 5\#nprint many"#),
    .init(#"param many integer = ⟦"5"⟧\#nprint many"#, .wrongValue, #"param many integer = 5\#nprint many"#),
    .init(#"param who text = "Dana Li"\#nprint ⟦woh⟧"#, .unknownName, #"param who text = "Dana Li"\#nprint who"#),
    .init(#"for ⟦s⟧ in stakeholders { print s.name }"#, .expected, #"for each s in stakeholders { print s.name }"#),
    .init(
      #"⟦foreach⟧ s in stakeholders { print s.name }"#, .unknownWord, #"for each s in stakeholders { print s.name }"#),
    .init(
      #"for each s ⟦of⟧ stakeholders { print s.name }"#, .expected, #"for each s in stakeholders { print s.name }"#),
    .init(
      #"for each s in stakeholders { print s.⟦nmae⟧ }"#, .unknownField, #"for each s in stakeholders { print s.name }"#),
    .init(
      #"for each s in stakeholders { print ⟦t⟧.name }"#, .unknownName, #"for each s in stakeholders { print s.name }"#),
    .init(
      #"for each s in stakeholders ⟦{⟧ print s.name"#, .unclosed, #"for each s in stakeholders { print s.name\#n}"#),
    .init(
      #"if count(sponsors) ⟦==⟧ 0 { print "none" }"#, .foreignOperator, #"if count(sponsors) = 0 { print "none" }"#),
    .init(#"if count(sponsors) = 0 ⟦print⟧ "none""#, .expected, #"if count(sponsors) = 0 { print "none" }"#),
    .init(#"if ⟦count(sponsors)⟧ { print "some" }"#, .typeMismatch, #"if count(sponsors) > 0 { print "some" }"#),
    .init(
      #"if count(sponsors) = 0 { print "none" } ⟦elif⟧ count(sponsors) = 1 { print "one" }"#, .unexpected,
      #"if count(sponsors) = 0 { print "none" } else if count(sponsors) = 1 { print "one" }"#),
    .init(#"if count(sponsors) = 0 ⟦then⟧ { print "none" }"#, .unexpected, #"if count(sponsors) = 0 { print "none" }"#),
    .init(
      #"require ⟦count(sponsors)⟧ else "No sponsor""#, .typeMismatch, #"require count(sponsors) > 0 else "No sponsor""#),
    .init(#"⟦assert⟧ count(sponsors) = 0"#, .unknownWord, #"expect count(sponsors) = 0"#),
    .init(#"expect count(sponsors) ⟦==⟧ 0"#, .foreignOperator, #"expect count(sponsors) = 0"#),
    .init(#"define half(a⟦)⟧ = a / 2"#, .expected, #"define half(a number) = a / 2"#),
    .init(#"define half(a ⟦float⟧) = a / 2"#, .unknownType, #"define half(a number) = a / 2"#),
    .init(#"define half(a number) = ⟦b⟧ / 2"#, .unknownName, #"define half(a number) = a / 2"#),
    .init(#"define ⟦sum⟧(a number) = a / 2"#, .forbiddenName, nil),
    .init(#"⟦function⟧ half(a number) = a / 2"#, .unknownWord, #"define half(a number) = a / 2"#),
    .init(#"define half(a number) = a / 2\#n⟦half(1, 2)⟧"#, .wrongArguments, nil),
    .init(#"define half(a number) = a / 2\#nhalf(⟦"x"⟧)"#, .typeMismatch, nil),
    .init(#"print "Sponsors: \(count(⟦sponors⟧))""#, .unknownNoun, #"print "Sponsors: \(count(sponsors))""#),
    .init(#"stakeholder ⟦"\(who)"⟧ | show title"#, .interpolationInLabel, nil),
    .init(#"⟦include⟧"#, .expected, nil),
  ]
}
