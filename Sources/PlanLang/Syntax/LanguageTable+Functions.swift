// Functions: over rows, over the rows listed, and of values.

extension LanguageTable {
  static let aggregates: [LanguageWord] = [
    LanguageWord(
      "count", .aggregate, "count(ROWS [where CONDITION])", "how many there are",
      "count(stakeholders where alignment >= supporter)"),
    LanguageWord(
      "any", .aggregate, "any(ROWS where CONDITION)", "whether there is at least one",
      "accounts | where any(stakeholders where alignment = sponsor)"),
    LanguageWord(
      "all", .aggregate, "all(CONDITION of ROWS [where CONDITION])", "whether it holds for every one",
      "accounts | where all(done is known of actions where due < today)"),
    LanguageWord(
      "at_least", .aggregate, "at_least(N, ROWS [where CONDITION])", "whether there are that many",
      "accounts | where at_least(2, stakeholders where power >= 7)"),
    LanguageWord(
      "sum", .aggregate, "sum(VALUE of ROWS [where CONDITION])", "the total; unknown ones are told",
      "account \"Northwind Health\" | show name, total = sum(value of opportunities)"),
    LanguageWord(
      "min", .aggregate, "min(VALUE of ROWS [where CONDITION])", "the smallest, earliest or lowest",
      "min(last_contact of stakeholders)"),
    LanguageWord(
      "max", .aggregate, "max(VALUE of ROWS [where CONDITION])", "the largest, latest or highest",
      "accounts | show name, best = max(alignment of stakeholders)"),
    LanguageWord(
      "average", .aggregate, "average(VALUE of ROWS [where CONDITION])", "the mean of what is known",
      "average(power of stakeholders)"),
    LanguageWord(
      "median", .aggregate, "median(VALUE of ROWS [where CONDITION])", "the middle one of what is known",
      "median(power of stakeholders)"),
    LanguageWord(
      "first", .aggregate, "first(VALUE of ROWS)", "the value of the first row",
      "accounts | show name, top = first(name of (stakeholders | sort power desc))"),
    LanguageWord(
      "list", .aggregate, "list(VALUE of ROWS [where CONDITION])", "all values, as a set",
      "accounts | show name, names = list(name of stakeholders)"),
  ]

  static let windows: [LanguageWord] = [
    LanguageWord(
      "rank", .window, "rank", "the place in the list, 1 first", "accounts | sort name desc | show place = rank, name"),
    LanguageWord(
      "share", .window, "share(VALUE)", "the part of the column's total",
      "stakeholders | show name, part = share(power)"),
    LanguageWord(
      "running", .window, "running(VALUE)", "the sum so far", "stakeholders | show name, power, so_far = running(power)"
    ),
  ]

  static let functions: [LanguageWord] = [
    LanguageWord(
      "today", .function, "today", "the day it is, or that `--today` says", "actions | where due < today"),
    LanguageWord(
      "quarter", .function, "quarter(DATE)", "the quarter a day is in", "opportunities | count by quarter(close)"),
    LanguageWord("month", .function, "month(DATE)", "the month a day is in", "opportunities | count by month(close)"),
    LanguageWord("year", .function, "year(DATE)", "the year a day is in", "contracts | count by year(end)"),
    LanguageWord("start", .function, "start(PERIOD)", "the first day of a period", "start(2026-Q4)"),
    LanguageWord("end", .function, "end(PERIOD)", "the last day of a period", "actions | where due <= end(2026-Q4)"),
    LanguageWord("round", .function, "round(NUMBER [, DECIMALS])", "rounded, half away from zero", "round(2 / 3, 2)"),
    LanguageWord("abs", .function, "abs(NUMBER)", "without its sign", "abs(3 - 5)"),
    LanguageWord("amount", .function, "amount(MONEY)", "the number without the currency", "amount(1.2M USD)"),
    LanguageWord(
      "currency", .function, "currency(MONEY)", "the currency's code", "accounts | count by currency(revenue)"),
    LanguageWord(
      "convert", .function, "convert(MONEY [, CODE])",
      "in another currency, by the declared rates; without a code, in the one the rates are told in",
      "accounts | show name, in_euro = convert(revenue, EUR)"),
    LanguageWord(
      "next", .function, "next(VALUE)", "the next value of a scale, or the next period",
      "stakeholders | show name, alignment, aim = next(alignment)"),
    LanguageWord(
      "previous", .function, "previous(VALUE)", "the value before on a scale, or the period before", "previous(2026-Q1)"
    ),
    LanguageWord(
      "length", .function, "length(TEXT or SET)", "how many characters or members", "length(\"Łukasz\")"),
    LanguageWord(
      "sources", .function, "sources(FIELD)", "how many sources tell a fact",
      "stakeholders | where sources(alignment) >= 1 | show name"),
    LanguageWord(
      "evidence", .function, "evidence(REFERENCE).PROPERTY", "the evidence for a reference",
      "stakeholders | show name, told_on = evidence(reports_to).on"),
    LanguageWord(
      "under", .function, "under(REFERENCE, THING)", "whether it stands below a thing, at any depth",
      "stakeholders | where under(reports_to, \"Ngozi Okafor\")"),
  ]
}
