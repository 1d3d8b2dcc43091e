// Texts in quotes, with what is computed inside them.

extension Lexer {
  mutating func lexText(_ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ startsLine: Bool) -> Int {
    if start + 2 < b.count, b[start + 1] == 0x22, b[start + 2] == 0x22 {
      return continueText(b, start, start + 3, true, start, startsLine, opening: true)
    }
    return continueText(b, start, start + 1, false, start, startsLine, opening: true)
  }

  /// Reads on inside a text from `from` to its end or its next interpolation, emitting the token that began at `start`.
  mutating func continueText(
    _ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ from: Int, _ multiline: Bool, _ textStart: Int,
    _ startsLine: Bool, opening: Bool
  ) -> Int {
    let count = b.count
    var i = from
    while i < count {
      let c = b[i]
      if c == 0x5C {  // backslash
        if i + 1 < count, b[i + 1] == UInt8(ascii: "(") {
          if interpolations.count >= 16 {
            report(
              Diagnostic(.tooDeep, "texts inside texts are nested too deeply here", at: range(i, i + 2)))
            i += 2
            continue
          }
          emit(opening ? .textHead : .textMiddle, start, i + 2, startsLine)
          interpolations.append(Interpolation(multiline: multiline, start: textStart))
          return i + 2
        }
        i += (i + 1 < count && b[i + 1] != 0x0A) ? 2 : 1
      } else if c == 0x22 {
        if !multiline {
          emit(opening ? .text : .textTail, start, i + 1, startsLine)
          return i + 1
        }
        if i + 2 < count, b[i + 1] == 0x22, b[i + 2] == 0x22 {
          emit(opening ? .multilineText : .textTail, start, i + 3, startsLine)
          return i + 3
        }
        i += 1
      } else if c == 0x0A, !multiline {
        break
      } else {
        i += 1
      }
    }
    i = min(i, count)
    if !multiline, opening, let end = Lexer.likelyEnd(b, from, i) { i = end }
    let lineEnd = multiline ? min(textStart + 3, count) : i
    var fixIts: [Diagnostic.FixIt] = []
    if !multiline {
      fixIts = [.init("close the text", replace: range(i, i), with: "\"")]
    }
    report(
      Diagnostic(
        .unterminatedText, "this text is not closed", at: range(textStart, lineEnd),
        label: multiline ? "expected `\"\"\"` before the end" : "expected `\"` before the end of the line",
        fixIts: fixIts))
    emit(opening ? .text : .textTail, start, i, startsLine)
    return i
  }

  /// Where a text that nobody closed was probably meant to end: before a step or a block that follows it on its line.
  private static func likelyEnd(_ b: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var i = start
    while i + 1 < end {
      if b[i] == 0x20, b[i + 1] == UInt8(ascii: "|") || b[i + 1] == UInt8(ascii: "{") || b[i + 1] == UInt8(ascii: "}") {
        return i
      }
      i += 1
    }
    return nil
  }
}
