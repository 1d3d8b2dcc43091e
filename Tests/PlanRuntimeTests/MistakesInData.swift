// Plan files: blocks, tables, evidence, worksheets; and the declarations people write themselves.

extension Mistake {
  /// Inside an account's block.
  static let blocks: [Mistake] = [
    .field(#"industry⟦:⟧ "Retail""#, .foreignOperator, #"industry = "Retail""#),
    .field(#"⟦"industry"⟧: "Retail""#, .expected, #"industry = "Retail""#),
    .field(#"⟦"industry"⟧ = "Retail""#, .expected, #"industry = "Retail""#),
    .field(#"⟦-⟧ industry = "Retail""#, .unexpected, #"industry = "Retail""#),
    .field(#"industry = "Retail"⟦,⟧"#, .unexpected, #"industry = "Retail""#),
    .field(#"industry = "Retail"⟦,⟧ region = "North""#, .unexpected, #"industry = "Retail"; region = "North""#),
    .field(#"industry = "Retail" ⟦region⟧ = "North""#, .unexpected, #"industry = "Retail"; region = "North""#),
    .field(#"industry = ⟦Retail⟧"#, .wrongValue, #"industry = "Retail""#),
    .field(#"industry = ⟦Retail trade⟧"#, .wrongValue, #"industry = "Retail trade""#),
    .field(#"industry = ⟦'Retail'⟧"#, .foreignQuote, #"industry = "Retail""#),
    .field(#"industry = ⟦“Retail”⟧"#, .foreignQuote, #"industry = "Retail""#),
    .field(#"industry = ⟦"Retail⟧"#, .unterminatedText, #"industry = "Retail""#),
    .field(#"industry ⟦==⟧ "Retail""#, .foreignOperator, #"industry = "Retail""#),
    .field(#"industry ⟦=>⟧ "Retail""#, .foreignOperator, #"industry = "Retail""#),
    .field(#"industry ⟦->⟧ "Retail""#, .expected, #"industry = "Retail""#),
    .field(#"industry ⟦is⟧ "Retail""#, .expected, #"industry = "Retail""#),
    .field(#"⟦industy⟧ = "Retail""#, .unknownField, #"industry = "Retail""#),
    .field(#"⟦Industry⟧ = "Retail""#, .unknownField, #"industry = "Retail""#),
    .field(#"⟦title⟧ = "CFO""#, .unknownField, nil),
    .field(#"⟦name⟧ = "Acme""#, .unknownField, nil),
    .field(#"industry = "Retail"\#n⟦industry⟧ = "Trade""#, .duplicateField, nil),
    .field(#"⟦set⟧ industry = "Retail""#, .unexpected, #"industry = "Retail""#),
    .field(#"⟦let⟧ industry = "Retail""#, .unexpected, #"industry = "Retail""#),
    .field(#"industry = ⟦"A \(1) B"⟧"#, .interpolationInLabel, nil),
    .field(#"tier = ⟦Key⟧"#, .unknownScaleValue, #"tier = key"#),
    .field(#"tier = ⟦"key"⟧"#, .unknownScaleValue, #"tier = key"#),
    .field(#"tier = ⟦stratgic⟧"#, .unknownScaleValue, #"tier = strategic"#),
    .field(#"tier = ⟦platinum⟧"#, .unknownScaleValue, nil),
    .field(#"relationship = ⟦trusted advisor⟧"#, .unknownScaleValue, #"relationship = trusted_advisor"#),
    .field(#"relationship = ⟦trusted-advisor⟧"#, .unknownScaleValue, #"relationship = trusted_advisor"#),
    .field(#"relationship = ⟦Trusted advisor⟧"#, .unknownScaleValue, #"relationship = trusted_advisor"#),
    .field(#"relationship = ⟦none⟧"#, .wrongValue, #"relationship = unknown"#),
    .field(#"relationship = ⟦?⟧"#, .unexpectedCharacter, #"relationship = unknown"#),
    .field(#"revenue = ⟦3M⟧"#, .wrongValue, #"revenue = 3M USD"#),
    .field(#"revenue = ⟦$3M⟧"#, .currencySign, #"revenue = 3M USD"#),
    .field(#"revenue = ⟦USD 3M⟧"#, .currencySign, #"revenue = 3M USD"#),
    .field(#"revenue = 3M ⟦usd⟧"#, .unknownCurrency, #"revenue = 3M USD"#),
    .field(#"revenue = 3M ⟦UDS⟧"#, .unknownCurrency, #"revenue = 3M USD"#),
    .field(#"revenue = ⟦3,000,000 USD⟧"#, .malformedNumber, #"revenue = 3000000 USD"#),
    .field(#"revenue = ⟦3.000.000 EUR⟧"#, .malformedNumber, #"revenue = 3000000 EUR"#),
    .field(#"revenue = ⟦3 million⟧ USD"#, .malformedNumber, #"revenue = 3M USD"#),
    .field(#"revenue = ⟦"3M USD"⟧"#, .wrongValue, #"revenue = 3M USD"#),
    .field(#"considers_us_strategic = ⟦Yes⟧"#, .wrongValue, #"considers_us_strategic = yes"#),
    .field(#"considers_us_strategic = ⟦TRUE⟧"#, .wrongValue, #"considers_us_strategic = yes"#),
    .field(#"considers_us_strategic = ⟦"no"⟧"#, .wrongValue, #"considers_us_strategic = no"#),
    .field(#"considers_us_strategic = ⟦1⟧"#, .wrongValue, #"considers_us_strategic = yes"#),
    .field(#"owner = ⟦""⟧"#, .emptyText, #"owner = none"#),
    .field(#"owner = ⟦null⟧"#, .wrongValue, #"owner = unknown"#),
    .field(#"owner = ⟦n/a⟧"#, .wrongValue, #"owner = none"#),
    .field(#"⟦share_of_wallet⟧ = 40%"#, .computedFieldSet, nil),
    .field(#"owner = "Al" per ⟦steering⟧ call"#, .expected, #"owner = "Al" per "steering call""#),
    .field(#"owner = "Al" per "call" on ⟦12.09.2026⟧"#, .invalidDate, #"owner = "Al" per "call" on 2026-09-12"#),
    .field(#"owner = "Al" per "call" ⟦2026-09-12⟧"#, .unexpected, #"owner = "Al" per "call" on 2026-09-12"#),
    .field(
      #"owner = "Al" per "call" on 2026-09-12 ⟦asumed⟧"#, .unexpected, #"owner = "Al" per "call" on 2026-09-12 assumed"#
    ),
    .field(#"owner = "Al" ⟦from⟧ "call""#, .unexpected, #"owner = "Al" per "call""#),
  ]

  /// Things inside an account.
  static let things: [Mistake] = [
    .field(#"stakeholder ⟦Pia⟧ { power = 5 }"#, .expected, #"stakeholder "Pia" { power = 5 }"#),
    .field(#"stakeholder ⟦Pia Moe⟧ { power = 5 }"#, .expected, #"stakeholder "Pia Moe" { power = 5 }"#),
    .field(#"⟦stakeholder "Pia"⟧"#, .expected, #"stakeholder "Pia" {}"#),
    .field(#"stakeholder "Pia" ⟦(⟧ power = 5 )"#, .expected, nil),
    .field(#"stakeholder⟦:⟧ "Pia" { power = 5 }"#, .foreignOperator, #"stakeholder "Pia" { power = 5 }"#),
    .field(#"stakeholder ⟦=⟧ "Pia" { power = 5 }"#, .unexpected, #"stakeholder "Pia" { power = 5 }"#),
    .field(#"⟦stakeholders⟧ "Pia" { power = 5 }"#, .unknownNoun, #"stakeholder "Pia" { power = 5 }"#),
    .field(#"⟦stakehlder⟧ "Pia" { power = 5 }"#, .unknownNoun, #"stakeholder "Pia" { power = 5 }"#),
    .field(#"⟦add⟧ stakeholder "Pia" { power = 5 }"#, .unexpected, #"stakeholder "Pia" { power = 5 }"#),
    .field(#"⟦account⟧ "Inner" {}"#, .wrongParent, nil),
    .field(#"⟦buying_member⟧ "Pia" { }"#, .wrongParent, nil),
    .field(#"stakeholder "Pia" {}\#nstakeholder ⟦"Pia"⟧ {}"#, .duplicateThing, nil),
    .field(#"stakeholder ⟦""⟧ {}"#, .emptyText, nil),
    .field(#"⟦stakeholder⟧ { power = 5 }"#, .expected, nil),
    .field(#"stakeholder "Pia" { power = ⟦11⟧ }"#, .outOfRange, #"stakeholder "Pia" { power = 10 }"#),
    .field(#"stakeholder "Pia" { power = ⟦"7"⟧ }"#, .wrongValue, #"stakeholder "Pia" { power = 7 }"#),
    .field(#"stakeholder "Pia" { power = ⟦high⟧ }"#, .wrongValue, nil),
    .field(#"stakeholder "Pia" { role = ⟦aprover⟧ }"#, .unknownScaleValue, #"stakeholder "Pia" { role = approver }"#),
    .field(
      #"stakeholder "Pia" { role = ⟦decision maker⟧ }"#, .unknownScaleValue,
      #"stakeholder "Pia" { role = decision_maker }"#),
    .field(
      #"stakeholder "Pia" { reports_to = ⟦"Piaa"⟧ }"#, .thingNotFound, #"stakeholder "Pia" { reports_to = "Pia" }"#),
    .field(#"stakeholder "Pia" { reports_to = ⟦"Zed"⟧ }"#, .thingNotFound, nil),
    .field(#"stakeholder "Pia" { reports_to = ⟦Pia⟧ }"#, .wrongValue, #"stakeholder "Pia" { reports_to = "Pia" }"#),
    .field(#"stakeholder "Pia" { reports_to = ⟦5⟧ }"#, .wrongValue, nil),
    .field(
      #"team_member "Al" {}\#nteam_member "Bo" {}\#nstakeholder "Pia" { mapped_to = ["Al" ⟦"Bo"⟧] }"#, .expected,
      #"team_member "Al" {}\#nteam_member "Bo" {}\#nstakeholder "Pia" { mapped_to = ["Al", "Bo"] }"#),
    .field(
      #"team_member "Al" {}\#nstakeholder "Pia" { mapped_to = [⟦Al⟧] }"#, .wrongValue,
      #"team_member "Al" {}\#nstakeholder "Pia" { mapped_to = ["Al"] }"#),
    .field(
      #"stakeholder "Pia" { last_contact = ⟦12.09.2026⟧ }"#, .invalidDate,
      #"stakeholder "Pia" { last_contact = 2026-09-12 }"#),
    .field(
      #"stakeholder "Pia" { last_contact = ⟦09/25/2026⟧ }"#, .invalidDate,
      #"stakeholder "Pia" { last_contact = 2026-09-25 }"#),
    .field(
      #"stakeholder "Pia" { last_contact = ⟦2026-9-12⟧ }"#, .invalidDate,
      #"stakeholder "Pia" { last_contact = 2026-09-12 }"#),
    .field(
      #"stakeholder "Pia" { last_contact = ⟦2026-02-30⟧ }"#, .invalidDate,
      #"stakeholder "Pia" { last_contact = 2026-02-28 }"#),
    .field(
      #"stakeholder "Pia" { last_contact = ⟦"2026-09-12"⟧ }"#, .wrongValue,
      #"stakeholder "Pia" { last_contact = 2026-09-12 }"#),
    .field(
      #"stakeholder "Pia" { last_contact = ⟦12 Sep 2026⟧ }"#, .invalidDate,
      #"stakeholder "Pia" { last_contact = 2026-09-12 }"#),
    .field(
      #"stakeholder "Pia" { last_contact = ⟦September 12, 2026⟧ }"#, .invalidDate,
      #"stakeholder "Pia" { last_contact = 2026-09-12 }"#),
    .field(#"stakeholder "Pia" { last_contact = ⟦2026-09⟧ }"#, .wrongValue, nil),
    .field(
      #"opportunity "Deal" { probability = ⟦40⟧ }"#, .percentAndNumber, #"opportunity "Deal" { probability = 40% }"#),
    .field(
      #"opportunity "Deal" { probability = ⟦0.4⟧ }"#, .percentAndNumber, #"opportunity "Deal" { probability = 40% }"#),
    .field(#"opportunity "Deal" { value = ⟦40%⟧ }"#, .wrongValue, nil),
    .field(
      #"impact_factors 2026-09-15 { ⟦wallett⟧ = 4 }"#, .unknownField, #"impact_factors 2026-09-15 { wallet = 4 }"#),
    .field(#"impact_factors 2026-09-15 { wallet = ⟦9⟧ }"#, .outOfRange, #"impact_factors 2026-09-15 { wallet = 7 }"#),
    .field(
      #"impact_factors 2026-09-15 { wallet⟦:⟧ 4 }"#, .foreignOperator, #"impact_factors 2026-09-15 { wallet = 4 }"#),
    .field(#"⟦impact_factors⟧ { wallet = 4 }"#, .expected, nil),
    .field(#"impact_factors ⟦15.09.2026⟧ { wallet = 4 }"#, .invalidDate, #"impact_factors 2026-09-15 { wallet = 4 }"#),
    .field(#"⟦impact_factor⟧ 2026-09-15 { wallet = 4 }"#, .unknownNoun, #"impact_factors 2026-09-15 { wallet = 4 }"#),
  ]

  /// Tables in an account.
  static let tables: [Mistake] = [
    .field(
      #"table ⟦stakeholder⟧ {\#n  name\#n  "Pia"\#n}"#, .unknownNoun, #"table stakeholders {\#n  name\#n  "Pia"\#n}"#),
    .field(
      #"table ⟦stakehlders⟧ {\#n  name\#n  "Pia"\#n}"#, .unknownNoun, #"table stakeholders {\#n  name\#n  "Pia"\#n}"#),
    .field(
      #"table stakeholders {\#n  name | ⟦titel⟧\#n  "Pia" | "CFO"\#n}"#, .unknownField,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
    .field(#"table stakeholders {\#n  name | title | ⟦title⟧\#n  "Pia" | "CFO" | \#n}"#, .tableShape, nil),
    .field(#"table stakeholders {\#n  ⟦title⟧\#n  "CFO"\#n}"#, .tableShape, nil),
    .field(#"table stakeholders {\#n  name | title\#n  ⟦"Pia" | "CFO" | 5⟧\#n}"#, .tableShape, nil),
    .field(
      #"table stakeholders {\#n  name | title\#n  "Pia" | ⟦CFO⟧\#n}"#, .wrongValue,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
    .field(
      #"table stakeholders {\#n  name | role\#n  "Pia" | ⟦Approver⟧\#n}"#, .unknownScaleValue,
      #"table stakeholders {\#n  name | role\#n  "Pia" | approver\#n}"#),
    .field(
      #"table stakeholders {\#n  name | title\#n  "Pia" ⟦"CFO"⟧\#n}"#, .expected,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
    .field(
      #"table stakeholders {\#n  name⟦,⟧ title\#n  "Pia", "CFO"\#n}"#, .tableShape,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
    .field(
      #"table stakeholders {\#n  name⟦\#t⟧title\#n  "Pia"\#t"CFO"\#n}"#, .tableShape,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
    .field(
      #"table stakeholders {\#n  ⟦|⟧ name | title |\#n  | "Pia" | "CFO" |\#n}"#, .tableShape,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
    .field(
      #"table stakeholders {\#n  name | title\#n  ⟦---|---⟧\#n  "Pia" | "CFO"\#n}"#, .tableShape,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
    .field(
      #"table stakeholders {\#n  name | power\#n  "Pia" | ⟦"7"⟧\#n}"#, .wrongValue,
      #"table stakeholders {\#n  name | power\#n  "Pia" | 7\#n}"#),
    .field(
      #"table stakeholders {\#n  name | title\#n  "Pia" | ⟦-⟧\#n}"#, .expected,
      #"table stakeholders {\#n  name | title\#n  "Pia" | \#n}"#),
    .field(
      #"table stakeholders {\#n  name | title\#n  "Pia" | ⟦?⟧\#n}"#, .unexpectedCharacter,
      #"table stakeholders {\#n  name | title\#n  "Pia" | unknown\#n}"#),
    .field(
      #"table impact_factors 2026-09-15 {\#n  question | rating\#n  ⟦wallett⟧ | 4\#n}"#, .unknownField,
      #"table impact_factors 2026-09-15 {\#n  question | rating\#n  wallet | 4\#n}"#),
  ]

  /// Whole files.
  static let files: [Mistake] = [
    .file(#"⟦acount⟧ "Acme" {}"#, .unknownNoun, #"account "Acme" {}"#),
    .file(#"⟦Account⟧ "Acme" {}"#, .unknownNoun, #"account "Acme" {}"#),
    .file(#"⟦accounts⟧ "Acme" {}"#, .unknownNoun, #"account "Acme" {}"#),
    .file(#"account ⟦Acme⟧ {}"#, .expected, #"account "Acme" {}"#),
    .file(#"account ⟦'Acme'⟧ {}"#, .foreignQuote, #"account "Acme" {}"#),
    .file(#"account⟦:⟧ "Acme" {}"#, .foreignOperator, #"account "Acme" {}"#),
    .file(#"account "Acme" ⟦{⟧\#n  industry = "Retail""#, .unclosed, #"account "Acme" {\#n  industry = "Retail"\#n}"#),
    .file(
      #"account "Acme" {\#n  industry = "Retail"\#n}\#n⟦}⟧"#, .unexpected,
      #"account "Acme" {\#n  industry = "Retail"\#n}\#n"#),
    .file(
      #"account "Acme"\#n⟦{⟧\#n  industry = "Retail"\#n}"#, .unexpected,
      #"account "Acme" {\#n  industry = "Retail"\#n}"#),
    .file(#"⟦account "Acme"⟧"#, .statementInData, #"account "Acme" {}"#),
    .file(#"account ⟦"A\(1)"⟧ {}"#, .interpolationInLabel, nil),
    .file(#"⟦print "hello"⟧"#, .statementInData, nil),
    .file(#"⟦stakeholders | show name⟧"#, .statementInData, nil),
    .file(#"⟦stakeholder "Pia"⟧ {}"#, .wrongParent, nil),
    .file(
      #"extend account ⟦"Nobody Ltd"⟧ { industry = "Retail" }"#, .extendsNothing,
      #"account "Nobody Ltd" { industry = "Retail" }"#),
    .file(#"⟦//⟧ our customer\#naccount "Acme" {}"#, .unexpectedCharacter, #"# our customer\#naccount "Acme" {}"#),
  ]

  /// Declarations.
  static let declarations: [Mistake] = [
    .file(#"scale mood { good⟦,⟧ bad }"#, .unexpected, #"scale mood { good; bad }"#),
    .file(#"scale mood { ⟦"Good"⟧; bad }"#, .expected, #"scale mood { good "Good"; bad }"#),
    .file(#"scale mood { good ⟦bad⟧ }"#, .unexpected, #"scale mood { good; bad }"#),
    .file(#"scale mood { good; ⟦good⟧ }"#, .duplicateDeclaration, #"scale mood { good; good_2 }"#),
    .file(#"scale mood { good; ⟦none⟧ }"#, .reservedWord, #"scale mood { good; none_ }"#),
    .file(
      #"scale ⟦alignment⟧ { good; bad }"#, .duplicateDeclaration, #"scale alignment_2 { good; bad }"#),
    .file(#"scale ⟦show⟧ { good; bad }"#, .forbiddenName, #"scale show_ { good; bad }"#),
    .file(#"⟦enum⟧ mood { good; bad }"#, .unknownWord, #"choice mood { good; bad }"#),
    .file(#"entity pet ⟦{⟧ age integer }"#, .expected, #"entity pet plural pets { age integer }"#),
    .file(
      #"entity pet plural pets in ⟦acount⟧ { age integer }"#, .unknownNoun,
      #"entity pet plural pets in account { age integer }"#),
    .file(
      #"entity pet plural pets ⟦of⟧ account { age integer }"#, .expected,
      #"entity pet plural pets in account { age integer }"#),
    .file(
      #"entity pet plural pets in account { age ⟦int⟧ }"#, .unknownType,
      #"entity pet plural pets in account { age integer }"#),
    .file(
      #"entity pet plural pets in account { age ⟦string⟧ }"#, .unknownType,
      #"entity pet plural pets in account { age text }"#),
    .file(
      #"entity pet plural pets in account { age ⟦boolean⟧ }"#, .unknownType,
      #"entity pet plural pets in account { age yes_no }"#),
    .file(
      #"entity pet plural pets in account { keeper ⟦stakehlder⟧ }"#, .unknownType,
      #"entity pet plural pets in account { keeper stakeholder }"#),
    .file(
      #"entity pet plural pets in account { keepers set of ⟦stakeholders⟧ }"#, .unknownType,
      #"entity pet plural pets in account { keepers set of stakeholder }"#),
    .file(
      #"entity pet plural pets in account { age⟦:⟧ integer }"#, .foreignOperator,
      #"entity pet plural pets in account { age integer }"#),
    .file(
      #"entity pet plural pets in account { ⟦age⟧ }"#, .expected, #"entity pet plural pets in account { age text }"#),
    .file(
      #"entity pet plural pets in account { age integer ⟦requird⟧ }"#, .expected,
      #"entity pet plural pets in account { age integer required }"#),
    .file(#"entity pet plural pets in account { age integer; ⟦age⟧ text }"#, .duplicateField, nil),
    .file(#"entity pet plural pets in account { ⟦name⟧ text }"#, .duplicateField, nil),
    .file(
      #"entity ⟦show⟧ plural shows { age integer }"#, .forbiddenName, #"entity show_ plural shows { age integer }"#),
    .file(#"extend ⟦stakehlder⟧ { shoe number }"#, .unknownNoun, #"extend stakeholder { shoe number }"#),
    .file(#"extend ⟦stakeholders⟧ { shoe number }"#, .unknownNoun, #"extend stakeholder { shoe number }"#),
    .file(#"extend account { first_sum money = second_sum; second_sum money = ⟦first_sum⟧ }"#, .cycle, nil),
    .file(
      #"extend account { reach number = count(⟦stakholders⟧) }"#, .unknownNoun,
      #"extend account { reach number = count(stakeholders) }"#),
    .file(
      #"check tidy on ⟦stakeholders⟧ { test t "T" { pass when role is known } }"#, .unknownNoun,
      #"check tidy on stakeholder { test t "T" { pass when role is known } }"#),
    .file(
      #"check tidy on stakeholder { test t ⟦{⟧ pass when role is known } }"#, .expected,
      #"check tidy on stakeholder { test t "t" { pass when role is known } }"#),
    .file(
      #"check tidy on stakeholder { test t "T" { pass ⟦if⟧ role is known } }"#, .expected,
      #"check tidy on stakeholder { test t "T" { pass when role is known } }"#),
    .file(
      #"check tidy on stakeholder { test t "T" { ⟦when⟧ role is known } }"#, .expected,
      #"check tidy on stakeholder { test t "T" { pass when role is known } }"#),
    .file(
      #"check tidy on stakeholder { test t "T" { pass when ⟦rol⟧ is known } }"#, .unknownField,
      #"check tidy on stakeholder { test t "T" { pass when role is known } }"#),
    .file(#"check tidy on stakeholder { test ⟦t⟧ "T" { advice "x" } }"#, .expected, nil),
    .file(
      #"check tidy on stakeholder { test t "T" { pass when role is known }; verdict good ⟦if⟧ passed = 1; verdict bad otherwise }"#,
      .expected,
      #"check tidy on stakeholder { test t "T" { pass when role is known }; verdict good when passed = 1; verdict bad otherwise }"#
    ),
    .file(
      #"check tidy on stakeholder { test t "T" { pass when role is known }; verdict good otherwise; verdict ⟦bad⟧ when failed = 1 }"#,
      .unreachableVerdict, nil),
    .file(
      #"check tidy on stakeholder { test t "T" { pass when role is known }; verdict bad when ⟦tt⟧ fails; verdict good otherwise }"#,
      .unknownName,
      #"check tidy on stakeholder { test t "T" { pass when role is known }; verdict bad when t fails; verdict good otherwise }"#
    ),
    .file(#"extend check alarms { ⟦alarm_att⟧ = 4 }"#, .unknownSetting, #"extend check alarms { alarm_at = 4 }"#),
    .file(#"extend check alarms { alarm_at = ⟦"4"⟧ }"#, .wrongValue, #"extend check alarms { alarm_at = 4 }"#),
    .file(#"rate ⟦EURO⟧ = 1.08 USD"#, .unknownCurrency, #"rate EUR = 1.08 USD"#),
    .file(#"rate EUR = ⟦1.08⟧"#, .expected, #"rate EUR = 1.08 USD"#),
    .file(#"let loud = ⟦stakeholder⟧ | where power > 7"#, .unknownNoun, #"let loud = stakeholders | where power > 7"#),
    .file(#"let loud = stakeholders | where ⟦powr⟧ > 7"#, .unknownField, #"let loud = stakeholders | where power > 7"#),
    .file(
      #"worksheet pulse on ⟦accounts⟧ answers rating integer { a "A" { b "B?" } }"#, .unknownNoun,
      #"worksheet pulse on account answers rating integer { a "A" { b "B?" } }"#),
    .file(
      #"worksheet pulse on account answers rating ⟦int⟧ { a "A" { b "B?" } }"#, .unknownType,
      #"worksheet pulse on account answers rating integer { a "A" { b "B?" } }"#),
    .file(#"worksheet pulse on account ⟦{⟧ a "A" { b "B?" } }"#, .expected, nil),
    .file(
      #"move warm on ⟦stakeholders⟧ "Warm up" { set alignment = supporter }"#, .unknownNoun,
      #"move warm on stakeholder "Warm up" { set alignment = supporter }"#),
    .file(
      #"move warm on stakeholder "Warm up" { set ⟦aligment⟧ = supporter }"#, .unknownField,
      #"move warm on stakeholder "Warm up" { set alignment = supporter }"#),
  ]
}
