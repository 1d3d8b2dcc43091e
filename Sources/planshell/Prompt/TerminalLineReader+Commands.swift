/// What our own editing commands do.
extension TerminalLineReader {
  func perform(_ command: EditCommand) -> EditCommand.Effect {
    currentCommand = command
    observe()
    let before = buffer
    let effect = run(command)
    if buffer != before { engine.setContents(buffer) }
    return effect
  }

  private func run(_ command: EditCommand) -> EditCommand.Effect {
    switch command {
    case .accept: return accept()
    case .interrupt: return interrupt()
    case .endOrDelete:
      if buffer.isEmpty {
        finish(with: .endOfFile)
        return .end
      }
      buffer.delete(buffer.cursor..<buffer.cursor + 1)
    case .newRow: buffer.insert("\n")
    case .suspend: suspend(wholeGroup: true)
    case .clearScreen: clearScreen()
    case .paste: buffer.insert(pasted)
    case .complete: complete(step: 1)
    case .completeBack: complete(step: -1)
    case .search: searchHistory(forward: false)
    case .searchForward: searchHistory(forward: true)
    case .up, .down, .older, .newer: goThroughRowsAndHistory(command)
    case .left: buffer.move(to: buffer.cursor - 1)
    case .rowStart: buffer.move(to: buffer.rowStart)
    case .wordLeft: buffer.move(to: buffer.wordStart)
    case .right, .rowEnd, .wordRight: goRight(command)
    case .deleteBackward:
      if buffer.cursor > 0 { buffer.delete(buffer.cursor - 1..<buffer.cursor) }
    case .deleteForward: buffer.delete(buffer.cursor..<buffer.cursor + 1)
    case .cutToRowEnd, .cutToRowStart, .cutSpacedWord, .cutWordBackward, .cutWordForward: cut(command)
    case .putBack, .putBackEarlier: putBackCut(command)
    case .transpose: buffer.swapAroundCursor()
    case .undo: if let earlier = undo.undo() { buffer = earlier }
    case .redo: if let later = undo.redo() { buffer = later }
    }
    return .goOn
  }

  // MARK: - Ending the line

  private func accept() -> EditCommand.Effect {
    let text = buffer.text
    guard assistant.isComplete(text) else {
      buffer.insert("\n")
      return .goOn
    }
    keep(text, abandoned: false)
    finish(with: .line(text))
    return .end
  }

  private func interrupt() -> EditCommand.Effect {
    keep(buffer.text, abandoned: true)
    finish(with: .interrupted, mark: "^C")
    return .end
  }

  private func keep(_ text: String, abandoned: Bool) {
    if history.add(text, abandoned: abandoned) == .kept { historyFile?.append(text) }
  }

  private func clearScreen() {
    device.write("\u{1B}[H\u{1B}[2J")
    painter.startOver(columns: size.columns)
  }

  // MARK: - Moving

  private func goRight(_ command: EditCommand) {
    if buffer.isAtEnd, let hint {
      buffer.insert(command == .wordRight ? Self.firstWord(of: hint) : hint)
    } else if command == .rowEnd {
      buffer.move(to: buffer.rowEnd)
    } else {
      buffer.move(to: command == .wordRight ? buffer.wordEnd : buffer.cursor + 1)
    }
  }

  private static func firstWord(of hint: String) -> String {
    let start = EditBuffer(hint, cursor: 0)
    return String(start.characters[..<start.wordEnd])
  }

  private func goThroughRowsAndHistory(_ command: EditCommand) {
    if command == .up || command == .down {
      if previousCommand != .up, previousCommand != .down { goalColumn = buffer.column }
      if command == .up ? buffer.moveUp(toward: goalColumn) : buffer.moveDown(toward: goalColumn) { return }
    }
    var steps = walk ?? HistoryWalk(from: buffer, in: history)
    let isOlder = command == .up || command == .older
    guard let found = isOlder ? steps.older(in: history) : steps.newer(in: history) else { return }
    buffer = found
    walk = steps
    goalColumn = buffer.column
  }

  // MARK: - Cutting

  private static let forwardCuts: Set<EditCommand> = [.cutToRowEnd, .cutWordForward]
  private static let cuts: Set<EditCommand> = forwardCuts.union([.cutToRowStart, .cutSpacedWord, .cutWordBackward])

  private func cut(_ command: EditCommand) {
    let cursor = buffer.cursor
    let range: Range<Int>
    switch command {
    case .cutToRowEnd:
      // At the end of a row its line break goes, which joins the rows.
      range = cursor..<(buffer.rowEnd == cursor ? min(cursor + 1, buffer.characters.count) : buffer.rowEnd)
    case .cutToRowStart: range = buffer.rowStart..<cursor
    case .cutSpacedWord: range = buffer.spacedWordStart..<cursor
    case .cutWordBackward: range = buffer.wordStart..<cursor
    default: range = cursor..<buffer.wordEnd
    }
    let joins = previousCommand.map(Self.cuts.contains) ?? false
    cuts.cut(buffer.delete(range), joining: joins, before: !Self.forwardCuts.contains(command))
  }

  private func putBackCut(_ command: EditCommand) {
    if command == .putBack {
      guard let text = cuts.newest() else { return }
      lastPut = buffer.cursor..<buffer.cursor
      putCut(text)
    } else if previousCommand == .putBack || previousCommand == .putBackEarlier, let text = cuts.earlier() {
      putCut(text)
    }
  }

  private func putCut(_ text: String) {
    let start = lastPut.lowerBound
    buffer.replace(lastPut, with: text)
    lastPut = start..<max(start, buffer.cursor)
  }

  // MARK: - Completing

  private func complete(step: Int) {
    if var menu, previousCommand == .complete || previousCommand == .completeBack {
      buffer = menu.advance(by: step)
      self.menu = menu
      return
    }
    let list = assistant.completions(in: buffer.text, at: buffer.cursor)
    if list.candidates.count == 1 {
      buffer.replace(list.range, with: list.candidates[0].text)
    } else if let beginning = CompletionMenu.commonBeginning(of: list, in: buffer) {
      buffer.replace(list.range, with: beginning)
    } else if !list.candidates.isEmpty {
      menu = CompletionMenu(list, for: buffer)
    }
  }

  // MARK: - Searching

  private func searchHistory(forward: Bool) {
    var found = IncrementalSearch(in: history, forward: forward)
    defer { search = nil }
    while true {
      search = found
      guard let key = waitForKey(drawing: draw) else { return }
      switch key {
      case .scalar("\u{12}"): found.next(forward: false)
      case .scalar("\u{13}"): found.next(forward: true)
      case .scalar("\u{7F}"), .scalar("\u{8}"): found.erase()
      case .scalar("\u{7}"): return
      case .scalar("\u{3}"):
        putBack(key)
        return
      case .scalar(let scalar) where scalar.value >= 0x20: found.type(String(scalar))
      case .paste(let text): found.type(text)
      default:
        // Any other key takes the line found, and then does what it always does.
        if let line = found.line { buffer = EditBuffer(line) }
        if key != .escape { putBack(key) }
        return
      }
    }
  }
}
