// Writes the library files named on the command line into one Swift source file: their texts, and the image of the
// catalog they declare, so that the program has nothing to parse when it starts.
//
// Usage: embed-library OUTPUT.swift FILE.plan...
//        embed-library --pages OUTPUT.swift PAGE.md...     the pages of `docs/errors`, for `help`
import Foundation
import PlanLang

var arguments = CommandLine.arguments.dropFirst()
let embedsPages = arguments.first == "--pages"
if embedsPages { arguments.removeFirst() }
guard let output = arguments.popFirst() else {
  FileHandle.standardError.write(Data("usage: embed-library [--pages] OUTPUT.swift FILE...\n".utf8))
  exit(2)
}

if embedsPages {
  try ErrorPages.source(arguments.sorted()).write(toFile: output, atomically: true, encoding: .utf8)
  exit(0)
}

/// A text as a literal with escapes, for one that may hold any character.
func escaped(_ text: String) -> String {
  var literal = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": literal += "\\\(scalar)"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F: literal += "\\u{\(String(scalar.value, radix: 16))}"
    default: literal.unicodeScalars.append(scalar)
    }
  }
  return "\"\(literal)\""
}

var source = """
  // Generated from the library's .plan files; do not edit.
  enum EmbeddedLibrary {
    /// The library's files in load order: the file's name and its text.
    static let files: [(name: StaticString, text: StaticString)] = [

  """
var texts: [SourceText] = []
for path in arguments.sorted() {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  let name = URL(fileURLWithPath: path).lastPathComponent
  texts.append(SourceText(name: "library:\(name)", text))
  source += "    (\"\(name)\", \(fenced(text))),\n"
}
let image = CatalogImage.make(of: texts)
for problem in image.diagnostics {
  let place = problem.primary.map { range in
    let position = range.range.startPosition
    return "\(range.range.source.name ?? ""):\(position.line):\(position.column): "
  }
  FileHandle.standardError.write(Data("\(place ?? "")error: \(problem.message)\n".utf8))
}
if !image.diagnostics.isEmpty { exit(1) }
source += """
    ]

    /// The catalog these files declare.
    static let image: StaticString = \(escaped(image.text))
  }

  """
try source.write(toFile: output, atomically: true, encoding: .utf8)
