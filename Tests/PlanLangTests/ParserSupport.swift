import Foundation
import Testing

@testable import PlanLang

/// The folder of the repository, found from where this file was compiled.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// Every `.plan` file the repository holds in its library and its examples.
func planFiles() throws -> [SourceText] {
  var result: [SourceText] = []
  for folder in ["Sources/PlanRuntime/Library", "scripts/examples"] {
    let root = repository.appendingPathComponent(folder)
    guard let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else { continue }
    for case let file as URL in files where file.pathExtension == "plan" {
      result.append(SourceText(name: file.lastPathComponent, bytes: Array(try Data(contentsOf: file))))
    }
  }
  return result.sorted { ($0.name ?? "") < ($1.name ?? "") }
}

/// The tree of a text.
func parse(_ text: String) -> SyntaxTree { Parser.parse(SourceText(text)) }

/// A diagnostic in one line, for comparing: `CODE line:column covered text`.
func brief(_ diagnostic: Diagnostic) -> String {
  guard let range = diagnostic.primary?.range else { return diagnostic.code.rawValue }
  return "\(diagnostic.code.rawValue) \(range.startPosition.line):\(range.startPosition.column) \(range.text)"
}

/// A tree as nested words: `(binary (nameExpression a) + (numberLiteral 1))`.
func outline(_ node: SyntaxNode) -> String {
  var parts = [String(describing: node.kind)]
  var token = node.firstTokenIndex
  for child in node.children {
    while token < child.firstTokenIndex {
      parts.append(node.tokenText(token))
      token += 1
    }
    parts.append(outline(child))
    token = max(token, child.endTokenIndex)
  }
  while token < node.endTokenIndex {
    if node.tokenKind(token) != .endOfFile { parts.append(node.tokenText(token)) }
    token += 1
  }
  return "(" + parts.joined(separator: " ") + ")"
}

/// The outline of a single expression.
func expressionOutline(_ text: String) -> String {
  let tree = parse("print " + text)
  guard let print = tree.root.child(0), let expression = print.child(0) else { return "nothing" }
  return outline(expression)
}

/// Numbers that look random and are the same in every run.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}

/// A text with a token deleted, doubled, swapped with the next, or replaced, here and there.
func mutated(_ source: SourceText, changes: Int, dice: inout Dice) -> SourceText {
  var pieces: [String] = []
  let tokens = Lexer(source).tokens
  var end = 0
  for token in tokens {
    pieces.append(source.text(end, Int(token.start)))
    pieces.append(source.text(Int(token.start), Int(token.end)))
    end = Int(token.end)
  }
  let odd = [
    "{", "}", "(", ")", "[", "]", "|", "\"", "\"\"\"", "`", ",", ";", "=", "where", "per", "table", "if", "\\(", "\n",
    "#",
  ]
  for _ in 0..<changes where pieces.count > 6 {
    let index = Int.random(in: 0..<(pieces.count - 3), using: &dice) | 1
    switch Int.random(in: 0..<5, using: &dice) {
    case 0: pieces.remove(at: index)
    case 1: pieces.insert(pieces[index], at: index)
    case 2: pieces.swapAt(index, index + 2)
    case 3: pieces[index] = odd.randomElement(using: &dice) ?? "}"
    default: pieces[index - 1] = pieces[index - 1].isEmpty ? "\n" : ""
    }
  }
  return SourceText(name: source.name, pieces.joined())
}

/// Where a thread leaves its result; whoever started it waits before looking.
private final class ResultBox<Result>: @unchecked Sendable {
  var value: Result?
}

/// Runs work on a thread of its own and waits for what it gives.
func onThread<Result: Sendable>(kilobytes: Int, _ work: @escaping @Sendable () -> Result) -> Result {
  let box = ResultBox<Result>()
  onSmallStack(kilobytes: kilobytes) { box.value = work() }
  return box.value!
}

/// Runs work on a thread with little stack and waits for it. Any thread of ours has many times as much; these are the frames
/// of a debug build, which are several times as large as those of a release.
func onSmallStack(kilobytes: Int = 1024, _ work: @escaping @Sendable () -> Void) {
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    work()
    done.signal()
  }
  thread.stackSize = kilobytes * 1024
  thread.start()
  done.wait()
}
