import Foundation
import PlanLang

@testable import PlanRuntime

/// SQLite's answers over the same facts, through its command line.
enum SQLiteOpinion {
  /// The command line's path, or nil where it is not installed.
  static let program: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    return folders.map { "\($0)/sqlite3" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// The rows of each query in order; a query that failed on purpose, or takes too long, has none.
  static func answers(_ session: Session, _ queries: [String]) throws -> [[String]?] {
    guard let program else { return queries.map { _ in nil } }
    var script = try facts(session)
    script += "CREATE TABLE answers(query, ord, row);\n.progress 2000000 --limit 10 --reset --quiet\n"
    for (number, query) in queries.enumerated() {
      // One statement: it inserts all of the rows and the mark at the end, or nothing.
      script +=
        "INSERT INTO answers SELECT \(number), ord, row FROM (\(query)) UNION ALL SELECT \(number), -1, 'done';\n"
    }
    script += ".progress 0\nSELECT query || ' ' || row FROM answers ORDER BY query, ord;\n"
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("opinion-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appendingPathComponent("in.sql")
    let output = folder.appendingPathComponent("out")
    let errors = folder.appendingPathComponent("errors")
    try script.write(to: input, atomically: false, encoding: .utf8)
    for file in [output, errors] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-batch", "-init", "/dev/null", ":memory:"]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    let complaints = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
    for line in complaints.split(separator: "\n") where line.contains("rror") {
      // Numbers, nesting and patience at their end; all else would be a slip of the translation.
      let limits = ["integer overflow", "parser stack overflow", "interrupted"]
      if !limits.contains(where: { line.contains($0) }) { throw Complaint(text: String(line), script: script) }
    }
    var found: [[String]?] = queries.map { _ in nil }
    for line in String(decoding: try Data(contentsOf: output), as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let number = Int(parts[0]), number < found.count else { continue }
      if found[number] == nil {
        // The mark comes first.
        found[number] = []
      } else {
        found[number]?.append(String(parts[1]))
      }
    }
    return found
  }

  struct Complaint: Error, CustomStringConvertible {
    let text: String
    let script: String
    var description: String { "\(text)\n\(script.suffix(4_000))" }
  }

  /// The facts as tables: `eN` with the number of each thing, its label, what it stands in and its stored fields (of a
  /// set how many members it has); `mN_F` with the members of sets; `folds` with texts and what `~` makes of them.
  private static func facts(_ session: Session) throws -> String {
    let (catalog, snapshot) = (session.catalog, session.snapshot)
    var script = "CREATE TABLE folds(text PRIMARY KEY, folded);\n"
    for (text, folded) in RandomPlan.texts.sorted(by: { $0.key < $1.key }) {
      script += "INSERT INTO folds VALUES ('\(text)', '\(folded)');\n"
    }
    script += "BEGIN;\n"
    for (id, entity) in catalog.entities.enumerated() {
      let above = catalog.ancestors(of: id)
      let fields = entity.fields.indices.filter { !entity.fields[$0].isComputed }
      let columns = ["id INTEGER PRIMARY KEY", "name"] + above.map { "up\($0)" } + fields.map { "f\($0)" }
      script += "CREATE TABLE e\(id)(\(columns.joined(separator: ", ")));\n"
      for up in above { script += "CREATE INDEX e\(id)_\(up) ON e\(id)(up\(up));\n" }
      var rows: [String] = []
      var members: [Int: [String]] = [:]
      for row in snapshot.rows(of: id) {
        let thing = ThingReference(entity: id, row: row)
        var cells = ["\(row)", SQLTranslator.literal(.text(snapshot.name(thing))) ?? "NULL"]
        cells += above.map { snapshot.ancestor(thing, entity: $0).map { "\($0.row)" } ?? "NULL" }
        for field in fields {
          let value = snapshot.value(thing, field: field)
          if case .values(let values) = value {
            cells.append("\(values.count * 1_000_000)")
            for (place, member) in values.enumerated() {
              members[field, default: []].append("(\(row), \(SQLTranslator.literal(member) ?? "NULL"), \(place))")
            }
          } else {
            cells.append(SQLTranslator.literal(value) ?? "NULL")
          }
        }
        rows.append("(\(cells.joined(separator: ", ")))")
      }
      script += insert(rows, "e\(id)")
      for field in fields {
        guard case .set = entity.fields[field].type else { continue }
        script += "CREATE TABLE m\(id)_\(field)(owner, member, place);\n"
        script += "CREATE INDEX m\(id)_\(field)_owner ON m\(id)_\(field)(owner);\n"
        script += insert(members[field] ?? [], "m\(id)_\(field)")
      }
    }
    return script + "COMMIT;\n"
  }

  private static func insert(_ rows: [String], _ table: String) -> String {
    stride(from: 0, to: rows.count, by: 400).map {
      "INSERT INTO \(table) VALUES \(rows[$0..<min($0 + 400, rows.count)].joined(separator: ",\n"));\n"
    }.joined()
  }
}
