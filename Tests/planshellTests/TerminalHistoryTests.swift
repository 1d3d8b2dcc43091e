import Foundation
import Testing

@testable import planshell

extension TerminalTests {
  @Suite struct HistoryKeys {
    private func session(after lines: [String], columns: Int = 40, style: Bool = false) throws -> PromptSession {
      let session = try PromptSession(columns: columns, assistant: FakeLanguage(), style: style)
      for line in lines {
        try session.send(line.pasted)
        try session.send(.enter)
      }
      return session
    }

    @Test func upAndDownWalkThroughIt() throws {
      let session = try session(after: ["first", "second", "third"])
      var seen: [String] = []
      for _ in 0..<4 {
        try session.send(.up)
        seen.append(session.text)
      }
      for _ in 0..<3 {
        try session.send(.down)
        seen.append(session.text)
      }
      #expect(seen == ["third", "second", "first", "first", "second", "third", ""])
    }

    @Test func typedTextSearchesForItsBeginning() throws {
      let session = try session(after: ["show a", "where b", "show c", "sort d"])
      try session.send("sh")
      var seen: [String] = []
      for _ in 0..<3 {
        try session.send(.up)
        seen.append(session.text)
      }
      #expect(seen == ["show c", "show a", "show a"])
      try session.send(.down, times: 2)
      #expect(session.text == "sh")
    }

    @Test func editingAFoundLineStartsOver() throws {
      let session = try session(after: ["show a", "where b"])
      try session.send(.up)
      try session.send(.backspace, times: 7)
      try session.send("s")
      try session.send(.up)
      #expect(session.text == "show a")
      #expect(session.outcomes.count == 2)
    }

    @Test func rowsComeBeforeHistory() throws {
      let session = try session(after: ["older", "row one\nrow two"])
      try session.send(.up)
      #expect(session.text == "row one\nrow two")
      try session.send(.up)
      #expect(session.text == "row one\nrow two")
      try session.send(.up)
      #expect(session.text == "older")
      try session.send(.down)
      #expect(session.text == "row one\nrow two")
    }

    @Test func controlPGoesStraightToHistory() throws {
      let session = try session(after: ["older", "row one\nrow two"])
      try session.send(.controlP, times: 2)
      #expect(session.text == "older")
      try session.send(.controlN)
      #expect(session.text == "row one\nrow two")
    }

    @Test func anAbandonedLineComesBackInThisSessionOnly() throws {
      let path = temporaryPath()
      do {
        let session = try PromptSession(history: path)
        try session.send("given up")
        try session.send(.controlC)
        try session.send(.up)
        #expect(session.text == "given up")
      }
      let next = try PromptSession(history: path)
      try next.send(.up)
      #expect(next.text == "")
    }

    @Test func anAbandonedLineIsKeptOnceItIsRun() throws {
      let path = temporaryPath()
      do {
        let session = try PromptSession(history: path)
        try session.send("on second thought")
        try session.send(.controlC)
        try session.send(.up)
        try session.send(.enter)
      }
      #expect(HistoryFile(path: path).load() == ["on second thought"])
    }

    @Test func theNextSessionHasTheLines() throws {
      let path = temporaryPath()
      let lines = ["plain", "株式 田中", "two\nrows \\ and \\n", "show José 👩‍🚀"]
      do {
        let session = try PromptSession(history: path)
        for line in lines + [lines[3], " kept out"] {
          try session.send(line.pasted)
          try session.send(.enter)
        }
      }
      let next = try PromptSession(history: path)
      var seen: [String] = []
      for _ in lines {
        try next.send(.controlP)
        seen.append(next.text)
      }
      #expect(seen == lines.reversed())
    }

    @Test func aHintShowsHowTheLastSuchLineWentOn() throws {
      let session = try session(after: ["where a", "where b", "show"], style: true)
      try session.send("wh")
      #expect(session.text == "wh")
      #expect(session.screen.text.last == "> where b")
      #expect(session.screen.cursor.column == 4)
      #expect(session.screen.styled.last { $0.style == "2" }?.text == "ere b")
      try session.send(.wordRight)
      #expect(session.text == "where")
      try session.send(.controlF)
      #expect(session.text == "where b")
      try session.send(.enter)
      #expect(session.outcomes.last == .line("where b"))
    }

    @Test func aHintNotTakenDisappears() throws {
      let session = try session(after: ["where b"], style: true)
      try session.send("wh")
      try session.send(.enter)
      #expect(session.outcomes.last == .line("wh"))
      #expect(session.screen.text == ["> where b", "> wh", ">"])
      try session.send("wh")
      try session.send(.left)
      #expect(session.screen.text.last == "> wh")
    }

    @Test func withoutStylesThereAreNoHints() throws {
      let session = try session(after: ["where b"])
      try session.send("wh")
      #expect(session.screen.text.last == "> wh")
    }

    @Test(arguments: [PressedKey.right, .controlE, .controlF, .end]) func keysThatTakeAHint(key: PressedKey) throws {
      let session = try session(after: ["show 田中"], style: true)
      try session.send("sh")
      try session.send(key)
      #expect(session.text == "show 田中")
    }
  }

  @Suite struct Search {
    @Test func controlRFindsOlderAndOlderLines() throws {
      let session = try fresh(["show a b", "sort by power", "show b", "take 5"])
      try session.send(.controlR)
      try session.send("b")
      #expect(session.screen.text.suffix(2) == ["> show b", "search the history: b"])
      #expect(session.screen.cursor.column == 21)
      try session.send(.controlR)
      #expect(session.screen.text.suffix(2) == ["> sort by power", "search the history: b"])
      try session.send(.controlR, times: 2)
      #expect(session.screen.text.suffix(2) == ["> show a b", "search the history: b"])
      try session.send(.controlS)
      #expect(session.screen.text.suffix(2) == ["> sort by power", "search the history: b"])
      try session.send(.enter)
      #expect(session.outcomes.last == .line("sort by power"))
    }

    private func fresh(_ lines: [String]) throws -> PromptSession {
      let session = try PromptSession()
      for line in lines {
        try session.send(line.pasted)
        try session.send(.enter)
      }
      return session
    }

    @Test func aLineIsFoundOnce() throws {
      let session = try fresh(["find y", "find x", "other", "find x"])
      try session.send(.controlR)
      try session.send("find")
      #expect(session.screen.text.dropLast().last == "> find x")
      try session.send(.controlR)
      #expect(session.screen.text.dropLast().last == "> find y")
    }

    @Test func anyOtherKeyKeepsTheLineForEditing() throws {
      let session = try fresh(["show a", "take 5"])
      try session.send(.controlR)
      try session.send("ow")
      try session.send(.home)
      try session.send("x")
      #expect(session.text == "xshow a")
      #expect(session.screen.text.last == "> xshow a")
    }

    @Test func escapeAcceptsAndControlGReturns() throws {
      let session = try fresh(["show a", "take 5"])
      try session.send("draft")
      try session.send(.controlR)
      try session.send("show")
      try session.send(.controlG)
      #expect(session.text == "draft")
      #expect(session.screen.text.last == "> draft")
      try session.send(.controlR)
      try session.send("show")
      try session.send(.escape)
      try session.send("x")
      #expect(session.text == "show ax")
    }

    @Test func controlCGivesUpTheLineToo() throws {
      let session = try fresh(["show a"])
      try session.send(.controlR)
      try session.send("show")
      try session.send(.controlC)
      #expect(session.outcomes.last == .interrupted)
    }

    @Test func backspaceWidensTheSearchAgain() throws {
      let session = try fresh(["alpha beta", "alpha", "gamma"])
      try session.send(.controlR)
      try session.send("alpha b")
      #expect(session.screen.text.suffix(2) == ["> alpha beta", "search the history: alpha b"])
      try session.send(.backspace, times: 2)
      #expect(session.screen.text.suffix(2) == ["> alpha", "search the history: alpha"])
    }

    @Test func aPatternWithoutAMatchSaysSo() throws {
      let session = try fresh(["show a"])
      try session.send("draft")
      try session.send(.controlR)
      try session.send("zzz")
      #expect(session.screen.text.suffix(2) == ["> draft", "not in the history: zzz"])
      try session.send(.enter)
      #expect(session.outcomes.last == .line("draft"))
    }

    @Test func wideCharactersCanBeSearched() throws {
      // The character 不 ends libedit's own search, because its last byte is a control code.
      let session = try fresh(["show 田中", "sort by 株", "take 5"])
      try session.send(.controlR)
      try session.send("田")
      #expect(session.screen.text.suffix(2) == ["> show 田中", "search the history: 田"])
      try session.send(.enter)
      #expect(session.outcomes.last == .line("show 田中"))
    }

    @Test func capitalsMatterOnlyWhenTyped() throws {
      let session = try fresh(["Show A", "show a"])
      try session.send(.controlR)
      try session.send("SH")
      #expect(session.screen.text.suffix(2) == [">", "not in the history: SH"])
      try session.send(.backspace, times: 2)
      try session.send("Sh")
      #expect(session.screen.text.suffix(2).first == "> Show A")
    }
  }
}

/// A path in a folder that does not exist yet.
func temporaryPath() -> String {
  NSTemporaryDirectory() + "prompt-\(UUID().uuidString)/state/planshell/history"
}
