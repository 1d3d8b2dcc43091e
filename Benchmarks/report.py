"""Writes what a run found as Markdown."""

import datetime
import os
import pathlib
import platform

import works
from measure import shown


HOW = """\
- **Start**: hyperfine without a shell, median. planshell answers from a name that its library declares.
- **Queries**: inside the process, median over repetitions, each from the text of the query to its rows; nothing is
  printed. DuckDB has two threads, enumerations for the scales and decimals for money; its command line counts in
  milliseconds, so its queries run in batches between time stamps.
- **Answers** are compared in every run: with one another, and up to 200,000 stakeholders with answers worked out
  plainly by a third program. The growth check is the same four questions as one SQL query.
- **Change**: SQLite is the library in memory with indexes: savepoint, update, select, rollback. Both sides have their
  statements ready: prepared there, parsed and checked here.
- **Parse alone**: inside the process, median over repetitions on one thread, from bytes in memory to the syntax tree.
- **Load** and hledger: whole programs, less their time to start, divided by the size of what they read. hledger reads
  a journal as long as the plan text, but never more than 8 MB.
- **Memory**: what the process holds once everything is loaded (VmRSS).
"""


# What a profile says of aims that are missed, by work.
LIMITS = {
    works.CHANGE_TITLE: "The time hardly grows with the portfolio. Seven tenths are the three figures, of some forty rows:"
    " the tree of each formula is walked for every row, and the values it hands on are counted references. A sixth is the"
    " change itself with the values it replaces, a tenth finding the two names.",
    "Matrix of role by alignment": "Most of it is counting each row into its group, one row at a time, and starting the"
    " second thread; DuckDB counts a vector at a time.",
    "Load, for each MB of text": "Nothing stands out: the largest single function takes a twentieth. A fifth is the"
    " system's, which clears fresh memory; making the things, between parsing and reading values, is on one thread.",
    "Sponsors and value per account, top ten": "A quarter of it is adding up values by account, and a seventh looking up"
    " for each objective, over its stakeholder, which account it belongs to; no such list is kept between questions.",
    "Start with the library loaded": "What start-up does and why is in docs/decisions/0043-start.md.",
}


def limits(pairs):
    """What is known of the aims that were missed."""
    missed = [pair.work for pair in pairs if aim(pair).endswith("missed")]
    return [f"- {work}: {LIMITS[work]}" for work in missed if work in LIMITS]


def machine():
    """The machine in a line: processor, cores, memory, system."""
    model = next(
        (
            line.split(":")[1].strip()
            for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    release = dict(
        line.split("=", 1) for line in pathlib.Path("/etc/os-release").read_text().splitlines() if "=" in line
    )
    system = release.get("PRETTY_NAME", platform.system()).strip('"')
    return f"{model}, {os.cpu_count()} cores, {gigabytes:.0f} GiB, {system}"


def size_name(count):
    if count >= 1_000_000 and count % 1_000_000 == 0:
        return f"{count // 1_000_000}M"
    return f"{count // 1000}k" if count % 1000 == 0 else str(count)


def side(figure, unit):
    return shown(figure.value, unit) if figure.known else "not measured"


def ratio(pair):
    return f"{pair.ratio:.3g}x" if pair.ratio is not None else "-"


def aim(pair):
    """The aim, and whether it was reached. Aims are upper limits but for a speed, where more is better."""
    if pair.aim is None:
        return "-"
    goal = f"≥ {pair.aim:g}x" if pair.unit == "MB/s" else f"≤ {pair.aim:g}x"
    if pair.ratio is None:
        return goal
    reached = pair.ratio >= pair.aim if pair.unit == "MB/s" else pair.ratio <= pair.aim
    return f"{goal} {'reached' if reached else 'missed'}"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def pairs_table(pairs):
    return table(
        ["work", "planshell", "peer", "", "ratio", "aim"],
        [
            [pair.work, side(pair.ours, pair.unit), pair.peer, side(pair.theirs, pair.unit), ratio(pair), aim(pair)]
            for pair in pairs
        ],
    )


def growth_table(by_size):
    """One row for each work and side, one column for each size."""
    sizes = list(by_size)
    rows = []
    for place, first in enumerate(by_size[sizes[0]]):
        row = [by_size[size][place] for size in sizes]
        rows.append([first.work, "planshell", *[side(pair.ours, pair.unit) for pair in row]])
        rows.append(["", first.peer, *[side(pair.theirs, pair.unit) for pair in row]])
    return table(["work", "", *[size_name(size) for size in sizes]], rows)


def lengths_table(by_length):
    """One row for each length of text."""
    return table(
        ["text", "planshell parses", "hledger reads a journal of that length"],
        [
            [length, side(ours, "MB/s"), side(theirs, "MB/s") if theirs.known else f"- ({theirs.reason})"]
            for length, ours, theirs in by_length
        ],
    )


def reasons(pairs):
    """What was not measured and why, works with the same reason together; then what else there is to say, each once."""
    missing, notes = {}, {}
    for pair in pairs:
        for who, figure in (("planshell", pair.ours), (pair.peer, pair.theirs)):
            if not figure.known:
                missing.setdefault((who, figure.reason), {})[pair.work] = None
        for note in pair.notes:
            notes[f"- {pair.work}: {note}"] = None
    lines = [f"- not measured for {who}: {reason} ({'; '.join(titles)})" for (who, reason), titles in missing.items()]
    return lines + list(notes)


def markdown(command, versions, facts, start, by_size, by_length):
    """The whole page. `start` is the pair that needs no portfolio; `by_size` holds the others for each size, and
    `by_length` the speed of parsing for texts of growing length."""
    largest = max(by_size)
    amount = facts[largest]
    every = [start, *[pair for pairs in by_size.values() for pair in pairs]]
    lines = [
        "# Benchmarks",
        "",
        f"Written by `{command}` on {datetime.date.today().isoformat()}; run it again rather than edit this page.",
        "",
        f"Machine: {machine()}.",
        f"Programs: {'; '.join(versions)}.",
        "",
        "All pairs come from one run on one machine, so read the ratios; the times belong to that machine.",
        "A ratio below 1 means that planshell needs less than its peer.",
        "",
        f"## {amount['accounts']:,} accounts, {amount['stakeholders']:,} stakeholders,"
        f" {amount['objectives']:,} future objectives",
        "",
        f"The portfolio is {amount['plan_bytes'] / 1e6:.0f} MB of plan text, invented from a fixed seed.",
        "",
        *pairs_table([start, *by_size[largest]]),
        "",
    ]
    if len(by_size) > 1:
        lines += [
            "## As the portfolio grows",
            "",
            "Columns are numbers of stakeholders.",
            "",
            *growth_table(by_size),
            "",
        ]
    if by_length:
        lines += [
            "## As a text grows",
            "",
            "Parsing alone, on one thread: the beginning of the portfolio in one file.",
            "",
            *lengths_table(by_length),
            "",
        ]
    known = limits([start, *by_size[largest]])
    if known:
        lines += ["## What limits the aims that are missed", "", *known, ""]
    notes = reasons(every)
    if notes:
        lines += ["## Remarks", "", *notes, ""]
    lines += [
        "## How each number is taken",
        "",
        HOW,
    ]
    return "\n".join(lines)
