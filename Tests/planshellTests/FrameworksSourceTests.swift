import Foundation
import PlanLang
import PlanRuntime
import Testing

/// No framework needs Swift of its own: the sources know none of the library's words.
@Suite("Sources know no domain")
struct FrameworksSourceTests {
  /// Names of the library that are ordinary words of English or of the language itself, with what they mean in Swift.
  static let ordinary: [String: String] = [
    "action": "a signal's handler", "alignment": "of a column's text", "cell": "of a table", "cells": "of a table",
    "claim": "to claim a name for a thing", "expectation": "the statement `expect`",
    "expectations": "of the statement `expect`", "fit": "to fit a line, a type", "goals": "the ends of a search",
    "knowledge": "the tests `is known` and `is unknown`", "need": "the verb", "needs": "the verb",
    "pipeline": "steps joined by `|`", "solution": "of a search",
    "trend": "of a worksheet's answers, part of the language",
  ]

  /// Places that say a word of the library on purpose: what a person reads there is an example.
  struct Place: Hashable {
    let file: String
    let word: String
  }
  static let places: [Place: String] = [
    Place(file: "PageRunner.swift", word: "accounts"): "`accounts:` in a page's front matter, part of the language",
    Place(file: "FrontMatter.swift", word: "accounts"): "`accounts:` in a page's front matter, part of the language",
    Place(file: "PlanShell.swift", word: "account"): "the one line that says what the program is for",
    Place(file: "Resolver+Reports.swift", word: "influence"): "an example in a message of `path`",
    Place(file: "Resolver+Statements.swift", word: "portfolio"): "what people call everything there is",
  ]

  /// Files whose texts are examples people read: each word of the language is shown at work on the example portfolio.
  /// Only their texts may name what the library declares.
  static let exampleFiles = ["HelpText", "LanguageTable"]

  /// The names of the library's entities, checks, worksheets, scales and named queries.
  static let words: Set<String> = {
    let catalog = StandardLibrary.catalog()
    var words = Set(catalog.checks.map(\.name) + catalog.worksheets.map(\.name) + catalog.queries.map(\.name))
    for entity in catalog.entities where entity.role == .stored { words.formUnion([entity.name, entity.plural]) }
    for scale in catalog.scales where scale.range.source.name?.hasPrefix("library:") == true {
      words.insert(scale.name)
    }
    return words.subtracting(ordinary.keys)
  }()

  /// A line without its comment and without what stands in backticks: those are examples for people.
  static func code(_ line: Substring) -> String {
    var text = String(line)
    if let comment = text.range(of: "//") { text = String(text[..<comment.lowerBound]) }
    return text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }.joined(separator: " ")
  }

  /// A source without its string literals; its lines stay where they are.
  static func withoutTexts(_ source: String) -> String {
    var result = ""
    var closing: String?
    var rest = source[...]
    while let character = rest.first {
      if let mark = closing {
        if character == "\\" {
          rest = rest.dropFirst(2)
        } else if rest.hasPrefix(mark) {
          rest = rest.dropFirst(mark.count)
          closing = nil
        } else {
          if character == "\n" { result.append(character) }
          rest = rest.dropFirst()
        }
      } else if character == "\"" {
        let mark = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
        rest = rest.dropFirst(mark.count)
        closing = mark
      } else {
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// The words of a line of code: its names, and the parts of names such as `growthTarget`.
  static func words(in code: String) -> Set<String> {
    var found: Set<String> = []
    for name in code.split(whereSeparator: { !$0.isLetter && $0 != "_" }) {
      found.insert(name.lowercased())
      var part = ""
      for letter in name {
        if letter.isUppercase || letter == "_" {
          found.insert(part.lowercased())
          part = ""
        }
        if letter != "_" { part.append(letter) }
      }
      found.insert(part.lowercased())
    }
    return found
  }

  @Test func noSourceNamesWhatTheLibraryDeclares() throws {
    #expect(FrameworksSourceTests.words.count > 300)
    let root = "\(SpecPagesTests.root)/Sources"
    let files = try #require(FileManager.default.enumerator(atPath: root)).compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") }
    #expect(files.count > 100)
    var seen: Set<Place> = []
    for file in files.sorted() {
      let name = file.split(separator: "/").last.map(String.init) ?? file
      let source = try String(contentsOfFile: "\(root)/\(file)", encoding: .utf8)
      let isExamples = FrameworksSourceTests.exampleFiles.contains { name.hasPrefix($0) }
      let text = isExamples ? FrameworksSourceTests.withoutTexts(source) : source
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let found = FrameworksSourceTests.words(in: FrameworksSourceTests.code(line)).intersection(
          FrameworksSourceTests.words)
        for word in found.sorted() {
          let place = Place(file: name, word: word)
          seen.insert(place)
          #expect(
            FrameworksSourceTests.places[place] != nil, "\(file):\(index + 1) knows `\(word)`, a word of the library")
        }
      }
    }
    for (place, reason) in FrameworksSourceTests.places where !seen.contains(place) {
      Issue.record("\(place.file) no longer says `\(place.word)` (\(reason)): the exception can go")
    }
  }

  @Test func codeAndExamplesAreToldApart() {
    let source = "let a = \"x \\\" sponsors\"\nlet b = \"\"\"\n  \"sponsors\"\n  \"\"\" + sponsors"
    #expect(FrameworksSourceTests.withoutTexts(source) == "let a = \nlet b = \n\n + sponsors")
    #expect(FrameworksSourceTests.code("let a = 1  // stakeholders").contains("stakeholders") == false)
    #expect(FrameworksSourceTests.code("note(\"as in `sponsors`\") + sponsors").contains("sponsors"))
    #expect(FrameworksSourceTests.code("note(\"as in `sponsors`\")").contains("sponsors") == false)
    #expect(
      FrameworksSourceTests.words(in: "func checkStakeholder(growth_target: Int)").isSuperset(of: [
        "stakeholder", "growth",
      ]))
  }
}
