import Testing

@testable import planshell

extension TerminalTests {
  @Suite struct Completion {
    @Test func oneCandidateIsPutIn() throws {
      let session = try PromptSession(assistant: FakeLanguage())
      try session.send("x acc y")
      try session.send(.left, times: 2)
      try session.send(.tab)
      #expect(session.text == "x account y")
      #expect(session.screen.text == ["> x account y"])
      #expect(session.screen.cursor.column == 11)
    }

    @Test func severalShareTheirBeginningThenAreListed() throws {
      let session = try PromptSession(assistant: FakeLanguage())
      try session.send("stak")
      try session.send(.tab)
      #expect(session.text == "stakeholder")
      #expect(session.screen.text == ["> stakeholder"])
      try session.send(.tab)
      #expect(session.text == "stakeholder")
      #expect(session.screen.text == ["> stakeholder", "stakeholder   stakeholders"])
      #expect(session.screen.cursor == (0, 13))
    }

    @Test func furtherTabsGoThroughTheList() throws {
      let session = try PromptSession(assistant: FakeLanguage())
      try session.send("sta")
      try session.send(.tab)
      var seen: [String] = []
      for _ in 0..<4 {
        try session.send(.tab)
        seen.append(session.text)
      }
      try session.send(.backTab)
      seen.append(session.text)
      #expect(seen == ["stakeholder", "stakeholders", "stale", "stakeholder", "stale"])
      #expect(session.screen.text.count == 2)
      try session.send(" ")
      #expect(session.text == "stale ")
      #expect(session.screen.text == ["> stale"])
    }

    @Test func theChosenOneIsMarked() throws {
      let session = try PromptSession(assistant: FakeLanguage(), style: true)
      try session.send("sta")
      try session.send(.tab, times: 3)
      #expect(session.screen.styled.last { $0.style == "7" }?.text == "stakeholders")
    }

    @Test func undoTakesACompletionBack() throws {
      let session = try PromptSession(assistant: FakeLanguage())
      try session.send("acc")
      try session.send(.tab)
      try session.send(.undo)
      #expect(session.text == "acc")
    }

    @Test func nothingToCompleteChangesNothing() throws {
      let session = try PromptSession(assistant: FakeLanguage())
      try session.send("zzz")
      try session.send(.tab)
      #expect(session.text == "zzz")
      #expect(session.screen.text == ["> zzz"])
    }

    @Test func descriptionsStandBesideTheNames() throws {
      let language = FakeLanguage(
        words: ["share", "show", "skip"], summaries: ["share": "a part of the whole", "show": "choose columns"])
      let session = try PromptSession(columns: 30, assistant: language)
      try session.send("s")
      try session.send(.tab)
      #expect(session.screen.text == ["> s", "share  a part of the whole", "show   choose columns", "skip"])
    }

    @Test func descriptionsAreCutToTheWidth() throws {
      let language = FakeLanguage(
        words: ["田中", "田語"], summaries: ["田中": "a description that is too long", "田語": "short"])
      let session = try PromptSession(columns: 20, assistant: language)
      try session.send("田")
      try session.send(.tab)
      #expect(session.screen.text == ["> 田", "田中  a description…", "田語  short"])
      #expect(session.screen.surprises == [])
    }

    @Test func columnsUseTheWidth() throws {
      let words = (1...9).map { "word\($0)" }
      let session = try PromptSession(columns: 24, assistant: FakeLanguage(words: words))
      try session.send("word")
      try session.send(.tab)
      #expect(session.screen.text == ["> word", "word1  word4  word7", "word2  word5  word8", "word3  word6  word9"])
    }

    @Test func aLongListIsCutAndFollowsTheChosenOne() throws {
      let words = (10...59).map { "entry_number\($0)" }
      let session = try PromptSession(rows: 6, columns: 20, assistant: FakeLanguage(words: words))
      try session.send("entry")
      try session.send(.tab, times: 2)
      #expect(
        session.screen.text == [
          "> entry_number", "entry_number10", "entry_number11", "entry_number12", "entry_number13", "... and 46 more",
        ])
      try session.send(.tab, times: 6)
      #expect(session.text == "entry_number15")
      #expect(session.screen.text.contains("entry_number15"))
      #expect(session.screen.text.count == 6)
      try session.send(.backspace)
      #expect(session.screen.text == ["> entry_number1"])
    }

    @Test func theListGivesWayToALongLine() throws {
      let words = (10...59).map { "entry_number\($0)" }
      let session = try PromptSession(rows: 6, columns: 20, assistant: FakeLanguage(words: words))
      try session.send("one\ntwo\nthree\nfour\nfive\nsix\nentry_number".pasted)
      try session.send(.tab)
      #expect(
        session.screen.text == [
          "... five", "... six", "... entry_number", "entry_number10", "entry_number11", "... and 48 more",
        ])
    }

    @Test func aRowCutOffByTheListStaysApartFromIt() throws {
      let session = try PromptSession(rows: 2, columns: 5, assistant: FakeLanguage(words: ["ab", "ac"]))
      try session.send("ab田")
      try session.send(.home)
      try session.send(.right)
      try session.send(.tab)
      // A message has everything drawn anew.
      try session.post("news")
      #expect(session.screen.text == ["> ab", "ab"])
    }

    @Test func namesCannotHarmTheTerminal() throws {
      let language = FakeLanguage(words: ["na\u{1B}[2Jme", "na\u{7}"], summaries: ["na\u{7}": "rings\na bell"])
      let session = try PromptSession(assistant: language)
      try session.send("na")
      try session.send(.tab)
      #expect(session.screen.text == ["> na", "na\\u{1B}[2Jme", "na\\u{7}        rings\\u{A}a bell"])
      #expect(session.screen.surprises == [])
    }

    @Test func caseIsCorrectedWithTheBeginning() throws {
      struct Names: LineAssistant {
        func completions(in text: String, at cursor: Int) -> CompletionList {
          CompletionList(range: 0..<cursor, candidates: ["Northwind", "Northstar"].map { CompletionCandidate($0) })
        }
      }
      let session = try PromptSession(assistant: Names())
      try session.send("nor")
      try session.send(.tab)
      #expect(session.text == "North")
    }
  }
}
