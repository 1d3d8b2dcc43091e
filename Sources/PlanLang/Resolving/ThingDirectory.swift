/// Knows which things there are, so that names can be checked before anything runs.
public protocol ThingDirectory {
  /// Looks a thing up by its labels: in the thing in scope first, then everywhere.
  func find(_ path: ThingPath, within scope: ThingReference?) -> ThingLookup
  /// How a thing is written so that it can be told from every other; nil where that is not known.
  func written(_ thing: ThingReference) -> String?
}

/// What a look-up by label found.
public enum ThingLookup: Sendable {
  case found(ThingReference)
  /// Nothing; the labels that come closest, best first.
  case nothing(near: [String])
  /// More than one; each as it can be told apart from the others.
  case several([String])
}

/// A directory that knows nothing and takes every name: used where things can't be known before the run.
public struct OpenDirectory: ThingDirectory {
  public init() {}
  public func find(_ path: ThingPath, within scope: ThingReference?) -> ThingLookup {
    .found(ThingReference(entity: path.entity, row: -1))
  }
  public func written(_ thing: ThingReference) -> String? { nil }
}
