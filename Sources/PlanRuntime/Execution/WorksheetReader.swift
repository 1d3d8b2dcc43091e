import PlanLang

/// Reads worksheets: one row for each question and thing, with the latest answer, the one before and the trend.
struct WorksheetReader {
  let catalog: Catalog
  let snapshot: Snapshot
  let today: CalendarDate

  func rows(_ id: Int, things: [ThingReference]) -> [Frame] {
    let sheet = catalog.worksheets[id]
    return things.flatMap { thing in
      let answers = answers(sheet, thing)
      return sheet.questions.indices.map { row(sheet, id, thing, $0, answers[$0] ?? []) }
    }
  }

  func row(_ id: Int, _ thing: ThingReference, _ question: Int) -> Frame {
    let sheet = catalog.worksheets[id]
    return row(sheet, id, thing, question, answers(sheet, thing)[question] ?? [])
  }

  /// The answers about a thing by question, oldest first; answers dated after today do not count yet.
  private func answers(_ sheet: Worksheet, _ thing: ThingReference) -> [Int: [(
    date: CalendarDate, row: ThingReference
  )]] {
    var result: [Int: [(date: CalendarDate, row: ThingReference)]] = [:]
    for row in snapshot.children(of: thing, entity: sheet.answersEntity) {
      let reference = ThingReference(entity: sheet.answersEntity, row: row)
      guard case .date(let date) = snapshot.value(reference, field: 0), date <= today,
        case .code(let question) = snapshot.value(reference, field: 1)
      else { continue }
      result[question, default: []].append((date, reference))
    }
    return result.mapValues { $0.sorted { ($0.date, $0.row) < ($1.date, $1.row) } }
  }

  private func row(
    _ sheet: Worksheet, _ id: Int, _ thing: ThingReference, _ question: Int,
    _ answers: [(date: CalendarDate, row: ThingReference)]
  ) -> Frame {
    var columns: [Value] = [
      .thing(thing), .code(question), .code(sheet.questions[question].group), .text(sheet.questions[question].text),
    ]
    var pairs: [(latest: Value, before: Value)] = []
    var newest: CalendarDate?
    for answer in sheet.answers.indices {
      let known = answers.filter { snapshot.value($0.row, field: 2 + answer) != .unknown }
      let latest = known.last
      pairs.append(
        (
          latest.map { snapshot.value($0.row, field: 2 + answer) } ?? .unknown,
          known.count > 1 ? snapshot.value(known[known.count - 2].row, field: 2 + answer) : .unknown
        ))
      if let date = latest?.date { newest = max(newest ?? date, date) }
    }
    columns += pairs.map(\.latest)
    columns.append(newest.map { .date($0) } ?? .unknown)
    for (latest, before) in pairs {
      columns.append(before)
      columns.append(trend(sheet, latest, before))
    }
    return Frame(columns: columns)
  }

  /// Up, steady or down, as the trend scale names them.
  private func trend(_ sheet: Worksheet, _ latest: Value, _ before: Value) -> Value {
    guard latest != .unknown, before != .unknown, let order = Comparison.order(latest, before) else { return .unknown }
    let name = order > 0 ? "up" : order < 0 ? "down" : "steady"
    return catalog.scales[sheet.trendScale].code(of: name).map { .code($0) } ?? .unknown
  }
}
