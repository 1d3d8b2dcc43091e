/// What internal facts were written into, so that whoever reads it later is known to read them.
public struct InternalTraces: Sendable {
  /// The ways of internal facts to fields that were set from them; a thing's name is the field -1.
  var fields: [Definitions.FieldKey: [String]] = [:]
  /// The ways to the entities of which they decided what there is.
  var entities: [Int: [String]] = [:]
  /// The way to all that is in force: the day, the thing in use, what was loaded or taken back.
  var everything: [String]?

  public init() {}

  public var isEmpty: Bool { fields.isEmpty && entities.isEmpty && everything == nil }

  /// One of the ways, to be told where none is the nearest.
  var any: [String]? {
    everything ?? fields.values.min { $0.lexicographicallyPrecedes($1) }
      ?? entities.values.min { $0.lexicographicallyPrecedes($1) }
  }

  public mutating func merge(_ other: InternalTraces) {
    fields.merge(other.fields) { first, _ in first }
    entities.merge(other.entities) { first, _ in first }
    everything = everything ?? other.everything
  }

  public func merged(with other: InternalTraces) -> InternalTraces {
    if other.isEmpty { return self }
    var both = self
    both.merge(other)
    return both
  }
}
