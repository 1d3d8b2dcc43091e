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
}
