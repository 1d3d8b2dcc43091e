// What people bring along into plan files: JSON, YAML, Markdown, spreadsheets, schemas of databases.

extension Mistake {
  /// Blocks, tables and declarations.
  static let fromOtherFiles: [Mistake] = [
    .field(
      #"⟦/*⟧ our customer */\#nindustry = "Retail""#, .unexpectedCharacter, #"# our customer\#nindustry = "Retail""#),
    .field(#"industry = "Retail" ⟦//⟧ as they say"#, .unexpectedCharacter, #"industry = "Retail" # as they say"#),
    .field(#"⟦Stakeholder⟧ "Pia" {}"#, .unknownNoun, #"stakeholder "Pia" {}"#),
    .field(#"⟦team member⟧ "Al" {}"#, .unexpected, #"team_member "Al" {}"#),
    .field(#"⟦team-member⟧ "Al" {}"#, .unexpected, #"team_member "Al" {}"#),
    .field(#"⟦teammember⟧ "Al" {}"#, .unknownNoun, #"team_member "Al" {}"#),
    .field(
      #"stakeholder "Pia" { ⟦last contact⟧ = 2026-09-12 }"#, .unexpected,
      #"stakeholder "Pia" { last_contact = 2026-09-12 }"#),
    .field(
      #"stakeholder "Pia" { ⟦last-contact⟧ = 2026-09-12 }"#, .unexpected,
      #"stakeholder "Pia" { last_contact = 2026-09-12 }"#),
    .field(
      #"stakeholder "Pia" { ⟦lastContact⟧ = 2026-09-12 }"#, .unknownField,
      #"stakeholder "Pia" { last_contact = 2026-09-12 }"#),
    .field(#"stakeholder "Pia" { ⟦Power⟧ = 5 }"#, .unknownField, #"stakeholder "Pia" { power = 5 }"#),
    .field(#"stakeholder "Pia" { power = ⟦5,5⟧ }"#, .malformedNumber, #"stakeholder "Pia" { power = 5.5 }"#),
    .field(#"stakeholder "Pia" { power⟦:⟧ 5 }"#, .foreignOperator, #"stakeholder "Pia" { power = 5 }"#),
    .field(#"stakeholder "Pia" { power ⟦5⟧ }"#, .expected, #"stakeholder "Pia" { power = 5 }"#),
    .field(
      #"stakeholder "Pia" { power = 5 ⟦role⟧ = approver }"#, .unexpected,
      #"stakeholder "Pia" { power = 5; role = approver }"#),
    .field(#"stakeholder "Pia" ⟦title⟧ = "CFO""#, .expected, nil),
    .field(#"stakeholder "Pia" { reports_to = ⟦'Pia'⟧ }"#, .foreignQuote, #"stakeholder "Pia" { reports_to = "Pia" }"#),
    .field(
      #"stakeholder "Pia" { reports_to = ⟦stakholder⟧ "Pia" }"#, .unknownNoun,
      #"stakeholder "Pia" { reports_to = stakeholder "Pia" }"#),
    .field(#"revenue = ⟦3,5M EUR⟧"#, .malformedNumber, #"revenue = 3.5M EUR"#),
    .field(#"revenue = ⟦3M €⟧"#, .currencySign, #"revenue = 3M EUR"#),
    .field(#"revenue = ⟦€ 3M⟧"#, .currencySign, #"revenue = 3M EUR"#),
    .field(#"revenue = ⟦EUR3M⟧"#, .currencySign, #"revenue = 3M EUR"#),
    .field(#"revenue = ⟦3 M EUR⟧"#, .malformedNumber, #"revenue = 3M EUR"#),
    .field(#"revenue = ⟦3m EUR⟧"#, .malformedNumber, #"revenue = 3M EUR"#),
    .field(#"revenue = ⟦3 000 000 EUR⟧"#, .malformedNumber, #"revenue = 3000000 EUR"#),
    .field(#"revenue = ⟦~⟧3M EUR"#, .expected, #"revenue = 3M EUR"#),
    .field(#"revenue = ⟦tbd⟧"#, .wrongValue, #"revenue = unknown"#),
    .field(#"revenue = ⟦unkown⟧"#, .wrongValue, #"revenue = unknown"#),
    .field(#"revenue = ⟦Unknown⟧"#, .wrongValue, #"revenue = unknown"#),
    .field(#"tier = ⟦unkown⟧"#, .unknownScaleValue, #"tier = unknown"#),
    .field(#"tier = ⟦UNKNOWN⟧"#, .unknownScaleValue, #"tier = unknown"#),
    .field(#"tier = ⟦KEY⟧"#, .unknownScaleValue, #"tier = key"#),
    .field(#"tier = ⟦"Key"⟧"#, .unknownScaleValue, #"tier = key"#),
    .field(#"tier = ⟦'key'⟧"#, .unknownScaleValue, #"tier = key"#),
    .field(#"tier = ⟦account_tier.key⟧"#, .unexpected, #"tier = key"#),
    .field(#"considers_us_strategic = ⟦y⟧"#, .wrongValue, #"considers_us_strategic = yes"#),
    .field(#"considers_us_strategic = ⟦False⟧"#, .wrongValue, #"considers_us_strategic = no"#),
    .field(#"considers_us_strategic = ⟦0⟧"#, .wrongValue, #"considers_us_strategic = no"#),
    .field(#"considers_us_strategic = ⟦x⟧"#, .wrongValue, nil),
    .field(#"owner = ⟦N/A⟧"#, .wrongValue, #"owner = none"#),
    .field(#"owner = ⟦None⟧"#, .wrongValue, #"owner = none"#),
    .field(#"owner = "Al" ⟦on 2026-09-12 per "call"⟧"#, .unexpected, #"owner = "Al" per "call" on 2026-09-12"#),
    .field(
      #"owner = "Al" per "call" ⟦confirmed on 2026-09-12⟧"#, .unexpected,
      #"owner = "Al" per "call" on 2026-09-12 confirmed"#),
    .field(#"owner = "Al" per "call" on ⟦12 Sep 2026⟧"#, .invalidDate, #"owner = "Al" per "call" on 2026-09-12"#),
    .field(#"owner = "Al" ⟦source⟧ "call""#, .unexpected, #"owner = "Al" per "call""#),
    .field(#"owner = "Al" ⟦(⟧per "call")"#, .unexpected, nil),
    .field(#"per ⟦call⟧ on 2026-09-12 { owner = "Al" }"#, .expected, #"per "call" on 2026-09-12 { owner = "Al" }"#),
    .field(#"per "call" ⟦2026-09-12⟧ { owner = "Al" }"#, .unexpected, #"per "call" on 2026-09-12 { owner = "Al" }"#),
    .field(
      #"⟦tabel⟧ stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#, .unknownWord,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
    .field(
      #"⟦stakeholders⟧ {\#n  name | title\#n  "Pia" | "CFO"\#n}"#, .expected,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
    .field(#"table ⟦{⟧\#n  name | title\#n  "Pia" | "CFO"\#n}"#, .unknownNoun, nil),
    .field(
      #"table stakeholders {\#n  ⟦"name"⟧ | title\#n  "Pia" | "CFO"\#n}"#, .tableShape,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
    .field(
      #"table stakeholders {\#n  name | ⟦last contact⟧\#n  "Pia" | 2026-09-12\#n}"#, .tableShape,
      #"table stakeholders {\#n  name | last_contact\#n  "Pia" | 2026-09-12\#n}"#),
    .field(
      #"table stakeholders {\#n  name | title\#n  "Pia" | ⟦n/a⟧\#n}"#, .wrongValue,
      #"table stakeholders {\#n  name | title\#n  "Pia" | none\#n}"#),
    .field(
      #"table stakeholders {\#n  name | title\#n  ⟦'Pia'⟧ | "CFO"\#n}"#, .foreignQuote,
      #"table stakeholders {\#n  name | title\#n  "Pia" | "CFO"\#n}"#),
    .field(
      #"impact_factors ⟦on⟧ 2026-09-15 { wallet = 4 }"#, .unexpected, #"impact_factors 2026-09-15 { wallet = 4 }"#),
    .file(#"account "Acme" ⟦[⟧ industry = "Retail" ]"#, .unexpected, nil),
    .file(#"⟦customer⟧ "Acme" {}"#, .unknownNoun, nil),
    .file(#"scale mood ⟦=⟧ { good; bad }"#, .unexpected, #"scale mood { good; bad }"#),
    .file(#"scale mood⟦:⟧ { good; bad }"#, .foreignOperator, #"scale mood { good; bad }"#),
    .file(#"scale mood ⟦[⟧good, bad]"#, .expected, nil),
    .file(#"scale mood { good ⟦=⟧ "Good"; bad }"#, .unexpected, #"scale mood { good "Good"; bad }"#),
    .file(#"⟦scal⟧ mood { good; bad }"#, .unknownWord, #"scale mood { good; bad }"#),
    .file(#"⟦Scale⟧ mood { good; bad }"#, .unknownWord, #"scale mood { good; bad }"#),
    .file(#"⟦entiy⟧ pet plural pets { age integer }"#, .unknownWord, #"entity pet plural pets { age integer }"#),
    .file(#"entity pet ⟦plurals⟧ pets { age integer }"#, .expected, #"entity pet plural pets { age integer }"#),
    .file(#"entity pet ⟦pets⟧ { age integer }"#, .expected, #"entity pet plural pets { age integer }"#),
    .file(
      #"entity pet plural pets { age integer⟦,⟧ weight number }"#, .expected,
      #"entity pet plural pets { age integer; weight number }"#),
    .file(
      #"entity pet plural pets { age integer ⟦not⟧ null }"#, .expected,
      #"entity pet plural pets { age integer required }"#),
    .file(
      #"entity pet plural pets { age integer ⟦mandatory⟧ }"#, .expected,
      #"entity pet plural pets { age integer required }"#),
    .file(
      #"entity pet plural pets { age integer 0⟦-⟧10 }"#, .expected, #"entity pet plural pets { age integer 0..10 }"#),
    .file(
      #"entity pet plural pets { age integer 0 ⟦to⟧ 10 }"#, .expected, #"entity pet plural pets { age integer 0..10 }"#),
    .file(#"entity pet plural pets { age ⟦Integer⟧ }"#, .unknownType, #"entity pet plural pets { age integer }"#),
    .file(#"entity pet plural pets { born ⟦datetime⟧ }"#, .unknownType, #"entity pet plural pets { born date }"#),
    .file(#"entity pet plural pets { price ⟦currency⟧ }"#, .unknownType, #"entity pet plural pets { price money }"#),
    .file(
      #"entity pet plural pets { tags ⟦list⟧ of team_member }"#, .expected,
      #"entity pet plural pets { tags set of team_member }"#),
    .file(
      #"check tidy on stakeholder { ⟦tset⟧ t "T" { pass when role is known } }"#, .unknownWord,
      #"check tidy on stakeholder { test t "T" { pass when role is known } }"#),
    .file(
      #"check tidy on stakeholder { test t "T" { pass when role is known }; ⟦verdct⟧ good otherwise }"#, .unknownWord,
      #"check tidy on stakeholder { test t "T" { pass when role is known }; verdict good otherwise }"#),
    .file(
      #"check tidy on stakeholder { test t "T" { pass when role is known; ⟦becuase⟧ "x" } }"#, .expected,
      #"check tidy on stakeholder { test t "T" { pass when role is known; because "x" } }"#),
    .file(
      #"check tidy on stakeholder { test t "T" { pass when role is known; ⟦advise⟧ "x" } }"#, .expected,
      #"check tidy on stakeholder { test t "T" { pass when role is known; advice "x" } }"#),
    .file(
      #"check tidy on stakeholder { test t "T" { ⟦passes⟧ when role is known } }"#, .expected,
      #"check tidy on stakeholder { test t "T" { pass when role is known } }"#),
    .file(#"check tidy on stakeholder { test t "T" { pass when role is known }; ⟦advice⟧ "x" }"#, .unknownWord, nil),
    .file(
      #"check tidy on stakeholder { test t "T" { pass when role is known; ⟦verdict⟧ good otherwise } }"#, .expected, nil
    ),
    .file(
      #"check tidy ⟦for⟧ stakeholder { test t "T" { pass when role is known } }"#, .expected,
      #"check tidy on stakeholder { test t "T" { pass when role is known } }"#),
    .file(
      #"check tidy on ⟦stakehlder⟧ { test t "T" { pass when role is known } }"#, .unknownNoun,
      #"check tidy on stakeholder { test t "T" { pass when role is known } }"#),
    .file(
      #"check tidy on stakeholder { test t ⟦'T'⟧ { pass when role is known } }"#, .foreignQuote,
      #"check tidy on stakeholder { test t "T" { pass when role is known } }"#),
    .file(
      #"check tidy on stakeholder { test ⟦"T"⟧ { pass when role is known } }"#, .expected,
      #"check tidy on stakeholder { test t "T" { pass when role is known } }"#),
    .file(
      #"check tidy on stakeholder { test t "T" { pass when role is known }; verdict good ⟦else⟧ }"#, .expected,
      #"check tidy on stakeholder { test t "T" { pass when role is known }; verdict good otherwise }"#),
    .file(#"rate EUR = ⟦$1.08⟧"#, .currencySign, #"rate EUR = 1.08 USD"#),
    .file(#"rate EUR⟦:⟧ 1.08 USD"#, .foreignOperator, #"rate EUR = 1.08 USD"#),
    .file(#"define half(a number) ⟦{⟧ a / 2 }"#, .expected, #"define half(a number) = a / 2"#),
    .file(#"define half(a number) ⟦->⟧ a / 2"#, .expected, #"define half(a number) = a / 2"#),
    .file(#"define half(a⟦:⟧ number) = a / 2"#, .foreignOperator, #"define half(a number) = a / 2"#),
    .file(#"⟦defin⟧ half(a number) = a / 2"#, .unknownWord, #"define half(a number) = a / 2"#),
    .file(
      #"worksheet pulse ⟦for⟧ account answers rating integer { a "A" { b "B?" } }"#, .expected,
      #"worksheet pulse on account answers rating integer { a "A" { b "B?" } }"#),
    .file(
      #"worksheet pulse on account ⟦answer⟧ rating integer { a "A" { b "B?" } }"#, .expected,
      #"worksheet pulse on account answers rating integer { a "A" { b "B?" } }"#),
  ]
}
