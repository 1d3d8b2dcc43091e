/// The editing commands that are ours rather than libedit's, and the keys they are bound to.
///
/// What libedit does well by itself (upper and lower case, quoted insert, vi's operators and motions) is not repeated here.
/// Keys are written as libedit's `bind` reads them.
enum EditCommand: String, CaseIterable, Sendable {
  case accept, newRow, interrupt, endOrDelete, suspend, clearScreen, paste
  case complete, completeBack, search, searchForward
  case up, down, older, newer
  case left, right, rowStart, rowEnd, wordLeft, wordRight
  case deleteBackward, deleteForward, cutToRowEnd, cutToRowStart, cutSpacedWord, cutWordBackward, cutWordForward
  case putBack, putBackEarlier, transpose, undo, redo

  /// What follows from a command.
  enum Effect: Sendable {
    case goOn
    /// The line is finished, one way or another.
    case end
  }

  /// The name in libedit's tables, usable in `~/.editrc`.
  var name: String { "plan-" + rawValue }

  var summary: String {
    switch self {
    case .accept: "Run the text, or start a row when it is not finished"
    case .newRow: "Start a row"
    case .interrupt: "Give the line up"
    case .endOrDelete: "End the session on an empty line, else delete the next character"
    case .suspend: "Stop the program until fg"
    case .clearScreen: "Clear the screen"
    case .paste: "Insert pasted text"
    case .complete: "Complete what is typed"
    case .completeBack: "Go back among the completions"
    case .search: "Search the history"
    case .searchForward: "Search the history toward now"
    case .up: "Go a row up, or to an older line"
    case .down: "Go a row down, or to a newer line"
    case .older: "Show an older line"
    case .newer: "Show a newer line"
    case .left: "Go one character left"
    case .right: "Go one character right, or take the hint"
    case .rowStart: "Go to the start of the row"
    case .rowEnd: "Go to the end of the row, or take the hint"
    case .wordLeft: "Go one word left"
    case .wordRight: "Go one word right, or take one word of the hint"
    case .deleteBackward: "Delete the character before the cursor"
    case .deleteForward: "Delete the character at the cursor"
    case .cutToRowEnd: "Cut to the end of the row"
    case .cutToRowStart: "Cut to the start of the row"
    case .cutSpacedWord: "Cut back to the last space"
    case .cutWordBackward: "Cut the word before the cursor"
    case .cutWordForward: "Cut the word after the cursor"
    case .putBack: "Put the last cut back"
    case .putBackEarlier: "Put an earlier cut back instead"
    case .transpose: "Swap two characters"
    case .undo: "Undo"
    case .redo: "Redo"
    }
  }

  /// Keys that mean the same in every mode.
  private var commonKeys: [String] {
    switch self {
    case .accept: ["^M", "^J"]
    case .newRow: [Self.key(.altEnter)]
    case .interrupt: ["^C"]
    case .endOrDelete: ["^D"]
    case .suspend: ["^Z"]
    case .clearScreen: ["^L"]
    case .paste: ["\\e[200~"]
    case .complete: ["^I"]
    case .completeBack: [Self.key(.backTab)]
    case .search: ["^R"]
    case .searchForward: ["^S"]
    case .up: [Self.key(.up)]
    case .down: [Self.key(.down)]
    case .older: ["^P", Self.key(.altUp)]
    case .newer: ["^N", Self.key(.altDown)]
    case .left: [Self.key(.left)]
    case .right: [Self.key(.right)]
    case .rowStart: [Self.key(.home)]
    case .rowEnd: [Self.key(.end)]
    case .wordLeft: [Self.key(.wordLeft)]
    case .wordRight: [Self.key(.wordRight)]
    case .deleteForward: [Self.key(.delete)]
    case .undo: ["^_"]
    default: []
    }
  }

  var emacsKeys: [String] {
    switch self {
    case .left: commonKeys + ["^B"]
    case .right: commonKeys + ["^F"]
    case .rowStart: commonKeys + ["^A"]
    case .rowEnd: commonKeys + ["^E"]
    case .wordLeft: commonKeys + ["\\eb"]
    case .wordRight: commonKeys + ["\\ef"]
    case .deleteBackward: ["^?", "^H"]
    case .cutToRowEnd: ["^K"]
    case .cutToRowStart: ["^U"]
    case .cutSpacedWord: ["^W"]
    case .cutWordBackward: ["\\e^?", "\\e^H"]
    case .cutWordForward: ["\\ed"]
    case .putBack: ["^Y"]
    case .putBackEarlier: ["\\ey"]
    case .transpose: ["^T"]
    case .redo: ["\\e/"]
    default: commonKeys
    }
  }

  /// Keys of vi's insert mode.
  var viKeys: [String] {
    self == .deleteBackward ? ["^?", "^H"] : commonKeys
  }

  /// Keys of vi's command mode.
  var viCommandKeys: [String] {
    switch self {
    case .up: commonKeys + ["k"]
    case .down: commonKeys + ["j"]
    case .search: commonKeys + ["/"]
    case .searchForward: commonKeys + ["?"]
    case .undo: commonKeys + ["u"]
    default: commonKeys
    }
  }

  private static func key(_ name: Key.Name) -> String { name.binding }
}

extension Key.Name {
  /// The one spelling of the key that libedit is given.
  var sequence: String { "\u{1B}[" + rawValue }
  /// That spelling as libedit's `bind` reads it.
  var binding: String { "\\e[" + rawValue }
}
