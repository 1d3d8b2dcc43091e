import PlanLang

/// The texts by number: those there were when it was made at hand, later ones from the pool.
struct BatchTexts: Sendable {
  private let known: [String]
  private let pool: TextPool

  init(_ pool: TextPool) {
    self.pool = pool
    known = pool.all
  }

  /// For a few texts: nothing is at hand, so that texts may be added meanwhile without a copy of all.
  init(lookingUpIn pool: TextPool) {
    self.pool = pool
    known = []
  }

  /// How many texts are at hand.
  var count: Int { known.count }

  subscript(number: Int) -> String { number < known.count ? known[number] : pool.text(UInt32(number)) }
}
