import PlanLang

extension BatchExecutor {
  /// The rows of a check, with what it says of each; nil where something in it is none for batches.
  func check(_ id: Int, within: ThingReference?) throws -> BatchRows? { nil }
}
