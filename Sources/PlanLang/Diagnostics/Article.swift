extension String {
  /// The name with the article it takes in a sentence: `an entity`, `a scale`.
  public var withArticle: String {
    if self == "money" { return "an amount of money" }
    return "aeiou".contains(first ?? "x") ? "an \(self)" : "a \(self)"
  }
}
