/// The typed catalogue of everything planshell can say is wrong; each code has a page of its own in
/// `docs/errors`, which `help` shows.
public enum DiagnosticCode: String, Sendable, CaseIterable {
  // Reading characters.
  case unexpectedCharacter = "P0101"
  case unterminatedText = "P0102"
  case invalidEscape = "P0103"
  case malformedNumber = "P0104"
  case invalidDate = "P0105"
  case foreignOperator = "P0106"
  case foreignQuote = "P0107"
  case currencySign = "P0108"
  case notUTF8 = "P0109"
  // Reading sentences.
  case expected = "P0110"
  case unexpected = "P0111"
  case unclosed = "P0112"
  case tooDeep = "P0113"
  case interpolationInLabel = "P0114"
  case statementInData = "P0115"
  case reservedWord = "P0116"
  case chainedComparison = "P0117"
  case tooLarge = "P0118"
  // Names.
  case unknownName = "P0201"
  case unknownNoun = "P0202"
  case unknownField = "P0203"
  case unknownFunction = "P0204"
  case unknownScaleValue = "P0205"
  case unknownCheck = "P0206"
  case ambiguousName = "P0207"
  case duplicateDeclaration = "P0208"
  case forbiddenName = "P0209"
  case unknownWord = "P0210"
  case thingNotFound = "P0211"
  case thingAmbiguous = "P0212"
  case unknownScenario = "P0213"
  case unusedParameter = "P0214"
  case unknownType = "P0215"
  case unknownSetting = "P0216"
  case unknownCurrency = "P0217"
  case unknownVerdict = "P0218"
  // Types.
  case typeMismatch = "P0301"
  case unorderedChoice = "P0302"
  case mixedCurrencies = "P0303"
  case pathThroughPlural = "P0304"
  case plainRows = "P0305"
  case comparedWithUnknown = "P0306"
  case comparedWithNone = "P0307"
  case percentAndNumber = "P0308"
  case wrongArguments = "P0309"
  case cycle = "P0310"
  case allWithoutOf = "P0311"
  case confidential = "P0312"
  case unreachableVerdict = "P0313"
  case bareAssignment = "P0314"
  case notAllowedHere = "P0315"
  case computedFieldSet = "P0316"
  case noRow = "P0317"
  case notBuilt = "P0318"
  // Data.
  case duplicateThing = "P0401"
  case duplicateField = "P0402"
  case wrongValue = "P0403"
  case outOfRange = "P0404"
  case emptyText = "P0405"
  case wrongParent = "P0406"
  case tableShape = "P0407"
  case missingRequired = "P0408"
  case extendsNothing = "P0409"
  case scenarioConflict = "P0411"
  // Running.
  case overflow = "P0501"
  case mixedCurrenciesInData = "P0502"
  case missingRate = "P0503"
  case guarded = "P0504"
  case requireFailed = "P0505"
  case expectFailed = "P0506"
  case interrupted = "P0507"
  case parameter = "P0508"
  case nothingToUndo = "P0509"
  case noLastResult = "P0510"
  case stepBudget = "P0511"
  // Files.
  case unreadable = "P0601"
  case noSuchPath = "P0602"
  case noPlanFiles = "P0603"
  case unwritable = "P0604"
  case safeMode = "P0606"
  case pageForPlan = "P0607"
  case alreadyLoaded = "P0608"
  // Advice of `lint`.
  case unusedScenario = "P0701"
  case countedInTest = "P0702"
  case neverPasses = "P0703"
  case shadowedName = "P0704"
  case oldEvidence = "P0705"
  case idleSuppression = "P0706"
  case unexplainedSuppression = "P0707"
  case unknownRule = "P0708"
  case unusedName = "P0709"

  /// The severity a diagnostic with this code has unless it says otherwise.
  public var severity: Severity {
    switch self {
    case .unusedParameter, .unreachableVerdict, .scenarioConflict: .warning
    case .unusedScenario, .countedInTest, .neverPasses, .shadowedName, .oldEvidence, .idleSuppression,
      .unexplainedSuppression, .unknownRule, .unusedName:
      .warning
    default: .error
    }
  }
}
