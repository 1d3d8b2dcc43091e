// What people type when they ask: habits of other languages, slips of the pen, wrong kinds of values.

extension Mistake {
  /// SQL and the steps of other query languages.
  static let foreignHabits: [Mistake] = [
    .init(#"⟦SELECT⟧ * FROM stakeholders"#, .unknownWord, #"stakeholders"#),
    .init(#"⟦select⟧ * from accounts"#, .unknownWord, #"accounts"#),
    .init(#"⟦SELECT⟧ name, title FROM stakeholders"#, .unknownWord, #"stakeholders | show name, title"#),
    .init(
      #"⟦SELECT⟧ name FROM stakeholders WHERE role = approver"#, .unknownWord,
      #"stakeholders | where role = approver | show name"#),
    .init(
      #"⟦SELECT⟧ name FROM stakeholders WHERE power > 5 AND role = approver ORDER BY power DESC LIMIT 3"#, .unknownWord,
      #"stakeholders | where power > 5 and role = approver | sort power desc | take 3 | show name"#),
    .init(#"⟦SELECT⟧ COUNT(*) FROM stakeholders"#, .unknownWord, #"stakeholders | count"#),
    .init(#"⟦SELECT⟧ role, COUNT(*) FROM stakeholders GROUP BY role"#, .unknownWord, #"stakeholders | count by role"#),
    .init(#"⟦SELECT⟧ DISTINCT role FROM stakeholders"#, .unknownWord, #"stakeholders | show role | distinct"#),
    .init(#"⟦SELECT⟧ AVG(power) FROM stakeholders"#, .unknownWord, #"stakeholders | summarize average(power)"#),
    .init(
      #"⟦SELECT⟧ * FROM stakeholders WHERE name LIKE '%Li%'"#, .unknownWord, #"stakeholders | where name ~ "Li""#),
    .init(
      #"⟦SELECT⟧ * FROM stakeholders WHERE title = 'Controller';"#, .unknownWord,
      #"stakeholders | where title = "Controller";"#),
    .init(
      #"⟦SELECT⟧ * FROM stakeholders WHERE title IS NULL"#, .unknownWord, #"stakeholders | where title is unknown"#),
    .init(
      #"⟦SELECT⟧ * FROM stakeholders WHERE title IS NOT NULL"#, .unknownWord, #"stakeholders | where title is known"#),
    .init(
      #"⟦SELECT⟧ * FROM stakeholders WHERE power BETWEEN 3 AND 7"#, .unknownWord,
      #"stakeholders | where power in 3..7"#),
    .init(
      #"⟦SELECT⟧ * FROM stakeholders WHERE role IN (approver, decision_maker)"#, .unknownWord,
      #"stakeholders | where role in [approver, decision_maker]"#),
    .init(
      #"⟦SELECT⟧ name\#nFROM stakeholders\#nWHERE power > 5\#nORDER BY name"#, .unknownWord,
      #"stakeholders | where power > 5 | sort name | show name"#),
    .init(
      #"⟦DELETE⟧ FROM stakeholders WHERE power = 1"#, .unknownWord, #"stakeholders | where power = 1 | remove"#),
    .init(
      #"⟦UPDATE⟧ stakeholders SET alignment = sponsor WHERE power = 9"#, .unknownWord,
      #"stakeholders | where power = 9 | set alignment = sponsor"#),
    .init(#"⟦INSERT⟧ INTO stakeholders VALUES ("Bo")"#, .unknownWord, nil),
    .init(#"⟦from⟧ stakeholders | show name"#, .unknownWord, #"stakeholders | show name"#),
    .init(#"⟦show⟧ stakeholders"#, .unknownWord, #"stakeholders"#),
    .init(#"⟦list⟧ stakeholders"#, .unknownWord, #"stakeholders"#),
    .init(#"⟦get⟧ accounts"#, .unknownWord, #"accounts"#),
    .init(#"⟦find⟧ stakeholders | where power > 5"#, .unknownWord, #"stakeholders | where power > 5"#),
    .init(#"⟦count⟧ stakeholders"#, .unknownWord, #"stakeholders | count"#),
    .init(#"stakeholders | ⟦filter⟧ power > 5"#, .unknownWord, #"stakeholders | where power > 5"#),
    .init(#"stakeholders | ⟦having⟧ power > 5"#, .unknownWord, #"stakeholders | where power > 5"#),
    .init(#"stakeholders | ⟦select⟧ name, title"#, .unknownWord, #"stakeholders | show name, title"#),
    .init(#"stakeholders | ⟦order by⟧ name"#, .unknownWord, #"stakeholders | sort name"#),
    .init(#"stakeholders | ⟦orderby⟧ name"#, .unknownWord, #"stakeholders | sort name"#),
    .init(#"stakeholders | sort ⟦by⟧ name"#, .unexpected, #"stakeholders | sort name"#),
    .init(#"stakeholders | sort name ⟦descending⟧"#, .unexpected, #"stakeholders | sort name desc"#),
    .init(#"stakeholders | sort name ⟦DESC⟧"#, .unexpected, #"stakeholders | sort name desc"#),
    .init(#"stakeholders | sort name ⟦ascending⟧"#, .unexpected, #"stakeholders | sort name asc"#),
    .init(#"stakeholders | sort name ⟦reverse⟧"#, .unexpected, #"stakeholders | sort name desc"#),
    .init(#"stakeholders | ⟦limit⟧ 3"#, .unknownWord, #"stakeholders | take 3"#),
    .init(#"stakeholders | ⟦top⟧ 3"#, .unknownWord, #"stakeholders | take 3"#),
    .init(#"stakeholders | ⟦head⟧ 3"#, .unknownWord, #"stakeholders | take 3"#),
    .init(#"stakeholders | ⟦offset⟧ 3"#, .unknownWord, #"stakeholders | skip 3"#),
    .init(#"stakeholders | ⟦group by⟧ role"#, .unknownWord, #"stakeholders | count by role"#),
    .init(#"stakeholders | ⟦groupby⟧ role"#, .unknownWord, #"stakeholders | count by role"#),
    .init(#"stakeholders | ⟦unique⟧"#, .unknownWord, #"stakeholders | distinct"#),
    .init(#"stakeholders | ⟦pivot⟧ role by alignment"#, .unknownWord, #"stakeholders | matrix role by alignment"#),
    .init(#"stakeholders | matrix role⟦,⟧ alignment"#, .expected, #"stakeholders | matrix role by alignment"#),
    .init(
      #"opportunities | ⟦summarise⟧ total = sum(value)"#, .unknownWord, #"opportunities | summarize total = sum(value)"#
    ),
    .init(#"stakeholders | count ⟦role⟧"#, .unexpected, #"stakeholders | count by role"#),
    .init(#"stakeholders | ⟦mutate⟧ double = power * 2"#, .unknownWord, #"stakeholders | with double = power * 2"#),
    .init(#"stakeholders | ⟦delete⟧"#, .unknownWord, #"stakeholders | remove"#),
    .init(#"stakeholders | ⟦update⟧ power = 5"#, .unknownWord, #"stakeholders | set power = 5"#),
    .init(#"stakeholders | show ⟦*⟧"#, .unexpected, #"stakeholders"#),
    .init(#"stakeholders | where title ⟦like⟧ "Contr""#, .foreignOperator, #"stakeholders | where title ~ "Contr""#),
    .init(
      #"stakeholders | where title ⟦LIKE⟧ "%Contr%""#, .foreignOperator, #"stakeholders | where title ~ "Contr""#),
    .init(
      #"stakeholders | where title ⟦contains⟧ "Contr""#, .foreignOperator, #"stakeholders | where title ~ "Contr""#),
    .init(
      #"stakeholders | where power ⟦between 3 and 7⟧"#, .foreignOperator, #"stakeholders | where power in 3..7"#),
    .init(#"stakeholders | where title is ⟦NULL⟧"#, .unexpected, #"stakeholders | where title is unknown"#),
    .init(#"stakeholders | where title is ⟦null⟧"#, .unexpected, #"stakeholders | where title is unknown"#),
    .init(#"stakeholders | where title is ⟦not NULL⟧"#, .unexpected, #"stakeholders | where title is known"#),
    .init(#"stakeholders | where title is ⟦empty⟧"#, .unexpected, #"stakeholders | where title is unknown"#),
    .init(
      #"stakeholders | where power > 5 ⟦AND⟧ role = approver"#, .foreignOperator,
      #"stakeholders | where power > 5 and role = approver"#),
    .init(
      #"stakeholders | where power > 5 ⟦OR⟧ role = approver"#, .foreignOperator,
      #"stakeholders | where power > 5 or role = approver"#),
    .init(#"stakeholders | where ⟦NOT⟧ power > 5"#, .foreignOperator, #"stakeholders | where not power > 5"#),
    .init(
      #"stakeholders | where role ⟦IN⟧ [approver]"#, .foreignOperator, #"stakeholders | where role in [approver]"#),
    .init(
      #"stakeholders | where role in ⟦(approver, decision_maker)⟧"#, .expected,
      #"stakeholders | where role in [approver, decision_maker]"#),
    .init(#"stakeholders | where role ⟦is⟧ approver"#, .unexpected, #"stakeholders | where role = approver"#),
    .init(#"stakeholders | where role ⟦is not⟧ approver"#, .unexpected, #"stakeholders | where role != approver"#),
    .init(#"stakeholders | where role ⟦equals⟧ approver"#, .foreignOperator, #"stakeholders | where role = approver"#),
    .init(#"⟦//⟧ who decides\#nstakeholders"#, .unexpectedCharacter, #"# who decides\#nstakeholders"#),
    .init(#"stakeholders ⟦--⟧ all of them"#, .unexpectedCharacter, #"stakeholders # all of them"#),
    .init(
      #"stakeholders | where power > 5 ⟦\⟧\#n| show name"#, .unexpectedCharacter,
      #"stakeholders | where power > 5 \#n| show name"#),
  ]

  /// Operators and quotes from elsewhere.
  static let signs: [Mistake] = [
    .init(#"stakeholders | where role ⟦==⟧ approver"#, .foreignOperator, #"stakeholders | where role = approver"#),
    .init(#"stakeholders | where role ⟦===⟧ approver"#, .foreignOperator, #"stakeholders | where role = approver"#),
    .init(#"stakeholders | where role ⟦<>⟧ approver"#, .foreignOperator, #"stakeholders | where role != approver"#),
    .init(#"stakeholders | where role ⟦≠⟧ approver"#, .foreignOperator, #"stakeholders | where role != approver"#),
    .init(#"stakeholders | where power ⟦=>⟧ 5"#, .foreignOperator, #"stakeholders | where power >= 5"#),
    .init(#"stakeholders | where power ⟦=<⟧ 5"#, .foreignOperator, #"stakeholders | where power <= 5"#),
    .init(#"stakeholders | where power ⟦≥⟧ 5"#, .foreignOperator, #"stakeholders | where power >= 5"#),
    .init(#"stakeholders | where power ⟦≤⟧ 5"#, .foreignOperator, #"stakeholders | where power <= 5"#),
    .init(
      #"stakeholders | where power > 5 ⟦&&⟧ role = approver"#, .foreignOperator,
      #"stakeholders | where power > 5 and role = approver"#),
    .init(
      #"stakeholders | where power > 5 ⟦||⟧ role = approver"#, .foreignOperator,
      #"stakeholders | where power > 5 or role = approver"#),
    .init(#"stakeholders | where ⟦!⟧(power > 5)"#, .foreignOperator, #"stakeholders | where not (power > 5)"#),
    .init(
      #"stakeholders | where title = ⟦'Controller'⟧"#, .foreignQuote, #"stakeholders | where title = "Controller""#),
    .init(
      #"stakeholders | where title = ⟦“Controller”⟧"#, .foreignQuote, #"stakeholders | where title = "Controller""#),
    .init(
      #"stakeholders | where title = ⟦‘Controller’⟧"#, .foreignQuote, #"stakeholders | where title = "Controller""#),
    .init(
      #"stakeholders | where title = ⟦„Controller“⟧"#, .foreignQuote, #"stakeholders | where title = "Controller""#),
    .init(
      #"stakeholders | where title = ⟦«Controller»⟧"#, .foreignQuote, #"stakeholders | where title = "Controller""#),
    .init(#"stakeholder ⟦'Dana Li'⟧ | show title"#, .foreignQuote, #"stakeholder "Dana Li" | show title"#),
    .init(#"stakeholder ⟦“Dana Li”⟧ | show title"#, .foreignQuote, #"stakeholder "Dana Li" | show title"#),
    .init(#"stakeholders | where role = ⟦'approver'⟧"#, .unknownScaleValue, #"stakeholders | where role = approver"#),
    .init(#"stakeholders | where power > 2 ⟦–⟧ 1"#, .foreignOperator, #"stakeholders | where power > 2 - 1"#),
    .init(#"2 ⟦×⟧ 3"#, .foreignOperator, #"2 * 3"#),
    .init(#"stakeholders |⟦\#u{A0}⟧show name"#, .unexpectedCharacter, #"stakeholders | show name"#),
    .init(
      #"stakeholders | where power > 5⟦,⟧ role = approver"#, .unexpected,
      #"stakeholders | where power > 5 and role = approver"#),
    .init(#"print "C:⟦\p⟧lans""#, .invalidEscape, #"print "C:\\plans""#),
  ]

  /// Names not quite right.
  static let names: [Mistake] = [
    .init(#"⟦stakholders⟧"#, .unknownNoun, #"stakeholders"#),
    .init(#"⟦Stakeholders⟧"#, .unknownNoun, #"stakeholders"#),
    .init(#"⟦STAKEHOLDERS⟧ | show name"#, .unknownNoun, #"stakeholders | show name"#),
    .init(#"⟦stakeholder⟧"#, .unknownNoun, #"stakeholders"#),
    .init(#"⟦account⟧ | show name"#, .unknownNoun, #"accounts | show name"#),
    .init(#"⟦acounts⟧ | show name"#, .unknownNoun, #"accounts | show name"#),
    .init(#"⟦growth_potential⟧"#, .unknownNoun, #"accounts | show name, growth_potential"#),
    .init(
      #"⟦probability⟧ | sort probability"#, .unknownNoun, #"opportunities | show name, probability | sort probability"#),
    .init(#"⟦opportunites⟧ | show name, value"#, .unknownNoun, #"opportunities | show name, value"#),
    .init(#"⟦team-members⟧"#, .unknownNoun, #"team_members"#),
    .init(#"⟦team members⟧ | show name"#, .unknownNoun, #"team_members | show name"#),
    .init(#"⟦customers⟧ | show name"#, .unknownNoun, #"accounts | show name"#),
    .init(#"stakeholders | where ⟦alignmnt⟧ = sponsor"#, .unknownField, #"stakeholders | where alignment = sponsor"#),
    .init(#"stakeholders | where ⟦Alignment⟧ = sponsor"#, .unknownField, #"stakeholders | where alignment = sponsor"#),
    .init(#"stakeholders | where ⟦rol⟧ = approver"#, .unknownField, #"stakeholders | where role = approver"#),
    .init(#"stakeholders | show ⟦naem⟧, title"#, .unknownField, #"stakeholders | show name, title"#),
    .init(#"stakeholders | show name, ⟦titel⟧"#, .unknownField, #"stakeholders | show name, title"#),
    .init(#"stakeholders | sort ⟦powr⟧ desc"#, .unknownField, #"stakeholders | sort power desc"#),
    .init(#"stakeholders | count by ⟦roles⟧"#, .unknownField, #"stakeholders | count by role"#),
    .init(#"stakeholders | show name, ⟦last contact⟧"#, .unknownField, #"stakeholders | show name, last_contact"#),
    .init(
      #"stakeholders | where ⟦last contact⟧ < today"#, .unknownField, #"stakeholders | where last_contact < today"#),
    .init(#"stakeholders | show name, ⟦last-contact⟧"#, .unknownField, #"stakeholders | show name, last_contact"#),
    .init(#"stakeholders | show name, ⟦industry⟧"#, .unknownField, #"stakeholders | show name, account.industry"#),
    .init(
      #"stakeholders | show name, account.⟦industy⟧"#, .unknownField, #"stakeholders | show name, account.industry"#),
    .init(#"stakeholder "Dana Li".⟦alignmnt⟧"#, .unknownField, #"stakeholder "Dana Li".alignment"#),
    .init(
      #"stakeholders | show name | where ⟦naem⟧ = "Bo""#, .unknownField,
      #"stakeholders | show name | where name = "Bo""#),
    .init(
      #"stakeholders | count by role | sort ⟦cuont⟧ desc"#, .unknownField,
      #"stakeholders | count by role | sort count desc"#),
    .init(#"stakeholders | where role = ⟦aprover⟧"#, .unknownScaleValue, #"stakeholders | where role = approver"#),
    .init(#"stakeholders | where role = ⟦Approver⟧"#, .unknownScaleValue, #"stakeholders | where role = approver"#),
    .init(#"stakeholders | where role = ⟦"Approver"⟧"#, .unknownScaleValue, #"stakeholders | where role = approver"#),
    .init(#"stakeholders | where role = ⟦"approver"⟧"#, .unknownScaleValue, #"stakeholders | where role = approver"#),
    .init(
      #"stakeholders | where role = ⟦"Decision maker"⟧"#, .unknownScaleValue,
      #"stakeholders | where role = decision_maker"#),
    .init(
      #"stakeholders | where role = ⟦decision maker⟧"#, .unknownScaleValue,
      #"stakeholders | where role = decision_maker"#),
    .init(
      #"stakeholders | where role >= ⟦decision-maker⟧"#, .unknownScaleValue,
      #"stakeholders | where role >= decision_maker"#),
    .init(#"stakeholders | where role = ⟦neutral⟧"#, .unknownScaleValue, nil),
    .init(
      #"stakeholders | where role in [approver, ⟦descision_maker⟧]"#, .unknownScaleValue,
      #"stakeholders | where role in [approver, decision_maker]"#),
    .init(
      #"stakeholders | where alignment in neutral..⟦sponser⟧"#, .unknownScaleValue,
      #"stakeholders | where alignment in neutral..sponsor"#),
    .init(#"stakeholders | ⟦shwo⟧ name"#, .unknownWord, #"stakeholders | show name"#),
    .init(#"stakeholders | ⟦whree⟧ power > 5"#, .unknownWord, #"stakeholders | where power > 5"#),
    .init(#"stakeholders | ⟦Where⟧ power > 5"#, .unknownWord, #"stakeholders | where power > 5"#),
    .init(#"stakeholders | ⟦tkae⟧ 3"#, .unknownWord, #"stakeholders | take 3"#),
    .init(#"stakeholders | ⟦sotr⟧ name"#, .unknownWord, #"stakeholders | sort name"#),
    .init(#"stakeholders | ⟦distnct⟧"#, .unknownWord, #"stakeholders | distinct"#),
    .init(#"accounts | ⟦stakholders⟧ | show name"#, .unknownWord, #"accounts | stakeholders | show name"#),
    .init(#"stakeholders | ⟦acount⟧ | show name"#, .unknownWord, #"stakeholders | account | show name"#),
    .init(#"stakeholders | ⟦title⟧"#, .unknownWord, #"stakeholders | show title"#),
    .init(#"stakeholders | as ⟦jsn⟧"#, .unknownName, #"stakeholders | as json"#),
    .init(#"stakeholders | as ⟦md⟧"#, .unknownName, #"stakeholders | as markdown"#),
    .init(#"stakeholders | tree by ⟦report_to⟧"#, .unknownField, #"stakeholders | tree by reports_to"#),
    .init(#"⟦averge⟧(power of stakeholders)"#, .unknownFunction, #"average(power of stakeholders)"#),
    .init(#"⟦avg⟧(power of stakeholders)"#, .unknownFunction, #"average(power of stakeholders)"#),
    .init(#"⟦mean⟧(power of stakeholders)"#, .unknownFunction, #"average(power of stakeholders)"#),
    .init(#"stakeholders | where ⟦len⟧(title) > 3"#, .unknownFunction, #"stakeholders | where length(title) > 3"#),
    .init(#"⟦SUM⟧(value of opportunities)"#, .unknownFunction, #"sum(value of opportunities)"#),
    .init(#"⟦exists⟧(stakeholders)"#, .unknownFunction, #"any(stakeholders)"#),
    .init(#"sum(⟦valu⟧ of opportunities)"#, .unknownField, #"sum(value of opportunities)"#),
    .init(#"sum(value of ⟦oportunities⟧)"#, .unknownNoun, #"sum(value of opportunities)"#),
    .init(#"count(stakeholders where ⟦powr⟧ > 5)"#, .unknownField, #"count(stakeholders where power > 5)"#),
    .init(#"growth.⟦validatd⟧"#, .unknownVerdict, #"growth.validated"#),
    .init(#"⟦grwoth⟧ | where verdict = open"#, .unknownNoun, #"growth | where verdict = open"#),
    .init(#"growth | where verdict = ⟦validatd⟧"#, .unknownScaleValue, #"growth | where verdict = validated"#),
    .init(#"growth | show stakeholder, ⟦verdic⟧"#, .unknownField, #"growth | show stakeholder, verdict"#),
    .init(#"impact_factors | show question, ⟦ratng⟧"#, .unknownField, #"impact_factors | show question, rating"#),
    .init(
      #"accounts | show name, impact_factors.⟦wallt⟧"#, .unknownField, #"accounts | show name, impact_factors.wallet"#),
    .init(#"stakeholder ⟦"Dana Lee"⟧"#, .thingNotFound, #"stakeholder "Dana Li""#),
    .init(#"stakeholder ⟦"dana li"⟧ | show title"#, .thingNotFound, #"stakeholder "Dana Li" | show title"#),
    .init(#"account ⟦"Northwind"⟧ | show industry"#, .thingNotFound, #"account "Northwind Health" | show industry"#),
    .init(#"⟦stakeholders⟧ "Dana Li""#, .unknownNoun, #"stakeholder "Dana Li""#),
    .init(#"⟦stakehlder⟧ "Dana Li""#, .unknownNoun, #"stakeholder "Dana Li""#),
    .init(
      #"stakeholder "Dana Li" of ⟦"Northwind Health"⟧"#, .expected,
      #"stakeholder "Dana Li" of account "Northwind Health""#),
    .init(
      #"stakeholder "Dana Li" ⟦in⟧ account "Northwind Health" | show title"#, .unexpected,
      #"stakeholder "Dana Li" of account "Northwind Health" | show title"#),
    .init(
      #"stakeholder "Dana Li" of ⟦acount⟧ "Northwind Health""#, .unknownNoun,
      #"stakeholder "Dana Li" of account "Northwind Health""#),
    .init(
      #"account "Northwind Health" of ⟦stakeholder⟧ "Dana Li""#, .wrongParent,
      #"stakeholder "Dana Li" of account "Northwind Health""#),
    .init(#"stakeholder ⟦"Kim Sol"⟧"#, .thingAmbiguous, #"stakeholder "Kim Sol" of account "Northwind Health""#),
  ]
}
