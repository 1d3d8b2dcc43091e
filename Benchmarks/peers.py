"""The programs planshell is compared with: DuckDB, SQLite and hledger."""

import csv
import json
import os
import shutil
import sqlite3
import statistics
import time

import works
from measure import Figure, failure, median_of_runs, run

STAMP = ".mode list\nselect epoch_us(now());\n.mode trash\n"


class DuckDB:
    """DuckDB's own command line on two threads, everything in memory.

    Its timer counts in milliseconds, so each query runs in batches between two time stamps; what an empty batch takes
    is taken off again.
    """

    name = "DuckDB"

    def __init__(self, program):
        self.program = program
        self.version = "not installed"
        if program:
            self.version = run([program, "-no-init", "-version"]).output.split(" ")[0]

    def portfolio(self, folder, queries, batches, batch):
        """Loads the CSV files and times each query. Returns a figure for each query by name, and one for memory."""
        wanted = [query.name for query in queries] + ["memory"]
        if not self.program:
            return {name: Figure(reason="DuckDB's command line is not installed") for name in wanted}
        script = [
            ".bail on",
            "set threads = 2;",
            ".headers on",
            ".mode trash",
            works.duckdb_load(folder / "csv"),
            ".print #memory",
            ".shell grep VmRSS /proc/$PPID/status",
            ".print #managed",
            ".mode csv",
            "select sum(memory_usage_bytes)::bigint as bytes from duckdb_memory();",
            ".headers off",
        ]
        script += [".print #stamps empty"] + [STAMP] * 21
        for query in queries:
            sql = query.sql.strip() + ";"
            script += [
                f".print #answer {query.name}",
                ".headers on",
                ".mode jsonlines",
                sql,
                ".headers off",
                f".print #stamps {query.name}",
                ".mode trash",
                sql,
                sql,
            ]
            for _ in range(batches):
                script += [STAMP, *[sql] * batch, STAMP]
        finished = run([self.program, "-no-init", "-batch", ":memory:"], text="\n".join(script) + "\n")
        if finished.status != 0:
            return {name: Figure(reason=failure([self.program], finished)) for name in wanted}
        return self.read(finished.output, batch)

    @staticmethod
    def read(output, batch):
        sections = {}
        for line in output.splitlines():
            if line.startswith("#"):
                section = sections.setdefault(line[1:], [])
            elif line.strip():
                section.append(line)
        empty = [int(line) for line in sections["stamps empty"] if line.isdigit()]
        overhead = statistics.median(after - before for before, after in zip(empty, empty[1:]))
        figures = {"memory": Figure(int(sections["memory"][0].split()[1]) * 1024, answer=int(sections["managed"][-1]))}
        for title, lines in sections.items():
            if not title.startswith("stamps ") or title == "stamps empty":
                continue
            name = title.removeprefix("stamps ")
            stamps = [int(line) for line in lines if line.isdigit()]
            spans = [(after - before - overhead) / batch / 1e6 for before, after in zip(stamps[::2], stamps[1::2])]
            rows = [json.loads(line) for line in sections[f"answer {name}"]]
            figures[name] = Figure(statistics.median(spans), answer=rows)
        return figures


class SQLite:
    """SQLite: its command line for starting and for memory, the library with prepared statements for changes."""

    name = "SQLite"

    def __init__(self):
        self.program = shutil.which("sqlite3")
        self.version = "not installed"
        if self.program:
            self.version = run([self.program, "-version"]).output.split(" ")[0]
        self.library_version = sqlite3.sqlite_version

    def start_command(self):
        return "sqlite3 :memory: 'select 1'"

    def memory(self, folder):
        """What the process holds after reading the same CSV files."""
        if not self.program:
            return Figure(reason="sqlite3 is not installed")
        script = []
        for path in sorted((folder / "csv").iterdir()):
            columns = path.open(encoding="utf-8").readline().strip().split(",")
            numeric = (
                "id",
                "_id",
                "power",
                "rank",
                "revenue",
                "spend_in_category",
                "value",
                "_us",
                "_customer",
                "probability",
            )
            typed = [f'"{column}" {"numeric" if column.endswith(numeric) else "text"}' for column in columns]
            typed[0] = '"id" integer primary key'
            script += [
                f"create table {path.stem} ({', '.join(typed)});",
                f".import --csv --skip 1 '{path}' {path.stem}",
            ]
        script.append(".shell grep VmRSS /proc/$PPID/status")
        finished = run([self.program, "-batch", ":memory:"], text="\n".join(script) + "\n")
        if finished.status != 0 or "VmRSS" not in finished.output:
            return Figure(reason=failure([self.program], finished))
        return Figure(int(finished.output.split()[1]) * 1024)

    def change(self, folder, stakeholder, batches, batch):
        """Savepoint, update, three figures, rollback: statements prepared once, indexed tables, no disk."""
        database = sqlite3.connect(":memory:", isolation_level=None)
        database.executescript(works.SQLITE_SCHEMA)
        rank = {name: place for place, name in enumerate(works.ALIGNMENTS)}
        number = lambda text: int(text) if text else None

        def rows(table):
            with open(folder / "csv" / f"{table}.csv", encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)

        database.execute("begin")
        database.executemany("insert into account values (?, ?)", ((int(r["id"]), r["name"]) for r in rows("account")))
        database.executemany(
            "insert into stakeholder values (?, ?, ?, ?)",
            ((int(r["id"]), int(r["account_id"]), r["name"], rank.get(r["alignment"])) for r in rows("stakeholder")),
        )
        database.executemany(
            "insert into opportunity values (?, ?, ?, ?)",
            (
                (int(r["id"]), int(r["account_id"]), int(r["value"]), float(r["probability"]))
                for r in rows("opportunity")
            ),
        )
        database.executemany(
            "insert into objective values (?, ?, ?)",
            ((int(r["id"]), int(r["stakeholder_id"]), number(r["value_to_us"])) for r in rows("objective")),
        )
        database.execute("commit")

        key, account = stakeholder["id"], stakeholder["account_id"]
        savepoint, update, figures, rollback, release = works.CHANGE_SQL
        execute = database.execute

        def trial():
            execute(savepoint)
            execute(update, (key,))
            sponsors, value, pipeline = execute(figures, (account,)).fetchone()
            execute(rollback)
            execute(release)
            return [{"sponsors": sponsors, "value": value, "weighted_pipeline": pipeline}]

        answer = trial()
        spans = []
        for _ in range(batches):
            started = time.perf_counter()
            for _ in range(batch):
                trial()
            spans.append((time.perf_counter() - started) / batch)
        database.close()
        return Figure(statistics.median(spans), answer=answer)


class Hledger:
    """hledger reading a journal: the whole program, since it has no other way to say how long reading took."""

    name = "hledger"

    def __init__(self):
        self.program = shutil.which("hledger")
        self.version = "not installed"
        if self.program:
            self.version = run([self.program, "--version"]).output.split(",")[0].removeprefix("hledger ").strip()

    def seconds_per_megabyte(self, journal, times):
        if not self.program:
            return Figure(reason="hledger is not installed")
        whole, _ = median_of_runs([self.program, "-f", str(journal), "stats"], times)
        if not whole.known:
            return whole
        empty, _ = median_of_runs([self.program, "-f", os.devnull, "stats"], times)
        if not empty.known:
            return empty
        return Figure((whole.value - empty.value) / (journal.stat().st_size / 1e6))
