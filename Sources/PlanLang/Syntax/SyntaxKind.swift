/// What a node of the syntax tree is. The comments give each node's children in order; `?` may be absent, `*` repeats.
/// A name that is part of a node stands as a token: `nameToken` is the node's first token unless said otherwise.
public enum SyntaxKind: UInt8, Sendable {
  /// items*
  case program
  /// A place where something needed is not written; zero tokens.
  case missing
  /// Tokens that fit nowhere; kept so that the tree prints back whole.
  case unexpected

  // MARK: Expressions
  /// A text; interpolated expressions are its children.
  case textLiteral
  case numberLiteral, moneyLiteral, percentLiteral, durationLiteral, dateLiteral, monthLiteral, quarterLiteral
  /// `yes no true false unknown none`
  case wordLiteral
  /// A name alone.
  case nameExpression
  /// `_`
  case lastResult
  /// thingPart+ (innermost first): `objective "A" of stakeholder "B"`
  case thing
  /// label (the noun is the first token)
  case thingPart
  /// Label parts are its tokens (texts or dates), one for each part.
  case label
  /// base (the field is the last token)
  case path
  /// argument expressions, or one aggregate (the function is the first token)
  case call
  /// aggregateCount? aggregateValue? aggregateSource? aggregateWhere?
  case aggregate
  case aggregateCount, aggregateValue, aggregateSource, aggregateWhere
  /// expression
  case parenthesized
  /// query
  case subquery
  /// expressions*
  case list
  /// left, right (the operator is the token between them)
  case binary
  /// operand (the operator is the first token)
  case unary
  /// operand (the word after `is` is the last token)
  case isTest
  /// operand, range or expression (a `not` may stand between)
  case inTest
  /// low, high
  case range
  /// condition, then, else
  case conditional
  /// `NAME fails`, `NAME passes` in verdict rules
  case outcomeTest

  // MARK: Queries
  /// source, steps*
  case query
  /// `all NOUN`: the noun is the last token
  case allNoun
  case whereStep, showStep, withStep, sortStep, takeStep, skipStep, distinctStep, countStep, summarizeStep
  case matrixStep, setStep, removeStep, treeStep, barsStep, heatStep
  /// format is the second token, the audience after `for` the last
  case asStep
  /// The file name is the second token
  case toStep
  /// A noun or reference field
  case nounStep
  /// expression, or `NAME = expression` (then the first two tokens are the name and `=`)
  case column
  /// expression (the direction, if any, is the last token)
  case sortKey
  /// expressions+
  case byClause
  /// expression, evidence? (the field is the first token)
  case assignment

  // MARK: Declarations
  case scaleDeclaration, choiceDeclaration
  /// `NAME "Label"`
  case scaleValue
  /// parents, labelFields, field*
  case entityDeclaration
  /// Names as tokens.
  case nameList
  case extendEntity
  /// typeName, modifiers*, fieldFormula?
  case fieldDeclaration
  /// The type's name is the last token; `set of` stands before it for sets.
  case typeName
  /// `required`, `internal`
  case plainModifier
  /// value
  case defaultModifier
  /// low, high
  case rangeModifier
  /// expression
  case fieldFormula
  /// worksheetAnswer+, worksheetGroup*
  case worksheetDeclaration
  /// typeName, rangeModifier? (a name, if any, is the first token)
  case worksheetAnswer
  /// worksheetQuestion* (name, then label text, as tokens)
  case worksheetGroup
  case worksheetQuestion
  /// checkSubject, members*
  case checkDeclaration
  /// `on E where X each F where Y`: entity names are tokens; subjectWhere?, eachClause?
  case checkSubject
  case subjectWhere
  /// subjectWhere?
  case eachClause
  case citesMember
  /// typeName, value
  case settingMember
  /// passRule? failRule? becauseRule? adviceRule? (`advisory` may be the first token; the name stands after `test`)
  case testMember
  case passRule, failRule, becauseRule, adviceRule
  /// expression?
  case verdictMember
  /// typeName, expression
  case checkField
  /// settingValue*
  case extendCheck
  /// value
  case settingValue
  case moveDeclaration, lossDeclaration
  case moveWhen, moveSet, moveRemove, moveCost
  /// expression
  case chanceDeclaration
  /// money literal, date literal?, evidence?
  case rateDeclaration
  /// defineParameter*, expression
  case defineDeclaration
  /// typeName
  case defineParameter
  /// query
  case letDeclaration
  /// typeName, default value?
  case paramDeclaration

  // MARK: Data
  /// thing, members (`extend` may be the first token)
  case block
  case members
  /// value, evidence? (the field is the first token)
  case fieldMember
  /// label?, members (the noun is the first token)
  case childBlock
  /// label?, tableHeader, tableRow*
  case table
  /// The column names are its tokens.
  case tableHeader
  /// cells
  case tableRow
  /// value?
  case cell
  /// evidence, members
  case perGroup
  /// `"A" of "B"`: texts as tokens
  case reference
  /// values*
  case valueList
  /// evidenceItem+
  case evidence
  /// `per "source" on DATE assumed`
  case evidenceItem

  // MARK: Statements
  case queryStatement
  case loadCommand, includeCommand, importCommand
  /// `NAME = ...`
  case importMapping
  case importCase, importColumn
  case useCommand
  /// body (name and base are tokens)
  case scenarioStatement
  case adoptCommand, dropCommand
  case checkCommand
  case whyCommand
  case addCommand
  case undoCommand, redoCommand, revertCommand, saveCommand, reloadCommand, blameCommand
  case printCommand, expectCommand, requireCommand
  /// query, body (the variable is the third token)
  case forStatement
  /// condition, body, body or ifStatement?
  case ifStatement
  case body
  case describeCommand, helpCommand
  case compareReport
  /// baseline or a text, as its token
  case scenarioName
  case measures
  case sweepReport, sensitivityReport, simulateReport, reachReport, breakReport
  /// `moveSpec`: `NAME`, or `ENTITY.FIELD up 1` / `to value` with `cost`
  case moveSpec
  case diffReport, changesReport, scenariosReport, checksReport, frameworksReport, askReport, staleReport, pathReport
  /// report, steps+
  case reportPipeline
}
