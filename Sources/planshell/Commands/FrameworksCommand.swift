import ArgumentParser
import Glibc
import PlanLang
import PlanRuntime

/// `planshell framework-table PAGE.md...`: the page that says what each framework answers, with which checks, and which
/// test vectors hold it to its word.
struct FrameworksCommand: ShellCommand {
  static let about = CommandConfiguration(
    commandName: "framework-table", _superCommandName: PlanShell.name,
    abstract: "Print the table of the library's frameworks and the test vectors in spec pages.", shouldDisplay: false)

  @Argument(help: "Spec pages whose headings name test vectors.")
  var pages: [String]

  @OptionGroup var options: CommonOptions

  func run() throws {
    let output = try options.console()
    let sources = try pages.map { try readScript($0, output) }
    let table = FrameworkTable(
      catalog: StandardLibrary.catalog(),
      vectors: sources.flatMap { TestVector.all(in: LiteratePage($0.text), page: $0.name ?? "") })
    Console.write(table.markdown, to: STDOUT_FILENO)
  }
}

/// A fact of the field that a spec page tests: a heading such as `## T8.1 Four yes make a validated target`.
struct TestVector {
  let id: String
  let title: String
  /// The page's file name.
  let page: String
  /// The names used in the section's `plan` fences.
  let names: Set<String>
  /// Those of them used in statements, apart from the blocks that only build a small example.
  let askedNames: Set<String>
  /// The other vectors its prose points to: one may be covered by another's section.
  let references: [String]

  /// The vectors of a page. A heading may name several: `## C24 and C25 Qualified, and first in line`.
  static func all(in page: LiteratePage, page path: String) -> [TestVector] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let headings = page.lines.indices.filter { line in
      page.lines[line].hasPrefix("## ") && !page.fences.contains { $0.lines.contains(line) }
    }
    var vectors: [TestVector] = []
    for (index, line) in headings.enumerated() {
      let end = index + 1 < headings.count ? headings[index + 1] : page.lines.count
      var words = page.lines[line].dropFirst(3).split(separator: " ")[...]
      var ids: [String] = []
      while let word = words.first, isID(word) {
        ids.append(String(word))
        words.removeFirst()
        if words.first == "and", let next = words.dropFirst().first, isID(next) { words.removeFirst() }
      }
      guard !ids.isEmpty else { continue }
      var names: Set<String> = []
      var asked: Set<String> = []
      for fence in page.fences where fence.kind == "plan" && (line..<end).contains(fence.lines.lowerBound) {
        let tree = Parser.parse(SourceText(fence.text))
        for token in tree.tokens.indices where tree.tokens[token].kind == .name {
          names.insert(tree.name(ofToken: token))
        }
        for item in tree.root.children where ![.block, .table, .perGroup].contains(item.kind) {
          for token in item.firstTokenIndex..<item.endTokenIndex where tree.tokens[token].kind == .name {
            asked.insert(tree.name(ofToken: token))
          }
        }
      }
      let prose = (line + 1..<end).filter { row in !page.fences.contains { $0.lines.contains(row) } }
      let references = prose.flatMap { page.lines[$0].split { " ,:;()".contains($0) } }
        .map { $0.last == "." ? $0.dropLast() : $0 }.filter(isID).map(String.init)
      let title = words.joined(separator: " ")
      vectors += ids.map {
        TestVector(id: $0, title: title, page: name, names: names, askedNames: asked, references: references)
      }
    }
    return vectors
  }

  /// Whether a word is an id: a `T` with two numbers, or a `C` with one.
  private static func isID(_ word: Substring) -> Bool {
    guard let first = word.first, first == "T" || first == "C", word.dropFirst().first?.isNumber == true else {
      return false
    }
    return word.dropFirst().allSatisfy { $0.isNumber || $0 == "." || $0.isLowercase }
  }

  /// The place among others: the letter, then the numbers, then what follows them.
  var sortKey: [Int] {
    let parts = id.dropFirst().split { !$0.isNumber }.map { Int($0) ?? 0 }
    let suffix = id.last.map { $0.isLetter ? 1 : 0 } ?? 0
    return [id.first == "T" ? 0 : 1] + parts + Array(repeating: 0, count: max(0, 2 - parts.count)) + [suffix]
  }
}

/// The frameworks of the library with what they declare and the vectors that test them, as a Markdown page.
struct FrameworkTable {
  /// What one file of the library declares, by kind.
  struct Row {
    let file: String
    let title: String
    let question: String
    var checks: [String] = []
    var worksheets: [String] = []
    var queries: [String] = []
    var functions: [String] = []
    var computed: [String] = []
    var nouns: [String] = []
    /// What the checks say they come from.
    var cites: [String] = []
    var vectors: [TestVector] = []
  }

  let rows: [Row]
  let vectors: [TestVector]

  init(catalog: Catalog, vectors: [TestVector]) {
    let sorted = vectors.sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
    var rows = catalog.frameworks.filter(\.isLibrary).map { FrameworkTable.row($0, catalog) }
    for vector in sorted {
      for index in FrameworkTable.tested(by: vector, rows) { rows[index].vectors.append(vector) }
    }
    self.rows = rows
    self.vectors = sorted
  }

  private static func row(_ framework: Framework, _ catalog: Catalog) -> Row {
    // The first paragraph of the head comment: `Title: the question it answers`.
    let summary = framework.summary
    let paragraph = summary.indices.first { summary[$0...].hasPrefix("\n\n") }.map { summary[..<$0] } ?? summary[...]
    let colon = paragraph.firstIndex(of: ":")
    let title = colon.map { paragraph[..<$0] } ?? paragraph
    let rest = colon.map { paragraph[paragraph.index(after: $0)...].drop { $0 == " " } } ?? ""
    var row = Row(
      file: framework.name, title: String(title), question: rest.prefix(1).uppercased() + rest.dropFirst())
    for name in framework.declarations {
      if let check = catalog.check(named: name) {
        row.checks.append(name)
        row.cites += catalog.checks[check].cites
      } else if catalog.worksheet(named: name) != nil {
        row.worksheets.append(name)
      } else if catalog.query(named: name) != nil {
        row.queries.append(name)
      } else if catalog.definition(named: name) != nil {
        row.functions.append(name)
      } else if let entity = catalog.entity(named: name) {
        row.nouns += [name, catalog.entities[entity].plural]
      } else {
        row.nouns.append(name)
      }
    }
    for entity in catalog.entities {
      for field in entity.fields where field.isComputed {
        let place = field.range.source.name ?? ""
        if place == "library:\(framework.name)" || place == "library:\(framework.name).plan" {
          row.computed.append(field.name)
        }
      }
    }
    return row
  }

  /// The frameworks a vector tests: those with a check that cites it; else those whose checks, worksheets, named
  /// queries or functions its statements ask; else those whose computed fields or nouns it uses.
  private static func tested(by vector: TestVector, _ rows: [Row]) -> [Int] {
    let ways: [(Row) -> Bool] = [
      { $0.cites.contains(vector.id) },
      { !vector.askedNames.isDisjoint(with: $0.checks + $0.worksheets + $0.queries + $0.functions) },
      { !vector.names.isDisjoint(with: $0.computed) },
      { !vector.names.isDisjoint(with: $0.nouns) },
    ]
    for way in ways {
      let found = rows.indices.filter { way(rows[$0]) }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The page.
  var markdown: String {
    var lines = [
      "# Frameworks", "",
      "Every framework of the library is one file of PlanLang; no Swift knows any of them. The table shows what each",
      "answers, what it declares, and which test vectors hold it to its word: `T` vectors are worked facts of the field,",
      "`C` vectors are its catalogue of checks. `describe NAME` in the program explains any of the names.", "",
      "This page is generated and a test keeps it so: `planshell framework-table Tests/Spec/vectors-*.md > docs/frameworks.md`.",
      "", "| framework | what it answers | checks | worksheets | named queries | vectors |",
      "|---|---|---|---|---|---|",
    ]
    for row in rows {
      lines.append(
        "| [\(row.title)](../Sources/PlanRuntime/Library/\(row.file).plan) | \(row.question) | \(code(row.checks)) | \(code(row.worksheets)) | \(code(row.queries)) | \(row.vectors.map(link).joined(separator: " ")) |"
      )
    }
    lines += ["", "## Vectors", "", "| vector | what it says | tested with | page |", "|---|---|---|---|"]
    for vector in vectors {
      let used = rows.filter { $0.vectors.contains { $0.id == vector.id && $0.page == vector.page } }
      lines.append(
        "| \(vector.id) | \(vector.title) | \(used.map(\.title).joined(separator: ", ")) | [\(vector.page)](../Tests/Spec/\(vector.page)) |"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func code(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
  private func link(_ vector: TestVector) -> String { "[\(vector.id)](../Tests/Spec/\(vector.page))" }
}
