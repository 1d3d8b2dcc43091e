import PlanLang
import Testing

@testable import PlanRuntime

extension DifferentialTests {
  /// Differences that long runs have found, each as small as it gets.
  @Test(arguments: [
    // A whole noun's answer that is unknown: what its filters left out counts once for each row that asks.
    "things | where any((others | where flag) where flag)",
    "things | where at_least(2, (others | where flag) where amount > 0 USD)",
    // The plain 0 that stands for money of any currency, times a percentage, is no percentage.
    "others | show name, a = (amount ?? 0) * share | sort a desc, name",
    "others | show name, a = share * (amount ?? 0) | sort a, name",
    // Of what is true or not, what is none is not counted: it is not true.
    "things | show name, n = count(friend.flag of parts), m = count(friend.size of parts)",
    "parts | summarize n = count(friend.flag), m = count(friend.size)",
    // Of a thing nobody knows, nobody knows what belongs to it: neither by itself, nor filtered, nor by a name.
    "open | show thing, part, plain, filtered, named",
    "parts | show name, a = any((friend.bits | where size > 1)), b = count((friend.bits | where size > 1))",
    // Rows found by what they refer to: those of which nobody knows leave the answer open, those that refer to nobody don't.
    "parts | show name, a = any(parts where friend = this), b = count(parts where friend = this), c = all(size > 1 of parts where friend = this)",
    "parts | show name, a = any(all parts where friend = this.friend), b = at_least(2, all parts where friend = this.friend)",
    "parts | show name, a = any(all parts where flag and friend = this), b = sum(size of all parts where friend = this and flag)",
    "things | show name, a = count(others where flag = this.flag), b = list(name of things where size = this.size)",
    "parts | show name, a = any(parts where friend = this and size > this.size), b = all(size > this.size of parts where friend = this)",
  ])
  func whatLongRunsFound(_ question: String) throws {
    let session = Session(catalog: Catalog(), today: CalendarDate(days: 20_700), output: SilentOutput())
    let facts = """
      entity thing plural things { size number; flag yes_no }
      entity part plural parts in thing { size number; flag yes_no; friend part }
      entity bit plural bits in part { size number }
      let large = bits | where size > 1
      check open on thing each part {
        test plain "Plain" { pass when any(bits where size > 1) }
        test filtered "Filtered" { pass when any((bits | where size > 1)) }
        test named "Named" { pass when any(large) }
      }
      entity other plural others { flag yes_no; amount money; share percent }
      thing "A" { }
      thing "B" {
        size = 1
        part "Q" { flag = yes; bit "1" { size = 2 } }
        part "R" { friend = "Q" }
        part "S" { friend = none }
      }
      thing "C" { }
      other "P" { amount = 30 USD; share = 10% }
      other "Q" { share = 50% }
      other "R" { amount = 10 USD; share = 80%; flag = no }
      other "S" { amount = 20 USD; share = 20% }
      """
    try session.load(trees: [Parser.parse(SourceText(name: "facts", facts))])
    var tally = Tally()
    #expect(try ask([question], session, &tally, hasTwin: true) == [])
    #expect(tally.answered == 1)
  }
}
