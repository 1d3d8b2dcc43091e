import Foundation
import PlanLang
import Testing

@testable import PlanRuntime

/// Loading a piece at a time comes to the same as loading all texts as one; or it gives up, and then they are.
@Suite struct PieceLoaderTests {
  private func session() throws -> Session {
    let session = Session(
      catalog: StandardLibrary.catalog(), today: CalendarDate(days: 20_700), output: SilentOutput())
    try session.load(trees: [Parser.parse(SourceText(name: "own.plan", PieceSamples.declarations))])
    return session
  }

  private func tree(_ text: String, _ number: Int) -> SyntaxTree {
    Parser.parse(SourceText(name: "\(number).plan", text))
  }

  /// What is different between two snapshots; nil when nothing is.
  private func difference(_ one: Snapshot, _ other: Snapshot, _ catalog: Catalog) -> String? {
    for (entity, declared) in catalog.entities.enumerated() {
      guard one.rows(of: entity) == other.rows(of: entity) else {
        return "\(declared.plural): \(one.count(of: entity)) and \(other.count(of: entity))"
      }
      for row in one.rows(of: entity) {
        let thing = ThingReference(entity: entity, row: row)
        let place = "\(declared.name) \(row)"
        if one.name(thing) != other.name(thing) { return "\(place): \(one.name(thing)) and \(other.name(thing))" }
        if one.parent(thing) != other.parent(thing) { return "\(place): stands elsewhere" }
        if one.origin(thing, field: -1) != other.origin(thing, field: -1) { return "\(place): read elsewhere" }
        for child in catalog.entities.indices
        where one.children(of: thing, entity: child) != other.children(of: thing, entity: child) {
          return "\(place): other \(catalog.entities[child].plural)"
        }
        for (field, info) in declared.fields.enumerated() where !info.isComputed {
          if one.value(thing, field: field) != other.value(thing, field: field)
            || one.evidence(thing, field: field) != other.evidence(thing, field: field)
            || one.origin(thing, field: field) != other.origin(thing, field: field)
          {
            return "\(place): another \(info.name)"
          }
        }
      }
    }
    return nil
  }

  private struct Counts {
    var whole = 0
    var givenUp = 0
    var wrong = 0
    var leftTrees = 0
    var things = 0
  }

  /// Loads the same texts in pieces and as one, and says what comes of it.
  private func compare(hasSlips: Bool, seeds: Range<UInt64>) throws -> Counts {
    var counts = Counts()
    for seed in seeds {
      var samples = PieceSamples(seed: seed, hasSlips: hasSlips)
      for base in 0..<2 {
        let session = try session()
        // Once into nothing, once to what is there already.
        if base == 1 { try session.load(trees: [tree("account \"Earlier\" { tier = key }\n", 99)]) }
        let texts = samples.texts()
        let trees = texts.enumerated().map { tree($1, $0) }
        let result = PieceLoader.load(trees.map { .trees([$0]) }, into: session)
        let careful = try self.session()
        if base == 1 { try careful.load(trees: [tree("account \"Earlier\" { tier = key }\n", 99)]) }
        var failure: SessionFailure?
        do { try careful.load(trees: trees) } catch let error as SessionFailure { failure = error }
        guard let result else {
          counts.givenUp += 1
          if failure != nil { counts.wrong += 1 }
          continue
        }
        #expect(failure == nil, "seed \(seed): pieces load what is wrong:\n\(texts.joined(separator: "----\n"))")
        let found = difference(result.loader.editor.snapshot, careful.baseline, careful.catalog)
        #expect(found == nil, "seed \(seed): \(found ?? "")\n\(texts.joined(separator: "----\n"))")
        counts.whole += 1
        counts.things += careful.baseline.count(of: careful.catalog.entity(named: "stakeholder") ?? 0)
        if !result.trees.isEmpty { counts.leftTrees += 1 }
      }
    }
    return counts
  }

  @Test func piecesComeToTheSameAsTheWhole() throws {
    let counts = try compare(hasSlips: false, seeds: 1..<100)
    // Some are left to the careful way, and a few texts say twice what may be said once; most come out whole.
    #expect(counts.whole > 30)
    #expect(counts.leftTrees > 5 && counts.leftTrees < counts.whole)
    #expect(counts.things > 500)
  }

  @Test func whatIsWrongIsLeftToTheCarefulWay() throws {
    let counts = try compare(hasSlips: true, seeds: 1000..<1080)
    #expect(counts.wrong > 10)
    #expect(counts.whole > 3)
  }

  @Test func stretchesEndWhereBlocksEnd() {
    var samples = PieceSamples(seed: 7, hasSlips: false)
    let text = (0..<8).map { _ in samples.texts().joined() }.joined()
    let source = SourceText(name: "long.plan", text)
    for size in [1, 100, 1000, 100_000_000] {
      let stretches = source.bytes.withUnsafeBufferPointer { TextStretches.of($0, around: size) }
      #expect(stretches.map(\.bytes).flatMap { $0 }.elementsEqual(source.bytes.indices))
      for (range, line) in stretches {
        #expect(source.position(of: range.lowerBound).line == line)
        #expect(range.count >= min(size, 2) || range.upperBound == source.bytes.count)
        let stretch = SourceText(name: nil, bytes: Array(source.bytes[range]), firstLine: line)
        #expect(stretch.position(of: stretch.bytes.count).line == source.position(of: range.upperBound).line)
        #expect(Parser.parse(stretch).diagnostics.isEmpty)
      }
    }
  }

  /// A folder on disk with long files and short ones, loaded as people do.
  @Test func aLongFolderLoadsAsItsTextsDo() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pieces-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func block(_ number: Int) -> String {
      "account \"Account \(number)\" {\n  stakeholder \"Ann\" { power = \(number % 10) }\n"
        + (0..<20).map { "  stakeholder \"Person \($0)\" {\n    reports_to = \"Ann\"\n  }\n" }.joined() + "}\n"
    }
    var texts = [(0..<700).map(block).joined()]
    for number in 0..<80 { texts.append((0..<4).map { block(700 + number * 4 + $0) }.joined()) }
    for (number, text) in texts.enumerated() {
      try text.write(to: folder.appendingPathComponent("\(100 + number).plan"), atomically: true, encoding: .utf8)
    }
    let session = try session()
    try session.load(paths: [folder.path])
    let careful = try self.session()
    let names = texts.indices.map { folder.path + "/\(100 + $0).plan" }
    try careful.load(trees: zip(names, texts).map { Parser.parse(SourceText(name: $0, $1)) })
    #expect(difference(session.baseline, careful.baseline, careful.catalog) == nil)
    #expect(careful.baseline.count(of: careful.catalog.entity(named: "account") ?? 0) == 1020)
    // One slip far inside: the same words as if all had been read with care, and nothing is loaded.
    texts[40] += "account \"Account 7\" {\n}\naccount \"Odd\" {\n  tier = nowhere\n}\n"
    try texts[40].write(to: folder.appendingPathComponent("140.plan"), atomically: true, encoding: .utf8)
    let told = messages { try self.session().load(paths: [folder.path]) }
    let expected = messages {
      try self.session().load(trees: zip(names, texts).map { Parser.parse(SourceText(name: $0, $1)) })
    }
    #expect(told == expected)
    #expect(told.count == 2)
  }

  private func messages(_ body: () throws -> Void) -> [String] {
    do { try body() } catch let failure as SessionFailure {
      guard case .run(let diagnostics) = failure else { return ["another failure"] }
      return diagnostics.map { diagnostic in
        let range = diagnostic.primary?.range
        return "\(range?.source.name ?? ""):\(range?.startPosition.line ?? 0): \(diagnostic.message)"
      }
    } catch { return ["\(error)"] }
    return []
  }
}
