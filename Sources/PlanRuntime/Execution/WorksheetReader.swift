import PlanLang

/// Reads worksheets: one row for each question and thing, with the latest answer, the one before and the trend.
final class WorksheetReader {
  private typealias Answer = (date: CalendarDate, row: ThingReference)
  private let catalog: Catalog
  private let snapshot: Snapshot
  private let today: CalendarDate
  /// The answers read last, by question: many questions about one thing are asked in a row.
  private var recent: (worksheet: Int, thing: ThingReference, answers: [[Answer]])?
  /// Rows made before, as long as they are few: several tests of a check ask for the same. Tests go over a block of things
  /// one after the other, so that the rows of a whole block have to have room, for a few worksheets.
  private var made: [Key: [Frame]] = [:]
  private static let mostMade = 4 * BatchWorker.blockSize
  private var questionTexts: [Int: [Value]] = [:]

  private struct Key: Hashable {
    let worksheet: Int
    let thing: ThingReference
  }

  init(catalog: Catalog, snapshot: Snapshot, today: CalendarDate) {
    self.catalog = catalog
    self.snapshot = snapshot
    self.today = today
  }

  func rows(_ id: Int, things: [ThingReference]) -> [Frame] {
    things.count == 1 ? rows(id, things[0]) : things.flatMap { rows(id, $0) }
  }

  private func rows(_ id: Int, _ thing: ThingReference) -> [Frame] {
    let key = Key(worksheet: id, thing: thing)
    if let known = made[key] { return known }
    let answers = answers(id, thing)
    let texts = texts(id)
    let rows = catalog.worksheets[id].questions.indices.map { question in
      Frame(columns: columns(id, thing, question, texts[question], answers[question]))
    }
    if made.count >= WorksheetReader.mostMade { made = [:] }
    made[key] = rows
    return rows
  }

  /// The texts of a worksheet's questions, taken out of its declaration once.
  private func texts(_ id: Int) -> [Value] {
    if let known = questionTexts[id] { return known }
    let texts = catalog.worksheets[id].questions.map { Value.text($0.text) }
    questionTexts[id] = texts
    return texts
  }

  /// All values of a row, as `value` gives them one by one.
  private func columns(_ id: Int, _ thing: ThingReference, _ question: Int, _ text: Value, _ answers: [Answer])
    -> [Value]
  {
    let count = catalog.worksheets[id].answers.count
    var columns: [Value] = []
    columns.reserveCapacity(count * 3 + 5)
    columns += [.thing(thing), .code(question), .code(catalog.worksheets[id].questions[question].group), text]
    var newest: CalendarDate?
    for answer in 0..<count {
      let latest = latest(answers, answer, skipping: 0)
      columns.append(latest?.value ?? .unknown)
      if let date = latest?.date { newest = max(newest ?? date, date) }
    }
    columns.append(newest.map { .date($0) } ?? .unknown)
    for answer in 0..<count {
      let before = latest(answers, answer, skipping: 1)?.value ?? .unknown
      columns.append(before)
      columns.append(trend(id, columns[4 + answer], before))
    }
    return columns
  }

  /// One value of a row. Columns: thing, question, group, text, the latest answers, their date, and for each answer the
  /// one before and the trend.
  func value(_ id: Int, _ thing: ThingReference, _ question: Int, column: Int) -> Value {
    let count = catalog.worksheets[id].answers.count
    switch column {
    case 0: return .thing(thing)
    case 1: return .code(question)
    case 2: return .code(catalog.worksheets[id].questions[question].group)
    case 3: return .text(catalog.worksheets[id].questions[question].text)
    default: break
    }
    let answers = answers(id, thing)[question]
    if column < 4 + count { return latest(answers, column - 4, skipping: 0)?.value ?? .unknown }
    if column == 4 + count {
      let dates = (0..<count).compactMap { latest(answers, $0, skipping: 0)?.date }
      return dates.max().map { .date($0) } ?? .unknown
    }
    let answer = (column - 5 - count) / 2
    let before = latest(answers, answer, skipping: 1)?.value ?? .unknown
    if (column - 5 - count) % 2 == 0 { return before }
    return trend(id, latest(answers, answer, skipping: 0)?.value ?? .unknown, before)
  }

  /// Where the latest known answer to a question about a thing is kept.
  func kept(_ id: Int, _ thing: ThingReference, _ question: Int, answer: Int) -> (row: ThingReference, field: Int)? {
    let field = 2 + answer
    let row = answers(id, thing)[question].last { !snapshot.value($0.row, field: field).isUnknown }?.row
    return row.map { ($0, field) }
  }

  /// The newest known answer, or one of those before it.
  private func latest(_ answers: [Answer], _ answer: Int, skipping: Int) -> (value: Value, date: CalendarDate)? {
    var left = skipping
    for known in answers.reversed() {
      let value = snapshot.value(known.row, field: 2 + answer)
      if value.isUnknown { continue }
      if left == 0 { return (value, known.date) }
      left -= 1
    }
    return nil
  }

  /// The answers about a thing by question, oldest first; answers dated after today do not count yet.
  private func answers(_ id: Int, _ thing: ThingReference) -> [[Answer]] {
    if let recent, recent.worksheet == id, recent.thing == thing { return recent.answers }
    let sheet = catalog.worksheets[id]
    var result: [[Answer]] = Array(repeating: [], count: sheet.questions.count)
    for row in snapshot.children(of: thing, entity: sheet.answersEntity) {
      let reference = ThingReference(entity: sheet.answersEntity, row: row)
      guard case .date(let date) = snapshot.value(reference, field: 0), date <= today,
        case .code(let question) = snapshot.value(reference, field: 1), result.indices.contains(question)
      else { continue }
      result[question].append((date, reference))
    }
    for question in result.indices where result[question].count > 1 {
      result[question].sort { ($0.date, $0.row) < ($1.date, $1.row) }
    }
    recent = (id, thing, result)
    return result
  }

  /// Up, steady or down, as the trend scale names them.
  private func trend(_ id: Int, _ latest: Value, _ before: Value) -> Value {
    guard !latest.isUnknown, !before.isUnknown, let order = Comparison.order(latest, before) else { return .unknown }
    let name = order > 0 ? "up" : order < 0 ? "down" : "steady"
    return catalog.scales[catalog.worksheets[id].trendScale].code(of: name).map { .code($0) } ?? .unknown
  }
}
