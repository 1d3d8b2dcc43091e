// The steps of a query, as they stand after a `|`.

extension LanguageTable {
  static let steps: [LanguageWord] = [
    LanguageWord(
      "where", .step, "where CONDITION", "keeps the rows for which the condition is yes",
      "stakeholders | where role >= decision_maker and alignment < supporter"),
    LanguageWord(
      "show", .step, "show COLUMN, NAME = EXPRESSION, ...", "chooses the columns",
      "stakeholders | show name, title, met = last_contact is known"),
    LanguageWord(
      "with", .step, "with NAME = EXPRESSION, ...", "adds columns to those there are",
      "opportunities | with weighted = value * probability | show name, weighted"),
    LanguageWord(
      "sort", .step, "sort KEY [desc], ...", "orders the rows; unknown comes last",
      "stakeholders | sort power desc, name"),
    LanguageWord(
      "take", .step, "take N | take PERCENT", "keeps the first rows", "stakeholders | sort power desc | take 5"),
    LanguageWord(
      "skip", .step, "skip N", "leaves the first rows out", "accounts | sort name | skip 3"),
    LanguageWord("distinct", .step, "distinct", "keeps each row once", "stakeholders | show role | distinct"),
    LanguageWord(
      "count", .step, "count [by KEY, ...]", "counts the rows, by something if you like", "stakeholders | count by role"
    ),
    LanguageWord(
      "summarize", .step, "summarize NAME = AGGREGATE, ... [by KEY, ...]", "groups rows and adds them up",
      "objectives | summarize n = count(), first_due = min(due) by horizon"),
    LanguageWord(
      "matrix", .step, "matrix ROWS by COLUMNS [of AGGREGATE]", "counts, or adds up, in rows and columns",
      "stakeholders | matrix role by alignment"),
    LanguageWord(
      "set", .step, "set FIELD = VALUE [per \"SOURCE\"], ...", "changes a field of every row",
      "stakeholder \"Dana Li\" | set alignment = supporter per \"call\" on today"),
    LanguageWord(
      "remove", .step, "remove", "removes the things, with what is in them", "stakeholder \"Dana Li\" | remove"),
    LanguageWord(
      "as", .step, "as FORMAT [for AUDIENCE]", "shows the result in another format",
      "accounts | show name, tier | as markdown"),
    LanguageWord(
      "to", .step, "to \"FILE\" [for AUDIENCE]", "writes the result to a file",
      "accounts | show name, tier | to \"accounts.csv\""),
    LanguageWord(
      "tree", .step, "tree by REFERENCE", "shows who stands under whom", "stakeholders | tree by reports_to"),
    LanguageWord(
      "bars", .step, "bars [COLUMN]", "draws a bar for each row, by a column of figures or the last one",
      "stakeholders | show name, power | bars power"),
    LanguageWord("heat", .step, "heat", "shades the cells by size", "stakeholders | matrix role by alignment | heat"),
  ]
}
