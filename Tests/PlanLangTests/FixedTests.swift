import PlanLang
import Testing

/// Figures in fixed point.
@Suite struct FixedTests {
  @Test func shortFiguresAreReadAsLongOnesAre() {
    let figures = [
      "0", "1", "7.5", "0.000001", "0.0000001", "12.", "1.2.3", ".5", "k", "1k", "1.5k", "2.25M", "999999999B",
      "9223372036854", "9223372036855", "922337203685.477", "92233720368547.7", "1_000", "1k5", "1kM", "1.5Bk", "", ".",
      "12a", "0.10", "3.1400", "100000000000.123", "9.9999M", "0.0001", "0.00010", "0.00001",
    ]
    for figure in figures {
      for scale in [Fixed.numberScale, Fixed.moneyScale, Fixed.numberScale / 100] {
        // Zeros in front change nothing but the length.
        let long = figure.first?.isNumber == true ? "00000000000000000" + figure : figure
        #expect(Fixed.parse(figure, scale: scale) == Fixed.parse(long, scale: scale), "\(figure) at \(scale)")
      }
    }
    #expect(Fixed.parse("2.25M", scale: Fixed.moneyScale) == 22_500_000_000)
    #expect(Fixed.parse("0.00001", scale: Fixed.moneyScale) == nil)
    #expect(Fixed.parse("k", scale: 1) == nil)
  }
}
