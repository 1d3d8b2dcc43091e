// Types, what one may ask of evidence, and formats.

extension LanguageTable {
  static let types: [LanguageWord] = [
    LanguageWord("text", .type, "\"...\"", "words in straight double quotes", "entity note plural notes { body text }"),
    LanguageWord(
      "number", .type, "1200  1.5  1.2M  50k", "an exact number, six decimals",
      "entity note plural notes { size number }"),
    LanguageWord("integer", .type, "7", "a whole number", "entity note plural notes { stars integer 1..5 }"),
    LanguageWord("money", .type, "1.2M USD", "an amount with its currency", "entity note plural notes { price money }"),
    LanguageWord("percent", .type, "20%", "a part of a hundred", "entity note plural notes { chance percent }"),
    LanguageWord("date", .type, "2026-11-21", "a day", "entity note plural notes { written date }"),
    LanguageWord(
      "period", .type, "2026-11  2026-Q4", "a month, quarter or year", "entity note plural notes { season period }"),
    LanguageWord(
      "duration", .type, "90 days  3 months", "a length of time", "entity note plural notes { took duration }"),
    LanguageWord("yes_no", .type, "yes  no", "a plain answer", "entity note plural notes { read yes_no }"),
    LanguageWord(
      "set of", .type, "[A, B]", "several values of a scale, a choice or an entity",
      "entity note plural notes { about set of account }"),
  ]

  static let evidence: [LanguageWord] = [
    LanguageWord(
      "on", .evidence, "FIELD.on", "the day of the newest evidence", "stakeholders | show name, alignment.on"),
    LanguageWord(
      "source", .evidence, "FIELD.source", "who or what said so", "stakeholders | show name, alignment.source"),
    LanguageWord(
      "age", .evidence, "FIELD.age", "how long ago that was", "stakeholders | where alignment.age > 90 days"),
    LanguageWord(
      "confirmed", .evidence, "FIELD.confirmed", "yes if confirmed, no if only assumed",
      "stakeholders | where alignment.confirmed = no"),
    LanguageWord(
      "sources", .evidence, "FIELD.sources", "how many sources say so", "stakeholders | where alignment.sources >= 1"),
  ]

  static let formats: [LanguageWord] = [
    LanguageWord("table", .format, "as table", "aligned columns, for people", "accounts | show name, tier | as table"),
    LanguageWord(
      "record", .format, "as record", "one field a line, for one thing", "account \"Northwind Health\" | as record"),
    LanguageWord("json", .format, "as json", "one array of objects", "accounts | show name, tier | as json"),
    LanguageWord("jsonl", .format, "as jsonl", "one object a line", "accounts | show name, tier | as jsonl"),
    LanguageWord("csv", .format, "as csv", "comma-separated, with a header", "accounts | show name, tier | as csv"),
    LanguageWord("markdown", .format, "as markdown", "a table for a page", "accounts | show name, tier | as markdown"),
  ]
}
