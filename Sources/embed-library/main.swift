// Writes the library files named on the command line into one Swift source file.
//
// Usage: embed-library OUTPUT.swift FILE.plan...
import Foundation

var arguments = CommandLine.arguments.dropFirst()
guard let output = arguments.popFirst() else {
  FileHandle.standardError.write(Data("usage: embed-library OUTPUT.swift FILE.plan...\n".utf8))
  exit(2)
}
var source = """
  // Generated from the library's .plan files; do not edit.
  enum EmbeddedLibrary {
    /// The library's files in load order: the file's name and its text.
    static let files: [(name: StaticString, text: StaticString)] = [

  """
for path in arguments.sorted() {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  let name = URL(fileURLWithPath: path).lastPathComponent
  // A fence longer than any run of '#' in the text keeps every character literal.
  var longest = 0
  var run = 0
  for character in text {
    run = character == "#" ? run + 1 : 0
    longest = max(longest, run)
  }
  let fence = String(repeating: "#", count: longest + 1)
  source += "    (\"\(name)\", \(fence)\"\"\"\n\(text)\n\"\"\"\(fence)),\n"
}
source += "  ]\n}\n"
try source.write(toFile: output, atomically: true, encoding: .utf8)
