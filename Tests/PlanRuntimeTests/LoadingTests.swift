import PlanLang
import Testing

@testable import PlanRuntime

/// The pieces that loading stands on, each held against the plain way of doing the same.
@Suite struct LoadingTests {
  @Test func linesAreCountedFromAnywhere() {
    let text = (0..<200).map { String(repeating: "x", count: $0 * 7 % 40) }.joined(separator: "\n") + "\n\n"
    let source = SourceText(text)
    var finder = LineFinder(source)
    let offsets = Array(0...source.bytes.count)
    for offset in offsets + offsets.reversed() + offsets.map({ $0 * 7919 % source.bytes.count }) {
      let line = finder.line(of: offset)
      #expect(line == source.position(of: offset).line)
    }
  }

  @Test func namesAreFoundByTheirBytes() {
    let names = (0..<300).map { "field_\($0 * $0)" } + ["größe", "a"]
    let table = NameTable(names)
    for (position, name) in names.enumerated() {
      #expect(found(name, in: table) == position)
    }
    for name in ["", "field_", "field_3", "A", "größer"] {
      #expect(found(name, in: table) == nil)
    }
  }

  private func found(_ name: String, in table: NameTable) -> Int? {
    var name = name
    return name.withUTF8 { table.position(of: $0) }
  }

  @Test func equalTextsHaveOneNumberHoweverTheyAreSpelled() {
    let pool = TextPool()
    let many = (0..<5000).map { pool.number(of: "text \($0)") }
    #expect(Set(many).count == 5000)
    #expect(many == (0..<5000).map { pool.number(of: "text \($0)") })
    #expect(pool.number(of: "caf\u{E9}") == pool.number(of: "cafe\u{301}"))
    #expect(pool.number(of: "K") == pool.number(of: "\u{212A}"))
    #expect(pool.number(of: "3 \u{212A}") == pool.number(of: "3 K"))
    #expect(pool.existingNumber(of: "cafe\u{301}") == pool.number(of: "caf\u{E9}"))
    #expect(pool.existingNumber(of: "never said") == nil)
    #expect(pool.text(pool.number(of: "")) == "")
  }

  @Test func blankChunksAreSharedUntilTheyAreWrittenTo() {
    let blanks = BlankChunks<Int32>(-1)
    var array = ChunkedArray<Int32>()
    var size = 0
    while size < 5000 {
      size = BlankChunks<Int32>.size(after: size)
      array.pad(to: size, with: blanks)
      array[size - 1] = Int32(size)
    }
    let other = array
    array[3] = 3
    #expect(array.count == size && other.count == size)
    for index in 0..<size {
      let isLast = [16, 128, 2048, 4096, 6144].contains(index + 1)
      #expect(array[index] == (index == 3 ? 3 : isLast ? Int32(index + 1) : -1))
    }
    #expect(other[3] == -1)
  }

  @Test func manyFilesKeepTheirNumbers() {
    let catalog = StandardLibrary.catalog()
    var editor = SnapshotEditor(Snapshot(catalog: catalog), catalog: catalog, records: false)
    let numbers = (0..<70_000).map { editor.fileNumber("accounts/\($0).plan") }
    #expect(Set(numbers).count == 70_000)
    #expect(editor.fileNumber("accounts/69999.plan") == numbers[69_999])
    let account = editor.insert(entity: catalog.entity(named: "account") ?? 0, name: "A", parent: nil)
    editor.setOrigin(account, file: numbers[69_999], line: 3)
    editor.set(account, field: 0, .unknown, file: numbers[69_998], line: 70_000)
    #expect(editor.snapshot.origin(account, field: -1) == Origin(file: "accounts/69999.plan", line: 3))
    #expect(editor.snapshot.origin(account, field: 0) == Origin(file: "accounts/69998.plan", line: 70_000))
  }

  @Test func bytesThatAreNoTextAreFoundAnywhere() {
    let plain = [UInt8](String(repeating: "wörter ", count: 20).utf8)
    #expect(FileReader.firstInvalidByte(plain) == nil)
    for place in 0...plain.count where place == plain.count || plain[place] & 0xC0 != 0x80 {
      #expect(FileReader.firstInvalidByte(plain[..<place] + [0xFF] + plain[place...]) == place)
    }
  }

  @Test func whatIsThereAlreadyIsNotLoadedAgain() throws {
    let catalog = StandardLibrary.catalog()
    let tree = Parser.parse(SourceText(name: "a.plan", "account \"A\" {\n  stakeholder \"B\" { power = 3 }\n}\n"))
    var first = DataLoader(
      editor: SnapshotEditor(Snapshot(catalog: catalog), catalog: catalog, records: false), catalog: catalog,
      today: CalendarDate(days: 0))
    first.load(Array(tree.root.children))
    #expect(first.diagnostics.isEmpty)
    var second = DataLoader(
      editor: SnapshotEditor(first.editor.snapshot, catalog: catalog, records: false), catalog: catalog,
      today: CalendarDate(days: 0))
    second.load(Array(tree.root.children))
    #expect(second.diagnostics.map(\.code) == [.duplicateThing])
    let account = try #require(catalog.entity(named: "account"))
    #expect(second.editor.snapshot.count(of: account) == 1)
  }

  @Test func twoThreadsReadWhatOneReads() throws {
    let catalog = StandardLibrary.catalog()
    let trees = (0..<4).map { file in
      let accounts = (0..<60).map { account(file * 60 + $0) }.joined()
      return Parser.parse(SourceText(name: "accounts-\(file).plan", accounts))
    }
    #expect(trees.flatMap(\.diagnostics).isEmpty)
    let one = loaded(trees, catalog, thingsForTwo: .max)
    let two = loaded(trees, catalog, thingsForTwo: 1)
    #expect(one.diagnostics.map(\.message) == two.diagnostics.map(\.message))
    // Each account gives a power that is out of bounds twice, and a name nobody has.
    #expect(two.diagnostics.count == 3 * 240)
    var values = 0
    for (entity, declared) in catalog.entities.enumerated() {
      let things = one.editor.snapshot.rows(of: entity).map { ThingReference(entity: entity, row: $0) }
      #expect(things.map(\.row) == two.editor.snapshot.rows(of: entity))
      for thing in things {
        #expect(one.editor.snapshot.name(thing) == two.editor.snapshot.name(thing))
        for field in declared.fields.indices where !declared.fields[field].isComputed {
          let value = one.editor.snapshot.value(thing, field: field)
          if value != .unknown { values += 1 }
          let isSame =
            value == two.editor.snapshot.value(thing, field: field)
            && one.editor.snapshot.evidence(thing, field: field) == two.editor.snapshot.evidence(thing, field: field)
            && one.editor.snapshot.origin(thing, field: field) == two.editor.snapshot.origin(thing, field: field)
          #expect(isSame, "\(declared.name) \(thing.row): \(declared.fields[field].name)")
        }
      }
    }
    #expect(values > 30_000)
  }

  private func loaded(_ trees: [SyntaxTree], _ catalog: Catalog, thingsForTwo: Int) -> DataLoader {
    var loader = DataLoader(
      editor: SnapshotEditor(Snapshot(catalog: catalog), catalog: catalog, records: false), catalog: catalog,
      today: CalendarDate(days: 20_000))
    loader.thingsForTwo = thingsForTwo
    loader.mostProblems = .max
    loader.load(trees.flatMap { Array($0.root.children) })
    return loader
  }

  /// Plain values of every kind, references forward and back, tables, evidence, an `extend`, and mistakes.
  private func account(_ number: Int) -> String {
    var text = "account \"Account \(number)\" {\n  revenue = \(number).5M EUR\n  owner = \"Owner \(number % 7)\"\n"
    text += "  table opportunities {\n    name | value | probability | close\n"
    for item in 0..<4 {
      text += "    \"Chance \(item)\" | \(item + 1)k EUR | \(item * 20)% | 2027-0\(item + 1)-11\n"
    }
    text +=
      "  }\n  per \"call \(number % 3)\" on 2026-03-04 {\n    stakeholder \"Ben\" { power = 4 }\n    tier = key\n  }\n"
    for person in 0..<22 {
      text += "  stakeholder \"Person \(person)\" {\n    title = \"Title \(number * person % 997)\"\n\n"
      text += "    role = approver\n    alignment = \(person % 2 == 0 ? "sponsor" : "neutral")\n"
      text += person == 5 ? "    power = 11\n" : "    power = \(person % 10)\n"
      if person % 3 == 0 { text += "    last_contact = 2026-0\(person % 9 + 1)-01 per \"notes\" assumed\n" }
      text += person == 9 ? "    reports_to = \"Nobody\"\n" : "    reports_to = \"Person \(21 - person)\"\n"
      text +=
        "    objective \"Goal\" {\n      horizon = future_potential\n      opportunity = \"Chance \(person % 4)\"\n"
      text += "      value_to_us = \(person).25k EUR\n    }\n  }\n"
    }
    return text + "}\nextend account \"Account \(number)\" { industry = \"Line\\tbreak\" }\n"
      + "extend stakeholder \"Ben\" of account \"Account \(number)\" { familiarity = know_well; power = 12 }\n"
  }
}
