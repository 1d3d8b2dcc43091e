import PlanLang

/// A slip people really make, what is said about it, and what they meant.
///
/// `⟦` and `⟧` stand round the piece of the text that the first label must cover. Applying the first fix-it must give
/// `repaired`, which must then be read without any error; nil where nobody could know what was meant.
struct Mistake: Sendable {
  /// Where the text is typed.
  enum Place: Sendable {
    /// At the prompt, with `-c` or in a script.
    case statement
    /// In a plan file, inside an account's block.
    case account
    /// In a plan file.
    case file
  }

  let marked: String
  let code: DiagnosticCode
  let repaired: String?
  let place: Place

  init(_ marked: String, _ code: DiagnosticCode, _ repaired: String?) {
    self.init(marked, code, repaired, .statement)
  }

  private init(_ marked: String, _ code: DiagnosticCode, _ repaired: String?, _ place: Place) {
    self.marked = marked
    self.code = code
    self.repaired = repaired
    self.place = place
  }

  static func field(_ marked: String, _ code: DiagnosticCode, _ repaired: String?) -> Mistake {
    Mistake(marked, code, repaired, .account)
  }

  static func file(_ marked: String, _ code: DiagnosticCode, _ repaired: String?) -> Mistake {
    Mistake(marked, code, repaired, .file)
  }

  /// Every mistake of the corpus.
  static let all: [Mistake] =
    foreignHabits + signs + names + values + aggregates + punctuation + changes + scripts + blocks + things + tables
    + files + declarations + fromElsewhere + fromOtherFiles + ofSpelling + ofShape + ofHabit + ofHabitInFiles
    + ofNewcomers
}

extension Mistake {
  /// The text around a mistake typed in a block.
  private func whole(_ text: String) -> String {
    place == .account ? "account \"Marram Water\" {\n\(text)\n}" : text
  }

  /// The text as it is typed.
  var text: String { whole(marked.filter { $0 != "⟦" && $0 != "⟧" }) }
  /// What the first label must cover, in bytes.
  var labelled: Range<Int>? {
    let bytes = whole(marked)
    guard let open = bytes.firstIndex(of: "⟦"), let close = bytes.firstIndex(of: "⟧") else { return nil }
    let start = bytes[..<open].utf8.count
    return start..<(bytes[..<close].utf8.count - "⟦".utf8.count)
  }
  /// The text as it was meant.
  var wholeRepaired: String? { repaired.map { whole($0) } }
}
