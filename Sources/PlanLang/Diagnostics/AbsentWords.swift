/// Words people write where nobody knows something, or where there is nothing.
public enum AbsentWords {
  /// `unknown` or `none` for a word that means so; nil for any other word.
  public static func meaning(of word: String, canBeNone: Bool) -> String? {
    switch word.lowercased() {
    case "null", "nil", "nan", "undefined", "missing", "tbd", "tba", "todo", "unclear": "unknown"
    case "none", "nobody", "nothing", "empty", "n/a", "na": canBeNone ? "none" : "unknown"
    case let lower where Suggestions.nearest(to: lower, among: ["unknown"]) != nil: "unknown"
    default: nil
    }
  }
}
