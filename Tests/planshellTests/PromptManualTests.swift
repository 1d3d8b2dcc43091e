import Foundation
import Testing

@testable import planshell

/// The manual lists every key; these hold it to that.
@Suite struct PromptManual {
  private let table: [String]

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("docs/manual/prompt.md"), encoding: .utf8)
    table = page.split(separator: "\n").filter { $0.hasPrefix("|") }.map(String.init)
  }

  @Test(arguments: EditCommand.allCases.filter { $0 != .paste }) func everyKeyIsInTheManual(command: EditCommand) {
    for key in command.emacsKeys {
      let name = Self.name(of: key)
      #expect(table.contains { $0.split(separator: "|").first?.contains("`\(name)`") == true }, "\(name)")
    }
  }

  private static func name(of key: String) -> String {
    switch key {
    case "^I": return "Tab"
    case "^M": return "Enter"
    case "^?": return "Backspace"
    case Key.Name.altUp.binding: return "Alt-Up"
    case Key.Name.altDown.binding: return "Alt-Down"
    case Key.Name.wordLeft.binding: return "Ctrl-Left"
    case Key.Name.wordRight.binding: return "Ctrl-Right"
    case Key.Name.backTab.binding: return "Shift-Tab"
    case Key.Name.altEnter.binding: return "Alt-Enter"
    default: break
    }
    if let named = Key.Name.allCases.first(where: { $0.binding == key }) { return "\(named)".capitalized }
    if key.hasPrefix("\\e") { return "Alt-" + name(of: String(key.dropFirst(2))).uppercasedLetter }
    if key.hasPrefix("^") { return "Ctrl-" + key.dropFirst() }
    return key
  }
}

extension String {
  fileprivate var uppercasedLetter: String { count == 1 ? uppercased() : self }
}
