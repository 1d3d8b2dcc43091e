import Foundation
import Testing

@testable import planshell

extension TerminalTests {
  @Suite struct Editing {
    @Test func enterRunsFinishedTextAndContinuesTheRest() throws {
      let session = try PromptSession(assistant: FakeLanguage())
      try session.send("add {")
      try session.send(.enter)
      #expect(session.outcomes == [])
      #expect(session.screen.text == ["> add {", "..."])
      try session.send("x }")
      try session.send(.enter)
      #expect(session.outcomes == [.line("add {\nx }")])
      #expect(session.screen.text == ["> add {", "... x }", ">"])
    }

    @Test func altEnterStartsARowInFinishedText() throws {
      let session = try PromptSession()
      try session.send("one")
      try session.send(.altEnter)
      try session.send("two")
      #expect(session.text == "one\ntwo")
      try session.send(.enter)
      #expect(session.outcomes == [.line("one\ntwo")])
    }

    @Test func enterInTheMiddleRunsTheWholeText() throws {
      let session = try PromptSession()
      try session.send("whole line")
      try session.send(.left, times: 4)
      try session.send(.enter)
      #expect(session.outcomes == [.line("whole line")])
      #expect(session.screen.text == ["> whole line", ">"])
    }

    @Test func controlCGivesTheLineUpAndTheSessionLives() throws {
      let session = try PromptSession()
      try session.send("never mind")
      try session.send(.left, times: 3)
      try session.send(.controlC)
      #expect(session.outcomes == [.interrupted])
      #expect(session.screen.text == ["> never mind^C", ">"])
      try session.send("next")
      try session.send(.enter)
      #expect(session.outcomes == [.interrupted, .line("next")])
    }

    @Test func aBurstOfKeysIsTakenInOrder() throws {
      let session = try PromptSession()
      try session.send("ab\u{3}cd\ref\u{2}g\r")
      #expect(session.outcomes == [.interrupted, .line("cd"), .line("egf")])
    }

    @Test func controlDEndsOnlyAnEmptyLine() throws {
      let session = try PromptSession()
      try session.send("ab")
      try session.send(.home)
      try session.send(.controlD)
      #expect(session.text == "b")
      try session.send(.controlD)
      #expect(session.outcomes == [])
      try session.send(.controlD)
      #expect(session.outcomes == [.endOfFile])
    }

    @Test func backspaceTakesAWholeCharacter() throws {
      let session = try PromptSession()
      try session.send("e\u{301}👩‍🚀한")
      for expected in ["e\u{301}👩‍🚀", "e\u{301}", ""] {
        try session.send(.backspace)
        #expect(session.text == expected)
      }
    }

    @Test func deleteTakesAWholeCharacter() throws {
      let session = try PromptSession()
      try session.send("e\u{301}👩‍🚀x")
      try session.send(.home)
      try session.send(.delete)
      #expect(session.text == "👩‍🚀x")
      try session.send(.controlD)
      #expect(session.text == "x")
    }

    @Test func movesGoByCharactersAndWords() throws {
      let session = try PromptSession()
      try session.send("José 田中 won")
      try session.send(.wordLeft, times: 2)
      try session.send("|")
      #expect(session.text == "José |田中 won")
      try session.send(.controlA)
      try session.send(.wordRight)
      try session.send("|")
      #expect(session.text == "José| |田中 won")
      try session.send("\u{1B}[1;5C\u{1B}OD|")
      #expect(session.text == "José| |田|中 won")
    }

    @Test func homeAndEndStayInTheRow() throws {
      let session = try PromptSession()
      try session.send("first\nsecond\nthird".pasted)
      try session.send(.up)
      try session.send(.home)
      try session.send("<")
      try session.send(.controlE)
      try session.send(">")
      #expect(session.text == "first\n<second>\nthird")
    }

    @Test func upAndDownKeepTheColumn() throws {
      let session = try PromptSession()
      try session.send("long first row\nab\n田中語 last row".pasted)
      try session.send(.left, times: 4)
      try session.send(.up, times: 2)
      try session.send("|")
      #expect(session.text == "long first |row\nab\n田中語 last row")
      try session.send(.down, times: 2)
      try session.send("|")
      #expect(session.text == "long first |row\nab\n田中語 last |row")
    }

    @Test func cutsAndPutsBack() throws {
      let session = try PromptSession()
      try session.send("one two three")
      try session.send(.controlW, times: 2)
      #expect(session.text == "one ")
      try session.send(.controlY)
      #expect(session.text == "one two three")
      try session.send(.controlA)
      try session.send(.controlK)
      #expect(session.text == "")
      try session.send(.controlY)
      try session.send(.altY)
      #expect(session.text == "two three")
      try session.send(.controlA)
      try session.send(.altD)
      #expect(session.text == " three")
      try session.send(.controlE)
      try session.send(.controlU)
      #expect(session.text == "")
    }

    @Test func cuttingAtTheEndOfARowJoinsRows() throws {
      let session = try PromptSession()
      try session.send("ab\ncd".pasted)
      try session.send(.up)
      try session.send(.controlE)
      try session.send(.controlK)
      #expect(session.text == "abcd")
    }

    @Test func undoGoesBackStepByStepAndForwardAgain() throws {
      let session = try PromptSession()
      try session.send("one two")
      try session.send(.controlW)
      #expect(session.text == "one ")
      var seen: [String] = []
      for _ in 0..<3 {
        try session.send(.undo)
        seen.append(session.text)
      }
      #expect(seen == ["one two", "one ", ""])
      try session.send(.undo)
      #expect(session.text == "")
      try session.send(.altSlash, times: 2)
      #expect(session.text == "one two")
    }

    @Test func aPasteIsOneStepToUndo() throws {
      let session = try PromptSession()
      try session.send("see ")
      try session.send("a b c\nd".pasted)
      try session.send(.undo)
      #expect(session.text == "see ")
    }

    @Test func transposesWholeCharacters() throws {
      let session = try PromptSession()
      try session.send("ae\u{301}")
      try session.send(.controlT)
      #expect(session.text == "e\u{301}a")
    }

    @Test func aPasteOfSeveralLinesIsEditedNotRun() throws {
      let session = try PromptSession()
      try session.send("one\r\ntwo\rthree\n".pasted)
      #expect(session.outcomes == [])
      #expect(session.text == "one\ntwo\nthree\n")
      try session.send(.backspace)
      try session.send(.enter)
      #expect(session.outcomes == [.line("one\ntwo\nthree")])
    }

    @Test func aPasteMayComeInPieces() throws {
      let session = try PromptSession()
      try session.send("\u{1B}[20")
      try session.send("0~ab\n")
      try session.send("cd\u{1B}[2")
      #expect(session.text == "")
      try session.send("01~e")
      #expect(session.text == "ab\ncde")
    }

    @Test func aLongPasteArrivesWhole() throws {
      let session = try PromptSession(rows: 10, columns: 80)
      let text = (0..<4000).map { "line \($0) 田中" }.joined(separator: "\n")
      try session.send(text.pasted)
      try session.send(.enter)
      #expect(session.outcomes == [.line(text)])
    }

    @Test func unknownKeysLeaveNoTrace() throws {
      let session = try PromptSession()
      try session.send("a\u{1B}[15~\u{1B}[1;9Q\u{1B}[?1;2c\u{1B}OPb")
      #expect(session.text == "ab")
    }

    @Test func quotedInsertTakesTheNextKeyAsItIs() throws {
      let session = try PromptSession()
      try session.send("a\u{16}\tb")
      #expect(session.text == "a\tb")
      #expect(session.screen.text == ["> a\\u{9}b"])
    }

    @Test func theTerminalIsPutBackAfterEachLine() throws {
      let session = try PromptSession()
      try session.send("x")
      try session.send(.controlD)
      try session.send(.backspace)
      try session.send(.controlD)
      #expect(session.hasEnded)
      #expect(session.echoes)
    }
  }

  @Suite struct ViMode {
    @Test func escapeThenCommands() throws {
      let session = try PromptSession(editor: .vi)
      try session.send("stakeholders")
      try session.send(.escape)
      try session.send("0x$iX")
      #expect(session.text == "takeholderXs")
      try session.send(.enter)
      #expect(session.outcomes == [.line("takeholderXs")])
    }

    @Test func escapeWithTheNextKeyInOneBurst() throws {
      let session = try PromptSession(editor: .vi)
      try session.send("abc\u{1B}0ix")
      #expect(session.text == "xabc")
    }

    @Test func arrowsWorkWhileInserting() throws {
      let session = try PromptSession(editor: .vi)
      try session.send("ac\u{1B}[Db")
      #expect(session.text == "abc")
    }

    @Test func undoAndHistoryInCommandMode() throws {
      let session = try PromptSession(editor: .vi)
      try session.send("first")
      try session.send(.enter)
      try session.send("second")
      try session.send(.enter)
      try session.send(.escape)
      try session.send("kk")
      #expect(session.text == "first")
      try session.send("x")
      #expect(session.text == "firs")
      try session.send("u")
      #expect(session.text == "first")
    }

    @Test func moveStaysOutsideCharacters() throws {
      let session = try PromptSession(editor: .vi)
      try session.send("ae\u{301}b")
      try session.send(.escape)
      try session.send("hhh")
      try session.send("l")
      try session.send("l")
      try session.send("iX")
      #expect(session.text == "ae\u{301}Xb")
    }
  }
}

extension TerminalTests {
  @Suite struct UserFile {
    /// Writes a settings file, and has libedit find it while `body` runs.
    private func withUserFile(_ lines: String, _ body: () throws -> Void) throws {
      let path = NSTemporaryDirectory() + "prompt-editrc-\(UUID().uuidString)"
      try lines.write(toFile: path, atomically: true, encoding: .utf8)
      setenv("EDITRC", path, 1)
      defer {
        unsetenv("EDITRC")
        try? FileManager.default.removeItem(atPath: path)
      }
      try body()
    }

    @Test func viModeFromTheFileKeepsOurKeys() throws {
      try withUserFile("bind -v\n") {
        let session = try PromptSession(assistant: FakeLanguage(), userFile: true)
        try session.send("acc")
        try session.send(.tab)
        #expect(session.text == "account")
        try session.send(" {")
        try session.send(.enter)
        #expect(session.outcomes == [])
        try session.send(.escape)
        try session.send("0x")
        #expect(session.text == "account {\n".replacingOccurrences(of: "account", with: "ccount"))
      }
    }

    @Test func withoutAFileTheKeysAreThoseOfEmacs() throws {
      try withUserFile("") {
        let session = try PromptSession(userFile: true)
        try session.send("one two")
        try session.send(.controlA)
        try session.send(.controlK)
        #expect(session.text == "")
      }
    }

    @Test func theUsersOwnKeysWork() throws {
      try withUserFile("planshell:bind ^O em-upper-case\nother:bind ^O ed-kill-line\n") {
        let session = try PromptSession(userFile: true)
        try session.send("word")
        try session.send(.home)
        try session.send("\u{F}")
        #expect(session.text == "WORD")
      }
    }

    @Test func editingCannotBeTurnedOff() throws {
      try withUserFile("edit off\n") {
        let session = try PromptSession(userFile: true)
        try session.send("ab")
        try session.send(.left)
        try session.send("x")
        #expect(session.text == "axb")
      }
    }
  }
}
