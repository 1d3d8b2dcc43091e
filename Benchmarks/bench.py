#!/usr/bin/env python3
"""Measures planshell beside its peers. Start it with scripts/bench, which brings the peers and builds planshell.

Everything is measured in one run, on one machine, over the same invented portfolio. What cannot be measured is said to
be so, with the reason; the rest goes on.
"""

import argparse
import csv
import pathlib
import sys

import generate
import lengths
import oracle
import report
import works
from measure import Figure, Pair, hyperfine, shown
from peers import DuckDB, Hledger, SQLite
from subject import Planshell

ORACLE_LIMIT = 200_000  # stakeholders; beyond that the plain answers take too long, and the two sides check each other

ROOT = pathlib.Path(__file__).resolve().parent.parent


def say(text):
    print(text, file=sys.stderr, flush=True)


def sizes(text):
    """`10k,100k,1M` as numbers of stakeholders, smallest first."""
    factors = {"k": 1_000, "K": 1_000, "m": 1_000_000, "M": 1_000_000}
    found = set()
    for part in text.split(","):
        part = part.strip()
        factor = factors.get(part[-1:], 1)
        digits = part[:-1] if factor > 1 else part
        if not digits.isdigit() or int(digits) * factor < generate.STAKEHOLDERS_PER_ACCOUNT:
            raise argparse.ArgumentTypeError(f"'{part}' is not a number of stakeholders such as 10k or 1M")
        found.add(int(digits) * factor)
    return sorted(found)


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measures planshell beside its peers.")
    parser.add_argument(
        "--size",
        type=sizes,
        default="10k,100k,1M",
        metavar="N[,N...]",
        help="numbers of stakeholders (default: 10k,100k,1M; accounts are a twentieth of that)",
    )
    parser.add_argument("--seed", type=int, default=2026, help="where the invented portfolio starts (default: 2026)")
    parser.add_argument("--repeat", type=int, default=21, help="repetitions inside planshell (default: 21)")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / "bench-data", help="folder for the invented data")
    parser.add_argument(
        "--output",
        type=pathlib.Path,
        default=ROOT / "docs" / "benchmarks.md",
        help="the page to write (default: docs/benchmarks.md)",
    )
    parser.add_argument("--planshell", help="the program to measure (default: the release build, made anew if needed)")
    parser.add_argument("--duckdb", help=argparse.SUPPRESS)
    parser.add_argument("--command", default="scripts/bench", help=argparse.SUPPRESS)
    return parser.parse_args()


def middle_stakeholder(folder, count):
    """The stakeholder in the middle of the portfolio, and its account's name: no better off than any other."""
    wanted = str(count // 2)
    with open(folder / "csv" / "stakeholder.csv", encoding="utf-8", newline="") as file:
        person = next(row for row in csv.DictReader(file) if row["id"] == wanted)
    with open(folder / "csv" / "account.csv", encoding="utf-8", newline="") as file:
        account = next(row["name"] for row in csv.DictReader(file) if row["id"] == person["account_id"])
    return {
        "id": int(person["id"]),
        "account_id": int(person["account_id"]),
        "name": person["name"],
        "account": account,
    }


def compared(name, pair, right=None):
    """Adds a remark when an answer differs from the other side's, or from the right one where that was worked out."""
    try:
        answers = {
            who: works.plain_rows(name, figure.answer)
            for who, figure in (("planshell", pair.ours), (pair.peer, pair.theirs))
            if figure.known
        }
    except (KeyError, TypeError, ValueError, IndexError) as problem:
        pair.notes.append(f"the answers could not be compared ({type(problem).__name__}: {problem})")
        return pair
    if right is not None:
        for who, answer in answers.items():
            if answer != right:
                pair.notes.append(f"{who} ANSWERS WRONGLY, so its time means nothing yet")
    elif len(answers) == 2 and answers["planshell"] != answers[pair.peer]:
        pair.notes.append("THE TWO SIDES ANSWER DIFFERENTLY, so the times mean nothing yet")
    return pair


def measure_start(planshell, sqlite):
    title = "Start with the library loaded"
    ours = planshell.can_start()
    theirs = Figure(reason="sqlite3 is not installed") if not sqlite.program else None
    commands = []
    if ours.known:
        commands.append(planshell.start_command())
    if theirs is None:
        commands.append(sqlite.start_command())
    measured = iter(hyperfine(commands, 200)) if commands else iter(())
    if ours.known:
        ours = next(measured)
    if theirs is None:
        theirs = next(measured)
    return Pair(title, "sqlite3", "s", ours, theirs, works.START_AIM)


def measure_size(facts, folder, start, tools, options):
    """Every pair that works on a portfolio, for one size."""
    planshell, duckdb, sqlite, hledger = tools
    count = facts["stakeholders"]
    person = middle_stakeholder(folder, count)
    plan = folder / "plan"
    megabytes = facts["plan_bytes"] / 1e6

    say("  planshell: queries")
    texts = {query.name: query.plan for query in works.QUERIES}
    texts["change"] = works.CHANGE_PLAN.format(stakeholder=person["name"], account=person["account"])
    ours = planshell.bench(texts, plan, options.repeat)
    say("  planshell: loading and parsing")
    few = 5 if megabytes < 50 else 3
    load = planshell.load(plan, facts["accounts"], megabytes, start.ours.value or 0.0, few)
    parse = planshell.parse(plan, few)
    say("  DuckDB")
    theirs = duckdb.portfolio(folder, works.QUERIES, batches=7, batch=10)
    say("  SQLite")
    change = sqlite.change(folder, person, batches=7, batch=500)
    sqlite_memory = sqlite.memory(folder)
    say("  hledger")
    ledger = hledger.seconds_per_megabyte(folder / "year.journal", 3)

    right = oracle.answers(folder) if count <= ORACLE_LIMIT else {}
    pairs = [
        compared(
            query.name,
            Pair(query.title, duckdb.name, "s", ours[query.name], theirs[query.name], query.aim),
            right.get(query.name),
        )
        for query in works.QUERIES
    ]
    pairs.append(
        compared("change", Pair(works.CHANGE_TITLE, sqlite.name, "s", ours["change"], change, works.CHANGE_AIM))
    )
    pairs.append(Pair("Load, for each MB of text", hledger.name, "s/MB", load, ledger, works.LOAD_AIM))
    speed = Figure(1 / ledger.value) if ledger.known else Figure(reason=ledger.reason)
    pairs.append(Pair("Parse alone", hledger.name, "MB/s", parse, speed))
    pairs.append(
        Pair("Memory of the loaded portfolio", duckdb.name, "B", ours["memory"], theirs["memory"], works.MEMORY_AIM)
    )
    pairs.append(Pair("The same memory, beside SQLite", sqlite.name, "B", ours["memory"], sqlite_memory))
    if theirs["memory"].known:
        pairs[-2].notes.append(
            f"at {report.size_name(count)} DuckDB's own books show {shown(theirs['memory'].answer, 'B')} of it"
        )
    if ours["memory"].known:
        pairs[-2].notes.append(
            f"at {report.size_name(count)} planshell held at most {shown(ours['memory'].answer, 'B')} while loading"
        )
    return pairs


def main():
    options = arguments()
    if isinstance(options.size, str):
        options.size = sizes(options.size)
    planshell = Planshell(options.planshell)
    duckdb, sqlite, hledger = DuckDB(options.duckdb), SQLite(), Hledger()
    tools = (planshell, duckdb, sqlite, hledger)

    facts, by_size = {}, {}
    for size in options.size:
        say(f"making up {size:,} stakeholders")
        facts[size] = generate.generate(options.data / report.size_name(size), size, options.seed)
    say("starting")
    start = measure_start(planshell, sqlite)
    for size in options.size:
        say(f"{size:,} stakeholders")
        by_size[size] = measure_size(facts[size], options.data / report.size_name(size), start, tools, options)
    say("reading texts of growing length")
    by_length = lengths.measure(
        planshell, hledger, options.data / report.size_name(max(by_size)), options.data / "lengths", say
    )

    versions = [
        f"planshell {planshell.version.removeprefix('planshell ')}",
        f"DuckDB {duckdb.version} (two threads)",
        f"SQLite {sqlite.version} (changes: {sqlite.library_version})",
        f"hledger {hledger.version}",
    ]
    page = report.markdown(options.command, versions, facts, start, by_size, by_length)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(page, encoding="utf-8")

    largest = max(by_size)
    print("\n".join(report.pairs_table([start, *by_size[largest]])))
    notes = report.reasons([start, *[pair for pairs in by_size.values() for pair in pairs]])
    if notes:
        print("\n" + "\n".join(notes))
    say(f"written: {options.output}")


if __name__ == "__main__":
    main()
