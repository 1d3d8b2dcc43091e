import PlanLang

/// One change of the facts, with what it replaces, so that it can be taken back.
public enum Edit: Sendable {
  /// A field's value (field -1 is the name) with its evidence, before and after.
  case update(ThingReference, field: Int, from: FactState, to: FactState)
  /// A thing that was added.
  case insert(ThingReference, name: String, parent: ThingReference?)
  /// A thing that was removed.
  case delete(ThingReference)

  public var thing: ThingReference {
    switch self {
    case .update(let thing, _, _, _), .insert(let thing, _, _), .delete(let thing): thing
    }
  }
}

/// A stored value with its evidence and origin.
public struct FactState: Sendable {
  public var value: Value
  public var evidence: [Evidence]
  var originFile: UInt32 = 0
  var originLine = 0

  public init(value: Value, evidence: [Evidence] = []) {
    self.value = value
    self.evidence = evidence
  }
}

/// A list of edits: what a statement, an undo, a scenario or an import changes.
public struct ChangeSet: Sendable {
  public var edits: [Edit]
  /// The statement that made it, for `changes`.
  public var title: String
  /// The scenario it made true, if it did: at most one, which ended with it.
  var adopted: [AdoptedScenario] = []

  public init(edits: [Edit] = [], title: String = "") {
    self.edits = edits
    self.title = title
  }

  public var isEmpty: Bool { edits.isEmpty }
}
